"""Rewrites of true identities that keep their meaning: the engine may refute none of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice

import sympy
from sympy import Basic, Symbol
from sympy.polys.polyerrors import BasePolynomialError

from benchmarks.deadline import TimeLimit, within
from benchmarks.engines import Answer
from benchmarks.identities import Identity
from benchmarks.mutants import MEANINGLESS
from benchmarks.outcomes import Made, Trial, as_data, by_kind, chosen, judged, listed, slow_and_broken
from benchmarks.points import Told, points, symbols, told, values

POINTS = 3  # where the oracle must confirm a rewrite
SIMPLIFIER_LIMIT = 2.0  # seconds SymPy is given for one rewriting
REJECTED = (  # SymPy's words for a tree that it does not build or transform
    ArithmeticError,
    AttributeError,
    BasePolynomialError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)

__all__ = ["as_data", "report", "rewrites", "run", "sound"]

Sides = tuple[Basic, Basic, tuple[Basic, ...]]  # left, right, domain
Rewriting = Callable[[Identity], Iterator[tuple[str, Sides]]]


def _free(identity: Identity) -> list[Symbol]:
    """The names that are bound nowhere and label no data, sorted."""
    sides = sympy.Tuple(identity.left, identity.right, *identity.domain)
    labels = {base.label for base in sides.atoms(sympy.IndexedBase)}
    return sorted((sides.free_symbols & symbols(sides)) - labels - _bound(sides), key=str)


def _bound(sides: Basic) -> set[Basic]:
    """The names that some operator binds or differentiates by."""
    found: set[Basic] = set()
    for node in sides.atoms(sympy.Sum, sympy.Product, sympy.Integral, sympy.Derivative):
        found |= {limits.args[0] for limits in node.args[1:]}
    for node in sides.atoms(sympy.Limit):
        found.add(node.args[1])
    for node in sides.atoms(sympy.Subs):
        found |= set(node.args[1])
    return found


# --- the rewritings ----------------------------------------------------------------------------


def swapped(identity: Identity) -> Iterator[tuple[str, Sides]]:
    yield "sides", (identity.right, identity.left, identity.domain)


def renamed(identity: Identity) -> Iterator[tuple[str, Sides]]:
    """Every name becomes another of its kind; which letter comes first in the alphabet is turned round."""
    sides = sympy.Tuple(identity.left, identity.right, *identity.domain)
    labels = {base.label for base in sides.atoms(sympy.IndexedBase)}
    names = sorted(symbols(sides) - labels, key=str)
    other = {
        name: Symbol(f"z{len(names) - k}", **name._assumptions_orig)  # the assumptions it was declared with
        for k, name in enumerate(names)
    }
    yield "all names", _replaced(identity, other)


def substituted(identity: Identity) -> Iterator[tuple[str, Sides]]:
    """A name becomes an expression whose values its kind allows."""
    for name in _free(identity):
        for new in _values_of(name):
            yield f"{name} → {new}", _replaced(identity, {name: new})


def _values_of(name: Symbol) -> tuple[Basic, ...]:
    if name.is_integer:
        return (name + 1, 2 * name)
    if name.is_positive:
        return (name**2, 2 * name, 1 / name, sympy.exp(Symbol("q0", real=True)))
    return (name + 1, 1 - 2 * name, name**3, name - Symbol("q0", real=True))


def _replaced(identity: Identity, other: Mapping[Basic, Basic]) -> Sides:
    left, right, *domain = (side.xreplace(other) for side in (identity.left, identity.right, *identity.domain))
    return left, right, tuple(condition for condition in domain if condition is not sympy.true)


def multiplied(identity: Identity) -> Iterator[tuple[str, Sides]]:
    """Both sides by a factor that is nowhere zero."""
    for factor in _nowhere_zero(_some_name(identity)):
        yield f"· {factor}", _both(identity, partial(sympy.Mul, factor, evaluate=False))


def _nowhere_zero(x: Basic) -> tuple[Basic, ...]:
    return (sympy.Integer(-3), x**2 + 1, sympy.exp(x), 1 / (1 + sympy.exp(-x)))


def added(identity: Identity) -> Iterator[tuple[str, Sides]]:
    """A term that is defined everywhere, on both sides."""
    x = _some_name(identity)
    for term in (sympy.pi, x**2 / 3, sympy.sin(x), sympy.exp(-x)):
        yield f"+ {term}", _both(identity, partial(sympy.Add, term, evaluate=False))


def moved(identity: Identity) -> Iterator[tuple[str, Sides]]:
    """Everything to the left."""
    if isinstance(identity.left, sympy.MatrixExpr):
        difference = sympy.MatAdd(identity.left, sympy.MatMul(-1, identity.right))
        zero: Basic = sympy.ZeroMatrix(*identity.left.shape)
    else:
        difference = sympy.Add(identity.left, sympy.Mul(-1, identity.right, evaluate=False), evaluate=False)
        zero = sympy.Integer(0)
    yield "left − right = 0", (difference, zero, identity.domain)


def _some_name(identity: Identity) -> Basic:
    """The first free name, else one that the identity does not hold."""
    return next(iter(_free(identity)), Symbol("q0", real=True))


def _both(identity: Identity, change: Callable[[Basic], Basic]) -> Sides:
    return change(identity.left), change(identity.right), identity.domain


TRANSFORMATIONS: tuple[tuple[str, Callable[[Basic], Basic]], ...] = (
    ("expand", sympy.expand),
    ("factor", sympy.factor),
    ("together", sympy.together),
    ("apart", sympy.apart),
    ("cancel", sympy.cancel),
    ("powsimp", sympy.powsimp),
    ("expand trig", sympy.expand_trig),
    ("rewrite as exp", lambda side: side.rewrite(sympy.exp)),
)


def transformed(identity: Identity) -> Iterator[tuple[str, Sides]]:
    """One side put into another form by SymPy, where that changes it; the oracle has to confirm it."""
    for name, transform in TRANSFORMATIONS:
        for side in (identity.left, identity.right):
            new = _within(partial(transform, side))
            if new is not None and new != side and not new.has(*MEANINGLESS):
                left, right = (new, identity.right) if side is identity.left else (identity.left, new)
                yield f"{name}: {side}", (left, right, identity.domain)


def _within(transform: Callable[[], Basic]) -> Basic | None:
    with suppress(TimeLimit, *REJECTED):
        return within(SIMPLIFIER_LIMIT, transform)
    return None


REWRITINGS: tuple[tuple[Rewriting, int], ...] = (  # and how many of each an identity gets at most
    (swapped, 1),
    (renamed, 1),
    (substituted, 2),
    (multiplied, 1),
    (added, 1),
    (moved, 1),
    (transformed, 4),
)

# --- all rewrites, and a run -------------------------------------------------------------------


def rewrites(identity: Identity, seed: int) -> Iterator[Made]:
    """Some rewrites of each kind, chosen by the seed."""
    for rewriting, most in REWRITINGS:
        source = random.Random(f"{seed} {rewriting.__name__} {identity.field} {identity.name}")
        every = _built(rewriting, identity)
        source.shuffle(every)
        for change, (left, right, domain) in islice(every, most):
            if sympy.false not in domain:
                yield Made(f"{identity.field}: {identity.name}", rewriting.__name__, change, left, right, domain)


def _built(rewriting: Rewriting, identity: Identity) -> list[tuple[str, Sides]]:
    """All rewrites of one kind; those that SymPy cannot build are left out, and what comes after them."""
    found: list[tuple[str, Sides]] = []
    with suppress(*REJECTED):
        found.extend(rewriting(identity))
    return found


def run(
    identities: Sequence[Identity], sample: int | None, seed: int, limit: float, tell: Callable[[str], None]
) -> list[Trial]:
    """All rewrites of the identities, or so many of them, each put to the oracle and to the engine."""
    every = [made for identity in identities for made in rewrites(identity, seed)]
    tell(f"{len(every)} rewrites")
    count = len(every) if sample is None else min(sample, len(every))
    kept = sorted(random.Random(seed).sample(range(len(every)), count))
    return judged((every[k] for k in kept), confirmed, limit, tell)


def confirmed(made: Made) -> Told:
    """What the oracle makes of the rewritten sides at a few points of their own domain."""
    as_identity = Identity(made.change, made.name, made.left, made.right, made.right, made.domain)
    try:
        where = tuple(islice(points(as_identity), POINTS))
    except ValueError:
        return Told.UNKNOWN
    complex_allowed = made.left.has(sympy.I) or made.right.has(sympy.I)
    return told(values(made.left, where), made.right, where, complex_allowed)


def sound(trials: Sequence[Trial]) -> bool:
    """No confirmed rewrite was refuted."""
    return not chosen(trials, Told.SAME, Answer.DIFFERENT)


def report(trials: Sequence[Trial]) -> str:
    """The table by rewriting, and every rewrite that needs a reader."""
    return "\n\n".join(
        [
            by_kind(trials, Told.SAME),
            listed("TRUE AND REFUTED", chosen(trials, Told.SAME, Answer.DIFFERENT)),
            listed("called ill formed", chosen(trials, Told.SAME, Answer.ILL_FORMED)),
            listed("the oracle sees a difference", chosen(trials, Told.DIFFERENT, *Answer)),
            listed("refuted where the oracle finds no value", chosen(trials, Told.UNKNOWN, Answer.DIFFERENT)),
            slow_and_broken(trials),
        ]
    )
