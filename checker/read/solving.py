"""Solutions of the equations so far, each value a claim; values that are given instead are told from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import sympy
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Implies, Question, Role
from checker.read.bare_units import UNITS_LEFT_OUT, without_units
from checker.read.chains import begin_anew, chosen, take_step
from checker.read.complex_values import roots_question
from checker.read.context import GIVEN, Context
from checker.read.cues import CHOOSES, CONCLUDES, GIVES
from checker.read.definitions import head
from checker.read.initial_values import at_places, told_at_places
from checker.read.instances import put_in
from checker.read.integrated import is_said
from checker.read.items import Item
from checker.read.new_names import is_new
from checker.read.premises import UNKNOWNS
from checker.read.progress import Premise, Progress
from checker.read.relations import compared
from checker.read.solutions import (
    differentiates,
    is_picked,
    is_stationary,
    is_stationary_of,
    label_is_one,
    satisfies,
    solution_questions,
    unknown,
    value_questions,
)
from checker.read.statements import Part, Statement
from checker.read.supposed import is_beside, is_left_open, is_open
from checker.read.syntax import SyntaxFault
from checker.read.units import names_beside_units
from checker.written import Span

FOR_SOME = re.compile(r"[\s,]*(for|with) (some|suitable|certain|arbitrary|real|constants?)\b", re.IGNORECASE)


def is_solution(progress: Progress, statement: Statement) -> Basic | None:
    """The unknown of which a statement gives a value, where the value may follow from the equations so far."""
    if not statement.links or statement.links[0].relation != "=" or head(statement.parts[0]) is None:
        return None
    try:
        left, _ = progress.value(statement.parts[0])
    except SyntaxFault:
        return None
    found = unknown(progress, left)
    return None if found is None or _is_known(progress, found) else found


def _is_known(progress: Progress, name: Basic) -> bool:
    """f of f(x) = 6x − x² and f′(x) = 0: it is x that is sought there, and of f a value is claimed."""
    if not isinstance(name, AppliedUndef) or not is_said(progress, name):
        return False
    return all(is_stationary_of(premise.relation, name) for premise in progress.premises if premise.relation.has(name))


def solve(progress: Progress, name: Basic, group: Sequence[tuple[Item, Statement]], context: Context) -> bool:
    """The values of one unknown, each a claim; False where they are given rather than found."""
    first_values = [progress.value(_value_part(statement)) for _, statement in group]
    values = [value for value, _ in first_values]
    if any(value.has(name) for value in values) or _is_put_in(progress, name, values):
        return False
    if isinstance(name, AppliedUndef) and _is_by_others(progress, name, values):
        return False
    if len(values) == 1 and is_picked(progress, name, values[0]):
        return False
    if isinstance(name, AppliedUndef) and not _is_algebraic(progress, name):
        asks = satisfies(progress, name, values[0])
    else:
        if _is_deviation(progress, name):
            positive = sympy.Ge(name, 0)
            if positive not in context.conditions:
                progress.suppose([positive])
            context = replace(context, conditions=(*context.conditions, positive))
        complex_roots = roots_question(progress, name, values)
        asks = (
            (complex_roots, complex_roots)
            if complex_roots is not None
            else solution_questions(progress, name, values, context.conditions)
        )
        asks = (len(values) == 1 and _as_one_of(progress, name, group[0][1], values[0])) or asks
        if complex_roots is None and not progress.proved(asks[1], context.conditions):
            context, asks = _under_conventions(progress, name, values, context, asks)
        if not any(progress.proved(asked, context.conditions) for asked in asks) and (
            _is_assumed(progress, name, values, context) or _is_another(progress, name, group[0][1], values, context)
        ):
            return False
    stated = [compared("=", name, value) for value in values]
    each_asks = value_questions(progress, name, values, asks, context.conditions)
    lines = zip(group, stated, first_values, each_asks, strict=True)
    for (item, statement), relation, (_, remarks), own in lines:
        progress.formula = item.formula
        part = _value_part(statement)
        start = statement.parts[0].span.start
        claim = progress.add(
            Span(start, part.span.end),
            relation,
            Role.SOLUTION,
            given=[premise.claim for premise in progress.relevant(name)[-1:]],
            asks=own,
            conditions=context.conditions,
            remarks=remarks,
        )
    found = stated[0] if len(stated) == 1 else sympy.Or(*stated, evaluate=False)
    refuted = progress.refuted(asks[1], context.conditions)
    progress.premises.append(Premise(found, claim.name, given=False, refuted=refuted))
    if is_stationary(progress, name):
        return True
    if isinstance(name, AppliedUndef) and not values[-1].free_symbols & set(name.free_symbols) and len(values) == 1:
        return True  # a steady state is one solution of many
    if isinstance(name, AppliedUndef) and not _is_algebraic(progress, name):
        told = told_at_places(progress, name)
        others = _of_other_functions(progress, name)
        progress.premises = [*others, *(replace(each, refuted=refuted) for each in at_places(told, name, values[0]))]
        places = [premise.relation.lhs for premise in told]
        progress.forget_subjects(lambda subject: subject in places)
        progress.ledger = progress.ledger.with_definition(name, values[0])
        progress.found_at[name] = context.item.marks
    elif len(values) == 1:
        progress.facts[name] = values[0]
        if all(progress.proved(asked, context.conditions) for asked in asks):
            progress.solved.add(name)
            progress.certain[name] = values[0]
    for (_, statement), value in zip(group, values, strict=True):
        progress.open(name, value, claim.name)
        _rest_of_solution(progress, name, statement, asks, context)
    return True


def _as_one_of(progress: Progress, name: Basic, statement: Statement, value: Basic) -> tuple[Question, Question] | None:
    """x_2 = 1 of an x that is sought: it is said to be a solution, and not to be all."""
    left = progress.value(statement.parts[0])[0]
    given = [premise.relation for premise in progress.relevant(name) if premise.given and premise.relation.has(name)]
    if left == name or not label_is_one(str(left)) or len(given) != 1 or not isinstance(given[0], sympy.Eq):
        return None
    question = Implies(sympy.Eq(name, value, evaluate=False), given[0])
    return (question, question)


def _of_other_functions(progress: Progress, name: Basic) -> list[Premise]:
    """db/dt = k a − m b, where a was found: the equations, and the values, that are given of functions yet sought."""
    given = (p for p in progress.premises if p.given and not differentiates(p.relation, name))
    return [p for p in given if any(one.func != name.func for one in p.relation.atoms(AppliedUndef))]


def _is_by_others(progress: Progress, name: Basic, values: Sequence[Basic]) -> bool:
    """V = πr²h of a V(t): is a function said by others, of which the equations that it is sought in say nothing?"""
    known = [one for one, _ in progress.ledger.definitions]
    others = {part for value in values for part in value.atoms(AppliedUndef)} - set(known)
    held = {part for premise in progress.premises if premise.relation.has(name) for part in premise.names}
    return bool(others - held)


def _is_another(
    progress: Progress, name: Basic, statement: Statement, values: Sequence[Basic], context: Context
) -> bool:
    """T_c beside an equation that T stands in: is it a name of its own, as that equation does not settle its value?"""
    left, _ = progress.value(statement.parts[0])
    return left != name and len(values) == 1 and is_open(progress, name, values[0], context)


def _under_conventions(
    progress: Progress,
    name: Basic,
    values: Sequence[Basic],
    context: Context,
    asks: tuple[Question | None, Question | None],
) -> tuple[Context, tuple[Question | None, Question | None]]:
    """m g h = ½mv² ⇒ v = √(2gh): what is cancelled is not 0, and of what is no x the positive root is meant."""
    last = [premise for premise in progress.relevant(name) if premise.relation.has(name)][-1:]
    if len(values) != 1 or not last or not isinstance(name, sympy.Symbol):
        return context, asks
    gone = sorted(last[0].relation.free_symbols - values[0].free_symbols - {name}, key=str)
    cancelled = tuple(sympy.Ne(one, 0, evaluate=False) for one in gone if one.is_Symbol and one.is_zero is None)
    roots = [part for part in values[0].atoms(sympy.Pow) if part.exp == sympy.Rational(1, 2) and part.free_symbols]
    meant = bool(roots) or (bool(values[0].is_positive) and _is_magnitude(progress, name, context))
    positive = (sympy.Ge(name, 0),) if meant and str(name)[:1] not in UNKNOWNS and name.is_nonnegative is None else ()
    cancelled += _common_factors(last[0].relation, name)
    positive = positive or _as_told(progress, name, values[0], context)
    both = (sympy.Ge(values[0], 0, evaluate=False),) if roots and _of_quantities(values[0]) else ()
    for more in (cancelled, positive, (*cancelled, *positive), (*cancelled, *positive, *both)):
        there = replace(context, conditions=(*context.conditions, *more))
        found = solution_questions(progress, name, values, there.conditions) if more else asks
        if more and progress.proved(found[1], there.conditions):
            progress.suppose((*positive, *both) if set(both) <= set(more) else positive)
            progress.suppose(cancelled, lasting=True)
            return there, found
    return context, asks


def _is_magnitude(progress: Progress, name: sympy.Symbol, context: Context) -> bool:
    """ "so the radius is r = 3", and c = 5 of a² + b² = c²: a quantity by the words, or by others beside it.

    Of a name that stands alone every root is meant, and of a multiplier λ too.
    """
    if MAGNITUDES.search(context.item.sentence):
        return True
    related = {one for premise in progress.relevant(name) if premise.relation.has(name) for one in premise.names}
    return bool(related - {name}) and str(name).split("_")[0] not in MULTIPLIERS


MULTIPLIERS = frozenset(("lambda", "mu", "nu"))
MAGNITUDES = re.compile(
    r"\b(radi(us|i)|diameters?|lengths?|widths?|heights?|depths?|thickness|sides?|edges?|legs?|hypotenuse|diagonals?"
    r"|distances?|perimeter|circumference|speeds?|times?|periods?|durations?|frequenc(y|ies)|wavelengths?|amplitudes?"
    r"|mass(es)?|prices?|magnitudes?|modulus|norms?|standard deviations?)\b",
    re.IGNORECASE,
)


def _as_told(progress: Progress, name: sympy.Symbol, value: Basic, context: Context) -> tuple[Basic, ...]:
    """α² = m²ω²/(4ħ²) ⇒ α = mω/(2ħ) of an α > 0: the root that is positive is meant, for quantities that make it so."""
    every = (*progress.ledger.conditions, *context.conditions)
    told = name.is_positive or any(one in every for one in (sympy.Gt(name, 0), sympy.Lt(0, name, evaluate=False)))
    return (sympy.Ge(value, 0, evaluate=False),) if told and _of_quantities(value) else ()


def _of_quantities(value: Basic) -> bool:
    """Does it speak of quantities, and of no x?"""
    return bool(value.free_symbols) and not any(str(one)[:1] in UNKNOWNS for one in value.free_symbols)


def _common_factors(relation: Basic, name: Basic) -> tuple[Basic, ...]:
    """m + M ≠ 0 of ½(m + M)V² = (m + M) g h: sums of quantities that are factors of both sides, and are cancelled."""
    if not isinstance(relation, sympy.Eq):
        return ()
    left, right = (set(_factors(side)) for side in relation.args)
    sums = (one for one in left & right if one.is_Add and not one.has(name) and _of_quantities(one))
    return tuple(sympy.Ne(one, 0, evaluate=False) for one in sorted(sums, key=str))


def _factors(side: Basic) -> Iterator[Basic]:
    """The factors of a product, of those within it too."""
    if isinstance(side, sympy.Mul):
        for factor in side.args:
            yield from _factors(factor)
    else:
        yield side


def _is_put_in(progress: Progress, name: Basic, values: Sequence[Basic]) -> bool:
    """h = 330/(π 3.745²) after h = 330/(π r²): a number is put in for r."""
    if name not in progress.facts or len(values) > 1:
        return False
    return put_in(progress.facts[name], values[0]) is not None


def _is_deviation(progress: Progress, name: Basic) -> bool:
    """σ, where σ² is given, is not negative by convention."""
    return str(name).split("_")[0] == "sigma" and any(p.relation.has(sympy.Pow(name, 2)) for p in progress.premises)


def _value_part(statement: Statement) -> Part:
    return statement.parts[1] if statement.links else statement.parts[0]


def _is_algebraic(progress: Progress, name: Basic) -> bool:
    """Is a function's value sought in equations that hold no derivative of it?"""
    return not any(differentiates(premise.relation, name) for premise in progress.premises)


