"""When a refuted question is not asked after all: what it rests on is not decided, or cannot be put in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from sympy import (
    And,
    Derivative,
    Dummy,
    Eq,
    Indexed,
    IndexedBase,
    Integer,
    Integral,
    MatrixSymbol,
    Product,
    Sum,
    Symbol,
    Tuple,
)
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.families import is_labelled, speaks_of_one
from checker.model import Equal, Implies, Question, SolutionSet, Solves
from checker.read.building import is_matrix
from checker.read.definitions import asked
from checker.read.names import is_shifted
from checker.read.nodes import free_in, nodes_of

SEQUENCE = "not asked: it rests on how the sequence goes on, which is not decided"
RECURRENCE = "not asked: it rests on how the function goes on, which is not decided"
DEPENDENT = "not asked: what is integrated depends on what it is integrated by"
RELATED = "not asked: what is differentiated speaks of a name that depends on what it is differentiated by"
FAMILY = "not asked: its entries were defined by an index of their own"
PUT_IN = "not asked: what is differentiated was given a number, which it is not differentiated as"
INSTANCE = "not asked: of vectors of any size it is one of numbers, by what they are in this case"


def reason(question: Question, relations: Sequence[Basic], meanings: Mapping[Basic, Basic]) -> str:
    """Why a question that is refuted is not asked; empty where nothing stands against it.

    `relations` are the premises of the part, `meanings` what names are defined as.
    """
    if _is_half_of_sequence(question, relations):
        return SEQUENCE
    if _rests_on_recurrence(question, relations, meanings):
        return RECURRENCE
    if _integrates_dependent(asked(question), relations, meanings):
        return DEPENDENT
    if _differentiates_related(asked(question), relations, meanings):
        return RELATED
    if _differentiates_number(question, meanings):
        return PUT_IN
    if _is_entry_of_family(question, meanings) or _is_another_of_family(question, meanings):
        return FAMILY
    return INSTANCE if _is_of_an_instance(question) else ""


def _is_half_of_sequence(question: Question, relations: Sequence[Basic]) -> bool:
    """Does it speak of m_t, which is known by m_{t−1} only, and not of both?"""
    names = {str(name) for side in _sides(question) for name in side.free_symbols}
    known = {str(name) for relation in relations for name in relation.free_symbols}
    return any(is_shifted(other, name) for name in names for other in known - names)


def _sides(question: Question) -> Collection[Basic]:
    """What a question claims, without the equations from which it claims it."""
    if isinstance(question, Implies):
        return (question.conclusion,)
    if isinstance(question, Solves):
        return (question.unknown, question.value)
    if isinstance(question, SolutionSet):
        return (question.unknown, *question.values)
    return asked(question)


def _rests_on_recurrence(question: Question, relations: Sequence[Basic], meanings: Mapping[Basic, Basic]) -> bool:
    """T(1024) = …, of a T of which T(n) = 2T(n/2) + n is given: is nothing said of that in the question?"""
    if not isinstance(question, Equal):
        return False
    heads = {applied.func for part in asked(question) for applied in nodes_of(part, AppliedUndef)}
    equations = [relation.args for relation in relations if isinstance(relation, Eq)] if heads else []
    for sides in (*equations, *meanings.items()) if heads else ():
        applied = [one for side in sides for one in nodes_of(side, AppliedUndef) if one.func in heads and free_in(one)]
        if any(len({one.args for one in applied if one.func == head}) > 1 for head in heads):
            return True
    return False


def _integrates_dependent(parts: Sequence[Basic], relations: Sequence[Basic], meanings: Mapping[Basic, Basic]) -> bool:
    """∫ p dV where p V = R T is given: is an integrand related to what it is integrated by?"""
    waiting, seen = list(parts), set(parts)
    while waiting:
        part = waiting.pop()
        for integral in nodes_of(part, Integral):
            variables = set(integral.variables)
            others = integral.function.free_symbols - variables
            if any(names & variables and names & others for names in map(_names_but_data, relations)):
                return True
        further = {meanings[name] for name in names_in(part) if name in meanings} - seen
        waiting += further
        seen |= further
    return False


def _differentiates_related(
    parts: Sequence[Basic], relations: Sequence[Basic], meanings: Mapping[Basic, Basic]
) -> bool:
    """∂L/∂r of an L(u), where u = β(r − s) is given of u, and does not define it: is it a derivative through u?"""
    through = {
        relation.lhs: relation.rhs.free_symbols
        for relation in relations
        if isinstance(relation, Eq) and isinstance(relation.lhs, Symbol) and relation.lhs not in meanings
    }
    derivatives = {derivative for part in parts for derivative in nodes_of(part, Derivative)}
    for derivative in derivatives:
        names, variables = names_in(derivative.expr), {variable for variable, _ in derivative.variable_count}
        for _ in meanings:
            names = names.union(*(free_in(meanings[name]) for name in names if name in meanings))
        if any(name in names and variables & of for name, of in through.items() if name not in variables):
            return True
    return any(_is_of_other_data(derivative, meanings) for derivative in derivatives)


def _is_of_other_data(derivative: Basic, meanings: Mapping[Basic, Basic]) -> bool:
    """∂ log q_i/∂z_k, where log q_i = z_i − log Σ e^{z_j} is given, or where nothing tells what q is: is it no 0?"""
    by = {variable.base for variable, _ in derivative.variable_count if isinstance(variable, Indexed)}
    if not by:
        return False
    known, before = _bases_and_names(derivative.expr), 0
    while len(known) != before:
        before = len(known)
        for name, meaning in meanings.items():
            if not known.isdisjoint({name} | ({name.base} if isinstance(name, Indexed) else set())):
                known |= _bases_and_names(meaning)
    return not by & known


def _bases_and_names(part: Basic) -> set[Basic]:
    return {*part.free_symbols, *part.atoms(IndexedBase)}


def _differentiates_number(question: Question, meanings: Mapping[Basic, Basic]) -> bool:
    """∂L/∂w = −0.5 behind L = ½(3.5 − 4)²: is an L differentiated that came to a number, which would give 0?"""
    if not isinstance(question, Equal) or not isinstance(question.left, Derivative):
        return False
    body = meanings.get(question.left.expr)
    if body is None:
        return False
    for _ in meanings:
        before, body = body, body.xreplace(meanings)
        if body == before:  # nothing is left in it that has a meaning
            break
    return not body.free_symbols and not question.right.is_zero


def _is_entry_of_family(question: Question, meanings: Mapping[Basic, Basic]) -> bool:
    """−sᵢ sⱼ, with sⱼ an entry of a vector s, where sᵢ was defined for every i: is one of both no entry of it?"""
    parents = {str(entry.parent) for part in asked(question) for entry in part.atoms(MatrixElement)}
    families = {str(name).partition("_") for name in meanings if name.is_Symbol}
    return any(base in parents and len(index) == 1 and index.isalpha() for base, _, index in families)


def _is_another_of_family(question: Question, meanings: Mapping[Basic, Basic]) -> bool:
    """∏ α_s of an α_t = 1 − β_t, or Σ φ_m(s)² over m: is a family asked of at another index than it was defined by?"""
    parts, seen = asked(question), set[Basic]()
    while parts:
        part = parts.pop()
        bound = {str(name) for total in part.atoms(Sum, Product) for name in total.bound_symbols}
        for name in part.atoms(Symbol, AppliedUndef, Indexed) - seen:
            seen.add(name)
            if name in meanings:
                parts.append(meanings[name])
            if isinstance(name, AppliedUndef) and is_labelled(str(name.func), bound):
                return True
            if isinstance(name, Indexed) and any(_is_family(name, *pair) for pair in meanings.items()):
                return True
    return False


def _is_family(item: Indexed, subject: Basic, body: Basic) -> bool:
    """Is α_s another item of the family of an α_t, whose body speaks of a β_t?"""
    other = isinstance(subject, Indexed) and subject != item and subject.base == item.base
    return other and speaks_of_one(body, subject.free_symbols)


@lru_cache(maxsize=256)  # every integral asks it of every premise before it
def _names_but_data(relation: Basic) -> frozenset[Basic]:
    """The names of a relation; x of data x_i is no variable x."""
    items = {item: Dummy() for item in relation.atoms(Indexed)}
    return names_in(Tuple(*(part.xreplace(items) for part in relation.args)) if items else relation)


def names_said(statement: Basic) -> frozenset[Basic]:
    """The names that are written in a statement: of data s_i the item is one, and no s by itself."""
    bases = {item.base.label for item in statement.atoms(Indexed)}
    return names_in(statement) - (bases - set(_by_themselves(statement))) if bases else names_in(statement)


def _by_themselves(part: Basic) -> Iterator[Basic]:
    """Symbols, but for those that name data."""
    if isinstance(part, Symbol):
        yield part
    for inner in part.indices if isinstance(part, Indexed) else part.args:
        yield from _by_themselves(inner)


@lru_cache(maxsize=1024)  # every line asks it of every line before it
def texts_said(statement: Basic) -> frozenset[str]:
    """Those names as text."""
    return frozenset(map(str, names_said(statement)))


def _is_of_an_instance(question: Question) -> bool:
    """p = (5/9)(1, 2, 2)ᵀ of a p in ℝⁿ: which numbers its parts are in this case is not put in."""
    if not isinstance(question, Equal):
        return False
    for one, other in ((question.left, question.right), (question.right, question.left)):
        if isinstance(one, MatrixSymbol) and not all(map(_is_size, one.shape)):
            return is_matrix(other) and not other.atoms(MatrixSymbol) and all(map(_is_size, other.shape))
    return False


def only_introduces(question: Question) -> bool:
    """1/s² = 1/σ² + 1/τ² as a premise of what is claimed of σ and τ alone: it says what s is, and nothing of these."""
    if not isinstance(question, Implies):
        return False
    premises = question.premise.args if isinstance(question.premise, And) else (question.premise,)
    for premise in premises:
        others = [question.conclusion, *(other for other in premises if other is not premise)]
        own = premise.free_symbols.difference(*(other.free_symbols for other in others))
        if not isinstance(premise, Eq) or not own:
            return False
    return True


def _is_size(size: Basic | int) -> bool:
    return isinstance(size, int | Integer)


@lru_cache(maxsize=1024)  # every line asks it of every premise before it
def names_in(part: Basic) -> frozenset[Basic]:
    """The names and applied functions that something is about: f(x) is none where x is integrated over."""
    free = free_in(part)
    return free | {applied for applied in part.atoms(AppliedUndef) if applied.free_symbols <= free}
