"""Derivatives as they are written: d/dx and ∂/∂x of any order, dots, D_x, ∇, and what they act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sympy
from sympy import Derivative, Integer
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.objects import Gradient
from checker.read.building import divided, is_matrix, summed
from checker.read.cursor import SIGNS, STOPS, TIMES, Cursor, base_of, fault, items_of, shown
from checker.read.ledger import Kind, Meaning, function, real
from checker.read.names import name_of, with_label
from checker.read.spacing import bare
from checker.written import Command, Fence, Node, Row, Scripts, Span, Token

MOST_UNFOLDED = 9
DOTS = {"dot": 1, "ddot": 2, "dddot": 3}


@dataclass(frozen=True, slots=True)
class Operator:
    """The top of a derivative: its order, and what is differentiated if that is written there."""

    order: Node | None
    operand: tuple[Node, ...]


def operator(top: Node) -> Operator | None:
    """d, d², ∂y, ∂²L on the top of a fraction."""
    items = bare(items_of(top))
    first = items[0] if items else None
    if isinstance(first, Command) and first.name == "mathrm" and not is_d(first):
        return None
    if first is None or not is_d(base_of(first)):
        return None
    return Operator(first.above if isinstance(first, Scripts) else None, items[1:])


def is_d(node: Node | None) -> bool:
    """Is a sign the d or ∂ of a derivative?"""
    if isinstance(node, Token):
        return node.text in {"d", "\\partial", "∂"}
    return isinstance(node, Command) and node.name in {"mathrm", "operatorname", "text"} and _spells_d(node)


def _spells_d(node: Command) -> bool:
    name = name_of(node)
    return name is not None and name.text == "d"


def denominator(bottom: Node) -> list[tuple[Node, Node | None]] | None:
    """dx, dx², ∂a ∂b: each variable with its order; None where it is no such thing."""
    items = bare(items_of(bottom))
    if not items or not is_d(items[0]):
        return None
    found: list[tuple[Node, Node | None]] = []
    k = 0
    while k < len(items):
        if not is_d(items[k]) or k + 1 == len(items):
            return None
        variable = items[k + 1]
        k += 2
        order = None
        if isinstance(variable, Scripts) and variable.base is not None and variable.above is not None:
            if not _is_order(variable.above):
                found.append((variable, None))
                continue
            order = variable.above
            below = variable.below
            variable = variable.base if below is None else Scripts(variable.base, below, None, variable.span)
        elif k < len(items) and isinstance(items[k], Fence):
            variable, k = Row((variable, items[k]), Span(variable.span.start, items[k].span.end)), k + 1
        found.append((variable, order))
    return found


def _is_order(above: Node) -> bool:
    """A number or a letter; (i) and ′ number and name the variable."""
    return all(not isinstance(item, Fence) and getattr(item, "text", "") != "'" for item in items_of(above))


def leibniz(reader: Cursor, span: Span, top: Operator, variables: Sequence[tuple[Node, Node | None]]) -> Basic:
    """The derivative that a fraction of differentials is."""
    names = [(reader.inner(name), order) for name, order in variables]
    if top.operand:
        value = reader.over(top.operand, span)
        made = _differentiated(reader, value, top, names, span)
        return _at_a_place(reader, made, names, span)
    return _differentiated(reader, operand(reader, span, "d/dx"), top, names, span)


def _differentiated(
    reader: Cursor, value: Basic, top: Operator, names: Sequence[tuple[Basic, Node | None]], span: Span
) -> Basic:
    orders = [Integer(1) if order is None else reader.inner(order) for _, order in names]
    total = Integer(1) if top.order is None else reader.inner(top.order)
    if sympy.expand(sympy.Add(*orders) - total) != 0:
        hint = "the order above and the orders below are the same in all"
        raise fault(
            span, f"a derivative of order {total} by {len(names)} of order {sympy.Add(*orders)}", "one order", hint
        )
    first = names[0][0]
    if is_matrix(first):
        if len(names) > 1 or orders != [Integer(1)]:
            raise fault(span, "a second derivative by a vector", "a gradient", "write the Hessian in entries")
        return Gradient(value, first)
    for name, _ in names:
        _by_name(name, span)
    value = expressed(reader, value, first)
    if _is_silent(reader, value, first):
        hint = f"write it as a function, {value}({first}), or say how it depends on {first}"
        raise fault(span, f"a derivative of {value} by {first}", "something that depends on it", hint)
    if len(names) == 1 and total == 1 and isinstance(first, AppliedUndef) and first.args == (value,):
        reader.remark(span, f"{value} is differentiated by what is a function of it")
        return divided(Integer(1), Derivative(first, value))
    if len(names) == 1 and total == 1 and _are_both_of_one(value, first):
        reader.remark(span, f"by the variable of both: the derivative of {value} over that of {first}")
        (variable,) = first.args
        return divided(Derivative(value, variable), Derivative(first, variable))
    return Derivative(value, *((name, order) for (name, _), order in zip(names, orders, strict=True)))


def _by_name(variable: Basic, span: Span) -> None:
    if not isinstance(variable, sympy.Symbol | AppliedUndef | sympy.Indexed | MatrixElement):
        raise fault(span, "a derivative by this", "a number with a name", "derivatives are taken by names")


def _rests_on(reader: Cursor, value: Basic, data: Basic) -> bool:
    """Does a name, by what it and those in it are defined as, speak of data?"""
    names, grows = value.free_symbols, True
    while grows:
        meanings = [
            meaning
            for name, meaning in reader.ledger.definitions
            if (name.base.label if isinstance(name, sympy.Indexed) else name) in names or isinstance(name, AppliedUndef)
        ]
        more = names.union(*(meaning.free_symbols for meaning in meanings))
        grows, names = more != names, more
    return data in names


def _is_silent(reader: Cursor, value: Basic, variable: Basic) -> bool:
    """Is the operand a name of which nothing tells that it depends on the variable?"""
    if isinstance(variable, sympy.Indexed) and isinstance(value, sympy.Symbol | sympy.Indexed):
        return not _rests_on(reader, value, variable.base.label)
    said = dict(reader.ledger.definitions).get(variable)
    if said is not None and isinstance(variable, sympy.Symbol) and not _rests_on(reader, value, variable):
        return any(_rests_on(reader, value, name) for name in said.free_symbols)  # by z = w x, of w and x
    if not isinstance(value, sympy.Symbol) or value == variable:
        return False
    known = {str(name) for name, _ in reader.ledger.definitions}
    return str(value) not in known and reader.ledger.meaning(str(value)) is None


def _are_both_of_one(value: Basic, by: Basic) -> bool:
    """σ(x) by g(x), where neither is said by the other: dσ/dg is (dσ/dx)/(dg/dx), wherever dg/dx is not 0."""
    if not isinstance(value, AppliedUndef) or not isinstance(by, AppliedUndef):
        return False
    return value != by and value.args == by.args and len(by.args) == 1 and by.args[0].is_Symbol


def expressed(reader: Cursor, operand: Basic, variable: Basic) -> Basic:
    """dσ/dg: σ as its definition says it by g, or as an equation solved for it does."""
    meanings = {**dict(reader.ledger.found), **dict(reader.ledger.definitions)}
    value, passed = operand, 0
    while variable not in value.atoms(type(variable)) and value in meanings and passed < MOST_UNFOLDED:
        value, passed = meanings[value], passed + 1
        if value.has(variable):
            return value
    return operand if variable not in meanings or operand.has(variable) else _in_terms_of(operand, variable, meanings)


def _in_terms_of(operand: Basic, variable: Basic, meanings: Mapping[Basic, Basic]) -> Basic:
    """h = tanh(w x) by z, where z = w x: tanh z. The operand as it is, where it is no expression of z alone."""
    body, value = meanings[variable], operand
    if not body.args:
        return operand
    for _ in range(MOST_UNFOLDED):
        found = value.xreplace({body: variable})
        if found.has(variable) and not found.free_symbols & body.free_symbols:
            return found
        known = {name: meanings[name] for name in value.atoms(sympy.Symbol, AppliedUndef) if name in meanings}
        if not known:
            break
        value = value.xreplace(known)
    return operand


def _at_a_place(reader: Cursor, made: Basic, names: Sequence[tuple[Basic, Node | None]], span: Span) -> Basic:
    """dy/dx (2): the derivative at 2, where a bracket with one name or number follows it."""
    node = reader.peek()
    if not isinstance(node, Fence) or node.opening != "(" or is_matrix(names[0][0]):
        return made
    if len(names) != 1 or any(isinstance(item, Token) and item.text == "," for item in node.body.items):
        raise fault(node.span, "a derivative at several places", "one place", "put the values in one after the other")
    is_place = len(bare(node.body.items)) == 1
    words = f"the bracket behind the derivative is read as {'a factor' if is_place else 'the place it is taken at'}"
    if reader.other("bracket after a derivative", words) == is_place:
        return made
    place = reader.primary()
    variable = names[0][0]
    if place == variable:
        return made
    reader.remark(span, f"the derivative is taken at {variable} = {place}")
    return sympy.Subs(made, variable, place)


def operand(reader: Cursor, span: Span, shown_as: str) -> Basic:
    """What an operator acts on: one bracket where another factor follows it by a dot, else the rest of the term."""
    following = reader.peek()
    if reader.ends():
        if reader.ledger.operand is None:
            raise fault(span, "an operator without its operand", "an expression", "write what it acts on")
        reader.remark(span, f"it acts on {reader.ledger.operand}")
        return reader.ledger.operand
    if isinstance(following, Fence):
        after = reader.peek(1)
        dotted_on = isinstance(after, Token) and after.text in TIMES
        first = dotted_on or following.opening == "["
        goes_on = after is not None and not (isinstance(after, Token) and after.text in {*SIGNS, *STOPS})
        words = f"{shown_as} acts on {'all' if first else 'the bracket alone, not on all'} of the product behind it"
        if goes_on and reader.other(f"bracket behind {shown_as}", words):
            first = not first
        return reader.primary() if first else reader.term()
    start = reader.k
    value = reader.term()
    if reader.text() in {"+", "-", "−"} and reader.other(
        f"reach of {shown_as}", f"{shown_as} acts on the whole sum behind it"
    ):
        reader.k = start
        return reader.sum()
    return value


def slashed(reader: Cursor) -> Basic | None:
    """dy/dx, d/dx, ∂f/∂x in one line, from its d on; None where it is no such thing."""
    for length in (0, 1):
        if reader.text(length) not in {"/"} or not is_d(reader.peek(1 + length)):
            continue
        variable = reader.peek(2 + length)
        if with_label(variable) is None and not isinstance(variable, Scripts):
            continue
        assert variable is not None
        top = tuple(node for node in (reader.peek(k) for k in range(length)) if node is not None)
        before = reader.items[reader.k - 1]
        span = Span(before.span.start, variable.span.end)
        order = before.above if isinstance(before, Scripts) else None
        bottom = Row((reader.items[reader.k + 1 + length], variable), span)
        variables = denominator(bottom)
        if variables is None:
            continue
        reader.k += 3 + length
        return leibniz(reader, span, Operator(order, top), variables)
    return None


def lone_differential(reader: Cursor, node: Node) -> None:
    """Raises on dx outside an integral or a derivative: d before a letter, with nothing between them."""
    following = reader.peek()
    if following is None or reader.ledger.meaning("d") is not None or with_label(base_of(following)) is None:
        return
    close = isinstance(node, Command) or node.span.end == following.span.start
    if (isinstance(base_of(following), Token) and close) or _is_greek(following):
        hint = "differentials are read in ∫ … dx and dy/dx only; a product d·x is written with a dot"
        raise fault(node.span, "a differential by itself", "an integral or a derivative", hint)


def _is_greek(node: Node) -> bool:
    base = base_of(node)
    return isinstance(base, Token) and base.kind == "command"


# --- dots, D, ∇ ----------------------------------------------------------------------------------


def dotted(reader: Cursor, node: Command) -> Basic:
    """ẋ, ẍ: derivatives by t."""
    order = DOTS[node.name]
    name = with_label(node.arguments[0])
    if name is None:
        raise fault(node.span, "a dot over this", "a dot over a name", "write the derivative with d/dt")
    known = reader.ledger.meaning(f"{name.text}_{node.name}")
    if known is not None:
        return known.object
    time = real("t")
    meaning = reader.ledger.meaning(name.text)
    if meaning is None:
        meaning = Meaning(Kind.FUNCTION, function(name.text), "it has a dot", (time,))
        reader.remark(node.span, f"the dot is a derivative by t, of {name.text}(t)")
    following = reader.peek()
    if meaning.kind is not Kind.FUNCTION:
        if (expressed_by := expressed(reader, meaning.object, time)) != meaning.object:
            return Derivative(expressed_by, (time, order))
        raise fault(node.span, "a dot over what does not depend on t", "a function of t", "write it as a function of t")
    if isinstance(following, Fence) and following.opening == "(" and _is_place(following):
        at = reader.primary()
    else:
        at = meaning.arguments[0] if len(meaning.arguments) == 1 else time
    if isinstance(at, sympy.Symbol):
        return Derivative(meaning.object(at), (at, order), evaluate=False)
    return sympy.Subs(Derivative(meaning.object(time), (time, order)), time, at)


def _is_place(fence: Fence) -> bool:
    """Is (t), (0) or (t_0) in a bracket, rather than a factor?"""
    items = bare(fence.body.items)
    return len(items) == 1 and (with_label(items[0]) is not None or getattr(items[0], "kind", "") == "number")


def big_d(reader: Cursor, node: Scripts) -> Basic | None:
    """D_x f; None where D is a name."""
    if node.below is None or reader.ledger.meaning("D") is not None or reader.ends():
        return None
    label = with_label(node.below)
    following = base_of(reader.peek())
    if label is None or reader.ledger.meaning(f"D_{label.text}") is not None:
        return None
    if not isinstance(following, Fence):
        return None
    order = Integer(1) if node.above is None else reader.inner(node.above)
    variable = reader.inner(node.below)
    _by_name(variable, node.span)
    reader.remark(node.span, f"D_{label.text} is the derivative by {label.text}")
    return Derivative(operand(reader, node.span, "D"), (variable, order))


def partial(reader: Cursor, node: Scripts) -> Basic | None:
    """∂_x f, ∂_{xy} f, ∂_x² f, ∂_{θ_1} L; None without a subscript."""
    if node.below is None:
        return None
    variables = [item for item in bare(items_of(node.below)) if getattr(item, "text", "") != ","]
    if not variables or any(with_label(item) is None for item in variables):
        raise fault(node.below.span, "this below ∂", "names", "write what it is taken by, as in ∂_x")
    order = node.above if node.above is not None and len(variables) == 1 else None
    top = Operator(order if order is not None else _number_of(variables, node.span), ())
    if node.above is not None and order is None:
        raise fault(node.above.span, "an order on several names", "one name", "repeat the names, as in ∂_{xx}")
    named = [(item, order) for item in variables]
    return leibniz(reader, node.span, top, named)


def _number_of(variables: Sequence[Node], span: Span) -> Node | None:
    """The order of a derivative that names what it is taken by, each as often as it is."""
    return Token("number", str(len(variables)), span) if len(variables) > 1 else None


def gradient(reader: Cursor, node: Node, below: Node | None) -> Basic:
    """∇_w J; ∇f of a function whose arguments are known."""
    if reader.text() in TIMES:
        raise fault(node.span, "a divergence or a curl", "a gradient", "write it in components with ∂")
    if below is not None:
        variable = reader.inner(below)
        value = operand(reader, node.span, "∇")
        if is_matrix(variable):
            return Gradient(value, variable)
        _by_name(variable, node.span)
        return Derivative(value, variable)
    place = reader.peek()
    if place is None:
        raise fault(node.span, shown(node), "its variable", "write ∇ with what it is taken by, as in ∇_w")
    name = with_label(place)
    meaning = reader.ledger.meaning(name.text) if name is not None else None
    always = meaning.arguments if meaning is not None and meaning.kind is Kind.FUNCTION else ()
    if name is None or not (always or isinstance(base_of(reader.peek(1)), Fence)):
        return _by_the_only_vector(reader, node)
    value = reader.primary()
    at = tuple(value.args) if isinstance(value, AppliedUndef) else always
    named = all(isinstance(each, sympy.Symbol | sympy.MatrixSymbol) for each in at) and len(set(at)) == len(at)
    if not at or not named:  # at w_t, a name, it is the gradient of L(w_t) by w_t
        raise fault(place.span, "a gradient at a place", "one of a function, at a name", "put the place in afterwards")
    if len(at) == 1 and is_matrix(at[0]):
        return Gradient(value, at[0])
    if any(map(is_matrix, at)):
        raise fault(node.span, shown(node), "its variable", "write ∇ with what it is taken by, as in ∇_w")
    return sympy.ImmutableDenseMatrix([Derivative(value, name) for name in at])


def _by_the_only_vector(reader: Cursor, node: Node) -> Basic:
    """∇‖x‖² of an expression that holds one vector."""
    value = operand(reader, node.span, "∇")
    vectors = [name for name in value.atoms(sympy.MatrixSymbol) if name.shape[1] == 1]
    if (is_matrix(value) and tuple(value.shape) != (1, 1)) or len(vectors) != 1:
        raise fault(node.span, shown(node), "its variable", "write ∇ with what it is taken by, as in ∇_w")
    reader.remark(node.span, f"∇ is taken by {vectors[0]}")
    return Gradient(value, vectors[0])


def nabla(reader: Cursor, node: Scripts) -> Basic:
    """∇ with scripts."""
    if node.above is None:
        return gradient(reader, node, node.below)
    square = isinstance(node.above, Token) and node.above.text == "2" and node.below is None
    if not square or not all(isinstance(size, int | Integer) and size == 1 for size in reader.record.shape or (1, 1)):
        hint = "∇² is read as the Laplacian of a function: write a Hessian with ∂"
        raise fault(node.above.span, "a power of ∇", "∇² of a function that equals a number", hint)
    return _laplacian(reader, node)


def _laplacian(reader: Cursor, node: Scripts) -> Basic:
    """∇²f = f_xx + f_yy of an f whose arguments are known."""
    slopes = gradient(reader, node, None)
    if not isinstance(slopes, sympy.MatrixBase):
        raise fault(node.span, "∇² of this", "a function of numbers", "say what it is a function of")
    reader.remark(node.span, "∇² is read as the Laplacian")
    return summed([Derivative(slope.expr, *slope.variables, *slope.variables, evaluate=False) for slope in slopes])
