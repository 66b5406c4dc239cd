"""Sizes of matrices and vectors that nobody declares, by unification over the formulas of a section in reading order.

Products agree inside, sums and both sides of an equation agree throughout, ∇_w J has the shape of w; 1×1 is a
scalar. A statement that does not fit is passed over whole: that it does not is the checker's to report.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import sympy
from sympy import MatrixSymbol
from sympy.core.basic import Basic

from checker.read.extents import Clash, Extents, Shape
from checker.read.ledger import Kind, Ledger, Meaning
from checker.read.lengths import lengths
from checker.read.matrix_names import (
    DOUBLE_BARS,
    NEVER,
    OF_MATRICES,
    Written,
    full_name,
    is_capital,
    is_transpose,
    pairs,
    terms_of,
    written_as_matrices,
)
from checker.read.names import name_of
from checker.read.row_vectors import row_vectors
from checker.read.statements import statements
from checker.read.syntax import SyntaxFault
from checker.read.told import Told, extent
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Token

COUNTS = ("m", "N", "n")  # what data are counted by, the first that the section names
LETTERS = ("n", "m", "d", "k", "p", "q", "r", "s", "u", "v")
FUNCTIONS = frozenset(
    [
        "f",
        "g",
        "h",
        "sigma",
        "phi",
        "psi",
        "L",
        "J",
        "ell",
        "E",
        "V",
        "U",
        "p",
        "q",
        "s",
        "u",
        "F",
        "G",
        "H",
        "MSE",
        "loss",
    ]
)
DOTS = frozenset(("\\cdot", "·", "⋅"))
CROSSES = frozenset(("\\times", "×"))
ENTRYWISE = frozenset(("\\odot", "⊙", "\\circ", "∘"))
OPERATORS = frozenset(("\\cdot", "·", "⋅", "\\times", "×", "*", "/", "\\odot", "⊙", "\\circ", "∘"))
FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))
DIFFERENTIALS = frozenset(("d", "\\partial", "∂"))
SUMS = frozenset(("\\sum", "\\prod", "∑", "∏", "\\int", "∫", "\\lim"))
GRIDS = frozenset(("matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix"))


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number."""


@dataclass(frozen=True, slots=True)
class Unsized:
    """What nothing is known of: a lone name, which may turn out to be a matrix, or what is not followed here.

    Of a sum of lone names it is all of them: `names`.
    """

    name: str = ""
    names: tuple[str, ...] = ()


Size = Shape | Scalar | Unsized


def with_shapes(
    ledger: Ledger,
    trees: Sequence[Row],
    told: Sequence[Told],
    indices: frozenset[str],
    varied: frozenset[str] = frozenset(),
) -> tuple[Ledger, tuple[str, ...]]:
    """The ledger with every name that is a matrix by word or use, and what was assumed of them, in words.

    No size is called by a name that is `varied`: that something is differentiated or integrated by.
    """
    known = [name for one in told if one.kind is Kind.MATRIX for name in one.names]
    known += [name for name, meaning in ledger.meanings.items() if meaning.kind is Kind.MATRIX]
    ledger = replace(ledger, lengths=lengths(trees) - set(known))
    found = written_as_matrices(trees, known, indices, ledger.lengths)
    others = {name for name, meaning in ledger.meanings.items() if meaning.kind is not Kind.MATRIX}
    shapes = _Shapes(ledger, found, indices, others, varied)
    shapes.begin(told, row_vectors(trees, indices))
    for _ in range(2):  # a name that a later formula shows to be a vector is one in the earlier too
        for tree in trees:
            shapes.learn(tree)
    return shapes.named()


