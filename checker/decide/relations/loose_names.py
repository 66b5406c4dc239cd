"""Names that equations of a premise give a value to, taken out: sin θ = x/√(a² + x²) leaves any x a θ to go with it.

A point at which what is left of the premise holds, and the conclusion fails, is one of the whole: there the names that
were taken out have the values that their equations ask for. So it refutes; that nothing is found proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sympy
from sympy import Derivative, Dummy, Eq, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.bound_names import HEADS as BINDERS
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.written_back import substituted
from checker.decide.kernels.zero import zero_difference
from checker.decide.parts import conjuncts
from checker.decide.relations.relations import is_relation, put, signs_of
from checker.model import Domain

NOT_TAKEN = (Derivative, sympy.Subs, *sorted(BINDERS, key=str))
MOST_PARTS = 16
MOST_OPERATIONS = 600
MOST_OUT = 12
DIGITS, LAST_DIGIT = 12, 5


@dataclass(frozen=True, slots=True)
class Out:
    """A name that leaves by its equation: the part of it that is given a value, that value, and what that asks for.

    `undone` gives the name where the part has a value.
    """

    name: Basic
    part: Basic
    value: Basic
    needs: tuple[Basic, ...]
    undone: Callable[[Basic], Basic]


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a premise, a conclusion and the conditions, and what was taken out, in the order of that."""

    premise: Basic
    conclusion: Basic
    conditions: tuple[Basic, ...]
    out: tuple[Out, ...]


def without_loose_names(premise: Basic, conclusion: Basic, conditions: Sequence[Basic]) -> Left | None:
    """The same without the names that equations of the premise give a value to; None where there are none.

    Nor where decimals are concluded: they are rounded often, as what they were computed from.
    """
    if any(_is_decimal(number) for number in conclusion.atoms(sympy.Rational)):
        return None
    statements = _with_plain_names((premise, conclusion, *conditions))
    if statements is None or sum(each.count_ops() for each in statements) > MOST_OPERATIONS:
        return None
    parts = [part for part in conjuncts(statements[0]) if part != sympy.true]
    rest = [*statements[1:]]
    if len(parts) > MOST_PARTS or not all(map(is_relation, (*parts, *rest))):
        return None
    gone: list[Out] = []
    try:
        for _ in range(MOST_OUT):
            found = next(_leaving(parts, rest), None)
            if found is None:
                break
            equation, out = found
            values = {out.part: out.value}
            parts = [put(part, values) for part in parts if part is not equation]
            parts = [*_without_identities(parts), *out.needs]
            rest = [put(each, values) for each in rest]
            gone.append(out)
    except Declines:
        return None
    if not gone and list(statements) == [premise, conclusion, *conditions]:
        return None
    return Left(sympy.And(*parts, evaluate=False), rest[0], tuple(rest[1:]), tuple(gone))


def _is_decimal(number: sympy.Rational) -> bool:
    """3.2 and 0.0566, and no 1/2, 3/4 or 1/5, which are rather fractions."""
    numerator, denominator = abs(int(number.p)), int(number.q)
    return denominator % 5 == 0 and (10**DIGITS) % denominator == 0 and max(numerator, denominator) > LAST_DIGIT


def values_out(left: Left, known: Mapping[Basic, Basic]) -> dict[str, Basic]:
    """The values of all names, where those that are left have the values that are `known`.

    Raises Declines where SymPy cannot build one.
    """
    values = dict(known)
    for out in reversed(left.out):
        free = out.value.free_symbols - values.keys()  # of which nothing that is left speaks
        values |= {name: sympy.Integer(-1 if name.is_negative else 1) for name in sorted(free, key=str)}
        values[out.name] = out.undone(substituted(out.value, values))
    return {str(name): value for name, value in values.items()}


