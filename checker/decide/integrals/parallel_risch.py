"""Candidates for an antiderivative by the parallel Risch method: an ansatz whose coefficients are solved for.

A polynomial in the kernels over the denominator's lower powers, plus logarithms of its factors,
arctangents for its quadratic factors, and erf for Gaussians (Norman and Moore 1977; Bronstein 2005,
ch. 10). What is found is a candidate: whoever uses it differentiates it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import sympy
from flint import fmpq, fmpq_mpoly
from sympy import pi, sqrt
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.integrals.differential_field import DifferentialField
from checker.decide.integrals.linear_system import Row, solve
from checker.decide.kernels.field import DividesByZero, Factors, Fraction, TooLarge
from checker.decide.kernels.generators import Declines

MOST_MONOMIALS = 160
TIMES_A_CONSTANT = (sympy.exp, sympy.Pow)  # kernels whose derivative is a multiple of themselves

SignOf = Callable[[Basic], int | None]


@dataclass(frozen=True, slots=True)
class Piece:
    """One term of the ansatz: its derivative, and what it stands for; a fraction is written out only if it is used."""

    slope: Fraction
    meaning: Basic | Fraction

    def expression(self, frame: DifferentialField) -> Basic:
        """What it stands for, as an expression."""
        return frame.expression(self.meaning) if isinstance(self.meaning, Fraction) else self.meaning


def candidate(function: Basic, variable: Basic, sign: SignOf) -> Basic | None:
    """A candidate for an antiderivative; None where the ansatz has no solution.

    `sign` says what is certain of the sign of a constant or of a function where it is integrated.
    """
    try:
        frame = DifferentialField(variable)
        return _solved(frame, frame.value(function), sign)
    except (Declines, TooLarge, DividesByZero, RecursionError):
        return None


def _solved(frame: DifferentialField, integrand: Fraction, sign: SignOf) -> Basic | None:
    _complete(frame)
    pieces = list(_pieces(frame, integrand, sign))
    equations = _equations(frame, [piece.slope for piece in pieces], integrand)
    found = solve(frame.field, equations)
    if found is None:
        return None
    used = ((found[k], piece) for k, piece in enumerate(pieces) if k in found and not found[k].numerator.is_zero())
    return sympy.Add(*(frame.expression(factor) * piece.expression(frame) for factor, piece in used))


def _complete(frame: DifferentialField) -> None:
    """Enters the kernels that the derivatives of the integrand's own kernels hold."""
    done = 0
    while done < len(frame.expressions):
        if not frame.constant[done] and not isinstance(frame.expressions[done], AppliedUndef | sympy.Derivative):
            frame.slope(done)
        done += 1


def _equations(frame: DifferentialField, slopes: Sequence[Fraction], integrand: Fraction) -> list[Row]:
    """Σ unknown · slope = integrand, one equation for each monomial in the kernels."""
    common: dict[int, int] = {}
    for value in (*slopes, integrand):
        for index, exponent in value.denominator:
            common[index] = max(common.get(index, 0), exponent)
    clear = Fraction(frame.field.context.constant(1), ())
    for index, exponent in common.items():
        clear = frame.field.multiply(clear, Fraction(frame.field.raised(frame.field.factors[index], exponent), ()))
    rows: dict[tuple[int, ...], dict[int, dict[tuple[int, ...], fmpq]]] = {}
    for column, value in ((-1, integrand), *enumerate(slopes)):
        cleared = frame.field.multiply(value, clear)
        if cleared.denominator:
            raise Declines("a denominator that does not cancel")
        for monomial, coefficient in frame.reduced(cleared.numerator).to_dict().items():
            kernel = tuple(0 if _is_constant(frame, k) else int(e) for k, e in enumerate(monomial))
            rest = tuple(int(e) - kernel[k] for k, e in enumerate(monomial))
            rows.setdefault(kernel, {}).setdefault(column, {})[rest] = coefficient
    return [
        {column: frame.field.context.from_dict(terms) for column, terms in entries.items()}
        for _, entries in sorted(rows.items())
    ]


def _is_constant(frame: DifferentialField, index: int) -> bool:
    """Does a generator not depend on the variable? True for one that is not in use."""
    return index >= len(frame.constant) or frame.constant[index]


