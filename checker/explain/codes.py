"""Which kind of finding a line is: its code in the catalogue, from its verdicts, its slip and its repairs."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model import Claim, Repair, Role, Slip, SolutionSet, Status, Verdict

OF_SLIP = {
    Slip.INHERITED: "D201",
    Slip.HEALED: "D202",
    Slip.NOTATION: "D501",
    Slip.UNFINISHED: "D502",
}
OF_EDIT = {
    "exponent lost": "D101",
    "exponent changed": "D101",
    "exponent too many": "D101",
    "sign changed": "D102",
    "factor lost": "D103",
    "factor too many": "D103",
    "term lost": "D104",
    "term too many": "D104",
    "transpose lost": "D105",
    "transpose too many": "D105",
    "index changed": "D106",
    "order turned": "D107",
    "upside down": "D108",
    "bound changed": "D109",
    "copied wrongly": "D110",
    "function exchanged": "D111",
    "number changed": "D112",
    "letter exchanged": "D113",
    "brace too long": "D114",
    "inner derivative forgotten": "D115",
    "absolute value lost": "D116",
    "operation exchanged": "D117",
    "inequality turned": "D118",
}
OPEN = {Status.SUPPORTED: "D601", Status.UNDECIDED: "D602", Status.UNREAD: "D701"}
NOT_ZERO = "≠ 0"
FALSE, DOES_NOT_FOLLOW, DIVISOR, PART_OF_DOMAIN = "D100", "D203", "D301", "D302"
ROOT_LOST, ROOT_GAINED, SHAPES, NO_VALUE = "D303", "D304", "D401", "D402"


def code_of(
    claim: Claim, follows: Verdict | None, true: Verdict | None, slip: Slip | None, repairs: Sequence[Repair]
) -> str:
    """The code of what is found of a line; empty where it holds and there is nothing to say."""
    asked = [verdict for verdict in (true, follows) if verdict is not None]
    ill_formed = next((verdict for verdict in asked if verdict.status is Status.ILL_FORMED), None)
    if ill_formed is not None:
        return SHAPES if ill_formed.by == "shapes" else NO_VALUE
    if slip in OF_SLIP:
        return OF_SLIP[slip]
    if true is not None and true.status is Status.REFUTED:
        return _of_false(claim, true, repairs)
    if any(verdict.status is Status.REFUTED for verdict in asked):
        return DOES_NOT_FOLLOW
    open_ = next((OPEN[verdict.status] for verdict in asked if verdict.status in OPEN), "")
    return open_ or _of_conditions([text for verdict in asked for text in verdict.conditions])


def _of_false(claim: Claim, true: Verdict, repairs: Sequence[Repair]) -> str:
    if claim.role is Role.SOLUTION:
        return _of_solution(claim, true)
    if not repairs:
        return FALSE
    return OF_EDIT.get(repairs[0].edits[0].slip, FALSE)


def _of_solution(claim: Claim, true: Verdict) -> str:
    """A root is lost where the counterexample is none of the values stated, and gained where it is one."""
    question = claim.asks[1] if claim.asks is not None else None
    assert true.counterexample is not None
    if not isinstance(question, SolutionSet):
        return ROOT_GAINED
    point = dict(true.counterexample.point)
    return ROOT_GAINED if point.get(str(question.unknown)) in set(map(str, question.values)) else ROOT_LOST


def _of_conditions(conditions: Sequence[str]) -> str:
    if not conditions:
        return ""
    return DIVISOR if all(NOT_ZERO in condition for condition in conditions) else PART_OF_DOMAIN
