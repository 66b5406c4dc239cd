"""Repairs as plain data, and back: how they come from a worker."""

from __future__ import annotations

from typing import Any

from checker.model import Edit, Repair
from checker.written import Span

# Any: what json.loads gives, written by the function beside


def repair_data(repair: Repair) -> dict[str, Any]:
    """Plain data of which `repair_from` makes an equal repair."""
    edits = [[edit.slip, edit.span.start, edit.span.end, edit.old, edit.new] for edit in repair.edits]
    return {"edits": edits, "mended": repair.mended, "likeness": repair.likeness, "size": repair.size}


def repair_from(data: dict[str, Any]) -> Repair:
    """The repair of which the plain data were made."""
    edits = tuple(Edit(slip, Span(start, end), old, new) for slip, start, end, old, new in data["edits"])
    return Repair(edits, data["mended"], data["likeness"], data["size"])
