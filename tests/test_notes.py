"""Notes as people write them: what is flagged in each are the lines that its labels say are false, and no other."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.answered import Answered, answers, read, wrong_lines
from checker.explain.codes import code_of
from checker.explain.rules.moves import moves_of
from checker.model import Status
from checker.report.said import in_line

FOLDER = Path(__file__).parent / "notes"
OF_A_PROGRAM = re.compile(
    r"\*\*|\bconstant I\b|\b(?:Symbol|Integer|Rational|Statistic|Traceback)\b|[a-z]+_[a-z]{2,}|\w\*\w"
)
"""Of SymPy's notation, of names of its classes and of the engine's own."""
pytestmark = pytest.mark.filterwarnings("ignore::sympy.utilities.exceptions.SymPyDeprecationWarning")


@dataclass(frozen=True, slots=True)
class Unmet:
    """Where what is flagged is not yet what the labels say: true lines refuted, false ones missed, and the cause."""

    refuted: frozenset[int]
    missed: frozenset[int]
    cause: str


def unmet(cause: str, refuted: tuple[int, ...] = (), missed: tuple[int, ...] = ()) -> Unmet:
    return Unmet(frozenset(refuted), frozenset(missed), cause)


KNOWN: dict[str, Unmet] = {
    "attention-scaling.md": unmet("a line that a formula left open leads on to is taken as given", missed=(25,)),
    "gauss-integral.md": unmet("does not follow from a line of another formula, and is true", missed=(16,)),
    "hockey-stick.md": unmet("identities with sums are taken as premises of it, and no point is tried", missed=(16,)),
    "least-squares.md": unmet("does not follow from a line whose shapes do not fit, and is true", missed=(19,)),
    "open-box.md": unmet("is another value than the one found in the formula before, and is true", missed=(18,)),
    "pendulum.md": unmet("no Euler–Lagrange equation is derived of the Lagrangian, which is wrong", missed=(18,)),
    "relativity.md": unmet("a line that is not read may tell of β, which has a number here", missed=(23,)),
    "spin.md": unmet("does not follow from a product in the formula before, and is true", missed=(18,)),
    "through-origin.md": unmet("does not follow from the first derivative, which is wrong, and is true", missed=(13,)),
}


def labels() -> list[Path]:
    return sorted(FOLDER.glob("*.labels.toml"))


def untold(one: Answered) -> list[str]:
    """What a reader would miss, or not understand: no code, no reason, the notation or the names of a program."""
    if not one.verdicts:
        return []
    right = all(verdict.status is Status.PROVED and not verdict.conditions for verdict in one.verdicts)
    missing = [] if right or code_of(one.claim, one.follows, one.true, None, ()) else ["a code"]
    reasons = [", ".join(moves_of(verdict.because)) or verdict.because for verdict in one.verdicts]
    missing += ["a reason" for reason in reasons if not reason]
    conditions = [text for verdict in one.verdicts for text in verdict.conditions]
    texts = [in_line(text) for text in (*reasons, *conditions)]
    return missing + [text for text in texts if OF_A_PROGRAM.search(text)]


@pytest.mark.parametrize("path", labels(), ids=[path.name.removesuffix(".labels.toml") for path in labels()])
def test_what_is_flagged_is_what_is_false(path: Path) -> None:
    label = tomllib.loads(path.read_text(encoding="utf-8"))
    wanted = {flag["line"] for flag in label.get("flag", [])}
    answered = list(answers(read(FOLDER / label["note"])[1]))
    known = KNOWN.get(label["note"], unmet(""))
    found = wrong_lines(answered)
    assert found - wanted == known.refuted
    assert wanted - found == known.missed
    assert [said for one in answered for said in untold(one)] == []


def test_every_exception_is_of_a_note() -> None:
    names = {tomllib.loads(path.read_text(encoding="utf-8"))["note"] for path in labels()}
    assert set(KNOWN) <= names
    assert all(known.cause and (known.refuted or known.missed) for known in KNOWN.values())
