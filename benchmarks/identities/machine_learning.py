"""Identities of machine learning: activations, losses and their gradients, entropies, divergences, attention."""

from __future__ import annotations

from functools import partial

from sympy import (
    Abs,
    Derivative,
    Expr,
    Gt,
    IndexedBase,
    Integral,
    Lt,
    Max,
    Min,
    Ne,
    Product,
    Rational,
    Sum,
    cosh,
    erf,
    exp,
    log,
    oo,
    pi,
    sign,
    sqrt,
    symbols,
    tanh,
)

from benchmarks.identities.identity import Identity, entry, held, power, product, ratio

a, b, c, eta, mu, nu, u, w, x, y, z = symbols("a b c eta mu nu u w x y z", real=True)
z1, z2, z3 = symbols("z1 z2 z3", real=True)
beta, gam, lam, p, q, s, t, v = symbols("beta gamma lambda p q s t v", positive=True)
i, j, m, n, k = symbols("i j m n k", integer=True, positive=True)
theta0, theta1 = symbols("theta0 theta1", real=True)
X, Y = IndexedBase("x", real=True), IndexedBase("y", real=True)
P, Q = IndexedBase("p", positive=True), IndexedBase("q", positive=True)
xi, yi, Pi, Qi = X[i], Y[i], P[i], Q[i]
data, other = (i, 1, m), (j, 1, m)
D = Derivative
row = partial(entry, "machine_learning")
error = theta0 + theta1 * xi - yi
total_exp = exp(z1) + exp(z2) + exp(z3)
softmax1, softmax2 = exp(z1) / total_exp, exp(z2) / total_exp
prob, other_prob = Lt(p, 1), Lt(q, 1)


def sigmoid(argument: Expr) -> Expr:
    """The logistic function 1/(1+e^(−x))."""
    return 1 / (1 + exp(-argument))


