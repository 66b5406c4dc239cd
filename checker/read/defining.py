"""Statements that say what a name, a function or a brace shall mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import sympy
from sympy import Indexed, MatrixBase, MatrixSymbol, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Equal, Holds, Reading, Role, Status
from checker.objects import BigO, Statistic
from checker.read.building import is_matrix
from checker.read.complex_values import is_complex_number
from checker.read.concrete import Extents, extents_of, instantiate
from checker.read.context import Context
from checker.read.cues import AT, CHANGED, CHECKS, CONCLUDES, DEFINES, FRESH, ONE_CASE, SHIFTS
from checker.read.definitions import Head, braces, called, head, head_of, is_comment, is_item, part_of, relabelled
from checker.read.derivatives import DOTS
from checker.read.equations import WORKED
from checker.read.functions import SPECIAL
from checker.read.going_on import go_on
from checker.read.ledger import Kind, Ledger, Meaning, function, real, whole
from checker.read.models import is_model, observe
from checker.read.named_parts import name_part
from checker.read.names import is_shifted, label_of, name_of, with_label
from checker.read.progress import Progress, shapes_wanted
from checker.read.relations import ORDERS, compared
from checker.read.scripts import partials
from checker.read.sequences import is_of_sequence, of_sequence
from checker.read.statements import Part, Statement, around
from checker.read.syntax import SyntaxFault
from checker.read.trials import is_tried, note_trial
from checker.written import Command, Scripts


def is_definition(progress: Progress, statement: Statement, context: Context) -> bool:
    """Does the statement say what a name, or a function, shall mean?"""
    found = head_of(statement)
    if found is None or statement.links[0].relation not in {"=", ":="}:
        return False
    if statement.links[0].relation == ":=":
        return True
    if _is_derived(progress, statement.parts[0]) or _recurs(progress, found, statement):
        return False
    if (context.item.is_mentioned and len(statement.links) > 1) or (
        not progress.display and AT.search(context.item.lead) and not found.parameters
    ):
        return False
    if found.parameters is None and _is_case(progress, statement, context):
        return False
    if found.parameters is None and _extents_of(progress, found, statement, context) is not None:
        return True
    if context.item.is_equated and _is_defined(progress, found.name):
        return False
    if is_tried(statement, context) and not _is_defined(progress, found.name):
        return True
    if _redefines(progress, found, statement, context) or _subject(progress, found) in progress.hoisted:
        return True
    if _is_defined(progress, found.name):
        return False
    if found.parameters is None and is_item(_subject(progress, found), progress.ledger.definitions):
        return False
    known = progress.ledger.meaning(found.name)
    if found.parameters is None and _is_told_by_rule(progress, found, statement, context):
        return False
    if found.parameters is None and not _depends(progress, found, statement):
        return False
    if found.parameters is not None:
        of_known = _is_of_known(progress, found, statement, context)
        return not of_known and _defines_function(progress, found, known, statement)
    if known is not None and known.kind is Kind.FUNCTION:
        return bool(known.arguments) and not _is_sought(progress, known)
    if known is not None and known.kind is Kind.CONSTANT:
        return False
    if _subject(progress, found) in {n for premise in progress.premises for n in premise.names}:
        return False
    return not progress.mentioned(found.name) or _subject(progress, found) in progress.hoisted


def _is_case(progress: Progress, statement: Statement, context: Context) -> bool:
    """ "For i = k", "if x = y": two names are the same in one case."""
    items = statement.parts[1].items
    return (
        not progress.display
        and len(statement.links) == 1
        and ONE_CASE.search(context.item.lead) is not None
        and len(items) == 1
        and with_label(items[0]) is not None
    )


def _extents_of(progress: Progress, found: Head, statement: Statement, context: Context) -> Extents | None:
    """What a = (1, 2, 2) of an a ∈ ℝⁿ says of n."""
    known = progress.ledger.meaning(found.name)
    if known is None or known.kind is not Kind.MATRIX:
        return None
    value, _ = progress.value(statement.parts[1], known.object)
    return extents_of(progress, found.name, value, context)


def _is_derived(progress: Progress, part: Part) -> bool:
    """Is it ẋ of an x, or f_x of an f, that is defined or sought: the derivative of what that is, which is claimed?"""
    only = part.items[0]
    name = name_of(only.base) if isinstance(only, Scripts) and only.above is None else None
    known = progress.ledger.meaning(name.text) if name is not None else None
    if name is not None and known is not None and _is_defined(progress, name.text):
        assert isinstance(only, Scripts)
        return bool(partials(known, name, label_of(only.below)))
    inner = with_label(only.arguments[0]) if isinstance(only, Command) and only.name in DOTS else None
    dotted = progress.ledger.meaning(inner.text) if inner is not None else None
    is_function = dotted is not None and dotted.kind is Kind.FUNCTION
    return inner is not None and (is_function or _is_defined(progress, inner.text))


def _recurs(progress: Progress, found: Head, statement: Statement) -> bool:
    """m_t = β m_{t−1} + …: it relates m_t to the one before, and does not say what it is."""
    value, _ = progress.value(statement.parts[1], _subject(progress, found))
    return any(is_shifted(str(name), found.name) for name in value.free_symbols)


def _is_told_by_rule(progress: Progress, found: Head, statement: Statement, context: Context) -> bool:
    """F_2 = F_1 + F_0 of a sequence with a recurrence and first values: it is claimed."""
    subject = _subject(progress, found)
    if not is_of_sequence(progress, subject):
        return False
    return of_sequence(progress, subject, progress.value(statement.parts[1], subject)[0], context) is not None


def _depends(progress: Progress, found: Head, statement: Statement) -> bool:
    """Is a name said to be something of other names, a matrix, or a complex number? A real one is so from here on."""
    value, _ = progress.value(statement.parts[1], _subject(progress, found))
    if is_matrix(value) or value.has(*WORKED) or is_complex_number(value):
        return True
    return bool(value.free_symbols - {real(found.name)})


OF_FACTORIALS = (sympy.factorial, sympy.gamma)
CHOSEN = re.compile(r"\b(let|define|denote|write|put|set)\b[^.]*$", re.IGNORECASE)


def _is_of_known(progress: Progress, found: Head, statement: Statement, context: Context) -> bool:
    """Γ(n) = n!: is it claimed of the function that everybody knows, unless the words say that it is another?"""
    if found.name not in SPECIAL or progress.ledger.meaning(found.name) is not None:
        return False
    return progress.value(statement.parts[1])[0].has(*OF_FACTORIALS) and not CHOSEN.search(context.item.lead)


def _defines_function(progress: Progress, found: Head, known: Meaning | None, statement: Statement) -> bool:
    if known is not None and known.kind not in {Kind.FUNCTION, Kind.DATA}:
        return False
    subject = _subject(progress, found)
    if any(premise.relation.has(subject) for premise in progress.premises):
        return False  # the solution of a differential or functional equation
    return not any(premise.relation.has(subject.func) for premise in progress.premises) or len(statement.links) > 0


def _is_sought(progress: Progress, known: Meaning) -> bool:
    return any(premise.relation.has(known.object(*known.arguments)) for premise in progress.premises)


def _is_defined(progress: Progress, name: str) -> bool:
    return any(called(other) == name for other, _ in progress.ledger.definitions)


def _redefines(progress: Progress, found: Head, statement: Statement, context: Context) -> bool:
    """A name defined before is defined anew after "now let" and the like, or in another example."""
    if not _is_defined(progress, found.name):
        return False
    elsewhere = progress.defined_at.get(found.name, context.item.marks) != context.item.marks
    general = any(known.has(AppliedUndef) for name, known in progress.ledger.definitions if called(name) == found.name)
    elsewhere = elsewhere and (general or not CHECKS.search(context.cue))
    anew = context.item.is_mentioned or CHANGED.search(context.item.sentence) is not None
    anew = anew or (bool(FRESH.search(context.item.lead)) and bool(DEFINES.search(context.item.lead)))
    puts = not progress.display and SHIFTS.search(context.item.lead) is not None  # "put u = x²" behind another u
    if not elsewhere and not anew and not puts:
        return False
    subject = _subject(progress, found)
    value, _ = progress.value(statement.parts[1], subject)
    if not elsewhere and not anew and (not value.free_symbols or value.has(subject)):
        return False
    if found.parameters and not anew and not value.free_symbols & subject.free_symbols:
        return False  # R(x) = 6/2 of an x that is known: a value of R, and no other R
    return not progress.proved(Equal(subject, value), context.conditions)


def _subject(progress: Progress, found: Head) -> Basic:
    """The object that a definition's left side is."""
    known = progress.ledger.meaning(found.name)
    if found.parameters is not None:
        made = known.object if known is not None and known.kind is Kind.FUNCTION else function(found.name)
        return made(*_parameters(progress, found.parameters))
    if known is None:
        return _item_of_data(progress, found.name) or real(found.name)
    return known.object(*known.arguments) if known.kind is Kind.FUNCTION else known.object


