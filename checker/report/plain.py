"""A written tree becomes one line of readable Unicode: what a mathematician would type in plain text.

Where two dimensions become one, parentheses are added so that no reading changes. Three notations have no
plain-text custom and are ours: `{X =: g}` is X with a brace that names it g, `~~X~~` is X struck out, and a
script without Unicode characters of its own stands after `^` or `_`, in parentheses unless it is one sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from checker.report.joining import Strength, compact, enclosed_unless, joined, settled, strength
from checker.report.letters import STYLES, styled
from checker.report.pieces import ROLES, SPACED, SUBSCRIPTS, SUPERSCRIPTS, Piece, Role
from checker.report.signs import (
    ACCENTS,
    BARE_GRIDS,
    BRACKETS_OF_GRIDS,
    CASES,
    FENCE_CHARACTERS,
    FUNCTIONS,
    MIRRORED,
    OPERATOR_CHARACTERS,
    SIGNS,
    THIN_SPACES,
    UPRIGHT,
    WIDE_SPACES,
)
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Token


def plain(tree: Row) -> str:
    """The formula on one line, operators spaced; what is unprintable, or turns the line round, is escaped.

    `\\frac{1}{1+e^{-x}}` gives `1/(1+e⁻ˣ)`. A command without a known sign stands as it was written.
    """
    text = joined(settled(_pieces(tree.items)), tight=False)
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


# --- signs -------------------------------------------------------------------------------------


_ROLES_OF_COMMANDS: dict[str, Role] = {
    # Where the command says more than its sign does.
    "sum": Role.BIG,
    "prod": Role.BIG,
    "lvert": Role.OPEN,
    "rvert": Role.CLOSE,
    "lVert": Role.OPEN,
    "rVert": Role.CLOSE,
    "checkmark": Role.NAME,
    "top": Role.ATOM,
    "bot": Role.ATOM,
}


_ROLES_OF_CLASSES = {
    "operatorname": Role.FUNCTION,
    "operatorname*": Role.FUNCTION,
    "mathop": Role.BIG,
    "mathbin": Role.TIMES,
    "mathrel": Role.RELATION,
    "mathord": Role.ATOM,
}
# --- nodes to pieces ---------------------------------------------------------------------------


def _pieces(nodes: Iterable[Node]) -> list[Piece]:
    pieces: list[Piece] = []
    for node in nodes:
        pieces.extend(_pieces_of(node))
    return pieces


def _pieces_of(node: Node) -> list[Piece]:
    match node:
        case Token():
            return [_token(node)]
        case Row():
            return _grouped(node)
        case Scripts():
            return _scripts(node)
        case Command():
            return _command(node)
        case Fence():
            return _fence(node)
        case Grid():
            return _grid(node)


def _token(token: Token) -> Piece:
    read = _PIECES_OF_TOKENS.get(token.kind)
    return read(token.text) if read else Piece(token.text, Role.ATOM)


def _number(text: str) -> Piece:
    return Piece(text, Role.NUMBER)


def _words(text: str) -> Piece:
    shown = re.sub(r"[ \t\r\n]+", " ", re.sub(r"\\([%$#&_{}])", r"\1", text))
    if not shown.strip(" "):
        return Piece(shown, Role.THIN)
    return Piece(shown.strip(" "), Role.NAME, apart_after=shown.endswith(" "))


def _escape(text: str) -> Piece:
    return Piece(text[1:], Role.ATOM)


def _space(text: str) -> Piece:
    if text in THIN_SPACES:
        return Piece(" ", Role.THIN)
    if text in WIDE_SPACES or text[:1] + text[1:].strip() == "\\":
        return Piece(" " if text[-1:].isspace() or text == "~" else "   ", Role.WIDE)
    return Piece("", Role.THIN)


def _operator(text: str) -> Piece:
    if text == "//":
        return Piece(text, Role.END)
    if text == "\\\\":
        return Piece(text, Role.BREAK)
    sign = OPERATOR_CHARACTERS.get(text, text)
    return Piece(sign, ROLES.get(sign, Role.ATOM))


def _bare_command(text: str) -> Piece:
    name = text.removeprefix("\\")
    if name in FUNCTIONS:
        return Piece(name, Role.FUNCTION)
    if name in SIGNS:
        sign = SIGNS[name]
        return Piece(sign, _ROLES_OF_COMMANDS.get(name) or ROLES.get(sign, Role.ATOM))
    return Piece(text, Role.NAME)


_PIECES_OF_TOKENS: dict[str, Callable[[str], Piece]] = {
    "number": _number,
    "words": _words,
    "space": _space,
    "escape": _escape,
    "command": _bare_command,
    "operator": _operator,
}


def _grouped(node: Node) -> list[Piece]:
    """A braced group's pieces: side by side with the others where that reads the same, else one piece."""
    if not isinstance(node, Row):
        return _pieces_of(node)
    pieces = _pieces(node.items)
    if len(pieces) <= 1:
        return pieces
    run = settled(pieces)
    return run if strength(run) >= Strength.PRODUCT else [Piece(joined(run, tight=False), Role.GROUP)]


