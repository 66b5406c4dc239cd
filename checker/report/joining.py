"""Pieces become one line of text: where spaces and parentheses are due, so that no reading changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from enum import IntEnum, auto
from itertools import pairwise

from checker.report.pieces import GAPS, SPACED, Piece, Role


class Strength(IntEnum):
    """How tightly a run of pieces holds together, the loosest first."""

    LOOSE = auto()
    QUOTIENT = auto()
    SIGNED = auto()
    PRODUCT = auto()
    UNIT = auto()


_LOOSE = frozenset(
    (Role.PLUS, Role.TIMES, Role.RELATION, Role.COMMA, Role.WIDE, Role.BREAK, Role.BIG, Role.GROUP, Role.END)
)
_EXPECT_OPERAND = SPACED | {Role.COMMA, Role.OPEN, Role.SIGN, Role.SLASH, Role.BREAK, Role.BIG, Role.FUNCTION}
_OPERANDS = frozenset((Role.ATOM, Role.NUMBER, Role.NAME, Role.GRID, Role.QUOTIENT, Role.GROUP))
_FACTORS_BEFORE = _OPERANDS | {Role.FUNCTION, Role.BIG, Role.BOUND, Role.SLASH, Role.CLOSE, Role.POSTFIX}
_SIGN_CHARACTERS = "+−±∓"
_AWAITING = SPACED | {None, Role.COMMA, Role.OPEN, Role.SIGN, Role.SLASH}
_FACTORS_AFTER = _FACTORS_BEFORE - {Role.CLOSE} | {Role.OPEN}
_SIDES = frozenset((Role.RELATION, Role.COMMA, Role.BREAK, Role.WIDE, Role.END))
_SHORT = 16
"""Characters up to which the parts of a fraction or a cell are set without spaces."""


def compact(pieces: Sequence[Piece]) -> str:
    tight = joined(pieces, tight=True)
    return tight if " " not in tight and len(tight) <= _SHORT else joined(pieces, tight=False)


def settled(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the roles that only their neighbours decide."""
    return _with_parentheses(_with_cells(_with_signs(_with_breaks(_with_bars(pieces)))))


def _following(pieces: Sequence[Piece], passing: Collection[Role]) -> list[Role | None]:
    """For each piece the role of the next one, those of `passing` passed over."""
    roles: list[Role | None] = []
    after: Role | None = None
    for piece in reversed(pieces):
        roles.append(after)
        if piece.role not in passing:
            after = piece.role
    return roles[::-1]


def _with_bars(pieces: Sequence[Piece]) -> list[Piece]:
    """Bars open and close by turns; where one is left over they part, as in P(A | B)."""
    settled: list[Piece] = []
    open_bars: list[str] = []
    for piece in pieces:
        if piece.role is not Role.BAR:
            settled.append(piece)
        elif open_bars and open_bars[-1] == piece.text[0]:
            open_bars.pop()
            settled.append(replace(piece, role=Role.CLOSE))
        else:
            open_bars.append(piece.text[0])
            settled.append(replace(piece, role=Role.OPEN))
    if not open_bars:
        return settled
    return [replace(piece, role=Role.RELATION) if piece.role is Role.BAR else piece for piece in pieces]


def _with_breaks(pieces: Sequence[Piece]) -> list[Piece]:
    """A new line goes unmarked where it continues a formula or follows a comma, and is a semicolon elsewhere."""
    following = _following(pieces, GAPS | {Role.BREAK})
    holds_relation = _relation_before_break(pieces)
    settled: list[Piece] = []
    before: Role | None = None
    is_indent = False
    for piece, after, starts_statement in zip(pieces, following, holds_relation, strict=True):
        if piece.role is Role.BREAK:
            continues = after is Role.RELATION or (after in SPACED and not starts_statement)
            if not (continues or before in _AWAITING or after is None):
                settled.append(Piece(";", Role.COMMA))
                before = Role.COMMA
            is_indent = True
        elif not (is_indent and piece.role in GAPS):
            settled.append(piece)
            is_indent = False
            before = before if piece.role in GAPS else piece.role
    return settled


def _relation_before_break(pieces: Sequence[Piece]) -> list[bool]:
    """For each piece, whether a relation stands between it and the next line's break."""
    found: list[bool] = []
    holds = False
    for piece in reversed(pieces):
        found.append(holds)
        holds = piece.role is Role.RELATION or (holds and piece.role is not Role.BREAK)
    return found[::-1]


def _with_signs(pieces: Sequence[Piece]) -> list[Piece]:
    """+ and − are signs where an operand is due, and after a gap between cells: `1 \\ -2`."""
    settled: list[Piece] = []
    before: Role | None = None
    for index, piece in enumerate(pieces):
        may_be_sign = piece.role is Role.PLUS and piece.text[0] in _SIGN_CHARACTERS
        opens_cell = index > 0 and pieces[index - 1].role is Role.WIDE
        if may_be_sign and (before is None or before in _EXPECT_OPERAND or opens_cell):
            settled.append(replace(piece, role=Role.SIGN))
        else:
            settled.append(piece)
        before = before if piece.role in GAPS else settled[-1].role
    return settled


