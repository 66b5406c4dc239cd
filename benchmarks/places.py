"""Places in a SymPy tree where something may be put in another's stead, and the tree with it put there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import sympy
from sympy import Basic

Path = tuple[int, ...]


def _all(node: Basic) -> Iterator[Path]:
    return ((k,) for k in range(len(node.args)))


def _none(_: Basic) -> Iterator[Path]:
    return iter(())


def _body(_: Basic) -> Iterator[Path]:
    return iter(((0,),))


def _body_and_bounds(node: Basic) -> Iterator[Path]:
    """The body, and both ends of every range; not the bound names."""
    yield (0,)
    for k, limits in enumerate(node.args[1:], start=1):
        yield from ((k, end) for end in range(1, len(limits.args)))


def _body_and_values(node: Basic) -> Iterator[Path]:
    yield (0,)
    yield from ((2, k) for k in range(len(node.args[2].args)))


CHILDREN: Mapping[str, Callable[[Basic], Iterator[Path]]] = {
    "Sum": _body_and_bounds,
    "Product": _body_and_bounds,
    "Integral": _body_and_bounds,
    "Derivative": _body,
    "Gradient": _body,
    "Jacobian": _body,
    "ElementwiseApplyFunction": lambda _: iter(((0, 1), (1,))),  # the function's body, and what it is applied to
    "Subs": _body_and_values,
    "Limit": lambda _: iter(((0,), (2,))),  # not the variable, not the side
    "Indexed": lambda node: ((k,) for k in range(1, len(node.args))),
    "MatrixElement": lambda node: ((k,) for k in range(1, len(node.args))),
    "Piecewise": lambda node: ((k, 0) for k in range(len(node.args))),
    "MatrixSymbol": _none,
    "Identity": _none,
    "ZeroMatrix": _none,
    "OneMatrix": _none,
    "BlockMatrix": _none,
    "ImmutableDenseMatrix": _none,
}
AS_WRITTEN = (sympy.Add, sympy.Mul, sympy.Pow, sympy.Function)  # heads that can be kept from evaluating


def places(node: Basic, path: Path = ()) -> Iterator[tuple[Path, Basic]]:
    """Every subexpression that stands for a value, with the way to it, outermost first."""
    yield path, node
    for step in CHILDREN.get(type(node).__name__, _all)(node):
        child = node
        for k in step:
            child = child.args[k]
        yield from places(child, path + step)


def put(node: Basic, path: Path, new: Basic) -> Basic:
    """The tree with `new` at the path; what stands around it is rebuilt as written, unevaluated."""
    if not path:
        return new
    arguments = list(node.args)
    arguments[path[0]] = put(arguments[path[0]], path[1:], new)
    return rebuilt(node, arguments)


def rebuilt(node: Basic, arguments: Sequence[Basic]) -> Basic:
    """The node's head on other arguments, unevaluated where SymPy can."""
    if isinstance(node, AS_WRITTEN):
        return node.func(*arguments, evaluate=False)
    return node.func(*arguments)
