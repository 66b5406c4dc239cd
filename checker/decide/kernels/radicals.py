"""Roots, logarithms and absolute values, with what is known positive taken out."""

from __future__ import annotations

from flint import fmpq, fmpq_mpoly, fmpz
from sympy.core.basic import Basic

from checker.decide.kernels import gaussian_squares, lambert
from checker.decide.kernels.denesting import root_of_nested
from checker.decide.kernels.field import Fraction, TooLarge, common_monomial, factored
from checker.decide.kernels.generators import Declines, Generator, Kind, Sign
from checker.decide.kernels.ground import IMAGINARY_UNIT
from checker.decide.kernels.signs import Signs, weakened

LARGEST_RADICAND = 10**12


class Radicals(Signs):
    """log and roots over positive parts: primes, positive generators and factors, and the rest."""

    def root(self, base: Fraction, power: int, degree: int) -> Fraction:
        """base^(power/degree) for a base ≥ 0, with what is known positive taken out of the root."""
        if degree == 1:
            return self.field.power(base, power)
        if self.root_degree % degree:
            raise Declines("a root whose degree was not foreseen")
        count = power * (self.root_degree // degree)
        result = self.field.one
        for factor, exponent in self._positive_parts(base):
            result = self.field.multiply(result, self._root_power(factor, exponent * count))
        return result

    def _positive_parts(self, value: Fraction) -> list[tuple[Fraction, int]]:
        """value ≥ 0 as powers of parts, each ≥ 0: primes, positive generators and factors, and the rest."""
        top, bottom = self.field.lowest_terms(self.reduced(value))
        if top.is_zero():
            return [(self.field.zero, 1)]
        parts: list[tuple[Fraction, int]] = []
        rest = self.field.one
        for polynomial, side in ((top, 1), (bottom, -1)):
            scale, factors = factored(polynomial)
            if scale < 0:
                rest = self.field.negate(rest)
            parts += [(self.field.constant(p), e * side) for p, e in _primes(abs(scale))]
            for factor, exponent in factors:
                if self.sign(factor, irreducible=True) in (Sign.POSITIVE, Sign.NONNEGATIVE):
                    parts.append((Fraction(factor, ()), int(exponent) * side))
                elif self.sign(-factor, irreducible=True) is Sign.POSITIVE:
                    parts.append((Fraction(-factor, ()), int(exponent) * side))
                    rest = self.field.negate(rest) if exponent % 2 else rest
                else:
                    rest = self.field.multiply(rest, self.field.power(Fraction(factor, ()), int(exponent) * side))
        return parts + self._rest_parts(rest)

    def _rest_parts(self, rest: Fraction) -> list[tuple[Fraction, int]]:
        """The part of unknown sign: an even power f²ᵏ is |f|²ᵏ, anything else stays whole."""
        top, bottom = self.field.lowest_terms(rest)
        if top.is_constant() and bottom.is_constant():
            value = top.leading_coefficient()
            return [] if value == 1 else [(rest, 1)]
        square = self._as_square(top, bottom)
        if square is not None:
            return [(self.absolute(square), 2)]
        return [(rest, 1)]

    def _as_square(self, top: fmpq_mpoly, bottom: fmpq_mpoly) -> Fraction | None:
        """The q with q² = top/bottom, where there is one over the generators."""
        scale, above = factored(top)
        lead, below = factored(bottom)
        if any(exponent % 2 for _, exponent in (*above, *below)):
            return self.real_root(Fraction(top, self.field.as_factors(bottom)[1]))
        ratio = scale / lead
        number = self.root(self.field.constant(abs(ratio)), 1, 2)
        if ratio < 0:  # −q² ≥ 0 only for an imaginary q, such as 2i·sin x written in exponentials
            if all(self.is_real(Fraction(part, ())) for part in (top, bottom)):
                return None
            number = self.field.multiply(number, self.imaginary_unit())
        for factor, exponent in above:
            number = self.field.multiply(number, self.field.power(Fraction(factor, ()), int(exponent) // 2))
        for factor, exponent in below:
            number = self.field.multiply(number, self.field.power(Fraction(factor, ()), -int(exponent) // 2))
        return number

    def real_root(self, value: Fraction) -> Fraction | None:
        """A real h with h² = value, where one is found over the Gaussian numbers."""
        return gaussian_squares.real_root(self, value)

    def _root_power(self, base: Fraction, count: int) -> Fraction:
        """base^(count/root_degree) over the generator of base's root."""
        whole, part = divmod(count, self.root_degree)
        result = self.field.power(base, whole)
        if not part:
            return result
        if base.numerator.is_zero():
            return self.field.zero
        plainer = None if base.denominator or 2 * part != self.root_degree else root_of_nested(self, base.numerator)
        if plainer is not None:
            return self.field.multiply(result, plainer)
        generator = self.generator(
            Generator(
                f"({self.text(base)})^(1/{self.root_degree})",
                Kind.ROOT,
                Sign.POSITIVE if self.sign_of(base) is Sign.POSITIVE else Sign.NONNEGATIVE,
                self.marks_of(base),
                argument=base,
                degree=self.root_degree,
            )
        )
        return self.field.multiply(result, self.field.power(generator, part))

    def logarithm(self, value: Fraction) -> Fraction:
        """log of a value > 0, as a sum over its positive parts."""
        total = self.field.zero
        for part, exponent in self._positive_parts(value):
            total = self.field.add(
                total, self.field.multiply(self.field.constant(exponent), self._logarithm_of_part(part))
            )
        return total

    def _logarithm_of_part(self, part: Fraction) -> Fraction:
        index = self._single_generator(part)
        if index is not None:
            generator = self.generators[index]
            if generator.kind is Kind.EXPONENTIAL and generator.sign is Sign.POSITIVE:
                assert generator.argument is not None
                return generator.argument
            if generator.kind is Kind.ROOT and generator.sign is Sign.POSITIVE:
                assert generator.argument is not None
                below = self.logarithm(generator.argument)
                return self.field.multiply(below, self.field.constant(fmpq(1, generator.degree)))
            if lambert.is_positive_lambert(generator):
                assert generator.argument is not None
                return self.field.subtract(self.logarithm(generator.argument), part)
            if generator.origin is not None and generator.origin.is_Symbol and not self._is_told_of_names():
                return self._logarithm_generator(part, Sign.ANY)
        beyond = self.field.subtract(part, self.field.one)  # it has the sign of its logarithm
        known = self.sign_of(beyond)
        if known is Sign.ANY:
            known = weakened(self.sign_of(self.field.negate(beyond)))
        return self._logarithm_generator(part, known)

    def _is_told_of_names(self) -> bool:
        """May more be known of a name than its declared sign, such as that it is above 1?"""
        return bool(self.domain.conditions or self.index_starts)

    def _logarithm_generator(self, part: Fraction, sign: Sign) -> Fraction:
        return self.generator(
            Generator(f"log({self.text(part)})", Kind.LOGARITHM, sign, self.marks_of(part), argument=part)
        )

    def _logarithm(self, expression: Basic) -> Fraction:
        return self.logarithm(self.value(expression.args[0]))

    def absolute(self, value: Fraction) -> Fraction:
        """|value|: the value or its negative where the sign is known, else a generator a with a² = value².

        √(z·z̄) of what is not real. Raises Declines where its conjugate is not known.
        """
        if not self.is_real(value):
            conjugate = self._conjugate(value)
            if conjugate is None:
                raise Declines("the absolute value of what may not be real")
            return self.root(self.field.multiply(value, conjugate), 1, 2)
        for candidate in (value, self.field.negate(value)):
            if self.sign_of(candidate) in (Sign.POSITIVE, Sign.NONNEGATIVE):
                return candidate
        positive, rest = self._positive_monomial(value)
        for candidate in (rest, self.field.negate(rest)):
            if self.sign_of(candidate) in (Sign.POSITIVE, Sign.NONNEGATIVE):
                return self.field.multiply(positive, candidate)
        result = positive
        for side, polynomial in zip((1, -1), self.field.lowest_terms(rest), strict=True):
            scale, factors = self._real_factors(polynomial)
            result = self.field.multiply(result, self.field.power(self.field.constant(abs(scale)), side))
            for factor, exponent in factors:
                part = self.field.power(self._absolute_of_factor(factor), side * exponent)
                result = self.field.multiply(result, part)
        return result

    def _real_factors(self, polynomial: fmpq_mpoly) -> tuple[fmpq, list[tuple[fmpq_mpoly, int]]]:
        """scale · ∏ factorᵉ with real factors, as |uv| = |u||v|; one factor where some may not be real."""
        scale, factors = factored(polynomial)
        if all(self.is_real(Fraction(factor, ())) for factor, _ in factors):
            return scale, [(factor, int(exponent)) for factor, exponent in factors]
        lead = polynomial.leading_coefficient()
        return lead, [(polynomial / lead, 1)]

    def _absolute_of_factor(self, factor: fmpq_mpoly) -> Fraction:
        """|factor|, as ± itself where its sign is known, else as a generator with the square factor²."""
        itself = Fraction(factor, ())
        for candidate in (itself, self.field.negate(itself)):
            if self.sign_of(candidate) in (Sign.POSITIVE, Sign.NONNEGATIVE):
                return candidate
        lead = factor.leading_coefficient()
        plain = Fraction(factor / lead, ())
        generator = self.generator(
            Generator(
                f"abs({self.text(plain)})",
                Kind.ABSOLUTE,
                Sign.POSITIVE if self.sign_of(plain) is Sign.NONZERO else Sign.NONNEGATIVE,
                self.marks_of(plain),
                argument=plain,
            )
        )
        return self.field.scaled(generator, abs(lead))

    def _positive_monomial(self, value: Fraction) -> tuple[Fraction, Fraction]:
        """A product of powers of positive generators, and the rest of the value, without i below."""
        top, bottom = self.field.lowest_terms(self.reduced(value))
        taken, rest = self.field.one, self.field.one
        for polynomial, side in ((top, 1), (bottom, -1)):
            left = polynomial
            for k, exponent in enumerate(common_monomial(polynomial)):
                generator = self.generators[k] if exponent else None
                if generator is not None and generator.sign is Sign.POSITIVE:
                    taken = self.field.multiply(taken, self.field.power(self.field.generator(k), side * exponent))
                    left = left / self.field.generators[k] ** exponent
                elif generator is not None and side < 0 and generator.name == IMAGINARY_UNIT:
                    left = left / self.field.generators[k] ** exponent
                    inverse = self.field.negate(self.field.generator(k))  # 1/i = −i
                    rest = self.field.multiply(rest, self.field.power(inverse, exponent))
            rest = self.field.multiply(rest, self.field.power(Fraction(left, ()), side))
        return taken, self.reduced(rest)

    def _absolute(self, expression: Basic) -> Fraction:
        return self.absolute(self.value(expression.args[0]))


def _primes(number: fmpq) -> list[tuple[int, int]]:
    """A positive rational as powers of primes, or of itself where it is too large to factor at once."""
    found: list[tuple[int, int]] = []
    for part, side in ((int(number.numerator), 1), (int(number.denominator), -1)):
        if part > LARGEST_RADICAND:
            raise TooLarge
        if part > 1:
            found += [(int(prime), int(exponent) * side) for prime, exponent in fmpz(part).factor()]
    return found
