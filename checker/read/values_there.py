"""What is said of one place: f_xx = 6 at (1, 1), P = 25 at q = 5."""

from __future__ import annotations

import re

from sympy import Derivative
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Equal
from checker.read.chains import chosen
from checker.read.context import Context
from checker.read.definitions import with_instances
from checker.read.progress import Chain, Progress
from checker.read.putting import put
from checker.read.rounding import number_of
from checker.read.units import names_beside_units

PLACED = "not asked: it is said of a place"


def is_of_a_place(progress: Progress, left: Basic, right: Basic, context: Context) -> bool:
    """ "At (1, 1) we have f_xx = 6": a derivative is a number there, and nothing is claimed of other places."""
    if not isinstance(left, Derivative) or not right.is_number or not re.search(r"\bat\b", context.cue, re.IGNORECASE):
        return False
    sought = isinstance(left.expr, AppliedUndef) and left.expr not in dict(progress.ledger.definitions)
    if sought and not any(premise.relation.has(left) for premise in progress.premises):
        return False  # dx/dt = 0.6 of an x of whose rate nothing is known: later lines rest on it
    return right != 0 and not progress.proved(Equal(left, right), context.conditions)


def at_place(progress: Progress, left: Basic) -> Basic | None:
    """g′(2) of g′(x), where g is defined and the sentence says x = 2; None where that leaves a name."""
    assert isinstance(left, Derivative)
    meanings = dict(with_instances(progress.ledger.definitions, (left,)))
    here = progress.given_in_sentence()
    body = put(left.expr, meanings)
    if not set(left.variables) <= body.free_symbols & set(here):
        return None
    there = number_of(progress, Derivative(body, *left.variable_count).doit(), here)
    return None if names_beside_units(there) or there.atoms(AppliedUndef, Derivative) else there


def is_of_another_place(progress: Progress, chain: Chain, context: Context) -> bool:
    """P = 25 at q = 5, where q is 4 by now: is what a chain came to, by true lines, its subject's value no more?"""
    if chain.value.free_symbols or chain.value == chain.subject or progress.is_false(chain.last):
        return False
    now = chosen(progress, "=", chain.subject, chain.value, None, context.conditions)
    return progress.refuted(now, context.conditions)
