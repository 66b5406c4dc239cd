"""Identities of hyperbolic functions and their inverses."""

from __future__ import annotations

from functools import partial

from sympy import (
    Abs,
    Gt,
    I,
    Lt,
    Ne,
    Rational,
    acosh,
    asinh,
    atanh,
    cos,
    cosh,
    coth,
    csch,
    exp,
    log,
    sech,
    sin,
    sinh,
    sqrt,
    symbols,
    tanh,
)

from benchmarks.identities.identity import Identity, entry, held, power, product, ratio, root

a, b, x, y = symbols("a b x y", real=True)
n = symbols("n", integer=True, positive=True)
s, t = symbols("s t", positive=True)
row = partial(entry, "hyperbolic")

IDENTITIES: tuple[Identity, ...] = (
    row("fundamental hyperbola", cosh(x) ** 2 - sinh(x) ** 2, 1, -1),
    row("hyperbolic secant from tangent", 1 - tanh(x) ** 2, sech(x) ** 2, -(sech(x) ** 2)),
    row("hyperbolic cosecant from cotangent", coth(x) ** 2 - 1, csch(x) ** 2, csch(x), Ne(x, 0)),
    row("hyperbolic sine by exponentials", sinh(x), (exp(x) - exp(-x)) / 2, (exp(x) + exp(-x)) / 2),
    row("hyperbolic cosine by exponentials", cosh(a * x), (exp(a * x) + exp(-a * x)) / 2, exp(a * x) + exp(-a * x)),
    row(
        "hyperbolic tangent by exponentials",
        tanh(x),
        (exp(2 * x) - 1) / (exp(2 * x) + 1),
        (exp(2 * x) + 1) / (exp(2 * x) - 1),
        Ne(x, 0),
    ),
    row("exponential from its parts", cosh(x) + sinh(x), exp(x), exp(-x)),
    row("decaying exponential from its parts", cosh(x) - sinh(x), exp(-x), -exp(x)),
    row("hyperbolic sine is odd", held(sinh, -x), -sinh(x), sinh(x)),
    row("hyperbolic cosine is even", held(cosh, a - b), held(cosh, b - a), product(-1, held(cosh, b - a))),
    row(
        "hyperbolic sine of a sum",
        sinh(a + b),
        sinh(a) * cosh(b) + cosh(a) * sinh(b),
        sinh(a) * cosh(b) - cosh(a) * sinh(b),
    ),
    row(
        "hyperbolic cosine of a sum",
        cosh(a + b),
        cosh(a) * cosh(b) + sinh(a) * sinh(b),
        cosh(a) * cosh(b) - sinh(a) * sinh(b),
    ),
    row(
        "hyperbolic tangent of a sum",
        tanh(a + b),
        (tanh(a) + tanh(b)) / (1 + tanh(a) * tanh(b)),
        (tanh(a) + tanh(b)) / (1 - tanh(a) * tanh(b)),
    ),
    row("hyperbolic double sine", sinh(2 * x), 2 * sinh(x) * cosh(x), sinh(x) * cosh(x)),
    row("hyperbolic double cosine", cosh(2 * x), 2 * sinh(x) ** 2 + 1, 2 * sinh(x) ** 2 - 1),
    row("hyperbolic double tangent", tanh(2 * x), 2 * tanh(x) / (1 + tanh(x) ** 2), 2 * tanh(x) / (1 - tanh(x) ** 2)),
    row("hyperbolic triple sine", sinh(3 * x), 4 * sinh(x) ** 3 + 3 * sinh(x), 4 * sinh(x) ** 3 - 3 * sinh(x)),
    row("hyperbolic triple cosine", cosh(3 * x), 4 * cosh(x) ** 3 - 3 * cosh(x), 4 * cosh(x) ** 3 - 3 * cosh(x) ** 2),
    row("hyperbolic half cosine", cosh(x / 2), root((cosh(x) + 1) / 2), root((cosh(x) - 1) / 2)),
    row("hyperbolic half sine with its sign", sinh(s / 2), root((cosh(s) - 1) / 2), root(cosh(s) - 1) / 2),
    row("hyperbolic half tangent", tanh(x / 2), ratio(sinh(x), cosh(x) + 1), ratio(sinh(x), cosh(x) - 1), Ne(x, 0)),
    row("hyperbolic square reduced", sinh(x) ** 2, (cosh(2 * x) - 1) / 2, (cosh(2 * x) + 1) / 2),
    row("hyperbolic cube reduced", cosh(x) ** 3, (cosh(3 * x) + 3 * cosh(x)) / 4, (cosh(3 * x) - 3 * cosh(x)) / 4),
    row(
        "hyperbolic product of sines",
        sinh(a) * sinh(b),
        (cosh(a + b) - cosh(a - b)) / 2,
        (cosh(a + b) + cosh(a - b)) / 2,
    ),
    row(
        "hyperbolic sum of sines",
        sinh(a) + sinh(b),
        2 * sinh((a + b) / 2) * cosh((a - b) / 2),
        2 * sinh((a - b) / 2) * cosh((a + b) / 2),
    ),
    row(
        "hyperbolic difference of cosines",
        cosh(a) - cosh(b),
        2 * sinh((a + b) / 2) * sinh((a - b) / 2),
        -2 * sinh((a + b) / 2) * sinh((a - b) / 2),
    ),
    row(
        "hyperbolic de Moivre",
        (cosh(x) + sinh(x)) ** n,
        cosh(n * x) + sinh(n * x),
        cosh(x) ** n + sinh(x) ** n,
        Gt(n, 1),
    ),
    row(
        "hyperbolic difference of squares",
        sinh(a + b) * sinh(a - b),
        sinh(a) ** 2 - sinh(b) ** 2,
        sinh(a) ** 2 + sinh(b) ** 2,
    ),
    row("inverse hyperbolic sine", asinh(x), log(x + sqrt(x**2 + 1)), log(1 + sqrt(x**2 + 1))),
    row("inverse hyperbolic cosine", acosh(x), log(x + sqrt(x**2 - 1)), log(x + sqrt(x**2 + 1)), Gt(x, 1)),
    row("inverse hyperbolic tangent", atanh(x), log((1 + x) / (1 - x)) / 2, log((1 + x) / (1 - x)), Lt(Abs(x), 1)),
    row("hyperbolic cosine of an area", cosh(2 * asinh(x)), 1 + 2 * x**2, 1 + x**2),
    row("hyperbolic sine of a double area", sinh(2 * acosh(x)), 2 * x * sqrt(x**2 - 1), x * sqrt(x**2 - 1), Gt(x, 1)),
    row("hyperbolic cosine of a log", cosh(log(s)), (s + 1 / s) / 2, (s - 1 / s) / 2),
    row("hyperbolic tangent of a log", tanh(log(s)), (s**2 - 1) / (s**2 + 1), (s - 1) / (s + 1), Ne(s, 1)),
    row(
        "hyperbolic angle turned imaginary",
        cosh(I * x),
        (exp(I * x) + exp(-I * x)) / 2,
        (exp(I * x) - exp(-I * x)) / (2 * I),
    ),
    row("hyperbolic tangent and logistic", (1 + tanh(x / 2)) / 2, 1 / (1 + exp(-x)), 1 / (1 + exp(x))),
    row("ratio of exponential differences", (exp(a) - exp(b)) / (exp(a) + exp(b)), tanh((a - b) / 2), tanh(a - b)),
    row(
        "hyperbolic secant squared by exponentials",
        sech(x) ** 2,
        4 / (exp(x) + exp(-x)) ** 2,
        2 / (exp(x) + exp(-x)) ** 2,
    ),
    row("conjugates of tanh", ratio(1 + tanh(x), 1 - tanh(x)), exp(2 * x), exp(-2 * x)),
    row("Gudermann's sine and cosine", tanh(x) ** 2 + power(cosh(x), -2), 1, 1 + tanh(x) ** 4),
    row(
        "squared modulus of a complex sine",
        sin(x) ** 2 * cosh(y) ** 2 + cos(x) ** 2 * sinh(y) ** 2,
        sin(x) ** 2 + sinh(y) ** 2,
        sin(x) ** 2 - sinh(y) ** 2,
    ),
    row(
        "squared modulus of a complex cosine",
        cos(x) ** 2 * cosh(y) ** 2 + sin(x) ** 2 * sinh(y) ** 2,
        cos(x) ** 2 + sinh(y) ** 2,
        cos(x) ** 2 + cosh(y) ** 2,
    ),
    row(
        "linear combination as one hyperbolic cosine",
        5 * cosh(x) + 3 * sinh(x),
        4 * cosh(x + atanh(Rational(3, 5))),
        4 * cosh(x - atanh(Rational(3, 5))),
    ),
    row(
        "hyperbolic cotangent from halves",
        coth(x),
        (coth(x / 2) + tanh(x / 2)) / 2,
        (coth(x / 2) - tanh(x / 2)) / 2,
        Ne(x, 0),
    ),
    row("Langevin term", coth(s) - 1 / s, (s * cosh(s) - sinh(s)) / (s * sinh(s)), (cosh(s) - sinh(s)) / (s * sinh(s))),
    row(
        "sum of area functions",
        atanh(tanh(a) / 2) + atanh(Rational(1, 3)),
        atanh((tanh(a) / 2 + Rational(1, 3)) / (1 + tanh(a) / 6)),
        atanh((tanh(a) / 2 + Rational(1, 3)) / (1 - tanh(a) / 6)),
    ),
)
