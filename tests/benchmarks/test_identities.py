"""Holds every identity of the corpus to a numeric oracle that shares nothing with the checker.

The oracle walks a SymPy tree and computes with mpmath alone: sums term by term, integrals by tanh-sinh quadrature
(Takahasi and Mori 1974), derivatives by differences at raised precision, limits close to their point at 250 digits.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import mul
from typing import Any

import mpmath  # type: ignore[import-untyped]  # mpmath ships no types
import pytest
import sympy
from mpmath import mp
from sympy import Basic
from sympy.core.function import AppliedUndef

from benchmarks.identities import ALL, Identity

DIGITS = 30
LIMIT_DIGITS = 250
POINTS = 3  # where the two sides must agree
SEARCH = 12  # among how many points the near miss must be seen to differ
AGREE = mpmath.mpf("1e-15")  # relative: sides this close are equal
APART = mpmath.mpf("1e-6")  # relative: sides this far apart differ
SMALLEST_SCALE = mpmath.mpf("1e-3")  # below it, differences are taken as absolute
MARGIN = mpmath.mpf("1e-2")  # how far inside strict conditions the points stay
NEAR = mpmath.mpf("1e-40")  # distance from a limit's point
TERMS = 1000  # a series whose term of this index still matters is left to extrapolation
DATA = 12  # values in each data series

Value = Any  # mpf or mpc


@dataclass(frozen=True, slots=True)
class Point:
    """Values of the free symbols, and of each data series by name."""

    symbols: Mapping[Basic, Value]
    data: Mapping[str, tuple[Value, ...]]

    def with_(self, symbol: Basic, value: Value) -> Point:
        """The same point with one symbol bound to another value."""
        return Point({**self.symbols, symbol: value}, self.data)


# --- the oracle --------------------------------------------------------------------------------

OPAQUE: dict[str, Callable[[Value], Value]] = {
    "f": lambda t: mp.sin(2 * t) + t**2 / 3 + mp.mpf(5) / 7,
    "g": lambda t: mp.exp(t / 3) + mp.cos(t) / 5,
}


def number(expression: Basic, _: Point) -> Value:
    return mp.mpf(int(expression.p)) / int(expression.q)


def total(expression: Basic, point: Point) -> Value:
    return mp.fsum(value(term, point) for term in expression.args)


def product(expression: Basic, point: Point) -> Value:
    return reduce(mul, (value(factor, point) for factor in expression.args), mp.mpf(1))


def power(expression: Basic, point: Point) -> Value:
    base, exponent = (value(argument, point) for argument in expression.args)
    whole = int(exponent) if mp.isint(exponent) and abs(exponent) < 64 else None
    return base**whole if whole is not None else mp.power(base, exponent)


def symbol(expression: Basic, point: Point) -> Value:
    return point.symbols[expression]


def indexed(expression: Basic, point: Point) -> Value:
    (index,) = expression.indices
    return point.data[str(expression.base)][int(value(index, point))]


def opaque(expression: Basic, point: Point) -> Value:
    return OPAQUE[expression.func.__name__](value(expression.args[0], point))


def terms(expression: Basic, point: Point) -> Iterator[Value]:
    """The terms of a finite sum or product, over its last bound first."""
    body, *bounds = expression.args
    index, first, last = bounds[-1]
    inner = expression.func(body, *bounds[:-1]) if bounds[:-1] else body
    for k in range(int(value(first, point)), int(value(last, point)) + 1):
        yield value(inner, point.with_(index, mp.mpf(k)))


def series(expression: Basic, point: Point) -> Value:
    body, (index, first, last) = expression.args[0], expression.args[1]
    if last is not sympy.oo:
        return mp.fsum(terms(expression, point))

    def term(k: Value) -> Value:
        return value(body, point.with_(index, mp.mpf(k)))

    start = int(value(first, point))
    if abs(term(TERMS)) < mp.mpf(10) ** (-DIGITS - 5):
        return mp.fsum(term(k) for k in range(start, TERMS))
    return mp.nsum(term, [start, mp.inf])


def long_product(expression: Basic, point: Point) -> Value:
    return reduce(mul, terms(expression, point), mp.mpf(1))


def integral(expression: Basic, point: Point) -> Value:
    """By quadrature over the last bound first, split at 0, where |·| and max have their corners."""
    body, *bounds = expression.args
    variable, low, high = bounds[-1]
    inner = expression.func(body, *bounds[:-1]) if bounds[:-1] else body
    start, end = value(low, point), value(high, point)
    marks = [start, *sorted(filter(between(start, end), (-10, -3, 0, 3, 10)), reverse=start > end), end]
    return mp.quad(lambda t: value(inner, point.with_(variable, t)), marks)


def between(start: Value, end: Value) -> Callable[[Value], bool]:
    """Strictly between two numbers; the marks beyond 0 serve unbounded ranges only."""
    unbounded = mp.isinf(start) or mp.isinf(end)
    return lambda mark: bool(min(start, end) < mark < max(start, end)) and (mark == 0 or unbounded)


def derivative(expression: Basic, point: Point) -> Value:
    body, *orders = expression.args
    variables = [variable for variable, _ in orders]

    def at(*values: Value) -> Value:
        return value(body, Point({**point.symbols, **dict(zip(variables, values, strict=True))}, point.data))

    where, order = tuple(point.symbols[v] for v in variables), tuple(int(count) for _, count in orders)
    return mp.diff(at, where if len(where) > 1 else where[0], order if len(order) > 1 else order[0])


def substituted(expression: Basic, point: Point) -> Value:
    body, variables, values = expression.args
    for variable, replacement in zip(variables, values, strict=True):
        point = point.with_(variable, value(replacement, point))
    return value(body, point)


def limit(expression: Basic, point: Point) -> Value:
    """The value very near the limit's point, from each side it is approached from."""
    body, variable, target, direction = expression.args
    if body.has(sympy.Sum):
        return mp.limit(lambda t: value(body, point.with_(variable, mp.mpf(int(t)))), mp.inf)
    with mp.workdps(LIMIT_DIGITS):
        if target in (sympy.oo, -sympy.oo):
            return value(body, point.with_(variable, (1 if target is sympy.oo else -1) / NEAR))
        sides = {"+": (1,), "-": (-1,), "+-": (1, -1)}[str(direction)]
        found = [value(body, point.with_(variable, value(target, point) + side * NEAR)) for side in sides]
    assert all(agree(one, found[0]) for one in found), f"{expression} has no two-sided limit"
    return found[0]


