"""The value that an equation leaves a name in which it is linear."""

from __future__ import annotations

import sympy
from sympy.core.basic import Basic


def linear_root(difference: Basic, name: Basic) -> Basic | None:
    """Where difference = 0; None where it is not linear in the name, or the slope is no rational number."""
    opened = sympy.expand(difference)
    slope = opened.coeff(name)
    rest = opened - slope * name
    return None if not slope.is_Rational or slope == 0 or rest.has(name) else -rest / slope
