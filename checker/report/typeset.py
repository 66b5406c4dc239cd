"""A written tree becomes a layout: the one place that knows how each command of our syntax looks when set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from checker.report.layout import (
    Accented,
    Attached,
    Blamed,
    Boxed,
    Braced,
    Columns,
    Element,
    Fenced,
    Fraction,
    Hidden,
    Kind,
    Line,
    Root,
    Sign,
    Space,
    Stacked,
    Strokes,
    Struck,
    Table,
)
from checker.report.letters import STYLES, Style
from checker.report.signs import (
    ACCENTS,
    BARE_GRIDS,
    BRACKETS_OF_GRIDS,
    CASES,
    FENCE_CHARACTERS,
    FUNCTIONS,
    OPERATOR_CHARACTERS,
    SIGNS,
)
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

BIG = frozenset("∑∏∐∫∬∭∮⋃⋂⨁⨂⋁⋀")
INTEGRALS = frozenset("∫∬∭∮")
BRACKETS = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉")
LIMIT_FUNCTIONS = frozenset(("det", "gcd", "inf", "lim", "liminf", "limsup", "max", "min", "Pr", "sup"))
SIGNS_WHEN_SET = {"sum": "∑", "prod": "∏"} | {"lvert": "|", "rvert": "|", "backslash": "\\"}
SPACES = {
    "\\,": 0.17,
    "\\thinspace": 0.17,
    "\\:": 0.22,
    "\\>": 0.22,
    "\\medspace": 0.22,
    "\\;": 0.28,
    "\\thickspace": 0.28,
} | {"\\!": -0.17, "\\negthinspace": -0.17, "~": 0.25, "\\ ": 0.25, "\\enspace": 0.5, "\\quad": 1.0, "\\qquad": 2.0}
TEXT_STYLES = {"textbf": Style.BOLD}
WIDE_ACCENTS = frozenset(("widehat", "widetilde", "overrightarrow", "overleftarrow", "overline", "underline"))
STROKES = {"cancel": Strokes.RISING, "bcancel": Strokes.FALLING, "xcancel": Strokes.CROSSED}
INFIX = frozenset(("\\over", "\\choose"))
ARROWS = {"xrightarrow": "→", "xleftarrow": "←"}
NOTHING = Line(())


def typeset(tree: Row, blamed: Span | None = None) -> Element:
    """The layout of a formula, with the part of it that is to blame marked; total over every tree.

    `blamed` is a range of the LaTeX that the tree's spans are of; the nodes within it are marked, or the
    smallest node around it where none is.
    """
    return _Setter(None if blamed is None else _least_around(tree, blamed)).row(tree.items)


def _least_around(tree: Row, blamed: Span) -> Span:
    """The range itself where a node lies within it, else that of the smallest node around it."""
    around = tree.span
    for node in _all_nodes(tree):
        if _within(node.span, blamed):
            return blamed
        if _within(blamed, node.span) and _length(node.span) <= _length(around):
            around = node.span
    return around


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start < inner.end <= outer.end


def _length(span: Span) -> int:
    return span.end - span.start


def _all_nodes(node: Node) -> Iterator[Node]:
    for child in _children(node):
        yield child
        yield from _all_nodes(child)


def _children(node: Node) -> Iterable[Node]:
    match node:
        case Token():
            return ()
        case Row(items=items):
            return items
        case Scripts(base=base, below=below, above=above):
            return [part for part in (base, below, above) if part is not None]
        case Command(options=options, arguments=arguments):
            return (*options, *arguments)
        case Fence(body=body):
            return (body,)
        case Grid(rows=rows):
            return [cell for row in rows for cell in row]


@dataclass(frozen=True, slots=True)
class _Setter:
    """What nodes become: in letters of the style, and marked where a range of the source is to blame."""

    blamed: Span | None
    style: Style | None = None

    # --- runs of nodes -------------------------------------------------------------------------

    def row(self, nodes: Iterable[Node]) -> Element:
        """Nodes side by side; below each other where `\\\\` parts them."""
        rows: list[list[Node]] = [[]]
        for node in nodes:
            if isinstance(node, Token) and node.text == "\\\\":
                rows.append([])
            else:
                rows[-1].append(node)
        filled = [row for row in rows if row]
        if len(filled) <= 1:
            return self.line(filled[0] if filled else ())
        return Table(tuple((self.line(row),) for row in filled), Columns.LINES)

    def line(self, nodes: Iterable[Node]) -> Element:
        """Nodes side by side; one part above the other where TeX's `\\over` parts them (TeXbook, chapter 17)."""
        nodes = tuple(nodes)
        at = next((k for k, node in enumerate(nodes) if isinstance(node, Token) and node.text in INFIX), None)
        if at is None:
            return self.beside(nodes)
        sign = nodes[at]
        fraction = Fraction(self.line(nodes[:at]), self.line(nodes[at + 1 :]), ruled=_source(sign) == "\\over")
        return fraction if fraction.ruled else Fenced("(", fraction, ")")

    def beside(self, nodes: Iterable[Node]) -> Element:
        items: list[Element] = []
        for is_blamed, run in groupby(nodes, self.is_blamed):
            setter = replace(self, blamed=None) if is_blamed else self
            found = [element for node in run for element in setter.flat(node)]
            items += [Blamed(_one(found))] if is_blamed and found else found
        return _one(items)

    def is_blamed(self, node: Node) -> bool:
        return self.blamed is not None and _within(node.span, self.blamed)

    def flat(self, node: Node) -> tuple[Element, ...]:
        """The elements of a node; of a braced group those in it, side by side with their neighbours."""
        found = self.inside(node)
        return found.items if isinstance(found, Line) else (found,)

    def part(self, node: Node) -> Element:
        """A node that stands alone, as a numerator does: marked itself where it is to blame."""
        return self.line((node,))

    def optional(self, node: Node | None) -> Element | None:
        return None if node is None else self.part(node)

    # --- one node ------------------------------------------------------------------------------

    def inside(self, node: Node) -> Element:
        match node:
            case Token(kind=kind, text=text):
                return self.token(kind, text)
            case Row(items=items):
                return self.row(items)
            case Scripts():
                return self.scripts(node)
            case Command():
                return _COMMANDS.get(node.name, _last_argument)(self, node)
            case Fence(opening=opening, body=body, closing=closing):
                return Fenced(_delimiter(opening), self.row(body.items), _delimiter(closing))
            case Grid():
                return self.grid(node)

    def token(self, kind: str, text: str) -> Element:
        element = _TOKENS.get(kind, _letter)(text)
        return replace(element, style=self.style) if isinstance(element, Sign) else element

    def scripts(self, node: Scripts) -> Element:
        match node.base:
            case Command(name="underbrace") as brace:
                braced: Element = Braced(self.part(brace.arguments[0]), self.optional(node.below), over=False)
                return braced if node.above is None else Attached(braced, None, self.part(node.above))
            case Command(name="overbrace") as brace:
                braced = Braced(self.part(brace.arguments[0]), self.optional(node.above), over=True)
                return braced if node.below is None else Attached(braced, self.part(node.below), None)
            case None:
                base: Element = NOTHING
            case other:
                base = self.part(other)
        return Attached(base, self.optional(node.below), self.optional(node.above), _takes_limits(node.base, base))

    def grid(self, node: Grid) -> Element:
        rows = tuple(tuple(self.row(cell.items) for cell in row) for row in node.rows)
        if node.name in CASES:
            opening, closing = ("", "}") if node.name == "rcases" else ("{", "")
            return Fenced(opening, Table(rows, Columns.LEFT), closing)
        if node.name in BRACKETS_OF_GRIDS:
            opening, closing = BRACKETS_OF_GRIDS[node.name]
            return Fenced(opening, Table(rows, Columns.CENTRED), closing)
        return Table(rows, Columns.CENTRED if node.name in BARE_GRIDS else Columns.ALIGNED)


