"""The spine of `print --sheet`: true lines are left blank, or get a slip, and every answer of the key is decided."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from itertools import count

from checker.explain.planting import Planted
from checker.grounds import Source, TrueLine
from checker.model import DeriveCheckError, Finding, Repair, Slip, Status
from checker.report.sheet import Asked, Sheet, SheetLine, mending_of

WRONG = (Status.REFUTED, Status.ILL_FORMED)
OWN = (Slip.FIRST, Slip.FURTHER)
SHARE, MOST = 3, 4  # one line of three is asked for, and no more than four
TRIES = 30  # at a sheet unlike those before it
ONE_MORE = 11  # tries after which one more line is asked for
DOTS = r"\ldots"
RELATIONS = ("=", "\\approx", "\\le", "\\ge", "<", ">")  # with which a line continues the one before it
FOR_A_LINE, FOR_A_TICK, FOR_A_SLIP = 2, 1, 2


class Kind(Enum):
    """What a student is to do."""

    BLANK = "blank"
    FIND = "find"


def sheets(source: Source, kind: Kind, seed: int, variants: Sequence[str]) -> tuple[Sheet, ...]:
    """A sheet of a derivation for each variant, no two of them alike as long as there are enough lines.

    Where those with one line of three are used up, one more line is asked for, then two.

    Raises DeriveCheckError where no line of it is proved, or no slip makes one of them wrong.
    """
    made: list[Sheet] = []
    for variant in variants:
        for attempt in count():
            chosen = random.Random(f"{seed}:{variant}:{source.name}:{attempt}")
            more = attempt // ONE_MORE
            sheet = (_blank if kind is Kind.BLANK else _find)(source, variant, chosen, more)
            if attempt == TRIES or all(other.lines != sheet.lines for other in made):
                made.append(sheet)
                break
    return tuple(made)


def alike(made: Sequence[Sheet]) -> tuple[str, ...]:
    """The variants with the lines of one before them, each as "C like A"."""
    first: dict[tuple[SheetLine, ...], str] = {}
    return tuple(
        f"{sheet.variant} like {first[sheet.lines]}"
        for sheet in made
        if first.setdefault(sheet.lines, sheet.variant) != sheet.variant
    )


# --- lines left blank --------------------------------------------------------------------------


def _blank(source: Source, variant: str, chosen: random.Random, more: int) -> Sheet:
    """Some proved lines without their right sides; each solution is a line that is PROVED."""
    left_out = _left_out(source.before)
    lines = [line for line in source.lines if line.start is not None and line.key not in left_out]
    if not lines:
        raise DeriveCheckError(f"{source.name}: no line of it is proved, so that none can be left blank")
    blank = {line.key: line for line in chosen.sample(lines, _some(lines, more))}
    shown = _numbered(source.before, lambda key, finding: _filled(finding, blank.get(key)))
    task = f"{len(blank)} {'line is' if len(blank) == 1 else 'lines are'} left blank: fill in the right side."
    return Sheet(source.title, variant, task, shown)


def _filled(finding: Finding, line: TrueLine | None) -> SheetLine:
    written = finding.claim.written
    if line is None:
        return SheetLine(right_of(finding), right_of(finding), Asked.NOTHING, 0)
    shown = f"{written[: line.start]} {DOTS}"
    return SheetLine(shown, written, Asked.FILL_IN, FOR_A_LINE, because=finding.because)


def right_of(finding: Finding) -> str:
    """A line as it should stand: mended, where it is wrong and there is a repair."""
    return finding.repairs[0].mended if finding.repairs else finding.claim.written


# --- slips to be found -------------------------------------------------------------------------


def _find(source: Source, variant: str, chosen: random.Random, more: int) -> Sheet:
    """Slips in some proved lines, each alone in its line, and each REFUTED in the whole."""
    left_out = _left_out(source.before)
    lines = [line for line in source.lines if line.slips and line.key not in left_out]
    planted: dict[str, Planted] = {}
    after: Mapping[str, Finding] = {}
    for line in chosen.sample(lines, len(lines)):
        if len(planted) == _some(lines, more):
            break
        for slip in _drawn(line.slips, chosen):
            found = _with(source, planted | {line.key: slip})
            if found is not None:
                planted[line.key], after = slip, found
                break
    if not planted:
        raise DeriveCheckError(f"{source.name}: no slip makes a proved line of it wrong, so that there is none to find")
    shown = _numbered(source.before, lambda key, finding: _with_slip(finding, planted.get(key), after.get(key)))
    wrong = sum(bool(line.kind) and line.asked is Asked.TICK for line in shown)
    what = "line is" if wrong == 1 else "lines are"
    task = f"{wrong} {what} wrong: find each, and write it as it should stand ({FOR_A_SLIP} points besides)."
    return Sheet(source.title, variant, task, shown)


def _drawn(slips: Sequence[Planted], chosen: random.Random) -> list[Planted]:
    """A few slips of different kinds."""
    kinds = list(dict.fromkeys(slip.kind for slip in slips))
    return [chosen.choice([slip for slip in slips if slip.kind is kind]) for kind in chosen.sample(kinds, len(kinds))]


def _with(source: Source, planted: Mapping[str, Planted]) -> Mapping[str, Finding] | None:
    """What is found with the slips; None where one of them is not refuted, or another line is wrong by itself too."""
    try:
        found = source.found({key: slip.text for key, slip in planted.items()}, repairs=False)
    except DeriveCheckError:
        return None
    for key, slip in planted.items():
        own = found.get(key)
        if own is None or own.true is None or own.true.status is not Status.REFUTED:
            return None
        if own.claim.written != slip.text or own.slip not in OWN:
            return None
    others = {key for key, f in found.items() if f.true is not None and f.true.status in WRONG} - planted.keys()
    before = {key for key, f in source.before.items() if f.true is not None and f.true.status in WRONG}
    return found if others <= before else None


def _with_slip(finding: Finding, slip: Planted | None, after: Finding | None) -> SheetLine:
    written = finding.claim.written
    if slip is not None and after is not None and after.true is not None:
        points = FOR_A_TICK + FOR_A_SLIP
        return SheetLine(
            slip.text,
            written,
            Asked.TICK,
            points,
            slip.kind.value,
            after.true.counterexample,
            repairs=(mending_of(slip.edit, written),),
        )
    true = finding.true
    if true is None:
        return SheetLine(written, written, Asked.NOTHING, 0)
    if true.status in WRONG:
        return _own_slip(finding, finding.repairs[0])
    if true.status is not Status.PROVED:
        return SheetLine(written, written, Asked.NOTHING, 0)  # a key tells nothing that is not decided
    return SheetLine(written, written, Asked.TICK, FOR_A_TICK, because=finding.because)


def _own_slip(finding: Finding, repair: Repair) -> SheetLine:
    """A line of the notes that was wrong already."""
    assert finding.true is not None
    kind = "a slip of the notes themselves" if finding.slip in OWN else "wrong by a slip before it"
    points = FOR_A_TICK + FOR_A_SLIP
    point = finding.true.counterexample
    because = "" if point else finding.true.because  # a point says all
    return SheetLine(finding.claim.written, repair.mended, Asked.TICK, points, kind, point, because, (repair,))


# --- the lines of a sheet ----------------------------------------------------------------------


def _some(lines: Sequence[TrueLine], more: int) -> int:
    return min(len(lines), more + min(MOST, max(1, len(lines) // SHARE)))


def _numbered(before: Mapping[str, Finding], line_of: Callable[[str, Finding], SheetLine]) -> tuple[SheetLine, ...]:
    """The lines with their numbers; only a key has those that are wrong in the notes and cannot be mended."""
    numbers = count(1)
    left_out = _left_out(before)
    return tuple(
        _unmended(finding) if key in left_out else replace(line_of(key, finding), number=str(next(numbers)))
        for key, finding in before.items()
    )


def _left_out(before: Mapping[str, Finding]) -> frozenset[str]:
    """The false lines without a repair, and what continues a line that is left out: `= …` has no left side then."""
    keys: list[str] = []
    gone = False
    for key, finding in before.items():
        true = finding.true
        continues = finding.claim.written.lstrip("& ").startswith(RELATIONS)
        is_unmended = true is not None and true.status in WRONG and not finding.repairs
        if is_unmended or (gone and continues):
            keys.append(key)
        gone = (is_unmended and not continues) or (gone and continues)
    return frozenset(keys)


def _unmended(finding: Finding) -> SheetLine:
    written, true = finding.claim.written, finding.true
    is_wrong = true is not None and true.status in WRONG
    why = "it is wrong, and no repair of it is known" if is_wrong else "it continues a line that is left out"
    point = true.counterexample if true is not None else None
    return SheetLine(written, written, Asked.LEFT_OUT, 0, "left out" * is_wrong, point, why)
