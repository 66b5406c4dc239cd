"""What the words around an equation suppose rather than claim: "Set B = 0", "q² = 2 means …", "No slip: a = αR"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import sympy
from sympy import And, Derivative, Eq, Indexed, Integral, Or, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Equal, Implies, Status
from checker.objects import Gradient
from checker.read.building import is_matrix
from checker.read.chains import chosen, implied
from checker.read.claimed import is_integrated
from checker.read.context import GIVEN, Context
from checker.read.cues import CONCLUDES, MENTIONS, SHIFTS
from checker.read.defining import is_definition
from checker.read.definitions import with_instances
from checker.read.doubts import names_in
from checker.read.equations import WORKED
from checker.read.going_on import go_on
from checker.read.premises import equate, is_substitution
from checker.read.progress import Premise, Progress
from checker.read.rounding import number_of
from checker.read.statements import Statement
from checker.read.syntax import SyntaxFault
from checker.read.units import names_beside_units
from checker.written import Span

SETS = re.compile(
    r"(\b(set|sets|setting|put|putting|requir(e|es|ing)|demand(s|ing)?|impos(e|es|ing)|need|needs|want|wants|insist\w*"
    r"|where|if|when|whenever|unless|until|once|suppos\w+|assum\w+)"
    r"|\b(equilibrium|condition|clear\w*|balance\w*)( is)?)"
    r"( on| that| we have)?[\s:]*$",
    re.IGNORECASE,
)
UNDER = re.compile(  # "Under perfect competition p = c": a case, and no conclusion from what was assumed
    r"(^|[.;:]\s+)under (?!(the|this|that|these|those|such)\b)([a-z-]+\s+){1,4}$", re.IGNORECASE
)
WHERE = re.compile(r"\bwhere\s*$", re.IGNORECASE)
NAMES = re.compile(r"\b(put|set|suppos(e|ing)|assum(e|ing)|if|when)( that)?[\s:]*$", re.IGNORECASE)
LEADS_ON = re.compile(r"\s*(means|gives|yields|implies|leads to|forces|amounts to)\b", re.IGNORECASE)
LEFT_OPEN = "not asked: what is given does not settle it"
WORDS = re.compile(r"[A-Za-z]{2,}")
UNTOLD = Symbol("untold")
NUMBER = re.compile(r"-?\d+(/\d+)?")  # a function that a point gives beside a name of its own is none


def supposes(progress: Progress, statement: Statement, context: Context) -> bool:
    """Do the words right before an equation of known things, or right behind it, only suppose it? It is not proved."""
    item = context.item
    plain = item.first and len(statement.links) == 1 and statement.links[0].relation == "=" and not item.arrow
    if plain and RESTATES.search(item.sentence):
        return True
    if not plain or not all(part.items for part in statement.parts) or CONCLUDES.search(_last_clause(item.lead)):
        return False
    if progress.opens is item.formula and not item.formula.display and _restricts(progress, statement):
        return not PROVES.search(item.lead)
    leads_on = LEADS_ON.match(item.after) and not item.formula.display
    under = UNDER.search(item.lead) is not None
    if not (SETS.search(item.lead) or ASKS.match(item.after) or leads_on or under):
        return False
    try:
        left, right = (progress.value(part)[0] for part in statement.parts)
    except SyntaxFault:
        return False
    if isinstance(left, Derivative | Gradient) or is_matrix(left) or is_matrix(right):
        return False
    of_its_names = isinstance(left, AppliedUndef) and right not in left.args and right.free_symbols & left.free_symbols
    if of_its_names and NAMES.search(item.lead) and is_definition(progress, statement, context):
        return False  # "Put h(x) = x² + 1", "Suppose h(x) = x² + 1" say what h is
    puts = isinstance(left, Symbol) and bool(right.free_symbols) and SHIFTS.search(item.lead) is not None
    if puts and is_definition(progress, statement, context):
        return False  # "put u = x²" behind another u
    if under and not (right.is_Symbol or right.is_number):
        return False  # what is worked out for the case
    if WHERE.search(item.lead) and is_settled_here(progress, statement, context):
        return False  # "at x = 1, where f = −1"
    known = left in progress.chains or left in dict(progress.ledger.definitions) or not isinstance(left, Symbol)
    return known and bool(left.free_symbols) and not progress.proved(Equal(left, right), context.conditions)


JOINERS = re.compile(r"\b(and|or)\b", re.IGNORECASE)
STATES = re.compile(r"\b(is|are|was|equals?|becomes?|amounts? to|indeed|verify|check|note that)[\s:]*$", re.IGNORECASE)


def states_value(progress: Progress, statement: Statement, context: Context) -> bool:
    """Is a name that had a value before said to have another, in running text whose words conclude nothing?

    "along the parabola x = t, y = 2t²", "with γ = 1.4": nothing is claimed of what it was.
    """
    item = context.item
    if not item.first or item.formula.display or item.arrow or context.leads_on or not statement.links:
        return False
    if statement.links[0].relation != "=" or not all(part.items for part in statement.parts[:2]):
        return False
    words = _last_clause(item.lead)
    cue = words if WORDS.search(JOINERS.sub(" ", words)) else _last_clause(item.sentence)
    if is_of_other_numbers(progress, statement):
        return True
    stated = STATES.search(words) and not OBSERVED.search(words)
    if CONCLUDES.search(cue) or stated or is_substitution(statement, item.lead):
        return False
    try:
        left, right = (progress.value(part)[0] for part in statement.parts[:2])
    except SyntaxFault:
        return False
    valued = {p.relation.lhs for p in progress.premises if isinstance(p.relation, Eq)}
    known = {*progress.chains, *dict(progress.ledger.definitions), *progress.facts, *valued}
    listed = re.fullmatch(r"[\s,;]*(and)?[\s,;]*", item.lead) and progress.claims
    if listed and GIVEN in progress.claims[-1].remarks:
        known.add(left)
    if isinstance(left, AppliedUndef) and any(premise.local for premise in progress.premises):
        known.add(left)  # "when x = 3 we have y = 4": a value at that place
    if not isinstance(left, Symbol | AppliedUndef) or left not in known or is_matrix(right) or right.has(left):
        return False
    if isinstance(left, AppliedUndef) and (right.free_symbols or not all(each.is_Symbol for each in left.args)):
        return False
    asked = chosen(progress, "=", left, right, None, context.conditions)
    return not progress.proved(asked, context.conditions)


def is_settled_here(progress: Progress, statement: Statement, context: Context) -> bool:
    """ "After n = 2 years V = 1100": does the sentence give values with which a name that is defined is one number?

    Or is it one by itself, as a_4 of a_n = 2ⁿ? Then it is claimed, where the words around it do not suppose it, or
    say it of another: "when V = 1100", "we measure V = 1100", "V = 1100 is not reached".
    """
    item = context.item
    supposed = bool(progress.claims) and GIVEN in progress.claims[-1].remarks and LISTS.search(item.sentence)
    if supposed or MENTIONS.search(item.lead) or OBSERVED.search(item.lead):
        return False
    if DENIES.match(item.after) or ASKS.match(item.after):
        return False
    left, right = (progress.value(part)[0] for part in statement.parts[:2])
    here = progress.given_in_sentence()
    here.pop(left, None)
    meaning = dict(with_instances(progress.ledger.definitions, (left,))).get(left)
    if (
        meaning is None
        or names_beside_units(right)
        or names_beside_units(number_of(progress, left, {left: meaning, **here}))
    ):
        return False
    by_itself = left not in dict(progress.ledger.definitions)
    return by_itself or number_of(progress, left, {left: meaning, **dict.fromkeys(here, UNTOLD)}).has(UNTOLD)


OBSERVED = re.compile(  # of another than what is computed, or of one that is wanted
    r"\b(measur\w*|observ\w*|actual\w*|experiment\w*|in (reality|practice)|reported|instead|target|desired|required"
    r"|needs?|wants?|suppos\w*|assum\w*|if|given|let|unless|until|reach\w*|exceed\w*)\b[^.;:]*$",
    re.IGNORECASE,
)
LISTS = re.compile(  # "given □, □, " and "if □ and" before a formula: one more of what is supposed
    r"\b(given|suppos\w+|assum\w+|let|consider|take|taking|with)( that)?\s+(□[\s,;]*(and)?[\s,;]*)+$"
    r"|\b(for|from|at|if|when|where)\s+(□[\s,;]*(and)?[\s,;]*)*□[\s,;]*and\s*$",
    re.IGNORECASE,
)
DENIES = re.compile(
    r"\s*((does|do|is|are|was|were|can|could|will)\s+(not|never)|cannot|(is|does|are)n't|fails?|contradict)\b",
    re.IGNORECASE,
)
RESTATES = re.compile(  # "if p = q, i.e." before a formula: the same condition in other words
    r"\b(if|when|for|whenever|suppose|assume)\s+□[\s,(]*(i\.e\.|that is|equivalently)[\s,]*$", re.IGNORECASE
)
ASKS = re.compile(r"[^.;:!?]*\?")  # right behind a formula: a question, which claims nothing


def is_value_of_formula(progress: Progress, statement: Statement) -> bool:
    """U = 12, where U = R I and not both of R and I are known: does it tell of those, and defines no other U?"""
    left, right = (progress.value(part)[0] for part in statement.parts[:2])
    return _told_of_others(progress, left, right) is not None


def _told_of_others(progress: Progress, left: Basic, right: Basic) -> Basic | None:
    """R I = 12."""
    meaning = dict(progress.ledger.definitions).get(left)
    if not isinstance(left, Symbol) or not isinstance(meaning, sympy.Expr) or not right.is_number:
        return None
    if not names_beside_units(number_of(progress, meaning, {})):
        return None
    return Eq(meaning, right, evaluate=False)


def is_of_other_numbers(progress: Progress, statement: Statement) -> bool:
    """ "Another: Q = 2 gives M = 6", where M = 2 was said with Q = 1: is a number said of what was one with others?"""
    try:
        left, right = (progress.value(part)[0] for part in statement.parts[:2])
    except SyntaxFault:
        return False
    before = dict(progress.ledger.definitions).get(left, progress.facts.get(left))
    if not isinstance(left, Symbol) or before is None or names_beside_units(before) or names_beside_units(right):
        return False
    said = progress.said_at.get(str(left), 0)
    others = [name for name in progress.past if name in progress.facts and name != left]
    changed = any(progress.said_at.get(str(name), 0) > said for name in others)
    return changed and not progress.proved(Equal(left, right), ())


def is_another_formula(progress: Progress, statement: Statement) -> bool:
    """ "For a hoop (I = mR²)": does a defined name get another formula of other names, or a number of other ones?

    An s that is 40 m keeps that where s = ½at² is said besides.
    """
    left, right = (progress.value(part)[0] for part in statement.parts[:2])
    meaning = dict(progress.ledger.definitions).get(left)
    if meaning is None or not names_beside_units(right):
        return meaning is not None and is_of_other_numbers(progress, statement)
    return isinstance(left, AppliedUndef) or bool(names_beside_units(meaning))


def state_value(progress: Progress, statement: Statement, context: Context) -> None:
    """The name has that value from here on; what it was solved to be before is past."""
    (left, remarks), (right, more) = (progress.value(part) for part in statement.parts[:2])
    progress.leave_place(left)
    progress.release_values(left)
    span = Span(statement.parts[0].span.start, statement.parts[1].span.end)
    equate(progress, span, left, right, context, (*remarks, *more, GIVEN), given=True)
    told, stated = _told_of_others(progress, left, right), progress.premises[-1]
    if told is not None and stated.local:  # "y = 2 at x = 1" tells of the place that comes behind it
        progress.premises.append(Premise(told, stated.claim, given=True, local=stated.local))
    go_on(progress, statement, 1, context)


PROVES = re.compile(r"\b(show|prove|verify|check|simplify|identity|claim|compute|evaluate)\b", re.IGNORECASE)


def _restricts(progress: Progress, statement: Statement) -> bool:
    """sin(xy) = x: is it an equation of names of which one side holds one alone, so that it is no identity?"""
    try:
        left, right = (progress.value(part)[0] for part in statement.parts)
    except SyntaxFault:
        return False
    names = [names_in(side) for side in (left, right)]
    alone = isinstance(right, Symbol | AppliedUndef) or bool(right.is_number)
    if not alone or isinstance(left, Symbol | Derivative) or not names[0] or names[0] == names[1]:
        return False
    return not left.has(*WORKED) and not left.is_number and left not in dict(progress.ledger.definitions)


def suppose(progress: Progress, statement: Statement, context: Context) -> None:
    """The equation is given from here on."""
    (left, remarks), (right, more) = (progress.value(part) for part in statement.parts)
    names = left.free_symbols | right.free_symbols
    if len(names) == 1:
        progress.release_values(*names)
    span = Span(statement.parts[0].span.start, statement.parts[1].span.end)
    equate(progress, span, left, right, context, (*remarks, *more, GIVEN), given=True)
    told = _told_of_others(progress, left, right)  # B = 0, where B = 3x − 6: it is x of which that tells
    if told is not None:
        progress.premises.append(Premise(told, progress.claims[-1].name, given=True))


# --- what is given besides ---------------------------------------------------------------------


def is_beside(progress: Progress, left: Basic, right: Basic, context: Context) -> bool:
    """Is an equation that does not follow one more that is given, as its words do not conclude it: "No slip: a = αR"?

    It is claimed where what is given settles the matter, so that it would contradict it.
    """
    item = context.item
    words = _last_clause(item.lead)
    if item.arrow or not item.first or not WORDS.search(words) or CONCLUDES.search(words):
        return False
    if is_integrated(progress, left, right, context):
        return False
    return is_open(progress, left, right, context)


def is_left_open(progress: Progress, left: Basic, right: Basic, context: Context) -> bool:
    """Is a name, or function, that words conclude a formula of settled by nothing given: may it rest on more?"""
    item = context.item
    words = WORDS.search(item.lead if WORDS.search(JOINERS.sub(" ", item.lead)) else item.sentence) is not None
    named = isinstance(left, Symbol | AppliedUndef)
    return named and not item.arrow and words and is_open(progress, left, right, context)


def _last_clause(lead: str) -> str:
    """The words since the last end of a sentence."""
    return re.split(r"[.;:!?]\s+|\n\s*\n", lead.rstrip())[-1] if not lead.rstrip().endswith(":") else lead


def is_open(progress: Progress, left: Basic, right: Basic, context: Context) -> bool:
    """Is an equation refuted at a point around which what is given does not settle it?"""
    relevant = [p for p in progress.relevant(left, right) if not p.hidden and not p.relation.has(Integral)]
    question = implied(progress, relevant, Eq(left, right, evaluate=False), context.conditions)
    if not isinstance(question, Implies) or not all(isinstance(each.relation, Eq | And) for each in relevant):
        return False
    rate_alone = _is_rate_alone(left, [each.relation for each in relevant])
    stated = question.premise.args if isinstance(question.premise, And) else (question.premise,)
    premises = [each for each in stated if isinstance(each, Eq)]  # also those that were differentiated
    left, right = question.conclusion.args
    names = sorted({name for each in premises for name in each.free_symbols if name.is_Symbol}, key=str)
    inner = [sympy.Ne(name, 0, evaluate=False) for name in names if name.is_zero is None]
    verdicts = (progress.verdict(question, (*context.conditions, *more)) for more in (inner, ()))
    verdict = next((each for each in verdicts if each.status is Status.REFUTED), None)  # at m = 0 little is settled
    if verdict is None or verdict.counterexample is None:
        return False
    if rate_alone:
        return True
    point = dict(verdict.counterexample.point)
    if not all(RATIONAL.fullmatch(value) for value in point.values()):
        return False  # a place such as ℏ = π²
    return not is_settled(premises, left, right, progress.ledger.definitions, point)


def _is_rate_alone(left: Basic, relations: Sequence[Basic]) -> bool:
    """V = ⅓πr²h beside dV/dt = 2: is of a function only told how fast it changes somewhere?"""
    about = [each for each in relations if isinstance(left, AppliedUndef) and each.has(left)]
    return bool(about) and all(
        isinstance(each.lhs, Derivative) and each.lhs.expr == left and not each.rhs.free_symbols for each in about
    )


RATIONAL = re.compile(r"-?\d+(/\d+)?")


def is_settled(
    premises: Sequence[Basic],
    left: Basic,
    right: Basic,
    definitions: Sequence[tuple[Basic, Basic]],
    point: dict[str, str],
) -> bool:
    """Do equations settle `left` in terms of the names on the right around a point at which they hold?

    By the implicit function theorem: its differential is a combination of theirs. Only tells what is asked.
    """
    equations = [part.lhs - part.rhs for each in premises for part in (each.args if isinstance(each, And) else (each,))]
    meanings = {name: body for name, body in definitions if isinstance(name, Symbol)}
    equations = [_carried_out(part, definitions) for part in equations]
    left, right = (_said_of(part, definitions) for part in (left, right))

    opaque = {part for each in (*equations, left, right) for part in each.atoms(Derivative, AppliedUndef, Integral)}
    plain = {part: Symbol(f"⟨{k}⟩", real=True) for k, part in enumerate(sorted(opaque, key=str))}

    def unfolded(part: Basic) -> Basic:
        part = part.xreplace(plain)  # first: g'(R) is not differentiated by what R is said to be
        for _ in range(len(meanings)):
            part = part.xreplace(meanings)
        return part.xreplace(plain)

    equations = list(map(unfolded, equations))
    made = unfolded(left - right)
    if any(
        part.atoms(AppliedUndef, Indexed, Or, *WORKED) or not isinstance(part, sympy.Expr)
        for part in (*equations, made)
    ):
        return True
    fixed = unfolded(right).free_symbols - unfolded(left).free_symbols
    names = sorted({name for part in (*equations, made) for name in part.free_symbols} - fixed, key=str)
    if any(not isinstance(name, Symbol) for name in names):
        return True
    place = {name: _value(point.get(str(name))) for part in (*equations, made) for name in part.free_symbols}
    rows = [[sympy.diff(part, name).xreplace(place) for name in names] for part in (*equations, made)]
    if not all(entry.is_number and entry.is_finite for row in rows for entry in row):
        return True
    whole = sympy.Matrix(rows)
    return bool(whole.rank() == sympy.Matrix(rows[:-1]).rank())


def _carried_out(part: Basic, definitions: Sequence[tuple[Basic, Basic]]) -> Basic:
    """g(R) and g'(R) of a g(R) that is defined, as the functions of R that they are."""
    functions = {name: body for name, body in definitions if isinstance(name, AppliedUndef)}
    known = {d: d.xreplace(functions).doit() for d in part.atoms(Derivative) if d.expr in functions}
    return part.xreplace(known).xreplace(functions)


def _said_of(side: Basic, definitions: Sequence[tuple[Basic, Basic]]) -> Basic:
    """f(x) of an f that is defined, as what it is; of V′(h), where r² in V(h) is of h too, that is not known."""
    whole = {each: sympy.Dummy() for each in side.atoms(Derivative)}
    functions = {name: body for name, body in definitions if isinstance(name, AppliedUndef)}
    return side.xreplace(whole).xreplace(functions).xreplace({mark: each for each, mark in whole.items()})


def _value(text: str | None) -> Basic:
    return sympy.Rational(text) if text is not None and NUMBER.fullmatch(text) else sympy.Integer(1)
