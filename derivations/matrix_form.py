"""The gradient of the mean squared error in matrix form, and the normal equation (notes of Jan 21).

The notes write Xθ as `\\vec{x}_{\\theta}` and the m×n data matrix X as `\\vec{x}`.
"""

from sympy import Eq, Integer, Inverse, MatAdd, MatMul, MatrixSymbol, Sum, Symbol, Transpose, ZeroMatrix

from checker.model import Claim, Derivation, Expectation, Minimizes, Role, Slip, Status
from checker.objects import Gradient

m = Symbol("m", integer=True, positive=True)
n = Symbol("n", integer=True, positive=True)
i = Symbol("i", integer=True)
scale = Symbol("a", real=True)
X = MatrixSymbol("X", m, n)
theta = MatrixSymbol("theta", n, 1)
y = MatrixSymbol("y", m, 1)
x = MatrixSymbol("x", n, 1)
a = MatrixSymbol("a", n, 1)

Xt, thetat, yt = Transpose(X), Transpose(theta), Transpose(y)
residual = MatAdd(MatMul(X, theta), MatMul(-1, y))
mse = MatMul(1 / m, Transpose(residual), residual)
quadratic = MatMul(thetat, Xt, X, theta)
best_theta = MatMul(Inverse(MatMul(Xt, X)), MatMul(Xt, y))
gradient = Gradient(mse, theta)
line_10 = MatMul(2 / m, Xt, residual)


def equal(left: object, right: object) -> Eq:
    """Equality left standing: SymPy would fold `θᵀθ = Σθᵢ²` to false, not seeing that a 1×1 matrix is a scalar."""
    return Eq(left, right, evaluate=False)


GRADIENT_CLAIMS = (
    Claim(
        "1",
        r"\frac{d}{dx} (\vec{a} \vec{x}) = \vec{a}",
        equal(Gradient(MatMul(Transpose(a), x), x), a),
        Role.FACT,
    ),
    Claim(
        "2",
        r"\frac{d}{dx} (\vec{a} \vec{x}^T \vec{x})",
        Gradient(MatMul(scale, Transpose(x), x), x),
        Role.UNFINISHED,
        completion=MatMul(2, scale, x),
    ),
    Claim(
        "4a",
        r"\frac{1}{m} (\vec{x}_{\theta} - \vec{y})^T (\vec{x}_{\theta} - \vec{y})",
        mse,
        Role.ROOT,
    ),
    Claim(
        "3",
        r"(\vec{x}_{\theta})^T = \vec{\theta}^T \vec{x}^T",
        equal(Transpose(MatMul(X, theta)), MatMul(thetat, Xt)),
        Role.FACT,
    ),
    Claim(
        "4b",
        r"\frac{1}{m} (\vec{\theta}^T \vec{x}^T - \vec{y}^T) (\vec{x}_{\theta} - \vec{y})",
        equal(mse, MatMul(1 / m, MatAdd(MatMul(thetat, Xt), MatMul(-1, yt)), residual)),
        Role.STEP,
        given=("4a",),
        root=("4a",),
    ),
    Claim(
        "5",
        r"= \vec{\theta}^T \vec{x}^T \vec{x}_{\theta} - \vec{\theta}^T \vec{x}^T \vec{y} - \vec{y}^T \vec{x}_{\theta}",
        equal(mse, MatAdd(quadratic, MatMul(-1, thetat, Xt, y), MatMul(-1, yt, X, theta))),
        Role.STEP,
        given=("4b",),
        root=("4a",),
    ),
    Claim(
        "6",
        r"= \vec{\theta}^T \vec{x}^T \vec{x}_{\theta}"
        r" - 2 \vec{\theta}^T \vec{x}^T \vec{y} + \vec{y}^T \vec{y}",
        equal(mse, MatAdd(quadratic, MatMul(-2, thetat, Xt, y), MatMul(yt, y))),
        Role.STEP,
        given=("5",),
        root=("4a",),
    ),
    Claim(
        "7",
        r"\vec{\theta}^T \vec{\theta} = \sum_i \theta_i^2",
        equal(MatMul(thetat, theta), Sum(theta[i, 0] ** 2, (i, 0, n - 1))),
        Role.FACT,
    ),
    Claim(
        "8",
        r"\frac{\partial}{\partial \theta} = 2 \vec{x}^T \vec{\theta}",
        equal(Gradient(quadratic, theta), MatMul(2, Xt, theta)),
        Role.FACT,
    ),
    Claim(
        "9",
        r"\nabla_{\theta} = \frac{1}{m} (2 \vec{x}^T \vec{\theta} - 2 \vec{x}^T \vec{y})",
        equal(gradient, MatMul(1 / m, MatAdd(MatMul(2, Xt, theta), MatMul(-2, Xt, y)))),
        Role.STEP,
        given=("6", "8"),
        root=("4a",),
    ),
    Claim(
        "10",
        r"= \frac{2 \vec{x}^T}{m} (\vec{x}_{\theta} - \vec{y})",
        equal(gradient, line_10),
        Role.STEP,
        given=("9",),
        root=("4a",),
    ),
)

