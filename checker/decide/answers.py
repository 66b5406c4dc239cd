"""Verdicts and measurements as plain data, and back: how they come from a worker."""

from __future__ import annotations

from typing import Any

from checker.model import Certificate, Convergence, Counterexample, Numeric, Rung, Status, Verdict

# Any: what json.loads gives, written by the functions beside


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """Plain data of which `verdict_from` makes an equal verdict."""
    seen, proof = verdict.counterexample, verdict.certificate
    return {
        "status": verdict.status.value,
        "by": verdict.by,
        "because": verdict.because,
        "conditions": [*verdict.conditions],
        "counterexample": [[[*pair] for pair in seen.point], seen.left, seen.right] if seen else None,
        "certificate": [proof.argument, [*proof.steps]] if proof else None,
    }


def verdict_from(data: dict[str, Any]) -> Verdict:
    """The verdict of which the plain data were made."""
    seen, proof = data["counterexample"], data["certificate"]
    return Verdict(
        status=Status(data["status"]),
        by=data["by"],
        because=data["because"],
        conditions=tuple(data["conditions"]),
        counterexample=Counterexample(tuple((n, v) for n, v in seen[0]), seen[1], seen[2]) if seen else None,
        certificate=Certificate(proof[0], tuple(proof[1])) if proof else None,
    )


def numeric_data(numeric: Numeric) -> dict[str, Any]:
    """Plain data of which `numeric_from` makes an equal measurement."""
    return {
        "outcome": numeric.outcome.value,
        "order": numeric.order,
        "error": numeric.error,
        "tolerance": numeric.tolerance,
        "points": numeric.points,
        "sizes": [[*size] for size in numeric.sizes],
        "ladder": [[rung.h, rung.error] for rung in numeric.ladder],
    }


def numeric_from(data: dict[str, Any]) -> Numeric:
    """The measurement of which the plain data were made."""
    return Numeric(
        outcome=Convergence(data["outcome"]),
        order=data["order"],
        error=data["error"],
        tolerance=data["tolerance"],
        points=data["points"],
        sizes=tuple(tuple(size) for size in data["sizes"]),
        ladder=tuple(Rung(h, error) for h, error in data["ladder"]),
    )
