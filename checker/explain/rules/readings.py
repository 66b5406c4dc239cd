"""What made two sides the same as they were read: laws of statistics that the reader puts in, values, definitions."""

from __future__ import annotations

import re

from sympy import Eq, Number
from sympy.core.basic import Basic

LAWS = (
    (r"\\operatorname\{Cov\}|\\Cov\b", "laws of the covariance"),
    (r"\\operatorname\{Var\}|\\Var\b|\\mathrm\{Var\}", "laws of the variance"),
    (r"\\mathbb\s*\{?E\}?|\\operatorname\{E\}|\\E\b|(?<![A-Za-z\\])E\s*(\\left)?\[", "laws of the expectation"),
)
PUT_IN = "put the values in"
NORM = "‖v‖² = vᵀv"


def rules_of_reading(written: str, statement: Basic, side: Basic) -> tuple[str, ...]:
    """The rules that make two sides the same that were not written so; none where they were.

    That they are the same, as they were read, is known already; `side` is either; `statement` is what
    the line says, names and all.
    """
    laws = tuple(name for pattern, name in LAWS if re.search(pattern, written))
    if laws:
        return laws[:1]
    if not isinstance(statement, Eq) or statement.lhs == statement.rhs:
        return ()
    if isinstance(side, Number) and statement.free_symbols:
        return (PUT_IN,)
    return (NORM,) if side.is_Matrix and re.search(r"\\\||\\lVert|\\Vert", written) else ()
