"""The words of the engine's proofs as a teacher says them: what its normal forms needed, where no rule is named."""

from __future__ import annotations

import re
from collections.abc import Mapping

MOVES: Mapping[str, str] = {
    "use the laws of exponents": "laws of exponents",
    "use the linearity of Σ": "linearity of Σ",
    "products expanded": "expand the products",
    "df = tr(Gᵀ dX)": "read the gradient off the differential: df = tr(Gᵀ dX)",
    "each entry is the same, written out": "entry by entry",
    "written by entries": "entry by entry",
    "both sides are the same, multiplied out": "multiply out",
    "both sides multiplied by an invertible matrix": "multiply both sides by an invertible matrix",
    "the trace of a scalar is the scalar": "",  # it only puts a scalar under a trace and takes it out again
}
NO_WITNESS = "; no point was found at which the premise holds"  # a caveat of the proof, and no rule
PATTERNS = (
    (r"⇒: ([^⇐]*); ⇐: \1", r"\1, in both directions"),
    (r"in each of the cases ([^:]*): .*", r"distinguish the cases \1"),
    (r"(.*) satisfies it", r"put \1 into the equation"),
    (r"both sides multiplied by (?!an invertible)([^⇐]*)", r"multiply both sides by \1"),
    (r"no real numbers meet the premise and not the conclusion", "follows from what is given, by real arithmetic"),
    (r"no real numbers violate it", "true of all real numbers, by real arithmetic"),
    (r"in each case of (.*): no real numbers meet .*", r"distinguish the cases of \1"),
    (r"true on each of the \d+ parts of the domain on which every .*", "distinguish the signs of what stands in |·|"),
    (r"exact arithmetic: .*", "work out the numbers"),
    (r"both sides are the same, term for term", "put the definitions in"),
    (r"the difference is a whole number of turns of .*", "values of the functions at that number"),
    (r"the perceptron was run: (.*) = \1", r"the learning rule, run on the samples, gives \1"),
    (r"the perceptron was run: (.*)", r"the learning rule, run on the samples: \1"),
)


def moves_of(because: str) -> tuple[str, ...]:
    """What a proof tells that it needed, in its order, each once."""
    because = because.removesuffix(NO_WITNESS)
    if because in MOVES:
        return tuple(filter(None, (MOVES[because],)))
    for pattern, words in PATTERNS:
        if re.fullmatch(pattern, because):
            return (re.sub(pattern, words, because),)
    return tuple(filter(None, dict.fromkeys(MOVES.get(move, move) for move in _apart(because))))


def _apart(because: str) -> list[str]:
    """Moves, which are joined by commas; the commas of laws such as tr(AB) = tr(BA) have brackets around them."""
    if because.startswith("by induction"):
        return [because]
    kept = because.replace("tr(AB) = tr(BA), tr(Aᵀ) = tr(A)", "tr(AB) = tr(BA)")
    return kept.split(", ") if ";" not in kept else [kept]
