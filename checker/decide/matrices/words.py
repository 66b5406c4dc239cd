"""The nouns of the matrix normal form: atoms, words, sums of words, and the scalars that are made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from sympy import (
    Basic,
    Expr,
    Integer,
    MatrixSymbol,
    expand,
)

from checker.decide.matrices.dense import Dense
from checker.decide.matrices.letters import Injection, Property, indices_renamed, structure
from checker.decide.matrices.scalar_form import Generator, Root, Scalar, constant, inverse, text, vanishes
from checker.decide.matrices.shapes import readable, same_size

ONE = constant(1)


Properties = Mapping[MatrixSymbol, frozenset[Property]]


@dataclass(frozen=True, slots=True)
class Base:
    """A matrix taken as a letter: a symbol, or anything opaque. Two are one exactly when their keys are."""

    key: str
    name: str = field(compare=False)
    rows: Expr = field(compare=False)
    columns: Expr = field(compare=False)
    source: Basic = field(compare=False)
    traits: frozenset[Property] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """A base, transposed or inverted or both; flags that its traits make needless are never set."""

    base: Base
    transposed: bool = False
    inverted: bool = False

    @property
    def key(self) -> str:
        return f"{self.base.key}{'ᵀ' * self.transposed}{'⁻' * self.inverted}"

    @property
    def rows(self) -> Expr:
        return self.base.columns if self.transposed else self.base.rows

    @property
    def columns(self) -> Expr:
        return self.base.rows if self.transposed else self.base.columns

    @property
    def text(self) -> str:
        return self.base.name + ("", "ᵀ", "⁻¹", "⁻ᵀ")[self.transposed + 2 * self.inverted]

    def transpose(self) -> Letter:
        if Property.SYMMETRIC in self.base.traits:
            return self
        return replace(self, transposed=not self.transposed)

    def inverse(self) -> Letter:
        if Property.ORTHOGONAL in self.base.traits:
            return self.transpose()
        return replace(self, inverted=not self.inverted)


@dataclass(frozen=True, slots=True)
class InverseOf:
    """The inverse of a square sum or product that has no inverse by factors; transposed only if that differs."""

    content: MatrixSum
    transposed: bool = False

    @property
    def key(self) -> str:
        return f"inverse({self.content.key}){'ᵀ' * self.transposed}"

    @property
    def rows(self) -> Expr:
        return self.content.rows

    @property
    def columns(self) -> Expr:
        return self.content.rows

    @property
    def text(self) -> str:
        return f"({self.content})" + ("⁻ᵀ" if self.transposed else "⁻¹")

    def transpose(self) -> InverseOf:
        return self if is_symmetric(self.content) else replace(self, transposed=not self.transposed)


@dataclass(frozen=True, slots=True)
class Kron:
    """A ⊗ B of two words, whose shapes are kept for the empty ones."""

    left: Word
    right: Word
    left_shape: tuple[Expr, Expr]
    right_shape: tuple[Expr, Expr]

    @property
    def key(self) -> str:
        shapes = "×".join(structure(size) for size in (*self.left_shape, *self.right_shape))
        return f"({word_key(self.left)})⊗({word_key(self.right)}):{shapes}"

    @property
    def rows(self) -> Expr:
        return expand(self.left_shape[0] * self.right_shape[0])

    @property
    def columns(self) -> Expr:
        return expand(self.left_shape[1] * self.right_shape[1])

    @property
    def text(self) -> str:
        return f"({word_text(self.left)}⊗{word_text(self.right)})"

    def transpose(self) -> Kron:
        turned = (transposed_word(self.left), transposed_word(self.right))
        return Kron(*turned, self.left_shape[::-1], self.right_shape[::-1])


Atom = Letter | InverseOf | Dense | Kron
Word = tuple[Atom, ...]
"""A product of atoms; the empty word is the identity matrix."""

Terms = list[tuple[Scalar, Word]]


@dataclass(frozen=True, slots=True)
class MatrixSum:
    """A sum of scalars times words, in a fixed order; of shape 1×1 it is a scalar times the empty word.

    Equal when terms and shape are. What came with them is kept beside: `rules`, the rewritings used; `conditions`, what
    they need ("A is invertible"); `presupposes`, what the expression as written needs to have a value.
    """

    rows: Expr
    columns: Expr
    terms: tuple[tuple[Scalar, Word], ...]
    conditions: tuple[str, ...] = field(default=(), compare=False)
    presupposes: tuple[str, ...] = field(default=(), compare=False)
    rules: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> str:
        """Equal for equal terms and shape only."""
        body = "+".join(f"({scalar.key})*{word_key(word)}" for scalar, word in self.terms)
        return f"{structure(self.rows)}×{structure(self.columns)}:{body}"

    @property
    def is_scalar(self) -> bool:
        return bool(self.rows == 1 and self.columns == 1)

    def scalar(self) -> Scalar:
        """The value of a 1×1 sum. Raises ValueError for another shape."""
        if not self.is_scalar:
            raise ValueError("not a 1×1 matrix")
        return self.terms[0][0] if self.terms else constant(0)

    def __str__(self) -> str:
        if self.is_scalar:
            return text(self.scalar())
        return _blocks_text(self.terms) or _sum_text(self.terms)


def _sum_text(terms: Iterable[tuple[Scalar, Word]]) -> str:
    parts = [term_text(scalar, word) for scalar, word in terms]
    if not parts:
        return "0"
    line = parts[0]
    for part in parts[1:]:
        line += f" − {part[1:]}" if part.startswith("−") else f" + {part}"
    return line


def _blocks_text(terms: Iterable[tuple[Scalar, Word]]) -> str | None:
    """A sum of blocks, each between injections, as "[A B; C D]"; None for any other."""
    cells: dict[tuple[int, int], Terms] = {}
    height = width = 0
    for scalar, word in terms:
        first, last = (injection_of(atom) for atom in (word[0], word[-1])) if len(word) > 1 else (None, None)
        if first is None or last is None:
            return None
        height, width = len(first.sizes), len(last.sizes)
        cells.setdefault((first.place, last.place), []).append((scalar, word[1:-1]))
    if not cells:
        return None
    rows = (" ".join(_sum_text(cells.get((row, column), [])) for column in range(width)) for row in range(height))
    return "[" + "; ".join(rows) + "]"


def injection_of(atom: Atom) -> Injection | None:
    """The injection that an atom or its transpose is."""
    return atom.base.source if isinstance(atom, Letter) and isinstance(atom.base.source, Injection) else None


# --- scalars that are made of matrices ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cycle:
    """The trace of a word, for a 1×1 word the word itself; one word stands for its rotations and transposes."""

    word: Word

    @property
    def key(self) -> str:
        return f"trace({word_key(self.word)})"

    @property
    def text(self) -> str:
        letters = "".join(atom.text for atom in self.word)
        return letters if self.word[0].rows == 1 else f"tr({letters})"

    @property
    def positive(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Det:
    """The determinant of a sum, or of a single letter."""

    content: MatrixSum

    @property
    def key(self) -> str:
        return f"det({self.content.key})"

    @property
    def text(self) -> str:
        return f"det({self.content})"

    @property
    def positive(self) -> bool:
        return surely_definite(self.content)


@dataclass(frozen=True, slots=True)
class Applied:
    """A scalar function of scalars, such as log."""

    name: str
    arguments: tuple[Scalar, ...]
    defined: bool  # by SymPy; False for an unknown function such as f(x)

    @property
    def key(self) -> str:
        kind = "function" if self.defined else "unknown"
        return f"{kind} {self.name!r}({', '.join(argument.key for argument in self.arguments)})"

    @property
    def text(self) -> str:
        return f"{self.name}({', '.join(text(argument) for argument in self.arguments)})"

    @property
    def positive(self) -> bool:
        return self.defined and self.name == "exp"


@dataclass(frozen=True, slots=True)
class Power:
    """A scalar to a power that is no rational number, such as 2^n."""

    base: Scalar
    exponent: Scalar

    @property
    def key(self) -> str:
        return f"power({self.base.key}, {self.exponent.key})"

    @property
    def text(self) -> str:
        return f"({text(self.base)})^({text(self.exponent)})"

    @property
    def positive(self) -> bool:
        return self.base.positive


@dataclass(frozen=True, slots=True)
class Opaque:
    """Any other scalar, taken as it stands; `key` is its structure, bound indices renamed."""

    key: str
    text: str = field(compare=False)
    source: Basic = field(compare=False)

    @property
    def positive(self) -> bool:
        return bool(self.source.is_positive)


def opaque(node: Expr) -> Opaque:
    return Opaque(structure(indices_renamed(node)), readable(node), node)


def traits_text(traits: frozenset[Property]) -> str:
    return ", ".join(sorted(trait.value for trait in traits))


def union(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for texts in lists for text in texts))


def bare(matrix: MatrixSum) -> MatrixSum:
    return replace(matrix, rules=(), conditions=(), presupposes=())


def word_key(word: Word) -> str:
    return "·".join(atom.key for atom in word)


def word_order(word: Word) -> tuple[int, tuple[str, ...]]:
    return (len(word), tuple(atom.key for atom in word))


def transposed_word(word: Word) -> Word:
    return tuple(atom.transpose() for atom in reversed(word))


def is_symmetric(content: MatrixSum) -> bool:
    terms = {word: scalar for scalar, word in content.terms}
    return all(terms.get(transposed_word(word)) == scalar for scalar, word in content.terms)


def flipped(content: MatrixSum) -> MatrixSum:
    terms = [(scalar, transposed_word(word)) for scalar, word in content.terms]
    return MatrixSum(content.rows, content.columns, tuple(sorted(terms, key=lambda term: word_order(term[1]))))


def _preference(content: MatrixSum) -> tuple[int, str]:
    return (sum(transposes(word) for _, word in content.terms), content.key)


def transposes(word: Word) -> int:
    """How many of its letters are transposed: of a word and its transpose the one with fewer is the name of both."""
    return sum(
        transposes(atom.left + atom.right)
        if isinstance(atom, Kron)
        else isinstance(atom, Letter | InverseOf) and atom.transposed
        for atom in word
    )


def inverse_atom(content: MatrixSum) -> InverseOf:
    """The inverse of a matrix and that of its transpose share a content, the one with fewer transposes."""
    turned = flipped(content)
    return InverseOf(turned, True) if _preference(turned) < _preference(content) else InverseOf(content)


def square_factors(size: Expr, word: Word) -> list[Word]:
    """A square word cut wherever the size is that of the whole."""
    factors: list[Word] = []
    start = 0
    for place, atom in enumerate(word, start=1):
        if same_size(atom.columns, size):
            factors.append(word[start:place])
            start = place
    return factors


def common_scale(matrix: MatrixSum) -> Scalar:
    """A factor to take out before inverting, the same for the transpose; only a monomial, which is never secretly 0."""

    def order(word: Word) -> tuple[int, tuple[str, ...]]:
        return min(word_order(word), word_order(transposed_word(word)))

    highest = max(order(word) for _, word in matrix.terms)
    leading = [scalar for scalar, word in matrix.terms if order(word) == highest]
    return min(leading, key=lambda scalar: scalar.key) if all(len(scalar.terms) == 1 for scalar in leading) else ONE


def leading(content: MatrixSum) -> tuple[Scalar, Word, Terms] | None:
    """1/c, the greatest word and the other terms, where its coefficient c is a monomial."""
    lead, word = max(content.terms, key=lambda term: word_order(term[1]))
    if len(lead.terms) != 1:
        return None
    return inverse(lead), word, [term for term in content.terms if term[1] != word]


def invertibility(content: MatrixSum) -> str | None:
    """What has to be known for the content to be invertible, as text; None where that is certain."""
    if surely_definite(content):
        return None
    if len(content.terms) == 1:
        word = content.terms[0][1]
        if len(word) == 1:
            return atom_invertibility(word[0])
        factor = gram_factor(word)
        if factor is not None:
            return rank_condition(factor)
    return f"{content} is invertible"


def atom_invertibility(atom: Atom) -> str | None:
    match atom:
        case Letter():
            known = atom.base.traits & {Property.INVERTIBLE, Property.ORTHOGONAL}
            return None if known else f"{atom.base.name} is invertible"
        case InverseOf():
            return invertibility(atom.content)
        case Dense():
            return None
        case Kron():
            return f"{atom.text} is invertible"


def surely_definite(content: MatrixSum) -> bool:
    """Whether it is a positive multiple of I or of a positive definite S, plus positive multiples of AᵀA or AᵀSA."""
    return any(definite_word(word) for _, word in content.terms) and all(
        scalar.positive and (definite_word(word) or gram_factor(word) is not None) for scalar, word in content.terms
    )


def definite_word(word: Word) -> bool:
    """Whether a word is I, or one matrix that is declared or surely positive definite, or its inverse."""
    match word:
        case ():
            return True
        case (Letter() as letter,):
            return Property.POSITIVE_DEFINITE in letter.base.traits
        case (InverseOf(content),):
            return surely_definite(content)
        case _:
            return False


def nonnegative(scalar: Scalar) -> bool:
    """Whether it is at least 0 by the look of it: a sum of positive multiples of squares, of tr MᵀM and the like."""
    return all(
        number > 0 and all(part.positive or degree % 2 == 0 or _is_square(part) for part, degree in monomial)
        for monomial, number in scalar.terms
    )


def _is_square(part: Generator) -> bool:
    """Whether a scalar is |u| or tr MᵀM, never negative."""
    return (isinstance(part, Applied) and part.name == "Abs" and part.defined) or square_factor(part) is not None


def square_factor(part: Generator) -> Word | None:
    """The M of a scalar that is tr MᵀM, or tr MᵀSM with S positive definite: 0 exactly where M is 0."""
    if not isinstance(part, Cycle):
        return None
    turns = (part.word[place:] + part.word[:place] for place in range(len(part.word)))
    return next((factor for turn in turns if (factor := gram_factor(turn)) is not None), None)


def nonzero_condition(scalar: Scalar) -> str | None:
    """What makes a scalar other than 0, in words; None where that is certain."""
    if scalar.positive or ((number := scalar.number()) is not None and number):
        return None
    if len(scalar.terms) == 1:
        unsure = [part for part, _ in scalar.terms[0][0] if not part.positive]
        if not unsure:
            return None
        if len(unsure) == 1:
            return _nonzero(unsure[0])
    return f"{text(scalar)} ≠ 0"


def _nonzero(part: Generator) -> str | None:
    match part:
        case Det(content):
            return invertibility(content)
        case Applied("Abs", (argument,), True):
            return nonzero_condition(argument)
        case Root(body, _, _):
            return nonzero_condition(body)
        case _:
            factor = square_factor(part)
            return f"{part.text if factor is None else word_text(factor)} ≠ 0"


def of_scalar(scalar: Scalar) -> MatrixSum:
    one = Integer(1)
    return MatrixSum(one, one, ((scalar, ()),) if not vanishes(scalar) else ())


def identity(size: Expr) -> MatrixSum:
    """The identity matrix."""
    return MatrixSum(size, size, ((ONE, ()),))


def zero(rows: Expr, columns: Expr) -> MatrixSum:
    """The zero matrix."""
    return MatrixSum(rows, columns, ())


def atoms_of(matrix: MatrixSum) -> Iterator[Atom]:
    """Every atom that is written, those inside inverses and 1×1 factors too."""
    for scalar, word in matrix.terms:
        cycles = (part.word for part in scalar.generators() if isinstance(part, Cycle))
        for atom in (*word, *(atom for cycle in cycles for atom in cycle)):
            yield atom
            if isinstance(atom, InverseOf):
                yield from atoms_of(atom.content)


def word_text(word: Word) -> str:
    return "".join(atom.text for atom in word) or "I"


def term_text(scalar: Scalar, word: Word) -> str:
    number = scalar.number()
    if number is not None and abs(number) == 1:
        return ("−" if number < 0 else "") + word_text(word)
    shown = text(scalar)
    if shown.startswith("−") and len(scalar.terms) == 1:
        return "−" + term_text(-scalar, word)
    return (shown if shown.isalnum() else f"({shown})") + word_text(word)


def gram_factor(word: Word) -> Word | None:
    """The M of a word that reads MᵀM, or MᵀSM with S positive definite; None for any other."""
    half = len(word) // 2
    middle = word[half : len(word) - half]
    factor = word[len(word) - half :]
    if not half or not definite_word(middle) or transposed_word(factor) != word[:half]:
        return None
    return factor


def rank_condition(factor: Word) -> str | None:
    """What makes MᵀM invertible, in words; None where the properties declared of M say that it is."""
    if len(factor) == 1 and isinstance(factor[0], Letter):
        letter = factor[0]
        traits = letter.base.traits
        if not letter.transposed and traits & {Property.FULL_COLUMN_RANK, Property.INVERTIBLE, Property.ORTHOGONAL}:
            return None
        if letter.transposed:
            return f"{letter.base.name} has full row rank ({word_text(transposed_word(factor) + factor)} invertible)"
    return f"{word_text(factor)} has full column rank ({word_text(transposed_word(factor) + factor)} invertible)"


def as_dense(matrix: MatrixSum) -> Dense | None:
    """The matrix as one explicit matrix, where it is one, or a rational sum of one and the identity."""
    if not any(word and isinstance(word[0], Dense) for _, word in matrix.terms):
        return None
    joined = dense_joined({word: scalar for scalar, word in matrix.terms})
    if len(joined) != 1:
        return None
    ((word, scalar),) = joined.items()
    return word[0] if scalar == ONE and len(word) == 1 and isinstance(word[0], Dense) else None


def dense_joined(sums: dict[Word, Scalar]) -> dict[Word, Scalar]:
    """Rational multiples of explicit matrices, and of the identity beside them, added to one explicit matrix."""
    numbers = {
        word: number
        for word, scalar in sums.items()
        if (number := scalar.number()) is not None and (not word or (len(word) == 1 and isinstance(word[0], Dense)))
    }
    shapes = [word[0].entries for word in numbers if word and isinstance(word[0], Dense)]
    if not shapes:
        return sums
    height, width = len(shapes[0]), len(shapes[0][0])
    total = [[Fraction(0)] * width for _ in range(height)]
    for word, number in numbers.items():
        for row in range(height):
            for column in range(width):
                atom = word[0] if word else None
                entry = atom.entries[row][column] if isinstance(atom, Dense) else Fraction(row == column)
                total[row][column] += number * entry
    joined = {word: scalar for word, scalar in sums.items() if word not in numbers}
    whole = Dense(tuple(tuple(row) for row in total))
    if any(any(row) for row in total):
        joined[(whole,)] = ONE
    return joined
