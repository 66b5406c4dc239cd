"""A product in which π or i stands twice is multiplied out: SymPy takes cos(π·π), left as written, for cos π."""

from __future__ import annotations

import sympy
from sympy import Mul
from sympy.core.basic import Basic

from checker.decide.bound_names import mapped
from checker.decide.partial_parts import with_arguments
from checker.model import Goal

HEADS = frozenset({type(sympy.pi), type(sympy.I)})


def with_constants_once(goal: Goal) -> Goal:
    """The goal with π·π as π², i·i as −1."""
    return mapped(goal, _once)


def _once(part: Basic) -> Basic:
    arguments = tuple(map(_once, part.args))
    if isinstance(part, Mul) and any(arguments.count(constant) > 1 for constant in (sympy.pi, sympy.I)):
        return Mul(*arguments)
    return with_arguments(part, arguments)
