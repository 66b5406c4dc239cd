"""The words that say what is done with a description: whether it is declared, a case, a reason or a conclusion."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


JOINS = _words(", and or &")
CLAUSES = _words("and but while whereas ; or")
COPULAS = _words("is are be being denotes denote denoting as")
DECLARES = _words("let where with given consider define assume assuming here write set denote take fix (")
"""Those that declare for what follows; "where" and "here" are as often said afterwards."""
CASES = _words("for if when whenever case suppose provided")
CONCLUDES = _words(
    """thus hence so therefore then show prove conclude follows implies imply see verify check get obtain gives yields
    find shows means consequently have has which unless not never false cannot no"""
)
REASONS = _words("since because note observe recall")
INDEFINITE = _words("a an any every each all")
"""Behind one of these an adjective picks out some; behind "the" it mostly only names."""

RESTRICTS = _words(
    """covariance gram kernel hessian projection rotation permutation stochastic adjacency laplacian transition
    reflection"""
)
"""Adjectives of matrices that say more than a name, whatever stands before them."""

LOOKS_BACK = _words("here where with wherein")
"""A sentence that begins with one of these tells of the formula before it."""
