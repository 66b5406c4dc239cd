"""Complex numbers as values: z = (3 + 4i)/(1 − 2i) says what z is, and 2 ± 3i are the roots of a polynomial."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Eq, I, Mul
from sympy.core.basic import Basic

from checker.model import Equal
from checker.read.progress import Progress


def is_complex_number(value: Basic) -> bool:
    """Is it a number that is written with i?"""
    return bool(value.has(I)) and not value.free_symbols


def roots_question(progress: Progress, name: Basic, values: Sequence[Basic]) -> Equal | None:
    """Are complex values the roots of the polynomial that is given: is it the product of (x − each), or 0 there?

    As many values as the degree are claimed to be all roots. None where the values are real, or nothing such is given.
    """
    if not name.is_Symbol or not any(value.has(I) for value in values):
        return None
    shown = [p.relation for p in progress.relevant(name) if p.given and isinstance(p.relation, Eq)]
    last = next((relation for relation in reversed(shown) if relation.has(name)), None)
    residual = None if last is None else sympy.Add(last.lhs, Mul(-1, last.rhs, evaluate=False), evaluate=False)
    polynomial = None if residual is None else residual.as_poly(name)
    if residual is None or polynomial is None or polynomial.degree() < len(values):
        return None
    if polynomial.degree() > len(values):
        return Equal(residual.xreplace({name: values[0]}), sympy.Integer(0)) if len(values) == 1 else None
    factors = (sympy.Add(name, Mul(-1, value, evaluate=False), evaluate=False) for value in values)
    return Equal(residual, Mul(polynomial.LC(), *factors, evaluate=False))
