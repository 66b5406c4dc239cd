"""Letters of another style as the characters that Unicode has for them, for formats that know no math alphabets."""

from __future__ import annotations

from checker.report.layout import Sign, Style
from checker.report.signs import in_style

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


def lettered(sign: Sign) -> str:
    """The text of a sign in the letters of its style; in plain ones where Unicode has none."""
    if sign.style is None:
        return sign.text
    return "".join(in_style(character, BEGINNINGS[sign.style]) for character in sign.text)
