"""Shows a hand-out as pages, by typst and the fonts that come with it: a PDF, or a picture of each page.

The bytes are the same for the same hand-out: no date is kept, and fonts of the system are asked only for letters
that typst's own have not (typst 0.15: Libertinus Serif, New Computer Modern and its Math, DejaVu Sans Mono).
"""

from __future__ import annotations

from typing import Final

import typst

from checker.report.as_typst import as_typst
from checker.report.handout import Handout

ACCESSIBLE: Final = "ua-1"  # PDF/UA-1, ISO 14289-1: tagged, with alternative text
PIXELS_PER_INCH = 144.0


def as_pdf(handout: Handout) -> bytes:
    """A PDF of A4 pages, by PDF/UA-1 wherever typst's own fonts have all its letters."""
    source = as_typst(handout).encode("utf-8", "replace")
    try:
        return _first(typst.compile(source, format="pdf", ignore_system_fonts=True, pdf_standards=ACCESSIBLE))
    except typst.TypstError:  # a letter that no font has is forbidden there, and shown as a box here
        return _first(typst.compile(source, format="pdf"))


def as_pngs(handout: Handout) -> list[bytes]:
    """A PNG of each page, at 144 pixels an inch."""
    source = as_typst(handout).encode("utf-8", "replace")
    pages = typst.compile(source, format="png", ppi=PIXELS_PER_INCH)
    return pages if isinstance(pages, list) else [_first(pages)]


def _first(compiled: bytes | list[bytes] | None) -> bytes:
    if isinstance(compiled, bytes):
        return compiled
    return compiled[0] if compiled else b""
