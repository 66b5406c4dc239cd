"""Functions of entries, brought to a fixed form: split into products, and told by a basis that is linearly independent.

Every rewriting is proved by the normal form of scalars before it is used, and only where it needs no condition.
"""

from __future__ import annotations

from fractions import Fraction

import sympy
from flint import arb, fmpq, fmpq_mat
from sympy import Add, Basic, Expr, Integer, Mul, Symbol, expand, expand_log

from checker.decide.at_points.evaluate import Point, scalar
from checker.decide.at_points.values import NotEvaluable, Undefined
from checker.decide.integrals.certain_signs import sign
from checker.decide.kernels.zero import zero_difference
from checker.decide.parts import heads_of
from checker.model import Domain
from checker.objects import step

MOST_BASIS = 8  # functions of the same symbols that are looked at for a relation
LARGEST = 64  # of a numerator or denominator of a coefficient that is looked for
Combination = tuple[tuple[Fraction, Basic], ...]


class FunctionBasis:
    """Functions seen so far, none of them a rational combination of others that is known to be one."""

    def __init__(self) -> None:
        self.seen: dict[frozenset[Symbol], list[Basic]] = {}
        self.told: dict[Basic, Combination] = {}

    def split(self, function: Basic) -> tuple[Basic, ...]:
        """The addends of the function multiplied out, where that is proved to be the same."""
        stepped = by_steps(function)
        opened = _idempotent(expand(expand_log(stepped) if sympy.log in heads_of(stepped) else stepped))
        if opened != stepped and not same(opened, stepped):
            return (stepped,)
        return tuple(Add.make_args(opened))

    def combination(self, function: Basic) -> Combination:
        """The function as rational multiples of basis functions; it joins the basis where there is no relation."""
        if function not in self.told:
            self.told[function] = self._combination(function)
        return self.told[function]

    def _combination(self, function: Basic) -> Combination:
        basis = self.seen.setdefault(frozenset(function.free_symbols), [])
        for parts in ([each] for each in (basis if len(basis) > 1 else [])):
            found = _relation(function, parts)
            if found is not None:
                return found
        found = _relation(function, [Integer(1), *basis[:MOST_BASIS]]) if basis else None
        if found is not None:
            return found
        basis.append(function)
        return ((Fraction(1), function),)


def same(one: Basic, other: Basic) -> bool:
    """Are two functions of real symbols proved equal, without any condition? A step is any function with s² = s."""
    if one.has(step) or other.has(step):
        one, other = (_idempotent(expand(side)).replace(step, STEP) for side in (one, other))
    zero = zero_difference(one, other, Domain())
    return zero is not None and not zero.conditions


STEP = sympy.Function("step")


def by_steps(function: Basic) -> Basic:
    """max, min, |·| and sign by steps, with step(0) = 1: equal for all real arguments, 0 included."""
    if heads_of(function).isdisjoint(CORNERED):
        return function
    return (
        function.replace(sympy.Min, lambda *args: -sympy.Max(*(-each for each in args)))
        .replace(sympy.Max, lambda *args: _greatest(args))
        .replace(sympy.Abs, lambda u: u * (2 * step(u) - 1))
        .replace(sympy.sign, lambda u: step(u) - step(-u))
    )


CORNERED = frozenset({sympy.Min, sympy.Max, sympy.Abs, sympy.sign})


def _greatest(arguments: tuple[Basic, ...]) -> Basic:
    """max(a, b) = b + (a − b)·step(a − b), and the same with a and b exchanged: a − b without a minus in front."""
    greatest, *others = sorted(arguments, key=str)
    for other in others:
        one, two = (other, greatest) if (greatest - other).could_extract_minus_sign() else (greatest, other)
        greatest = two + (one - two) * step(one - two)
    return greatest


def _idempotent(function: Basic) -> Basic:
    """step(u)ᵏ = step(u) for k ≥ 1."""
    if step not in heads_of(function):
        return function
    return function.replace(
        lambda node: isinstance(node, sympy.Pow) and isinstance(node.base, step) and node.exp.is_positive is True,
        lambda node: node.base,
    )


def derivative(function: Basic, symbol: Symbol) -> Basic | None:
    """∂f/∂u off the corners of f, where steps are constant; None where there is no rule."""
    stepped = by_steps(function)
    held = {node: sympy.Dummy(real=True) for node in sorted(stepped.atoms(step), key=str)}
    slope = stepped.xreplace(held).diff(symbol).xreplace({dummy: node for node, dummy in held.items()})
    return None if slope.has(sympy.Derivative, sympy.Subs, sympy.DiracDelta) else slope


