"""Conditions on names: which statements are some, and from where on they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import sympy
from sympy import Eq
from sympy.assumptions.assume import AppliedPredicate
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Claim, Holds, Status
from checker.objects import Statistic
from checker.read.context import Context
from checker.read.cues import CONDITIONS
from checker.read.definitions import head
from checker.read.items import Item, is_limit
from checker.read.nodes import free_in
from checker.read.progress import Chain, Progress
from checker.read.relations import COMPARISONS
from checker.read.statements import Part, Statement


def is_condition(progress: Progress, statement: Statement, context: Context) -> bool:
    """x > 0, 0 < p < 1, r ≠ 1: a name compared with numbers; or anything after "for", "if" and the like."""
    if any(link.relation not in COMPARISONS or link.relation == "=" for link in statement.links):
        return False
    if context.item.arrow in {"=>", "<=>", "so"} and (progress.premises or progress.claims):
        return False
    if context.leads_on:
        return False
    names = [part for part in statement.parts if head(part) is not None]
    if is_limit(context.item) and not _is_known(progress, names):
        return True
    if names and all(part in names or not _has_names(progress, part) for part in statement.parts):
        return not progress.relevant(*(progress.value(part)[0] for part in names)) or not progress.display
    return not progress.display and bool(CONDITIONS.search(context.item.lead))


def _is_known(progress: Progress, parts: Iterable[Part]) -> bool:
    """Has a name a value, so that a comparison of it is claimed?"""
    defined = {name for name, _ in progress.ledger.definitions}
    values = [progress.value(part)[0] for part in parts]
    return any(value in defined or progress.relevant(value) for value in values)


def _has_names(progress: Progress, part: object) -> bool:
    return bool(progress.value(part)[0].free_symbols)  # type: ignore[arg-type]


def enter(progress: Progress, before: int, here: int) -> None:
    """What words tell between two places of the document holds from there on."""
    for case in progress.told.standing if progress.told is not None else ():
        if before < case.start <= here:
            _hold(progress, case.conditions)


def leave_cases(progress: Progress, conditions: Sequence[Basic]) -> None:
    """What was said in a case that one of the conditions at hand excludes, as r > R does r < R, holds no more."""
    told = {known for claim in progress.claims for known in claim.conditions}
    gone = {known for known in told if any(excludes(progress, known, new) for new in conditions)}
    left = [claim for claim in progress.claims if gone & set(claim.conditions)]
    left += _said_where(progress, conditions)
    if not left:
        return
    names, subjects = {claim.name for claim in left}, {each for claim in left for each in claim.statement.args[:1]}
    progress.premises = [premise for premise in progress.premises if premise.claim not in names]
    progress.forget_subjects(lambda subject: subject in subjects)
    progress.solved -= subjects


def _said_where(progress: Progress, conditions: Sequence[Basic]) -> Sequence[Claim]:
    """What "for i = k" begins in this sentence, where a condition at hand is i ≠ k."""
    local = (p for p in progress.premises if p.local and any(excludes(progress, p.relation, new) for new in conditions))
    first = progress.claim_named(next((premise.claim for premise in local), ""))
    return progress.claims[progress.claims.index(first) :] if first is not None else ()


def assume(progress: Progress, statement: Statement) -> None:
    """A condition holds from here on."""
    _hold(progress, conditions_of(progress, statement))


def where_it_holds(progress: Progress, chain: Chain, context: Context) -> Context:
    """P(Y > t) = t⁻³ for t ≥ 1, and later P(Y > t) ≤ 3/(2t): what the chain came to holds there only."""
    last = progress.claim_named(chain.last)
    told = last.conditions if last is not None else ()
    return replace(context, conditions=tuple(dict.fromkeys((*context.conditions, *told))))


def keep(progress: Progress, claim: Claim, conditions: Iterable[Basic]) -> None:
    """P(X = k) = (1 − p)^{k−1} p for 0 < p < 1: what is given of a function's parameters with it holds from then on.

    What it is a function of may be another elsewhere.
    """
    left = claim.statement.args[0] if isinstance(claim.statement, Eq) else None
    if any(claim.asks or ()) or not isinstance(left, Statistic | AppliedUndef):
        return
    of = re.findall(r"\w+", str(left))
    _hold(progress, [each for each in conditions if not {str(name) for name in each.free_symbols} & set(of)])


def _hold(progress: Progress, conditions: Iterable[Basic]) -> None:
    """Conditions hold; one takes the place of those before that it excludes: r < R of a case, where r > R was."""
    for condition in conditions:
        if condition in progress.ledger.conditions:
            continue
        kept = tuple(known for known in progress.ledger.conditions if not excludes(progress, known, condition))
        progress.ledger = replace(progress.ledger, conditions=(*kept, condition))


def excludes(progress: Progress, known: Basic, condition: Basic) -> bool:
    """Is it proved that a condition fails wherever another one holds? n is not even as well as odd."""
    if known == condition or free_in(known).isdisjoint(free_in(condition)):
        return False
    if isinstance(known, AppliedPredicate) or isinstance(condition, AppliedPredicate):
        return isinstance(known, AppliedPredicate) and isinstance(condition, AppliedPredicate)
    return progress.answered(Holds(_contrary(condition)), (), (known,)).status is Status.PROVED


@lru_cache(maxsize=256)  # each line asks it of every condition said so far
def _contrary(condition: Basic) -> Basic:
    return sympy.Not(condition)


def far_out(progress: Progress, item: Item) -> list[Basic]:
    """`→ a/2 (x → ∞)` at the end of a formula: its steps are of an x that is as large as need be, so x > 0."""
    told = item.statement.conditions if item.statement is not None else ()
    ends = [each for each in told if len(each.links) == 1 and each.links[0].relation == "to"]
    values = [[progress.value(part)[0] for part in each.parts] for each in ends]
    return [sympy.Gt(name, 0, evaluate=False) for name, place in values if name.is_Symbol and place == sympy.oo]


def conditions_of(progress: Progress, statement: Statement) -> list[Basic]:
    """The comparisons of a chain, each by itself; none where one is an equation, or no comparison."""
    if not statement.links or any(link.relation not in COMPARISONS for link in statement.links):
        return []
    if any(link.relation == "=" for link in statement.links):
        return []
    values = [progress.value(part)[0] for part in statement.parts]
    pairs = zip(values, statement.links, values[1:], strict=False)
    made = [COMPARISONS[link.relation](a, b) for a, link, b in pairs]
    return [condition for condition in made if condition not in (sympy.true, sympy.false)]
