"""Networks, logistic regression, cross-entropy, Gaussian models: the matrix identities of machine learning.

Bishop 2006, "Pattern Recognition and Machine Learning", ch. 3 to 5; Goodfellow, Bengio and Courville 2016, ch. 6.
"""

from __future__ import annotations

from sympy import DiagMatrix, Max, Sum, exp, log, tanh
from sympy import Identity as Unit
from sympy import Q as Is

from benchmarks.identities.identity import Identity, power
from benchmarks.identities.matrix_notation import (
    S,
    T,
    W,
    X,
    a,
    each,
    entry,
    eye,
    had,
    half,
    i,
    inv,
    j,
    lam,
    logistic,
    m,
    minus,
    mu,
    n,
    one,
    ones,
    p,
    plus,
    r,
    raised,
    sigma,
    softmax,
    times,
    tr,
    w,
    x,
    y,
    z,
)
from checker.objects import Gradient, Jacobian, step

score = times(X, w)
chance = each(logistic, score)
loss = minus(plus(times(T(y), each(log, chance)), times(T(plus(ones, minus(y))), each(log, plus(ones, minus(chance))))))
softplus_loss = plus(times(T(ones), each(lambda e: log(1 + exp(e)), score)), minus(times(T(y), score)))
residual = plus(score, minus(y))

hidden = each(logistic, times(W, x))
output = times(T(p), hidden)
slope = had(hidden, plus(ones, minus(hidden)))
active = each(lambda e: Max(0, e), times(W, x))
bent = each(tanh, times(W, x))
weights = softmax(z)
target = a
spread = plus(x, minus(mu))

