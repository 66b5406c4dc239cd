"""The words in which every format tells a finding: marks, measured numbers, notes under a line."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from checker.model import Claim, Convergence, Counterexample, Finding, Numeric, Slip, Status, Verdict
from checker.report.decimals import as_written, has_decimals, value_in_decimals
from checker.report.plain import plain
from checker.report.said import in_line

if TYPE_CHECKING:  # a format need not load SymPy
    from sympy.core.basic import Basic

WORDS = {
    Status.PROVED: "✓ proved",
    Status.REFUTED: "✗ refuted",
    Status.SUPPORTED: "≈ supported",
    Status.UNDECIDED: "? undecided",
    Status.ILL_FORMED: "✗ ill-formed",
    Status.UNREAD: "? unread",
}
CONDITIONAL = "✓ if …"
NOT_ASKED = "–"
WRONG = (Status.REFUTED, Status.ILL_FORMED)
SLIPS = {
    Slip.FIRST: "false, and nothing before it in its chain was",
    Slip.FURTHER: "false, and not only by what was false before it",
    Slip.INHERITED: "false only by what was false before it",
    Slip.HEALED: "true again, though not by the line before",
    Slip.NOTATION: "holds, but “=” does not mean equality here",
    Slip.UNFINISHED: "nothing is asserted",
}
OWN_SLIPS = (Slip.FIRST, Slip.FURTHER)  # which the point that refutes the line says all of
OF_ONE_LINE = "by what is given"  # how a remark begins that is told of each line that it is of
DIFFER = "the two sides differ: "  # how a verdict begins that says no more than its point
END_RESULT = {True: "stands", False: "does not stand", None: "is not settled"}
NOTATIONS = (
    ("=:", "{X =: g}: a brace names X g."),
    ("~~", "~~X~~: X is struck out."),
    ("^(", "^(…): a superscript."),
    ("_(", "_(…): a subscript."),
)
LEAST_PLACES = 6  # of a decimal that is cut
DECIMAL = re.compile(r"(-?\d+\.)(\d+)")
IS_NUMBER = re.compile(r"-?\d+\.\d+i?|-?[\d.]+ [+-] [\d.]+i")  # real or complex, in decimals
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Page:
    """What a text is shown on: its width in columns, and whether it has colours and Unicode."""

    width: int
    colour: bool
    unicode: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a line: what kind of remark it is, in a word or three, and the remark."""

    label: str
    text: str


def visible(text: str) -> str:
    """One line of text in which control characters, bidirectional overrides and the like show as escapes."""
    return text if text.isprintable() else "".join(map(_visible_character, text))


def _visible_character(character: str) -> str:
    if character in "\n\r\t":
        return " "
    if unicodedata.category(character) not in INVISIBLE:
        return character
    code = ord(character)
    width, letter = (2, "x") if code < 0x100 else (4, "u") if code < 0x10000 else (8, "U")
    return f"\\{letter}{code:0{width}x}"


def meaning(name: Basic, stands_for: Basic) -> str | None:
    """What a name was taken to mean; None of what SymPy cannot write, as where shapes do not fit."""
    try:
        return in_line(visible(f"{name} = {_matrix(stands_for) or stands_for}"))
    except Exception:  # its printers build objects anew, which may raise whatever those raise
        return None


def _matrix(value: Basic) -> str:
    """The rows of an explicit matrix as the engine writes them, [1 0; 0 1]; nothing of anything else."""
    rows = value.tolist() if hasattr(value, "tolist") else []
    return f"[{'; '.join(' '.join(str(entry).replace(' ', '') for entry in row) for row in rows)}]" if rows else ""


def told(message: str, page: Page) -> str:
    """A message of the rooms before, on one line, its mathematics in the notation of the page."""
    text = visible(message)
    return in_line(text) if page.unicode else text


def sentence(label: str) -> str:
    """A label as it begins a sentence."""
    return f"{label[:1].upper()}{label[1:]}"


