"""Rosenblatt's perceptron learning AND, one sample at a time.

Samples are (bias, x₁, x₂); step(z) = 1 for z ≥ 0; η = 1; the weights start at 0.
"""

from sympy import Eq, ImmutableDenseMatrix, Integer, MatAdd, MatMul, MatrixSymbol, Ne, Symbol, Transpose, Tuple
from sympy.core.parameters import evaluate

from checker.model import Claim, Derivation, Expectation, Reading, Role, Slip, Status
from checker.objects import PerceptronRun, PredictionAt, SamplesSeen, WeightsAfter, step

SAMPLES = ((1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1))
AND = (0, 0, 0, 1)


def column(*entries: int) -> ImmutableDenseMatrix:
    """A d×1 column of integers."""
    return ImmutableDenseMatrix(entries)


def row(*entries: int) -> ImmutableDenseMatrix:
    """A 1×d row of integers."""
    return ImmutableDenseMatrix([entries])


run = PerceptronRun(Tuple(*(Tuple(*sample) for sample in SAMPLES)), Tuple(*AND), Integer(1), Tuple(0, 0, 0))
eta = Symbol("eta", real=True)
w0, w1 = MatrixSymbol("w_0", 3, 1), MatrixSymbol("w_1", 3, 1)
x1, x2 = MatrixSymbol("x_1", 3, 1), MatrixSymbol("x_2", 3, 1)
w0_x1, w1_x2 = MatMul(Transpose(w0), x1), MatMul(Transpose(w1), x2)
output_1, output_2, output_3, output_4 = (PredictionAt(run, Integer(count)) for count in (1, 2, 3, 4))
after_1, after_4 = WeightsAfter(run, Integer(1)), WeightsAfter(run, Integer(4))

with evaluate(False):
    CLAIMS = (
        Claim(
            "0",
            r"\vec{w} = \vec{0}",
            Eq(WeightsAfter(run, Integer(0)), column(0, 0, 0)),
            Role.FACT,
        ),
        Claim(
            "1a",
            r"\hat{y}_1 = \vec{w}^T \vec{x}_1",
            w0_x1,
            Role.ROOT,
        ),
        Claim(
            "1b",
            r"= [0 \ 0 \ 0] \begin{bmatrix} 1 \\ 0 \\ 0 \end{bmatrix}",
            Eq(w0_x1, MatMul(row(0, 0, 0), column(1, 0, 0))),
            Role.STEP,
            given=("1a",),
            root=("1a",),
        ),
        Claim(
            "1c",
            r"= \text{step}(0)",
            Eq(output_1, step(Integer(0))),
            Role.STEP,
            given=("1b",),
            root=("1a",),
            reading=Reading.APPLIES,
        ),
        Claim(
            "1d",
            r"= 1",
            Eq(output_1, Integer(1)),
            Role.STEP,
            given=("1c",),
            root=("1a",),
        ),
        Claim(
            "2a",
            r"\vec{w} = \vec{w} + \eta(0 - 1) \vec{x}_1",
            Eq(after_1, MatAdd(w0, MatMul(eta * (0 - Integer(1)), x1))),
            Role.STEP,
            given=("1d",),
            root=("1a",),
            reading=Reading.UPDATES,
        ),
        Claim(
            "2b",
            r"= \begin{bmatrix} 0 \\ 0 \\ 0 \end{bmatrix} + (-1) \begin{bmatrix} 1 \\ 0 \\ 0 \end{bmatrix}",
            Eq(after_1, MatAdd(column(0, 0, 0), MatMul(-1, column(1, 0, 0)))),
            Role.STEP,
            given=("2a",),
            root=("2a",),
        ),
        Claim(
            "2c",
            r"= \begin{bmatrix} -1 \\ 0 \\ 0 \end{bmatrix}",
            Eq(after_1, column(-1, 0, 0)),
            Role.STEP,
            given=("2b",),
            root=("2a",),
        ),
        Claim(
            "3a",
            r"\hat{y}_2 = [-1 \ 0 \ 0] \begin{bmatrix} 1 \\ 0 \\ 0 \end{bmatrix}",
            Eq(w1_x2, MatMul(row(-1, 0, 0), column(1, 0, 0))),
            Role.STEP,
            given=("2c",),
            root=("2c",),
        ),
        Claim(
            "3b",
            r"= \text{step}(-1)",
            Eq(output_2, step(Integer(-1))),
            Role.STEP,
            given=("3a",),
            root=("3a",),
            reading=Reading.APPLIES,
        ),
        Claim(
            "3c",
            r"= 0",
            Eq(output_2, Integer(0)),
            Role.STEP,
            given=("3b",),
            root=("3a",),
        ),
        Claim(
            "7",
            "Converges\nin 22 iterations",
            Eq(SamplesSeen(run), Integer(22)),
            Role.FACT,
        ),
        Claim(
            "4",
            r"sample 3: same as \hat{y}_2",
            Eq(output_3, output_2),
            Role.STEP,
            given=("3c",),
            root=("3a",),
        ),
        Claim(
            "5",
            r"0 \neq 1",
            Ne(output_4, Integer(1)),
            Role.STEP,
            given=("2c",),
            root=("2c",),
        ),
        Claim(
            "6a",
            r"\vec{w} = \begin{bmatrix} -1 \\ 0 \\ 0 \end{bmatrix}"
            r" + (1 - 0) \begin{bmatrix} 1 \\ 0 \\ 0 \end{bmatrix}",
            Eq(after_4, MatAdd(column(-1, 0, 0), MatMul(Integer(1) - 0, column(1, 0, 0)))),
            Role.STEP,
            given=("5",),
            root=("2c",),
            reading=Reading.UPDATES,
        ),
        Claim(
            "6b",
            r"= \begin{bmatrix} 0 \\ 1 \\ 0 \end{bmatrix}",
            Eq(after_4, column(0, 1, 0)),
            Role.STEP,
            given=("6a",),
            root=("6a",),
        ),
    )

PERCEPTRON = Derivation(
    name="perceptron",
    title="Perceptron: the AND gate",
    heading="Perceptron",
    claims=CLAIMS,
    result="7",
    definitions=(
        (eta, Integer(1)),
        (w0, WeightsAfter(run, Integer(0))),
        (w1, WeightsAfter(run, Integer(1))),
        (x1, column(*SAMPLES[0])),
        (x2, column(*SAMPLES[1])),
    ),
    expects=(
        Expectation(
            "1c",
            "“=” stands for “apply step”: 0 is not step(0)",
            slip=Slip.NOTATION,
        ),
        Expectation(
            "2a",
            "the first “=” is an update: the w on the left is the new one",
            slip=Slip.NOTATION,
        ),
        Expectation(
            "3a",
            "the value is right, but the sample written is sample 1; the second row of AND is (1, 0, 1) or (1, 1, 0)",
        ),
        Expectation(
            "3b",
            "“=” stands for “apply step”",
            slip=Slip.NOTATION,
        ),
        Expectation(
            "6a",
            "sample 4 is (1, 1, 1), not (1, 0, 0): the update gives [0 1 1]ᵀ",
            follows=Status.REFUTED,
            true=Status.REFUTED,
            slip=Slip.FIRST,
            values=("[0; 1; 1]", "[0; 0; 0]"),
        ),
        Expectation(
            "6b",
            "as written it is [0 0 0]ᵀ",
            follows=Status.REFUTED,
            true=Status.REFUTED,
            slip=Slip.FURTHER,
            values=("[0; 1; 1]", "[0; 1; 0]"),
        ),
    ),
)

DERIVATIONS = (PERCEPTRON,)
