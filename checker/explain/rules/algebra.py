"""Rules of numbers, sums, products, fractions and powers: which of them makes one expression of another."""

from __future__ import annotations

from sympy import (
    Abs,
    Add,
    Integer,
    Mul,
    Number,
    Pow,
    Rational,
    cancel,
    expand,
    expand_power_base,
    fraction,
    powsimp,
    together,
)
from sympy.core.basic import Basic

from checker.explain.rules.differences import parts

MOST_PARTS = 60  # of an expression that is expanded or brought over a common denominator to find the rule


def is_arithmetic(left: Basic, right: Basic) -> bool:
    """2·3 + 1 and 7."""
    return not left.free_symbols and not right.free_symbols and left.is_number is True and _numbers_only(left)


def _numbers_only(expression: Basic) -> bool:
    return all(isinstance(part, Number | Add | Mul | Pow) for part in _walk(expression))


def _walk(expression: Basic) -> list[Basic]:
    return [expression, *(part for arg in expression.args for part in _walk(arg))]


def evaluated(expression: Basic) -> Basic:
    """The expression with like terms and like factors collected, as SymPy does by itself."""
    if not expression.args or not isinstance(expression, Add | Mul | Pow):
        return expression
    made: Basic = expression.func(*map(evaluated, expression.args))
    return made


def is_collecting(left: Basic, right: Basic) -> bool:
    """2x + 3x and 5x."""
    return bool(left.has(Add) and evaluated(left) == evaluated(right))


def is_powers(left: Basic, right: Basic) -> bool:
    """x² · x³ and x⁵, (ab)² and a²b²."""
    one, two = evaluated(left), evaluated(right)
    return bool(one == two or _powers(one) == _powers(two))


def is_absolute_value(left: Basic, right: Basic) -> bool:
    """√(u²) and |u|, |u|² and u², |ab| and |a| |b|."""
    if not (left.has(Abs) or right.has(Abs)):
        return False
    roots = [part for part in left.atoms(Pow) if part.exp == Rational(1, 2) and isinstance(part.base, Pow)]
    return bool(roots or left.has(Abs)) and bool(evaluated(left) == evaluated(right))


def _powers(expression: Basic) -> Basic:
    return powsimp(expand_power_base(expression, force=True), force=True)


def is_small(expression: Basic) -> bool:
    """Is it small enough to be expanded at once?"""
    return len(_walk(expression)) <= MOST_PARTS and all(
        not isinstance(part, Pow) or not part.exp.is_Integer or abs(int(part.exp)) <= 6 for part in _walk(expression)
    )


def is_expanding(left: Basic, right: Basic) -> bool:
    """a(b + c) and ab + ac."""
    return _has_product_of_sums(left) and not _has_product_of_sums(right) and _same_expanded(left, right)


def is_factoring(left: Basic, right: Basic) -> bool:
    """ab + ac and a(b + c)."""
    return isinstance(left, Add) and _has_product_of_sums(right) and _same_expanded(left, right)


def is_rearranging(left: Basic, right: Basic) -> bool:
    """(a + b)c + ac and (2a + b)c: the same when both are expanded."""
    return _same_expanded(left, right)


def _same_expanded(left: Basic, right: Basic) -> bool:
    return is_small(left) and is_small(right) and bool(expand(evaluated(left)) == expand(evaluated(right)))


def _has_product_of_sums(expression: Basic) -> bool:
    if isinstance(expression, Mul):
        factors = [part for part in parts(Mul, expression) if part != -1]
        if len(factors) > 1 and any(isinstance(part, Add) for part in factors):
            return True
    power = isinstance(expression, Pow) and isinstance(expression.base, Add) and expression.exp.is_Integer
    if power and expression.exp > 1:
        return True
    return isinstance(expression, Add | Mul | Pow) and any(map(_has_product_of_sums, expression.args))


def is_splitting(left: Basic, right: Basic) -> bool:
    """(a + b)/c and a/c + b/c."""
    return _is_fraction(left) and isinstance(right, Add) and is_same_fraction(left, right)


def is_cancelling(left: Basic, right: Basic) -> bool:
    """(x² − 1)/(x − 1) and x + 1: below stands less on the right."""
    less = fraction(right)[1].count_ops() < fraction(left)[1].count_ops() or not _is_fraction(right)
    return _is_fraction(left) and less and is_same_fraction(left, right)


def _is_fraction(expression: Basic) -> bool:
    return bool(fraction(expression)[1] != Integer(1))


def is_same_fraction(left: Basic, right: Basic) -> bool:
    """Are they the same fraction of polynomials, whatever these are polynomials in?"""
    if not is_small(left) or not is_small(right):
        return False
    above, below = fraction(together(evaluated(left) - evaluated(right)))
    return bool(expand(above) == 0 or cancel(above) == 0) and below != 0
