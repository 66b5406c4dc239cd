"""The nouns of the normal form: what a generator stands for, and what is known of its sign."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from sympy.core.basic import Basic

from checker.decide.kernels.field import Fraction


class Declines(Exception):
    """The expression holds something that has no place in the normal form."""


class OutOfRoom(Exception):
    """More generators are needed than this ring has."""


class Kind(Enum):
    """What a generator stands for."""

    SYMBOL = "symbol"
    DATA = "data"
    FUNCTION = "function"
    EXPONENTIAL = "exponential"
    LOGARITHM = "logarithm"
    ROOT = "root"
    ABSOLUTE = "absolute value"
    GAMMA = "gamma"
    DIGAMMA = "digamma"
    INVERSE = "inverse function"
    SUM = "sum"
    PRODUCT = "product"

    __hash__ = object.__hash__  # Enum's hashes the name anew each time, and kinds are keys


class Sign(Enum):
    """What is known of a value's sign everywhere on the domain."""

    POSITIVE = 3
    NONNEGATIVE = 2
    NONZERO = 1
    ANY = 0


class Generator(NamedTuple):  # several are made for each proof: a frozen dataclass takes three times as long
    """One kernel.

    `argument` is the exponent, the logarithm's argument, the radicand, what the absolute value
    or the function is of, or the summand; `degree` the root's; `bounds` a sum's; `marks` the
    bound indices it depends on, one bit each.
    """

    name: str
    kind: Kind
    sign: Sign
    marks: int
    origin: Basic | None = None
    argument: Fraction | None = None
    degree: int = 0
    bounds: tuple[Fraction, Fraction] | None = None


@lru_cache(maxsize=4096)
def declared_sign(expression: Basic) -> Sign:
    if expression.is_positive:
        return Sign.POSITIVE
    if expression.is_nonnegative:
        return Sign.NONNEGATIVE
    return Sign.NONZERO if expression.is_nonzero else Sign.ANY
