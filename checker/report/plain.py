"""A written tree becomes one line of readable Unicode: what a mathematician would type in plain text.

Where two dimensions become one, parentheses are added so that no reading changes. Three notations have no
plain-text custom and are ours: `{X =: g}` is X with a brace that names it g, `~~X~~` is X struck out, and a
script without Unicode characters of its own stands after `^` or `_`, in parentheses unless it is one sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, IntEnum, auto
from itertools import pairwise

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
    STYLES,
    THIN_SPACES,
    UPRIGHT,
    WIDE_SPACES,
    in_style,
)
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Token


class _Role(Enum):
    """What a piece of text does among its neighbours; it decides spaces and parentheses."""

    ATOM = auto()
    NUMBER = auto()
    NAME = auto()  # words, and names of several letters
    FUNCTION = auto()  # sin, max
    BIG = auto()  # Σ ∫, and the derivative operator d/dx: they act on what follows
    BOUND = auto()  # ∂ ∇ ′: joined to what follows
    QUOTIENT = auto()  # a/b
    GROUP = auto()  # a braced sum or relation
    GRID = auto()
    PLUS = auto()
    TIMES = auto()
    SLASH = auto()
    SIGN = auto()  # + or − before its only operand
    POSTFIX = auto()
    RELATION = auto()
    COMMA = auto()
    OPEN = auto()
    CLOSE = auto()
    BAR = auto()  # | opens or closes, by turns
    THIN = auto()
    WIDE = auto()
    BREAK = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text with its role.

    `takes_script` is false where a further superscript would read as a script of a part; `apart_before`
    and `apart_after` ask for a space where letters would run together.
    """

    text: str
    role: _Role
    takes_script: bool = True
    apart_before: bool = False
    apart_after: bool = False


class _Strength(IntEnum):
    """How tightly a run of pieces holds together, the loosest first."""

    LOOSE = auto()
    QUOTIENT = auto()
    SIGNED = auto()
    PRODUCT = auto()
    UNIT = auto()


def plain(tree: Row) -> str:
    """The formula on one line, operators spaced; what is unprintable, or turns the line round, is escaped.

    `\\frac{1}{1+e^{-x}}` gives `1/(1+e⁻ˣ)`. A command without a known sign stands as it was written.
    """
    text = _joined(_settled(_pieces(tree.items)), tight=False)
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


# --- signs -------------------------------------------------------------------------------------


_ROLES: dict[str, _Role] = {
    sign: role
    for role, signs in (
        (_Role.PLUS, "+−±∓∪∩∧∨⊕⊖∖"),
        (_Role.TIMES, "·×∗*∘⊗⊙÷⋆"),
        (_Role.RELATION, "=≠<>≤≥≈≡≅∼≃≍∝∈∉∋⊂⊆⊃⊇→←↦⇒⇐⇔↔⟶⟹⟸⟺↪↳∴∵≔≝≪≫≺≻⊥∥∣⊨⊢:↑↓"),
        (_Role.COMMA, ",;"),
        (_Role.OPEN, "([{⟨⌊⌈"),
        (_Role.CLOSE, ")]}⟩⌋⌉"),
        (_Role.BAR, "|‖"),
        (_Role.POSTFIX, "!"),
        (_Role.SLASH, "/"),
        (_Role.BOUND, "∂∇¬∀∃′"),
        (_Role.BIG, "∑∏∐∫∬∭∮⋃⋂⨁⨂⋁⋀"),
    )
    for sign in signs
}

_ROLES_OF_COMMANDS: dict[str, _Role] = {
    # Where the command says more than its sign does.
    "sum": _Role.BIG,
    "prod": _Role.BIG,
    "lvert": _Role.OPEN,
    "rvert": _Role.CLOSE,
    "lVert": _Role.OPEN,
    "rVert": _Role.CLOSE,
    "checkmark": _Role.NAME,
    "top": _Role.ATOM,
    "bot": _Role.ATOM,
}

