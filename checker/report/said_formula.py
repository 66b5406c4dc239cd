"""Mathematics in plain text, as SymPy and the engine write it, becomes a written tree, by recursive descent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.report.plain import SUBSCRIPTS, SUPERSCRIPTS
from checker.report.signs import FUNCTIONS, SIGNS
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

NOWHERE = Span(0, 0)  # a message is no source
MOST_DIGITS = 2  # behind a letter, of what is x₁₂ and no code such as D101
DEEPEST = 24  # brackets within one another
RAISED = {sign: character for character, sign in SUPERSCRIPTS.items()}
LOWERED = {sign: character for character, sign in SUBSCRIPTS.items()}
MARKS = "\u0300-\u036f\u20d7"
SCRIPT = r"(?:_(?:[A-Za-z0-9\u0370-\u03ff]+|\([^()]*\)|\{[^{}]*\}))?['′]*"
LEXEME = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?)"
    rf"|(?P<raised>[{''.join(RAISED)}]+)|(?P<lowered>[{''.join(LOWERED)}]+)"
    r"|(?P<sign>\*\*|[-+−*·×/^=≠<>≤≥≈∈↦()\[\]{},;|‖√Σ∑∞])"
    rf"|(?P<name>(?:\\[A-Za-z]+|[A-Za-z][A-Za-z0-9]*|[\u0370-\u03ff\u210f\u2113\u0127][0-9]*)[{MARKS}]*{SCRIPT})"
    r"|(?P<other>\S)"
)
GREEK = frozenset(name for name, sign in SIGNS.items() if "\u0370" <= sign <= "\u03ff") - {"sum", "prod"}
NAMED = GREEK | {"ell", "hbar"}
RELATIONS = frozenset("=≠<>≤≥≈∈↦")
SUMS, TIMES = frozenset("+-−"), frozenset(("*", "·", "×"))
ACCENTS = frozenset(("bar", "hat", "tilde", "vec", "dot"))
STYLED = {"cal": "mathcal", "bb": "mathbb", "frak": "mathfrak"}  # how the reader calls letters of other styles
STATISTICS = frozenset(("E", "Var", "Cov", "Corr", "P"))  # whose brackets are no index
CLOSING = {"(": ")", "[": "]"}
BARE = frozenset(("sin", "cos", "tan", "cot", "sinh", "cosh", "tanh", "ln"))  # that stand without brackets
COMMANDS = {"-": "−", "∞": "\\infty", "Σ": "\\sum", "∑": "\\sum", "≠": "\\neq", "≤": "\\leq", "≥": "\\geq"}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A sign, name or number with its range in the message; `is_apart` where a blank stands before it, or nothing."""

    kind: str
    text: str
    start: int
    end: int
    is_apart: bool


ONE = Token("number", "1", NOWHERE)
Read = tuple[Node, int]
"""A node, and the first lexeme after it."""


def lexemes(message: str) -> list[Lexeme]:
    """All that a message holds but blanks."""
    found: list[Lexeme] = []
    for match in LEXEME.finditer(message):
        before = found[-1].end if found else -1
        found.append(Lexeme(str(match.lastgroup), match.group(), match.start(), match.end(), match.start() > before))
    return found


def formula_at(found: Sequence[Lexeme], at: int) -> tuple[Row, int] | None:
    """The longest formula that begins there, with the first lexeme after it; None where none does."""
    read = _Reader(found).relations(at)
    return None if read is None else (row(read[0]), read[1])


