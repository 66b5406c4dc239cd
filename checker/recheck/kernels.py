"""Values as sums of products of kernels, by facts of the certificate that are verified before they are used.

The facts of a certificate are exp F = ∏ gᵏ, verified by F = Σ k·exponent, and F = ∏ Pᵉ with every P but one surely not
negative, by which logarithms and roots are split. Nothing here rests on more than the standard library.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import comb
from typing import Any, NamedTuple

Node = Any  # nested tuples of strings and integers, as JSON holds them
Monomial = tuple[tuple[int, int], ...]  # (generator, exponent ≠ 0), sorted

MOST_TERMS, LARGEST = 60_000, 10_000  # of a product; an exponent, or the length of a run
ONE = ("rational", 1, 1)
STATED = {"tree": 0, "indexed": 0, "apply": 0, "exp": 0, "log": 0, "formal": 0, "root": 0, "abs": 1, "sum": 1}
"""What a certificate may state as a generator; 1 where it is entered by its rule."""


class RecheckFailure(Exception):
    """The certificate does not prove the claim, or there is no rule here to see that it does."""


def require(holds: object, reason: str) -> None:
    """Raises RecheckFailure unless it holds."""
    if not holds:
        raise RecheckFailure(reason)


@dataclass(frozen=True, slots=True)
class Value:
    """A sum of coefficients times products of powers of generators; a divisor of several terms is a generator."""

    terms: Mapping[Monomial, Fraction]

    def __add__(self, other: Value) -> Value:
        both = {m: self.terms.get(m, Fraction(0)) + other.terms.get(m, 0) for m in {**self.terms, **other.terms}}
        return Value({m: c for m, c in both.items() if c})

    def __mul__(self, other: Value) -> Value:
        require(len(self.terms) * len(other.terms) <= MOST_TERMS, "too large")
        found: dict[Monomial, Fraction] = {}
        for one, a in self.terms.items():
            for two, b in other.terms.items():
                powers = dict(one)
                for g, e in two:
                    powers[g] = powers.get(g, 0) + e
                m = monomial(powers)
                found[m] = found.get(m, Fraction(0)) + a * b
        return Value({m: c for m, c in found.items() if c})

    def __sub__(self, other: Value) -> Value:
        return self + num(-1) * other

    def number(self) -> Fraction | None:
        """The number it is, if it is one by the look of it."""
        return None if set(self.terms) - {()} else self.terms.get((), Fraction(0))

    def names(self) -> list[int]:
        return sorted({g for m in self.terms for g, _ in m})

    def shared(self) -> Value:
        """The monomial by which every term is a product of powers ≥ 0."""
        return Value({monomial({g: min(dict(m).get(g, 0) for m in self.terms) for g in self.names()}): Fraction(1)})


def monomial(powers: Mapping[int, int]) -> Monomial:
    return tuple(sorted(pair for pair in powers.items() if pair[1]))


def num(value: Fraction | int) -> Value:
    return Value({(): Fraction(value)} if value else {})


def var(generator: int, exponent: int = 1) -> Value:
    return Value({((generator, exponent),): Fraction(1)})


def total(values: Iterable[Value]) -> Value:
    return reduce(Value.__add__, values, num(0))


def product(values: Iterable[Value]) -> Value:
    return reduce(Value.__mul__, values, num(1))


class Kernel(NamedTuple):
    """What a generator stands for."""

    kind: str
    extra: Node
    arguments: tuple[Value, ...]


class Kernels:
    """The generators of one claim, and what was verified of them."""

    def __init__(
        self,
        claimed: Sequence[Node],
        meanings: Mapping[Node, Node],
        domain: Sequence[Node],
        certificate: Mapping[str, Node],
    ) -> None:
        self.meanings, self.degree, self.kernels = meanings, certificate["degree"], list[Kernel]()
        self.declared: list[tuple[Value, bool]] = []  # (what is ≥ 0, is it > 0?)
        self.factored: list[tuple[Value, bool, list[tuple[Value, int]]]] = []
        self.exponentials: list[tuple[Value, Value]] = []
        self.stated, self.named = list(certificate["values"]), list[Value]()
        self.needs, self.cited = (
            list[set[int]](),
            set[int](),
        )  # what each stated generator is made of; what else is cited
        self.i = self.generator("i")
        roots = any(kind == "root" for kind, *_ in certificate["generators"])
        require(2 <= self.degree <= 60 and (roots or self.degree == 2), "no rule for roots of that degree")
        for head, *sides in domain:
            if head in ("gt", "ge", "lt", "le"):
                large, small = sides if head in ("gt", "ge") else reversed(sides)
                inside = [small[1], ("mul", ("rational", -1, 1), small[1])] if small[0] == "abs" else [small]
                differences = [self.scalar(large) - self.scalar(other) for other in inside]
                self.declared += [(difference, head in ("gt", "lt")) for difference in differences]
        for tree in claimed:
            self.presuppose(tree)
        for kind, extra, *arguments in certificate["generators"]:
            require((kind == "tree") is not bool(arguments) and (kind in STATED), f"no rule for {kind}")
            enter = self.build if STATED[kind] else self.generator
            self.named.append(enter(kind, extra, *map(self.read, arguments)) if arguments else self.scalar(extra))
            self.needs.append(self.cited)
            self.cited = set()
        for fact, real, factors in certificate["factors"]:
            value, parts = self.read(fact), [(self.read(part), e) for part, e in factors]
            whole = product(self.power(part, e) for part, e in parts)
            unsure = [e if abs(e) == 1 or self.real(part) else 0 for part, e in parts if self.sign(part) < 1]
            require(real in (0, 1) and self.same(value, whole), "the factors do not multiply up")
            require(not real or unsure in ([], [e for e in unsure[:1] if e % 2]), "two factors of unknown sign")
            self.factored.append((value, bool(real), parts))
        for fact, coordinates in certificate["exponentials"]:
            self.exponentials.append((self.read(fact), self.split(self.read(fact), coordinates)))

    def needless(self) -> bool:
        """Is a generator stated that no fact and no value needs?"""
        found, left = set[int](), self.cited
        while left:
            found |= left
            left = {other for g in left for other in self.needs[g]} - found
        return len(found) < len(self.named)

    def scalar(self, node: Node) -> Value:
        """The value of a tree that is a number. Raises RecheckFailure where there is no rule for it."""
        raise NotImplementedError

    def joined(self, _bound: Monomial, _index: Value, _high: Value) -> Value | None:
        """A sum of products of entries as a product of matrices, where there are matrices."""
        return None

    def presuppose(self, node: Node) -> None:
        """What the claim's own roots and logarithms need to be real: radicands ≥ 0, and arguments > 0."""
        node = self.meanings.get(node, node)
        if not isinstance(node, tuple) or node[:1] in (("sum",), ("derivative",)):
            return
        for part in node:
            self.presuppose(part)
        if node[:1] == ("log",) or (node[:1] == ("pow",) and node[2][0] == "rational" and node[2][2] != 1):
            self.declared.append((self.scalar(node[1]), node[0] == "log"))

    def read(self, fraction: Node) -> Value:
        """A stated fraction ((p, q, ((generator, exponent), …)), …) over another, numbered as stated."""
        cited = {g for polynomial in fraction for *_, m in polynomial for g, _ in m}
        require(all(g >= 0 for g in cited), "no such generator")
        self.cited |= cited
        parts = [
            total(num(Fraction(p, q)) * product(self.power(self.named[g], e) for g, e in m) for p, q, m in polynomial)
            for polynomial in fraction
        ]
        return parts[0] * self.over(parts[1])

    def generator(self, kind: str, extra: Node = (), *arguments: Value) -> Value:
        """The generator of a kernel, entered if new."""
        for k, known in enumerate(self.kernels):
            alike = known[:2] == (kind, extra) and len(known.arguments) == len(arguments)
            if alike and all(map(self.same, known.arguments, arguments)):
                return var(k)
        negative = kind == "root" and arguments[0].number() is not None and self.sign(arguments[0]) < 1
        require(not negative, "a root of a negative number")
        self.kernels.append(Kernel(kind, extra, arguments))
        return var(len(self.kernels) - 1)

    def heights(self, value: Value) -> set[int]:
        """The bound indices that a value depends on."""
        found = set[int]()
        for kind, extra, arguments in map(self.kernels.__getitem__, value.names()):
            inner = {h for argument in arguments for h in self.heights(argument)}
            found |= {extra[0]} if kind == "bound" else inner - {extra[0]} if kind == "sum" else inner
        return found

    def mentions(self, value: Value, name: Node) -> bool:
        known = [self.kernels[g] for g in value.names()]
        return any(occurs(name, extra) or any(self.mentions(a, name) for a in inner) for _, extra, inner in known)

    # --- division, zero, signs

    def over(self, value: Value) -> Value:
        """1 / value."""
        if len(value.terms) == 1:
            return total(Value({tuple((g, -e) for g, e in m): 1 / c}) for m, c in value.terms.items())
        require(not self.zero(value), "divides by zero")
        outside = self.over(value.shared())
        scale = num(1 / value.terms[max(value.terms)])
        return outside * scale * self.over(self.generator("over", (), value * outside * scale))

    def power(self, value: Value, exponent: int) -> Value:
        require(abs(exponent) <= LARGEST, "too large")
        return reduce(Value.__mul__, [value if exponent >= 0 else self.over(value)] * abs(exponent), num(1))

    def relation(self, g: int) -> tuple[int, Value]:
        """(n, v) with generatorⁿ = v; n is 0 where there is none."""
        kind, _, arguments = self.kernels[g]
        if kind in ("over", "root"):
            return (1 if kind == "over" else self.degree), arguments[0]
        return (2, num(-1)) if kind == "i" else (2, arguments[0] * arguments[0]) if kind == "abs" else (0, num(0))

    def zero(self, value: Value) -> bool:
        """Is it zero once divisors are multiplied out and the powers of roots are below their degrees?"""
        while value.terms:
            value = value * self.over(value.shared())
            high = {g: max(dict(m).get(g, 0) for m in value.terms) for g in value.names()}
            k = max((g for g, e in high.items() if 0 < self.relation(g)[0] <= e), default=None)
            if k is None:
                return False
            (degree, radicand), parts = self.relation(k), list[Value]()
            for m, c in value.terms.items():
                whole, part = divmod(dict(m).get(k, 0), degree)
                parts.append(Value({monomial({**dict(m), k: part}): c}) * self.power(radicand, whole))
            value = total(parts)
        return True

    def same(self, one: Value, two: Value) -> bool:
        return one == two or self.zero(one - two)

    def real(self, value: Value) -> bool:
        known = [self.kernels[g] for g in value.names()]
        return all(
            kind not in ("i", "formal")
            and all(map(self.real, inner))
            and (kind not in ("root", "log") or self.sign(inner[0]) > 0)
            for kind, _, inner in known
        )

    def sign(self, value: Value) -> int:
        """2 where it is surely > 0, 1 where ≥ 0, −1 and −2 for the opposites, 0 where that is not known."""
        return self.positive(value) or -self.positive(num(-1) * value)

    def positive(self, value: Value) -> int:
        found = self.by_terms(value)
        for known, strict in self.declared if not found else []:
            for m in known.terms:
                share = value.terms.get(m, Fraction(0)) / known.terms[m]
                rest = self.by_terms(value - num(share) * known) if share > 0 else 0
                found = max(found, 2 if rest and strict else rest)
        return found

    def by_terms(self, value: Value) -> int:
        signs = [
            reduce(lesser, (self.of_power(g, e) for g, e in m), 2 if c > 0 else -2) for m, c in value.terms.items()
        ]
        return 1 if not signs else 0 if min(signs) <= 0 else max(signs)

    def of_power(self, g: int, exponent: int) -> int:
        kind, extra, inner = self.kernels[g]
        known = 2 if kind == "constant" or (kind == "exp" and self.real(inner[0])) else 0
        if kind in ("symbol", "bound", "indexed", "apply"):
            facts = extra[2:] if kind == "symbol" else extra[1:] if kind == "bound" else extra[1]
            known = 2 if "positive" in facts else int("nonnegative" in facts)
        elif kind in ("over", "root", "abs", "log", "sum"):
            known = self.sign(inner[0] - num(int(kind == "log")))
            known = max(abs(known), 1) if kind == "abs" else known if kind == "over" else max(known, 0)
            full = kind != "sum" or self.sign(inner[2] - inner[1] + num(1)) > 0
            known = min(known, int(full)) if kind in ("log", "sum") else known
        return known if exponent % 2 else 2 if abs(known) == 2 else int(self.real(var(g)))

    # --- exponentials, logarithms, roots

    def exponential(self, exponent: Value) -> Value:
        found = (value for fact, value in self.exponentials if self.same(fact, exponent))
        return next(found, None) or self.split(exponent, None)

    def split(self, exponent: Value, coordinates: Sequence[tuple[int, int]] | None) -> Value:
        """exp of what needs no new kernel, times a new one, or those of the coordinates."""
        known, rest = num(1), exponent
        for m, c in exponent.terms.items():
            kind, _, inner = self.kernels[m[0][0]] if len(m) == 1 and m[0][1] == 1 else Kernel("", (), ())
            if kind == "log" or (kind == "formal" and c.denominator == 1):
                known, rest = known * self.root(inner[0], c), rest - Value({m: c})
        if coordinates is None:
            return known * self.generator("exp", (), rest) if rest.terms else known
        self.cited |= {g for g, _ in coordinates}
        kernels = [(self.kernels[self.named[g].names()[0]], self.named[g], k) for g, k in coordinates if g >= 0]
        require(all(kernel.kind == "exp" and g == var(g.names()[0]) for kernel, g, _ in kernels), "no exponential")
        summed = total(num(k) * kernel.arguments[0] for kernel, _, k in kernels)
        require(self.same(rest, summed), "the exponents do not add up")
        return known * product(self.power(g, k) for _, g, k in kernels)

    def logarithm(self, value: Value, real: bool = True) -> Value:
        """log of a value > 0; where not `real`, of any value but 0, for exponents that are integers."""
        return total(num(e) * self.log_of(part, real) for part, e in self.factors(value, real))

    def factors(self, value: Value, real: bool) -> list[tuple[Value, int]]:
        return next((ps for fact, kind, ps in self.factored if kind == real and self.same(fact, value)), [(value, 1)])

    def log_of(self, part: Value, real: bool) -> Value:
        alone = len(part.names()) == 1 and part == var(part.names()[0])
        kind, _, inner = self.kernels[part.names()[0]] if alone else Kernel("", (), ())
        if kind == "exp" and self.real(part):
            return inner[0]
        if kind == "root" and self.sign(inner[0]) > 0:
            return num(Fraction(1, self.degree)) * self.logarithm(inner[0])
        if not real and self.sign(part) == 2:
            return self.logarithm(part)
        return self.generator("log" if real else "formal", (), part)

    def raised(self, base: Value, exponent: Value) -> Value:
        """A power: of a base ≥ 0 unless the exponent is an integer."""
        constant = exponent.number()
        if constant is None:
            known = [self.kernels[g] for g in exponent.names()]
            integers = [kind == "bound" or (kind == "symbol" and "integer" in extra[2:]) for kind, extra, _ in known]
            sums = all(c.denominator == 1 and all(e > 0 for _, e in m) for m, c in exponent.terms.items())
            return self.exponential(
                exponent * self.logarithm(base, not (sums and all(integers)) or self.sign(base) == 2)
            )
        if constant.denominator == 1:
            return self.power(base, int(constant))
        if self.zero(base):
            require(constant > 0, "divides by zero")
            return num(0)
        return product(self.root(part, e * constant) for part, e in self.factors(base, True))

    def root(self, base: Value, exponent: Fraction) -> Value:
        count = exponent * self.degree
        require(count.denominator == 1, "a root whose degree was not foreseen")
        whole, part = divmod(int(count), self.degree)
        return self.power(base, whole) * (self.power(self.generator("root", (), base), part) if part else num(1))

    def absolute(self, value: Value) -> Value:
        sign = self.sign(value)
        if sign:
            return value if sign > 0 else num(-1) * value
        scale = value.terms[max(value.terms)]
        return num(abs(scale)) * self.generator("abs", (), num(1 / scale) * value)

    # --- sums, derivatives, other values for generators

    def summation(self, height: int, fact: str, body: Value, low: Value, high: Value) -> Value:
        """Σ over a bound index: what does not depend on it leaves the sum, term by term."""
        index, length, terms = self.generator("bound", (height, fact)), high - low + num(1), list[Value]()
        for m, c in body.terms.items():
            bound = tuple(pair for pair in m if height in self.heights(var(*pair)))
            inner, sum_of = Value({bound: Fraction(1)}), num(0)
            if self.sign(length) > 0 and not bound:
                sum_of = length
            elif self.sign(length) > 0 and inner.names() == index.names() and bound[0][1] > 0:
                sum_of = self.powers(bound[0][1], high) - self.powers(bound[0][1], low - num(1))
            else:
                depth = 1 + self.depth(inner)  # it names the index, whatever that was called
                renamed = self.put(inner, {index.names()[0]: self.generator("bound", (depth, fact))})
                joined = self.joined(bound, index, high) if low == num(0) else None
                sum_of = joined or self.generator("sum", (depth, fact), renamed, low, high)
            terms.append(Value({tuple(pair for pair in m if pair not in bound): c}) * sum_of)
        return total(terms)

    def powers(self, p: int, n: Value) -> Value:
        """Σ kᵖ for k = 1..n: the sum of (k + 1)^{p+1} − k^{p+1} telescopes."""
        require(p <= 12, "too large")
        lower = total(num(comb(p + 1, j)) * self.powers(j, n) for j in range(p))
        return (self.power(n + num(1), p + 1) - num(1) - lower) * num(Fraction(1, p + 1))

    def depth(self, value: Value) -> int:
        """The height of the highest sum inside."""
        found = 0
        for kind, extra, arguments in map(self.kernels.__getitem__, value.names()):
            found = max([found, *map(self.depth, arguments), *(extra[:1] if kind == "sum" else ())])
        return found

    def put(self, value: Value, images: Mapping[int, Value]) -> Value:
        """The value with other values in place of generators, inside others too."""
        found = dict[int, Value]()
        for g in value.names():
            kind, extra, arguments = self.kernels[g]
            own = ("bound", extra) if kind == "sum" else None  # its own index is none of those that are put
            other = {k: image for k, image in images.items() if self.kernels[k][:2] != own}
            inner = tuple(self.put(argument, other) for argument in arguments)
            found[g] = images.get(g, var(g)) if inner == arguments else self.build(kind, extra, *inner)
        return total(num(c) * product(self.power(found[g], e) for g, e in m) for m, c in value.terms.items())

    def build(self, kind: str, extra: Node, *arguments: Value) -> Value:
        """A kernel by its rule; of what has none, the generator."""
        if kind == "sum":
            return self.summation(extra[0], extra[1], arguments[0], arguments[1], arguments[2])
        if kind == "over":
            return arguments[0]
        rules = {"abs": self.absolute, "exp": self.exponential, "log": self.logarithm}
        return rules[kind](arguments[0]) if kind in rules else self.generator(kind, extra, *arguments)

    def slope(self, value: Value, k: int) -> Value:
        """The derivative by one generator, all other names held constant."""
        parts = [(m, c * e, g) for m, c in value.terms.items() for g, e in m]
        return total(Value({m: c}) * var(g, -1) * self.slope_of(g, k) for m, c, g in parts)

    def slope_of(self, g: int, k: int) -> Value:
        kind, extra, arguments = self.kernels[g]
        inner = [self.slope(argument, k) for argument in arguments]
        if g == k or not any(part.terms for part in inner):
            return num(int(g == k))
        if kind == "sum" and not (inner[1].terms or inner[2].terms):
            return self.summation(extra[0], extra[1], inner[0], arguments[1], arguments[2])
        return total(outer * part for outer, part in zip(self.outer(g), inner, strict=True))

    def outer(self, g: int) -> list[Value]:
        """A kernel's derivative by each of its arguments."""
        (kind, extra, arguments), itself = self.kernels[g], var(g)
        if kind == "apply":
            places = [(extra[0], (), tuple(sorted((*extra[2], j + 1)))) for j in range(len(arguments))]
            return [self.generator("apply", place, *arguments) for place in places]
        require(kind in ("exp", "log", "root", "abs", "over"), f"no rule for the derivative of {kind}")
        factor = {"log": num(1), "over": num(1), "root": num(Fraction(1, self.degree)) * itself}.get(kind, itself)
        return [factor if kind in ("exp", "over") else factor * self.over(arguments[0])]


def lesser(one: int, two: int) -> int:
    """The sign of a product."""
    return min(abs(one), abs(two)) * (1 if one * two >= 0 else -1)


def occurs(name: Node, node: Node) -> bool:
    return bool(node == name) or (isinstance(node, tuple) and any(occurs(name, part) for part in node))
