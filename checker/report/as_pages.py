"""Shows a hand-out as pages, by typst and the fonts that come with it: a PDF, or a picture of each page.

The bytes are the same for the same hand-out: no date is kept, and fonts of the system are asked only for letters
that typst's own have not (typst 0.15: Libertinus Serif, New Computer Modern and its Math, DejaVu Sans Mono).
"""

from __future__ import annotations

from typing import Final, Literal

import typst

from checker.model import DeriveCheckError
from checker.report.as_typst import as_typst
from checker.report.handout import Handout

ACCESSIBLE: Final = "ua-1"  # PDF/UA-1, ISO 14289-1: tagged, with alternative text
Form = Literal["pdf", "png"]
PIXELS_PER_INCH = 144.0


def as_pdf(handout: Handout) -> bytes:
    """A PDF of A4 pages, by PDF/UA-1 wherever typst's own fonts have all its letters.

    Raises DeriveCheckError where typst gives up.
    """
    source = as_typst(handout).encode("utf-8", "replace")
    return _accessible(source) or _first(_compiled(source, "pdf"))


def as_pngs(handout: Handout) -> list[bytes]:
    """A PNG of each page, at 144 pixels an inch. Raises DeriveCheckError where typst gives up."""
    source = as_typst(handout).encode("utf-8", "replace")
    pages = _compiled(source, "png", ignore_system_fonts=_accessible(source) is not None)
    return pages if isinstance(pages, list) else [_first(pages)]


def _accessible(source: bytes) -> bytes | None:
    """A PDF/UA-1; None where typst's own fonts lack a letter of it, as no letter may be missing there."""
    try:
        return _first(typst.compile(source, format="pdf", ignore_system_fonts=True, pdf_standards=ACCESSIBLE))
    except typst.TypstError:
        return None


def _compiled(source: bytes, form: Form, ignore_system_fonts: bool = False) -> bytes | list[bytes] | None:
    try:
        return typst.compile(source, format=form, ppi=PIXELS_PER_INCH, ignore_system_fonts=ignore_system_fonts)
    except typst.TypstError as fault:
        raise DeriveCheckError(f"typst cannot set this document: {fault.message}") from fault


def _first(compiled: bytes | list[bytes] | None) -> bytes:
    if isinstance(compiled, bytes):
        return compiled
    return compiled[0] if compiled else b""
