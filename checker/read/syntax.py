"""LaTeX mathematics becomes a tree of what is written, every node with its span, or a fault with its place.

The grammar is that of The TeXbook (Knuth 1984, chapter 26 and appendix B) and of amsmath, as far as the
tables below go. Nothing is skipped: every character other than blanks ends in a leaf or in the notation
of the node around it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from checker.model import DeriveCheckError
from checker.read import physics_package
from checker.read.expansion import PARAMETER, Argument, Expander, NotExpanded, scripted
from checker.read.macros import DEFINERS, MalformedMacro, definition_at, with_definition
from checker.read.siunitx import MACROS, NUMBERS, UNIT, plain_number
from checker.written import Command, Fence, Grid, Macro, Macros, Node, Row, Scripts, Span, Token

OF_PACKAGES = {**physics_package.MACROS, **MACROS}  # what these define, and a writer may define anew
MOST_CHARACTERS = 50_000
"""The longest formula read; the notes' longest has under 400."""

MOST_LEVELS = 64
"""The deepest nesting of groups and commands read; it keeps recursion over any tree far from Python's limit."""

MOST_CALLS = 24
"""The most macros that call one another, one within the definition of the next."""

MOST_EXPANDED = 20_000
"""The most nodes that the macros of one formula make."""

ARGUMENTS: dict[str, str] = (
    # One letter an argument: m mathematics, w words (kept as they are), o an option in [ ].
    dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac", "binom", "dbinom", "tbinom", "sfrac", "nicefrac"), "mm")
    | dict.fromkeys(("stackrel", "overset", "underset", "cancelto"), "mm")
    | dict.fromkeys(("vec", "hat", "bar", "tilde", "dot", "ddot", "check", "breve", "acute", "grave"), "m")
    | dict.fromkeys(("mathring", "widehat", "widetilde", "overrightarrow", "overleftarrow"), "m")
    | dict.fromkeys(("mathbf", "boldsymbol", "bm", "pmb", "mathrm", "mathbb", "mathcal", "mathfrak"), "m")
    | dict.fromkeys(("mathscr", "mathsf", "mathtt", "mathit", "mathnormal", "operatorname", "operatorname*"), "m")
    | dict.fromkeys(("mathop", "mathbin", "mathrel", "mathord", "not", "substack", "pmod", "boxed"), "m")
    | dict.fromkeys(("underbrace", "overbrace", "overline", "underline"), "m")
    | dict.fromkeys(("cancel", "bcancel", "xcancel", "phantom", "hphantom", "vphantom", "smash"), "m")
    | dict.fromkeys(("text", "textrm", "textit", "textbf", "textsf", "texttt", "textnormal", "mbox"), "w")
    | dict.fromkeys(("tag", "tag*", "label", "ref", "eqref", "intertext", "shortintertext"), "w")
    | dict.fromkeys(("hspace", "vspace", "color"), "w")
    | dict.fromkeys(("xrightarrow", "xleftarrow", "sqrt"), "om")
    | {"textcolor": "wm", UNIT: "m"}
)

COLUMN_SPECIFICATIONS: dict[str, int] = (
    # Environments, each with the number of { } arguments that follow its name.
    dict.fromkeys(("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix"), 0)
    | dict.fromkeys(("cases", "dcases", "rcases", "aligned", "align", "align*", "gather", "gather*"), 0)
    | dict.fromkeys(("gathered", "split", "multline", "multline*", "eqnarray", "eqnarray*"), 0)
    | dict.fromkeys(("equation", "equation*"), 0)
    | dict.fromkeys(("array", "alignat", "alignat*", "alignedat"), 1)
)

SIZES = frozenset(f"\\{stem}{side}" for stem in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))
BEFORE_DELIMITER = SIZES | {"\\middle"}
LIMITS = frozenset(("\\limits", "\\nolimits", "\\displaylimits"))

INVISIBLE = (
    # What says how a formula looks and nothing of what it means.
    frozenset(("\\quad", "\\qquad", "\\enspace", "\\thinspace", "\\medspace", "\\thickspace", "\\negthinspace"))
    | {"\\displaystyle", "\\textstyle", "\\scriptstyle", "\\scriptscriptstyle", "\\nonumber", "\\notag"}
    | BEFORE_DELIMITER
    | LIMITS
)

