"""What a name stands for where it stands: by the ledger, by its scripts, by the bracket behind it, by custom."""

from __future__ import annotations

import sympy
from sympy import Integer
from sympy.core.basic import Basic

from checker.read.applications import FUNCTION_LETTERS, is_application, several_places, value_at
from checker.read.building import is_column, raised
from checker.read.constants import identity
from checker.read.cursor import Cursor, base_of, fault
from checker.read.functions import special
from checker.read.imaginary_unit import imaginary
from checker.read.ledger import Kind, Meaning, real
from checker.read.names import Name, with_label, word_above, worded
from checker.read.scripts import layer_fence, layer_of, layered, powered, primes, subscripted, unknown_function
from checker.written import Command, Fence, Node, Scripts, Token

NUMBERS = {"e": sympy.E, "pi": sympy.pi}  # where the notes do not say otherwise
ROMAN = frozenset(
    """operatorname operatorname* text textrm textnormal mathrm mathsf textit
    mathtt""".split()  # noqa: SIM905  # a table of words
)


def named(reader: Cursor, name: Name, node: Node) -> Basic:
    """A name without scripts, or with its label: a value, or a function with its arguments."""
    meaning = reader.ledger.meaning(name.text)
    if name.bold and name.text in reader.ledger.lengths:
        hint = f"{name.text} in plain is a number here; write the vector in components"
        raise fault(node.span, f"the vector {name.text}", "a number", hint)
    if meaning is not None and not (meaning.kind is Kind.DATA and not name.bold):
        return _known(reader, meaning, name, node)
    found = imaginary(reader, name, node)
    if found is None:
        found = identity(reader, name, node)
    if found is None:
        found = special(reader, name.text, node.span)
    if found is not None:
        return found
    if name.text in NUMBERS and not name.bold:
        return NUMBERS[name.text]
    if is_application(reader, name):
        return value_at(reader, unknown_function(name.text), name, node, Integer(0))
    if (
        isinstance(node, Command)
        and node.name in ROMAN
        and len(name.text) > 1
        and isinstance(base_of(reader.peek()), Fence)
    ):
        hint = f"say what {name.text} is, or write it as a product with a dot"
        raise fault(node.span, f"`{name.text}` before an argument", "a function that is known", hint)
    if name.bold:
        hint = "say what it is: $x \\in \\mathbb{R}^n$"
        raise fault(node.span, f"the vector or matrix {name.text}", "a name whose shape is known", hint)
    reader.remark(node.span, f"{name.text} is taken as a real number")
    return real(name.text)


def _known(reader: Cursor, meaning: Meaning, name: Name, node: Node) -> Basic:
    """What the ledger says; data without an index is no value."""
    if meaning.kind is Kind.FUNCTION:
        return value_at(reader, meaning, name, node, Integer(0))
    if meaning.kind is Kind.DATA:
        raise fault(node.span, f"{name.text} without an index", "an index", f"{name.text} is data with an index here")
    if meaning.assumed:
        reader.remark(node.span, f"{name.text} is taken as {meaning.why}")
    if meaning.kind is Kind.SCALAR and name.text in FUNCTION_LETTERS and (places := several_places(reader)) is not None:
        if not all(with_label(place[0]) is not None and len(place) == 1 for place in places):
            hint = f"say of what it is a function: {name.text}(x, y) = …"
            raise fault(node.span, f"`{name.text}`, a number here, before its arguments", "a function", hint)
        reader.take()  # φ(x, y), of a φ that is x²y: φ itself
    return meaning.object


def scripted_name(reader: Cursor, name: Name, node: Scripts) -> Basic:
    """A name with scripts: an index, a label, a number in brackets, a star, primes, or a power."""
    if _is_layer(reader, name, node) and not _differentiates(reader, name, node):
        found = layered(reader, name, node)
        return named(reader, found, node) if isinstance(found, Name) else found
    if word_above(node) is not None:
        return _with_word(reader, name, node)
    if node.below is None:
        return _with_power(reader, name, node)
    found = subscripted(reader, name, node.below)
    if not isinstance(found, Name):
        return found if node.above is None else powered(reader, found, node)
    if node.above is None:
        return named(reader, found, node)
    return _with_power(reader, found, node)


