"""Turns an inequality that was left as it stood where both sides were divided by something negative."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sympy import Ge, Gt, Le, Lt
from sympy.core.basic import Basic

from checker.explain.edits.edit import SIZES, applied
from checker.model import Edit, Equivalent, Holds, Implies, Question, Repair
from checker.written import Row, Span, Token

SLIP = "inequality turned"
TURNED = {
    "<": ">",
    ">": "<",
    "\\lt": "\\gt",
    "\\gt": "\\lt",
    "\\le": "\\ge",
    "\\ge": "\\le",
    "\\leq": "\\geq",
    "\\geq": "\\leq",
    "\\leqslant": "\\geqslant",
    "\\geqslant": "\\leqslant",
    "≤": "≥",
    "≥": "≤",
}
OTHER_WAY = {Lt: Gt, Gt: Lt, Le: Ge, Ge: Le}


def of_order(text: str, tree: Row | None, question: Question, proves: Callable[[Question], bool]) -> Repair | None:
    """The repair of a line of one inequality that is PROVED the other way round; None of any other line."""
    signs = [item for item in tree.items if isinstance(item, Token) and item.text in TURNED] if tree is not None else []
    asked = _other_way(question)
    if len(signs) != 1 or asked is None or not proves(asked):
        return None
    sign = signs[0]
    edit = Edit(SLIP, Span(sign.span.start, sign.span.end), sign.text, TURNED[sign.text])
    return Repair((edit,), applied(text, (edit,)), "", SIZES[SLIP])


def _other_way(question: Question) -> Question | None:
    match question:
        case Implies() | Equivalent():
            turned = _turned(question.conclusion)
            return replace(question, conclusion=turned) if turned is not None else None
        case Holds():
            turned = _turned(question.relation)
            return replace(question, relation=turned) if turned is not None else None
    return None


def _turned(relation: Basic) -> Basic | None:
    other = OTHER_WAY.get(type(relation))
    made: Basic | None = other(*relation.args, evaluate=False) if other is not None else None
    return made