def _pieces(frame: DifferentialField, integrand: Fraction, sign: SignOf) -> Iterator[Piece]:
    top, bottom = frame.field.lowest_terms(integrand)
    factors = [(factor, int(exponent)) for factor, exponent in bottom.factor()[1] if _varies(frame, factor)]
    below = frame.field.one
    for factor, exponent in factors:
        kept = exponent if _is_special(frame, factor) else exponent - 1
        below = frame.field.multiply(below, Fraction(frame.field.raised(factor, kept), ()))
    under = frame.field.as_factors(below.numerator)[1] if not below.numerator.is_constant() else ()
    for factor, _ in factors:
        if not _is_special(frame, factor):
            yield from _of_factor(frame, factor, sign)
    for factor in _below_slopes(frame, [factor for factor, _ in factors]):
        yield from _of_factor(frame, factor, sign)
    yield from _of_roots(frame, sign)
    yield from _of_gaussians(frame, top, sign)
    yield from _rational(frame, top, below.numerator, under)


def _below_slopes(frame: DifferentialField, known: Sequence[fmpq_mpoly]) -> list[fmpq_mpoly]:
    """Further factors below the derivatives of inverse functions: 1 + t² below that of atan t."""
    found: list[fmpq_mpoly] = []
    for index, expression in enumerate(frame.expressions):
        if not isinstance(expression, sympy.atan | sympy.log) or frame.constant[index]:
            continue
        for place, _ in frame.slope(index).denominator:
            for factor, _ in frame.field.factors[place].factor()[1]:
                if _varies(frame, factor) and not any(factor in (other, -other) for other in (*known, *found)):
                    found.append(factor)
    return found


def _varies(frame: DifferentialField, polynomial: fmpq_mpoly) -> bool:
    return any(degree > 0 and not frame.constant[k] for k, degree in enumerate(polynomial.degrees()))


def _is_special(frame: DifferentialField, factor: fmpq_mpoly) -> bool:
    """Does the factor divide its own derivative, as exponentials do?"""
    slope = frame.derive(Fraction(factor, ()))
    return divmod(slope.numerator, factor)[1].is_zero()


def _rational(frame: DifferentialField, top: fmpq_mpoly, below: fmpq_mpoly, under: Factors) -> Iterator[Piece]:
    """Monomials in the kernels over the lower powers of the denominator."""
    bounds = []
    count = len(frame.expressions)
    for k in range(count):
        if frame.constant[k]:
            bounds.append(0)
            continue
        if k in frame.relations:
            bounds.append(frame.relations[k][0] - 1)
            continue
        bound = max(int(top.degrees()[k]), 0) + max(int(below.degrees()[k]), 0)
        bound += _degree_of_sine(frame, top, k)
        if not isinstance(frame.expressions[k], TIMES_A_CONSTANT):
            bound += 1
        elif _in_slopes(frame, k):
            bound = max(bound, 1)
        bounds.append(bound)
    highest = _degree(frame, top) + _degree(frame, below) + 1
    exponents = [e for e in product(*(range(bound + 1) for bound in bounds)) if any(e) or under]
    exponents = [e for e in exponents if sum(e) <= highest]
    if len(exponents) > MOST_MONOMIALS:
        raise Declines("an ansatz that is too large")
    room = len(frame.field.generators)
    for e in exponents:
        monomial = frame.field.context.from_dict({(*e, *(0 for _ in range(room - count))): 1})
        value = Fraction(monomial, under)
        yield Piece(frame.derive(value), value)


def _in_slopes(frame: DifferentialField, kernel: int) -> bool:
    """Does the derivative of some erf hold the kernel?"""
    return any(
        isinstance(expression, sympy.erf) and frame.slope(k).numerator.degrees()[kernel] > 0
        for k, expression in enumerate(frame.expressions)
        if not frame.constant[k]
    )


def _degree_of_sine(frame: DifferentialField, top: fmpq_mpoly, cosine: int) -> int:
    """The power of sin u beside cos u: its even part turns into powers of cos u."""
    expression = frame.expressions[cosine]
    if not isinstance(expression, sympy.cos):
        return 0
    return max(
        (
            int(top.degrees()[k])
            for k, other in enumerate(frame.expressions)
            if isinstance(other, sympy.sin) and other.args == expression.args
        ),
        default=0,
    )


def _degree(frame: DifferentialField, polynomial: fmpq_mpoly) -> int:
    return max(
        (sum(int(e) for k, e in enumerate(monomial) if not _is_constant(frame, k)) for monomial in polynomial.monoms()),
        default=0,
    )


