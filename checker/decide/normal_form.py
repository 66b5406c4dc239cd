"""Equal because the difference has the normal form zero: scalars, sums over data, derivatives."""

from __future__ import annotations

from functools import partial

import sympy
from sympy.core.basic import Basic

from checker.decide.kernels.certificates import certificate_steps
from checker.decide.kernels.generators import Kind
from checker.decide.kernels.settled import settled_difference
from checker.decide.kernels.tower import Tower
from checker.decide.parts import powers_of
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.model import Certificate, Equal, Status, Verdict

CUT = frozenset({sympy.Abs, sympy.Max, sympy.Min, sympy.sign})


def settle(case: Case) -> Verdict | None:
    """PROVED where left − right is the zero of the field of fractions over the kernels.

    Where absolute values are written, cells of the domain show the same for less than signs by real arithmetic.
    """
    return _settled(case, by_arithmetic=case.heads.isdisjoint(CUT))


def settle_by_signs(case: Case) -> Verdict | None:
    """The same, with the signs of what stands in absolute values by real arithmetic."""
    return _settled(case, by_arithmetic=True)


def _settled(case: Case, by_arithmetic: bool) -> Verdict | None:
    question = case.question
    if not isinstance(question, Equal) or has_matrices(case.heads):
        return None
    settled = settled_difference(question.left, question.right, case.domain, by_arithmetic)
    if settled is None:
        return None
    zero = settled.zero
    return Verdict(
        Status.PROVED,
        "normal form",
        partial(because, question, case.heads, zero.tower),
        conditions=settled.conditions,
        certificate=Certificate(
            "the numerator of left − right vanishes", partial(certificate_steps, zero.tower, zero.left, zero.right)
        ),
    )


def because(question: Equal, heads: frozenset[type], tower: Tower) -> str:
    """What the normal form had to do, in words, with a question that holds these heads."""
    moves = [words for head, words in MOVES if head in heads]
    if any(generator.kind is Kind.EXPONENTIAL for generator in tower.generators):
        moves.append("use the laws of exponents")
    divides = sympy.Pow in heads and (_has_division(question.left) or _has_division(question.right))
    return ", ".join([*moves, "bring over a common denominator" if divides else "expand"])


MOVES = (
    (sympy.Derivative, "differentiate"),
    (sympy.Sum, "use the linearity of Σ"),
)


def _has_division(side: Basic) -> bool:
    return any(_is_negative(power.args[1]) for power in powers_of(side))


def _is_negative(exponent: Basic) -> bool:
    return bool(exponent.p < 0 if exponent.is_Rational else exponent.could_extract_minus_sign())


NORMAL_FORM = Procedure("normal form", frozenset({Status.PROVED}), settle, "e⁻ˣ/(1 + e⁻ˣ)² = σ(x)(1 − σ(x))")
NORMAL_FORM_BY_SIGNS = Procedure(
    "normal form", frozenset({Status.PROVED}), settle_by_signs, "|1 − xy|/(1 − xy) = 1 for |x| < 1 and |y| < 1"
)
