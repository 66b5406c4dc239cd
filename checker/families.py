"""Names with an index in their label: β_t as one number, beside the item β[t] of data."""

from __future__ import annotations

import re
from collections.abc import Collection

from sympy import Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

LONGEST_OF_INDICES = 2  # letters: of w_ij both are indices, those of w_max are a word


def is_labelled(name: str, indices: Collection[str]) -> bool:
    """Does the label of a name hold one of the indices: β_t, β_(t-1) and w_ts hold t?"""
    words = re.split(r"[^a-zA-Z]+", name.partition("_")[2])
    return any(word in indices or (len(word) <= LONGEST_OF_INDICES and set(word) & set(indices)) for word in words)


def speaks_of_one(meaning: Basic, indices: Collection[Basic]) -> bool:
    """Is a meaning, such as 1 − β_t of α[t], for this index only, as a name in it would not go along with another?"""
    called = {str(index) for index in indices}
    names = [str(name) for name in meaning.atoms(Symbol)]
    return any(is_labelled(name, called) for name in (*names, *(str(one.func) for one in meaning.atoms(AppliedUndef))))