def _with_word(reader: Cursor, name: Name, node: Scripts) -> Basic:
    """w^{new}: a name of its own, of the shape of w; an item of data has none."""
    word = word_above(node)
    assert word is not None
    plain = Scripts(node.base, node.below, None, node.span)
    found = subscripted(reader, name, node.below) if node.below is not None else name
    if not isinstance(found, Name):
        base = found.base if isinstance(found, sympy.Indexed) else None
        if base is None:
            raise fault(node.span, "a word above an entry", "a name", "give it a name of its own")
        return sympy.IndexedBase(f"{base}^{word}", real=True)[found.indices]
    full = worded(found, word)
    known = reader.ledger.meaning(found.text)
    if known is not None and known.kind is Kind.MATRIX and reader.ledger.meaning(full.text) is None:
        return sympy.MatrixSymbol(full.text, *known.object.shape)
    return named(reader, full, plain)


def _is_layer(reader: Cursor, name: Name, node: Scripts) -> bool:
    """Does w^{(1)} number w? In another reading it is a power."""
    if layer_of(node.above) is None or (name.text == "e" and reader.ledger.meaning("e") is None):
        return False
    return not reader.other("superscript in brackets", "a superscript in brackets is read as a power")


def _differentiates(reader: Cursor, name: Name, node: Scripts) -> bool:
    """Is f^{(n)} a derivative: of a function, with nothing below?"""
    meaning = reader.ledger.meaning(name.text)
    if node.below is not None:
        return False
    if meaning is not None:
        return meaning.kind is Kind.FUNCTION
    return is_application(reader, name)


def _with_power(reader: Cursor, name: Name, node: Scripts) -> Basic:
    """The name with what its superscript says."""
    meaning = reader.ledger.meaning(name.text)
    if name.text == "pi" and meaning is None and node.below is None and layer_of(node.above) is None:
        return powered(reader, sympy.pi, node)
    starred = getattr(node.above, "text", "") in {"*", "\\ast", "∗", "\\star"}
    if starred and (_is_starred(name, meaning) or _is_value_of(reader, meaning)):
        return named(reader, Name(f"{name.text}^*", name.bold), Scripts(node.base, node.below, None, node.span))
    if starred and meaning is not None and meaning.kind is Kind.MATRIX and is_column(meaning.object):
        return sympy.MatrixSymbol(f"{name.text}^*", *meaning.object.shape)
    order, rest = primes(node.above)
    is_function = meaning is not None and meaning.kind is Kind.FUNCTION
    applied = meaning is None and name.text in FUNCTION_LETTERS and is_application(reader, name)
    numbered = layer_fence(node.above) if _differentiates(reader, name, node) else None
    if meaning is None and (order or applied or numbered is not None):
        meaning, is_function = unknown_function(name.text), True
    if not is_function or meaning is None:
        return powered(reader, named(reader, name, node), node)
    if numbered is not None:
        return value_at(reader, meaning, name, node, reader.inner(numbered.body))
    if order:
        value = value_at(reader, meaning, name, node, Integer(order))
        return raised(value, reader.over(rest, node.span)) if rest else value
    return _function_with_power(reader, meaning, name, node)


def _is_starred(name: Name, meaning: Meaning | None) -> bool:
    """Is w^* a name of its own, such as the best w? The star of z or of a matrix says something else."""
    if name.text in {"z", "psi", "Psi"} or (meaning is not None and meaning.kind in {Kind.MATRIX, Kind.FUNCTION}):
        return False
    return meaning is None or bool(getattr(meaning.object, "is_real", False))


def _is_value_of(reader: Cursor, meaning: Meaning | None) -> bool:
    """Is π^*, of a function π(Q), the value of it at the best Q? A bracket behind it would take it at something."""
    function = meaning is not None and meaning.kind is Kind.FUNCTION
    return function and not isinstance(base_of(reader.peek()), Fence)


def _function_with_power(reader: Cursor, meaning: Meaning, name: Name, node: Scripts) -> Basic:
    """f²(x) is the square of f(x); f^{-1} is left unread."""
    above = node.above
    assert above is not None
    power = reader.inner(above)
    if power == Integer(-1):
        raise fault(above.span, "f^{-1}", "a power or a prime", "name the inverse function, or write 1/f")
    return raised(value_at(reader, meaning, name, node, Integer(0)), power)


def change(reader: Cursor, node: Token) -> Basic | None:
    """Δx is one name."""
    following = reader.peek()
    name = with_label(base_of(following)) if following is not None else None
    if name is None or reader.ledger.meaning("Delta") is not None or following is None:
        return None
    reader.take()
    if isinstance(following, Scripts) and following.below is not None:
        found = with_label(Scripts(following.base, following.below, None, following.span))
        if found is None:
            return None
        name = found
    made = named(reader, Name(f"Delta {name.text}"), node)
    return powered(reader, made, following) if isinstance(following, Scripts) else made
