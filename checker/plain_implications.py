"""When an equation follows from others, for `checker.recheck`: C = Σ cᵢ·Pᵢ, where C and all cᵢ have values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.plain_algebra import Node, num, occurs, require


def relations(premise: Node) -> Sequence[Node]:
    """The relations that all hold where a premise does."""
    parts = premise[1:] if premise[0] == "and" else (premise,)
    return tuple(part for part in parts if part[0] in ("eq", "ne", "lt", "le", "gt", "ge"))


def follows(s: Any, premise: Node, conclusion: Node) -> None:
    """C = 0 from Pᵢ = 0, by C = Σ cᵢ·Pᵢ where no cᵢ divides by what may vanish."""
    given = [part for part in relations(premise) if part[0] == "eq"]
    require(given and conclusion[0] == "eq", "no rule for that conclusion")
    require(has_value(s, conclusion, relations(premise)), "the conclusion may have no value")
    known = [s.state(s.value(left) - s.value(right)) for _, left, right in given]
    rest = s.state(s.value(conclusion[1]) - s.value(conclusion[2]))
    for relation in known:
        scale = s.factor("cofactor", relation)
        sure = (e > 0 or abs(s.of_power(g, 1)) == 2 for m in scale for g, e in m)
        require(all(sure), "a factor may have no value")
        rest -= s.times(scale, relation)
    require(s.same(rest, num(0)), "the conclusion does not follow")


def has_value(s: Any, node: Node, given: Sequence[Node]) -> bool:
    """Has a tree surely a value where these relations hold? Each of their parts has one."""
    if any(occurs(node, relation) for relation in given):
        return True
    head, *parts = s.meanings.get(node, node)
    if head == "pow" and parts[1][0] == "rational" and not (parts[1][1] >= 0 and parts[1][2] == 1):
        whole, sign = parts[1][2] == 1, s.sign(s.value(parts[0]))
        return (sign == 2 or (whole and sign == -2)) and has_value(s, parts[0], given)
    total = head in ("eq", "add", "mul", "exp", "sin", "cos", "abs", "sum")
    plain = head in ("rational", "constant", "symbol", "matrix", "indexed")
    natural = head == "pow" and parts[1][0] == "rational"
    return plain or ((total or natural) and all(has_value(s, part, given) for part in parts))
