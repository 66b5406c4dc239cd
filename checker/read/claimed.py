"""Equations that tell nothing new, and so are claimed: a law that is integrated, what a known vector comes to."""

from __future__ import annotations

import re

from sympy import Derivative, Eq, MatrixSymbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.read.building import is_matrix
from checker.read.context import Context
from checker.read.cues import CONCLUDES
from checker.read.integrated import sought_in
from checker.read.progress import Progress
from checker.read.relations import compared


def is_worked_out(progress: Progress, left: Basic, right: Basic) -> bool:
    """|a| = Rω² behind a = (−Rω² cos ωt, …): of defined vectors alone, is it said to be something of what these are of?

    Of numbers it may be an equation to solve: u + 1 = 3x behind u = x².
    """
    if not left.has(MatrixSymbol) or is_matrix(left):
        return False
    meanings = dict(progress.ledger.definitions)
    known = [meanings[name] for name in left.free_symbols if name in meanings]
    inside = {name for meaning in known for name in meaning.free_symbols}
    return bool(left.args) and len(known) == len(left.free_symbols) > 0 and set() < right.free_symbols <= inside


def is_integrated(progress: Progress, left: Basic, right: Basic, context: Context) -> bool:
    """ln y = x²/2 + C behind y′ = xy, as the next line or by words that conclude: is it what that is integrated to?"""
    lead = context.item.lead
    if re.search(r"[A-Za-z]{2}", lead) and not (CONCLUDES.search(lead) or INTEGRATES.search(lead)):
        return False
    made = compared("=", left, right)
    premises = progress.relevant(made)
    sought = sought_in(progress, premises, made)
    if sought is None or any(one.func != sought.func for one in made.atoms(AppliedUndef)):
        return False
    laws = (p.relation for p in premises if p.given and isinstance(p.relation, Eq))
    return any(isinstance(law.lhs, Derivative) and law.lhs.expr == sought and law.rhs.free_symbols for law in laws)


INTEGRATES = re.compile(r"\b(separat|integrat)\w+\b[^.]*$", re.IGNORECASE)
