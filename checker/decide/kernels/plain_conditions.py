"""What a domain's conditions say of names' signs, and its inequalities without |·|."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import sympy
from sympy.core.basic import Basic

from checker.decide.kernels.generators import Sign
from checker.model import Domain


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


@lru_cache(maxsize=64)
def signs_from(domain: Domain) -> Mapping[Basic, Sign]:
    """What the domain's conditions say of the signs of names; of what is not listed they say nothing."""
    found: dict[Basic, Sign] = {}
    for condition in domain.conditions:
        names = [side for side in condition.args if side.is_Symbol] if condition.is_Relational else []
        for name in names:
            sign = sign_from(condition, name)
            if sign.value > found.get(name, Sign.ANY).value:
                found[name] = sign
    return found


def sign_from(condition: Basic, symbol: Basic) -> Sign:
    """What one condition of the domain says of a symbol's sign."""
    if condition.func is sympy.Ne and condition.args in ((symbol, sympy.S.Zero), (sympy.S.Zero, symbol)):
        return Sign.NONZERO
    if condition.func in (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le):
        strict = condition.func in (sympy.Gt, sympy.Lt)
        if condition.gts == symbol and condition.lts.is_nonnegative:
            return Sign.POSITIVE if strict or condition.lts.is_positive else Sign.NONNEGATIVE
        if condition.lts == symbol and condition.gts.is_nonpositive and (strict or condition.gts.is_negative):
            return Sign.NONZERO
    return Sign.ANY
