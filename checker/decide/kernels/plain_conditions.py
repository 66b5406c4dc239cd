"""The inequalities of a domain without |·|: |u| < v as v − u > 0, v + u > 0 and v² − u² > 0."""

from __future__ import annotations

from collections.abc import Iterable

import sympy
from sympy.core.basic import Basic


def plain_conditions(conditions: Iterable[Basic]) -> list[Basic]:
    """Inequalities without |·|: |u| < v as v − u > 0, v + u > 0 and v² − u² > 0."""
    plain: list[Basic] = []
    for condition in conditions:
        if condition.func not in (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le):
            continue
        plain.append(condition)
        smaller, larger = condition.lts, condition.gts
        if isinstance(smaller, sympy.Abs):
            strict = condition.func in (sympy.Gt, sympy.Lt)
            relation = sympy.Gt if strict else sympy.Ge
            inside = smaller.args[0]
            plain += [
                relation(difference, 0, evaluate=False)
                for difference in (larger - inside, larger + inside, larger**2 - inside**2)
            ]
    return plain


def difference_of(larger: Basic, smaller: Basic) -> Basic:
    """larger − smaller; most conditions compare with 0, and for those SymPy has nothing to build."""
    return larger if smaller is sympy.S.Zero else larger - smaller
