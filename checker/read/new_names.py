"""What a line names first: a product of letters that no line before holds, or that its words abbreviate."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from sympy.core.basic import Basic

from checker.read.building import is_matrix
from checker.read.context import Context
from checker.read.progress import Progress


def is_new(names: AbstractSet[Basic], progress: Progress) -> bool:
    """Is one of the names none that a line before holds?"""
    return any(not progress.mentioned(str(name)) for name in names)


def is_new_product(progress: Progress, left: Basic, right: Basic) -> bool:
    """MRS = U_x/U_y: what is written as a product of names that no line before holds is said to be the right side."""
    names = left.free_symbols
    if is_matrix(left) or is_matrix(right):
        return False
    plain = left.is_Symbol or (left.is_Mul and all(factor.is_Symbol for factor in left.args))
    return plain and bool(right.free_symbols - names) and all(is_new({name}, progress) for name in names)


def is_abbreviated(progress: Progress, context: Context) -> bool:
    """ "Producer surplus: PS = …": capitals that the words right before them begin with are a name, and no product."""
    statement = context.item.statement
    if statement is None or progress.formula is None:
        return False
    span = statement.parts[0].span
    letters = progress.formula.latex[span.start : span.end].strip()
    words = WORD.findall(context.item.lead)[-len(letters) :]
    return len(letters) > 1 and letters.isupper() and "".join(word[0] for word in words).upper() == letters


WORD = re.compile(r"[A-Za-z]+")
