"""What X ~ Bin(n, p), "X is Poisson with mean λ" and "with mean μ and variance σ²" tell of E[X] and Var X.

Means and variances are those of Casella and Berger, Statistical Inference (2002), its table of distributions. Laws of
which authors use two parametrisations (gamma, geometric, exponential by its mean) are not put in. What is told of a
name holds until it is told to have another distribution.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sympy import Pow
from sympy.core.basic import Basic

from checker.read.cursor import parted
from checker.read.names import name_of, with_label
from checker.read.sentences import Item, Mention, Word, sentences
from checker.read.spacing import bare
from checker.read.statements import Statement, statements
from checker.read.syntax import SyntaxFault, parse
from checker.written import Fence, Formula, Node, Prose, Span

Moments = Callable[..., tuple[Basic, Basic | None]]
"""The mean and the variance, if it is known, of the parameters."""

LAWS: dict[str, tuple[int, Moments]] = {
    "binomial": (2, lambda n, p: (n * p, n * p * (1 - p))),
    "bernoulli": (1, lambda p: (p, p * (1 - p))),
    "poisson": (1, lambda rate: (rate, rate)),
    "exponential": (1, lambda rate: (1 / rate, 1 / rate**2)),
    "normal": (2, lambda mean, variance: (mean, variance)),
    "uniform": (2, lambda low, high: ((low + high) / 2, (high - low) ** 2 / 12)),
    "beta": (2, lambda a, b: (a / (a + b), a * b / ((a + b) ** 2 * (a + b + 1)))),
    "moments": (2, lambda mean, variance: (mean, variance)),
    "mean": (1, lambda mean: (mean, None)),
}
SIGNS: dict[str, str] = {
    sign: law
    for law, signs in {
        "binomial": "Bin Binom Binomial bin Bi",
        "bernoulli": "Bernoulli Bern Ber Bernouilli",
        "poisson": "Poisson Poi Pois Po poisson",
        "exponential": "Exp Exponential Expo",
        "normal": "N Normal",
        "uniform": "U Uniform Unif",
        "beta": "Beta",
    }.items()
    for sign in signs.split()
}
SAID = {
    "poisson": ("mean", "parameter", "rate", "intensity"),
    "exponential": ("rate",),
    "bernoulli": ("parameter", "probability"),
    "binomial": ("parameters",),
}
"""The words behind which the parameters of a law that is named in words stand."""
OTHER_LAWS = frozenset(
    """geometric gamma beta cauchy laplace pareto weibull normal gaussian uniform hypergeometric multinomial lognormal
    chi-squared chi-square student rademacher distribution density mass""".split()  # noqa: SIM905  # a table of words
)
MOST_BETWEEN = 6  # words between a law, or a name, and what is said of it


@dataclass(frozen=True, slots=True)
class Distributed:
    """What is told of random names from an offset of the document on; no law says that nothing is known any more.

    Of a family X₁, …, Xₙ it is told of every member.
    """

    names: tuple[str, ...]
    place: int
    law: str = ""
    parameters: tuple[tuple[Node, ...], ...] = ()
    span: Span = Span(0, 0)  # noqa: RUF009  # it is frozen
    family: bool = False

    def tells_of(self, name: str) -> bool:
        """Is it told of a name, or of the family that it is of? X̄ and X are no members of X₁, …, Xₙ."""
        base, _, label = name.partition("_")
        if not self.family:
            return name in self.names
        return base in self.names and (len(label) == 1 or label.isdigit())

    def moments(self, values: Sequence[Basic]) -> tuple[Basic, Basic | None] | None:
        """The mean and variance for values of the parameters; None where these do not say which law is meant."""
        if not self.law or not all(value.is_commutative and not value.is_Boolean for value in values):
            return None
        if self.law == "normal" and not (isinstance(values[1], Pow) or values[1] == 1):
            return None  # N(μ, 4) may name the variance, or the standard deviation
        if self.law == "exponential" and str(values[0]) != "lambda":
            return None  # its mean may be meant
        return LAWS[self.law][1](*values)


def distributed(section: Sequence[Prose | Formula]) -> tuple[Distributed, ...]:
    """All that a section tells, in reading order."""
    found = [told for piece in section if isinstance(piece, Formula) for told in _by_formula(piece)]
    found += [told for sentence in sentences(section) for told in _by_words(sentence)]
    return tuple(sorted(found, key=lambda told: told.place))


# --- formulas ------------------------------------------------------------------------------------


def _by_formula(formula: Formula) -> Iterator[Distributed]:
    """X ~ Bin(n, p), and what is told of X, Y and of X₁, …, Xₙ by commas before it."""
    try:
        found = statements(parse(formula.latex, formula.macros))
    except SyntaxFault:
        return
    listed: list[str] = []
    for statement in found:
        name = with_label(statement.parts[0].items[0]) if len(statement.parts[0].items) == 1 else None
        listed += [name.text] if name is not None else []
        if not statement.links:
            continue
        if statement.links[0].relation == "dist" and listed:
            yield _as_told(statement, listed, formula.start)
        listed = []


def _as_told(statement: Statement, names: Sequence[str], place: int) -> Distributed:
    bases = {name.partition("_")[0] for name in names}
    family = len(names) > 1 and len(bases) == 1
    told = tuple(bases) if family else tuple(names)
    items = bare(statement.parts[1].items)
    sign = name_of(items[0]) if items else None
    law = SIGNS.get(sign.text.removeprefix("cal_"), "") if sign is not None else ""
    fence = items[1] if len(items) == 2 else None
    if not law or not isinstance(fence, Fence) or fence.opening not in {"(", "["}:
        return Distributed(told, place, family=family)
    parameters = tuple(tuple(part) for part in parted(bare(fence.body.items), (",", ";")))
    if len(parameters) != LAWS[law][0]:
        return Distributed(told, place, family=family)
    return Distributed(told, place, law, parameters, fence.body.span, family)


# --- words ---------------------------------------------------------------------------------------


def _by_words(sentence: Sequence[Item]) -> Iterator[Distributed]:
    """ "N is Poisson with mean λ", "X has mean μ and variance σ²"; of another law only that there is one."""
    found = list(_each_by_words(sentence))
    known = {name for told in found if told.law for name in told.names}
    return (told for told in found if told.law or not known & set(told.names))


def _each_by_words(sentence: Sequence[Item]) -> Iterator[Distributed]:
    for k, item in enumerate(sentence):
        text = item.text if isinstance(item, Word) else ""
        named = _named(sentence, k) if text in SAID or text in OTHER_LAWS or text == "mean" else None
        if named is None:
            continue
        if text == "mean":
            yield from _by_moments(sentence, k, named)
        else:
            values = _behind(sentence, k, SAID.get(text, ()), LAWS[text][0] if text in SAID else 0)
            yield _of_mention(named, text if values else "", values)


def _by_moments(sentence: Sequence[Item], k: int, named: Mention) -> Iterator[Distributed]:
    if any(isinstance(item, Word) and item.text in SAID for item in sentence[max(0, k - MOST_BETWEEN) : k]):
        return
    mean = _value(sentence, k + 1)
    joined = [item.text for item in sentence[k + 2 : k + 5] if isinstance(item, Word)]
    variance = next((_value(sentence, j + 1) for j in range(k + 2, k + 5) if _word(sentence, j) == "variance"), None)
    if mean is not None and variance is not None and joined[:1] == ["and"]:
        yield _of_mention(named, "moments", (mean, variance))
    elif mean is not None:
        yield _of_mention(named, "mean", (mean,))


def _named(sentence: Sequence[Item], k: int) -> Mention | None:
    """The random name, or family, that words say something of: the nearest before, a capital."""
    for item in reversed(sentence[max(0, k - 2 * MOST_BETWEEN) : k]):
        if isinstance(item, Mention):
            names = (item.run[0],) if item.run is not None else item.names
            return item if names and all(re.match(r"[A-Z](_|$)", name) for name in names) else None
    return None


def _behind(sentence: Sequence[Item], k: int, words: Sequence[str], count: int) -> tuple[Mention, ...]:
    """The values behind one of some words: "with parameters n and p"."""
    for j in range(k + 1, min(k + MOST_BETWEEN, len(sentence))):
        if _word(sentence, j) in words:
            values = [item for item in sentence[j + 1 : j + 2 * count] if isinstance(item, Mention)]
            return tuple(values) if len(values) == count else ()
    return ()


def _word(sentence: Sequence[Item], k: int) -> str:
    item = sentence[k] if k < len(sentence) else None
    return item.text if isinstance(item, Word) else ""


def _value(sentence: Sequence[Item], k: int) -> Mention | None:
    item = sentence[k] if k < len(sentence) else None
    return item if isinstance(item, Mention) and item.latex else None


def _of_mention(named: Mention, law: str, values: Sequence[Mention]) -> Distributed:
    told = (named.run[0],) if named.run is not None else named.names
    plain = all(len(one.statements) == 1 and not one.statements[0].links for one in values)
    parameters = tuple(one.statements[0].parts[0].items for one in values) if plain else ()
    return Distributed(told, named.start, law if plain else "", parameters, family=named.run is not None)
