"""Identities of probability and statistics: moments, likelihoods, score functions, entropies, sample statistics."""

from __future__ import annotations

from functools import partial

from sympy import (
    Abs,
    Derivative,
    Gt,
    IndexedBase,
    Integral,
    Lt,
    Ne,
    Product,
    Rational,
    Sum,
    binomial,
    erf,
    exp,
    factorial,
    gamma,
    log,
    oo,
    pi,
    sqrt,
    symbols,
)

from benchmarks.identities.identity import Identity, entry, ratio

a, b, c, mu, nu, x, y, z, rho = symbols("a b c mu nu x y z rho", real=True)
s, v, w, lam, beta, alpha, theta, q, t = symbols("s v w lambda beta alpha theta q t", positive=True)
p = symbols("p", positive=True)
j, k, m, n, d = symbols("j k m n d", integer=True, positive=True)
i = symbols("i", integer=True, positive=True)
X, Y, W = IndexedBase("x", real=True), IndexedBase("y", real=True), IndexedBase("w", positive=True)
P = IndexedBase("p", positive=True)
xi, yi, wi, pi_, xj = X[i], Y[i], W[i], P[i], X[j]
data, other = (i, 1, m), (j, 1, m)
mean_x, mean_y = Sum(xi, data) / m, Sum(yi, data) / m
normal = exp(-((x - mu) ** 2) / (2 * s**2)) / (s * sqrt(2 * pi))
unit = exp(-(z**2) / 2) / sqrt(2 * pi)
everywhere = (-oo, oo)
probability = Lt(p, 1)
D = Derivative
row = partial(entry, "statistics")

