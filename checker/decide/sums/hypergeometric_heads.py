"""The heads of which hypergeometric terms and their sums are made, by SymPy's names, and those they never hold."""

from __future__ import annotations

import sympy
from sympy import Derivative, Indexed, Integral, Limit, Product, Subs, Sum

COUNTING = frozenset(
    {
        sympy.gamma,
        sympy.factorial,
        sympy.binomial,
        sympy.RisingFactorial,
        sympy.FallingFactorial,
        sympy.factorial2,
        sympy.catalan,
        sympy.beta,
    }
)
FAMILY = COUNTING | {Sum, Product}

# no term of a sum holds one of these
NOT_TAKEN = frozenset({Derivative, Subs, Integral, Limit, type(sympy.oo), type(-sympy.oo), Indexed})
