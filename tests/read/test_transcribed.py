"""Every written line of `derivations/` goes through the reader and gives the SymPy object transcribed by hand.

Two objects are the same when they are equal after nested sums and products are flattened and what commutes is
sorted: nothing mathematical is done to them. What a topic leaves unsaid is settled as in a side file.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import cache
from types import UnionType

import pytest
from sympy import Add, Integer, MatAdd, MatMul, MatrixBase, MatrixExpr, Mul, Number
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from checker.decide.dispatch import decide
from checker.model import Claim, Derivation, Equal
from checker.read.declarations import opened
from checker.read.document import document
from checker.read.expression import understood
from checker.read.goals import with_zero_vectors
from checker.read.ledger import Ledger
from checker.read.rewrites import rewritten
from checker.read.side_file import Settings, Side, side_file
from checker.read.statements import statements
from checker.read.steps import notes
from checker.read.syntax import parse
from derivations import TOPICS

MATRIX_FORM = r"""
    [symbols]
    X = 'm × n matrix'
    x = 'n × 1 matrix'
    a = 'n × 1 matrix'
    '\alpha' = 'real number'
    [rewrites]
    '\vec{x}_{\theta}' = 'X \theta'
    '\frac{d}{dx} (\vec{a} \vec{x})' = '\nabla_x (a^T x)'
    '\frac{d}{dx} (\vec{a} \vec{x}^T \vec{x})' = '\nabla_x (\alpha x^T x)'
    '\vec{x}' = 'X'
"""
LINEAR_REGRESSION = r"""
    data = 'm'
    [symbols]
    '\text{MSE}' = 'function of $\theta_0, \theta_1$'
    '\mu_x' = 'real number'
    '\mu_y' = 'real number'
    [rewrites]
    g = '(\theta_0 + \theta_1 x_i - y_i)'
