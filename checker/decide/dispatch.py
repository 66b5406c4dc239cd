"""Puts a goal to the procedures, in their order, and lets no verdict pass that its procedure may not give."""

from __future__ import annotations

from checker.decide.constant_difference import CONSTANT_DIFFERENCE
from checker.decide.exact_arithmetic import EXACT_ARITHMETIC
from checker.decide.induction import INDUCTION
from checker.decide.matrix_equation import MATRIX_EQUATION
from checker.decide.matrix_identity import MATRIX_IDENTITY
from checker.decide.minimum import MINIMUM
from checker.decide.normal_form import NORMAL_FORM
from checker.decide.procedure import Case, Procedure
from checker.decide.roots import EQUATION
from checker.decide.same_tree import SAME_TREE
from checker.decide.shapes_fit import SHAPES
from checker.decide.sign_cells import SIGN_CELLS
from checker.decide.trials import FEW, MANY, Seen, Trials, shown, smallest, try_points
from checker.decide.unfold import unfold
from checker.model import Equal, Goal, Minimizes, Question, SameRoots, Solves, Status, Unequal, Verdict

# cheapest and most decisive first; the order changes what a verdict costs, never what it is
PROCEDURES: tuple[Procedure, ...] = (
    SHAPES,  # 2Xᵀθ = 2XᵀXθ, with X m×n and θ n×1, has no meaning
    EXACT_ARITHMETIC,  # 0.99·1.8 + 0.95·0.4 = 2.162
    SAME_TREE,  # x + y = y + x
    NORMAL_FORM,  # e⁻ˣ/(1 + e⁻ˣ)² = σ(x)(1 − σ(x))
    SIGN_CELLS,  # |x| = max(x, −x)
    INDUCTION,  # Σ 2ᵏ from 0 to n = 2ⁿ⁺¹ − 1
    CONSTANT_DIFFERENCE,  # atan x + atan 1/x = π/2 for x > 0
    MATRIX_IDENTITY,  # (Xθ − y)ᵀ(Xθ − y) = θᵀXᵀXθ − 2θᵀXᵀy + yᵀy
    EQUATION,  # 0 = a·x + b is solved by x = −b/a if a ≠ 0
    MATRIX_EQUATION,  # 0 = Xᵀ(Xθ − y) is solved by θ = (XᵀX)⁻¹Xᵀy if X has full column rank
    MINIMUM,  # (x − a)² is least at x = a, and only there
)


class UnlicensedVerdict(Exception):
    """A procedure gave a status that it may not give: a fault of this program."""


def decide(goal: Goal) -> Verdict:
    """The verdict on one goal.

    REFUTED comes with a point of the domain at which both sides provably differ; PROVED with a
    certificate, and only where some point of the domain gives both sides a value (so that
    nothing is proved of what is nowhere defined).
    """
    case = Case(_unfolded(goal.question, goal), goal.domain)
    if not isinstance(case.question, Equal):
        return _by_procedures(case) or _undecided()
    shapes = _run(SHAPES, case)
    if shapes is not None:
        return shapes
    left, right = case.question.left, case.question.right
    trials = try_points(left, right, case.domain, FEW)
    if trials.refutation is not None:
        return _refuted(case.question, case, trials.refutation)
    verdict = _by_procedures(case)
    if verdict is not None and (verdict.status is not Status.PROVED or trials.witness is not None):
        return verdict
    trials = try_points(left, right, case.domain, MANY)
    if trials.refutation is not None:
        return _refuted(case.question, case, trials.refutation)
    if verdict is not None and trials.witness is not None:
        return verdict
    return _evidence(trials)


def _unfolded(question: Question, goal: Goal) -> Question:
    meanings = dict(goal.definitions)
    if isinstance(question, Equal | Unequal | SameRoots):
        return type(question)(unfold(question.left, meanings), unfold(question.right, meanings))
    if isinstance(question, Solves):
        return Solves(unfold(question.residual, meanings), question.unknown, unfold(question.value, meanings))
    values = tuple(unfold(value, meanings) for value in question.values)
    return Minimizes(unfold(question.objective, meanings), question.unknowns, values)


def _by_procedures(case: Case) -> Verdict | None:
    for procedure in PROCEDURES:
        verdict = _run(procedure, case)
        if verdict is not None:
            return verdict
    return None


def _run(procedure: Procedure, case: Case) -> Verdict | None:
    verdict = procedure.run(case)
    if verdict is not None and verdict.status not in procedure.gives:
        raise UnlicensedVerdict(f"{procedure.name} gave {verdict.status.value}")
    return verdict


def _refuted(question: Equal, case: Case, seen: Seen) -> Verdict:
    counterexample = shown(smallest(question.left, question.right, case.domain, seen))
    return Verdict(
        Status.REFUTED,
        "counterexample",
        f"the two sides differ: {counterexample.left} against {counterexample.right}",
        counterexample=counterexample,
    )


def _evidence(trials: Trials) -> Verdict:
    if trials.agreed:
        return Verdict(
            Status.SUPPORTED,
            "trial points",
            f"no proof found; both sides agree at {trials.agreed} points of the domain, which is evidence only",
        )
    return _undecided(trials.unknown)


def _undecided(reason: str | None = None) -> Verdict:
    return Verdict(Status.UNDECIDED, "no procedure", f"no procedure settles it{f' ({reason})' if reason else ''}")