IDENTITIES: tuple[Identity, ...] = (
    row("deviations from the mean add to zero", Sum(xi - mean_x, data), 0, mean_x),
    row(
        "sum of squares about the mean",
        Sum((xi - mean_x) ** 2, data),
        Sum(xi**2, data) - m * mean_x**2,
        Sum(xi**2, data) - mean_x**2,
    ),
    row(
        "variance as mean square less squared mean",
        Sum((xi - mean_x) ** 2, data) / m,
        Sum(xi**2, data) / m - mean_x**2,
        Sum(xi**2, data) / m - mean_x,
    ),
    row(
        "variance about any centre",
        Sum((xi - c) ** 2, data),
        Sum((xi - mean_x) ** 2, data) + m * (mean_x - c) ** 2,
        Sum((xi - mean_x) ** 2, data) + (mean_x - c) ** 2,
    ),
    row(
        "variance from pairs",
        Sum(Sum((xi - xj) ** 2, data), other),
        2 * m**2 * (Sum(xi**2, data) / m - mean_x**2),
        m**2 * (Sum(xi**2, data) / m - mean_x**2),
    ),
    row(
        "covariance shortcut",
        Sum((xi - mean_x) * (yi - mean_y), data),
        Sum(xi * yi, data) - m * mean_x * mean_y,
        Sum(xi * yi, data) - mean_x * mean_y,
    ),
    row(
        "covariance needs one centring only",
        Sum((xi - mean_x) * (yi - mean_y), data),
        Sum((xi - mean_x) * yi, data),
        Sum(xi * yi, data),
    ),
    row(
        "covariance shift and scale",
        Sum((a * xi + b - a * mean_x - b) * (yi - mean_y), data),
        a * Sum((xi - mean_x) * (yi - mean_y), data),
        a**2 * Sum((xi - mean_x) * (yi - mean_y), data),
        Ne(a, 0),
        Ne(a, 1),
    ),
    row(
        "variance of scaled data",
        Sum((a * xi + b - (a * mean_x + b)) ** 2, data) / m,
        a**2 * Sum((xi - mean_x) ** 2, data) / m,
        a * Sum((xi - mean_x) ** 2, data) / m,
        Ne(a, 0),
        Ne(a, 1),
    ),
    row(
        "variance of a sum of data",
        Sum((xi + yi - mean_x - mean_y) ** 2, data),
        Sum((xi - mean_x) ** 2, data) + 2 * Sum((xi - mean_x) * (yi - mean_y), data) + Sum((yi - mean_y) ** 2, data),
        Sum((xi - mean_x) ** 2, data) + Sum((yi - mean_y) ** 2, data),
    ),
    row(
        "linearity of the mean",
        Sum(a * xi + b * yi + c, data) / m,
        a * mean_x + b * mean_y + c,
        a * mean_x + b * mean_y + c / m,
        Ne(c, 0),
    ),
    row("constant added m times", Sum(a, data), m * a, a, Ne(a, 0)),
    row(
        "residuals squared expanded",
        Sum((yi - a - b * xi) ** 2, data),
        Sum(yi**2, data)
        + m * a**2
        + b**2 * Sum(xi**2, data)
        - 2 * a * Sum(yi, data)
        - 2 * b * Sum(xi * yi, data)
        + 2 * a * b * Sum(xi, data),
        Sum(yi**2, data)
        + a**2
        + b**2 * Sum(xi**2, data)
        - 2 * a * Sum(yi, data)
        - 2 * b * Sum(xi * yi, data)
        + 2 * a * b * Sum(xi, data),
    ),
    row("square of a sum over data", Sum(xi, data) ** 2, Sum(Sum(xi * xj, data), other), Sum(xi**2, data)),
    row(
        "slope two ways",
        Sum((xi - mean_x) * (yi - mean_y), data) / Sum((xi - mean_x) ** 2, data),
        (m * Sum(xi * yi, data) - Sum(xi, data) * Sum(yi, data)) / (m * Sum(xi**2, data) - Sum(xi, data) ** 2),
        (m * Sum(xi * yi, data) - Sum(xi, data) * Sum(yi, data)) / (Sum(xi**2, data) - Sum(xi, data) ** 2),
        Gt(m, 1),
        Ne(Sum((xi - mean_x) ** 2, data), 0),
    ),
    row(
        "weighted mean minimizes",
        D(Sum(wi * (xi - a) ** 2, data), a),
        -2 * Sum(wi * xi, data) + 2 * a * Sum(wi, data),
        -2 * Sum(wi * xi, data) + 2 * a * m,
    ),
    row("weighted deviations", Sum(wi * (xi - Sum(wi * xi, data) / Sum(wi, data)), data), 0, Sum(wi * xi, data)),
    row(
        "mean updated by one value",
        (m * mean_x + y) / (m + 1),
        mean_x + (y - mean_x) / (m + 1),
        mean_x + (y - mean_x) / m,
    ),
    row("mean of standardized data", Sum((xi - mean_x) / s, data), 0, -m * mean_x / s),
    row(
        "third central moment",
        Sum((xi - mean_x) ** 3, data) / m,
        Sum(xi**3, data) / m - 3 * mean_x * Sum(xi**2, data) / m + 2 * mean_x**3,
        Sum(xi**3, data) / m - 3 * mean_x * Sum(xi**2, data) / m + 3 * mean_x**3,
    ),
    row("log of a product of likelihoods", log(Product(wi, data)), Sum(log(wi), data), log(Sum(wi, data))),
    row(
        "product of exponential densities",
        Product(lam * exp(-lam * wi), data),
        lam**m * exp(-lam * Sum(wi, data)),
        lam * exp(-lam * Sum(wi, data)),
        Ne(lam, 1),
    ),
    row(
        "product of normal kernels",
        Product(exp(-((xi - mu) ** 2) / 2), data),
        exp(-Sum((xi - mu) ** 2, data) / 2),
        exp(-(Sum(xi - mu, data) ** 2) / 2),
    ),
    row(
        "normal score in the mean",
        D(-m * log(s) - Sum((xi - mu) ** 2, data) / (2 * s**2), mu),
        Sum(xi - mu, data) / s**2,
        -Sum(xi - mu, data) / s**2,
    ),
    row(
        "normal score in the scale",
        D(-m * log(s) - Sum((xi - mu) ** 2, data) / (2 * s**2), s),
        -m / s + Sum((xi - mu) ** 2, data) / s**3,
        -m / s + Sum((xi - mu) ** 2, data) / (2 * s**3),
    ),
    row(
        "normal score in the variance",
        D(-m * log(v) / 2 - Sum((xi - mu) ** 2, data) / (2 * v), v),
        -m / (2 * v) + Sum((xi - mu) ** 2, data) / (2 * v**2),
        -m / (2 * v) - Sum((xi - mu) ** 2, data) / (2 * v**2),
    ),
    row("normal information", D(-Sum((xi - mu) ** 2, data) / (2 * v), (mu, 2)), -m / v, -1 / v),
    row("exponential score", D(m * log(lam) - lam * Sum(wi, data), lam), m / lam - Sum(wi, data), m / lam - mean_x),
    row("Poisson score", D(Sum(xi * log(lam) - lam, data), lam), Sum(xi, data) / lam - m, Sum(xi, data) / lam - 1),
    row(
        "Bernoulli score",
        D(x * log(p) + (1 - x) * log(1 - p), p),
        (x - p) / (p * (1 - p)),
        (p - x) / (p * (1 - p)),
        probability,
    ),
    row(
        "Bernoulli score over data",
        D(Sum(xi * log(p) + (1 - xi) * log(1 - p), data), p),
        (Sum(xi, data) - m * p) / (p * (1 - p)),
        (Sum(xi, data) - p) / (p * (1 - p)),
        probability,
    ),
    row(
        "Pareto score",
        D(m * log(alpha) - (alpha + 1) * Sum(log(wi), data), alpha),
        m / alpha - Sum(log(wi), data),
        m / alpha - log(Sum(wi, data)),
    ),
    row(
        "geometric score",
        D(log(p) + (k - 1) * log(1 - p), p),
        1 / p - (k - 1) / (1 - p),
        1 / p + (k - 1) / (1 - p),
        probability,
        Gt(k, 1),
    ),
    row(
        "Weibull log density",
        log(k * (w / lam) ** (k - 1) * exp(-((w / lam) ** k)) / lam),
        log(k / lam) + (k - 1) * log(w / lam) - (w / lam) ** k,
        log(k / lam) + k * log(w / lam) - (w / lam) ** k,
        Ne(w, lam),
    ),
    row(
        "normal log density",
        log(normal),
        -log(s) - log(2 * pi) / 2 - (x - mu) ** 2 / (2 * s**2),
        -log(s) - log(2 * pi) - (x - mu) ** 2 / (2 * s**2),
    ),
    row("normal density's slope", D(normal, x), -(x - mu) / s**2 * normal, -(x - mu) / s * normal, Ne(s, 1)),
    row("standard normal's second derivative", D(unit, (z, 2)), (z**2 - 1) * unit, (z**2 + 1) * unit),
    row("normal density adds to one", Integral(unit, (z, *everywhere)), 1, Rational(1, 2)),
    row("normal variance", Integral(z**2 * unit, (z, *everywhere)), 1, 2),
    row("normal kurtosis", Integral(z**4 * unit, (z, *everywhere)), 3, 2),
    row("normal mean with location", Integral((mu + s * z) * unit, (z, *everywhere)), mu, mu + s),
    row(
        "normal second moment with location",
        Integral((mu + s * z) ** 2 * unit, (z, *everywhere)),
        mu**2 + s**2,
        mu**2 + s,
        Ne(s, 1),
    ),
    row(
        "normal moment generating function",
        Integral(exp(a * z) * unit, (z, *everywhere)),
        exp(a**2 / 2),
        exp(-(a**2) / 2),
        Ne(a, 0),
    ),
    row("mean absolute deviation", Integral(Abs(z) * unit, (z, *everywhere)), sqrt(2 / pi), sqrt(pi / 2)),
    row(
        "normal distribution function",
        Integral(unit, (z, -oo, x)),
        (1 + erf(x / sqrt(2))) / 2,
        (1 + erf(x)) / 2,
        Ne(x, 0),
    ),
    row("log-normal mean", Integral(exp(mu + s * z) * unit, (z, *everywhere)), exp(mu + s**2 / 2), exp(mu) + s**2 / 2),
    row(
        "exponential variance",
        Integral((t - 1 / lam) ** 2 * lam * exp(-lam * t), (t, 0, oo)),
        1 / lam**2,
        1 / lam,
        Ne(lam, 1),
    ),
    row("exponential survival", Integral(lam * exp(-lam * t), (t, w, oo)), exp(-lam * w), 1 - exp(-lam * w)),
    row("memorylessness", ratio(exp(-lam * (w + v)), exp(-lam * v)), exp(-lam * w), exp(-lam * v), Ne(w, v)),
    row(
        "uniform variance",
        Integral((t - (w + v) / 2) ** 2 / (w - v), (t, v, w)),
        (w - v) ** 2 / 12,
        (w + v) ** 2 / 12,
        Gt(w, v),
    ),
    row(
        "beta mean",
        gamma(alpha + 1) / gamma(alpha + beta + 1),
        alpha / (alpha + beta) * gamma(alpha) / gamma(alpha + beta),
        beta / (alpha + beta) * gamma(alpha) / gamma(alpha + beta),
        Ne(alpha, beta),
    ),
    row(
        "beta variance",
        alpha * (alpha + 1) / ((alpha + beta) * (alpha + beta + 1)) - (alpha / (alpha + beta)) ** 2,
        alpha * beta / ((alpha + beta) ** 2 * (alpha + beta + 1)),
        alpha * beta / ((alpha + beta) * (alpha + beta + 1)),
    ),
    row(
        "binomial probabilities add to one",
        Sum(binomial(n, k) * p**k * (1 - p) ** (n - k), (k, 0, n)),
        1,
        p,
        probability,
    ),
    row(
        "binomial mean",
        Sum(k * binomial(n, k) * p**k * (1 - p) ** (n - k), (k, 0, n)),
        n * p,
        n * p * (1 - p),
        probability,
    ),
    row(
        "binomial factorial moment",
        Sum(k * (k - 1) * binomial(n, k) * p**k * (1 - p) ** (n - k), (k, 0, n)),
        n * (n - 1) * p**2,
        n**2 * p**2,
        probability,
    ),
    row(
        "binomial variance",
        Sum((k - n * p) ** 2 * binomial(n, k) * p**k * (1 - p) ** (n - k), (k, 0, n)),
        n * p * (1 - p),
        n * p,
        probability,
    ),
    row(
        "binomial generating function",
        Sum(binomial(n, k) * (p * s) ** k * (1 - p) ** (n - k), (k, 0, n)),
        (1 - p + p * s) ** n,
        (1 - p + s) ** n,
        probability,
    ),
    row("Bernoulli variance", p * (1 - p) ** 2 + (1 - p) * p**2, p * (1 - p), p * (1 - p) ** 2, probability),
    row(
        "geometric mean of trials",
        Sum(k * p * (1 - p) ** (k - 1), (k, 1, oo)),
        1 / p,
        (1 - p) / p,
        probability,
        Gt(p, Rational(1, 4)),
    ),
    row(
        "geometric tail",
        Sum(p * (1 - p) ** (k - 1), (k, n + 1, oo)),
        (1 - p) ** n,
        (1 - p) ** (n + 1),
        probability,
        Gt(p, Rational(1, 4)),
    ),
    row("Poisson probabilities add to one", Sum(exp(-lam) * lam**k / factorial(k), (k, 0, oo)), 1, exp(-lam)),
    row("Poisson mean", Sum(k * exp(-lam) * lam**k / factorial(k), (k, 0, oo)), lam, 1 / lam, Ne(lam, 1)),
    row("Poisson second moment", Sum(k**2 * exp(-lam) * lam**k / factorial(k), (k, 0, oo)), lam + lam**2, lam**2),
    row(
        "Poisson generating function",
        Sum(s**k * exp(-lam) * lam**k / factorial(k), (k, 0, oo)),
        exp(lam * (s - 1)),
        exp(lam * (1 - s)),
        Ne(s, 1),
    ),
    row(
        "sum of two Poisson variables",
        Sum(lam**k * theta ** (n - k) / (factorial(k) * factorial(n - k)), (k, 0, n)),
        (lam + theta) ** n / factorial(n),
        (lam + theta) ** n,
    ),
    row("mean of a discrete uniform", Sum(k, (k, 1, n)) / n, (n + 1) / 2, n / 2),
    row(
        "variance of a discrete uniform",
        Sum(k**2, (k, 1, n)) / n - (Sum(k, (k, 1, n)) / n) ** 2,
        (n**2 - 1) / 12,
        (n**2 + 1) / 12,
    ),
    row("inclusion and exclusion", 1 - (1 - p) * (1 - q), p + q - p * q, p + q),
    row("at least one success", 1 - (1 - p) ** 3, 3 * p - 3 * p**2 + p**3, 3 * p - 3 * p**2, probability),
    row(
        "posterior odds",
        ratio(p * a**2 / (p * a**2 + (1 - p) * b**2), (1 - p) * b**2 / (p * a**2 + (1 - p) * b**2)),
        ratio(p, 1 - p) * (a / b) ** 2,
        ratio(1 - p, p) * (a / b) ** 2,
        probability,
        Ne(p, Rational(1, 2)),
        Ne(a, 0),
        Ne(b, 0),
    ),
    row(
        "normal posterior mean",
        (mu / v + x / w) / (1 / v + 1 / w),
        (w * mu + v * x) / (v + w),
        (v * mu + w * x) / (v + w),
        Ne(mu, x),
        Ne(v, w),
    ),
    row(
        "product of two normal exponents",
        (x - a) ** 2 / v + (x - b) ** 2 / w,
        (v + w) / (v * w) * (x - (a * w + b * v) / (v + w)) ** 2 + (a - b) ** 2 / (v + w),
        (v + w) / (v * w) * (x - (a * w + b * v) / (v + w)) ** 2,
        Ne(a, b),
    ),
    row(
        "bivariate normal exponent",
        (x**2 - 2 * rho * x * y + y**2) / (1 - rho**2),
        x**2 + (y - rho * x) ** 2 / (1 - rho**2),
        x**2 + (y - rho * x) ** 2,
        Lt(Abs(rho), 1),
        Ne(rho, 0),
    ),
    row(
        "error split into bias and variance",
        Sum((xi - theta) ** 2, data) / m,
        Sum((xi - mean_x) ** 2, data) / m + (mean_x - theta) ** 2,
        Sum((xi - mean_x) ** 2, data) / m + mean_x - theta,
    ),
    row(
        "Bernoulli information", p * (1 / p) ** 2 + (1 - p) / (1 - p) ** 2, 1 / (p * (1 - p)), p * (1 - p), probability
    ),
    row(
        "chi-square normalization",
        Integral(t ** (n / 2 - 1) * exp(-t / 2), (t, 0, oo)),
        2 ** (n / 2) * gamma(n / 2),
        2**n * gamma(n / 2),
        Gt(n, 1),
    ),
    row("Cauchy distribution function", Integral(1 / (pi * (1 + z**2)), (z, -oo, 0)), Rational(1, 2), 1),
    row("Laplace variance", Integral(z**2 * exp(-Abs(z)) / 2, (z, *everywhere)), 2, 1),
    row(
        "geometric mean through logarithms",
        exp(Sum(log(wi), data) / m),
        Product(wi, data) ** (1 / m),
        Product(wi, data) / m,
    ),
    row(
        "convex weights",
        Sum(pi_ * (xi + a), data) / Sum(pi_, data),
        Sum(pi_ * xi, data) / Sum(pi_, data) + a,
        Sum(pi_ * xi, data) / Sum(pi_, data) + m * a,
        Ne(a, 0),
    ),
)
