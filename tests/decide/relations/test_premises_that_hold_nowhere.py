"""Premises that no real numbers meet, or that are rounded, refute nothing; and π is no root of a polynomial."""

import pytest
from sympy import And, Eq, Rational, Symbol, exp, log, pi, sin, sqrt, symbols
from sympy.core.basic import Basic

from checker.decide.procedure import Case
from checker.decide.relations.implication import settle
from checker.decide.relations.propagated import without_pi
from checker.model import Domain, Implies, Status

x, y, w, t, z = symbols("x y w t z", real=True)
p = Symbol("p", positive=True)


def eq(left: Basic, right: object) -> Basic:
    """An equation that SymPy leaves as it is."""
    return Eq(left, right, evaluate=False)


# what nothing meets, so that nothing refutes it
NOWHERE: dict[str, tuple[tuple[Basic, ...], Basic]] = {
    "the root of a negative number": ((eq(w, sqrt(-1 - x**2)), eq(y, 2 * x)), eq(y, 3 * x)),
    "a sine above 1": ((eq(sin(t), x**2 + 2), eq(y, 2 * x)), eq(y, 3 * x)),
    "a negative exponential": ((eq(exp(t), -(x**2)), eq(y, 2 * x)), eq(y, 3 * x)),
    "a negative value of a positive name": ((eq(p, -(x**2)), eq(y, 2 * x)), eq(y, 3 * x)),
    "the logarithm of a negative number": ((eq(w, log(-1 - x**2)), eq(y, -x)), eq(y, x)),
}


@pytest.mark.parametrize(("premises", "conclusion"), NOWHERE.values(), ids=NOWHERE)
def test_not_refuted_where_the_premise_holds_nowhere(premises: tuple[Basic, ...], conclusion: Basic) -> None:
    verdict = settle(Case(Implies(And(*premises, evaluate=False), conclusion), Domain()))
    assert verdict is None or verdict.status is Status.PROVED


def test_decimals_may_be_rounded() -> None:
    premises = eq(1 - x**4, Rational(2079, 10000)), eq(y, 1 - x)
    verdict = settle(Case(Implies(And(*premises, evaluate=False), eq(y, Rational(566, 10000))), Domain()))
    assert verdict is None or verdict.status is not Status.PROVED


def test_pi_is_transcendental() -> None:
    assert set(without_pi(x * sqrt(p) - pi * y)) == {x * sqrt(p), -y}
    assert without_pi(sin(x) - pi) == (sin(x) - pi,)
    assert without_pi(x**2 - 2) == (x**2 - 2,)