def _fence(fence: Fence) -> list[Piece]:
    opening, closing = _delimiter(fence.opening), _delimiter(fence.closing)
    if not closing:
        closing = MIRRORED.get(opening, "")
    body = _pieces(fence.body.items)
    if not opening:
        return [Piece(enclosed_unless(settled(body), Strength.UNIT) + closing, Role.ATOM)]
    return [Piece(opening, Role.OPEN), *body, Piece(closing, Role.CLOSE)]


def _delimiter(written: str) -> str:
    return FENCE_CHARACTERS.get(written, SIGNS.get(written.removeprefix("\\"), written))


def _grid(grid: Grid) -> list[Piece]:
    if grid.name in BARE_GRIDS or grid.name in BRACKETS_OF_GRIDS:
        opening, closing = BRACKETS_OF_GRIDS.get(grid.name, ("", ""))
        text = opening + _cells(grid) + closing
        return [Piece(text, Role.GRID if opening else Role.GROUP)]
    pieces: list[Piece] = []
    for row in grid.rows:
        for cell in row:
            pieces.extend(_pieces(cell.items))
        pieces.append(Piece("", Role.BREAK))
    return pieces


def _cells(grid: Grid) -> str:
    """Cells parted by spaces and rows by semicolons, as MATLAB does; by commas where a cell is more than one thing."""
    rows = [[settled(_pieces(cell.items)) for cell in row] for row in grid.rows]
    texts = [[compact(cell) for cell in row] for row in rows]
    if grid.name in CASES:
        return "; ".join(", ".join(text.removesuffix(",") for text in row) for row in texts)
    holds_operator = any(piece.role in SPACED for row in rows for cell in row for piece in cell)
    gap = ", " if holds_operator or any(" " in text for row in texts for text in row) else " "
    return "; ".join(gap.join(row) for row in texts)


# --- scripts -----------------------------------------------------------------------------------


def _scripts(node: Scripts) -> list[Piece]:
    match node.base:
        case Command(name="underbrace") if node.below is not None:
            return _with_scripts(_braced(node.base, node.below), None, node.above)
        case Command(name="overbrace") if node.above is not None:
            return _with_scripts(_braced(node.base, node.above), node.below, None)
        case None:
            return _with_scripts([Piece("", Role.ATOM, apart_before=True)], node.below, node.above)
        case base:
            return _with_scripts(_pieces_of(base), node.below, node.above)


def _braced(brace: Command, label: Node) -> list[Piece]:
    """What a brace holds, and the name it gives to it."""
    return [Piece(f"{{{_text(brace.arguments[0])} =: {_text(label)}}}", Role.ATOM)]


def _with_scripts(base: Sequence[Piece], below: Node | None, above: Node | None) -> list[Piece]:
    """The base with its scripts written after its last piece, the subscript first."""
    if below is None and above is None:
        return list(base)
    under, under_is_open = _script(below, SUBSCRIPTS, "_", may_be_open=above is None)
    over, over_is_open = _script(above, SUPERSCRIPTS, "^", may_be_open=True)
    *before, last = _fit_for_scripts(base)
    scripted = replace(
        last,
        text=last.text + under + over,
        takes_script=last.takes_script and above is None,
        apart_after=under_is_open or over_is_open,
    )
    return [*before, scripted]


