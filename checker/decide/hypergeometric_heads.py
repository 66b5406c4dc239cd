"""The heads of which hypergeometric terms and their sums are made, by SymPy's names."""

from __future__ import annotations

import sympy
from sympy import Product, Sum

FAMILY = frozenset(
    {
        Sum,
        Product,
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
