"""The equation of a model, y = Xβ + ε: how what is observed comes about, which is put in where that is meant.

It defines no y: what is fitted to the data is differentiated by β while y stays, and in Xᵀy = XᵀXβ + Xᵀε it is put in.
"""

from __future__ import annotations

from sympy import Add, Indexed, MatAdd, MatrixSymbol, Symbol
from sympy.core.basic import Basic

from checker.model import Role
from checker.read.context import Context
from checker.read.progress import Chain, Progress
from checker.read.relations import compared
from checker.written import Span

NOISE = frozenset(("epsilon", "noise", "error", "err", "eps", "xi", "eta", "nu", "zeta", "e", "u"))
OBSERVED = "given, not claimed: it says how what is observed comes about, and no definition is put in its place"


def is_model(progress: Progress, subject: Basic, value: Basic) -> bool:
    """Is one term of a sum a noise that is not said to be anything, beside what is known?"""
    if not isinstance(subject, Symbol | MatrixSymbol | Indexed) or not isinstance(value, Add | MatAdd):
        return False
    said = {**dict(progress.ledger.definitions), **progress.facts}
    noise = [term for term in value.args if _is_noise(term) and term not in said]
    return len(noise) == 1 and len(value.free_symbols - noise[0].free_symbols) > 1


def _is_noise(term: Basic) -> bool:
    if not isinstance(term, Symbol | MatrixSymbol | Indexed):
        return False
    base = str(term.base) if isinstance(term, Indexed) else str(term)
    return base.partition("_")[0] in NOISE


def observe(progress: Progress, subject: Basic, value: Basic, span: Span, context: Context) -> None:
    """What is observed is put in where a line holds by it, and left where it holds without."""
    made = compared("=", subject, value)
    claim = progress.add(span, made, Role.EQUATION, conditions=context.conditions, remarks=[OBSERVED])
    progress.facts[subject] = progress.certain[subject] = value
    progress.chain = progress.chains[subject] = Chain(value, value, claim.name, claim.name)
