"""Laplace transforms: `\\mathcal{L}\\{f\\}(s)` is the integral of f(t) e^{−st} over t ≥ 0.

That of a function which is not known is one number for each s, of which nothing is known but what is told of it.
"""

from __future__ import annotations

import sympy
from sympy import Integer, oo
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.core.symbol import Str

from checker.objects import Statistic
from checker.read.building import is_matrix, multiplied
from checker.read.cursor import Cursor, base_of, fault, items_of
from checker.read.dependent import written_out
from checker.read.ledger import real
from checker.read.names import with_label
from checker.read.spacing import bare
from checker.read.statistics import written
from checker.written import Command, Fence, Node, Scripts

SCRIPT = frozenset(("mathcal", "mathscr", "mathfrak"))
TRANSFORMS = frozenset("LFZ")
BRACES = frozenset(("\\{", "\\lbrace"))


def transform(reader: Cursor, node: Node) -> Basic | None:
    """The transform that begins with a sign which was just taken; None where it begins none.

    In braces anything is transformed; in other brackets what has its variable behind it, as 𝓛[q] may be a functional.
    """
    letter = _letter(base_of(node))
    fence = base_of(reader.peek())
    if letter is None or not isinstance(fence, Fence):
        return None
    variable = _variable(reader)
    if fence.opening not in BRACES and not (fence.opening in {"[", "("} and variable is not None and letter == "L"):
        return None
    if letter != "L" or isinstance(node, Scripts):
        raise fault(node.span, "a transform", "a Laplace transform 𝓛{f}", "write it as an integral")
    reader.take()
    if variable is not None:
        reader.take()
    return _integral(reader, fence, real("t"), reader.inner(variable) if variable is not None else _s(reader))


def _integral(reader: Cursor, fence: Fence, t: Basic, s: Basic) -> Basic:
    function = written_out(reader, reader.inner(fence.body), t, fence)
    known = dict(reader.ledger.definitions)
    unknown = [applied for applied in function.atoms(AppliedUndef) if applied not in known]
    if is_matrix(function):
        raise fault(fence.span, "a transform of a matrix", "a function of t", "write it for each entry")
    if unknown:
        return Statistic(Str("ℒ"), Str(written(fence.body.items)), s)
    kernel = sympy.exp(sympy.Mul(Integer(-1), s, t, evaluate=False), evaluate=False)
    return sympy.Integral(multiplied((function, kernel)), (t, Integer(0), oo))


def _s(reader: Cursor) -> Basic:
    meaning = reader.ledger.meaning("s")
    return real("s") if meaning is None else meaning.object


def _letter(node: Node | None) -> str | None:
    if not isinstance(node, Command) or node.name not in SCRIPT or len(node.arguments) != 1:
        return None
    text = "".join(getattr(item, "text", "") for item in bare(items_of(node.arguments[0])))
    return text if text in TRANSFORMS else None


def _variable(reader: Cursor) -> Node | None:
    """The s of `(s)` behind the bracket."""
    behind = reader.items[reader.k + 1] if reader.k + 1 < len(reader.items) else None
    if not isinstance(behind, Fence) or behind.opening != "(":
        return None
    inside = bare(behind.body.items)
    return inside[0] if len(inside) == 1 and with_label(inside[0]) is not None else None
