"""Functions with a name of their own: what they are called, and what they are taken at where no bracket says it."""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import Integer, Rational
from sympy.core.basic import Basic

from checker.objects import step
from checker.read.building import as_number, divided, is_matrix, joined, multiplied, negated, raised
from checker.read.cursor import DIVIDES, Cursor, base_of, fault, items_of, parted
from checker.read.derivatives import DOTS, denominator, operator
from checker.read.ledger import Kind, Meaning
from checker.read.names import ACCENTS, BOLD, name_of
from checker.read.orders import order_of
from checker.read.scripts import powered, primes
from checker.written import Command, Fence, Node, Row, Scripts, Span, Token

BRACKETS = frozenset(("(", "[", "\\{", "\\lbrace", "\\lbrack"))


def sigmoid(argument: Basic, evaluate: bool = False) -> Basic:
    """1 / (1 + e^{−z})."""
    exponential = sympy.exp(negated(argument), evaluate=evaluate)
    return sympy.Pow(sympy.Add(1, exponential, evaluate=evaluate), -1, evaluate=evaluate)


def rectified(argument: Basic, evaluate: bool = False) -> Basic:
    """max(0, z)."""
    return sympy.Max(Integer(0), argument, evaluate=evaluate)


def softplus(argument: Basic, evaluate: bool = False) -> Basic:
    """ln(1 + e^z)."""
    return sympy.log(sympy.Add(1, sympy.exp(argument, evaluate=evaluate), evaluate=evaluate), evaluate=evaluate)


def logit(argument: Basic, evaluate: bool = False) -> Basic:
    """ln(p / (1 − p))."""
    rest = sympy.Add(1, negated(argument), evaluate=evaluate)
    return sympy.log(divided(argument, rest), evaluate=evaluate)


SIGMOID = Meaning(Kind.FUNCTION, sigmoid, "it is called sigmoid, or logistic")
"""What σ means where the words around say "sigmoid" or "logistic"; a ledger gives it to the name."""

FUNCTIONS: dict[str, Callable[..., Basic]] = {
    **{
        name: getattr(sympy, name)
        for name in ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "exp", "log")
    },
    "ln": sympy.log,
    "lg": sympy.log,
    "arcsin": sympy.asin,
    "arccos": sympy.acos,
    "arctan": sympy.atan,
    "arccot": sympy.acot,
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
    "erfc": sympy.erfc,
    "step": step,
    "abs": sympy.Abs,
    "floor": sympy.floor,
    "ceil": sympy.ceiling,
    "sigmoid": sigmoid,
    "logistic": sigmoid,
    "ReLU": rectified,
    "relu": rectified,
    "softplus": softplus,
    "logit": logit,
}
INVERSES = {"sin": "arcsin", "cos": "arccos", "tan": "arctan", "sinh": "arsinh", "cosh": "arcosh", "tanh": "artanh"} | {
    "cot": "arccot"
}
OF_MATRICES: dict[str, Callable[..., Basic]] = {
    "det": sympy.Determinant,
    "tr": sympy.Trace,
    "Tr": sympy.Trace,
    "trace": sympy.Trace,
}
SEVERAL = {"max": sympy.Max, "min": sympy.Min}
COMPLEX = {"Re": sympy.re, "Im": sympy.im}
LOGARITHMS = frozenset(("log", "ln", "lg"))
UNREAD = {  # names of operators that mean something, but have no value here
    **dict.fromkeys(("argmax", "argmin", "arg", "sup", "inf", "limsup", "liminf"), "it is not read"),
    **dict.fromkeys(("rank", "dim", "ker", "span", "im", "null", "rk", "col", "row", "vec"), "it is not read"),
    **dict.fromkeys(("gcd", "lcm", "mod", "deg", "Res", "hom", "res"), "it is not read"),
    **dict.fromkeys(("div", "curl", "grad", "rot"), "write it in components"),
}


