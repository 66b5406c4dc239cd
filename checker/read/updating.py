"""w = w + …, or w ← …: an update, in which the name gets a new value.

What an update does is claimed where a rule for it is told; else it defines the new value. Lines after it rest on it.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Add, MatAdd, Symbol
from sympy.core.basic import Basic

from checker.model import Equal, Question, Reading, Role, Unequal
from checker.read.building import is_matrix
from checker.read.chains import take_step
from checker.read.context import Context
from checker.read.cues import UPDATES
from checker.read.doubts import names_in
from checker.read.equations import SOLVES
from checker.read.instances import put_in
from checker.read.progress import Chain, Progress, Questions
from checker.read.relations import compared
from checker.read.rewrites import Rewrite, rewritten
from checker.read.statements import Link, Part, Statement
from checker.read.syntax import SyntaxFault, parse
from checker.written import Row, Span

COUNTER = parse("k")
"""The index in a rule that stands for the number of the sample, or of the step, at hand."""


def is_update(progress: Progress, left: Basic, right: Basic, context: Context) -> bool:
    """w = w + …: the name alone is a term of what it becomes.

    One whose value is known has a new one by "update", or where a rule is told and it is not the value it has.
    """
    if not isinstance(left, Symbol | sympy.MatrixSymbol) or SOLVES.search(context.item.lead):
        return False
    said = bool(UPDATES.search(context.cue))
    if not right.has(left):
        new = said and left in progress.updated
        if not _is_known(progress, left) or not (new or _rule(progress, left) is not None):
            return False
        return new or not progress.proved(Equal(left, right), context.conditions)
    return said or (isinstance(right, Add | MatAdd) and left in right.args)


def _is_known(progress: Progress, name: Basic) -> bool:
    return any(name == known for known, _ in progress.ledger.definitions)


def update(
    progress: Progress,
    statement: Statement,
    left: Basic,
    right: Basic,
    span: Span,
    remarks: Sequence[str],
    context: Context,
) -> None:
    """An update, and what its chain goes on to, which is the name's new value."""
    if left in progress.certain and not _is_known(progress, left):
        progress.ledger = progress.ledger.with_definition(left, progress.certain[left])  # its value before
    due = _by_rule(progress, left, right)
    asked = None if due is None else Equal(due, right)
    claim = progress.add(
        span,
        compared("=", left, right),
        Role.DEFINITION if asked is None else Role.STEP,
        asks=(asked, asked),
        conditions=context.conditions,
        reading=Reading.UPDATES,
        remarks=[*remarks, f"“=” stands for an update: the new {left}"],
    )
    progress.open(right if due is None else due, right, claim.name)
    for link, part in list(zip(statement.links, statement.parts[1:], strict=True))[1:]:
        _step_of_update(progress, part, link, context)
    chain = progress.chain
    assert chain is not None
    progress.close()
    progress.forget(left)
    progress.updated.add(left)
    if not chain.value.has(left):
        progress.ledger = progress.ledger.with_definition(left, chain.value)


def _rule(progress: Progress, name: Basic) -> Statement | None:
    """What is told of how a name is updated."""
    return next((rule for rule in progress.rules if progress.value(rule.parts[0])[0] == name), None)


def _by_rule(progress: Progress, name: Basic, right: Basic) -> Basic | None:
    """The new value of a name by the rule for it, with the number of the sample at hand for its index.

    None where no rule is told, or where it speaks of what is not known of this sample.
    """
    rule = _rule(progress, name)
    if rule is None:
        return None
    part = rule.parts[1]
    numbered = rewritten(Row(part.items, part.span), [Rewrite(COUNTER, parse(str(progress.count)))])
    try:
        value, _ = progress.value(Part(numbered.items, part.span), name)
    except SyntaxFault:
        return None
    known = {name, *names_in(right), *(subject for subject, _ in progress.ledger.definitions)}
    return value if is_matrix(value) == is_matrix(right) and names_in(value) <= known else None


def resting(progress: Progress, question: Question | None) -> Questions:
    """Whether a fact follows, and whether it is true: it follows from the updates of the names that it speaks of."""
    if not isinstance(question, Equal | Unequal):
        return None, question
    names = {name for side in (question.left, question.right) for name in names_in(side)}
    meanings = dict(progress.ledger.definitions)
    waiting = list(names)
    while waiting:
        meaning = meanings.get(waiting.pop())
        more = names_in(meaning) - names if meaning is not None else set()
        names |= more
        waiting += more
    return (question if names & progress.updated else None), question


def _step_of_update(progress: Progress, part: Part, link: Link, context: Context) -> None:
    """A step with numbers for names of which no value is known puts them in."""
    chain = progress.chain
    assert chain is not None
    value, remarks = progress.value(part, chain.value)
    known = {name for name, _ in progress.ledger.definitions}
    unknown_names = {name for name in chain.value.free_symbols if name not in known}
    if not value.free_symbols and unknown_names and put_in(chain.value, value) is None:
        claim = progress.add(
            Span(link.span.start, part.span.end),
            compared("=", chain.subject, value),
            Role.DEFINITION,
            conditions=context.conditions,
            remarks=[*remarks, "numbers are put in for " + ", ".join(sorted(map(str, unknown_names)))],
        )
        progress.chain = Chain(value, value, claim.name, claim.name)
        return
    take_step(progress, part, link, context.conditions)
