"""Counts what a report found, the same way for every format."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from checker.model import Finding, Report, Slip, Status


@dataclass(frozen=True, slots=True)
class Summary:
    """How many lines came out how. A line is a claim.

    `proved`, `conditional`, `refuted`, `supported`, `undecided`, `ill_formed`, `unread` and
    `unasserted` share out the lines: they add up to `lines`. They answer "is the line right in
    itself?"; a line of which only that is asked is counted by "does it follow?" instead, and a
    line of which neither is asked, such as a definition, is `unasserted`.

    `healed` and `broken` count some of those lines once more: `healed` those that are right
    though not by the line before, `broken` those that do not follow from the line before (refuted
    or ill-formed there), healed ones among them. `surprises` counts lines not as their file expects.
    `stands` gives each derivation's name and whether its end result stands (None: not settled).
    """

    lines: int
    proved: int
    conditional: int
    refuted: int
    supported: int
    undecided: int
    ill_formed: int
    unread: int
    unasserted: int
    healed: int
    broken: int
    surprises: int
    stands: tuple[tuple[str, bool | None], ...]


def summarize(report: Report) -> Summary:
    """Counts the lines of all derivations of a report together."""
    findings = [finding for checked in report.checked for finding in checked.findings]
    outcomes = Counter(_outcome(finding) for finding in findings)
    return Summary(
        lines=len(findings),
        proved=outcomes["proved"],
        conditional=outcomes["conditional"],
        refuted=outcomes["refuted"],
        supported=outcomes["supported"],
        undecided=outcomes["undecided"],
        ill_formed=outcomes["ill_formed"],
        unread=outcomes["unread"],
        unasserted=outcomes["unasserted"],
        healed=sum(finding.slip is Slip.HEALED for finding in findings),
        broken=sum(_is_broken(finding) for finding in findings),
        surprises=sum(finding.surprise is not None for finding in findings),
        stands=tuple((checked.derivation.name, checked.stands) for checked in report.checked),
    )


def _outcome(finding: Finding) -> str:
    verdict = finding.true or finding.follows
    if verdict is None:
        return "unasserted"
    if verdict.status is Status.PROVED and verdict.conditions:
        return "conditional"
    return verdict.status.value


def _is_broken(finding: Finding) -> bool:
    return finding.follows is not None and finding.follows.status in (Status.REFUTED, Status.ILL_FORMED)
