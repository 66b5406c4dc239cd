"""Slips planted in true lines of notes: whether the right line is blamed and mended, and how long the search takes.

The slips are made by rules on the text that know nothing of the search: a sign, an exponent, a number, a factor, a
term, a fraction, a function, a transpose or an index at a time.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.tables import listing, table
from checker import check as spine
from checker import tasks
from checker.check_notes import check_file
from checker.decide.worker import Task
from checker.model import DeriveCheckError, Finding, Limits, Place, Settings, Slip, Status

ENDINGS = frozenset((".md", ".tex"))
COUNT = 300  # slips, where no other number is asked for
WRONG = (Status.REFUTED, Status.ILL_FORMED)


@dataclass(frozen=True, slots=True)
class Planted:
    """A slip in a file: the place of the line, the line as it was and as it is, and the kind."""

    path: Path
    place: Place
    right: str
    wrong: str
    kind: str


@dataclass(slots=True)
class Tally:
    """What came of the slips; `missed` names those whose line was not blamed, or not mended first."""

    wrong: int = 0
    blamed: int = 0
    first: int = 0
    among: int = 0
    equal: int = 0
    offered: int = 0
    seconds: list[float] = field(default_factory=list)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    unproved: list[str] = field(default_factory=list)  # repairs that are not PROVED when the notes are read with them


# --- planting ----------------------------------------------------------------------------------


def _swapped(pattern: str, other: Callable[[re.Match[str]], str | None]) -> Callable[[str], Iterator[str]]:
    def every(text: str) -> Iterator[str]:
        start = _right_side(text)
        for match in re.finditer(pattern, text):
            new = other(match) if match.start() >= start else None
            if new is not None:
                yield text[: match.start()] + new + text[match.end() :]

    return every


def _right_side(text: str) -> int:
    """Where what stands behind the last relation outside of all groups begins."""
    depth, start = 0, 0
    for k, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and sign == "=":
            start = k + 1
    return start


def _nothing(_: re.Match[str]) -> str:
    return ""


FUNCTIONS = {"\\sin": "\\cos", "\\cos": "\\sin", "\\ln": "\\exp", "\\sinh": "\\cosh", "\\cosh": "\\sinh"}
GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
SLIPS: dict[str, Callable[[str], Iterator[str]]] = {
    "sign": _swapped(r"(?<![\^_{(=])\s?[-+](?=\s?[\\\w(])", lambda m: m[0].translate(str.maketrans("+-", "-+"))),
    "sign lost": _swapped(r"(?<=[={(^])\s*-(?=\s?[\\\w(])", lambda m: m[0].replace("-", "")),
    "exponent lost": _swapped(r"\^(?:\{-?\d+\}|\d)", _nothing),
    "exponent changed": _swapped(r"(?<=\^)\d|(?<=\^\{)\d+|(?<=\^\{-)\d+", lambda m: str(int(m[0]) + 1)),
    "number changed": _swapped(r"(?<![\d.^_\\{])\d+(?![\d.])", lambda m: str(int(m[0]) + 1)),
    "digits transposed": _swapped(
        r"(?<![\d_^])(\d)(\d)(?![\d])", lambda m: m[2] + m[1] if m[1] != m[2] and m[2] != "0" else None
    ),
    "coefficient lost": _swapped(r"(?<![\d.^_\\{a-z])\d+\s?(?=[a-z(\\](?!cdot|times|\\))", _nothing),
    "fraction lost": _swapped(r"\\frac\{?1\}?\{?\w\}?\s?(?=[\\\w(])", _nothing),
    "upside down": _swapped(rf"\\frac{GROUP}{GROUP}", lambda m: rf"\frac{{{m[2]}}}{{{m[1]}}}"),
    "function": _swapped(r"\\(?:sin|cos|ln|sinh|cosh)(?![a-z])", lambda m: FUNCTIONS[m[0]]),
    "transpose lost": _swapped(r"\^(?:T|\\top)(?![A-Za-z])", _nothing),
    "index": _swapped(r"(?<=_)[ijk](?![A-Za-z=])", lambda m: {"i": "j", "j": "k", "k": "i"}[m[0]]),
    "term lost": _swapped(r"\s?[-+]\s?(?:\d*[a-z](?:\^\d)?|\d+)(?=\s*(?:$|[-+]))", _nothing),
}


def planted(path: Path, findings: Sequence[Finding], chosen: random.Random, each: int) -> list[Planted]:
    """Slips in the proved lines of a file, at most `each` of a line."""
    found: list[Planted] = []
    for finding in findings:
        claim = finding.claim
        proved = finding.true is not None and finding.true.status is Status.PROVED and not finding.true.conditions
        if not proved or claim.place is None or "\n" in claim.written:
            continue
        made = [(kind, text) for kind, rule in SLIPS.items() for text in rule(claim.written)]
        for kind, text in chosen.sample(made, min(each, len(made))):
            found.append(Planted(path, claim.place, claim.written, text, kind))
    return found


# --- measuring ---------------------------------------------------------------------------------


class _Timed:
    """Runs the tasks in this process, and keeps how long the searches for repairs took."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, shares: Sequence[Sequence[Task]], limits: Limits) -> _Timed:
        del limits
        self._tasks = [task for share in shares for task in share]
        return self

    def __enter__(self) -> _Timed:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to end."""

    def __iter__(self) -> Iterator[object]:
        for task in self._tasks:
            start = process_time()
            answer = task()
            if getattr(task, "func", None) is tasks.mended:
                self.seconds.append(process_time() - start)
            yield answer


def run(folder: Path, seed: int, each: int, most: int, tell: Callable[[str], None]) -> Tally:
    """Plants slips in every file of a folder, one at a time, and checks each."""
    chosen = random.Random(seed)
    every: list[Planted] = []
    for path in sorted(path for path in folder.glob("*") if path.suffix in ENDINGS and path.name != "README.md"):
        tell(path.name)
        try:
            every += planted(path, _findings(path), chosen, each)
        except DeriveCheckError as fault:
            tell(str(fault))
    tally = Tally()
    timed = _Timed()
    workers = vars(spine)["Workers"]
    vars(spine)["Workers"] = timed  # the searches are timed in this process
    try:
        for slip in chosen.sample(every, min(most, len(every))):
            tell(f"{slip.path.name}:{slip.place.line}")
            _measure(slip, tally, timed)
    finally:
        vars(spine)["Workers"] = workers
    return tally


def _findings(path: Path) -> list[Finding]:
    report = check_file(path, Settings(), lambda _: None).report
    return [finding for checked in report.checked for finding in checked.findings]


def _with(slip: Planted, text: str) -> Finding | None:
    """What is found of the line when it says something else."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / slip.path.name
        lines = slip.path.read_text(encoding="utf-8").split("\n")
        at = slip.place.column - 1
        line = lines[slip.place.line - 1]
        lines[slip.place.line - 1] = line[:at] + text + line[at + len(slip.right) :]
        copy.write_text("\n".join(lines), encoding="utf-8")
        try:
            findings = _findings(copy)
        except DeriveCheckError:
            return None
    where = (slip.place.line, slip.place.column)
    return next((f for f in findings if f.claim.place and (f.claim.place.line, f.claim.place.column) == where), None)


