"""Identities of combinatorics: binomial coefficients, factorials, the gamma function, counting sums."""

from __future__ import annotations

from functools import partial

from sympy import (
    Derivative,
    Ge,
    Gt,
    Product,
    Rational,
    Sum,
    binomial,
    catalan,
    digamma,
    factorial,
    factorial2,
    ff,
    fibonacci,
    gamma,
    pi,
    rf,
    sin,
    sqrt,
    symbols,
)

from benchmarks.identities.identity import Identity, entry, ratio

x, y = symbols("x y", real=True)
k, m, n, r = symbols("k m n r", integer=True, positive=True)
s, t = symbols("s t", positive=True)
all_k = (k, 0, n)
D = Derivative
row = partial(entry, "combinatorics")

IDENTITIES: tuple[Identity, ...] = (
    row(
        "binomial theorem",
        Sum(binomial(n, k) * x**k * y ** (n - k), all_k),
        (x + y) ** n,
        x**n + y**n,
        Gt(n, 1),
        Gt(x, 0),
        Gt(y, 0),
    ),
    row("size of the power set", Sum(binomial(n, k), all_k), 2**n, 2 ** (n - 1)),
    row("alternating row adds to zero", Sum((-1) ** k * binomial(n, k), all_k), 0, 2**n),
    row("row weighted by k", Sum(k * binomial(n, k), all_k), n * 2 ** (n - 1), n * 2**n),
    row(
        "row weighted by k squared",
        Sum(k**2 * binomial(n, k), all_k),
        n * (n + 1) * 2 ** (n - 2),
        n * (n - 1) * 2 ** (n - 2),
    ),
    row(
        "row divided by the next index",
        Sum(binomial(n, k) / (k + 1), all_k),
        (2 ** (n + 1) - 1) / (n + 1),
        (2**n - 1) / (n + 1),
    ),
    row("sum of squared coefficients", Sum(binomial(n, k) ** 2, all_k), binomial(2 * n, n), binomial(2 * n, n) / 2),
    row(
        "Vandermonde's convolution",
        Sum(binomial(m, k) * binomial(n, r - k), (k, 0, r)),
        binomial(m + n, r),
        binomial(m, r) + binomial(n, r),
    ),
    row("hockey stick", Sum(binomial(k, r), (k, r, n)), binomial(n + 1, r + 1), binomial(n + 1, r), Gt(n, r)),
    row("parallel summation", Sum(binomial(r + k, k), all_k), binomial(r + n + 1, n), binomial(r + n, n)),
    row("Pascal's rule", binomial(n, r) + binomial(n, r - 1), binomial(n + 1, r), binomial(n + 1, r + 1), Gt(n, r)),
    row("symmetry", binomial(n, r), binomial(n, n - r), binomial(n, n - r + 1), Gt(n, r)),
    row("absorption", r * binomial(n, r), n * binomial(n - 1, r - 1), n * binomial(n - 1, r), Ge(n, r)),
    row("committee with a chair", (n - r) * binomial(n, r), n * binomial(n - 1, r), r * binomial(n - 1, r), Gt(n, r)),
    row(
        "subset of a subset",
        binomial(n, m) * binomial(m, r),
        binomial(n, r) * binomial(n - r, m - r),
        binomial(n, r) * binomial(n, m - r),
        Ge(n, m),
        Ge(m, r),
    ),
    row("neighbouring coefficients", ratio(binomial(n, r), binomial(n, r - 1)), (n - r + 1) / r, (n - r) / r, Ge(n, r)),
    row(
        "coefficient by factorials",
        binomial(n, r),
        factorial(n) / (factorial(r) * factorial(n - r)),
        factorial(n) / factorial(n - r),
        Gt(n, r),
        Gt(r, 1),
    ),
    row("coefficient of two", binomial(n, 2), n * (n - 1) / 2, n * (n + 1) / 2),
    row("coefficient of three", binomial(n + 2, 3), n * (n + 1) * (n + 2) / 6, n * (n + 1) * (n + 2) / 3),
    row(
        "central coefficient's ratio",
        ratio(binomial(2 * n + 2, n + 1), binomial(2 * n, n)),
        2 * (2 * n + 1) / (n + 1),
        2 * (2 * n - 1) / (n + 1),
    ),
    row("central coefficient by neighbours", binomial(2 * n, n), 2 * binomial(2 * n - 1, n), binomial(2 * n - 1, n)),
    row(
        "Catalan numbers",
        binomial(2 * n, n) - binomial(2 * n, n + 1),
        binomial(2 * n, n) / (n + 1),
        binomial(2 * n, n) / n,
    ),
    row(
        "Catalan recurrence",
        catalan(n + 1),
        2 * (2 * n + 1) / (n + 2) * catalan(n),
        2 * (2 * n + 1) / (n + 1) * catalan(n),
    ),
    row("factorial quotient", ratio(factorial(n + 2), factorial(n)), (n + 1) * (n + 2), n * (n + 1)),
    row("factorial difference", factorial(n + 1) - factorial(n), n * factorial(n), (n + 1) * factorial(n)),
    row(
        "reciprocal factorials",
        1 / factorial(n) - 1 / factorial(n + 1),
        n / factorial(n + 1),
        1 / factorial(n + 1),
        Gt(n, 1),
    ),
    row("double factorial of an even number", factorial2(2 * n), 2**n * factorial(n), 2 * factorial(n), Gt(n, 1)),
    row(
        "double factorials multiply", factorial2(2 * n) * factorial2(2 * n - 1), factorial(2 * n), factorial(2 * n - 1)
    ),
    row("falling factorial", ff(s, n + 1), s * ff(s - 1, n), s * ff(s, n)),
    row("rising factorial by gamma", rf(s, n), gamma(s + n) / gamma(s), gamma(s + n + 1) / gamma(s)),
    row("gamma function's recurrence", gamma(s + 1), s * gamma(s), (s + 1) * gamma(s)),
    row("gamma function two up", gamma(s + 2), s * (s + 1) * gamma(s), (s + 1) * (s + 2) * gamma(s)),
    row(
        "gamma function at half integers",
        gamma(n + Rational(1, 2)),
        factorial(2 * n) * sqrt(pi) / (4**n * factorial(n)),
        factorial(2 * n) * sqrt(pi) / (2**n * factorial(n)),
    ),
    row(
        "gamma duplication",
        gamma(s) * gamma(s + Rational(1, 2)),
        2 ** (1 - 2 * s) * sqrt(pi) * gamma(2 * s),
        2 ** (2 * s - 1) * sqrt(pi) * gamma(2 * s),
    ),
    row(
        "gamma reflection",
        gamma(Rational(1, 2) + x) * gamma(Rational(1, 2) - x),
        pi / sin(pi * (x + Rational(1, 2))),
        pi / sin(pi * x),
        Gt(x, 0),
        Gt(Rational(1, 2), x),
    ),
    row("digamma recurrence", digamma(s + 1), digamma(s) + 1 / s, digamma(s) + 1 / (s + 1)),
    row("logarithmic derivative of gamma", D(gamma(s), s) / gamma(s), digamma(s), 1 / digamma(s)),
    row("falling product", Product(n + 1 - k, (k, 1, n)), factorial(n), factorial(n + 1)),
    row("Fibonacci neighbours", fibonacci(n + 1) * fibonacci(n + 3) - fibonacci(n + 2) ** 2, (-1) ** n, -((-1) ** n)),
    row("sum of Fibonacci numbers", Sum(fibonacci(k), (k, 1, n)), fibonacci(n + 2) - 1, fibonacci(n + 1) - 1),
    row(
        "sum of squared Fibonacci numbers",
        Sum(fibonacci(k) ** 2, (k, 1, n)),
        fibonacci(n) * fibonacci(n + 1),
        fibonacci(n + 1) ** 2,
    ),
    row(
        "Binet's formula",
        fibonacci(n),
        (((1 + sqrt(5)) / 2) ** n - ((1 - sqrt(5)) / 2) ** n) / sqrt(5),
        (((1 + sqrt(5)) / 2) ** n + ((1 - sqrt(5)) / 2) ** n) / sqrt(5),
    ),
    row("pairs and singles", n**2, 2 * binomial(n, 2) + n, binomial(n, 2) + n, Gt(n, 1)),
    row("cubes by binomials", n**3, 6 * binomial(n + 1, 3) + n, 6 * binomial(n, 3) + n, Gt(n, 1)),
    row(
        "multinomial regrouped",
        factorial(n + m + r) / (factorial(n) * factorial(m) * factorial(r)),
        binomial(n + m + r, n) * binomial(m + r, m),
        binomial(n + m + r, n) * binomial(n + m, m),
    ),
    row("negative upper index", binomial(-n, r), (-1) ** r * binomial(n + r - 1, r), binomial(n + r - 1, r)),
    row("odd coefficients", Sum(binomial(2 * n, 2 * k + 1), (k, 0, n - 1)), 2 ** (2 * n - 1), 2 ** (2 * n)),
    row("product of coefficients weighted", Sum(binomial(n, k) * 2**k, all_k), 3**n, 2**n),
    row("alternating weighted row", Sum((-1) ** k * binomial(n, k) / (k + 1), all_k), 1 / (n + 1), 1 / n),
)