def named_function(reader: Cursor, name: str, span: Span, node: Scripts | None = None) -> Basic | None:
    """The value of a function of this name at what follows; None where no function is called so."""
    order, rest = primes(node.above) if node is not None else (0, ())
    if order and name in {*LOGARITHMS, *FUNCTIONS}:
        assert node is not None
        if rest or node.below is not None:
            raise fault(span, f"a prime and more on {name}", "the prime alone", "write the derivative with d/dx")
        value = named_function(reader, name, span)
        assert value is not None
        return _derived(value, order)
    if name in LOGARITHMS:
        return _logarithm(reader, name, span, node)
    if name in FUNCTIONS:
        return _with_power(reader, name, node, span) if node is not None else applied(reader, name, span)
    if name in SEVERAL:
        return _on(reader, extreme(reader, name, span, node), node)
    if name in OF_MATRICES:
        _no_subscript(name, node)
        return _on(reader, of_matrix(reader, name, span), node)
    if name in COMPLEX:
        return _on(reader, complex_part(reader, name, span), node)
    if name == "diag":
        return _on(reader, diagonal(reader, span), node)
    if name == "softmax":
        return softmax(reader, span, node)
    if name in UNREAD:
        raise fault(span, f"`{name}`", "a notation that is read", UNREAD[name])
    return None


def _on(reader: Cursor, value: Basic, node: Scripts | None) -> Basic:
    return value if node is None else powered(reader, value, node)


def _no_subscript(name: str, node: Scripts | None) -> None:
    if node is not None and node.below is not None:
        raise fault(node.below.span, "a subscript", f"none on {name}", "this subscript is not read")


def applied(reader: Cursor, name: str, span: Span) -> Basic:
    """A function of one number at its argument. sin(x)^2 has two natural readings."""
    argument, power = argument_and_power(reader, name, span)
    if is_matrix(argument) and tuple(argument.shape) != (1, 1):
        raise fault(span, f"{name} of a vector or matrix", "a number", "write it for each entry")
    value = FUNCTIONS[name](as_number(argument), evaluate=False)
    return value if power is None else powered(reader, value, power)


def argument_and_power(reader: Cursor, name: str, span: Span) -> tuple[Basic, Scripts | None]:
    """What a function is taken at, and the power on its bracket where that is of the value: sin(x)^2."""
    node = reader.peek()
    if isinstance(node, Scripts) and isinstance(node.base, Fence) and node.base.opening in BRACKETS:
        if node.below is None and node.above is not None:
            if reader.other(f"power on the bracket of {name}", f"{name}(x)^n is read as {name} of x^n"):
                return reader.primary(), None
            reader.take()
            return reader.valued(node.base), node
        return reader.primary(), None
    return argument(reader, span), None


def argument(reader: Cursor, span: Span) -> Basic:
    """What a function without brackets is taken at: one bracket, or the factors up to an operator or function."""
    node = reader.peek()
    if node is None:
        raise fault(Span(span.end, span.end), "the end", "an argument", "the function needs something after it")
    if isinstance(node, Row) or (isinstance(node, Fence) and node.opening in BRACKETS):
        return reader.primary()
    sign = 1
    while reader.text() in {"+", "-", "−"}:
        sign = -sign if reader.text() != "+" else sign
        reader.take()
    factors = [reader.factor()]
    while (following := reader.peek()) is not None and goes_on(following):
        if _set_apart(reader) and reader.other(
            "room in an argument", "an argument is read as ending before the room in it"
        ):
            break
        factors.append(reader.factor())
    value = multiplied(factors)
    if reader.text() in DIVIDES and reader.other("division after an argument", "sin a/b is read as sin of (a/b)"):
        reader.take()
        value = divided(value, reader.factor())
    return negated(value) if sign < 0 else value


def _set_apart(reader: Cursor) -> bool:
    """Does `\\,` or the like stand before the factor here?"""
    before, here = reader.items[reader.k - 1], reader.items[reader.k]
    return here.span.start - before.span.end >= 2


def goes_on(node: Node) -> bool:
    """Does a factor belong to the argument of a function without brackets?"""
    base = base_of(node)
    if isinstance(base, Token):
        if base.text in {"d", "\\partial", "∂"}:
            return False
        simple = base.kind in {"letter", "number"} or (base.kind == "command" and name_of(base) is not None)
        return simple or base.text in {"\\pi", "π", "\\%"}
    if not isinstance(base, Command) or base.name in DOTS:  # sin θ θ̇ is (sin θ) θ̇
        return False
    if base.name in {"frac", "dfrac", "tfrac"} and len(base.arguments) == 2:
        return operator(base.arguments[0]) is None or denominator(base.arguments[1]) is None
    return base.name in {"sqrt", *BOLD, *ACCENTS}


