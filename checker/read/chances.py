"""What the laws of probability make of expectations and probabilities: linearity, Var X = E X² − (E X)², Bayes.

The laws are applied to what is written inside, read as a polynomial of its names; what is none is left as it is. Every
expectation becomes one of products of random names, so that two that the laws make equal are the same. A number is
never put in for one unless the notes say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

import sympy
from sympy.core.basic import Basic
from sympy.core.symbol import Str

from checker.objects import Statistic
from checker.read.expression import understood
from checker.read.ledger import Ledger
from checker.read.syntax import SyntaxFault, parse

INDEPENDENT = re.compile(r"(?<!not )(?<!in)\b(pairwise |mutually )?independen(t|ce|tly)\b|\bi\.?i\.?d\b", re.IGNORECASE)
CONSTANTS = frozenset("a b c d m n p".split())  # noqa: SIM905  # a table of words
NOISE = frozenset(("epsilon", "varepsilon", "xi", "zeta"))  # as often random as not
MEANS = re.compile(r"E(_\{.*\})?")
MOST_TERMS = 60
Values = Mapping[Basic, Basic]


def by_laws(sides: Sequence[Basic], known: Values, definitions: Values, independent: bool) -> tuple[Basic, ...] | None:
    """The sides by the laws and what is known of statistics; None where neither speaks of any.

    `known` gives a statistic the value that the notes state of it; `definitions` what names stand for, inside too.
    """
    if not any(side.has(Statistic) for side in sides):
        return None
    rules = Rules(definitions, independent, random_names((*sides, *known)))
    values: dict[Basic, Basic] = {}
    for statistic, value in known.items():
        _learn(rules.normal(statistic).xreplace(values), value, values)
    return tuple(_settled(rules.normal(side), values) for side in sides)


def _learn(normal: Basic, value: Basic, values: dict[Basic, Basic]) -> None:
    """Solves what is said of one statistic for a part of its normal form in which it is linear."""
    rest = sympy.expand(normal - value)
    for part in sorted(rest.atoms(Statistic), key=lambda one: (-len(str(one)), str(one))):
        factor = rest.coeff(part, 1)
        if factor.is_Rational and factor != 0 and not (rest - factor * part).has(part):
            solved = sympy.expand((factor * part - rest) / factor)
            for one, other in list(values.items()):
                values[one] = other.xreplace({part: solved})
            values[part] = solved
            return


def _settled(side: Basic, values: Values) -> Basic:
    """The values put in; a probability that is unknown is turned round by Bayes where the others are known."""
    side = side.xreplace(dict(values))
    for rule in (_complement, _turned):
        side = side.xreplace({one: found for one in side.atoms(Statistic) if (found := rule(one, values)) is not None})
    return side


def _complement(statistic: Basic, values: Values) -> Basic | None:
    """P(Ā | B) = 1 − P(A | B)."""
    kind, text = (str(part) for part in statistic.args[:2])
    event, bar, given = text.partition(" \\mid ")
    found = re.fullmatch(r"\\(?:bar|overline)\{(\w+)\}|(\w+)\^\{c\}", event)
    if kind != "P" or found is None:
        return None
    other = Statistic(Str("P"), Str(f"{found[1] or found[2]}{bar}{given}"))
    return 1 - values[other] if other in values else None


def _turned(statistic: Basic, values: Values) -> Basic | None:
    """P(A | B) = P(B | A) P(A)/P(B)."""
    kind, text = (str(part) for part in statistic.args[:2])
    event, bar, given = text.partition(" \\mid ")
    if kind != "P" or not bar or "\\mid" in given:
        return None
    parts = [Statistic(Str("P"), Str(one)) for one in (f"{given} \\mid {event}", event, given)]
    if not all(part in values for part in parts) or values[parts[2]] == 0:
        return None
    turned, prior, whole = (values[part] for part in parts)
    return turned * prior / whole


def random_names(parts: Sequence[Basic]) -> frozenset[str]:
    """The names that stand alone in some bracket: E[x] makes x random."""
    inside = {str(one.args[1]) for part in parts for one in part.atoms(Statistic)}
    return frozenset(text.replace("\\", "").strip() for text in inside if re.fullmatch(r"\\?[A-Za-z]+", text))


class Rules:
    """The laws for one question: `normal` gives what an expression is by them."""

    __slots__ = ("_definitions", "_independent", "_random", "averaged")

    def __init__(self, definitions: Values, independent: bool, random: frozenset[str]) -> None:
        self._definitions, self._independent, self._random = definitions, independent, random
        self.averaged: dict[Basic, Basic] = {}  # the expectations met, each with the product that it is of

    def is_certain(self, name: str) -> bool:
        """Is a name certainly random: a capital, or one that stands alone in a bracket?"""
        return "_" not in name and (name in self._random or (len(name) == 1 and name.isupper()))

    def normal(self, side: Basic) -> Basic:
        """Every statistic in terms of expectations of products of random names."""
        changed = {one: found for one in side.atoms(Statistic) if (found := self._by_law(one)) is not None}
        return side.xreplace(changed)

    def _by_law(self, statistic: Basic) -> Basic | None:
        if len(statistic.args) > 2:
            return None  # another for every index of a sum around
        kind, text = (str(part) for part in statistic.args)
        head, _, label = kind.partition("_")
        rule: Callable[[str, Basic], Basic | None] | None = {"E": self._mean, "Var": self._variance}.get(head)
        if head == "Cov":
            return self._covariance(label, text)
        inside = _inside(text)
        return None if rule is None or inside is None else rule(label, self._unfolded(inside))

    def _unfolded(self, inside: Basic) -> Basic:
        return inside.xreplace({name: body for name, body in self._definitions.items() if name.is_Symbol})

    def _mean(self, label: str, inside: Basic) -> Basic | None:
        """E[aX + bY + c] = a E[X] + b E[Y] + c."""
        terms = sympy.Add.make_args(sympy.expand(inside))
        if len(terms) > MOST_TERMS or not any(True for _ in self._moving(inside)):
            return None  # what is averaged is random
        return sympy.Add(*(self._mean_of(label, term) for term in terms))

    def _mean_of(self, label: str, term: Basic) -> Basic:
        fixed, moving = term.as_independent(*self._moving(term), as_Add=False)
        if moving == 1:
            return fixed
        parts = sympy.Mul.make_args(moving)
        apart = self._independent and len({s for part in parts for s in part.free_symbols}) == len(parts)
        if apart:
            return fixed * sympy.Mul(*(self._canonical(label, part) for part in parts))
        return fixed * self._canonical(label, moving)

    def _variance(self, label: str, inside: Basic) -> Basic | None:
        """Var(p) = E[p²] − E[p]²."""
        square, mean = self._mean(label, inside**2), self._mean(label, inside)
        return None if square is None or mean is None else sympy.expand(square - mean**2)

    def _covariance(self, label: str, text: str) -> Basic | None:
        """Cov(p, q) = E[pq] − E[p] E[q]."""
        parts = [_inside(part) for part in text.split(",")]
        if len(parts) != 2 or None in parts:
            return None
        one, two = (self._unfolded(part) for part in parts if part is not None)
        both, first, second = (self._mean(label, part) for part in (one * two, one, two))
        if both is None or first is None or second is None:
            return None
        return sympy.expand(both - first * second)

    def _moving(self, term: Basic) -> Iterator[Basic]:
        """The random names of a term: those that are not plainly constants."""
        return (name for name in sorted(term.free_symbols, key=str) if not self._is_constant(str(name)))

    def _is_constant(self, name: str) -> bool:
        if name in self._random or "_hat" in name or "_bar" in name or "_tilde" in name:
            return False
        base, _, label = name.partition("_")
        if label.isalpha():
            return False  # k_i may be an item of data
        return base in CONSTANTS or (base not in NOISE and len(base) > 1 and base.isalpha() and base.islower())

    def _canonical(self, label: str, product: Basic) -> Basic:
        """E of a product of names, told apart by its brackets from what is kept as it was written."""
        made = Statistic(Str(f"E_{label}" if label else "E"), Str(f"⟨{product}⟩"))
        self.averaged[made] = product
        return made


@lru_cache(maxsize=512)
def _inside(text: str) -> Basic | None:
    """What is written in a bracket as a polynomial of its names; None where it is none."""
    if "\\mid" in text or "|" in text:
        return None
    try:
        row = parse(text)
        found = understood(row.items, Ledger(), row.span).value
    except (SyntaxFault, TypeError, ValueError):
        return None
    names = found.free_symbols if isinstance(found, sympy.Expr) else set()
    plain = names and all(name.is_Symbol for name in names) and not found.has(sympy.core.function.AppliedUndef)
    return found if plain and found.is_polynomial(*names) else None
