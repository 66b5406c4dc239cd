"""The nodes that mathematics in plain text becomes: letters with their scripts, products, functions of SymPy's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from checker.report.signs import SIGNS
from checker.written import Command, Fence, Node, Row, Scripts, Span, Token

NOWHERE = Span(0, 0)  # a message is no source
ONE = Token("number", "1", NOWHERE)
MOST_DIGITS = 2  # behind a letter, of what is x₁₂ and no code such as D101
GREEK = frozenset(name for name, sign in SIGNS.items() if "\u0370" <= sign <= "\u03ff") - {"sum", "prod"}
NAMED = GREEK | {"ell", "hbar"}
ACCENTS = frozenset(("bar", "hat", "tilde", "vec", "dot"))
SCRIPTS = re.compile(r"_(?![^({]*[)}])")  # of y_hat_1; one in brackets is within a script
STYLED = {"cal": "mathcal", "bb": "mathbb", "frak": "mathfrak"}  # how the reader calls letters of other styles
COMMANDS = {"-": "−", "∞": "\\infty", "Σ": "\\sum", "∑": "\\sum", "≠": "\\neq", "≤": "\\leq", "≥": "\\geq"}


def row(node: Node) -> Row:
    """A node as a whole formula."""
    return node if isinstance(node, Row) else Row((node,), NOWHERE)


# --- letters, products -------------------------------------------------------------------------------------


def is_symbol(name: str) -> bool:
    """Is it a letter, with or without a script, rather than a word?"""
    if name.startswith("\\"):
        return name[1:] in SIGNS
    base = re.split(r"[_'′]", name)[0]
    letter = base.rstrip("0123456789")
    if len(base) - len(letter) > MOST_DIGITS:
        return False
    is_marked = len(letter) == 2 and not letter[1].isalnum()
    is_styled = base in STYLED and len(name) > len(base) + 1
    return len(letter) == 1 or is_marked or letter in NAMED or is_styled


def symbol(name: str) -> Node:
    """A letter, a Greek one by its name, with its number or script, and its primes."""
    if name.startswith("\\"):
        return Token("command", name, NOWHERE)
    body, primes = name.rstrip("'′"), len(name) - len(name.rstrip("'′"))
    style, _, styled = body.partition("_")
    if style in STYLED and styled:
        return Command(STYLED[style], (), (symbol(styled),), NOWHERE)
    base, *scripts = SCRIPTS.split(body)
    letter = base.rstrip("0123456789")
    node = _letter(letter)
    for accent in (script for script in scripts if script in ACCENTS):
        node = Command(accent, (), (node,), NOWHERE)
    below = ",".join(script.strip("(){}") for script in scripts if script not in ACCENTS) or base[len(letter) :]
    above = Row(tuple(Token("operator", "'", NOWHERE) for _ in range(primes)), NOWHERE) if primes else None
    return Scripts(node, letters(below) if below else None, above, NOWHERE) if below or above else node


def _letter(name: str) -> Node:
    if name in NAMED:
        return command(name)
    if len(name) > 1 and name.isalpha():
        return Command("mathrm", (), (letters(name),), NOWHERE)
    return Token("letter", name, NOWHERE)


def letters(text: str) -> Node:
    """A script as it is written: a Greek letter by its name, numbers and letters side by side."""
    if text in GREEK:
        return command(text)
    parts = re.findall(r"\d+|[^\W\d_]|\S", text)
    nodes = tuple(Token("number" if part[0].isdigit() else _kind(part), part, NOWHERE) for part in parts)
    return nodes[0] if len(nodes) == 1 else Row(nodes, NOWHERE)


def _kind(character: str) -> str:
    return "letter" if character.isalpha() else "operator"


def sign(text: str) -> Node:
    shown = COMMANDS.get(text, text)
    return Token("command" if shown.startswith("\\") else "operator", shown, NOWHERE)


def command(name: str) -> Node:
    return Token("command", f"\\{name}", NOWHERE)


def raised(base: Node, exponent: Node) -> Node:
    if isinstance(base, Scripts) and base.above is None:
        return Scripts(base.base, base.below, exponent, NOWHERE)
    if isinstance(base, Row) and all(isinstance(node, Token) and node.kind == "letter" for node in base.items):
        *before, last = base.items  # XXᵀ
        return Row((*before, raised(last, exponent)), NOWHERE)
    return Scripts(_closed(base), None, exponent, NOWHERE)


def _closed(node: Node) -> Node:
    """A node that a script may stand at."""
    return Fence("(", ")", node, NOWHERE) if isinstance(node, Row) and len(node.items) > 1 else node


def flat(node: Node) -> list[Node]:
    return list(node.items) if isinstance(node, Row) else [node]


def bare(node: Node) -> Row:
    """Without the brackets that a numerator or an exponent needs on one line only."""
    return row(node.body if isinstance(node, Fence) and node.opening == "(" else node)


def listed(nodes: Sequence[Node]) -> Row:
    if len(nodes) == 1:
        return row(nodes[0])
    parted = [part for node in nodes for part in (sign(","), *flat(node))][1:]
    return Row(tuple(parted), NOWHERE)


def product(factors: list[Node]) -> Node:
    if len(factors) > 1 and factors[0] == ONE:
        factors = factors[1:]
    if len(factors) == 1:
        return factors[0]
    nodes = flat(factors[0])
    for before, factor in pairwise(factors):
        nodes += [command("cdot"), *flat(factor)] if _needs_sign(before, factor) else flat(factor)
    return Row(tuple(nodes), NOWHERE)


def _needs_sign(before: Node, factor: Node) -> bool:
    """Would the two side by side be read as something else: as one number, one name or a function of the second?"""
    last, first = _last(before), _first(factor)
    if _is_times(last) or _is_times(first):
        return False
    if isinstance(first, Token) and first.kind == "number":
        return True
    if isinstance(first, Fence):
        return not (isinstance(last, Fence) or (isinstance(last, Token) and last.kind == "number"))
    return isinstance(last, Command) and last.name == "mathrm"


def slashed(node: Node) -> Node:
    """A fraction of two numbers by itself on one line, as sentences have it: 1/2."""
    if not isinstance(node, Command) or node.name != "frac":
        return node
    parts = [part.items[0] for part in node.arguments if isinstance(part, Row) and len(part.items) == 1]
    if len(parts) < 2 or any(not isinstance(part, Token) or part.kind != "number" for part in parts):
        return node
    return Row((parts[0], Token("operator", "/", NOWHERE), parts[1]), NOWHERE)


def positive_first(node: Node) -> Node:
    """A sum with a term before which no minus stands at its head: x − 1 for −1 + x."""
    if not isinstance(node, Row) or not is_minus(node.items[0]):
        return node
    signs = [k for k, item in enumerate(node.items) if is_minus(item) or _is_plus(item)]
    start = next((k for k in signs if _is_plus(node.items[k])), None)
    if start is None:
        return node
    end = next((k for k in signs if k > start), len(node.items))
    return Row((*node.items[start + 1 : end], *node.items[:start], *node.items[end:]), NOWHERE)


def _is_plus(node: Node) -> bool:
    return isinstance(node, Token) and node.text == "+"


def is_minus(node: Node) -> bool:
    return isinstance(node, Token) and node.text == "−"


def _is_times(node: Node) -> bool:
    return isinstance(node, Token) and node.text == "×"


def _last(node: Node) -> Node:
    return _last(node.items[-1]) if isinstance(node, Row) and node.items else node


def _first(node: Node) -> Node:
    if isinstance(node, Scripts) and node.base is not None:
        return _first(node.base)
    return _first(node.items[0]) if isinstance(node, Row) and node.items else node


# --- functions that are not written as such ------------------------------------------------------


def _exponential(arguments: Sequence[Node]) -> Node | None:
    return raised(Token("letter", "e", NOWHERE), row(arguments[0])) if len(arguments) == 1 else None


def _square_root(arguments: Sequence[Node]) -> Node | None:
    return Command("sqrt", (), (row(arguments[0]),), NOWHERE) if len(arguments) == 1 else None


def _modulus(arguments: Sequence[Node]) -> Node | None:
    return Fence("|", "|", row(arguments[0]), NOWHERE) if len(arguments) == 1 else None


def _derivative(arguments: Sequence[Node]) -> Node | None:
    if len(arguments) != 2:
        return None
    below = Row((Token("letter", "d", NOWHERE), arguments[1]), NOWHERE)
    quotient = Command("frac", (), (Token("letter", "d", NOWHERE), below), NOWHERE)
    return Row((quotient, *_term(arguments[0])), NOWHERE)


def _over_range(name: str) -> Callable[[Sequence[Node]], Node | None]:
    """Σ or ∏ over (k, a, b)."""

    def made(arguments: Sequence[Node]) -> Node | None:
        limits = _limits(arguments)
        if limits is None:
            return None
        variable, low, high = limits
        below = Row((variable, sign("="), *flat(low)), NOWHERE)
        return Row((Scripts(command(name), below, high, NOWHERE), *_term(arguments[0])), NOWHERE)

    return made


def _integral(arguments: Sequence[Node]) -> Node | None:
    sign: Node = command("int")
    if len(arguments) != 2:
        return None
    variable = arguments[1]
    limits = _limits(arguments)
    if limits is not None:
        variable, low, high = limits
        sign = Scripts(sign, low, high, NOWHERE)
    return Row((sign, *_term(arguments[0]), Token("letter", "d", NOWHERE), variable), NOWHERE)


def _limits(arguments: Sequence[Node]) -> tuple[Node, Node, Node] | None:
    """The name, the lower and the upper bound of (k, a, b)."""
    last = arguments[-1]
    if len(arguments) != 2 or not isinstance(last, Fence):
        return None
    parts: list[list[Node]] = [[]]
    for node in last.body.items:
        if node == sign(","):
            parts.append([])
        else:
            parts[-1].append(node)
    if len(parts) != 3:
        return None
    name, low, high = (part[0] if len(part) == 1 else Row(tuple(part), NOWHERE) for part in parts)
    return name, low, high


def _term(node: Node) -> list[Node]:
    """What a sign of a sum or a derivative acts on: in brackets where it is a sum."""
    is_sum = any(isinstance(part, Token) and part.kind == "operator" for part in flat(node))
    return [_closed(node)] if is_sum else flat(node)


SPECIAL: dict[str, Callable[[Sequence[Node]], Node | None]] = {
    "exp": _exponential,
    "sqrt": _square_root,
    "Abs": _modulus,
    "Derivative": _derivative,
    "Sum": _over_range("sum"),
    "Product": _over_range("prod"),
    "Integral": _integral,
}
