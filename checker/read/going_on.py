"""What goes on from a line before: further links, an expression after "is", a derivative set to zero."""

from __future__ import annotations

import re
from dataclasses import replace

from sympy import Derivative, Eq, Integer
from sympy.core.basic import Basic

from checker.model import Equal, Role
from checker.objects import Gradient
from checker.read.building import is_matrix
from checker.read.chains import begin_anew, chosen, implied, take_step
from checker.read.context import Context
from checker.read.cues import ANOTHER_THING, CHARACTERISTIC
from checker.read.definitions import head
from checker.read.equations import SOLVES
from checker.read.named_parts import name_part
from checker.read.premises import equate, set_to_zero
from checker.read.progress import Chain, Premise, Progress
from checker.read.relations import compared
from checker.read.statements import Link, Part, Statement
from checker.written import Span


def take_up(progress: Progress, statement: Statement, context: Context) -> None:
    """A formula that begins with a relation goes on from an expression left open in the formula before.

    Of several chains begun there it is the one that the step holds from; where it holds from none, the expression
    that is left open, or the last.
    """
    last, link = progress.chain, statement.links[0]
    if last is None or last.equation or last.subject not in progress.before:
        return
    begun = [progress.chains[subject] for subject in dict.fromkeys(progress.before) if subject in progress.chains]
    others = [chain for chain in begun if chain.subject != last.subject]
    order = [*filter(progress.is_open, others), last, *(chain for chain in others if not progress.is_open(chain))]
    if len(order) < 2:
        return
    value, _ = progress.value(statement.parts[1])
    holds = (chain for chain in order if _holds_from(progress, chain, link, value, context))
    progress.chain = next(holds, order[0])


OF_ANOTHER = "not asked: the words before say that it is of another thing than the line before"


def take_up_another(progress: Progress, statement: Statement, context: Context) -> bool:
    """ "The first is □, the second is ≈ 3": goes on from a chain that comes to it; where none does, nothing is asked.

    False where the words say no such thing.
    """
    if progress.display or progress.chain is None or ANOTHER_THING.search(context.item.lead) is None:
        return False
    link, value = statement.links[0], progress.value(statement.parts[1])[0]
    others = [chain for chain in progress.chains.values() if chain is not progress.chain and not chain.equation]
    found = next((chain for chain in reversed(others) if _holds_from(progress, chain, link, value, context)), None)
    if found is not None:
        progress.chain = found
        go_on(progress, statement, 0, context)
        return True
    span = Span(link.span.start, statement.parts[1].span.end)
    made = compared("=" if link.relation == "~" else link.relation, progress.chain.subject, value)
    claim = progress.add(span, made, Role.EQUATION, conditions=context.conditions, remarks=[OF_ANOTHER])
    progress.chain = Chain(value, value, claim.name, claim.name)
    go_on(progress, statement, 1, context)
    return True


def worked_on(progress: Progress, left: Basic, context: Context) -> Chain | None:
    """The expression left open that a line takes up in another form: its left side is proved to be equal to it."""
    waiting = [chain for chain in progress.chains.values() if progress.is_open(chain) and chain.value != left]
    for chain in reversed(waiting):
        if progress.proved(Equal(chain.value, left), context.conditions):
            return chain
    return None


def work_on(progress: Progress, chain: Chain, statement: Statement, context: Context) -> None:
    """The left side is a step from what was left open; the links go on from there."""
    place = next(claim.place for claim in progress.claims if claim.name == chain.first)
    assert place is not None
    progress.chain = chain
    take_step(progress, statement.parts[0], None, context.conditions, (f"it goes on from line {place.line}",))
    go_on(progress, statement, 0, context)


def _holds_from(progress: Progress, chain: Chain, link: Link, value: Basic, context: Context) -> bool:
    asked = chosen(progress, link.relation, chain.value, value, None, context.conditions, chain.subject, true=False)
    return progress.proved(asked, context.conditions)


def go_on(progress: Progress, statement: Statement, k: int, context: Context) -> None:
    """The links from the k-th on, each a step of the chain at hand."""
    pairs = list(zip(statement.links, statement.parts[1:], strict=True))[k:]
    for link, part in pairs:
        if link.relation == "=" and is_zero(part) and _sets_to_zero(progress, context):
            chain = progress.chain
            assert chain is not None
            span = Span(link.span.start, part.span.end)
            equate(progress, span, chain.value, Integer(0), context, ("set to zero",), anew=True)
            set_to_zero(progress, chain)
        elif link.relation == "=" and is_zero(part) and _comes_to_zero(progress, context):
            assert progress.chain is not None
            span = Span(link.span.start, part.span.end)
            equate(progress, span, progress.chain.value, Integer(0), context)
        elif link is pairs[-1][0] and _is_set(progress, link, part, context):
            chain = progress.chain
            assert chain is not None
            value, remarks = progress.value(part)
            span = Span(link.span.start, part.span.end)
            equate(progress, span, chain.value, value, context, (*remarks, "set to be so"), given=True, anew=True)
        else:
            take_step(progress, part, link, context.conditions)
            name_part(progress, part, context)


def _is_set(progress: Progress, link: Link, part: Part, context: Context) -> bool:
    """c/6 = 1 ⇒ c = 6: is what a chain came to set to a number, of which something follows?"""
    chain = progress.chain
    leads = context.leads_on or REQUIRES.search(context.cue)
    if chain is None or chain.equation or link.relation != "=" or not leads or not chain.value.free_symbols:
        return False
    value, _ = progress.value(part)
    return bool(value.is_number) and not progress.proved(Equal(chain.value, value), context.conditions)


