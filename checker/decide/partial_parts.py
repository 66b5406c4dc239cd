"""The parts of an expression that have a value only on a condition, and rebuilding that loses none of them.

SymPy, when it builds x·(1/x) or e^{log x} out of parts, gives 1 and x: values where the written
expression has none. (Corless and Jeffrey 1996, "Editor's corner: The unwinding number", §1; Stoutemyer
1991, "Crimes and misdemeanors in the computer algebra trade", on domains that simplification enlarges.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sympy
from sympy import Add, Mul, Pow, Symbol
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef, UndefinedFunction

from checker.decide.parts import heads_of, parts_of

BUILT = (Add, Mul, Pow, sympy.Function)  # what SymPy evaluates when it builds it
NONZERO, NONNEGATIVE, POSITIVE = "≠ 0", "≥ 0", "> 0"

# a value for all real arguments
TOTAL = (
    sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan, sympy.asinh, sympy.sinc,
    sympy.Abs, sympy.sign, sympy.floor, sympy.ceiling, sympy.frac, sympy.Max, sympy.Min, sympy.erf, sympy.erfc,
    sympy.Heaviside, sympy.KroneckerDelta, sympy.conjugate, sympy.re, sympy.im, sympy.fibonacci, sympy.lucas,
    sympy.Piecewise, AppliedUndef,
)  # fmt: skip  # one list

Part = tuple[str, Basic]  # a relation, and what it is of; a function's own name where it has some other domain


def partial_parts(expression: Basic) -> frozenset[Part]:
    """What the parts of an expression need to have a value, but for what is assumed of the names."""
    if heads_of(expression).isdisjoint(_PARTIAL_HEADS) and not _has_other_functions(expression):
        return frozenset()
    found: set[Part] = set()
    seen: set[Basic] = set()
    stack = [expression]
    while stack:
        node = stack.pop()
        if not node.args or node in seen:
            continue
        seen.add(node)
        found |= own_parts(node)
        stack += [part for part in node.args if isinstance(part, Basic)]
    return frozenset(found)


_PARTIAL_HEADS = frozenset({Pow, sympy.log})


def _has_other_functions(expression: Basic) -> bool:
    return any(
        issubclass(head, sympy.Function) and not isinstance(head, UndefinedFunction) and not issubclass(head, TOTAL)
        for head in heads_of(expression)
    )


def own_parts(node: Basic) -> set[Part]:
    """What the head of an expression needs, whatever its arguments need."""
    if isinstance(node, Pow):
        return _of_power(node)
    if isinstance(node, sympy.log):
        return set() if node.args[0].is_positive else {(POSITIVE, node.args[0])}
    if isinstance(node, sympy.Function) and not isinstance(node, TOTAL):
        return {(type(node).__name__, node)}
    return set()


def _of_power(power: Basic) -> set[Part]:
    base, exponent = power.args
    if base.is_positive or (exponent.is_integer and (exponent.is_nonnegative or base.is_nonzero)):
        return set()
    if exponent.is_integer:
        return {(NONZERO, base)}
    if exponent.is_positive:
        return set() if base.is_nonnegative else {(NONNEGATIVE, base)}
    return {(POSITIVE, base)}


def lost_parts(before: Basic, after: Basic) -> frozenset[Part]:
    """What `before` needs to have a value, and `after` does not need."""
    needed = partial_parts(before)
    if not needed:
        return needed
    kept = partial_parts(after)
    return frozenset(part for part in needed if part not in kept and (POSITIVE, part[1]) not in kept)


def outside(parts: Iterable[Part], bound: Iterable[Basic]) -> list[Part]:
    """The parts that hold none of the bound names, in a fixed order."""
    names = frozenset(bound)
    free = (part for part in parts if names.isdisjoint(_names(part[1])))
    return sorted(free, key=lambda part: (part[0], str(part[1])))


def rebuilt(node: Basic, arguments: tuple[Basic, ...]) -> Basic:
    """The node with other arguments, left unevaluated where SymPy would lose a part that may have no value."""
    built = node.func(*arguments)
    if not isinstance(node, BUILT) or isinstance(node, AppliedUndef):
        return built
    if set(arguments) <= set(built.args):  # nothing was evaluated, as most often
        return built
    if not any(lost_parts(argument, built) for argument in arguments):
        return built
    return node.func(*arguments, evaluate=False)


def with_arguments(node: Basic, arguments: tuple[Basic, ...]) -> Basic:
    """The node with such arguments: itself where they are its own, else rebuilt."""
    same = all(new is old for new, old in zip(arguments, node.args, strict=True))
    return node if same else rebuilt(node, arguments)


def keeps_its_parts(expression: Basic) -> bool:
    """Is nothing lost that may have no value where SymPy builds the expression anew, as `xreplace` and `func` do?"""
    if not partial_parts(expression):
        return True
    nodes = (node for node in parts_of(expression) if node.args and isinstance(node, BUILT))
    return not any(lost_parts(sympy.Tuple(*node.args), node.func(*node.args)) for node in nodes)


def put_for(expression: Basic, values: Mapping[Basic, Basic]) -> Basic:
    """The expression with values for names, a bound name being no such name; no part that may have no value is lost."""
    found = values.get(expression)
    if found is not None:
        return found
    if not expression.args:
        return expression
    if isinstance(expression, ExprWithLimits):
        values = {name: value for name, value in values.items() if name not in expression.bound_symbols}
        if not values:
            return expression
    return with_arguments(expression, tuple([put_for(argument, values) for argument in expression.args]))


def _names(expression: Basic) -> set[Basic]:
    return set(expression.atoms(Symbol))
