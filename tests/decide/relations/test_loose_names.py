"""Names that equations of a premise give a value to: what is left without them refutes, and every name gets a value."""

import pytest
from sympy import And, Eq, Function, Rational, Symbol, exp, log, pi, sin, sqrt, symbols
from sympy.core.basic import Basic

from checker.decide.procedure import Case
from checker.decide.relations.implication import settle
from checker.decide.relations.propagated import without_pi
from checker.model import Domain, Implies, Status

x, y, w, t, z = symbols("x y w t z", real=True)
p = Symbol("p", positive=True)
F = Function("F")


def eq(left: Basic, right: object) -> Basic:
    """An equation that SymPy leaves as it is."""
    return Eq(left, right, evaluate=False)


GOLDEN = (eq(x, (1 + sqrt(5)) / 2), eq(y, (1 - sqrt(5)) / 2))
FRACTION = z / ((1 - x * z) * (1 - y * z))
# premises and what is concluded of them, falsely; the value of a name at the witness
FALSE: dict[str, tuple[tuple[Basic, ...], Basic, tuple[str, str]]] = {
    "an angle": ((eq(sin(t), sqrt(x) / 3), eq(y, 2 * x)), eq(y, 3 * x), ("t", "asin(sqrt(2)/6)")),
    "two irrational numbers": ((eq(x, sqrt(2)), eq(y, sqrt(3))), eq(x * y, sqrt(5)), ("y", "sqrt(3)")),
    "partial fractions": (GOLDEN, eq(FRACTION, (1 / (1 - x * z) + 1 / (1 - y * z)) / sqrt(5)), ("z", "0")),
    "a value of a function": ((eq(F(x) - x, x * F(x) + x**2 * F(x)), eq(y, x**2)), eq(y, x**3), ("F(x)", "-1")),
}
# what nothing meets, so that nothing refutes it
NOWHERE: dict[str, tuple[tuple[Basic, ...], Basic]] = {
    "the root of a negative number": ((eq(w, sqrt(-1 - x**2)), eq(y, 2 * x)), eq(y, 3 * x)),
    "a sine above 1": ((eq(sin(t), x**2 + 2), eq(y, 2 * x)), eq(y, 3 * x)),
    "a negative exponential": ((eq(exp(t), -(x**2)), eq(y, 2 * x)), eq(y, 3 * x)),
    "a negative value of a positive name": ((eq(p, -(x**2)), eq(y, 2 * x)), eq(y, 3 * x)),
    "the logarithm of a negative number": ((eq(w, log(-1 - x**2)), eq(y, -x)), eq(y, x)),
}


@pytest.mark.parametrize(("premises", "conclusion", "value"), FALSE.values(), ids=FALSE)
def test_refuted(premises: tuple[Basic, ...], conclusion: Basic, value: tuple[str, str]) -> None:
    verdict = settle(Case(Implies(And(*premises, evaluate=False), conclusion), Domain()))
    assert verdict is not None
    assert verdict.status is Status.REFUTED
    assert verdict.counterexample is not None
    assert value in verdict.counterexample.point


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