DELIMITERS = (
    frozenset("()[]|/.<>⟨⟩⌊⌋⌈⌉‖")
    | {"\\{", "\\}", "\\|", "\\lbrace", "\\rbrace", "\\lbrack", "\\rbrack", "\\langle", "\\rangle", "\\backslash"}
    | {"\\vert", "\\Vert", "\\lvert", "\\rvert", "\\lVert", "\\rVert", "\\lfloor", "\\rfloor", "\\lceil", "\\rceil"}
    | {"\\uparrow", "\\downarrow", "\\updownarrow", "\\Uparrow", "\\Downarrow", "\\Updownarrow"}
)

_BLANKS = frozenset(" \t\r\n")
_KINDS_OF_CHARACTERS = dict.fromkeys("{}^_&'", "mark") | dict.fromkeys("0123456789", "number") | {"~": "space"}
_KINDS_OF_CATEGORIES = {"L": "letter", "S": "operator", "P": "operator"}  # Unicode's general categories
_NO_MATHEMATICS = {"$": "a formula is given without its `$`", "#": "write `\\#` for the sign itself"}
_SPACE_SYMBOLS = frozenset(",;:!> \t\r\n")
_DELIMITER_SYMBOLS = frozenset("{}|")
_ESCAPES = frozenset("%$#&_")
_PARAMETERS = frozenset("123456789")
_END = "end of formula"  # the kind of the lexeme after the last; its text is empty
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_WORD = re.compile(r"\\[A-Za-z]+")
_ROOM = re.compile(r"\[\s*[-+]?[0-9.]+\s*(?:pt|pc|em|ex|mu|mm|cm|in|bp|dd|cc|sp)\s*\]")  # the [4pt] of \\[4pt]
_POSITION = re.compile(r"\[[tcb]\]")  # the [t] of \begin{aligned}[t]


class SyntaxFault(DeriveCheckError):  # the fault is the writer's, not an error of ours
    """The formula cannot be read from `offset` (characters, from 0) on: what is there, what should be, a hint."""

    def __init__(self, offset: int, found: str, expected: str, hint: str) -> None:
        super().__init__(offset, found, expected, hint)
        self.offset = offset
        self.found = found
        self.expected = expected
        self.hint = hint

    def __str__(self) -> str:
        return f"at offset {self.offset}: found {self.found}, expected {self.expected}; {self.hint}"


class _InMacro(SyntaxFault):
    """A fault in the definition of a macro, told at its call."""


def parse(latex: str, macros: Macros | None = None) -> Row:
    """The tree of a formula (without its `$`): spans are offsets into `latex`, the root's is all of it.

    `macros` are those defined before it; those it defines itself hold from there on, and leave a blank.

    `Command.name` and `Grid.name` stand without backslash; a braced group's span holds its braces. Bare
    brackets are operator tokens, so that `(a)^2` is, as in TeX, a script on the token `)`.

    Raises SyntaxFault where something cannot be read: nothing is dropped or guessed.
    """
    return _parsed(latex, tuple((macros or {}).items()))


@lru_cache(maxsize=1024)  # names, shapes, heads and statements are each read from the tree of one formula
def _parsed(latex: str, macros: tuple[tuple[str, Macro], ...]) -> Row:
    if len(latex) > MOST_CHARACTERS:
        raise SyntaxFault(
            MOST_CHARACTERS,
            f"a formula of {len(latex)} characters",
            f"at most {MOST_CHARACTERS}",
            "split the formula",
        )
    whole = _Enclosure(frozenset(), _END, "each `}`, `\\right` and `\\end` needs its opening before it")
    return Row(_Reader(latex, _Definitions({**OF_PACKAGES, **dict(macros)})).nodes(whole), Span(0, len(latex)))


def _lexeme_at(latex: str, offset: int, single: bool = False) -> Token:
    """The lexeme at or after `offset`, blanks passed over; "mark" is a further kind, for `{ } ^ _ & '` and `\\\\`.

    A number is read whole unless `single`, as an unbraced argument is one character (TeXbook, chapter 20).
    Past the last lexeme an empty one of kind "end of formula". Raises SyntaxFault on a character that no
    formula holds.
    """
    while offset < len(latex) and ((sign := latex[offset]) in _BLANKS or (sign > "\x7f" and _is_blank(sign))):
        offset += 1
    kind, end = _classified(latex, offset, single)
    return Token(kind, latex[offset:end], Span(offset, end))


