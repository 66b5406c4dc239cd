"""Equal because both sides satisfy one recurrence in n and agree at its first values: sums of hypergeometric terms.

Creative telescoping gives a recurrence Σⱼ aⱼ(n)·f(n + j) = 0 for f = left − right, verified exactly with
every boundary term; where the leading coefficient never vanishes, f = 0 follows from its first
values (Zeilberger 1991; Petkovšek, Wilf and Zeilberger 1996, "A = B", ch. 6). Without a sum, the
normal form of hypergeometric terms decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sympy
from sympy import Mul, Sum
from sympy.core.basic import Basic

from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.partial_parts import keeps_its_parts
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.decide.sums.hypergeometric_claim import INDEX, Claim, Piece, Start
from checker.decide.sums.hypergeometric_heads import FAMILY, NOT_TAKEN
from checker.model import Certificate, Domain, Equal, Status, Verdict

MOST_PIECES = 12
HIGHEST_ORDER = 3
STARTS = 3  # first values tried: at n = 0 a formula such as 2n − 1 below may not hold


@dataclass(frozen=True, slots=True)
class Growth:
    """An induction in `name`, written as `above` + a natural number."""

    name: Basic
    above: Basic


def settle(case: Case) -> Verdict | None:
    """PROVED where the normal form of terms, or a verified recurrence and its first values, shows it."""
    question = case.question
    if not isinstance(question, Equal) or not case.heads & FAMILY or case.heads & NOT_TAKEN:
        return None
    if has_matrices(case.heads) or not (keeps_its_parts(question.left) and keeps_its_parts(question.right)):
        return None
    try:
        pieces = [*_pieces(question.left, 1, True), *_pieces(question.right, -1, False)]
        if len(pieces) > MOST_PIECES:
            return None
        if all(piece.total is None for piece in pieces):
            return _closed(pieces, case.domain)
        return next((v for growth in _growths(pieces, case.domain) if (v := _grown(pieces, growth, case))), None)
    except (Declines, TooLarge, DividesByZero):
        return None


def _closed(pieces: Sequence[Piece], domain: Domain) -> Verdict | None:
    claim = Claim(pieces, domain, None)
    conditions = claim.closed()
    if conditions is None:
        return None
    steps = ("each term is rational · powers · values of Γ", "the rational parts of similar terms add to 0")
    return Verdict(
        Status.PROVED,
        "hypergeometric sums",
        "bring the factorials and values of Γ to normal form",
        conditions=conditions,
        certificate=Certificate("similar hypergeometric terms", steps),
    )


def _grown(pieces: Sequence[Piece], growth: Growth, case: Case) -> Verdict | None:
    """By a recurrence in one name."""
    step = sympy.Symbol(f"{growth.name}", integer=True, nonnegative=True) if growth.above == 0 else _fresh(growth)
    put = {growth.name: growth.above + step}
    moved = [Piece(piece.factor.xreplace(put), _moved(piece.total, put), piece.on_left) for piece in pieces]
    domain = Domain(tuple(condition.xreplace(put) for condition in case.domain.conditions))
    claim = Claim(moved, domain, step)
    first = claim.first(1 if growth.above == 0 and growth.name.is_positive else 0)
    if not claim.holds_first(first):
        return None
    for start in range(first, first + STARTS):
        for order in range(HIGHEST_ORDER + 1):
            try:
                found = claim.proved(Start(first, start), order)
            except (Declines, TooLarge, DividesByZero):
                break
            if found is not None:
                return _verdict(growth, found, order, case.domain)
    return None


def _verdict(growth: Growth, found: tuple[tuple[str, ...], tuple[str, ...]], order: int, domain: Domain) -> Verdict:
    conditions, steps = found
    if growth.above != 0 and not Claim((), domain, None).grants(growth.name - growth.above):
        conditions = (f"{growth.name} ≥ {growth.above}", *conditions)
    how = f"both sides satisfy one recurrence of order {order} in {growth.name}, and agree at its first values"
    return Verdict(
        Status.PROVED,
        "hypergeometric sums",
        how if order else f"the summand is a difference: the sum telescopes for every {growth.name}",
        conditions=conditions,
        certificate=Certificate("creative telescoping", steps),
    )


def _fresh(growth: Growth) -> Basic:
    return sympy.Symbol(f"({growth.name} - {growth.above})", integer=True, nonnegative=True)


def _moved(total: Sum | None, put: dict[Basic, Basic]) -> Sum | None:
    return None if total is None else total.xreplace(put)


def _growths(pieces: Sequence[Piece], domain: Domain) -> Iterator[Growth]:
    """The names to try: in the length of a sum, by name; after each bound or condition that it is not below."""
    names = sorted({name for piece in pieces for name in _names(piece) if name.is_integer}, key=str)
    for name in names:
        if not (name.is_nonnegative and _takes_every_value(name)):
            continue
        about = [condition for condition in domain.conditions if name in condition.free_symbols]
        mixed = [c for c in about if c.free_symbols != {name}]
        lengths = [piece.total.limits[0][2] - piece.total.limits[0][1] for piece in pieces if piece.total is not None]
        if all(_is_plain(length, name) for length in lengths):
            yield Growth(name, sympy.Integer(0))
        below = [sympy.expand(name - length) for length in lengths if name in length.free_symbols]
        below += [_below(condition, name) for condition in mixed]
        for above in dict.fromkeys(each for each in below if each is not None):
            if above.free_symbols and name not in above.free_symbols and above.is_integer:
                yield Growth(name, above)


def _takes_every_value(name: Basic) -> bool:
    """Is every integer from 0 or 1 on a value of the name? Not where it is said to be even, or prime."""
    plain = (sympy.Symbol("n", integer=True, positive=True), sympy.Symbol("n", integer=True, nonnegative=True))
    return any(name.assumptions0 == known.assumptions0 for known in plain)


def _names(piece: Piece) -> set[Basic]:
    if piece.total is None:
        return set()
    _, low, high = piece.total.limits[0]
    return set((high - low).free_symbols)


def _is_plain(length: Basic, name: Basic) -> bool:
    return name not in length.free_symbols or length.free_symbols == {name}


def _below(condition: Basic, name: Basic) -> Basic | None:
    """What the condition says the name is not below."""
    if condition.func not in (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le):
        return None
    return condition.lts if condition.gts == name else None


def _pieces(side: Basic, sign: int, on_left: bool) -> list[Piece]:
    """A side as Σ factor·(a sum, or 1). Raises Declines where sums are multiplied or divided by."""
    return [Piece(sign * factor, total, on_left) for factor, total in _linear(side)]


def _linear(node: Basic) -> list[tuple[Basic, Sum | None]]:
    if not node.has(Sum):
        return [(node, None)]
    if isinstance(node, Sum):
        if len(node.limits) != 1 or len(node.limits[0]) != 3 or node.function.has(Sum):
            raise Declines("a sum over several indices")
        index, low, high = node.limits[0]  # what is declared of the index need not hold in its range
        return [(sympy.Integer(1), Sum(node.function.xreplace({index: INDEX}), (INDEX, low, high)))]
    if isinstance(node, sympy.Add):
        return [pair for part in node.args for pair in _linear(part)]
    if isinstance(node, Mul):
        with_sum = [factor for factor in node.args if factor.has(Sum)]
        if len(with_sum) == 1:
            rest = Mul(*(factor for factor in node.args if not factor.has(Sum)))
            return [(rest * factor, total) for factor, total in _linear(with_sum[0])]
    raise Declines("a sum that does not occur linearly")


HYPERGEOMETRIC_SUMS = Procedure(
    "hypergeometric sums", frozenset({Status.PROVED}), settle, "Σ C(n, k)² from 0 to n = C(2n, n)"
)