def _fit_for_scripts(base: Sequence[Piece]) -> list[Piece]:
    """The base in parentheses where a script would otherwise be read as one of its last part."""
    if len(base) == 1 and base[0].takes_script and base[0].role not in {Role.QUOTIENT, Role.GROUP}:
        return list(base)
    pieces = settled(base)
    if len(pieces) > 1 and pieces[0].role is Role.OPEN and strength(pieces) is Strength.UNIT:
        return pieces
    return [Piece(f"({joined(pieces, tight=False)})" if pieces else "", Role.ATOM, apart_before=not pieces)]


def _script(node: Node | None, signs: dict[str, str], mark: str, may_be_open: bool) -> tuple[str, bool]:
    """A script as text, and whether letters after it would seem to belong to it."""
    text = "" if node is None else joined(settled(_contents(node)), tight=True)
    if all(character in signs for character in text):
        return "".join(signs[character] for character in text).replace("′′′", "‴").replace("′′", "″"), False
    if may_be_open and len(unicodedata.normalize("NFC", text)) == 1:
        return mark + text, True
    return f"{mark}({text})", False


# --- commands ----------------------------------------------------------------------------------


def _command(command: Command) -> list[Piece]:
    return _PIECES_OF_COMMANDS.get(command.name, _last_argument)(command)


def _last_argument(command: Command) -> list[Piece]:
    """Of commands that frame, colour or smash what they show."""
    return _grouped(command.arguments[-1])


def _nothing(_: Command) -> list[Piece]:
    return []


def _quotient(command: Command) -> list[Piece]:
    return [_fraction(*command.arguments)]


def _binomial(command: Command) -> list[Piece]:
    upper, lower = command.arguments
    return [Piece(f"({_text(upper)} choose {_text(lower)})", Role.ATOM, apart_before=True)]


def _scripted_above(command: Command) -> list[Piece]:
    above, base = command.arguments
    return _with_scripts(_pieces_of(base), None, above)


def _scripted_below(command: Command) -> list[Piece]:
    below, base = command.arguments
    return _with_scripts(_pieces_of(base), below, None)


def _long_arrow(command: Command) -> list[Piece]:
    arrow = Piece("→" if command.name == "xrightarrow" else "←", Role.RELATION)
    return _with_scripts([arrow], command.options[0] if command.options else None, command.arguments[0])


def _struck(command: Command) -> list[Piece]:
    return [Piece(f"~~{_text(command.arguments[0])}~~", Role.ATOM, apart_before=True, apart_after=True)]


def _struck_to(command: Command) -> list[Piece]:
    value, struck = command.arguments
    return [Piece(f"(~~{_text(struck)}~~ → {_text(value)})", Role.ATOM)]


def _negated(command: Command) -> list[Piece]:
    return [
        replace(piece, text=unicodedata.normalize("NFC", piece.text + "\u0338"))
        for piece in _pieces_of(command.arguments[0])
    ]


def _modulus(command: Command) -> list[Piece]:
    return [Piece(f"(mod {_text(command.arguments[0])})", Role.ATOM, apart_before=True)]


def _tagged(command: Command) -> list[Piece]:
    return [Piece("   ", Role.WIDE), Piece(f"({_text(command.arguments[0])})", Role.NAME)]


def _referred(command: Command) -> list[Piece]:
    return [Piece(f"({_text(command.arguments[0])})", Role.NAME)]


def _operator_name(command: Command) -> list[Piece]:
    return [Piece(_text(command.arguments[0]), _ROLES_OF_CLASSES[command.name])]


def _accented(command: Command) -> list[Piece]:
    """A combining mark on one character; over more it would seem to stand on the last alone."""
    text = _text(command.arguments[0])
    if len(text) == 1:
        return [Piece(unicodedata.normalize("NFC", text + ACCENTS[command.name]), Role.ATOM)]
    return [Piece(f"{command.name}({text})", Role.ATOM, apart_before=True)]


