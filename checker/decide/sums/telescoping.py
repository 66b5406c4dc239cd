"""Creative telescoping: a recurrence for a sum of hypergeometric terms, with the certificate that proves it.

For F(n, k) it finds polynomials aⱼ(n) and a rational R(n, k) with
Σⱼ aⱼ(n)·F(n + j, k) = G(n, k + 1) − G(n, k), G = R·H, where F = r·H and H is a product of powers and
values of Γ (Zeilberger 1991, "The method of creative telescoping"; Petkovšek, Wilf and Zeilberger
1996, "A = B", ch. 5 and 6). How they are found is no part of the proof: `holds` verifies them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flint import fmpq, fmpq_mpoly

from checker.decide.integrals.linear_system import Row, solve
from checker.decide.kernels.field import DividesByZero, Field, Fraction, TooLarge
from checker.decide.sums.hypergeometric_terms import NormalForms, Term, lowest, put, put_polynomial, put_term
from checker.decide.sums.linear_facts import Form, form

FARTHEST_APART = 40  # of two factors that are shifts of each other
HIGHEST_DEGREE = 14  # of the certificate's polynomial in k
MOST_TERMS = 400  # of a numerator in the equations


@dataclass(frozen=True, slots=True)
class Summand:
    """rational · kernel, the kernel a product of powers and values of Γ; both hold n and k."""

    rational: Fraction
    kernel: Term


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Σⱼ coefficients[j]·F(n + j, k) = Δₖ(certificate·kernel), for each summand with its own certificate."""

    coefficients: tuple[Fraction, ...]
    certificates: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Shifts:
    """What becomes of a summand F = r·H: by_n[j] = F(n + j, k)/H(n, k), and up = H(n, k + 1)/H(n, k)."""

    by_n: tuple[Fraction, ...]
    up: Fraction


@dataclass(frozen=True, slots=True)
class Equation:
    """Σ aⱼ·tops[j] = q·X(k + 1) − w·X(k), and the certificate is w·X/below."""

    tops: tuple[fmpq_mpoly, ...]
    q: fmpq_mpoly
    w: fmpq_mpoly
    below: fmpq_mpoly
    degree: int