def _with_plain_names(statements: Sequence[Basic]) -> list[Basic] | None:
    """N(t), alone of its function, and the items F₀, F₁ of data by plain names; None where more is said of one.

    Of what is said of a function, or of data, elsewhere too, no value at one place is free; where names are bound, in
    sums and integrals, nothing is put in.
    """
    applied = {one for each in statements for one in each.atoms(AppliedUndef)}
    items = {one for each in statements for one in each.atoms(sympy.Indexed)}
    if len({one.func for one in applied}) < len(applied) or any(each.has(*NOT_TAKEN) for each in statements):
        return None
    if not all(index.is_Integer for one in items for index in one.indices):
        return None
    names = {one: Symbol(str(one), real=True) for one in (*applied, *items)}
    return [each.xreplace(names) for each in statements]


def _leaving(parts: Sequence[Basic], rest: Sequence[Basic]) -> Iterator[tuple[Basic, Out]]:
    """The equations by which a name may leave: first those of names that the conclusion does not hold."""
    kept = rest[0].free_symbols
    equations = [part for part in parts if isinstance(part, Eq)]
    for wanted in (False, True):
        for equation in equations:
            others = [each for each in (*parts, *rest) if each is not equation]
            for name in sorted(equation.free_symbols, key=str):
                out = _out(equation, name, others) if (name in kept) is wanted else None
                if out is not None:
                    yield equation, out


def _out(equation: Basic, name: Basic, others: Sequence[Basic]) -> Out | None:
    """How a name leaves: by its value, or by that of sin, exp, … of it where the others hold nothing else of it."""
    if not isinstance(name, Symbol) or name.is_rational:
        return None
    residual = equation.args[0] - equation.args[1]
    for part, undone, asked in _parts_of(name):
        mark = Dummy(real=True)
        there = residual.xreplace({part: mark})
        if mark not in there.free_symbols or name in there.free_symbols or not there.is_polynomial(mark):
            continue
        slope = there.diff(mark)
        if mark in slope.free_symbols or (part != name and any(_holds_more(each, name, part) for each in others)):
            continue
        value = -there.xreplace({mark: sympy.Integer(0)}) / slope
        needs = asked(value) if part != name else tuple(put(sign, {name: value}) for sign in signs_of(name))
        nonzero = () if slope.is_nonzero else (sympy.Ne(slope, 0, evaluate=False),)
        return Out(name, part, value, (*nonzero, *_valued(value), *needs), undone)
    return None


Needs = Callable[[Basic], tuple[Basic, ...]]


def _parts_of(name: Symbol) -> Iterator[tuple[Basic, Callable[[Basic], Basic], Needs]]:
    """The name itself and functions of it, each with its inverse, and with what a value of theirs has to fulfil."""
    yield name, lambda value: value, lambda _: ()
    if name.is_nonzero is None and name.is_nonnegative is None and name.is_nonpositive is None:
        for head, inverse in ((sympy.sin, sympy.asin), (sympy.cos, sympy.acos)):
            yield head(name), inverse, _between_one
        yield sympy.exp(name), sympy.log, lambda value: (sympy.Gt(value, 0, evaluate=False),)
        yield name**2, sympy.sqrt, lambda value: (sympy.Ge(value, 0, evaluate=False),)


def _between_one(value: Basic) -> tuple[Basic, ...]:
    return sympy.Le(value, 1, evaluate=False), sympy.Ge(value, -1, evaluate=False)


def _holds_more(statement: Basic, name: Basic, part: Basic) -> bool:
    return name in statement.xreplace({part: Dummy()}).free_symbols


def _without_identities(parts: Sequence[Basic]) -> Iterator[Basic]:
    """The parts, of those that hold wherever their sides have a value only that they have one."""
    for part in parts:
        zero = zero_difference(part.args[0], part.args[1], Domain()) if isinstance(part, Eq) else None
        if zero is not None and not zero.conditions:
            yield from (each for side in part.args for each in _valued(side))
        elif part != sympy.true:
            yield part


def _valued(value: Basic) -> tuple[Basic, ...]:
    """What holds where a value is a real number, as that of √(−1 − x²) nowhere is."""
    return () if value.is_polynomial(*value.free_symbols) else (sympy.Ge(value, value, evaluate=False),)
