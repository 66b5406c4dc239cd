"""Why an inequality holds: what kind of thing the difference of its sides is."""

from __future__ import annotations

from sympy import Abs, Add, Ge, Gt, Mul, Number, Pow, Rational, Symbol, cos, exp, expand, factor, sin
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.explain.rules.algebra import REFUSALS, evaluated, is_small
from checker.explain.rules.differences import parts
from checker.explain.rules.shown import shown

SQUARE, SQUARES, COMPLETED = "a square is not negative", "a sum of squares is not negative", "complete the square"
TRIANGLE, NUMBERS = "triangle inequality", "compare the two numbers"
TERMS, FACTORS = "each term is positive", "each factor is positive"
TANGENT = "exp lies above its tangent at 0"
BETWEEN = "sin and cos lie between −1 and 1"


def rules_of_bound(relation: Basic) -> tuple[str, ...]:
    """Why a relation `left ≥ right`, or with another sign, holds; none where that is not known.

    That it holds is known already.
    """
    if not isinstance(relation, Relational) or relation.lhs.is_Matrix or relation.rhs.is_Matrix:
        return ()
    try:
        return _told(*_larger_first(relation))
    except REFUSALS:  # SymPy's, of what it cannot put together
        return ()


def _larger_first(relation: Relational) -> tuple[Basic, Basic]:
    first, second = relation.args
    return (first, second) if isinstance(relation, Ge | Gt) else (second, first)


def _told(larger: Basic, smaller: Basic) -> tuple[str, ...]:
    if not larger.free_symbols and not smaller.free_symbols:
        return (NUMBERS,)
    if _is_triangle(larger, smaller):
        return (TRIANGLE,)
    difference = evaluated(larger - smaller)
    if _is_tangent(difference):
        return (TANGENT,)
    if _is_bounded(larger, smaller):
        return (BETWEEN,)
    written = larger if smaller == 0 else difference
    return _of_sign(written) or _of_square(difference)


def _is_triangle(larger: Basic, smaller: Basic) -> bool:
    """|a + b| ≤ |a| + |b|."""
    inside = smaller.args[0] if isinstance(smaller, Abs) else None
    if inside is None or not all(isinstance(term, Abs) for term in parts(Add, larger)):
        return False
    return bool(evaluated(larger) == Add(*map(Abs, parts(Add, inside))))


def _is_tangent(difference: Basic) -> bool:
    found = [part for part in difference.atoms(exp) if isinstance(part.args[0], Symbol)]
    return len(found) == 1 and difference == found[0] - 1 - found[0].args[0]


def _is_bounded(larger: Basic, smaller: Basic) -> bool:
    """−c ≤ c sin u and c sin u ≤ c, for c that is not negative by its form."""
    for side, other, sign in ((larger, smaller, -1), (smaller, larger, 1)):
        waves = [factor for factor in parts(Mul, side) if isinstance(factor, sin | cos)]
        rest = Mul(*(factor for factor in parts(Mul, side) if factor not in waves))
        if len(waves) == 1 and evaluated(other - sign * rest) == 0 and _is_not_negative(rest):
            return True
    return False


def _is_not_negative(expression: Basic) -> bool:
    return expression.is_nonnegative is True or _is_square(expression)


def _is_square(expression: Basic) -> bool:
    """A product of even powers and numbers that are not negative."""
    return all(
        (isinstance(factor, Number) and factor >= 0)
        or (isinstance(factor, Pow) and factor.exp.is_Integer and factor.exp % 2 == 0)
        or isinstance(factor, Abs)
        for factor in parts(Mul, expression)
    )


def _of_sign(expression: Basic) -> tuple[str, ...]:
    """A square, a sum of squares, a sum or product of what is positive."""
    terms = parts(Add, expression)
    if all(map(_is_square, terms)) and any(term.free_symbols for term in terms):
        return (SQUARE,) if len(terms) == 1 else (SQUARES,)
    positive = [_is_square(term) or evaluated(term).is_positive is True for term in terms]
    if all(positive):
        return (TERMS,) if len(terms) > 1 else (FACTORS,) if len(parts(Mul, expression)) > 1 else ()
    return ()


def _of_square(difference: Basic) -> tuple[str, ...]:
    """What is a square, or a square over what is positive, once it is written so."""
    if not is_small(difference):
        return ()
    roots = {part: Symbol(f"_root{k}") for k, part in enumerate(sorted(difference.atoms(Symbol), key=str))}
    if difference.has(Pow) and any(part.exp == Rational(1, 2) for part in difference.atoms(Pow)):
        squares = {name: mark**2 for name, mark in roots.items()}
        plain = {Pow(mark**2, Rational(1, 2)): mark for mark in roots.values()}
        opened = expand(difference.xreplace(squares), force=True).xreplace(plain)
        opened = opened.replace(
            lambda part: isinstance(part, Pow) and part.exp == Rational(1, 2), lambda part: _root_of(part, roots)
        )
        back = {mark: Pow(name, Rational(1, 2)) for name, mark in roots.items()}
        found = factor(opened)
        return _complete(found, found.xreplace(back))
    found = factor(difference)
    return _complete(found, found)


def _root_of(part: Pow, roots: dict[Basic, Symbol]) -> Basic:
    """√(a²b²) is ab, of what stands for roots and is not negative."""
    made: Basic = Pow(part.base, Rational(1, 2))
    inside = parts(Mul, part.base)
    if all(isinstance(f, Pow) and f.exp == 2 and f.base in set(roots.values()) for f in inside):
        return Mul(*(f.base for f in inside))
    return made


def _complete(found: Basic, told: Basic) -> tuple[str, ...]:
    factors = parts(Mul, found)
    squares = [f for f in factors if isinstance(f, Pow) and f.exp.is_Integer and f.exp % 2 == 0 and f.exp > 0]
    rest = Mul(*(f for f in factors if f not in squares))
    square = next((f for f in squares if isinstance(f.base, Add)), None)
    if square is None:
        return ()
    positive = rest.is_positive is True or rest.is_nonnegative is True or not rest.free_symbols
    if not positive and not (isinstance(rest, Pow) and rest.exp.is_negative):
        return ()
    return (f"the difference is {shown(told)}", SQUARE)
