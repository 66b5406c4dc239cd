"""What an approximation rests on: how many digits are written of which value."""

from __future__ import annotations

from sympy import N
from sympy.core.basic import Basic

MORE = 3  # digits shown beyond those that are written


def rules_of_rounding(left: Basic, digits: int) -> tuple[str, ...]:
    """How `left` was rounded to so many digits behind the point, which is known to be right."""
    where = "a whole number" if digits <= 0 else f"{digits} decimal place{'' if digits == 1 else 's'}"
    value = N(left, 30)
    if not value.is_Float:
        return (f"rounded to {where}",)
    text = f"{float(value):.{max(digits, 0) + MORE}f}".replace("-", "−")
    return (f"{text} rounded to {where}",)
