"""Relations with a maximum, a minimum, an absolute value, a sign or a piecewise function, as cases without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy
from sympy import Eq, Ge, Gt, Le, Lt
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.kernels.generators import Declines
from checker.decide.relations.relations import put, sides

SPLIT = (sympy.Max, sympy.Min, sympy.Abs, sympy.sign, sympy.Piecewise)
MOST_BRANCHES = 4
OPPOSITE = {
    sympy.Ge: sympy.Lt, sympy.Gt: sympy.Le, sympy.Le: sympy.Gt, sympy.Lt: sympy.Ge, sympy.Eq: sympy.Ne,
    sympy.Ne: sympy.Eq,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """Where `condition` holds, the node that was split has the value `value`."""

    condition: Basic
    value: Basic


def innermost(statement: Basic) -> Basic | None:
    """The first maximum, minimum, absolute value or piecewise function that holds no other one."""
    nodes = (node for side in sides((statement,)) for node in sympy.postorder_traversal(side))
    return next((node for node in nodes if isinstance(node, SPLIT) and not _binds(statement)), None)


def _binds(statement: Basic) -> bool:
    return bool(statement.has(sympy.Sum, sympy.Product, sympy.Integral, sympy.Limit, sympy.Derivative, sympy.Subs))


def without_whole_parts(statements: Sequence[Basic]) -> tuple[list[Basic], list[Basic], list[Basic]]:
    """The relations with names for floors and ceilings; what is known of the names; and what they are of."""
    nodes = dict.fromkeys(
        node
        for side in sides(statements)
        for node in sympy.postorder_traversal(side)
        if isinstance(node, sympy.floor | sympy.ceiling)
    )
    known: list[Basic] = []
    of: list[Basic] = []
    changed = list(statements)
    for node in nodes:
        if node.args[0].has(sympy.floor, sympy.ceiling) or any(_binds(statement) for statement in statements):
            raise Declines("a floor within a floor, or under a sign that binds names")
        whole = sympy.Dummy(str(node), real=True)
        low, high = (whole, node.args[0]) if isinstance(node, sympy.floor) else (node.args[0], whole)
        known += [Le(low, high, evaluate=False), Lt(high, low + 1, evaluate=False)]
        of.append(node.args[0])
        changed = [put(statement, {node: whole}) for statement in changed]
    return changed, known, of


def cases(node: Basic) -> tuple[Case, ...] | None:
    """Cases that cover every point at which all that the node holds has a value; None where they are not known."""
    if isinstance(node, sympy.Abs):
        (of,) = node.args
        return Case(Ge(of, 0, evaluate=False), of), Case(Le(of, 0, evaluate=False), -of)
    if isinstance(node, sympy.sign):
        (of,) = node.args
        return tuple(
            Case(order(of, 0, evaluate=False), sympy.Integer(value)) for order, value in ((Gt, 1), (Eq, 0), (Lt, -1))
        )
    if len(node.args) > MOST_BRANCHES:
        return None
    if isinstance(node, sympy.Piecewise):
        return _branches(node)
    order = Ge if isinstance(node, sympy.Max) else Le
    return tuple(
        Case(sympy.And(*(order(one, other, evaluate=False) for other in node.args if other is not one)), one)
        for one in node.args
    )


def _branches(node: Basic) -> tuple[Case, ...] | None:
    """Each branch where its condition is the first to hold; the last must be for all else."""
    found: list[Case] = []
    before: list[Basic] = []
    for value, condition in node.args:
        if condition == sympy.true:
            found.append(Case(sympy.And(*before), value))
            return tuple(found)
        if not isinstance(condition, Relational) or condition.func not in OPPOSITE:
            return None
        found.append(Case(sympy.And(*before, condition), value))
        before.append(OPPOSITE[condition.func](*condition.args, evaluate=False))
    return None


def parts(node: Basic) -> list[Basic]:
    """Everything that must have a value for the cases to cover all points."""
    if not isinstance(node, sympy.Piecewise):
        return list(node.args)
    return [side for _, condition in node.args if condition != sympy.true for side in sides((condition,))]
