"""Fractions become decimals where the notes write decimals: −39/50 is −0.78 beside 0.13."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from checker.model import Claim

WRITTEN = re.compile(r"\d\.\d")
FRACTION = re.compile(r"(?<![\w.^/])(?<!\^\()(-?\d+)/([1-9]\d*)(?![\w./])")
IN_LATEX = re.compile(r"(?<!\^\{)\\frac\{(\d+)\}\{([1-9]\d*)\}")
WHOLE = re.compile(r"(-?\d+)/([1-9]\d*)")
MOST_PLACES = 6
PLACES = 12  # of a decimal that does not end, to be cut where it is shown


def as_written(claims: Iterable[Claim]) -> Callable[[str], str]:
    """What shows numbers as these lines do: in decimals, if any of them has one."""
    return in_decimals if has_decimals(claims) else str


def has_decimals(claims: Iterable[Claim]) -> bool:
    """Does a decimal stand in any of these lines?"""
    return any(WRITTEN.search(claim.written) for claim in claims)


def value_in_decimals(text: str) -> str:
    """A fraction as a decimal, in its first places where it does not end; any other text with its fractions as above.

    The decimals of what does not end are cut off, not rounded, as all that a report shows of values.
    """
    shown = in_decimals(text)
    found = WHOLE.fullmatch(shown)
    if found is None:
        return shown
    whole, rest = divmod(abs(int(found[1])), int(found[2]))
    digits = rest * 10**PLACES // int(found[2])
    return f"{'-' * found[1].startswith('-')}{whole}.{digits:0{PLACES}d}"


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
