"""A written tree and a ledger become a SymPy object that says what is written, no more and no less.

Precedence is that of written mathematics: sums of products of factors; big operators and derivatives act on the
rest of their product, an integral on all up to its differential; a function without brackets takes the factors up
to the next operator or function. What is not understood raises SyntaxFault at its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import sympy
from sympy import Derivative, Integer, Rational
from sympy.core.basic import Basic

from checker.objects import Gradient, step
from checker.read.brackets import BARS, paired
from checker.read.building import (
    divided,
    inverted,
    is_matrix,
    is_number,
    multiplied,
    negated,
    raised,
    rooted,
    summed,
)
from checker.read.data_range import ranged
from checker.read.ledger import Kind, Ledger, Meaning, function, real, whole
from checker.read.names import BOLD, Name, label_of, labelled, name_of, with_label
from checker.read.syntax import SyntaxFault
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

TIMES = frozenset(("\\cdot", "\\times", "*", "·", "×", "\\ast", "∗", "⋅"))
HADAMARD = frozenset(("\\odot", "\\circ", "⊙", "∘"))
DIVIDES = frozenset(("/", "\\div", "÷", "∕"))
SIGNS = {"+": 1, "-": -1, "−": -1}
TRANSPOSES = frozenset(("T", "\\top", "\\intercal", "⊤", "\\mathsf{T}"))
FUNCTIONS: dict[str, Callable[..., Basic]] = {
    **{
        name: getattr(sympy, name)
        for name in ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "exp", "log")
    },
    "ln": sympy.log,
    "arcsin": sympy.asin,
    "arccos": sympy.acos,
    "arctan": sympy.atan,
    "sech": sympy.sech,
    "csch": sympy.csch,
    "arcsinh": sympy.asinh,
    "arccosh": sympy.acosh,
    "arctanh": sympy.atanh,
    "artanh": sympy.atanh,
    "arsinh": sympy.asinh,
    "arcosh": sympy.acosh,
    "sgn": sympy.sign,
    "sign": sympy.sign,
    "erf": sympy.erf,
    "step": step,
}
INVERSES = {"sin": "arcsin", "cos": "arccos", "tan": "arctan", "sinh": "arsinh", "cosh": "arcosh", "tanh": "artanh"}
OF_MATRICES: dict[str, Callable[..., Basic]] = {"det": sympy.Determinant, "tr": sympy.Trace, "Tr": sympy.Trace} | {
    "trace": sympy.Trace
}
SEVERAL = {"max": sympy.Max, "min": sympy.Min}
CONSTANTS = {"\\pi": sympy.pi, "π": sympy.pi, "\\infty": sympy.oo, "∞": sympy.oo}
STRUCK = frozenset(("cancel", "bcancel", "xcancel"))
TRANSPARENT = STRUCK | {"boxed", "mathop", "mathbin", "mathord", "smash", "color", "textcolor", "underline"}
MATRICES = frozenset(("matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array"))


@dataclass(frozen=True, slots=True)
class Remark:
    """What was assumed in reading a place, in words."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a formula says, with what was assumed in reading it."""

    value: Basic
    remarks: tuple[Remark, ...]


def understood(items: Sequence[Node], ledger: Ledger, span: Span) -> Understood:
    """The value of a row of nodes in which no relation stands. Raises SyntaxFault where it cannot be read."""
    remarks: list[Remark] = []
    value = _Reader(_bare(paired(items)), ledger, span, remarks).whole()
    return Understood(value, tuple(dict.fromkeys(remarks)))


def _bare(items: Sequence[Node]) -> tuple[Node, ...]:
    """Without what only makes room."""
    return tuple(item for item in items if not (isinstance(item, Token) and item.kind == "space"))


def fault(span: Span, found: str, expected: str, hint: str) -> SyntaxFault:
    """A place that is not understood."""
    return SyntaxFault(span.start, found, expected, hint)


