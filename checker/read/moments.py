"""The means and variances that the words and formulas before tell of the random names of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sympy.core.basic import Basic
from sympy.core.symbol import Str

from checker.objects import Statistic
from checker.read.building import is_matrix
from checker.read.ledger import real
from checker.read.names import with_label
from checker.read.progress import Progress
from checker.read.statements import Part
from checker.read.syntax import SyntaxFault, parse

MEANS = re.compile(r"\\mu(?:_\{([A-Z])\})?(?![A-Za-z_])")
RANDOM = re.compile(r"(?<![A-Za-z\\{])[A-Z](?![A-Za-z])")
"""μ and μ_X, and names of random variables, as a statistic keeps them."""
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


def means_by_custom(progress: Progress, sides: Sequence[Basic]) -> dict[Basic, Basic]:
    """E[X] and μ of the one X in E[(X − μ)²], E[X] and μ_X: which mean is meant where nothing tells."""
    texts = [str(one.args[1]) for side in sides for one in side.atoms(Statistic) if len(one.args) == 2]
    random = {name for text in texts for name in RANDOM.findall(text)}
    found: dict[Basic, Basic] = {}
    for label in sorted({match[1] or "" for text in texts for match in MEANS.finditer(text)}):
        name = f"mu_{label}" if label else "mu"
        meaning = progress.ledger.meaning(name)
        mean = meaning.object if meaning is not None else real(name)
        of = {label} if label else random
        if len(of) == 1 and not is_matrix(mean):
            found[Statistic(Str("E"), Str(*of))] = mean
    return found


def with_means_by_custom(progress: Progress, means: Mapping[Basic, Basic]) -> Progress | None:
    """A state in which means are what they are meant to be; None where both are told already."""
    state = progress.fork()
    known = {**told_moments(progress, *means), **progress.statistics}
    for one, mean in means.items():
        if one not in known:
            state.statistics = {**state.statistics, one: mean}
        elif mean in progress.facts or any(mean == defined for defined, _ in progress.ledger.definitions):
            return None
        else:
            state.ledger = state.ledger.with_definition(mean, known[one])
    return state
