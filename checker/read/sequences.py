"""Members of a sequence that a recurrence and its first values give: a_2 = 5 of a_n = 5a_{n−1} − 6a_{n−2}.

What a member comes to is worked out by putting the numbers in, from the values that are given. A closed form holds
where it satisfies the recurrence and agrees with as many consecutive first values as the recurrence reaches back
(R. L. Graham, D. E. Knuth, O. Patashnik, Concrete Mathematics, 1994, ch. 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sympy import And, Eq, Indexed, Integer, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Equal, Holds, Question
from checker.read.building import is_matrix
from checker.read.context import Context
from checker.read.progress import Progress

MEMBER = "its value by the recurrence, from the first values that are given"
CLOSED = "put into the recurrence, and into its first values"
INDICES = frozenset("nkitmj")
TELLS = re.compile(r"\b(with|given|let|suppose|assum\w+|where|if|initial\w*|start\w*|for)\b", re.IGNORECASE)
DECIMAL = re.compile(r"\d\.\d")
MOST_STEPS = 60
MOST_BITS = 2000  # of a value: those of x² − 1 double at every step


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A member at the index `shift` beyond the variable, by a formula with members before it.

    `index` is the variable as it stands in the formula by itself, None where it does not; `function` the head of
    T(n), None of names a_n; `claim` the line that gives it.
    """

    base: str
    letter: str
    shift: int
    body: Basic
    function: object = None
    claim: str = ""

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
        found = [_of_relation(p.relation, base, p.claim) for p in given]
        if any(_is_indexed(name, base) for name, _ in progress.ledger.definitions):
            return None
    else:
        return None
    told = [one for one in found if one is not None]
    return told[0] if len(told) == 1 else None


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


def _of_relation(relation: Basic, base: str, claim: str) -> Recurrence | None:
    left, right = relation.args
    head, _, label = str(left).partition("_")
    found = LABEL.fullmatch(label)
    if not isinstance(left, Symbol) or head != base or found is None or found[1] not in INDICES:
        return None
    made = Recurrence(base, found[1], int(found[2] or 0), right, None, claim)
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


def of_sequence(progress: Progress, left: Basic, right: Basic, context: Context) -> Told | None:
    """What is asked of `left = right` by the recurrence of a sequence; None where nothing is, or it is in doubt."""
    rule = recurrence_of(progress, left)
    place = rule.place(left) if rule is not None else None
    values = given_values(progress, rule) if rule is not None else None
    if rule is None or place is None or not values:
        return None
    goes_on, number = place
    told = _closed_form(rule, right, values) if goes_on else _member(progress, rule, number, right, values)
    if told is None or progress.proved(told.question, context.conditions):
        return told
    if not progress.refuted(told.question, context.conditions) or _is_in_doubt(progress, rule, context):
        return None
    return told


def _member(
    progress: Progress, rule: Recurrence, number: Basic, right: Basic, values: dict[int, Basic]
) -> Told | None:
    if not number.is_Integer:
        return None
    value = value_of(rule, int(number), values, progress.certain)
    others = {part: rule.place(part) for part in right.atoms(Symbol, AppliedUndef)}
    put: dict[Basic, Basic] = {}
    for part, place in others.items():
        if place is not None and not place[0] and place[1].is_Integer:
            at = int(place[1])
            known = values.get(at) or value_of(rule, at, values, progress.certain)
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


def _is_in_doubt(progress: Progress, rule: Recurrence, context: Context) -> bool:
    """May a value that does not fit be right all the same: given, rounded on the way, or of another sequence?"""
    if progress.gap or TELLS.search(context.item.sentence):
        return True
    names = {name for name in rule.body.free_symbols if rule.place(name) is None and str(name) != rule.letter}
    return bool(names) or any(_is_written_in_decimals(rule, progress)) or _has_range(progress, rule)


def _is_written_in_decimals(rule: Recurrence, progress: Progress) -> Iterator[bool]:
    written = progress.formula.latex if progress.formula is not None else ""
    yield DECIMAL.search(written) is not None
    for claim in progress.claims:
        if isinstance(claim.statement, Eq) and rule.place(claim.statement.lhs) is not None:
            yield DECIMAL.search(claim.written) is not None


def _has_range(progress: Progress, rule: Recurrence) -> bool:
    """Is it said of some indices only?"""
    claim = progress.claim_named(rule.claim)
    return claim is not None and any(str(n) == rule.letter for c in claim.conditions for n in c.free_symbols)