@dataclass(slots=True)
class _Reader:
    """A place in a row of paired nodes, moved forward by each method as it reads."""

    items: tuple[Node, ...]
    ledger: Ledger
    span: Span
    remarks: list[Remark]
    k: int = 0
    separators: list[Basic] = field(default_factory=list)

    # --- the row -------------------------------------------------------------------------------

    def peek(self) -> Node | None:
        return self.items[self.k] if self.k < len(self.items) else None

    def text(self) -> str:
        node = self.peek()
        return node.text if isinstance(node, Token) else ""

    def take(self) -> Node:
        node = self.items[self.k]
        self.k += 1
        return node

    def inner(self, node: Node, ledger: Ledger | None = None) -> Basic:
        """The value of a node read by itself."""
        items = node.items if isinstance(node, Row) else (node,)
        return self.over(items, node.span, ledger)

    def over(self, items: Sequence[Node], span: Span, ledger: Ledger | None = None) -> Basic:
        return _Reader(_bare(paired(items)), ledger or self.ledger, span, self.remarks).whole()

    def remark(self, span: Span, text: str) -> None:
        self.remarks.append(Remark(span, text))

    def whole(self) -> Basic:
        value = self.sum()
        node = self.peek()
        if node is not None:
            raise fault(node.span, _shown(node), "an operator or the end", "this does not go on from what is before it")
        return value

    # --- sums and products ---------------------------------------------------------------------

    def sum(self) -> Basic:
        terms: list[Basic] = []
        if not self.items:
            raise fault(self.span, "nothing", "an expression", "something is left out here")
        while True:
            sign = self.sign()
            term = self.term()
            terms.append(negated(term) if sign < 0 else term)
            if self.text() not in SIGNS:
                return summed(terms)

    def sign(self) -> int:
        sign = 1
        while self.text() in SIGNS:
            sign *= SIGNS[self.text()]
            self.take()
        return sign

    def term(self) -> Basic:
        factors = [self.factor()]
        while (node := self.peek()) is not None:
            text = self.text()
            if text in SIGNS or self.ends(node):
                break
            if text in DIVIDES:
                self.take()
                factors = [divided(multiplied(factors), self.signed_factor())]
                if self.starts_factor():
                    self.remark(node.span, "a/b c is read as (a/b) c")
            elif text in TIMES:
                self.take()
                factors.append(self.signed_factor())
            elif text in HADAMARD:
                self.take()
                other = self.signed_factor()
                factors = [sympy.HadamardProduct(multiplied(factors), other)]
            else:
                factors.append(self.factor())
        return multiplied(factors)

    def ends(self, node: Node) -> bool:
        """Does a bar of evaluation, or a separator, end the product?"""
        return isinstance(node, Token) and node.text in {",", ";", ":", "."}

    def starts_factor(self) -> bool:
        node = self.peek()
        return node is not None and self.text() not in SIGNS | {t: 0 for t in (*TIMES, *DIVIDES, *HADAMARD)}

    def signed_factor(self) -> Basic:
        sign = self.sign()
        value = self.factor()
        return negated(value) if sign < 0 else value

    # --- factors -------------------------------------------------------------------------------

    def factor(self) -> Basic:
        node = self.peek()
        if node is None:
            where = self.items[-1].span if self.items else self.span
            raise fault(Span(where.end, where.end), "the end", "an operand", "an operator needs something after it")
        value = self.primary()
        while True:
            if self.text() == "!":
                self.take()
                value = sympy.factorial(value, evaluate=False)
            elif self.evaluation_bar():
                value = self.evaluated(value)
            else:
                return value

    def primary(self) -> Basic:
        node = self.take()
        match node:
            case Token():
                return self.token(node)
            case Scripts():
                return self.scripted(node)
            case Command():
                return self.command(node)
            case Fence():
                return self.fence(node)
            case Grid():
                return self.grid(node)
            case Row():
                return self.inner(node)

    def token(self, node: Token) -> Basic:
        if node.kind == "number":
            return Rational(node.text)
        if node.text in CONSTANTS:
            return self.constant(node)
        if node.kind == "command" and node.text[1:] in FUNCTIONS:
            return self.applied(node.text[1:], node.span)
        if node.kind == "command" and node.text[1:] in OF_MATRICES:
            return OF_MATRICES[node.text[1:]](self.argument(node.span))
        if node.kind == "command" and node.text[1:] in SEVERAL:
            return self.extreme(node.text[1:], node.span)
        if node.text in {"\\partial", "∂", "\\nabla", "∇"}:
            return self.gradient(node, None)
        name = name_of(node)
        if name is None:
            raise fault(node.span, _shown(node), "an operand", "this sign is not read here")
        return self.named(name, node.span)

    def constant(self, node: Token) -> Basic:
        name = "pi" if node.text in {"\\pi", "π"} else ""
        meaning = self.ledger.meaning(name) if name else None
        return meaning.object if meaning is not None else CONSTANTS[node.text]

    # --- names ---------------------------------------------------------------------------------

    def named(self, name: Name, span: Span) -> Basic:
        """A name without scripts, or with its label: a value, or a function with its arguments."""
        meaning = self.ledger.meaning(name.text)
        if meaning is None:
            return self.unknown(name, span)
        if meaning.kind is Kind.FUNCTION:
            return self.function_value(meaning, name, span)
        if meaning.assumed:
            self.remark(span, f"{name.text} is taken as {meaning.why}")
        return meaning.object

    def unknown(self, name: Name, span: Span) -> Basic:
        if name.text in FUNCTIONS and len(name.text) > 1:
            return self.applied(name.text, span)
        if name.text in OF_MATRICES:
            return OF_MATRICES[name.text](self.argument(span))
        if name.text in SEVERAL:
            return self.extreme(name.text, span)
        if name.text == "e":
            return sympy.E
        self.remark(span, f"{name.text} is taken as a real number")
        return real(name.text)

    def function_value(self, meaning: Meaning, name: Name, span: Span, order: int = 0) -> Basic:
        """f(…), or f alone where it is always taken at the same arguments; `order` primes differentiate it."""
        node = self.peek()
        base = node.base if isinstance(node, Scripts) else node
        if isinstance(base, Fence) and base.opening in {"(", "["}:
            arguments = self.arguments(base)
            value = meaning.object(*arguments)
            self.take()
            value = self.primed(value, meaning, arguments, order)
            return self.powered(value, node) if isinstance(node, Scripts) else value
        if meaning.arguments:
            return self.primed(meaning.object(*meaning.arguments), meaning, meaning.arguments, order)
        raise fault(span, f"`{name.text}` without its argument", "`(`", f"{name.text} is a function here")

    def primed(self, value: Basic, meaning: Meaning, arguments: Sequence[Basic], order: int) -> Basic:
        if not order:
            return value
        if len(arguments) != 1:
            raise fault(self.span, "a prime", "a function of one argument", "write the derivative with ∂")
        (argument,) = arguments
        if isinstance(argument, sympy.Symbol):
            return Derivative(value, (argument, order), evaluate=False)
        inside = sympy.Dummy("t", real=True)
        return sympy.Subs(Derivative(meaning.object(inside), (inside, order)), inside, argument)

    def arguments(self, fence: Fence) -> tuple[Basic, ...]:
        parts = _parted(fence.body.items, (",", ";"))
        return tuple(self.over(part, fence.body.span) for part in parts)

    # --- scripts -------------------------------------------------------------------------------

    def scripted(self, node: Scripts) -> Basic:
        base = node.base
        if base is None:
            raise fault(node.span, "a script on nothing", "a base", "write what it is a script of")
        if isinstance(base, Token) and base.kind == "command":
            rule = SCRIPTED.get(base.text)
            if rule is not None:
                return rule(self, node)
            if base.text[1:] in FUNCTIONS:
                return self.function_with_scripts(base.text[1:], node)
            if base.text[1:] in SEVERAL:
                return self.extreme(base.text[1:], node.span)
        if isinstance(base, Command) and base.name in {"operatorname", "text", "mathrm"}:
            name = name_of(base)
            if name is not None and self.ledger.meaning(name.text) is None and name.text in FUNCTIONS:
                return self.function_with_scripts(name.text, node)
        if isinstance(base, Fence) and base.opening in BARS and node.below is not None:
            return self.norm_with_scripts(base, node)
        if isinstance(base, Command) and base.name in {"underbrace", "overbrace"}:
            return self.inner(base.arguments[0])  # its label is read as a claim of its own
        name = name_of(base)
        if name is not None:
            return self.name_with_scripts(name, node)
        if node.below is not None:
            raise fault(node.below.span, "a subscript", "a base that is a name", "only names have subscripts")
        return self.powered(self.valued(base), node)

    def valued(self, node: Node) -> Basic:
        """A node that is a factor by itself."""
        return _Reader((node,), self.ledger, node.span, self.remarks).primary()

    def name_with_scripts(self, name: Name, node: Scripts) -> Basic:
        if node.below is None:
            meaning = self.ledger.meaning(name.text)
            order, rest = _primes(node.above)
            if order and (meaning is None or meaning.kind is Kind.FUNCTION) and not rest:
                known = meaning or Meaning(Kind.FUNCTION, function(name.text), "it has a prime")
                return self.function_value(known, name, node.span, order)
            if meaning is not None and meaning.kind is Kind.FUNCTION:
                return self.function_with_power(meaning, name, node)
            return self.powered(self.named(name, node.span), node)
        value = self.subscripted(name, node.below)
        return value if node.above is None else self.powered(value, node)

    def subscripted(self, name: Name, below: Node) -> Basic:
        meaning = self.ledger.meaning(name.text)
        label = label_of(below)
        if label is not None and (known := self.ledger.meaning(labelled(name, label).text)) is not None:
            return self.named(labelled(name, label), below.span) if known.kind is Kind.FUNCTION else known.object
        if meaning is not None and meaning.kind is Kind.DATA:
            return meaning.object[tuple(self.indices(below))]
        if meaning is not None and meaning.kind is Kind.MATRIX:
            return self.entry(meaning.object, below)
        if label is None or self.mentions_index(below):
            base = sympy.IndexedBase(name.text, real=True)
            return base[tuple(self.indices(below))]
        return self.named(labelled(name, label), below.span)

    def mentions_index(self, below: Node) -> bool:
        items = below.items if isinstance(below, Row) else (below,)
        names = [with_label(item) for item in items]
        return any(name is not None and name.text in self.ledger.bound for name in names)

    def indices(self, below: Node) -> list[Basic]:
        items = below.items if isinstance(below, Row) else (below,)
        parts = _parted(items, (",",))
        if len(parts) == 1 and len(parts[0]) > 1 and all(name_of(item) or _is_digit(item) for item in parts[0]):
            parts = [[item] for item in parts[0]]  # A_{ij}
        return [self.index(part, below.span) for part in parts]

    def index(self, items: Sequence[Node], span: Span) -> Basic:
        name = name_of(items[0]) if len(items) == 1 else None
        if name is not None and self.ledger.meaning(name.text) is None:
            return whole(name.text)
        return self.over(items, span)

    def entry(self, matrix: Basic, below: Node) -> Basic:
        """An entry of a vector or matrix; they count from 1, SymPy's from 0."""
        found = [multiplied_out(index - 1) for index in self.indices(below)]
        if len(found) == 1:
            found = [found[0], Integer(0)] if matrix.shape[1] == 1 else [Integer(0), found[0]]
        return matrix[found[0], found[1]]

    def powered(self, value: Basic, node: Scripts) -> Basic:
        """A value with the superscript of a node on it."""
        above = node.above
        if above is None:
            return value
        items = above.items if isinstance(above, Row) else (above,)
        texts = [item.text for item in items if isinstance(item, Token)]
        if is_matrix(value) or len(texts) == 1 and texts[0] in TRANSPOSES - {"T"}:
            if texts in (["'"], ["*"]) or (len(texts) == 1 and texts[0] in TRANSPOSES):
                return sympy.Transpose(value) if is_matrix(value) else value
            if texts in (["-", "T"], ["-", "\\top"]):
                return sympy.Transpose(sympy.Inverse(value))
        if texts in (["'"],):
            raise fault(above.span, "a prime", "a function", "only functions have derivatives")
        if texts == ["\\circ"]:
            return multiplied((value, sympy.pi / 180))
        return raised(value, self.inner(above))

    # --- functions -----------------------------------------------------------------------------

    def applied(self, name: str, span: Span) -> Basic:
        if name == "log" and self.ledger.log_base not in {None, sympy.E}:
            inside = sympy.log(self.argument(span), evaluate=False)
            return divided(inside, sympy.log(self.ledger.log_base, evaluate=False))
        return FUNCTIONS[name](self.argument(span), evaluate=False)

    def function_with_scripts(self, name: str, node: Scripts) -> Basic:
        if node.below is not None:
            if name not in {"log", "ln"}:
                raise fault(node.below.span, "a subscript", f"none on {name}", "only a logarithm has a base")
            base = self.inner(node.below)
            value = divided(sympy.log(self.argument(node.span), evaluate=False), sympy.log(base, evaluate=False))
        else:
            exponent = self.inner(node.above) if node.above is not None else Integer(1)
            if exponent == Integer(-1) and name in INVERSES:
                self.remark(node.span, f"{name}⁻¹ is read as the inverse function")
                return self.applied(INVERSES[name], node.span)
            return raised(self.applied(name, node.span), exponent)
        return value if node.above is None else self.powered(value, node)

    def function_with_power(self, meaning: Meaning, name: Name, node: Scripts) -> Basic:
        """f^2(x) or f(x) with the power written on f; f^{-1} is left unread."""
        above = node.above
        assert above is not None
        inside = above.items if isinstance(above, Row) else (above,)
        if len(inside) == 1 and isinstance(inside[0], Fence):
            raise fault(above.span, "an order in brackets", "primes", "write the derivative as d^n/dx^n")
        power = self.inner(above)
        if power == Integer(-1):
            raise fault(above.span, "f^{-1}", "a power or a prime", "name the inverse function, or write 1/f")
        return raised(self.function_value(meaning, name, node.span), power)

    def argument(self, span: Span) -> Basic:
        """What a function without brackets is taken at: one bracket, or the factors up to an operator or function."""
        node = self.peek()
        if node is None:
            raise fault(Span(span.end, span.end), "the end", "an argument", "the function needs something after it")
        if isinstance(node, Fence) and node.opening in {"(", "["}:
            return self.primary()
        if isinstance(node, Scripts) and isinstance(node.base, Fence) and node.base.opening in {"(", "["}:
            return self.primary()  # sin (x)^2 is sin(x²), as log (1+x)^2 is
        sign = self.sign()
        factors = [self.factor()]
        while (following := self.peek()) is not None and self.goes_on(following):
            factors.append(self.factor())
        value = multiplied(factors)
        return negated(value) if sign < 0 else value

    def goes_on(self, node: Node) -> bool:
        """Does a factor belong to the argument of a function without brackets?"""
        base = node.base if isinstance(node, Scripts) else node
        if isinstance(base, Token):
            simple = base.kind in {"letter", "number"} or (base.kind == "command" and name_of(base) is not None)
            return simple or base.text in CONSTANTS
        return isinstance(base, Command) and base.name in {"frac", "dfrac", "tfrac", "sqrt", *BOLD, "hat", "bar"}

    def extreme(self, name: str, span: Span) -> Basic:
        node = self.peek()
        if not isinstance(node, Fence):
            raise fault(span, f"`{name}` without brackets", "`(`", f"write {name}(a, b)")
        self.take()
        return SEVERAL[name](*self.arguments(node), evaluate=False)

    # --- commands ------------------------------------------------------------------------------

    def command(self, node: Command) -> Basic:
        rule = COMMANDS.get(node.name)
        if rule is not None:
            return rule(self, node)
        name = name_of(node)
        if name is not None:
            return self.named(name, node.span)
        raise fault(node.span, f"`\\{node.name}`", "a notation that is read", "this command is not read")

    def fraction(self, node: Command) -> Basic:
        top, bottom = node.arguments
        operator = _differential(top)
        if operator is not None and (variables := _denominator(bottom)) is not None:
            return self.leibniz(node, operator, variables)
        return divided(self.inner(top), self.inner(bottom))

    def binomial(self, node: Command) -> Basic:
        return sympy.binomial(*map(self.inner, node.arguments), evaluate=False)

    def root(self, node: Command) -> Basic:
        degree = self.inner(node.options[0]) if node.options else Integer(2)
        return rooted(self.inner(node.arguments[0]), degree)

    # --- derivatives ---------------------------------------------------------------------------

    def leibniz(self, node: Command, operator: _Operator, variables: Sequence[tuple[Node, Node | None]]) -> Basic:
        names = [(self.variable(name), order) for name, order in variables]
        if operator.operand:
            operand = self.over(operator.operand, node.arguments[0].span)
        else:
            operand = self.operand(node)
        return self.differentiated(operand, names, node)

    def variable(self, node: Node) -> Basic:
        return self.inner(node)

    def differentiated(
        self, operand: Basic, names: Sequence[tuple[Basic, Node | None]], node: Command
    ) -> Basic:
        orders = [Integer(1) if order is None else self.inner(order) for _, order in names]
        first = names[0][0]
        if is_matrix(first):
            if len(names) > 1 or orders != [Integer(1)]:
                raise fault(node.span, "a second derivative by a vector", "a gradient", "write the Hessian in entries")
            return Gradient(operand, first)
        operand = self.expressed(operand, first, node)
        return Derivative(operand, *((name, order) for (name, _), order in zip(names, orders, strict=True)))

    def expressed(self, operand: Basic, variable: Basic, node: Command) -> Basic:
        """dσ/dg: σ as its definition says it by g."""
        meanings = dict(self.ledger.definitions)
        value, passed = operand, 0
        while variable not in value.atoms(type(variable)) and value in meanings and passed < 9:
            value, passed = meanings[value], passed + 1
            if value.has(variable):
                return value
        return operand

    def operand(self, node: Node) -> Basic:
        """What an operator acts on: one bracket where another factor follows it by a dot, else the rest of the term."""
        following = self.peek()
        if following is None or self.text() in SIGNS or self.ends(following):
            if self.ledger.operand is None:
                raise fault(node.span, "an operator without its operand", "an expression", "write what it acts on")
            self.remark(node.span, f"it acts on {self.ledger.operand}")
            return self.ledger.operand
        if isinstance(following, Fence) and self.k + 1 < len(self.items) and _is_times(self.items[self.k + 1]):
            return self.primary()
        return self.term()

    def gradient(self, node: Node, below: Node | None) -> Basic:
        if below is None:
            raise fault(node.span, _shown(node), "its variable", "write ∇ with what it is taken by, as in ∇_w")
        return Gradient(self.operand(node), self.inner(below))

    def nabla(self, node: Scripts) -> Basic:
        if node.above is not None:
            raise fault(node.above.span, "a power of ∇", "none", "write second derivatives with ∂")
        return self.gradient(node, node.below)

    # --- big operators -------------------------------------------------------------------------

    def total(self, node: Scripts) -> Basic:
        head = sympy.Sum if _base_text(node) in {"\\sum", "∑", "Σ"} else sympy.Product
        name, low, high = self.range(node)
        index = whole(name.text)
        body = _Reader(self.items, self.ledger.with_bound(name.text, index), self.span, self.remarks, self.k)
        value = body.term()
        self.k = body.k
        if node.above is None:
            value, (low, high) = ranged(value, index, (low, high))
            self.remark(node.span, f"Σ_{name.text} without bounds is taken to run from {low} to {high}")
        return head(value, (index, low, high))

    def range(self, node: Scripts) -> tuple[Name, Basic, Basic]:
        """The index of a sum with its bounds; without bounds it runs over the data."""
        if node.below is None:
            raise fault(node.span, "a sum without its index", "a subscript", "write what it runs over, as in Σ_i")
        items = _bare(node.below.items if isinstance(node.below, Row) else (node.below,))
        sides = _parted(items, ("=",))
        name = with_label(sides[0][0]) if len(sides[0]) == 1 else None
        if name is None or len(sides) > 2:
            raise fault(node.below.span, _shown(node.below), "i or i = a", "this range is not read")
        if len(sides) == 1:
            low, high = self.ledger.range_of_data
            if node.above is not None:
                high = self.inner(node.above)
            return name, low, high
        if node.above is None:
            raise fault(node.span, "no upper bound", "a superscript", "write where the sum ends")
        return name, self.over(sides[1], node.below.span), self.inner(node.above)

    def integral(self, node: Scripts | Token) -> Basic:
        end = self.differential_from(self.k)
        if end is None:
            raise fault(node.span, "an integral without its differential", "`dx`", "write what it is integrated by")
        body, (variable, after) = self.items[self.k : end], self.differential_at(end)
        name = self.inner(variable)
        self.k = after
        integrand = self.over(body, node.span) if body else Integer(1)
        if not isinstance(node, Scripts) or (node.below is None and node.above is None):
            return sympy.Integral(integrand, name)
        if node.below is None or node.above is None:
            raise fault(node.span, "one bound", "two bounds or none", "this range of integration is not read")
        return sympy.Integral(integrand, (name, self.inner(node.below), self.inner(node.above)))

    def differential_from(self, k: int) -> int | None:
        """The place of the `d` of `dx` that closes the integral which opens before k."""
        open_integrals = 1
        for j in range(k, len(self.items)):
            base = _base_text(self.items[j])
            if base in INTEGRALS:
                open_integrals += 1
            if self.is_differential(j):
                open_integrals -= 1
                if not open_integrals:
                    return j
        return None

    def is_differential(self, k: int) -> bool:
        node = self.items[k]
        is_d = isinstance(node, Token) and node.text == "d"
        is_roman = isinstance(node, Command) and node.name == "mathrm" and (name := name_of(node)) and name.text == "d"
        return bool(is_d or is_roman) and k + 1 < len(self.items) and with_label(self.items[k + 1]) is not None

    def differential_at(self, k: int) -> tuple[Node, int]:
        return self.items[k + 1], k + 2

    def limit(self, node: Scripts) -> Basic:
        if node.below is None:
            raise fault(node.span, "a limit without its place", "a subscript", "write lim_{x → a}")
        items = _bare(node.below.items if isinstance(node.below, Row) else (node.below,))
        sides = _parted(items, ("\\to", "\\rightarrow", "→", "\\longrightarrow"))
        if len(sides) != 2 or len(sides[0]) != 1:
            raise fault(node.below.span, _shown(node.below), "x → a", "this limit is not read")
        variable = self.over(sides[0], node.below.span)
        place, side = self.approached(sides[1], node.below.span)
        return sympy.Limit(self.term(), variable, place, side)

    def approached(self, items: Sequence[Node], span: Span) -> tuple[Basic, str]:
        last = items[-1]
        if isinstance(last, Scripts) and isinstance(last.above, Token | Row):
            sign = label_of(last.above) if isinstance(last.above, Row) else last.above.text
            if sign in {"+", "-"} and last.base is not None:
                return self.over((*items[:-1], last.base), span), sign
        value = self.over(items, span)
        return value, "+-" if value not in (sympy.oo, -sympy.oo) else ("-" if value == sympy.oo else "+")

    # --- bars ----------------------------------------------------------------------------------

    def evaluation_bar(self) -> bool:
        node = self.peek()
        return isinstance(node, Scripts) and isinstance(node.base, Token) and node.base.text in BARS

    def evaluated(self, value: Basic) -> Basic:
        """F|_a^b, or F|_{x=a}."""
        node = self.take()
        assert isinstance(node, Scripts)
        return self.between(value, node)

    def between(self, value: Basic, node: Scripts) -> Basic:
        """[F]_a^b = F(b) − F(a), F|_{x=a} = F(a)."""
        if node.below is None:
            raise fault(node.span, "no lower bound", "a subscript", "write where it is evaluated")
        items = node.below.items if isinstance(node.below, Row) else (node.below,)
        sides = _parted(items, ("=",))
        if len(sides) == 2:
            name, low = self.over(sides[0], node.below.span), self.over(sides[1], node.below.span)
        else:
            name, low = self.only_name(value, node), self.over(items, node.below.span)
        at_low = sympy.Subs(value, name, low)
        if node.above is None:
            return at_low
        return summed((sympy.Subs(value, name, self.inner(node.above)), negated(at_low)))

    def only_name(self, value: Basic, node: Scripts) -> Basic:
        names = sorted(value.free_symbols, key=str)
        if len(names) != 1:
            raise fault(node.span, "an evaluation between bounds", "`x =` in the subscript", "say which name is meant")
        return names[0]

    def fence(self, node: Fence) -> Basic:
        if node.opening in BARS and node.closing in BARS:
            value = self.inner(node.body)
            double = node.opening not in {"|", "\\vert"}
            return self.norm(value) if double or (is_matrix(value) and value.shape[1] == 1) else self.absolute(value)
        if node.opening in {"\\lfloor", "⌊"}:
            return sympy.floor(self.inner(node.body), evaluate=False)
        if node.opening in {"\\lceil", "⌈"}:
            return sympy.ceiling(self.inner(node.body), evaluate=False)
        cells = _cells(node)
        if cells is not None:
            return sympy.ImmutableDenseMatrix([[self.over(cell, node.body.span) for cell in cells]])
        return self.inner(node.body)

    def absolute(self, value: Basic) -> Basic:
        return sympy.Determinant(value) if is_matrix(value) and not is_number(value) else sympy.Abs(value, evaluate=False)

    def norm(self, value: Basic) -> Basic:
        if not is_matrix(value):
            return sympy.Abs(value, evaluate=False)
        if value.shape[1] != 1:
            raise fault(self.span, "a norm of a matrix", "its kind", "write ‖A‖_F for the Frobenius norm")
        return sympy.Pow(sympy.MatMul(sympy.Transpose(value), value), Rational(1, 2), evaluate=False)

    def norm_with_scripts(self, fence: Fence, node: Scripts) -> Basic:
        value, kind = self.inner(fence.body), label_of(node.below)
        if kind == "F" and is_matrix(value):
            size = sympy.Trace(sympy.MatMul(sympy.Transpose(value), value))
            found: Basic = sympy.Pow(size, Rational(1, 2), evaluate=False)
        elif kind == "2" and is_matrix(value):
            found = self.norm(value)
        else:
            raise fault(node.span, "a norm", "‖·‖, ‖·‖_2 or ‖·‖_F", "this norm is not read")
        return self.powered(found, node)

    # --- grids ---------------------------------------------------------------------------------

    def grid(self, node: Grid) -> Basic:
        if node.name == "cases":
            return self.cases(node)
        if node.name in {"vmatrix", "Vmatrix"}:
            return sympy.Determinant(self.dense(node))
        if node.name in MATRICES:
            return self.dense(node)
        raise fault(node.span, f"the environment {node.name}", "a matrix or cases", "it has no value inside a formula")

    def dense(self, node: Grid) -> Basic:
        rows = [[self.inner(cell) for cell in row] for row in node.rows]
        if len({len(row) for row in rows}) > 1:
            raise fault(node.span, "rows of different lengths", "a matrix", "every row has the same number of entries")
        if any(is_matrix(entry) for row in rows for entry in row):
            return sympy.BlockMatrix(rows)
        return sympy.ImmutableDenseMatrix(rows)

    def cases(self, node: Grid) -> Basic:
        raise fault(node.span, "cases", "an expression", "cases are not read here")


