"""How a folder of notes is read and decided: blocks, claims, what stays unread and why, and labels missed."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

from benchmarks.deadline import TimeLimit, within
from benchmarks.tables import listing, table
from checker.decide.dispatch import decide
from checker.model import Claim, Derivation, DeriveCheckError, Domain, Goal, Question, Status, Verdict
from checker.read.document import read_document
from checker.read.ledger import Ledger
from checker.read.pertinent import by_what_is_asked, pertinent
from checker.read.steps import notes
from checker.written import Formula

ENDINGS = frozenset((".md", ".qmd", ".tex", ".ipynb"))
WRONG = frozenset((Status.REFUTED, Status.ILL_FORMED))


@dataclass(slots=True)
class Measured:
    """What one file came to; lines are named `file:line`, times are seconds of the processor."""

    path: Path
    lines: int = 0
    formulas: int = 0
    claims: int = 0
    read_fully: int = 0
    unread: list[tuple[str, str]] = field(default_factory=list)  # place, cause
    verdicts: Counter[str] = field(default_factory=Counter)
    reading: float = 0.0
    deciding: float = 0.0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    refuted: list[str] = field(default_factory=list)
    fault: str = ""


def run(folder: Path, limit: float, tell: Callable[[str], None]) -> list[Measured]:
    """Measures every file of notes in a folder. Raises DeriveCheckError where there is none."""
    files = sorted(path for path in folder.glob("*") if path.suffix in ENDINGS and path.name != "README.md")
    if not files:
        raise DeriveCheckError(f"{folder}: no notes (.md, .qmd, .tex, .ipynb)")
    found = []
    for path in files:
        tell(path.name)
        found.append(_measured(path, limit))
    return found


def _measured(path: Path, limit: float) -> Measured:
    result = Measured(path)
    try:
        _measure(result, limit)
    except DeriveCheckError as fault:
        result.fault = str(fault)
    except Exception as fault:  # a defect, which the benchmark reports and outlives
        result.fault = f"{path}: {type(fault).__name__}: {' '.join(str(fault).split())[:100]}"
    return result


def _measure(result: Measured, limit: float) -> None:
    asked = 0.0

    def timed(goal: Goal) -> Verdict:
        nonlocal asked
        start = process_time()
        verdict = _decided(goal, limit)
        asked += process_time() - start
        return verdict

    start = process_time()
    document = read_document(result.path)
    found = notes(document, Ledger(), timed)
    result.reading = process_time() - start - asked
    result.lines = document.text.count("\n") + 1
    result.formulas = sum(isinstance(piece, Formula) for piece in document.pieces)
    result.claims = sum(len(derivation.claims) for derivation in found.derivations)
    result.unread = [(f"{place.place.path}:{place.place.line}", place.found) for place in found.unread]
    marred = {place.rpartition(":")[2] for place, _ in result.unread}
    result.read_fully = max(0, result.formulas - len(marred))
    start = process_time()
    flagged: dict[int, bool] = {}  # lines with a wrong verdict: is one of them of its being true?
    known = by_what_is_asked(found.answers)
    for derivation in found.derivations:
        for claim in derivation.claims:
            follows, true = (
                _verdict(question, derivation, claim, known, limit) for question in claim.asks or (None, None)
            )
            result.verdicts[_summed(follows, true)] += 1
            if claim.place is not None and (_is_wrong(follows) or _is_wrong(true)):
                flagged[claim.place.line] = flagged.get(claim.place.line, False) or _is_wrong(true)
    result.deciding = asked + process_time() - start
    _compare(result, flagged)


def _verdict(
    question: Question | None, derivation: Derivation, claim: Claim, known: Mapping[Goal, Verdict], limit: float
) -> Verdict | None:
    if question is None:
        return None
    domain = Domain((*derivation.domain.conditions, *claim.conditions))
    goal = Goal(question, derivation.definitions, domain)
    return known.get(pertinent(goal)) or _decided(goal, limit)  # as `check_file` does


def _decided(goal: Goal, limit: float) -> Verdict:
    try:
        return within(limit, lambda: decide(goal))
    except TimeLimit:
        return Verdict(Status.UNDECIDED, "the time limit", f"no answer in {limit:g} s")


def _is_wrong(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.status in WRONG


def _summed(follows: Verdict | None, true: Verdict | None) -> str:
    """A line's status in a word: the worse of its two."""
    statuses = [verdict.status for verdict in (true, follows) if verdict is not None]
    if not statuses:
        return "not asked"
    order = [Status.REFUTED, Status.ILL_FORMED, Status.UNREAD, Status.UNDECIDED, Status.SUPPORTED, Status.PROVED]
    return min(statuses, key=order.index).value


