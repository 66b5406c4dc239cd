"""Exponentials, logarithms, sinh, tanh and their like are strictly monotone: the instances that two relations call for.

e^u < e^v exactly where u < v, and log u < log v exactly where 0 < u < v: so both sides of a
relation may be taken to a power, or their logarithms taken (Rudin 1976, Theorem 8.6); sinh, tanh, atan and asinh
increase on the whole line, their derivatives being positive, and asin, acosh and atanh where they have a value, where
acos falls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sympy
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.kernels.written_back import substituted

MOST = 16
HIGHEST_POWER = 6  # of what a sum of logarithms is the logarithm of
# each with its inverse, at whose value a kernel is what it is compared with: asin u = π/6 for u = sin π/6
INVERSES: Mapping[type, Callable[[Basic], Basic]] = {
    sympy.exp: sympy.log,
    sympy.log: sympy.exp,
    sympy.sinh: sympy.asinh,
    sympy.tanh: sympy.atanh,
    sympy.atan: sympy.tan,
    sympy.asin: sympy.sin,
    sympy.acos: sympy.cos,
    sympy.asinh: sympy.sinh,
    sympy.atanh: sympy.tanh,
    sympy.acosh: sympy.cosh,
}
FALLING = (sympy.acos,)


@dataclass(frozen=True, slots=True)
class Increasing:
    """inner and outer have one sign (−, 0 or +), wherever all of `positive` are positive."""

    inner: Basic
    outer: Basic
    positive: tuple[Basic, ...]


@dataclass(frozen=True, slots=True)
class Kernel:
    """A monotone function of an argument; `node` is how it is written, such as 2ˣ for exp(x·log 2)."""

    function: type
    argument: Basic
    node: Basic


def instances(compared: Sequence[Relational]) -> tuple[Increasing, ...]:
    """Pairs of kernels, and each kernel against what the relations compare it or its argument with."""
    present = kernels(compared)
    found: dict[Increasing, None] = {}
    for place, kernel in enumerate(present):
        for other in present[place + 1 :]:
            if other.function is kernel.function:
                found[_instance(kernel, other.argument, other.node)] = None
        base = sympy.Integer(1 if kernel.function is sympy.log else 0)
        for argument in (base, *_opposites(kernel, compared)):
            node = kernel.function(argument)
            if node.is_real is not False:  # as log(−1) and asin 7 are not
                found[_instance(kernel, argument, node)] = None
    found |= dict.fromkeys(each for comparison in compared if (each := _of_logarithms(comparison)) is not None)
    return tuple(found)[:MOST]


def _of_logarithms(comparison: Relational) -> Increasing | None:
    """Σ c·log u + r has the sign of ∏ uᶜ − e⁻ʳ, where the u are positive."""
    difference = sympy.Add(comparison.args[0], -comparison.args[1])
    factors, guards, rest = [], [], []
    for term in sympy.Add.make_args(difference):
        coefficient, kernel = term.as_coeff_Mul()
        if not isinstance(kernel, sympy.log) or not coefficient.is_Rational or abs(coefficient) > HIGHEST_POWER:
            rest.append(term)
            continue
        guards.append(kernel.args[0])
        factors.append(kernel.args[0] ** coefficient)
    if len(factors) < 2:
        return None
    inner = sympy.Mul(*factors) - sympy.exp(-sympy.Add(*rest))
    return Increasing(inner, difference, tuple(guards))


def _instance(kernel: Kernel, argument: Basic, node: Basic) -> Increasing:
    guards = (kernel.argument, argument) if kernel.function is sympy.log else ()
    inner = kernel.argument - argument
    return Increasing(-inner if kernel.function in FALLING else inner, kernel.node - node, guards)


def kernels(compared: Sequence[Relational]) -> list[Kernel]:
    """The monotone functions in some relations whose arguments are not constant."""
    nodes = dict.fromkeys(
        node for comparison in compared for node in sympy.preorder_traversal(comparison) if node.free_symbols
    )
    return [kernel for node in nodes if (kernel := _as_kernel(node)) is not None]


def _as_kernel(node: Basic) -> Kernel | None:
    if type(node) in INVERSES:
        return Kernel(type(node), node.args[0], node)
    if isinstance(node, sympy.Pow) and node.base.is_Rational and node.base.is_positive and node.base != 1:
        return Kernel(sympy.exp, node.exp * sympy.log(node.base), node)
    return None


def _opposites(kernel: Kernel, compared: Sequence[Relational]) -> Iterator[Basic]:
    """Arguments at which the kernel would be what it is compared with, or its name what that is compared with."""
    for comparison in compared:
        for one, other in (comparison.args, comparison.args[::-1]):
            if one == kernel.node:
                at = INVERSES[kernel.function](other)
                if at.is_real and kernel.function(at) == other:
                    yield at
            elif one.is_Symbol and one in kernel.argument.free_symbols and one not in other.free_symbols:
                yield substituted(kernel.argument, {one: other})
