"""Random names as functions on a few equally likely outcomes, where every expectation is a mean of what they are there.

What the laws of probability make true holds of any distribution. So a line that is false of one, of names that are
independent besides, is false; the point at which its sides differ says which distribution that is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import sympy
from sympy.core.basic import Basic

from checker.objects import Statistic
from checker.read.chances import Rules, Values, random_names
from checker.read.ledger import real

OUTCOMES = 3  # with two, every third central moment is 0
RESTRICTED = re.compile(
    r"zero.mean|mean.(zero|0)|\bcent(er|re)d|uncorrelated|standard|white|symmetric|orthogonal|martingale|indicator|fair"
    r"|bernoulli|poisson|normal|gaussian|binomial|uniform|exponential|geometric|gamma|beta|chi.squared?|rademacher"
    r"|\bdi(ce|e)\b|coin|posterior|conditional|stationary|distributed as",
    re.IGNORECASE,
)
"""Words that say more of a distribution than is put in here."""
NAMES = re.compile(r"[^\W\d_]+")
ALIKE = re.compile(r"\bi\.?i\.?d\b|identical|same distribution|copy|copies", re.IGNORECASE)


def by_outcomes(sides: Sequence[Basic], known: Values, definitions: Values, alike: bool) -> tuple[Basic, ...] | None:
    """The sides for independent names on OUTCOMES equally likely outcomes; None where that is no case of what is said.

    `alike` says that all names have one distribution. A name that `known` calls a mean, or a square a variance, is
    that; where a statistic has another value, or it is not certain which names are random, no case is made. Nor is
    one of a constant that stands in no bracket, such as σ² of Var(X) = σ²: what it is nobody said; nor of E[X] = 7/2,
    which may be told of this X.
    """
    apart = not any(str(one.args[0]).startswith("Cov") for one in sides[-1].atoms(Statistic))
    means = {value: one for one, value in known.items() if value.is_Symbol or _is_square(value)}
    means |= {name: body for name, body in definitions.items() if name.is_Symbol and body.has(Statistic)}
    random = random_names((*sides, *known))
    first = Rules(definitions, apart, random)
    means = {name: first.normal(one) for name, one in means.items()}
    rules = Rules({**definitions, **means}, apart, random)
    normal = [rules.normal(side).xreplace(means) for side in sides]
    products = {**first.averaged, **rules.averaged}
    left = {one for side in normal for one in side.atoms(Statistic)}
    names = {name for one in left if one in products for name in products[one].free_symbols}
    elsewhere = {str(name) for side in normal for name in side.free_symbols}
    factors = {text for side in sides for one in side.atoms(Statistic) for text in NAMES.findall(str(one.args[1]))}
    roots = {str(value.base) for value in means if not value.is_Symbol}
    if not all(side.xreplace(means).has(Statistic) for side in sides) or not left <= set(products):
        return None
    if not elsewhere <= factors - roots - set(map(str, names)):
        return None
    if not all(rules.is_certain(str(name)) for name in names) or any("_" in str(one.args[0]) for one in left):
        return None
    valued = [one for one, value in known.items() if value not in means]
    if any(re.search(rf"\b{re.escape(str(name))}\b", str(one.args[1])) for one in valued for name in names):
        return None
    averages = {one: _mean(products[one], alike) for one in left}
    return tuple(side.xreplace(averages) for side in normal)


def _is_square(value: Basic) -> bool:
    return bool(value.is_Pow and value.exp == 2 and value.base.is_Symbol)


def _mean(product: Basic, alike: bool) -> Basic:
    """The mean over all outcomes."""
    return sympy.Add(*(product.xreplace(_values(product, k, alike)) for k in range(1, OUTCOMES + 1))) / OUTCOMES


def _values(product: Basic, k: int, alike: bool) -> Mapping[Basic, Basic]:
    """What the names are on the k-th outcome; where all are alike, the values of one are those of each."""
    return {name: real(f"{'X' if alike else name}(ω{k})") for name in product.free_symbols}