@dataclass(slots=True)
class _Shapes:
    """What is known of shapes while formulas are read in order."""

    ledger: Ledger
    found: Written
    indices: frozenset[str]
    others: set[str]
    varied: frozenset[str]
    extents: Extents = field(default_factory=Extents)
    shapes: dict[str, Shape] = field(default_factory=dict)

    def begin(self, told: Sequence[Told], rows: Iterable[str]) -> None:
        """Shapes of the names by word and by letter: capitals are matrices, small letters columns or else `rows`."""
        facts: dict[str, list[Told]] = {}
        for one in told:
            for name in one.names:
                facts.setdefault(name, []).append(one)
        for name in rows:
            if self.may_be_matrix(name) and name not in facts and name not in self.found.why:
                self.shapes[name] = Shape(self.extents.fresh(sympy.Integer(1)), self.extents.fresh())
                self.found.note(name, "it stands before a matrix")
        for name in [name for name in self.found.why if name not in self.shapes]:
            if name in self.others or is_identity(name, facts):
                continue
            meaning = self.ledger.meaning(name)
            if meaning is not None and meaning.kind is Kind.MATRIX:
                rows, columns = meaning.object.shape
                self.shapes[name] = Shape(self.extents.fresh(rows), self.extents.fresh(columns))
            else:
                self.shapes[name] = self.first_shape(name, facts.get(name, []))

    def first_shape(self, name: str, facts: Sequence[Told]) -> Shape:
        rows = next((one.rows for one in facts if one.rows is not None), None)
        columns = next((one.columns for one in facts if one.columns is not None), None)
        is_matrix = any(one.kind is Kind.MATRIX and one.columns is None for one in facts) and columns is None
        tall = self.extents.fresh(rows, several=True)
        if any(one.square for one in facts):
            return Shape(tall, tall)
        if columns is None and rows is None and not is_capital(name) and not is_matrix:
            return Shape(tall, 0)
        return Shape(tall, self.extents.fresh(columns))

    # --- statements ----------------------------------------------------------------------------

    def learn(self, tree: Row) -> None:
        try:
            found = statements(tree)
        except SyntaxFault:
            return
        for statement in found:
            saved, shapes = self.extents.saved(), dict(self.shapes)
            try:
                sides = [self.sum(part.items) for part in statement.parts if part.items]
                if all(link.relation in {"=", ":=", "!=", "~", "<=>"} for link in statement.links):
                    self.together(sides)
            except (Clash, RecursionError):  # of a sum of sums without end, which is not read either
                self.extents.restore(saved)
                self.shapes = shapes

    def together(self, sides: Sequence[Size]) -> Size:
        """Terms of a sum, or sides of an equation: they have one shape."""
        known = [side for side in sides if isinstance(side, Shape)]
        for other in known[1:]:
            self.extents.alike(known[0], other)
        if known and not self.extents.is_scalar(known[0]) and not any(isinstance(side, Scalar) for side in sides):
            for side in sides:
                names = (side.names or (side.name,)) if isinstance(side, Unsized) else ()
                for name in names if all(name and self.may_be_matrix(name) for name in names) else ():
                    self.shapes[name] = known[0]
                    self.found.note(name, "it is added to or equals a matrix")
        if known:
            return known[0]
        if all(isinstance(side, Scalar) for side in sides):
            return Scalar()
        lone = [side.name for side in sides if isinstance(side, Unsized)]
        return Unsized(names=tuple(lone) if len(lone) == len(sides) and all(lone) else ())

    def may_be_matrix(self, name: str) -> bool:
        return (
            not is_identity(name, ())
            and name not in self.others
            and name not in self.indices
            and self.ledger.meaning(name) is None
        )

    # --- sums and products ---------------------------------------------------------------------

    def sum(self, items: Sequence[Node]) -> Size:
        terms = [self.term(term) for term in terms_of(pairs(items))]
        return terms[0] if len(terms) == 1 else self.together(terms)

    def term(self, factors: Sequence[Node]) -> Size:
        size: Size = Scalar()
        k, operator, lone = 0, "", len(factors) == 1
        while k < len(factors):
            node = factors[k]
            text = node.text if isinstance(node, Token) else ""
            if text in OPERATORS:
                operator, k = text, k + 1
                continue
            factor, k = self.factor(factors, k)
            if isinstance(factor, Unsized) and not lone:
                factor = self.behind(size, factor.name)
                if isinstance(factor, Unsized):
                    return factor
            size = factor if lone else self.product(size, factor, operator)
            operator = ""
        return size

    def behind(self, size: Size, name: str) -> Size:
        """What a lone name in a product is: a column behind a matrix of more than one column, else a number."""
        if not name:
            return Unsized()
        if (
            isinstance(size, Shape)
            and not self.extents.is_one(size.columns)
            and name not in NEVER
            and self.may_be_matrix(name)
        ):
            self.found.note(name, "it is multiplied with a matrix")
            self.shapes[name] = Shape(size.columns, self.extents.fresh() if is_capital(name) else 0)
            return self.shapes[name]
        return Scalar()

    def product(self, left: Size, right: Size, operator: str) -> Size:
        if not isinstance(left, Shape) or not isinstance(right, Shape):
            return right if isinstance(left, Scalar) else left
        extents = self.extents
        if extents.is_scalar(left):
            return right
        if extents.is_scalar(right):
            return left
        if operator in ENTRYWISE or (
            operator in DOTS and extents.is_one(left.columns) and extents.is_one(right.columns)
        ):
            extents.alike(left, right)
            return left if operator in ENTRYWISE else Scalar()
        if operator in CROSSES and extents.is_one(left.columns) and extents.is_one(right.columns):
            for side in (left, right):
                extents.agree(side.rows, extents.fresh(sympy.Integer(3)))
            return left
        extents.agree(left.columns, right.rows)
        return Shape(left.rows, right.columns)

    # --- factors -------------------------------------------------------------------------------

    def factor(self, factors: Sequence[Node], k: int) -> tuple[Size, int]:
        """The size of the factor at k, with the place after all that it takes."""
        node = factors[k]
        base = node.base if isinstance(node, Scripts) else node
        text = base.text if isinstance(base, Token) else ""
        if text in SUMS:
            return self.term(factors[k + 1 :]), len(factors)
        if text in {"\\nabla", "∇"} and isinstance(node, Scripts) and node.below is not None:
            return self.gradient(node.below, factors, k)
        if isinstance(base, Command) and base.name in FRACTIONS and (variable := _differentiated_by(base)) is not None:
            return self.derivative(base, variable, factors, k)
        if _called(base) in OF_MATRICES:
            return self.of_matrix(factors, k)
        name = full_name(node, self.indices)
        if name is not None and name.text in self.functions(factors, k) and name.text not in self.shapes:
            return Unsized(), k + 2
        return self.sized(node), k + 1

    def functions(self, factors: Sequence[Node], k: int) -> frozenset[str]:
        """The names that a bracket behind them makes functions."""
        following = factors[k + 1] if k + 1 < len(factors) else None
        opened = following.base if isinstance(following, Scripts) else following
        if not isinstance(opened, Fence) or opened.opening not in {"(", "["}:
            return frozenset()
        return FUNCTIONS | {name for name, meaning in self.ledger.meanings.items() if meaning.kind is Kind.FUNCTION}

    def gradient(self, below: Node, factors: Sequence[Node], k: int) -> tuple[Size, int]:
        if k + 1 < len(factors):
            self.term(factors[k + 1 :])
        variable = full_name(below, self.indices)
        return (self.shapes.get(variable.text, Unsized()) if variable is not None else Unsized()), len(factors)

    def derivative(self, node: Command, variable: Node, factors: Sequence[Node], k: int) -> tuple[Size, int]:
        name = full_name(variable, self.indices)
        shape = self.shapes.get(name.text) if name is not None else None
        top = node.arguments[0]
        inside = _bare(top)[1:]
        operand = self.term(inside) if inside else Scalar()
        after = k + 1
        if not inside and k + 1 < len(factors):
            operand, after = self.term(factors[k + 1 :]), len(factors)
        if shape is None:
            return operand if isinstance(operand, Shape) else Unsized(), after
        if isinstance(operand, Shape) and not self.extents.is_scalar(operand):
            return Unsized(), after  # a Jacobian, or a slip
        return shape, after

    def of_matrix(self, factors: Sequence[Node], k: int) -> tuple[Size, int]:
        if k + 1 < len(factors):
            self.square(self.sized(factors[k + 1]))
        return Scalar(), k + 2

    def square(self, size: Size) -> None:
        if isinstance(size, Shape):
            self.extents.agree(size.rows, size.columns)

    def sized(self, node: Node) -> Size:
        match node:
            case Scripts():
                return self.scripted(node)
            case Fence():
                return self.fenced(node)
            case Grid():
                return self.grid(node)
            case Row():
                return self.sum(node.items)
            case Token() if node.kind == "number":
                return Scalar()
        if isinstance(node, Command) and node.name in FRACTIONS:
            top, _ = (self.sum(_bare(argument)) for argument in node.arguments)
            return Unsized() if isinstance(top, Unsized) else top
        if isinstance(node, Command) and node.name in {"cancel", "bcancel", "boxed", "underbrace", "overbrace"}:
            return self.sum(_bare(node.arguments[-1]))
        name = full_name(node, self.indices)
        if name is None:
            return Unsized()
        if self.shapes and is_identity(name.text, self.shapes):
            side = self.extents.fresh()
            return Shape(side, side)
        return self.shapes.get(name.text, Unsized(name.text))

    def scripted(self, node: Scripts) -> Size:
        name = full_name(node, self.indices)
        if name is None and name_of(node.base) is not None:
            return Unsized()  # an entry, or one of several
        inner: Size = self.shapes.get(name.text, Unsized(name.text)) if name is not None else Unsized()
        if name is None and node.base is not None:
            inner = self.sized(node.base)
        if not isinstance(inner, Shape) or node.above is None:
            return inner if node.above is None or isinstance(inner, Scalar) else Unsized()
        if is_transpose(node):
            if isinstance(node.base, Fence) and self.is_tuple(node.base):
                return inner
            return Shape(inner.columns, inner.rows)
        if self.extents.is_scalar(inner):
            return Scalar()
        self.square(inner)
        return inner

    def fenced(self, node: Fence) -> Size:
        if node.opening in {"[", "\\lbrack"} and any(
            isinstance(item, Token) and item.kind == "space" for item in node.body.items
        ):
            return Unsized()  # a row of entries
        if any(map(_leaves_out, node.body.items)):
            return Unsized()  # (x_1, …, x_n)
        if self.is_tuple(node):
            commas = sum(isinstance(item, Token) and item.text == "," for item in node.body.items)
            return Shape(self.extents.fresh(sympy.Integer(commas + 1)), 0)
        inner = self.sum(node.body.items)
        if node.opening in DOUBLE_BARS or node.opening in {"|", "\\vert", "\\lvert"}:
            return Scalar()
        return inner if isinstance(inner, Shape | Scalar) else Unsized()

    def is_tuple(self, node: Fence) -> bool:
        """(1, 2, 3) is read as a column, and (1, 2, 3)^T as the same."""
        return node.opening == "(" and any(isinstance(item, Token) and item.text == "," for item in node.body.items)

    def grid(self, node: Grid) -> Size:
        if node.name not in GRIDS or any(_leaves_out(item) for row in node.rows for cell in row for item in cell.items):
            return Unsized()
        rows, columns = len(node.rows), len(node.rows[0])
        return Shape(self.extents.fresh(sympy.Integer(rows)), self.extents.fresh(sympy.Integer(columns)))

    # --- names ---------------------------------------------------------------------------------

    def named(self) -> tuple[Ledger, tuple[str, ...]]:
        """The ledger with a symbol of its shape for every matrix; extents that nothing names get letters."""
        ledger, remarks = self.ledger, []
        letters = self.letters()
        for name, shape in self.shapes.items():
            if ledger.meaning(name) is not None:
                continue
            rows, columns = (self.valued(one, letters) for one in (shape.rows, shape.columns))
            why = self.found.why.get(name, "it is told")
            said = f"{'a column' if columns == 1 else 'a row' if rows == 1 else 'a matrix'}, {rows}×{columns}: {why}"
            ledger = ledger.with_meaning(
                name, Meaning(Kind.MATRIX, MatrixSymbol(name, rows, columns), said, assumed=True)
            )
            remarks.append(f"{name} is taken as {said}")
        return ledger, tuple(remarks)

    def valued(self, one: int, letters: Iterator[str]) -> Basic:
        value = self.extents.value(one)
        if value is None:
            value = extent(next(letters))
            self.extents.values[self.extents.root(one)] = value
        return value

    def letters(self) -> Iterator[str]:
        """Names for extents: what the section counts by first, then letters that mean nothing else."""
        taken = {str(value) for value in self.extents.values.values()} | set(self.shapes) | self.others | self.indices
        taken |= {name for name in self.ledger.meanings if name not in COUNTS} | self.varied
        counted = [name for name in COUNTS if name in self.found.plain]
        free = [
            *counted,
            *(name for name in LETTERS if name not in self.found.plain),
            *(f"n_{k}" for k in range(1, 99)),
        ]
        return (name for name in dict.fromkeys(free) if name not in taken)


