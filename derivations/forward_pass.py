"""A forward pass through two layers of weights, in decimals."""

from sympy import Eq, ImmutableDenseMatrix, MatMul, MatrixSymbol, Rational
from sympy.core.parameters import evaluate

from checker.model import Claim, Derivation, Expectation, Reading, Role, Slip

x = MatrixSymbol("x", 1, 2)
W1 = MatrixSymbol("W1", 2, 2)
W2 = MatrixSymbol("W2", 2, 1)
hidden_layer = MatMul(x, W1)
y_hat = MatMul(hidden_layer, W2)


def decimal(digits: str) -> Rational:
    """A decimal as it is written, exact."""
    return Rational(digits)


row = ImmutableDenseMatrix([[2, 3]])
weights_1 = ImmutableDenseMatrix([[decimal("-0.78"), decimal("0.13")], [decimal("0.85"), decimal("0.23")]])
weights_2 = ImmutableDenseMatrix([decimal("1.8"), decimal("0.4")])
hidden = ImmutableDenseMatrix([[decimal("0.99"), decimal("0.95")]])

with evaluate(False):
    worked_hidden = ImmutableDenseMatrix(
        [[2 * decimal("-0.78") + 3 * decimal("0.85"), 2 * decimal("0.13") + 3 * decimal("0.23")]]
    )
    worked_output = ImmutableDenseMatrix([[decimal("0.99") * decimal("1.8") + decimal("0.95") * decimal("0.4")]])

    CLAIMS = (
        Claim(
            "1a",
            r"\hat{y} = \underbrace{x w^{(1)} w^{(2)}}"
            r"_{[2 \ 3] \begin{bmatrix} -0.78 & 0.13 \\ 0.85 & 0.23 \end{bmatrix}}",
            Eq(hidden_layer, MatMul(row, weights_1)),
            Role.FACT,
            reading=Reading.NAMES_A_PART,
        ),
        Claim(
            "1b",
            r"= [2 \times -0.78 + 3 \times 0.85 \quad 2 \times 0.13 + 3 \times 0.23]",
            Eq(hidden_layer, worked_hidden),
            Role.STEP,
            given=("1a",),
            root=("1a",),
        ),
        Claim(
            "1c",
            r"= [0.99 \quad 0.95]",
            Eq(hidden_layer, hidden),
            Role.STEP,
            given=("1b",),
            root=("1a",),
        ),
        Claim(
            "2a",
            r"[0.99 \quad 0.95] \begin{bmatrix} 1.8 \\ 0.4 \end{bmatrix}",
            Eq(y_hat, MatMul(hidden, weights_2)),
            Role.STEP,
            given=("1c",),
            root=("1a",),
        ),
        Claim(
            "2b",
            r"= [0.99 \times 1.8 + 0.95 \times 0.4]",
            Eq(y_hat, worked_output),
            Role.STEP,
            given=("2a",),
            root=("1a",),
        ),
        Claim(
            "2c",
            r"= 2.162",
            Eq(y_hat, decimal("2.162")),
            Role.STEP,
            given=("2b",),
            root=("1a",),
        ),
    )

FORWARD_PASS = Derivation(
    name="forward-pass",
    title="Forward pass",
    heading="Example : forward pass",
    claims=CLAIMS,
    definitions=((x, row), (W1, weights_1), (W2, weights_2)),
    expects=(
        Expectation(
            "1a",
            "the brace under x W⁽¹⁾ W⁽²⁾ holds only x W⁽¹⁾",
            slip=Slip.NOTATION,
        ),
    ),
)

DERIVATIONS = (FORWARD_PASS,)
