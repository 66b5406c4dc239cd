"""The conditions under which an identity holds: what only one side needs to have a value, in words a reader knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import sympy
from flint import fmpq_mpoly
from sympy.core.basic import Basic

from checker.decide.field import Fraction
from checker.decide.generators import Declines, Generator, Kind, Sign
from checker.decide.tower import Tower, mark_indices

NEVER_ZERO = (Sign.POSITIVE, Sign.NONZERO)
NEVER_NEGATIVE = (Sign.POSITIVE, Sign.NONNEGATIVE)


@dataclass(frozen=True, slots=True)
class Need:
    """What a side needs to have a value: `polynomial` `relation`, such as x ≠ 0; `text` tells a reader."""

    polynomial: fmpq_mpoly
    relation: str
    text: str


def one_sided_conditions(tower: Tower, left: Basic, right: Basic) -> tuple[str, ...]:
    """What only one side needs to have a value, where the domain does not grant it."""
    one, two = unmet_needs(tower, left), unmet_needs(tower, right)
    texts = (need.text for need in (*one, *two) if not (_among(need, one) and _among(need, two)))
    return tuple(dict.fromkeys(texts))


def unmet_needs(tower: Tower, side: Basic) -> list[Need]:
    """What a side needs to have a value, and the domain does not grant: divisors, logarithms, even roots."""
    found: list[Need] = []
    for node in sympy.preorder_traversal(mark_indices(side)):
        if isinstance(node, sympy.Pow):
            found += _needs_of_power(tower, node)
        elif isinstance(node, sympy.log):
            found += _sign_needs(tower, node.args[0], "> 0")
        elif node.func in POLES:
            found += _needs_of_division(tower, POLES[node.func](*node.args))
    return found


POLES = {
    sympy.tan: sympy.cos,
    sympy.sec: sympy.cos,
    sympy.cot: sympy.sin,
    sympy.csc: sympy.sin,
    sympy.coth: sympy.sinh,
    sympy.csch: sympy.sinh,
}


def _needs_of_power(tower: Tower, power: Basic) -> list[Need]:
    base, exponent = power.args
    if exponent.is_integer:
        return [] if exponent.is_nonnegative else _needs_of_division(tower, base)
    return _sign_needs(tower, base, "≥ 0" if exponent.is_positive else "> 0")


def _needs_of_division(tower: Tower, divisor: Basic) -> list[Need]:
    try:
        factors = vanishing_factors(tower, tower.value(divisor))
    except Declines:
        return [Need(tower.field.zero.numerator, "≠ 0", f"{divisor} ≠ 0")]
    return [Need(factor, "≠ 0", _nonzero_text(tower, factor, divisor)) for factor in factors]


def _nonzero_text(tower: Tower, factor: fmpq_mpoly, divisor: Basic) -> str:
    if any(
        (degree > 0 and tower.generators[k].name == "constant I") or _is_turning(tower, k, degree)
        for k, degree in enumerate(factor.degrees())
    ):
        return f"{divisor} ≠ 0"
    return nonzero_condition(tower, factor)


def _is_turning(tower: Tower, index: int, degree: int) -> bool:
    """Is it an exponential of an imaginary exponent, whose name would tell a reader nothing?"""
    if degree <= 0:
        return False
    generator = tower.generators[index]
    return generator.kind is Kind.EXPONENTIAL and generator.sign is not Sign.POSITIVE


def _sign_needs(tower: Tower, of: Basic, relation: str) -> list[Need]:
    """That a value is positive, or not negative, unless its sign is known."""
    value = tower.value(of)
    allowed = (Sign.POSITIVE,) if relation == "> 0" else NEVER_NEGATIVE
    if tower.sign_of(value) in allowed:
        return []
    top, bottom = tower.field.lowest_terms(value)
    product = tower.field.product(top, bottom)
    return [Need(product, relation, f"{readable(tower, product)} {relation}")]


def _among(need: Need, others: Iterable[Need]) -> bool:
    return any(need.relation == other.relation and need.polynomial == other.polynomial for other in others)


def vanishing_factors(tower: Tower, value: Fraction) -> list[fmpq_mpoly]:
    """The irreducible factors of a value's numerator that may be zero somewhere on the domain."""
    top, _ = tower.field.lowest_terms(tower.reduced(value))
    if top.is_constant():
        return []
    return [factor for factor, _ in top.factor()[1] if not never_zero(tower, factor)]


