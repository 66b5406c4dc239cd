"""A name before a bracket: a function at its argument, or a factor of a product."""

from __future__ import annotations

import sympy
from sympy import Integer
from sympy.core.basic import Basic

from checker.read.building import is_matrix
from checker.read.cursor import Cursor, base_of, fault, items_of, parted
from checker.read.functions import arguments
from checker.read.ledger import Meaning, real
from checker.read.names import GREEK, Name, with_label
from checker.read.scripts import powered, primed, primes
from checker.read.spacing import bare
from checker.read.usage import usage
from checker.written import Fence, Node, Scripts, Token

FUNCTION_LETTERS = frozenset(["f", "g", "h", "F", "G", "H", "phi", "psi", "sigma"])


def alone(name: str) -> str:
    """The choice of reading by which Q is a number of its own beside the function Q(r)."""
    return f"{name} alone is no value of the function {name}"


def is_application(reader: Cursor, name: Name) -> bool:
    """Is a name, of which nothing is known, a function of the bracket behind it?

    f(x + 1) is, and so is x(t), with one name or number in the bracket; x(x + 1) is a product.
    """
    fence = base_of(reader.peek())
    if not isinstance(fence, Fence) or fence.opening != "(" or fence.closing != ")" or name.bold:
        return False
    letter = name.text.split("_")[0]
    inside = bare(fence.body.items)
    if several_places(reader) is not None:
        return len(letter) == 1 or letter in FUNCTION_LETTERS
    single = len(inside) == 1 and (with_label(inside[0]) is not None or _is_number(inside[0]))
    if letter in FUNCTION_LETTERS and single:
        return True
    if letter not in FUNCTION_LETTERS and not (single and _is_letter(letter)):
        return False
    return not reader.other(f"{name.text} before a bracket", f"{name.text}(…) is read as a product")


def several_places(reader: Cursor) -> list[list[Node]] | None:
    """What commas part in the round bracket that comes next; None where there are none."""
    fence = base_of(reader.peek())
    if not isinstance(fence, Fence) or fence.opening != "(" or fence.closing != ")":
        return None
    places = parted(bare(fence.body.items), (",", ";"))
    return places if len(places) > 1 and all(places) else None


def _is_number(node: Node) -> bool:
    return isinstance(node, Token) and node.kind == "number"


def _is_letter(text: str) -> bool:
    return len(text) == 1 or text in GREEK


def value_at(reader: Cursor, meaning: Meaning, name: Name, node: Node, order: Basic) -> Basic:
    """f(…), or f alone where it is always taken at the same arguments; `order` differentiates it."""
    following = reader.peek()
    fence = base_of(following)
    if isinstance(fence, Fence) and fence.opening in {"(", "["} and fence.closing in {")", "]"}:
        if meaning.arguments and not _is_place(fence) and name.text in usage([fence.body]).unapplied:
            return _value(reader, meaning, order)  # P(1 − P/K) is P times the bracket
        found = arguments(reader, fence)
        if meaning.arguments and len(found) != len(meaning.arguments):
            if len(found) == 1 and not _is_place(fence):
                return _value(reader, meaning, order)  # f (a + b): a product, as f has other arguments
            hint = f"{name.text} has {len(meaning.arguments)} of them"
            raise fault(fence.span, f"{len(found)} arguments", f"{len(meaning.arguments)} arguments", hint)
        if any(is_matrix(value) for value in found) and not any(map(is_matrix, meaning.arguments)):
            _fits_matrix(meaning, fence)
        reader.take()
        value = primed(reader, meaning, found, order)
        return _scripted(reader, value, following, meaning, found, order)
    if alone(name.text) in reader.record.taken and order == 0:
        return real(name.text)
    if meaning.arguments:
        return _value(reader, meaning, order)
    raise fault(node.span, f"`{name.text}` without its argument", "`(`", f"{name.text} is a function here")


def _is_place(fence: Fence) -> bool:
    return len(bare(fence.body.items)) == 1


def _fits_matrix(meaning: Meaning, fence: Fence) -> None:
    if isinstance(meaning.object, sympy.core.function.UndefinedFunction) and not meaning.arguments:
        return
    if meaning.arguments:
        hint = "it is defined for numbers; say how it acts on each entry"
        raise fault(fence.span, "a vector or matrix as argument", "a number", hint)


def _value(reader: Cursor, meaning: Meaning, order: Basic) -> Basic:
    return primed(reader, meaning, meaning.arguments, order)


def _scripted(
    reader: Cursor, value: Basic, node: Node | None, meaning: Meaning, found: tuple[Basic, ...], order: Basic
) -> Basic:
    """f(x)^2, f(x)'."""
    if not isinstance(node, Scripts):
        return value
    if node.below is not None:
        raise fault(node.below.span, "a subscript", "a base that is a name", "only names have subscripts")
    count, rest = primes(node.above)
    if count:
        value = primed(reader, meaning, found, order + Integer(count))
        return value if not rest else sympy.Pow(value, reader.over(rest, node.span), evaluate=False)
    assert items_of(node.above)
    return powered(reader, value, node)
