"""Solutions of equations: which name an equation was solved for, all values stated, and what is asked of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import sympy
from sympy import Derivative, Eq, Integer, Or, Subs, Sum, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Equal, Implies, Question, SolutionSet, Solves, Status
from checker.read.building import is_matrix
from checker.read.chains import implied
from checker.read.progress import Premise, Progress
from checker.read.putting import equal_after, put
from checker.read.relations import compared

MARKS = re.compile(r"(_hat|_star|_tilde|_\*|\^\*|_[0-9](,[0-9])*|_opt|_max|_min|_crit|_[+-]|_c|_MLE|_ML|_MAP|_OLS)+$")

NUMBERED = "the numbered name is a value of the name"


def unknown(progress: Progress, left: Basic) -> Basic | None:
    """The name, or function, of the equations so far that `left` states a value of: x itself, x̂, x_{1,2}, x*."""
    names: dict[str, Basic] = {}
    for premise in progress.premises:
        for symbol in (*premise.relation.free_symbols, *premise.relation.atoms(AppliedUndef)):
            names.setdefault(str(symbol), symbol)
    if isinstance(left, sympy.MatrixSymbol) and left in dict(progress.ledger.definitions):
        return None  # A = QΛQᵀ of a matrix that is written out is claimed
    if left in names.values():
        return left
    if not isinstance(left, Symbol | sympy.MatrixSymbol):
        return None
    if left in progress.chains or any(left == name for name, _ in progress.ledger.definitions):
        return None
    plain = MARKS.sub("", str(left))
    found = names.get(plain)
    if found is not None and plain != str(left) and _is_only_valued(progress, found):
        return None  # ŷ beside a target y = 0
    if isinstance(found, sympy.MatrixSymbol) and found in dict(progress.ledger.definitions):
        return None  # x̂ beside an x = (1, 2, 3)
    if found is not None and plain + "_" + str(left).rpartition("_")[2] == str(left) and label_is_one(str(left)):
        one = [p for p in progress.premises if p.relation.free_symbols == {found} and p.relation.lhs != found]
        return found if one or NUMBERED in progress.choices else None  # f₁ need not be a value of f
    return found


def _is_only_valued(progress: Progress, name: Basic) -> bool:
    """Is all that is given of a name which number it is, so that no value of it is sought?"""
    relations = [premise.relation for premise in progress.premises if premise.relation.has(name)]
    return all(isinstance(one, Eq) and one.lhs == name and one.rhs.is_number for one in relations)


def label_is_one(name: str) -> bool:
    """Is a name numbered by one number: λ_1, and not λ_{1,2}, which are the values of λ?"""
    return name.rpartition("_")[2].isdigit()


def is_picked(progress: Progress, name: Basic, value: Basic) -> bool:
    """n ≥ 1067.1, so n = 1068: one of the numbers that meet the inequalities, which allow others too."""
    if not isinstance(name, Symbol) or not value.is_number:
        return False
    relations = [premise.relation for premise in progress.relevant(name) if premise.relation.has(name)]
    if not relations or not all(
        isinstance(relation, sympy.Gt | sympy.Ge | sympy.Lt | sympy.Le) for relation in relations
    ):
        return False
    return all(relation.subs(name, value) == sympy.true for relation in relations)


def solution_questions(
    progress: Progress, name: Basic, values: Sequence[Basic], conditions: Sequence[Basic]
) -> tuple[Question | None, Question | None]:
    """Do the values follow from the last equation, and are they all solutions of what was given?"""
    premises = progress.relevant(name)
    shown = [premise for premise in premises if not premise.hidden]
    last = [premise for premise in shown if premise.relation.has(name)][-1:]
    given = [premise for premise in premises if premise.given]
    stated = _stated(name, values)
    from_last: list[Question | None] = [
        implied(progress, part, stated, conditions) for part in (last, _with_values(shown, last), shown[-2:], shown)
    ]
    from_last += _of_data(last, name, values, progress.facts)
    whole = _of_data(given, name, values, progress.certain) or _whole(given, name, values)
    if whole and _decides(progress, whole[0], conditions):
        true: Question | None = whole[0]
    else:
        parts = [[premise] for premise in reversed(given) if premise.relation.has(name)]
        each = [implied(progress, part, stated, conditions) for part in (*parts, given)]
        true = progress.chosen([*whole, *each], conditions)
        if each[-1] is not None and progress.vacuous(each[-1], conditions) and not progress.proved(true, conditions):
            true = None  # what is given cannot hold together: a part of it alone refutes nothing
    every = [premise for premise in progress.relevant(name, *values) if premise.given]
    if len(every) > len(given) and progress.refuted(true, conditions):
        true = implied(progress, every, stated, conditions)  # what is given of the names in the value counts too
    if last and is_wrong(progress, last[-1]):
        return _from_wrong(last[-1], name, values, from_last[0]), true
    return progress.chosen([*from_last, true], conditions), true


def _with_values(shown: Sequence[Premise], last: Sequence[Premise]) -> list[Premise]:
    """The last equation, 1 = A + C, with the values that the others of its names were found to have, A = 1/2."""
    names = {name for premise in last for name in premise.relation.free_symbols}
    values = [
        p for p in shown if isinstance(p.relation, Eq) and p.relation.lhs in names and not p.relation.rhs.free_symbols
    ]
    return [*values, *last]


def value_questions(
    progress: Progress,
    name: Basic,
    values: Sequence[Basic],
    asks: tuple[Question | None, Question | None],
    conditions: Sequence[Basic],
) -> list[tuple[Question | None, Question | None]]:
    """What is asked of each value: where some of them are solutions and some are not, whether it is one."""
    given = [premise.relation for premise in progress.relevant(name) if premise.given and premise.relation.has(name)]
    if len(values) < 2 or len(given) != 1 or not progress.refuted(asks[1], conditions):
        return [asks] * len(values)
    each = [Implies(Eq(name, value, evaluate=False), given[0]) for value in values]
    solves = [progress.proved(question, conditions) for question in each]
    if all(solves):
        return [asks] * len(values)
    together = progress.proved(asks[0], conditions)
    return [(asks[0] if together else question, question) for question in each]


def is_wrong(progress: Progress, premise: Premise) -> bool:
    """Does a premise rest on a line that is refuted, such as a wrong derivative that is set to zero?"""
    if premise.given:
        return False
    found = progress.claim_named(premise.claim)
    asked = None if found is None or found.asks is None else found.asks[1]
    return asked is not None and progress.verdict(asked, found.conditions).status is Status.REFUTED  # type: ignore[union-attr]


def _from_wrong(
    last: Premise, name: Basic, values: Sequence[Basic], implied_by_last: Question | None
) -> Question | None:
    """Whether the values follow from the line before, though that is wrong: what is true heals it."""
    if implied_by_last is not None or not isinstance(last.relation, Eq) or len(values) != 1:
        return implied_by_last
    left, right = last.relation.args
    residual = left if right == Integer(0) else _difference(left, right)
    return Solves(residual, name, values[0])


def satisfies(progress: Progress, function: Basic, value: Basic) -> tuple[Question | None, Question | None]:
    """Does a function fulfil the differential equation it was sought for, and the values that are given of it?"""
    equations = [premise for premise in progress.premises if differentiates(premise.relation, function)]
    if not equations:
        return None, None
    stationary = _stationary(progress, function)
    relation = (*stationary[-1:], equations[0])[0].relation
    left, right = (_with(side, function, value) for side in (relation.lhs, relation.rhs))
    known = equal_after(left, right, progress.certain, progress.ledger.definitions)  # E of −ψ'' = Eψ
    told = implied(progress, _of_parameters(progress, relation, value), compared("=", left, right), ())
    asked = progress.chosen([Equal(left, right), known, told], ())
    asked = _other_than_given(progress, function, value, relation) or asked
    return asked, asked


def differentiates(relation: Basic, function: Basic) -> bool:
    """Does a relation hold a derivative of a function, or one by it?"""
    return any(part.has(function.func) for part in relation.atoms(Derivative))


def _of_parameters(progress: Progress, equation: Basic, value: Basic) -> list[Premise]:
    """ω² = k/m, where m x'' + k x = 0 is solved: what is given of the names in the equation and the solution alone."""
    names = equation.free_symbols | value.free_symbols
    for name, meaning in progress.ledger.definitions:  # the latest first: each speaks of earlier ones
        names |= meaning.free_symbols if name in names else set()
    return [p for p in progress.premises if p.given and not p.relation.atoms(AppliedUndef) and p.names <= names]


def _other_than_given(progress: Progress, function: Basic, value: Basic, equation: Basic) -> Equal | None:
    """y(0) = 3, y'(0) = 4, where the function that is stated, with no constant left open, is another there.

    A value that does not change, y = K, is where it rests or is stationary: nothing is said of y(0).
    """
    if not isinstance(function, AppliedUndef) or len(function.args) != 1 or not value.has(*function.args):
        return None
    for premise in progress.premises:
        relation = premise.relation
        if not premise.given or not isinstance(relation, Eq) or relation.rhs.has(AppliedUndef):
            continue
        here = _at_place(relation.lhs, function, value)
        is_open = bool(value.free_symbols - equation.free_symbols - relation.rhs.free_symbols)
        if here is not None and not is_open and progress.refuted(Equal(here, relation.rhs), ()):
            return Equal(here, relation.rhs)
    return None


def _at_place(told: Basic, function: AppliedUndef, value: Basic) -> Basic | None:
    """What a function, or a derivative of it, is at a number of which something is told; None where that is of else."""
    (variable,) = function.args
    match told:
        case AppliedUndef(func=head, args=(at,)) if head == function.func and at.is_number:
            return value.xreplace({variable: at})
        case Subs(expr=Derivative(expr=AppliedUndef(func=head, args=(by,)))) if head == function.func:
            (place,) = told.point
            if set(told.variables) == set(told.expr.variables) == {by} and place.is_number:
                return Subs(Derivative(value.xreplace({variable: by}), *told.expr.variables), by, place)
    return None


def is_stationary_of(relation: Basic, function: Basic) -> bool:
    """f′(x) = 0: does a relation only say where a function is stationary?"""
    zero = relation.args[0] if isinstance(relation, Eq) and relation.args[1] == 0 else None
    return isinstance(zero, Derivative) and zero.expr == function


def is_stationary(progress: Progress, function: Basic) -> bool:
    """Is a value of P sought where d/dP of something is zero? It is one of its values, and not the function."""
    return bool(_stationary(progress, function))


def _stationary(progress: Progress, function: Basic) -> list[Premise]:
    return [premise for premise in progress.premises if _by_itself(premise.relation, function)]


def _with(side: Basic, function: Basic, value: Basic) -> Basic:
    """The side at a value; what is differentiated by the function itself, as d/dP [rP(1 − P/K)], is so beforehand."""
    return side.xreplace({d: d.doit() for d in _by_itself(side, function)}).xreplace({function: value})


def _by_itself(part: Basic, function: Basic) -> list[Derivative]:
    return [
        derivative for derivative in part.atoms(Derivative) if function in {v for v, _ in derivative.variable_count}
    ]


def _decides(progress: Progress, question: Question, conditions: Sequence[Basic]) -> bool:
    return progress.verdict(question, conditions).status.value in {"proved", "refuted"}


def _stated(name: Basic, values: Sequence[Basic]) -> Basic:
    each = [Eq(name, value, evaluate=False) for value in values]
    return each[0] if len(each) == 1 else Or(*each, evaluate=False)


def _of_data(
    premises: Sequence[Premise], name: Basic, values: Sequence[Basic], known: Mapping[Basic, Basic]
) -> list[Question]:
    """Does the value solve the one equation in which data are summed, once the other names known are put into it?"""
    holding = [premise.relation for premise in premises if premise.relation.has(name)]
    if len(holding) != 1 or len(values) != 1 or not isinstance(holding[0], Eq) or not holding[0].has(Sum):
        return []
    if not isinstance(name, Symbol) or is_matrix(holding[0].lhs):
        return []
    totals = [side for side in holding[0].args if not known.get(side, side).is_number]
    kept = {name, *totals}
    facts = {other: value for other, value in known.items() if other not in kept}
    return [Solves(put(_residual(holding[0]), facts), name, put(values[0], facts))]


def _whole(given: Sequence[Premise], name: Basic, values: Sequence[Basic]) -> list[Question]:
    """All solutions are asked for where one equation is given."""
    holding = [premise for premise in given if premise.relation.has(name)]
    if len(holding) != 1 or not isinstance(holding[0].relation, Eq):
        return []
    relation = holding[0].relation
    residual = _residual(relation)
    if is_matrix(relation.lhs) or is_matrix(name):
        return [Solves(residual, name, values[0])] if len(values) == 1 else []
    if len(given) > 1 or not isinstance(name, Symbol):
        return []
    return [SolutionSet(residual, name, tuple(values))]


def _residual(relation: Basic) -> Basic:
    """What an equation sets to zero."""
    left, right = relation.lhs, relation.rhs
    return left if right == Integer(0) else right if left == Integer(0) else _difference(left, right)


def _difference(left: Basic, right: Basic) -> Basic:
    if is_matrix(left) or is_matrix(right):
        return sympy.MatAdd(left, sympy.MatMul(Integer(-1), right))
    return sympy.Add(left, sympy.Mul(Integer(-1), right, evaluate=False), evaluate=False)
