"""Holds every identity of the corpus to the numeric oracle, which shares nothing with the checker."""

from __future__ import annotations

import mpmath  # type: ignore[import-untyped]  # mpmath ships no types
import pytest
import sympy
from mpmath import mp
from sympy import Basic

from benchmarks.identities import ALL, Identity
from benchmarks.oracle import DIGITS, Point, Value, agree, differ, usable, value
from benchmarks.points import points, symbols

POINTS = 3  # where the two sides must agree


def faults(identity: Identity) -> list[str]:
    """What the oracle has against an identity; nothing, if it is sound."""
    complex_allowed = identity.left.has(sympy.I) or identity.right.has(sympy.I)
    found, told_apart = [], False
    with mp.workdps(DIGITS):
        for count, point in enumerate(points(identity), start=1):
            if count > POINTS and told_apart:
                break
            left, right = value(identity.left, point), value(identity.right, point)
            if not (usable(left, complex_allowed) and usable(right, complex_allowed)):
                found.append(f"undefined at {point}: {left} and {right}")
            elif not agree(left, right):
                found.append(f"false at {point}: {left} is not {right}")
            else:
                wrong = value(identity.wrong, point)
                told_apart |= usable(wrong, complex_allowed) and differ(left, wrong)
    return found if told_apart else [*found, "the near miss is never seen to differ"]


x, t = sympy.symbols("x t", real=True)
k, m = sympy.symbols("k m", integer=True, positive=True)
data = sympy.IndexedBase("y", real=True)


def named(identity: Identity) -> str:
    return f"{identity.field}: {identity.name}"


def test_corpus_is_large_enough() -> None:
    assert len(ALL) >= 620


def test_names_are_unique() -> None:
    assert len({identity.name for identity in ALL}) == len(ALL)


def test_sides_are_written_differently() -> None:
    alike = [
        named(identity)
        for identity in ALL
        if identity.left == identity.right or identity.wrong in (identity.left, identity.right)
    ]
    assert alike == []


def test_a_name_means_one_thing() -> None:
    assert [named(identity) for identity in ALL if not means_one_thing(identity)] == []


def means_one_thing(identity: Identity) -> bool:
    """No two names are written alike, and all are real."""
    sides = sympy.Tuple(identity.left, identity.right, identity.wrong, *identity.domain)
    labels = {base.label for base in sides.atoms(sympy.IndexedBase)}
    written = [str(name) for name in symbols(sides) - labels] + [str(label) for label in labels]
    return len(set(written)) == len(written) and all(name.is_real for name in symbols(sides))


@pytest.mark.parametrize("identity", ALL, ids=named)
def test_identity_holds_and_its_near_miss_does_not(identity: Identity) -> None:
    assert faults(identity) == []


TWISTED = (
    Identity("a false one", "oracle", x + 1, x + 2, x),
    Identity("a near miss that is true", "oracle", (x + 1) ** 2, x**2 + 2 * x + 1, x * (x + 2) + 1),
    Identity("a side undefined on the domain", "oracle", sympy.log(-(x**2)), sympy.log(-(x**2)) + 0 * x, x),
    Identity("false off the right half line", "oracle", sympy.Abs(x), x, -x),
    Identity("a false integral", "oracle", sympy.Integral(t, (t, 0, x)), x**2, x),
    Identity("a false derivative", "oracle", sympy.Derivative(x**3, x), 2 * x**2, x),
    Identity("a false limit", "oracle", sympy.Limit(sympy.sin(2 * x) / x, x, 0), sympy.Integer(1), x),
    Identity("a false sum over data", "oracle", sympy.Sum(data[k] ** 2, (k, 1, m)), sympy.Sum(data[k], (k, 1, m)), x),
)


@pytest.mark.parametrize("identity", TWISTED, ids=named)
def test_oracle_objects_to_what_is_unsound(identity: Identity) -> None:
    assert faults(identity) != []


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (sympy.Sum(k**2, (k, 1, 4)), 30),
        (sympy.Product(k, (k, 1, 5)), 120),
        (sympy.Sum(1 / k**2, (k, 1, sympy.oo)), mpmath.mpf("1.644934066848226436472415166646")),
        (sympy.Integral(t**2, (t, 0, 3)), 9),
        (sympy.Integral(sympy.Abs(t), (t, -1, 2)), mpmath.mpf("2.5")),
        (sympy.Integral(x * t, (x, 0, t), (t, 0, 2)), 2),
        (sympy.Subs(sympy.Derivative(t**3, (t, 2)), t, 5), 30),
        (sympy.Subs(sympy.Derivative(x**2 * t**3, x, t), (x, t), (2, 3)), 108),
        (sympy.Limit((1 + 1 / t) ** t, t, sympy.oo), mpmath.mpf("2.718281828459045235360287471353")),
        (sympy.Limit(sympy.Abs(t) / t, t, 0, "-"), -1),
        (sympy.binomial(6, k, evaluate=False).xreplace({k: sympy.Integer(2)}), 15),
    ],
)
def test_oracle_computes_known_values(expression: Basic, expected: Value) -> None:
    with mp.workdps(DIGITS):
        assert agree(value(expression, Point({}, {})), mp.mpf(expected))


def test_oracle_reads_nothing_it_has_no_rule_for() -> None:
    with pytest.raises(KeyError):
        value(sympy.airyai(sympy.Integer(1)), Point({}, {}))
