"""The SymPy heads that SymPy lacks: gradients and Jacobians left standing, a step function, a run of the perceptron."""

from __future__ import annotations

from sympy import Expr, Function, Integer, MatrixExpr, Tuple
from sympy.core.basic import Basic


class Gradient(MatrixExpr):  # type: ignore[misc]  # SymPy ships no types
    """∇ of a scalar with respect to an n×1 vector, left standing: an n×1 column.

    `Gradient(f, x)`; f is a scalar, written as a 1×1 matrix expression or a scalar
    expression. The entries of x are taken as independent, and f as it is written, even where x is
    declared symmetric: then the gradient is taken first and symmetry used after. x may be a matrix
    too; the gradient has its shape. (Petersen and Pedersen 2012, "The Matrix Cookbook", §2.4:
    denominator layout.)
    """

    def __new__(cls, expression: Basic, variable: MatrixExpr) -> Gradient:
        _need_matrix(variable)
        return Basic.__new__(cls, expression, variable)  # type: ignore[no-any-return]

    @property
    def shape(self) -> tuple[Expr, Expr]:
        return self.args[1].shape  # type: ignore[no-any-return]


class Jacobian(MatrixExpr):  # type: ignore[misc]  # SymPy ships no types
    """The m×n matrix of ∂F_i/∂x_j, left standing: row i for the function, column j for the variable.

    `Jacobian(F, x)`; F is m×1 (a scalar counts as 1×1), x is n×1. The Hessian of a scalar f is
    `Jacobian(Gradient(f, x), x)`. (Magnus and Neudecker 2019, §5.6: dF = J dx.)
    """

    def __new__(cls, column: Basic, variable: MatrixExpr) -> Jacobian:
        _need_matrix(variable)
        return Basic.__new__(cls, column, variable)  # type: ignore[no-any-return]

    @property
    def shape(self) -> tuple[Expr, Expr]:
        column = self.args[0]
        rows = column.shape[0] if isinstance(column, MatrixExpr) else Integer(1)
        return (rows, self.args[1].shape[0])


def _need_matrix(variable: Basic) -> None:
    """Raises TypeError for a variable that is no vector or matrix."""
    if not variable.is_Matrix:
        raise TypeError(f"a gradient with respect to {variable}, which is no vector and no matrix")


class step(Function):  # type: ignore[misc]  # SymPy ships no types  # noqa: N801  # SymPy's functions are lower case
    """The unit step of the notes: step(z) = 1 for z ≥ 0, 0 below (Rosenblatt 1958)."""

    nargs = 1


class BigO(Function):  # type: ignore[misc]  # SymPy ships no types
    """O(xⁿ), a term of which nothing but its order is known (Landau 1909); SymPy's own adds terms up by itself."""

    nargs = 1


class PerceptronRun(Basic):  # type: ignore[misc]  # SymPy ships no types
    """Rosenblatt's learning rule on labelled samples, one sample at a time, round after round.

    `PerceptronRun(samples, targets, rate, start)`: samples a Tuple of k Tuples of d rationals
    (the bias first), targets a Tuple of k of 0 and 1, rate a positive rational, start a Tuple
    of d rationals. ŷ = step(wᵀx); w becomes w + rate·(target − ŷ)·x.
    (Rosenblatt 1958; Bishop 2006, §4.1.7.)
    """

    def __new__(cls, samples: Tuple, targets: Tuple, rate: Expr, start: Tuple) -> PerceptronRun:
        return Basic.__new__(cls, samples, targets, rate, start)  # type: ignore[no-any-return]

    def _sympystr(self, _printer: object) -> str:
        return "run"


class WeightsAfter(MatrixExpr):  # type: ignore[misc]  # SymPy ships no types
    """The d×1 weights after the first `count` samples of a run."""

    def __new__(cls, run: PerceptronRun, count: Integer) -> WeightsAfter:
        return Basic.__new__(cls, run, count)  # type: ignore[no-any-return]

    @property
    def shape(self) -> tuple[Expr, Expr]:
        return (Integer(len(self.args[0].args[3])), Integer(1))

    def _sympystr(self, _printer: object) -> str:
        count = int(self.args[1])
        return f"the weights after {count} {'sample' if count == 1 else 'samples'}"

    def _latex(self, _printer: object) -> str:
        return rf"\text{{{self}}}"


class PredictionAt(Expr):  # type: ignore[misc]  # SymPy ships no types
    """ŷ for the sample seen `count`-th in a run (from 1), with the weights of that moment."""

    is_commutative = True

    def __new__(cls, run: PerceptronRun, count: Integer) -> PredictionAt:
        return Basic.__new__(cls, run, count)  # type: ignore[no-any-return]


class SamplesSeen(Expr):  # type: ignore[misc]  # SymPy ships no types
    """How many samples a run sees until every sample in a row has been right once."""

    is_commutative = True

    def __new__(cls, run: PerceptronRun) -> SamplesSeen:
        return Basic.__new__(cls, run)  # type: ignore[no-any-return]


class Statistic(Expr):  # type: ignore[misc]  # SymPy ships no types
    """An expectation, a variance or a probability of what is kept as text: one real number, of which nothing is known.

    `Statistic(Str("E"), Str("X"))` is E[X]; two are the same where both texts are. Inside a sum over i, that of X_i
    is another for every i: `Statistic(Str("E"), Str("X_{i}"), i)`.
    """

    is_commutative = True
    is_real = True

    def __new__(cls, kind: Basic, text: Basic, *indices: Basic) -> Statistic:
        return Basic.__new__(cls, kind, text, *indices)  # type: ignore[no-any-return]

    def _sympystr(self, _printer: object) -> str:
        return f"{self.args[0]}[{str(self.args[1]).strip('⟨⟩')}]"
