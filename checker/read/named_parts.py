"""A brace that spans more than what its label says: the label is the value of a part of what is braced."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import MatMul
from sympy.core.basic import Basic

from checker.model import Equal, Reading, Role
from checker.read.building import is_matrix, multiplied
from checker.read.context import Context
from checker.read.definitions import braces, head, is_comment, part_of
from checker.read.progress import Chain, Progress
from checker.read.relations import compared
from checker.read.statements import Part

MOST_PARTS = 8  # of a product; the runs among them grow as the square


def name_part(progress: Progress, part: Part, context: Context) -> None:
    """`x W V` over `[2 3] [1 0; 0 1]`, where only x W is that: the chain works that part out; the whole is left open.

    Nothing is done where the label is a name, or of the shape of all that is braced, so that it may claim to be that.
    """
    for brace in braces(part.items):
        if brace.span != part.span or is_comment(brace.label) or head(part_of(brace.label)) is not None:
            continue
        label, remarks = progress.value(part_of(brace.label))
        content, more = progress.value(part_of(brace.content))
        named = _named(progress, content, label, context)
        if named is None:
            continue
        if progress.chain is not None:
            progress.waiting.add(progress.chain.last)
        claim = progress.add(
            brace.span,
            compared("=", named, label),
            Role.FACT,
            asks=(None, Equal(named, label)),
            conditions=context.conditions,
            reading=Reading.NAMES_A_PART,
            remarks=[*remarks, *more, "the brace spans more than what its label says"],
        )
        progress.chain = Chain(named, label, claim.name, claim.name)


def _named(progress: Progress, content: Basic, label: Basic, context: Context) -> Basic | None:
    """The part of what is braced that is proved to be what the label says, where the whole has another shape."""
    if not is_matrix(label) or not is_matrix(content) or _fits(content, label):
        return None
    fitting = (run for run in _runs(content) if _fits(run, label))
    return next((run for run in fitting if progress.proved(Equal(run, label), context.conditions)), None)


def _fits(one: Basic, other: Basic) -> bool:
    return is_matrix(one) and tuple(one.shape) == tuple(other.shape)


def _runs(content: Basic) -> Iterator[Basic]:
    """The runs of factors of a product, longer ones first."""
    if not isinstance(content, MatMul) or len(content.args) > MOST_PARTS:
        return
    count = len(content.args)
    for length in range(count - 1, 0, -1):
        for start in range(count - length + 1):
            yield multiplied(content.args[start : start + length])
