"""The conditions under which an identity holds: what only one side needs to have a value, in words a reader knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

import sympy
from flint import fmpq_mpoly
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.kernels.bound_indices import mark_bit, mark_indices
from checker.decide.kernels.field import Fraction, factored
from checker.decide.kernels.generators import Declines, Generator, Kind, Sign
from checker.decide.kernels.norms import vanishes_nowhere
from checker.decide.kernels.special_kernels import DIVISOR_OF
from checker.decide.kernels.tower import Tower
from checker.decide.parts import heads_of, parts_of, powers_of

INDEX_NAMES = r"#\d+[pn]?"  # of bound indices
NEVER_ZERO = (sympy.gamma, sympy.factorial)  # where they have a value (Abramowitz and Stegun 1964, §6.1.3)
NEVER_NEGATIVE = (Sign.POSITIVE, Sign.NONNEGATIVE)


class Need(NamedTuple):  # made for each divisor of a side: a frozen dataclass takes three times as long
    """What a side needs to have a value: `polynomial` `relation`, such as x ≠ 0, said of the part `of` that it holds.

    `exact` where the side has no value without it, so that two sides with one need share it;
    otherwise it may have one, but the argument does not cover that case. `told_as_written` where the polynomial's
    names would tell a reader nothing. `ranges` are those of the sums and products inside which it is needed,
    where they may be empty, or where it speaks of their indices.
    """

    tower: Tower
    polynomial: fmpq_mpoly
    relation: str
    of: Basic
    exact: bool
    told_as_written: bool = False
    ranges: frozenset[Basic] = frozenset()

    @property
    def everywhere(self) -> bool:
        """Is it needed at every point of the domain, whatever the lengths of ranges?"""
        return self.exact and not self.ranges

    @property
    def written(self) -> Relational:
        """The need, or more, said of what the author wrote."""
        return RELATIONS[self.relation](self.of, 0, evaluate=False)

    @property
    def text(self) -> str:
        """The need for a reader; made when it is asked for, as most needs are granted."""
        if self.relation == "≠ 0":
            return unlike_zero(self.of) if self.told_as_written else nonzero_condition(self.tower, self.polynomial)
        if self.told_as_written:
            return _written_text(f"{self.of} {self.relation}")
        return f"{readable(self.tower, self.polynomial)} {self.relation}"


RELATIONS: Mapping[str, type] = {"≠ 0": sympy.Ne, "> 0": sympy.Gt, "≥ 0": sympy.Ge}


class OneSided(NamedTuple):
    """A need of one side alone, and what the other side, where it has a value, grants besides the domain."""

    need: Need
    granted: tuple[Relational, ...] = ()


def one_sided_conditions(tower: Tower, left: Basic, right: Basic) -> tuple[str, ...]:
    """What only one side needs to have a value, or the argument needs of either, where the domain does not grant it.

    Raises Declines where a need can nowhere be met.
    """
    return texts([found.need for found in one_sided_needs(tower, left, right)])


def one_sided_needs(tower: Tower, left: Basic, right: Basic) -> list[OneSided]:
    """The needs of one side that do not hold wherever the other side has a value.

    Where each side's needs follow from the other's, both have a value at the same points. Raises Declines as
    `one_sided_conditions` does.
    """
    if _divide_alike(tower, left, right):
        return []
    one, two = unmet_needs(tower, left), unmet_needs(tower, right)
    return [*_beyond(tower, one, two), *_beyond(tower, two, one)]


def _divide_alike(tower: Tower, left: Basic, right: Basic) -> bool:
    """Is division all that either side needs, by what vanishes at the same points? Then no factor need be looked at."""
    each: list[list[fmpq_mpoly]] = []
    for side in (left, right):
        found = _divisors(tower, side) if _may_need(side) else []
        if found is None:
            return False
        each.append(found)
    if each[0] == each[1] and not any(divisor.is_zero() for divisor in each[0]):
        return True
    divisors: list[fmpq_mpoly] = []
    for found in each:
        product = tower.field.one.numerator
        for divisor in found:
            if len(product) * len(divisor) > FEW_TERMS:
                return False
            product = product * divisor
        divisors.append(product)
    one, two = divisors
    if one.is_zero() or two.is_zero():
        return False
    return bool(one / one.leading_coefficient() == two / two.leading_coefficient())


FEW_TERMS = 100  # of the product of all divisors


def _divisors(tower: Tower, side: Basic) -> list[fmpq_mpoly] | None:
    """The numerator of each divisor of a side, once; None where it needs more than that they do not vanish."""
    if not heads_of(side).isdisjoint(SHIFTING):
        return None
    found: list[fmpq_mpoly] = []
    for part in parts_of(side):
        head = type(part)
        if head is sympy.Pow and part.args[1].is_Integer:
            divisor = part.args[0] if part.args[1].p < 0 else None
        elif head in DIVISOR_OF:
            divisor = DIVISOR_OF[head](*part.args)
        elif head in NEEDING or head is sympy.Pow:
            return None
        else:
            continue
        if divisor is None:
            continue
        try:
            top, _ = tower.field.lowest_terms(tower.reduced(tower.value(divisor)))
        except Declines:
            return None
        if top not in found:
            found.append(top)
    return found


def _beyond(tower: Tower, needs: list[Need], other: list[Need]) -> list[OneSided]:
    exact = [need for need in other if need.exact]
    alone = [need for need in needs if not (need.exact and _among(need, exact))]
    if not alone:
        return []
    everywhere = [need for need in exact if need.everywhere]
    granted = tuple(dict.fromkeys(need.written for need in everywhere))
    nonzero = [factor for need in everywhere if need.relation != "≥ 0" for factor, _ in factored(need.polynomial)[1]]
    return [
        OneSided(need, granted)
        for need in alone
        if not (need.relation == "≠ 0" and vanishes_nowhere(tower, need.polynomial, nonzero))
    ]


def conditions_beyond(tower: Tower, side: Basic, granted: Basic) -> tuple[str, ...]:
    """What `side` needs to have a value, where neither the domain nor a value of `granted` grants it."""
    return texts([found.need for found in _beyond(tower, unmet_needs(tower, side), unmet_needs(tower, granted))])


def texts(needs: list[Need]) -> tuple[str, ...]:
    """Each need once, and none that is weaker than another: x ≥ 0 and x ≠ 0 say no more than x > 0."""
    positive = [need.polynomial for need in needs if need.relation == "> 0"]
    told = [need for need in needs if need.relation == "> 0" or need.polynomial not in positive]
    return tuple(dict.fromkeys(need.text for need in told))


def unmet_needs(tower: Tower, side: Basic) -> list[Need]:
    """What a side needs to have a value, and the domain does not grant: divisors, logarithms, even roots."""
    if not _may_need(side):
        return []
    return _needs_within(tower, mark_indices(side), NOTHING_VARIED)


def _may_need(side: Basic) -> bool:
    """Does it hold anything that needs something? Powers do not, with exponents that count."""
    heads = heads_of(side)
    if not heads.isdisjoint(NEEDING):
        return True
    return sympy.Pow in heads and any(not _counts(power.args[1]) for power in powers_of(side))


def _counts(exponent: Basic) -> bool:
    return bool(exponent.is_Integer and exponent.p >= 0)


NOTHING_VARIED: frozenset[Basic] = frozenset()


def _needs_within(tower: Tower, node: Basic, varied: frozenset[Basic]) -> list[Need]:
    """The needs of a node and of all it holds; a root or |·| that is differentiated must stay off zero."""
    arguments = node.args
    if not arguments:
        return []
    head = type(node)
    rule = OWN_NEEDS.get(head)
    found = rule(tower, node, bool(varied) and node.has(*varied)) if rule is not None else []
    if head is sympy.Derivative:
        varied = varied.union(name for name, _ in node.variable_count)
    inner: list[Need] = []
    for argument in arguments:
        if argument.args:  # a leaf needs nothing
            inner += _needs_within(tower, argument, varied)
    if inner and head in FOLDS:
        inner = _needs_in_range(tower, node, inner)
    return [*found, *inner]


FOLDS = frozenset({sympy.Sum, sympy.Product})
SHIFTING = frozenset({*FOLDS, sympy.Derivative})  # what is needed in these is not needed as it stands


def _needs_in_range(tower: Tower, fold: Basic, needs: list[Need]) -> list[Need]:
    """The needs of what a sum or product holds: an empty one has a value whatever its summand needs."""
    unsure = frozenset(limit for limit in fold.args[1:] if _may_be_empty(tower, limit))
    marks = {mark_bit(limit[0]): limit for limit in fold.args[1:]}
    return [need._replace(ranges=need.ranges | unsure | _ranges_spoken_of(tower, need, marks)) for need in needs]


def _ranges_spoken_of(tower: Tower, need: Need, marks: Mapping[int, Basic]) -> frozenset[Basic]:
    present = [tower.generators[k].marks for k, degree in enumerate(need.polynomial.degrees()) if degree > 0]
    return frozenset(limit for bit, limit in marks.items() if any(bit & held for held in present))


def _may_be_empty(tower: Tower, limit: Basic) -> bool:
    _, low, high = limit
    if high is sympy.oo or (high - low).is_nonnegative:
        return False
    try:
        return tower.sign_of(tower.value(high - low)) not in NEVER_NEGATIVE
    except Declines:
        return True


def _needs_of_logarithm(tower: Tower, node: Basic, _differentiated: bool) -> list[Need]:
    return _sign_needs(tower, node.args[0], "> 0")


def _needs_of_corner(tower: Tower, node: Basic, differentiated: bool) -> list[Need]:
    return _needs_of_division(tower, node.args[0], exact=False) if differentiated else []


def _needs_of_sign(tower: Tower, node: Basic, differentiated: bool) -> list[Need]:
    """Of each term of a sum it is |u|/u, which has no value at 0."""
    try:
        summed = bool(tower.marks_of(tower.value(node.args[0])))
    except Declines:
        summed = False
    return _needs_of_corner(tower, node, differentiated or summed)


def _needs_of_corners(tower: Tower, node: Basic, differentiated: bool) -> list[Need]:
    pairs = combinations(node.args, 2) if differentiated else ()
    return [need for one, two in pairs for need in _needs_of_division(tower, one - two, exact=False)]


def _needs_of_quotient(tower: Tower, node: Basic, _differentiated: bool) -> list[Need]:
    if isinstance(node, sympy.tan | sympy.sec) and _is_acute(node.args[0]):
        return []
    return _needs_of_division(tower, DIVISOR_OF[type(node)](*node.args))


def _is_acute(angle: Basic) -> bool:
    """Is it less than a right angle, as half an arcsine is?"""
    part, inverse = angle.as_coeff_Mul()
    return isinstance(inverse, sympy.asin | sympy.atan) and abs(part) < 1


def _needs_of_angle(tower: Tower, node: Basic, _differentiated: bool) -> list[Need]:
    return _needs_of_division(tower, node.args[0] ** 2 + node.args[1] ** 2)


def _needs_of_inverse(tower: Tower, node: Basic, differentiated: bool) -> list[Need]:
    inside, relation = INVERSES[type(node)]
    return _sign_needs(tower, inside(node.args[0]), "> 0" if differentiated else relation, not differentiated)


INVERSES: Mapping[type, tuple[Callable[[Basic], Basic], str]] = {
    sympy.asin: (lambda u: 1 - u**2, "≥ 0"),
    sympy.acos: (lambda u: 1 - u**2, "≥ 0"),
    sympy.atanh: (lambda u: 1 - u**2, "> 0"),
    sympy.acosh: (lambda u: u - 1, "≥ 0"),
}


def _needs_of_power(tower: Tower, power: Basic, differentiated: bool) -> list[Need]:
    base, exponent = power.args
    if _counts(exponent):
        return []
    if exponent.is_integer:
        return [] if exponent.is_nonnegative else _needs_of_division(tower, base, exact=bool(exponent.is_Integer))
    if differentiated or not exponent.is_Rational:
        return _sign_needs(tower, base, "> 0", exact=False)
    return _sign_needs(tower, base, "≥ 0" if exponent.is_positive else "> 0")


def _needs_of_division(tower: Tower, divisor: Basic, exact: bool = True) -> list[Need]:
    if isinstance(divisor, NEVER_ZERO):
        return []
    factors = tower.may_vanish.get(divisor)
    try:
        if factors is None:
            factors = tower.may_vanish[divisor] = vanishing_factors(tower, tower.value(divisor))
    except Declines:
        return [Need(tower, tower.field.zero.numerator, "≠ 0", divisor, False, told_as_written=True)]
    return [_unlike_zero(tower, factor, divisor, exact) for factor in factors]


# what the head of a node needs; what is not listed needs nothing but what its parts need
OWN_NEEDS: Mapping[type, Callable[[Tower, Basic, bool], list[Need]]] = {
    sympy.Pow: _needs_of_power,
    sympy.log: _needs_of_logarithm,
    **dict.fromkeys((sympy.Abs, sympy.Heaviside), _needs_of_corner),
    sympy.sign: _needs_of_sign,
    **dict.fromkeys((sympy.Max, sympy.Min), _needs_of_corners),
    **dict.fromkeys(DIVISOR_OF, _needs_of_quotient),
    sympy.atan2: _needs_of_angle,
    **dict.fromkeys(INVERSES, _needs_of_inverse),
}
NEEDING = frozenset(OWN_NEEDS) - {sympy.Pow}


def _unlike_zero(tower: Tower, factor: fmpq_mpoly, divisor: Basic, exact: bool) -> Need:
    """The need of a factor of a divisor, told by the whole divisor where the factor has no readable name."""
    return Need(tower, factor, "≠ 0", divisor, exact, _is_turning(tower, factor))


def unlike_zero(divisor: Basic) -> str:
    """That an expression is not zero, in its own words: sin(x) ≠ 1 for 1 − sin x."""
    number, rest = divisor.as_coeff_Add()
    scale, rest = rest.as_coeff_Mul()
    return _written_text(f"{rest} ≠ {-number / scale}")


def _written_text(text: str) -> str:
    return text.replace("**", "^").replace("*", "·").replace(" - ", " − ")


def _is_turning(tower: Tower, polynomial: fmpq_mpoly) -> bool:
    """Does it hold i, or an exponential of an imaginary exponent, whose name would tell a reader nothing?"""
    if not tower.turning:
        return False
    present = (tower.generators[k] for k, degree in enumerate(polynomial.degrees()) if degree > 0)
    return any(
        generator.name == "constant I" or (generator.kind is Kind.EXPONENTIAL and generator.sign is not Sign.POSITIVE)
        for generator in present
    )


def _sign_needs(tower: Tower, of: Basic, relation: str, exact: bool = True) -> list[Need]:
    """That a value is positive, or not negative, as far as its sign is not known: that squares do not vanish.

    Raises Declines where it never is.
    """
    value = tower.reduced(tower.value(of))
    allowed = (Sign.POSITIVE,) if relation == "> 0" else NEVER_NEGATIVE
    if tower.sign_of(value) in allowed:
        return []
    scale, factors = factored(tower.field.product(*tower.field.lowest_terms(value)))
    odd, even = tower.field.context.constant(1 if scale > 0 else -1), []
    for factor, exponent in factors:
        if tower.sign(factor) is Sign.NONNEGATIVE or (exponent % 2 == 0 and tower.is_real(Fraction(factor, ()))):
            even.append(factor)
        else:
            odd = tower.field.product(odd, tower.field.raised(factor, int(exponent)))
    if odd.is_constant() and scale < 0:
        raise Declines("a root or logarithm of what is not positive")
    nonzero = [_unlike_zero(tower, part, of, exact) for factor in even for part in _bare(tower, factor)]
    signed = [] if odd.is_constant() else [Need(tower, odd, relation, of, exact, _is_turning(tower, odd))]
    if relation == "> 0":
        return [*signed, *nonzero]
    return [need._replace(exact=exact and not nonzero) for need in signed]


def _bare(tower: Tower, factor: fmpq_mpoly) -> list[fmpq_mpoly]:
    """The factors that make a factor zero: |u| is zero where u is."""
    for index, generator in enumerate(tower.generators):
        absolute = generator.kind is Kind.ABSOLUTE and factor == tower.field.generators[index]
        if absolute and generator.argument is not None:
            return vanishing_factors(tower, generator.argument)
    return [] if vanishes_nowhere(tower, factor) else [factor]


def _among(need: Need, others: Iterable[Need]) -> bool:
    """Does another say the same, for the same ranges or for all points?"""
    return any(
        need.relation == other.relation
        and need.polynomial == other.polynomial
        and (not other.ranges or need.ranges == other.ranges)
        for other in others
    )


def within(tower: Tower, name: Basic, value: Fraction) -> bool:
    """Does a value surely meet what the name is assumed to be? A domain that speaks of the name is not looked into."""
    if name.is_integer or any(condition.has(name) for condition in tower.domain.conditions):
        return False
    sign = tower.sign_of(value)
    if name.is_positive or name.is_nonzero:
        return sign is Sign.POSITIVE or bool(name.is_positive is None and sign is Sign.NONZERO)
    if name.is_nonnegative:
        return sign in NEVER_NEGATIVE
    return not (name.is_negative or name.is_nonpositive)


def vanishing_factors(tower: Tower, value: Fraction) -> list[fmpq_mpoly]:
    """The irreducible factors of a value's numerator that may be zero somewhere on the domain."""
    top, _ = tower.field.lowest_terms(tower.reduced(value))
    if top.is_constant():
        return []
    return [part for factor, _ in factored(top)[1] for part in _bare(tower, factor)]


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


def readable_fraction(tower: Tower, value: Fraction) -> str:
    """A fraction for people, likewise."""
    return _plain_names(tower.text(value))


def _plain_names(text: str) -> str:
    text = re.sub(r"S\[([^;\[\]]*)\.\.([^;\[\]]*); ((?:[^\[\]]|\[[^\[\]]*\])*)\]", r"Σ(\3)", text)
    text = re.sub(INDEX_NAMES, "i", text)
    text = re.sub(r" \+ -(1\*)?", " − ", re.sub(r"^-(1\*)?", "−", text))
    return text.replace("[i]", "_i").replace("constant I", "i").replace("constant ", "").replace("*", "·")
