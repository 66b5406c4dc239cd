"""Rules of numbers, sums, products, fractions and powers: which of them makes one expression of another."""

from __future__ import annotations

from collections import Counter

from sympy import (
    Abs,
    Add,
    Function,
    Integer,
    Mul,
    Number,
    Pow,
    Rational,
    cancel,
    expand,
    expand_power_base,
    fraction,
    gcd,
    powsimp,
    together,
)
from sympy.core.basic import Basic
from sympy.polys.polyerrors import PolynomialError

from checker.explain.rules.differences import parts

REFUSALS = (ArithmeticError, AttributeError, NotImplementedError, TypeError, ValueError, PolynomialError)
MOST_PARTS = 60  # of an expression that is expanded or brought over a common denominator to find the rule


def is_arithmetic(left: Basic, right: Basic) -> bool:
    """2·3 + 1 and 7."""
    return not left.free_symbols and not right.free_symbols and left.is_number is True and _numbers_only(left)


def _numbers_only(expression: Basic) -> bool:
    return all(isinstance(part, Number | Add | Mul | Pow) for part in _walk(expression))


def _walk(expression: Basic) -> list[Basic]:
    return [expression, *(part for arg in expression.args for part in _walk(arg))]


def evaluated(expression: Basic) -> Basic:
    """The expression with like terms and like factors collected, as SymPy does by itself; functions stand."""
    if not expression.args or not isinstance(expression, Add | Mul | Pow | Function):
        return expression
    args = map(evaluated, expression.args)
    made: Basic = expression.func(*args, evaluate=False) if isinstance(expression, Function) else expression.func(*args)
    return made


def multiplied_out(expression: Basic) -> Basic:
    """Products of sums and powers of sums multiplied out, and nothing else of what SymPy's expand does."""
    made: Basic = expand(
        evaluated(expression), power_exp=False, power_base=False, log=False, basic=False, multinomial=True, mul=True
    )
    return made


def is_collecting(left: Basic, right: Basic) -> bool:
    """2x + 3x and 5x."""
    return bool(left.has(Add) and evaluated(left) == evaluated(right))


def is_powers(left: Basic, right: Basic) -> bool:
    """x² · x³ and x⁵, (ab)² and a²b²."""
    one, two = evaluated(left), evaluated(right)
    return bool(one == two or _powers(one) == _powers(two))


def is_root_of_square(left: Basic, right: Basic) -> bool:
    """√(u²) and |u|."""
    roots = [part for part in left.atoms(Pow) if part.exp == Rational(1, 2) and isinstance(part.base, Pow)]
    return bool(roots) and right.has(Abs) and bool(evaluated(left) == evaluated(right))


def is_square_of_absolute_value(left: Basic, right: Basic) -> bool:
    """|u|² and u²."""
    if not left.has(Abs):
        return False
    without = {part: part.base.args[0] ** part.exp for part in left.atoms(Pow) if _is_even_power_of_abs(part)}
    return bool(without) and bool(evaluated(left.xreplace(without)) == evaluated(right))


def _is_even_power_of_abs(part: Pow) -> bool:
    return isinstance(part.base, Abs) and part.exp.is_Integer and part.exp % 2 == 0


def is_absolute_value_of_product(left: Basic, right: Basic) -> bool:
    """|ab| and |a| |b|, |a/b| and |a|/|b|."""
    return left.has(Abs) and right.has(Abs) and bool(evaluated(left) == evaluated(right))


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
    """ab + ac and a(b + c); a fraction made of several is another thing."""
    if _fraction(right)[1].free_symbols and not _fraction(left)[1].free_symbols:
        return False
    return isinstance(left, Add) and _has_product_of_sums(right) and _same_expanded(left, right)


def is_rearranging(left: Basic, right: Basic) -> bool:
    """(a + b)c + ac and (2a + b)c: the same when both are expanded."""
    return _same_expanded(left, right)


def _same_expanded(left: Basic, right: Basic) -> bool:
    return is_small(left) and is_small(right) and bool(multiplied_out(left) == multiplied_out(right))


