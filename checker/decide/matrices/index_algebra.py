"""The rules of the index form: sums over indices carried out, chains joined to words, functions of entries merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count, pairwise

import sympy
from sympy import Add, Basic, Expr, Integer, Mul, OneMatrix, Pow, Symbol

from checker.decide.matrices.entry_functions import FunctionBasis
from checker.decide.matrices.index_terms import (
    Closed,
    Edge,
    End,
    Factor,
    Factors,
    Index,
    Meaning,
    Network,
    Slot,
    Term,
    Terms,
    bound_in,
    components,
    indices,
    network,
)
from checker.decide.matrices.letters import Unsupported, structure
from checker.decide.matrices.matrix_algebra import Algebra, size_scalar
from checker.decide.matrices.matrix_form import normal_form
from checker.decide.matrices.scalar_form import (
    Generator,
    Reciprocal,
    Root,
    Scalar,
    TooLarge,
    constant,
    vanishes,
    variable,
)
from checker.decide.matrices.words import ONE, Applied, Letter, Opaque, Word, opaque

MOST_TERMS = 400
FUNCTIONS: Mapping[str, type] = {
    each.__name__: each for each in (sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh)
}

Collected = dict[str, tuple[Scalar, Network]]


class IndexAlgebra:
    """One piece of work: what was noted of words, the symbols that stand for entries, and the functions seen."""

    def __init__(self) -> None:
        self.algebra = Algebra()
        self.basis = FunctionBasis()
        self.meanings: dict[Symbol, Meaning] = {}
        self.row = Index(-1, Integer(0))
        self.column = Index(-2, Integer(0))
        self._symbols: dict[str, Symbol] = {}
        self._numbers = count()

    def fresh(self, size: Expr) -> End:
        return None if size == 1 else Index(next(self._numbers), size)

    # --- entries of words -----------------------------------------------------------------------

    def entries(self, word: Word, rows: Expr, columns: Expr, row: End, column: End) -> Terms:
        """The entry of a word, reduced, and cut where it passes through the size 1."""
        reduced = self.algebra.collected(rows, columns, [(ONE, word)])
        return [Term(scalar, self._cut(rest, rows, row, column)) for scalar, rest in reduced.terms]

    def _cut(self, word: Word, rows: Expr, row: End, column: End) -> Factors:
        if not word:
            return () if row is None and column is None else (Edge((), row, column),)
        sizes = [rows, *(atom.columns for atom in word)]
        inner = [place for place in range(1, len(word)) if sizes[place] == 1]
        cuts = [0, *inner, len(word)]
        pieces: list[Factor] = []
        for start, end in pairwise(cuts):
            edge = Edge(word[start:end], row if start == 0 else None, column if end == len(word) else None)
            pieces.append(edge.turned() if edge.row is None else edge)
        return tuple(pieces)

    def ones(self, size: Expr) -> Word:
        return normal_form(OneMatrix(size, 1)).terms[0][1]

    # --- sums over indices ----------------------------------------------------------------------

    def collected(self, terms: Iterable[Term], names: Mapping[End, str]) -> Collected:
        """Terms with the free indices named, each settled, like ones added; those that vanish dropped."""
        free = frozenset(index for index in names if index is not None)
        found: Collected = {}
        for term in terms:
            for settled in self.settled(term, free):
                whole = network(settled.factors, names)
                scalar = found[whole.key][0] + settled.scalar if whole.key in found else settled.scalar
                found[whole.key] = (scalar, whole)
            if len(found) > MOST_TERMS:
                raise TooLarge(f"more than {MOST_TERMS} terms")
        return {key: value for key, value in sorted(found.items()) if not vanishes(value[0])}

    def total(self, terms: Iterable[Term]) -> Scalar:
        """The scalar that terms without free indices come to."""
        result = constant(0)
        for scalar, whole in self.collected(terms, {}).values():
            if whole.factors:
                raise Unsupported("a sum that was not closed")
            result = result + scalar
        return result

    def settled(self, term: Term, free: frozenset[Index]) -> Terms:
        """The term with every rule applied that does apply, as terms to which none does."""
        done: Terms = []
        pending = [term]
        steps = 0
        while pending:
            steps += 1
            if steps > MOST_TERMS * 10:
                raise TooLarge("too many rewritings of indices")
            current = pending.pop()
            changed = (
                self._without_delta(current, free)
                or self._without_ones(current, free)
                or self._joined(current, free)
                or self._merged(current, free)
                or self._closed(current, free)
            )
            if changed is None:
                done.append(current)
            else:
                pending.extend(changed)
        return done

    def _dropped(self, term: Term, factor: Factor, free: frozenset[Index]) -> Term:
        """Without a factor that is 1; an index that is summed over and stands nowhere else counts its size."""
        place = term.factors.index(factor)
        rest = term.factors[:place] + term.factors[place + 1 :]
        left = set(indices(rest))
        scalar = term.scalar
        for index in dict.fromkeys(indices((factor,))):
            if index not in free and index not in left:
                scalar = scalar * size_scalar(index.size)
        return Term(scalar, rest)

    def _without_delta(self, term: Term, free: frozenset[Index]) -> Terms | None:
        for place, factor in enumerate(term.factors):
            if not isinstance(factor, Edge) or factor.word:
                continue
            one, other = factor.ends
            rest = term.factors[:place] + term.factors[place + 1 :]
            if one == other:
                return [self._dropped(term, factor, free)]
            if one is None or other is None:
                raise Unsupported("a unit matrix of size 1 beside an index")
            if other in free and one in free:
                kept, gone = sorted((one, other), key=lambda index: -index.number)
                moved = tuple(part.moved({gone: kept}) for part in rest if part != factor)
                if moved != rest:
                    return [Term(term.scalar, (factor, *moved))]
                continue
            gone, kept = (one, other) if one not in free else (other, one)
            moved = tuple(part.moved({gone: kept}) for part in rest)
            alone = kept not in free and kept not in set(indices(moved))
            return [Term(term.scalar * size_scalar(kept.size) if alone else term.scalar, moved)]
        return None

    def _without_ones(self, term: Term, free: frozenset[Index]) -> Terms | None:
        for factor in term.factors:
            if isinstance(factor, Edge) and len(factor.word) == 1 and factor.column is None:
                letter = factor.word[0]
                if isinstance(letter, Letter) and isinstance(letter.base.source, OneMatrix):
                    return [self._dropped(term, factor, free)]
        return None

    def _joined(self, term: Term, free: frozenset[Index]) -> Terms | None:
        """Σ_j A_ij·B_jk = (AB)_ik, Σ_i A_ii = tr A, Σ_i A_ij = (1ᵀA)_j."""
        for index in bound_in(term.factors, free):
            meeting = [factor for factor in term.factors if index in factor.ends]
            count_of = sum(factor.ends.count(index) for factor in meeting)
            if count_of > 2 or not all(isinstance(factor, Edge) for factor in meeting):
                continue
            rest = tuple(factor for factor in term.factors if index not in factor.ends)
            left = meeting[0]
            assert isinstance(left, Edge)
            if left.ends == (index, index):
                whole = self.algebra.collected(index.size, index.size, [(ONE, left.word)])
                return [Term(term.scalar * self.algebra.trace(whole), rest)]
            left = left if left.column == index else left.turned()
            word, end = self.ones(index.size), None
            if len(meeting) == 2:
                right = meeting[1]
                assert isinstance(right, Edge)
                right = right if right.row == index else right.turned()
                word, end = right.word, right.column
            joined = left.word + word
            found = self.entries(joined, joined[0].rows, joined[-1].columns, left.row, end)
            return [Term(term.scalar, rest).times(each) for each in found]
        return None

    def _closed(self, term: Term, free: frozenset[Index]) -> Terms | None:
        parts = components(term.factors, free)
        shut = [part for part in parts if not any(index in free for index in indices(part))]
        if not shut:
            return None
        scalar = term.scalar
        for part in shut:
            scalar = scalar * self._closed_scalar(part)
        return [Term(scalar, tuple(factor for part in parts if part not in shut for factor in part))]

    def _closed_scalar(self, part: Factors) -> Scalar:
        if len(part) == 1 and isinstance(part[0], Edge) and part[0].ends == (None, None):
            word = part[0].word
            return self.algebra.collected(word[0].rows, word[-1].columns, [(ONE, word)]).scalar()
        positive = all(isinstance(factor, Slot) and bool(factor.function.is_positive) for factor in part)
        return variable(Closed(network(part, {}), positive))

    # --- functions of entries -------------------------------------------------------------------

    def _merged(self, term: Term, free: frozenset[Index]) -> Terms | None:
        """Functions of entries at one place multiplied to one function, and that brought to its fixed form."""
        for slot in term.factors:
            if not isinstance(slot, Slot):
                continue
            at_place = [part for part in term.factors if isinstance(part, Slot) and part.ends == slot.ends]
            edges = [part for part in term.factors if isinstance(part, Edge) and self._stands_in(part, slot)]
            function = Mul(*(part.function for part in at_place), *(self._symbol_at(edge, slot) for edge in edges))
            rest = tuple(part for part in term.factors if part not in at_place and part not in edges)
            found = self._fixed(function, slot.row, slot.column)
            before = Term(term.scalar, (*rest, *at_place, *edges))
            if len(found) == 1 and found[0].scalar == ONE and _same_factors((*rest, *found[0].factors), before.factors):
                continue
            base = Term(term.scalar, rest)
            return [self._counted(base.times(each), slot, free) for each in found]
        return None

    def _counted(self, term: Term, slot: Slot, free: frozenset[Index]) -> Term:
        """With the size of every bound index that only the slot had, where the slot came to a number."""
        left = set(indices(term.factors))
        scalar = term.scalar
        for index in dict.fromkeys(indices((slot,))):
            if index not in free and index not in left:
                scalar = scalar * size_scalar(index.size)
        return Term(scalar, term.factors)

    def _stands_in(self, edge: Edge, slot: Slot) -> bool:
        return bool(set(edge.ends) <= {*slot.ends, None}) and self._symbol_at(edge, slot) in slot.function.free_symbols

    def _symbol_at(self, factor: Factor, slot: Slot) -> Symbol:
        """The symbol that stands for an edge at the ends of a slot."""
        places: dict[End, End] = {slot.row: self.row}
        if slot.column is not None:
            places[slot.column] = self.column
        return self.symbol_of((factor.moved(places),))

    def _fixed(self, function: Basic, row: End, column: End) -> Terms:
        """A function of entries as terms: numbers and scalars in front, plain entries as edges, the rest in slots."""
        found: Terms = []
        for addend in self.basis.split(function):
            scalar, factors, rest = ONE, list[Factor](), list[Basic]()
            for part in Mul.make_args(addend):
                base, power = part.as_base_exp()
                meaning = self.meanings.get(base) if isinstance(base, Symbol) else None
                if not self._entry_symbols(part):
                    scalar = scalar * self.scalar_of(part)
                elif meaning is not None and power.is_Integer and power > 0:
                    factors += self._placed(meaning, row, column) * int(power)
                else:
                    rest.append(part)
            if not rest:
                found.append(Term(scalar, tuple(factors)))
                continue
            for number, basic in self.basis.combination(Mul(*rest)):
                slot = () if basic == 1 else (self._oriented(basic, row, column),)
                found.append(Term(scalar * constant(number), (*factors, *slot)))
        return found

    def _entry_symbols(self, part: Basic) -> list[Symbol]:
        return [symbol for symbol in part.free_symbols if self.meanings[symbol].scalar is None]

    def _placed(self, meaning: Meaning, row: End, column: End) -> list[Factor]:
        (term,) = self.placed(meaning, row, column)
        return list(term.factors)

    def placed(self, meaning: Meaning, row: End, column: End) -> Terms:
        """What a symbol stands for, at a row and a column, with bound indices of its own."""
        places: dict[End, End] = {self.row: row, self.column: column}
        found: Terms = []
        for term in meaning.terms:
            own = bound_in(term.factors, frozenset((self.row, self.column)))
            renamed = dict(places)
            renamed.update((index, self.fresh(index.size)) for index in own)
            found.append(Term(term.scalar, tuple(factor.moved(renamed) for factor in term.factors)))
        return found

    def _oriented(self, function: Basic, row: End, column: End) -> Slot:
        """Of the two ways to write an entry, at (i, j) or at (j, i) of the transposes, always the same one."""
        if column is None:
            return Slot(function, row, column)
        turned = {symbol: self._turned(symbol) for symbol in self._entry_symbols(function)}
        other = function.xreplace(turned)
        if row is None or structure(other) < structure(function):
            return Slot(other, column, row)
        return Slot(function, row, column)

    def _turned(self, symbol: Symbol) -> Symbol:
        (term,) = self.meanings[symbol].terms
        places: dict[End, End] = {self.row: self.column, self.column: self.row}
        return self.symbol_of(tuple(factor.moved(places) for factor in term.factors))

    def symbol_of(self, factors: Factors) -> Symbol:
        """The symbol for the entry that factors give at ROW and COLUMN."""
        whole = network(factors, {self.row: "row", self.column: "column"})
        return self._symbol("entry " + whole.key, whole.text, Meaning(Symbol("_"), (Term(ONE, whole.factors),)), None)

    def _symbol(self, key: str, name: str, meaning: Meaning, positive: bool | None) -> Symbol:
        if key not in self._symbols:
            taken = {symbol.name for symbol in self._symbols.values()}
            unique = next(text for k in count(1) if (text := name if k == 1 else f"{name} ({k})") not in taken)
            symbol = Symbol(unique, positive=True) if positive else Symbol(unique, real=True)
            self._symbols[key] = symbol
            self.meanings[symbol] = replace(meaning, symbol=symbol)
        return self._symbols[key]

    # --- scalars inside functions ---------------------------------------------------------------

    def expression_of(self, scalar: Scalar) -> Expr:
        """A scalar as a SymPy expression in symbols that stand for its generators."""
        addends = []
        for monomial, number in scalar.terms:
            parts = [Pow(self._generator_expression(part), degree) for part, degree in monomial]
            addends.append(Mul(sympy.Rational(number.numerator, number.denominator), *parts))
        return Add(*addends)

    def _generator_expression(self, part: Generator) -> Expr:
        match part:
            case Opaque() if isinstance(part.source, Symbol) and part.source.is_real is not False:
                return self.known_symbol(part.source)
            case Reciprocal(body):
                return Pow(self.expression_of(body), -1)
            case Root(body, degree, "", _) if body.positive:
                return Pow(self.expression_of(body), sympy.Rational(1, degree))
            case Applied() if part.defined and part.name in FUNCTIONS and len(part.arguments) == 1:
                return FUNCTIONS[part.name](self.expression_of(part.arguments[0]))
            case _:
                return self._symbol(
                    "scalar " + part.key, part.text, Meaning(Symbol("_"), scalar=variable(part)), part.positive
                )

    def known_symbol(self, symbol: Symbol) -> Symbol:
        """A symbol of the user's, standing for itself."""
        real = symbol if symbol.is_real else Symbol(symbol.name, real=True)
        return self._symbol(
            "name " + structure(symbol),
            real.name,
            Meaning(real, scalar=variable(opaque(symbol))),
            bool(symbol.is_positive),
        )

    def scalar_of(self, expression: Basic) -> Scalar:
        """The scalar that an expression in such symbols stands for."""
        if isinstance(expression, Symbol):
            meaning = self.meanings[expression]
            assert meaning.scalar is not None
            return meaning.scalar
        if isinstance(expression, sympy.Rational):
            return normal_form(expression).scalar()
        parts = [self.scalar_of(part) for part in expression.args]
        if isinstance(expression, Add):
            return sum(parts[1:], parts[0])
        if isinstance(expression, Mul):
            result = parts[0]
            for part in parts[1:]:
                result = result * part
            return result
        if isinstance(expression, Pow) and expression.exp.is_Integer:
            return parts[0] ** int(expression.exp)
        if isinstance(expression, sympy.Function):
            return variable(Applied(expression.func.__name__, tuple(parts), True))
        raise Unsupported(f"{expression} as a scalar")


def _same_factors(one: Factors, other: Factors) -> bool:
    left = list(other)
    for factor in one:
        if factor not in left:
            return False
        left.remove(factor)
    return not left
