"""What is asked of a written line, each question a task of a worker: it takes nothing, and gives plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from sympy import Derivative, Eq
from sympy.core.basic import Basic

from checker.decide import decide as within_limits
from checker.decide.answers import numeric_data, verdict_data
from checker.decide.at_points.trials import agreement, plainest_values
from checker.decide.dispatch import decide
from checker.decide.errors import shares_error
from checker.decide.sizing import beyond, oversize
from checker.decide.unfold import differentiated, unfold
from checker.decide.work import is_little_work
from checker.decide.worker import REFUSALS, Plain, Refused
from checker.explain.answers import repair_data
from checker.explain.blame import Line, slip_of
from checker.model import (
    Caveat,
    Claim,
    Derivation,
    DeriveCheckError,
    Domain,
    Equal,
    Goal,
    Limits,
    Minimizes,
    Question,
    Role,
    Status,
    Verdict,
)
from checker.objects import Gradient
from checker.read.questions import SILENT, follows_question, true_question
from checker.written import Span

if TYPE_CHECKING:
    from checker.mending_lines import Reader

OF_ONE_CHANGE = 1.1  # the size of a repair for which the other side of an equation need not be tried
Near = tuple[str, Claim]  # a line around another, and what it is called
"""What SymPy raises of objects that do not fit together, as those read from notes may not."""
FOLLOWS_NOTHING = SILENT | {Role.FACT}


@dataclass(frozen=True, slots=True)
class Written:
    """A claim in its derivation, with the claims that it is given and those its chain started from.

    `known` are verdicts that were found while it was read, by their pertinent goals.
    """

    derivation: Derivation
    claim: Claim
    given: tuple[Claim, ...]
    root: tuple[Claim, ...]
    known: Mapping[Goal, Verdict] = field(default_factory=dict, repr=False, compare=False)

    @property
    def domain(self) -> Domain:
        """Where the line is claimed: the domain of its derivation, with its own conditions."""
        return Domain((*self.derivation.domain.conditions, *self.claim.conditions))


def asked(goal: Goal, limits: Limits) -> Verdict:
    """The verdict on a goal on which a reading depends, within limits."""
    return tolerant(goal, partial(within_limits, limits=limits))


def follows(line: Written) -> Plain:
    """The verdict on whether a line follows from what it is given, as data; None where that is not asked."""
    asks = line.claim.asks
    if asks is None and (line.claim.role in FOLLOWS_NOTHING or not line.given):
        return None
    if asks is not None and asks[0] is None:
        return None
    limit = _excess(line)
    if limit is not None:
        return verdict_data(beyond(limit))
    question = asks[0] if asks is not None else follows_question(line.claim, line.given)
    verdict = _verdict(line, question)
    return verdict_data(verdict) if verdict else None


def rules(line: Written, verdict: Verdict, of_truth: bool) -> Plain:
    """The rules by which a line holds that has the verdict, as data; empty if unknown.

    `of_truth` says that the verdict is on the line in itself: else it is on whether it follows from the line before.
    """
    from checker.ruling import Ruled, rules_of  # noqa: PLC0415  # it imports SymPy's rules of integration, 40 ms

    truth = question_of_truth(line)
    question = truth if of_truth else _asked_of(line)
    derivation = line.derivation
    ruled = Ruled(line.claim, line.given, derivation.definitions, question, truth, partial(explicit, derivation))
    return [*rules_of(ruled, verdict)]


def caveats(line: Written, verdict: Verdict) -> Plain:
    """What there is to tell of each condition on which an equality holds, as data; empty of other questions."""
    question = _asked_of(line)
    if not isinstance(question, Equal):
        return []
    from checker.explain.conditions import caveats as conditions_told  # noqa: PLC0415  # tables tell of none

    left, right = (_opened(line, side) for side in (question.left, question.right))
    told = conditions_told(verdict.conditions, left, right, line.domain, line.claim.tree)
    return [[c.condition, c.why, _ends(c.span), [[*pair] for pair in c.breaks_at], c.failure] for c in told]


def _ends(span: Span | None) -> Plain:
    return [span.start, span.end] if span else None


def caveat_from(data: list[Any]) -> Caveat:
    """The caveat of which `caveats` made plain data."""
    condition, why, span, point, failure = data
    return Caveat(condition, why, Span(*span) if span else None, tuple((n, v) for n, v in point), failure)


def _opened(line: Written, side: Basic) -> Basic:
    return unfold(side, dict(line.derivation.definitions))


def _asked_of(line: Written) -> Question | None:
    """What is asked of a line: whether it follows, or else whether it is true."""
    asks = line.claim.asks
    question = asks[0] or asks[1] if asks is not None else follows_question(line.claim, line.given)
    return question or question_of_truth(line)


def true(line: Written) -> Plain:
    """The verdict on whether a line is true in itself, and the minimum it may claim, as data; None as above."""
    asks = line.claim.asks
    if (asks is None and line.claim.role in SILENT) or (asks is not None and asks[1] is None):
        return None
    limit = _excess(line)
    if limit is not None:
        return verdict_data(beyond(limit))
    minimum = line.claim.minimum
    verdict = _verdict(line, question_of_truth(line))
    if minimum is not None and verdict is not None and verdict.status is Status.PROVED:
        verdict = _both(verdict, _decided(line, minimum))
    return verdict_data(verdict) if verdict else None


def question_of_truth(line: Written) -> Question | None:
    """What is asked of a line in itself; None where nothing is."""
    asks = line.claim.asks
    return asks[1] if asks is not None else true_question(line.claim, line.root, partial(explicit, line.derivation))


def completed(line: Written) -> Plain:
    """What an unfinished line would come to: the text of it, and the verdict on that as data."""
    claim = line.claim
    assert claim.completion is not None
    limit = _excess(line)
    if limit is not None:
        return ["…", verdict_data(beyond(limit))]
    return [str(claim.completion), verdict_data(_decided(line, Equal(claim.statement, claim.completion)))]


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
    worked_out = differentiated(unfold(claimed, meanings))
    numeric = compare(unfold(standing.args[0], meanings), variable, worked_out, seed)
    return numeric_data(numeric) if numeric else None


def derivative_and_claim(claim: Claim) -> tuple[Basic, Basic] | None:
    """A first derivative or gradient left standing, and what it is said to be."""
    if claim.completion is not None:
        return claim.statement, claim.completion
    statement = claim.statement
    if claim.asks is not None:
        return None  # what notes claim is not measured besides
    if claim.role in (Role.EQUATION, Role.SOLUTION) or not isinstance(statement, Eq):
        return None
    left = statement.lhs
    first = isinstance(left, Gradient) or (isinstance(left, Derivative) and len(left.variables) == 1)
    return (left, statement.rhs) if first else None


def values(line: Written) -> Plain:
    """The two sides of a line at the plainest point, as text; None where there is none."""
    statement = line.claim.statement
    if not isinstance(statement, Eq) or line.claim.asks is not None:
        return None
    left, right = (explicit(line.derivation, side) for side in (statement.lhs, statement.rhs))
    seen = plainest_values(left, right, line.domain)
    return [*seen] if seen else None


def hidden(line: Written) -> Plain:
    """A plain point at which both sides of a wrong line agree, as text: name, value, both sides; None for none."""
    asks, statement = line.claim.asks, line.claim.statement
    asked = asks[1] or asks[0] if asks is not None else None
    if isinstance(asked, Equal):
        left, right = asked.left, asked.right
    elif asks is None and isinstance(statement, Eq):
        left, right = statement.lhs, statement.rhs
    else:
        return None
    try:
        found = agreement(explicit(line.derivation, left), explicit(line.derivation, right), line.domain)
    except (DeriveCheckError, *REFUSALS):
        return None
    return [*found] if found else None


def slip(derivation: Derivation, line: Line, given: Sequence[Line], earlier: Sequence[Line] = ()) -> Plain:
    """What the two verdicts of a line, beside those of the lines it is given, say of it: the value of a Slip."""
    found = slip_of(line, given, partial(_shares_error, derivation), partial(_same_value, derivation), earlier)
    return found.value if found else None


def is_little_slip(derivation: Derivation, line: Line, given: Sequence[Line], earlier: Sequence[Line] = ()) -> bool:
    """Is what `slip` asks known without evaluating much, so that no process need be started for it?"""
    before = [other for other in (*given, *earlier) if other.wrong]
    if not line.wrong or not before:
        return True
    compared = [each.claim.statement for each in (line, *before) if isinstance(each.claim.statement, Eq)]
    goals = (Goal(Equal(*each.args), derivation.definitions, derivation.domain) for each in compared)
    return all(map(is_little_work, goals))


def mended(line: Written, readers: Callable[[Written], Reader], sound: bool, near: Sequence[Near]) -> Plain:
    """The repairs of a wrong line, as data. `sound` says that nothing it is given is wrong; `near` are lines around."""
    from checker.mending import mended  # noqa: PLC0415  # it imports the reader, 80 ms
    from checker.mending_cases import LEFT, RIGHT, Beside, of_derivation, of_notes, of_other_side  # noqa: PLC0415  # the same

    beside = tuple(Beside(name, claim.written) for name, claim in near)
    around = tuple(claim.statement for _, claim in near)
    if line.claim.asks is None:
        worked_out = partial(explicit, line.derivation)
        derivation, given, root = line.derivation, line.given, line.root
        case = of_derivation(readers(line), derivation, line.claim, given, root, worked_out, sound, beside, around)
        found = mended(case) if case is not None else ()
    else:
        right = tuple(claim.statement for name, claim in near if name)
        kept = of_other_side(readers(line), line.derivation, line.claim, beside, right)
        found = mended(kept) if kept is not None else ()
        for side in (RIGHT, LEFT):
            if not found or found[0].size > OF_ONE_CHANGE:
                case = of_notes(readers(line), line.derivation, line.claim, sound, beside, around, side)
                others = mended(case) if case is not None else ()
                found = min(filter(None, (found, others)), key=lambda ones: ones[0].size, default=())
    return [repair_data(repair) for repair in found]


# --- how they are decided ----------------------------------------------------------------------


def _excess(line: Written) -> str | None:
    """The limit that something exceeds of which a question would be built."""
    claims: Iterable[Claim] = (line.claim, *line.given, *line.root)
    written = [part for claim in claims for part in (claim.statement, claim.completion) if part is not None]
    return oversize(written, dict(line.derivation.definitions))


def _verdict(line: Written, question: Question | None) -> Verdict | None:
    return None if question is None else _decided(line, question)


def _decided(line: Written, question: Question | Minimizes) -> Verdict:
    goal = Goal(question, line.derivation.definitions, line.domain)
    if line.claim.asks is None:
        return decide(goal)
    verdict = _without_conventions(line, goal, _known(line, goal) or tolerant(goal))
    doubts = line.claim.doubts
    if doubts and verdict.status in (Status.REFUTED, Status.ILL_FORMED):
        reason = f"a line that was not read says something of {', '.join(doubts)}"
        return Verdict(Status.UNDECIDED, "no procedure", reason)
    return verdict


def _known(line: Written, goal: Goal) -> Verdict | None:
    """The verdict on a goal that was found while its line was read."""
    if not line.known:
        return None
    from checker.read.pertinent import pertinent  # noqa: PLC0415  # derivations of this package ask for nothing twice

    return line.known.get(pertinent(goal))


def _without_conventions(line: Written, goal: Goal, verdict: Verdict) -> Verdict:
    """The verdict; where it holds by what nobody wrote, such as m ≠ 0 of a mass, on these conditions only."""
    if verdict.status is not Status.PROVED or not line.claim.supposed:
        return verdict
    from checker.read.definitions import asked as parts_of  # noqa: PLC0415  # only notes suppose anything
    from checker.read.pertinent import pertinent  # noqa: PLC0415
    from checker.read.plain import plain  # noqa: PLC0415

    spoken = (*parts_of(goal.question), *(body for _, body in pertinent(goal).definitions))
    names = {name for part in spoken for name in part.free_symbols}
    supposed = [each for each in line.claim.supposed if each.free_symbols & names]
    if not supposed:
        return verdict
    rest = tuple(each for each in goal.domain.conditions if each not in line.claim.supposed)
    without = tolerant(replace(goal, domain=Domain(rest)))
    if without.status is Status.PROVED:
        return without
    return verdict.with_conditions(tuple(dict.fromkeys((*map(plain, supposed), *verdict.conditions))))


def tolerant(goal: Goal, decide: Callable[[Goal], Verdict] = decide) -> Verdict:
    """The verdict; a goal that makes no sense, as one read from notes may be, is undecided and not a fault."""
    try:
        verdict = decide(goal)
        vacuous = verdict.status is Status.PROVED and verdict.because.startswith("vacuous")
        return Verdict(Status.UNDECIDED, verdict.by, verdict.because) if vacuous else verdict
    except DeriveCheckError as fault:
        return Verdict(Status.UNDECIDED, "no procedure", str(fault))
    except (*REFUSALS, Refused) as refusal:
        reason = refusal.reason if isinstance(refusal, Refused) else str(refusal)
        return Verdict(Status.UNDECIDED, "no procedure", f"SymPy cannot put it together: {reason.strip()[:120]}")


def explicit(derivation: Derivation, expression: Basic) -> Basic:
    """An expression with the definitions put in and the derivatives taken."""
    return differentiated(unfold(expression, dict(derivation.definitions)))


def _both(solution: Verdict, minimum: Verdict) -> Verdict:
    """A solution that is also said to be the minimum: the weaker of the two verdicts, with the conditions of both."""
    if minimum.status is not Status.PROVED:
        return minimum
    conditions = tuple(dict.fromkeys((*solution.conditions, *minimum.conditions)))
    return solution.with_reason(f"{solution.because}; {minimum.because}").with_conditions(conditions)


def _same_value(derivation: Derivation, left: Basic, right: Basic) -> bool:
    goal = Goal(Equal(left, right), derivation.definitions, derivation.domain)
    return decide(goal).status is Status.PROVED


def _shares_error(derivation: Derivation, *sides: Basic) -> bool:
    meanings = dict(derivation.definitions)
    try:
        return shares_error([unfold(side, meanings) for side in sides], derivation.domain)
    except (DeriveCheckError, *REFUSALS):  # SymPy's, as of ∫ … dx with x = sin t put in: nothing is known to be shared
        return False
