"""The HTML hand-out: well formed, one file, nothing in it that runs, and every line with its verdict in words."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from checker.report.as_html import as_html
from tests.report import sample_handout
from tests.report.hostile import HOSTILE

VOID = frozenset(("meta", "img", "br", "link"))
MATHML = frozenset(
    ("mrow", "mo", "mn", "mi", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac", "mtable", "mtr", "mtd", "mover")
)
REFERENCES = frozenset(("src", "href", "srcset", "data", "action", "formaction", "xlink:href", "poster", "style"))


class Reader(HTMLParser):
    """Elements with their attributes, and the text; raises where an end tag does not fit."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


PAGES = {"every outcome": sample_handout.every_outcome, "blamed": sample_handout.blamed}


@pytest.mark.parametrize("name", PAGES)
def test_well_formed_and_the_same_twice(name: str) -> None:
    page = as_html(PAGES[name]())
    read(page)
    assert as_html(PAGES[name]()) == page


def test_landmarks_headings_and_identifiers() -> None:
    elements = read(as_html(sample_handout.every_outcome())).elements
    tags = [tag for tag, _ in elements]
    assert tags.count("main") == tags.count("h1") == tags.count("title") == 1
    assert next(attributes for tag, attributes in elements if tag == "html") == {"lang": "en"}
    identifiers = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    labels = {attributes["aria-labelledby"] for _, attributes in elements if "aria-labelledby" in attributes}
    assert labels <= set(identifiers)


def test_the_policy_allows_its_own_style_and_nothing_else() -> None:
    page = as_html(sample_handout.blamed())
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policies = [one["content"] for tag, one in read(page).elements if one.get("http-equiv")]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    ]


def test_every_verdict_is_told_in_a_word() -> None:
    text = read(as_html(sample_handout.every_outcome())).text
    for word in ("proved", "refuted", "supported", "undecided", "ill-formed", "unread", "if …"):
        assert word in text


def test_every_formula_has_its_words() -> None:
    maths = [one for tag, one in read(as_html(sample_handout.every_outcome())).elements if tag == "math"]
    assert len(maths) >= 10
    assert all(one["alttext"] and one["aria-label"] for one in maths)


def test_the_part_to_blame_the_repair_and_the_picture() -> None:
    page = as_html(sample_handout.blamed())
    reader = read(page)
    classes = [one.get("class") for _, one in reader.elements]
    assert classes.count("blamed") == 1
    assert "repair" in classes
    [picture] = [one for tag, one in reader.elements if tag == "img"]
    assert str(picture["src"]).startswith("data:image/svg+xml;base64,")
    assert picture["alt"] == "a falling line"
    assert "D101" in reader.text


def test_evidence_is_folded_and_open_where_a_line_is_wrong() -> None:
    elements = read(as_html(sample_handout.every_outcome())).elements
    folds = ["open" in one for tag, one in elements if tag == "details"]
    assert len(folds) == 12
    assert sum(folds) == 5


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_text_is_shown_not_obeyed(text: str) -> None:
    page = as_html(sample_handout.of_text(text))
    page.encode("utf-8")
    reader = read(page)
    plain = read(as_html(sample_handout.of_text("abc")))
    allowed = {tag for tag, _ in plain.elements} | MATHML
    assert {tag for tag, _ in reader.elements} <= allowed
    for tag, attributes in reader.elements:
        assert not any(name.startswith("on") for name in attributes), tag
        for name in REFERENCES & set(attributes):
            assert str(attributes[name]).startswith(("data:image/svg+xml;base64,", "#")), (tag, name)
    assert all(character.isprintable() or character in "\n\u00a0" for character in page)
