"""The spine: read a derivation, decide its claims, explain what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module, metadata
from importlib.resources import files

from sympy import Derivative, Eq
from sympy.core.basic import Basic

from checker.decide import decide
from checker.decide.errors import shares_error
from checker.decide.finite_differences import compare
from checker.decide.trials import plainest_values
from checker.decide.unfold import differentiated, unfold
from checker.explain.blame import Line, slip_of
from checker.explain.words import because, disagreement, surprise
from checker.model import (
    Checked,
    Claim,
    Derivation,
    Equal,
    Expectation,
    Finding,
    Goal,
    Numeric,
    Question,
    Report,
    Role,
    Settings,
    Status,
    Verdict,
)
from checker.objects import Gradient
from checker.read.questions import follows_question, true_question
from checker.read.transcript import located
from derivations import TOPICS

NOTES = "handwritten-notes.md"

Lines = Mapping[str, Line]


def check(names: Sequence[str], settings: Settings, progress: Callable[[str], None]) -> Report:
    """Checks the named derivations, in the order given. Raises DeriveCheckError where one cannot be read."""
    checked = []
    for name in names:
        progress(name)
        checked.append(check_derivation(load(name), settings))
    return Report(tuple(checked), settings, {name: metadata.version(name) for name in ("python-flint", "sympy")})


def load(name: str) -> Derivation:
    """A derivation of this package by its name, each claim with its place in the notes."""
    topic = next(topic for topic in TOPICS if any(entry.name == name for entry in topic.entries))
    derivation = next(d for d in import_module(f"derivations.{topic.name}").DERIVATIONS if d.name == name)
    notes = files("derivations").joinpath(NOTES).read_text(encoding="utf-8")
    return located(derivation, notes, f"derivations/{NOTES}")


def check_derivation(derivation: Derivation, settings: Settings) -> Checked:
    """Both verdicts of every claim, with the finite differences of every derivative, and what they come to."""
    lines = _judged(derivation)
    expectations = {expectation.claim: expectation for expectation in derivation.expects}
    findings = tuple(
        _finding(derivation, lines, claim, expectations.get(claim.name), settings) for claim in derivation.claims
    )
    return Checked(derivation, findings, _stands(lines[derivation.result or derivation.claims[-1].name]))


def _stands(result: Line) -> bool | None:
    """Whether the end result is proved or wrong; None where neither is known."""
    if result.true is not None and result.true.status is Status.PROVED:
        return True
    return False if result.wrong else None


def _judged(derivation: Derivation) -> Lines:
    """Every claim with its verdicts, and the claims of other derivations that it rests on."""
    lines: dict[str, Line] = {}
    for claim in derivation.claims:
        for other in (*claim.given, *claim.root):
            if "." in other and other not in lines:
                lines[other] = _line_elsewhere(other)
        lines[claim.name] = _judge(derivation, claim, lines)
    return lines


def _line_elsewhere(name: str) -> Line:
    derivation_name, claim_name = name.split(".", 1)
    return _judged(load(derivation_name))[claim_name]


def _judge(derivation: Derivation, claim: Claim, lines: Lines) -> Line:
    given = tuple(lines[name].claim for name in claim.given)
    root = tuple(lines[name].claim for name in claim.root)
    follows = _verdict(derivation, follows_question(claim, given))
    true = _verdict(derivation, true_question(claim, root, partial(_explicit, derivation)))
    if claim.minimum is not None and true is not None and true.status is Status.PROVED:
        true = _both(true, decide(Goal(claim.minimum, derivation.definitions, derivation.domain)))
    return Line(claim, follows, true)


def _explicit(derivation: Derivation, expression: Basic) -> Basic:
    return differentiated(unfold(expression, dict(derivation.definitions)))


def _verdict(derivation: Derivation, question: Question | None) -> Verdict | None:
    return None if question is None else decide(Goal(question, derivation.definitions, derivation.domain))


def _both(solution: Verdict, minimum: Verdict) -> Verdict:
    """A solution that is also said to be the minimum: the weaker of the two verdicts, with the conditions of both."""
    if minimum.status is not Status.PROVED:
        return minimum
    conditions = tuple(dict.fromkeys((*solution.conditions, *minimum.conditions)))
    return replace(solution, because=f"{solution.because}; {minimum.because}", conditions=conditions)


def _finding(
    derivation: Derivation, lines: Lines, claim: Claim, expectation: Expectation | None, settings: Settings
) -> Finding:
    line = lines[claim.name]
    numeric = _numeric(derivation, claim, settings)
    slip = slip_of(line, [lines[name] for name in claim.given], partial(_shares_error, derivation))
    unexpected = surprise(expectation, line.follows, line.true, slip, _values(derivation, line))
    reason = because(claim.role, line.follows, line.true, slip)
    if claim.completion is not None:
        completed = decide(Goal(Equal(claim.statement, claim.completion), derivation.definitions, derivation.domain))
        if completed.status is not Status.PROVED:
            unexpected = f"it does not come to {claim.completion}: {completed.because}"
        reason = f"{reason}; it comes to {claim.completion} ({completed.status.value})"
    complaints = (disagreement(line.true, numeric), unexpected)
    return Finding(
        claim=claim,
        follows=line.follows,
        true=line.true,
        numeric=numeric,
        slip=slip,
        because=reason,
        expectation=expectation,
        surprise="; ".join(complaint for complaint in complaints if complaint) or None,
    )


def _values(derivation: Derivation, line: Line) -> tuple[str, str] | None:
    """The two sides of a wrong line at the plainest point."""
    statement = line.claim.statement
    if not line.wrong or not isinstance(statement, Eq):
        return None
    left, right = (_explicit(derivation, side) for side in (statement.lhs, statement.rhs))
    return plainest_values(left, right, derivation.domain)


def _shares_error(derivation: Derivation, *sides: Basic) -> bool:
    meanings = dict(derivation.definitions)
    return shares_error([unfold(side, meanings) for side in sides], derivation.domain)


def _numeric(derivation: Derivation, claim: Claim, settings: Settings) -> Numeric | None:
    """Finite differences of what a derivative line differentiates, against what the line says it comes to."""
    sides = _derivative_and_claim(claim)
    if sides is None:
        return None
    standing, claimed = sides
    variable = standing.args[1] if isinstance(standing, Gradient) else standing.variables[0]
    meanings = {name: meaning for name, meaning in derivation.definitions if variable.is_Symbol or variable.is_Matrix}
    explicit = differentiated(unfold(claimed, meanings))
    return compare(unfold(standing.args[0], meanings), variable, explicit, settings.seed)


def _derivative_and_claim(claim: Claim) -> tuple[Basic, Basic] | None:
    """A first derivative or gradient left standing, and what it is said to be."""
    if claim.completion is not None:
        return claim.statement, claim.completion
    statement = claim.statement
    if claim.role in (Role.EQUATION, Role.SOLUTION) or not isinstance(statement, Eq):
        return None
    left = statement.lhs
    first = isinstance(left, Gradient) or (isinstance(left, Derivative) and len(left.variables) == 1)
    return (left, statement.rhs) if first else None
