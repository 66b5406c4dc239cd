"""The HTML hand-out in Chromium: laid out without overlaps, all mathematics drawn, folds open, prints, accessible.

Skipped where there is no Chromium (Debian's `chromium`, which `.ci/run` installs).
"""

import io
import math
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from checker.report.as_html import as_html
from checker.report.handout import Handout
from tests.report import sample_handout
from tests.report.hostile import HOSTILE

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no chromium here: apt-get install chromium")
OVERHANG = 4  # pixels by which a letter or a focus ring may stand out of its column
DESKTOP, TELEPHONE = (1000, 1400), (390, 844)  # pixels
TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OVERLAPS = """
() => {
  const boxes = [...document.querySelectorAll(
    'h1,h2,h3,nav li,.source,.meanings li,.step>.line,.step>.answers,.step>.remark,.step>.repair,.step>details,'
    + '.step>.figure,.outcome,table,main>section>p,dt,dd')].filter(one => one.checkVisibility());
  const rects = boxes.map(one => one.getBoundingClientRect());
  const found = [];
  for (let i = 0; i < rects.length; i++) for (let j = i + 1; j < rects.length; j++) {
    const [a, b] = [rects[i], rects[j]];
    const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (width > 1 && height > 1) found.push([boxes[i].outerHTML.slice(0, 80), boxes[j].outerHTML.slice(0, 80)]);
  }
  return found;
}
"""
BEYOND = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
MATHEMATICS = """
() => [...document.querySelectorAll('math')].map(one => {
  const box = one.getBoundingClientRect();
  const leaves = [...one.querySelectorAll('mi,mn,mo,mtext')].filter(leaf => leaf.textContent.trim());
  const drawn = leaves.filter(leaf => { const r = leaf.getBoundingClientRect(); return r.width > 0 && r.height > 0; });
  return [box.width, box.height, leaves.length, drawn.length];
})
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield found
        found.close()


def opened(
    browser: Browser, folder: Path, handout: Handout, size: tuple[int, int] = DESKTOP, dark: bool = False
) -> Page:
    """The page of a hand-out, which complains of nothing."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light")
    assert shown(page, complaints_of(page), folder, handout) == []
    return page


def complaints_of(page: Page) -> list[str]:
    """What a page, whatever is loaded in it, is going to complain of or ask for."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("request", lambda request: complaints.append(request.url) if request.url.startswith("http") else None)
    return complaints


def shown(page: Page, complaints: list[str], folder: Path, handout: Handout) -> list[str]:
    """Loads a hand-out in a page, and gives the complaints, those before it included."""
    path = folder / "handout.html"
    path.write_text(as_html(handout), encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_load_state("load")
    return complaints


@pytest.mark.parametrize("size", [DESKTOP, TELEPHONE], ids=["desktop", "telephone"])
@pytest.mark.parametrize("name", ["every_outcome", "blamed"])
def test_nothing_overlaps_or_is_wider_than_the_page(
    browser: Browser, tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    page = opened(browser, tmp_path, getattr(sample_handout, name)(), size)
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(BEYOND) <= 0


def test_all_mathematics_is_drawn(browser: Browser, tmp_path: Path) -> None:
    boxes = opened(browser, tmp_path, sample_handout.every_outcome()).evaluate(MATHEMATICS)
    assert len(boxes) >= 10
    for width, height, leaves, drawn in boxes:
        assert width > 5
        assert height > 5
        assert leaves == drawn


def test_what_is_drawn_stays_in_its_column(browser: Browser, tmp_path: Path) -> None:
    """The pixels of the screenshot: ink in the column of text, and nothing but paper on either side of it."""
    page = opened(browser, tmp_path, sample_handout.every_outcome())
    box = page.evaluate(
        "() => { const r = document.querySelector('main').getBoundingClientRect(); return [r.left, r.right]; }"
    )
    with Image.open(io.BytesIO(page.screenshot(full_page=True))) as picture:
        pixels = np.asarray(picture.convert("L"))
    left, right = math.floor(box[0]) - OVERHANG, math.ceil(box[1]) + OVERHANG
    paper = pixels[0, 0]
    assert (pixels[:, :left] == paper).all()
    assert (pixels[:, right:] == paper).all()
    assert (pixels[:, left:right] != paper).mean() > 0.01


def test_folds_open(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, sample_handout.every_outcome())
    fold = page.locator("details:not([open])").first
    evidence = fold.locator(".remark").first
    assert not evidence.is_visible()
    fold.locator("summary").click()
    assert page.locator("details").first.locator(".remark").first.is_visible()


def test_printing_shows_what_is_folded(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, sample_handout.every_outcome())
    pdf = page.pdf(prefer_css_page_size=True)
    with pypdfium2.PdfDocument(pdf) as document:
        text = "\n".join(one.get_textpage().get_text_bounded() for one in document)
        assert document[0].get_size() == pytest.approx((595.3, 841.9), abs=1)
    folded = sum(step.tone.value != "wrong" for part in sample_handout.every_outcome().parts for step in part.items)  # type: ignore[union-attr]  # all of them are steps
    assert folded > 0
    assert text.count("As written") == 12


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_accessible(browser: Browser, tmp_path: Path, dark: bool) -> None:
    for handout in (sample_handout.every_outcome(), sample_handout.blamed(), sample_handout.of_text("abc")):
        page = opened(browser, tmp_path, handout, dark=dark)
        results = Axe().run(page, options=TAGS)
        assert results.violations_count == 0, results.generate_report()


def test_light_and_dark_differ(browser: Browser, tmp_path: Path) -> None:
    colours = [
        opened(browser, tmp_path, sample_handout.blamed(), dark=dark).evaluate(
            "() => getComputedStyle(document.body).backgroundColor"
        )
        for dark in (False, True)
    ]
    assert colours == ["rgb(255, 255, 255)", "rgb(22, 22, 26)"]


def test_the_part_to_blame_is_underlined_and_coloured(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, sample_handout.blamed())
    style = page.evaluate(
        "() => { const s = getComputedStyle(document.querySelector('.blamed'));"
        " return [s.color, s.borderBottomStyle, parseFloat(s.borderBottomWidth) > 0.5]; }"
    )
    assert style == ["rgb(163, 17, 27)", "solid", True]


@pytest.fixture(scope="module")
def page_of_all(browser: Browser) -> tuple[Page, list[str]]:
    """One page for one hand-out after the other: a new one costs more than the tests do."""
    page = browser.new_page(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, color_scheme="light")
    return page, complaints_of(page)


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_in_it_runs_or_runs_over(page_of_all: tuple[Page, list[str]], tmp_path: Path, name: str) -> None:
    page, complaints = page_of_all
    complaints.clear()  # of the hand-out before
    assert shown(page, complaints, tmp_path, sample_handout.of_text(HOSTILE[name])) == []
    assert page.locator("script").count() == 0
    assert page.evaluate(BEYOND) <= 0