def _source(node: Node) -> str:
    return node.text if isinstance(node, Token) else ""


def _one(items: list[Element]) -> Element:
    return items[0] if len(items) == 1 else Line(tuple(items))


def _takes_limits(node: Node | None, base: Element) -> bool:
    match node, base:
        case Command(name="operatorname*" | "mathop"), _:
            return True
        case _, Sign(kind=Kind.BIG, text=text):
            return text not in INTEGRALS
        case _, Sign(kind=Kind.FUNCTION, text=text):
            return text in LIMIT_FUNCTIONS
        case _:
            return False


# --- tokens ------------------------------------------------------------------------------------


def _shown(text: str) -> str:
    """Printable text: what is not, or turns the line round, is escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def _sign(kind: Kind, text: str) -> Element:
    return Sign(kind, _shown(text)) if text else NOTHING


def _letter(text: str) -> Element:
    return _sign(Kind.LETTER if len(text) == 1 else Kind.NAME, text)


def _number(text: str) -> Element:
    return _sign(Kind.NUMBER, text)


def _words(text: str) -> Element:
    shown = re.sub(r"[ \t\r\n]+", " ", re.sub(r"\\([%$#&_{}])", r"\1", text))
    return _sign(Kind.WORDS, shown) if shown.strip() else Space(0.25 * len(shown))


def _escape(text: str) -> Element:
    return _sign(Kind.OPERATOR, text[1:])


def _space(text: str) -> Element:
    em = SPACES.get(text, 0.25 if text.startswith("\\") and not text[1:].strip() else 0.0)
    return Space(em) if em else NOTHING


def _operator(text: str) -> Element:
    return _of_character(OPERATOR_CHARACTERS.get(text, text))


def _of_character(sign: str) -> Element:
    if sign in BIG:
        return _sign(Kind.BIG, sign)
    if sign in BRACKETS:
        return _sign(Kind.BRACKET, sign)
    return _sign(Kind.LETTER if sign.isalpha() else Kind.OPERATOR, sign)


def _bare_command(text: str) -> Element:
    name = text.removeprefix("\\")
    if name in FUNCTIONS:
        return Sign(Kind.FUNCTION, name)
    if name in SIGNS:
        return _of_character(SIGNS_WHEN_SET.get(name, SIGNS[name]))
    return _sign(Kind.UNKNOWN, text)


_TOKENS: dict[str, Callable[[str], Element]] = {
    "number": _number,
    "words": _words,
    "escape": _escape,
    "space": _space,
    "operator": _operator,
    "command": _bare_command,
}


def _delimiter(written: str) -> str:
    return _shown(FENCE_CHARACTERS.get(written, SIGNS.get(written.removeprefix("\\"), written)))


# --- commands ----------------------------------------------------------------------------------


def _last_argument(setter: _Setter, command: Command) -> Element:
    """Of commands that colour or smash what they show; a command without arguments as it was written."""
    if not command.arguments:
        return _sign(Kind.UNKNOWN, f"\\{command.name}")
    return setter.part(command.arguments[-1])


def _nothing(_: _Setter, __: Command) -> Element:
    return NOTHING


def _fraction(setter: _Setter, command: Command) -> Element:
    above, below = command.arguments
    return Fraction(setter.part(above), setter.part(below))


def _binomial(setter: _Setter, command: Command) -> Element:
    above, below = command.arguments
    return Fenced("(", Fraction(setter.part(above), setter.part(below), ruled=False), ")")


def _root(setter: _Setter, command: Command) -> Element:
    return Root(setter.part(command.arguments[0]), setter.part(command.options[0]) if command.options else None)


def _stacked(setter: _Setter, command: Command) -> Element:
    script, base = command.arguments
    below = setter.part(script) if command.name == "underset" else None
    return Stacked(setter.part(base), below, None if below is not None else setter.part(script))


def _arrow(setter: _Setter, command: Command) -> Element:
    below = setter.part(command.options[0]) if command.options else None
    arrow = Sign(Kind.OPERATOR, ARROWS[command.name])
    return Stacked(arrow, below, setter.part(command.arguments[0]), stretches=True)


def _accented(setter: _Setter, command: Command) -> Element:
    under = command.name == "underline"
    return Accented(setter.part(command.arguments[0]), ACCENTS[command.name], command.name in WIDE_ACCENTS, under)


def _brace(setter: _Setter, command: Command) -> Element:
    return Braced(setter.part(command.arguments[0]), None, over=command.name == "overbrace")


def _styled(setter: _Setter, command: Command) -> Element:
    return replace(setter, style=STYLES[command.name]).part(command.arguments[0])


def _upright(setter: _Setter, command: Command) -> Element:
    """Several letters in \\mathrm are one name, set as such."""
    body = replace(setter, style=Style.UPRIGHT).part(command.arguments[0])
    letters = body.items if isinstance(body, Line) else (body,)
    texts = [item.text for item in letters if isinstance(item, Sign) and item.kind in {Kind.LETTER, Kind.NUMBER}]
    if len(texts) == len(letters) and texts:
        return _sign(Kind.NAME, "".join(texts))
    return body


def _operator_name(setter: _Setter, command: Command) -> Element:
    body = setter.part(command.arguments[0])
    letters = body.items if isinstance(body, Line) else (body,)
    texts = [" " if isinstance(item, Space) else item.text for item in letters if isinstance(item, Sign | Space)]
    return _sign(Kind.FUNCTION, "".join(texts)) if len(texts) == len(letters) and texts else body


def _text(setter: _Setter, command: Command) -> Element:
    return replace(setter, style=TEXT_STYLES.get(command.name)).part(command.arguments[0])


def _struck(setter: _Setter, command: Command) -> Element:
    return Struck(setter.part(command.arguments[0]), STROKES[command.name])


def _struck_to(setter: _Setter, command: Command) -> Element:
    value, struck = command.arguments
    return Attached(Struck(setter.part(struck), Strokes.RISING), None, setter.part(value))


def _negated(setter: _Setter, command: Command) -> Element:
    body = setter.part(command.arguments[0])
    if isinstance(body, Sign):
        return replace(body, text=unicodedata.normalize("NFC", body.text + "\u0338"))
    return Struck(body, Strokes.RISING)


def _modulus(setter: _Setter, command: Command) -> Element:
    words = (Space(1.0), Sign(Kind.BRACKET, "("), Sign(Kind.FUNCTION, "mod"), Space(0.25))
    return Line((*words, setter.part(command.arguments[0]), Sign(Kind.BRACKET, ")")))


def _tagged(setter: _Setter, command: Command) -> Element:
    return Line((Space(2.0), *_referred(setter, command).items))


def _referred(setter: _Setter, command: Command) -> Line:
    return Line((Sign(Kind.BRACKET, "("), setter.part(command.arguments[0]), Sign(Kind.BRACKET, ")")))


def _boxed(setter: _Setter, command: Command) -> Element:
    return Boxed(setter.part(command.arguments[0]))


def _hidden(setter: _Setter, command: Command) -> Element:
    return Hidden(setter.part(command.arguments[0]))


_Setting = Callable[[_Setter, Command], Element]
_COMMANDS: dict[str, _Setting] = (
    dict[str, _Setting]()
    | dict.fromkeys(ACCENTS, _accented)
    | dict.fromkeys(STYLES, _styled)
    | dict.fromkeys(("text", "textrm", "textit", "textbf", "textsf", "texttt", "textnormal", "mbox"), _text)
    | dict.fromkeys(("operatorname", "operatorname*"), _operator_name)
    | dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac"), _fraction)
    | dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial)
    | dict.fromkeys(("overset", "underset", "stackrel"), _stacked)
    | dict.fromkeys(ARROWS, _arrow)
    | dict.fromkeys(STROKES, _struck)
    | dict.fromkeys(("underbrace", "overbrace"), _brace)
    | dict.fromkeys(("tag", "tag*"), _tagged)
    | dict.fromkeys(("ref", "eqref"), _referred)
    | dict.fromkeys(("label", "color", "hspace", "vspace"), _nothing)
    | dict.fromkeys(("phantom", "hphantom", "vphantom"), _hidden)
    | {"mathrm": _upright, "cancelto": _struck_to, "not": _negated, "pmod": _modulus, "sqrt": _root, "boxed": _boxed}
)