def never_zero(tower: Tower, factor: fmpq_mpoly) -> bool:
    """Does the domain, or the factor's own form, rule out that it vanishes?"""
    if tower.sign(factor) in NEVER_ZERO or tower.sign(-factor) in NEVER_ZERO:
        return True
    return any(_is_declared_nonzero(tower, condition, factor) for condition in tower.domain.conditions)


def _is_declared_nonzero(tower: Tower, condition: Basic, factor: fmpq_mpoly) -> bool:
    if condition.func not in (sympy.Unequality, sympy.StrictGreaterThan, sympy.StrictLessThan):
        return False
    try:
        difference = tower.value(condition.lhs - condition.rhs)
    except Declines:
        return False
    top, _ = tower.field.lowest_terms(difference)
    return any(known in (factor, -factor) for known, _ in top.factor()[1])


def nonzero_condition(tower: Tower, factor: fmpq_mpoly) -> str:
    """The condition that a factor does not vanish, by its name where it has one."""
    data = spread_of(tower, factor)
    if data is not None:
        return f"the {data}_i are not all equal"
    return f"{readable(tower, factor)} ≠ 0"


def spread_of(tower: Tower, factor: fmpq_mpoly) -> str | None:
    """The data x for which the factor is ±(m·Σxᵢ² − (Σxᵢ)²) = ±½ΣΣ(xᵢ − xⱼ)², zero only where all xᵢ are equal.

    (Lagrange's identity; Steele 2004, "The Cauchy–Schwarz Master Class", ch. 3.)
    """
    for square in tower.generators:
        body = _summand(tower, square)
        if body is None or body[1] != 2:
            continue
        plain = next(
            (g for g in tower.generators if _summand(tower, g) == (body[0], 1) and g.bounds == square.bounds), None
        )
        if plain is None or square.bounds is None:
            continue
        low, high = square.bounds
        count = tower.field.add(tower.field.subtract(high, low), tower.field.one)
        s1, s2 = (tower.field.generator(tower.by_name[Kind.SUM, g.name]) for g in (plain, square))
        spread = tower.field.subtract(tower.field.multiply(count, s2), tower.field.multiply(s1, s1))
        top, _ = tower.field.lowest_terms(spread)
        if _proportional(top, factor):
            return body[0].split("[")[0]
    return None


def _summand(tower: Tower, generator: Generator) -> tuple[str, int] | None:
    """The data and the power, where the generator is Σ xᵢᵖ."""
    if generator.kind is not Kind.SUM or generator.argument is None or generator.argument.denominator:
        return None
    present = [(tower.generators[k], int(e)) for k, e in enumerate(generator.argument.numerator.monoms()[0]) if e]
    if len(present) != 1 or present[0][0].kind is not Kind.DATA:
        return None
    return present[0][0].name, present[0][1]


def _proportional(one: fmpq_mpoly, two: fmpq_mpoly) -> bool:
    if one.is_zero() or two.is_zero():
        return False
    return bool(one / one.leading_coefficient() == two / two.leading_coefficient())


def readable(tower: Tower, polynomial: fmpq_mpoly) -> str:
    """A polynomial for people: Σ for sums, indices without brackets."""
    return _plain_names(tower.polynomial_text(polynomial))


def _plain_names(text: str) -> str:
    text = re.sub(r"S\[([^;\[\]]*)\.\.([^;\[\]]*); ((?:[^\[\]]|\[[^\[\]]*\])*)\]", r"Σ(\3)", text)
    return text.replace("[#1]", "_i").replace("#1", "i").replace("constant ", "").replace("*", "·")
