"""Members of a sequence that a recurrence and its first values give: a_2 = 5 of a_n = 5a_{n−1} − 6a_{n−2}.

What a member comes to is worked out by putting the numbers in, from the values that are given. A closed form holds
where it satisfies the recurrence and agrees with as many consecutive first values as the recurrence reaches back
(R. L. Graham, D. E. Knuth, O. Patashnik, Concrete Mathematics, 1994, ch. 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sympy import And, Eq, Indexed, Integer, Symbol, true
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Equal, Holds, Question
from checker.read.building import is_matrix
from checker.read.context import Context
from checker.read.definitions import is_item, with_instances
from checker.read.progress import Premise, Progress

MEMBER = "its value by the recurrence, from the first values that are given"
PUT_IN = "its value by the formula of its index"
CLOSED = "put into the recurrence, and into its first values"
INDICES = frozenset("nkitmj")
TELLS = re.compile(
    r"\b(with|given|let|suppose|assum\w+|where|if|initial\w*|start\w*|for"
    r"|try\w*|guess\w*|ansatz|particular|homogeneous|solutions?|write|look\w*|when|even|odd|otherwise)\b",
    re.IGNORECASE,
)
CONCLUDES = re.compile(r"\b(therefore|thus|hence|so|then|conclude\w*)\b", re.IGNORECASE)
DECIMAL = re.compile(r"\d\.\d")
MOST_STEPS = 60
FIRST_MEMBERS = 6  # at which a closed form that is not proved is looked at
MOST_BITS = 2000  # of a value: those of x² − 1 double at every step


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A member at the index `shift` beyond the variable, by a formula with members before it.

    `index` is the variable as it stands in the formula by itself, None where it does not; `function` the head of
    T(n), None of names a_n; `range` what is said of the variable, such as n ≥ 3.
    """

    base: str
    letter: str
    shift: int
    body: Basic
    function: object = None
    range: tuple[Basic, ...] = ()

    def index(self) -> Basic | None:
        """The index variable as the formula speaks of it."""
        return next((name for name in self.body.free_symbols if str(name) == self.letter), None)

    def place(self, member: Basic) -> tuple[bool, Basic] | None:
        """Whether a member's index goes on from the variable, and what it is; None of other things."""
        if self.function is not None:
            if not isinstance(member, AppliedUndef) or member.func != self.function:
                return None
            return bool(member.free_symbols), member.args[0]
        base, _, label = str(member).partition("_")
        found = LABEL.fullmatch(label) if isinstance(member, Symbol) and base == self.base else None
        if found is None or found[1] not in {"", self.letter}:
            return None
        return bool(found[1]), Integer(found[2] or 0)

    def at(self, number: int) -> tuple[Basic, Mapping[Basic, int]] | None:
        """The formula for the member of a number, and the numbers of the members in it; None where it goes up."""
        here = number - self.shift
        if any(not _holds_at(condition, self.letter, here) for condition in self.range):
            return None
        index = self.index()
        body = self.body if index is None else self.body.xreplace({index: Integer(here)})
        members: dict[Basic, int] = {}
        for part in body.atoms(Symbol, AppliedUndef):
            place = self.place(part)
            if place is None:
                continue
            goes_on, value = place
            value = value + here if goes_on and self.function is None else value
            if not value.is_Integer or int(value) >= number:
                return None
            members[part] = int(value)
        return body, members


LABEL = re.compile(r"\(?([a-z]?)([+-]?\d+)?\)?")


def recurrence_of(progress: Progress, member: Basic) -> Recurrence | None:
    """The one recurrence that is told of a member's sequence; None where there is none, or several."""
    if isinstance(member, AppliedUndef) and len(member.args) == 1:
        found = [_of_function(subject, body, member) for subject, body in progress.ledger.definitions]
    elif isinstance(member, Symbol) and "_" in str(member):
        base = str(member).partition("_")[0]
        given = [p for p in progress.premises if p.given and isinstance(p.relation, Eq)]
        found = [_of_relation(p.relation, base, _conditions(progress, p)) for p in given]
        if any(_is_indexed(name, base) for name, _ in progress.ledger.definitions):
            return None
    else:
        return None
    told = [one for one in found if one is not None]
    return told[0] if len(told) == 1 and not _is_one_of_several(progress, told[0]) else None


def _is_one_of_several(progress: Progress, rule: Recurrence) -> bool:
    """c_{n+1} = c_n/2 and c_{n+1} = 3c_n + 1: are there cases, or sequences of one name?"""
    for claim in progress.claims:
        if rule.function is None and isinstance(claim.statement, Eq):
            other = _of_relation(claim.statement, rule.base)
            if other is not None and (other.shift, other.body) != (rule.shift, rule.body):
                return True
    return False