def _is_blank(character: str) -> bool:
    return unicodedata.category(character) == "Zs"


def _classified(latex: str, offset: int, single: bool) -> tuple[str, int]:
    """Kind and end of the lexeme that starts at `offset`."""
    if offset == len(latex):
        return _END, offset
    if latex[offset] == "\\":
        return _control_sequence(latex, offset)
    if latex[offset] == "%":
        return "space", _end_of_line(latex, offset)
    if not single and (number := _NUMBER.match(latex, offset)):
        return "number", number.end()
    if not single and latex.startswith("//", offset):
        return "operator", offset + 2
    if latex[offset] == "#" and latex[offset + 1 : offset + 2] in _PARAMETERS:
        return PARAMETER, offset + 2
    return _kind_of_character(latex[offset], offset), offset + 1


def _end_of_line(latex: str, offset: int) -> int:
    newline = latex.find("\n", offset)
    return len(latex) if newline < 0 else newline


def _control_sequence(latex: str, offset: int) -> tuple[str, int]:
    word = _WORD.match(latex, offset)
    if word:
        return ("space" if word[0] in INVISIBLE else "command"), word.end()
    symbol = latex[offset + 1 : offset + 2]
    kinds = (
        (_SPACE_SYMBOLS, "space"),
        (_DELIMITER_SYMBOLS, "operator"),
        (_ESCAPES, "escape"),
        (frozenset("\\"), "mark"),
    )
    for symbols, kind in kinds:
        if symbol in symbols:
            return kind, offset + 2
    what = f"`\\` before {_named(symbol)}" if symbol else "`\\` at the end of the formula"
    raise SyntaxFault(offset, what, "a command", "a backslash is followed by a name such as `alpha`")


def _kind_of_character(character: str, offset: int) -> str:
    if character in _KINDS_OF_CHARACTERS:
        return _KINDS_OF_CHARACTERS[character]
    category = unicodedata.category(character)[0]
    if character in _NO_MATHEMATICS or category not in _KINDS_OF_CATEGORIES:
        hint = _NO_MATHEMATICS.get(character, "write it as a LaTeX command, or as a script with ^ or _")
        raise SyntaxFault(offset, _named(character), "mathematics", hint)
    return _KINDS_OF_CATEGORIES[category]


def _named(text: str) -> str:
    """A lexeme as a message names it: printable text in backquotes, anything else by its code."""
    if not text:
        return "the end of the formula"
    return f"`{text}`" if text.isprintable() else " ".join(f"U+{ord(character):04X}" for character in text)


def _begins_script(token: Token) -> bool:
    return token.kind == "mark" and token.text in {"^", "_", "'"}


@dataclass(frozen=True, slots=True)
class _Enclosure:
    """What is open around a run of nodes: the texts that close it, and how a fault speaks of them."""

    closers: frozenset[str]
    expected: str
    hint: str


def _closing(closer: str, opener: Token, *also: str) -> _Enclosure:
    where = f"`{opener.text}` at offset {opener.span.start}"
    return _Enclosure(frozenset((closer, *also)), f"`{closer}`", f"it closes the {where}")


