"""A statement with a relation that is no definition: a fact, an equation, or a consequence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sympy import Derivative, MatrixSymbol, Subs, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.core.symbol import Str

from checker.model import Equal, Question, Role
from checker.objects import BigO, Gradient, Statistic
from checker.read.alternatives import bound
from checker.read.bare_units import UNITS_LEFT_OUT, without_units
from checker.read.building import is_matrix
from checker.read.chains import (
    ROUNDED,
    UP_TO_A_CONSTANT,
    chosen,
    holds_by_findings,
    is_written_out,
    or_rounded,
    rests_on,
    rounded_off,
)
from checker.read.conditional import CONDITION, SOUGHT, may_fix_unknown
from checker.read.context import GIVEN, Context
from checker.read.cues import ANOTHER, AT, BOUNDED, CHOOSES, CONCLUDES, FOR_ANOTHER
from checker.read.defining import without_bound
from checker.read.definitions import called
from checker.read.going_on import go_on, is_zero, work_on, worked_on
from checker.read.holding import where_it_holds
from checker.read.instances import put_in
from checker.read.nodes import free_in
from checker.read.other_equations import is_another_equation, leave_equation
from checker.read.premises import equate, is_one_item, is_premise, rests_on_premises, sets_chain_to_zero
from checker.read.progress import Chain, Progress
from checker.read.putting import put
from checker.read.rearranged import signs_of_rearranged
from checker.read.relations import COMPARISONS, ORDERS, compared, digits_written, integrated_by
from checker.read.rounding import numbers_known, to_digits
from checker.read.sequences import is_of_sequence, of_sequence
from checker.read.solutions import is_picked
from checker.read.statements import Statement
from checker.read.statistics import written
from checker.read.supposed import LEFT_OPEN, is_beside, is_left_open
from checker.read.syntax import SyntaxFault
from checker.read.units import names_beside_units
from checker.read.updating import is_update, resting, update
from checker.read.values_there import PLACED, at_place, is_of_a_place, is_of_another_place
from checker.written import Span

PICKED = "one of the numbers that meet the inequalities before it: which one is not asked"


def assert_(progress: Progress, statement: Statement, context: Context) -> None:
    """A statement with a relation that is no definition: a fact, an equation, or a consequence."""
    _forget_found(progress, statement, context)
    left, remarks = progress.value(statement.parts[0])
    _forget_sequence(progress, left, statement, context)
    relation = statement.links[0].relation
    if relation in ORDERS and len(statement.links) == 1 and _is_mentioned(context) and left.free_symbols:
        _mention(progress, statement, left, remarks, context)
        return
    if relation in {"=", "<-"} and _updates(progress, left, remarks, statement, context):
        return
    if _is_left_unasked(progress, statement, left, remarks, context):
        return
    if relation == "=" and is_of_sequence(progress, left) and _is_told(progress, left, remarks, statement, context):
        return
    _take_as_dependent(progress, left, statement, context)
    if relation == "=" and is_another_equation(progress, left, statement, context):
        _take_another_equation(progress, left, remarks, statement, context)
        return
    if _continues(progress, left, statement, context):
        progress.chain = _restated(progress, progress.chains[left], statement, context)
        go_on(progress, statement, 0, where_it_holds(progress, progress.chain, context))
        return
    waiting = worked_on(progress, left, context) if relation == "=" and progress.display else None
    if waiting is not None:
        work_on(progress, waiting, statement, context)
        return
    if _is_bound(progress, statement, context):
        bound(progress, statement, context)
        return
    right, more = progress.value(statement.parts[1], left)
    said = (*remarks, *more)
    span = Span(statement.parts[0].span.start, statement.parts[1].span.end)
    if left == 0 and relation == "=" and sets_chain_to_zero(progress, right, span, said, context):
        return
    if relation == "=" and isinstance(left, Statistic) and is_matrix(right) and tuple(right.shape) != (1, 1):
        _expectation_of_vector(progress, statement, left, right, span, said, context)
        return
    near = to_digits(progress, left, statement.parts[1], right, context.conditions) if relation == "~" else None
    if near is not None:
        made = compared("=", left, right)
        claim = progress.add(span, made, Role.FACT, asks=(None, near), conditions=context.conditions, remarks=said)
        progress.near[left] = near.right
        progress.chain = Chain(right, right, claim.name, claim.name)
        go_on(progress, statement, 1, context)
        return
    digits = digits_written(statement.parts[1].items)
    if relation == "~" and _is_rounded_name(progress, left, right, digits):
        claim = progress.add(
            span,
            compared("=", left, right),
            Role.DEFINITION,
            conditions=context.conditions,
            remarks=[*said, "a rounded value, taken as given"],
        )
        progress.chain = Chain(right, right, claim.name, claim.name)
        go_on(progress, statement, 1, context)
        return
    if relation == "=" and is_of_a_place(progress, left, right, context):
        _claim_there(progress, statement, left, right, span, said, context)
        return
    _claim(progress, statement, left, right, digits, span, said, context)


def _take_another_equation(
    progress: Progress, left: Basic, remarks: Sequence[str], statement: Statement, context: Context
) -> None:
    """What was solved before is another: its equation is given anew."""
    leave_equation(progress, left)
    value, more = progress.value(statement.parts[1])
    span = Span(statement.parts[0].span.start, statement.parts[1].span.end)
    equate(progress, span, left, value, context, (*remarks, *more, GIVEN), given=True)
    go_on(progress, statement, 1, context)


def _claim_there(
    progress: Progress,
    statement: Statement,
    left: Basic,
    right: Basic,
    span: Span,
    said: Sequence[str],
    context: Context,
) -> None:
    """What a side is at a place that its sentence gives is asked, where it can be worked out there."""
    there = at_place(progress, left)
    asked = None if there is None else Equal(there, right)
    near = None if asked is None else or_rounded(progress, asked, statement.parts[1], context.conditions)
    claim = progress.add(
        span,
        compared("=", left, right),
        Role.EQUATION if asked is None else Role.FACT,
        asks=(None, near or asked),
        conditions=context.conditions,
        remarks=[*said, PLACED] if asked is None else said,
    )
    progress.chain = Chain(right, right, claim.name, claim.name)
    go_on(progress, statement, 1, context)


def _mention(progress: Progress, statement: Statement, left: Basic, remarks: Sequence[str], context: Context) -> None:
    """ "The disc x² + y² ≤ a²": it says which is meant, and nothing follows from it."""
    right, more = progress.value(statement.parts[1])
    made = compared(statement.links[0].relation, left, right)
    said = [*remarks, *more, GIVEN]
    progress.add(statement.span, made, Role.EQUATION, conditions=context.conditions, remarks=said)


def _claim(
    progress: Progress,
    statement: Statement,
    left: Basic,
    right: Basic,
    digits: int | None,
    span: Span,
    said: tuple[str, ...],
    context: Context,
) -> None:
    """The first relation as what it is here: given, an equation to go on with, or a fact that is checked."""
    relation = statement.links[0].relation
    asked = chosen(progress, relation, left, right, digits, context.conditions)
    if asked is None:
        _not_asked(progress, statement, left, right, span, said, context)
        return
    rounded = or_rounded(progress, asked, statement.parts[1], context.conditions) if relation == "=" else None
    if rounded is not None:
        asked, said = rounded, (*said, ROUNDED)
    bare = without_units(progress, left, right) if relation == "=" and not free_in(left) else None
    if bare is not None:
        asked, said = bare, (*said, UNITS_LEFT_OUT)
    if relation == "=" and left in progress.facts and _put_in_for_name(progress, left, right, span, said, context):
        go_on(progress, statement, 1, context)
        return
    settled = progress.proved(asked, context.conditions) or is_written_out(progress, left, right)
    settled = settled or _is_by_chance_laws(left, asked)
    named = bool(names_beside_units(left) | names_beside_units(right))  # of numbers alone everything is claimed
    measured = not named and bool(free_in(left) or free_in(right))
    given = not (settled or measured) and (
        (named and _is_mentioned(context))
        or is_premise(progress, left, right, relation, context)
        or (relation == "=" and is_beside(progress, left, right, context))
        or (relation == "=" and CONDITION in progress.choices and may_fix_unknown(progress, left, right))
        or (relation == "=" and SOUGHT in progress.choices and not progress.relevant(left, right))
    )
    signs = signs_of_rearranged(progress, left, right, context) if relation == "=" and not settled else None
    if signs is not None:
        progress.suppose(signs)
        context = replace(context, conditions=(*context.conditions, *signs))
        fact(progress, span, left, right, relation, asked, context, said)
    elif relation == "=" and is_picked(progress, left, right):
        equate(progress, span, left, right, context, (*said, PICKED), relation=relation, given=True)
    elif given:
        equate(progress, span, left, right, context, (*said, GIVEN), relation=relation, given=True)
        if (named and _is_mentioned(context)) or _are_values_at_places(progress, left, right):
            _equate_rest(progress, statement, context)
            return
        statement = without_bound(progress, statement, left, right, context)
    elif relation == "=" and is_left_open(progress, left, right, context):
        equate(progress, span, left, right, context, (*said, LEFT_OPEN), given=True)
    elif not (is_matrix(left) and settled) and (
        _concludes(progress, context) or rests_on_premises(progress, left, right, relation, context)
    ):
        equate(progress, span, left, right, context, said, relation=relation)
    else:
        fact(progress, span, left, right, relation, asked, context, said)
    go_on(progress, statement, 1, context)


def _is_told(progress: Progress, left: Basic, remarks: Sequence[str], statement: Statement, context: Context) -> bool:
    """Adds a member of a sequence, or its closed form, that its rule tells of; False where it tells nothing."""
    right, more = progress.value(statement.parts[1], left)
    told = of_sequence(progress, left, right, context)
    if told is None:
        return False
    claim = progress.add(
        Span(statement.parts[0].span.start, statement.parts[1].span.end),
        compared("=", left, right),
        Role.EQUATION,
        asks=(told.question, told.question),
        conditions=context.conditions,
        remarks=[*remarks, *more, told.remark],
    )
    progress.open(left, right, claim.name)
    if progress.proved(told.question, context.conditions):
        progress.facts[left] = progress.certain[left] = right
    go_on(progress, statement, 1, context)
    return True


def _is_by_chance_laws(left: Basic, question: Question) -> bool:
    """Do the laws of probability, and what is told, leave no expectation in an equation of one? V = E[X²] names V."""
    sides = (question.left, question.right) if isinstance(question, Equal) else ()
    if isinstance(left, Statistic) and str(left.args[0]).startswith("Cov"):
        return False  # Cov(X, Y) = 1 tells that these two are not independent
    return left.has(Statistic) and bool(sides) and not any(side.has(Statistic) for side in sides)


def _is_left_unasked(
    progress: Progress, statement: Statement, left: Basic, remarks: Sequence[str], context: Context
) -> bool:
    """Adds what is said to hold approximately, or of another thing of the same name; False where it is neither."""
    relation = statement.links[0].relation
    if relation == "=" and _is_rough(progress, statement, left, context):
        value, more = progress.value(statement.parts[1])
        span = Span(statement.parts[0].span.start, statement.parts[1].span.end)
        equate(progress, span, left, value, context, (*remarks, *more, ROUGH), given=True, anew=True)
        go_on(progress, statement, 1, context)
        return True
    if _is_beside(progress, left, statement, context):
        value, more = progress.value(statement.parts[1])
        progress.add(
            statement.span,
            compared("=", left, value),
            Role.EQUATION,
            conditions=context.conditions,
            remarks=[*remarks, *more, GIVEN],
        )
        return True
    return False


def _forget_found(progress: Progress, statement: Statement, context: Context) -> None:
    """y'' + y = 0 in another part than that whose equation y was found to solve: it is another y."""
    elsewhere = [one for one, marks in progress.found_at.items() if marks != context.item.marks]
    applied = [one for one, _ in progress.ledger.definitions if isinstance(one, AppliedUndef)]
    elsewhere += [one for one in applied if progress.defined_at.get(str(one.func), 0) not in (0, context.item.marks)]
    if not elsewhere or statement.links[0].relation != "=" or context.item.arrow:
        return
    sides = [progress.value(part)[0] for part in statement.parts[:2] if part.items]
    for one in elsewhere:
        about = _is_differential_equation(sides, one)
        if about and not progress.proved(Equal(*sides), context.conditions):
            progress.forget_function(one)


def _forget_sequence(progress: Progress, left: Basic, statement: Statement, context: Context) -> None:
    """a₃ = 7 in another part than that where aₙ was defined: it is another sequence, unless it is so of that one."""
    if not isinstance(left, Symbol) or statement.links[0].relation != "=":
        return
    base, _, number = str(left).partition("_")
    if not number.isdigit():
        return
    families = [one for one in progress.defined_at if re.fullmatch(rf"{re.escape(base)}_[a-z]", one)]
    for name in families:
        if progress.defined_at[name] != context.item.marks:
            value, _ = progress.value(statement.parts[1])
            if progress.refuted(Equal(left, value), context.conditions):
                progress.close()
                progress.forget_called(name)
                del progress.defined_at[name]


def _is_differential_equation(sides: Sequence[Basic], function: Basic) -> bool:
    """Do derivatives of a function stand beside it, or are they equated to 0?"""
    derivatives = {d for side in sides for d in side.atoms(Derivative) if d.expr.func == function.func}
    without = [side.xreplace({d: Symbol("d") for d in derivatives}) for side in sides]
    beside = any(part.func == function.func for side in without for part in side.atoms(AppliedUndef))
    return bool(derivatives) and (beside or sides[-1] == 0)


def _not_asked(
    progress: Progress,
    statement: Statement,
    left: Basic,
    right: Basic,
    span: Span,
    remarks: Sequence[str],
    context: Context,
) -> None:
    """≈ without digits: what stands there is not checked, and what goes on from it is. Raises SyntaxFault on others."""
    link = statement.links[0]
    if left.has(BigO) or right.has(BigO):
        raise SyntaxFault(
            link.span.start, "an order", "one of known functions, as a term of a sum", "this is not asked"
        )
    if link.relation != "~":
        raise SyntaxFault(link.span.start, "a relation of matrices", "a relation of numbers", "this is not asked")
    rounded_off(progress, left, right, span, context.conditions, remarks)
    progress.near[left] = right
    go_on(progress, statement, 1, context)


def another(progress: Progress, statement: Statement, context: Context) -> None:
    """y = 4 − x of a tangent, where y is that of the curve: nothing is claimed of the curve, and the values go on."""
    left, remarks = progress.value(statement.parts[0])
    right, more = progress.value(statement.parts[1])
    span = Span(statement.parts[0].span.start, statement.parts[1].span.end)
    claim = progress.add(
        span,
        compared("=", left, right),
        Role.EQUATION,
        conditions=context.conditions,
        remarks=[*remarks, *more, GIVEN],
    )
    progress.chain = Chain(right, right, claim.name, claim.name)
    go_on(progress, statement, 1, context)


def claim_value(progress: Progress, statement: Statement, context: Context) -> None:
    """V = 1100 of a V that is known: a step of what it is known to be."""
    left, remarks = progress.value(statement.parts[0])
    if left in progress.chains:
        progress.chain = progress.chains[left]
        go_on(progress, statement, 0, context)
        return
    right, more = progress.value(statement.parts[1])
    span = Span(statement.parts[0].span.start, statement.parts[1].span.end)
    asked = chosen(progress, "=", left, right, None, context.conditions)
    fact(progress, span, left, right, "=", asked, context, (*remarks, *more))
    go_on(progress, statement, 1, context)


ROUGH = "not asked: the words around say that it holds approximately"
APPROXIMATES = re.compile(
    r"\b(small|approximat\w+|approximately|lineari[sz]\w*|(leading|first|lowest) order|neglect\w*|roughly)\b",
    re.IGNORECASE,
)


def _is_rough(progress: Progress, statement: Statement, left: Basic, context: Context) -> bool:
    """ "For small angles sin θ ≈ θ, so θ'' = −ω²θ": equal up to what is left out."""
    if context.item.formula.display or not APPROXIMATES.search(context.cue) or not left.free_symbols:
        return False
    value, _ = progress.value(statement.parts[1])
    return not progress.proved(chosen(progress, "=", left, value, None, context.conditions), context.conditions)


def _equate_rest(progress: Progress, statement: Statement, context: Context) -> None:
    """The further links of a chain that is given as a whole: u = v = c/2."""
    for k, link in enumerate(statement.links[1:], 1):
        (left, remarks), (right, more) = (progress.value(part) for part in statement.parts[k : k + 2])
        span = Span(link.span.start, statement.parts[k + 1].span.end)
        if link.relation in COMPARISONS:
            equate(progress, span, left, right, context, (*remarks, *more, GIVEN), relation=link.relation, given=True)


def _are_values_at_places(progress: Progress, left: Basic, right: Basic) -> bool:
    """u(0) = v(0) and u′(0) = v′(0), of functions that are sought: what they equal is given with it."""
    known = {called(name) for name, _ in progress.ledger.definitions}
    for side in (left, right):
        derived = isinstance(side, Subs) and isinstance(side.expr, Derivative)
        applied, places = (side.expr.expr, side.point) if derived else (side, side.args)
        if not isinstance(applied, AppliedUndef) or str(applied.func) in known:
            return False
        meaning = progress.ledger.meaning(str(applied.func))
        numbers = all(place.is_number for place in places)
        if not numbers and (meaning is None or tuple(places) == tuple(meaning.arguments)):
            return False
    return True


def _is_mentioned(context: Context) -> bool:
    """Is it an equation in running text that only says which curve, case or constraint is meant: "under uᵀu = 1"?"""
    return context.item.first and (context.item.is_mentioned or context.item.is_equated)


def _expectation_of_vector(
    progress: Progress,
    statement: Statement,
    left: Basic,
    right: Basic,
    span: Span,
    remarks: Sequence[str],
    context: Context,
) -> None:
    """E[v] = a vector: nothing is known of expectations, so it is left open; what goes on from the vector is asked."""
    entries = Statistic(Str("entries"), Str(written(statement.parts[1].items)))
    claim = progress.add(
        span,
        compared("=", left, right),
        Role.FACT,
        asks=(None, Equal(left, entries)),
        conditions=context.conditions,
        remarks=[*remarks, "of an expectation of vectors nothing is settled"],
    )
    progress.chain = Chain(right, right, claim.name, claim.name)
    go_on(progress, statement, 1, context)


def _take_as_dependent(progress: Progress, left: Basic, statement: Statement, context: Context) -> None:
    """Cov(X, Y) = 1, told and not concluded: of these X and Y nobody says that they are independent."""
    if not progress.independent or not isinstance(left, Statistic) or not str(left.args[0]).startswith("Cov"):
        return
    value, _ = progress.value(statement.parts[1])
    if value.is_number and value != 0 and not CONCLUDES.search(context.item.lead):
        progress.independent = False


def _updates(progress: Progress, left: Basic, remarks: Sequence[str], statement: Statement, context: Context) -> bool:
    """Reads an update; False where it is none."""
    if not isinstance(left, Symbol | MatrixSymbol):
        return False
    right, more = progress.value(statement.parts[1])
    if statement.links[0].relation == "=" and not is_update(progress, left, right, context):
        return False
    span = Span(statement.parts[0].span.start, statement.parts[1].span.end)
    update(progress, statement, left, right, span, (*remarks, *more), context)
    return True


def _concludes(progress: Progress, context: Context) -> bool:
    """Does an arrow say that it follows from what was given?"""
    return context.item.arrow in {"=>", "<=>", "so"} and bool(progress.premises)


def _is_bound(progress: Progress, statement: Statement, context: Context) -> bool:
    """2 < x < 3 behind an arrow."""
    return (
        _concludes(progress, context)
        and len(statement.links) > 1
        and all(link.relation in ORDERS for link in statement.links)
    )


def _is_beside(progress: Progress, left: Basic, statement: Statement, context: Context) -> bool:
    """y = x² in "between y = x and y = x²": another thing of the same name."""
    item = context.item
    beside = re.fullmatch(r"[\s,;]*(and|or|versus|vs\.?)[\s,;]*", item.lead) or (
        not item.formula.display and "□" not in item.sentence and ANOTHER.search(item.lead)
    )
    if not beside or not isinstance(left, Symbol) or left not in progress.chains or len(statement.links) != 1:
        return False
    value, _ = progress.value(statement.parts[1])
    return not progress.proved(chosen(progress, "=", left, value, None, context.conditions), context.conditions)


def _is_rounded_name(progress: Progress, left: Basic, right: Basic, digits: int | None) -> bool:
    """x ≈ 2.1, or s/√n ≈ 2.1/2.8, with names of which no exact value is known."""
    if right.free_symbols:
        return False
    known = {**progress.facts, **numbers_known(progress), **dict(progress.ledger.definitions)}
    value = put(left, known)
    return digits is None or bool(value.free_symbols)


def _restated(progress: Progress, chain: Chain, statement: Statement, context: Context) -> Chain:
    """The chain of a subject that is written anew: from its beginning, where what is said of it is true by itself."""
    if chain.equation or statement.links[0].relation != "=":
        return chain
    if is_of_another_place(progress, chain, context):
        return replace(chain, value=dict(progress.ledger.definitions).get(chain.subject, chain.subject))
    value, _ = progress.value(statement.parts[1])
    if progress.proved(chosen(progress, "=", chain.value, value, None, context.conditions), context.conditions):
        return chain
    true = chosen(progress, "=", chain.subject, value, None, context.conditions)
    return replace(chain, value=chain.subject) if progress.proved(true, context.conditions) else chain


def _put_in_for_name(
    progress: Progress, left: Basic, right: Basic, span: Span, remarks: Sequence[str], context: Context
) -> bool:
    """Numbers are put into what a name was found to be: nothing is claimed of it in general."""
    numbers = put_in(progress.facts[left], right)
    if numbers is None:
        return False
    told = ", ".join(f"{name} = {number}" for name, number in numbers.items())
    claim = progress.add(
        span,
        compared("=", left, right),
        Role.DEFINITION,
        conditions=context.conditions,
        remarks=[*remarks, f"numbers are put in: {told}"],
    )
    progress.chain = Chain(right, right, claim.name, claim.name)
    return True


def _continues(progress: Progress, left: Basic, statement: Statement, context: Context) -> bool:
    """Is it one more value of a subject that a chain has values of?"""
    if left not in progress.chains or statement.links[0].relation not in COMPARISONS or left.is_number:
        return False
    if statement.links[0].relation != "=":
        return True
    value, _ = progress.value(statement.parts[1])
    chain = progress.chains[left]
    if context.item.is_equated:
        return False
    if left not in dict(progress.ledger.definitions) and is_of_another_place(progress, chain, context):
        return False  # ax = b, where it was 0 at a = 0
    if is_of_a_place(progress, left, value, context):
        return False
    if len(statement.links) > 1:
        return True
    if not isinstance(left, Symbol) and BOUNDED.search(context.item.sentence):
        return progress.proved(Equal(chain.value, value), context.conditions)  # x − y = 2, beside x − y = 0
    if isinstance(left, Symbol) and not context.item.formula.display and AT.search(context.item.lead):
        return False  # at z = −d, where it was d
    if (
        (isinstance(left, Symbol) or is_one_item(left))
        and not names_beside_units(value)
        and (chain.relation != "=" or context.item.is_mentioned)
    ):
        return False  # for β = 0.99, where it was 0.9; k = 0.05, where k > 0 was said
    if isinstance(left, MatrixSymbol) and context.item.is_mentioned and is_matrix(value):
        return progress.proved(Equal(chain.value, value), context.conditions)  # with x = (1, 0), which was (1, 1)
    if isinstance(left, Statistic) and FOR_ANOTHER.search(context.item.lead):
        if progress.proved(Equal(chain.value, value), context.conditions):
            return True
        progress.chains = {one: other for one, other in progress.chains.items() if not one.has(Statistic)}
        return False  # of another X, of which nothing is known yet
    if isinstance(left, Symbol) and not names_beside_units(value) and not names_beside_units(chain.value):
        return progress.proved(Equal(chain.value, value), context.conditions) or not CHOOSES.search(context.item.lead)
    if value.free_symbols or not chain.value.free_symbols:
        return True
    if is_zero(statement.parts[1]) and isinstance(left, Derivative | Gradient):
        return True
    return progress.proved(chosen(progress, "=", left, value, None, context.conditions), context.conditions)


def fact(
    progress: Progress,
    span: Span,
    left: Basic,
    right: Basic,
    relation: str,
    asked: Question | None,
    context: Context,
    remarks: Sequence[str],
) -> None:
    """Something claimed that no line before is needed for."""
    notes = [*remarks, UP_TO_A_CONSTANT] if integrated_by(left, right) is not None else remarks
    notes = [*notes, *rests_on(progress, asked, left, right)]
    asks = resting(progress, asked)
    if asked is not None and holds_by_findings(progress, asked, left, right, context.conditions):
        asks = (chosen(progress, relation, left, right, None, context.conditions, true=False), None)
    claim = progress.add(
        span,
        compared(relation, left, right),
        Role.FACT,
        asks=asks,
        conditions=context.conditions,
        remarks=notes,
    )
    if relation == "=" and isinstance(left, Derivative | AppliedUndef | Symbol | Statistic) and not right.has(BigO):
        progress.facts[left] = right
        if progress.proved(asked, context.conditions):
            progress.certain[left] = right
    progress.open(left, right, claim.name, relation)