# --- parts of rows ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Operator:
    """The top of a derivative: its order, and what is differentiated if that is written there."""

    order: Node | None
    operand: tuple[Node, ...]


INTEGRALS = frozenset(("\\int", "∫"))


def _differential(top: Node) -> _Operator | None:
    items = _bare(top.items if isinstance(top, Row) else (top,))
    if not items:
        return None
    first = items[0]
    base = first.base if isinstance(first, Scripts) else first
    if not _is_d(base):
        return None
    return _Operator(first.above if isinstance(first, Scripts) else None, items[1:])


def _is_d(node: Node | None) -> bool:
    if isinstance(node, Token):
        return node.text in {"d", "\\partial", "∂"}
    return isinstance(node, Command) and node.name == "mathrm" and (name := name_of(node)) is not None and name.text == "d"


def _denominator(bottom: Node) -> list[tuple[Node, Node | None]] | None:
    """dx, dx^2, ∂a ∂b: each variable with its order."""
    items = _bare(bottom.items if isinstance(bottom, Row) else (bottom,))
    if not items or not _is_d(items[0]):
        return None
    found: list[tuple[Node, Node | None]] = []
    k = 0
    while k < len(items):
        if not _is_d(items[k]) or k + 1 == len(items):
            return None
        variable = items[k + 1]
        k += 2
        order = None
        if isinstance(variable, Scripts) and variable.base is not None and variable.above is not None:
            order = variable.above
            below = variable.below
            variable = variable.base if below is None else Scripts(variable.base, below, None, variable.span)
        elif k < len(items) and isinstance(items[k], Fence):
            variable, k = Row((variable, items[k]), Span(variable.span.start, items[k].span.end)), k + 1
        found.append((variable, order))
    return found


