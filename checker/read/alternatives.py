"""Statements of which one holds, or that hold together: a or b, ± and bounds."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Symbol

from checker.model import Role
from checker.read.chains import implied, take_step
from checker.read.context import GIVEN, Context
from checker.read.items import Item
from checker.read.premises import conclude, follows_by
from checker.read.progress import Chain, Premise, Progress
from checker.read.relations import COMPARISONS, compared
from checker.read.statements import Statement
from checker.read.variants import has_signs, variants
from checker.written import Span


def bound(progress: Progress, statement: Statement, context: Context) -> None:
    """2 < x < 3 as what follows from an inequality: both hold."""
    values = [progress.value(part)[0] for part in statement.parts]
    pairs = zip(values, statement.links, values[1:], strict=False)
    made = sympy.And(*(compared(link.relation, a, b) for a, link, b in pairs), evaluate=False)
    conclude(progress, statement.span, made, context, ())


def sign_free(progress: Progress, statements: Sequence[Statement], context: Context) -> bool:
    """x = ±1, where nothing is there that it follows from, is given: one of both. False where it is something else.

    What it goes on with is asked of each: x = (5 ± √1)/2 = (5 ± 1)/2.
    """
    values = [[progress.value(part)[0] for part in each.parts] for each in statements]
    relations = [compared("=", *sides[:2]) for sides in values if len(sides) > 1]
    if len(relations) != 2 or not all(isinstance(r.lhs, Symbol) for r in relations) or progress.relevant(*relations):
        return False
    if any(link.relation != "=" for each in statements for link in each.links):
        return False
    whole = sympy.Or(*relations, evaluate=False)
    first = statements[0].parts
    span = Span(first[0].span.start, first[1].span.end)
    conclude(progress, span, whole, context, (GIVEN,), given=True)
    given = progress.premises[-1].claim
    for statement, (_, value, *_) in zip(statements, values, strict=True):
        progress.chain = Chain(value, value, given, given)
        for link, part in zip(statement.links[1:], statement.parts[2:], strict=True):
            take_step(progress, part, link, context.conditions)
    progress.chain = None
    return True


def is_disjunction(progress: Progress, group: Sequence[Statement]) -> bool:
    """Are they equations or inequalities that follow together, as 2x − 3 = 5 or 2x − 3 = −5?"""
    if any(len(each.links) != 1 or each.links[0].relation not in COMPARISONS for each in group):
        return False
    values = [progress.value(part)[0] for each in group for part in each.parts]
    return bool(progress.relevant(*values))


def is_either_sign(progress: Progress, statement: Statement) -> bool:
    """x + b = ±c, that follows: one of both. With a sign on each side, as in cos(a ± b), both hold."""
    if len(statement.links) != 1 or statement.links[0].relation != "=":
        return False
    signed = [has_signs(part) for part in statement.parts]
    return signed == [False, True] and is_disjunction(progress, variants(statement))


def disjoin(progress: Progress, group: Sequence[tuple[Item, Statement]], context: Context) -> None:
    """Statements of which one holds, where what was before does."""
    relations = []
    for _, statement in group:
        left, right = (progress.value(part)[0] for part in statement.parts)
        relations.append(compared(statement.links[0].relation, left, right))
    whole = sympy.Or(*relations, evaluate=False)
    premises = progress.relevant(whole)
    follows = follows_by(progress, premises, whole, context)
    bases = [[p for p in premises if p.given], [p for p in premises if not p.refuted]]
    true = progress.chosen([implied(progress, base, whole, context.conditions) for base in bases], context.conditions)
    for (item, statement), relation in zip(group, relations, strict=True):
        progress.formula = item.formula
        claim = progress.add(
            statement.span,
            relation,
            Role.EQUATION,
            given=[premise.claim for premise in premises[-1:]],
            asks=(follows, true),
            conditions=context.conditions,
            remarks=["one of these holds"],
        )
    refuted = progress.refuted(true, context.conditions)
    progress.premises.append(Premise(whole, claim.name, given=False, refuted=refuted))
    progress.chain = None
