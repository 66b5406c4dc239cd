"""Equal because it is equal wherever |·|, max, min, sign, step and cases keep to one branch.

The domain is cut into cells by the sign of what each branch depends on: in a cell where u > 0, |u|
is u. Where u = 0 the cell is met by putting a root of u in; where every branch is continuous the
boundary needs no cell of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sympy
from sympy import Abs, Gt, Heaviside, Integer, Lt, Max, Min, Piecewise, sign
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.basic import Basic

from checker.decide.kernels.conditions import one_sided_conditions, unlike_zero
from checker.decide.kernels.discharge import is_empty, signs_contradict
from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines, Sign
from checker.decide.kernels.interval_facts import with_facts
from checker.decide.kernels.tower import build
from checker.decide.kernels.turned_difference import turned_difference
from checker.decide.kernels.written_back import polynomial_as_expression
from checker.decide.kernels.zero import zero_difference
from checker.decide.partial_parts import NONNEGATIVE, NONZERO, POSITIVE, Part, own_parts, put_for
from checker.decide.parts import heads_of
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.model import Certificate, Domain, Equal, Status, Verdict
from checker.objects import step

CONTINUOUS = (Abs, Max, Min)
CUT = (*CONTINUOUS, sign, Heaviside, Piecewise, step)
ODD_AND_RISING = (sympy.atan, sympy.asin, sympy.sinh, sympy.tanh, sympy.asinh, sympy.erf)
NO_VALUE = (sympy.zoo, sympy.nan)
MOST_CELLS = 81


@dataclass(frozen=True, slots=True)
class Cell:
    """The two sides on one part of the domain, with the branches there chosen.

    `edge` is what is zero on the whole part, where a side has no value on it.
    """

    left: Basic
    right: Basic
    domain: Domain
    edge: Basic | None = None


def settle(case: Case) -> Verdict | None:
    """PROVED where every cell is."""
    question = case.question
    if not isinstance(question, Equal) or not case.heads & set(CUT) or has_matrices(case.heads):
        return None
    if question.left.has(sympy.I) or question.right.has(sympy.I):
        return None  # a modulus has no sign to split on
    domain = with_facts((question.left, question.right), case.domain) or case.domain
    whole = Cell(_in_absolutes(question.left), _in_absolutes(question.right), domain)
    try:
        cells = list(_cells(whole, MOST_CELLS))
        # where no cell is a boundary, the edges are met by continuity: what a cell grants by its own inequality is
        # not granted there
        conditions = list(_conditions(whole)) if _only_continuous(whole) else []
    except (TooManyCells, Declines, TooLarge, DividesByZero):
        return None
    for cell in cells:
        found = _settled_in(cell)
        if found is None:
            return None
        conditions += found
    return Verdict(
        Status.PROVED,
        "sign cells",
        f"true on each of the {len(cells)} parts of the domain on which every |·| and max keeps its sign",
        conditions=tuple(dict.fromkeys(conditions)),
        certificate=Certificate("sign cells", tuple(str(cell.domain.conditions) for cell in cells)),
    )


def _conditions(cell: Cell) -> tuple[str, ...]:
    tower, _ = build((cell.left, cell.right), cell.domain)
    return one_sided_conditions(tower, cell.left, cell.right)


def _settled_in(cell: Cell) -> tuple[str, ...] | None:
    """The conditions under which both sides are equal on a cell; none for a cell that is no part of the domain."""
    if cell.edge is not None:
        both = all(side.has(*NO_VALUE) for side in (cell.left, cell.right))
        return () if both else (unlike_zero(cell.edge),)
    zero = zero_difference(cell.left, cell.right, cell.domain)
    found = zero or turned_difference(cell.left, cell.right, cell.domain)
    if found is None:
        return () if is_empty(cell.domain) else None
    return found.conditions


class TooManyCells(Exception):
    """The cells outnumber the budget."""


def _in_absolutes(side: Basic) -> Basic:
    """max(a, b) as (a + b + |a − b|)/2, and min likewise."""
    if heads_of(side).isdisjoint((Max, Min)):
        return side
    return side.replace(
        lambda node: isinstance(node, Max | Min) and len(node.args) == 2,
        lambda node: (node.args[0] + node.args[1] + _orientation(node) * Abs(node.args[0] - node.args[1])) / 2,
    ).replace(
        lambda node: isinstance(node, Max | Min),
        lambda node: _in_absolutes(
            node.func(node.func(*node.args[:-1], evaluate=False), node.args[-1], evaluate=False)
        ),
    )


def _orientation(node: Basic) -> int:
    return 1 if isinstance(node, Max) else -1


def _cells(cell: Cell, budget: int) -> Iterator[Cell]:
    if budget < 1:
        raise TooManyCells
    pivot = _next_pivot(cell)
    if pivot is None:
        yield cell
        return
    if not pivot.free_symbols <= cell.left.free_symbols | cell.right.free_symbols:
        raise Declines("a branch inside a sum or an integral")
    known = _known_sign(pivot, cell.domain)
    if known is not None:
        yield from _known_cells(cell, pivot, known, budget)
        return
    while isinstance(pivot, ODD_AND_RISING):
        pivot = pivot.args[0]  # it has the sign of its function
    factor = _undecided_factor(pivot, cell.domain)
    for relation in (Gt, Lt):
        part = Domain((*cell.domain.conditions, relation(factor, 0, evaluate=False)))
        if not signs_contradict(part):
            yield from _cells(Cell(cell.left, cell.right, part), budget // 2)
    if not _only_continuous(cell):
        yield from _on_the_boundary(cell, factor, budget // 2)


@dataclass(frozen=True, slots=True)
class Known:
    """A pivot's sign everywhere on a domain: 1, −1, or 0 where it vanishes everywhere; `strict` where it never does."""

    sign: int
    strict: bool