def _parted(items: Sequence[Node], separators: Sequence[str]) -> list[list[Node]]:
    parts: list[list[Node]] = [[]]
    for item in items:
        if isinstance(item, Token) and item.text in separators:
            parts.append([])
        else:
            parts[-1].append(item)
    return parts


def _cells(fence: Fence) -> list[list[Node]] | None:
    """The entries of a row vector: what space or commas part inside square brackets."""
    if fence.opening not in {"[", "\\lbrack"} or fence.closing not in {"]", "\\rbrack"}:
        return None
    cells: list[list[Node]] = [[]]
    for item in fence.body.items:
        if isinstance(item, Token) and (item.text == "," or item.text in WIDE):
            if cells[-1] and _is_operator(cells[-1][-1]):
                continue
            cells.append([])
        elif not (isinstance(item, Token) and item.kind == "space"):
            cells[-1].append(item)
    cells = [cell for cell in cells if cell]
    return cells if len(cells) > 1 or _is_lone_row(fence) else None


WIDE = frozenset(("\\ ", "\\quad", "\\qquad", "\\;", "\\enspace", "~"))


def _is_operator(node: Node) -> bool:
    return isinstance(node, Token) and (node.text in TIMES or node.text in SIGNS)


def _is_lone_row(fence: Fence) -> bool:
    return False


