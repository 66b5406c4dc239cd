"""A wrong line is never proved, and a wrong edit of a derivation file never goes unseen."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from sympy import Derivative, Eq, Function, IndexedBase, MatAdd, Ne, Sum, Symbol, ZeroMatrix, cos, exp, log, sin
from sympy.core.basic import Basic

from checker.check import check_derivation, load
from checker.decide import decide
from checker.decide.at_points.trials import try_points
from checker.decide.unfold import unfold
from checker.model import (
    Claim,
    Derivation,
    DeriveCheckError,
    Domain,
    Equal,
    Goal,
    Question,
    Role,
    SameRoots,
    Settings,
    Solves,
    Status,
    Unequal,
)
from checker.objects import Gradient
from checker.read.transcript import located
from derivations import TOPICS
from tests.mutation import mutants

NAMES = [entry.name for topic in TOPICS for entry in topic.entries]
NOTES = Path(__file__).parent.parent / "derivations" / "handwritten-notes.md"
x, y = Symbol("x", real=True), Symbol("y", real=True)
m = Symbol("m", integer=True, positive=True)
i = Symbol("i", integer=True)
data = IndexedBase("x", real=True)


def true_claims() -> Iterator[tuple[Derivation, Claim]]:
    """The lines of the notes that are equations of two values and true."""
    for name in NAMES:
        derivation = load(name)
        wrong = {expectation.claim for expectation in derivation.expects if expectation.true is not None}
        for claim in derivation.claims:
            if claim.role in (Role.STEP, Role.FACT) and claim.name not in wrong and isinstance(claim.statement, Eq):
                yield derivation, claim


@pytest.mark.parametrize(
    ("derivation", "claim"), [pytest.param(d, c, id=f"{d.name}-{c.name}") for d, c in true_claims()]
)
def test_no_mutant_of_a_true_line_is_proved(derivation: Derivation, claim: Claim) -> None:
    statement = claim.statement
    tried = 0
    for mutant in mutants(statement.rhs):
        if mutant == statement.rhs or _means_the_same(derivation, statement.rhs, mutant):
            continue
        verdict = decide(Goal(Equal(statement.lhs, mutant), derivation.definitions, derivation.domain))
        assert verdict.status is not Status.PROVED, f"{statement.lhs} = {mutant}"
        tried += 1
    assert tried >= 1


def _means_the_same(derivation: Derivation, original: Basic, mutant: Basic) -> bool:
    """Some edits change nothing, such as −(1 + e⁻ˣ) under a square: exact values and balls cannot tell them apart."""
    meanings = dict(derivation.definitions)
    trials = try_points(unfold(original, meanings), unfold(mutant, meanings), derivation.domain, 40)
    return trials.refutation is None and trials.agreed > 0


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_edit_to_any_line_is_seen(name: str) -> None:
    derivation = load(name)
    for place, claim in enumerate(derivation.claims):
        for edited in _wrong_edits(derivation, claim):
            claims = (*derivation.claims[:place], edited, *derivation.claims[place + 1 :])
            checked = check_derivation(replace(derivation, claims=claims), Settings(repairs=False))
            assert any(finding.surprise for finding in checked.findings), f"{claim.name}: {edited.statement}"


def _wrong_edits(derivation: Derivation, claim: Claim) -> Iterator[Claim]:
    """Mutants of the side that says something; those that mean the same are no wrong edits."""
    statement = claim.statement
    if isinstance(statement, Ne):
        yield replace(claim, statement=Ne(statement.lhs, statement.lhs, evaluate=False))
        return
    whole = not isinstance(statement, Eq)
    side = statement if whole else statement.lhs if _is_zero(statement.rhs) else statement.rhs
    edits = (mutant for mutant in mutants(side) if not _means_the_same(derivation, side, mutant))
    for mutant in [_with_other_roots(side)] if claim.role is Role.EQUATION else islice(edits, 3):
        if whole:
            yield replace(claim, statement=mutant)
        elif side is statement.lhs:
            yield replace(claim, statement=Eq(mutant, statement.rhs, evaluate=False))
        else:
            yield replace(claim, statement=Eq(statement.lhs, mutant, evaluate=False))


def _with_other_roots(side: Basic) -> Basic:
    """An equation keeps its roots when a factor or a sign changes: a term more is a wrong edit of every one."""
    return MatAdd(side, side.args[1]) if isinstance(side, Gradient) else side + 1


def _is_zero(side: Basic) -> bool:
    return side == 0 or isinstance(side, ZeroMatrix)


def test_a_line_that_is_not_in_the_notes_is_an_error() -> None:
    derivation = load("sigmoid")
    edited = replace(derivation.claims[3], written=r"g(x) = 2 + (e^x)^{-1}")
    claims = (*derivation.claims[:3], edited, *derivation.claims[4:])
    with pytest.raises(DeriveCheckError, match=r"notes\.md: line 4a of sigmoid is not in the notes after 5:\d+"):
        located(replace(derivation, claims=claims), NOTES.read_text(encoding="utf-8"), "notes.md")


def test_a_slip_that_is_marked_but_not_found_is_an_error() -> None:
    derivation = load("theta0")
    mended = replace(derivation.claims[7], statement=derivation.claims[8].statement)
    claims = (*derivation.claims[:7], mended, *derivation.claims[8:])
    surprises = {
        f.claim.name: f.surprise for f in check_derivation(replace(derivation, claims=claims), Settings()).findings
    }
    assert surprises["6"] is not None
    assert "the file expects refuted" in surprises["6"]


f, g = Function("f")(x), Function("g")(x)
total = Sum(data[i], (i, 1, m))

WRONG: dict[str, Question] = {
    "product rule without its second term": Equal(Derivative(f * g, x), Derivative(f, x) * g),
    "chain rule without the inner derivative": Equal(Derivative(sin(x**2), x), cos(x**2)),
    "quotient rule with the sign lost": Equal(
        Derivative(f / g, x), (Derivative(f, x) * g + f * Derivative(g, x)) / g**2
    ),
    "exponent of an exponential lost": Equal(Derivative(exp(-2 * x), x), -exp(-2 * x)),
    "square of a sum as a sum of squares": Equal((x + y) ** 2, x**2 + y**2),
    "square of a sum over data": Equal(total**2, Sum(data[i] ** 2, (i, 1, m))),
    "mean without 1/m": Equal(Sum(data[i] - total, (i, 1, m)), x * 0),
    "constant in a sum not counted": Equal(Sum(data[i] + y, (i, 1, m)), total + y),
    "logarithm of a sum": Equal(log(exp(x) + exp(y)), x + y),
    "exponential of a product": Equal(exp(x * y), exp(x) * exp(y)),
    "Pythagoras with a minus": Equal(sin(x) ** 2 - cos(x) ** 2, x**0),
    "two numbers said to differ": Unequal(x - x + 2, x - x + 2),
    "equations with different roots": SameRoots(x**2 - y, x - y),
    "a solution with the sign lost": Solves(2 * x + y, x, y / 2),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_derivations_are_rejected(name: str) -> None:
    verdict = decide(Goal(WRONG[name], (), Domain()))
    assert verdict.status is Status.REFUTED
