"""Fractions become decimals where the notes write decimals: −39/50 is −0.78 beside 0.13."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from checker.model import Claim

WRITTEN = re.compile(r"\d\.\d")
FRACTION = re.compile(r"(?<![\w.^/])(?<!\^\()(-?\d+)/([1-9]\d*)(?![\w./])")
IN_LATEX = re.compile(r"(?<!\^\{)\\frac\{(\d+)\}\{([1-9]\d*)\}")
MOST_PLACES = 6


def as_written(claims: Iterable[Claim]) -> Callable[[str], str]:
    """What shows numbers as these lines do: in decimals, if any of them has one."""
    return in_decimals if any(WRITTEN.search(claim.written) for claim in claims) else str


def in_decimals(text: str) -> str:
    """A text with its fractions as decimals, those that end; exponents stay as they are."""
    return IN_LATEX.sub(_decimal, FRACTION.sub(_decimal, text))


def _decimal(fraction: re.Match[str]) -> str:
    above, below = int(fraction[1]), int(fraction[2])
    for places in range(1, MOST_PLACES + 1):
        scaled, rest = divmod(abs(above) * 10**places, below)
        if rest == 0:
            whole, digits = divmod(scaled, 10**places)
            return f"{'-' * (above < 0)}{whole}.{digits:0{places}d}"
    return fraction[0]
