"""Seeded mutants of true identities, one small slip each: none that the oracle sees to be false may be proved."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache

import sympy
from sympy import Basic

from benchmarks.engines import Answer
from benchmarks.identities import Identity
from benchmarks.oracle import Point
from benchmarks.outcomes import Made, Trial, as_data, by_kind, chosen, judged, listed, slow_and_broken
from benchmarks.places import places, put, rebuilt
from benchmarks.points import Told, Values, points, symbols, told, values

COUNT = 24_000  # mutants of a run that is asked for no other number

__all__ = ["COUNT", "as_data", "mutants", "report", "run", "sound"]

Names = Sequence[Basic]  # what a name may be mistaken for
Slips = Iterator[tuple[str, Basic]]  # what was changed, and the subexpression after it
Rule = Callable[[Basic, Names], Slips]


def _sum(*terms: Basic) -> Basic:
    return sympy.Add(*terms, evaluate=False)


def _product(*factors: Basic) -> Basic:
    return sympy.Mul(*factors, evaluate=False)


def _one_changed(node: Basic, change: Callable[[Basic], Basic]) -> Iterator[tuple[Basic, Basic]]:
    """Each argument with the node in which it alone is changed."""
    for k, argument in enumerate(node.args):
        yield argument, rebuilt(node, [*node.args[:k], change(argument), *node.args[k + 1 :]])


def _is_function(node: Basic) -> bool:
    return isinstance(node, sympy.Function) and len(node.args) == 1 and not isinstance(node, sympy.Piecewise)


# --- the slips ---------------------------------------------------------------------------------


def sign(node: Basic, _: Names) -> Slips:
    if isinstance(node, sympy.Add | sympy.MatAdd) or _is_function(node):
        for argument, changed in _one_changed(node, lambda a: -a):
            yield f"−({argument})", changed


def factor(node: Basic, _: Names) -> Slips:
    if isinstance(node, sympy.Add | sympy.MatAdd) or _is_function(node):
        for argument, changed in _one_changed(node, lambda a: 2 * a):
            yield f"2·({argument})", changed


def number(node: Basic, _: Names) -> Slips:
    if isinstance(node, sympy.Rational):
        for other in (node + 1, node - 1, -node, 1 / node if node else node):
            yield f"{node} → {other}", other


def exponent(node: Basic, _: Names) -> Slips:
    if isinstance(node, sympy.Pow):
        base, power = node.args
        for other in (power + 1, power - 1, -power, 2 * power):
            yield f"exponent {power} → {other}", sympy.Pow(base, other, evaluate=False)


def bound(node: Basic, _: Names) -> Slips:
    if isinstance(node, sympy.Sum | sympy.Product | sympy.Integral):
        for k, limits in enumerate(node.args[1:], start=1):
            for end in range(1, len(limits.args)):
                for other in (limits.args[end] + 1, limits.args[end] - 1):
                    yield f"bound {limits.args[end]} → {other}", put(node, (k, end), other)


def index(node: Basic, _: Names) -> Slips:
    if isinstance(node, sympy.Indexed):
        for k in range(1, len(node.args)):
            for other in (node.args[k] + 1, node.args[k] - 1):
                yield f"index {node.args[k]} → {other}", put(node, (k,), other)


def off_by_one(node: Basic, _: Names) -> Slips:
    if isinstance(node, sympy.Function):
        for k, argument in enumerate(node.args):
            if argument.is_integer:
                for other in (argument + 1, argument - 1):
                    yield f"argument {argument} → {other}", put(node, (k,), other)


def dropped(node: Basic, _: Names) -> Slips:
    if isinstance(node, sympy.Add | sympy.Mul | sympy.MatAdd | sympy.MatMul):
        for k, argument in enumerate(node.args):
            yield f"without {argument}", rebuilt(node, [*node.args[:k], *node.args[k + 1 :]])


def doubled(node: Basic, _: Names) -> Slips:
    if isinstance(node, sympy.Add | sympy.Mul | sympy.MatAdd):
        for argument in node.args:
            yield f"{argument} twice", rebuilt(node, [*node.args, argument])


SWAPS: Mapping[str, type[Basic]] = {
    one: other
    for first, second in (
        (sympy.sin, sympy.cos),
        (sympy.tan, sympy.cot),
        (sympy.sec, sympy.csc),
        (sympy.sinh, sympy.cosh),
        (sympy.tanh, sympy.coth),
        (sympy.sech, sympy.csch),
        (sympy.asin, sympy.acos),
        (sympy.atan, sympy.atanh),
        (sympy.asinh, sympy.acosh),
        (sympy.exp, sympy.log),
        (sympy.gamma, sympy.factorial),
        (sympy.Abs, sympy.sign),
        (sympy.floor, sympy.ceiling),
        (sympy.Max, sympy.Min),
        (sympy.Sum, sympy.Product),
        (sympy.RisingFactorial, sympy.FallingFactorial),
    )
    for one, other in ((first.__name__, second), (second.__name__, first))
}


def function(node: Basic, _: Names) -> Slips:
    other = SWAPS.get(type(node).__name__)
    if other is not None:
        yield f"{type(node).__name__} → {other.__name__}", other(*node.args)
    if _is_function(node):
        yield f"without {node.func}", node.args[0]


def operator(node: Basic, _: Names) -> Slips:
    if isinstance(node, sympy.Add):
        yield "+ → ·", _product(*node.args)
    if isinstance(node, sympy.Mul):
        yield "· → +", _sum(*node.args)


def order(node: Basic, _: Names) -> Slips:
    """Two arguments the wrong way round."""
    if isinstance(node, sympy.Pow | sympy.binomial | sympy.atan2) or (
        isinstance(node, sympy.MatMul) and len(node.args) > 1
    ):
        first, second, *rest = node.args
        yield "the first two swapped", rebuilt(node, [second, first, *rest])


def name(node: Basic, names: Names) -> Slips:
    """A name mistaken for the next one of its kind."""
    if isinstance(node, sympy.Symbol | sympy.MatrixSymbol):
        alike = [other for other in names if other == node or _same_kind(node, other)]
        if node in alike and len(alike) > 1:
            other = alike[(alike.index(node) + 1) % len(alike)]
            yield f"{node} → {other}", other


def _same_kind(one: Basic, other: Basic) -> bool:
    if isinstance(one, sympy.MatrixSymbol) or isinstance(other, sympy.MatrixSymbol):
        return type(one) is type(other) and one.shape == other.shape
    return bool(one.assumptions0 == other.assumptions0)


def derivative(node: Basic, names: Names) -> Slips:
    if isinstance(node, sympy.Derivative):
        body, (variable, times), *others = node.args
        yield "one order more", sympy.Derivative(body, (variable, times + 1), *others)
        for changed, other in name(variable, names):
            yield f"variable {changed}", sympy.Derivative(body, (other, times), *others)


def transpose(node: Basic, _: Names) -> Slips:
    if isinstance(node, sympy.Transpose | sympy.Inverse):
        yield f"without {type(node).__name__.lower()}", node.args[0]
    elif isinstance(node, sympy.MatrixExpr):
        yield "transposed", sympy.Transpose(node)


RULES: tuple[Rule, ...] = (
    transpose,
    bound,
    index,
    derivative,
    exponent,
    sign,
    factor,
    dropped,
    doubled,
    function,
    operator,
    order,
    off_by_one,
    name,
    number,
)
MEANINGLESS = (sympy.nan, sympy.zoo)
CANNOT_BE_BUILT = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    TypeError,
    ValueError,
)  # SymPy's words for a tree it rejects


# --- all mutants, and a run --------------------------------------------------------------------


def mutants(identity: Identity) -> Iterator[Made]:
    """Every mutant of an identity's two sides, each once, in the order of the tree."""
    sides = sympy.Tuple(identity.left, identity.right)
    labels = {base.label for base in sides.atoms(sympy.IndexedBase)}
    free = sides.free_symbols & (symbols(sides) | sides.atoms(sympy.MatrixSymbol)) - labels
    names = tuple(sorted(free, key=str))
    for side, other in ((identity.right, identity.left), (identity.left, identity.right)):
        seen = {side, other}
        for rule, change, mutated in _slips(side, names):
            if mutated not in seen and not mutated.has(*MEANINGLESS):
                seen.add(mutated)
                left, right = (other, mutated) if side is identity.right else (mutated, other)
                yield Made(_label(identity), rule, change, left, right, identity.domain)


