"""Letters of another style: the commands that ask for one, and the characters that Unicode has for it."""

from __future__ import annotations

from enum import Enum, auto

from checker.report.signs import in_style


class Style(Enum):
    """Letters of another style."""

    BOLD = auto()
    DOUBLE_STRUCK = auto()
    SCRIPT = auto()
    FRAKTUR = auto()
    UPRIGHT = auto()
    SANS = auto()
    MONOSPACE = auto()


STYLES: dict[str, Style] = (
    dict.fromkeys(("mathbf", "boldsymbol", "bm", "pmb"), Style.BOLD)
    | dict.fromkeys(("mathcal", "mathscr"), Style.SCRIPT)
    | {"mathbb": Style.DOUBLE_STRUCK, "mathfrak": Style.FRAKTUR, "mathrm": Style.UPRIGHT}
    | {"mathsf": Style.SANS, "mathtt": Style.MONOSPACE}
)
"""What commands ask for."""

BEGINNINGS: dict[Style, tuple[str, ...]] = {
    # The beginnings of Unicode's names for letters of the style.
    Style.BOLD: ("MATHEMATICAL BOLD ",),
    Style.DOUBLE_STRUCK: ("DOUBLE-STRUCK ", "MATHEMATICAL DOUBLE-STRUCK "),
    Style.SCRIPT: ("SCRIPT ", "MATHEMATICAL SCRIPT "),
    Style.FRAKTUR: ("BLACK-LETTER ", "MATHEMATICAL FRAKTUR "),
    Style.SANS: ("MATHEMATICAL SANS-SERIF ",),
    Style.MONOSPACE: ("MATHEMATICAL MONOSPACE ",),
    Style.UPRIGHT: (),
}


def styled(text: str, style: Style) -> str:
    """A text in the letters of a style; in plain ones where Unicode has none."""
    return "".join(in_style(character, BEGINNINGS[style]) for character in text)