def _item_of_data(progress: Progress, name: str) -> Basic | None:
    """p_i of data p, with an index that is free: what is said of it is said of every item."""
    base, _, index = name.rpartition("_")  # of ȳ_i, which is y_bar_i, the last
    known = progress.ledger.meaning(base)
    if known is None or known.kind is not Kind.DATA or len(index) != 1 or not index.isalpha():
        return None
    at = progress.ledger.meaning(index)
    if at is not None and at.kind is not Kind.INTEGER:
        return None
    return known.object[at.object if at is not None else whole(index)]


def _parameters(progress: Progress, names: Sequence[str]) -> tuple[Basic, ...]:
    meanings = [progress.ledger.meaning(name) for name in names]
    return tuple(
        meaning.object if meaning is not None and meaning.kind is not Kind.FUNCTION else real(name)
        for name, meaning in zip(names, meanings, strict=True)
    )


def define(progress: Progress, statement: Statement, context: Context) -> None:
    """A definition, and what its chain goes on to."""
    found = head_of(statement)
    assert found is not None
    extents = _extents_of(progress, found, statement, context)
    if extents is not None:
        instantiate(progress, extents)
    if _is_defined(progress, found.name) and _subject(progress, found) not in progress.hoisted:
        said = [p for p in progress.premises[-context.item.sentence.count("□") or len(progress.premises) :] if p.given]
        progress.close()
        if context.item.is_mentioned:
            progress.override(_subject(progress, found), progress.value(statement.parts[1])[0])
        progress.forget_called(found.name)
        progress.take_over([each for each in said if found.name not in map(str, each.relation.free_symbols)])
    subject = _subject(progress, found)
    progress.hoisted.discard(subject)
    part = statement.parts[1]
    made = _meaning_of(progress, found, subject)
    around_it = _bind_parameters(progress, found)
    known = progress.ledger.meaning(found.name)
    is_data = known is not None and known.kind is Kind.DATA  # which keep their name: F(x) = Σ F_n xⁿ
    if isinstance(subject, AppliedUndef) and not is_data:
        progress.ledger = progress.ledger.with_meaning(found.name, made)  # a function may speak of itself
    progress.ledger = _with_index(progress.ledger, subject)
    value, remarks = progress.value(_with_labels(progress, part), subject)
    if value.has(BigO):
        raise SyntaxFault(part.span.start, "O(…)", "an exact term", "what a name is, is not known to an order only")
    unsure = progress.misfits(Equal(value, value), context.conditions) if value.has(sympy.MatrixSymbol) else ()
    if unsure:
        raise shapes_wanted(part.span, unsure)
    if is_matrix(value) and (isinstance(subject, Symbol) or _is_misjudged(made, subject, value)):
        subject = sympy.MatrixSymbol(found.name, *value.shape)
        made = Meaning(Kind.MATRIX, subject, "it is defined here")
    span = around(statement.parts[0].span, part.span)
    if is_model(progress, subject, value):
        observe(progress, subject, value, span, context)
        go_on(progress, statement, 1, context)
        return
    if not (isinstance(subject, Indexed) or is_data):
        progress.ledger = progress.ledger.with_meaning(found.name, made)
    if not value.has(subject):
        progress.ledger = progress.ledger.with_definition(subject, value)
    progress.defined_at[found.name] = context.item.marks
    note_trial(progress, statement, context)
    if isinstance(subject, Symbol) and is_complex_number(value):
        progress.found_at[subject] = context.item.marks
    claim = progress.add(
        span, compared("=", subject, value), Role.DEFINITION, conditions=context.conditions, remarks=remarks
    )
    progress.open(subject, value, claim.name)
    progress.ledger = replace(progress.ledger, operand=subject)
    name_part(progress, part, context)
    go_on(progress, without_bound(progress, statement, subject, value, context), 1, context)
    progress.ledger = replace(progress.ledger, meanings={**progress.ledger.meanings, **around_it})