def _slips(side: Basic, names: Names) -> Iterator[tuple[str, str, Basic]]:
    for path, node in places(side):
        for rule in RULES:
            with suppress(*CANNOT_BE_BUILT):
                for change, new in rule(node, names):
                    with suppress(*CANNOT_BE_BUILT):
                        yield rule.__name__, change, put(side, path, new)


def _label(identity: Identity) -> str:
    return f"{identity.field}: {identity.name}"


def run(given: Sequence[Identity], count: int, seed: int, limit: float, tell: Callable[[str], None]) -> list[Trial]:
    """So many of the identities' mutants, chosen by the seed, each put to the oracle and to the engine."""
    identities = {_label(identity): identity for identity in given}
    every = [made for identity in given for made in mutants(identity)]
    tell(f"{len(every)} mutants")
    kept = sorted(random.Random(seed).sample(range(len(every)), min(count, len(every))))

    @lru_cache(maxsize=4)  # the mutants of one identity follow each other
    def where(label: str) -> tuple[Point, ...]:
        return tuple(points(identities[label]))

    @lru_cache(maxsize=4)
    def known(label: str, left: bool) -> Values:
        identity = identities[label]
        return values(identity.left if left else identity.right, where(label))

    def oracle(made: Made) -> Told:
        untouched = made.left == identities[made.name].left
        complex_allowed = made.left.has(sympy.I) or made.right.has(sympy.I)
        side = made.right if untouched else made.left
        return told(known(made.name, untouched), side, where(made.name), complex_allowed)

    return judged((every[k] for k in kept), oracle, limit, tell)


def sound(trials: Sequence[Trial]) -> bool:
    """No false mutant was proved."""
    return not chosen(trials, Told.DIFFERENT, Answer.EQUAL)


def report(trials: Sequence[Trial]) -> str:
    """The table by rule, and every mutant that needs a reader."""
    return "\n\n".join(
        [
            by_kind(trials, Told.DIFFERENT),
            listed("FALSE AND PROVED", chosen(trials, Told.DIFFERENT, Answer.EQUAL)),
            listed("false and proved on a condition", chosen(trials, Told.DIFFERENT, Answer.CONDITIONAL)),
            listed("false and supported", chosen(trials, Told.DIFFERENT, Answer.SUPPORTED)),
            listed("refuted, though the oracle sees no difference", chosen(trials, Told.SAME, Answer.DIFFERENT)),
            listed(
                "proved, though the oracle finds no value",
                chosen(trials, Told.UNKNOWN, Answer.EQUAL, Answer.CONDITIONAL),
            ),
            slow_and_broken(trials),
        ]
    )