def notation(text: str) -> str:
    """What the signs of plain mathematics mean, of those that the text holds."""
    return " ".join(said for sign, said in NOTATIONS if sign in text)


def formula(claim: Claim, page: Page) -> str:
    """A claim as readable mathematics; as its LaTeX where it was not read or the page has no Unicode."""
    return visible(plain(claim.tree) if claim.tree and page.unicode else claim.written.strip())


def position(claim: Claim) -> str:
    """`line:column` in the notes, or nothing where the claim was not found there."""
    return f"{claim.place.line}:{claim.place.column}" if claim.place else ""


def answer(verdict: Verdict | None) -> str:
    """A verdict in a mark and a word."""
    if verdict is None:
        return NOT_ASKED
    return CONDITIONAL if _is_conditional(verdict) else WORDS[verdict.status]


def decided_by(finding: Finding) -> str:
    """The procedures that gave the two verdicts; one name where it is the same."""
    names = dict.fromkeys(visible(verdict.by) for verdict in (finding.follows, finding.true) if verdict)
    return ", ".join(names)


def conditions(finding: Finding) -> tuple[str, ...]:
    """On what a line holds: the conditions of its being true; where there are none, of its following."""
    for verdict in (finding.true, finding.follows):
        if verdict and verdict.conditions:
            return verdict.conditions
    return ()


def finite_differences(numeric: Numeric | None) -> str:
    """How finite differences meet the line: `order 2.0, 3e-12`, or `stays at 2.1e-1`."""
    if numeric is None:
        return ""
    if numeric.outcome is Convergence.STAYS_APART:
        return f"stays at {_scientific(numeric.error, 1)}"
    if numeric.outcome is Convergence.VACUOUS:
        return "vacuous"
    order = "to rounding" if numeric.order is None else f"order {numeric.order:.1f}"
    return f"{order}, {_scientific(numeric.error, 0)}"


def is_wrong(finding: Finding) -> bool:
    """Is a line refuted or ill formed, in itself or as following from the line before?"""
    return any(verdict.status in WRONG for verdict in verdicts(finding))


def is_open(finding: Finding) -> bool:
    """Is a line neither proved nor wrong, though something is asked of it?"""
    return not is_wrong(finding) and any(verdict.status is not Status.PROVED for verdict in verdicts(finding))


def verdicts(finding: Finding) -> list[Verdict]:
    """The verdicts that were asked for, on being true first."""
    return [verdict for verdict in (finding.true, finding.follows) if verdict is not None]


def is_remarkable(finding: Finding) -> bool:
    """Is there more to say of a line than that it is proved, or that nothing is asked of it?"""
    return bool(
        finding.slip
        or finding.surprise
        or finding.expectation
        or any(verdict.status is not Status.PROVED or verdict.conditions for verdict in verdicts(finding))
    )


def notes(finding: Finding) -> tuple[Note, ...]:
    """All there is to say under a line, in this order, nothing twice:

    what is unexpected; the slip and why; conditions; counterexamples; why a verdict is neither
    proved nor refuted; what the author of the file knows of the line. Their mathematics is as it was told.
    """
    numbers = as_written([finding.claim])
    return tuple(dict.fromkeys(Note(label, visible(numbers(text))) for label, text in _notes(finding)))


def _notes(finding: Finding) -> Iterator[tuple[str, str]]:
    if finding.surprise is not None:
        yield "UNEXPECTED", finding.surprise
    points = list(counterexamples(finding))
    if finding.slip in OWN_SLIPS and points and DIFFER in finding.because:
        (_, said), *points = points
        yield finding.slip.value, said
    elif finding.slip:
        label = finding.slip.value
        yield label, finding.because.removeprefix(f"{label}: ") or SLIPS[finding.slip]
    elif finding.because and not (points and finding.because.startswith(DIFFER)):
        yield "because", finding.because
    for condition in conditions(finding):
        yield "if", condition + caveat(finding, condition)
    yield from points
    for verdict in (finding.true, finding.follows):
        if verdict and verdict.status not in (Status.PROVED, Status.REFUTED) and verdict.because != finding.because:
            yield verdict.status.value.replace("_", "-"), verdict.because
    if finding.expectation:
        yield "file's note", finding.expectation.note


