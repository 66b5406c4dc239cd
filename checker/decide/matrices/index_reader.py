"""Reads SymPy's matrix expressions into the index form: the entry of an expression at a row and a column, as terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy
from sympy import (
    Add,
    Basic,
    DiagMatrix,
    DiagonalMatrix,
    DiagonalOf,
    Expr,
    HadamardProduct,
    Integer,
    MatAdd,
    MatMul,
    MatPow,
    MatrixExpr,
    MatrixSymbol,
    Mul,
    OneMatrix,
    Pow,
    Sum,
    Symbol,
    Trace,
    Transpose,
    preorder_traversal,
)
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction
from sympy.matrices.expressions.hadamard import HadamardPower
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.decide.matrices.entry_functions import needs_of
from checker.decide.matrices.index_algebra import IndexAlgebra
from checker.decide.matrices.index_derivative import Derivative
from checker.decide.matrices.index_terms import Edge, End, Index, Slot, Term, Terms, indices
from checker.decide.matrices.letters import Unsupported, size_of
from checker.decide.matrices.matrix_algebra import power_of, size_scalar
from checker.decide.matrices.matrix_gradient import normal_form_with_gradients
from checker.decide.matrices.scalar_form import Scalar, constant, variable
from checker.decide.matrices.shapes import readable, same_size
from checker.decide.matrices.words import ONE, Applied, Properties
from checker.objects import Gradient, Jacobian

ENTRYWISE = (
    HadamardProduct,
    HadamardPower,
    ElementwiseApplyFunction,
    DiagMatrix,
    DiagonalMatrix,
    DiagonalOf,
)
"""The heads that words do not know."""

Bound = Mapping[Symbol, End]


def is_entrywise(node: Basic) -> bool:
    """Does any head stand for entries that are multiplied or mapped, or for a sum over entries?"""
    return any(isinstance(part, (*ENTRYWISE, Sum)) for part in preorder_traversal(node))


class IndexReader:
    """Reads expressions whose shapes are known to fit. Raises Unsupported, TooLarge and Undefined."""

    def __init__(self, work: IndexAlgebra, properties: Properties) -> None:
        self.work = work
        self.properties = properties

    def entry(self, node: Basic, row: End, column: End) -> Terms:
        """The entry of a matrix at a row and a column; of a 1×1 matrix or a scalar, its value."""
        rule = next((rule for kind, rule in RULES.items() if isinstance(node, kind)), None)
        if not is_entrywise(node) and not isinstance(node, OneMatrix):
            return self._plain(node, row, column)
        if rule is None:
            return self._number(self.scalar(node))
        return rule(self, node, row, column)

    def _number(self, scalar: Scalar) -> Terms:
        return [Term(scalar, ())]

    def _plain(self, node: Basic, row: End, column: End) -> Terms:
        """What words know."""
        whole = normal_form_with_gradients(node, self.properties)
        self.work.algebra.absorb(whole)
        if whole.is_scalar:
            return self._number(whole.scalar())
        terms: Terms = []
        for scalar, word in whole.terms:
            found = self.work.entries(word, whole.rows, whole.columns, row, column)
            terms += [each.scaled(scalar) for each in found]
        return terms

    def _shape(self, node: Basic) -> tuple[Expr, Expr]:
        if not isinstance(node, MatrixExpr | sympy.MatrixBase):
            return (Integer(1), Integer(1))
        rows, columns = (size_of(sympy.sympify(size)) for size in node.shape)
        return (rows, columns)

    def summed(self, terms: Terms, index: End) -> Terms:
        """Σ over an index: a term in which it does not occur counts its size."""
        if index is None:
            return terms
        return [term if index in set(indices(term.factors)) else term.scaled(size_scalar(index.size)) for term in terms]

    # --- matrices -------------------------------------------------------------------------------

    def sum_of(self, node: Basic, row: End, column: End) -> Terms:
        return [term for part in node.args for term in self.entry(part, row, column)]

    def product(self, node: Basic, row: End, column: End) -> Terms:
        """Scalars first; then runs of factors that fit, of which those of shape 1×1 are scalars too."""
        scalar = ONE
        runs: list[list[Basic]] = []
        for factor in node.args:
            shape = self._shape(factor)
            if shape == (1, 1):
                scalar = scalar * self.scalar(factor)
            elif runs and same_size(self._shape(runs[-1][-1])[1], shape[0]):
                runs[-1].append(factor)
            else:
                runs.append([factor])
        terms = self._number(scalar)
        standing = 0
        for run in runs:
            single = self._shape(run[0])[0] == 1 and self._shape(run[-1])[1] == 1
            standing += not single
            ends = (None, None) if single else (row, column)
            terms = [one.times(two) for one in terms for two in self._run(run, *ends)]
        if standing > 1:
            raise Unsupported("a product of shapes that do not fit")
        return terms

    def _run(self, run: list[Basic], row: End, column: End) -> Terms:
        if len(run) == 1:
            return self.entry(run[0], row, column)
        inner = self.work.fresh(self._shape(run[0])[1])
        left = self.entry(run[0], row, inner)
        right = self._run(run[1:], inner, column)
        return self.summed([one.times(two) for one in left for two in right], inner)

    def hadamard(self, node: Basic, row: End, column: End) -> Terms:
        terms = self._number(ONE)
        for part in node.args:
            terms = [one.times(two) for one in terms for two in self.entry(part, row, column)]
        return terms

    def hadamard_power(self, node: Basic, row: End, column: End) -> Terms:
        base, exponent = node.args
        if exponent.is_Integer and 0 < exponent <= 8:
            return self.hadamard(HadamardProduct(*[base] * int(exponent), evaluate=False), row, column)
        return self.mapped(lambda entry: Pow(entry, exponent), base, row, column)

    def transpose_of(self, node: Basic, row: End, column: End) -> Terms:
        return self.entry(node.args[0], column, row)

    def diagonal_matrix(self, node: Basic, row: End, column: End) -> Terms:
        vector = node.args[0]
        ends = (row, None) if self._shape(vector)[1] == 1 else (None, row)
        delta = () if row is None and column is None else (Edge((), row, column),)
        return [Term(ONE, delta).times(each) for each in self.entry(vector, *ends)]

    def diagonal_part(self, node: Basic, row: End, column: End) -> Terms:
        return [Term(ONE, (Edge((), row, column),)).times(each) for each in self.entry(node.args[0], row, column)]

    def diagonal_of(self, node: Basic, row: End, _column: End) -> Terms:
        if not same_size(*self._shape(node.args[0])):
            raise Unsupported("the diagonal of what may not be square")
        return self.entry(node.args[0], row, row)

    def ones(self, _node: Basic, _row: End, _column: End) -> Terms:
        return self._number(ONE)

    def power(self, node: Basic, row: End, column: End) -> Terms:
        base, exponent = node.args
        if self._shape(base) == (1, 1):
            return self._number(self.scalar_power(base, exponent))
        if exponent == -1 and isinstance(base, DiagMatrix):
            delta = () if row is None and column is None else (Edge((), row, column),)
            found = self.mapped(lambda entry: Pow(entry, -1), base.args[0], row, None)
            return [Term(ONE, delta).times(each) for each in found]
        if not exponent.is_Integer or not 0 < exponent <= 8:
            raise Unsupported(f"the power {exponent} of {readable(base)}")
        return self._run([base] * int(exponent), row, column)

    def gradient(self, node: Basic, row: End, column: End) -> Terms:
        function, unknown = node.args
        free = IndexReader(self.work, self._without(unknown))
        slopes = Derivative(self.work, unknown).of_terms(free._number(free.scalar(function)), row, column)
        return self._declared(slopes, unknown)

    def jacobian(self, node: Basic, row: End, column: End) -> Terms:
        function, unknown = node.args
        free = IndexReader(self.work, self._without(unknown))
        names: dict[End, str] = {row: "row"} if row is not None else {}
        collected = self.work.collected(free.entry(function, row, None), names)
        terms = [Term(scalar, whole.factors) for scalar, whole in collected.values()]
        return self._declared(Derivative(self.work, unknown).of_terms(terms, column, None), unknown)

    def _without(self, unknown: MatrixSymbol) -> Properties:
        return {matrix: traits for matrix, traits in self.properties.items() if matrix != unknown}

    def _declared(self, terms: Terms, unknown: MatrixSymbol) -> Terms:
        if unknown in self.properties:
            raise Unsupported(f"a gradient by entries in {unknown}, of which something is declared")
        return terms

    # --- functions of entries -------------------------------------------------------------------

    def applied(self, node: Basic, row: End, column: End) -> Terms:
        function, argument = node.args
        (variable_of,) = function.variables
        return self.mapped(lambda entry: function.expr.xreplace({variable_of: entry}), argument, row, column)

    def mapped(self, function: Callable[[Expr], Expr], argument: Basic, row: End, column: End) -> Terms:
        """f at each entry: the entry as an expression in symbols for what it is made of."""
        rows, columns = self._shape(argument)
        ends = (self.work.row if rows != 1 else None, self.work.column if columns != 1 else None)
        if rows == 1:
            ends, row, column = (ends[1], None), column, None
            argument = Transpose(argument)
            if columns != 1:
                ends = (self.work.row, None)
        content = self.entry_expression(self.entry(argument, *ends))
        body = self._named(function(content))
        self._need(body)
        return [Term(ONE, (Slot(body, row, column),))] if row is not None else self._number(self.work.scalar_of(body))

    def _need(self, body: Expr) -> None:
        needs = needs_of(body)
        if needs is None:
            raise Unsupported(f"{body} of every entry")
        self.work.algebra.presupposes.update(dict.fromkeys(needs))

    def _named(self, body: Expr) -> Expr:
        """With a known symbol for each name of the user's."""
        strange = [symbol for symbol in body.free_symbols if symbol not in self.work.meanings]
        if any(symbol.is_real is False or (symbol.is_complex and not symbol.is_real) for symbol in strange):
            raise Unsupported("a name that is not real")
        return body.xreplace({symbol: self.work.known_symbol(symbol) for symbol in strange})

    def entry_expression(self, terms: Terms) -> Expr:
        """An entry at ROW and COLUMN as an expression: a symbol for each part that is no function of others."""
        work = self.work
        collected = work.collected(terms, {work.row: "row", work.column: "column"})
        addends = []
        for scalar, whole in collected.values():
            parts: list[Expr] = [work.expression_of(scalar)]
            plain: list[Any] = []
            for factor in whole.factors:
                if isinstance(factor, Slot) and set(factor.ends) <= {work.row, work.column, None}:
                    if factor.ends not in ((work.row, None), (work.row, work.column)):
                        raise Unsupported("functions of entries at other places")
                    parts.append(factor.function)
                else:
                    plain.append(factor)
            parts += self._symbols(tuple(plain))
            addends.append(Mul(*parts))
        return Add(*addends)

    def _symbols(self, factors: tuple[Any, ...]) -> list[Expr]:
        from checker.decide.matrices.index_terms import components  # noqa: PLC0415

        free = frozenset((self.work.row, self.work.column))
        return [self.work.symbol_of(part) for part in components(factors, free)]

    # --- scalars --------------------------------------------------------------------------------

    def scalar(self, node: Basic) -> Scalar:
        """The value of a scalar, or of a 1×1 matrix."""
        if not is_entrywise(node):
            whole = normal_form_with_gradients(node, self.properties)
            self.work.algebra.absorb(whole)
            return whole.scalar()
        match node:
            case Add() | MatAdd():
                return sum((self.scalar(part) for part in node.args), constant(0))
            case Mul() if not isinstance(node, MatrixExpr):
                result = ONE
                for part in node.args:
                    result = result * self.scalar(part)
                return result
            case Pow() | MatPow():
                return self.scalar_power(*node.args)
            case Trace():
                return self._trace(node.args[0])
            case Sum():
                return self.work.total(self.sum_over(node, {}))
            case sympy.Function() if not isinstance(node, AppliedUndef):
                return self._function(node)
            case MatrixExpr():
                return self.work.total(self.entry(node, None, None))
            case _:
                raise Unsupported(f"{readable(node)} by entries")

    def _trace(self, content: Basic) -> Scalar:
        index = self.work.fresh(self._shape(content)[0])
        return self.work.total(self.summed(self.entry(content, index, index), index))

    def scalar_power(self, base: Basic, exponent: Basic) -> Scalar:
        value = self.scalar(base)
        if exponent.is_Integer:
            return value ** int(exponent) if exponent > 0 else self.work.algebra.scalar_inverse(value) ** -int(exponent)
        if not exponent.is_Rational:
            raise Unsupported(f"the power {exponent} by entries")
        self.work.algebra.need_of_root(value, exponent.is_negative)
        return power_of(value, self.scalar(exponent))

    def _function(self, node: Basic) -> Scalar:
        arguments = tuple(self.scalar(argument) for argument in node.args)
        if isinstance(node, sympy.log):
            return self.work.algebra.logarithm(arguments[0])
        return variable(Applied(node.func.__name__, arguments, True))

    # --- sums over indices ----------------------------------------------------------------------

    def sum_over(self, node: Sum, bound: Bound) -> Terms:
        """Σ over full ranges, of products and functions of entries."""
        inner = dict(bound)
        opened: list[End] = []
        for limit in reversed(node.limits):
            index, low, high = limit
            size = size_of(high - low + 1)
            if low != 0 or not size.is_positive or index in inner or any(high.has(outer) for outer in inner):
                raise Unsupported("a sum that does not go over a full range")
            inner[index] = self.work.fresh(size)
            opened.append(inner[index])
        terms = self.by_index(node.function, inner)
        for end in opened:
            terms = self.summed(terms, end)
        return terms

    def by_index(self, node: Basic, bound: Bound) -> Terms:
        if isinstance(node, Sum):
            return self.sum_over(node, bound)
        if not any(node.has(index) for index in bound):
            return self._number(self.scalar(node))
        if isinstance(node, Add):
            return [term for part in node.args for term in self.by_index(part, bound)]
        if isinstance(node, Mul):
            return self._multiplied([self.by_index(part, bound) for part in node.args])
        if isinstance(node, Pow) and node.exp.is_Integer and 0 < node.exp <= 8:
            return self._multiplied([self.by_index(node.base, bound) for _ in range(int(node.exp))])
        if isinstance(node, MatrixElement):
            return self.entry(node.args[0], *self._places(node, bound))
        return self._of_elements(node, bound)

    def _multiplied(self, parts: list[Terms]) -> Terms:
        terms = self._number(ONE)
        for part in parts:
            terms = [one.times(two) for one in terms for two in part]
        return terms

    def _places(self, node: MatrixElement, bound: Bound) -> tuple[End, End]:
        parent, *at = node.args
        ends: list[End] = []
        for index, size in zip(at, self._shape(parent), strict=True):
            if size == 1:
                ends.append(None)
                continue
            end = bound.get(index)
            if not isinstance(end, Index) or not same_size(end.size, size):
                raise Unsupported("an entry at an index that is not summed over")
            ends.append(end)
        return (ends[0], ends[1])

    def _of_elements(self, node: Basic, bound: Bound) -> Terms:
        """A function of entries of columns that all stand at one index."""
        elements = sorted(node.atoms(MatrixElement), key=str)
        places = {self._places(element, bound) for element in elements}
        if len(places) != 1 or not all(column is None for _, column in places):
            raise Unsupported("a function of entries at several indices")
        ((row, _),) = places
        values = {
            element: self.entry_expression(self.entry(element.args[0], self.work.row, None)) for element in elements
        }
        body = node.xreplace(values)
        if any(body.has(index) for index in bound):
            raise Unsupported("an index that is not one of an entry")
        body = self._named(body)
        self._need(body)
        return [Term(ONE, (Slot(body, row, None),))]


RULES: Mapping[type, Callable[[IndexReader, Any, End, End], Terms]] = {
    Transpose: IndexReader.transpose_of,
    MatAdd: IndexReader.sum_of,
    MatMul: IndexReader.product,
    HadamardProduct: IndexReader.hadamard,
    HadamardPower: IndexReader.hadamard_power,
    DiagMatrix: IndexReader.diagonal_matrix,
    DiagonalMatrix: IndexReader.diagonal_part,
    DiagonalOf: IndexReader.diagonal_of,
    OneMatrix: IndexReader.ones,
    MatPow: IndexReader.power,
    ElementwiseApplyFunction: IndexReader.applied,
    Gradient: IndexReader.gradient,
    Jacobian: IndexReader.jacobian,
}
"""How the entry of each kind of matrix is read; Inverse is a kind of MatPow."""