def _bind_parameters(progress: Progress, found: Head) -> dict[str, Meaning]:
    """Makes x and y any numbers in f(x, y) = x²y, where elsewhere they are x(t) and y(t); gives what they were."""
    meaning = progress.ledger.meaning(found.name)
    arguments = meaning.arguments if meaning is not None else ()
    parameters = found.parameters or [str(each) for each in arguments if isinstance(each, Symbol)]
    known = {name: progress.ledger.meaning(name) for name in parameters}
    elsewhere = {name: one for name, one in known.items() if one is not None and one.kind is Kind.FUNCTION}
    for name in elsewhere:
        made = Meaning(Kind.SCALAR, real(name), "it is an argument here")
        progress.ledger = progress.ledger.with_meaning(name, made)
    return elsewhere


def _with_index(ledger: Ledger, subject: Basic) -> Ledger:
    """C_n = binomial(2n, n)/(n + 1): the n on the right is the index that C has on the left, a whole number."""
    for index in subject.indices if isinstance(subject, Indexed) else ():
        if isinstance(index, Symbol) and ledger.meaning(str(index)) is None and str(index) not in ledger.bound:
            ledger = ledger.with_meaning(str(index), Meaning(Kind.INTEGER, index, "it is an index"))
    return ledger


def without_bound(
    progress: Progress, statement: Statement, subject: Basic, value: Basic, context: Context
) -> Statement:
    """v = Var(X) > 0 in running text: a bound that nothing settles is given with the name."""
    link, bound = statement.links[-1], statement.parts[-1]
    if len(statement.links) != 2 or link.relation not in ORDERS or progress.display or not isinstance(subject, Symbol):
        return statement
    limit, _ = progress.value(bound)
    verdict = progress.verdict(Holds(compared(link.relation, value, limit)), context.conditions)
    bounded = verdict.status is Status.REFUTED and value.free_symbols and not CONCLUDES.search(context.item.lead)
    if limit.free_symbols or not (verdict.status is Status.UNDECIDED or bounded):
        return statement
    condition = compared(link.relation, subject, limit)
    progress.ledger = replace(progress.ledger, conditions=(*progress.ledger.conditions, condition))
    return replace(statement, links=statement.links[:-1], parts=statement.parts[:-1])


