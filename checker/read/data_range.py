"""What Σᵢ without bounds runs over: all entries of the vectors that stand under it, or the data."""

from __future__ import annotations

from sympy import Integer
from sympy.core.basic import Basic
from sympy.matrices.expressions.matexpr import MatrixElement


def range_over(body: Basic, index: Basic, data: tuple[Basic, Basic]) -> tuple[Basic, Basic]:
    """The range of an index without bounds: 1 to n where it counts the entries of n×1 vectors only, else the data's."""
    lengths = {
        entry.args[0].shape[place - 1]
        for entry in body.atoms(MatrixElement)
        for place in (1, 2)
        if entry.args[place].has(index)
    }
    return (Integer(1), lengths.pop()) if len(lengths) == 1 else data