class Telescoper:
    """Searches for recurrences in the name n of sums over the name k."""

    def __init__(self, forms: NormalForms, n: int, k: int) -> None:
        self.forms = forms
        self.field: Field = forms.field
        self.n, self.k = n, k

    def recurrence(self, summands: Sequence[Summand], order: int) -> Recurrence | None:
        """A verified recurrence of the given order for all the summands; None where none is found."""
        try:
            shifts = [each for summand in summands if (each := self.shifts_of(summand, order)) is not None]
            equations = [equation for each in shifts if (equation := self._equation(each)) is not None]
            found = self._solved(equations, order) if len(equations) == len(summands) else None
        except (TooLarge, DividesByZero):
            return None
        if found is None or not all(
            self.holds(found.coefficients, each, certificate)
            for each, certificate in zip(shifts, found.certificates, strict=True)
        ):
            return None
        return found

    def holds(self, coefficients: Sequence[Fraction], shifts: Shifts, certificate: Fraction) -> bool:
        """Is Σⱼ aⱼ·F(n + j, k) = R(k + 1)·H(k + 1) − R(k)·H(k), as an identity of rational functions over H?"""
        field = self.field
        total = certificate
        for coefficient, shifted in zip(coefficients, shifts.by_n, strict=True):
            total = field.add(total, field.multiply(coefficient, shifted))
        after = field.multiply(put(field, certificate, {self.k: _next(self.k, 1)}), shifts.up)
        return bool(field.subtract(total, after).numerator.is_zero())

    def shifts_of(self, summand: Summand, order: int) -> Shifts | None:
        """The shifts by up to `order`; None where one is no rational multiple of the kernel."""
        field, own = self.field, self.forms.of(summand.kernel)
        shifted = [lowest(field, summand.rational)]
        for j in range(1, order + 1):
            step = {self.n: _next(self.n, j)}
            quotient = self.forms.ratio(self.forms.of(put_term(field, summand.kernel, step)), own)
            if quotient is None:
                return None
            shifted.append(lowest(field, field.multiply(quotient, put(field, summand.rational, step))))
        above = put_term(field, summand.kernel, {self.k: _next(self.k, 1)})
        up = self.forms.ratio(self.forms.of(above), own)
        return None if up is None else Shifts(tuple(shifted), up)

    def _equation(self, shifts: Shifts) -> Equation | None:
        """Gosper's equation for Σ aⱼ·F(n + j, k) with the aⱼ unknown."""
        field = self.field
        pairs = [field.lowest_terms(each) for each in shifts.by_n]
        common = field.context.constant(1)
        for _, bottom in pairs:
            common = field.product(common, bottom / common.gcd(bottom))
        tops = [field.product(top, common / bottom) for top, bottom in pairs]
        ratio = field.multiply(shifts.up, field.invert(Fraction(self._moved(common, 1), ())))
        above, below = field.lowest_terms(field.multiply(ratio, Fraction(common, ())))
        q, w, c = self._normal(above, below)
        tops = [field.product(top, c) for top in tops]
        w = self._moved(w, -1)
        if any(len(top) > MOST_TERMS for top in tops):
            raise TooLarge
        degree = self._degree(tops, q, w)
        return None if degree < 0 else Equation(tuple(tops), q, w, field.product(c, common), degree)

    def _moved(self, polynomial: fmpq_mpoly, by: int) -> fmpq_mpoly:
        return put_polynomial(self.field, polynomial, {self.k: _next(self.k, by)})

    def _normal(self, above: fmpq_mpoly, below: fmpq_mpoly) -> tuple[fmpq_mpoly, fmpq_mpoly, fmpq_mpoly]:
        """q, w, c with above/below = q/w · c(k + 1)/c(k) and gcd(q(k), w(k + h)) free of k for all h ≥ 0."""
        c = self.field.context.constant(1)
        for h in self._distances(above, below):
            shared = above.gcd(self._moved(below, h))
            if shared.degrees()[self.k] == 0:
                continue
            above, below = above / shared, below / self._moved(shared, -h)
            for j in range(1, h + 1):
                c = self.field.product(c, self._moved(shared, -j))
        return above, below, c

    def _distances(self, above: fmpq_mpoly, below: fmpq_mpoly) -> list[int]:
        """The h ≥ 0 for which above(k) and below(k + h) have a common factor in k (Man and Wright 1994)."""
        found: set[int] = set()
        for one, _ in above.factor()[1]:
            for two, _ in below.factor()[1]:
                degree = one.degrees()[self.k]
                if degree == 0 or degree != two.degrees()[self.k]:
                    continue
                a, b = self._coefficients(one), self._coefficients(two)
                top = a[degree - 1] * b[degree] - b[degree - 1] * a[degree]
                bottom = degree * a[degree] * b[degree]
                if top.is_zero():
                    found.add(0)
                    continue
                shared = top.gcd(bottom)
                top, bottom = top / shared, bottom / shared
                if top.is_constant() and bottom.is_constant():
                    h = top.leading_coefficient() / bottom.leading_coefficient()
                    if h.denominator == 1 and 0 <= h <= FARTHEST_APART:
                        found.add(int(h.numerator))
        return sorted(found)

    def _coefficients(self, polynomial: fmpq_mpoly) -> dict[int, fmpq_mpoly]:
        """The coefficients of the powers of k, from 0 to the degree."""
        groups: dict[int, dict[tuple[int, ...], fmpq]] = {k: {} for k in range(polynomial.degrees()[self.k] + 1)}
        for monomial, coefficient in polynomial.to_dict().items():
            powers = [int(e) for e in monomial]
            power, powers[self.k] = powers[self.k], 0
            groups[power][tuple(powers)] = coefficient
        return {power: self.field.context.from_dict(terms) for power, terms in groups.items()}

    def _degree(self, tops: Sequence[fmpq_mpoly], q: fmpq_mpoly, w: fmpq_mpoly) -> int:
        """A bound for the degree of X in k (A = B, §5.4)."""
        largest = max(top.degrees()[self.k] for top in tops)
        one, two = self._coefficients(q), self._coefficients(w)
        high = max(*one, *two)
        if max(one) != max(two) or one[high] != two[high]:
            return int(min(largest - high, HIGHEST_DEGREE))
        bound = largest - high + 1
        if high > 0:  # k^d gives (d·a + u − v)·k^(high + d − 1), which vanishes for one d
            top, bottom = two[high - 1] - one[high - 1], one[high]
            shared = top.gcd(bottom) if not top.is_zero() else bottom
            top, bottom = top / shared, bottom / shared
            if top.is_zero():
                bound = max(bound, 0)
            elif top.is_constant() and bottom.is_constant():
                d = top.leading_coefficient() / bottom.leading_coefficient()
                bound = max(bound, int(d.numerator) if d.denominator == 1 else bound)
        return int(min(bound, HIGHEST_DEGREE))

    def _solved(self, equations: Sequence[Equation], order: int) -> Recurrence | None:
        """The unknown aⱼ (the last being 1) and the coefficients of each X, by comparing powers of k."""
        rows: list[Row] = []
        column = order
        starts = []
        for equation in equations:
            starts.append(column)
            table: dict[int, Row] = {}
            for j, top in enumerate(equation.tops):
                self._enter(table, top, j if j < order else -1, 1 if j < order else -1)
            for d in range(equation.degree + 1):
                power = self.field.generators[self.k] ** d
                image = equation.w * power - equation.q * self._moved(power, 1)
                self._enter(table, image, column + d, 1)
            rows += [row for row in table.values() if row]
            column += equation.degree + 1
        values = solve(self.field, rows)
        if values is None:
            return None
        coefficients = [values.get(j, self.field.zero) for j in range(order)] + [self.field.one]
        certificates = [self._certificate(e, start, values) for e, start in zip(equations, starts, strict=True)]
        return self._cleared(coefficients, certificates)

    def _enter(self, table: dict[int, Row], polynomial: fmpq_mpoly, column: int, sign: int) -> None:
        for power, coefficient in self._coefficients(polynomial).items():
            if not coefficient.is_zero():
                row = table.setdefault(power, {})
                total = row.get(column, self.field.context.constant(0)) + coefficient * sign
                row[column] = total
                if total.is_zero():
                    del row[column]

    def _certificate(self, equation: Equation, start: int, values: Mapping[int, Fraction]) -> Fraction:
        field = self.field
        total = field.zero
        for d in range(equation.degree + 1):
            power = Fraction(field.generators[self.k] ** d, ())
            total = field.add(total, field.multiply(values.get(start + d, field.zero), power))
        return field.multiply(
            field.multiply(Fraction(equation.w, ()), total), field.invert(Fraction(equation.below, ()))
        )

    def _cleared(self, coefficients: Sequence[Fraction], certificates: Sequence[Fraction]) -> Recurrence:
        """The recurrence times the common denominator of its coefficients, so that they are polynomials."""
        field = self.field
        common = field.context.constant(1)
        for value in coefficients:
            _, bottom = field.lowest_terms(value)
            common = field.product(common, bottom / common.gcd(bottom))
        scale = Fraction(common, ())
        return Recurrence(
            tuple(lowest(field, field.multiply(value, scale)) for value in coefficients),
            tuple(lowest(field, field.multiply(value, scale)) for value in certificates),
        )


def _next(name: int, by: int) -> Form:
    return form({name: fmpq(1)}, by)