def piecewise(expression: Basic, point: Point) -> Value:
    return next(value(branch, point) for branch, condition in expression.args if holds(condition, point, mp.mpf(0)))


def applied(function: Callable[..., Value]) -> Callable[[Basic, Point], Value]:
    return lambda expression, point: function(*(value(argument, point) for argument in expression.args))


FUNCTIONS: dict[str, Callable[..., Value]] = {
    **{
        name: getattr(mp, name)
        for name in [
            "exp",
            "log",
            "sin",
            "cos",
            "tan",
            "cot",
            "sec",
            "csc",
            "asin",
            "acos",
            "atan",
            "atan2",
            "sinh",
            "cosh",
            "tanh",
            "coth",
            "sech",
            "csch",
            "asinh",
            "acosh",
            "atanh",
            "erf",
            "gamma",
            "beta",
            "factorial",
            "binomial",
            "harmonic",
            "sign",
            "floor",
            "conjugate",
            "rf",
            "ff",
        ]
    },
    "Abs": abs,
    "Max": max,
    "Min": min,
    "ceiling": mp.ceil,
    "LambertW": mp.lambertw,
    "polygamma": mp.psi,
    "factorial2": mp.fac2,
    "fibonacci": mp.fib,
    "catalan": lambda n: mp.binomial(2 * n, n) / (n + 1),
    "RisingFactorial": mp.rf,
    "FallingFactorial": mp.ff,
}

RULES: dict[str, Callable[[Basic, Point], Value]] = {
    **{name: applied(function) for name, function in FUNCTIONS.items()},
    "Add": total,
    "Mul": product,
    "Pow": power,
    "Symbol": symbol,
    "Indexed": indexed,
    "Sum": series,
    "Product": long_product,
    "Integral": integral,
    "Derivative": derivative,
    "Subs": substituted,
    "Limit": limit,
    "Piecewise": piecewise,
    "Exp1": lambda *_: mp.e + 0,
    "Pi": lambda *_: mp.pi + 0,
    "ImaginaryUnit": lambda *_: mp.j,
    "Infinity": lambda *_: mp.inf,
    "NegativeInfinity": lambda *_: -mp.inf,
}


