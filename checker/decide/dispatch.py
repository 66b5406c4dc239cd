"""Puts a goal to the procedures, in their order, and lets no verdict pass that its procedure may not give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from sympy import Add, And, Derivative, Integral, Limit, MatrixSymbol, Subs, Sum, Symbol, ceiling, floor, frac, oo
from sympy.core.basic import Basic

from checker.decide.at_points.trials import FEW, MANY, Seen, Trials, Trying, shown, smallest
from checker.decide.borne_out import with_assumptions_borne_out
from checker.decide.bound_names import HEADS as BINDERS
from checker.decide.bound_names import with_bound_names_apart
from checker.decide.by_premises import by_premises
from checker.decide.by_solutions import by_solutions
from checker.decide.domain_cases import in_each_case
from checker.decide.entry_derivatives import is_of_entries, with_entries_differentiated
from checker.decide.evaluated_at import evaluated_at
from checker.decide.exact_arithmetic import EXACT_ARITHMETIC
from checker.decide.glance import Glance, glance_at
from checker.decide.matrices.shapes_fit import SHAPES
from checker.decide.normal_form import CUT, NORMAL_FORM
from checker.decide.parts import conjuncts, heads_of
from checker.decide.procedure import Case, Later, Procedure, has_matrices
from checker.decide.relations.minimum import MINIMUM
from checker.decide.relations.roots import EQUATION
from checker.decide.repeated_constants import HEADS as CONSTANTS
from checker.decide.repeated_constants import with_constants_once
from checker.decide.same_tree import SAME_TREE
from checker.decide.sizing import beyond, expressions_of, oversize_of
from checker.decide.sums.hypergeometric_heads import COUNTING, FAMILY, NOT_TAKEN
from checker.decide.sums.induction import CLOSED_FORM_BY_INDUCTION, INDUCTION
from checker.decide.unfold import unfold
from checker.decide.well_posed import misposed
from checker.decide.where_valued import where_valued
from checker.model import (
    Approximates,
    Counterexample,
    DeriveCheckError,
    Domain,
    Equal,
    Equivalent,
    Goal,
    Holds,
    Implies,
    Minimizes,
    Question,
    SameRoots,
    SolutionSet,
    Solves,
    Status,
    Unequal,
    Verdict,
)

if TYPE_CHECKING:
    from checker.decide.integrals.closed_forms import Closed

INTEGRALS = frozenset({Integral, Limit})
REWRITTEN = frozenset({*BINDERS, Subs})  # before a question is put to any procedure
ENDLESS = frozenset({type(oo)})
ROUNDED = frozenset({floor, ceiling, frac})

NOWHERE_DEFINED = Later("relations.nowhere", "NOWHERE_DEFINED", (Equal,))

# cheapest and most decisive first; the order changes what a verdict costs, never what it is
PROCEDURES: tuple[Procedure | Later, ...] = (
    SHAPES,  # 2Xᵀθ = 2XᵀXθ, with X m×n and θ n×1, has no meaning
    EXACT_ARITHMETIC,  # 0.99·1.8 + 0.95·0.4 = 2.162
    SAME_TREE,  # x + y = y + x
    Later("long_sums", "LONG_SUMS", (Equal,), frozenset({Add}), matrices=False),  # x₁ + … + x₉₉₉ = x₉₉₉ + … + x₁
    CLOSED_FORM_BY_INDUCTION,  # Π (1 + 1/k) from 1 to n = n + 1
    NORMAL_FORM,  # e⁻ˣ/(1 + e⁻ˣ)² = σ(x)(1 − σ(x))
    Later("algebraic_identity", "ALGEBRAIC_IDENTITY", (Equal,), matrices=False),  # cos π/7 − cos 2π/7 + cos 3π/7 = 1/2
    Later("sign_cells", "SIGN_CELLS", (Equal,), matrices=False),  # |x| = max(x, −x)
    Later("normal_form", "NORMAL_FORM_BY_SIGNS", (Equal,), CUT, matrices=False),  # |1 − xy| = 1 − xy for |x|, |y| < 1
    Later("floors", "FLOORS", (Equal,), ROUNDED),  # ⌊2x⌋ = ⌊x⌋ + ⌊x + 1/2⌋
    # Σ C(n, k)² from 0 to n = C(2n, n)
    Later("sums.hypergeometric_sums", "HYPERGEOMETRIC_SUMS", (Equal,), COUNTING, NOT_TAKEN, matrices=False),
    # dⁿ(x·eˣ)/dxⁿ = (x + n)·eˣ
    Later("derivatives_of_any_order", "DERIVATIVES_OF_ANY_ORDER", (Equal,), frozenset({Derivative}), matrices=False),
    INDUCTION,  # Σ 2ᵏ from 0 to n = 2ⁿ⁺¹ − 1
    # Σ k·xᵏ from 0 to n; with factorials, induction takes longer, and seldom comes to an end
    Later("sums.hypergeometric_sums", "HYPERGEOMETRIC_SUMS", (Equal,), FAMILY, NOT_TAKEN | COUNTING, matrices=False),
    # Σ cos(2πk/n) from 0 to n − 1 = 0 for n > 1
    Later("sums.wave_sums", "WAVE_SUMS", (Equal,), frozenset({Sum}), matrices=False),
    # atan x + atan y = atan((x + y)/(1 − xy)) for xy < 1
    Later("whole_turns", "WHOLE_TURNS", (Equal,), matrices=False),
    Later("constant_difference", "CONSTANT_DIFFERENCE", (Equal,), matrices=False),  # atan x + atan 1/x = π/2 for x > 0
    # ∫ f(3t) dt from 0 to 1 = ⅓ ∫ f(t) dt from 0 to 3
    Later("integrals.integral_identity", "INTEGRAL_IDENTITY", (Equal,), INTEGRALS),
    # R(s)R(t) = R(s + t), for turns R of the plane
    Later("matrices.explicit_identity", "EXPLICIT_IDENTITY", (Equal,), matrices=True),
    Later("series.series_identity", "SERIES", (Equal,), ENDLESS),  # Σ k·rᵏ from 1 to ∞ = r/(1 − r)² for |r| < 1
    # (Xθ − y)ᵀ(Xθ − y) = θᵀXᵀXθ − 2θᵀXᵀy + yᵀy
    Later("matrices.matrix_identity", "MATRIX_IDENTITY", (Equal,), matrices=True),
    Later("matrices.entrywise_identity", "ENTRYWISE_IDENTITY", (Equal,)),  # ∂softmax(z)/∂z = diag(s) − ssᵀ
    Later("complex_parts", "COMPLEX_PARTS", (Equal,), matrices=False),  # |z|² = z·z̄ for complex z
    EQUATION,  # 0 = a·x + b is solved by x = −b/a if a ≠ 0
    MINIMUM,  # (x − a)² is least at x = a, and only there
    # 0 = Xᵀ(Xθ − y) is solved by θ = (XᵀX)⁻¹Xᵀy if X has full column rank
    Later("matrices.matrix_equation", "MATRIX_EQUATION", (Solves, Minimizes)),
    Later("relations.solution_set", "SOLUTION_SET", (Solves, SolutionSet)),  # x² = 4 has the solutions 2 and −2
    # Ax = λx ⇒ A²x = λ²x
    Later("matrices.matrix_implication", "MATRIX_IMPLICATION", (SameRoots, Implies, Equivalent)),
    Later("relations.implication", "IMPLICATION", (SameRoots, Implies, Equivalent)),  # x = 2 ⇒ x² = 4, and not back
    Later("relations.inequality", "INEQUALITY", (Holds,)),  # log x ≤ x − 1 for x > 0
    Later("relations.approximation", "APPROXIMATION", (Approximates,)),  # π ≈ 3.14
    NOWHERE_DEFINED,  # log(−1 − x²) = x
)


# of equations, shapes are asked of before any point is tried, and whether they hold nowhere where no point has a value
OF_EQUATIONS = tuple(
    listed
    for listed in PROCEDURES
    if listed not in (SHAPES, NOWHERE_DEFINED) and not (isinstance(listed, Later) and Equal not in listed.questions)
)

# what is asked before more points than two are tried: it seldom has nothing to say
PROMPT = OF_EQUATIONS.index(NORMAL_FORM) + 1
AT_ONCE, AFTER_MORE = OF_EQUATIONS[:PROMPT], OF_EQUATIONS[PROMPT:]

# what costs more to evaluate at a point than to prove: a proof comes after one point, not after a few
COSTLY = frozenset({Integral, Limit, type(oo)})
LONG = 2_000  # terms or factors of both sides
ENOUGH = 3  # points that must agree before that counts as evidence


class UnlicensedVerdict(Exception):
    """A procedure gave a status that it may not give: a fault of this program."""


def decide(goal: Goal) -> Verdict:
    """The verdict on one goal, however long it takes: `checker.decide.decide` sets limits.

    REFUTED comes with a point of the domain at which both sides provably differ; PROVED with a
    certificate, and only where some point of the domain gives both sides a value (so that
    nothing is proved of what is nowhere defined).
    """
    fault = misposed(goal)
    if fault is not None:
        return fault
    seen = glance_at(goal)
    limit = oversize_of(goal) if seen is None else None
    return decide_sized(goal, seen) if limit is None else beyond(limit)


def decide_sized(goal: Goal, seen: Glance | None = None) -> Verdict:
    """The verdict on a goal known to exceed no limit of size; `seen` is what a glance shows of it, if anything."""
    try:
        if seen is None or not seen.heads.isdisjoint(REWRITTEN) or is_of_entries(seen.heads):
            goal = with_bound_names_apart(with_assumptions_borne_out(goal))
            goal = replace(goal, question=_unfolded(goal.question, goal), domain=_unfolded_domain(goal))
            goal = with_entries_differentiated(goal)
        if seen is None or not seen.heads.isdisjoint(CONSTANTS):
            goal = with_constants_once(goal)
        case = Case(goal.question, _flat(goal.domain))
        return in_each_case(case, _decide) or _decide(case)
    except RecursionError:
        return _undecided("it is nested too deeply")


def load_for(question: Question) -> None:
    """Loads what a worker would load for a question, so that not each of many has to."""
    for listed in PROCEDURES:
        if isinstance(listed, Later):
            listed.load(question)


def _flat(domain: Domain) -> Domain:
    """The domain with each conjunction as its parts."""
    if not any(isinstance(condition, And) for condition in domain.conditions):
        return domain
    parts = map(conjuncts, domain.conditions)
    return Domain(tuple(part for group in parts for part in group))


def _decide(case: Case) -> Verdict:
    if not isinstance(case.question, Equal):
        return _by_procedures(case) or by_solutions(case, _by_procedures) or _undecided()
    shapes = _run(SHAPES, case)
    if shapes is not None:
        return shapes
    left, right = case.question.left, case.question.right
    slopes = _slopes(case)
    if slopes is not None:
        found = _decide(Case(Equal(slopes.left, slopes.right), case.domain))
        return found.with_reason(f"{slopes.steps[0]}: {found.because}")
    points = Trying(left, right, case.domain)
    verdict: Verdict | None = None
    for count, procedures in _turns(case):
        trials = points.up_to(count)
        if trials.refutation is not None:
            return _refuted(case.question, case, trials.refutation)
        verdict = verdict or _by_procedures(case, procedures)
        if verdict is not None and not verdict.conditions:
            break  # where a condition fails, the claim may too: a few points more are tried
    verdict = verdict or by_premises(case, _by_procedures) or where_valued(case, _by_procedures)
    if verdict is not None and (verdict.status is not Status.PROVED or trials.witness is not None):
        return verdict
    trials = points.up_to(MANY)
    if trials.refutation is not None:
        return _refuted(case.question, case, trials.refutation)
    if verdict is not None and trials.witness is not None:
        return verdict
    nowhere = None if trials.agreed else asked(NOWHERE_DEFINED, case)
    return nowhere or _evidence(trials)


Turn = tuple[int, tuple[Procedure | Later, ...]]


def _turns(case: Case) -> tuple[Turn, ...]:
    """How many points are tried before which procedures: what is false shows at one or two, nearly always."""
    if case.heads & COSTLY or _is_long(case):
        return (1, OF_EQUATIONS), (FEW, ())
    if has_matrices(case.heads):
        return (2, OF_EQUATIONS), (FEW, ())
    return (2, AT_ONCE), (FEW, AFTER_MORE)


def _is_long(case: Case) -> bool:
    assert isinstance(case.question, Equal)
    return len(case.question.left.args) + len(case.question.right.args) > LONG


def _slopes(case: Case) -> Closed | None:
    """Both sides differentiated, where an integral without bounds stands in either: they agree up to a constant."""
    assert isinstance(case.question, Equal)
    if Integral not in case.heads:
        return None
    from checker.decide.integrals.closed_forms import differentiated  # noqa: PLC0415  # only integrals need it

    return differentiated(case.question.left, case.question.right)


def _unfolded(question: Question, goal: Goal) -> Question:
    if not goal.definitions and all(Subs not in heads_of(part) for part in expressions_of(question)):
        return question
    meanings = _meanings(goal)

    def put(part: Basic | tuple[Basic, ...]) -> Basic | tuple[Basic, ...]:
        if isinstance(part, tuple):
            return tuple(evaluated_at(unfold(each, meanings)) for each in part)
        return evaluated_at(unfold(part, meanings))

    parts = {name: put(getattr(question, name)) for name in PARTS[type(question)]}
    return replace(question, **parts)  # type: ignore[arg-type]  # PARTS names the fields of each question


# what names have their meanings put into; an unknown stays a name
PARTS: Mapping[type[Question], tuple[str, ...]] = {
    Equal: ("left", "right"),
    Unequal: ("left", "right"),
    SameRoots: ("left", "right"),
    Solves: ("residual", "value"),
    Minimizes: ("objective", "values"),
    Implies: ("premise", "conclusion"),
    Equivalent: ("premise", "conclusion"),
    Holds: ("relation",),
    Approximates: ("left", "right"),
    SolutionSet: ("residual", "values"),
}


def _unfolded_domain(goal: Goal) -> Domain:
    """The domain, in which what is told of a name that is defined is told of what it means: a > 0 of a = p(x).

    What is told of a number, as I > 0 of I = ∫₀¹ e^{−x²} dx, bounds no point, and stays; so does what is told of a
    number that comes of vectors, as m < 1 of m = wᵀx, which is no condition on either.
    """
    meanings = _meanings(goal)
    defined = {name for name in meanings if isinstance(name, Symbol)}
    if all(defined.isdisjoint(condition.free_symbols) for condition in goal.domain.conditions):
        return goal.domain
    return Domain(tuple(_meant(condition, meanings) for condition in goal.domain.conditions))


def _meant(condition: Basic, meanings: Mapping[Basic, Basic]) -> Basic:
    try:
        meant = unfold(condition, meanings)
    except (TypeError, DeriveCheckError):  # SymPy compares no vectors, and a circle is told of the question
        return condition
    matrices = any(isinstance(name, MatrixSymbol) for name in meant.free_symbols)
    return condition if matrices or not meant.free_symbols else meant


def _meanings(goal: Goal) -> dict[Basic, Basic]:
    meanings: dict[Basic, Basic] = {}
    for name, meaning in goal.definitions:
        if meanings.setdefault(name, meaning) != meaning:
            raise DeriveCheckError(f"{name} is defined twice: as {meanings[name]} and as {meaning}")
    return meanings


def _by_procedures(case: Case, procedures: Iterable[Procedure | Later] = PROCEDURES) -> Verdict | None:
    for listed in procedures:
        verdict = asked(listed, case)
        if verdict is not None:
            return verdict
    return None


def asked(listed: Procedure | Later, case: Case) -> Verdict | None:
    """What one procedure says of a case. Raises UnlicensedVerdict where it may not say that."""
    procedure = listed.loaded_for(case) if isinstance(listed, Later) else listed
    return None if procedure is None else _run(procedure, case)


def _run(procedure: Procedure, case: Case) -> Verdict | None:
    verdict = procedure.run(case)
    if verdict is not None and verdict.status not in procedure.gives:
        raise UnlicensedVerdict(f"{procedure.name} gave {verdict.status.value}")
    return verdict


def _refuted(question: Equal, case: Case, seen: Seen) -> Verdict:
    """Refuted at a point that was seen; a plainer one is looked for when the verdict's is asked for."""

    @cache
    def plainest() -> Counterexample:
        try:
            return shown(smallest(question.left, question.right, case.domain, seen))
        except RecursionError:  # whoever asks may stand deeper in calls than the trial did
            return shown(seen)

    return Verdict(
        Status.REFUTED,
        "counterexample",
        lambda: f"the two sides differ: {plainest().left} against {plainest().right}",
        counterexample=plainest,
    )


def _evidence(trials: Trials) -> Verdict:
    if trials.agreed >= ENOUGH:
        return Verdict(
            Status.SUPPORTED,
            "trial points",
            f"no proof found; both sides agree at {trials.agreed} points of the domain, which is evidence only",
        )
    few = f"both sides agree, but only {trials.agreed} points could be tried" if trials.agreed else None
    return _undecided(trials.unknown or few)


def _undecided(reason: str | None = None) -> Verdict:
    return Verdict(Status.UNDECIDED, "no procedure", f"no procedure settles it{f' ({reason})' if reason else ''}")