def once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, of the two that one line with ± makes only the worse: x = 2 ± 3 is told of once."""
    found: dict[object, Finding] = {}
    for finding in findings:
        place, written = finding.claim.place, finding.claim.written
        has_signs = place is not None and ("\\pm" in written or "±" in written)
        key: object = (place, written) if has_signs else id(finding)
        if key not in found or _badness(finding) > _badness(found[key]):
            found[key] = finding
    return list(found.values())


def _badness(finding: Finding) -> int:
    return 2 * is_wrong(finding) + is_open(finding)


def new_remarks(findings: Sequence[Finding]) -> list[tuple[str, ...]]:
    """Of each line what was assumed in reading it and is not told yet, of a line before it or as its reason."""
    told: set[str] = set()
    found: list[tuple[str, ...]] = []
    for finding in findings:
        new = tuple(remark for remark in finding.claim.remarks if remark not in told and remark != finding.because)
        told.update(remark for remark in new if not remark.startswith(OF_ONE_LINE))
        found.append(new)
    return found


def counterexamples(finding: Finding) -> Iterator[tuple[str, str]]:
    """What is refuted of a line, in words, and by what, once where both questions are by one; and what hides it."""
    answers = (("not true", finding.true), ("does not follow", finding.follows))
    seen = [(label, verdict.counterexample) for label, verdict in answers if verdict and verdict.counterexample]
    if len(seen) == 2 and seen[0][1] == seen[1][1]:
        seen = seen[:1]
    value_of = value_in_decimals if has_decimals([finding.claim]) else str
    for k, (label, found) in enumerate(seen):
        hidden = f"; {finding.hidden}" if finding.hidden and k == 0 else ""
        yield label, f"{counterexample(found, value_of)}{hidden}"


def caveat(finding: Finding, condition: str) -> str:
    """What asks for a condition and where it breaks, to be set behind it; nothing where that is not known."""
    told = next((caveat for caveat in finding.caveats if caveat.condition == condition), None)
    if told is None or not told.why:
        return ""
    point = ", ".join(f"{name} = {value}" for name, value in told.breaks_at)
    return f": {told.why}" + (f"; at {point} {told.failure}" if point else "")


def counterexample(seen: Counterexample, value_of: Callable[[str], str] = str) -> str:
    """A point and what both sides are there, each value as `value_of` shows it."""
    point = ", ".join(f"{name} = {value}" for name, value in seen.point)
    left, right = cut_short(value_of(seen.left), value_of(seen.right))
    return f"{f'at {point}: ' if point else ''}left is {left}, right is {right}"


def cut_short(one: str, other: str) -> tuple[str, str]:
    """Two values that differ, their decimals cut to as few as show it, but no fewer than six."""
    longest = max(len(one), len(other))
    for places in range(LEAST_PLACES, longest):
        cut = _cut(one, places), _cut(other, places)
        if cut[0] != cut[1]:
            return cut
    return one, other


def _cut(value: str, places: int) -> str:
    return DECIMAL.sub(partial(_first_places, places), value) if IS_NUMBER.fullmatch(value) else value


def _first_places(places: int, found: re.Match[str]) -> str:
    return f"{found[1]}{found[2][:places]}…" if len(found[2]) > places + 1 else found[0]


def _is_conditional(verdict: Verdict) -> bool:
    return verdict.status is Status.PROVED and bool(verdict.conditions)


def _scientific(value: float, digits: int) -> str:
    """`3e-12` rather than `3.0e-12`, `2.1e-1` rather than `2.1e-01`."""
    if not math.isfinite(value) or value == 0:
        return f"{value:g}"
    mantissa, exponent = f"{value:.{digits}e}".split("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}"