def row(node: Node) -> Row:
    """A node as a whole formula."""
    return node if isinstance(node, Row) else Row((node,), NOWHERE)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads from a place on what stands there; every method gives None where that is not what it looks for."""

    found: Sequence[Lexeme]
    depth: int = 0

    def text(self, at: int) -> str:
        return self.found[at].text if at < len(self.found) and self.found[at].kind == "sign" else ""

    def joins(self, at: int) -> bool:
        """Does it stand right behind what is before it?"""
        return at < len(self.found) and not self.found[at].is_apart

    def relations(self, at: int) -> Read | None:
        return self.chain(at, RELATIONS, _Reader.sum, lambda _reader, _at: True)

    def sum(self, at: int) -> Read | None:
        return self.chain(at, SUMS, _Reader.signed, _Reader.is_between)

    def is_between(self, at: int) -> bool:
        """Is a + or − as far from what follows as from what stands before it? `[1 -2]` holds two numbers."""
        return self.joins(at) == self.joins(at + 1)

    def chain(
        self,
        at: int,
        signs: frozenset[str],
        part: Callable[[_Reader, int], Read | None],
        goes_on: Callable[[_Reader, int], bool],
    ) -> Read | None:
        """Parts with signs between."""
        first = part(self, at)
        if first is None:
            return None
        nodes, at = _flat(first[0]), first[1]
        while self.text(at) in signs and goes_on(self, at):
            following = part(self, at + 1)
            if following is None:
                break
            then = _flat(following[0])
            is_less = self.text(at) == "+" and _is_minus(then[0])  # a + -b is a − b
            nodes += then if is_less else [_sign(self.text(at)), *then]
            at = following[1]
        return (nodes[0] if len(nodes) == 1 else Row(tuple(nodes), NOWHERE)), at

    def signed(self, at: int) -> Read | None:
        if self.text(at) in SUMS and self.joins(at + 1):
            read = self.product(at + 1)
            return None if read is None else (Row((_sign(self.text(at)), *_flat(read[0])), NOWHERE), read[1])
        return self.product(at)

    def product(self, at: int) -> Read | None:
        first = self.power(at)
        if first is None:
            return None
        factors, at = [first[0]], first[1]
        while True:
            sign = self.text(at)
            following = self.power(at + 1) if sign == "/" or sign in TIMES else self.beside(at)
            if following is None:
                return _slashed(_product(factors)), at
            if sign == "/" and following[0] == ONE:
                factors = [_product(factors)]
            elif sign == "/":
                factors = [Command("frac", (), (_bare(_product(factors)), _bare(following[0])), NOWHERE)]
            else:
                factors += [_sign("×"), following[0]] if sign == "×" else [following[0]]
            at = following[1]

    def beside(self, at: int) -> Read | None:
        """A factor without a sign before it: 2x, 2(1 + x), (1 + x)(1 − x), XᵀXθ, i sin x."""
        if at >= len(self.found):
            return None
        before, lexeme = self.found[at - 1], self.found[at]
        is_ended = before.kind in {"number", "raised", "lowered"} or before.text == ")"
        may = is_ended and (lexeme.kind == "name" or lexeme.text in {"(", "√"})
        may = may or (before.kind == lexeme.kind == "name")  # they are of two alphabets
        return self.power(at) if (may and self.joins(at)) or lexeme.text in BARE else None

    def power(self, at: int) -> Read | None:
        read = self.operand(at)
        if read is None:
            return None
        base, at = read
        if self.joins(at) and self.found[at].kind in {"raised", "lowered"}:
            table = RAISED if self.found[at].kind == "raised" else LOWERED
            script = _letters("".join(table[character] for character in self.found[at].text))
            base = _raised(base, script) if table is RAISED else Scripts(base, script, None, NOWHERE)
            at += 1
        if self.text(at) not in {"**", "^"}:
            return base, at
        exponent = self.exponent(at + 1)
        return (base, at) if exponent is None else (_raised(base, _bare(exponent[0])), exponent[1])

    def exponent(self, at: int) -> Read | None:
        if self.text(at) == "*":  # the best c is called c^*
            return _sign("*"), at + 1
        if self.text(at) not in SUMS:
            return self.operand(at)
        read = self.operand(at + 1)
        return None if read is None else (Row((_sign(self.text(at)), read[0]), NOWHERE), read[1])

    def operand(self, at: int) -> Read | None:
        if at >= len(self.found) or self.depth > DEEPEST:
            return None
        lexeme = self.found[at]
        if lexeme.kind == "number":
            return Token("number", lexeme.text, NOWHERE), at + 1
        if lexeme.kind == "name":
            return self.name(at)
        read = _OPENED.get(self.text(at))
        return None if read is None else read(_Reader(self.found, self.depth + 1), at)

    # --- names -----------------------------------------------------------------------------------

    def name(self, at: int) -> Read | None:
        text = self.found[at].text
        if self.joins(at + 1) and self.text(at + 1) == "(":
            return self.applied(at)
        if self.joins(at + 1) and self.text(at + 1) == "[":
            return self.applied(at) if text in STATISTICS else self.indexed(at)
        if text in BARE:
            return self.bare(at)
        if is_symbol(text):
            return _symbol(text), at + 1
        if text == "oo":
            return _sign("∞"), at + 1
        if len(text) == 2 and text.isalpha() and self.is_product(at):  # of letters of matrices, or of random names
            return _letters(text), at + 1
        is_factor = self.text(at + 1) in {"*", "**"} or (at > 0 and self.text(at - 1) in {"*", "**", "^"})
        return (_symbol(text), at + 1) if is_factor else None

    def is_product(self, at: int) -> bool:
        """Are two letters a product, as in (AB)ᵀ, XXᵀ and 2Ab?"""
        is_raised = self.joins(at + 1) and self.found[at + 1].kind == "raised"
        is_counted = at > 0 and self.joins(at) and self.found[at - 1].kind == "number"
        return is_raised or (self.found[at].text[0].isupper() and bool(self.depth or is_counted))

    def applied(self, at: int) -> Read | None:
        """f(x), exp(x), tr(AB), E[X]."""
        name, opening = self.found[at].text, self.text(at + 1)
        inside = _Reader(self.found, self.depth + 1)
        closing = CLOSING[opening]
        read = inside.arguments(at + 2, closing)
        if read is None or self.depth > DEEPEST:
            return None
        arguments, end = read
        special = _SPECIAL.get(name)
        made = special(arguments) if special else None
        if made is None:
            function = _symbol(name) if is_symbol(name) or name not in FUNCTIONS else _command(name)
            made = Row((function, Fence(opening, closing, _listed(arguments), NOWHERE)), NOWHERE)
        return made, end

    def indexed(self, at: int) -> Read | None:
        """x[i] is x with a subscript."""
        read = _Reader(self.found, self.depth + 1).arguments(at + 2, "]")
        if read is None or self.depth > DEEPEST:
            return None
        return Scripts(_symbol(self.found[at].text), _listed(read[0]), None, NOWHERE), read[1]

    def bare(self, at: int) -> Read | None:
        """sin x, and sin by itself."""
        name, at = self.found[at].text, at + 1
        function: Node = Command("mathrm", (), (_letters(name),), NOWHERE)
        if self.joins(at) and self.found[at].kind == "raised":
            function = _raised(function, _letters("".join(RAISED[sign] for sign in self.found[at].text)))
            at += 1
        is_letter = at < len(self.found) and self.found[at].kind == "name" and is_symbol(self.found[at].text)
        argument = self.power(at) if is_letter and self.found[at].is_apart else None
        return (function, at) if argument is None else (Row((function, argument[0]), NOWHERE), argument[1])

    def arguments(self, at: int, closing: str) -> tuple[list[Node], int] | None:
        """What commas part, up to the bracket that closes it."""
        nodes: list[Node] = []
        while True:
            read = self.relations(at)
            if read is None:
                return None
            nodes.append(read[0])
            if self.text(read[1]) == closing:
                return nodes, read[1] + 1
            if self.text(read[1]) != ",":
                return None
            at = read[1] + 1

    # --- brackets --------------------------------------------------------------------------------

    def bracketed(self, at: int) -> Read | None:
        read = self.arguments(at + 1, ")")
        return None if read is None else (Fence("(", ")", _listed(read[0]), NOWHERE), read[1])

    def braced(self, at: int) -> Read | None:
        read = self.sum(at + 1)
        return None if read is None or self.text(read[1]) != "}" else (row(read[0]), read[1] + 1)

    def barred(self, at: int) -> Read | None:
        bar, read = self.text(at), self.sum(at + 1)
        if read is None or self.text(read[1]) != bar:
            return None
        written = "|" if bar == "|" else "\\|"
        return Fence(written, written, row(read[0]), NOWHERE), read[1] + 1

    def rooted(self, at: int) -> Read | None:
        read = self.operand(at + 1) if self.joins(at + 1) else None
        return None if read is None else (Command("sqrt", (), (_bare(read[0]),), NOWHERE), read[1])

    def summed(self, at: int) -> Read | None:
        read = self.power(at + 1)
        return None if read is None else (Row((_sign("Σ"), read[0]), NOWHERE), read[1])

    def infinite(self, at: int) -> Read | None:
        return _sign("∞"), at + 1

    def gridded(self, at: int) -> Read | None:
        """[1 0; 0 1] is a matrix, [0, 1] an interval or a list."""
        rows: list[list[Node]] = [[]]
        at += 1
        commas = 0
        while self.text(at) != "]":
            if self.text(at) in {";", ","}:
                commas += self.text(at) == ","
                rows += [[]] if self.text(at) == ";" else []
                at += 1
                continue
            read = self.sum(at)
            if read is None:
                return None
            rows[-1].append(read[0])
            at = read[1]
        if commas and len(rows) == 1:
            return Fence("[", "]", _listed(rows[0]), NOWHERE), at + 1
        if not rows[0]:
            return None
        return Grid("bmatrix", tuple(tuple(row(cell) for cell in cells) for cells in rows), NOWHERE), at + 1


_OPENED: dict[str, Callable[[_Reader, int], Read | None]] = {
    "(": _Reader.bracketed,
    "[": _Reader.gridded,
    "{": _Reader.braced,
    "|": _Reader.barred,
    "‖": _Reader.barred,
    "√": _Reader.rooted,
    "Σ": _Reader.summed,
    "∑": _Reader.summed,
    "∞": _Reader.infinite,
}


# --- nodes -------------------------------------------------------------------------------------


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


def _symbol(name: str) -> Node:
    """A letter, a Greek one by its name, with its number or script, and its primes."""
    if name.startswith("\\"):
        return Token("command", name, NOWHERE)
    body, primes = name.rstrip("'′"), len(name) - len(name.rstrip("'′"))
    style, _, styled = body.partition("_")
    if style in STYLED and styled:
        return Command(STYLED[style], (), (_symbol(styled),), NOWHERE)
    base, _, script = body.partition("_")
    letter = base.rstrip("0123456789")
    below = script.strip("(){}") or base[len(letter) :]
    node = _letter(letter)
    if below in ACCENTS:
        node, below = Command(below, (), (node,), NOWHERE), ""
    above = Row(tuple(Token("operator", "'", NOWHERE) for _ in range(primes)), NOWHERE) if primes else None
    return Scripts(node, _letters(below) if below else None, above, NOWHERE) if below or above else node


def _letter(name: str) -> Node:
    if name in NAMED:
        return _command(name)
    if len(name) > 1 and name.isalpha():
        return Command("mathrm", (), (_letters(name),), NOWHERE)
    return Token("letter", name, NOWHERE)


def _letters(text: str) -> Node:
    """A script as it is written: a Greek letter by its name, numbers and letters side by side."""
    if text in GREEK:
        return _command(text)
    parts = re.findall(r"\d+|[^\W\d_]|\S", text)
    nodes = tuple(Token("number" if part[0].isdigit() else _kind(part), part, NOWHERE) for part in parts)
    return nodes[0] if len(nodes) == 1 else Row(nodes, NOWHERE)


def _kind(character: str) -> str:
    return "letter" if character.isalpha() else "operator"


def _sign(text: str) -> Node:
    shown = COMMANDS.get(text, text)
    return Token("command" if shown.startswith("\\") else "operator", shown, NOWHERE)


def _command(name: str) -> Node:
    return Token("command", f"\\{name}", NOWHERE)


def _raised(base: Node, exponent: Node) -> Node:
    if isinstance(base, Scripts) and base.above is None:
        return Scripts(base.base, base.below, exponent, NOWHERE)
    if isinstance(base, Row) and all(isinstance(node, Token) and node.kind == "letter" for node in base.items):
        *before, last = base.items  # XXᵀ
        return Row((*before, _raised(last, exponent)), NOWHERE)
    return Scripts(_closed(base), None, exponent, NOWHERE)


def _closed(node: Node) -> Node:
    """A node that a script may stand at."""
    return Fence("(", ")", node, NOWHERE) if isinstance(node, Row) and len(node.items) > 1 else node


def _flat(node: Node) -> list[Node]:
    return list(node.items) if isinstance(node, Row) else [node]


def _bare(node: Node) -> Row:
    """Without the brackets that a numerator or an exponent needs on one line only."""
    return row(node.body if isinstance(node, Fence) and node.opening == "(" else node)


def _listed(nodes: Sequence[Node]) -> Row:
    if len(nodes) == 1:
        return row(nodes[0])
    parted = [part for node in nodes for part in (_sign(","), *_flat(node))][1:]
    return Row(tuple(parted), NOWHERE)


def _product(factors: list[Node]) -> Node:
    if len(factors) > 1 and factors[0] == ONE:
        factors = factors[1:]
    if len(factors) == 1:
        return factors[0]
    nodes = _flat(factors[0])
    for before, factor in pairwise(factors):
        nodes += [_command("cdot"), *_flat(factor)] if _needs_sign(before, factor) else _flat(factor)
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


def _slashed(node: Node) -> Node:
    """A fraction of two numbers by itself on one line, as sentences have it: 1/2."""
    if not isinstance(node, Command) or node.name != "frac":
        return node
    parts = [part.items[0] for part in node.arguments if isinstance(part, Row) and len(part.items) == 1]
    if len(parts) < 2 or any(not isinstance(part, Token) or part.kind != "number" for part in parts):
        return node
    return Row((parts[0], Token("operator", "/", NOWHERE), parts[1]), NOWHERE)


def _is_minus(node: Node) -> bool:
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
    return _raised(Token("letter", "e", NOWHERE), row(arguments[0])) if len(arguments) == 1 else None


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


def _over_range(sign: str) -> Callable[[Sequence[Node]], Node | None]:
    """Σ or ∏ over (k, a, b)."""

    def made(arguments: Sequence[Node]) -> Node | None:
        limits = _limits(arguments)
        if limits is None:
            return None
        name, low, high = limits
        below = Row((name, _sign("="), *_flat(low)), NOWHERE)
        return Row((Scripts(_command(sign), below, high, NOWHERE), *_term(arguments[0])), NOWHERE)

    return made


def _integral(arguments: Sequence[Node]) -> Node | None:
    sign: Node = _command("int")
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
        if node == _sign(","):
            parts.append([])
        else:
            parts[-1].append(node)
    if len(parts) != 3:
        return None
    name, low, high = (part[0] if len(part) == 1 else Row(tuple(part), NOWHERE) for part in parts)
    return name, low, high


def _term(node: Node) -> list[Node]:
    """What a sign of a sum or a derivative acts on: in brackets where it is a sum."""
    is_sum = any(isinstance(part, Token) and part.kind == "operator" for part in _flat(node))
    return [_closed(node)] if is_sum else _flat(node)


_SPECIAL: dict[str, Callable[[Sequence[Node]], Node | None]] = {
    "exp": _exponential,
    "sqrt": _square_root,
    "Abs": _modulus,
    "Derivative": _derivative,
    "Sum": _over_range("sum"),
    "Product": _over_range("prod"),
    "Integral": _integral,
}