IDENTITIES: tuple[Identity, ...] = (
    row("sigmoid's derivative", D(sigmoid(x), x), sigmoid(x) * (1 - sigmoid(x)), sigmoid(x) * (1 + sigmoid(x))),
    row(
        "sigmoid's derivative in exponentials",
        D(sigmoid(x), x),
        exp(-x) / (1 + exp(-x)) ** 2,
        -exp(-x) / (1 + exp(-x)) ** 2,
    ),
    row(
        "sigmoid's second derivative",
        D(sigmoid(x), (x, 2)),
        sigmoid(x) * (1 - sigmoid(x)) * (1 - 2 * sigmoid(x)),
        sigmoid(x) * (1 - sigmoid(x)) * (1 - sigmoid(x)),
    ),
    row("sigmoid reflected", sigmoid(-x), 1 - sigmoid(x), -sigmoid(x)),
    row("sigmoid with a rising exponential", sigmoid(x), exp(x) / (exp(x) + 1), exp(x) / (exp(x) - 1), Ne(x, 0)),
    row(
        "sigmoid of a line",
        D(sigmoid(w * x + b), w),
        x * sigmoid(w * x + b) * (1 - sigmoid(w * x + b)),
        sigmoid(w * x + b) * (1 - sigmoid(w * x + b)),
    ),
    row("sigmoid as hyperbolic tangent", 2 * sigmoid(2 * x) - 1, tanh(x), tanh(2 * x)),
    row("sigmoid's slope is even", sigmoid(x) * (1 - sigmoid(x)), 1 / (4 * cosh(x / 2) ** 2), 1 / (4 * cosh(x) ** 2)),
    row("softplus slope", D(log(1 + exp(x)), x), sigmoid(x), 1 - sigmoid(x)),
    row(
        "softplus with temperature",
        D(log(1 + exp(beta * x)) / beta, x),
        sigmoid(beta * x),
        sigmoid(beta * x) / beta,
        Ne(beta, 1),
    ),
    row("log sigmoid slope", D(log(sigmoid(x)), x), 1 - sigmoid(x), sigmoid(x)),
    row("log sigmoid is a softplus", log(sigmoid(x)), -log(1 + exp(-x)), -log(1 + exp(x))),
    row("softplus stable form", log(1 + exp(x)), Max(x, 0) + log(1 + exp(-Abs(x))), Max(x, 0) + log(1 + exp(Abs(x)))),
    row("tanh activation slope", D(tanh(w * x), w), x * (1 - tanh(w * x) ** 2), x * (1 - tanh(w * x))),
    row(
        "swish slope",
        D(x * sigmoid(x), x),
        sigmoid(x) + x * sigmoid(x) * (1 - sigmoid(x)),
        sigmoid(x) + sigmoid(x) * (1 - sigmoid(x)),
    ),
    row(
        "GELU slope",
        D(x * (1 + erf(x / sqrt(2))) / 2, x),
        (1 + erf(x / sqrt(2))) / 2 + x * exp(-(x**2) / 2) / sqrt(2 * pi),
        (1 + erf(x / sqrt(2))) / 2 + exp(-(x**2) / 2) / sqrt(2 * pi),
    ),
    row("rectifier as half a sum", Max(x, 0), (x + Abs(x)) / 2, (x - Abs(x)) / 2),
    row("rectifiers split a number", Max(x, 0) - Max(-x, 0), x, Abs(x)),
    row("leaky rectifier", Max(x, 0) + Min(x, 0) / 10, Max(x, x / 10), Max(x, -x / 10)),
    row("softsign slope", D(x / (1 + Abs(x)), x), 1 / (1 + Abs(x)) ** 2, 1 / (1 + Abs(x)), Ne(x, 0)),
    row(
        "cross-entropy gradient at the logit",
        D(-y * log(sigmoid(z)) - (1 - y) * log(1 - sigmoid(z)), z),
        sigmoid(z) - y,
        y - sigmoid(z),
    ),
    row(
        "cross-entropy gradient at a weight",
        D(-y * log(sigmoid(w * x)) - (1 - y) * log(1 - sigmoid(w * x)), w),
        (sigmoid(w * x) - y) * x,
        sigmoid(w * x) - y,
    ),
    row(
        "cross-entropy gradient at the probability",
        D(-y * log(p) - (1 - y) * log(1 - p), p),
        (p - y) / (p * (1 - p)),
        (p - y) / (p * (1 + p)),
        prob,
    ),
    row(
        "cross-entropy from logits",
        -y * log(sigmoid(z)) - (1 - y) * log(1 - sigmoid(z)),
        log(1 + exp(z)) - y * z,
        log(1 + exp(z)) + y * z,
    ),
    row(
        "cross-entropy curvature",
        D(log(1 + exp(w * x)) - y * w * x, (w, 2)),
        x**2 * sigmoid(w * x) * (1 - sigmoid(w * x)),
        x * sigmoid(w * x) * (1 - sigmoid(w * x)),
    ),
    row("logistic loss with signed labels", D(log(1 + exp(-y * z)), z), -y * sigmoid(-y * z), -y * sigmoid(y * z)),
    row(
        "logistic regression gradient over data",
        D(Sum(log(1 + exp(w * xi)) - yi * w * xi, data), w),
        Sum((sigmoid(w * xi) - yi) * xi, data),
        Sum(sigmoid(w * xi) - yi, data),
    ),
    row("softmax diagonal derivative", D(softmax1, z1), softmax1 * (1 - softmax1), softmax1 * (1 - softmax2)),
    row("softmax off-diagonal derivative", D(softmax1, z2), -softmax1 * softmax2, softmax1 * softmax2),
    row("softmax adds to one", softmax1 + softmax2 + exp(z3) / total_exp, 1, total_exp),
    row(
        "softmax shifted",
        softmax1,
        exp(z1 - c) / (exp(z1 - c) + exp(z2 - c) + exp(z3 - c)),
        exp(z1 - c) / (exp(z1 - c) + exp(z2) + exp(z3)),
    ),
    row("softmax of two classes", exp(z1) / (exp(z1) + exp(z2)), sigmoid(z1 - z2), sigmoid(z1 + z2)),
    row("log softmax", log(softmax1), z1 - log(total_exp), log(z1 / total_exp), Gt(z1, 0)),
    row("log softmax derivative", D(log(softmax1), z1), 1 - softmax1, -softmax1),
    row("log-sum-exp gradient", D(log(total_exp), z2), softmax2, 1 / total_exp),
    row("log-sum-exp curvature", D(log(total_exp), z1, z2), -softmax1 * softmax2, softmax1 * (1 - softmax2)),
    row(
        "log-sum-exp shifted over data",
        log(Sum(exp(xi), data)),
        c + log(Sum(exp(xi - c), data)),
        c + log(Sum(exp(xi), data) - c),
        Lt(c, 0),
    ),
    row("softmax over data adds to one", Sum(exp(xi) / Sum(exp(X[j]), other), data), 1, m),
    row(
        "partition function gives the mean",
        D(log(Sum(exp(t * xi), data)), t),
        Sum(xi * exp(t * xi), data) / Sum(exp(t * xi), data),
        Sum(exp(t * xi), data) / Sum(xi * exp(t * xi), data),
    ),
    row(
        "partition function gives the variance",
        D(log(Sum(exp(t * xi), data)), (t, 2)),
        Sum(xi**2 * exp(t * xi), data) / Sum(exp(t * xi), data)
        - (Sum(xi * exp(t * xi), data) / Sum(exp(t * xi), data)) ** 2,
        Sum(xi**2 * exp(t * xi), data) / Sum(exp(t * xi), data) - Sum(xi * exp(t * xi), data) / Sum(exp(t * xi), data),
    ),
    row(
        "squared error, intercept",
        D(Sum(error**2, data) / m, theta0),
        2 * Sum(error, data) / m,
        2 * Sum(error * xi, data) / m,
    ),
    row(
        "squared error, slope",
        D(Sum(error**2, data) / m, theta1),
        2 * Sum(error * xi, data) / m,
        2 * Sum(error * yi, data) / m,
    ),
    row(
        "squared error, curvature",
        D(Sum(error**2, data) / m, (theta1, 2)),
        2 * Sum(xi**2, data) / m,
        2 * Sum(xi, data) / m,
    ),
    row(
        "squared error, mixed curvature",
        D(Sum(error**2, data) / (2 * m), theta0, theta1),
        Sum(xi, data) / m,
        Sum(xi**2, data) / m,
    ),
    row(
        "ridge gradient",
        D(Sum((w * xi - yi) ** 2, data) + lam * w**2, w),
        2 * Sum(xi * (w * xi - yi), data) + 2 * lam * w,
        2 * Sum(xi * (w * xi - yi), data) + lam * w,
        Ne(w, 0),
    ),
    row(
        "weight decay in a step",
        w - eta * (u + lam * w),
        (1 - eta * lam) * w - eta * u,
        (1 - lam) * w - eta * u,
        Ne(eta, 1),
        Ne(w, 0),
    ),
    row(
        "momentum unrolled twice",
        beta * (beta * v + a) + b,
        beta**2 * v + beta * a + b,
        beta * v + beta * a + b,
        Ne(beta, 1),
    ),
    row(
        "moving average unrolled",
        Sum((1 - beta) * beta ** (n - k), (k, 1, n)),
        1 - beta**n,
        1 - beta ** (n + 1),
        Ne(beta, 1),
    ),
    row("moving average of a constant", beta * a + (1 - beta) * a, a, beta * a, Ne(beta, 1), Ne(a, 0)),
    row(
        "discounted return",
        a + gam * (b + gam * (c + gam * x)),
        a + gam * b + gam**2 * c + gam**3 * x,
        a + gam * b + gam * c + gam * x,
        Ne(gam, 1),
    ),
    row(
        "gradient step on a parabola",
        x - eta * D(a * x**2 / 2, x),
        (1 - eta * a) * x,
        (1 - eta) * a * x,
        Ne(a, 1),
        Ne(x, 0),
    ),
    row("Newton's step on a parabola", x - (a * x + b) / a, -b / a, b / a, Ne(a, 0), Ne(b, 0)),
    row(
        "binary entropy slope",
        D(-p * log(p) - (1 - p) * log(1 - p), p),
        log((1 - p) / p),
        log(p / (1 - p)),
        prob,
        Ne(p, Rational(1, 2)),
    ),
    row(
        "binary entropy curvature",
        D(-p * log(p) - (1 - p) * log(1 - p), (p, 2)),
        -1 / (p * (1 - p)),
        1 / (p * (1 - p)),
        prob,
    ),
    row(
        "binary divergence",
        p * log(p / q) + (1 - p) * log((1 - p) / (1 - q)),
        -p * log(q) - (1 - p) * log(1 - q) + p * log(p) + (1 - p) * log(1 - p),
        -p * log(q) - (1 - p) * log(1 - q) - p * log(p) - (1 - p) * log(1 - p),
        prob,
        other_prob,
    ),
    row(
        "binary divergence slope",
        D(p * log(p / q) + (1 - p) * log((1 - p) / (1 - q)), q),
        (q - p) / (q * (1 - q)),
        (p - q) / (q * (1 - q)),
        prob,
        other_prob,
        Ne(p, q),
    ),
    row(
        "divergence splits",
        Sum(Pi * log(Pi / Qi), data),
        Sum(Pi * log(Pi), data) - Sum(Pi * log(Qi), data),
        Sum(Pi * log(Pi), data) + Sum(Pi * log(Qi), data),
    ),
    row(
        "entropy of a product distribution",
        -Sum(Sum(Pi * Q[j] * log(Pi * Q[j]), data), other),
        -Sum(Qi, data) * Sum(Pi * log(Pi), data) - Sum(Pi, data) * Sum(Qi * log(Qi), data),
        Sum(Pi * log(Pi), data) * Sum(Qi * log(Qi), data),
    ),
    row(
        "entropy of scaled weights",
        -Sum(s * Pi * log(s * Pi), data),
        -s * Sum(Pi * log(Pi), data) - s * log(s) * Sum(Pi, data),
        -s * Sum(Pi * log(Pi), data) - log(s) * Sum(Pi, data),
        Ne(s, 1),
    ),
    row("uniform entropy", -Sum(held(log, 1 / m) / m, data), log(m), m * log(m), Gt(m, 1)),
    row(
        "normal divergence",
        log(t / s) + (s**2 + (mu - nu) ** 2) / (2 * t**2) - Rational(1, 2),
        (s**2 / t**2 - 1 - log(s**2 / t**2) + (mu - nu) ** 2 / t**2) / 2,
        (s**2 / t**2 - 1 + log(s**2 / t**2) + (mu - nu) ** 2 / t**2) / 2,
        Ne(s, t),
    ),
    row(
        "normal divergence's gradient in the mean",
        D(log(t / s) + (s**2 + (mu - nu) ** 2) / (2 * t**2), mu),
        (mu - nu) / t**2,
        (nu - mu) / t**2,
        Ne(mu, nu),
    ),
    row("variational penalty slope", D((s**2 + mu**2 - 1 - log(s**2)) / 2, s), s - 1 / s, s - 1 / (2 * s)),
    row(
        "normal entropy",
        Integral(exp(-(z**2) / 2) / sqrt(2 * pi) * (z**2 / 2 + log(2 * pi) / 2), (z, -oo, oo)),
        (1 + log(2 * pi)) / 2,
        log(2 * pi) / 2,
    ),
    row("Huber slope in the middle", D(x**2 / 2, x) + D(s * (Abs(x) - s / 2), x), x + s * sign(x), x + s, Lt(x, 0)),
    row(
        "pseudo-Huber slope",
        D(s**2 * (sqrt(1 + (x / s) ** 2) - 1), x),
        x / sqrt(1 + (x / s) ** 2),
        s * x / sqrt(1 + (x / s) ** 2),
        Ne(s, 1),
        Ne(x, 0),
    ),
    row("log-cosh loss slope", D(log(cosh(w * x - y)), w), x * tanh(w * x - y), tanh(w * x - y)),
    row(
        "hinge as a maximum",
        Max(0, 1 - y * z),
        (1 - y * z + Abs(1 - y * z)) / 2,
        (1 - y * z - Abs(1 - y * z)) / 2,
        Lt(y * z, 1),
    ),
    row(
        "focal loss slope",
        D(-((1 - p) ** 2) * log(p), p),
        2 * (1 - p) * log(p) - (1 - p) ** 2 / p,
        -2 * (1 - p) * log(p) - (1 - p) ** 2 / p,
        prob,
    ),
    row(
        "exponential loss",
        D(exp(-y * (z + a * x)), a),
        -y * x * exp(-y * z) * exp(-a * x * y),
        y * x * exp(-y * z) * exp(-a * x * y),
    ),
    row(
        "boosting weight",
        exp(log((1 - p) / p) / 2),
        power((1 - p) / p, Rational(1, 2)),
        power(p / (1 - p), Rational(1, 2)),
        prob,
        Ne(p, Rational(1, 2)),
    ),
    row(
        "boosting normalizer",
        (1 - p) * sqrt(p / (1 - p)) + p * sqrt((1 - p) / p),
        2 * sqrt(p * (1 - p)),
        sqrt(p * (1 - p)),
        prob,
    ),
    row(
        "attention of two keys",
        (exp(a * b / sqrt(s)) * x + exp(a * c / sqrt(s)) * y) / (exp(a * b / sqrt(s)) + exp(a * c / sqrt(s))),
        y + (x - y) * sigmoid(a * (b - c) / sqrt(s)),
        x + (x - y) * sigmoid(a * (b - c) / sqrt(s)),
        Ne(x, y),
    ),
    row(
        "radial kernel expanded",
        exp(-gam * (x - y) ** 2),
        exp(-gam * x**2) * exp(2 * gam * x * y) * exp(-gam * y**2),
        exp(-gam * x**2) * exp(gam * x * y) * exp(-gam * y**2),
    ),
    row(
        "polynomial kernel as features",
        (a * x + b * y + c) ** 2,
        a**2 * x**2 + b**2 * y**2 + c**2 + 2 * a * b * x * y + 2 * a * c * x + 2 * b * c * y,
        a**2 * x**2 + b**2 * y**2 + c**2 + a * b * x * y + a * c * x + b * c * y,
    ),
    row(
        "distance from inner products",
        Sum((xi - yi) ** 2, data),
        Sum(xi**2, data) + Sum(yi**2, data) - 2 * Sum(xi * yi, data),
        Sum(xi**2, data) + Sum(yi**2, data) - Sum(xi * yi, data),
    ),
    row(
        "weighted score from precision and recall",
        (1 + beta**2) / (1 / p + beta**2 / q),
        (1 + beta**2) * p * q / (q + beta**2 * p),
        (1 + beta**2) * p * q / (p + beta**2 * q),
        Ne(p, q),
        Ne(beta, 1),
    ),
    row(
        "harmonic score from counts",
        product(2, ratio(s / (s + t) * s / (s + v), s / (s + t) + s / (s + v))),
        2 * s / (2 * s + t + v),
        s / (s + t + v),
    ),
    row(
        "batch normalization's centring",
        D((x - (x + y + z) / 3) ** 2, x),
        Rational(4, 3) * (x - (x + y + z) / 3),
        2 * (x - (x + y + z) / 3),
    ),
    row(
        "backpropagated two-layer weight",
        D((a * tanh(w * x) - y) ** 2 / 2, w),
        (a * tanh(w * x) - y) * a * x * (1 - tanh(w * x) ** 2),
        (a * tanh(w * x) - y) * x * (1 - tanh(w * x) ** 2),
    ),
    row(
        "naive likelihood's logarithm",
        log(Product(Pi * Qi**2, data)),
        Sum(log(Pi) + 2 * log(Qi), data),
        Sum(log(Pi) * 2 * log(Qi), data),
    ),
    row(
        "perplexity",
        exp(-Sum(log(Pi), data) / m),
        Product(1 / Pi, data) ** (1 / m),
        Product(Pi, data) ** (1 / m),
    ),
    row(
        "log ratio trick",
        D(log(1 + theta0**2), theta0) * (1 + theta0**2),
        D(1 + theta0**2, theta0),
        D(1 + theta0**2, theta0) * (1 + theta0**2),
    ),
    row(
        "soft threshold",
        sign(x) * Max(Abs(x) - s, 0),
        Max(x - s, 0) - Max(-x - s, 0),
        Max(x - s, 0) + Max(-x - s, 0),
        Lt(x + s, 0),
    ),
    row(
        "inverse learning rate schedule",
        s / (1 + t * n) - s / (1 + t * (n + 1)),
        s * t / ((1 + t * n) * (1 + t * (n + 1))),
        s / ((1 + t * n) * (1 + t * (n + 1))),
        Ne(t, 1),
    ),
)