def _measure(slip: Planted, tally: Tally, timed: _Timed) -> None:
    timed.seconds.clear()
    own = _with(slip, slip.wrong)
    if own is None or own.true is None or own.true.status not in WRONG:
        return
    tally.wrong += 1
    tally.seconds += timed.seconds
    if own.repairs:
        again = _with(slip, own.repairs[0].mended)
        if again is None or again.true is None or again.true.status is not Status.PROVED:
            tally.unproved.append(f"{slip.path.name}:{slip.place.line}: {own.repairs[0].mended}")
    first = own.slip in (Slip.FIRST, Slip.FURTHER)
    tally.blamed += first
    texts = [_plain(repair.mended) for repair in own.repairs]
    right = _plain(slip.right)
    tally.offered += bool(texts)
    tally.first += texts[:1] == [right]
    tally.among += right in texts
    outcome = "first" if texts[:1] == [right] else "among" if right in texts else "other" if texts else "none"
    tally.kinds[slip.kind, outcome] += 1
    if not first or outcome != "first":
        shown = own.repairs[0].mended if own.repairs else "-"
        tally.missed.append(f"{slip.path.name}:{slip.place.line} [{slip.kind}] {slip.right} → {slip.wrong}: {shown}")


def _plain(text: str) -> str:
    """LaTeX without blanks, dots and the braces around one sign, so that two ways to write one thing are the same."""
    text = re.sub(r"\\(?:cdot|,|left|right|!|;)(?![a-z])|\s|\\ ", "", text)
    return re.sub(r"\{(\\[a-z]+|[^{}])\}", r"\1", text)


def as_data(tally: Tally) -> object:
    """The figures as plain data."""
    names = ("wrong", "blamed", "offered", "first", "among", "missed", "unproved")
    return {name: getattr(tally, name) for name in names}


def shown(tally: Tally) -> str:
    """The figures, and what was missed."""
    count = max(tally.wrong, 1)
    ordered = sorted(tally.seconds) or [0.0]
    rows = [
        ("slips that make a line wrong", str(tally.wrong)),
        ("right line blamed", f"{100 * tally.blamed / count:.1f} %"),
        ("a repair offered", f"{100 * tally.offered / count:.1f} %"),
        ("as it was: first", f"{100 * tally.first / count:.1f} %"),
        ("as it was: among three", f"{100 * tally.among / count:.1f} %"),
        ("search, median ms", f"{1000 * ordered[len(ordered) // 2]:.0f}"),
        ("search, p95 ms", f"{1000 * ordered[int(len(ordered) * 0.95)]:.0f}"),
    ]
    kinds = sorted({kind for kind, _ in tally.kinds})
    outcomes = ("first", "among", "other", "none")
    by_kind = [(kind, *(str(tally.kinds[kind, outcome]) for outcome in outcomes)) for kind in kinds]
    return "\n".join(
        (
            table(("planted slips", ""), rows),
            table(("kind", *outcomes), by_kind),
            listing("missed", tally.missed),
            listing("repairs that are not proved when read again", tally.unproved),
        )
    )
