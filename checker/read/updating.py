"""w = w + …, or w ← …: an update, in which the name gets a new value."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Add, MatAdd, Symbol
from sympy.core.basic import Basic

from checker.model import Reading, Role
from checker.read.chains import take_step
from checker.read.context import Context
from checker.read.cues import UPDATES
from checker.read.equations import SOLVES
from checker.read.instances import put_in
from checker.read.progress import Progress
from checker.read.relations import compared
from checker.read.statements import Part, Statement
from checker.written import Span


def is_update(left: Basic, right: Basic, context: Context) -> bool:
    """w = w + …: the name alone is a term of what it becomes."""
    if not isinstance(left, Symbol | sympy.MatrixSymbol) or not right.has(left) or SOLVES.search(context.item.lead):
        return False
    term = isinstance(right, Add | MatAdd) and left in right.args
    return term or bool(UPDATES.search(context.cue))


def update(
    progress: Progress,
    statement: Statement,
    left: Basic,
    right: Basic,
    span: Span,
    remarks: Sequence[str],
    context: Context,
) -> None:
    """An update: nothing is claimed of it; what its chain goes on to is the name's new value."""
    claim = progress.add(
        span,
        compared("=", left, right),
        Role.DEFINITION,
        conditions=context.conditions,
        reading=Reading.UPDATES,
        remarks=[*remarks, f"“=” stands for an update: the new {left}"],
    )
    progress.open(right, right, claim.name)
    for link, part in list(zip(statement.links, statement.parts[1:], strict=True))[1:]:
        _step_of_update(progress, part, link, context)
    chain = progress.chain
    assert chain is not None
    progress.close()
    progress.forget(left)
    if not chain.value.has(left):
        progress.ledger = progress.ledger.with_definition(left, chain.value)


def _step_of_update(progress: Progress, part: Part, link: object, context: Context) -> None:
    """A step with numbers for names of which no value is known puts them in."""
    chain = progress.chain
    assert chain is not None
    value, remarks = progress.value(part)
    known = {name for name, _ in progress.ledger.definitions}
    unknown_names = {name for name in chain.value.free_symbols if name not in known}
    if not value.free_symbols and unknown_names and put_in(chain.value, value) is None:
        claim = progress.add(
            part.span,
            compared("=", chain.subject, value),
            Role.DEFINITION,
            conditions=context.conditions,
            remarks=[*remarks, "numbers are put in for " + ", ".join(sorted(map(str, unknown_names)))],
        )
        progress.open(value, value, claim.name)
        return
    take_step(progress, part, link, context.conditions)  # type: ignore[arg-type]
