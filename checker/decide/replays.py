"""Certificates as plain data, from which `checker.recheck` replays a proof.

A certificate is made when it is asked for, by running the checker itself with a `Witness`, which finds what the checker
only verifies and notes what it said: nothing of it slows a decision. It is a mapping of "generators", the kernels that
the checker meets, and of "steps" in the order in which it asks for them: ("value", terms) for a side of the claim, or
(what, terms, parts), where each part is a fraction with an exponent or a word of matrices, and what is

- "factors" or "signed factors": F = ∏ Pᵉ, of which a logarithm is taken;
- "exponent": F = Σ k·u, of which the exponential is taken;
- "nonzero": F = ∏ Pᵉ, where every P has a sign or is kept from vanishing by a condition;
- "multiple": F = c·G, for the two sides of an equation;
- "cofactor": the cᵢ with C = Σ cᵢ·Pᵢ, for a conclusion C = 0 from Pᵢ = 0;
- "slant", "curvature", "rest": f = K + Σ c·ℓ², for a minimum, with ℓ = (θ − v) + Σ slant·(later unknowns − theirs).

A polynomial is ((p, q, ((generator, exponent), …)), …), a fraction two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import lcm, prod
from typing import Any

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx, fmpz

from checker.decide.plain_data import Plain, claim_data
from checker.model import Goal, Verdict
from checker.plain_algebra import RecheckFailure, Value, gathered, num, occurs, var
from checker.plain_functions import HALF
from checker.recheck import Replay

MOST_TERMS = 20_000  # of a polynomial here
MOST_BITS = 64  # of a number that is factored
MOST_PASSES = 4  # until the exponentials have a common basis

Data = Mapping[str, Plain]
Part = tuple[tuple[Plain, Plain], Plain]  # a fraction, with an exponent or a word
Ratio = tuple[fmpq_mpoly, fmpq_mpoly]


class NoReplay(Exception):
    """The proof rests on something that a certificate cannot state."""


def replay_data(goal: Goal, verdict: Verdict) -> tuple[Plain, Data]:
    """What `checker.recheck.recheck` takes, for a goal and the PROVED that `decide` gave it. Raises NoReplay."""
    return claim_data(goal, verdict), certificate_data(goal, verdict)


def certificate_data(goal: Goal, verdict: Verdict) -> Data:
    """The certificate of a PROVED as plain data. Raises NoReplay."""
    claim = claim_data(goal, verdict)
    units: dict[str, Fraction] = {}
    for _ in range(MOST_PASSES):
        before = dict(units)
        try:
            witness = Witness(claim, units)
            witness.answer(*witness.question)
        except RecheckFailure as failure:
            if units == before:
                raise NoReplay(str(failure)) from failure
            continue
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as fault:
            raise NoReplay(f"no rule: {fault!r}") from fault
        if units == before:
            return {"steps": tuple(witness.said), "generators": witness.told()}
    raise NoReplay("exponentials without a common basis")


class Witness(Replay):
    """A replay that finds what is to be stated.

    `units` are the steps in which the coefficients of each term of an exponent go, by the term as text: e^{x/2} and eˣ
    are powers of e^{x/2}. They are found as the claim is read, so that it is read again until no new one is met.
    """

    def __init__(self, claim: Plain, units: dict[str, Fraction]) -> None:
        self.units, self.said, self.values = units, list[Plain](), list[Value]()
        self.lefts = list[Ratio]()  # what is left of a conclusion
        self.squares = self.slants = 0  # how many are stated: squares, and coefficients of the next one
        super().__init__(claim, ())

    def state(self, value: Value) -> Value:
        """Notes the value."""
        self.said.append(("value", value.data()))
        self.values.append(value)
        return value

    def parts(self, label: str, value: Value) -> list[tuple[Value, Any]]:
        """Finds the parts of a value, and notes them."""
        found = PARTS[label](self, value)
        if found == unsplit(value):
            return [(value, 1)]
        self.said.append((label, value.data(), tuple(found)))
        return [(self.read(top, bottom), k) for (top, bottom), k in found]

    # --- values as polynomials of FLINT

    def context(self) -> fmpq_mpoly_ctx:
        """The ring of all generators."""
        return fmpq_mpoly_ctx.get([f"g{k}" for k in range(len(self.kernels))], "degrevlex")

    def fraction(self, value: Value) -> tuple[fmpq_mpoly, fmpq_mpoly]:
        """Numerator and denominator without a common factor, divisors multiplied out, roots below their degrees."""
        context = self.context()
        one = context.constant(1)
        depths: dict[int, int] = {}
        for m in value:
            for g, e in m:
                depths[g] = max(depths.get(g, 0), -e)
        top, bottom = context.constant(0), one
        for g, e in depths.items():
            bottom = sized(bottom * self.base(g) ** e)
        for m, c in value.items():
            term = context.constant(fmpq(c.numerator, c.denominator))
            powers = dict(m)
            for g, e in depths.items():
                term = sized(term * self.base(g) ** (e + powers.pop(g, 0)))
            top += term
        top, bottom = self.reduced(top), self.reduced(bottom)
        shared = top.gcd(bottom)
        return (top / shared, bottom / shared) if not shared.is_zero() else (top, one)

    def base(self, g: int) -> fmpq_mpoly:
        """A generator; of a divisor, the polynomial that it is."""
        kind, _, inner = self.kernels[g]
        if kind != "divisor":
            return self.context().gen(g)
        top, _ = self.fraction(inner[0])
        return top

    def reduced(self, polynomial: fmpq_mpoly) -> fmpq_mpoly:
        """With the powers of roots below their degrees, where their radicands are polynomials."""
        for g in reversed(range(len(self.kernels))):
            degree, radicand = self.relation(g)
            if degree < 2 or int(polynomial.degrees()[g]) < degree:
                continue
            image, bottom = self.fraction(radicand)
            if not bottom.is_constant():
                continue
            total = self.context().constant(0)
            for m, c in polynomial.to_dict().items():
                powers = [int(e) for e in m]
                whole, powers[g] = divmod(powers[g], degree)
                total += sized(self.context().from_dict({tuple(powers): c}) * (image / bottom) ** whole)
            polynomial = total
        return polynomial

    def read_back(self, polynomial: fmpq_mpoly) -> Value:
        """A polynomial as a value."""
        return gathered((present(m), Fraction(int(c.p), int(c.q))) for m, c in polynomial.to_dict().items())

    # --- what is stated

    def factored(self, value: Value) -> list[tuple[fmpq_mpoly, int]]:
        """The irreducible factors, numbers as primes and −1."""
        found: list[tuple[fmpq_mpoly, int]] = []
        for polynomial, side in zip(self.fraction(value), (1, -1), strict=True):
            scale, factors = polynomial.factor()
            numbers = [*primes(int(scale.p), side), *primes(int(scale.q), -side)]
            found += [(self.context().constant(number), e) for number, e in numbers]
            found += [(factor, int(e) * side) for factor, e in factors]
        return found

    def signed_factors(self, value: Value) -> list[Part]:
        """Every factor a part."""
        return [(whole(self.read_back(factor).data()), e) for factor, e in self.factored(value)]

    def factors(self, value: Value) -> list[Part]:
        """Factors that are ≥ 0, even powers of others, and what is left of unknown sign as one part."""
        parts: list[tuple[Value, int]] = []
        unsure: list[tuple[Value, int]] = []
        turned = num(1)
        for polynomial, e in self.factored(value):
            factor = self.read_back(polynomial)
            sign = self.sign(factor)
            if sign < 0:
                factor, turned = num(-1) * factor, num((-1) ** e) * turned
            if sign == 0 and e % 2:
                unsure.append((factor, e))
            elif factor != num(1):
                parts.append((factor, e))
        if len(unsure) > 1 or turned != num(1):
            parts += [(factor, e - 1) for factor, e in unsure if e != 1]
            unsure = [(prod((factor for factor, _ in unsure), start=turned), 1)]
        found: list[Part] = [(self.data(part), e) for part, e in (*parts, *unsure)]
        return unsplit(value) if len(found) == 1 and found[0][1] == 2 and not self.sign(parts[0][0]) else found

    def data(self, value: Value) -> tuple[Plain, Plain]:
        top, bottom = self.fraction(value)
        return (self.read_back(top).data(), self.read_back(bottom).data())

    def exponents(self, value: Value) -> list[Part]:
        """Term by term, in steps of their units; polynomial parts apart from proper fractions."""
        top, bottom = self.fraction(value)
        quotient, rest = divmod(top, bottom)
        parts: list[Part] = []
        one = self.context().constant(1)
        for polynomial, divisor in ((quotient, one), (rest, bottom)):
            for m, c in sorted(self.read_back(polynomial).items()):
                kind, _, _ = self.alone(Value({m: c}))
                if divisor == one and kind in ("log", "formal") and c.denominator == 1:
                    parts.append((whole(Value({m: c}).data()), 1))
                    continue
                key = f"{self.text(Value({m: Fraction(1)}))} / {self.text(self.read_back(divisor))}"
                unit = self.unit(key, c, kind == "log")
                parts.append(((Value({m: unit}).data(), self.read_back(divisor).data()), int(c / unit)))
        return parts

    def unit(self, key: str, c: Fraction, root: bool) -> Fraction:
        """The step of a term, which c is made a multiple of."""
        known = self.units.get(key, Fraction(0))
        degree = lcm(known.denominator, c.denominator)
        self.units[key] = Fraction(1, degree) if root else largest_unit(known, c)
        return self.units[key]

    def text(self, value: Value) -> str:
        """A value by what its generators stand for, not by their numbers."""
        terms = []
        for m, c in value.items():
            named = sorted((self.name_of(g), e) for g, e in m)
            terms.append(f"{c}{named}")
        return " + ".join(sorted(terms))

    def name_of(self, g: int) -> str:
        kind, label, inner = self.kernels[g]
        return f"{kind}{label!r}({', '.join(map(self.text, inner))})"

    def nonzero(self, value: Value) -> list[Part]:
        """Every factor a part; one that is a spread but for a number as the spread; what has a sure sign as it is."""
        if abs(self.sign(value)) == 2:
            return unsplit(value)
        parts: list[Part] = []
        for polynomial, e in self.factored(value):
            factor = self.read_back(polynomial)
            spread = self.spread(polynomial) if abs(self.sign(factor)) < 2 else None
            parts.append((whole((spread or factor).data()), e))
            if spread is not None:
                scale = polynomial.leading_coefficient() / self.fraction(spread)[0].leading_coefficient()
                parts.append((whole(num(Fraction(int(scale.p), int(scale.q))).data()), e))
        return parts

    def spread(self, polynomial: fmpq_mpoly) -> Value | None:
        """m·Σx² − (Σx)² for data x, if that is a multiple of the polynomial."""
        kernels = list(self.kernels)
        for g, (kind, label, inner) in enumerate(kernels):
            if kind == "sum" and self.alone(inner[0])[0] == "indexed":
                squares = self.build("sum", label, inner[0] * inner[0], *inner[1:])
                spread = (inner[2] - inner[1] + num(1)) * squares - var(g) * var(g)
                if self.kernels == kernels:
                    top, _ = self.fraction(spread)
                    if not top.is_zero() and monic(top) == monic(polynomial):
                        return spread
                self.kernels = list(kernels)
        return None

    def multiple(self, _value: Value) -> list[Part]:
        """A with left = A·right of the two values stated last; by words where an unknown matrix is the last letter."""
        one, two = self.values[-2:]
        if self.question[0] == "solves" and self.question[2][0] == "matrix":
            return self.before(one, self.question[2], num(1))
        return [(self.quotient(self.fraction(one), self.fraction(two)), ())]

    def cofactor(self, given: Value) -> list[Part]:
        """The quotient of what is left of a conclusion by the next equation of the premise."""
        left = self.lefts.pop() if self.lefts else self.fraction(self.values[-1])
        top, bottom = self.fraction(given)
        if top.is_zero():
            self.lefts.append(left)
            return [(self.data(num(0)), ())]
        quotient, rest = divmod(left[0] * bottom, top)
        self.lefts.append((rest, left[1] * bottom))
        return [(self.quotient((quotient, left[1]), (top * 0 + 1, top * 0 + 1)), ())]

    def before(self, value: Value, unknown: Plain, scale: Value) -> list[Part]:
        """What an unknown matrix is multiplied by from the left, times a number."""
        letter = self.alone(self.value(unknown))[1]
        return [(self.data(c * scale), word[:-1]) for word, c in self.split(value) if word[-1:] == letter]

    def curvature(self, _line: Value) -> list[Part]:
        """The coefficient of the next square: half the second derivative, less what squares before took."""
        unknowns = self.question[2]
        if unknowns[0][0] == "matrix":
            kernels = list(self.kernels)
            found = self.before(self.slope(self.values[0], unknowns[0]), unknowns[0], HALF)
            self.kernels = kernels
            return found
        (top, bottom) = self.hessian()[0][0]
        self.squares, self.slants = self.squares + 1, 0
        return [(self.quotient((top, bottom), (top * 0 + 2, top * 0 + 1)), ())]

    def slant(self, _other: Value) -> list[Part]:
        """The coefficient of a later unknown in the next square."""
        (first, *later), *_ = self.hessian()
        self.slants += 1
        return [(self.quotient(later[self.slants - 1], first), ())]

    def hessian(self) -> list[list[Ratio]]:
        """Second derivatives by the unknowns that are left, less what the squares before took (Schur complements)."""
        names = [self.value(unknown).names()[0] for unknown in self.question[2]]
        top, bottom = self.fraction(self.values[0])
        rows = [[(top.derivative(j).derivative(k), bottom) for k in names] for j in names]
        for _ in range(self.squares):
            (first, *later), *others = rows
            rows = [
                [
                    less(entry, (row[0][0] * late[0] * first[1], row[0][1] * late[1] * first[0]))
                    for entry, late in zip(row[1:], later, strict=True)
                ]
                for row in others
            ]
        return rows

    def rest(self, value: Value) -> list[Part]:
        """The value in lowest terms, if an unknown has to leave it."""
        names = [node if node[0] == "matrix" else node[1:] for node in self.question[2]]
        held = any(occurs(name, kernel[1]) for kernel in self.inside(value) for name in names)
        return [(self.data(value), ())] if held else unsplit(value)

    def quotient(self, one: Ratio, two: Ratio) -> tuple[Plain, Plain]:
        """one / two in lowest terms."""
        top, bottom = one[0] * two[1], one[1] * two[0]
        shared = top.gcd(bottom)
        return (self.read_back(top / shared).data(), self.read_back(bottom / shared).data())


PARTS: Mapping[str, Callable[[Witness, Value], list[Part]]] = {
    "factors": Witness.factors,
    "signed factors": Witness.signed_factors,
    "exponent": Witness.exponents,
    "nonzero": Witness.nonzero,
    "multiple": Witness.multiple,
    "cofactor": Witness.cofactor,
    "curvature": Witness.curvature,
    "slant": Witness.slant,
    "rest": Witness.rest,
}
UNIT: Plain = num(1).data()


def unsplit(value: Value) -> list[Part]:
    """A value as its own only part, of which nothing is said."""
    return [(whole(value.data()), 1)]


def whole(data: Plain) -> tuple[Plain, Plain]:
    """A polynomial as a fraction."""
    return (data, UNIT)


def less(one: Ratio, two: Ratio) -> Ratio:
    """one − two in lowest terms."""
    top, bottom = one[0] * two[1] - two[0] * one[1], one[1] * two[1]
    shared = top.gcd(bottom)
    return top / shared, bottom / shared


def present(exponents: Iterable[int]) -> tuple[tuple[int, int], ...]:
    return tuple((k, int(e)) for k, e in enumerate(exponents) if e)


def monic(polynomial: fmpq_mpoly) -> fmpq_mpoly:
    return polynomial / polynomial.leading_coefficient()


def sized(polynomial: fmpq_mpoly) -> fmpq_mpoly:
    """Raises NoReplay for a polynomial that is too large."""
    if len(polynomial) > MOST_TERMS:
        raise NoReplay("too large")
    return polynomial


def primes(number: int, side: int) -> list[tuple[int, int]]:
    """A number as primes and −1, each with its exponent; a large one as it is."""
    found = [(-1, 1)] if number < 0 else []
    if abs(number).bit_length() > MOST_BITS:
        return [*found, (abs(number), side)]
    return [*found, *((int(p), int(e) * side) for p, e in fmpz(abs(number)).factor())]


def largest_unit(a: Fraction, b: Fraction) -> Fraction:
    """The largest of which both are multiples."""
    scale = lcm(a.denominator, b.denominator)
    return Fraction(int(fmpz(int(a * scale)).gcd(fmpz(int(b * scale)))), scale)
