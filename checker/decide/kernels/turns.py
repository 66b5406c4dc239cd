"""A combination of angles is 0 where its e^{i·angle} is 1 and it is less than a full turn.

|atan u| < π/2, |asin u| ≤ π/2 and 0 ≤ acos u ≤ π bound the angle; e^{iθ} = 1 says that θ is a whole
number of turns (Abramowitz and Stegun 1964, §4.4).
"""

from __future__ import annotations

from collections.abc import Mapping

import sympy
from sympy import Integer
from sympy.core.basic import Basic

from checker.decide.kernels.zero import zero_difference
from checker.model import Domain

HALF_TURNS: Mapping[type, Basic] = {
    sympy.atan: sympy.Rational(1, 2),
    sympy.asin: sympy.Rational(1, 2),
    sympy.acos: Integer(1),
}


def angles_cancel(left: Basic, right: Basic, domain: Domain) -> bool:
    """Is left − right surely 0, being Σ integer·(inverse circular function) + rational·π?"""
    difference = sympy.expand(left - right)
    if not difference.has(*HALF_TURNS):
        return False
    bound: Basic = Integer(0)
    for term in sympy.Add.make_args(difference):
        number, rest = term.as_coeff_Mul()
        if not number.is_Rational or not (rest is sympy.pi or (rest.func in HALF_TURNS and number.is_Integer)):
            return False
        bound += abs(number) * (1 if rest is sympy.pi else HALF_TURNS[rest.func])
    if bound >= 2:
        return False
    zero = zero_difference(sympy.exp(sympy.I * difference), Integer(1), domain)
    return zero is not None and not zero.conditions
