"""Shows a report as JSON, byte for byte the same for the same findings."""

from __future__ import annotations

import json
import math

from checker.model import Caveat, Checked, Finding, Numeric, Place, Repair, Report, Verdict
from checker.report import conditions
from checker.report.summary import Summary, summarize

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def as_json(report: Report) -> str:
    """JSON text of a report, ending in a newline; it can always be encoded as UTF-8.

    Keys are those below, always all of them; what does not apply is null. Statuses and other
    words are the values of the enums of `checker.model`; numbers measured are rounded to three
    significant digits, and null where they are not finite.
    """
    tree: Json = {
        "derivations": [_derivation(checked) for checked in report.checked],
        "summary": _summary(summarize(report)),
    }
    text = json.dumps(tree, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")  # a lone surrogate becomes JSON's \udc80


def _derivation(checked: Checked) -> Json:
    return {
        "name": checked.derivation.name,
        "title": checked.derivation.title,
        "stands": checked.stands,
        "claims": [claim_tree(finding) for finding in checked.findings],
    }


def claim_tree(finding: Finding) -> dict[str, Json]:
    """A finding as plain data."""
    claim, place, expectation = finding.claim, finding.claim.place, finding.expectation
    return {
        "name": claim.name,
        "role": claim.role.value,
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "written": claim.written,
        "follows": _status(finding.follows),
        "true": _status(finding.true),
        "conditions": [*conditions(finding)],
        "caveats": [*map(_caveat, finding.caveats)],
        "counterexample": _counterexample(finding),
        "slip": finding.slip.value if finding.slip else None,
        "because": finding.because,
        "by": _by(finding.true) or _by(finding.follows),
        "follows_by": _by(finding.follows),
        "numeric": _numeric(finding.numeric) if finding.numeric else None,
        "expected": finding.surprise is None,
        "surprise": finding.surprise,
        "note": expectation.note if expectation else None,
        "code": finding.code or None,
        "caret": _caret(finding.caret),
        "repairs": [_repair(repair) for repair in finding.repairs],
        "hidden": finding.hidden or None,
    }


def _caret(place: Place | None) -> Json:
    if place is None:
        return None
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _repair(repair: Repair) -> Json:
    return {
        "mended": repair.mended,
        "edits": [
            {"slip": edit.slip, "start": edit.span.start, "end": edit.span.end, "old": edit.old, "new": edit.new}
            for edit in repair.edits
        ],
        "likeness": repair.likeness or None,
        "size": repair.size,
    }


def _status(verdict: Verdict | None) -> Json:
    return verdict.status.value if verdict else None


def _caveat(caveat: Caveat) -> Json:
    """`part` is the range of the line's LaTeX that asks for the condition, in characters from 0."""
    return {
        "condition": caveat.condition,
        "why": caveat.why,
        "part": [caveat.span.start, caveat.span.end] if caveat.span else None,
        "breaks_at": dict(caveat.breaks_at),
        "failure": caveat.failure,
    }


def _by(verdict: Verdict | None) -> Json:
    return verdict.by if verdict else None


def _counterexample(finding: Finding) -> Json:
    for of, verdict in (("true", finding.true), ("follows", finding.follows)):
        if verdict and verdict.counterexample:
            seen = verdict.counterexample
            return {"of": of, "point": dict(seen.point), "left": seen.left, "right": seen.right}
    return None


def _numeric(numeric: Numeric) -> Json:
    return {
        "outcome": numeric.outcome.value,
        "order": None if numeric.order is None else _rounded(numeric.order),
        "error": _rounded(numeric.error),
        "tolerance": _rounded(numeric.tolerance),
        "points": numeric.points,
        "sizes": [[*size] for size in numeric.sizes],
        "ladder": [{"h": _rounded(rung.h), "error": _rounded(rung.error)} for rung in numeric.ladder],
    }


def _rounded(value: float) -> float | None:
    return float(f"{value:.2e}") if math.isfinite(value) else None


def _summary(summary: Summary) -> Json:
    return {
        "lines": summary.lines,
        "proved": summary.proved,
        "conditional": summary.conditional,
        "refuted": summary.refuted,
        "supported": summary.supported,
        "undecided": summary.undecided,
        "ill_formed": summary.ill_formed,
        "unread": summary.unread,
        "unasserted": summary.unasserted,
        "healed": summary.healed,
        "broken": summary.broken,
        "surprises": summary.surprises,
    }