IDENTITIES: tuple[Identity, ...] = (
    entry(
        "logistic regression: gradient",
        Gradient(loss, w),
        times(T(X), plus(chance, minus(y))),
        times(T(X), plus(y, minus(chance))),
    ),
    entry(
        "logistic regression: gradient of the softplus form",
        Gradient(softplus_loss, w),
        times(T(X), plus(chance, minus(y))),
        times(T(X), chance),
    ),
    entry(
        "logistic regression: Hessian",
        Jacobian(Gradient(softplus_loss, w), w),
        times(T(X), DiagMatrix(had(chance, plus(ones, minus(chance)))), X),
        times(T(X), DiagMatrix(chance), X),
    ),
    entry(
        "logistic regression: penalized gradient",
        Gradient(plus(softplus_loss, times(lam * half, T(w), w)), w),
        plus(times(T(X), plus(chance, minus(y))), times(lam, w)),
        plus(times(T(X), plus(chance, minus(y))), times(2, lam, w)),
    ),
    entry(
        "sigmoid of a negative column",
        each(logistic, minus(z)),
        plus(one, minus(each(logistic, z))),
        plus(one, each(logistic, z)),
    ),
    entry(
        "sigmoid by the hyperbolic tangent",
        each(logistic, z),
        times(half, plus(one, each(tanh, times(half, z)))),
        times(half, plus(one, each(tanh, z))),
    ),
    entry("exp of a sum", each(exp, plus(x, w)), had(each(exp, x), each(exp, w)), plus(each(exp, x), each(exp, w))),
    entry("log of exp", each(log, each(exp, z)), z, each(exp, z)),
    entry("two layers: gradient in the outer weights", Gradient(output, p), hidden, slope),
    entry(
        "two layers: gradient in the inner weights",
        Gradient(output, W),
        times(had(p, slope), T(x)),
        times(had(p, hidden), T(x)),
    ),
    entry("two layers: gradient in the input", Gradient(output, x), times(T(W), had(p, slope)), times(T(W), slope)),
    entry(
        "two layers: squared error",
        Gradient(half * tr(times(plus(output, minus(times(T(r), y))), plus(output, minus(times(T(r), y))))), p),
        times(tr(output) - tr(times(T(r), y)), hidden),
        times(2 * (tr(output) - tr(times(T(r), y))), hidden),
    ),
    entry(
        "hyperbolic tangent layer: gradient in the weights",
        Gradient(times(T(p), bent), W),
        times(had(p, plus(ones, minus(raised(bent, 2)))), T(x)),
        times(had(p, plus(ones, minus(bent))), T(x)),
    ),
    entry("layer of rectifiers: gradient in the outer weights", Gradient(times(T(p), active), p), active, times(W, x)),
    entry("rectifier by a step", active, had(each(step, times(W, x)), times(W, x)), each(step, times(W, x))),
    entry(
        "layer with squared loss: gradient in the weights",
        Gradient(half * tr(times(T(plus(hidden, minus(y))), plus(hidden, minus(y)))), W),
        times(had(plus(hidden, minus(y)), slope), T(x)),
        times(had(plus(hidden, minus(y)), hidden), T(x)),
    ),
    entry(
        "linear layer: gradient in the weights",
        Gradient(half * tr(times(T(plus(times(W, x), minus(y))), plus(times(W, x), minus(y)))), W),
        times(plus(times(W, x), minus(y)), T(x)),
        times(2, plus(times(W, x), minus(y)), T(x)),
    ),
    entry("softmax sums to one", times(T(one), weights), 1, times(T(one), each(exp, z))),
    entry("softmax is invariant under a shift", softmax(plus(z, times(lam, one))), weights, softmax(times(lam, z))),
    entry(
        "cross-entropy of a softmax: any target",
        Gradient(minus(times(T(target), each(log, weights))), z),
        plus(times(tr(times(T(one), target)), weights), minus(target)),
        plus(target, minus(weights)),
    ),
    entry(
        "log-softmax",
        each(log, weights),
        plus(z, times(-log(tr(times(T(one), each(exp, z)))), one)),
        plus(z, times(log(tr(times(T(one), each(exp, z)))), one)),
    ),
    entry(
        "ridge solution is stationary",
        times(plus(times(T(X), X), times(lam, eye)), inv(plus(times(T(X), X), times(lam, eye))), T(X), y),
        times(T(X), y),
        times(X.T, X, T(X), y),
    ),
    entry(
        "weighted normal equations",
        times(
            T(X), DiagMatrix(p), plus(y, minus(times(X, inv(times(T(X), DiagMatrix(p), X)), T(X), DiagMatrix(p), y)))
        ),
        times(0, w),
        times(T(X), DiagMatrix(p), y),
        m >= n,
    ),
    entry(
        "Gaussian exponent, expanded",
        times(-half, T(spread), inv(S), spread),
        plus(times(-half, T(x), inv(S), x), times(T(mu), inv(S), x), times(-half, T(mu), inv(S), mu)),
        plus(times(-half, T(x), inv(S), x), times(T(mu), inv(S), x)),
        Is.positive_definite(S),
    ),
    entry(
        "precision of a posterior",
        inv(plus(times(power(sigma, -2), eye), times(T(X), X))),
        times(sigma**2, plus(eye, minus(times(T(X), inv(plus(times(power(sigma, -2), Unit(m)), times(X, T(X)))), X)))),
        times(sigma**2, plus(eye, times(T(X), inv(plus(times(power(sigma, -2), Unit(m)), times(X, T(X)))), X))),
    ),
    entry(
        "mean squared error by entries",
        Sum((Sum(X[i, j] * w[j, 0], (j, 0, n - 1)) - y[i, 0]) ** 2, (i, 0, m - 1)) / m,
        times(power(m, -1), T(residual), residual),
        times(T(residual), residual),
    ),
    entry(
        "gradient of mean squared error",
        Gradient(times(power(m, -1), T(residual), residual), w),
        times(2 / m, T(X), residual),
        times(1 / m, T(X), residual),
    ),
    entry("explained variance", tr(times(T(W), W, S)), tr(times(W, S, T(W))), tr(times(T(W), W)) * tr(S)),
    entry(
        "mean of a shifted sample",
        times(power(m, -1), T(plus(y, times(lam, ones))), ones),
        plus(times(power(m, -1), T(y), ones), times(lam, Unit(1))),
        times(power(m, -1), T(y), ones),
    ),
    entry(
        "step of gradient descent on a quadratic",
        plus(w, minus(times(lam, plus(times(S, w), minus(a))))),
        plus(times(plus(eye, minus(times(lam, S))), w), times(lam, a)),
        plus(times(plus(eye, minus(times(lam, S))), w), minus(times(lam, a))),
    ),
)