# --- labels ------------------------------------------------------------------------------------


def _compare(result: Measured, flagged: dict[int, bool]) -> None:
    """Against NAME.labels.toml, where it stands beside the notes."""
    labels = result.path.with_name(f"{result.path.stem}.labels.toml")
    if not labels.exists():
        return
    content = tomllib.loads(labels.read_text(encoding="utf-8"))
    flags = {int(flag["line"]): str(flag["kind"]) for flag in content.get("flag", ())}
    name = result.path.name
    unread = {int(place.rpartition(":")[2]) for place, _ in result.unread}
    for line, kind in flags.items():
        if line not in flagged:
            result.missed.append(f"{name}:{line} ({kind}{', unread' if line in unread else ''})")
    result.wrong = [f"{name}:{line}" for line in sorted(flagged) if line not in flags]
    result.refuted = [
        f"{name}:{line}" for line, untrue in sorted(flagged.items()) if untrue and flags.get(line, "healed") == "healed"
    ]


# --- the report --------------------------------------------------------------------------------


def report(found: Sequence[Measured]) -> str:
    """The figures of all files together, causes ranked, and every line that is not as labelled."""
    lines, claims = sum(m.lines for m in found), sum(m.claims for m in found)
    reading, deciding = sum(m.reading for m in found), sum(m.deciding for m in found)
    verdicts = sum((m.verdicts for m in found), Counter[str]())
    figures = [
        ("files", str(len(found))),
        ("lines", str(lines)),
        ("blocks of mathematics", str(sum(m.formulas for m in found))),
        ("blocks read fully", str(sum(m.read_fully for m in found))),
        ("claims", str(claims)),
        *((f"claims {status}", str(count)) for status, count in sorted(verdicts.items())),
        ("ms a line, read", f"{1000 * reading / max(lines, 1):.2f}"),
        ("ms a line, read and decided", f"{1000 * (reading + deciding) / max(lines, 1):.2f}"),
    ]
    causes = Counter(cause for m in found for _, cause in m.unread)
    ranked = [f"{count:>4}  {cause}" for cause, count in sorted(causes.items(), key=lambda item: (-item[1], item[0]))]
    parts = [
        table(("of the folder", "figure"), figures),
        listing("unread, by cause", ranked),
        listing("flags missed", [line for m in found for line in m.missed], longest=200),
        listing("flags wrong", [line for m in found for line in m.wrong], longest=200),
        listing("true lines refuted", [line for m in found for line in m.refuted], longest=200),
        listing("faults", [m.fault for m in found if m.fault]),
    ]
    return "\n\n".join(parts)


def as_data(found: Sequence[Measured]) -> object:
    """Every file's figures as plain data."""
    return [
        {
            "file": m.path.name,
            "lines": m.lines,
            "formulas": m.formulas,
            "claims": m.claims,
            "unread": m.unread,
            "verdicts": dict(m.verdicts),
            "reading": m.reading,
            "deciding": m.deciding,
            "missed": m.missed,
            "wrong": m.wrong,
            "refuted": m.refuted,
            "fault": m.fault,
        }
        for m in found
    ]


def sound(found: Sequence[Measured]) -> bool:
    """Is no true line refuted, and nothing a defect?"""
    return not any(m.refuted or m.fault for m in found)
