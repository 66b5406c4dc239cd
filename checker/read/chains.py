"""Chains: each link asks whether the line follows from the one before, and whether it is true of the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sympy import And, Derivative, Eq, Indexed, Integral, Sum
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.matexpr import MatrixElement, MatrixSymbol

from checker.model import Approximates, Equal, Implies, Question, Reading, Role, SameRoots, Status
from checker.objects import BigO, Gradient, Statistic
from checker.objects import step as step_function
from checker.read.bare_units import UNITS_LEFT_OUT, without_units
from checker.read.building import is_matrix
from checker.read.chances import by_laws
from checker.read.conditional import CONDITION, may_tell_value
from checker.read.context import GIVEN
from checker.read.definitions import with_instances
from checker.read.equations import WORKED, conclusion_follows
from checker.read.instances import numbers_put_in
from checker.read.ledger import real
from checker.read.moments import told_moments
from checker.read.more_than_written import (
    by_law,
    by_past,
    is_by_more,
    known_by_number,
    names_value,
    says_what_is_new,
    with_positive,
)
from checker.read.nodes import free_in, nodes_of
from checker.read.orders import up_to_order
from checker.read.outcomes import by_outcomes
from checker.read.progress import Chain, Premise, Progress, without_other_statistics
from checker.read.proportions import NOT_TOLD, UP_TO_A_FACTOR, proportional
from checker.read.putting import equal_after, put
from checker.read.relations import (
    COMPARISONS,
    compared,
    composed,
    digits_rounded,
    digits_written,
    integrated_by,
    question,
    up_to_a_constant,
)
from checker.read.restricting import all_put_in, tell_of_others
from checker.read.rounded_inside import INSIDE, rounded_inside
from checker.read.rounding import numbers_known, to_digits
from checker.read.statements import Link, Part
from checker.read.substituted import substituted
from checker.read.syntax import SyntaxFault
from checker.read.units import names_beside_units
from checker.written import Span

BY_LAW = "by a differential equation that a part before gives"
EARLIER_VALUES = "with values that were found before others"
ROUNDED = "“=” is read as ≈: they agree to the digits written"
UP_TO_A_CONSTANT = "equal up to a constant: both sides are differentiated"


def take_step(
    progress: Progress, part: Part, link: Link | None, conditions: Sequence[Basic], remarks: Sequence[str] = ()
) -> None:
    """One more link of the chain at hand."""
    chain = progress.chain
    if chain is None:
        raise SyntaxFault(part.span.start, "a relation", "a line before it", "there is nothing that it goes on from")
    value, more = progress.value(part, chain.value)
    relation = link.relation if link is not None else "="
    digits = digits_written(part.items)
    span = Span(link.span.start if link is not None else part.span.start, part.span.end)
    said = [*remarks, *more]
    if chain.equation:
        _step_of_equation(progress, chain, value, span, conditions, said)
        return
    near = to_digits(progress, chain.value, part, value, conditions) if relation == "~" else None
    if near is not None:
        progress.near[chain.of or chain.subject] = near.right
        begin_anew(progress, chain, value, span, conditions, said, near)
        return
    if "prop" in {relation, chain.relation}:
        _step_up_to_a_factor(progress, chain, value, relation, span, conditions, said)
        return
    follows = chosen(progress, relation, chain.value, value, digits, conditions, chain.subject, true=False)
    rounded = _as_rounded(progress, chain, follows, part, value, relation, conditions)
    if rounded is not None:
        begin_anew(progress, chain, value, span, conditions, [*said, rounded[1]], rounded[0])
        return
    doubtful = relation == "=" and not progress.proved(follows, conditions)
    bare = without_units(progress, chain.value, value) if doubtful else None
    if bare is not None and progress.proved(bare, conditions):
        begin_anew(progress, chain, value, span, conditions, [*said, UNITS_LEFT_OUT], bare)
        return
    if doubtful and _is_taken_otherwise(progress, chain, value, span, conditions, said):
        return
    whole = composed(chain.relation, relation) if chain.relation is not None else None
    true = None if whole is None else chosen(progress, whole, chain.subject, value, digits, conditions, chain.subject)
    false_found = _begins(progress, chain, Status.REFUTED)  # what a false line found makes no other true
    if true is not None and not false_found and holds_by_findings(progress, true, chain.subject, value, conditions):
        true = None
    if _begins_undecided(progress, chain) and progress.refuted(true, conditions):
        true = None  # x = D_x/D = 1, where nobody can tell whether x is that
    if isinstance(true, Implies) and integrated_by(chain.value) is not None and progress.refuted(true, conditions):
        true = None  # of a constant of integration nothing is known
    true = _true_by_steps(progress, chain, follows, true, conditions)
    conditions = with_positive(progress, chain, value, (follows, true), conditions)
    if not names_beside_units(value) and chain.value.free_symbols and progress.proved(true, conditions):
        follows = follows if progress.proved(follows, conditions) else true  # numbers are put in
    if relation == "~" and (follows is None or (digits is None and not value.free_symbols)):
        rounded_off(progress, chain.subject, value, span, conditions, said)
        return
    if integrated_by(chain.subject) is not None:
        said.append(UP_TO_A_CONSTANT)
    said += rests_on(progress, true if true is not None else follows, value, chain.subject)
    claim = progress.add(
        span,
        compared(relation if relation != "~" else "=", chain.subject, value),
        Role.STEP,
        given=(chain.last,),
        root=(chain.first,),
        asks=(follows, true),
        conditions=conditions,
        remarks=said,
    )
    progress.go_to(replace(chain, value=value, last=claim.name, relation=whole))
    if relation == "=":
        _known_by_value(progress, chain, value, true)
        known_by_number(progress, chain, value, true, conditions)


def _begins_undecided(progress: Progress, chain: Chain) -> bool:
    """Is the equation that a chain began with one of which nothing is known, neither that it is true nor that not?"""
    first = progress.claim_named(chain.first)
    return first is not None and first.role is Role.EQUATION and _begins(progress, chain, Status.UNDECIDED)


def _begins(progress: Progress, chain: Chain, status: Status) -> bool:
    """Is that the verdict on the line that a chain began with?"""
    first = progress.claim_named(chain.first)
    if first is None or first.asks is None or first.asks[1] is None:
        return False
    return progress.verdict(first.asks[1], first.conditions).status is status


def _true_by_steps(
    progress: Progress, chain: Chain, follows: Question | None, true: Question | None, conditions: Sequence[Basic]
) -> Question | None:
    """What is asked of the root of a step that is proved from the line before, but would be refuted of the root.

    From a line that is proved it is true too: where the premises are not seen to hold anywhere, they were left out.
    From one that is not decided nothing is known of the root, as that may rest on what is not written: sin C > 0.
    """
    if not progress.refuted(true, conditions) or not progress.proved(follows, conditions):
        return true
    last = progress.claim_named(chain.last)
    if last is None or last.asks is None or not any(last.asks):
        return None if _rests_on_findings(progress, follows) else true
    if progress.refuted(last.asks[1], last.conditions):
        return true
    if not progress.proved(last.asks[1], last.conditions):
        return None
    return true if any(premise.refuted for premise in progress.premises) else follows


def _rests_on_findings(progress: Progress, follows: Question | None) -> bool:
    """E = 2√(ε(1 − ε)) by the α that a line before found: does a step rest on lines of which none is refuted?"""
    stated = And.make_args(follows.premise) if isinstance(follows, Implies) else ()
    found = {premise.relation: premise.refuted for premise in progress.premises if not premise.given}
    resting = [found[each] for each in stated if each in found]
    return bool(resting) and not any(resting)


def _is_taken_otherwise(
    progress: Progress, chain: Chain, value: Basic, span: Span, conditions: Sequence[Basic], said: Sequence[str]
) -> bool:
    """Is a step that does not follow by itself one of another kind: a definition, an application, numbers put in?"""
    earlier = by_past(progress, chain, value, conditions)
    if earlier is not None:
        begin_anew(progress, chain, value, span, conditions, [*said, EARLIER_VALUES], earlier)
        return True
    lawful = by_law(progress, chain, value, conditions)
    if lawful is not None:
        begin_anew(progress, chain, value, span, conditions, [*said, BY_LAW], lawful)
        return True
    if _defines_function(progress, chain, value):
        progress.ledger = progress.ledger.with_definition(chain.value, value)
        claim = progress.add(
            span, Eq(chain.value, value, evaluate=False), Role.DEFINITION, conditions=conditions, remarks=said
        )
        progress.go_to(replace(chain, value=value, last=claim.name))
        return True
    if _applies(progress, chain, value, conditions):
        _apply(progress, chain, value, span, conditions, said)
        return True
    if _puts_in(progress, chain, value, span, conditions, said):
        return True
    if _gives(progress, chain, value, span, conditions, said):
        return True
    is_new = says_what_is_new(progress, chain, value)
    on_condition = CONDITION in progress.choices and may_tell_value(progress, chain.value, value)
    if is_new or on_condition or is_by_more(progress, chain, value):
        claim = progress.add(
            span,
            Eq(chain.value, value, evaluate=False),
            Role.EQUATION,
            conditions=conditions,
            remarks=[*said, "not asked: it rests on more than is written"],
        )
        if not is_new:
            progress.premises.append(Premise(Eq(chain.value, value, evaluate=False), claim.name, given=True))
        progress.chain = Chain(value, value, claim.name, claim.name)
        return True
    if names_value(progress, chain, value):
        claim = progress.add(
            span,
            Eq(chain.subject, value, evaluate=False),
            Role.DEFINITION,
            conditions=conditions,
            remarks=[*said, "of a name that no line before holds: it is said what it is"],
        )
        progress.go_to(replace(chain, last=claim.name))
        return True
    return False


def _known_by_value(progress: Progress, chain: Chain, value: Basic, true: Question | None) -> None:
    """M(t) = E[e^{tX}] = ∫ … = e^{t²/2}: an expectation is known by its first value without one, and what that is.

    So is M(t) = ∫ … by what that is, and A(r) = 2πr² + 2πrh of an h that was found to be V/(πr²), by what it is of r;
    V(h) = ⅓πr²h too, where r² = 2Rh − h² is given.
    """
    meaning = dict(progress.ledger.definitions).get(chain.subject)
    if meaning is None or value.has(Statistic):
        return
    arguments = chain.subject.free_symbols
    related = {name for p in progress.premises if p.given and p.names & arguments for name in p.names}
    gone = meaning.free_symbols & {*progress.facts, *related} - value.free_symbols - arguments
    worked_out = meaning.has(Integral) and not value.has(*WORKED) and bool(value.free_symbols)
    worked_out = worked_out and chain.subject not in progress.averages
    there = progress.claims[-1].conditions if worked_out else ()
    if isinstance(chain.subject, AppliedUndef) and (gone or worked_out) and progress.proved(true, there):
        asked_before = [claim for claim in progress.claims[:-1] if any(claim.asks or ())]
        if any(claim.statement.has(chain.subject.func) for claim in asked_before):
            return  # claims are asked with the last definition of their derivation
        progress.ledger = progress.ledger.with_definition(chain.subject, value)
        return
    if meaning.has(Statistic):
        progress.averages.add(chain.subject)
    elif chain.subject not in progress.averages or not progress.proved(true, ()):
        return
    progress.ledger = progress.ledger.with_definition(chain.subject, value)


def _step_up_to_a_factor(
    progress: Progress,
    chain: Chain,
    value: Basic,
    relation: str,
    span: Span,
    conditions: Sequence[Basic],
    remarks: Sequence[str],
) -> None:
    """`∝ B`, or `= C` behind it: the subject is proportional to it."""
    if relation not in {"prop", "="}:
        raise SyntaxFault(span.start, "another relation behind ∝", "= or ∝", "nothing follows of both together")
    true, there = proportional(progress, chain.subject, value, chain.subject, conditions)
    if relation == "prop":
        follows, _ = proportional(progress, chain.value, value, chain.subject, conditions)
    else:
        follows = chosen(progress, relation, chain.value, value, None, conditions, chain.subject, true=False)
    told = UP_TO_A_FACTOR if true is not None else NOT_TOLD
    claim = progress.add(
        span,
        compared("=" if relation == "=" else "prop", chain.subject, value),
        Role.STEP,
        given=(chain.last,),
        root=(chain.first,),
        asks=(follows, true),
        conditions=(*conditions, *there),
        remarks=[*remarks, told],
    )
    progress.go_to(replace(chain, value=value, last=claim.name, relation="prop"))


def chosen(
    progress: Progress,
    relation: str,
    left: Basic,
    right: Basic,
    digits: int | None,
    conditions: Sequence[Basic],
    subject: Basic | None = None,
    true: bool = True,
) -> Question | None:
    """What `left relation right` asks, with the facts and premises it needs.

    Whether it is `true` rests on what is given only; whether it follows, on all that was said before.
    """
    left, right, subject = substituted(progress.ledger.definitions, left, right, subject)
    if left.has(BigO) or right.has(BigO):
        known = dict(with_instances(progress.ledger.definitions, (left, right)))
        orders = list(up_to_order(put(left, known), put(right, known))) if relation == "=" else []
        wrong = next((each for each in orders if progress.refuted(each, conditions)), None)
        return wrong or (orders[-1] if orders else None)
    said = _closed(progress.certain if true else progress.facts, numbers_known(progress) if not true else {})
    plain = question(relation, left, right, digits)
    if relation == "=" and plain == Equal(left, right) and subject is not None and not left.has(subject):
        variable = integrated_by(subject)  # a later line of an indefinite integral
        if variable is not None:
            plain = up_to_a_constant(left, right, variable)
    if relation == "~" and digits is not None and left.free_symbols:
        numbers = put(left, {**said, **numbers_known(progress)})
        return question(relation, numbers, right, digits) if not numbers.free_symbols else plain
    if relation not in COMPARISONS or is_matrix(left) or is_matrix(right):
        facts = equal_after(left, right, said, progress.ledger.definitions) if relation == "=" else None
        return progress.chosen([plain, facts], conditions)
    lawful = _by_laws(progress, relation, left, right)
    if lawful is not None:
        if not any(side.has(Statistic) for side in lawful):
            return chosen(progress, relation, lawful[0], lawful[1], digits, conditions, true=true)
        unknown = {one: real(str(one)) for side in lawful for one in side.atoms(Statistic)}
        asked = Equal(*(side.xreplace(unknown) for side in lawful))
        if progress.proved(asked, conditions):
            return asked
        case = _by_outcomes(progress, left, right)
        if case is not None and progress.refuted(case, conditions):
            return case
    made = compared(relation, left, right)
    premises = [
        premise
        for premise in progress.relevant(left, right, given=true)
        if not premise.hidden and not _is_to_solve(progress, premise, left, subject)
    ]
    premises = [] if is_written_out(progress, left, right) else without_other_statistics(premises, [made])
    facts = equal_after(left, right, said, progress.ledger.definitions) if relation == "=" else None
    if facts is not None and _is_rid_of(premises, facts):
        return progress.chosen([plain, facts], conditions)
    whole = implied(progress, premises, made, conditions)
    relations = [premise.relation for premise in premises]
    if isinstance(facts, Equal) and all_put_in(relations, said, (facts.left, facts.right)):
        return progress.chosen([plain, whole, facts], conditions)
    if whole is not None and relation == "=" and tell_of_others(relations, made, progress.ledger):
        return progress.chosen([whole, facts, plain], conditions)
    return progress.chosen([plain, facts, whole], conditions)


def _closed(facts: Mapping[Basic, Basic], numbers: Mapping[Basic, Basic]) -> Mapping[Basic, Basic]:
    """The facts in terms of what no other says: c = 2 L f with what L is said to be."""
    return _closed_of(tuple(facts.items()), tuple(numbers.items()))


Said = tuple[tuple[Basic, Basic], ...]


@lru_cache(maxsize=64)  # each is put into every other, and a line asks several questions that rest on the same
def _closed_of(said: Said, numbers: Said) -> Mapping[Basic, Basic]:
    facts = dict(said)
    found = {**dict(numbers), **facts}
    speaks = {name: free_in(name) for name in found}
    for _ in range(2):
        found = {name: _put_in_others(name, value, found, speaks) for name, value in found.items()}
    return {name: value for name, value in found.items() if name in facts and not value.has(name)}


def _put_in_others(
    name: Basic, value: Basic, found: Mapping[Basic, Basic], speaks: Mapping[Basic, frozenset[Basic]]
) -> Basic:
    """A value with those of the other facts whose names all stand in it."""
    if value.is_Number:
        return value
    inside = free_in(value)
    others = {one: other for one, other in found.items() if one != name and speaks[one] <= inside}
    return put(value, others) if others else value


def is_written_out(progress: Progress, *sides: Basic) -> bool:
    """Is every name a matrix that is written out in numbers, so that no equation says anything more of it?"""
    meanings = dict(progress.ledger.definitions)
    names = frozenset().union(*map(free_in, sides))
    numbers = all(isinstance(name, MatrixSymbol) and name in meanings and not free_in(meanings[name]) for name in names)
    return bool(names) and numbers and not any(side.has(AppliedUndef) for side in sides)


def _is_to_solve(progress: Progress, premise: Premise, value: Basic, subject: Basic | None) -> bool:
    """∂J/∂θ = 0, of a J that is known: it restricts θ to solutions, and no step of ∂J/∂θ = … may rest on it.

    Where it holds every multiple of the derivative is equal to it.
    """
    if not _is_eq(premise) or premise.relation.rhs != 0:
        return False
    zero = premise.relation.lhs
    if isinstance(subject, Derivative | Gradient) and zero in (value, subject):
        return True
    if not isinstance(zero, Derivative | Gradient):
        return False
    of = zero.args[0]
    return not isinstance(of, AppliedUndef) or any(of == known for known, _ in progress.ledger.definitions)


def _by_laws(progress: Progress, relation: str, left: Basic, right: Basic) -> tuple[Basic, ...] | None:
    """The sides of an equation by the laws of expectations and the values told of others than the left one."""
    if relation != "=":
        return None
    known = told_moments(progress, left, right)  # first, as by_laws takes what does not contradict them from the others
    known |= {one: value for one, value in progress.statistics.items() if one != left and one not in known}
    sides = by_laws((left, right), known, dict(progress.ledger.definitions), progress.independent)
    return None if sides == (left, right) else sides


def _by_outcomes(progress: Progress, left: Basic, right: Basic) -> Equal | None:
    """The question for names of which nothing but their values on a few outcomes is free; None where more is told."""
    if progress.restricted or progress.distributed:
        return None
    sides = by_outcomes((left, right), progress.statistics, dict(progress.ledger.definitions), progress.alike)
    return None if sides is None else Equal(*sides)


def _is_rid_of(premises: Sequence[Premise], question: Question) -> bool:
    """Do the premises that are given say what sums of data are, and do no such sums stand in a question any more?

    Of the data that are left in it each may be any number then: the rest of the sum makes up for it.
    """
    given = [premise for premise in premises if premise.given]
    totals = [premise.relation.lhs for premise in given if _is_eq(premise)]
    if not given or len(totals) != len(given) or not all(isinstance(total, Sum) for total in totals):
        return False
    data = {total.function.base for total in totals if isinstance(total.function, Indexed)}
    assert isinstance(question, Equal)
    left = {
        item.base
        for side in (question.left, question.right)
        for each in side.atoms(Sum)
        for item in each.atoms(Indexed)
    }
    return len(data) == len(totals) and not data & left


def holds_by_findings(
    progress: Progress, asked: Question, left: Basic, right: Basic, conditions: Sequence[Basic]
) -> bool:
    """Does what is not proved by itself hold by what lines before found, and nothing settled: x̂ = 2 in p = x̂ a?

    Of any x̂ it is not claimed; whether it is true rests on those lines.
    """
    found = {name: value for name, value in progress.facts.items() if progress.certain.get(name) != value}
    if not found or not isinstance(asked, Equal) or progress.proved(asked, conditions):
        return False
    return progress.proved(equal_after(left, right, found, progress.ledger.definitions), conditions)


def rests_on(progress: Progress, asked: Question | None, *sides: Basic) -> list[str]:
    """What is told of a claim that holds only by what is given."""
    if not isinstance(asked, Implies):
        return []
    given = [premise.claim for premise in progress.relevant(*sides) if premise.given and not premise.hidden]
    places = {claim.name: claim.place for claim in progress.claims}
    lines = dict.fromkeys(str(place.line) for name in given if (place := places.get(name)) is not None)
    return [f"by what is given in line{'s' if len(lines) > 1 else ''} {', '.join(lines)}"] if lines else []


def implied(
    progress: Progress, premises: Sequence[Premise], conclusion: Basic, conditions: Sequence[Basic]
) -> Question | None:
    """Does a relation follow from the premises? None where there are none, or they are of matrices."""
    if not premises or any(is_matrix(side) for premise in premises for side in premise.relation.args):
        return None
    relations = [premise.relation for premise in premises if not premise.relation.has(BigO)]
    if not relations or conclusion.has(BigO):
        return None
    every = (*progress.ledger.conditions, *conditions)
    applied = frozenset().union(*(nodes_of(relation, AppliedUndef) for relation in relations))
    relations += [c for c in every if any(map(c.has, applied))]
    return Implies(*conclusion_follows(relations, conclusion, progress.ledger.definitions))


# --- what "=" stands for -----------------------------------------------------------------------


def _defines_function(progress: Progress, chain: Chain, value: Basic) -> bool:
    """a = σ(z) = 1/(1 + e^{−z}): the function, of which nothing is known yet, is defined by the way."""
    function = chain.value
    if not isinstance(function, AppliedUndef) or function == chain.subject or value.has(function.func):
        return False
    known = any(
        isinstance(name, AppliedUndef) and name.func == function.func for name, _ in progress.ledger.definitions
    )
    sought = any(premise.relation.has(function.func) for premise in progress.premises)
    names = all(argument.is_Symbol for argument in function.args) and set(function.args) >= value.free_symbols
    return names and not known and not sought


def _applies(progress: Progress, chain: Chain, value: Basic, conditions: Sequence[Basic]) -> bool:
    """`0 = step(0)`: is the value a function of the value before, rather than equal to it?"""
    if not isinstance(value, AppliedUndef | step_function) or len(value.args) != 1:
        return False
    return progress.proved(Equal(_number(chain.value), value.args[0]), conditions)


def _number(value: Basic) -> Basic:
    """The entry of a 1 × 1 matrix."""
    if is_matrix(value) and tuple(value.shape) == (1, 1) and hasattr(value, "doit"):
        done = value.doit()
        return done[0, 0] if is_matrix(done) else done
    return value


def _apply(
    progress: Progress, chain: Chain, value: Basic, span: Span, conditions: Sequence[Basic], remarks: Sequence[str]
) -> None:
    head = value.func
    before, start = head(_number(chain.value)), head(_number(chain.subject))
    name = getattr(head, "__name__", str(head))
    claim = progress.add(
        span,
        Eq(start, value, evaluate=False),
        Role.STEP,
        given=(chain.last,),
        root=(chain.first,),
        asks=(Equal(before, value), Equal(start, value)),
        conditions=conditions,
        reading=Reading.APPLIES,
        remarks=[*remarks, f"“=” stands for “apply {name}”"],
    )
    progress.chain = Chain(start, value, claim.name, chain.first)


def _puts_in(
    progress: Progress,
    chain: Chain,
    value: Basic,
    span: Span,
    conditions: Sequence[Basic],
    remarks: Sequence[str],
) -> bool:
    """F = m a = 2 · 9.8: numbers are put in for names of which none is known yet."""
    numbers = numbers_put_in(progress, chain, value)
    if numbers is None:
        return False
    told = ", ".join(f"{name} = {number}" for name, number in numbers.items()) or "of names that have no value yet"
    claim = progress.add(
        span,
        Eq(chain.subject, value, evaluate=False),
        Role.DEFINITION,
        conditions=conditions,
        remarks=[*remarks, f"numbers are put in: {told}"],
    )
    for name, number in numbers.items():
        progress.remember(name, number)
    progress.chain = Chain(value, value, claim.name, claim.name, of=chain.of or chain.subject)
    return True


def _gives(
    progress: Progress,
    chain: Chain,
    value: Basic,
    span: Span,
    conditions: Sequence[Basic],
    remarks: Sequence[str],
) -> bool:
    """p₁ = p₂ = ½, of which nothing is known: the number is given of both."""
    before = progress.claim_named(chain.last)
    given = before is not None and not any(before.asks or ())
    entry = isinstance(chain.value, MatrixElement) and isinstance(chain.value.parent, MatrixSymbol)
    if not given or not entry or not value.is_number or chain.value.parent in dict(progress.ledger.definitions):
        return False
    made = Eq(chain.value, value, evaluate=False)
    claim = progress.add(span, made, Role.EQUATION, conditions=conditions, remarks=[*remarks, GIVEN])
    progress.premises.append(Premise(made, claim.name, given=True))
    progress.go_to(replace(chain, value=value, last=claim.name))
    return True


def _as_rounded(
    progress: Progress,
    chain: Chain,
    follows: Question | None,
    part: Part,
    value: Basic,
    relation: str,
    conditions: Sequence[Basic],
) -> tuple[Question, str] | None:
    """What is asked of a step whose numbers are rounded, and what is told of it; None where it holds as it stands."""
    rounded = or_rounded(progress, follows, part, conditions)
    if rounded is not None:
        return rounded, ROUNDED
    if relation != "=" or progress.proved(follows, conditions):
        return None
    inside = rounded_inside(progress, chain.value, part, value, conditions)
    return None if inside is None else (inside, INSIDE)


def or_rounded(
    progress: Progress, asked: Question | None, part: Part, conditions: Sequence[Basic]
) -> Approximates | None:
    """`2/3 = 0.667`: where the numbers are not equal, but agree to all digits written, "=" is read as ≈."""
    digits = digits_rounded(part.items)
    if digits is None or not isinstance(asked, Equal) or progress.proved(asked, conditions):
        return None
    near = Approximates(asked.left, asked.right, digits)
    return near if progress.proved(near, conditions) else None


def begin_anew(
    progress: Progress,
    chain: Chain,
    value: Basic,
    span: Span,
    conditions: Sequence[Basic],
    remarks: Sequence[str],
    asked: Question,
) -> None:
    """A step that is asked of the one before only, as a rounded one is; what is computed from it goes on from there."""
    made = Eq(chain.subject, value, evaluate=False)
    claim = progress.add(
        span, made, Role.STEP, given=(chain.last,), asks=(asked, None), conditions=conditions, remarks=remarks
    )
    progress.chain = Chain(value, value, claim.name, claim.name, of=chain.of or chain.subject)


def rounded_off(
    progress: Progress, subject: Basic, value: Basic, span: Span, conditions: Sequence[Basic], remarks: Sequence[str]
) -> None:
    """≈ before an expression: how near it is said to be is not written, so it is not asked; what it comes to is."""
    claim = progress.add(
        span,
        Eq(subject, value, evaluate=False),
        Role.DEFINITION,
        conditions=conditions,
        remarks=[*remarks, "≈ without digits is not checked"],
    )
    progress.chain = Chain(value, value, claim.name, claim.name)


def _is_eq(premise: Premise) -> bool:
    return isinstance(premise.relation, Eq)


def _step_of_equation(
    progress: Progress, chain: Chain, value: Basic, span: Span, conditions: Sequence[Basic], remarks: Sequence[str]
) -> None:
    """`0 = A` and then `= B`: the equation goes on; it holds where the one before does."""
    made = Eq(chain.subject, value, evaluate=False)
    root = next(p.relation for p in progress.premises if p.claim == chain.first)
    follows = progress.chosen(
        [
            Equal(chain.value, value),
            equal_after(chain.value, value, progress.facts),
            implied(progress, [Premise(Eq(chain.subject, chain.value, evaluate=False), "", False)], made, conditions),
        ],
        conditions,
    )
    facts = equal_after(root.rhs, value, progress.facts)
    same = SameRoots(root.rhs, value) if chain.subject == 0 else None
    true = progress.chosen([Equal(root.rhs, value), facts, same], conditions)
    claim = progress.add(
        span,
        made,
        Role.EQUATION,
        given=(chain.last,),
        root=(chain.first,),
        asks=(follows, true),
        conditions=conditions,
        remarks=remarks,
    )
    progress.premises.append(Premise(made, claim.name, given=False))
    progress.chain = replace(chain, value=value, last=claim.name)
