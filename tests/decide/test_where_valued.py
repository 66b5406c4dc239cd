"""Claims that hold wherever both sides have a value, on what one side alone needs; and what stays unproved or false."""

import pytest
import sympy as sp
from sympy import Gt, Lt, Pow, Rational, acosh, log, sqrt
from sympy.core.basic import Basic

from checker.decide import decide
from checker.model import Domain, Equal, Goal, Status

x, y, a = sp.symbols("x y a", real=True)
k, m = sp.symbols("k m", integer=True, positive=True)


def root(of: Basic) -> Basic:
    """A square root that SymPy leaves as it is."""
    return Pow(of, Rational(1, 2), evaluate=False)


HOLDS: dict[str, tuple[Basic, Basic, tuple[Basic, ...], tuple[str, ...]]] = {
    "a product of roots": (root(x) * root(y), root(x * y), (), ("x ≥ 0", "y ≥ 0")),
    "a quotient of roots": (root(x / y), root(x) / root(y), (), ("x ≥ 0", "y > 0")),
    "factors of a root": (root(x - 1) * root(x + 1), root(x**2 - 1), (), ("−1 + x ≥ 0",)),
    "a power of a product": (Pow(x * y, a, evaluate=False), x**a * y**a, (), ("x > 0", "y > 0")),
    "a root of a quotient, and of a product": (root(x * y) * root(x / y), x, (Gt(x, 0),), ("x·y ≥ 0", "y ≠ 0")),
    "powers in a sum": (sp.Sum(sp.exp(k * log(x)), (k, 0, m)), sp.Sum(x**k, (k, 0, m)), (), ("x > 0",)),
    "signs declared": (root(x) * root(y), root(x * y), (Gt(x, 0), Gt(y, 0)), ()),
    "an area function": (acosh(x), log(x + root(x - 1) * root(x + 1)), (), ()),
}

FAILS: dict[str, tuple[Basic, Basic, tuple[Basic, ...]]] = {
    "the root of a square": (root(x**2), x, ()),
    "the negative of a product": (root(x) * root(y), -root(x * y), ()),
    "roots added": (root(x) + root(y), root(x + y), ()),
    "a logarithm of a square": (log(x**2), log(x) * 3, ()),
    "only where both are 0": (root(x) * root(-x), sp.Integer(5), ()),
}

LEAVES_ALONE: dict[str, tuple[Basic, Basic, tuple[Basic, ...]]] = {
    "roots where one has no value": (root(x) * root(y), root(x * y), (Lt(x, 0), Lt(y, 0))),
    "logarithms where one has no value": (log(x * y), log(x) + log(y), (Lt(x, 0), Lt(y, 0))),
    "nowhere a value": (root(x - 1) * root(-x), sqrt(2) * x, ()),
}


@pytest.mark.parametrize("name", HOLDS)
def test_holds_where_both_sides_have_a_value(name: str) -> None:
    left, right, domain, conditions = HOLDS[name]
    verdict = decide(Goal(Equal(left, right), domain=Domain(domain)))
    assert (verdict.status, verdict.conditions) == (Status.PROVED, conditions)


@pytest.mark.parametrize("name", FAILS)
def test_fails(name: str) -> None:
    left, right, domain = FAILS[name]
    assert decide(Goal(Equal(left, right), domain=Domain(domain))).status is Status.REFUTED


@pytest.mark.parametrize("name", LEAVES_ALONE)
def test_proves_nothing_of_what_has_no_value(name: str) -> None:
    left, right, domain = LEAVES_ALONE[name]
    assert decide(Goal(Equal(left, right), domain=Domain(domain))).status is not Status.PROVED
