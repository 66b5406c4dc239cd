"""Replays a proof from its claim: exact arithmetic of its own, with nothing but the standard library.

A claim is plain data, as `checker.decide.plain_data` writes it. A certificate names kernels as generators and states
facts about them (`kernels` verifies each before it uses it) and values. Both sides of the claim are evaluated anew,
must have the values stated, and must agree. What is shown is equality at every real point where all parts of both
sides have values (Risch 1979; Bronstein 2005, ch. 9); for equations and minima also uniqueness, under the conditions
printed. That there is such a point is not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from checker.recheck.kernels import Node, RecheckFailure, Value, num, occurs, require, total
from checker.recheck.matrices import Matrix, Replay, flipped

__all__ = ["RecheckFailure", "recheck"]


def recheck(claim: Node, certificate: Mapping[str, Node]) -> None:
    """Replays the proof of a claim from plain data, tuples or lists. Raises RecheckFailure where it does not hold."""
    try:
        _, question, definitions, domain, conditions = frozen(claim)
        given = {name: frozen(part) for name, part in certificate.items()}
        if (
            question[0] == "equal"
            and question[1] == question[2]
            and given == {"question": "equal", "same tree": question[1]}
        ):
            return
        require(given["question"] == question[0], "it is of another question")
        replay = Replay(question[1:3], dict(definitions), domain, given)
        QUESTIONS[question[0]](replay, frozenset(conditions), *question[1:])
        require(not replay.stated and not replay.needless(), "more is stated than the claim needs")
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as fault:
        raise RecheckFailure(f"no claim with its certificate: {fault!r}") from fault


def frozen(data: Any) -> Any:
    """Lists as tuples."""
    return tuple(map(frozen, data)) if isinstance(data, list | tuple) else data


# --- the questions ------------------------------------------------------------------------------

Conditions = frozenset[str]


def equal(replay: Replay, _conditions: Conditions, left: Node, right: Node) -> None:
    one, two = replay.state(replay.evaluate(left)), replay.state(replay.evaluate(right))
    require(replay.agree(one, two), "the two sides differ")


def unequal(replay: Replay, _conditions: Conditions, left: Node, right: Node) -> None:
    one, two = replay.state(replay.evaluate(left)), replay.state(replay.evaluate(right))
    rows = [((value,),) if isinstance(value, Value) else value for value in (one, two)]
    require(not any(isinstance(value, Matrix) for value in (one, two)), "no rule for matrices that differ")
    pairs = [pair for one_row, other in zip(*rows, strict=True) for pair in zip(one_row, other, strict=True)]
    require(all(entry.number() is not None for pair in pairs for entry in pair), "no rule for names that differ")
    require(any(one != two for one, two in pairs), "the two sides are equal")


def same_roots(replay: Replay, _conditions: Conditions, left: Node, right: Node) -> None:
    """left = c·right, with a stated c that never vanishes."""
    one, two = replay.state(replay.evaluate(left)), replay.state(replay.evaluate(right))
    kind, data = replay.stated.pop(0)
    ratio = replay.read(data)
    require(kind == "fraction" and replay.same(one, ratio * two), "the sides differ by another factor")
    require(abs(replay.sign(ratio)) == 2, "the factor may vanish")


def solves(replay: Replay, conditions: Conditions, residual: Node, unknown: Node, value: Node) -> None:
    """The residual is linear in the unknown, vanishes at the value, and has a slope that does not vanish."""
    if unknown[0] == "matrix":
        return root_of(replay, conditions, replay.evaluate(residual), unknown, replay.evaluate(value))
    require(unknown[0] == "symbol", "no rule for an unknown that is no name")
    left, (k,) = replay.scalar(residual), replay.scalar(unknown).names()
    slope, there = replay.slope(left, k), replay.state(replay.scalar(value))
    require(not replay.mentions(slope, unknown) and replay.state(slope), "the equation is not linear")
    require(not replay.mentions(there, unknown), "the value holds the unknown")
    require(replay.zero(replay.put(left, {k: there})), "put back, it leaves something over")
    nonzero(replay, conditions, slope)
    return None


def nonzero(replay: Replay, conditions: Conditions, value: Value) -> int:
    """value = c · spreads and names, c surely not zero and the others by a condition that is printed; the sign of c."""
    label, (constant, factors) = replay.stated.pop(0)
    outside, inside = replay.read(constant), num(1)
    for kind, *parts in factors:
        if kind == "spread":
            data, facts, low, high = parts
            sums = [("sum", ("pow", ("indexed", data, facts, I), ("rational", p, 1)), I, low, high) for p in (0, 1, 2)]
            count, first, second = map(replay.scalar, sums)
            inside = inside * (count * second - first * first)  # ½ ΣΣ (xᵢ − xⱼ)²: Lagrange's identity
            require(f"the {data}_i are not all equal" in conditions, "a condition is not printed")
        else:
            require(kind == "name" and parts[0][0] == "symbol", "no rule for that factor")
            require(f"{parts[0][1]} ≠ 0" in conditions, "a condition is not printed")
            inside = inside * replay.scalar(parts[0])
    require(label == "nonzero" and replay.same(value, outside * inside), "the slope has other factors")
    require(abs(replay.sign(outside)) == 2, "the slope may vanish")
    return replay.sign(outside) if all(kind == "spread" for kind, *_ in factors) else 0


I = ("symbol", "i", "integer")  # noqa: E741  # as in Σᵢ


def minimizes(replay: Replay, conditions: Conditions, objective: Node, unknowns: Node, values: Node) -> None:
    """Stationary, with a Hessian whose leading minors are all positive (Boyd and Vandenberghe 2004, §3.1.4)."""
    if unknowns[0][0] == "matrix":
        gradient = replay.gradient(objective, unknowns[0])
        return root_of(replay, conditions, gradient, unknowns[0], replay.evaluate(values[0]))
    function = replay.scalar(objective)
    names = [replay.scalar(unknown).names()[0] for unknown in unknowns]
    there = dict(zip(names, (replay.state(replay.scalar(value)) for value in values), strict=True))
    apart = not any(replay.mentions(value, unknown) for value in there.values() for unknown in unknowns)
    require(apart and all(unknown[0] == "symbol" for unknown in unknowns), "a value holds an unknown")
    inside = [(g, a) for g in function.names() for a in replay.kernels[g].arguments]
    smooth = not any(replay.mentions(a, unknown) for _, a in inside for unknown in unknowns if unknown[0] == "symbol")
    require(smooth and all(e > 0 for m in function.terms for g, e in m if g in names), "no rule but for polynomials")
    slopes = [replay.slope(function, k) for k in names]
    require(all(replay.zero(replay.put(slope, there)) for slope in slopes), "not stationary there")
    hessian = [[replay.slope(slope, k) for k in names] for slope in slopes]
    for count in range(1, len(names) + 1):
        minor = replay.state(determinant([row[:count] for row in hessian[:count]]))
        require(nonzero(replay, conditions, minor) == 2, "a minor may not be positive")
    return None


def determinant(rows: Sequence[Sequence[Value]]) -> Value:
    minors = [[[*row[:k], *row[k + 1 :]] for row in rows[1:]] for k in range(len(rows))]
    terms = (num((-1) ** k) * rows[0][k] * determinant(minor) for k, minor in enumerate(minors))
    return total(terms) if rows else num(1)


def root_of(replay: Replay, conditions: Conditions, residual: Any, unknown: Node, value: Any) -> None:
    """A·θ + b = 0 at the value, with A = Σ c·MᵀM, every c > 0, and one M of full column rank by a printed condition."""
    column, definite = ((unknown, False, False),), False
    slope = {word[:-1]: c for word, c in residual.words.items() if word[-1:] == column}
    rest = [(word, c) for word, c in residual.words.items() if word[-1:] != column]
    parts = [*slope.items(), *rest]
    linear = not any(occurs(unknown, word) or replay.mentions(c, unknown) for word, c in parts)
    held = any(occurs(unknown, word) or replay.mentions(c, unknown) for word, c in value.words.items())
    require(linear and not held, "the equation is not linear, or the value holds the unknown")
    replay.state(value)
    replay.state(Matrix(slope, residual.rows, residual.rows))
    there = [(word + w, c * a) for word, c in slope.items() for w, a in value.words.items()]
    left = replay.matrix([*there, *rest], residual.rows, residual.columns)
    require(not left.words, "put back, it leaves something over")
    for word, c in slope.items():
        half = word[len(word) // 2 :]
        require(replay.sign(c) == 2 and word == flipped(half) + half, "the slope may not be positive definite")
        plain = [name[1] for name, transposed, inverse in half if not transposed and not inverse]
        full = len(plain) == len(half) == 1 and f"{plain[0]} has full column rank ({plain[0]}ᵀ{plain[0]} invertible)"
        definite |= not half or full in conditions
    require(definite, "no condition printed makes the slope positive definite")


QUESTIONS: Mapping[str, Callable[..., None]] = {
    "equal": equal,
    "unequal": unequal,
    "same roots": same_roots,
    "solves": solves,
    "minimizes": minimizes,
}
