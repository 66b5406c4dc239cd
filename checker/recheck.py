"""Replays a proof from its claim: exact arithmetic of its own, with nothing but the standard library.

A claim is plain data, as `checker.decide.plain_data` writes it. Its sides are evaluated here as sums of products of
generators, one for each kernel: a name, exp u, log u, a divisor, a sum over data, a word of matrices. What has to be
found, a certificate states: F = ∏ Pᵉ where a logarithm is split, F = Σ k·u where exp F is ∏ (exp u)ᵏ. Each is verified
before it is used; then the sides must agree. Roots and |u| are exponentials of log F/n.

Shown is equality at the real points of the domain where all parts of both sides have values (Risch 1979; Bronstein
2005, ch. 9), by continuity also where a stated part vanishes; for equations and minima, whose values must belong to the
domain, uniqueness, under the conditions printed. That there is a point is not shown: > 0 and < 0 at once is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import chain, pairwise
from math import prod
from typing import Any

from checker import plain_algebra as algebra
from checker.plain_algebra import Node, Powers, RecheckFailure, Value, Word, gathered, num, occurs, require, total, var
from checker.plain_functions import ELEMENTARY, HALF, by_first_row
from checker.plain_implications import follows, relations


def recheck(claim: Node, certificate: Mapping[str, Node]) -> None:
    """Replays the proof of a claim from plain data, tuples or lists. Raises RecheckFailure where it does not hold."""
    try:
        replay = Replay(algebra.frozen(claim), algebra.frozen(certificate["steps"]))
        replay.answer(*replay.question)
        require(not replay.steps, "more is stated than the claim needs")
        require(replay.told() == algebra.frozen(certificate["generators"]), "other generators than those stated")
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as fault:
        raise RecheckFailure(f"no claim with its certificate: {fault!r}") from fault


Kernel = tuple[str, Node, tuple[Value, ...]]  # what a generator stands for: its kind, a label, arguments


class Replay:
    """The generators of one claim, what is known of their signs, and what is stated still."""

    def __init__(self, claim: Node, steps: Sequence[Node]) -> None:
        _, self.question, definitions, domain, self.conditions = claim
        self.meanings = self.definitions = dict(definitions)
        given = relations(self.question[1]) if self.question[0] == "implies" else ()
        self.domain, self.declared = (*domain, *given), list[tuple[Value, bool]]()  # (what is ≥ 0, is it > 0?)
        self.steps, self.kernels, self.open = list(steps), list[Kernel](), 0  # sums around what is evaluated
        self.generator("i")  # IMAGINARY
        self.complex = occurs(("i",), claim)  # then its parts need not be real numbers
        for head, *sides in self.domain:
            if head in ("gt", "ge", "lt", "le"):
                large, small = sides if head in ("gt", "ge") else reversed(sides)
                inside = [small[1], ("mul", ("rational", -1, 1), small[1])] if small[0] == "abs" else [small]
                self.declared += [(self.value(large) - self.value(other), head in ("gt", "lt")) for other in inside]
        for tree in given or self.question[1:3]:
            self.presuppose(tree)
        require(all(self.sign(v) * self.sign(num(-1) * v) < 2 for v, _ in self.declared), "a side has values nowhere")

    def presuppose(self, node: Node) -> None:
        """What the claim's own roots and logarithms need to be real: radicands ≥ 0, and arguments > 0."""
        node = self.meanings.get(node, node)
        if isinstance(node, tuple) and node[:1] not in (("sum",), ("derivative",), ("at",)):
            for part in node:
                self.presuppose(part)
            if node[:1] == ("log",) or (node[:1] == ("pow",) and node[2][0] == "rational" and node[2][2] != 1):
                self.declared.append((self.value(node[1]), node[0] == "log"))

    def value(self, node: Node) -> Value:
        """The value of a tree. Raises RecheckFailure where there is no rule for it."""
        if node in self.meanings:
            meaning = self.meanings[node]
            return meaning if isinstance(meaning, Value) else self.under(self.definitions, meaning)
        head, *parts = node
        if head in LABELS:
            return self.generator(head, tuple(parts[: LABELS[head]]), *map(self.value, parts[LABELS[head] :]))
        require(head in FORMS or head in FUNCTIONS, f"no rule for {parts[0] if head == 'other' else head}")
        return FORMS[head](self, *parts) if head in FORMS else FUNCTIONS[head](self, *map(self.value, parts))

    def under(self, meanings: Mapping[Node, Node], node: Node) -> Value:
        """The value of a tree, where names mean something else."""
        self.meanings, kept = dict(meanings), self.meanings
        found = self.value(node)
        self.meanings = kept
        return found

    # --- what the certificate states

    def state(self, value: Value) -> Value:
        """The value, which must be the one stated next."""
        require(self.steps and self.steps.pop(0) == ("value", value.data()), "a value is not the one stated")
        return value

    def parts(self, label: str, value: Value) -> list[tuple[Value, Any]]:
        """What is stated next, if it is of this value: fractions, each with an integer or word; else the value."""
        stated = bool(self.steps) and self.steps[0][:2] == (label, value.data())
        return [(self.read(*part), k) for part, k in self.steps.pop(0)[2]] if stated else [(value, 1)]

    def read(self, top: Node, bottom: Node) -> Value:
        """A fraction of stated sums ((p, q, ((generator, exponent), …)), …)."""
        above, below = (gathered((m, Fraction(p, q)) for p, q, m in terms) for terms in (top, bottom))
        known = (0 <= g < len(self.kernels) and self.kernels[g][0] != "word" for g in above.names() + below.names())
        require(all(known), "no such generator")
        return above * self.over(below)

    def told(self) -> Node:
        return tuple((kind, label, *(argument.data() for argument in inner)) for kind, label, inner in self.kernels)

    def generator(self, kind: str, label: Node = (), *arguments: Value) -> Value:
        """The generator of a kernel, entered if new."""
        for k, known in enumerate(self.kernels):
            alike = known[:2] == (kind, label) and len(known[2]) == len(arguments)
            if alike and all(map(self.same, known[2], arguments)):
                return var(k)
        words = any(self.kernels[g][0] == "word" for argument in arguments for g in argument.names())
        require(not words and not occurs("unreal", label), "no rule for what is not real, or a matrix in a function")
        self.kernels.append((kind, label, arguments))
        return var(len(self.kernels) - 1)

    def alone(self, value: Value) -> Kernel:
        """The kernel of which a value is a multiple, if it is of one."""
        (m,) = value if len(value) == 1 else [()]
        return self.kernels[m[0][0]] if len(m) == 1 and m[0][1] == 1 else ("", (), ())

    def inside(self, value: Value) -> Iterator[Kernel]:
        """The kernels of a value, and those inside them."""
        for kernel in map(self.kernels.__getitem__, value.names()):
            yield kernel
            for argument in kernel[2]:
                yield from self.inside(argument)

    def put(self, value: Value, images: Mapping[int, Value]) -> Value:
        """The value with other values in place of generators, inside others too."""
        found = dict[int, Value]()
        for g in value.names():
            kind, label, arguments = self.kernels[g]
            inner = tuple(self.put(argument, images) for argument in arguments)
            found[g] = images.get(g, var(g)) if inner == arguments else self.build(kind, label, *inner)
        return total(prod((self.power(found[g], e) for g, e in m), start=num(c)) for m, c in value.items())

    def build(self, kind: str, label: Node, *arguments: Value) -> Value:
        """A kernel by its rule; of what has none, the generator."""
        if kind == "sum":
            (own,) = self.generator("bound", label).names()
            return self.summed(label[1], lambda index: self.put(arguments[0], {own: index}), *arguments[1:])
        rules: Mapping[str, Callable[..., Value]] = {"exp": self.exponential, "log": self.logarithm, "divisor": Value}
        return rules[kind](*arguments) if kind in rules else self.generator(kind, label, *arguments)

    def over(self, value: Value) -> Value:
        """1 / value: of several terms, a power −1 of a divisor."""
        if len(value) != 1:
            require(not self.zero(value), "divides by zero")
            outside = value.shared() * num(value[max(value)])
            value = outside * self.generator("divisor", (), value * self.over(outside))
        return Value({tuple((g, -e) for g, e in m): 1 / c for m, c in value.items()})

    def power(self, value: Value, exponent: int) -> Value:
        require(abs(exponent) <= algebra.LARGEST, "too large")
        return prod([value if exponent >= 0 else self.over(value)] * abs(exponent), start=num(1))

    def relation(self, g: int) -> tuple[int, Value]:
        """(n, v) with generatorⁿ = v, such as exp(log(F)/n); n is 0 where there is none."""
        kind, _, inner = self.kernels[g]
        if kind == "exp" and self.alone(inner[0])[0] == "log":
            return sum(inner[0].values()).denominator, self.alone(inner[0])[2][0]
        return (1, inner[0]) if kind == "divisor" else (2, num(-1)) if kind == "i" else (0, num(0))

    def zero(self, value: Value) -> bool:
        """Is it zero once divisors are multiplied out and the powers of roots are below their degrees?"""
        while value:
            value = value * self.over(value.shared())
            high = [g for g in value.names() if 0 < self.relation(g)[0] <= max(dict(m).get(g, 0) for m in value)]
            if not high:
                return False
            k, (n, image) = high[-1], self.relation(high[-1])
            wholes = [(m, c, dict(m).get(k, 0) // n) for m, c in value.items()]
            value = total(gathered([((*m, (k, -n * w)), c)]) * self.power(image, w) for m, c, w in wholes)
        return True

    def same(self, one: Value, two: Value) -> bool:
        return one == two or self.zero(one - two)

    def real(self, value: Value) -> bool:
        """Is it surely a real number?"""
        known = self.inside(value)
        return all(kind not in ("i", "formal") and (kind != "log" or self.sign(u[0]) > 0) for kind, _, u in known)

    def sign(self, value: Value) -> int:
        """2: surely > 0, 1: ≥ 0, −1, −2: the opposites, 0: not known; by its terms, less a multiple of one declared."""
        for turn in (1, -1):
            shares = ((v, turn * value.get(m, 0) / v[m], strict) for v, strict in self.declared for m in v)
            lessened = ((num(turn) * value - num(share) * v, strict) for v, share, strict in shares if share > 0)
            for rest, strict in chain([(num(turn) * value, False)], lessened):
                terms = [[2 if c > 0 else -2, *(self.of_power(g, e) for g, e in m)] for m, c in rest.items()]
                signs = [min(map(abs, term)) * (-1) ** sum(sign < 0 for sign in term) for term in terms] or [1]
                if min(signs) > 0:
                    return turn * (2 if strict else max(signs))
        return 0

    def of_power(self, g: int, exponent: int) -> int:
        kind, label, inner = self.kernels[g]
        known = 2 if kind == "constant" else 0
        if kind in ("symbol", "bound", "indexed", "apply"):
            known = 2 if "positive" in label[1] else int("nonnegative" in label[1])
        elif kind == "exp" and self.real(inner[0]):  # a root may be one of 0
            known = min([2, *(self.sign(u[0]) for part, _, u in self.inside(inner[0]) if part == "log")])
        elif kind in ("divisor", "log"):
            known = self.sign(inner[0]) if kind == "divisor" else int(self.sign(inner[0] - num(1)) > 0)
        elif kind == "sum":
            known = max(0, min(self.sign(inner[0]), self.sign(inner[2] - inner[1] + num(1))))
        return known if exponent % 2 else 2 if abs(known) == 2 else int(self.real(var(g)))

    def exponential(self, exponent: Value) -> Value:
        """exp F = ∏ (exp u)ᵏ for F = Σ k·u; exp(log(P)·n/d) is the n-th power of exp(log(P)/d)."""
        parts, found = self.parts("exponent", exponent), num(1)
        require(self.same(exponent, total(num(k) * u for u, k in parts)), "the exponents do not add up")
        for u, k in parts:
            (kind, _, inner), (n, d) = self.alone(u), sum(u.values(), Fraction(0)).as_integer_ratio()
            if kind == "log" or (kind == "formal" and d == 1):
                root = inner[0] if d == 1 else self.generator("exp", (), u * num(Fraction(1, n)))
                found = found * self.power(root, n * k)
            elif u:
                found = found * self.power(self.generator("exp", (), u), k)
        return found

    def logarithm(self, value: Value, real: bool = True) -> Value:
        """Σ e·log P for F = ∏ Pᵉ > 0, all P ≥ 0 but one with an odd e; not `real`: of F ≠ 0, for integer multiples."""
        parts, found = self.parts("factors" if real else "signed factors", value), num(0)
        require(self.same(value, self.multiplied(parts)), "the factors do not multiply up")
        unsure = [(part, e) for part, e in parts if real and self.sign(part) < 1 and parts != [(value, 1)]]
        squares = [(part * part, e // 2) for part, e in unsure if e % 2 == 0]
        require(len(unsure) - len(squares) < 2, "two factors of unknown sign")
        require(all(e == 1 or self.real(part) for part, e in unsure), "a power of what may not be real")
        self.declared += [(square, False) for square, _ in squares]
        parts = [pair for pair in parts if pair not in unsure or pair[1] % 2] + squares
        for part, e in parts:
            (kind, _, inner), certain = self.alone(part), real or self.sign(part) == 2
            require(not certain or part.number() is None or self.sign(part) > 0, "a root or log of a negative number")
            known = kind == "exp" and self.real(part) and sum(part.values()) == 1
            found += num(e) * (inner[0] if known else self.generator("log" if certain else "formal", (), part))
        return found

    def multiplied(self, parts: Sequence[tuple[Value, int]]) -> Value:
        return prod((self.power(part, e) for part, e in parts), start=num(1))

    def raised(self, base: Value, exponent: Value) -> Value:
        """A power: of a base ≥ 0 unless the exponent is an integer."""
        count = exponent.number()
        if count is not None and count.denominator == 1:
            require(abs(count) <= algebra.LARGEST, "too large")
            return reduce(self.times, [base if count >= 0 else self.inverted(base)] * abs(int(count)), num(1))
        require(not self.zero(base), "no rule for roots and powers of zero")
        return self.exponential(exponent * self.logarithm(base, not self.whole(exponent) or self.sign(base) == 2))

    def whole(self, value: Value) -> bool:
        """Is it surely an integer?"""
        named = all(kind in ("bound", "symbol") and "integer" in label[1] for kind, label, _ in self.inside(value))
        return named and all(c.denominator == 1 and all(e > 0 for _, e in m) for m, c in value.items())

    def absolute(self, value: Value) -> Value:
        sign, square = self.sign(value), value * value
        if sign:
            return num(1 if sign > 0 else -1) * value
        require(not self.complex or self.real(value), "no rule for what may not be real")
        self.declared.append((square, False))
        return self.raised(square, HALF)

    def sum_of(self, body: Node, name: Node, low: Node, high: Node) -> Value:
        start = self.value(low)
        facts = ({2: "positive", 1: "nonnegative"}.get(self.sign(start), ""), "integer" * self.whole(start))
        return self.summed(facts, lambda k: self.under({**self.meanings, name: k}, body), start, self.value(high))

    def summed(self, facts: Node, body: Callable[[Value], Value], low: Value, high: Value) -> Value:
        """Σ over a new index, term by term."""
        self.open += 1
        index = self.generator("bound", (-self.open, facts))
        inside, (k,), start, end = body(index), index.names(), low.number(), high.number()
        self.open -= 1
        if start is None or end is None:
            return total(self.summed_term(k, m, c, low, high) for m, c in inside.items())
        require(start.denominator == end.denominator == 1 and -1 <= end - start < 100, "no rule for that many terms")
        return total(self.put(inside, {k: num(j)}) for j in range(int(start), int(end) + 1))

    def summed_term(self, index: int, m: Powers, c: Fraction, low: Value, high: Value) -> Value:
        """What does not depend on the index leaves the sum; Σ vᵢwᵢ over all i is vᵀw; Σ kᵖ is by telescoping."""
        bound = tuple(pair for pair in m if self.kernels[index] in self.inside(var(pair[0])))
        outside, length = Value({tuple(pair for pair in m if pair not in bound): c}), high - low + num(1)
        p = sum(e if g == index else -1 for g, e in bound)
        if p >= 0 and bound in ((), ((index, p),)) and self.sign(length) > 0 and self.whole(length):
            return outside * (algebra.powers(p, high) - algebra.powers(p, low - num(1)))
        words = [self.kernels[g] for g, e in bound for _ in range(e)]
        if len(words) == 2 and all(w[0] == "entry" and w[2] == (var(index), num(0)) for w in words):
            one, two = (word for _, word, _ in words)
            if (low, length) == (num(0), self.value(one[0][2])) and one[-1][3] == two[-1][3] == algebra.ONE:
                return outside * self.word(algebra.flipped(one) + two)
        inner = Value({bound: Fraction(1)})  # in it the index is named by the sums inside, whatever it was called
        height = 1 + max((label[0] for kind, label, _ in self.inside(inner) if kind == "sum"), default=0)
        label = (height, self.kernels[index][1][1])
        inner = self.put(inner, {index: self.generator("bound", label)})
        return outside * self.generator("sum", label, inner, low, high)

    def derivative(self, body: Node, name: Node, order: Node) -> Value:
        """By a name, or by a defined one such as g(x), held apart from its meaning until the derivative is taken."""
        require(order[0] == "rational" and 0 <= order[1] <= 9 and order[2] == 1, "no rule for a derivative's order")
        apart = name in self.meanings
        value, (k,) = self.under({} if apart else self.meanings, body), self.under({}, name).names()
        value = reduce(lambda found, _: self.slope(found, k), range(order[1]), value)
        others = [other for other in self.meanings if apart and other[0] in ("symbol", "apply")]
        return self.put(value, {self.under({}, other).names()[0]: self.value(other) for other in others})

    def slope(self, value: Value, by: Node) -> Value:
        """The derivative by a generator, or by a matrix, df = tr(Gᵀ dX); all other names are held constant."""
        parts = [(gathered([((*m, (g, -1)), c * e)]), self.slope_of(g, by)) for m, c in value.items() for g, e in m]
        return total(outside * inner for outside, inner in parts)

    def slope_of(self, g: int, by: Node) -> Value:
        kind, label, arguments = self.kernels[g]
        inner = [self.slope(argument, by) for argument in arguments]
        if kind == "cycle" and isinstance(by, tuple):
            return total(num(sign) * self.word(word) for word, sign in algebra.pulled(label, (), by))
        require(isinstance(by, int) or not occurs(by, label), f"no rule for the gradient of {kind}")
        if g == by or not any(inner):
            return num(int(g == by))
        if kind == "sum" and not (inner[1] or inner[2]):
            return self.build("sum", label, inner[0], *arguments[1:])
        if kind == "apply":
            places = [(label[0], (), tuple(sorted((*label[2], j + 1)))) for j in range(len(inner))]
            return total(self.generator(kind, p, *arguments) * part for p, part in zip(places, inner, strict=True))
        require(kind in ("exp", "log", "divisor"), f"no rule for the derivative of {kind}")
        return inner[0] * (var(g) if kind == "exp" else self.over(arguments[0]) if kind == "log" else num(1))

    def at_place(self, body: Node, name: Node, place: Node) -> Value:
        """What a body is at a place, where nothing is known of the name that might not be so there."""
        value, there, (g,) = self.value(body), self.value(place), self.value(name).names()
        known = any(self.kernels[g] in self.inside(told) for told, _ in self.declared)
        require(name not in self.meanings and not known and self.belongs(name, there), "may not be taken there")
        return self.put(value, {g: there})

    # --- matrices: sums of words; parts of shape 1×1 are numbers

    def split(self, value: Value) -> list[tuple[Word, Value]]:
        """The words of a sum, with what they are multiplied by; a number has the empty word."""
        found = dict[Word, Value]()
        for m, c in value.items():
            (word,) = [self.kernels[g][1] for g, _ in m if self.kernels[g][0] == "word"] or [()]
            scalar = Value({tuple(pair for pair in m if self.kernels[pair[0]][0] != "word"): c})
            found[word] = found.get(word, Value()) + scalar
        return list(found.items())

    def each(self, value: Value, rule: Callable[[Word], Value]) -> Value:
        """A linear map, by what it makes of words."""
        return total(scalar * rule(word) for word, scalar in self.split(value))

    def times(self, one: Value, two: Value) -> Value:
        return self.each(one, lambda v: self.each(two, lambda w: self.word(v + w)))

    def word(self, letters: Word) -> Value:
        """A product of matrices, in which parts of shape 1×1 are numbers."""
        require(all(a[3] == b[2] for a, b in pairwise(letters)), "matrices that do not fit")
        word = algebra.shortened(letters)
        if any(a[0] == b[0] == "unit" for a, b in pairwise(word)):
            return num(0)
        ends, cycles = algebra.cut(word)
        return prod(map(self.cycle, cycles), start=self.generator("word", ends) if ends else num(1))

    def cycle(self, word: Word) -> Value:
        """The trace of a word: the same for its rotations and their transposes."""
        kind, label, rows = word[0][:3] if len(word) == 1 else ("", (0, 0), algebra.ONE)
        if not word or kind in ("identity", "unit"):
            return self.value(rows) if kind != "unit" else num(int(label[0] == label[1]))
        return self.generator("cycle", algebra.least_turn(word))

    def inverted(self, value: Value) -> Value:
        """1 / value, or the inverse of a word, letter by letter where all are square."""
        (word, scalar), *more = self.split(value) or [((), value)]
        require(not more, "no rule for the inverse of a sum")
        return self.over(scalar) * self.word(algebra.inverse_of(word))

    def dense(self, *rows: Sequence[Node]) -> Value:
        shape = ("rational", len(rows), 1), ("rational", len(rows[0]), 1)
        entries = [((i, j), entry) for i, row in enumerate(rows) for j, entry in enumerate(row)]
        return total(self.value(entry) * self.word((("unit", place, *shape),)) for place, entry in entries)

    def determinant(self, whole: Node) -> Value:
        """Of an explicit matrix, by its first row (Laplace)."""
        head, *rows = self.meanings.get(whole) or whole
        require(head == "dense" and len(rows) == len(rows[0]) <= 5, "no rule for that determinant")
        return by_first_row([list(map(self.value, row)) for row in rows])

    # --- the questions

    def answer(self, question: str, left: Node, right: Node, values: Node = ()) -> None:
        """Raises RecheckFailure unless the claim holds."""
        if question == "implies" or (question == "equal" and left == right):
            return None if left == right else follows(self, left, right)
        unknowns, values = {"solves": ((right,), (values,)), "minimizes": (right, values)}.get(question, ((), ()))
        names = [node if node[0] == "matrix" else node[1:] for node in unknowns]
        require(all(node[0] in ("symbol", "matrix") and node not in self.meanings for node in unknowns), "no unknown")
        one, there = self.state(self.value(left)), list(map(self.value, values))
        require(all(map(self.belongs, unknowns, there)), "the value may lie outside the domain")
        gaps = [self.state(self.value(node) - value) for node, value in zip(unknowns, there, strict=True)]
        if question == "minimizes":  # one = K + Σ c·ℓ² with a K free of θ, every c > 0, and every ℓ = 0 at v only
            for k, gap in enumerate(gaps):
                line = gap + total(self.factor("slant", other) * other for other in gaps[k + 1 :])
                curvature = self.factor("curvature", line)
                require(self.regular(curvature) == 2, "it may be no minimum")
                one -= reduce(self.times, (self.each(line, lambda w: self.word(algebra.flipped(w))), curvature, line))
            there.append(self.factor("rest", one))
        two = there[-1] if question == "minimizes" else gaps[0] if gaps else self.state(self.value(right))
        held = any(occurs(name, kernel[1]) for part in there for kernel in self.inside(part) for name in names)
        require(not held, "the unknown is in the value, or in the rest")
        if question == "unequal":
            kinds = {(kind, *(letter[0] for letter in label)) for kind, label, _ in self.inside(one - two)}
            return require(one != two and kinds <= {("word", "unit")}, "the two sides are equal, or no numbers")
        require(question in ("equal", "same roots", "solves", "minimizes"), "no rule for that question")
        if question in ("solves", "same roots"):  # one = c·two, where c never vanishes, and two = θ − v
            ratio = self.factor("multiple", one)
            require(self.regular(ratio), "a factor may vanish")
            two = self.times(ratio, two)
        return require(self.same(one, two), "the two sides differ")

    def belongs(self, unknown: Node, value: Value) -> bool:
        """Is the value surely one that the unknown may take?"""
        sign, whole = self.sign(value), ["integer", "rational"] * self.whole(value)
        met = {"real", *["nonnegative"] * (sign > 0), *["positive", "nonzero"] * (sign == 2), *whole}
        told = unknown[2] if unknown[0] == "symbol" else ()
        return met.issuperset(told) and not occurs(unknown, self.domain)

    def factor(self, label: str, value: Value) -> Value:
        """A stated sum of words of the claim's own letters, each with a fraction."""
        parts = [(scalar, () if word == 1 else word) for scalar, word in self.parts(label, value)]
        known = (any(occurs(letter, kernel[1]) for kernel in self.kernels) for _, word in parts for letter in word)
        require(all(known), "a matrix that is not the claim's")
        return total(scalar * self.word(word) for scalar, word in parts)

    def regular(self, value: Value) -> int:
        """2: positive (definite, as Σ c·WᵀW with c > 0 and one W of full rank), 1: not zero, 0: not known."""
        if any(word for word, _ in self.split(value)):
            halves = [word[len(word) // 2 :] for word, _ in self.split(value)]
            names = [half[0][1][0][1] for half in halves if len(half) == 1 and half[0][1][1:] == (0,)]
            ranks = [f"{name} has full column rank ({name}ᵀ{name} invertible)" for name in names]
            doubled = [algebra.flipped(half) + half for half in halves]
            full = () in halves or any(rank in self.conditions for rank in ranks)
            return 2 * (full and all(self.sign(c) == 2 and word in doubled for word, c in self.split(value)))
        parts = self.parts("nonzero", value)
        signs = [self.sign(part) if abs(self.sign(part)) == 2 else self.kept(part) for part, _ in parts]
        require(self.same(value, self.multiplied(parts)), "it has other factors")
        negative = sum(e for (_, e), sign in zip(parts, signs, strict=True) if sign < 0) % 2
        return 0 if 0 in signs else 1 if negative or 1 in signs else 2

    def kept(self, part: Value) -> int:
        """What a condition keeps from vanishing: 1 for a name, 2 for Σᵢⱼ(xᵢ − xⱼ)²/2 = m·Σx² − (Σx)², 0 for others."""
        kind, label, _ = self.alone(part)
        if kind == "symbol" and f"{label[0]} ≠ 0" in self.conditions:
            return 1
        for g in part.names():
            kind, label, inner = self.kernels[g]
            data, facts, at = self.alone(inner[0]) if kind == "sum" else ("", ("",), ())
            varied = data == "indexed" and f"the {facts[0]}_i are not all equal" in self.conditions
            if varied and at == (self.generator("bound", label),):
                squares = self.build("sum", label, inner[0] * inner[0], *inner[1:])
                if self.same(part, (inner[2] - inner[1] + num(1)) * squares - var(g) * var(g)):
                    return 2
        return 0


LABELS = {"i": 0, "constant": 1, "symbol": 2, "indexed": 2, "apply": 3}  # how much of it is no argument
FORMS: Mapping[str, Callable[..., Value]] = {  # of trees
    "rational": lambda _, p, q: num(Fraction(p, q)),
    "sum": Replay.sum_of,
    "derivative": Replay.derivative,
    "matrix": lambda s, *name: s.word((("matrix", (("matrix", *name), 0), *name[1:]),)),
    "zeros": lambda _, _rows, _columns: num(0),
    "identity": lambda s, n: s.word((("identity", (), n, n),)),
    "dense": Replay.dense,
    "gradient": lambda s, function, by: s.slope(s.value(function), by),
    "determinant": Replay.determinant,
    "at": Replay.at_place,
    "element": lambda s, m, *at: s.each(s.value(m), lambda word: s.generator("entry", word, *map(s.value, at))),
    "prediction at": lambda _, run, count: num(algebra.perceptron(run, count)[0][-1]),
    "weights after": lambda s, run, count: s.dense(*([w] for w in algebra.perceptron(run, count)[1])),
    "samples seen": lambda _, run: num(len(algebra.perceptron(run)[0])),
}
FUNCTIONS: Mapping[str, Callable[..., Value]] = {  # of values
    "add": lambda _, *terms: total(terms),
    "mul": lambda s, *factors: reduce(s.times, factors),
    "pow": Replay.raised,
    "inverse": Replay.inverted,
    "transpose": lambda s, whole: s.each(whole, lambda word: s.word(algebra.flipped(word))),
    "trace": lambda s, whole: s.each(whole, s.cycle),
    "step": lambda _, z: num(int(z.number() >= 0)),
    "exp": Replay.exponential,
    "log": Replay.logarithm,
    "abs": Replay.absolute,
    "max": lambda s, *values: reduce(lambda a, b: HALF * (a + b + s.absolute(a - b)), values),
    "min": lambda s, *values: reduce(lambda a, b: HALF * (a + b - s.absolute(a - b)), values),
    **ELEMENTARY,
}