def _with_power(reader: Cursor, name: str, node: Scripts, span: Span) -> Basic:
    """sin² x is (sin x)², sin⁻¹ x the inverse function."""
    _no_subscript(name, node)
    exponent = reader.inner(node.above) if node.above is not None else Integer(1)
    if exponent == Integer(-1):
        if name not in INVERSES:
            raise fault(span, f"{name}⁻¹", "a power", f"write 1/{name} or the name of the inverse function")
        reader.remark(node.span, f"{name}⁻¹ is read as the inverse function")
        return applied(reader, INVERSES[name], span)
    return raised(applied(reader, name, span), exponent)


def _derived(value: Basic, order: int) -> Basic:
    """tanh′(2x): the derivative of tanh, at 2x."""
    argument = value.args[0]
    if isinstance(argument, sympy.Symbol):
        return sympy.Derivative(value, (argument, order), evaluate=False)
    inside = sympy.Dummy("t", real=True)
    return sympy.Subs(sympy.Derivative(value.func(inside, evaluate=False), (inside, order)), inside, argument)


def _logarithm(reader: Cursor, name: str, span: Span, node: Scripts | None) -> Basic:
    """ln; log to its base; log without one is natural by convention, or decimal in another reading."""
    base: Basic | None = reader.inner(node.below) if node is not None and node.below is not None else None
    if base is None and name == "lg":
        reader.remark(span, "lg is read to base 10")
        base = Integer(10)
    elif base is None and name == "log" and reader.ledger.log_base is not None:
        base = reader.ledger.log_base if reader.ledger.log_base != sympy.E else None
    elif base is None and name == "log":
        if reader.other("base of log", "log is read to base 10"):
            base = Integer(10)
        else:
            reader.remark(span, "log is read as the natural logarithm")
    taken, power = argument_and_power(reader, name, span)
    if is_matrix(taken) and tuple(taken.shape) != (1, 1):
        raise fault(span, f"{name} of a vector or matrix", "a number", "write it for each entry")
    value = sympy.log(taken, evaluate=False)
    if base is not None:
        value = divided(value, sympy.log(base, evaluate=False))
    if power is not None:
        value = powered(reader, value, power)
    if node is None or node.above is None:
        return value
    exponent = reader.inner(node.above)
    if exponent == Integer(-1):
        raise fault(node.above.span, f"{name}⁻¹", "a power", "write 1/log or exp")
    return raised(value, exponent)


def extreme(reader: Cursor, name: str, span: Span, node: Scripts | None) -> Basic:
    """max(a, b)."""
    if node is not None and node.below is not None:
        raise fault(
            node.below.span, f"{name} over a range", f"{name}(a, b)", "only the largest of written values is read"
        )
    following = reader.peek()
    fence = base_of(following)
    if not isinstance(fence, Fence):
        raise fault(span, f"`{name}` without brackets", "`(`", f"write {name}(a, b)")
    values = arguments(reader, fence)
    if any(map(is_matrix, values)) or len(values) < 2:
        raise fault(fence.span, f"{name} of this", "two numbers or more", f"write {name}(a, b)")
    reader.take()
    value = joined(values, SEVERAL[name])
    return powered(reader, value, following) if isinstance(following, Scripts) else value


def arguments(reader: Cursor, fence: Fence) -> tuple[Basic, ...]:
    """What stands in a bracket between commas."""
    return tuple(reader.over(part, fence.body.span) for part in parted(fence.body.items, (",", ";")))


def of_matrix(reader: Cursor, name: str, span: Span) -> Basic:
    """det A, tr(AB)."""
    value, power = argument_and_power(reader, name, span)
    if not is_matrix(value):
        raise fault(span, f"{name} of a number", "a matrix", "say what it is: $A \\in \\mathbb{R}^{n \\times n}$")
    if value.is_square is False:
        raise fault(span, f"{name} of a matrix that is not square", "a square matrix", "see its rows and columns")
    found = OF_MATRICES[name](value)
    return found if power is None else powered(reader, found, power)


