"""Which conditions of a proved identity are left, when the domain, or a value of the other side, grants the rest.

A need is granted where real arithmetic finds no point of the domain at which it fails and the other side has a value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy
from flint import fmpq, fmpq_mpoly
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.kernels.conditions import Need, OneSided, texts
from checker.decide.kernels.field import DividesByZero, Fraction, TooLarge
from checker.decide.kernels.generators import Declines, Sign
from checker.decide.kernels.plain_conditions import difference_of
from checker.decide.kernels.tower import Tower, build
from checker.decide.kernels.written_back import polynomial_as_expression
from checker.decide.relations.entailment import Proof, prove
from checker.decide.relations.relations import is_relation
from checker.decide.sums.linear_facts import Fact, contradictory, form
from checker.model import Domain

MOST_NEEDS = 6  # each asks z3 once or twice
RELATIONS: Mapping[str, type] = {"≠ 0": sympy.Ne, "> 0": sympy.Gt, "≥ 0": sympy.Ge}


def conditions_left(tower: Tower, needs: Sequence[OneSided], domain: Domain) -> tuple[str, ...]:
    """The conditions, as text, that neither the domain, nor the other side's value, nor the other conditions grant."""
    if len(needs) > MOST_NEEDS:
        return texts([found.need for found in needs])
    left = [found.need for found in needs if not _is_granted(tower, found.need, found.granted, domain)]
    kept = list(left)
    for need in left if len(left) > 1 else ():
        others = [told for other in kept if other is not need and (told := said(tower, other)) is not None]
        if others and _is_granted(tower, need, others, domain):
            kept = [other for other in kept if other is not need]
    return texts(kept)


def said(tower: Tower, need: Need) -> Relational | None:
    """What the text of a need says; None where that cannot be written."""
    if need.told_as_written:
        return need.written
    try:
        return RELATIONS[need.relation](polynomial_as_expression(tower, need.polynomial), 0, evaluate=False)
    except Declines:
        return None


def _is_granted(tower: Tower, need: Need, granted: Sequence[Basic], domain: Domain) -> bool:
    told = said(tower, need)
    wanted = _without_logarithm(need.written if told is None else told)
    signed = any(name.is_positive or name.is_nonzero for name in wanted.free_symbols)
    if not (granted or domain.conditions or signed or _is_of_squares(wanted)):
        return False
    return follows(sympy.And(*granted, evaluate=False) if granted else sympy.true, wanted, domain)


def _without_logarithm(wanted: Basic) -> Basic:
    """log u > c as u > eᶜ."""
    while isinstance(wanted, sympy.Gt | sympy.Ge) and isinstance(wanted.lhs, sympy.log) and wanted.rhs.is_number:
        wanted = wanted.func(wanted.lhs.args[0], sympy.exp(wanted.rhs), evaluate=False)
    return wanted


def _is_of_squares(wanted: Basic) -> bool:
    """Does it tell of a sum of squares and positive numbers, as sin² x ≠ −1? That holds with nothing granted."""
    parts = sympy.Add.make_args(wanted.lhs - wanted.rhs)
    return len(parts) > 1 and all(part.is_nonnegative for part in parts)


def follows(premise: Basic, wanted: Basic, domain: Domain) -> bool:
    """Does every point of the domain that meets the premise certainly meet what is wanted?"""
    proof = prove(premise, wanted, domain)
    return isinstance(proof, Proof) and not proof.conditions


def is_empty(domain: Domain) -> bool:
    """Do signs, or real arithmetic, show that no point meets all the domain's conditions?"""
    if signs_contradict(domain):
        return True
    compared = [condition for condition in domain.conditions if is_relation(condition)]
    return bool(compared) and follows(sympy.And(*compared, evaluate=False), sympy.false, Domain())


def signs_contradict(domain: Domain) -> bool:
    """Are the inequalities impossible together, seen without search?

    The linear ones by elimination; any other where all the rest give what it compares the opposite sign, as
    x > 0 and y > 0 do beside xy < 0.
    """
    inequalities = [condition for condition in domain.conditions if condition.func in ORDERED]
    if not 2 <= len(inequalities) <= MOST_COMPARED:
        return False
    try:
        tower, values = build([difference_of(each.gts, each.lts) for each in inequalities], NO_CONDITIONS)
    except (Declines, TooLarge, DividesByZero):
        return False
    pairs = list(zip(inequalities, values, strict=True))
    linear = [_fact(value.numerator, each.func in STRICT) for each, value in pairs if _is_linear(value)]
    if contradictory([*linear, *_declared_facts(tower)]):
        return True
    return any(_is_contradicted(each, domain) for each, value in pairs if not _is_linear(value))


def _is_linear(value: Fraction) -> bool:
    return not value.denominator and value.numerator.total_degree() <= 1


def _fact(polynomial: fmpq_mpoly, strict: bool) -> Fact:
    terms: dict[int, fmpq] = {}
    constant = fmpq(0)
    for monomial, coefficient in polynomial.to_dict().items():
        name = next((k for k, exponent in enumerate(monomial) if exponent), None)
        if name is None:
            constant = coefficient
        else:
            terms[name] = coefficient
    return Fact(form(terms, constant), strict)


def _declared_facts(tower: Tower) -> list[Fact]:
    return [
        Fact(form({index: fmpq(1)}, 0), generator.sign is Sign.POSITIVE)
        for index, generator in enumerate(tower.generators)
        if generator.sign in (Sign.POSITIVE, Sign.NONNEGATIVE)
    ]


def _is_contradicted(inequality: Basic, domain: Domain) -> bool:
    others = Domain(tuple(condition for condition in domain.conditions if condition != inequality))
    names = inequality.free_symbols
    if not any(names & condition.free_symbols for condition in others.conditions):
        return False
    try:
        tower, (excess,) = build((difference_of(inequality.lts, inequality.gts),), others)
        found = tower.sign_of(excess)
    except (Declines, TooLarge, DividesByZero):
        return False
    return found is Sign.POSITIVE or (found is Sign.NONNEGATIVE and inequality.func in STRICT)


STRICT = (sympy.Gt, sympy.Lt)
ORDERED = (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le)
MOST_COMPARED = 8  # each may take a normal form
NO_CONDITIONS = Domain()
