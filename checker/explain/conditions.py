"""What a line that holds on conditions assumes: where each condition enters the line, and a point where it breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import product

from sympy import Ge, Gt, Ne, Pow, Rational, Symbol, factor_list, fraction, log, nan, oo, zoo
from sympy.core.basic import Basic
from sympy.core.relational import Relational
from sympy.polys.polyerrors import PolynomialError

from checker.model import Caveat, Domain
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
LOGARITHMS = frozenset({"ln", "log", "lg"})
TRIED = tuple(map(Rational, ("0", "1", "-1", "2", "-2", "1/2", "-1/2", "3", "-3")))
TRIED_OF_SIGNS = tuple(map(Rational, ("-1", "1", "-2", "2", "-1/2", "1/2", "0")))
MOST_POINTS = 200
NO_VALUE = (nan, oo, -oo, zoo)
SIGNS = ("positive", "negative", "zero", "integer", "real")
REFUSALS = (ArithmeticError, AttributeError, NotImplementedError, PolynomialError, TypeError, ValueError)


class Kind(Enum):
    """What part of a line asks for a condition, and how that is said."""

    DIVISOR = "it is divided by {part}"
    LOGARITHM = "the logarithm is taken of {part}"
    ROOT = "the root is taken of {part}"


@dataclass(frozen=True, slots=True)
class _Need:
    """A condition that a part of a line asks for; `part` is what is divided by, or the logarithm or root taken of."""

    kind: Kind
    part: Basic
    relation: Relational


def caveats(
    conditions: Sequence[str], left: Basic, right: Basic, domain: Domain, written: Node | None
) -> tuple[Caveat, ...]:
    """One for each condition of an equality that holds on them; what is not found of it is left empty.

    `written` is the author's line. A point is told only where the condition fails by exact arithmetic, what the
    domain asks for does not, and the line has no real value there or its two sides differ.
    """
    needs = [*_needs(left), *_needs(right)]
    return tuple(_caveat(condition, needs, (left, right), domain, written) for condition in conditions)


def _caveat(
    condition: str, needs: Sequence[_Need], sides: tuple[Basic, Basic], domain: Domain, written: Node | None
) -> Caveat:
    need = next((need for need in needs if _says(condition, need.relation)), None)
    if need is None:
        return Caveat(condition)
    why = need.kind.value.format(part=_shown(need.part))
    point, failure = _breaks(need.relation, sides, domain)
    span = _span(written, need) if written is not None else None
    return Caveat(condition, why, span, point, failure)


# --- which part asks for it ----------------------------------------------------------------------


def _needs(expression: Basic) -> Iterator[_Need]:
    if isinstance(expression, Pow):
        base, exponent = expression.args
        if exponent.is_Rational and exponent.is_negative:
            yield from _unlike_zero(base)
        if exponent.is_Rational and not exponent.is_Integer:
            yield _Need(Kind.ROOT, base, (Ge if exponent.is_positive else Gt)(base, 0, evaluate=False))
    elif isinstance(expression, log):
        argument = expression.args[0]
        for part in (argument, *fraction(argument), *argument.as_ordered_factors()):
            if part.free_symbols:
                yield _Need(Kind.LOGARITHM, argument, Gt(part, 0, evaluate=False))
                yield from (_Need(Kind.LOGARITHM, argument, need.relation) for need in _unlike_zero(part))
    for arg in expression.args:
        yield from _needs(arg)


def _unlike_zero(divisor: Basic) -> Iterator[_Need]:
    """A divisor, and its factors, one of which may be all that can vanish."""
    yield _Need(Kind.DIVISOR, divisor, Ne(divisor, 0, evaluate=False))
    try:
        factors = [factor for factor, _ in factor_list(divisor)[1]]
    except REFUSALS:  # it is no polynomial
        return
    for factor in factors:
        yield _Need(Kind.DIVISOR, divisor, Ne(factor, 0, evaluate=False))


def _says(condition: str, relation: Relational) -> bool:
    """Is it the same condition, orders of terms and the sign of what is not zero aside?"""
    sign = {Ne: "≠", Gt: ">", Ge: "≥"}[type(relation)]
    said, mark, bound = condition.rpartition(f" {sign} ")
    if not mark or not re.fullmatch(r"[-−]?\d+(/\d+)?", bound):
        return False
    number = Rational(bound.replace("−", "-"))
    theirs = _terms(said)
    return theirs == _terms(str(relation.lhs + number)) or (
        sign == "≠" and theirs == _terms(str(number - relation.lhs))
    )


def _terms(text: str) -> frozenset[str]:
    bare = text.replace("−", "-").replace("**", "^").replace("·", "*").replace(" ", "")
    return frozenset(term.removeprefix("+") for term in re.findall(r"[+-]?[^+-]+", bare))


def _shown(part: Basic) -> str:
    return str(part).replace("**", "^").replace("*", "·").replace(" - ", " − ")


# --- where it breaks -----------------------------------------------------------------------------


def _breaks(
    relation: Relational, sides: tuple[Basic, Basic], domain: Domain
) -> tuple[tuple[tuple[str, str], ...], str]:
    """The first point tried at which the condition fails and the line with it, and how the line fails; or nothing."""
    names = sorted(relation.free_symbols.union(*(side.free_symbols for side in sides)), key=str)
    if not all(isinstance(name, Symbol) for name in names):
        return (), ""
    tried = TRIED if isinstance(relation, Ne) else TRIED_OF_SIGNS
    for _, point in zip(range(MOST_POINTS), product(tried, repeat=len(names)), strict=False):
        at = dict(zip(names, point, strict=True))
        if not _is_allowed(at, domain) or relation.subs(at) != False:  # noqa: E712  # SymPy's own truth value
            continue
        failure = _failure(sides, at)
        if failure:
            return tuple((str(name), str(value)) for name, value in at.items()), failure
    return (), ""


def _is_allowed(at: dict[Basic, Basic], domain: Domain) -> bool:
    """Is it surely a point of the domain?"""
    kept = all(_fits(name, value) for name, value in at.items())
    return kept and all(
        isinstance(condition, Relational) and condition.subs(at) == True  # noqa: E712  # as above
        for condition in domain.conditions
    )


def _fits(name: Basic, value: Basic) -> bool:
    told = name.assumptions0
    return all(told.get(what) is None or getattr(value, f"is_{what}") == told[what] for what in SIGNS)


def _failure(sides: tuple[Basic, Basic], at: dict[Basic, Basic]) -> str:
    try:
        left, right = (side.subs(at).doit() for side in sides)
    except REFUSALS:
        return ""
    for word, side, value in (("left", sides[0], left), ("right", sides[1], right)):
        if value.has(*NO_VALUE) or value.is_real is False or any(_is_broken(need, at) for need in _needs(side)):
            return f"the {word} side has no value"
    if left.is_Rational and right.is_Rational and left != right:
        return f"left is {left}, right is {right}"
    return ""


def _is_broken(need: _Need, at: dict[Basic, Basic]) -> bool:
    """Has what is divided by, or the logarithm or root is taken of, a value there that it must not have?"""
    value = need.part.subs(at).doit()
    if not value.is_Rational:
        return False
    if need.kind is Kind.ROOT:
        return bool(value < 0)
    return bool(value == 0) if need.kind is Kind.DIVISOR else bool(value <= 0)


# --- where it stands in the line -----------------------------------------------------------------


def _span(written: Node, need: _Need) -> Span | None:
    """Where the divisor, logarithm or root stands, if only one does."""
    found = list(dict.fromkeys(_spans(written, need.kind)))
    return found[0] if len(found) == 1 else None


def _spans(node: Node | None, kind: Kind) -> Iterator[Span]:
    if isinstance(node, Command):
        if kind is Kind.DIVISOR and node.name.removeprefix("\\") in FRACTIONS and len(node.arguments) > 1:
            yield node.arguments[1].span
        if kind is Kind.ROOT and node.name.removeprefix("\\") == "sqrt":
            yield node.span
    if isinstance(node, Token) and kind is Kind.LOGARITHM and node.text.removeprefix("\\") in LOGARITHMS:
        yield node.span
    for part in _parts(node):
        yield from _spans(part, kind)


def _parts(node: Node | None) -> Sequence[Node | None]:
    if isinstance(node, Row):
        return node.items
    if isinstance(node, Scripts):
        return (node.base, node.below, node.above)
    if isinstance(node, Command):
        return node.arguments
    if isinstance(node, Fence):
        return node.body.items
    return [cell for row in node.rows for cell in row] if isinstance(node, Grid) else ()
