"""Rules by which one equation follows from others: what was done to both sides, or put in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from sympy import Abs, Add, And, Eq, Integer, Or, Symbol, cancel, exp, expand, expand_log, log, nan, zoo
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.explain.rules.algebra import REFUSALS, evaluated, is_small
from checker.explain.rules.shown import is_short, shown
from checker.explain.rules.solving import LOGARITHMS, SIGNS, SQUARE, SQUARE_ROOTS, rules_of_solution
from checker.explain.rules.sums import linear

MOST_EQUATIONS = 8  # that are looked at together
OTHER_SIDE, EXCHANGED, SAME = "bring terms to the other side", "exchange the two sides", "the same equation"
ORDERS = (EXCHANGED, "the same, in another order", "the same expression")
PUT_IN, ADD, SUBTRACT = "put the values in", "add the equations", "subtract one equation from the other"
DEFINITION = "definition"  # how the rule begins by which a name is put in
IMPLICITLY = "differentiate both sides, y as a function of x"
Between = Callable[[Basic, Basic], tuple[str, ...]]  # the rules that make one expression of another


def rules_of_equation(left: Basic, right: Basic, between: Between = lambda _l, _r: ()) -> tuple[str, ...]:
    """The rule that makes `right = 0` of `left = 0`; none where it is not known.

    That they have the same solutions is known already.
    """
    try:
        return _of_residuals(left, right) or _within(left, right, between)
    except REFUSALS:  # SymPy's, of objects that are not of its own kinds
        return ()


def rules_of_implication(premise: Basic, conclusion: Basic, between: Between) -> tuple[str, ...]:
    """The steps from equations, joined by And, to one; none where they are not known.

    That it follows is known already. `between` gives the rules that make one side of another.
    """
    premises = _equations(premise)[:MOST_EQUATIONS]
    if not premises:
        return ()
    try:
        return next(filter(None, _ways(premises, conclusion, between)), ())
    except REFUSALS:  # as above
        return ()


def _equations(premise: Basic) -> list[Basic]:
    return [part for part in And.make_args(premise) if isinstance(part, Eq | Or)]


def _ways(premises: Sequence[Basic], conclusion: Basic, between: Between) -> Iterator[tuple[str, ...]]:
    """Ways to the conclusion, the plainest first."""
    if conclusion in premises:
        derived = any(_is_derivative(other, conclusion) for other in premises if other != conclusion)
        yield (IMPLICITLY,) if derived else (SAME,)
    for one in premises:
        yield _one_step(one, conclusion, between)
    yield from _by_substitution(premises, conclusion, between)
    for one, other in combinations([part for part in premises if isinstance(part, Eq)], 2):
        for sign, told in ((1, ADD), (-1, SUBTRACT)):
            joined = Eq(one.lhs + sign * other.lhs, one.rhs + sign * other.rhs, evaluate=False)
            rest = _one_step(joined, conclusion, between) if isinstance(joined, Eq) else ()
            yield (told, *_without_order(rest)) if rest else ()


# --- one equation of another ---------------------------------------------------------------------


def _one_step(one: Basic, conclusion: Basic, between: Between) -> tuple[str, ...]:
    if isinstance(one, Or) or isinstance(conclusion, Or):
        return _of_cases(one, conclusion, between)
    if not isinstance(one, Eq) or not isinstance(conclusion, Eq) or one.lhs.is_Matrix or conclusion.lhs.is_Matrix:
        return ()
    for step in (_exchanged, _on_one_side, _by_meaning, _solved, _on_both_sides):
        found = step(one, conclusion, between)
        if found:
            return found
    before, after = _residual(one), _residual(conclusion)
    return _of_residuals(before, after) or ((OTHER_SIDE,) if _ratio(before, after) in (1, -1) else ())


def _residual(equation: Basic) -> Basic:
    return equation.lhs - equation.rhs if equation.rhs != 0 else equation.lhs


def _exchanged(one: Basic, conclusion: Basic, _between: Between) -> tuple[str, ...]:
    return (EXCHANGED,) if (one.lhs, one.rhs) == (conclusion.rhs, conclusion.lhs) else ()


def _on_one_side(one: Basic, conclusion: Basic, between: Between) -> tuple[str, ...]:
    """Only one side was worked on, or each for itself."""
    sides = [(a, b) for a, b in zip(one.args, conclusion.args, strict=True) if a != b]
    if any(evaluated(a - b) != 0 and not _is_expanded(a, b) for a, b in sides):
        return ()
    names = [between(a, b) for a, b in sides]
    return tuple(dict.fromkeys(name for some in names for name in some)) if all(names) else ()


def _by_meaning(one: Basic, conclusion: Basic, between: Between) -> tuple[str, ...]:
    """What it equals was written anew with names that are defined."""
    found = between(one.rhs, conclusion.rhs) if one.lhs == conclusion.lhs else ()
    return found if found and found[0].startswith(DEFINITION) else ()


def _is_expanded(one: Basic, other: Basic) -> bool:
    return is_small(one) and is_small(other) and bool(cancel(expand(one - other)) == 0)


def _solved(one: Basic, conclusion: Basic, _between: Between) -> tuple[str, ...]:
    """The conclusion is x = …, of an equation with x."""
    unknown = conclusion.lhs
    if not isinstance(unknown, Symbol | AppliedUndef) or unknown in conclusion.rhs.free_symbols:
        return ()
    residual = _residual(one)
    if not residual.has(unknown) or _is_value(one) or not _vanishes(residual.xreplace({unknown: conclusion.rhs})):
        return ()
    return rules_of_solution(residual, unknown, (conclusion.rhs,))


def _vanishes(residual: Basic) -> bool:
    return is_small(residual) and bool(cancel(expand(evaluated(linear(residual)).doit())) == 0)


def _on_both_sides(one: Basic, conclusion: Basic, _between: Between) -> tuple[str, ...]:
    """The same was done to both sides: squares, logarithms, exp, reciprocals."""
    for done, told in (
        (lambda side: side**2, SQUARE),
        (lambda side: expand_log(log(side), force=True), LOGARITHMS),
        (exp, "apply exp to both sides"),
        (lambda side: 1 / side, "take reciprocals of both sides"),
    ):
        made = [done(side) for side in one.args]
        if all(evaluated(a - b) == 0 or _is_expanded(a, b) for a, b in zip(made, conclusion.args, strict=True)):
            return (told,)
    squared = _residual(Eq(one.lhs**2, one.rhs**2, evaluate=False))
    back = _residual(Eq(conclusion.lhs**2, conclusion.rhs**2, evaluate=False))
    if _ratio(squared, _residual(conclusion)) in (1, -1):
        return (SQUARE, OTHER_SIDE)
    return (SQUARE_ROOTS,) if _ratio(back, _residual(one)) in (1, -1) else ()


def _of_cases(one: Basic, conclusion: Basic, between: Between) -> tuple[str, ...]:
    """|u| = a gives u = a or u = −a; x² = a gives two roots; from each case one case follows."""
    cases = Or.make_args(conclusion)
    if isinstance(one, Eq):
        unknowns = {case.lhs for case in cases if isinstance(case, Eq)}
        if len(unknowns) == 1 and all(isinstance(case, Eq) for case in cases):
            (unknown,) = unknowns
            solved = rules_of_solution(_residual(one), unknown, [case.rhs for case in cases])
            if solved:
                return solved
            if any(isinstance(side, Abs) and side.args[0] in (unknown, -unknown) for side in one.args):
                return (SIGNS,)
            backs = {_ratio(case.lhs**2 - case.rhs**2, _residual(one)) for case in cases}
            return (SQUARE_ROOTS,) if backs and backs <= {Integer(1), Integer(-1)} else ()
        return ()
    names: dict[str, None] = {}
    for case in Or.make_args(one):
        found = next(filter(None, (_one_step(case, end, between) for end in cases)), ())
        if not found:
            return ()
        names.update(dict.fromkeys(found))
    return tuple(names)


# --- what was put in -----------------------------------------------------------------------------


def _by_substitution(premises: Sequence[Basic], conclusion: Basic, between: Between) -> Iterator[tuple[str, ...]]:
    known = [part for part in premises if _is_value(part)]
    if not known or not isinstance(conclusion, Eq):
        return
    values = {part.lhs: part.rhs for part in known}
    for name, value in values.items():
        yield from _after(_told(name, value), {name: value}, premises, conclusion, between)
    if len(values) > 1:
        yield from _after(PUT_IN, values, premises, conclusion, between)
    there = [evaluated(side.xreplace(values).xreplace(values)) for side in conclusion.args]
    if there[0] == there[1]:
        yield (PUT_IN,) if len(known) > 1 else (_told(*next(iter(values.items()))),)


def _is_value(part: Basic) -> bool:
    return isinstance(part, Eq) and isinstance(part.lhs, Symbol | AppliedUndef) and not part.rhs.has(part.lhs)


def _told(name: Basic, value: Basic) -> str:
    return f"put {shown(name)} = {shown(value)} in" if is_short(value) else f"put {shown(name)} in"


def _after(
    told: str, values: dict[Basic, Basic], premises: Sequence[Basic], conclusion: Basic, between: Between
) -> Iterator[tuple[str, ...]]:
    for part in premises:
        if not isinstance(part, Eq) or part.lhs in values or not part.has(*values):
            continue
        put_in = Eq(*(side.xreplace(values) for side in part.args), evaluate=False)
        if put_in == conclusion:
            yield (told,)
        rest = _one_step(put_in, conclusion, between)
        if rest:
            yield (told, *_without_order(rest))


def _without_order(rules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(rule for rule in rules if rule not in ORDERS)


def _is_derivative(before: Basic, after: Basic) -> bool:
    """Is one equation the other differentiated, where y′ stands for the derivative of y?"""
    if not isinstance(before, Eq) or not isinstance(after, Eq):
        return False
    primed = {name for name in after.free_symbols if str(name).endswith("'")}
    return bool(primed) and not primed <= before.free_symbols


# --- residuals -----------------------------------------------------------------------------------


def _of_residuals(left: Basic, right: Basic) -> tuple[str, ...]:
    if left.is_Matrix or right.is_Matrix or not (is_small(left) and is_small(right)):
        return ()
    ratio = _ratio(left, right)
    if ratio is None or ratio == 0:
        return ()
    if ratio in (1, -1):
        return () if _flat(left) == _flat(right) else (OTHER_SIDE,)
    if ratio.is_Rational:
        return (_factor_told(ratio),)
    everything = left.free_symbols | right.free_symbols
    is_factor = ratio.free_symbols < everything or (ratio.free_symbols <= everything and not ratio.has(Add))
    return (_factor_told(ratio),) if is_factor and is_short(ratio) else ()


def _ratio(left: Basic, right: Basic) -> Basic | None:
    """By what the first is the second; None where it is not told."""
    one, two = _flat(left), _flat(right)
    if two == 0 or not (is_small(one) and is_small(two)):
        return None
    ratio = cancel(one / two)
    return None if ratio.has(zoo, nan) else ratio


def _flat(expression: Basic) -> Basic:
    return expand(evaluated(linear(expression)))


def _within(left: Basic, right: Basic, between: Between) -> tuple[str, ...]:
    """Equations to zero whose other sides are equal: what made one of the other."""
    return between(left, right) if _flat(left - right) == 0 or _flat(left + right) == 0 else ()


def _factor_told(ratio: Basic) -> str:
    """Of the factor by which the first is the second: the sign of an equation to zero tells nothing."""
    size = -ratio if ratio.could_extract_minus_sign() else ratio
    above, below = size.as_numer_denom()
    if above == Integer(1):
        return f"multiply both sides by {shown(below)}"
    if below != Integer(1):
        return f"multiply both sides by {shown(below / above)}"
    return f"divide both sides by {shown(size)}"
