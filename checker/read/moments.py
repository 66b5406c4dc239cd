"""The means and variances that the words and formulas before tell of the random names of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sympy.core.basic import Basic
from sympy.core.symbol import Str

from checker.objects import Statistic
from checker.read.building import is_matrix
from checker.read.names import with_label
from checker.read.progress import Progress
from checker.read.statements import Part
from checker.read.syntax import SyntaxFault, parse

NAMES = re.compile(r"\\?[A-Za-z]+(?:_\{[^{}]*\})?")
"""Names as a statistic keeps them."""


def told_moments(progress: Progress, *sides: Basic) -> dict[Basic, Basic]:
    """E[X] = np and Var X = np(1 − p), where X ~ Bin(n, p) was the last that was told of X before the formula at hand.

    Of what stands behind a bar, as in E[X | Y], nothing is told.
    """
    found: dict[Basic, Basic] = {}
    texts = {str(one.args[1]) for side in sides for one in side.atoms(Statistic) if len(one.args) == 2}
    for text in sorted({name for one in texts for name in NAMES.findall(one)}):
        for head, value in _moments(progress, text):
            found[Statistic(Str(head), Str(text))] = value
    return found


def _moments(progress: Progress, text: str) -> Iterator[tuple[str, Basic]]:
    try:
        name = with_label(parse(text))
    except SyntaxFault:  # a command that is no name
        return
    if name is None or progress.formula is None:
        return
    before = [one for one in progress.distributed if one.place < progress.formula.start and one.tells_of(name.text)]
    if not before:
        return
    try:
        values = [progress.value(Part(tuple(items), before[-1].span))[0] for items in before[-1].parameters]
    except SyntaxFault:
        return
    told = before[-1].moments(values) if not any(map(is_matrix, values)) else None
    for head, value in zip(("E", "Var"), told or (), strict=False):
        if value is not None:
            yield head, value
