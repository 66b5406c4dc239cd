"""What a reader is told of a line, and whether that is what the author of its file expects."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model import Claim, Convergence, Expectation, Numeric, Role, Slip, Status, Verdict

SLIP_WORDS = {
    Slip.FIRST: "first slip",
    Slip.FURTHER: "one more slip",
    Slip.INHERITED: "wrong by what was wrong before",
    Slip.HEALED: "right again, though not by the line before",
    Slip.NOTATION: "holds, but “=” is not equality here",
    Slip.UNFINISHED: "nothing is asserted",
}


ASSERTS_NOTHING = {
    Role.DEFINITION: "fixes what a name means",
    Role.ROOT: "opens a chain: later lines are held against it",
    Role.EQUATION: "the equation to solve",
    Role.UNFINISHED: "it has no right side",
}
NOT_ASKED = "nothing is asked of it"
GIVEN = "given, not claimed"
VALUE_GIVEN, VALUE_ROUNDED = "a value that is given", "a rounded value, taken as given"


def asserts_nothing(claim: Claim) -> str:
    """Why nothing is asked of a line: x = 2 is no equation to solve, and x ≈ 1.5 fixes no meaning."""
    statement = claim.statement
    if GIVEN in claim.remarks:
        return GIVEN
    if claim.role is Role.DEFINITION and VALUE_ROUNDED in claim.remarks:
        return VALUE_ROUNDED
    if claim.role is Role.EQUATION and getattr(statement, "rel_op", "") == "==":
        name, value = statement.args
        if name.is_Symbol and not value.has(name):
            return VALUE_GIVEN
    return ASSERTS_NOTHING.get(claim.role, NOT_ASKED)


def because(
    claim: Claim,
    follows: Verdict | None,
    true: Verdict | None,
    slip: Slip | None,
    rules: Sequence[str] = (),
    blamed: Sequence[str] = (),
    mended: bool = False,
) -> str:
    """The reason for a line's verdicts, in one sentence.

    `rules` are those by which it holds, where they are known; `blamed` are the lines whose slips it rests on;
    `mended` says that each of those is PROVED with its slip taken back.
    """
    verdict = follows if true is None or _says_more(follows, true) else true
    reason = verdict.because if verdict is not None else asserts_nothing(claim)
    if slip not in (Slip.FIRST, Slip.FURTHER):  # of a slip it is told why the line is false, not how it follows
        reason = ", ".join(rules) or reason
    return reason if slip is None else f"{_slip_words(slip, follows, blamed, mended)}: {reason}"


def _says_more(follows: Verdict | None, true: Verdict) -> bool:
    """Is it known that a line does not follow, and not whether it is true?"""
    return follows is not None and follows.status is Status.REFUTED and true.status is Status.UNDECIDED


def _slip_words(slip: Slip, follows: Verdict | None, blamed: Sequence[str], mended: bool) -> str:
    """Of a line that is right again: slips cancel where without all of them it would follow.

    That is proved where each line that has one is PROVED without it, since this one is PROVED as it stands.
    """
    if not blamed or slip not in (Slip.INHERITED, Slip.HEALED):
        return SLIP_WORDS[slip]
    lines = f"{'lines' if len(blamed) > 1 else 'line'} {_and(blamed)}"
    if slip is Slip.HEALED:
        several = "the slips of {lines} cancel" if mended else "the slips of {lines} are gone"
        gone = several.format(lines=lines) if len(blamed) > 1 else f"the slip of {lines} is gone"
        return f"{SLIP_WORDS[slip]}; {gone}"
    if follows is not None and follows.status is Status.PROVED:
        return f"wrong only by {lines}, from which it follows"
    return f"wrong in the way of {lines}"


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def hidden_at(name: str, value: str, both: str) -> str:
    """That a trial at a plain value would not show a slip."""
    return f"at {name} = {value} both are {both or 'equal'}"


def disagreement(true: Verdict | None, numeric: Numeric | None) -> str | None:
    """A fault of this program: the exact verdict and the finite differences contradict each other."""
    if true is None or numeric is None:
        return None
    clash = {
        (Status.PROVED, Convergence.STAYS_APART): "proved, yet finite differences stay apart from it",
        (Status.REFUTED, Convergence.CONVERGES): "refuted, yet finite differences converge to it",
    }.get((true.status, numeric.outcome))
    return f"INTERNAL ERROR: {clash}; please report it" if clash else None


def surprise(
    expectation: Expectation | None,
    follows: Verdict | None,
    true: Verdict | None,
    slip: Slip | None,
    values: tuple[str, str] | None,
) -> str | None:
    """What is not as the derivation's file expects, or None. `values` are those of a wrong line's two sides."""
    complaints = [
        _status_complaint("follows", follows, expectation.follows if expectation else None),
        _status_complaint("true", true, expectation.true if expectation else None),
        _slip_complaint(slip, expectation),
        _condition_complaint(follows, true, expectation),
        _value_complaint(values, expectation),
    ]
    return "; ".join(complaint for complaint in complaints if complaint) or None


def _status_complaint(question: str, verdict: Verdict | None, expected: Status | None) -> str | None:
    if verdict is None:
        return f"{question}: the file expects {expected.value}, but nothing is asked" if expected else None
    wanted = expected or Status.PROVED
    return None if verdict.status is wanted else f"{question}: {verdict.status.value}, the file expects {wanted.value}"


def _slip_complaint(slip: Slip | None, expectation: Expectation | None) -> str | None:
    wanted = expectation.slip if expectation else None
    if slip is wanted:
        return None
    found = f"found {slip.value}" if slip else "no slip found"
    return f"{found}, the file expects {wanted.value if wanted else 'none'}"


def _condition_complaint(follows: Verdict | None, true: Verdict | None, expectation: Expectation | None) -> str | None:
    wanted = expectation.conditions if expectation else ()
    for verdict in (follows, true):
        if verdict is not None and verdict.conditions != wanted:
            found = ", ".join(verdict.conditions) or "no condition"
            return f"holds if {found}; the file expects {', '.join(wanted) or 'no condition'}"
    return None


def _value_complaint(values: tuple[str, str] | None, expectation: Expectation | None) -> str | None:
    wanted = expectation.values if expectation else None
    if values == wanted:
        return None
    return f"the two sides are {_sides(values)}, the file expects {_sides(wanted)}"


def _sides(values: tuple[str, str] | None) -> str:
    return f"{values[0]} and {values[1]}" if values else "not compared"