def _known_cells(cell: Cell, pivot: Basic, known: Known, budget: int) -> Iterator[Cell]:
    """The one cell of a pivot whose sign is known, and those where it is zero, if it may be and a branch may jump."""
    if known.sign == 0:
        yield from _cells(Cell(_vanishing(cell.left, pivot), _vanishing(cell.right, pivot), cell.domain), budget)
        return
    yield from _cells(_with_branch(cell, pivot, known.sign == 1), budget)
    if known.strict or _only_continuous(cell):
        return
    for factor in _vanishing_factors(pivot, cell.domain):
        yield from _on_the_boundary(cell, factor, budget // 2)


def _known_sign(pivot: Basic, domain: Domain) -> Known | None:
    """The pivot's sign, where it is never negative, or never positive, on the domain; else None.

    Raises Declines where it may not be real.
    """
    tower, (value,) = build((pivot,), domain)
    if not tower.is_real(value):
        raise Declines("a branch on what may not be real")
    if value.numerator.is_zero():
        return Known(0, False)
    for branch, candidate in ((1, value), (-1, tower.field.negate(value))):
        found = tower.sign_of(candidate)
        if found in (Sign.POSITIVE, Sign.NONNEGATIVE):
            return Known(branch, found is Sign.POSITIVE)
    return None


def _vanishing_factors(pivot: Basic, domain: Domain) -> list[Basic]:
    """The irreducible factors of the pivot, above and below, that may be zero on the domain."""
    tower, (value,) = build((pivot,), domain)
    factors = (factor for part in tower.field.lowest_terms(value) for factor, _ in part.factor()[1])
    never = (Sign.POSITIVE, Sign.NONZERO)
    return [
        polynomial_as_expression(tower, factor)
        for factor in factors
        if tower.sign(factor) not in never and tower.sign(-factor) not in never
    ]


def _undecided_factor(pivot: Basic, domain: Domain) -> Basic:
    """The first irreducible factor of the pivot whose sign the domain does not tell."""
    tower, (value,) = build((pivot,), domain)
    for polynomial in tower.field.lowest_terms(value):
        for factor, _ in polynomial.factor()[1]:
            if all(tower.sign(part) not in (Sign.POSITIVE, Sign.NONNEGATIVE) for part in (factor, -factor)):
                return polynomial_as_expression(tower, factor)
    return pivot


def _with_branch(cell: Cell, pivot: Basic, positive: bool) -> Cell:
    return Cell(_chosen(cell.left, pivot, positive), _chosen(cell.right, pivot, positive), cell.domain)


def _next_pivot(cell: Cell) -> Basic | None:
    """What the innermost branch of either side depends on.

    Raises Declines where it depends on an index, which has no one sign.
    """
    for side in (cell.left, cell.right):
        pivot = _next_pivot_of(side)
        if pivot is not None and pivot.free_symbols & _bound_names(side):
            raise Declines("a branch that depends on an index")
        if pivot is not None:
            return pivot
    return None


def _bound_names(side: Basic) -> set[Basic]:
    names = {name for fold in side.atoms(ExprWithLimits) for name in fold.bound_symbols}
    names |= {name for put in side.atoms(sympy.Subs) for name in put.variables}
    return names | {limit.args[1] for limit in side.atoms(sympy.Limit)}


def _next_pivot_of(side: Basic) -> Basic | None:
    for node in sympy.postorder_traversal(side):
        if isinstance(node, Abs | sign | Heaviside | step):
            return node.args[0]
        if isinstance(node, Piecewise):
            return _pivot_of_cases(node)
    return None


def _pivot_of_cases(node: Basic) -> Basic:
    for _, condition in node.args:
        if condition.is_Relational:
            return condition.lhs - condition.rhs
    raise Declines("cases without a comparison")


def _only_continuous(cell: Cell) -> bool:
    discontinuous = (sign, Heaviside, Piecewise, step, sympy.Derivative)
    return not (cell.left.has(*discontinuous) or cell.right.has(*discontinuous))


def _chosen(side: Basic, pivot: Basic, positive: bool) -> Basic:
    """The side with every branch on the pivot decided by its sign."""
    branch = Integer(1 if positive else -1)
    replaced = side.xreplace({Abs(pivot): branch * pivot, Abs(-pivot): branch * pivot})
    replaced = replaced.xreplace({sign(pivot): branch, sign(-pivot): -branch})
    replaced = replaced.replace(
        lambda node: isinstance(node, Heaviside | step) and node.args[0] == pivot,
        lambda _node: Integer(int(positive)),
    )
    return replaced.replace(
        lambda node: isinstance(node, Piecewise), lambda node: _case_chosen(node, pivot, 1 if positive else -1)
    )


def _vanishing(side: Basic, pivot: Basic) -> Basic:
    """The side where the pivot is zero."""
    chosen = side.replace(lambda node: isinstance(node, Piecewise), lambda node: _case_chosen(node, pivot, 0))
    return _steps_at_zero(put_for(chosen, {pivot: Integer(0), -pivot: Integer(0)}))


def _steps_at_zero(side: Basic) -> Basic:
    """step(0) as 1: a step that stays would be cut on the sign of 0 without end."""
    return side.xreplace({step(Integer(0)): Integer(1)})


def _case_chosen(node: Basic, pivot: Basic, sign_there: int) -> Basic:
    """The cases with the comparisons of this pivot decided."""
    kept = []
    for value, condition in node.args:
        decided = condition
        if condition.is_Relational and condition.lhs - condition.rhs == pivot:
            decided = condition.func(Integer(sign_there), Integer(0))
        if decided == sympy.false:
            continue
        kept.append((value, decided))
        if decided == sympy.true:
            break
    if not kept:
        raise Declines("cases that leave some values out")
    return kept[0][0] if kept[0][1] == sympy.true else Piecewise(*kept)


def _on_the_boundary(cell: Cell, pivot: Basic, budget: int) -> Iterator[Cell]:
    """The cell where the pivot is zero, with a name solved for; no cell where the domain excludes it."""
    tower, (value,) = build((pivot,), cell.domain)
    if (
        tower.sign_of(value) in (Sign.POSITIVE, Sign.NONZERO)
        or tower.sign_of(tower.field.negate(value)) is Sign.POSITIVE
    ):
        return
    data = pivot.atoms(sympy.Indexed)
    within = {part for datum in data for arg in datum.args for part in arg.free_symbols}  # x and k of the datum x_k
    for name in sorted(pivot.free_symbols - within, key=str):
        slope = sympy.diff(pivot, name)
        if not slope.is_number or slope == 0:
            continue
        root = -pivot.xreplace({name: Integer(0)}) / slope
        at = {name: root}
        conditions = tuple(condition.xreplace(at) for condition in cell.domain.conditions)
        if any(condition == sympy.false for condition in conditions):
            return
        kept = tuple(condition for condition in conditions if condition != sympy.true)
        if cell.left.has(sympy.Derivative) or cell.right.has(sympy.Derivative):
            yield Cell(sympy.nan, Integer(0), Domain(kept), pivot)  # a corner: its edge is left out, by a condition
            return
        left, right = (
            side.replace(lambda n: isinstance(n, Piecewise), lambda n: _case_chosen(n, pivot, 0))
            for side in (cell.left, cell.right)
        )
        left, right = (
            sympy.nan if _has_no_value(side, at) else _steps_at_zero(side.xreplace(at)) for side in (left, right)
        )
        if left.has(*NO_VALUE) or right.has(*NO_VALUE):
            yield Cell(left, right, Domain(kept), pivot)
            return
        yield from _cells(Cell(left, right, Domain(kept)), budget)
        return
    raise Declines("a boundary that is not solved")


def _has_no_value(side: Basic, at: Mapping[Basic, Basic]) -> bool:
    """Is a divisor zero there, a logarithm of 0, or a root of a negative number? SymPy's sign(1/x)² is 1 at x = 0."""
    return any(_fails(relation, of.xreplace(at)) for relation, of in _parts_there(side, at)) or (
        side.xreplace(at).has(*NO_VALUE)
    )


def _fails(relation: str, there: Basic) -> bool:
    if relation == NONZERO:
        return bool(there.is_zero)
    return bool(there.is_nonpositive if relation == POSITIVE else relation == NONNEGATIVE and there.is_negative)


def _parts_there(side: Basic, at: Mapping[Basic, Basic]) -> Iterator[Part]:
    """The parts that may have no value, of cases those of the case that holds there.

    Raises Declines where no case is seen to hold.
    """
    if not isinstance(side, Piecewise):
        yield from own_parts(side)
        for argument in side.args:
            yield from _parts_there(argument, at)
        return
    for value, condition in side.args:
        holds = _told(condition, at)
        if holds == sympy.true:
            yield from _parts_there(value, at)
            return
        if holds != sympy.false:
            raise Declines("cases on a boundary that are not told apart")


def _told(condition: Basic, at: Mapping[Basic, Basic]) -> Basic:
    """A case's condition at a root. Raises Declines where it compares what has no value there, such as 1/x at 0."""
    try:
        return condition.xreplace(at)
    except TypeError as error:
        raise Declines("a comparison of what has no value") from error


SIGN_CELLS = Procedure("sign cells", frozenset({Status.PROVED}), settle, "|x| = max(x, −x)")