def _with_cells(pieces: Sequence[Piece]) -> list[Piece]:
    """A gap in brackets parts cells: one space, or a comma where the cells hold spaces themselves."""
    settled = list(pieces)
    opened: list[tuple[list[int], list[Role]]] = []  # of each open bracket, its gaps and the roles in it
    for index, piece in enumerate(pieces):
        if opened and piece.role is Role.CLOSE:
            gaps, roles = opened.pop()
            parting = Piece(",", Role.COMMA) if SPACED & set(roles) else Piece(" ", Role.WIDE)
            for gap in gaps if Role.COMMA not in roles else []:
                settled[gap] = parting
        elif piece.role is Role.OPEN:
            opened.append(([], []))
        elif opened:
            gaps, roles = opened[-1]
            roles.append(piece.role)
            if piece.role is Role.WIDE:
                gaps.append(index)
    return settled


def _with_parentheses(pieces: Sequence[Piece]) -> list[Piece]:
    """Quotients beside a factor, and groups beside anything that binds, in parentheses."""
    settled: list[Piece] = []
    before: Role | None = None
    for piece, after in zip(pieces, _following(pieces, {Role.THIN}), strict=True):
        if _needs_parentheses(piece, before, after):
            settled.append(Piece(f"({piece.text})", Role.ATOM))
        else:
            settled.append(piece)
        before = before if piece.role is Role.THIN else piece.role
    return settled


def _needs_parentheses(piece: Piece, before: Role | None, after: Role | None) -> bool:
    if piece.role is Role.QUOTIENT:
        is_signed = piece.text[0] in _SIGN_CHARACTERS and before in {Role.PLUS, Role.SIGN, Role.TIMES}
        return is_signed or before in _FACTORS_BEFORE or after in _FACTORS_AFTER
    if piece.role is Role.GROUP:
        return before not in _SIDES | {None, Role.OPEN} or after not in _SIDES | {None, Role.CLOSE}
    return False


def joined(pieces: Sequence[Piece], tight: bool) -> str:
    text = ""
    previous: Piece | None = None
    gap = ""
    for piece in pieces:
        if piece.role in GAPS:
            gap = max(gap, piece.text, key=len)
            continue
        if previous is not None:
            text += _between(previous, piece, gap, tight)
        text += piece.text
        previous, gap = piece, ""
    return text


def _between(left: Piece, right: Piece, gap: str, tight: bool) -> str:
    """The space between two neighbours, at least the one that was written."""
    if left.role is Role.OPEN or right.role in {Role.CLOSE, Role.COMMA, Role.POSTFIX}:
        return ""
    if left.role in SPACED and right.role in SPACED and left.role is right.role:
        return gap or (" " if left.apart_after else "")
    if left.role in SPACED or right.role in SPACED or left.role is Role.COMMA:
        return gap or ("" if tight else " ")
    if _runs_together(left, right):
        return gap or " "
    return gap


def _runs_together(left: Piece, right: Piece) -> bool:
    """Whether two factors side by side would be read as one thing."""
    if left.role in {Role.SIGN, Role.SLASH} or right.role is Role.SLASH:
        return False
    if left.apart_after or right.apart_before or right.role is Role.END:
        return True
    if left.role in {Role.NAME, Role.FUNCTION} and right.text.startswith("("):
        return left.text.endswith(")")
    if left.role is Role.BOUND:
        return False
    return left.role in _STAND_APART or right.role in _STAND_APART | {Role.NUMBER}


_STAND_APART = frozenset((Role.NAME, Role.FUNCTION, Role.BIG, Role.GRID))


# --- how tightly pieces hold together ---


def enclosed_unless(pieces: Sequence[Piece], at_least: Strength) -> str:
    text = compact(pieces)
    return text if strength(pieces) >= at_least else f"({text})"


def strength(pieces: Sequence[Piece]) -> Strength:
    """How tightly settled pieces hold together; a bracketed run counts as one unit."""
    outer = _outside_of_brackets([piece for piece in pieces if piece.role is not Role.THIN])
    if outer is None:
        return Strength.LOOSE
    roles = [piece.role for piece in outer]
    if any(role in _LOOSE for role in roles) or Role.SIGN in roles[1:] or _has_bare_application(roles):
        return Strength.LOOSE
    if Role.QUOTIENT in roles or Role.SLASH in roles:
        return Strength.QUOTIENT if roles[0] is not Role.SIGN else Strength.LOOSE
    if roles and roles[0] is Role.SIGN:
        return Strength.SIGNED
    is_one = len(roles) <= 1 or (len(roles) == 2 and roles[0] is Role.FUNCTION)
    return Strength.UNIT if is_one else Strength.PRODUCT


def _outside_of_brackets(pieces: Sequence[Piece]) -> list[Piece] | None:
    """The pieces with each bracketed run as its opening alone; None where brackets do not match."""
    outer: list[Piece] = []
    depth = 0
    for piece in pieces:
        if depth == 0 and piece.role is not Role.CLOSE:
            outer.append(piece)
        depth += {Role.OPEN: 1, Role.CLOSE: -1}.get(piece.role, 0)
        if depth < 0:
            return None
    return outer if depth == 0 else None


def _has_bare_application(roles: Sequence[Role]) -> bool:
    """Whether a function stands before an argument without brackets, as in sin x."""
    return any(a is Role.FUNCTION and b is not Role.OPEN for a, b in pairwise(roles))
