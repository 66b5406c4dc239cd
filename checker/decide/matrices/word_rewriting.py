"""Sums of words rewritten by equations that are given: A·x → λ·x wherever Ax = λx is known.

One step of the completion of Mora 1994, "An introduction to commutative and noncommutative Gröbner bases", §2: each
equation is solved for one of its words, and that word is replaced wherever it stands, its transpose too. What is
rewritten equals what was written wherever the equations hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import product

from checker.decide.matrices.given_equations import Given, put_in
from checker.decide.matrices.given_equations import solved as scalar_equations
from checker.decide.matrices.matrix_algebra import Algebra, power_of
from checker.decide.matrices.scalar_form import Generator, Root, Scalar, constant, inverse, substituted, variable
from checker.decide.matrices.words import (
    Cycle,
    MatrixSum,
    Terms,
    Word,
    atom_invertibility,
    bare,
    nonzero_condition,
    square_factors,
    transposed_word,
    word_order,
)

MOST_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Rule:
    """A word, which is not empty, and the terms that it equals, all of the word's shape."""

    word: Word
    terms: tuple[tuple[Scalar, Word], ...]

    def transposed(self) -> Rule:
        return Rule(transposed_word(self.word), tuple((scalar, transposed_word(other)) for scalar, other in self.terms))


@dataclass(frozen=True, slots=True)
class Rules:
    """What equations let be replaced: words by terms, and scalars by their values."""

    words: tuple[Rule, ...]
    scalars: Given


def rules_of(zeros: Sequence[MatrixSum], by_letters: bool) -> Rules | None:
    """Each sum that is zero, solved for its greatest word, or for a letter that stands in it once; None where not."""
    words: list[Rule] = []
    scalars: list[tuple[Generator, Scalar]] = []
    for zero in zeros:
        if zero.is_scalar:
            scalars += scalar_equations(zero.scalar())
            continue
        rule = _rule(_stripped(zero), by_letters)
        if rule is None:
            return None
        words += _turned_about(rule)
        turned = rule.transposed()
        words += (rule,) if turned == rule or any(turned.word == other for _, other in rule.terms) else (rule, turned)
    return Rules(tuple(words), tuple(scalars)) if words or scalars else None


def _stripped(zero: MatrixSum) -> MatrixSum:
    """A(B − C) = 0 means B = C where A is known to be invertible; the same from the right."""
    terms = zero.terms
    rows, columns = zero.rows, zero.columns
    for place, rest in ((0, slice(1, None)), (-1, slice(None, -1))):
        while all(word for _, word in terms) and len({word[place] for _, word in terms}) == 1:
            atom = terms[0][1][place]
            if atom_invertibility(atom) is not None:
                break
            terms = tuple((scalar, word[rest]) for scalar, word in terms)
    return MatrixSum(rows, columns, terms)


def _turned_about(rule: Rule) -> Iterator[Rule]:
    """Of square A and B, AB = c·I gives BA = c·I: a left inverse is a right inverse."""
    if len(rule.terms) == 1 and not rule.terms[0][1] and nonzero_condition(rule.terms[0][0]) is None:
        factors = square_factors(rule.word[0].rows, rule.word)
        for place in range(1, len(factors)):
            yield Rule(sum((*factors[place:], *factors[:place]), ()), rule.terms)


def _rule(zero: MatrixSum, by_letters: bool) -> Rule | None:
    for lead, word in sorted(zero.terms, key=lambda term: word_order(term[1]), reverse=True):
        rest = [term for term in zero.terms if term[1] != word]
        if not word or len(lead.terms) != 1 or nonzero_condition(lead) is not None:
            continue
        if by_letters and (len(word) > 1 or any(_holds(other, word[0]) for _, other in rest)):
            continue
        if not by_letters and rest and word_order(word) < max(word_order(other) for _, other in rest):
            return None
        scale = constant(-1) * inverse(lead)
        return Rule(word, tuple((scale * scalar, other) for scalar, other in rest))
    return None


def _holds(word: Word, atom: object) -> bool:
    return any(atom in (each, each.transpose()) for each in word)


def rewritten(matrix: MatrixSum, rules: Rules, rounds: int = MOST_ROUNDS) -> MatrixSum:
    """The sum with every rule used as far as it goes, or for so many rounds. Raises TooLarge and Undefined."""
    algebra = Algebra()
    current = bare(matrix)
    for _ in range(rounds):
        terms: Terms = []
        for scalar, word in current.terms:
            there = put_in(substituted(scalar, partial(_inside, algebra, rules)), rules.scalars)
            terms += [(there * factor, changed) for factor, changed in _once(word, rules.words)]
        following = algebra.collected(matrix.rows, matrix.columns, terms)
        if following == current:
            break
        current = following
    algebra.note("the given equation put in")
    return algebra.finished(current, matrix)


def _once(word: Word, rules: Sequence[Rule]) -> Terms:
    """The word with the first rule that fits used at the first place where it does."""
    for rule in rules:
        for start in _places(word, rule.word):
            end = start + len(rule.word)
            return [(scalar, word[:start] + middle + word[end:]) for scalar, middle in rule.terms]
    return [(constant(1), word)]


def _places(word: Word, part: Word) -> Iterator[int]:
    return (start for start in range(len(word) - len(part) + 1) if word[start : start + len(part)] == part)


def _inside(algebra: Algebra, rules: Rules, generator: Generator) -> Scalar:
    """A trace, which is that of the transpose too, with the first rule that fits the word begun at some letter."""
    if isinstance(generator, Root) and not generator.name:
        body = substituted(generator.body, partial(_inside, algebra, rules))
        return power_of(body, constant(Fraction(1, generator.degree)))
    words = (generator.word, transposed_word(generator.word)) if isinstance(generator, Cycle) else ()
    for rule, word in product(rules.words, words):
        for start in range(len(word)):
            turned = word[start:] + word[:start]
            if turned[: len(rule.word)] == rule.word:
                rest = turned[len(rule.word) :]
                size = rule.word[0].rows
                changed = [(scalar, middle + rest) for scalar, middle in rule.terms]
                return algebra.trace(algebra.collected(size, size, changed))
    return variable(generator)