def _is_assumed(progress: Progress, name: Basic, values: Sequence[Basic], context: Context) -> bool:
    """R = 8.314, with PV = nRT: a value that nothing so far settles is given."""
    if len(values) > 1:
        return False
    defined = dict(progress.ledger.definitions)
    premises = progress.relevant(name)
    held = {symbol for premise in premises for symbol in premise.relation.free_symbols}
    givens = [premise for premise in premises if premise.given]
    if CHOOSES.search(context.item.lead) and not names_beside_units(values[0]):
        return True
    symbols = names_beside_units(values[0])
    foreign = is_new(symbols - held, progress)
    open_names = {symbol for symbol in held if symbol not in defined}
    number = not symbols and len(givens) < len(open_names)
    lead = context.item.lead if re.search(r"[a-z]{2}", context.item.lead) else context.cue
    concluded = context.item.arrow in {"=>", "<=>", "so"} or (CONCLUDES.search(lead) and not GIVES.search(lead))
    if concluded:
        if foreign and FOR_SOME.match(context.item.after):
            return True
        return is_left_open(progress, name, values[0], context)
    listed = bool(symbols) and _is_listed(progress, context)
    return foreign or number or listed or is_beside(progress, name, values[0], context)


def _is_listed(progress: Progress, context: Context) -> bool:
    """ "The equations are y = 2λx, x = 8λy": one more of a list that is given."""
    item = context.item
    listed = not item.first and item.statement is not None and item.statement.joined == ","
    return (
        listed and bool(progress.claims) and GIVEN in progress.claims[-1].remarks and bool(GIVES.search(item.sentence))
    )


