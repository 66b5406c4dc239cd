"""Mathematics in plain text, as SymPy and the engine write it, becomes a written tree, by recursive descent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from checker.report.pieces import SUBSCRIPTS, SUPERSCRIPTS
from checker.report.said_nodes import (
    NOWHERE,
    ONE,
    SPECIAL,
    bare,
    command,
    flat,
    is_minus,
    is_symbol,
    letters,
    listed,
    positive_first,
    product,
    raised,
    row,
    sign,
    slashed,
    symbol,
)
from checker.report.signs import FUNCTIONS
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Token

DEEPEST = 24  # brackets within one another
RAISED = {sign: character for character, sign in SUPERSCRIPTS.items()}
LOWERED = {sign: character for character, sign in SUBSCRIPTS.items()}
MARKS = "\u0300-\u036f\u20d7"
SCRIPT = r"(?:_(?:[A-Za-z0-9\u0370-\u03ff]+|\([^()]*\)|\{[^{}]*\}|\*|\+))*['′]*"
LEXEME = re.compile(
    rf"(?P<number>\d+(?:\.\d+…?)?(?:e[+-]?\d+)?)"
    rf"|(?P<raised>[{''.join(RAISED)}]+)|(?P<lowered>[{''.join(LOWERED)}]+)"
    r"|(?P<sign>\*\*|[-+−*·×/^=≠<>≤≥≈∈↦()\[\]{},;|‖√Σ∑∞])"
    rf"|(?P<name>(?:\\[A-Za-z]+|[A-Za-z][A-Za-z0-9]*|[\u0370-\u03ff\u210f\u2113\u0127][0-9]*)[{MARKS}]*{SCRIPT})"
    r"|(?P<other>\S)"
)
RELATIONS = frozenset("=≠<>≤≥≈∈↦")
SUMS, TIMES = frozenset("+-−"), frozenset(("*", "·", "×"))
STATISTICS = frozenset(("E", "Var", "Cov", "Corr", "P"))  # whose brackets are no index
CLOSING = {"(": ")", "[": "]"}
BARE = frozenset(("sin", "cos", "tan", "cot", "sinh", "cosh", "tanh", "ln"))  # that stand without brackets


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A sign, name or number with its range in the message; `is_apart` where a blank stands before it, or nothing."""

    kind: str
    text: str
    start: int
    end: int
    is_apart: bool


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
        read = self.chain(at, SUMS, _Reader.signed, _Reader.is_between)
        return None if read is None else (positive_first(read[0]), read[1])

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
        nodes, at = flat(first[0]), first[1]
        while self.text(at) in signs and goes_on(self, at):
            following = part(self, at + 1)
            if following is None:
                break
            then = flat(following[0])
            is_less = self.text(at) == "+" and is_minus(then[0])  # a + -b is a − b
            nodes += then if is_less else [sign(self.text(at)), *then]
            at = following[1]
        return (nodes[0] if len(nodes) == 1 else Row(tuple(nodes), NOWHERE)), at

    def signed(self, at: int) -> Read | None:
        if self.text(at) in SUMS and self.joins(at + 1):
            read = self.product(at + 1)
            return None if read is None else (Row((sign(self.text(at)), *flat(read[0])), NOWHERE), read[1])
        return self.product(at)

    def product(self, at: int) -> Read | None:
        first = self.power(at)
        if first is None:
            return None
        factors, at = [first[0]], first[1]
        while True:
            between = self.text(at)
            following = self.power(at + 1) if between == "/" or between in TIMES else self.beside(at)
            if following is None:
                return slashed(product(factors)), at
            if between == "/" and following[0] == ONE:
                factors = [product(factors)]
            elif between == "/":
                factors = [Command("frac", (), (bare(product(factors)), bare(following[0])), NOWHERE)]
            else:
                factors += [sign("×"), following[0]] if between == "×" else [following[0]]
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
            script = letters("".join(table[character] for character in self.found[at].text))
            base = raised(base, script) if table is RAISED else Scripts(base, script, None, NOWHERE)
            at += 1
        if self.text(at) not in {"**", "^"}:
            return base, at
        exponent = self.exponent(at + 1)
        return (base, at) if exponent is None else (raised(base, bare(exponent[0])), exponent[1])

    def exponent(self, at: int) -> Read | None:
        if self.text(at) == "*":  # the best c is called c^*
            return sign("*"), at + 1
        if self.text(at) not in SUMS:
            return self.operand(at)
        read = self.operand(at + 1)
        return None if read is None else (Row((sign(self.text(at)), read[0]), NOWHERE), read[1])

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
            return symbol(text), at + 1
        if text == "oo":
            return sign("∞"), at + 1
        if len(text) == 2 and text.isalpha() and self.is_product(at):  # of letters of matrices, or of random names
            return letters(text), at + 1
        is_factor = self.text(at + 1) in {"*", "**"} or (at > 0 and self.text(at - 1) in {"*", "**", "^"})
        return (symbol(text), at + 1) if is_factor else None

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
        special = SPECIAL.get(name)
        made = special(arguments) if special else None
        if made is None:
            function = symbol(name) if is_symbol(name) or name not in FUNCTIONS else command(name)
            made = Row((function, Fence(opening, closing, listed(arguments), NOWHERE)), NOWHERE)
        return made, end

    def indexed(self, at: int) -> Read | None:
        """x[i] is x with a subscript."""
        read = _Reader(self.found, self.depth + 1).arguments(at + 2, "]")
        if read is None or self.depth > DEEPEST:
            return None
        return Scripts(symbol(self.found[at].text), listed(read[0]), None, NOWHERE), read[1]

    def bare(self, at: int) -> Read | None:
        """sin x, and sin by itself."""
        name, at = self.found[at].text, at + 1
        function: Node = Command("mathrm", (), (letters(name),), NOWHERE)
        if self.joins(at) and self.found[at].kind == "raised":
            function = raised(function, letters("".join(RAISED[sign] for sign in self.found[at].text)))
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
        return None if read is None else (Fence("(", ")", listed(read[0]), NOWHERE), read[1])

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
        return None if read is None else (Command("sqrt", (), (bare(read[0]),), NOWHERE), read[1])

    def summed(self, at: int) -> Read | None:
        read = self.power(at + 1)
        return None if read is None else (Row((sign("Σ"), read[0]), NOWHERE), read[1])

    def infinite(self, at: int) -> Read | None:
        return sign("∞"), at + 1

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
            return Fence("[", "]", listed(rows[0]), NOWHERE), at + 1
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
