"""The partial derivatives of the mean squared error of a line, and the line that minimizes it (notes of Jan 21)."""

from sympy import Derivative, Eq, Function, IndexedBase, Integer, Sum, Symbol, symbols
from sympy.core.parameters import evaluate

from checker.model import Claim, Derivation, Expectation, Minimizes, Role, Slip, Status

theta0, theta1 = symbols("theta_0 theta_1", real=True)
mu_x, mu_y = symbols("mu_x mu_y", real=True)
m = Symbol("m", integer=True, positive=True)
i = Symbol("i", integer=True)
x = IndexedBase("x", real=True)
y = IndexedBase("y", real=True)
over_data = (i, 1, m)
MSE = Function("MSE", real=True)(theta0, theta1)

with evaluate(False):
    g = theta0 + theta1 * x[i] - y[i]
    mse = 1 / m * Sum(g**2, over_data)
    sum_x, sum_y = Sum(x[i], over_data), Sum(y[i], over_data)
    sum_xx, sum_xy = Sum(x[i] ** 2, over_data), Sum(x[i] * y[i], over_data)
    best_theta0 = mu_y - theta1 * mu_x
    best_theta1 = (mu_y * sum_x - sum_xy) / (mu_x * sum_x - sum_xx)
    dmse_dtheta0 = Derivative(mse, theta0)
    dmse_dtheta1 = Derivative(MSE, theta1)

    MEANINGS = (
        (MSE, mse),
        (mu_x, sum_x / m),
        (mu_y, sum_y / m),
    )

    THETA0_CLAIMS = (
        Claim(
            "0",
            r"\frac{\partial \text{MSE}}{\partial \theta_0} = 0",
            Eq(Derivative(MSE, theta0), Integer(0)),
            Role.EQUATION,
        ),
        Claim(
            "1",
            r"\frac{\partial}{\partial \theta_0}"
            r" \left(\frac{1}{m} \sum_i (\underbrace{\theta_0 + \theta_1 x_i - y_i}_g)^2 \right)",
            dmse_dtheta0,
            Role.ROOT,
        ),
        Claim(
            "2a",
            r"\frac{\partial g}{\partial \theta_0} = 1",
            Eq(Derivative(g, theta0), Integer(1)),
            Role.FACT,
        ),
        Claim(
            "2b",
            r"\frac{\partial g}{\partial \theta_1} = x_i",
            Eq(Derivative(g, theta1), x[i]),
            Role.FACT,
        ),
        Claim(
            "3",
            r"= \frac{1}{m} \sum_i 2g \cdot \frac{\partial g}{\partial \theta_0}",
            Eq(dmse_dtheta0, 1 / m * Sum(2 * g * Derivative(g, theta0), over_data)),
            Role.STEP,
            given=("1",),
            root=("1",),
        ),
        Claim(
            "4",
            r"= \frac{2}{m} \sum_i (\theta_0 + \theta_1 x_i - y_i)",
            Eq(dmse_dtheta0, 2 / m * Sum(theta0 + theta1 * x[i] - y[i], over_data)),
            Role.STEP,
            given=("3",),
            root=("1",),
        ),
        Claim(
            "5",
            r"0 = \cancel{\frac{2}{m} \left(\sum_i \theta_0 + \sum_i (\theta_1 x_i - y_i) \right)}",
            Eq(
                Integer(0),
                2 / m * (Sum(theta0, over_data) + Sum(theta1 * x[i] - y[i], over_data)),
            ),
            Role.EQUATION,
            given=("4",),
            root=("0",),
        ),
        Claim(
            "6",
            r"\theta_0 = \sum_i y_i - \theta_1 \sum_i \frac{x_i}{m}",
            Eq(theta0, sum_y - theta1 * Sum(x[i] / m, over_data)),
            Role.SOLUTION,
            given=("5",),
            root=("0",),
        ),
        Claim(
            "7",
            r"= \mu_y - \theta_1 \mu_x",
            Eq(theta0, best_theta0),
            Role.SOLUTION,
            given=("6",),
            root=("0",),
            minimum=Minimizes(MSE, (theta0,), (best_theta0,)),
        ),
    )

    THETA1_CLAIMS = (
        Claim(
            "1",
            r"\frac{\partial}{\partial \theta_1} = \frac{1}{m} \sum_i 2g \cdot \frac{\partial g}{\partial \theta_1}",
            Eq(dmse_dtheta1, 1 / m * Sum(2 * g * Derivative(g, theta1), over_data)),
            Role.FACT,
        ),
        Claim(
            "2",
            r"= \cancel{\frac{2}{m} \left(\sum_i (\theta_0 + \theta_1 x_i - y_i) \cdot x_i \right)}",
            Eq(
                dmse_dtheta1,
                2 / m * Sum((theta0 + theta1 * x[i] - y[i]) * x[i], over_data),
            ),
            Role.STEP,
            given=("1",),
            root=("1",),
        ),
        Claim(
            "3",
            r"0 = \theta_0 \sum_i x_i + \theta_1 \sum_i x_i^2 - \sum_i x_i y_i",
            Eq(Integer(0), theta0 * sum_x + theta1 * sum_xx - sum_xy),
            Role.EQUATION,
            given=("2",),
            root=("1",),
        ),
        Claim(
            "4",
            r"= (\mu_y - \theta_1 \mu_x) \sum_i x_i + \theta_1 \sum_i x_i^2 - \sum_i x_i y_i",
            Eq(Integer(0), (mu_y - theta1 * mu_x) * sum_x + theta1 * sum_xx - sum_xy),
            Role.EQUATION,
            given=("3", "theta0.7"),
            root=("1", "theta0.7"),
        ),
        Claim(
            "5",
            r"= \mu_y \sum_i x_i - \sum_i x_i y_i - \theta_1 (\mu_x \sum_i x_i - \sum_i x_i^2)",
            Eq(Integer(0), mu_y * sum_x - sum_xy - theta1 * (mu_x * sum_x - sum_xx)),
            Role.EQUATION,
            given=("4",),
            root=("1", "theta0.7"),
        ),
        Claim(
            "6",
            r"\theta_1 = \frac{\mu_y \sum_i x_i - \sum_i x_i y_i}{\mu_x \sum_i x_i - \sum_i x_i^2}",
            Eq(theta1, best_theta1),
            Role.SOLUTION,
            given=("5",),
            root=("1", "theta0.7"),
            minimum=Minimizes(MSE, (theta0, theta1), (mu_y - best_theta1 * mu_x, best_theta1)),
        ),
    )

THETA0 = Derivation(
    name="theta0",
    title="Linear regression: ∂MSE/∂θ₀, and θ₀",
    heading="Linear Regression",
    claims=THETA0_CLAIMS,
    definitions=MEANINGS,
    expects=(
        Expectation(
            "6",
            "lost 1/m on Σ yᵢ; hidden at m = 1",
            follows=Status.REFUTED,
            true=Status.REFUTED,
            slip=Slip.FIRST,
            values=("2", "-1"),  # θ₀ = 2; Σy = −2, θ₁ = −1, Σx/m = 1
        ),
        Expectation(
            "7",
            "the 1/m is back: right, but not from the line before",
            follows=Status.REFUTED,
            slip=Slip.HEALED,
        ),
    ),
)

THETA1 = Derivation(
    name="theta1",
    title="Linear regression: ∂MSE/∂θ₁, and θ₁",
    heading="Linear Regression",
    claims=THETA1_CLAIMS,
    definitions=MEANINGS,
    expects=(
        Expectation(
            "6",
            "only if the xᵢ are not all equal",
            conditions=("the x_i are not all equal",),
        ),
    ),
)

DERIVATIONS = (THETA0, THETA1)
