"""The PDF and the pictures, read back: the text is there, nothing is beyond the margins, and the bytes are the same."""

import re
import unicodedata
from collections.abc import Iterator

import numpy as np
import pypdfium2
import pytest

from checker.report.as_pages import as_pdf, as_pngs
from checker.report.as_typst import as_typst
from checker.report.handout import of_topics
from tests.report import sample_handout
from tests.report.hostile import HOSTILE
from tests.report.sample_report import PROVED, finding, report

PNG = b"\x89PNG\r\n\x1a\n"
SIDE, ABOVE = 57.5, 30.0  # points; the margins are 59.5 at the sides, and those above and below hold page numbers
A4 = (595.3, 841.9)  # points
SCALE = 1.0  # pixels a point


def pages(pdf: bytes) -> Iterator[pypdfium2.PdfPage]:
    with pypdfium2.PdfDocument(pdf) as document:
        yield from document


def text_of(pdf: bytes) -> str:
    """The text of all pages; the italic letters of mathematics as plain ones."""
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pages(pdf))
    return unicodedata.normalize("NFKC", text.replace("\r", "").replace("\ufffe", ""))


def squeezed(text: str) -> str:
    """Without blanks, and without the places where a long word may be broken."""
    return "".join(text.replace("\u200b", "").split())


def assert_inside_the_margins(pdf: bytes) -> None:
    for page in pages(pdf):
        width, height = page.get_size()
        assert (width, height) == pytest.approx(A4, abs=0.5)
        ink = np.asarray(page.render(scale=SCALE, grayscale=True).to_numpy()) < 250
        rows, columns = np.nonzero(ink)
        assert columns.min() >= SIDE * SCALE
        assert columns.max() <= (width - SIDE) * SCALE
        assert rows.min() >= ABOVE * SCALE
        assert rows.max() <= (height - ABOVE) * SCALE
        assert ink.any()
        text = page.get_textpage()
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            assert left >= SIDE
            assert right <= width - SIDE
            assert bottom >= ABOVE
            assert top <= height - ABOVE


def test_text_is_there_and_inside_the_margins() -> None:
    pdf = as_pdf(sample_handout.every_outcome())
    text = text_of(pdf)
    for words in ("Every outcome of a line", "✓ proved", "✗ refuted", "≈ supported", "? undecided", "✗ ill-formed"):
        assert words in text
    for words in (
        "lost exponent",
        "at x = 2: left is 1/2, right is 1/4",
        "are not all equal",
        "How to read this",
    ):
        assert words in text
    assert re.search(r"Page 1 of [2-9]", text)
    assert_inside_the_margins(pdf)


def test_it_meets_the_standard_for_readers_who_cannot_see_it() -> None:
    pdf = as_pdf(sample_handout.every_outcome())
    assert b"pdfuaid" in pdf  # PDF/UA-1: tagged, every formula with its words
    assert b"/CreationDate" not in pdf


def test_blame_repair_and_picture() -> None:
    pdf = as_pdf(sample_handout.blamed())
    text = text_of(pdf)
    for words in ("D101", "To blame: h(x)", "Repair (as in line 6)", "exponent lost: h(x) → h(x)^{-2}"):
        assert words in text
    assert_inside_the_margins(pdf)
    first, *_ = [np.array(page.render(scale=SCALE).to_numpy()) for page in pages(pdf)]
    blue, green, red = np.moveaxis(first.astype(int), 2, 0)
    assert ((red - blue > 90) & (red - green > 90)).sum() > 50


def test_the_same_twice() -> None:
    assert as_pdf(sample_handout.every_outcome()) == as_pdf(sample_handout.every_outcome())
    assert as_pngs(sample_handout.blamed()) == as_pngs(sample_handout.blamed())


def test_a_picture_of_each_page() -> None:
    pictures = as_pngs(sample_handout.every_outcome())
    assert len(pictures) == len(list(pages(as_pdf(sample_handout.every_outcome()))))
    assert all(picture.startswith(PNG) for picture in pictures)


@pytest.mark.parametrize("name", HOSTILE)
def test_text_is_shown_not_obeyed(name: str) -> None:
    text = HOSTILE[name]
    pdf = as_pdf(sample_handout.of_text(text))
    assert_inside_the_margins(pdf)
    if text.isascii() and text.isprintable() and text.strip():
        assert squeezed(text) in squeezed(text_of(pdf))


def test_typst_source_holds_text_as_literals_alone() -> None:
    """Outside of string literals there is nothing but the functions of the template and of typst."""
    source = as_typst(sample_handout.of_text('#panic() $x$ ") #panic("'))
    outside = "".join(
        part for k, part in enumerate(source.replace("\\\\", "").replace('\\"', "").split('"')) if k % 2 == 0
    )
    assert "panic" not in outside


def test_a_formula_too_deep_to_be_set_is_text() -> None:
    written = "x"
    for _ in range(60):
        written = f"\\begin{{pmatrix}}{written}\\end{{pmatrix}}"
    deep = sample_handout.with_trees(report(finding("1", written, PROVED, PROVED)))
    pdf = as_pdf(of_topics(deep, sample_handout.MAKERS))
    assert squeezed("(" * 60 + "x" + ")" * 60) in squeezed(text_of(pdf))
    assert_inside_the_margins(pdf)