"""
DECLARATIONS = {
    "sigmoid": r"""
        [definitions]
        '\sigma(x)' = 'g(x)^{-1}'
        'g(x)' = '1 + h(x)^{-1}'
        'h(x)' = 'e^x'
    """,
    "theta0": LINEAR_REGRESSION,
    "theta1": "objective = '\\text{MSE}'\n" + LINEAR_REGRESSION,
    "matrix-gradient": "objective = '\\frac{1}{m} (X \\theta - y)^T (X \\theta - y)'\n" + MATRIX_FORM,
    "normal-equation": "objective = '\\frac{1}{m} (X \\theta - y)^T (X \\theta - y)'\n" + MATRIX_FORM,
    "perceptron": r"""
        [symbols]
        '\eta' = 'real number'
        'w' = '3 × 1 matrix'
        'x_1' = '3 × 1 matrix'
    """,
    "forward-pass": "",
}
ALONE: dict[tuple[str, str], str] = {  # what a line is told of besides, where its topic's words do not say it
    ("matrix-gradient", "2"): """
        symbols.a = 'real number'
        symbols.x = 'n × 1 matrix'
        rewrites = { '\\frac{d}{dx} (\\vec{a} \\vec{x}^T \\vec{x})' = '\\nabla_x (a x^T x)' }
    """,
    ("matrix-gradient", "8"): "objective = '\\theta^T X^T X \\theta'\n" + MATRIX_FORM,
    ("perceptron", "2a"): DECLARATIONS["perceptron"] + "[rewrites]\n'\\vec{w}' = 'w_0'\n'\\vec{x}_1' = 'x_1'",
    ("forward-pass", "1a"): r"""
        [rewrites]
        'w^{(1)}' = '\text{W1}'
        'w^{(2)}' = '\text{W2}'
        [definitions]
        'x' = '\begin{bmatrix} 2 & 3 \end{bmatrix}'
        '\text{W1}' = '\begin{bmatrix} -0.78 & 0.13 \\ 0.85 & 0.23 \end{bmatrix}'
        '\text{W2}' = '\begin{bmatrix} 1.8 \\ 0.4 \end{bmatrix}'
    """,
    ("perceptron", "1a"): DECLARATIONS["perceptron"] + "[rewrites]\n'\\vec{w}' = 'w_0'\n'\\vec{x}_1' = 'x_1'",
}
OF_A_RUN = {("perceptron", name) for name in ("0", "2a", "3a", "5", "6a")}
"""Their left side is the state of a run of the perceptron, which no line spells out."""

WORDS = {("perceptron", "7"), ("perceptron", "4")}
OF_A_BRACE = {("sigmoid", "3"), ("forward-pass", "1a")}
"""What the label of a brace claims, which the other lines of the notes decide."""


def _derivations() -> Iterator[Derivation]:
    for topic in TOPICS:
        yield from importlib.import_module(f"derivations.{topic.name}").DERIVATIONS


CASES = [(derivation, claim) for derivation in _derivations() for claim in derivation.claims]


@cache
def _settings(derivation: str, claim: str) -> Settings:
    text = ALONE.get((derivation, claim), DECLARATIONS[derivation])
    return side_file(text, f"{derivation}.derive.toml").general


def _read(derivation: Derivation, claim: Claim) -> list[Basic | None]:
    """The sides of a written line, None for one that is left to the line before.

    A lone 0, I or [a] has the shape of the other side, or of the line before.
    """
    settings = _settings(derivation.name, claim.name)
    if (derivation.name, claim.name) in OF_A_BRACE:
        return _claimed(claim, settings)
    trees = [
        rewritten(parse(other.written), settings.rewrites)
        for other in derivation.claims
        if (derivation.name, other.name) not in WORDS
    ]
    ledger = opened(Ledger(), (), trees, (), settings).ledger
    (statement,) = statements(rewritten(parse(claim.written), settings.rewrites))
    values: list[Basic | None] = []
    for part in statement.parts:
        beside = next(filter(None, values), getattr(claim.statement, "lhs", None))
        shape = getattr(beside, "shape", None)
        values.append(understood(part.items, ledger, part.span, shape=shape).value if part.items else None)
    if len(values) == 2 and values[0] is not None:
        asked = with_zero_vectors(Equal(values[0], values[1]))
        return [asked.left, asked.right]
    return values


def _claimed(claim: Claim, settings: Settings) -> list[Basic | None]:
    """Both sides of the last claim that is read of a formula."""
    read = notes(document(f"$${claim.written}$$".encode(), "notes.md"), Ledger(), decide, Side(settings))
    return [*read.derivations[-1].claims[-1].statement.args]


def _by_hand(claim: Claim, count: int) -> list[Basic]:
    """The sides transcribed by hand that the written ones stand for: of a step the right one."""
    statement = claim.statement
    sides = list(statement.args) if isinstance(statement, Relational) else [statement]
    return [*sides[:1] * (count - 1), sides[-1]]


@pytest.mark.filterwarnings("ignore::sympy.utilities.exceptions.SymPyDeprecationWarning")
@pytest.mark.parametrize(
    ("derivation", "claim"),
    [
        pytest.param(
            derivation,
            claim,
            id=f"{derivation.name}.{claim.name}",
        )
        for derivation, claim in CASES
        if (derivation.name, claim.name) not in WORDS
    ],
)
def test_the_reader_gives_what_was_transcribed_by_hand(derivation: Derivation, claim: Claim) -> None:
    read = _read(derivation, claim)
    by_hand = _by_hand(claim, len(read))
    if (derivation.name, claim.name) in OF_A_RUN or not isinstance(claim.statement, Relational):
        read, by_hand = read[-1:], by_hand[-1:]
    for mine, other in zip(read, by_hand, strict=True):
        assert mine is None or same(mine) == same(other)


Form = tuple[object, ...]


def same(value: object) -> Form:
    """A tree as nested tuples: sums and products flattened, factors 1 left out, what commutes sorted."""
    if not isinstance(value, Basic):
        return (repr(value),)
    expression: Basic = _bare(value)
    if not expression.args:
        return (
            type(expression).__name__,
            repr(expression),
            repr(sorted(getattr(expression, "assumptions0", {}).items())),
        )
    if isinstance(expression, Mul | Add | MatAdd | MatMul):
        return _flattened(expression)
    return (_head(expression), *map(same, expression.args))


def _head(expression: Basic) -> str:
    return type(expression).__name__ + (str(expression.func) if isinstance(expression, AppliedUndef) else "")


def _flattened(expression: Basic) -> Form:
    """A product of numbers, of matrices or of both is one list of numbers and one of matrices, in their order."""
    if isinstance(expression, Add | MatAdd):
        return ("sum", *sorted(map(same, _terms(expression, Add | MatAdd)), key=repr))
    factors = [one for one in _terms(expression, Mul | MatMul) if one != 1]
    numbers = sorted(map(same, _signed([one for one in factors if not _is_matrix(one)])), key=repr)
    matrices = [same(one) for one in factors if _is_matrix(one)]
    if len(numbers) + len(matrices) == 1:
        return (*numbers, *matrices)[0]
    return ("product", *numbers, *matrices)


def _terms(expression: Basic, heads: UnionType) -> Iterator[Basic]:
    for argument in expression.args:
        one = _bare(argument)
        if isinstance(one, heads):
            yield from _terms(one, heads)
        else:
            yield one


def _bare(value: Basic) -> Basic:
    """Without a factor 1, which SymPy writes where it is told not to evaluate."""
    while isinstance(value, Mul) and len(factors := [one for one in value.args if one != 1]) == 1:
        (value,) = factors
    return value


def _signed(numbers: list[Basic]) -> list[Basic]:
    """A factor −1 goes into the numeral beside it: −2 is a numeral, or a sign before one."""
    numerals = [one for one in numbers if isinstance(one, Number) and one != -1]
    if len(numerals) == 1 and numbers.count(Integer(-1)) == 1:
        return [-numerals[0], *(one for one in numbers if one not in (Integer(-1), numerals[0]))]
    return numbers


def _is_matrix(value: Basic) -> bool:
    return isinstance(value, MatrixExpr | MatrixBase)
