"""∫ up to its differential, wherever that stands: ∫ f dx, ∫ dx/x, ∫ dx f, and integrals within integrals."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Derivative, Integer
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.read.building import is_matrix, multiplied
from checker.read.cursor import Cursor, base_of, base_text, fault, items_of
from checker.read.dependent import written_out
from checker.read.derivatives import is_d
from checker.read.ledger import Kind
from checker.read.names import with_label
from checker.read.spacing import bare
from checker.written import Command, Node, Row, Scripts, Span, Token

INTEGRALS = frozenset(("\\int", "∫"))
SEVERAL = frozenset(("\\iint", "\\iiint", "\\oint", "∬", "∭", "∮"))
FRACTIONS = frozenset(("frac", "dfrac", "tfrac"))
PARTS = (("u", "v"), ("f", "g"))


def integral(reader: Cursor, node: Node) -> Basic:
    """The integral that begins here."""
    if base_text(node) in SEVERAL:
        hint = "write ∫_a^b ∫_c^d … dy dx, each with its range"
        raise fault(node.span, "an integral over a region", "ranges", hint)
    found = _differential(reader)
    if found is None:
        raise fault(node.span, "an integral without its differential", "`dx`", "write what it is integrated by")
    body, variable, after = found
    start = reader.k
    reader.k = after
    by = reader.inner(variable)
    if is_matrix(by):
        raise fault(variable.span, "an integral by a vector", "a number", "write it in components")
    if isinstance(variable, Scripts) and variable.above is not None:
        raise fault(variable.span, "a volume as differential", "`dx`", "write one integral for each variable")
    integrand = _integrand(reader, body, start, node)
    by, integrand = _of_function(reader, by, integrand, variable)
    _by_parts(by, integrand, variable)
    if not isinstance(by, sympy.Symbol):
        raise fault(variable.span, "an integral by this", "a name", "integrals are taken by names")
    integrand = written_out(reader, integrand, by, node)
    if not isinstance(node, Scripts) or (node.below is None and node.above is None):
        return sympy.Integral(integrand, by)
    if node.below is None or node.above is None:
        raise fault(node.span, "one bound", "two bounds or none", "this range of integration is not read")
    return sympy.Integral(integrand, (by, reader.inner(node.below), reader.inner(node.above)))


def _integrand(reader: Cursor, body: Sequence[Node], start: int, node: Node) -> Basic:
    if body:
        return reader.over(body, node.span)
    if reader.k - start == 2 and reader.juxtaposed():
        return reader.term()  # ∫ dx f(x)
    return Integer(1)


def _differential(reader: Cursor) -> tuple[tuple[Node, ...], Node, int] | None:
    """What stands before the d of `dx` that closes the integral which opens here, its x, and the place behind."""
    items, opened = reader.items, 1
    for j in range(reader.k, len(items)):
        if base_text(items[j]) in INTEGRALS:
            opened += 1
        inside = _in_fraction(items[j])
        if inside is not None:
            opened -= 1
            if not opened:
                return (*items[reader.k : j], inside[0]), inside[1], j + 1
        if is_d(items[j]) and base_text(items[j]) != "\\partial" and _is_variable(items, j + 1):
            opened -= 1
            if not opened:
                return items[reader.k : j], items[j + 1], j + 2
    return None


def _is_variable(items: Sequence[Node], k: int) -> bool:
    if k >= len(items):
        return False
    node = items[k]
    return with_label(node) is not None or (isinstance(node, Scripts) and with_label(node.base) is not None)


def _in_fraction(node: Node) -> tuple[Node, Node] | None:
    """The fraction without the dx that ends its numerator, and x."""
    if not isinstance(node, Command) or node.name not in FRACTIONS:
        return None
    top, bottom = node.arguments
    items = bare(items_of(top))
    if len(items) < 2 or not is_d(items[-2]) or with_label(items[-1]) is None or _is_derivative(items, bottom):
        return None
    rest = items[:-2] or (Token("number", "1", Span(top.span.start, top.span.start)),)
    return Command(node.name, (), (Row(rest, top.span), bottom), node.span), items[-1]


def _is_derivative(items: Sequence[Node], bottom: Node) -> bool:
    below = bare(items_of(bottom))
    return len(items) == 2 and bool(below) and is_d(base_of(below[0]))


def _of_function(reader: Cursor, by: Basic, integrand: Basic, variable: Node) -> tuple[Basic, Basic]:
    """∫ u dv of a function v of x is ∫ u v′ dx."""
    name = with_label(variable)
    meaning = reader.ledger.meaning(name.text) if name is not None else None
    if meaning is None or meaning.kind is not Kind.FUNCTION or not isinstance(by, AppliedUndef) or len(by.args) != 1:
        return by, integrand
    (inside,) = by.args
    return inside, multiplied((integrand, Derivative(by, inside)))


def _by_parts(by: Basic, integrand: Basic, variable: Node) -> None:
    """Raises on ∫ u dv where nothing says of what u and v are functions: as numbers they would say something else."""
    for pair in PARTS:
        names = {str(symbol) for symbol in integrand.free_symbols}
        if str(by) in pair and names & set(pair) - {str(by)} and str(by) not in names:
            hint = f"say of which variable they are functions: {pair[0]}(x), {pair[1]}(x)"
            raise fault(variable.span, f"an integral by {by} of what depends on it", "functions of x", hint)
