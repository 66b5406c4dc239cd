"""What a condition comes from, and where it breaks: only what is certain is told."""

from __future__ import annotations

import pytest
from sympy import Ne, Pow, evaluate, log, sqrt, symbols
from sympy.core.basic import Basic

from checker.check_notes import check_text
from checker.explain.conditions import caveats
from checker.model import Domain, Settings

x, y, a, b = symbols("x y a b", real=True)
p = symbols("p", positive=True)

with evaluate(False):
    TOLD: list[tuple[str, str, Basic, Basic, str, dict[str, str], str]] = [
        ("a divisor", "x ≠ 0", (x**2 - x) / x, x - 1, "it is divided by x", {"x": "0"}, "the left side has no value"),
        ("its number right", "x ≠ 1", (x**2 - 1) / (x - 1), x + 1, "it is divided by x − 1", {"x": "1"}, "the left"),
        ("a factor of it", "x + 1 ≠ 0", x / (x**2 - 1), x / ((x - 1) * (x + 1)), "it is divided by", {"x": "-1"}, ""),
        ("a logarithm", "a > 0", log(a * p), log(a) + log(p), "the logarithm is taken of", {"a": "-1"}, "the left"),
        (
            "a logarithm of a product",
            "b > 0",
            log(a * b),
            log(a) + log(b),
            "the logarithm is taken of",
            {"a": "-1", "b": "-1"},
            "the right side has no value",
        ),
        ("a root", "x ≥ 0", sqrt(x) ** 2, x, "the root is taken of x", {"x": "-1"}, "the left side has no value"),
        ("a negative power", "y ≠ 0", Pow(y, -2) * y, 1 / y, "it is divided by", {"y": "0"}, "the left side"),
    ]
    SILENT: list[tuple[str, str, Basic, Basic, Domain]] = [
        ("not of the line", "y ≠ 0", (x**2 - x) / x, x - 1, Domain()),
        ("words", "the x_i are not all equal", 1 / x, 1 / x, Domain()),
        ("another relation", "x > 0", 1 / x, 1 / x, Domain()),
    ]


@pytest.mark.parametrize(
    ("condition", "left", "right", "why", "at", "failure"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD]
)
def test_where_a_condition_enters_and_breaks(
    condition: str, left: Basic, right: Basic, why: str, at: dict[str, str], failure: str
) -> None:
    (told,) = caveats((condition,), left, right, Domain(), None)
    assert told.why.startswith(why)
    assert {name: value for name, value in told.breaks_at if name in at} == at
    assert told.failure.startswith(failure)


@pytest.mark.parametrize(
    ("condition", "left", "right", "domain"), [row[1:] for row in SILENT], ids=[row[0] for row in SILENT]
)
def test_nothing_is_made_up(condition: str, left: Basic, right: Basic, domain: Domain) -> None:
    (told,) = caveats((condition,), left, right, domain, None)
    assert (told.why, told.breaks_at, told.failure) == ("", (), "")


def test_no_point_outside_the_domain_is_told() -> None:
    (told,) = caveats(("x ≠ 0",), (x**2 - x) / x, x - 1, Domain((Ne(x, 0),)), None)
    assert told.breaks_at == ()


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (r"\frac{x^2-x}{x} = x-1", "{x}"),
        (r"\frac{x^2}{x} + \frac{y^2}{y} = x + y", None),
        (r"\sqrt{x}^2 = x", r"\sqrt{x}"),
    ],
    ids=["the divisor", "two divisors", "the root"],
)
def test_the_part_of_the_line_is_named_where_there_is_one(line: str, part: str | None) -> None:
    report = check_text(f"$${line}$$\n", Settings(rules=True)).report
    (finding,) = report.checked[0].findings
    spans = {caveat.span for caveat in finding.caveats}
    assert finding.caveats
    assert {span and finding.claim.written[span.start : span.end] for span in spans} == {part}