def _styled(command: Command) -> list[Piece]:
    style = STYLES[command.name]
    return [replace(piece, text=styled(piece.text, style)) for piece in _grouped(command.arguments[0])]


def _upright(command: Command) -> list[Piece]:
    text = _text(command.arguments[0])
    if len(text) > 1 and text.isalpha():
        return [Piece(text, Role.NAME)]
    return _grouped(command.arguments[0])


def _root(command: Command) -> list[Piece]:
    degree = _text(command.options[0]) if command.options else ""
    pieces = settled(_contents(command.arguments[0]))
    text = joined(pieces, tight=False)
    if degree not in _ROOTS:
        return [Piece(f"root({degree}, {text})", Role.NAME)]
    is_bare = [p.takes_script and not p.apart_after and p.role in {Role.ATOM, Role.NUMBER} for p in pieces] == [True]
    shown = text if is_bare else f"({text})"
    return [Piece(_ROOTS[degree] + shown, Role.ATOM, takes_script=False, apart_after=is_bare)]


_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}

_Showing = Callable[[Command], list[Piece]]
_PIECES_OF_COMMANDS: dict[str, _Showing] = (
    dict[str, _Showing]()
    | dict.fromkeys(ACCENTS, _accented)
    | dict.fromkeys(STYLES, _styled)
    | dict.fromkeys(UPRIGHT, _upright)
    | dict.fromkeys(_ROLES_OF_CLASSES, _operator_name)
    | dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _quotient)
    | dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial)
    | dict.fromkeys(("overset", "stackrel"), _scripted_above)
    | dict.fromkeys(("xrightarrow", "xleftarrow"), _long_arrow)
    | dict.fromkeys(("cancel", "bcancel", "xcancel"), _struck)
    | dict.fromkeys(("tag", "tag*"), _tagged)
    | dict.fromkeys(("ref", "eqref"), _referred)
    | dict.fromkeys(("phantom", "hphantom", "vphantom", "label", "color", "hspace", "vspace"), _nothing)
    | {"underset": _scripted_below, "cancelto": _struck_to, "not": _negated, "pmod": _modulus, "sqrt": _root}
)


# --- fractions ---------------------------------------------------------------------------------


def _fraction(above: Node, below: Node) -> Piece:
    numerator, denominator = settled(_contents(above)), settled(_contents(below))
    if _is_derivative(above, below):
        return _derivative(numerator, denominator)
    text = f"{enclosed_unless(numerator, Strength.SIGNED)}/{enclosed_unless(denominator, Strength.UNIT)}"
    return Piece(text, Role.QUOTIENT)


def _derivative(numerator: Sequence[Piece], denominator: Sequence[Piece]) -> Piece:
    variables = [piece for piece in denominator if piece.role is not Role.THIN]
    text = f"{enclosed_unless(numerator, Strength.PRODUCT)}/{enclosed_unless(variables, Strength.PRODUCT)}"
    return Piece(text, Role.BIG if len(numerator) == 1 else Role.QUOTIENT)


def _is_derivative(above: Node, below: Node) -> bool:
    """Whether a fraction is d…/d… or ∂…/∂…, whose denominator is customarily typed without parentheses."""
    sign = _differential_sign(above)
    return sign is not None and sign == _differential_sign(below) and isinstance(below, Row) and len(below.items) > 1


def _differential_sign(node: Node) -> str | None:
    """The d or ∂ that a numerator or denominator begins with."""
    match node:
        case Token(text="d"):
            return "d"
        case Token(text="\\partial" | "∂"):
            return "∂"
        case Row(items=(first, *_)) | Scripts(base=Token() | Command() as first):
            return _differential_sign(first)
        case Command(name=name, arguments=(argument,)) if name in UPRIGHT:
            return _differential_sign(argument)
        case _:
            return None


# --- parts as text -----------------------------------------------------------------------------


def _contents(node: Node) -> list[Piece]:
    return _pieces(node.items) if isinstance(node, Row) else _pieces_of(node)


def _text(node: Node) -> str:
    return joined(settled(_contents(node)), tight=False)
