"""Names of a course, for tables of identities: numbers, data x and y of n entries, opaque functions."""

from __future__ import annotations

from sympy import Derivative, Expr, Function, IndexedBase, Rational, Sum, symbols

a, b, c, d, x, y, z, p, w, mu = symbols("a b c d x y z p w mu", real=True)
s, t, u, v, r = symbols("s t u v r", positive=True)
sigma = symbols("sigma", positive=True)
n, m, k, i, j, h = symbols("n m k i j h", integer=True, positive=True)
f, g = (Function(name, real=True) for name in ("f", "g"))
data, other = (IndexedBase(name, real=True) for name in ("x", "y"))
half = Rational(1, 2)
D = Derivative


def over(summand: Expr) -> Expr:
    """The sum over all n data."""
    return Sum(summand, (i, 1, n))


mean, other_mean = over(data[i]) / n, over(other[i]) / n
