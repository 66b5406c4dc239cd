"""Rules of infinite series: which known one a sum is, found from its summand."""

from __future__ import annotations

from sympy import Add, Mul, Pow, Sum, apart, cancel, cos, cosh, exp, factorial, log, oo, powsimp, sin, sinh
from sympy.core.basic import Basic

from checker.explain.rules.differences import parts

GEOMETRIC, DIFFERENTIATED = "geometric series", "geometric series, differentiated term by term"
TELESCOPES, OF_LOGARITHM = "partial fractions, and the sum telescopes", "series of the logarithm"
OF_FUNCTIONS = {exp: "series of exp", sin: "series of sin", cos: "series of cos", cosh: "series of cosh and sinh"}
MOST_SHIFT = 4


def rule_of_series(left: Basic, right: Basic) -> str | None:
    """The series by which two expressions are equal, one of which holds an infinite sum; None where it is not known."""
    sums = [part for side in (left, right) for part in side.atoms(Sum) if _is_infinite(part)]
    names = {_of_sum(part, left, right) for part in sums}
    return next((name for name in (DIFFERENTIATED, *sorted(filter(None, names))) if name in names), None)


def _is_infinite(part: Sum) -> bool:
    return len(part.limits) == 1 and part.limits[0][2] == oo


def _of_sum(part: Sum, left: Basic, right: Basic) -> str | None:
    term, index = part.function, part.limits[0][0]
    if term.has(factorial):
        found = [name for head, name in OF_FUNCTIONS.items() if (left + right).has(head, *_twin(head))]
        return found[0] if found else None
    ratio = cancel(powsimp(term.subs(index, index + 1) / term))
    if index not in ratio.free_symbols:
        return GEOMETRIC
    powers = [f for f in parts(Mul, term) if isinstance(f, Pow) and index in f.exp.free_symbols]
    rest = Mul(*(factor for factor in parts(Mul, term) if factor not in powers))
    if powers and rest.is_polynomial(index):
        return DIFFERENTIATED
    if powers and (1 / rest).is_polynomial(index) and (left + right).has(log):
        return OF_LOGARITHM
    return TELESCOPES if term.is_rational_function(index) and _telescopes(term, index) else None


def _twin(head: type[Basic]) -> tuple[type[Basic], ...]:
    return (sinh,) if head is cosh else ()


def _telescopes(term: Basic, index: Basic) -> bool:
    """Are its partial fractions one another's negatives, some steps apart?"""
    pieces = parts(Add, apart(term, index))
    return len(pieces) == 2 and any(
        cancel(one + other.subs(index, index + shift)) == 0
        for one, other in (pieces, pieces[::-1])
        for shift in range(1, MOST_SHIFT)
    )
