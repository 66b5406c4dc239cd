"""Shows what was found in files of notes as JSON, byte for byte the same for the same findings."""

from __future__ import annotations

import json
from collections.abc import Sequence

from checker.model import NotesReport, Unread
from checker.report import is_open, is_wrong
from checker.report.as_json import Json, claim_tree
from checker.report.of_notes import findings_of


def notes_as_json(reports: Sequence[NotesReport]) -> str:
    """JSON text of the reports, ending in a newline; it can always be encoded as UTF-8."""
    tree: Json = {"files": [_file(report) for report in reports]}
    text = json.dumps(tree, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _file(report: NotesReport) -> Json:
    findings = findings_of(report)
    claims: list[Json] = []
    for finding in findings:
        tree = claim_tree(finding)
        tree["remarks"] = [*finding.claim.remarks]
        claims.append(tree)
    return {
        "path": report.path,
        "claims": claims,
        "unread": [_unread(unread) for unread in report.unread],
        "summary": {
            "lines": len(findings),
            "wrong": sum(map(is_wrong, findings)),
            "undecided": sum(map(is_open, findings)),
            "unread": len(report.unread),
        },
    }


def _unread(unread: Unread) -> Json:
    place = unread.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "found": unread.found,
        "expected": unread.expected,
        "hint": unread.hint,
    }