def is_identity(name: str, told: Container[str]) -> bool:
    """Is a name that of the identity, whose size its neighbours tell wherever it stands?"""
    return (name == "I" or name.startswith("I_")) and name not in told


LEFT_OUT = frozenset([r"\dots", r"\ldots", r"\cdots", r"\dotsc", r"…", r"⋯", r"\vdots", r"⋮", r"\ddots", r"⋱"])


def _leaves_out(node: Node) -> bool:
    """Does it stand for entries that are not written?"""
    return isinstance(node, Token) and node.text in LEFT_OUT


def _bare(node: Node) -> tuple[Node, ...]:
    items: Iterable[Node] = node.items if isinstance(node, Row) else (node,)
    return pairs(tuple(items))


def _called(node: Node | None) -> str:
    if isinstance(node, Token) and node.kind == "command":
        return node.text[1:]
    name = name_of(node) if isinstance(node, Command) else None
    return name.text if name is not None else ""


def _differentiated_by(node: Command) -> Node | None:
    """w of ∂/∂w and d f/dw."""
    top, bottom = (_bare(argument) for argument in node.arguments)
    if len(bottom) == 2 and _is_d(bottom[0]) and top and _is_d(top[0]):
        return bottom[1]
    return None


def _is_d(node: Node) -> bool:
    return isinstance(node, Token) and node.text in DIFFERENTIALS
