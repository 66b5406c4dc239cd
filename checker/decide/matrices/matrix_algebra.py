"""The rules by which words of matrices are rewritten, each replacing a thing by what it equals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import isqrt

from sympy import Add, Expr, Integer, Mul, OneMatrix, Pow

from checker.decide.matrices.dense import Dense, dense_inverse, dense_product, is_identity, unit_column
from checker.decide.matrices.letters import Injection, Property, Unit, size_of
from checker.decide.matrices.scalar_form import (
    Generator,
    Reciprocal,
    Root,
    Scalar,
    TooLarge,
    Undefined,
    constant,
    inverse,
    root,
    substituted,
    text,
    vanishes,
    variable,
)
from checker.decide.matrices.shapes import same_size
from checker.decide.matrices.words import (
    ONE,
    Applied,
    Atom,
    Cycle,
    InverseOf,
    Kron,
    Letter,
    MatrixSum,
    Power,
    Terms,
    Word,
    as_dense,
    bare,
    common_scale,
    dense_joined,
    identity,
    inverse_atom,
    invertibility,
    leading,
    nonnegative,
    nonzero_condition,
    of_scalar,
    opaque,
    square_factors,
    transposed_word,
    transposes,
    union,
    word_order,
)


@dataclass(frozen=True, slots=True)
class Budget:
    """How large a normal form may grow: terms of a sum, atoms of a word, entries of an explicit matrix, rewritings."""

    terms: int = 2_000
    word: int = 200
    entries: int = 10_000
    steps: int = 50_000


class Algebra:
    """One piece of work with its budget: keeps which rules were used, what they need, and how many steps it took."""

    def __init__(self, budget: Budget | None = None) -> None:
        self.budget = budget or Budget()
        self.rules: dict[str, None] = {}
        self.conditions: dict[str, None] = {}
        self.presupposes: dict[str, None] = {}
        self._steps = 0

    def finished(self, matrix: MatrixSum, *sources: MatrixSum) -> MatrixSum:
        """The matrix with everything noted here and at the sources."""
        return replace(
            matrix,
            rules=union((*(source.rules for source in sources), self.rules)),
            conditions=union((*(source.conditions for source in sources), self.conditions)),
            presupposes=union((*(source.presupposes for source in sources), self.presupposes)),
        )

    def note(self, rule: str, condition: str | None = None) -> None:
        self.rules.setdefault(rule)
        if condition is not None:
            self.conditions.setdefault(condition)

    def absorb(self, source: MatrixSum) -> None:
        """Take over what was noted at another piece of work."""
        self.rules.update(dict.fromkeys(source.rules))
        self.conditions.update(dict.fromkeys(source.conditions))
        self.presupposes.update(dict.fromkeys(source.presupposes))

    def collected(self, rows: Expr, columns: Expr, terms: Iterable[tuple[Scalar, Word]]) -> MatrixSum:
        """The sum of the terms, each word rewritten as far as it goes, in the fixed order."""
        sums: dict[Word, Scalar] = {}
        for coefficient, word in terms:
            for scalar, reduced in self.reduced(rows, coefficient, word):
                sums[reduced] = sums[reduced] + scalar if reduced in sums else scalar
            if len(sums) > self.budget.terms:
                raise TooLarge(f"a sum of more than {self.budget.terms} terms")
        kept = dense_joined({word: scalar for word, scalar in sums.items() if not vanishes(scalar)})
        return MatrixSum(rows, columns, tuple((kept[word], word) for word in sorted(kept, key=word_order)))

    def reduced(self, rows: Expr, coefficient: Scalar, word: Word) -> Terms:
        """A scalar times a word with m rows as a sum of words to which no rule applies. Raises TooLarge."""
        done: Terms = []
        pending: Terms = [(coefficient, word)]
        while pending:
            self._steps += 1
            if self._steps > self.budget.steps:
                raise TooLarge(f"more than {self.budget.steps} rewritings")
            scalar, current = pending.pop()
            if len(current) > self.budget.word:
                raise TooLarge(f"a product of more than {self.budget.word} factors")
            rewritten = self.rewritten(current)
            if rewritten is not None:
                pending.extend((scalar * factor, changed) for factor, changed in rewritten)
                continue
            factor, rest = self._scalars_out(rows, current)
            if rest == current:
                done.append((scalar, _outer_product(current)))
            else:
                pending.append((scalar * factor, rest))
        return done

    def rewritten(self, word: Word) -> Terms | None:
        """One rule applied at the first place where one does; None where none does."""
        for start, atom in enumerate(word):
            if isinstance(atom, Dense) and not any(any(row) for row in atom.entries):
                return []
            if isinstance(atom, Dense) and is_identity(atom):
                return [(ONE, word[:start] + word[start + 1 :])]
            if start + 1 < len(word):
                changed = self._pair(atom, word[start + 1])
                if changed is not None:
                    return [(scalar, word[:start] + middle + word[start + 2 :]) for scalar, middle in changed]
            if isinstance(atom, InverseOf):
                changed = self._cancelled(atom, word, start)
                if changed is not None:
                    return changed
        return None

    def _pair(self, left: Atom, right: Atom) -> Terms | None:
        """What two neighbours come to, where they come to anything simpler."""
        if isinstance(left, Dense) and isinstance(right, Dense):
            return None if left.columns == 1 else [(ONE, (dense_product(left, right),))]
        if isinstance(left, Kron) and isinstance(right, Kron):
            return self._mixed(left, right)
        if not (isinstance(left, Letter) and isinstance(right, Letter)):
            return None
        if Property.DIAGONAL in left.base.traits & right.base.traits and right.key < left.key:
            self.note("diagonal matrices commute")
            return [(ONE, (right, left))]
        if left.base == right.base and right == left.inverse():
            traits = left.base.traits
            if Property.ORTHOGONAL in traits:
                self.note("QᵀQ = I for an orthogonal Q")
            else:
                known = Property.INVERTIBLE in traits
                self.note("A⁻¹A = I", None if known else f"{left.base.name} is invertible")
            return [(ONE, ())]
        one, other = left.base.source, right.base.source
        if isinstance(one, OneMatrix) and isinstance(other, OneMatrix) and left.rows == 1 and right.columns == 1:
            return [(size_scalar(left.columns), ())]
        if isinstance(one, Injection) and isinstance(other, Injection) and left.transposed and not right.transposed:
            return ([(ONE, ())] if one == other else []) if one.sizes == other.sizes else None
        if isinstance(one, Unit) and isinstance(other, Unit) and left.rows == 1 and left.base == right.base:
            return [(ONE, ())]
        return None

    def _mixed(self, left: Kron, right: Kron) -> Terms | None:
        """(A ⊗ B)(C ⊗ D) = AC ⊗ BD, where the shapes fit (Magnus and Neudecker 2019, §2.2)."""
        one, other = (left.left_shape, right.left_shape), (left.right_shape, right.right_shape)
        if not all(same_size(before[1], after[0]) for before, after in (one, other)):
            return None
        self.note("(A⊗B)(C⊗D) = AC⊗BD")
        products = (
            self.collected(one[0][0], one[1][1], [(ONE, left.left + right.left)]),
            self.collected(other[0][0], other[1][1], [(ONE, left.right + right.right)]),
        )
        return list(self.kronecker(*products).terms)

    def kronecker(self, left: MatrixSum, right: MatrixSum) -> MatrixSum:
        """A ⊗ B, word by word."""
        if left.is_scalar:
            return self.scale(right, left.scalar())
        if right.is_scalar:
            return self.scale(left, right.scalar())
        terms = [
            (one * other, self._kronecker_word((a, left), (b, right)))
            for one, a in left.terms
            for other, b in right.terms
        ]
        return self.collected(size_of(left.rows * right.rows), size_of(left.columns * right.columns), terms)

    def _kronecker_word(self, left: tuple[Word, MatrixSum], right: tuple[Word, MatrixSum]) -> Word:
        (a, one), (b, other) = left, right
        if not a and not b:
            return ()
        if len(a) == 1 and isinstance(a[0], Kron):  # (A ⊗ B) ⊗ C = A ⊗ (B ⊗ C)
            rest = Kron(a[0].right, b, a[0].right_shape, (other.rows, other.columns))
            return (Kron(a[0].left, (rest,), a[0].left_shape, (rest.rows, rest.columns)),)
        return (Kron(a, b, (one.rows, one.columns), (other.rows, other.columns)),)

    def _cancelled(self, atom: InverseOf, word: Word, start: int) -> Terms | None:
        """S⁻¹·l = (1 − S⁻¹·r)/c where S = c·l + r and l is the leading word of S; the same from the other side."""
        split = leading(atom.content)
        if split is None:
            return None
        scale, lead, rest = split
        if atom.transposed:
            lead, rest = transposed_word(lead), [(scalar, transposed_word(other)) for scalar, other in rest]
        after, before = start + 1 + len(lead), start - len(lead)
        if word[start + 1 : after] == lead:
            head, tail, from_right = word[:start], word[after:], False
        elif before >= 0 and word[before:start] == lead:
            head, tail, from_right = word[:before], word[start + 1 :], True
        else:
            return None
        condition = invertibility(atom.content)
        self.note("S⁻¹S = I", condition)
        changed: Terms = [(scale, head + tail)]
        for scalar, other in rest:
            middle = (*other, atom) if from_right else (atom, *other)
            changed.append((constant(-1) * scale * scalar, head + middle + tail))
        return changed

    def _scalars_out(self, rows: Expr, word: Word) -> tuple[Scalar, Word]:
        """Factors of shape 1×1 taken out of a word, and explicit 1×1 matrices read as numbers."""
        sizes = [rows, *(atom.columns for atom in word)]
        cuts = [place for place, size in enumerate(sizes) if size == 1]
        if len(cuts) < 2:
            return ONE, word
        scalar = ONE
        for start, end in pairwise(cuts):
            scalar = scalar * self._cycle(word[start:end])
        return scalar, word[: cuts[0]] + word[cuts[-1] :]

    def _cycle(self, word: Word) -> Scalar:
        """The scalar that a 1×1 word is, chosen between the word and its transpose."""
        if len(word) == 1 and isinstance(word[0], Dense):
            return constant(word[0].entries[0][0])
        mirrored = transposed_word(word)
        preferred = min(word, mirrored, key=_cycle_order)
        if preferred != word:
            self.note("a scalar is its own transpose")
        return variable(Cycle(preferred))

    def add(self, left: MatrixSum, right: MatrixSum) -> MatrixSum:
        if not (same_size(left.rows, right.rows) and same_size(left.columns, right.columns)):
            raise ValueError("a sum of different shapes")
        return self.collected(left.rows, left.columns, (*left.terms, *right.terms))

    def scale(self, matrix: MatrixSum, factor: Scalar) -> MatrixSum:
        return self.collected(matrix.rows, matrix.columns, [(factor * scalar, word) for scalar, word in matrix.terms])

    def multiply(self, left: MatrixSum, right: MatrixSum) -> MatrixSum:
        if left.is_scalar:
            return self.scale(right, left.scalar())
        if right.is_scalar:
            return self.scale(left, right.scalar())
        if not same_size(left.columns, right.rows):
            raise ValueError("a product of shapes that do not fit")
        if len(left.terms) * len(right.terms) > self.budget.terms:
            raise TooLarge(f"a product of {len(left.terms)} by {len(right.terms)} terms")
        if len(left.terms) > 1 or len(right.terms) > 1:
            self.note("products expanded")
        return self.collected(
            left.rows,
            right.columns,
            [(one * other, head + tail) for one, head in left.terms for other, tail in right.terms],
        )

    def transpose(self, matrix: MatrixSum) -> MatrixSum:
        if any(len(word) > 1 for _, word in matrix.terms):
            self.note("(AB)ᵀ = BᵀAᵀ")
        if matrix.is_scalar:
            self.note("a scalar is its own transpose")
        return self.collected(
            matrix.columns, matrix.rows, [(scalar, transposed_word(word)) for scalar, word in matrix.terms]
        )

    def power(self, matrix: MatrixSum, exponent: int) -> MatrixSum:
        if matrix.is_scalar:
            return of_scalar(
                self.scalar_inverse(matrix.scalar()) ** -exponent if exponent < 0 else matrix.scalar() ** exponent
            )
        if exponent < 0:
            return self.power(self.inverse(matrix), -exponent)
        longest = max((len(word) for _, word in matrix.terms), default=0)
        if longest * exponent > self.budget.word or len(matrix.terms) ** exponent > self.budget.terms:
            raise TooLarge(f"the power {exponent} of a sum of {len(matrix.terms)} terms")
        result = identity(matrix.rows)
        for _ in range(exponent if matrix.terms else min(exponent, 1)):
            result = self.multiply(result, matrix)
        return result

    def scalar_inverse(self, scalar: Scalar) -> Scalar:
        self.need_nonzero(scalar)
        return inverse(scalar)

    def need_nonzero(self, scalar: Scalar) -> None:
        needed = nonzero_condition(scalar)
        if needed is not None:
            self.presupposes.setdefault(needed)

    def need_of_root(self, scalar: Scalar, divides: bool) -> None:
        """What a root of the scalar needs to have a value, and its reciprocal or logarithm."""
        if not nonnegative(scalar):
            self.presupposes.setdefault(f"{text(scalar)} {'>' if divides else '≥'} 0")
        elif divides:
            self.need_nonzero(scalar)

    def logarithm(self, scalar: Scalar) -> Scalar:
        """log u, with log(ab) = log a + log b where all but one of the factors are known to be positive.

        Where more are not, they are taken to be, on that condition. log |u| needs u ≠ 0 only.
        """
        single = scalar.terms[0] if len(scalar.terms) == 1 else None
        unsure = [(part, degree) for part, degree in single[0] if not part.positive] if single is not None else []
        if single is None or single[1] < 0 or (len(unsure) == 1 and unsure[0][1] % 2 == 0):
            self.need_of_root(scalar, divides=True)
            return variable(Applied("log", (scalar,), True))
        monomial, number = single
        if len(monomial) + (number != 1) > 1:
            self.note("log(ab) = log a + log b")
        match unsure:
            case [(Applied("Abs", (argument,), True), _)]:
                self.need_nonzero(argument)
            case [(part, _)] if nonnegative(variable(part)):
                self.need_nonzero(variable(part))
            case [(part, _)]:
                self.presupposes.setdefault(f"{part.text} > 0")
            case _:
                self.conditions.update((f"{part.text} > 0", None) for part, _ in unsure)
        total = constant(0) if number == 1 else variable(Applied("log", (constant(number),), True))
        for part, degree in monomial:
            total = total + constant(degree) * _log_of(part)
        return total

    def inverse(self, matrix: MatrixSum) -> MatrixSum:
        if not same_size(matrix.rows, matrix.columns):
            raise ValueError("the inverse of a matrix that is not square")
        if matrix.is_scalar:
            return of_scalar(self.scalar_inverse(matrix.scalar()))
        if not matrix.terms:
            raise Undefined("the inverse of a zero matrix")
        explicit = as_dense(matrix)
        if explicit is not None:
            return self.collected(matrix.rows, matrix.columns, [(ONE, (dense_inverse(explicit),))])
        if len(matrix.terms) == 1:
            return self._word_inverse(matrix.rows, *matrix.terms[0])
        scale = self.scalar_inverse(common_scale(matrix))
        content = bare(self.scale(matrix, scale))
        self._presuppose(content)
        return self.collected(matrix.rows, matrix.columns, [(scale, (inverse_atom(content),))])

    def _word_inverse(self, size: Expr, scalar: Scalar, word: Word) -> MatrixSum:
        """(AB)⁻¹ = B⁻¹A⁻¹ for square A and B; a factor that is a product of oblong ones keeps its inverse whole."""
        factors = square_factors(size, word)
        result = self.scale(identity(size), self.scalar_inverse(scalar))
        if len(factors) > 1:
            self.note("(AB)⁻¹ = B⁻¹A⁻¹")
        for factor in reversed(factors):
            inverse_factor = self._factor_inverse(size, factor)
            if len(factors) > 1:
                self._needs(factor)
            result = self.multiply(result, inverse_factor)
        return result

    def _factor_inverse(self, size: Expr, factor: Word) -> MatrixSum:
        match factor:
            case (Letter() as letter,):
                needed = invertibility(MatrixSum(size, size, ((ONE, factor),)))
                if needed is not None:
                    self.presupposes.setdefault(needed)
                if letter.inverted:
                    self.note("(A⁻¹)⁻¹ = A", needed)
                if letter.transposed and not letter.inverted:
                    self.note("(Aᵀ)⁻¹ = (A⁻¹)ᵀ", needed)
                return self.collected(size, size, [(ONE, (letter.inverse(),))])
            case (Dense() as dense,):
                return self.collected(size, size, [(ONE, (dense_inverse(dense),))])
            case (Kron(left, right, (rows, columns), (height, width)),) if rows == columns and height == width:
                self.note("(A⊗B)⁻¹ = A⁻¹⊗B⁻¹")
                return self.kronecker(self._word_inverse(rows, ONE, left), self._word_inverse(height, ONE, right))
            case (InverseOf(content, transposed),):
                self.note("(A⁻¹)⁻¹ = A", invertibility(content))
                return self.transpose(content) if transposed else content
            case _:
                content = MatrixSum(size, size, ((ONE, factor),))
                self._presuppose(content)
                return MatrixSum(size, size, ((ONE, (inverse_atom(content),)),))

    def _needs(self, factor: Word) -> None:
        size = factor[0].rows
        needed = None if isinstance(factor[0], Dense) else invertibility(MatrixSum(size, size, ((ONE, factor),)))
        if needed is not None:
            self.conditions.setdefault(needed)

    def _presuppose(self, content: MatrixSum) -> None:
        needed = invertibility(inverse_atom(content).content)  # of a matrix and its transpose, one is named
        if needed is not None:
            self.presupposes.setdefault(needed)

    def trace(self, matrix: MatrixSum) -> Scalar:
        if not same_size(matrix.rows, matrix.columns):
            raise ValueError("the trace of a matrix that is not square")
        if matrix.is_scalar:
            self.note("the trace of a scalar is the scalar")
            return matrix.scalar()
        total = constant(0)
        for scalar, word in matrix.terms:
            total = total + scalar * self._word_trace(matrix.rows, word)
        return total

    def _word_trace(self, size: Expr, word: Word) -> Scalar:
        if not word:
            return size_scalar(size)
        if len(word) == 1 and isinstance(word[0], Dense):
            return constant(sum((row[place] for place, row in enumerate(word[0].entries)), Fraction(0)))
        match word:
            case (Kron(left, right, (rows, columns), (height, width)),) if rows == columns and height == width:
                self.note("tr(A⊗B) = tr(A)·tr(B)")
                return self._word_trace(rows, left) * self._word_trace(height, right)
        self.note("tr(AB) = tr(BA), tr(Aᵀ) = tr(A)")
        rotations = [word[place:] + word[:place] for place in range(len(word))]
        for rotation in rotations:
            if rotation[0].rows == 1:
                return self.collected(rotation[0].rows, rotation[-1].columns, [(ONE, rotation)]).scalar()
        for rotation in rotations:
            rewritten = self.rewritten(rotation)
            if rewritten is not None:
                sides = rotation[0].rows
                return self.trace(self.collected(sides, sides, rewritten))
        mirrored = transposed_word(word)
        rotations += [mirrored[place:] + mirrored[:place] for place in range(len(word))]
        return variable(Cycle(min(rotations, key=_cycle_order)))

    # --- beyond the normal form -----------------------------------------------------------------

    def by_entries(self, matrix: MatrixSum) -> MatrixSum:
        """The sum with every explicit size split into its unit vectors, I = Σ e eᵀ. Raises TooLarge and Undefined."""
        self.note("written by entries")
        terms: Terms = []
        for scalar, word in matrix.terms:
            value = substituted(scalar, self._by_entries)
            terms.extend((value * factor, split) for factor, split in self._split(matrix.rows, word))
        return self.collected(matrix.rows, matrix.columns, terms)

    def _by_entries(self, generator: Generator) -> Scalar:
        if isinstance(generator, Reciprocal):
            return self.scalar_inverse(substituted(generator.body, self._by_entries))
        if not isinstance(generator, Cycle):
            return variable(generator)
        word = generator.word
        if word[0].rows != 1:
            place = next((at for at, atom in enumerate(word) if atom.rows.is_Integer), 0)
            word = word[place:] + word[:place]
        size = word[0].rows
        total = constant(0)
        for factor, split in self._split(size, word):
            total = total + factor * self.trace(self.collected(size, size, [(ONE, split)]))
        return total

    def _split(self, rows: Expr, word: Word) -> Terms:
        """A word with Σ e eᵀ put at every place where the size is a number, multiplied out."""
        split: Terms = [(ONE, ())]
        sizes = [rows, *(atom.columns for atom in word)]
        for place, size in enumerate(sizes):
            if size.is_Integer and size != 1:
                if len(split) * int(size) > self.budget.terms:
                    raise TooLarge(f"more than {self.budget.terms} entries")
                units = [unit_column(int(size), index) for index in range(int(size))]
                split = [(factor, (*head, unit, unit.transpose())) for factor, head in split for unit in units]
            if place < len(word):
                split = [(factor, (*head, word[place])) for factor, head in split]
        return split


def _log_of(part: Generator) -> Scalar:
    """log of one factor that is positive, or taken to be."""
    match part:
        case Applied("exp", (argument,), True):
            return argument
        case Power(base, exponent) if base.positive:
            return exponent * variable(Applied("log", (base,), True))
        case Reciprocal(body):
            return -variable(Applied("log", (body,), True))
        case _:
            return variable(Applied("log", (variable(part),), True))


def _cycle_order(word: Word) -> tuple[int, tuple[int, tuple[str, ...]]]:
    return (transposes(word), word_order(word))


def _outer_product(word: Word) -> Word:
    """An explicit column times an explicit row, which no other rule joins, as one explicit matrix."""
    match word:
        case (Dense() as column, Dense() as row):
            return (dense_product(column, row),)
        case _:
            return word


def power_of(base: Scalar, exponent: Scalar) -> Scalar:
    """base^exponent, by roots for a rational exponent. Raises TooLarge and Undefined."""
    number = exponent.number()
    if number is not None:
        whole = number.denominator == 1
        return base**number.numerator if whole else _root(base, number.denominator) ** number.numerator
    if base == ONE:
        return ONE
    if not base.positive or len(base.terms) > 1:
        return variable(Power(base, exponent))
    product = ONE
    for monomial, number in exponent.terms:  # b^(m + n) = bᵐ·bⁿ for b > 0
        whole = number.denominator == 1
        part = Scalar(((monomial, Fraction(1) if whole else number),))
        raised = base if not monomial else variable(Power(base, part))
        product = product * (raised ** int(number) if whole else power_of(base, part) if not monomial else raised)
    return product


def _root(base: Scalar, degree: int) -> Scalar:
    """The principal root; √(c²·q) as |c|·√q, which it is for every real c and q."""
    if degree != 2 or len(base.terms) != 1:
        return root(base, degree)
    ((monomial, number),) = base.terms
    outside, inside = ONE, constant(number)
    top, bottom = isqrt(abs(number.numerator)), isqrt(number.denominator)
    if number > 0 and (top**2, bottom**2) == (number.numerator, number.denominator):
        outside, inside = constant(Fraction(top, bottom)), ONE
    for part, exponent in monomial:
        whole = int(exponent / 2)  # towards 0
        certain = (isinstance(part, Root) and not part.name) or nonnegative(variable(part))
        size = part if certain else Applied("Abs", (variable(part),), True)
        outside, inside = outside * variable(size, whole), inside * variable(part, exponent - 2 * whole)
    return outside if inside == ONE else outside * root(inside, 2)


def size_scalar(size: Expr) -> Scalar:
    """A size such as n or n + 1 as a scalar."""
    match size:
        case Integer():
            return constant(int(size))
        case Add():
            return sum((size_scalar(part) for part in size.args), constant(0))
        case Mul():
            product = ONE
            for part in size.args:
                product = product * size_scalar(part)
            return product
        case Pow() if size.exp.is_Integer and size.exp > 0:
            return size_scalar(size.base) ** int(size.exp)
        case _:
            return variable(opaque(size))
