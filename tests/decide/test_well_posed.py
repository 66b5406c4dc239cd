"""Goals that ask nothing are told so, by a verdict or in one line, and never end in a traceback."""

import pytest
from sympy import (
    Eq,
    ImmutableMatrix,
    Integer,
    Integral,
    Interval,
    Limit,
    MatrixSymbol,
    MutableDenseMatrix,
    Order,
    S,
    Symbol,
    Tuple,
    exp,
    sin,
)
from sympy.core.basic import Basic

from checker.decide import decide
from checker.model import (
    DeriveCheckError,
    Domain,
    Equal,
    Equivalent,
    Goal,
    Holds,
    Implies,
    Minimizes,
    Question,
    SolutionSet,
    Solves,
    Status,
    Unequal,
)
from checker.objects import Gradient, Jacobian

x, y = (Symbol(name, real=True) for name in "xy")
n = Symbol("n", integer=True, positive=True)
A, u = MatrixSymbol("A", n, n), MatrixSymbol("u", n, 1)

NO_QUESTION: dict[str, Question] = {
    "a number of Python's": Equal(x, 1),
    "a number longer than Python writes": Equal(x, 10**5000),
    "a text": Equal("x", x),
    "nothing": Holds(None),
    "a function without its argument": Equal(x, sin),
    "a matrix that may change": Equal(MutableDenseMatrix([[x]]), x),
    "no unknown": Minimizes(x**2, (), ()),
    "no value": Minimizes(x**2, (x,), ()),
    "an unknown twice": Minimizes(x**2, (x, x), (Integer(0), Integer(0))),
}


@pytest.mark.parametrize("name", NO_QUESTION)
def test_a_call_at_fault_is_told_in_one_line(name: str) -> None:
    with pytest.raises(DeriveCheckError):
        decide(Goal(NO_QUESTION[name]))


ILL_FORMED: dict[str, Question] = {
    "a truth value as a side": Equal(S.true, S.true),
    "a relation as a side": Unequal(Eq(x, y), Eq(y, x)),
    "a set as a side": Equal(Interval(0, 1), x),
    "a tuple as a side": Solves(Tuple(x, y), x, y),
    "an expression as a statement": Implies(x, Eq(x, y)),
    "a relation between sets": Holds(Eq(Interval(0, 1), x, evaluate=False)),
    "a number as an unknown": Solves(x - 1, Integer(1), Integer(1)),
    "a long number as an unknown": Solves(x - 1, Integer(10) ** 5000, Integer(1)),
    "an expression as an unknown": SolutionSet(exp(x) - 1, exp(x), (Integer(1),)),
    "a matrix against a number": Equivalent(Eq(A, x, evaluate=False), Eq(x, y)),
    "a number as a column": Minimizes(u.T * u, (u,), (Integer(1),)),
    "a matrix as a number": Solves(x - 1, x, A),
    "a matrix that is least": Minimizes(x * A, (x,), (Integer(0),)),
}


@pytest.mark.parametrize("name", ILL_FORMED)
def test_what_is_of_the_wrong_kind_is_ill_formed(name: str) -> None:
    assert decide(Goal(ILL_FORMED[name])).status is Status.ILL_FORMED


@pytest.mark.parametrize("definition", [(x, S.true), (x, Interval(0, 1))])
def test_a_definition_of_the_wrong_kind_is_ill_formed(definition: tuple[Basic, Basic]) -> None:
    assert decide(Goal(Equal(x + x, 2 * x), (definition,))).status is Status.ILL_FORMED


@pytest.mark.parametrize("condition", [x, Tuple(x), Eq(A, x, evaluate=False)])
def test_a_condition_of_the_wrong_kind_is_ill_formed(condition: Basic) -> None:
    assert decide(Goal(Equal(x + x, 2 * x), (), Domain((condition,)))).status is Status.ILL_FORMED


@pytest.mark.parametrize("residual", [Integral(x, x), Limit(1 / x, x, 0), Order(x), Gradient(x * u, u)])
def test_no_value_is_put_where_a_name_is_needed(residual: Basic) -> None:
    assert decide(Goal(Solves(residual, x, Integer(0)))).status not in (Status.PROVED, Status.REFUTED)
    assert decide(Goal(Minimizes(residual, (x,), (Integer(0),)))).status not in (Status.PROVED, Status.REFUTED)


@pytest.mark.parametrize("empty", [ImmutableMatrix(0, 3, []), ImmutableMatrix(2, 0, []), ImmutableMatrix(0, 0, [])])
def test_a_matrix_without_entries_ends_in_a_verdict(empty: ImmutableMatrix) -> None:
    for question in (Equal(empty, empty), Equal(empty, Integer(0)), Unequal(empty, Integer(0))):
        assert decide(Goal(question)).because


@pytest.mark.parametrize("head", [Gradient, Jacobian])
def test_a_gradient_is_by_a_vector_or_a_matrix(head: type[Basic]) -> None:
    with pytest.raises(TypeError):
        head(x**2, x)