def _conditions(progress: Progress, premise: Premise) -> tuple[Basic, ...]:
    claim = progress.claim_named(premise.claim)
    return claim.conditions if claim is not None else ()


def _holds_at(condition: Basic, letter: str, number: int) -> bool:
    """Does what is said of the index variable hold of a number? What is said of other names is no range."""
    names = {name: Integer(number) for name in condition.free_symbols if str(name) == letter}
    return not names or condition.xreplace(names) == true


def _is_indexed(name: Basic, base: str) -> bool:
    head, _, label = str(name).partition("_")
    return head == base and label.strip("()")[:1] in INDICES


def _of_function(subject: Basic, body: Basic, member: AppliedUndef) -> Recurrence | None:
    if not isinstance(subject, AppliedUndef) or subject.func != member.func or len(subject.args) != 1:
        return None
    (index,) = subject.args
    if not index.is_Symbol or not any(part.func == subject.func for part in body.atoms(AppliedUndef)):
        return None
    return Recurrence(str(subject.func), str(index), 0, body, subject.func)


def _of_relation(relation: Basic, base: str, conditions: tuple[Basic, ...] = ()) -> Recurrence | None:
    left, right = relation.args
    head, _, label = str(left).partition("_")
    found = LABEL.fullmatch(label)
    if not isinstance(left, Symbol) or head != base or found is None or found[1] not in INDICES:
        return None
    made = Recurrence(base, found[1], int(found[2] or 0), right, None, conditions)
    names = right.free_symbols
    others = {name for name in names if made.place(name) is None}
    own = names - others
    if not own or right.has(Indexed) or is_matrix(right):
        return None
    # g_t of another sequence, and a_{2n}, whose number is not read
    return None if any(_mentions(name, found[1]) for name in others if str(name) != found[1]) else made


def _mentions(name: Basic, letter: str) -> bool:
    return letter in str(name).partition("_")[2]


def given_values(progress: Progress, rule: Recurrence) -> dict[int, Basic] | None:
    """The members that are given as numbers; None where one of them is given two values."""
    values: dict[int, Basic] = {}
    for premise in progress.premises:
        if not premise.given or not isinstance(premise.relation, Eq):
            continue
        member, value = premise.relation.args
        place = rule.place(member)
        if place is None or place[0] or not place[1].is_Integer or not value.is_number:
            continue
        if values.setdefault(int(place[1]), value) != value:
            return None
    return values


def value_of(rule: Recurrence, number: int, values: dict[int, Basic], facts: Mapping[Basic, Basic]) -> Basic | None:
    """The number that the member of a number is; None where the values that are given do not tell it."""
    below = [start for start in values if start < number]
    if not below or number - min(below) > MOST_STEPS:
        return None
    known = dict(values)
    known.pop(number, None)
    return _worked_out(rule, number, known, facts)


def _worked_out(rule: Recurrence, number: int, known: dict[int, Basic], facts: Mapping[Basic, Basic]) -> Basic | None:
    if number in known:
        return known[number]
    formula = rule.at(number) if number > min(known) else None
    if formula is None:
        return None
    body, members = formula
    put: dict[Basic, Basic] = {}
    for member, at in members.items():
        value = _worked_out(rule, at, known, facts)
        if value is None:
            return None
        put[member] = value
    result = body.xreplace({**facts, **put})
    if not result.is_number or (result.is_Rational and max(abs(result.p), result.q).bit_length() > MOST_BITS):
        return None
    known[number] = result
    return result


@dataclass(frozen=True, slots=True)
class Told:
    """What is asked of a line on a member, or of a closed form, and why."""

    question: Question
    remark: str


def left_open(progress: Progress, left: Basic) -> Basic | None:
    """What a_0 of a_n = A 2ⁿ + B 3ⁿ is while A and B are open: its value says something of them, and is not claimed."""
    body = _by_formula(progress, left)
    return body if body is not None and body.free_symbols and not body.has(AppliedUndef) else None


def _by_formula(progress: Progress, member: Basic) -> Basic | None:
    """A member of a sequence that is defined by a formula of its index, with what is certain put in."""
    if not isinstance(member, Symbol) or not is_item(member, progress.ledger.definitions):
        return None
    body = _formula_of(progress, member)
    certain = {name: value for name, value in progress.certain.items() if value.is_number}
    return body if is_matrix(body) else body.xreplace(certain)


def _formula_of(progress: Progress, member: Basic) -> Basic:
    return dict(with_instances(progress.ledger.definitions, (member,)))[member]


