"""Names to which a field gives one meaning, where the section speaks of it and says nothing else of them.

Φ of a normal distribution is its distribution function; H_n is the harmonic number beside a sum of 1/k;
ħ is h/(2π) where both are written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

import sympy
from sympy import Integer, Rational
from sympy.core.basic import Basic

from checker.read.ledger import Kind, Ledger, Meaning, function, real, whole
from checker.read.usage import Usage
from checker.written import Formula, Prose

OF_NORMAL = re.compile(
    r"\b(normal|gaussian)(ly)?\b|\bz.?(test|score|value|statistic)s?\b|\bquantiles?\b|\bp.?values?\b|\bcdf\b"
    r"|\bdistribution function\b|\bprobit\b|\bcritical values?\b|\bconfidence\b|\breject\w*\b"
    r"|\\sim\s*(\\mathcal\s*\{?\s*)?N\b|1\s*-\s*\\Phi|\\Phi\s*(\\left\s*)?\(\s*-?\d+\.\d",
    re.IGNORECASE,
)
OF_HARMONIC = re.compile(
    r"\bharmonic\b|\\sum[^=]*=\s*1\s*\}?\s*\^\s*\{?\w+\}?\s*"
    r"(\\[dt]?frac\s*\{?1\}?\s*\{?[ijkm]\}?|\(?1\)?\s*/\s*\(?[ijkm]\b|[ijkm]\s*\^\s*\{-1\})"
)
HARMONIC = re.compile(r"H_([nmNK]|\d{1,3})")


def with_customary_names(
    ledger: Ledger, section: Sequence[Prose | Formula], use: Usage, defined: Collection[str]
) -> Ledger:
    """The ledger with what such names mean; what is declared or defined stays."""
    text = " ".join(piece.text if isinstance(piece, Prose) else piece.latex for piece in section)
    free = {*use.plain, *use.labelled} - set(defined)
    known = ledger.meaning("Phi")
    if "Phi" in free & use.applied and OF_NORMAL.search(text) and (known is None or known.kind is Kind.FUNCTION):
        place = real("t")
        taken_at = known.arguments if known is not None else ()
        made = Meaning(Kind.FUNCTION, function("Phi"), "it is the distribution function of N(0, 1)", taken_at)
        below = (1 + sympy.erf(place / sympy.sqrt(Integer(2)))) * Rational(1, 2)
        ledger = ledger.with_meaning("Phi", made).with_definition(made.object(place), below)
    if OF_HARMONIC.search(text):
        for name, number in _harmonic(ledger, free):
            ledger = ledger.with_definition(real(name), number)
    if {"hbar", "h"} <= free and ledger.meaning("hbar") is None and ledger.meaning("h") is None:
        ledger = ledger.with_definition(real("hbar"), real("h") / (2 * sympy.pi))
    return ledger


def _harmonic(ledger: Ledger, names: Collection[str]) -> Iterator[tuple[str, Basic]]:
    """H_n with 1 + 1/2 + … + 1/n."""
    for name in sorted(names):
        found = HARMONIC.fullmatch(name)
        if found is None or ledger.meaning(name) is not None or ledger.meaning("H") is not None:
            continue
        known = ledger.meaning(found[1])
        last = Integer(found[1]) if found[1].isdigit() else whole(found[1]) if known is None else known.object
        index = sympy.Symbol("k", integer=True, positive=True)
        yield name, sympy.Sum(1 / index, (index, 1, last))
