"""Identities of exponentials, logarithms and roots, on the domains where they hold."""

from __future__ import annotations

from functools import partial

from sympy import Abs, E, Gt, I, LambertW, Lt, Ne, Rational, cos, exp, log, pi, sin, sqrt, symbols

from benchmarks.identities.identity import Identity, entry, held, power, product, ratio, root

a, b, c, r, x, y, z = symbols("a b c r x y z", real=True)
n, k = symbols("n k", integer=True, positive=True)
s, t, u, v, w = symbols("s t u v w", positive=True)
third = Rational(1, 3)
row = partial(entry, "exponentials")

IDENTITIES: tuple[Identity, ...] = (
    row("product of exponentials", product(exp(a), exp(b)), exp(a + b), exp(a * b)),
    row("quotient of exponentials", ratio(exp(a), exp(b)), exp(a - b), exp(a / b), Ne(b, 0)),
    row("power of an exponential", power(exp(a), 3), exp(3 * a), exp(a**3)),
    row("reciprocal of an exponential", ratio(1, exp(-x)), exp(x), -exp(x)),
    row(
        "square of an exponential sum", (exp(x) + exp(-x)) ** 2, exp(2 * x) + 2 + exp(-2 * x), exp(2 * x) + exp(-2 * x)
    ),
    row(
        "difference of exponential squares",
        (exp(x) - exp(-x)) * (exp(x) + exp(-x)),
        exp(2 * x) - exp(-2 * x),
        exp(2 * x) + exp(-2 * x),
    ),
    row("factor an exponential", exp(2 * x) + exp(x), exp(x) * (exp(x) + 1), exp(x) * (exp(2 * x) + 1)),
    row(
        "symmetric factor",
        exp(2 * a) - exp(2 * b),
        exp(a + b) * (exp(a - b) - exp(b - a)),
        exp(a - b) * (exp(a - b) - exp(b - a)),
    ),
    row("log of a product", log(u * v), log(u) + log(v), product(log(u), log(v))),
    row("log of a quotient", log(u / v), log(u) - log(v), ratio(log(u), log(v)), Ne(v, 1)),
    row("log of a power", held(log, power(u, a)), a * log(u), power(log(u), a), Gt(u, 1)),
    row("log of a square over the reals", log(x**2), 2 * log(Abs(x)), log(Abs(x)), Ne(x, 0)),
    row("log of a reciprocal", held(log, 1 / u), -log(u), 1 / log(u), Ne(u, 1)),
    row("log of a root", held(log, root(u)), log(u) / 2, root(log(u)), Gt(u, 1)),
    row("log of an exponential", held(log, exp(x)), x, exp(x)),
    row("exponential of a log", held(exp, log(u) + log(v)), u * v, u + v),
    row("exponential of a multiple log", held(exp, 2 * log(u)), u**2, 2 * u),
    row("exponential of a half log", held(exp, -log(u) / 2), 1 / root(u), -root(u)),
    row(
        "change of base",
        log(u) / log(10),
        ratio(log(u) / log(2), log(10) / log(2)),
        product(log(u) / log(2), log(10) / log(2)),
    ),
    row(
        "reciprocal bases", ratio(log(u), log(v)), 1 / ratio(log(v), log(u)), ratio(log(v), log(u)), Ne(u, 1), Ne(v, 1)
    ),
    row(
        "chain of bases",
        product(ratio(log(u), log(v)), ratio(log(w), log(u))),
        log(w) / log(v),
        log(v) / log(w),
        Ne(u, 1),
        Ne(v, 1),
        Ne(w, 1),
    ),
    row("swapped base and exponent", u ** log(v), v ** log(u), u ** log(u)),
    row("power as exponential", power(u, x), exp(x * log(u)), exp(u * log(Abs(x))), Ne(x, 0)),
    row("product of powers of one base", product(2**x, 2**y), 2 ** (x + y), 4 ** (x + y)),
    row("product of powers of two bases", product(2**x, 3**x), 6**x, 5**x),
    row("negative exponent", power(2, -x), power(Rational(1, 2), x), -(2**x)),
    row("combine three logs", 2 * log(u) + log(v) - 3 * log(w), log(u**2 * v / w**3), log(2 * u * v / (3 * w))),
    row("log of a difference of squares", log(x**2 - 1), log(x - 1) + log(x + 1), 2 * log(x - 1), Gt(x, 1)),
    row("pull out the larger exponential", log(exp(a) + exp(b)), a + log(1 + exp(b - a)), a + log(1 + exp(a - b))),
    row("softplus reflected", log(1 + exp(x)), x + log(1 + exp(-x)), -x + log(1 + exp(-x))),
    row("log one plus from a ratio", log(u + v), log(u) + log(1 + v / u), log(u) + log(1 + u / v)),
    row("log of a sum is not a sum", log(u + u * v), log(u) + log(1 + v), log(u) + log(u * v)),
    row("logit from its sigmoid", held(log, ratio(1 / (1 + exp(-x)), 1 - 1 / (1 + exp(-x)))), x, -x),
    row("log odds", log(r / (1 - r)), log(r) - log(1 - r), log(r) + log(1 - r), Gt(r, 0), Lt(r, 1)),
    row("log of surd conjugates", log(sqrt(x**2 + 1) + x), -log(sqrt(x**2 + 1) - x), log(sqrt(x**2 + 1) - x)),
    row(
        "area function at large argument",
        log(x + sqrt(x**2 - 1)),
        -log(x - sqrt(x**2 - 1)),
        log(x) + log(sqrt(x**2 - 1)),
        Gt(x, 1),
    ),
    row("sum of symmetric logs", log(1 + x) + log(1 - x), log(1 - x**2), log(2), Gt(x, -1), Lt(x, 1)),
    row(
        "log ratio doubled",
        log((1 + x) / (1 - x)),
        2 * log((1 + x) / sqrt(1 - x**2)),
        log((1 + x) / sqrt(1 - x**2)),
        Gt(x, -1),
        Lt(x, 1),
    ),
    row(
        "log of a geometric mean",
        held(log, power(u * v * w, third)),
        (log(u) + log(v) + log(w)) / 3,
        log((u + v + w) / 3),
    ),
    row("exponential of an average", exp((a + b) / 2), root(product(exp(a), exp(b))), (exp(a) + exp(b)) / 2),
    row("half-life", power(Rational(1, 2), t / s), exp(-t * log(2) / s), exp(-t / (s * log(2)))),
    row("three doublings", product(s, held(exp, 3 * log(2))), 8 * s, 6 * s),
    row("compound interest", held(exp, n * log(1 + s)), (1 + s) ** n, 1 + s**n),
    row("continuous growth ratio", ratio(s * exp(r * (x + 1)), s * exp(r * x)), exp(r), r * exp(r)),
    row("square root of a square", root(x**2), Abs(x), x),
    row("root of a product", root(x**2 * s), Abs(x) * root(s), x * s),
    row("root of a quotient", ratio(root(s), root(t)), root(s / t), root(t / s)),
    row("product of square roots", product(root(s), root(t)), root(s * t), root(s + t)),
    row(
        "cube root of a product",
        power(s * t, third),
        product(power(s, third), power(t, third)),
        product(s, power(t, third)),
    ),
    row("root of a root", root(root(s)), power(s, Rational(1, 4)), power(s, Rational(1, 3))),
    row("root over its radicand", ratio(root(s), s), 1 / root(s), root(s)),
    row("reciprocal roots added", 1 / root(s) + root(s), (1 + s) / root(s), (1 + s) * root(s)),
    row("root of one plus a square pulled out", root(s**2 + x**2), s * root(1 + (x / s) ** 2), s + x),
    row("root of the fraction's complement", root(1 - (x / s) ** 2), root(s**2 - x**2) / s, 1 - x / s, Lt(Abs(x), s)),
    row("power of e squared", product(E**2, exp(x)), exp(x + 2), exp(2 * x)),
    row(
        "exponential of a square completed",
        exp(-(x**2)) * exp(2 * a * x),
        exp(a**2) * exp(-((x - a) ** 2)),
        exp(-(a**2)) * exp(-((x - a) ** 2)),
    ),
    row(
        "product of two bells",
        product(exp(-((x - a) ** 2)), exp(-((x + a) ** 2))),
        exp(-2 * x**2 - 2 * a**2),
        exp(-2 * x**2 - 2 * a * x),
    ),
    row("Euler's formula", exp(I * x), cos(x) + I * sin(x), cos(x) - I * sin(x)),
    row("cosine from exponentials", (exp(I * x) + exp(-I * x)) / 2, cos(x), sin(x)),
    row(
        "damped oscillation split",
        exp((-s + I * t) * x),
        exp(-s * x) * (cos(t * x) + I * sin(t * x)),
        exp(-s * x) * (cos(t * x) - I * sin(t * x)),
    ),
    row("rotation by a half turn", exp(I * (x + pi)), -exp(I * x), exp(I * x)),
    row("Lambert's function undone", product(LambertW(s), exp(LambertW(s))), s, exp(s)),
    row("log of Lambert's function", log(LambertW(s)), log(s) - LambertW(s), log(s) + LambertW(s)),
    row("difference of exponentials telescoped", exp(x) * (1 - exp(-x)), exp(x) - 1, exp(x) - exp(-x)),
    row("Bose factor", 1 / (exp(s) - 1), exp(-s) / (1 - exp(-s)), exp(-s) / (1 + exp(-s))),
    row("Fermi factor complement", 1 - 1 / (exp(x) + 1), 1 / (exp(-x) + 1), 1 / (exp(-x) - 1), Ne(x, 0)),
    row(
        "Planck two forms",
        1 / (exp(s) - 1) + Rational(1, 2),
        (exp(s) + 1) / (2 * (exp(s) - 1)),
        (exp(s) + 1) / (exp(s) - 1),
    ),
    row(
        "entropy term of a power",
        product(-power(u, k), held(log, power(u, k))),
        -k * u**k * log(u),
        -(u**k) * log(u) ** k,
        Gt(u, 1),
    ),
    row("log of a double exponential", held(log, exp(-exp(-x))), -exp(-x), exp(-x)),
    row("Gompertz product", product(exp(-exp(-x)), exp(-exp(-y))), exp(-(exp(-x) + exp(-y))), exp(-exp(-x - y))),
    row(
        "logarithmic mean inverted",
        ratio(u - v, log(u / v)),
        ratio(v - u, log(v / u)),
        ratio(u - v, log(v / u)),
        Ne(u, v),
    ),
    row("exponent with a log inside", held(exp, x + log(s)), s * exp(x), s + exp(x)),
    row("nested logs", log(log(u**u)), log(u) + log(log(u)), log(u) * log(log(u)), Gt(u, 2)),
    row("general power of a product", power(s * t, a), s**a * t**a, s * t**a),
    row("base e to base two", exp(x), power(2, x / log(2)), 2 ** (x * log(2))),
    row(
        "decibels added",
        10 * log(u * v) / log(10),
        10 * log(u) / log(10) + 10 * log(v) / log(10),
        10 * log(u + v) / log(10),
    ),
)