def is_of_sequence(progress: Progress, left: Basic) -> bool:
    """May the rule of a sequence tell what a left side is?"""
    return _by_formula(progress, left) is not None or recurrence_of(progress, left) is not None


def of_sequence(progress: Progress, left: Basic, right: Basic, context: Context) -> Told | None:
    """What is asked of `left = right` by the rule of a sequence; None where nothing is, or it is in doubt."""
    body = _by_formula(progress, left)
    if body is not None and body.is_number and right.is_number and _formula_of(progress, left).free_symbols:
        put = Told(Equal(body, right), PUT_IN)
        return put if progress.proved(put.question, context.conditions) else None
    rule = recurrence_of(progress, left)
    place = rule.place(left) if rule is not None else None
    values = given_values(progress, rule) if rule is not None else None
    if rule is None or place is None or not values:
        return None
    goes_on, number = place
    if goes_on and number != 0:
        return None  # "suppose D_{n−1} = n"
    told = _closed_form(rule, right, values) if goes_on else _member(progress, rule, number, right, values)
    if told is None or progress.proved(told.question, context.conditions):
        return told
    if goes_on:  # wrong only where a member differs: the formula of an index that has none tells nothing
        told = _other_member(progress, rule, right, values, context)
    if told is None or not progress.refuted(told.question, context.conditions):
        return None
    return None if _is_in_doubt(progress, rule, goes_on, context) else told


def _other_member(
    progress: Progress, rule: Recurrence, right: Basic, values: dict[int, Basic], context: Context
) -> Told | None:
    """The first of the members from which a closed form differs."""
    (index,) = right.free_symbols
    for number in range(min(values), min(values) + FIRST_MEMBERS):
        value = values.get(number, value_of(rule, number, values, progress.certain))
        question = Equal(value, right.xreplace({index: Integer(number)})) if value is not None else None
        if question is not None and progress.refuted(question, context.conditions):
            return Told(question, f"{CLOSED}: asked of the member of number {number}")
    return None


def _member(progress: Progress, rule: Recurrence, number: Basic, right: Basic, values: dict[int, Basic]) -> Told | None:
    if not number.is_Integer:
        return None
    value = value_of(rule, int(number), values, progress.certain)
    others = {part: rule.place(part) for part in right.atoms(Symbol, AppliedUndef)}
    put: dict[Basic, Basic] = {}
    for part, place in others.items():
        if place is not None and not place[0] and place[1].is_Integer:
            at = int(place[1])
            known = values[at] if at in values else value_of(rule, at, values, progress.certain)
            if known is not None:
                put[part] = known
    right = right.xreplace(put)
    return Told(Equal(value, right), MEMBER) if value is not None and right.is_number else None


def _closed_form(rule: Recurrence, right: Basic, values: dict[int, Basic]) -> Told | None:
    """Does a formula of the index alone satisfy the recurrence, and agree with what is given?"""
    index = next((name for name in right.free_symbols if str(name) == rule.letter), None)
    if rule.function is not None or index is None or right.free_symbols != {index}:
        return None
    shifts = {member: place[1] for member in rule.body.free_symbols if (place := rule.place(member)) is not None}
    first = min(values)
    order = rule.shift - min(int(shift) for shift in shifts.values())
    if any(shift >= rule.shift for shift in shifts.values()) or not all(first + k in values for k in range(order)):
        return None
    own = rule.index()
    here = {own: index} if own is not None else {}
    here |= {member: right.xreplace({index: index + shift}) for member, shift in shifts.items()}
    body = rule.body.xreplace(here)
    if body.free_symbols != {index}:
        return None
    steps = Eq(right.xreplace({index: index + rule.shift}), body, evaluate=False)
    starts = (Eq(right.xreplace({index: Integer(at)}), value, evaluate=False) for at, value in values.items())
    return Told(Holds(And(*starts, steps, evaluate=False)), CLOSED)


def _is_in_doubt(progress: Progress, rule: Recurrence, goes_on: bool, context: Context) -> bool:
    """May a value that does not fit be right all the same: given, rounded on the way, or of another sequence?"""
    words = context.item.sentence
    if progress.gap or TELLS.search(words) or (goes_on and CONCLUDES.search(words) is None):
        return True
    names = {name for name in rule.body.free_symbols if rule.place(name) is None and str(name) != rule.letter}
    return bool(names) or any(_is_written_in_decimals(rule, progress))


def _is_written_in_decimals(rule: Recurrence, progress: Progress) -> Iterator[bool]:
    written = progress.formula.latex if progress.formula is not None else ""
    yield DECIMAL.search(written) is not None
    for claim in progress.claims:
        if isinstance(claim.statement, Eq) and rule.place(claim.statement.lhs) is not None:
            yield DECIMAL.search(claim.written) is not None
