"""Renames what a sum, product, integral or limit binds where a free name is the same, so that nothing put in is caught.

(Capture-avoiding substitution: Barendregt 1984, "The Lambda Calculus", §2.1.13, the variable convention.)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields, replace
from itertools import combinations

import sympy
from sympy import Indexed, Limit, Product, Sum, Symbol
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.partial_parts import with_arguments
from checker.decide.parts import heads_of, parts_of
from checker.decide.sizing import expressions_of
from checker.families import speaks_of_one
from checker.model import Domain, Goal

BINDERS = (ExprWithLimits, Limit)
HEADS = frozenset({Sum, Product, sympy.Integral, Limit})


def with_bound_names_apart(goal: Goal) -> Goal:
    """The same goal, in which no name is both bound and free, in whichever of its parts."""
    parts = [
        *expressions_of(goal.question),
        *goal.domain.conditions,
        *(part for pair in goal.definitions for part in pair),
    ]
    if all(HEADS.isdisjoint(heads_of(part)) for part in parts):
        return goal
    bound = frozenset(_bound(parts))
    if not any(_holds_free(part, bound) for part in parts):
        return goal
    free = set[Basic]().union(*map(_free, parts))
    taken = free.union(*(part.atoms(Symbol) for part in parts))
    primed = {name: _primed(name, taken) for name in bound & free if isinstance(name, Symbol)}

    def apart(part: Basic) -> Basic:
        node = with_arguments(part, tuple(map(apart, part.args)))
        return _renamed(node, primed) if isinstance(node, BINDERS) else node

    return _with_functions_at(mapped(goal, apart), primed)


def _with_functions_at(goal: Goal, primed: Mapping[Basic, Basic]) -> Goal:
    """The goal with f(x′) defined where f(x) is: under ∫ … dx′, which was ∫ … dx, it is the same function.

    So is p[i′] where p[i] is, for every i; not α[t′] where α[t] = 1 − β_t, of a β_t that is one number.
    """
    more = tuple(
        (subject.xreplace(news), meaning.xreplace(news))
        for subject, meaning in goal.definitions
        if isinstance(subject, AppliedUndef)
        or (isinstance(subject, Indexed) and not speaks_of_one(meaning, subject.free_symbols))
        for news in _choices({name: primed[name] for name in subject.free_symbols if name in primed})
    )
    return replace(goal, definitions=(*goal.definitions, *more)) if more else goal


def _choices(primed: Mapping[Basic, Basic]) -> list[dict[Basic, Basic]]:
    """Every way to rename some of the names: f(x′, y), f(x, y′) and f(x′, y′)."""
    names = sorted(primed, key=str)
    sizes = range(1, len(names) + 1)
    return [{name: primed[name] for name in some} for size in sizes for some in combinations(names, size)]


def mapped(goal: Goal, change: Callable[[Basic], Basic]) -> Goal:
    """The goal with each expression of its question, meanings and conditions changed."""
    put = {each.name: _each(getattr(goal.question, each.name), change) for each in fields(goal.question)}
    question = replace(goal.question, **put)  # type: ignore[arg-type]  # the fields of each question, by name
    definitions = tuple((name, change(meaning)) for name, meaning in goal.definitions)
    return replace(
        goal, question=question, definitions=definitions, domain=Domain(tuple(map(change, goal.domain.conditions)))
    )


def _each(field: object, apart: Callable[[Basic], Basic]) -> object:
    if isinstance(field, tuple):
        return tuple(_each(part, apart) for part in field)
    return apart(field) if isinstance(field, Basic) else field


def _free(node: Basic) -> set[Basic]:
    """The symbols that stand free, in the shape of a matrix too, by one walk."""
    if isinstance(node, Symbol):
        return {node}
    found = set[Basic]()
    if isinstance(node, ExprWithLimits):
        found = _free(node.args[0])
        for limit in node.args[1:]:
            found = found - {limit.args[0]} if len(limit.args) > 1 else found
            found = found.union(*map(_free, limit.args[1:]))
        return found
    for argument in node.args:
        found |= _free(argument)
    return found - {node.args[1]} if isinstance(node, Limit) else found


def _holds_free(node: Basic, names: frozenset[Basic]) -> bool:
    """Does one of the names stand free in it?"""
    arguments = node.args
    if not arguments:
        return node in names
    if isinstance(node, ExprWithLimits):
        for limit in reversed(arguments[1:]):  # an index is bound in the ranges before its own
            if any(_holds_free(end, names) for end in limit.args[1:]):
                return True
            names = names - {limit.args[0]} if len(limit.args) > 1 else names
        return _holds_free(arguments[0], names)
    if isinstance(node, Limit):
        names = names - {arguments[1]}
    return any(_holds_free(argument, names) for argument in arguments)


def _bound(parts: Iterable[Basic]) -> Iterable[Basic]:
    for part in parts:
        for node in parts_of(part):
            if isinstance(node, BINDERS):
                yield from (node.args[1],) if isinstance(node, Limit) else node.bound_symbols


def _renamed(node: Basic, primed: Mapping[Basic, Basic]) -> Basic:
    """The node with new names for what it binds where that is free as well."""
    bound = node.args[1:2] if isinstance(node, Limit) else [limit.args[0] for limit in node.args[1:] if limit.args[1:]]
    news = {name: primed[name] for name in bound if name in primed}
    return renamed(node, news) if news else node


def renamed(node: Basic, news: Mapping[Basic, Basic]) -> Basic:
    """The node with new names for what it binds: each stands in what is summed, and in the ranges before its own."""
    if isinstance(node, Limit):
        body, name, *rest = node.args
        new = news.get(name, name)
        return node if new == name else node.func(_put(body, name, new), new, *rest)
    body, *limits = node.args
    for place, (name, *ends) in enumerate(limits):
        if name not in news or not ends:
            continue
        new = news[name]
        body = _put(body, name, new)
        before = [sympy.Tuple(limit[0], *(_put(end, name, new) for end in limit[1:])) for limit in limits[:place]]
        limits = [*before, sympy.Tuple(new, *ends), *limits[place + 1 :]]
    return node.func(body, *limits)


def _put(expression: Basic, name: Basic, new: Basic) -> Basic:
    if expression == name:
        return new
    return with_arguments(expression, tuple(_put(argument, name, new) for argument in expression.args))


def unused(name: Symbol, taken: Collection[Basic]) -> Symbol:
    """The name itself, or with primes, so that it is none of those that are taken."""
    return _primed(name, taken) if name in taken else name


def _primed(name: Symbol, taken: Iterable[Basic]) -> Symbol:
    """A name with the same assumptions and one prime more than any there is."""
    texts = {symbol.name for symbol in taken if isinstance(symbol, Symbol)}
    text = f"{name.name}′"
    while text in texts:
        text += "′"
    return Symbol(text, **name.assumptions0)