@dataclass(slots=True)
class _Definitions:
    """The macros known where a formula is read, with what they have cost so far.

    `bodies` are the trees of their definitions, read once; `calling` are those whose definitions are being read.
    """

    macros: Macros
    bodies: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    calling: list[str] = field(default_factory=list)
    nodes_left: int = MOST_EXPANDED

    def define(self, latex: str, offset: int) -> int:
        """Takes in the definition at an offset, and gives the offset after it."""
        try:
            definition = definition_at(latex, offset, len(latex))
        except MalformedMacro as fault:
            raise SyntaxFault(fault.offset, fault.found, fault.expected, fault.hint) from fault
        known = definition.provided and definition.macro is not None and definition.macro.name in ARGUMENTS
        self.macros = self.macros if known else with_definition(self.macros, definition)
        self.bodies.clear()
        return definition.end

    def command(self, name: str) -> str | None:
        """The command with arguments that a macro is merely another name of: `\\boldsymbol` of `\\bs`."""
        for _ in range(MOST_CALLS):
            macro = self.macros.get(name)
            body = macro.body.strip() if macro is not None and macro.arguments == 0 else ""
            word = _WORD.fullmatch(body)
            if macro is None or word is None:
                return None
            name = body[1:]
            if name in ARGUMENTS and (macro.alias or name not in self.macros):
                return body
        return None

    def body(self, macro: Macro, call: Token) -> tuple[Node, ...]:
        """The tree of a macro's definition, with parameters for its arguments."""
        if macro.name not in self.bodies:
            self.bodies[macro.name] = self.tree(macro, macro.body, call)
        return self.bodies[macro.name]

    def tree(self, macro: Macro, body: str, call: Token) -> tuple[Node, ...]:
        called = f"`\\{macro.name}`"
        if macro.alias:
            return (Token("command", body, call.span),)
        if macro.name in self.calling:
            raise _InMacro(call.span.start, f"{called}, a macro that calls itself", "a macro that ends", "write it out")
        if len(self.calling) >= MOST_CALLS:
            found = f"{called}, in more than {MOST_CALLS} macros that call one another"
            raise _InMacro(call.span.start, found, "fewer", "write it out")
        self.calling.append(macro.name)
        try:
            return _Reader(body, self, parameters=True).nodes(_Enclosure(frozenset(), _END, "a definition is whole"))
        except _InMacro as fault:
            raise _InMacro(call.span.start, fault.found, fault.expected, fault.hint) from fault
        except SyntaxFault as fault:
            found = f"{called}, whose definition is no formula by itself: {fault.found} in it"
            raise _InMacro(call.span.start, found, fault.expected, fault.hint) from fault
        finally:
            self.calling.pop()

    def expanded(self, macro: Macro, call: Token, arguments: Sequence[Argument], span: Span) -> tuple[Node, ...]:
        """What a call stands for."""
        expander = Expander(arguments, span, self.nodes_left, MOST_LEVELS)
        try:
            return expander.expanded(self.body(macro, call))
        except NotExpanded as fault:
            found = f"`\\{macro.name}`: {fault.found}"
            raise _InMacro(call.span.start, found, fault.expected, fault.hint) from fault
        finally:
            self.nodes_left = expander.nodes_left


def _parts(node: Node) -> bool:
    """Does a node carry no scripts: space, and the end of a row?"""
    return isinstance(node, Token) and (node.kind == "space" or node.text in {"\\\\", "&"})


