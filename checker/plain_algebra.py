"""The algebra on which `checker.recheck` stands: sums of products of powers, and words of matrices, in plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain, pairwise, product
from math import comb, prod
from typing import Any

Node = Any  # nested tuples of strings and integers, as JSON holds them
Powers = tuple[tuple[int, int], ...]  # (generator, exponent ≠ 0), sorted
Word = tuple[Node, ...]  # a product of matrices: letters (kind, label, rows, columns)
ONE = ("rational", 1, 1)
MOST_TERMS, MOST_POWER, LARGEST = 60_000, 12, 10_000  # of a product; of a power that is summed; exponent, or run


class RecheckFailure(Exception):
    """The certificate does not prove the claim, or there is no rule here to see that it does."""


def require(holds: object, reason: str) -> None:
    if not holds:
        raise RecheckFailure(reason)


def frozen(data: Any) -> Any:
    """Lists as tuples. Raises TypeError for what is no text and no integer."""
    if not (isinstance(data, list | tuple | str) or type(data) is int):
        raise TypeError("no plain data")
    return tuple(map(frozen, data)) if isinstance(data, list | tuple) else data


class Value(dict[Powers, Fraction]):
    """A sum of coefficients times products of powers of generators; a divisor of several terms is a generator."""

    def __add__(self, other: Value) -> Value:
        return gathered(chain(self.items(), other.items()))

    def __sub__(self, other: Value) -> Value:
        return self + num(-1) * other

    def __mul__(self, other: Value) -> Value:
        if len(self) * len(other) > MOST_TERMS:
            raise OverflowError("too large")
        return gathered((m + n, a * b) for (m, a), (n, b) in product(self.items(), other.items()))

    def number(self) -> Any:
        """The number it is; None if it is none by the look of it."""
        return None if set(self) - {()} else self.get((), Fraction(0))

    def names(self) -> list[int]:
        return sorted({g for m in self for g, _ in m})

    def shared(self) -> Value:
        """The product of powers by which every term is a product of powers ≥ 0."""
        return gathered([(tuple((g, min(dict(m).get(g, 0) for m in self)) for g in self.names()), Fraction(1))])

    def data(self) -> Node:
        return tuple(sorted((c.numerator, c.denominator, m) for m, c in self.items()))


def gathered(terms: Iterable[tuple[Powers, Fraction]]) -> Value:
    """Products of powers in any order as a sum in which like terms are one."""
    found = Value()
    for pairs, c in terms:
        powers: dict[int, int] = {}
        for g, e in pairs:
            powers[g] = powers.get(g, 0) + e
        m = tuple(sorted(pair for pair in powers.items() if pair[1]))
        found[m] = found.get(m, Fraction(0)) + c
    return Value({m: c for m, c in found.items() if c})


def num(value: Fraction | int) -> Value:
    return Value({(): Fraction(value)} if value else {})


def var(generator: int) -> Value:
    return Value({((generator, 1),): Fraction(1)})


def total(values: Iterable[Value]) -> Value:
    return gathered(term for value in values for term in value.items())


def powers(p: int, n: Value) -> Value:
    """Σ kᵖ for k = 1..n: the sum of (k + 1)^{p+1} − k^{p+1} telescopes."""
    if p > MOST_POWER:
        raise OverflowError("too large")
    lower = total(num(comb(p + 1, j)) * powers(j, n) for j in range(p))
    return (prod([n + num(1)] * (p + 1), start=num(1)) - num(1) - lower) * num(Fraction(1, p + 1))


def occurs(name: Node, node: Node) -> bool:
    return bool(node == name) or (isinstance(node, tuple) and any(occurs(name, part) for part in node))


# --- words: letters are ("matrix", (tree, transposed), …), ("inverse", word, …), ("identity", (), …) and, for the
# entries of explicit matrices, ("unit", (row, column), …)


def flipped(word: Word) -> Word:
    """The transpose of a word."""
    rules = {"matrix": lambda label: (label[0], 1 - label[1]), "unit": lambda label: label[::-1], "inverse": flipped}
    return tuple((kind, rules.get(kind, tuple)(label), columns, rows) for kind, label, rows, columns in reversed(word))


def inverse_of(word: Word) -> Word:
    """The inverse, letter by letter where all are square."""
    parts = [(letter,) for letter in reversed(word)] if all(letter[2] == letter[3] for letter in word) else [word]
    turned = (part[0][1] if part[0][0] == "inverse" else (("inverse", part, *part[0][2:3] * 2),) for part in parts)
    return tuple(letter for part in turned for letter in part)


def cut(word: Word) -> tuple[Word, list[Word]]:
    """A word cut where its parts are 1×1: what is left at its ends, and the parts between, which are numbers."""
    cuts = [k for k, letter in enumerate(word) if letter[2] == ONE] + [len(word)] * (
        word[-1:] != () and word[-1][3] == ONE
    )
    return (word[: cuts[0]] + word[cuts[-1] :] if cuts else word), [word[a:b] for a, b in pairwise(cuts)]


def least_turn(word: Word) -> Word:
    """One for all the words that have the same trace: rotations and their transposes."""
    turns = [word[k:] + word[:k] for k in range(len(word))]
    return min([*turns, *map(flipped, turns)], key=repr)


def shortened(word: Word) -> Word:
    """The word without A·A⁻¹, A⁻¹·A and I, and with eᵢⱼ·eⱼₖ = eᵢₖ."""
    for k, (kind, label, rows, _) in enumerate(word):
        before, after, one = word[:k], word[k + 1 :], ("identity", (), rows, rows)
        if kind == "identity" and len(word) > 1:
            return shortened(before + after)
        if kind == "inverse" and after[: len(label)] == label:
            return shortened((*before, one, *after[len(label) :]))
        if kind == "inverse" and before[-len(label) :] == label:
            return shortened((*before[: -len(label)], one, *after))
        if kind == "unit" and after and after[0][0] == "unit" and label[1] == after[0][1][0]:
            return shortened((*before, (kind, (label[0], after[0][1][1]), rows, after[0][3]), *after[1:]))
    return word


def pulled(word: Word, rest: Word, by: Node) -> Iterator[tuple[Word, int]]:
    """tr(P dX Q) = tr(dX·QP) has the gradient (QP)ᵀ; dW⁻¹ = −W⁻¹ dW W⁻¹."""
    for k, letter in enumerate(word):
        around = word[k + 1 :] + rest + word[:k]
        if letter[0] == "matrix" and letter[1][0] == by:
            yield around if letter[1][1] else flipped(around), 1
        if letter[0] == "inverse":
            yield from ((found, -sign) for found, sign in pulled(letter[1], (letter, *around, letter), by))


# --- the perceptron


def perceptron(run: Node, count: Node = ("rational", LARGEST, 1)) -> tuple[list[int], list[Node]]:
    """Predictions of the samples seen, at most `count`, until all are right, and weights (Rosenblatt 1958)."""
    rows = (*run[1], run[2], run[3:4], run[4])
    *points, aims, (rate,), weights = ([Fraction(p, q) for _, p, q in row] for row in rows)
    guesses: list[int] = []
    right = 0
    while right < len(points) and len(guesses) < count[1]:
        point, aim = points[len(guesses) % len(points)], aims[len(guesses) % len(points)]
        guesses.append(int(sum(map(Fraction.__mul__, weights, point)) >= 0))
        right = right + 1 if guesses[-1] == aim else 0
        weights = [w + rate * (aim - guesses[-1]) * x for w, x in zip(weights, point, strict=True)]
    if len(guesses) >= LARGEST or count[0] != "rational" or count[1] < 0 or count[2] != 1:
        raise ValueError("a run too long, or to no number of samples")
    return guesses, [("rational", w.numerator, w.denominator) for w in weights]
