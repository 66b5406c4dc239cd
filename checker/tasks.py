"""What is asked of a written line, each question a task of a worker: it takes nothing, and gives plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sympy import Derivative, Eq
from sympy.core.basic import Basic

from checker.decide.answers import numeric_data, verdict_data
from checker.decide.at_points.trials import plainest_values
from checker.decide.dispatch import decide
from checker.decide.errors import shares_error
from checker.decide.sizing import beyond, oversize
from checker.decide.unfold import differentiated, unfold
from checker.decide.worker import Plain
from checker.explain.blame import Line, slip_of
from checker.model import Claim, Derivation, Equal, Goal, Minimizes, Question, Role, Status, Verdict
from checker.objects import Gradient
from checker.read.questions import SILENT, follows_question, true_question

FOLLOWS_NOTHING = SILENT | {Role.FACT}


@dataclass(frozen=True, slots=True)
class Written:
    """A claim in its derivation, with the claims that it is given and those its chain started from."""

    derivation: Derivation
    claim: Claim
    given: tuple[Claim, ...]
    root: tuple[Claim, ...]


def follows(line: Written) -> Plain:
    """The verdict on whether a line follows from what it is given, as data; None where that is not asked."""
    if line.claim.role in FOLLOWS_NOTHING or not line.given:
        return None
    limit = _excess(line)
    if limit is not None:
        return verdict_data(beyond(limit))
    verdict = _verdict(line.derivation, follows_question(line.claim, line.given))
    return verdict_data(verdict) if verdict else None


def true(line: Written) -> Plain:
    """The verdict on whether a line is true in itself, and the minimum it may claim, as data; None as above."""
    if line.claim.role in SILENT:
        return None
    limit = _excess(line)
    if limit is not None:
        return verdict_data(beyond(limit))
    derivation, minimum = line.derivation, line.claim.minimum
    verdict = _verdict(derivation, true_question(line.claim, line.root, partial(_explicit, derivation)))
    if minimum is not None and verdict is not None and verdict.status is Status.PROVED:
        verdict = _both(verdict, _decided(derivation, minimum))
    return verdict_data(verdict) if verdict else None


def completed(line: Written) -> Plain:
    """What an unfinished line would come to: the text of it, and the verdict on that as data."""
    claim = line.claim
    assert claim.completion is not None
    limit = _excess(line)
    if limit is not None:
        return ["…", verdict_data(beyond(limit))]
    return [str(claim.completion), verdict_data(_decided(line.derivation, Equal(claim.statement, claim.completion)))]


def measured(line: Written, seed: int) -> Plain:
    """Finite differences of what a line differentiates, against what it says; None where they tell nothing."""
    from checker.decide.finite_differences import compare  # noqa: PLC0415  # it imports numpy, 70 ms, in a worker

    sides = derivative_and_claim(line.claim)
    if sides is None or _excess(line) is not None:
        return None
    standing, claimed = sides
    variable = standing.args[1] if isinstance(standing, Gradient) else standing.variables[0]
    definitions = line.derivation.definitions
    meanings = {name: meaning for name, meaning in definitions if variable.is_Symbol or variable.is_Matrix}
    explicit = differentiated(unfold(claimed, meanings))
    numeric = compare(unfold(standing.args[0], meanings), variable, explicit, seed)
    return numeric_data(numeric) if numeric else None


def derivative_and_claim(claim: Claim) -> tuple[Basic, Basic] | None:
    """A first derivative or gradient left standing, and what it is said to be."""
    if claim.completion is not None:
        return claim.statement, claim.completion
    statement = claim.statement
    if claim.role in (Role.EQUATION, Role.SOLUTION) or not isinstance(statement, Eq):
        return None
    left = statement.lhs
    first = isinstance(left, Gradient) or (isinstance(left, Derivative) and len(left.variables) == 1)
    return (left, statement.rhs) if first else None


def values(line: Written) -> Plain:
    """The two sides of a line at the plainest point, as text; None where there is none."""
    statement = line.claim.statement
    if not isinstance(statement, Eq):
        return None
    left, right = (_explicit(line.derivation, side) for side in (statement.lhs, statement.rhs))
    seen = plainest_values(left, right, line.derivation.domain)
    return [*seen] if seen else None


def slip(derivation: Derivation, line: Line, given: Sequence[Line]) -> Plain:
    """What the two verdicts of a line, beside those of the lines it is given, say of it: the value of a Slip."""
    found = slip_of(line, given, partial(_shares_error, derivation))
    return found.value if found else None


# --- how they are decided ----------------------------------------------------------------------


def _excess(line: Written) -> str | None:
    """The limit that something exceeds of which a question would be built."""
    claims: Iterable[Claim] = (line.claim, *line.given, *line.root)
    written = [part for claim in claims for part in (claim.statement, claim.completion) if part is not None]
    return oversize(written, dict(line.derivation.definitions))


def _verdict(derivation: Derivation, question: Question | None) -> Verdict | None:
    return None if question is None else _decided(derivation, question)


def _decided(derivation: Derivation, question: Question | Minimizes) -> Verdict:
    return decide(Goal(question, derivation.definitions, derivation.domain))


def _explicit(derivation: Derivation, expression: Basic) -> Basic:
    return differentiated(unfold(expression, dict(derivation.definitions)))


def _both(solution: Verdict, minimum: Verdict) -> Verdict:
    """A solution that is also said to be the minimum: the weaker of the two verdicts, with the conditions of both."""
    if minimum.status is not Status.PROVED:
        return minimum
    conditions = tuple(dict.fromkeys((*solution.conditions, *minimum.conditions)))
    return replace(solution, because=f"{solution.because}; {minimum.because}", conditions=conditions)


def _shares_error(derivation: Derivation, *sides: Basic) -> bool:
    meanings = dict(derivation.definitions)
    return shares_error([unfold(side, meanings) for side in sides], derivation.domain)