@dataclass(slots=True)
class _Reader:
    """A place in the source, moved forward by each method as it reads; `parameters` may stand in a definition."""

    latex: str
    definitions: _Definitions
    position: int = 0
    level: int = 0
    parameters: bool = False
    ahead: tuple[int, Token] | None = None  # the lexeme last looked at, and the place from which it was

    # --- lexemes -------------------------------------------------------------------------------

    def peek(self, single: bool = False) -> Token:
        if single:
            return _lexeme_at(self.latex, self.position, single)
        if self.ahead is None or self.ahead[0] != self.position:
            self.ahead = self.position, _lexeme_at(self.latex, self.position)
        return self.ahead[1]

    def take(self, single: bool = False) -> Token:
        token = self.peek(single)
        self.position = token.span.end
        return token

    def take_closer(self, closer: str, inside: _Enclosure) -> Token:
        token = self.peek()
        if token.text != closer:
            raise SyntaxFault(token.span.start, _named(token.text), inside.expected, inside.hint)
        return self.take()

    def descend(self, opener: Token) -> None:
        self.level += 1
        if self.level > MOST_LEVELS:
            raise SyntaxFault(
                opener.span.start, f"nesting beyond {MOST_LEVELS} levels", "a shallower formula", "name its inner parts"
            )

    def ascend(self) -> None:
        self.level -= 1

    # --- runs of nodes -------------------------------------------------------------------------

    def nodes(self, inside: _Enclosure) -> tuple[Node, ...]:
        """Nodes up to a closer of `inside`, which is left to be taken, or the end of the formula."""
        read: list[Node] = []
        while True:
            token = self.peek()
            if token.kind == _END or token.text in inside.closers:
                return tuple(read)
            if token.kind == "command" and token.text[1:] in DEFINERS:
                self.position = self.definitions.define(self.latex, token.span.start)
                read.append(
                    Token("space", self.latex[token.span.start : self.position], Span(token.span.start, self.position))
                )
                continue
            if self.is_macro(token):
                self.join(read, self.scripted_call(token), token)
                continue
            read.append(self.scripted(inside))
            if token.text == "\\\\" and (room := _ROOM.match(self.latex, self.position)):
                self.position = room.end()
                read.append(Token("space", room[0], Span(*room.span())))

    def join(self, read: list[Node], called: Sequence[Node], call: Token) -> None:
        """Adds what a macro stands for; a script that it begins with, as `^{\\top}` does, is of the node before."""
        first = called[0] if called else None
        if read and isinstance(first, Scripts) and first.base is None and not _parts(read[-1]):
            span = Span(read[-1].span.start, first.span.end)
            try:
                joined = scripted((read[-1],), first.below, first.above, span)
            except NotExpanded as fault:
                found = f"`{call.text}`: {fault.found}"
                raise SyntaxFault(call.span.start, found, fault.expected, fault.hint) from fault
            read[-1:] = joined
            called = called[1:]
        read += called

    def row(self, inside: _Enclosure) -> Row:
        """The nodes up to a closer, spanning no more than themselves."""
        start = self.peek().span.start
        items = self.nodes(inside)
        return Row(items, Span(start, items[-1].span.end if items else start))

    def scripted(self, inside: _Enclosure) -> Node:
        """One node with the scripts that follow it."""
        first = self.peek()
        base = None if _begins_script(first) else self.node(first, inside)
        if isinstance(base, Token) and (base.kind == "space" or base.text == "\\\\"):
            return base
        if base is not None:
            self.pass_limits()
        below, above = self.scripts()
        if below is None and above is None and base is not None:
            return base
        return Scripts(base, below, above, Span(first.span.start, self.position))

    def scripts(self) -> tuple[Node | None, Node | None]:
        """The subscript and the superscript that follow."""
        below = above = None
        while _begins_script(token := self.peek()):
            if (below if token.text == "_" else above) is not None:
                which = "subscript" if token.text == "_" else "superscript"
                raise SyntaxFault(
                    token.span.start, f"a second {which}", f"one {which}", "group with braces what belongs together"
                )
            if token.text == "_":
                below = self.script()
            elif token.text == "^":
                above = self.script()
            else:
                above = self.primes()
        return below, above

    def pass_limits(self) -> None:
        """`\\limits` between an operator and its scripts places them, and is notation of the scripts."""
        token = self.peek()
        if token.text in LIMITS and _lexeme_at(self.latex, token.span.end).text in {"^", "_"}:
            self.take()

    def script(self) -> Node:
        mark = self.take()
        return self.argument(mark)

    def primes(self) -> Row:
        """`''`, and a superscript that follows it, make one superscript (TeXbook, chapter 16)."""
        first = self.peek()
        items: list[Node] = []
        while self.peek().text == "'":
            prime = self.take()
            items.append(Token("operator", "'", prime.span))
        if self.peek().text == "^":
            items.append(self.script())
        return Row(tuple(items), Span(first.span.start, self.position))

    # --- macros --------------------------------------------------------------------------------

    def is_macro(self, token: Token) -> bool:
        return token.kind == "command" and token.text[1:] in self.definitions.macros

    def scripted_call(self, token: Token) -> tuple[Node, ...]:
        """What a macro stands for, with the scripts that follow it on the last sign of it."""
        items = self.call(token)
        self.pass_limits()
        below, above = self.scripts()
        try:
            return scripted(items, below, above, Span(token.span.start, self.position))
        except NotExpanded as fault:
            raise SyntaxFault(token.span.start, f"`{token.text}`: {fault.found}", fault.expected, fault.hint) from fault

    def call(self, token: Token) -> tuple[Node, ...]:
        """The nodes of a macro's definition, with its arguments put in."""
        command = self.definitions.command(token.text[1:])
        if command is not None:
            return (self.command(Token("command", command, token.span)),)
        macro = self.definitions.macros[token.text[1:]]
        self.take()
        self.descend(token)
        if macro.starred and self.latex.startswith("*", self.position):
            self.position += 1
        arguments = [self.given(macro, token, k) for k in range(macro.arguments - (macro.alone is not None))]
        if macro.alone is not None and self.peek().text != "{":
            macro = Macro(f"{macro.name} alone", macro.arguments - 1, macro.alone)
        elif macro.alone is not None:
            arguments.append(self.given(macro, token, macro.arguments - 1))
            if self.peek().text == "{":
                hint = "write the derivative as a fraction"
                raise SyntaxFault(self.position, "one argument more", "two at most", hint)
        self.ascend()
        span = Span(token.span.start, self.position)
        return self.definitions.expanded(macro, token, arguments, span)

    def given(self, macro: Macro, token: Token, k: int) -> Argument:
        """The k-th argument of a call, counted from 0; the first may be one that stands in [ ] or is left out."""
        start = self.peek(single=True).span.start
        if k == 0 and macro.default is not None:
            if self.peek().text != "[":
                return Argument(self.definitions.tree(macro, macro.default, token), macro.default)
            return Argument(self.option().items, self.latex[start + 1 : self.position - 1])
        node = self.argument(token)
        braced = self.latex[start] == "{"
        items = node.items if isinstance(node, Row) else (node,)
        source = self.latex[start + 1 : self.position - 1] if braced else self.latex[start : self.position]
        number = plain_number(source) if k == 1 and macro.name in NUMBERS else None
        if number is not None:
            return Argument(self.definitions.tree(macro, number, token), number)
        return Argument(items, source)

    # --- one node ------------------------------------------------------------------------------

    def node(self, token: Token, inside: _Enclosure) -> Node:
        if token.kind == "mark":
            return self.marked(token, inside)
        if token.kind == "command":
            return self.commanded(token, inside)
        self.take()
        if token.text in BEFORE_DELIMITER:
            self.require_delimiter(token)
        if token.kind == PARAMETER:
            self.require_parameters(token)
        return token

    def require_parameters(self, token: Token) -> None:
        if not self.parameters:
            raise SyntaxFault(token.span.start, "`#`", "mathematics", _NO_MATHEMATICS["#"])

    def marked(self, token: Token, inside: _Enclosure) -> Node:
        if token.text == "{":
            return self.group()
        if token.text == "\\\\":
            self.take()
            return Token("operator", token.text, token.span)
        if token.text == "&":
            hint = "`&` parts the cells of an environment, and stands outside of its braces and fences"
            raise SyntaxFault(token.span.start, "`&`", inside.expected, hint)
        raise SyntaxFault(token.span.start, _named(token.text), inside.expected, inside.hint)

    def commanded(self, token: Token, inside: _Enclosure) -> Node:
        name = token.text[1:]
        if name == "left":
            return self.fence()
        if name == "begin":
            return self.grid()
        if name in {"right", "end"}:
            raise SyntaxFault(token.span.start, _named(token.text), inside.expected, inside.hint)
        return self.command(token) if name in ARGUMENTS else self.take()

    def group(self) -> Row:
        opener = self.take()
        self.descend(opener)
        inside = _closing("}", opener)
        items = self.nodes(inside)
        closer = self.take_closer("}", inside)
        self.ascend()
        return Row(items, Span(opener.span.start, closer.span.end))

    def require_delimiter(self, before: Token) -> None:
        token = self.peek(single=True)
        if token.text not in DELIMITERS:
            hint = f"`{before.text}` is followed by a bracket, a bar or `.`"
            raise SyntaxFault(token.span.start, _named(token.text), "a delimiter", hint)

    def delimiter(self, before: Token) -> str:
        self.require_delimiter(before)
        return self.take(single=True).text

    def fence(self) -> Fence:
        opener = self.take()
        self.descend(opener)
        opening = self.delimiter(opener)
        inside = _closing("\\right", opener)
        body = self.row(inside)
        closing = self.delimiter(self.take_closer("\\right", inside))
        self.ascend()
        return Fence(opening, closing, body, Span(opener.span.start, self.position))

    # --- commands and their arguments ----------------------------------------------------------

    def command(self, token: Token) -> Command:
        self.take()
        self.descend(token)
        name = token.text[1:]
        if f"{name}*" in ARGUMENTS and self.latex.startswith("*", self.position):
            name += "*"
            self.position += 1
        options: list[Node] = []
        arguments: list[Node] = []
        for kind in ARGUMENTS[name]:
            if kind == "m":
                arguments.append(self.argument(token))
            elif kind == "w":
                arguments.append(self.words(token))
            elif self.peek().text == "[":
                options.append(self.option())
        self.ascend()
        return Command(name, tuple(options), tuple(arguments), Span(token.span.start, self.position))

    def option(self) -> Row:
        opener = self.take()
        self.descend(opener)
        inside = _closing("]", opener)
        items = self.nodes(inside)
        closer = self.take_closer("]", inside)
        self.ascend()
        return Row(items, Span(opener.span.start, closer.span.end))

    def argument(self, of: Token) -> Node:
        """A braced group, or the one token that TeX takes for it."""
        token = self.peek(single=True)
        if token.text == "{":
            return self.group()
        name = token.text[1:]
        is_structure = token.kind == "command" and name in {"left", "right", "begin", "end"}
        if token.kind in {"mark", "space", _END} or is_structure:
            hint = f"the `{of.text}` at offset {of.span.start} needs it: write `{{…}}`"
            raise SyntaxFault(token.span.start, _named(token.text), "an argument", hint)
        if self.is_macro(token):
            items = self.call(token)
            return Row(items, Span(token.span.start, self.position))
        if token.kind == "command" and name in ARGUMENTS:
            return self.command(token)
        if token.kind == PARAMETER:
            self.require_parameters(token)
        return self.take(single=True)

    def words(self, of: Token) -> Token:
        """What stands in the braces after `of`, as it is; braces inside must balance."""
        opener = self.peek()
        if opener.text != "{":
            hint = f"the `{of.text}` at offset {of.span.start} takes its words in braces"
            raise SyntaxFault(opener.span.start, _named(opener.text), "`{`", hint)
        start = self.take().span.end
        depth, end = 1, start
        while depth:
            if end >= len(self.latex):
                inside = _closing("}", opener)
                raise SyntaxFault(len(self.latex), _named(""), inside.expected, inside.hint)
            depth += {"{": 1, "}": -1}.get(self.latex[end], 0)
            end += 2 if self.latex[end] == "\\" else 1
        self.position = end
        return Token("words", self.latex[start : end - 1], Span(start, end - 1))

    # --- environments --------------------------------------------------------------------------

    def grid(self) -> Grid:
        begin = self.take()
        self.descend(begin)
        name = self.words(begin)
        if name.text not in COLUMN_SPECIFICATIONS:
            known = ", ".join(COLUMN_SPECIFICATIONS)
            raise SyntaxFault(
                name.span.start, f"the environment {_named(name.text)}", "one that is known", f"these are: {known}"
            )
        self.pass_over(_POSITION)
        for _ in range(COLUMN_SPECIFICATIONS[name.text]):
            self.words(begin)
        rows = self.grid_rows(begin, name)
        self.ascend()
        return Grid(name.text, rows, Span(begin.span.start, self.position))

    def grid_rows(self, begin: Token, name: Token) -> tuple[tuple[Row, ...], ...]:
        """Rows up to and with `\\end{name}`; an empty one after the last `\\\\` is none (amsmath does not set it)."""
        ending = f"\\end{{{name.text}}}"
        hint = f"it closes the `\\begin{{{name.text}}}` at offset {begin.span.start}"
        inside = _Enclosure(frozenset(("&", "\\\\", "\\end")), f"`{ending}`", hint)
        rows: list[tuple[Row, ...]] = []
        cells: list[Row] = []
        while True:
            cells.append(self.row(inside))
            token = self.peek()
            if token.text == "&":
                self.take()
                continue
            if token.text != "\\\\":
                break
            self.take()
            self.pass_over(_ROOM)
            rows.append(tuple(cells))
            cells = []
        end = self.take_closer("\\end", inside)
        closed = self.words(end)
        if closed.text != name.text:
            raise SyntaxFault(end.span.start, f"`\\end{{{closed.text}}}`", inside.expected, inside.hint)
        if len(cells) > 1 or cells[0].items:
            rows.append(tuple(cells))
        return tuple(rows)

    def pass_over(self, notation: re.Pattern[str]) -> None:
        match = notation.match(self.latex, self.position)
        if match:
            self.position = match.end()