def _rest_of_solution(
    progress: Progress,
    name: Basic,
    statement: Statement,
    asks: tuple[Question | None, Question | None],
    context: Context,
) -> None:
    """x = a = b: that a is b follows by itself; that it is true is that b solves the equation."""
    for link, part in list(zip(statement.links, statement.parts[1:], strict=True))[1:]:
        chain = progress.chain
        assert chain is not None
        if link.relation != "=":
            take_step(progress, part, link, context.conditions)
            continue
        value, remarks = progress.value(part)
        bare = without_units(progress, chain.value, value)
        if bare is not None and progress.proved(bare, context.conditions):
            span = Span(link.span.start, part.span.end)
            begin_anew(progress, chain, value, span, context.conditions, [*remarks, UNITS_LEFT_OUT], bare)
            continue
        several = sum(premise.given for premise in progress.relevant(name)) > 1  # each value may be of another
        solved, progress.solved = progress.solved, {*progress.solved, name}  # its equation says nothing of a and b
        ways = (False,) if several else (False, True)  # as a step, and by what is given of the name
        asked = [chosen(progress, "=", chain.value, value, None, context.conditions, true=true) for true in ways]
        follows = progress.chosen(asked, context.conditions)
        progress.solved = solved
        premises, facts = progress.premises, dict(progress.facts)
        progress.premises = premises[:-1]
        _, true = solution_questions(progress, name, [value], context.conditions)
        if progress.proved(asks[1], context.conditions) and not progress.proved(true, context.conditions):
            true = follows
        true = follows if value.has(sympy.I) else true  # all roots together were asked for
        progress.premises, progress.facts = premises, facts
        claim = progress.add(
            Span(link.span.start, part.span.end),
            compared("=", name, value),
            Role.SOLUTION,
            given=(chain.last,),
            root=(chain.first,),
            asks=(follows, true),
            conditions=context.conditions,
            remarks=remarks,
        )
        progress.facts[name] = value
        if progress.proved(true, context.conditions):
            progress.certain[name] = value
        progress.go_to(replace(chain, value=value, last=claim.name))
