"""The conditions of a matrix identity: what one side needs and the other does not, without what is granted or implied."""

from __future__ import annotations

from collections.abc import Iterable

import sympy
from sympy.core.basic import Basic

from checker.decide.matrix_form import IllShaped, TooLarge, Undefined, Unsupported, normal_form
from checker.decide.scalar_form import constant
from checker.decide.words import Properties, nonzero_condition

NEEDS = {sympy.StrictGreaterThan: ">", sympy.StrictLessThan: ">", sympy.GreaterThan: "≥", sympy.LessThan: "≥"}


def unmet(
    always: Iterable[str], left: Iterable[str], right: Iterable[str], domain: tuple[Basic, ...], known: Properties
) -> tuple[str, ...]:
    """`always` needed, or presupposed by one side only; without what the domain's relations grant or others imply."""
    one, two = set(left), set(right)
    needs = dict.fromkeys((*always, *(need for need in (*left, *right) if not (need in one and need in two))))
    granted = _granted(domain, known)
    left_over = [need for need in needs if need not in granted and not _implied(need, granted)]
    return tuple(need for need in left_over if not _implied(need, left_over))


def _implied(need: str, others: Iterable[str]) -> bool:
    """det X > 0 says that X is invertible, u > 0 that u ≠ 0 and u ≥ 0."""
    for other in others:
        if other == need or not other.endswith(" > 0"):
            continue
        value = other.removesuffix(" > 0")
        weaker = {f"{value} ≠ 0", f"{value} ≥ 0"}
        if value.startswith("det(") and value.endswith(")"):
            content = value.removeprefix("det(").removesuffix(")")
            weaker.add(f"{content} is invertible")
            if need.endswith(f"({content} invertible)"):
                return True
        if need in weaker:
            return True
    return False


def _granted(domain: tuple[Basic, ...], known: Properties) -> set[str]:
    """What the relations of the domain say, in the words that needs are told in."""
    granted: set[str] = set()
    for relation in domain:
        sign = NEEDS.get(relation.func)
        if sign is None and not isinstance(relation, sympy.Ne):
            continue
        try:
            one, two = (normal_form(side, known).scalar() for side in relation.args)
        except (IllShaped, TooLarge, Undefined, Unsupported, ValueError):
            continue
        difference = two - one if isinstance(relation, sympy.StrictLessThan | sympy.LessThan) else one - two
        if sign is not None:
            granted.add(f"{difference} {sign} 0")
        if sign != "≥":
            granted |= {f"{difference} ≠ 0", f"{difference * constant(-1)} ≠ 0"}
            nonzero = nonzero_condition(difference)
            granted |= {nonzero} if nonzero is not None else set()
    return granted
