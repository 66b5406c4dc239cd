"""Derivatives carried out where this loses nothing: d log x/dx is 1/x only where x > 0, d|x|/dx has no value at 0."""

from __future__ import annotations

import sympy
from sympy import Derivative
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.kernels.conditions import unmet_needs
from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.tower import build
from checker.decide.unfold import differentiated
from checker.model import Domain

KINKED = (sympy.Abs, sympy.sign, sympy.Max, sympy.Min, sympy.Piecewise, sympy.floor, sympy.ceiling, sympy.Heaviside)
AT_LEAST = {"> 0": ("> 0",), "≥ 0": ("≥ 0", "> 0"), "≠ 0": ("≠ 0", "> 0")}


def carried_out(expression: Basic, domain: Domain) -> Basic | None:
    """The expression with every derivative carried out; None where it might then have a value that it had not before.

    A relation is taken side by side.
    """
    found = list(expression.atoms(Derivative))
    if not found:
        return expression
    explicit = differentiated(expression)
    if all(isinstance(node.expr, AppliedUndef) for node in found) or explicit == expression:
        return explicit
    if any(node.expr.has(*KINKED) for node in found):
        return None
    try:
        tower, _ = build(tuple(node.expr for node in found), domain)
        for node in found:
            kept = [(need.polynomial, need.relation) for need in unmet_needs(tower, differentiated(node))]
            for need in unmet_needs(tower, node.expr):
                stronger = [(need.polynomial, relation) for relation in AT_LEAST[need.relation]]
                if not any(each in kept for each in stronger):
                    return None
    except (Declines, TooLarge, DividesByZero):
        return None
    return explicit