NORMAL_CLAIMS = (
    Claim(
        "1",
        r"\frac{\partial}{\partial \theta} = 0",
        equal(gradient, ZeroMatrix(n, Integer(1))),
        Role.EQUATION,
    ),
    Claim(
        "2",
        r"\vec{\theta} = (\vec{x}^T \vec{x})^{-1} (\vec{x}^T \vec{y})",
        equal(theta, best_theta),
        Role.SOLUTION,
        given=("matrix-gradient.10",),
        root=("1",),
        minimum=Minimizes(mse, (theta,), (best_theta,)),
    ),
)

MATRIX_GRADIENT = Derivation(
    name="matrix-gradient",
    title="Matrix form: the gradient of the MSE",
    heading="Matrix Form",
    claims=GRADIENT_CLAIMS,
    expects=(
        Expectation(
            "2",
            "no right-hand side: unfinished (it is 2ax)",
            slip=Slip.UNFINISHED,
        ),
        Expectation(
            "5",
            "lost 1/m and +yᵀy",
            follows=Status.REFUTED,
            true=Status.REFUTED,
            slip=Slip.FIRST,
            values=("25", "40"),  # Xθ = (−4, −2), y = (1, 3): 50/2; 20 + 10 + 10
        ),
        Expectation(
            "6",
            "yᵀy is back, 1/m is still lost; grouping the middle terms is right: each is a scalar, its own transpose",
            follows=Status.REFUTED,
            true=Status.REFUTED,
            slip=Slip.INHERITED,
            values=("25", "50"),  # the same point: 20 + 20 + 10
        ),
        Expectation(
            "8",
            "shapes: Xᵀ is n×m, θ is n×1; lost X: ∂(θᵀXᵀXθ)/∂θ = 2XᵀXθ",
            true=Status.ILL_FORMED,
            slip=Slip.FIRST,
            # m = n = 5, all five columns of X are (−1, 1, 2, 2, 1): 2·(1 + 1 + 4 + 4 + 1)·9; 2·(4 + 4 + 3)
            values=("[198; 198; 198; 198; 198]", "[22; 22; 22; 22; 22]"),
        ),
        Expectation(
            "9",
            "the same lost X",
            follows=Status.ILL_FORMED,
            true=Status.ILL_FORMED,
            slip=Slip.INHERITED,
            # the same point, with Xᵀy = −3 in every entry: (198 + 6)/5; (22 + 6)/5
            values=(
                "[40.8000000000; 40.8000000000; 40.8000000000; 40.8000000000; 40.8000000000]",
                "[28/5; 28/5; 28/5; 28/5; 28/5]",
            ),
        ),
        Expectation(
            "10",
            "the lost X is back: the gradient of the MSE, but not from the line before",
            follows=Status.ILL_FORMED,
            slip=Slip.HEALED,
        ),
    ),
)

NORMAL_EQUATION = Derivation(
    name="normal-equation",
    title="Matrix form: the normal equation",
    heading="Matrix Form",
    claims=NORMAL_CLAIMS,
    expects=(
        Expectation(
            "2",
            "only if X has full column rank; then it is the one minimum",
            conditions=("X has full column rank (XᵀX invertible)",),
        ),
    ),
)

DERIVATIONS = (MATRIX_GRADIENT, NORMAL_EQUATION)
