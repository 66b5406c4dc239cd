"""Matrices as sums of words: transposes at the leaves, traces cyclic, 1×1 words scalars; and runs of the perceptron.

Gradients are taken by df = tr(Gᵀ dX) (Magnus and Neudecker 2019, "Matrix Differential Calculus", ch. 8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from checker.recheck.kernels import LARGEST, ONE, Monomial, Node, Value, num, occurs, product, require, total, var
from checker.recheck.trees import Trees

Word = tuple[Node, ...]  # of letters (name, transposed, inverted)


class Matrix(NamedTuple):
    """A sum of coefficients times words; rows and columns are trees."""

    words: Mapping[Word, Value]
    rows: Node
    columns: Node


Dense = tuple[tuple[Value, ...], ...]  # an explicit matrix


class Replay(Trees):
    """A replay whose trees may hold matrices: explicit ones, words of symbols, and runs of the perceptron."""

    def evaluate(self, node: Node) -> Value | Matrix | Dense:
        head, *parts = node
        if node in self.meanings or head not in TREES:
            return super().evaluate(node)  # type: ignore[no-any-return]  # Any is what one of the three is there
        if head in ("add", "mul", "transpose", "inverse", "trace"):
            parts = [self.evaluate(part) for part in parts]
        return TREES[head](self, *parts)  # type: ignore[no-any-return]  # the same

    def state(self, value: Any) -> Any:
        """The value, which must be the one stated next."""
        require(self.stated, "a value is not stated")
        kind, data = self.stated.pop(0)
        require(kind in ("tree", "fraction"), "no value")
        stated = self.evaluate(data) if kind == "tree" else self.read(data)
        require(self.agree(value, stated), "a value is not the one stated")
        return value

    def agree(self, one: Any, two: Any) -> bool:
        if isinstance(one, Matrix) and isinstance(two, Matrix):
            words = {**one.words, **two.words}
            return all(self.same(one.words.get(word, num(0)), two.words.get(word, num(0))) for word in words)
        if isinstance(one, Value) or isinstance(two, Value):
            return isinstance(one, Value) and isinstance(two, Value) and self.same(one, two)
        return not isinstance(one, Matrix) and all(all(map(self.same, a, b)) for a, b in zip(one, two, strict=True))

    # --- sums and products

    def added(self, *terms: Any) -> Any:
        first = terms[0]
        if isinstance(first, Matrix):
            return self.matrix([pair for term in terms for pair in term.words.items()], first.rows, first.columns)
        if isinstance(first, Value):
            return total(terms)
        return tuple(tuple(map(total, zip(*rows, strict=True))) for rows in zip(*terms, strict=True))

    def multiplied(self, *factors: Any) -> Any:
        scalar, found = num(1), None
        for factor in factors:
            if isinstance(factor, Value):
                scalar = scalar * factor
            else:
                found = factor if found is None else self.joined_matrices(found, factor)
                if isinstance(found, Value):
                    scalar, found = scalar * found, None
        if isinstance(found, Matrix):
            return self.matrix([(word, scalar * c) for word, c in found.words.items()], found.rows, found.columns)
        return scalar if found is None else tuple(tuple(scalar * entry for entry in row) for row in found)

    def joined_matrices(self, one: Any, two: Any) -> Any:
        if isinstance(one, Matrix):
            words = [(v + w, a * b) for v, a in one.words.items() for w, b in two.words.items()]
            return self.matrix(words, one.rows, two.columns)
        columns = list(zip(*two, strict=True))
        rows = tuple(tuple(total(map(Value.__mul__, row, column)) for column in columns) for row in one)
        return rows[0][0] if len(rows) == len(columns) == 1 else rows

    def matrix(self, words: Iterable[tuple[Word, Value]], rows: Node, columns: Node) -> Any:
        """The sum of words, in which parts of shape 1×1 are scalars; of that shape as a whole it is a scalar."""
        found = dict[Word, Value]()
        for long, c in words:
            word = shortened(long)
            sizes = [rows, *(size(letter)[1] for letter in word)]
            cuts = [k for k, columns_there in enumerate(sizes) if columns_there == ONE]
            scalar = product(self.cycle(word[a:b]) for a, b in pairwise(cuts))
            rest = word[: cuts[0]] + word[cuts[-1] :] if cuts else word
            found[rest] = found.get(rest, num(0)) + c * scalar
        left = {word: c for word, c in found.items() if not self.zero(c)}
        return left.get((), num(0)) if rows == columns == ONE else Matrix(left, rows, columns)

    def cycle(self, word: Word) -> Value:
        """The trace of a word: the same for its rotations and their transposes."""
        turns = [word[k:] + word[:k] for k in range(len(word))]
        return self.generator("cycle", min([*turns, *map(flipped, turns)], key=repr))

    def traced(self, whole: Any) -> Value:
        if isinstance(whole, Value):
            return whole
        if isinstance(whole, Matrix):
            ends = [(c, self.cycle(word) if word else self.scalar(whole.rows)) for word, c in whole.words.items()]
            return total(c * end for c, end in ends)
        return total(row[k] for k, row in enumerate(whole))

    def transposed(self, whole: Any) -> Any:
        if isinstance(whole, Matrix):
            return Matrix({flipped(word): c for word, c in whole.words.items()}, whole.columns, whole.rows)
        return whole if isinstance(whole, Value) else tuple(zip(*whole, strict=True))

    def inverted(self, whole: Any) -> Any:
        if isinstance(whole, Value):
            return self.over(whole)
        require(isinstance(whole, Matrix) and len(whole.words) == 1, "no rule for the inverse of a sum")
        ((word, c),) = whole.words.items()
        square = all(name[0] == "matrix" and name[2] == name[3] for name, _, _ in word)
        each = tuple((name, t, not inverse) for name, t, inverse in reversed(word))
        block = ((("block", word, whole.rows, whole.rows), False, True),)
        return Matrix({each if square else block: self.over(c)}, whole.rows, whole.rows)

    def explicit(self, *rows: Sequence[Node]) -> Any:
        values = tuple(tuple(map(self.scalar, row)) for row in rows)
        return values[0][0] if len(values) == len(values[0]) == 1 else values

    # --- entries and gradients

    def entry(self, whole: Node, row: Node, column: Node) -> Value:
        value, i, j = self.evaluate(whole), self.scalar(row), self.scalar(column)
        if isinstance(value, Matrix):
            return total(c * self.generator("entry", word, i, j) for word, c in value.words.items())
        at = i.number(), j.number()
        require(not isinstance(value, Value) and None not in at, "no rule for an entry of a number, or at no number")
        return value[int(at[0] or 0)][int(at[1] or 0)]  # type: ignore[index]  # just required

    def joined(self, bound: Monomial, index: Value, high: Value) -> Value | None:
        """Σ of v[i, 0]·w[i, 0] over all i from 0 is vᵀw."""
        words = [(kind, extra, inner) for g, e in bound for _ in range(e) for kind, extra, inner in [self.kernels[g]]]
        if len(words) != 2 or any(kind != "entry" or inner != (index, num(0)) for kind, _, inner in words):
            return None
        one, two = (extra for _, extra, _ in words)
        full = self.same(self.scalar(size(one[0])[0]), high + num(1))
        columns = size(one[-1])[1] == size(two[-1])[1] == ONE
        return self.matrix([(flipped(one) + two, num(1))], ONE, ONE) if full and columns else None

    def gradient(self, function: Node, name: Node) -> Any:
        value = self.evaluate(function)
        require(isinstance(value, Value), "a gradient of what is no number")
        return self.matrix(self.pulled(value, name), name[2], name[3])  # type: ignore[arg-type]  # just required

    def pulled(self, value: Value, name: Node) -> list[tuple[Word, Value]]:
        """df = tr(Gᵀ dX), kernel by kernel and letter by letter: the words of G."""
        words: list[tuple[Word, Value]] = []
        for m, c in value.terms.items():
            for g, e in m:
                kind, extra, inner = self.kernels[g]
                outside = num(e) * Value({m: c}) * var(g, -1)
                if kind == "cycle":
                    words += [(word, outside * num(sign)) for word, sign in pulled_word(extra, name)]
                elif any(self.mentions(argument, name) for argument in inner):
                    slopes = zip(self.outer(g), inner, strict=True)
                    words += [(w, outside * s * a) for s, argument in slopes for w, a in self.pulled(argument, name)]
                else:
                    require(not occurs(name, extra), f"no rule for the gradient of {kind}")
        return words

    # --- runs of the perceptron

    def run(self, samples: Node, targets: Node, rate: Node, start: Node) -> list[tuple[int, tuple[Fraction, ...]]]:
        """(prediction, weights after it) of every sample seen, until all in a row are right (Rosenblatt 1958)."""
        weights, points = numbers(start), list(map(numbers, samples))
        (step,), aims, history, right = numbers([rate]), numbers(targets), [(-1, weights)], 0
        while right < len(points):
            require(len(history) < LARGEST, "a run too long")
            point, aim = points[(len(history) - 1) % len(points)], aims[(len(history) - 1) % len(points)]
            prediction = int(sum(map(Fraction.__mul__, weights, point)) >= 0)
            right = right + 1 if prediction == aim else 0
            weights = tuple(w + step * (aim - prediction) * x for w, x in zip(weights, point, strict=True))
            history.append((prediction, weights))
        return history

    def moment(self, run: Node, count: Node) -> tuple[int, tuple[Fraction, ...]]:
        history = self.run(*run[1:])
        return history[min(int(numbers([count])[0]), len(history) - 1)]

    def step(self, z: Node) -> Value:
        value = self.scalar(z).number()
        require(value is not None, "no rule for a step of what is no number")
        return num(int((value or 0) >= 0))


def numbers(nodes: Sequence[Node]) -> tuple[Fraction, ...]:
    require(all(head == "rational" for head, *_ in nodes), "no number")
    return tuple(Fraction(p, q) for _, p, q in nodes)


def size(letter: Node) -> tuple[Node, Node]:
    (_, _, rows, columns), transposed, _ = letter
    return (columns, rows) if transposed else (rows, columns)


def flipped(word: Word) -> Word:
    """The transpose of a word; a block turns its content over."""
    return tuple(
        (name, not t, inverse) if name[0] == "matrix" else ((name[0], flipped(name[1]), *name[2:]), t, inverse)
        for name, t, inverse in reversed(word)
    )


def shortened(word: Word) -> Word:
    """The word without A·A⁻¹ and A⁻¹·A."""
    for k, (name, t, inverse) in enumerate(word):
        if word[k + 1 : k + 2] == ((name, t, not inverse),) and name[0] == "matrix":
            return shortened(word[:k] + word[k + 2 :])
        length = len(name[1]) if name[0] == "block" else LARGEST
        if word[k + 1 : k + 1 + length] == name[1]:
            return shortened(word[:k] + word[k + 1 + length :])
        if k >= length and word[k - length : k] == name[1]:
            return shortened(word[: k - length] + word[k + 1 :])
    return word


def pulled_word(word: Word, name: Node) -> list[tuple[Word, int]]:
    """tr(P dX Q) = tr(dX·QP) has the gradient (QP)ᵀ; dX⁻¹ = −X⁻¹ dX X⁻¹."""
    found: list[tuple[Word, int]] = []
    for k, letter in enumerate(word):
        rest = word[k + 1 :] + word[:k]
        require(letter[0][0] == "matrix" or not occurs(name, letter), "no rule for the gradient of an inverse")
        if letter[0] == name:
            rest = (letter, *rest, letter) if letter[2] else rest
            found.append((rest if letter[1] else flipped(rest), -1 if letter[2] else 1))
    return found


TREES: Mapping[str, Callable[..., Any]] = {
    "add": Replay.added,
    "mul": Replay.multiplied,
    "transpose": Replay.transposed,
    "inverse": Replay.inverted,
    "trace": Replay.traced,
    "matrix": lambda s, *name: s.matrix([(((("matrix", *name), False, False),), num(1))], *name[1:]),
    "zeros": lambda _, rows, columns: Matrix({}, rows, columns),
    "identity": lambda _, n: Matrix({(): num(1)}, n, n),
    "dense": Replay.explicit,
    "element": Replay.entry,
    "gradient": Replay.gradient,
    "step": Replay.step,
    "prediction at": lambda s, run, count: num(s.moment(run, count)[0]),
    "weights after": lambda s, run, count: tuple((num(w),) for w in s.moment(run, count)[1]),
    "samples seen": lambda s, run: num(len(s.run(*run[1:])) - 1),
}
