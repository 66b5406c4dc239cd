"""Steps of a chain that rest on more than the line before: other values, positive quantities, what is not written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy
from sympy import Derivative, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Equal, Holds, Implies, Question
from checker.read.building import is_matrix
from checker.read.names import GREEK
from checker.read.progress import Chain, Progress
from checker.read.putting import equal_after
from checker.read.units import names_beside_units

MOST_PAST = 3  # values that a name had before, tried


def by_past(progress: Progress, chain: Chain, value: Basic, conditions: Sequence[Basic]) -> Question | None:
    """ "at the old equilibrium": a number that follows with a value that a name had before.

    Of a name to which the sentence at hand gives a value that is meant.
    """
    past = progress.past.keys() - progress.given_in_sentence().keys()
    names = sorted((name for name in past if chain.value.has(name) and not value.has(name)), key=str)
    if not names or names_beside_units(value):
        return None
    singles = [{name: old} for name in names[:2] for old in progress.past[name][-MOST_PAST:]]
    latest = {name: values[-1] for name, values in progress.past.items() if name not in progress.facts}
    for values in (*singles, latest):
        asked = equal_after(chain.value.doit(), value, {**progress.facts, **values}, progress.ledger.definitions)
        if progress.proved(asked, conditions):
            return asked
    return None


def by_law(progress: Progress, chain: Chain, value: Basic, conditions: Sequence[Basic]) -> Question | None:
    """ẋ(mẍ + kx) = −bẋ² of an x that a part before gave mẍ + bẋ + kx = 0 of: a step that follows by that equation."""
    for law in reversed(progress.laws):
        there = highest_of(law)
        if there is None or not chain.value.has(*there):
            continue
        asked = Equal(chain.value.xreplace(there), value.xreplace(there))
        if progress.proved(asked, conditions):
            return asked
    return None


def highest_of(law: Basic) -> dict[Basic, Basic] | None:
    """The highest derivative in a differential equation that is linear in it, with what it is by that; else None."""
    highest = max(law.atoms(Derivative), key=lambda one: (one.derivative_count, str(one)))
    if is_matrix(highest):
        return None
    unknown = sympy.Dummy("highest", real=True)
    residual = (law.lhs - law.rhs).xreplace({highest: unknown})
    slope = residual.diff(unknown)
    if slope == 0 or slope.has(unknown):
        return None
    return {highest: -residual.xreplace({unknown: sympy.Integer(0)}) / slope}


def is_by_more(progress: Progress, chain: Chain, value: Basic) -> bool:
    """Is a step from a law by more than is written, or one that says what a function is that was sought?

    m g h = ½mv² + ½Iω² = ½mv² + ⅕mv²: of ω nothing is known but that law, and it is gone; φ_y = x² + h′(y) = x² + 3y²;
    2π = 2·Area, where nothing is known of that word.
    """
    words = [name for name in value.free_symbols if len(str(name)) > 2 and str(name).isalpha()]
    if any(not progress.mentioned(str(name)) for name in words if str(name) not in GREEK):
        return True
    defined = dict(progress.ledger.definitions)
    functions = {known.func for known in defined if isinstance(known, AppliedUndef)}
    sought = {part.func for part in chain.value.atoms(AppliedUndef)} - functions
    if sought and not {part.func for part in value.atoms(AppliedUndef)} & sought and not chain.subject.has(*sought):
        return True
    law = next((premise for premise in progress.premises if premise.given and premise.claim == chain.first), None)
    if law is None:
        return False
    others = {name for premise in progress.premises if premise is not law for name in premise.names}
    gone = chain.value.free_symbols - value.free_symbols - set(defined) - set(progress.facts) - others
    return (
        bool(gone)
        and bool(value.free_symbols)
        and value.free_symbols < {*chain.value.free_symbols, *_inside(chain.value, defined)}
    )


def says_what_is_new(progress: Progress, chain: Chain, value: Basic) -> bool:
    """W = ∫ p dV = ∫ nRT/V dV: is a name gone that no line before holds, and what stands for it known?

    Or new altogether, as in E = hf = hc/λ; one name for another is rather miswritten.
    """
    said = [part for pair in progress.ledger.definitions if pair[0] != chain.subject for part in pair]
    said += [claim.statement for claim in progress.claims if claim.name not in {chain.first, chain.last}]
    known = {name for part in said for name in part.free_symbols} | {part for part in said if part.is_Symbol}
    known |= {name for premise in progress.premises for name in premise.names} | set(progress.facts)
    gone = names_beside_units(chain.value) - names_beside_units(value) - {chain.subject}
    new = names_beside_units(value) - names_beside_units(chain.value)
    return bool(gone - known) and bool(new) and (new <= known or (len(new) > 1 and new.isdisjoint(known)))


def _inside(value: Basic, defined: Mapping[Basic, Basic]) -> set[Basic]:
    return {name for one in value.free_symbols if one in defined for name in defined[one].free_symbols}


def names_value(progress: Progress, chain: Chain, value: Basic) -> bool:
    """(φ² − ψ²)/√5 = 1 = F_2: is it a name of which nothing is known yet?"""
    if not isinstance(value, Symbol) or chain.value.has(value) or progress.mentioned(str(value)):
        return False
    base, _, label = str(value).partition("_")
    others = {str(name) for premise in progress.premises for name in premise.names}
    return bool(label) and any(other.startswith(f"{base}_") for other in others)


def with_positive(
    progress: Progress, chain: Chain, value: Basic, asks: Sequence[Question | None], conditions: Sequence[Basic]
) -> Sequence[Basic]:
    """Quantities are taken as positive where a step from what is given fails for others only: T₁V₁ᵏ = T₂V₂ᵏ."""
    bounds = _with_signs(progress, asks, conditions)
    if bounds is not None:
        return bounds
    wrong = [each for each in asks if isinstance(each, Implies) and progress.refuted(each, conditions)]
    if not wrong or any(name for name in chain.value.free_symbols | value.free_symbols if str(name)[0] in "xyz"):
        return conditions
    every = (*progress.ledger.conditions, *conditions)
    signed = {name for known in every if not isinstance(known, sympy.Ne) for name in known.free_symbols}
    names = sorted({name for each in wrong for name in _asked_names(each)} - signed, key=str)
    more = [sympy.Gt(name, 0, evaluate=False) for name in names if name.is_Symbol and name.is_positive is None]
    parts = sorted({part for side in (chain.value, value) for part in side.atoms(sympy.Pow)}, key=str)
    divisors = [part.base for part in parts if part.exp.is_negative and part.base.is_Add]  # T₃ − T₂: it has a value
    more += [sympy.Ne(divisor, 0, evaluate=False) for divisor in divisors if more]
    there = (*conditions, *more)
    if not more or any(progress.refuted(each, there) or progress.vacuous(each, there) for each in wrong):
        return conditions
    progress.suppose(more)
    return there


def _with_signs(
    progress: Progress, asks: Sequence[Question | None], conditions: Sequence[Basic]
) -> Sequence[Basic] | None:
    """dE/dt = −bẋ² ≤ 0: the coefficients of a bound on what changes are positive, if it holds for such."""
    wrong = [each for each in asks if isinstance(each, Holds) and progress.refuted(each, conditions)]
    changing = [part for each in wrong for part in each.relation.atoms(Derivative)]
    if not wrong or not all(each.relation.has(Derivative) for each in wrong):
        return None
    variables = {name for part in changing for name in part.free_symbols}
    names = sorted({name for each in wrong for name in each.relation.free_symbols} - variables, key=str)
    more = [sympy.Gt(name, 0, evaluate=False) for name in names if name.is_Symbol and name.is_positive is None]
    there = (*conditions, *more)
    if not more or not all(progress.proved(each, there) for each in wrong):
        return None
    progress.suppose(more)
    return there


def _asked_names(question: Implies) -> set[Basic]:
    """The names that an implication speaks of."""
    return {name for part in (question.premise, question.conclusion) for name in part.free_symbols}


def known_by_number(
    progress: Progress, chain: Chain, value: Basic, true: Question | None, conditions: Sequence[Basic]
) -> None:
    """c = 2 L f = 143 m/s: later lines rest on the number, when what L was in that sentence is past."""
    if names_beside_units(value):
        return
    for name in [name for name, known in progress.facts.items() if chain.subject in (name, known) and name.is_Symbol]:
        progress.facts[name] = value
        if progress.proved(true, conditions):
            progress.certain[name] = value
