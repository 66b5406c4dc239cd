"""Derivatives in the index form: ∂/∂X_kl of terms, by the product rule over their factors.

(Laue, Mitterreiter and Giesen 2018, "Computing Higher Order Derivatives of Matrix and Tensor Expressions", §3.)
"""

from __future__ import annotations

from fractions import Fraction

from sympy import Basic, Expr, MatrixSymbol

from checker.decide.matrices.entry_functions import corners, derivative
from checker.decide.matrices.index_algebra import IndexAlgebra
from checker.decide.matrices.index_terms import Closed, Edge, End, Factor, Network, Slot, Term, Terms, bound_in
from checker.decide.matrices.letters import Unsupported
from checker.decide.matrices.matrix_gradient import SLOPES, generator_gradient, in_atom, in_generator
from checker.decide.matrices.scalar_form import Generator, Reciprocal, Root, Scalar, constant, inverse, variable
from checker.decide.matrices.words import Applied, Cycle, Det, Letter, Word


class Derivative:
    """∂/∂X for one unknown X, all of whose entries are independent."""

    def __init__(self, work: IndexAlgebra, unknown: MatrixSymbol) -> None:
        self.work = work
        self.unknown = unknown

    def of_terms(self, terms: Terms, row: End, column: End) -> Terms:
        """∂/∂X_kl with k = `row` and l = `column`."""
        found: Terms = []
        for term in terms:
            held = Term(constant(1), term.factors)
            found += [slope.times(held) for slope in self.of_scalar(term.scalar, row, column)]
            for place, factor in enumerate(term.factors):
                rest = Term(term.scalar, term.factors[:place] + term.factors[place + 1 :])
                found += [rest.times(slope) for slope in self._of_factor(factor, row, column)]
        return found

    def _of_factor(self, factor: Factor, row: End, column: End) -> Terms:
        if isinstance(factor, Edge):
            return self._of_word(factor.word, factor.row, factor.column, row, column)
        return self._of_slot(factor, row, column)

    def _of_slot(self, slot: Slot, row: End, column: End) -> Terms:
        """The chain rule: Σ over the entries that the function is of."""
        found: Terms = []
        for symbol in sorted(slot.function.free_symbols, key=str):
            meaning = self.work.meanings[symbol]
            if meaning.scalar is not None:
                inner = self.of_scalar(meaning.scalar, row, column)
            else:
                inner = self.of_terms(self.work.placed(meaning, slot.row, slot.column), row, column)
            if inner:
                outer = Slot(self._slope(slot.function, symbol), slot.row, slot.column)
                found += [Term(constant(1), (outer,)).times(each) for each in inner]
        return found

    def _slope(self, function: Basic, symbol: Basic) -> Basic:
        slope = derivative(function, symbol)
        if slope is None:
            raise Unsupported(f"the derivative of {function}")
        self.work.algebra.presupposes.update(dict.fromkeys(corners(function)))
        return slope

    def _of_word(self, word: Word, first: End, last: End, row: End, column: End) -> Terms:
        """For each X in its place: what stands before it ends at k, what stands after it begins at l."""
        found: Terms = []
        for place, atom in enumerate(word):
            if not in_atom(self.unknown, atom):
                continue
            before, after = word[:place], word[place + 1 :]
            match atom:
                case Letter() if atom.base.source == self.unknown and not atom.inverted:
                    near, far = (column, row) if atom.transposed else (row, column)
                    found += self._around(before, first, near, after, far, last, atom.rows, atom.columns)
                case Letter() if atom.base.source == self.unknown:
                    near, far = (column, row) if atom.transposed else (row, column)
                    around = self._around(
                        (*before, atom), first, near, (atom, *after), far, last, atom.columns, atom.rows
                    )
                    found += [term.scaled(constant(-1)) for term in around]
                case _:
                    raise Unsupported(f"no rule by entries for the differential of {atom.text}")
        return found

    def _around(
        self, before: Word, first: End, near: End, after: Word, far: End, last: End, inner: Expr, outer: Expr
    ) -> Terms:
        left = self.work.entries(before, before[0].rows if before else inner, inner, first, near)
        right = self.work.entries(after, outer, after[-1].columns if after else outer, far, last)
        return [one.times(two) for one in left for two in right]

    # --- scalars --------------------------------------------------------------------------------

    def of_scalar(self, scalar: Scalar, row: End, column: End) -> Terms:
        """The product rule over monomials."""
        found: Terms = []
        for monomial, number in scalar.terms:
            for part, degree in monomial:
                outer = Scalar(((monomial, number * degree),)) * variable(part, -1)
                found += [each.scaled(outer) for each in self._of_generator(part, row, column)]
        return found

    def _of_generator(self, part: Generator, row: End, column: End) -> Terms:
        match part:
            case Closed(network):
                return self.of_terms([Term(constant(1), self._renamed(network))], row, column)
            case Applied() if part.defined and part.name in SLOPES and len(part.arguments) == 1:
                inner = self.of_scalar(part.arguments[0], row, column)
                return [each.scaled(SLOPES[part.name](part)) for each in inner] if inner else []
            case Reciprocal():
                return [each.scaled(-variable(part, 2)) for each in self.of_scalar(part.body, row, column)]
            case Root():
                outer = variable(part) * inverse(part.body) * constant(Fraction(1, part.degree))
                return [each.scaled(outer) for each in self.of_scalar(part.body, row, column)]
            case _ if in_generator(self.unknown, part):
                return self._of_words(part, row, column)
            case _:
                return []

    def _of_words(self, part: Generator, row: End, column: End) -> Terms:
        if not isinstance(part, Cycle | Det):
            raise Unsupported(f"no rule for the gradient of {part.text}")
        slope = generator_gradient(part, self.unknown)
        self.work.algebra.absorb(slope)
        if slope.is_scalar:
            return [Term(slope.scalar(), ())]
        found: Terms = []
        for scalar, word in slope.terms:
            each = self.work.entries(word, slope.rows, slope.columns, row, column)
            found += [term.scaled(scalar) for term in each]
        return found

    def _renamed(self, network: Network) -> tuple[Factor, ...]:
        places: dict[End, End] = {
            index: self.work.fresh(index.size) for index in bound_in(network.factors, frozenset())
        }
        return tuple(factor.moved(places) for factor in network.factors)
