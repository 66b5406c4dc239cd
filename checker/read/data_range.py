"""What Σᵢ without bounds runs over: all entries of the vectors that stand under it, or the data."""

from __future__ import annotations

from sympy import Dummy, Integer
from sympy.core.basic import Basic
from sympy.matrices.expressions.matexpr import MatrixElement

Range = tuple[Basic, Basic]


def ranged(body: Basic, index: Basic, data: Range) -> tuple[Basic, Range]:
    """The body of a sum without bounds, and its range: that of the entries it takes, else that of the data.

    SymPy counts entries from 0. Where the index stands in nothing but entries, it counts from 0 too.
    """
    entries = [entry for entry in body.atoms(MatrixElement) if any(place.has(index) for place in entry.args[1:])]
    lengths = {entry.args[0].shape[k] for entry in entries for k in (0, 1) if entry.args[k + 1].has(index)}
    if len(lengths) != 1:
        return body, data
    (length,) = lengths
    shifted = {entry: entry.args[0][tuple(_shifted(place, index) for place in entry.args[1:])] for entry in entries}
    if body.xreplace(dict.fromkeys(entries, Dummy())).has(index):
        return body, (Integer(1), length)
    return body.xreplace(shifted), (Integer(0), length - 1)


def _shifted(place: Basic, index: Basic) -> Basic:
    return place.xreplace({index: index + 1}).doit()
