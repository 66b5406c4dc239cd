"""The nouns of set mathematics: how a formula lies on the page, whatever language the page is written in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from checker.report.letters import Style


class Kind(Enum):
    """What a sign is; it decides its letters and the room around it."""

    LETTER = auto()  # one letter, in italics
    NAME = auto()  # several letters, upright
    NUMBER = auto()
    OPERATOR = auto()  # + = ∈, and what else a formula holds
    BRACKET = auto()  # of the height of a letter, as bare brackets are in TeX
    BIG = auto()  # ∑ ∫
    FUNCTION = auto()  # sin, max
    WORDS = auto()
    UNKNOWN = auto()  # a command without a known sign, shown as it was written


class Columns(Enum):
    """How the cells of a table stand below each other."""

    CENTRED = auto()
    LEFT = auto()
    LINES = auto()  # of one cell each: a formula that goes on
    ALIGNED = auto()  # right and left by turns: left sides and right sides


class Strokes(Enum):
    """The strokes by which something is struck out."""

    RISING = auto()
    FALLING = auto()
    CROSSED = auto()


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign, a number, a name or words: printable text, nowhere empty, perhaps in letters of another style."""

    kind: Kind
    text: str
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Space:
    """Room, in em; negative where signs are drawn together."""

    em: float


@dataclass(frozen=True, slots=True)
class Line:
    """Elements side by side."""

    items: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """One above the other, with a rule between or, as in a binomial, without."""

    above: Element
    below: Element
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    """A root; `degree` is None of a square root."""

    body: Element
    degree: Element | None


@dataclass(frozen=True, slots=True)
class Attached:
    """A base with scripts; `limits` puts them below and above it where there is room, as of ∑ and lim."""

    base: Element
    below: Element | None
    above: Element | None
    limits: bool = False


@dataclass(frozen=True, slots=True)
class Stacked:
    """A base with something straight below or above it; `stretches` where the base grows with it, as an arrow."""

    base: Element
    below: Element | None
    above: Element | None
    stretches: bool = False


@dataclass(frozen=True, slots=True)
class Accented:
    """A mark (a combining character) over the body, or under it; `wide` where it spans all of the body."""

    body: Element
    mark: str
    wide: bool
    under: bool = False


@dataclass(frozen=True, slots=True)
class Braced:
    """A brace under the body, or over it, with the name it gives."""

    body: Element
    label: Element | None
    over: bool


@dataclass(frozen=True, slots=True)
class Fenced:
    """A body between delimiters that grow with it; "" for none."""

    opening: str
    body: Element
    closing: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells."""

    rows: tuple[tuple[Element, ...], ...]
    columns: Columns


@dataclass(frozen=True, slots=True)
class Struck:
    """Struck out."""

    body: Element
    strokes: Strokes


@dataclass(frozen=True, slots=True)
class Boxed:
    """In a frame."""

    body: Element


@dataclass(frozen=True, slots=True)
class Hidden:
    """The room of something that is not shown."""

    body: Element


@dataclass(frozen=True, slots=True)
class Blamed:
    """The part of a line that is to blame for its being wrong."""

    body: Element


Element = (
    Sign
    | Space
    | Line
    | Fraction
    | Root
    | Attached
    | Stacked
    | Accented
    | Braced
    | Fenced
    | Table
    | Struck
    | Boxed
    | Hidden
    | Blamed
)