def _is_misjudged(made: Meaning, subject: Basic, value: Basic) -> bool:
    """Was a shape assumed that is not that of what the name is defined as?"""
    return made.assumed and isinstance(subject, sympy.MatrixSymbol) and tuple(subject.shape) != tuple(value.shape)


def hoist(progress: Progress, statement: Statement) -> None:
    """What "where …" defines, made known to the lines before it."""
    found = head_of(statement)
    assert found is not None
    subject = _subject(progress, found)
    around_it = _bind_parameters(progress, found)
    value, _ = progress.value(statement.parts[1])
    progress.ledger = replace(progress.ledger, meanings={**progress.ledger.meanings, **around_it})
    if isinstance(value, Statistic) and isinstance(subject, Symbol):
        progress.statistics.setdefault(value, subject)
        return
    written_out = isinstance(value, MatrixBase) and isinstance(subject, MatrixSymbol) and subject.shape == value.shape
    if not written_out and (is_matrix(value) or not value.free_symbols or value.has(subject)):
        return
    if isinstance(subject, AppliedUndef):
        progress.ledger = progress.ledger.with_meaning(found.name, _meaning_of(progress, found, subject))
    elif not isinstance(subject, Symbol) and not written_out:
        return
    progress.ledger = progress.ledger.with_definition(subject, value)
    progress.hoisted.add(subject)


def _meaning_of(progress: Progress, found: Head, subject: Basic) -> Meaning:
    if isinstance(subject, AppliedUndef):
        return Meaning(Kind.FUNCTION, subject.func, "it is defined here", subject.args)
    known = progress.ledger.meaning(found.name)
    return known or Meaning(Kind.SCALAR, subject, "it is defined here")


def name_braces(progress: Progress, statement: Statement, context: Context, defined: set[str]) -> None:
    """What a brace names is defined by it, unless it is defined elsewhere."""
    for brace in (brace for part in statement.parts for brace in braces(part.items)):
        if is_comment(brace.label):
            continue
        found = head(part_of(brace.label))
        if found is None or _is_defined(progress, found.name) or found.name in defined:
            continue
        subject = _subject(progress, found)
        value, remarks = progress.value(part_of(brace.content))
        progress.ledger = progress.ledger.with_meaning(found.name, _meaning_of(progress, found, subject))
        progress.ledger = progress.ledger.with_definition(subject, value)
        progress.defined_at[found.name] = context.item.marks
        progress.add(
            brace.span,
            compared("=", subject, value),
            Role.DEFINITION,
            conditions=context.conditions,
            remarks=[*remarks, f"the brace names {subject}"],
        )


def _with_labels(progress: Progress, part: Part) -> Part:
    """A definition with the names of its braces for what they hold, so that it can be differentiated by them."""
    named = {
        brace.span: brace.label
        for brace in braces(part.items)
        for found in [head(part_of(brace.label))]
        if not is_comment(brace.label) and found is not None and _is_defined(progress, found.name)
        if any(c.place == progress.place(brace.span) for c in progress.claims)
    }
    return replace(part, items=tuple(relabelled(node, named) for node in part.items)) if named else part


def claim_braces(progress: Progress, statement: Statement, context: Context) -> None:
    """A brace with a name that is defined elsewhere claims that its content is that."""
    for brace in (brace for part in statement.parts for brace in braces(part.items)):
        if is_comment(brace.label) or any(
            claim.place == progress.place(brace.span)
            and (claim.role is Role.DEFINITION or claim.reading is Reading.NAMES_A_PART)
            for claim in progress.claims
        ):
            continue
        label, remarks = progress.value(part_of(brace.label))
        content, more = progress.value(part_of(brace.content))
        progress.add(
            brace.span,
            compared("=", content, label),
            Role.FACT,
            asks=(None, Equal(content, label)),
            conditions=context.conditions,
            remarks=[*remarks, *more, "the brace claims that its content is what its label says"],
        )
