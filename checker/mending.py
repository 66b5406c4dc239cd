"""What the search for repairs asks of the reader and of the deciders, for a line of notes or of a derivation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sympy import Eq, Integer, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.matrices.expressions.matexpr import MatrixSymbol

from checker.decide.at_points.sieve import Sieve, root_sieve, sieve, solving_sieve
from checker.decide.dispatch import decide
from checker.decide.unfold import differentiated, unfold
from checker.explain.edits.anatomy import is_function
from checker.explain.edits.edit import Line as WrittenLine
from checker.explain.edits.kinds import KINDS, OF_APPROXIMATIONS, OF_BRACES, Kind
from checker.explain.edits.pool import Heard, pool, signs_in
from checker.explain.edits.quantities import Quantity, alike, plain
from checker.explain.edits.wanted import Values
from checker.explain.edits.worked_out import forms, inner_derivatives, missing_factor, missing_terms, rounded
from checker.explain.repair import Judge, repairs, reread
from checker.mending_bounds import carried
from checker.mending_cases import Case
from checker.mending_lines import NO_READING, whole_line, without_whole_sides, written_line
from checker.mending_orders import of_order
from checker.mending_premises import reduced, root_of, solved_premises
from checker.mending_roots import of_solution
from checker.mending_statistics import may_agree
from checker.model import (
    Approximates,
    Edit,
    Equal,
    Goal,
    Implies,
    Question,
    Repair,
    SameRoots,
    SolutionSet,
    Solves,
    Status,
)
from checker.objects import Statistic
from checker.read.assumed_shapes import squared
from checker.read.definitions import asked as names_asked
from checker.read.definitions import with_instances
from checker.written import Span

DIFFERENTIATES = ("'", r"\frac{d", r"\dfrac{d", r"\partial", r"\nabla", r"\dot", r"\mathrm{d}", "prime")
MOST_BLIND = 120  # candidates of a line of which it is not known what it should come to
COPIED = 3  # signs of what stands on both sides; more may have been copied from one to the other, wrongly
MOST_INNER = 6  # inner derivatives of a line

NOT_AGAINST = (Status.PROVED, Status.SUPPORTED, Status.UNDECIDED)


def mended(case: Case) -> tuple[Repair, ...]:
    """The repairs of a wrong line; none where it cannot be read again as it was read, none that leaves it as it is."""
    return tuple(repair for repair in _found(case) if changes(repair, case.text))


def changes(repair: Repair, text: str) -> bool:
    """Is the mended line another than the line as it stands, spaces aside?"""
    return "".join(repair.mended.split()) != "".join(text.split())


def _found(case: Case) -> tuple[Repair, ...]:
    try:
        line = written_line(case.reader, case.text, case.is_brace, case.side)
    except NO_READING:
        return ()
    own = whole_line(case.reader, case.text)
    others = [
        (other.name, whole) for other in case.beside if (whole := whole_line(case.reader, other.text)) is not None
    ]
    if own is not None:
        others.insert(0, ("", without_whole_sides(own)))
    search = _Search(case, line, others, [other.text for other in case.beside])
    points: Sieve | None = None
    try:
        asked = case.asks(case.value) if _is_read_alike(case) else ()
        points = _sieve(case, asked[0]) if asked else None
        found = search.by_value(asked, points) if asked else ()
    except NO_READING:
        asked, found = (), ()
    if found or (points is not None and isinstance(asked[0], Equal)):
        return found  # of what is an identity, the points tell all that reading it again would
    return search.by_rereading()


@dataclass(frozen=True, slots=True)
class _Search:
    """The line of a case in its parts, and the lines around it."""

    case: Case
    line: WrittenLine
    others: Sequence[tuple[str, WrittenLine]]
    beside: Sequence[str]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return OF_BRACES if self.case.is_brace else KINDS

    def by_value(self, asked: tuple[Question, ...], points: Sieve | None) -> tuple[Repair, ...]:
        """The repairs that are found by what the line should come to."""
        case, line = self.case, self.line
        if isinstance(asked[0], Approximates):
            judge = self.judge(lambda _: True, None, lambda _: None)
            heard = pool(line, self.others, numbers=_rounded(points, asked[0].digits))
            return repairs(line, heard, judge, self.beside, OF_APPROXIMATIONS)
        if found := self.turned(asked[0]):
            return found
        if isinstance(asked[0], SolutionSet | Implies) and (found := _of_solution(case, line, asked)):
            return found
        wanted = _wanted(points) if _is_direct(case, asked[0]) else None
        own = whole_line(case.reader, case.text)
        inner = _inner_derivatives(case, own) if own is not None else ()
        transpose = "T" if case.value.has(MatrixSymbol) or _is_ill_formed(case, asked[0]) else ""
        heard = pool(line, self.others, _missing(case, asked[0]), inner, transpose=transpose)
        bounds = carried(case.reader, line, case.definitions)
        heard = replace(heard, whole=_missing_factor(case, asked[0]), carried=bounds)
        weak = points is not None and not isinstance(asked[0], Equal)
        judge = self.judge(_may_hold(case, points), wanted, _values(case, points), weak)
        judge = replace(
            judge, worked_out=partial(_forms, case, asked[0], line.at(line.levels[0].span) if line.levels else "")
        )
        found = repairs(line, heard, judge, self.beside, self.kinds)
        if found or points is None or (isinstance(asked[0], Equal) and _has_value(case, points)):
            return found
        blind = self.judge(_proved(case), None, _values(case, None))  # it is complex, say, or rests on premises
        return repairs(line, heard, blind, self.beside, self.kinds, MOST_BLIND)

    def turned(self, question: Question) -> tuple[Repair, ...]:
        """The repair of an inequality that holds the other way round."""
        tree = self.case.reader.tree(self.case.text)
        found = of_order(self.case.text, tree, question, lambda asked: _status(self.case, asked) is Status.PROVED)
        return (found,) if found is not None and self.holds(found.edits) else ()

    def judge(
        self, may_hold: Callable[[Basic], bool], wanted: Quantity | None, values: Values, weak: bool = False
    ) -> Judge:
        """What is asked of a candidate."""
        case = self.case
        in_place = weak and case.reader.holds is not None  # where more may hold than as the line was asked of
        proved = (lambda _: True) if in_place else _proved(case)
        return Judge(_reads(case), may_hold, proved, self.holds, _parted(case), wanted, values, weak)

    def holds(self, edits: Sequence[Edit]) -> bool:
        """Is the line PROVED where all around it is read again? Of a derivation that is asked in full already."""
        return self.case.reader.holds is None or self.case.reader.holds(edits)

    def by_rereading(self) -> tuple[Repair, ...]:
        """The repairs of a line that says nothing by itself, or rests on more than it is asked of."""
        if self.case.reader.holds is None:
            return ()
        case, left = self.case, self.case.against
        of_chances = left is not None and left.has(Statistic)
        may = may_agree(left, case.value, case.definitions) if left is not None and of_chances else None
        judge = self.judge(may or (lambda _: True), None, lambda _: None)
        heard = pool(self.line, self.others, transpose="T" * case.value.has(MatrixSymbol))
        return reread(self.line, heard, judge, self.beside, self.kinds, case.reader.rereads, sieved=may is not None)


def _is_ill_formed(case: Case, question: Question) -> bool:
    return _status(case, question) is Status.ILL_FORMED


def _of_solution(case: Case, line: WrittenLine, asked: tuple[Question, ...]) -> tuple[Repair, ...]:
    """The repair of a solution that is stated."""
    if not line.items or _has_either_sign(case.text):
        return ()
    right = Span(line.items[0].span.start, line.items[-1].span.end)

    def proves(question: Question) -> bool:
        return _status(case, question) is Status.PROVED

    found = of_solution(case.text, right, asked[0], case.around, proves)
    return (found,) if found is not None and (case.reader.holds is None or case.reader.holds(found.edits)) else ()


def _rounded(points: Sieve | None, digits: int) -> tuple[str, ...]:
    """What is wanted, to the digits that are written, where it is one number."""
    found = _wanted(points)
    one = found is not None and not isinstance(found[0], tuple) and alike(found, tuple(found[0] for _ in found))
    text = rounded(found[0], digits) if found is not None and one else None
    return () if text is None else (text,)


def _missing(case: Case, question: Question) -> tuple[str, ...]:
    """The terms that the value lacks, where it is a polynomial that is asked to equal another."""
    if not isinstance(question, Equal) or case.value not in (question.left, question.right):
        return ()
    wanted = question.left if question.right == case.value else question.right
    try:
        return missing_terms(unfold(wanted, dict(_meanings(case, (wanted,)))), case.value)
    except NO_READING:
        return ()


def _missing_factor(case: Case, question: Question) -> tuple[Heard, ...]:
    """The factor that the value lacks as a whole, where it is a short sum."""
    if not isinstance(question, Equal) or case.value not in (question.left, question.right):
        return ()
    wanted = question.left if question.right == case.value else question.right
    try:
        text = missing_factor(wanted, case.value)
    except NO_READING:
        return ()
    return () if text is None else (Heard(text, ""),)


def _forms(case: Case, question: Question, like: str) -> tuple[str, ...]:
    """Ways to write what the value is asked to equal, such as are like what stands there."""
    if not isinstance(question, Equal) or case.value not in (question.left, question.right):
        return ()
    wanted = question.left if question.right == case.value else question.right
    try:
        return forms(unfold(wanted, dict(case.definitions)), like)
    except NO_READING:
        return ()


def _inner_derivatives(case: Case, line: WrittenLine) -> tuple[str, ...]:
    """The derivatives of the inner parts of a line, if it or one beside it differentiates."""
    if not any(mark in text for text in (case.text, *(other.text for other in case.beside)) for mark in DIFFERENTIATES):
        return ()
    texts = dict.fromkeys(line.at(level.span) for level in line.levels[1:])
    for level in line.levels:
        for factor in (factor for term in level.terms for factor in term.factors):
            if len(factor.nodes) > 1 and is_function(factor.nodes[0]):
                texts.setdefault(line.at(Span(factor.nodes[1].span.start, factor.span.end)))
    found = [value for text in texts if (value := case.reader.part(text)) is not None]
    try:
        return tuple(inner_derivatives(found))[:MOST_INNER]
    except NO_READING:
        return ()


def _is_read_alike(case: Case) -> bool:
    """Does the line say to the reader what it was taken to say? By hand products may be in another order."""
    value = case.read(case.text)
    if value is None or value == case.value:
        return value is not None
    alike = Equal(case.value, value)
    verdict = decide(Goal(alike, case.definitions, case.domain))
    if verdict.status is Status.ILL_FORMED:  # as both are then; square matrices fit
        square, meanings = squared(alike, case.definitions)
        verdict = decide(Goal(square, meanings, case.domain))
    return verdict.status is Status.PROVED


def _reads(case: Case) -> Callable[[str], Basic | None]:
    def reads(text: str) -> Basic | None:
        try:
            value = case.read(text)
        except NO_READING:
            return None
        return None if value == case.value or (value is not None and _is_circular(case, value)) else value

    return reads


def _is_circular(case: Case, value: Basic) -> bool:
    """I = … = I: does a value hold the very name that the chain says something of, as the line did not?"""
    said = case.against
    if not isinstance(said, Symbol | MatrixSymbol | AppliedUndef) or case.value.has(said) or not value.has(said):
        return False
    return not any(isinstance(each, Eq) and each.rhs.has(said) for each in case.around)


def _bare(text: str) -> str:
    """A side without blanks, dots between its factors and marks of cells."""
    return "".join(text.replace(r"\cdot", "").replace(r"\,", "").replace("&", "").split())


def _parted(case: Case) -> Callable[[str, bool], WrittenLine | None]:
    def parted(text: str, anew: bool) -> WrittenLine | None:
        try:
            line = written_line(case.reader, text, case.is_brace, case.side)
            parts = case.reader.parts(text, plain=True)
        except NO_READING:
            return None
        sides = {_bare(text[part.span.start : part.span.end]) for part in parts}
        says_nothing = len(sides) < len(parts) and (anew or signs_in("".join(sides)) <= COPIED)
        return None if says_nothing else line

    return parted


def _may_hold(case: Case, points: Sieve | None) -> Callable[[Basic], bool]:
    """Whether a value may be right, by a few points; where these tell nothing, by the verdict itself."""
    if points is None:
        return _proved(case)

    def may_hold(value: Basic) -> bool:
        try:
            return points.passes(_meant(case, _compared(case, value)))
        except NO_READING:
            return False

    return may_hold


def _meant(case: Case, value: Basic) -> Basic:
    """A value with what functions mean at arguments at which no line has taken them."""
    new = value.atoms(AppliedUndef) - {name for name, _ in case.definitions}
    return unfold(value, dict(_meanings(case, (value,)))) if new else value


def _is_direct(case: Case, question: Question) -> bool:
    """Is it the value itself of which it is known what it should be, and not its derivative, or a residual?"""
    try:
        return not isinstance(question, SolutionSet) and bool(_compared(case, case.value) == case.value)
    except NO_READING:
        return False


def _has_value(case: Case, points: Sieve) -> bool:
    """Has what the line says a value where it is tried?"""
    try:
        return points.values(_compared(case, case.value)) is not None
    except NO_READING:
        return True


def _compared(case: Case, value: Basic) -> Basic:
    """What is held against what is wanted: the value, or what the question has made of it."""
    match case.asks(value)[0]:
        case SolutionSet(residual, unknown, (root,)):
            free = {name: meaning for name, meaning in case.definitions if name != unknown}
            return differentiated(unfold(residual, free)).xreplace({unknown: root})
        case Implies(Eq(lhs=Symbol() as unknown, rhs=stated), Eq() as equation) if stated == value:
            return value if _has_either_sign(case.text) else (equation.lhs - equation.rhs).xreplace({unknown: value})
        case Implies(_, Eq() as conclusion):
            return conclusion.rhs
        case Equal(left, right):
            return left if case.is_left else right
    return value


def _wanted(points: Sieve | None) -> Quantity | None:
    found = [plain(value) for _, value in points.wanted] if points is not None else []
    return None if not found or any(value is None for value in found) else tuple(found)


def _values(case: Case, points: Sieve | None) -> Values:
    """What a part as it is written comes to at the points; each is read once."""
    kept: dict[str, Quantity | None] = {}

    def values(text: str) -> Quantity | None:
        if text not in kept:
            kept[text] = _value_at(case, points, text) if points is not None else None
        return kept[text]

    return values


def _value_at(case: Case, points: Sieve, text: str) -> Quantity | None:
    value = case.reader.part(text)
    found = points.values(_meant(case, value)) if value is not None else None
    shown = [plain(each) for each in found] if found is not None else []
    return None if not shown or any(each is None for each in shown) else tuple(shown)


def _sieve(case: Case, question: Question) -> Sieve | None:
    """The points at which a value is tried, with what is wanted there; None where these tell nothing."""
    meanings = dict(case.definitions)
    others = (
        case.value,
        *(side for said in case.around for side in (said.args if isinstance(said, Relational) else (said,))),
    )
    match question:
        case Equal(left, right):
            found = sieve(right if case.is_left else left, meanings, case.domain, others)
        case Approximates(left, right) if right == case.value:
            found = sieve(left, meanings, case.domain, others)
        case Solves(residual, unknown):
            found = solving_sieve(residual, unknown, meanings, case.domain, others)
        case SolutionSet(residual, unknown, (_,)):
            free = {name: meaning for name, meaning in meanings.items() if name != unknown}
            found = sieve(Integer(0), free, case.domain, (residual, *others))
        case SameRoots(left, right) if right == case.value:
            explicit = differentiated(unfold(left, meanings))
            names = sorted((name for name in explicit.free_symbols if isinstance(name, Symbol)), key=str)
            every = (root_sieve(left, name, meanings, case.domain, others) for name in names)
            found = next((each for each in every if each.wanted), Sieve((), meanings))
        case Implies(Eq(lhs=Symbol() as unknown, rhs=value), Eq() as equation) if value == case.value:
            free = {name: meaning for name, meaning in meanings.items() if name != unknown}
            residual = equation.lhs - equation.rhs
            wanted = _root(case, residual, unknown, free) if _has_either_sign(case.text) else Integer(0)
            if wanted is None:
                return None
            found = sieve(wanted, free, case.domain, (residual, *others))
        case Implies(premise, Eq() as conclusion):
            solved = solved_premises(premise, meanings)
            others = (conclusion.rhs, *others)
            wanted = differentiated(unfold(conclusion.lhs, meanings))  # before T is written by what it is solved for
            wanted = reduced(wanted, premise)
            found = sieve(wanted, meanings | solved, case.domain, others, (*solved.values(),))
        case _:
            return None
    return found if found.wanted else None


def _root(case: Case, residual: Basic, unknown: Symbol, free: Mapping[Basic, Basic]) -> Basic | None:
    """The root of an equation that the reading of ± at hand stands for."""
    return root_of(unfold(residual, free), unknown, case.reader.variant)


def _has_either_sign(text: str) -> bool:
    return r"\pm" in text or "±" in text


def _proved(case: Case) -> Callable[[Basic], bool]:
    """Is a value PROVED in what is asked of the root, with nothing against it in what is asked of the line before?"""

    def proved(value: Basic) -> bool:
        try:
            first, *others = case.asks(value)
            if not any(_status(case, question) is Status.PROVED for question in (first, *_without_premise(first))):
                return False
            return all(_status(case, question) in NOT_AGAINST for question in others)
        except NO_READING:
            return False

    return proved


def _without_premise(question: Question) -> tuple[Question, ...]:
    """What is asked as an identity, which holds under any premise; the reader asks for it first where it is one."""
    match question:
        case Implies(_, Eq(lhs=left, rhs=right)):
            return (Equal(left, right),)
    return ()


def _status(case: Case, question: Question) -> Status:
    return decide(_goal(case, question)).status


def _goal(case: Case, question: Question) -> Goal:
    """What is asked, with what functions mean wherever a mended line takes them."""
    return Goal(question, _meanings(case, names_asked(question)), case.domain)


def _meanings(case: Case, used: Sequence[Basic]) -> tuple[tuple[Basic, Basic], ...]:
    """The definitions, those of functions of names last, by which with_instances tells what they are elsewhere."""
    of_names = [pair for pair in case.definitions if all(each.is_Symbol for each in pair[0].args)]
    return with_instances((*(pair for pair in case.definitions if pair not in of_names), *of_names), used)