def complex_part(reader: Cursor, name: str, span: Span) -> Basic:
    """Re z, Im z of what is written with i, or is known as complex: every other name is real here."""
    value = argument(reader, span)
    if not value.has(sympy.I) and all(symbol.is_real for symbol in value.free_symbols):
        raise fault(span, f"{name} of real numbers", "something with i", "say that its names are complex")
    return COMPLEX[name](value, evaluate=False)


def diagonal(reader: Cursor, span: Span) -> Basic:
    """diag(a, b, c), diag(x) of a vector."""
    fence = reader.peek()
    if not isinstance(fence, Fence):
        raise fault(span, "`diag` without brackets", "`(`", "write diag(a, b)")
    values = arguments(reader, fence)
    reader.take()
    if len(values) == 1 and is_matrix(values[0]):
        return sympy.DiagMatrix(values[0])
    if any(map(is_matrix, values)):
        raise fault(fence.span, "diag of matrices", "numbers or one vector", "write the blocks as a matrix")
    return sympy.ImmutableDenseMatrix.diag(*values)


def softmax(reader: Cursor, span: Span, node: Scripts | None) -> Basic:
    """softmax(z)_i = e^{z_i} / Σ_j e^{z_j}; of a vector, the column of these."""
    fence = reader.peek()
    inside = base_of(fence)
    if not isinstance(inside, Fence):
        raise fault(span, "`softmax` without brackets", "`(`", "write softmax(z)")
    vector = reader.valued(inside)
    if not is_matrix(vector) or vector.shape[1] != 1:
        raise fault(inside.span, "softmax of a number", "a column vector", "say what it is: $z \\in \\mathbb{R}^n$")
    reader.take()
    below = node.below if node is not None else None
    if below is None and isinstance(fence, Scripts):
        below = fence.below
    if below is None:
        if not isinstance(vector, sympy.MatrixBase):
            row = sympy.Symbol("k", integer=True)
            return sympy.FunctionMatrix(vector.shape[0], 1, sympy.Lambda((row, sympy.Symbol("l")), _share(vector, row)))
        return sympy.ImmutableDenseMatrix([_share(vector, Integer(k)) for k in range(vector.shape[0])])
    name = name_of(items_of(below)[0]) if len(items_of(below)) == 1 else None
    index = reader.ledger.meaning(name.text).object if name and reader.ledger.meaning(name.text) else None  # type: ignore[union-attr]
    found = index if index is not None else sympy.Symbol(name.text, integer=True) if name else reader.inner(below)
    return _share(vector, found - 1)


def _share(vector: Basic, k: Basic) -> Basic:
    if isinstance(vector, sympy.MatrixBase):
        total = sympy.Add(*(sympy.exp(entry, evaluate=False) for entry in vector), evaluate=False)
    else:
        j = sympy.Dummy("j", integer=True)
        total = sympy.Sum(sympy.exp(vector[j, 0], evaluate=False), (j, 0, vector.shape[0] - 1))
    return divided(sympy.exp(vector[k, 0], evaluate=False), total)


ORDERS = frozenset(("O", "cal_O"))
SPECIAL: dict[str, Callable[..., Basic]] = {"Gamma": sympy.gamma, "zeta": sympy.zeta}
KNOWN_BY_NAME = frozenset(("delta", "Phi", "Theta", "Pi", "B", "W", "Si", "Ei", "li", "Li", "J", "Y"))


def special(reader: Cursor, name: str, span: Span) -> Basic | None:
    """Γ(n), ζ(2): letters that are functions before a bracket; others of that kind are not read."""
    fence = base_of(reader.peek())
    if not isinstance(fence, Fence) or fence.opening != "(":
        return None
    if name in ORDERS:
        return order_of(reader, span)
    if name in SPECIAL:
        reader.remark(span, f"{name} before a bracket is the function {name}")
        taken, power = argument_and_power(reader, name, span)
        value = SPECIAL[name](taken, evaluate=False)
        return value if power is None else powered(reader, value, power)
    if (
        name in KNOWN_BY_NAME
        and len(parted(fence.body.items, (",",))) == 1
        and name != "B"
        and len(fence.body.items) < 3
    ):
        raise fault(
            span,
            f"{name} of something",
            "a function that is known",
            f"say what {name} is, or write a product with a dot",
        )
    return None


HUNDREDTH = Rational(1, 100)
