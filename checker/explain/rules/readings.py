"""What made two sides the same as they were read: laws of statistics that the reader puts in, values, definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sympy import Eq, Number
from sympy.core.basic import Basic

from checker.objects import Statistic

NAMES = re.compile(r"(?:\\[A-Za-z]+|[A-Za-z])(?:_(?:\w|\{[^{}]*\}))?")
SIGNS = frozenset(("\\cdot", "\\times", "\\left", "\\right", "\\,"))
INDEPENDENT = {
    "laws of the expectation": "independence: E[XY] = E[X] E[Y]",
    "laws of the variance": "independence: Var(X + Y) = Var(X) + Var(Y)",
}
LAWS = (
    (r"\\operatorname\{Cov\}|\\Cov\b", "laws of the covariance"),
    (r"\\operatorname\{Var\}|\\Var\b|\\mathrm\{Var\}", "laws of the variance"),
    (r"\\mathbb\s*\{?E\}?|\\operatorname\{E\}|\\E\b|(?<![A-Za-z\\])E\s*(\\left)?\[", "laws of the expectation"),
)
PUT_IN = "put the values in"
NORM = "‖v‖² = vᵀv"


def rules_of_reading(written: str, statement: Basic, side: Basic, before: str = "") -> tuple[str, ...]:
    """The rules that make two sides the same that were not written so; none where they were.

    That they are the same, as they were read, is known already; `side` is either; `statement` is what
    the line says, names and all; `before` is the text of what it is given.
    """
    laws = tuple(name for pattern, name in LAWS if re.search(pattern, written))
    if laws:
        return (INDEPENDENT.get(laws[0], laws[0]),) if _parts_what_was_together(statement) else laws[:1]
    if not isinstance(statement, Eq) or statement.lhs == statement.rhs:
        return ()
    if isinstance(side, Number) and statement.free_symbols:
        return (PUT_IN,)
    with_bars = [bool(re.search(r"\\\||\\lVert|\\Vert", text)) for text in (written, before)]
    return (NORM,) if side.is_Matrix and any(with_bars) else ()


def _parts_what_was_together(statement: Basic) -> bool:
    """Stand names that one side has in one E[…] or Var(…) apart on the other, and nowhere together?"""
    if not isinstance(statement, Eq):
        return False
    one, other = (side.atoms(Statistic) for side in statement.args)
    return any(
        names <= _alone(theirs) and not any(names <= _names(each) for each in theirs)
        for ours, theirs in ((one, other), (other, one))
        for names in map(_together, ours)
        if names
    )


def _together(statistic: Basic) -> frozenset[str]:
    """The names that it holds together: those of a product in E[…], as sums are taken apart by linearity; else all."""
    kind, text = (str(part) for part in statistic.args)
    parts = re.split(r"[-+]", text) if kind.startswith("E") else [text]
    return max((found for part in parts if len(found := _found(part)) > 1), key=len, default=frozenset())


def _names(statistic: Basic) -> frozenset[str]:
    return _found(str(statistic.args[1]))


def _alone(statistics: Iterable[Basic]) -> frozenset[str]:
    """The names that stand by themselves in some E[…] or Var(…)."""
    return frozenset(name for one in statistics if len(names := _names(one)) == 1 for name in names)


def _found(text: str) -> frozenset[str]:
    """The names of a text: commands, and letters, each by itself."""
    return frozenset(name for name in NAMES.findall(text) if name not in SIGNS)
