"""Equal because like terms cancel: long sums, multiplied out over the names and functions they are built of.

A polynomial is kept as the few terms it has (Monagan and Pearce 2007, "Polynomial division using dynamic
arrays, heaps, and packed exponent vectors", on sparse arithmetic): the normal form keeps an exponent of every
name for every term, which for n terms in n names costs n².
"""

from __future__ import annotations

from flint import fmpq
from sympy import Add, Mul, Pow, Rational
from sympy.core.basic import Basic

from checker.decide.partial_parts import partial_parts
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.model import Certificate, Equal, Status, Verdict

LONG = 250  # terms of a side, from which on this is worth a look
MOST_TERMS = 100_000  # ever written out
MOST_POWER = 8

Monomial = frozenset[tuple[Basic, int]]  # each kernel with its exponent
Polynomial = dict[Monomial, fmpq]
ONE: Monomial = frozenset()


class _TooMany(Exception):
    """More terms than are written out."""


def settle(case: Case) -> Verdict | None:
    """PROVED where a side is a sum of many terms, both have values at the same points, and all terms cancel."""
    question = case.question
    if not isinstance(question, Equal) or not (_is_long(question.left) or _is_long(question.right)):
        return None
    if has_matrices(case.heads) or partial_parts(question.left) != partial_parts(question.right):
        return None
    try:
        left, right = _multiplied_out(question.left), _multiplied_out(question.right)
    except _TooMany:
        return None
    if left != right:
        return None
    because = "collect like terms"
    return Verdict(
        Status.PROVED, "like terms", because, certificate=Certificate(because, (f"both sides have {len(left)} terms",))
    )


def _is_long(side: Basic) -> bool:
    return isinstance(side, Add) and len(side.args) >= LONG


def _multiplied_out(node: Basic) -> Polynomial:
    """The node as a polynomial of what is no sum, product or small power, without terms that are 0."""
    if isinstance(node, Add):
        return _sum(node.args)
    if isinstance(node, Mul):
        return _multiplied(node.args)
    if isinstance(node, Rational):
        return {ONE: _number(node)} if node else {}
    if isinstance(node, Pow) and node.exp.is_Integer and 0 < node.exp.p <= MOST_POWER:
        if not isinstance(node.base, Add | Mul):
            return {frozenset({(node.base, int(node.exp.p))}): fmpq(1)}
        base = _multiplied_out(node.base)
        power = base
        for _ in range(int(node.exp.p) - 1):
            power = _product(power, base)
        return power
    return {frozenset({(node, 1)}): fmpq(1)}


def _number(node: Rational) -> fmpq:
    return fmpq(int(node.p), int(node.q))


def _multiplied(factors: tuple[Basic, ...]) -> Polynomial:
    scale = fmpq(1)
    product: Polynomial | None = None
    for factor in factors:
        if isinstance(factor, Rational):
            scale *= _number(factor)
        else:
            polynomial = _multiplied_out(factor)
            product = polynomial if product is None else _product(product, polynomial)
    if product is None:
        return {ONE: scale} if scale else {}
    return {monomial: value * scale for monomial, value in product.items()} if scale else {}


def _sum(terms: tuple[Basic, ...]) -> Polynomial:
    total: Polynomial = {}
    for term in terms:
        for monomial, coefficient in _multiplied_out(term).items():
            _enter(total, monomial, coefficient)
    return total


def _product(left: Polynomial, right: Polynomial) -> Polynomial:
    if len(left) * len(right) > MOST_TERMS:
        raise _TooMany
    total: Polynomial = {}
    for one, a in left.items():
        for two, b in right.items():
            _enter(total, _joined(one, two), a * b)
    return total


def _enter(total: Polynomial, monomial: Monomial, coefficient: fmpq) -> None:
    known = total.get(monomial)
    value = coefficient if known is None else known + coefficient
    if value:
        total[monomial] = value
    elif known is not None:
        del total[monomial]


def _joined(one: Monomial, two: Monomial) -> Monomial:
    if not one or not two:
        return two or one
    powers = dict(one)
    for kernel, exponent in two:
        powers[kernel] = powers.get(kernel, 0) + exponent
    return frozenset(powers.items())


LONG_SUMS = Procedure("like terms", frozenset({Status.PROVED}), settle, "x₁ + … + x₉₉₉ = x₉₉₉ + … + x₁")
