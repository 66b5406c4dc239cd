"""Facts put into expressions: values for names, but for those that something is differentiated, summed or taken by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sympy import Derivative, Integral, Limit, MatMul, MatrixSymbol, Mul, Product, Subs, Sum, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.matrices.exceptions import ShapeError

from checker.model import Equal, Question
from checker.read.building import is_matrix
from checker.read.definitions import with_instances
from checker.read.nodes import free_in, nodes_of, replaced

WORKINGS = (Derivative, Integral, Sum, Product, Limit, Subs)


def equal_after(
    left: Basic, right: Basic, facts: Mapping[Basic, Basic], definitions: Sequence[tuple[Basic, Basic]] = ()
) -> Question | None:
    """Are the sides equal once the facts are put in? None where they change nothing, or cannot be put in.

    They are put into what names are defined as too: x = 2 into p = x a.
    """
    resting = _resting(tuple(facts.items()), with_instances(definitions, (left, right)))
    try:
        one, two = (put(put(side, resting), facts) for side in (left, right))
    except (NotImplementedError, ShapeError):  # SymPy's, of products of vectors that it takes for no numbers
        return None
    return Equal(one, two) if (one, two) != (left, right) else None


@lru_cache(maxsize=64)  # a line asks several questions that rest on the same
def _resting(
    facts: tuple[tuple[Basic, Basic], ...], definitions: tuple[tuple[Basic, Basic], ...]
) -> Mapping[Basic, Basic]:
    """The names that are defined by facts, with what they mean in terms of these."""
    told = {fact for fact, _ in facts}
    found: dict[Basic, Basic] = {}
    for name, meaning in (*reversed(definitions), *definitions):  # the earliest first; f(0) stands behind f(f(0))
        body = put(meaning, {one: value for one, value in found.items() if one != name})
        if isinstance(name, Symbol | MatrixSymbol | AppliedUndef) and not told.isdisjoint(free_in(body)):
            found[name] = body
    return found


def put(side: Basic, facts: Mapping[Basic, Basic]) -> Basic:
    """An expression with the facts put in, but for what something is differentiated, summed or integrated by."""
    bound = {name for part in nodes_of(side, *WORKINGS) for name in _variables(part) if isinstance(name, Symbol)}
    there = nodes_of(side, Symbol) - bound
    free = {fact: value for fact, value in facts.items() if not isinstance(fact, Symbol) or fact in there}
    held = {
        part
        for part in nodes_of(side, Derivative)
        if any(fact in part.variables or _is_value_of(fact, value, part) for fact, value in free.items())
    }
    if held:  # r(t) = 5 at one time says nothing of dr/dt, and by P(t) it is differentiated, whatever that is
        kept = {part: Symbol(f"⟨{k}⟩") for k, part in enumerate(sorted(held, key=str))}
        return put(side.xreplace(kept), facts).xreplace({name: part for part, name in kept.items()})
    numbers = {fact: value for fact, value in free.items() if isinstance(fact, MatMul) and not is_matrix(value)}
    made = _exchanged(side, free) if free else side
    return _put_for_products(made, numbers) if numbers else made


def _exchanged(side: Basic, free: Mapping[Basic, Basic]) -> Basic:
    try:
        return side.xreplace(dict(free))
    except (NotImplementedError, ShapeError):  # SymPy's, of a number that vectors make: (aᵀb/aᵀa) a
        return replaced(side, free)


def _is_value_of(fact: Basic, value: Basic, part: Basic) -> bool:
    """Is a fact the number that a function is somewhere, of which a derivative is taken?"""
    return isinstance(fact, AppliedUndef) and part.has(fact) and not value.free_symbols


def _put_for_products(side: Basic, numbers: Mapping[Basic, Basic]) -> Basic:
    """u uᵀu uᵀ with a number put in for uᵀu, wherever it stands within a product."""
    if not side.args:
        return side
    args = [_put_for_products(arg, numbers) for arg in side.args]
    if isinstance(side, MatMul):
        for product, number in numbers.items():
            args = _without_run(args, list(product.args), number)
        if not any(map(is_matrix, args)):
            return Mul(*args, evaluate=False) if len(args) > 1 else args[0]
        return Basic.__new__(MatMul, *args) if len(args) > 1 else args[0]
    return side.func(*args) if tuple(args) != side.args else side


def _without_run(factors: list[Basic], run: list[Basic], number: Basic) -> list[Basic]:
    """The factors with a number, in front, for every place at which the run stands among them."""
    k = 0
    while k + len(run) <= len(factors):
        if factors[k : k + len(run)] == run:
            factors = [number, *factors[:k], *factors[k + len(run) :]]
        k += 1
    return factors


def _variables(part: Basic) -> set[Basic]:
    """The names that something is differentiated, summed or integrated by."""
    bounds = part.args[1:2] if isinstance(part, Limit) else part.args[1:]
    named = [bound.args[0] if isinstance(part, Integral | Sum | Product) else bound for bound in bounds]
    return {symbol for bound in named for symbol in free_in(bound)}
