"""How the cost of deciding grows with the size of what is asked: sums, powers, matrix products, derivations."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import sympy
from sympy import Add, Basic, MatMul, MatrixSymbol, Symbol, Transpose, symbols

from benchmarks.engines import Answer, Reply, ask
from benchmarks.outcomes import OURS
from benchmarks.tables import table

REPETITIONS = 3  # of one size; the median counts
LONGEST = 80  # characters of an answer in the table
ENOUGH = 2.0  # seconds after which a size is not repeated

Questions = Iterator[tuple[Basic, Basic]]


@dataclass(frozen=True, slots=True)
class Family:
    """Questions of any size; all are true."""

    name: str
    unit: str
    sizes: tuple[int, ...]
    questions: Callable[[int, random.Random], Questions]


@dataclass(frozen=True, slots=True)
class Measured:
    """The cost of one size: `seconds` for all its questions together, and the worst answer among them."""

    family: str
    unit: str
    size: int
    seconds: float
    answer: Answer
    because: str


def shuffled_sum(size: int, source: random.Random) -> Questions:
    """x₁ + … + xₙ against the same terms in another order."""
    terms = list(symbols(f"x1:{size + 1}", real=True))
    other = terms.copy()
    source.shuffle(other)
    yield Add(*terms, evaluate=False), Add(*other, evaluate=False)


def weighted_sum(size: int, source: random.Random) -> Questions:
    """Σ k·xₖ against Σ (k − 1)·xₖ + Σ xₖ: the same, but no two terms look alike."""
    terms = list(symbols(f"x1:{size + 1}", real=True))
    other = [*((k - 1) * x for k, x in enumerate(terms, start=1) if k > 1), *terms]
    source.shuffle(other)
    yield Add(*(k * x for k, x in enumerate(terms, start=1)), evaluate=False), Add(*other, evaluate=False)


def binomial_theorem(size: int, _: random.Random) -> Questions:
    """(1 + x)ⁿ, multiplied out."""
    x = Symbol("x", real=True)
    yield (1 + x) ** size, Add(*(math.comb(size, k) * x**k for k in range(size + 1)))


def geometric_sum(size: int, _: random.Random) -> Questions:
    """1 + x + … + xⁿ as a fraction, in eˣ."""
    x = Symbol("x", real=True, positive=True)
    yield Add(*(sympy.exp(k * x) for k in range(size + 1))), (sympy.exp((size + 1) * x) - 1) / (sympy.exp(x) - 1)


def matrix_product(size: int, _: random.Random) -> Questions:
    """(A₁ ⋯ Aₙ)ᵀ = Aₙᵀ ⋯ A₁ᵀ."""
    n = Symbol("n", integer=True, positive=True)
    factors = [MatrixSymbol(f"A{k}", n, n) for k in range(size)]
    yield Transpose(MatMul(*factors)), MatMul(*(Transpose(factor) for factor in reversed(factors)))


def lines(size: int, source: random.Random) -> Questions:
    """So many lines, each decided by itself: (a·x + b)² = a²x² + 2abx + b² with numbers of its own."""
    x = Symbol("x", real=True)
    for _ in range(size):
        a, b = source.randint(2, 10**6), source.randint(1, 10**6)
        yield (a * x + b) ** 2, a**2 * x**2 + 2 * a * b * x + b**2


FAMILIES: tuple[Family, ...] = (
    Family("terms shuffled", "terms", (10, 30, 100, 300, 1000, 3000, 10_000), shuffled_sum),
    Family("terms collected", "terms", (10, 30, 100, 300, 1000, 3000, 10_000), weighted_sum),
    Family("power expanded", "degree", (2, 5, 10, 20, 50, 100, 200), binomial_theorem),
    Family("geometric sum of exponentials", "degree", (2, 5, 10, 20, 50, 100, 200), geometric_sum),
    Family("transposed product", "factors", (2, 4, 8, 16, 32, 64), matrix_product),
    Family("derivation", "lines", (10, 30, 100, 300, 1000, 3000, 10_000), lines),
)


def run(most: int | None, seed: int, limit: float, tell: Callable[[str], None]) -> list[Measured]:
    """Every family up to the size at which one answer comes late, or up to `most`."""
    found: list[Measured] = []
    for family in FAMILIES:
        for size in family.sizes:
            if most is not None and size > most:
                break
            tell(f"{family.name}: {size} {family.unit}")
            found.append(_measure(family, size, seed, limit))
            if found[-1].answer is Answer.LATE:
                break
    return found


def _measure(family: Family, size: int, seed: int, limit: float) -> Measured:
    questions = list(family.questions(size, random.Random(f"{seed} {family.name} {size}")))
    totals: list[float] = []
    while len(totals) < REPETITIONS and sum(totals) < ENOUGH:
        replies = _asked(questions, limit)
        totals.append(sum(reply.seconds for reply in replies))
    worst = next((reply for reply in replies if reply.answer is not Answer.EQUAL), replies[-1])
    return Measured(family.name, family.unit, size, statistics.median(totals), worst.answer, worst.because)


def _asked(questions: Sequence[tuple[Basic, Basic]], limit: float) -> list[Reply]:
    return [ask(OURS, left, right, (), limit) for left, right in questions]


# --- what is said of it ------------------------------------------------------------------------


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope b of log(seconds) = a + b·log(size), by least squares; nan for fewer than two points."""
    if len(points) < 2:
        return math.nan
    slope, _ = statistics.linear_regression(
        [math.log(size) for size, _ in points], [math.log(seconds) for _, seconds in points]
    )
    return slope


def sound(measured: Sequence[Measured]) -> bool:
    """No true question was called false."""
    return not any(m.answer is Answer.DIFFERENT for m in measured)


def report(measured: Sequence[Measured]) -> str:
    """Cost by size with the slope from one size to the next, and the slope fitted to each family."""
    rows, fitted = [], []
    for family in dict.fromkeys(m.family for m in measured):
        mine = [m for m in measured if m.family == family]
        timed = [(m.size, m.seconds) for m in mine if m.answer is not Answer.LATE]
        for k, m in enumerate(mine):
            step = f"{exponent([(p.size, p.seconds) for p in mine[k - 1 : k + 1]]):.2f}" if k else ""
            said = m.answer.value if m.answer is Answer.EQUAL else f"{m.answer.value}: {m.because}"[:LONGEST]
            rows.append((family, m.unit, str(m.size), f"{1000 * m.seconds:.2f}", step, said))
        upper = timed[-4:]
        fitted.append((family, f"{exponent(timed):.2f}", f"{exponent(upper):.2f}", f"{upper[0][0]}" if upper else ""))
    return "\n\n".join(
        [
            table(("family", "unit", "size", "ms", "local exponent", "answer"), rows),
            table(("family", "exponent", "of the largest four", "from size"), fitted),
        ]
    )


def as_data(measured: Sequence[Measured]) -> list[dict[str, object]]:
    """One flat record a size, for JSON."""
    return [
        {
            "family": m.family,
            "unit": m.unit,
            "size": m.size,
            "seconds": m.seconds,
            "answer": m.answer.value,
            "because": m.because,
        }
        for m in measured
    ]
