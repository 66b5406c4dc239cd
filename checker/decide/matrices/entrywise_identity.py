"""Equal because every entry is, in index form: Hadamard products, diagonal matrices, functions of every entry."""

from __future__ import annotations

from sympy import Sum
from sympy.core.basic import Basic

from checker.decide.matrices.given_equations import given, put_in
from checker.decide.matrices.index_algebra import IndexAlgebra
from checker.decide.matrices.index_reader import ENTRYWISE, IndexReader
from checker.decide.matrices.index_terms import End, Term
from checker.decide.matrices.letters import Unsupported, size_of
from checker.decide.matrices.matrix_conditions import unmet
from checker.decide.matrices.matrix_form import IllShaped, TooLarge, Undefined
from checker.decide.matrices.properties import Declared, declared
from checker.decide.matrices.scalar_form import constant, vanishes
from checker.decide.matrices.shapes import same_size, shape_fault
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.model import Certificate, Equal, Status, Verdict


def settle(case: Case) -> Verdict | None:
    """PROVED where the entry of left − right at a row and a column vanishes."""
    question = case.question
    if not isinstance(question, Equal) or not has_matrices(case.heads):
        return None
    if not any(issubclass(head, (*ENTRYWISE, Sum)) for head in case.heads):
        return None
    known = declared(case.domain.conditions)
    try:
        return _settled(question, known, case)
    except (IllShaped, TooLarge, Undefined, Unsupported, ValueError, RecursionError):
        return None


def _settled(question: Equal, known: Declared, case: Case) -> Verdict | None:
    sides = (question.left, question.right)
    if any(shape_fault(side) is not None for side in sides):
        return None
    work = IndexAlgebra()
    shapes = [_shape(side) for side in sides]
    if not all(same_size(one, other) for one, other in zip(*shapes, strict=True)):
        return None
    row: End = work.row if shapes[0][0] != 1 else None
    column: End = work.column if shapes[0][1] != 1 else None
    presupposed: list[tuple[str, ...]] = []
    terms: list[Term] = []
    for side, sign in zip(sides, (1, -1), strict=True):
        before = dict(work.algebra.presupposes)
        work.algebra.presupposes.clear()
        terms += [term.scaled(constant(sign)) for term in IndexReader(work, known).entry(side, row, column)]
        presupposed.append(tuple(work.algebra.presupposes))
        work.algebra.presupposes.update(before)
    names: dict[End, str] = {end: name for end, name in ((row, "row"), (column, "column")) if end is not None}
    left_over = work.collected(terms, names)
    if left_over:
        equations = given(case.domain.conditions, IndexReader(work, known).scalar)
        if not equations or not all(vanishes(put_in(scalar, equations)) for scalar, _ in left_over.values()):
            return None
    rules = tuple(work.algebra.rules)
    return Verdict(
        Status.PROVED,
        "entry by entry",
        ", ".join(rules) or "each entry is the same, multiplied out",
        conditions=unmet(work.algebra.conditions, presupposed[0], presupposed[1], case.domain.conditions, known),
        certificate=Certificate("the entry of left − right in index form", rules),
    )


def _shape(side: Basic) -> tuple[Basic, Basic]:
    rows, columns = getattr(side, "shape", (1, 1))
    return (size_of(rows), size_of(columns))


ENTRYWISE_IDENTITY = Procedure(
    "entry by entry",
    frozenset({Status.PROVED}),
    settle,
    "∂softmax(z)/∂z = diag(s) − ssᵀ with s = softmax(z)",
)
