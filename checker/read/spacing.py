"""A row of nodes without what only makes room, and with the signs joined that make one: 1{,}000, 10\\,000, sin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeGuard

from checker.written import Command, Node, Row, Scripts, Span, Token

WORDS = tuple(
    """arcsin arccos arctan sinh cosh tanh sin cos tan cot sec csc exp log lim max min det ln""".split()  # noqa: SIM905  # a table of words
)
"""Functions that are also read where their letters stand without a backslash; longer ones first."""
BY_LETTER = {word[0]: tuple(other for other in WORDS if other[0] == word[0]) for word in WORDS}

PHANTOMS = frozenset(("phantom", "hphantom", "vphantom", "label", "tag", "tag*", "hspace", "vspace"))


def bare(items: Sequence[Node]) -> tuple[Node, ...]:
    """The row without spaces and phantoms, its numbers and functions whole."""
    rest = [item for item in numbers_joined(items) if not _makes_room(item)]
    return tuple(_functions_joined(rest))


def spaceless(items: Iterable[Node]) -> list[Node]:
    """The nodes but for spaces."""
    return [item for item in items if not (isinstance(item, Token) and item.kind == "space")]


def _makes_room(item: Node) -> bool:
    return (isinstance(item, Token) and item.kind == "space") or (isinstance(item, Command) and item.name in PHANTOMS)


# --- numbers -----------------------------------------------------------------------------------


def numbers_joined(items: Sequence[Node], commas: bool = False) -> list[Node]:
    """`1{,}000`, `10\\,000`, and with `commas` `1,000`, as one number: groups of three digits after at most three.

    A comma before other than three digits, or after 0, is a decimal comma.
    """
    read: list[Node] = []
    k = 0
    while k < len(items):
        node = items[k]
        while _is_number(node) and (joined := _joined(node, items[k + 1 : k + 4], commas)) is not None:
            node, k = joined, k + 2
        read.append(node)
        k += 1
    return read


def _is_number(node: Node) -> TypeGuard[Token]:
    return isinstance(node, Token) and node.kind == "number"


def _joined(first: Token, following: Sequence[Node], commas: bool) -> Node | None:
    if len(following) < 2 or "." in first.text:
        return None
    separator, last = following[:2]
    digits = last.base if isinstance(last, Scripts) else last
    if not isinstance(digits, Token) or digits.kind != "number" or not _parts_groups(separator, first, digits, commas):
        return None
    if _is_decimal(separator, first, digits, following[2:]):
        return _number(f"{first.text}.{digits.text}", first, digits, last)
    group = digits.text.split(".", maxsplit=1)[0]
    leading = first.text if len(first.text) <= 3 else first.text[: len(first.text) % 3 or 3]
    if len(group) != 3 or leading.startswith("0") or (len(first.text) > 3 and not _was_joined(first)):
        return None
    return _number(first.text + digits.text, first, digits, last)


def _is_decimal(separator: Node, first: Token, digits: Token, after: Sequence[Node]) -> bool:
    """`3{,}14`, `0{,}125`, `0,25`: a comma before what is no group of three, or after 0, is a decimal one."""
    if "." in digits.text or _was_joined(first):
        return False
    if isinstance(separator, Row):
        return len(digits.text) != 3 or first.text == "0"
    listed = bool(after) and isinstance(after[0], Token) and after[0].text == ","
    comma = isinstance(separator, Token) and separator.text == ","
    return comma and first.text == "0" and len(digits.text) > 1 and not listed


def _number(text: str, first: Token, digits: Token, last: Node) -> Node:
    number = Token("number", text, Span(first.span.start, digits.span.end))
    if isinstance(last, Scripts):
        return Scripts(number, last.below, last.above, Span(first.span.start, last.span.end))
    return number


def _was_joined(number: Token) -> bool:
    return number.span.end - number.span.start > len(number.text)


def _parts_groups(separator: Node, first: Token, last: Token, commas: bool) -> bool:
    """A comma in braces, a thin space; a bare comma where no space stands beside it."""
    if isinstance(separator, Row):
        return [item.text for item in separator.items if isinstance(item, Token)] == [","]
    if not isinstance(separator, Token):
        return False
    close = first.span.end == separator.span.start and separator.span.end == last.span.start
    return separator.text == "\\," or (commas and separator.text == "," and close)


def dots_joined(items: Sequence[Node]) -> tuple[Node, ...]:
    """`...` as one sign, as `\\ldots` is."""
    if not any(isinstance(item, Token) and item.text == "." for item in items):  # as most often
        return tuple(items)
    read: list[Node] = []
    k = 0
    while k < len(items):
        three = [item for item in items[k : k + 3] if isinstance(item, Token) and item.text == "."]
        if len(three) == 3 and three[0].span.end == three[1].span.start and three[1].span.end == three[2].span.start:
            read.append(Token("command", "\\ldots", Span(three[0].span.start, three[2].span.end)))
            k += 3
        else:
            read.append(items[k])
            k += 1
    return tuple(read)


# --- functions written in letters ----------------------------------------------------------------


def _functions_joined(items: Sequence[Node]) -> list[Node]:
    read: list[Node] = []
    k = 0
    while k < len(items):
        first = items[k]
        begun = BY_LETTER.get(first.text, ()) if isinstance(first, Token) and first.kind == "letter" else ()
        word = next((word for word in begun if _spells(items[k : k + len(word)], word)), None)
        if word is None:
            read.append(items[k])
            k += 1
            continue
        last = items[k + len(word) - 1]
        start = items[k].span.start
        base = last.base if isinstance(last, Scripts) else last
        assert base is not None
        token = Token("command", f"\\{word}", Span(start, base.span.end))
        scripted = isinstance(last, Scripts)
        read.append(Scripts(token, last.below, last.above, Span(start, last.span.end)) if scripted else token)  # type: ignore[union-attr]
        k += len(word)
    return read


def _spells(items: Sequence[Node], word: str) -> bool:
    """Do letters side by side, without spaces between them, spell the word?"""
    if len(items) < len(word):
        return False
    end = items[0].span.start
    for item, letter in zip(items, word, strict=True):
        base = item.base if isinstance(item, Scripts) and item is items[-1] else item
        if not isinstance(base, Token) or base.kind != "letter" or base.text != letter or base.span.start != end:
            return False
        end = base.span.end
    return True
