"""A chain of which one side cannot be read goes on from the next side that can: each link behind it is still asked."""

from __future__ import annotations

from dataclasses import replace

from checker.model import Role
from checker.read.context import Context
from checker.read.going_on import go_on
from checker.read.progress import Progress
from checker.read.statements import Statement
from checker.read.syntax import SyntaxFault
from checker.written import Span


def behind(statement: Statement, fault: SyntaxFault) -> Statement | None:
    """The chain behind the side in which a fault stands; None where no `=` leads on from it."""
    sides = enumerate(statement.parts)
    at = next((k for k, part in sides if part.items and part.span.start <= fault.offset <= part.span.end), None)
    return None if at is None else cut_off(statement, at + 1)


def cut_off(statement: Statement, k: int) -> Statement | None:
    """The chain from its k-th side on; None where there is none, or another sign than `=` leads to it."""
    if k >= len(statement.parts) or statement.links[k - 1].relation != "=":
        return None
    parts = statement.parts[k:]
    span = Span(parts[0].span.start, statement.span.end)
    return replace(statement, parts=parts, links=statement.links[k:], span=span, arrow="", words="", joined="")


def resume(progress: Progress, statement: Statement, context: Context) -> None:
    """Opens a chain with the first side, of which nothing is claimed, and goes on with the links."""
    part = statement.parts[0]
    value, remarks = progress.value(part)
    claim = progress.add(part.span, value, Role.ROOT, conditions=context.conditions, remarks=remarks)
    progress.open(value, value, claim.name)
    go_on(progress, statement, 0, context)
