"""The zero test of the normal form: is left − right zero, and under what conditions?"""

from __future__ import annotations

from typing import NamedTuple

from sympy.core.basic import Basic

from checker.decide.kernels.conditions import OneSided, one_sided_needs, texts
from checker.decide.kernels.field import DividesByZero, Fraction, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.tower import Tower, build
from checker.model import Domain


class Zero(NamedTuple):
    """A difference that vanishes identically: the tower it was found in, both sides, and what it presupposes."""

    tower: Tower
    left: Fraction
    right: Fraction
    needs: tuple[OneSided, ...]

    @property
    def conditions(self) -> tuple[str, ...]:
        """What it presupposes, as text."""
        return texts([found.need for found in self.needs])


def zero_difference(left: Basic, right: Basic, domain: Domain) -> Zero | None:
    """How left − right vanishes; None where the normal form does not show that it does."""
    return tower_and_zero(left, right, domain)[1]


def tower_and_zero(left: Basic, right: Basic, domain: Domain) -> tuple[Tower | None, Zero | None]:
    """The tower of both sides, where they have a normal form, and how their difference vanishes in it, if it does."""
    try:
        tower, (one, two) = build((left, right), domain)
    except (Declines, TooLarge, DividesByZero):
        return None, None
    try:
        if one == two or tower.vanishes(tower.field.subtract(one, two)):
            return tower, Zero(tower, one, two, tuple(one_sided_needs(tower, left, right)))
    except (Declines, TooLarge, DividesByZero):
        pass
    return tower, None
