"""Fractions in the words of a report are decimals where the notes have decimals, and stay where they have none."""

import pytest

from checker.report.decimals import in_decimals, value_in_decimals


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("W_1 = [-39/50 13/100; 17/20 23/100]", "W_1 = [-0.78 0.13; 0.85 0.23]"),
        ("at p = 1/2: left is 3/4, right is 1/3", "at p = 0.5: left is 0.75, right is 1/3"),
        (r"W = \left[\begin{matrix}- \frac{39}{50} & \frac{1}{3}\end{matrix}\right]", None),
        ("1/1048576", "1/1048576"),  # more places than anybody writes
        ("x^(1/2) + x^1/2", "x^(1/2) + x^1/2"),
        ("1/2/5 and m/50 and 3/x", "1/2/5 and m/50 and 3/x"),
        (r"e^{\frac{1}{2} x}", r"e^{\frac{1}{2} x}"),
        ("notes.md:1/2.5", "notes.md:1/2.5"),
    ],
)
def test_fractions_that_end_are_decimals(text: str, shown: str | None) -> None:
    expected = text.replace(r"\frac{39}{50}", "0.78") if shown is None else shown
    assert in_decimals(text) == expected


@pytest.mark.parametrize(
    ("value", "shown"),
    [("19/118", "0.161016949152"), ("-1/3", "-0.333333333333"), ("-3/8", "-0.375"), ("1/2 + 2i", "0.5 + 2i")],
)
def test_a_value_is_a_decimal_whether_it_ends_or_not(value: str, shown: str) -> None:
    assert value_in_decimals(value) == shown
