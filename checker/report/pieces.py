"""The pieces of which one line of mathematics is made: text with what it does among its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Role(Enum):
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

    __hash__ = object.__hash__  # by identity, as they are compared: an enum's own is a call for every look-up in a set


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with its role.

    `takes_script` is false where a further superscript would read as a script of a part; `apart_before`
    and `apart_after` ask for a space where letters would run together.
    """

    text: str
    role: Role
    takes_script: bool = True
    apart_before: bool = False
    apart_after: bool = False


SPACED = frozenset((Role.PLUS, Role.TIMES, Role.RELATION))
GAPS = frozenset((Role.THIN, Role.WIDE))

ROLES: dict[str, Role] = {
    sign: role
    for role, signs in (
        (Role.PLUS, "+−±∓∪∩∧∨⊕⊖∖"),
        (Role.TIMES, "·×∗*∘⊗⊙÷⋆"),
        (Role.RELATION, "=≠<>≤≥≈≡≅∼≃≍∝∈∉∋⊂⊆⊃⊇→←↦⇒⇐⇔↔⟶⟹⟸⟺↪↳∴∵≔≝≪≫≺≻⊥∥∣⊨⊢:↑↓"),
        (Role.COMMA, ",;"),
        (Role.OPEN, "([{⟨⌊⌈"),
        (Role.CLOSE, ")]}⟩⌋⌉"),
        (Role.BAR, "|‖"),
        (Role.POSTFIX, "!"),
        (Role.SLASH, "/"),
        (Role.BOUND, "∂∇¬∀∃′"),
        (Role.BIG, "∑∏∐∫∬∭∮⋃⋂⨁⨂⋁⋀"),
    )
    for sign in signs
}

SUPERSCRIPTS = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ′†‡∘",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ′†‡°",
        strict=True,
    )
)
SUBSCRIPTS = dict(zip("0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
