"""How a folder of notes is read and decided: claims, what stays unread and why, lines a second, labels missed."""

from __future__ import annotations

import signal
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

from sympy.core.cache import clear_cache

from benchmarks.answered import Answered, answers, line_of, read, verdict_of, wrong_lines
from benchmarks.deadline import TimeLimit, within
from benchmarks.tables import listing, table
from checker import tasks
from checker.decide.worker import Plain
from checker.model import DeriveCheckError, Goal, Status, Verdict
from checker.read.document import document
from checker.tasks import Written
from checker.written import Document, Formula

ENDINGS = frozenset((".md", ".qmd", ".tex", ".ipynb"))
ORDER = (Status.REFUTED, Status.ILL_FORMED, Status.UNREAD, Status.UNDECIDED, Status.SUPPORTED, Status.PROVED)
"""From the worst to the best."""
SLOWEST = 10  # notes that are named


@dataclass(slots=True)
class Measured:
    """What one file came to; lines are named `file:line`, times are seconds of the processor."""

    path: Path
    lines: int = 0  # that hold mathematics
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
    document(b"$1 = 1$", "first.md")  # what the reader imports once is no part of the first file
    found = []
    for path in files:
        tell(path.name)
        found.append(_measured(path, limit))
    return found


def _measured(path: Path, limit: float) -> Measured:
    result = Measured(path)
    clear_cache()  # no file is faster for what SymPy remembers of those before it
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
        verdict = _in_time(limit, partial(tasks.tolerant, goal))
        asked += process_time() - start
        assert verdict is not None
        return verdict

    def put(task: Callable[[Written], Plain], line: Written) -> Verdict | None:
        return _in_time(limit, partial(verdict_of, task, line))

    start = process_time()
    text, found = read(result.path, timed)
    result.reading = process_time() - start - asked
    result.lines = lines_of_mathematics(text)
    result.formulas = sum(isinstance(piece, Formula) for piece in text.pieces)
    unread = [(line_of(place.place), place.found) for place in found.unread]
    result.unread = [(f"{result.path}:{line}", cause) for line, cause in unread]
    result.read_fully = max(0, result.formulas - len({line for line, _ in unread}))
    start = process_time()
    answered = list(answers(found, put))
    result.deciding = asked + process_time() - start
    result.claims = len(answered)
    result.verdicts = Counter(_summed(one) for one in answered)
    _compare(result, answered, {line for line, _ in unread})


def lines_of_mathematics(text: Document) -> int:
    """How many lines of a document hold something of a formula that is not blank."""
    held: set[int] = set()
    for piece in text.pieces:
        if isinstance(piece, Formula):
            first = text.text.count("\n", 0, piece.start)
            held |= {first + k for k, row in enumerate(piece.latex.split("\n")) if row.strip()}
    return len(held)


def _in_time(limit: float, ask: Callable[[], Verdict | None]) -> Verdict | None:
    try:
        return within(limit, ask, signal.ITIMER_PROF)
    except TimeLimit:
        return Verdict(Status.UNDECIDED, "the time limit", f"no answer in {limit:g} s")


def _summed(one: Answered) -> str:
    """A line's status in a word: the worse of its two."""
    return min((verdict.status for verdict in one.verdicts), key=ORDER.index).value if one.verdicts else "not asked"


# --- labels ------------------------------------------------------------------------------------


def _compare(result: Measured, answered: Sequence[Answered], unread: set[int]) -> None:
    """Against NAME.labels.toml, where it stands beside the notes."""
    labels = result.path.with_name(f"{result.path.stem}.labels.toml")
    if not labels.exists():
        return
    content = tomllib.loads(labels.read_text(encoding="utf-8"))
    flags = {int(flag["line"]): str(flag["kind"]) for flag in content.get("flag", ())}
    name = result.path.name
    wrong = wrong_lines(answered)
    untrue = wrong_lines(replace(one, follows=None) for one in answered)
    for line, kind in flags.items():
        if line not in wrong:
            result.missed.append(f"{name}:{line} ({kind}{', unread' if line in unread else ''})")
    result.wrong = [f"{name}:{line}" for line in sorted(wrong - flags.keys())]
    result.refuted = [f"{name}:{line}" for line in sorted(untrue) if flags.get(line, "healed") == "healed"]


# --- the report --------------------------------------------------------------------------------


def report(found: Sequence[Measured]) -> str:
    """The figures of all files together, causes ranked, the slowest, and every line that is not as labelled."""
    verdicts = sum((m.verdicts for m in found), Counter[str]())
    figures = [
        ("files", str(len(found))),
        ("lines of mathematics", str(sum(m.lines for m in found))),
        ("blocks of mathematics", str(sum(m.formulas for m in found))),
        ("blocks read fully", str(sum(m.read_fully for m in found))),
        ("claims", str(sum(m.claims for m in found))),
        *((f"claims {status}", str(count)) for status, count in sorted(verdicts.items())),
    ]
    causes = Counter(cause for m in found for _, cause in m.unread)
    ranked = [f"{count:>4}  {cause}" for cause, count in sorted(causes.items(), key=lambda item: (-item[1], item[0]))]
    parts = [
        table(("of the folder", "figure"), figures),
        _speeds(found),
        _slowest(found),
        listing("unread, by cause", ranked),
        listing("flags missed", [line for m in found for line in m.missed], longest=200),
        listing("flags wrong", [line for m in found for line in m.wrong], longest=200),
        listing("true lines refuted", [line for m in found for line in m.refuted], longest=200),
        listing("faults", [m.fault for m in found if m.fault]),
    ]
    return "\n\n".join(parts)


def _speeds(found: Sequence[Measured]) -> str:
    """Lines and claims for each second of the processor: of all files together, and of the median file."""
    timed = [m for m in found if m.lines and m.claims and m.reading]
    rows = []
    for what, seconds in (("read", _reading), ("read and decided", _both)):
        for unit, count in (("lines", _lines), ("claims", _claims)):
            total = sum(map(count, timed)) / max(sum(map(seconds, timed)), 1e-9)
            middle = median([count(m) / seconds(m) for m in timed] or [0.0])
            rows.append((f"{unit} {what}", f"{total:.0f}", f"{middle:.0f}"))
    return table(("a second", "all files", "median file"), rows)


def _slowest(found: Sequence[Measured]) -> str:
    """The files that took longest, with where the time went."""
    slowest = sorted(found, key=_both, reverse=True)[:SLOWEST]
    rows = [(m.path.name, str(m.lines), f"{m.reading:.2f}", f"{m.deciding:.2f}") for m in slowest]
    return table(("slowest", "lines", "s reading", "s deciding"), rows)


def _lines(one: Measured) -> int:
    return one.lines


def _claims(one: Measured) -> int:
    return one.claims


def _reading(one: Measured) -> float:
    return one.reading


def _both(one: Measured) -> float:
    return one.reading + one.deciding


def as_data(found: Sequence[Measured]) -> object:
    """Every file's figures as plain data."""
    return [asdict(m) | {"path": m.path.name} for m in found]


def sound(found: Sequence[Measured]) -> bool:
    """Is no true line refuted, and nothing a defect?"""
    return not any(m.refuted or m.fault for m in found)
