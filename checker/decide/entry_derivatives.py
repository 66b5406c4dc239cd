"""Carries out ∂/∂x_k of sums over data: ∂x_j/∂x_k = δ_jk, and the sum over j of g(j)·δ_jk is g(k), where k is in range.

(Einstein's sum convention with Kronecker's delta, as in Magnus and Neudecker 2019, "Matrix Differential Calculus",
§1.4 and §9; Graham, Knuth and Patashnik 1994, "Concrete Mathematics", §2.1, for the brackets that a sum sifts by.)
What cannot be carried out so, or where nothing tells that k is in range, is left as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import sympy
from sympy import Add, Derivative, Indexed, Integer, KroneckerDelta, Mul, Pow, Sum
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.decide.bound_names import mapped
from checker.decide.partial_parts import NONNEGATIVE, NONZERO, POSITIVE, lost_parts, with_arguments
from checker.decide.parts import heads_of
from checker.decide.sizing import expressions_of
from checker.model import Domain, Goal

ENTRIES = (Indexed, MatrixElement)
BINDING = (Sum, sympy.Product, sympy.Integral)  # what could take hold of a name that is put in
SMOOTH = (
    sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.tan, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan,
    sympy.asinh, sympy.erf, AppliedUndef,
)  # fmt: skip  # one list
# what keeps, at no cost, the need of an expression that its derivative has not: 1/u has values where log u has none
KEEPS = {
    POSITIVE: sympy.log,
    NONZERO: lambda u: Pow(u, -1),
    NONNEGATIVE: lambda u: Pow(u, sympy.Rational(1, 2)),
}

Pair = tuple[Basic, Basic]  # i, k of δ_ik


class _LeftOpen(Exception):
    """The derivative is not carried out."""


@dataclass(frozen=True, slots=True)
class _Term:
    """A summand of a derivative: a factor times δ of every pair."""

    factor: Basic
    pairs: tuple[Pair, ...] = ()

    def times(self, factor: Basic) -> _Term:
        return _Term(Mul(factor, self.factor), self.pairs)


def with_entries_differentiated(goal: Goal) -> Goal:
    """The same goal, in which derivatives by entries x_k are carried out as far as they can be, and δ sifts sums."""
    if not any(map(_has_such, expressions_of(goal.question))):
        return goal
    domain = goal.domain

    def carried_out(node: Basic) -> Basic:
        node = with_arguments(node, tuple(map(carried_out, node.args)))
        match node:
            case Derivative() if _is_by_entries(node):
                return _carried_out(node, domain)
            case Sum() if KroneckerDelta in heads_of(node.function):
                return _sifted_sum(node, domain)
            case KroneckerDelta():
                return _added(_sifted(_Term(Integer(1), (node.args[:2],)), domain))
        return node

    return replace(mapped(replace(goal, domain=Domain(())), carried_out), domain=domain)


def is_of_entries(heads: frozenset[type]) -> bool:
    """May a question with these heads hold a derivative by an entry, or δ?"""
    return KroneckerDelta in heads or (Derivative in heads and not heads.isdisjoint(ENTRIES))


def _has_such(part: Basic) -> bool:
    heads = heads_of(part)
    return KroneckerDelta in heads or (
        Derivative in heads and any(_is_by_entries(node) for node in part.atoms(Derivative))
    )


def _is_by_entries(node: Derivative) -> bool:
    return all(isinstance(variable, ENTRIES) and count.is_Integer for variable, count in node.variable_count)


def _carried_out(node: Derivative, domain: Domain) -> Basic:
    found = node.expr
    try:
        for variable in node.variables:
            terms = _derivative(found, variable, domain)
            found = _as_partial_as(found, _added(terms))
    except _LeftOpen:
        return node
    return found


def _sifted_sum(node: Sum, domain: Domain) -> Basic:
    """Σ_j δ_jk x_j as x_k."""
    try:
        return _added(each for term in map(_term, Add.make_args(node.function)) for each in _summed(term, node, domain))
    except _LeftOpen:
        return node


def _term(summand: Basic) -> _Term:
    factors = Mul.make_args(summand)
    deltas = [factor for factor in factors if isinstance(factor, KroneckerDelta)]
    return _Term(Mul(*(f for f in factors if f not in deltas)), tuple(delta.args[:2] for delta in deltas))


def _added(terms: Iterable[_Term]) -> Basic:
    return Add(*(Mul(term.factor, *(KroneckerDelta(*pair) for pair in term.pairs)) for term in terms))


def _as_partial_as(before: Basic, after: Basic) -> Basic:
    """What has a value only where both have one."""
    lost = sorted(lost_parts(before, after), key=str)
    if any(relation not in KEEPS for relation, _ in lost):
        raise _LeftOpen
    kept = [Mul(Integer(0), KEEPS[relation](part), evaluate=False) for relation, part in lost]
    return Add(after, *kept, evaluate=False) if kept else after


def _derivative(node: Basic, by: Basic, domain: Domain) -> list[_Term]:
    """∂/∂x_k of an expression, as a sum. Raises _LeftOpen."""
    family = by.args[0]
    if not node.has(family):
        return []
    match node:
        case Indexed() | MatrixElement():
            if node.args[0] != family or len(node.args) != len(by.args) or any(i.has(family) for i in node.args[1:]):
                raise _LeftOpen
            return list(_sifted(_Term(Integer(1), tuple(zip(node.args[1:], by.args[1:], strict=True))), domain))
        case Add():
            return [term for part in node.args for term in _derivative(part, by, domain)]
        case Mul():
            return [
                term.times(Mul(*node.args[:k], *node.args[k + 1 :]))
                for k, part in enumerate(node.args)
                for term in _derivative(part, by, domain)
            ]
        case Pow(base=base, exp=power) if not power.has(family):
            return [term.times(power * Pow(base, power - 1)) for term in _derivative(base, by, domain)]
        case Sum() if not any(limit.has(family) for limit in node.limits):
            return [each for term in _derivative(node.function, by, domain) for each in _summed(term, node, domain)]
        case _ if isinstance(node, SMOOTH):
            return [
                term.times(node.fdiff(place))
                for place, argument in enumerate(node.args, start=1)
                for term in _derivative(argument, by, domain)
            ]
    raise _LeftOpen


def _summed(term: _Term, total: Sum, domain: Domain) -> Iterator[_Term]:
    """Σ of a term: an index that one of its pairs tells is put in, and no longer summed over."""
    factor, pairs, limits = term.factor, list(term.pairs), list(total.limits)
    for limit in total.limits:
        index, low, high = limit
        told = next(((pair, place) for pair in pairs if (place := _place(pair, index)) is not None), None)
        if told is None:
            continue
        pair, place = told
        within = {name for node in factor.atoms(*BINDING) for name in node.bound_symbols}
        if place.free_symbols & within or not (_is_least(low, place, domain) and _is_least(place, high, domain)):
            raise _LeftOpen
        pairs.remove(pair)
        limits.remove(limit)
        factor = factor.xreplace({index: place})
        pairs = [(one.xreplace({index: place}), other.xreplace({index: place})) for one, other in pairs]
        limits = [sympy.Tuple(name, *(end.xreplace({index: place}) for end in ends)) for name, *ends in limits]
    bound = {limit[0] for limit in limits}
    if any(bound & (one.free_symbols | other.free_symbols) for one, other in pairs):
        raise _LeftOpen
    yield from _sifted(_Term(Sum(factor, *limits) if limits else factor, tuple(pairs)), domain)


def _place(pair: Pair, index: Basic) -> Basic | None:
    """What δ tells of an index: k − 1 of j, where it is that of j + 1 and k."""
    rest = sympy.expand(pair[0] - pair[1])
    slope = rest.coeff(index)
    if slope not in (1, -1):
        return None
    place = sympy.expand(index - slope * rest)
    return None if place.has(index) else place


def _sifted(term: _Term, domain: Domain) -> Iterator[_Term]:
    """The term without the pairs that are the same; none where two of a pair differ."""
    pairs: list[Pair] = []
    for one, other in term.pairs:
        difference = sympy.expand(one - other)
        if difference == 0:
            continue
        if difference.is_nonzero or _differ(difference, domain.conditions):
            return
        pairs.append((one, other))
    yield _Term(term.factor, tuple(pairs))


def _differ(difference: Basic, conditions: Sequence[Basic]) -> bool:
    """Is it a condition that two indices, whose difference this is, are not the same?"""
    apart = (c for c in conditions if isinstance(c, sympy.Ne | sympy.StrictLessThan | sympy.StrictGreaterThan))
    told = {sign * sympy.expand(c.args[0] - c.args[1]) for c in apart for sign in (1, -1)}
    return difference in told


def _is_least(low: Basic, high: Basic, domain: Domain) -> bool:
    """Is low ≤ high, of whole numbers, by what is assumed of them, or by one condition?"""
    wanted = sympy.expand(high - low)
    return bool(wanted.is_nonnegative) or any(
        (wanted - known).is_nonnegative for known in _nonnegative(domain.conditions)
    )


def _nonnegative(conditions: Iterable[Basic]) -> Iterator[Basic]:
    """What conditions say to be no less than 0, of whole numbers."""
    for condition in conditions:
        if isinstance(condition, sympy.Ge | sympy.Gt):
            known = condition.lhs - condition.rhs
        elif isinstance(condition, sympy.Le | sympy.Lt):
            known = condition.rhs - condition.lhs
        else:
            continue
        strict = isinstance(condition, sympy.Gt | sympy.Lt) and known.is_integer
        yield sympy.expand(known - 1 if strict else known)