def _relation(function: Basic, basis: list[Basic]) -> Combination | None:
    """Rational c_k with function = Σ c_k·basis_k: guessed from values at points, then proved."""
    functions = [*basis, function]
    symbols = sorted({symbol for each in functions for symbol in each.free_symbols}, key=str)
    rows = [_values(functions, symbols, trial) for trial in range(len(functions))]
    if any(row is None for row in rows):
        return None
    guess = _solved([row for row in rows if row is not None])
    if guess is None:
        return None
    total = Add(*(Mul(sympy.Rational(c.numerator, c.denominator), each) for c, each in zip(guess, basis, strict=True)))
    if not same(total, function):
        return None
    return tuple((c, each) for c, each in zip(guess, basis, strict=True) if c)


def _values(functions: list[Basic], symbols: list[Basic], trial: int) -> list[fmpq] | None:
    values = {symbol: fmpq(3 * trial + 2 * place + 2, 5 + trial + place) for place, symbol in enumerate(symbols)}
    point = Point(values, {}, {}, {})
    try:
        return [_near(scalar(each, point)) for each in functions]
    except (NotEvaluable, Undefined, ZeroDivisionError):
        return None


def _near(value: object) -> fmpq:
    """A rational near a value: exact for a rational, the middle of a ball otherwise."""
    if isinstance(value, fmpq):
        return value
    if isinstance(value, arb):
        return value.mid().fmpq()
    raise NotEvaluable("no real value")


def _solved(rows: list[list[fmpq]]) -> list[Fraction] | None:
    """Small rationals c with rows·(c, −1) near 0, from one row fewer than there are; None where there are none."""
    size = len(rows) - 1
    system = fmpq_mat([row[:size] for row in rows[:size]])
    if system.det() == 0:
        return None
    solution = system.solve(fmpq_mat([[row[size]] for row in rows[:size]]))
    guess = [Fraction(int(c.numerator), int(c.denominator)).limit_denominator(LARGEST) for c in solution.entries()]
    if any(abs(c.numerator) > LARGEST for c in guess):
        return None
    last = rows[size]
    total = sum(
        (fmpq(c.numerator, c.denominator) * value for c, value in zip(guess, last[:size], strict=True)), fmpq(0)
    )
    return guess if abs(total - last[size]) < fmpq(1, 10**9) else None


def is_positive(function: Expr) -> bool:
    """Is the function positive for all real values of its symbols? By its look, or by the sign of its fraction."""
    return bool(function.is_positive) or sign(function, Domain()) == 1


TOTAL = (
    sympy.exp, sympy.sin, sympy.cos, sympy.tanh, sympy.sinh, sympy.cosh, sympy.atan, sympy.asinh, sympy.Max, sympy.Min,
    sympy.Abs, sympy.sign, sympy.erf, sympy.erfc, step,
)  # fmt: skip


def needs_of(function: Basic) -> tuple[str, ...] | None:
    """What the entries must meet for the function to have a value; None where a head is not known."""
    found: dict[str, None] = {}
    for node in sympy.preorder_traversal(function):
        if isinstance(node, sympy.log):
            if not is_positive(node.args[0]):
                found[f"{node.args[0]} > 0 in every entry"] = None
        elif isinstance(node, sympy.Pow):
            found.update(dict.fromkeys(_needs_of_power(node)))
        elif not isinstance(node, (Add, Mul, Symbol, sympy.Rational, sympy.NumberSymbol, *TOTAL)):
            return None
    return tuple(found)


def _needs_of_power(node: sympy.Pow) -> tuple[str, ...]:
    base, exponent = node.args
    if is_positive(base) or (exponent.is_integer and exponent.is_nonnegative):
        return ()
    if exponent.is_integer and exponent.is_negative:
        return () if base.is_nonzero else (f"{base} ≠ 0 in every entry",)
    if exponent.is_positive and base.is_nonnegative:
        return ()
    return (f"{base} > 0 in every entry",)


def corners(function: Basic) -> tuple[str, ...]:
    """Where the function may have no derivative: at the corners and jumps of what it is made of."""
    found: dict[str, None] = {}
    for node in sympy.preorder_traversal(function):
        if isinstance(node, sympy.Max | sympy.Min):
            for one, other in zip(node.args, node.args[1:], strict=False):
                found[f"{one - other} ≠ 0 in every entry"] = None
        elif isinstance(node, sympy.Abs | sympy.sign | step):
            found[f"{node.args[0]} ≠ 0 in every entry"] = None
        elif isinstance(node, sympy.Pow) and not node.exp.is_integer and not node.base.is_positive:
            found[f"{node.base} > 0 in every entry"] = None
    return tuple(found)
