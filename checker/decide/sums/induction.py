"""Equal for every n by induction: true at the smallest n, and from each n to the next.

Sums and products over 1..n gain one term. Either left − right keeps its value from n to n + 1, or
the claim at n, solved for its one sum or product, makes the claim at n + 1 true. (Graham, Knuth and
Patashnik 1994, §2.2; Petkovšek, Wilf and Zeilberger 1996, ch. 1.)
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy import Add, Derivative, Dummy, Integer, Integral, Limit, Mul, Product, Subs, Sum, Symbol
from sympy.core.basic import Basic

from checker.decide.growing_names import for_all_larger, smallest, takes_every_value
from checker.decide.kernels.bound_indices import mark_indices
from checker.decide.kernels.conditions import one_sided_conditions, vanishing_factors
from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.interval_facts import with_facts
from checker.decide.kernels.tower import build
from checker.decide.kernels.turns import HALF_TURNS, angles_cancel
from checker.decide.kernels.zero import zero_difference
from checker.decide.partial_parts import lost_parts, outside
from checker.decide.parts import free_names, heads_of, parts_of
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.decide.sums.hypergeometric_heads import COUNTING
from checker.model import Certificate, Domain, Equal, Status, Verdict

FOLDS = (Sum, Product, sympy.harmonic)
NOT_TAKEN = (Subs, Integral, Limit)  # n + 1 cannot be put for n in these
MOST_NEW_TERMS = 6  # a bound such as 2n gains two terms a step


def settle(case: Case) -> Verdict | None:
    """PROVED for sums and products whose bounds grow with an integer name of the claim."""
    question = case.question
    if not isinstance(question, Equal) or not case.heads & set(FOLDS) or has_matrices(case.heads):
        return None
    if case.heads & set(NOT_TAKEN):
        return None
    sides = _derived_term_by_term(question.left), _derived_term_by_term(question.right)
    for left, right in _until_declined(_readings(*sides)):
        for name in _growing(left, right):
            domain = for_all_larger(name, case.domain)
            start = smallest(name, domain)
            if start is None:
                continue
            if not (_starts_in_range(left, name, start) and _starts_in_range(right, name, start)):
                continue
            if not (_passes_on(left, right, name, domain) and _holds_at(left, right, name, start, domain)):
                continue
            conditions = _conditions(left, right, case.domain)
            if conditions is None:
                continue
            return _proved(name, start, conditions)
    return None


def _proved(name: Basic, start: int, conditions: tuple[str, ...]) -> Verdict:
    """The verdict; its words are written where they are asked for."""
    return Verdict(
        Status.PROVED,
        "induction",
        lambda: f"by induction on {name}: true for {name} = {start}, and from {name} to {name} + 1",
        conditions=conditions,
        certificate=Certificate("induction", lambda: (f"{name} = {start}", f"{name} to {name} + 1")),
    )


def _derived_term_by_term(side: Basic) -> Basic:
    """d/dx of a finite sum as the sum of d/dx of its terms, on the conditions that these need."""
    if Derivative not in heads_of(side):
        return side
    return side.replace(
        lambda node: isinstance(node, Derivative) and isinstance(node.expr, Sum) and _is_finite(node.expr),
        lambda node: Sum(Derivative(node.expr.function, *node.variable_count), *node.expr.limits),
    )


def _is_finite(total: Sum) -> bool:
    return not any(end.is_infinite for limit in total.limits for end in limit[1:])


def _until_declined(readings: Iterator[tuple[Basic, Basic]]) -> Iterator[tuple[Basic, Basic]]:
    try:
        yield from readings
    except Declines:
        return


def _readings(left: Basic, right: Basic) -> Iterator[tuple[Basic, Basic]]:
    """The claim as it is, with named sums written out, and with the sums of one side run backwards."""
    left, right = mark_indices(left), mark_indices(right)  # what is declared of an index need not hold in its range
    yield left, right
    if sympy.harmonic not in heads_of(left) | heads_of(right) and not _growing(left, right):
        return  # the other readings have the same bounds
    written, other = mark_indices(_named_sums(left)), mark_indices(_named_sums(right))
    if lost_parts(left, written) or lost_parts(right, other):
        return  # the conditions would be those of another claim
    if (written, other) != (left, right):
        yield written, other
    backwards = _reversed(written)
    if backwards != written and not outside(lost_parts(written, backwards), _indices(written)):
        yield backwards, other


def _indices(side: Basic) -> set[Basic]:
    return {index for fold in side.atoms(Sum, Product) for index in fold.bound_symbols}


def _named_sums(side: Basic) -> Basic:
    k = Symbol("k", integer=True)
    return side.replace(
        lambda node: isinstance(node, sympy.harmonic) and len(node.args) == 1,
        lambda node: Sum(1 / k, (k, 1, node.args[0])),
    )


def _reversed(side: Basic) -> Basic:
    """Σ f(k) from a to b is Σ f(a + b − k)."""
    return side.replace(
        lambda node: isinstance(node, Sum) and len(node.limits) == 1,
        lambda node: Sum(
            node.function.subs(node.limits[0][0], node.limits[0][1] + node.limits[0][2] - node.limits[0][0]),
            node.limits[0],
        ),
    )


def _growing(left: Basic, right: Basic) -> list[Basic]:
    """The integer names in the upper bounds of sums and products, by name."""
    limits = [limit for side in (left, right) for fold in _plain_folds(side) for limit in fold.limits]
    found = {name for limit in limits for name in limit[2].free_symbols}
    if not found:
        return []
    free = free_names(left) | free_names(right)
    bound = {limit[0] for limit in limits}
    derivatives = {node for side in (left, right) for node in side.atoms(Derivative)}
    if any(node.expr.has(*FOLDS) for node in derivatives):
        return []
    bound |= {name for node in derivatives for pair in node.variable_count for name in pair.free_symbols}
    return sorted((n for n in (found & free) - bound if takes_every_value(n)), key=str)


def _holds_at(left: Basic, right: Basic, name: Basic, value: int, domain: Domain) -> bool:
    at = {name: Integer(value)}
    rest = Domain(tuple(c for c in domain.conditions if name not in c.free_symbols))
    return _equal(left.xreplace(at), right.xreplace(at), rest)


def _equal(left: Basic, right: Basic, domain: Domain) -> bool:
    if zero_difference(left, right, domain) is not None:
        return True
    turns = not HALF_TURNS.keys().isdisjoint(heads_of(left) | heads_of(right))
    return turns and angles_cancel(_added_up(left), _added_up(right), domain)


def _added_up(side: Basic) -> Basic:
    """The side with its sums between numbers term by term."""
    return side.replace(
        lambda node: isinstance(node, Sum) and all(end.is_Integer for limit in node.limits for end in limit[1:]),
        _terms,
    )


def _terms(total: Sum) -> Basic:
    index, low, high = total.limits[0]
    if len(total.limits) != 1 or high - low >= MOST_NEW_TERMS:
        return total
    return Add(*(total.function.xreplace({index: Integer(k)}) for k in range(int(low), int(high) + 1)))


def _passes_on(left: Basic, right: Basic, name: Basic, domain: Domain) -> bool:
    """Does the claim pass from n to n + 1?"""
    try:
        following = _next(left, name) - _next(right, name)
        now = left - right
        return _equal(following, now, domain) or _by_hypothesis(following, now, domain)
    except (Declines, TooLarge, DividesByZero):
        return False


def _conditions(left: Basic, right: Basic, domain: Domain) -> tuple[str, ...] | None:
    """The conditions under which both sides have a value; None where they are not found."""
    found = _needed(left, right, domain)
    richer = with_facts((left, right), domain) if found else None
    return found if richer is None else _needed(left, right, richer)


def _needed(left: Basic, right: Basic, domain: Domain) -> tuple[str, ...] | None:
    try:
        tower, _ = build((left, right), domain)
        return one_sided_conditions(tower, left, right)
    except (Declines, TooLarge, DividesByZero):
        return None


def _by_hypothesis(following: Basic, now: Basic, domain: Domain) -> bool:
    """The claim at n gives its one sum or product as −b/a; with that, the claim at n + 1 is an identity."""
    unknowns = now.atoms(Sum, Product)
    if len(unknowns) != 1:
        return False
    (unknown,) = unknowns
    stand_in = Dummy("claim")
    opened = now.xreplace({unknown: stand_in})
    rest = opened.xreplace({stand_in: Integer(0)})
    slope = opened.xreplace({stand_in: Integer(1)}) - rest
    line = rest + slope * stand_in
    if zero_difference(opened, line, domain) is None:
        return False
    tower, (a,) = build((slope,), domain)
    if tower.vanishes(a) or vanishing_factors(tower, a):
        return False
    known = following.xreplace({unknown: -rest / slope})
    return zero_difference(known, Integer(0), domain) is not None


def _next(side: Basic, name: Basic) -> Basic:
    """The side at n + 1, with each sum and product brought back to its bounds at n."""
    if name not in side.free_symbols:
        return side
    if isinstance(side, Sum | Product):
        return _next_fold(side, name)
    if not side.args:
        return side.xreplace({name: name + 1})
    return side.func(*(_next(argument, name) for argument in side.args))


def _starts_in_range(side: Basic, name: Basic, start: int) -> bool:
    """Does every sum and product that grows begin with a range that is not short of empty?

    Only then does each step add its term; Σ from 3 to n gains nothing from n = 1 to n = 2.
    """
    for fold in side.atoms(Sum, Product):
        for index, low, high in fold.limits:
            if index == name:
                return False
            length = (high - low + 1).xreplace({name: Integer(start)})
            if name in (high - low).free_symbols and not length.is_nonnegative:
                return False
    return True


def _next_fold(side: Basic, name: Basic) -> Basic:
    *inner, (index, low, high) = side.limits
    join = Add if isinstance(side, Sum) else Mul
    body = _next(side.func(side.function, *inner) if inner else side.function, name)
    kept = side.func(body, (index, low, high))
    above = _gained(high, name)
    below = _gained(low, name)
    new = [body.subs(index, high + k) for k in range(1, above + 1)]
    lost = [body.subs(index, low + k) for k in range(below)]
    undone = [-term if isinstance(side, Sum) else 1 / term for term in lost]
    return join(kept, *new, *undone)


def _gained(bound: Basic, name: Basic) -> int:
    """By how much a bound grows from n to n + 1. Raises Declines unless by a small number."""
    growth = sympy.expand(bound.xreplace({name: name + 1}) - bound)
    if not growth.is_Integer or not 0 <= growth <= MOST_NEW_TERMS:
        raise Declines("a bound that does not grow by a small number")
    return int(growth)


INDUCTION = Procedure("induction", frozenset({Status.PROVED}), settle, "Σ 2ᵏ from 0 to n = 2ⁿ⁺¹ − 1")


def settle_closed_form(case: Case) -> Verdict | None:
    """The same, where a sum or product is said to have a closed form that no normal form of sums finds."""
    question = case.question
    if not isinstance(question, Equal) or case.heads.isdisjoint(PLAIN_FOLDS):
        return None
    if not (case.heads.isdisjoint(IN_NORMAL_FORM) and case.heads.isdisjoint(COUNTING)):
        return None
    folds = [_plain_folds(side) for side in (question.left, question.right)]
    if all(folds) or not all(_is_beyond_powers(fold) for fold in (*folds[0], *folds[1])):
        return None
    return settle(case)


PLAIN_FOLDS = frozenset({Sum, Product})
IN_NORMAL_FORM = frozenset({sympy.Indexed, sympy.log})  # sums of data, and of logarithms, are mostly linear
# sums of COUNTING are seldom found by induction, and only after long: those of hypergeometric terms come first


def _plain_folds(side: Basic) -> list[Basic]:
    if heads_of(side).isdisjoint(PLAIN_FOLDS):
        return []
    return [node for node in parts_of(side) if isinstance(node, Sum | Product)]


def _is_beyond_powers(fold: Basic) -> bool:
    """Does it grow with a name, one factor or a function, or a power, of its index at a time?"""
    index, *ends = fold.limits[0]
    if len(fold.limits) != 1 or len(ends) != 2 or ends[1].is_number:
        return False
    if isinstance(fold, Product):
        return index in fold.function.free_symbols
    return any(
        isinstance(node, sympy.Function) or (isinstance(node, sympy.Pow) and index in node.exp.free_symbols)
        for node in parts_of(fold.function)
        if index in node.free_symbols
    )


CLOSED_FORM_BY_INDUCTION = Procedure(
    "induction", frozenset({Status.PROVED}), settle_closed_form, "Π (1 + 1/k) from 1 to n = n + 1"
)