def _has_product_of_sums(expression: Basic) -> bool:
    if isinstance(expression, Mul):
        factors = parts(Mul, expression)
        if len(factors) > 1 and any(isinstance(part, Add) for part in factors):
            return True
    power = isinstance(expression, Pow) and isinstance(expression.base, Add) and expression.exp.is_Integer
    if power and expression.exp > 1:
        return True
    return isinstance(expression, Add | Mul | Pow) and any(map(_has_product_of_sums, expression.args))


def is_splitting(left: Basic, right: Basic) -> bool:
    """(a + b)/c and a/c + b/c."""
    if not (isinstance(_fraction(left)[0], Add) and isinstance(right, Add) and _is_fraction(left)):
        return False
    return any(map(_is_fraction, parts(Add, right))) and _same_expanded(left, right)


def is_common_denominator(left: Basic, right: Basic) -> bool:
    """1/a + 1/b and (a + b)/(ab), or a part of them: a sum of fractions on either side."""
    return any(map(_has_sum_of_fractions, (left, right))) and is_same_fraction(left, right)


def _has_sum_of_fractions(expression: Basic) -> bool:
    if isinstance(expression, Add) and any(_fraction(term)[1].free_symbols for term in parts(Add, expression)):
        return True
    return isinstance(expression, Add | Mul | Pow) and any(map(_has_sum_of_fractions, expression.args))


def is_cancelling(left: Basic, right: Basic) -> bool:
    """(x² − 1)/(x − 1) and x + 1, 2x/(2y) and x/y: above and below have a factor in common, which is gone."""
    if isinstance(left, Add) or not is_small(left) or not is_small(right):
        return False
    above, below = _fraction(left)
    common = _common(above, below)
    if common == 1:
        return False
    less = _fraction(right)[1]
    if below.count_ops() <= less.count_ops() and _size(below) <= _size(less):
        return False
    return bool(evaluated(left) == evaluated(right)) or is_same_fraction(left, right)


def _size(number: Basic) -> int:
    return int(number) if isinstance(number, Integer) else 0


def _common(above: Basic, below: Basic) -> Basic:
    """The factor that numerator and denominator share; 1 where there is none."""
    mine, other = (Counter(map(_base, parts(Mul, side))) for side in (above, below))
    shared = [base for base in mine if base in other and base != 1]
    if shared:
        return shared[0]
    try:
        found = gcd(expand(above), expand(below))
    except REFUSALS:  # they are no polynomials
        return Integer(1)
    return Integer(1) if found == 1 or (not below.args and below == 1) else found


def _base(factor: Basic) -> Basic:
    return factor.base if isinstance(factor, Pow) and factor.exp.is_Rational else factor


def is_multiplying_both(left: Basic, right: Basic) -> bool:
    """1/(1 + i) and (1 − i)/((1 + i)(1 − i)): above and below are multiplied by the same."""
    return _is_fraction(left) and is_cancelling(right, left)


def _is_fraction(expression: Basic) -> bool:
    return bool(_fraction(expression)[1] != Integer(1))


def _fraction(expression: Basic) -> tuple[Basic, Basic]:
    """Numerator and denominator as they are written; e⁻ˣ is no fraction, nor is ½x."""
    above: list[Basic] = []
    below: list[Basic] = []
    for factor in parts(Mul, expression):
        if isinstance(factor, Pow) and factor.exp.is_Rational and factor.exp.is_negative:
            inner = parts(Mul, factor.base)
            below += inner if factor.exp == -1 else [Pow(part, -factor.exp, evaluate=False) for part in inner]
        elif isinstance(factor, Rational) and factor.q != 1:
            above += [Integer(factor.p)] if factor.p != 1 else []
            below += [Integer(factor.q)]
        else:
            above.append(factor)
    return _product(above), _product(below)


def _product(factors: list[Basic]) -> Basic:
    if len(factors) < 2:
        return factors[0] if factors else Integer(1)
    made: Basic = Mul(*factors, evaluate=False)
    return made


def is_same_fraction(left: Basic, right: Basic) -> bool:
    """Are they the same fraction of polynomials, whatever these are polynomials in?"""
    if not is_small(left) or not is_small(right):
        return False
    above, below = fraction(together(evaluated(left) - evaluated(right)))
    return bool(expand(above) == 0 or cancel(above) == 0) and below != 0