def value(expression: Basic, point: Point) -> Value:
    """The expression's value at the point, at mpmath's present precision.

    Raises KeyError for a head it has no rule for: nothing passes unread.
    """
    if isinstance(expression, sympy.Rational):
        return number(expression, point)
    if isinstance(expression, AppliedUndef):
        return opaque(expression, point)
    return RULES[type(expression).__name__](expression, point)


def scale(left: Value, right: Value) -> Value:
    return max(abs(left), abs(right), SMALLEST_SCALE)


def agree(left: Value, right: Value) -> bool:
    return bool(abs(left - right) <= AGREE * scale(left, right))


def differ(left: Value, right: Value) -> bool:
    return bool(abs(left - right) > APART * scale(left, right))


# --- points of a domain ------------------------------------------------------------------------

COMPARISONS: dict[type, Callable[[Value, Value], bool]] = {
    sympy.StrictGreaterThan: lambda gap, margin: gap > margin,
    sympy.StrictLessThan: lambda gap, margin: gap < -margin,
    sympy.GreaterThan: lambda gap, _: gap >= 0,
    sympy.LessThan: lambda gap, _: gap <= 0,
    sympy.Unequality: lambda gap, margin: abs(gap) > margin,
}


def holds(condition: Basic, point: Point, margin: Value) -> bool:
    if isinstance(condition, sympy.And):
        return all(holds(part, point, margin) for part in condition.args)
    if condition is sympy.true:
        return True
    return COMPARISONS[type(condition)](value(condition.lhs, point) - value(condition.rhs, point), margin)


def symbols(sides: Basic) -> set[Basic]:
    """Its symbols, bound ones too, without the "+" and "-" by which SymPy marks a limit's side."""
    return sides.atoms(sympy.Symbol) - {found.args[3] for found in sides.atoms(sympy.Limit)}  # type: ignore[no-any-return]  # SymPy ships no types


def drawn(name: Basic, source: random.Random) -> Value:
    """A small rational of the symbol's own kind."""
    if name.is_integer:
        return mp.mpf(source.randint(1 if name.is_positive else -4, 5))
    assert name.is_real, f"{name} is not declared real"
    return mp.mpf(source.randint(20 if name.is_positive else -300, 300)) / 101


def points(identity: Identity) -> Iterator[Point]:
    """Seeded random points that meet every condition of the identity's domain."""
    source = random.Random(f"{identity.field}: {identity.name}")
    sides = sympy.Tuple(identity.left, identity.right, identity.wrong, *identity.domain)
    bases = sorted(sides.atoms(sympy.IndexedBase), key=str)
    labels = {base.label for base in bases}
    names = sorted(symbols(sides) - labels, key=str)
    found = 0
    for _ in range(50_000):
        point = Point(
            {name: drawn(name, source) for name in names},
            {str(base): tuple(drawn(base.label, source) for _ in range(DATA)) for base in bases},
        )
        if all(holds(condition, point, MARGIN) for condition in identity.domain):
            yield point
            found += 1
            if found == SEARCH:
                return
    raise AssertionError(f"{identity.name}: no points in its domain")


def usable(number_: Value, complex_allowed: bool) -> bool:
    """Finite, and real unless the identity speaks of complex numbers."""
    return bool(mp.isfinite(number_)) and (complex_allowed or agree(mp.im(number_), 0))


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


# --- the corpus, and the oracle itself --------------------------------------------------------------------------------


x, t = sympy.symbols("x t", real=True)
k, m = sympy.symbols("k m", integer=True, positive=True)
data = sympy.IndexedBase("y", real=True)


def named(identity: Identity) -> str:
    return f"{identity.field}: {identity.name}"


def test_corpus_is_large_enough() -> None:
    assert len(ALL) >= 620


def test_names_are_unique() -> None:
    assert len({identity.name for identity in ALL}) == len(ALL)


@pytest.mark.parametrize("identity", ALL, ids=named)
def test_sides_are_written_differently(identity: Identity) -> None:
    assert identity.left != identity.right
    assert identity.left != identity.wrong
    assert identity.right != identity.wrong


@pytest.mark.parametrize("identity", ALL, ids=named)
def test_a_name_means_one_thing(identity: Identity) -> None:
    sides = sympy.Tuple(identity.left, identity.right, identity.wrong, *identity.domain)
    labels = {base.label for base in sides.atoms(sympy.IndexedBase)}
    written = [str(name) for name in symbols(sides) - labels] + [str(label) for label in labels]
    assert len(set(written)) == len(written)
    assert all(name.is_real for name in symbols(sides))


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