def _of_factor(frame: DifferentialField, factor: fmpq_mpoly, sign: SignOf) -> Iterator[Piece]:
    """log of a factor p, and for a p that is quadratic in one kernel k the integral of k'/p."""
    value = Fraction(factor, ())
    over = frame.field.invert(value)
    expression = frame.polynomial_expression(factor)
    yield Piece(frame.field.multiply(frame.derive(value), over), _logarithm(expression, sign))
    kernels = [k for k, degree in enumerate(factor.degrees()) if degree > 0 and not frame.constant[k]]
    if len(kernels) == 1 and factor.degrees()[kernels[0]] == 2:
        k = kernels[0]
        a, b, c = (_coefficient(frame, factor, k, power) for power in (2, 1, 0))
        integral = _over_quadratic(a, b, c, frame.expressions[k], sign)
        if integral is not None:
            yield Piece(frame.field.multiply(frame.slope(k), over), integral)


def _logarithm(expression: Basic, sign: SignOf) -> Basic:
    found = sign(expression)
    if found is None:
        return sympy.log(sympy.Abs(expression))
    return sympy.log(expression if found == 1 else -expression)


def _coefficient(frame: DifferentialField, polynomial: fmpq_mpoly, index: int, power: int) -> Basic:
    terms = {
        tuple(0 if k == index else int(e) for k, e in enumerate(monomial)): coefficient
        for monomial, coefficient in polynomial.to_dict().items()
        if monomial[index] == power
    }
    return frame.polynomial_expression(frame.field.context.from_dict(terms))


def _over_quadratic(a: Basic, b: Basic, c: Basic, kernel: Basic, sign: SignOf) -> Basic | None:
    """∫ dk/(ak² + bk + c)."""
    discriminant = sympy.expand(4 * a * c - b**2)
    found = sign(discriminant)
    if found == 1:
        root = sqrt(discriminant)
        return 2 / root * sympy.atan((2 * a * kernel + b) / root)
    if found == -1:
        root = sqrt(-discriminant)
        low, high = 2 * a * kernel + b - root, 2 * a * kernel + b + root
        return (_logarithm(low, sign) - _logarithm(high, sign)) / root
    return None


def _of_roots(frame: DifferentialField, sign: SignOf) -> Iterator[Piece]:
    """∫ dt/√(at² + bt + c), as a logarithm or an arcsine."""
    for index in sorted(frame.relations):
        base = frame.expressions[index].args[0] if isinstance(frame.expressions[index], sympy.Pow) else None
        if base is None or frame.relations[index][0] != 2 or not base.is_polynomial(frame.variable):
            continue
        coefficients = sympy.Poly(base, frame.variable).all_coeffs()
        if len(coefficients) != 3:
            continue
        a, b, _ = coefficients
        slope = frame.field.invert(frame.value(base))
        slope = frame.field.multiply(slope, frame.field.generator(index))
        inner = 2 * a * frame.variable + b
        if sign(a) == 1:
            inside = 2 * sqrt(a) * frame.expressions[index] + inner
            yield Piece(slope, sympy.log(inside) / sqrt(a))
        elif sign(a) == -1:
            width = sympy.expand(b**2 - 4 * a * coefficients[2])
            if sign(width) == 1:
                yield Piece(slope, sympy.asin(-inner / sqrt(width)) / sqrt(-a))


def _of_gaussians(frame: DifferentialField, top: fmpq_mpoly, sign: SignOf) -> Iterator[Piece]:
    """∫ e^{at² + bt + c} dt for a < 0, by erf, for each power of a Gaussian kernel that occurs."""
    for index, expression in enumerate(list(frame.expressions)):
        if not isinstance(expression, sympy.exp) or frame.constant[index]:
            continue
        for power in range(1, max(int(top.degrees()[index]), 1) + 1):
            exponent = sympy.expand(expression.args[0] * power)
            if not exponent.is_polynomial(frame.variable) or sympy.degree(exponent, frame.variable) != 2:
                continue
            a, b, c = sympy.Poly(exponent, frame.variable).all_coeffs()
            if sign(a) != -1:
                continue
            scale = sqrt(pi) / (2 * sqrt(-a)) * sympy.exp(c - b**2 / (4 * a))
            inside = sympy.expand(sqrt(-a) * (frame.variable + b / (2 * a)))
            yield Piece(frame.field.power(frame.field.generator(index), power), scale * sympy.erf(inside))