REQUIRES = re.compile(r"\b(requir\w*|normali[sz]\w*|demand(s|ing)|impos\w*|must)\b", re.IGNORECASE)


def is_zero(part: Part) -> bool:
    return len(part.items) == 1 and getattr(part.items[0], "text", "") == "0"


def _sets_to_zero(progress: Progress, context: Context) -> bool:
    """A derivative, or anything that a solution or an arrow follows, is set to zero, unless it is 0."""
    chain = progress.chain
    if chain is None or chain.equation or not chain.value.free_symbols:
        return False
    told = SOLVES.search(context.cue) or CHARACTERISTIC.search(context.cue)
    natural = isinstance(chain.subject, Derivative | Gradient) or told or context.leads_on
    return bool(natural) and not progress.proved(Equal(chain.value, Integer(0)), context.conditions)


def _comes_to_zero(progress: Progress, context: Context) -> bool:
    """x⁴ − x = x(x³ − 1) = 0 behind x = x⁴: does it follow from the equations before that a chain is 0?"""
    chain = progress.chain
    if chain is None or chain.equation or not chain.value.free_symbols or isinstance(chain.subject, Derivative):
        return False
    made = Eq(chain.value, Integer(0), evaluate=False)
    premises = [premise for premise in progress.relevant(chain.value) if not premise.refuted]
    if progress.proved(Equal(chain.value, Integer(0)), context.conditions):
        return False
    return any(
        progress.proved(implied(progress, part, made, context.conditions), context.conditions)
        for part in (premises[-1:], premises)
    )


OF_A_PLACE = re.compile(r"\b(for|at|with|when|if)\s+□[^□]*(□[^□]*)*$", re.IGNORECASE)
BY_THAT = re.compile(r"\b(with|using|since|because|as|by|inserting|substituting)\s+□[^□]*$", re.IGNORECASE)


def _is_taken_up(progress: Progress, part: Part, context: Context) -> bool:
    """ "With v² = 2ah this is …": what "this" is stands before the formula that is used; is it one that equals it?"""
    value, _ = progress.value(part)
    last = progress.chain
    for chain in [last, *reversed(progress.chains.values())]:
        if chain is None or chain.equation:
            continue
        asked = chosen(progress, "=", chain.value, value, None, context.conditions, chain.subject, true=False)
        if progress.proved(asked, context.conditions):
            progress.chain = chain
            return True
    return False


def _is_interval(progress: Progress, part: Part, chain: Chain) -> bool:
    """ "4 ± 4.65, i.e. (−0.65, 8.65)", or [−0.65, 8.65]: the pair of both ends, which no number is equal to."""
    value, _ = progress.value(part)
    return is_matrix(value) and not is_matrix(chain.value) and tuple(value.shape) in {(2, 1), (1, 2)}


def _is_value_there(progress: Progress, part: Part, context: Context) -> bool:
    """ "At t = π this equals −1": the value, at the place that the words name, of what a line before came to.

    So is what is said where names are given numbers: "for μ = 0, σ = 1 this is", if it is not of that number.
    """
    local = [p for p in progress.premises if _tells_number(p)]
    here = {premise.relation.lhs: premise.relation.rhs for premise in local}
    if progress.chain is None or progress.chain.last not in {premise.claim for premise in local}:
        return False
    chains = [one for one in progress.chains.values() if not one.equation and one.subject not in here]
    found = next((one for one in reversed(chains) if one.value.free_symbols & set(here)), None)
    value, remarks = progress.value(part)
    if progress.proved(Equal(progress.chain.value, value), context.conditions):
        return False
    if found is None:  # "for a = 1, b = 1 it equals 3": of something that no chain is of
        return OF_A_PLACE.search(context.cue) is not None
    begin_anew(progress, found, value, part.span, context.conditions, remarks, Equal(found.value.xreplace(here), value))
    return True


def _tells_number(premise: Premise) -> bool:
    """Is it told of a name for its sentence, or given, which number it is?"""
    relation = premise.relation
    is_value = isinstance(relation, Eq) and relation.lhs.is_Symbol
    return is_value and (premise.local or (premise.given and relation.rhs.is_number))


def alone(progress: Progress, statement: Statement, context: Context, goes_on: bool) -> None:
    """An expression without a relation opens a chain, or goes on with one after "is" and the like."""
    part = statement.parts[0]
    if goes_on and BY_THAT.search(context.cue) and not _is_taken_up(progress, part, context):
        return
    if goes_on and progress.chain is not None and not progress.chain.equation and head(part) is None:
        if _is_interval(progress, part, progress.chain) or _is_value_there(progress, part, context):
            return
        take_step(progress, part, None, context.conditions, ("“=” is said in words",))
        return
    if not progress.display:
        return
    value, remarks = progress.value(part)
    claim = progress.add(part.span, value, Role.ROOT, conditions=context.conditions, remarks=remarks)
    progress.open(value, value, claim.name)
    progress.waiting.add(claim.name)
    progress.ledger = replace(progress.ledger, operand=_undifferentiated(value))


def _undifferentiated(value: Basic) -> Basic:
    return value.args[0] if isinstance(value, Derivative | Gradient) else value