def _is_times(node: Node) -> bool:
    return isinstance(node, Token) and node.text in TIMES


def _is_digit(node: Node) -> bool:
    return isinstance(node, Token) and node.kind == "number" and len(node.text) == 1


def _primes(above: Node | None) -> tuple[int, tuple[Node, ...]]:
    """How many primes a superscript begins with, and the rest of it."""
    items = above.items if isinstance(above, Row) else ()
    count = 0
    while count < len(items) and isinstance(items[count], Token) and items[count].text in {"'", "\\prime"}:  # type: ignore[union-attr]
        count += 1
    if isinstance(above, Token) and above.text == "\\prime":
        return 1, ()
    return count, tuple(items[count:])


def _base_text(node: Node) -> str:
    base = node.base if isinstance(node, Scripts) else node
    return base.text if isinstance(base, Token) else ""


def _shown(node: Node) -> str:
    return f"`{node.text}`" if isinstance(node, Token) else "this"


def multiplied_out(index: Basic) -> Basic:
    """i − 1 for an entry, in its simplest form."""
    return sympy.expand(index)


SCRIPTED: dict[str, Callable[[_Reader, Scripts], Basic]] = (
    dict.fromkeys(("\\sum", "∑", "\\prod", "∏"), _Reader.total)
    | dict.fromkeys(INTEGRALS, _Reader.integral)
    | {"\\lim": _Reader.limit, "\\nabla": _Reader.nabla, "∇": _Reader.nabla}
)
COMMANDS: dict[str, Callable[[_Reader, Command], Basic]] = (
    dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _Reader.fraction)
    | dict.fromkeys(("binom", "dbinom", "tbinom"), _Reader.binomial)
    | {"sqrt": _Reader.root}
    | dict.fromkeys(TRANSPARENT, lambda reader, node: reader.inner(node.arguments[-1]))
    | dict.fromkeys(("underbrace", "overbrace"), lambda reader, node: reader.inner(node.arguments[0]))
)