SUPERSCRIPTS = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ′†‡∘",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ′†‡°",
        strict=True,
    )
)
SUBSCRIPTS = dict(zip("0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))

_ROLES_OF_CLASSES = {
    "operatorname": _Role.FUNCTION,
    "operatorname*": _Role.FUNCTION,
    "mathop": _Role.BIG,
    "mathbin": _Role.TIMES,
    "mathrel": _Role.RELATION,
    "mathord": _Role.ATOM,
}
# --- nodes to pieces ---------------------------------------------------------------------------


def _pieces(nodes: Iterable[Node]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for node in nodes:
        pieces.extend(_pieces_of(node))
    return pieces


def _pieces_of(node: Node) -> list[_Piece]:
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


def _token(token: Token) -> _Piece:
    read = _PIECES_OF_TOKENS.get(token.kind)
    return read(token.text) if read else _Piece(token.text, _Role.ATOM)


def _number(text: str) -> _Piece:
    return _Piece(text, _Role.NUMBER)


def _words(text: str) -> _Piece:
    shown = re.sub(r"[ \t\r\n]+", " ", re.sub(r"\\([%$#&_{}])", r"\1", text))
    if not shown.strip(" "):
        return _Piece(shown, _Role.THIN)
    return _Piece(shown.strip(" "), _Role.NAME, apart_after=shown.endswith(" "))


def _escape(text: str) -> _Piece:
    return _Piece(text[1:], _Role.ATOM)


def _space(text: str) -> _Piece:
    if text in THIN_SPACES:
        return _Piece(" ", _Role.THIN)
    if text in WIDE_SPACES or text[:1] + text[1:].strip() == "\\":
        return _Piece(" " if text[-1:].isspace() or text == "~" else "   ", _Role.WIDE)
    return _Piece("", _Role.THIN)


def _operator(text: str) -> _Piece:
    if text == "//":
        return _Piece(text, _Role.END)
    if text == "\\\\":
        return _Piece(text, _Role.BREAK)
    sign = OPERATOR_CHARACTERS.get(text, text)
    return _Piece(sign, _ROLES.get(sign, _Role.ATOM))


def _bare_command(text: str) -> _Piece:
    name = text.removeprefix("\\")
    if name in FUNCTIONS:
        return _Piece(name, _Role.FUNCTION)
    if name in SIGNS:
        sign = SIGNS[name]
        return _Piece(sign, _ROLES_OF_COMMANDS.get(name) or _ROLES.get(sign, _Role.ATOM))
    return _Piece(text, _Role.NAME)


_PIECES_OF_TOKENS: dict[str, Callable[[str], _Piece]] = {
    "number": _number,
    "words": _words,
    "space": _space,
    "escape": _escape,
    "command": _bare_command,
    "operator": _operator,
}


def _grouped(node: Node) -> list[_Piece]:
    """A braced group's pieces: side by side with the others where that reads the same, else one piece."""
    if not isinstance(node, Row):
        return _pieces_of(node)
    pieces = _pieces(node.items)
    if len(pieces) <= 1:
        return pieces
    settled = _settled(pieces)
    return settled if _strength(settled) >= _Strength.PRODUCT else [_Piece(_joined(settled, tight=False), _Role.GROUP)]


def _fence(fence: Fence) -> list[_Piece]:
    opening, closing = _delimiter(fence.opening), _delimiter(fence.closing)
    if not closing:
        closing = MIRRORED.get(opening, "")
    body = _pieces(fence.body.items)
    if not opening:
        return [_Piece(_enclosed_unless(_settled(body), _Strength.UNIT) + closing, _Role.ATOM)]
    return [_Piece(opening, _Role.OPEN), *body, _Piece(closing, _Role.CLOSE)]


def _delimiter(written: str) -> str:
    return FENCE_CHARACTERS.get(written, SIGNS.get(written.removeprefix("\\"), written))


def _grid(grid: Grid) -> list[_Piece]:
    if grid.name in BARE_GRIDS or grid.name in BRACKETS_OF_GRIDS:
        opening, closing = BRACKETS_OF_GRIDS.get(grid.name, ("", ""))
        text = opening + _cells(grid) + closing
        return [_Piece(text, _Role.GRID if opening else _Role.GROUP)]
    pieces: list[_Piece] = []
    for row in grid.rows:
        for cell in row:
            pieces.extend(_pieces(cell.items))
        pieces.append(_Piece("", _Role.BREAK))
    return pieces


def _cells(grid: Grid) -> str:
    """Cells parted by spaces and rows by semicolons, as MATLAB does; by commas where a cell is more than one thing."""
    rows = [[_settled(_pieces(cell.items)) for cell in row] for row in grid.rows]
    texts = [[_compact(cell) for cell in row] for row in rows]
    if grid.name in CASES:
        return "; ".join(", ".join(text.removesuffix(",") for text in row) for row in texts)
    holds_operator = any(piece.role in _SPACED for row in rows for cell in row for piece in cell)
    gap = ", " if holds_operator or any(" " in text for row in texts for text in row) else " "
    return "; ".join(gap.join(row) for row in texts)


# --- scripts -----------------------------------------------------------------------------------


def _scripts(node: Scripts) -> list[_Piece]:
    match node.base:
        case Command(name="underbrace") if node.below is not None:
            return _with_scripts(_braced(node.base, node.below), None, node.above)
        case Command(name="overbrace") if node.above is not None:
            return _with_scripts(_braced(node.base, node.above), node.below, None)
        case None:
            return _with_scripts([_Piece("", _Role.ATOM, apart_before=True)], node.below, node.above)
        case base:
            return _with_scripts(_pieces_of(base), node.below, node.above)


def _braced(brace: Command, label: Node) -> list[_Piece]:
    """What a brace holds, and the name it gives to it."""
    return [_Piece(f"{{{_text(brace.arguments[0])} =: {_text(label)}}}", _Role.ATOM)]


def _with_scripts(base: Sequence[_Piece], below: Node | None, above: Node | None) -> list[_Piece]:
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


def _fit_for_scripts(base: Sequence[_Piece]) -> list[_Piece]:
    """The base in parentheses where a script would otherwise be read as one of its last part."""
    if len(base) == 1 and base[0].takes_script and base[0].role not in {_Role.QUOTIENT, _Role.GROUP}:
        return list(base)
    pieces = _settled(base)
    if len(pieces) > 1 and pieces[0].role is _Role.OPEN and _strength(pieces) is _Strength.UNIT:
        return pieces
    return [_Piece(f"({_joined(pieces, tight=False)})" if pieces else "", _Role.ATOM, apart_before=not pieces)]


def _script(node: Node | None, signs: dict[str, str], mark: str, may_be_open: bool) -> tuple[str, bool]:
    """A script as text, and whether letters after it would seem to belong to it."""
    text = "" if node is None else _joined(_settled(_contents(node)), tight=True)
    if all(character in signs for character in text):
        return "".join(signs[character] for character in text).replace("′′′", "‴").replace("′′", "″"), False
    if may_be_open and len(unicodedata.normalize("NFC", text)) == 1:
        return mark + text, True
    return f"{mark}({text})", False


# --- commands ----------------------------------------------------------------------------------


def _command(command: Command) -> list[_Piece]:
    return _PIECES_OF_COMMANDS.get(command.name, _last_argument)(command)


def _last_argument(command: Command) -> list[_Piece]:
    """Of commands that frame, colour or smash what they show."""
    return _grouped(command.arguments[-1])


def _nothing(_: Command) -> list[_Piece]:
    return []


def _quotient(command: Command) -> list[_Piece]:
    return [_fraction(*command.arguments)]


def _binomial(command: Command) -> list[_Piece]:
    upper, lower = command.arguments
    return [_Piece(f"({_text(upper)} choose {_text(lower)})", _Role.ATOM, apart_before=True)]


def _scripted_above(command: Command) -> list[_Piece]:
    above, base = command.arguments
    return _with_scripts(_pieces_of(base), None, above)


def _scripted_below(command: Command) -> list[_Piece]:
    below, base = command.arguments
    return _with_scripts(_pieces_of(base), below, None)


def _long_arrow(command: Command) -> list[_Piece]:
    arrow = _Piece("→" if command.name == "xrightarrow" else "←", _Role.RELATION)
    return _with_scripts([arrow], command.options[0] if command.options else None, command.arguments[0])


def _struck(command: Command) -> list[_Piece]:
    return [_Piece(f"~~{_text(command.arguments[0])}~~", _Role.ATOM, apart_before=True, apart_after=True)]


def _struck_to(command: Command) -> list[_Piece]:
    value, struck = command.arguments
    return [_Piece(f"(~~{_text(struck)}~~ → {_text(value)})", _Role.ATOM)]


def _negated(command: Command) -> list[_Piece]:
    return [
        replace(piece, text=unicodedata.normalize("NFC", piece.text + "\u0338"))
        for piece in _pieces_of(command.arguments[0])
    ]


def _modulus(command: Command) -> list[_Piece]:
    return [_Piece(f"(mod {_text(command.arguments[0])})", _Role.ATOM, apart_before=True)]


def _tagged(command: Command) -> list[_Piece]:
    return [_Piece("   ", _Role.WIDE), _Piece(f"({_text(command.arguments[0])})", _Role.NAME)]


def _referred(command: Command) -> list[_Piece]:
    return [_Piece(f"({_text(command.arguments[0])})", _Role.NAME)]


def _operator_name(command: Command) -> list[_Piece]:
    return [_Piece(_text(command.arguments[0]), _ROLES_OF_CLASSES[command.name])]


def _accented(command: Command) -> list[_Piece]:
    """A combining mark on one character; over more it would seem to stand on the last alone."""
    text = _text(command.arguments[0])
    if len(text) == 1:
        return [_Piece(unicodedata.normalize("NFC", text + ACCENTS[command.name]), _Role.ATOM)]
    return [_Piece(f"{command.name}({text})", _Role.ATOM, apart_before=True)]


def _styled(command: Command) -> list[_Piece]:
    beginnings = STYLES[command.name]
    return [
        replace(piece, text="".join(in_style(character, beginnings) for character in piece.text))
        for piece in _grouped(command.arguments[0])
    ]


def _upright(command: Command) -> list[_Piece]:
    text = _text(command.arguments[0])
    if len(text) > 1 and text.isalpha():
        return [_Piece(text, _Role.NAME)]
    return _grouped(command.arguments[0])


def _root(command: Command) -> list[_Piece]:
    degree = _text(command.options[0]) if command.options else ""
    pieces = _settled(_contents(command.arguments[0]))
    text = _joined(pieces, tight=False)
    if degree not in _ROOTS:
        return [_Piece(f"root({degree}, {text})", _Role.NAME)]
    is_bare = [p.takes_script and not p.apart_after and p.role in {_Role.ATOM, _Role.NUMBER} for p in pieces] == [True]
    shown = text if is_bare else f"({text})"
    return [_Piece(_ROOTS[degree] + shown, _Role.ATOM, takes_script=False, apart_after=is_bare)]


_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}

_Showing = Callable[[Command], list[_Piece]]
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


def _fraction(above: Node, below: Node) -> _Piece:
    numerator, denominator = _settled(_contents(above)), _settled(_contents(below))
    if _is_derivative(above, below):
        return _derivative(numerator, denominator)
    text = f"{_enclosed_unless(numerator, _Strength.SIGNED)}/{_enclosed_unless(denominator, _Strength.UNIT)}"
    return _Piece(text, _Role.QUOTIENT)


def _derivative(numerator: Sequence[_Piece], denominator: Sequence[_Piece]) -> _Piece:
    variables = [piece for piece in denominator if piece.role is not _Role.THIN]
    text = f"{_enclosed_unless(numerator, _Strength.PRODUCT)}/{_enclosed_unless(variables, _Strength.PRODUCT)}"
    return _Piece(text, _Role.BIG if len(numerator) == 1 else _Role.QUOTIENT)


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


def _enclosed_unless(pieces: Sequence[_Piece], at_least: _Strength) -> str:
    text = _compact(pieces)
    return text if _strength(pieces) >= at_least else f"({text})"


def _strength(pieces: Sequence[_Piece]) -> _Strength:
    """How tightly settled pieces hold together; a bracketed run counts as one unit."""
    outer = _outside_of_brackets([piece for piece in pieces if piece.role is not _Role.THIN])
    if outer is None:
        return _Strength.LOOSE
    roles = [piece.role for piece in outer]
    if any(role in _LOOSE for role in roles) or _Role.SIGN in roles[1:] or _has_bare_application(roles):
        return _Strength.LOOSE
    if _Role.QUOTIENT in roles or _Role.SLASH in roles:
        return _Strength.QUOTIENT if roles[0] is not _Role.SIGN else _Strength.LOOSE
    if roles and roles[0] is _Role.SIGN:
        return _Strength.SIGNED
    is_one = len(roles) <= 1 or (len(roles) == 2 and roles[0] is _Role.FUNCTION)
    return _Strength.UNIT if is_one else _Strength.PRODUCT


def _outside_of_brackets(pieces: Sequence[_Piece]) -> list[_Piece] | None:
    """The pieces with each bracketed run as its opening alone; None where brackets do not match."""
    outer: list[_Piece] = []
    depth = 0
    for piece in pieces:
        if depth == 0 and piece.role is not _Role.CLOSE:
            outer.append(piece)
        depth += {_Role.OPEN: 1, _Role.CLOSE: -1}.get(piece.role, 0)
        if depth < 0:
            return None
    return outer if depth == 0 else None


def _has_bare_application(roles: Sequence[_Role]) -> bool:
    """Whether a function stands before an argument without brackets, as in sin x."""
    return any(a is _Role.FUNCTION and b is not _Role.OPEN for a, b in pairwise(roles))


# --- pieces to text ----------------------------------------------------------------------------

_LOOSE = frozenset(
    (_Role.PLUS, _Role.TIMES, _Role.RELATION, _Role.COMMA, _Role.WIDE, _Role.BREAK, _Role.BIG, _Role.GROUP, _Role.END)
)
_SPACED = frozenset((_Role.PLUS, _Role.TIMES, _Role.RELATION))
_GAPS = frozenset((_Role.THIN, _Role.WIDE))
_EXPECT_OPERAND = _SPACED | {_Role.COMMA, _Role.OPEN, _Role.SIGN, _Role.SLASH, _Role.BREAK, _Role.BIG, _Role.FUNCTION}
_OPERANDS = frozenset((_Role.ATOM, _Role.NUMBER, _Role.NAME, _Role.GRID, _Role.QUOTIENT, _Role.GROUP))
_FACTORS_BEFORE = _OPERANDS | {_Role.FUNCTION, _Role.BIG, _Role.BOUND, _Role.SLASH, _Role.CLOSE, _Role.POSTFIX}
_SIGN_CHARACTERS = "+−±∓"
_AWAITING = _SPACED | {None, _Role.COMMA, _Role.OPEN, _Role.SIGN, _Role.SLASH}
_FACTORS_AFTER = _FACTORS_BEFORE - {_Role.CLOSE} | {_Role.OPEN}
_SIDES = frozenset((_Role.RELATION, _Role.COMMA, _Role.BREAK, _Role.WIDE, _Role.END))
_SHORT = 16
"""Characters up to which the parts of a fraction or a cell are set without spaces."""


def _contents(node: Node) -> list[_Piece]:
    return _pieces(node.items) if isinstance(node, Row) else _pieces_of(node)


def _text(node: Node) -> str:
    return _joined(_settled(_contents(node)), tight=False)


def _compact(pieces: Sequence[_Piece]) -> str:
    tight = _joined(pieces, tight=True)
    return tight if " " not in tight and len(tight) <= _SHORT else _joined(pieces, tight=False)


def _settled(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces with the roles that only their neighbours decide."""
    return _with_parentheses(_with_cells(_with_signs(_with_breaks(_with_bars(pieces)))))


def _following(pieces: Sequence[_Piece], passing: Collection[_Role]) -> list[_Role | None]:
    """For each piece the role of the next one, those of `passing` passed over."""
    roles: list[_Role | None] = []
    after: _Role | None = None
    for piece in reversed(pieces):
        roles.append(after)
        if piece.role not in passing:
            after = piece.role
    return roles[::-1]


def _with_bars(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Bars open and close by turns; where one is left over they part, as in P(A | B)."""
    settled: list[_Piece] = []
    open_bars: list[str] = []
    for piece in pieces:
        if piece.role is not _Role.BAR:
            settled.append(piece)
        elif open_bars and open_bars[-1] == piece.text[0]:
            open_bars.pop()
            settled.append(replace(piece, role=_Role.CLOSE))
        else:
            open_bars.append(piece.text[0])
            settled.append(replace(piece, role=_Role.OPEN))
    if not open_bars:
        return settled
    return [replace(piece, role=_Role.RELATION) if piece.role is _Role.BAR else piece for piece in pieces]


def _with_breaks(pieces: Sequence[_Piece]) -> list[_Piece]:
    """A new line goes unmarked where it continues a formula or follows a comma, and is a semicolon elsewhere."""
    following = _following(pieces, _GAPS | {_Role.BREAK})
    holds_relation = _relation_before_break(pieces)
    settled: list[_Piece] = []
    before: _Role | None = None
    is_indent = False
    for piece, after, starts_statement in zip(pieces, following, holds_relation, strict=True):
        if piece.role is _Role.BREAK:
            continues = after is _Role.RELATION or (after in _SPACED and not starts_statement)
            if not (continues or before in _AWAITING or after is None):
                settled.append(_Piece(";", _Role.COMMA))
                before = _Role.COMMA
            is_indent = True
        elif not (is_indent and piece.role in _GAPS):
            settled.append(piece)
            is_indent = False
            before = before if piece.role in _GAPS else piece.role
    return settled


def _relation_before_break(pieces: Sequence[_Piece]) -> list[bool]:
    """For each piece, whether a relation stands between it and the next line's break."""
    found: list[bool] = []
    holds = False
    for piece in reversed(pieces):
        found.append(holds)
        holds = piece.role is _Role.RELATION or (holds and piece.role is not _Role.BREAK)
    return found[::-1]


def _with_signs(pieces: Sequence[_Piece]) -> list[_Piece]:
    """+ and − are signs where an operand is due, and after a gap between cells: `1 \\ -2`."""
    settled: list[_Piece] = []
    before: _Role | None = None
    for index, piece in enumerate(pieces):
        may_be_sign = piece.role is _Role.PLUS and piece.text[0] in _SIGN_CHARACTERS
        opens_cell = index > 0 and pieces[index - 1].role is _Role.WIDE
        if may_be_sign and (before is None or before in _EXPECT_OPERAND or opens_cell):
            settled.append(replace(piece, role=_Role.SIGN))
        else:
            settled.append(piece)
        before = before if piece.role in _GAPS else settled[-1].role
    return settled


def _with_cells(pieces: Sequence[_Piece]) -> list[_Piece]:
    """A gap in brackets parts cells: one space, or a comma where the cells hold spaces themselves."""
    settled = list(pieces)
    opened: list[tuple[list[int], list[_Role]]] = []  # of each open bracket, its gaps and the roles in it
    for index, piece in enumerate(pieces):
        if opened and piece.role is _Role.CLOSE:
            gaps, roles = opened.pop()
            parting = _Piece(",", _Role.COMMA) if _SPACED & set(roles) else _Piece(" ", _Role.WIDE)
            for gap in gaps if _Role.COMMA not in roles else []:
                settled[gap] = parting
        elif piece.role is _Role.OPEN:
            opened.append(([], []))
        elif opened:
            gaps, roles = opened[-1]
            roles.append(piece.role)
            if piece.role is _Role.WIDE:
                gaps.append(index)
    return settled


def _with_parentheses(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Quotients beside a factor, and groups beside anything that binds, in parentheses."""
    settled: list[_Piece] = []
    before: _Role | None = None
    for piece, after in zip(pieces, _following(pieces, {_Role.THIN}), strict=True):
        if _needs_parentheses(piece, before, after):
            settled.append(_Piece(f"({piece.text})", _Role.ATOM))
        else:
            settled.append(piece)
        before = before if piece.role is _Role.THIN else piece.role
    return settled


def _needs_parentheses(piece: _Piece, before: _Role | None, after: _Role | None) -> bool:
    if piece.role is _Role.QUOTIENT:
        is_signed = piece.text[0] in _SIGN_CHARACTERS and before in {_Role.PLUS, _Role.SIGN, _Role.TIMES}
        return is_signed or before in _FACTORS_BEFORE or after in _FACTORS_AFTER
    if piece.role is _Role.GROUP:
        return before not in _SIDES | {None, _Role.OPEN} or after not in _SIDES | {None, _Role.CLOSE}
    return False


def _joined(pieces: Sequence[_Piece], tight: bool) -> str:
    text = ""
    previous: _Piece | None = None
    gap = ""
    for piece in pieces:
        if piece.role in _GAPS:
            gap = max(gap, piece.text, key=len)
            continue
        if previous is not None:
            text += _between(previous, piece, gap, tight)
        text += piece.text
        previous, gap = piece, ""
    return text


def _between(left: _Piece, right: _Piece, gap: str, tight: bool) -> str:
    """The space between two neighbours, at least the one that was written."""
    if left.role is _Role.OPEN or right.role in {_Role.CLOSE, _Role.COMMA, _Role.POSTFIX}:
        return ""
    if left.role in _SPACED and right.role in _SPACED and left.role is right.role:
        return gap or (" " if left.apart_after else "")
    if left.role in _SPACED or right.role in _SPACED or left.role is _Role.COMMA:
        return gap or ("" if tight else " ")
    if _runs_together(left, right):
        return gap or " "
    return gap


def _runs_together(left: _Piece, right: _Piece) -> bool:
    """Whether two factors side by side would be read as one thing."""
    if left.role in {_Role.SIGN, _Role.SLASH} or right.role is _Role.SLASH:
        return False
    if left.apart_after or right.apart_before or right.role is _Role.END:
        return True
    if left.role in {_Role.NAME, _Role.FUNCTION} and right.text.startswith("("):
        return left.text.endswith(")")
    if left.role is _Role.BOUND:
        return False
    return left.role in _STAND_APART or right.role in _STAND_APART | {_Role.NUMBER}


_STAND_APART = frozenset((_Role.NAME, _Role.FUNCTION, _Role.BIG, _Role.GRID))
