"""Statements become claims: definitions, facts, equations that are given or follow, solutions, updates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import sympy
from sympy import Add, Derivative, Eq, Integer, MatAdd, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Equal, Equivalent, Implies, Question, Reading, Role, SameRoots
from checker.objects import Gradient
from checker.read.building import is_matrix
from checker.read.chains import UP_TO_A_CONSTANT, chosen, implied, numbers_known, rests_on, take_step
from checker.read.cues import CHECKS, CHOOSES, CONCLUDES, CONDITIONS, DEFINES, FRESH, GIVES, PLACE, UPDATES
from checker.read.definitions import Head, braces, called, head, is_comment, relabelled
from checker.read.equations import SOLVES, WORKED, is_given
from checker.read.instances import put_in
from checker.read.items import Item
from checker.read.ledger import Kind, Meaning, function, real
from checker.read.progress import Chain, Premise, Progress, put
from checker.read.relations import COMPARISONS, ORDERS, compared, digits_written, integrated_by
from checker.read.solutions import satisfies, solution_questions, unknown
from checker.read.statements import Part, Statement
from checker.read.syntax import SyntaxFault
from checker.written import Row, Span

GIVEN = "given, not claimed"


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a statement: its item, its conditions, and the arrow after it."""

    item: Item
    conditions: tuple[Basic, ...]
    next_arrow: str
    also: tuple[Part, ...] = ()  # names that a condition is on besides its own

    @property
    def cue(self) -> str:
        """The words of its sentence so far."""
        return self.item.sentence

    @property
    def leads_on(self) -> bool:
        """Is it the premise of an arrow?"""
        return self.next_arrow in {"=>", "<=>"}


# --- definitions -------------------------------------------------------------------------------


def is_definition(progress: Progress, statement: Statement, context: Context) -> bool:
    """Does the statement say what a name, or a function, shall mean?"""
    found = head(statement.parts[0])
    if found is None or statement.links[0].relation not in {"=", ":="}:
        return False
    if statement.links[0].relation == ":=":
        return True
    if _redefines(progress, found, statement, context) or _subject(progress, found) in progress.hoisted:
        return True
    if _is_defined(progress, found.name):
        return False
    known = progress.ledger.meaning(found.name)
    if found.parameters is None and not _depends(progress, found, statement):
        return False
    if found.parameters is not None:
        return _defines_function(progress, found, known, statement)
    if known is not None and known.kind is Kind.FUNCTION:
        return bool(known.arguments) and not _is_sought(progress, known)
    if known is not None and known.kind is Kind.CONSTANT:
        return False
    if _subject(progress, found) in {n for premise in progress.premises for n in premise.names}:
        return False
    return not progress.mentioned(found.name) or _subject(progress, found) in progress.hoisted


def _depends(progress: Progress, found: Head, statement: Statement) -> bool:
    """Is a name said to be something of other names, or a matrix? One that is a number is so from here on only."""
    value, _ = progress.value(statement.parts[1])
    return is_matrix(value) or value.has(*WORKED) or bool(value.free_symbols - {real(found.name)})


def _defines_function(progress: Progress, found: Head, known: Meaning | None, statement: Statement) -> bool:
    if known is not None and known.kind is not Kind.FUNCTION:
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
    elsewhere = elsewhere and not CHECKS.search(context.cue)
    anew = bool(FRESH.search(context.item.lead)) and bool(DEFINES.search(context.item.lead))
    if not elsewhere and not anew:
        return False
    subject = _subject(progress, found)
    value, _ = progress.value(statement.parts[1])
    return not progress.proved(Equal(subject, value), context.conditions)


def _subject(progress: Progress, found: Head) -> Basic:
    """The object that a definition's left side is."""
    known = progress.ledger.meaning(found.name)
    if found.parameters is not None:
        made = known.object if known is not None and known.kind is Kind.FUNCTION else function(found.name)
        return made(*_parameters(progress, found.parameters))
    if known is None:
        return real(found.name)
    return known.object(*known.arguments) if known.kind is Kind.FUNCTION else known.object


def _parameters(progress: Progress, names: Sequence[str]) -> tuple[Basic, ...]:
    meanings = [progress.ledger.meaning(name) for name in names]
    return tuple(
        meaning.object if meaning is not None and meaning.kind is not Kind.FUNCTION else real(name)
        for name, meaning in zip(names, meanings, strict=True)
    )


def define(progress: Progress, statement: Statement, context: Context) -> None:
    """A definition, and what its chain goes on to."""
    found = head(statement.parts[0])
    assert found is not None
    if _is_defined(progress, found.name) and _subject(progress, found) not in progress.hoisted:
        progress.close()
        progress.forget_called(found.name)
    subject = _subject(progress, found)
    progress.hoisted.discard(subject)
    part = statement.parts[1]
    made = _meaning_of(progress, found, subject)
    ledger = progress.ledger
    if isinstance(subject, AppliedUndef):
        progress.ledger = ledger.with_meaning(found.name, made)  # a function may speak of itself
    value, remarks = progress.value(_with_labels(progress, part))
    if is_matrix(value) and isinstance(subject, Symbol):
        subject = sympy.MatrixSymbol(found.name, *value.shape)
        made = Meaning(Kind.MATRIX, subject, "it is defined here")
    progress.ledger = progress.ledger.with_meaning(found.name, made)
    if not value.has(subject):
        progress.ledger = progress.ledger.with_definition(subject, value)
    progress.defined_at[found.name] = context.item.marks
    span = Span(statement.parts[0].span.start, part.span.end)
    claim = progress.add(
        span, compared("=", subject, value), Role.DEFINITION, conditions=context.conditions, remarks=remarks
    )
    progress.open(subject, value, claim.name)
    progress.ledger = replace(progress.ledger, operand=subject)
    go_on(progress, statement, 1, context)


def hoist(progress: Progress, statement: Statement) -> None:
    """What "where …" defines, made known to the lines before it."""
    found = head(statement.parts[0])
    assert found is not None
    subject = _subject(progress, found)
    value, _ = progress.value(statement.parts[1])
    if is_matrix(value) or not value.free_symbols or value.has(subject):
        return
    if isinstance(subject, AppliedUndef):
        progress.ledger = progress.ledger.with_meaning(found.name, _meaning_of(progress, found, subject))
    elif not isinstance(subject, Symbol):
        return
    progress.ledger = progress.ledger.with_definition(subject, value)
    progress.hoisted.add(subject)


def _meaning_of(progress: Progress, found: Head, subject: Basic) -> Meaning:
    if isinstance(subject, AppliedUndef):
        return Meaning(Kind.FUNCTION, subject.func, "it is defined here", subject.args)
    known = progress.ledger.meaning(found.name)
    return known or Meaning(Kind.SCALAR, subject, "it is defined here")


def is_substitution(statement: Statement) -> bool:
    """a = b = x, all of them names: one is put for the others."""
    names = [head(part) for part in statement.parts]
    plain = all(name is not None and name.parameters is None for name in names)
    return plain and len(names) > 2 and all(link.relation == "=" for link in statement.links)


def substitute(progress: Progress, statement: Statement, context: Context) -> None:
    """What is put for names is given, in its sentence."""
    values = [progress.value(part)[0] for part in statement.parts]
    made = sympy.And(*(compared("=", one, values[-1]) for one in values[:-1]), evaluate=False)
    claim = progress.add(
        statement.span, made, Role.EQUATION, conditions=context.conditions, remarks=[GIVEN]
    )
    progress.premises.append(Premise(made, claim.name, given=True, local=True))
    progress.chain = None


# --- chains ------------------------------------------------------------------------------------


def go_on(progress: Progress, statement: Statement, k: int, context: Context) -> None:
    """The links from the k-th on, each a step of the chain at hand."""
    pairs = list(zip(statement.links, statement.parts[1:], strict=True))[k:]
    for link, part in pairs:
        if link.relation == "=" and _is_zero(part) and _sets_to_zero(progress, context):
            chain = progress.chain
            assert chain is not None
            span = Span(link.span.start, part.span.end)
            equate(progress, span, chain.value, Integer(0), context, ("set to zero",), anew=True)
            set_to_zero(progress, chain)
        else:
            take_step(progress, part, link, context.conditions)


def set_to_zero(progress: Progress, chain: Chain) -> None:
    """What is given is that the subject is zero; that what it came to is zero follows."""
    zero = Integer(0)
    progress.premises = [p for p in progress.premises if not (p.given and p.relation == Eq(chain.value, zero, evaluate=False))]
    if chain.subject != chain.value:
        progress.premises.append(Premise(Eq(chain.subject, zero, evaluate=False), chain.first, given=True, hidden=True))
        progress.premises.append(Premise(Eq(chain.value, zero, evaluate=False), chain.last, given=False))
    else:
        progress.premises.append(Premise(Eq(chain.value, zero, evaluate=False), chain.last, given=True))


def _is_zero(part: Part) -> bool:
    return len(part.items) == 1 and getattr(part.items[0], "text", "") == "0"


def _sets_to_zero(progress: Progress, context: Context) -> bool:
    """A derivative, or anything that a solution or an arrow follows, is set to zero, unless it is 0."""
    chain = progress.chain
    if chain is None or chain.equation or not chain.value.free_symbols:
        return False
    natural = isinstance(chain.subject, Derivative | Gradient) or SOLVES.search(context.cue) or context.leads_on
    return bool(natural) and not progress.proved(Equal(chain.value, Integer(0)), context.conditions)


def alone(progress: Progress, statement: Statement, context: Context, goes_on: bool) -> None:
    """An expression without a relation opens a chain, or goes on with one after "is" and the like."""
    part = statement.parts[0]
    if goes_on and progress.chain is not None and not progress.chain.equation and head(part) is None:
        take_step(progress, part, None, context.conditions, ("“=” is said in words",))
        return
    if not progress.display:
        return
    value, remarks = progress.value(part)
    claim = progress.add(part.span, value, Role.ROOT, conditions=context.conditions, remarks=remarks)
    progress.open(value, value, claim.name)
    progress.ledger = replace(progress.ledger, operand=_undifferentiated(value))


def _undifferentiated(value: Basic) -> Basic:
    return value.args[0] if isinstance(value, Derivative | Gradient) else value


# --- assertions --------------------------------------------------------------------------------


def assert_(progress: Progress, statement: Statement, context: Context) -> None:
    """A statement with a relation that is no definition: a fact, an equation, or a consequence."""
    left, remarks = progress.value(statement.parts[0])
    relation = statement.links[0].relation
    if _is_beside(progress, left, statement, context):
        value, more = progress.value(statement.parts[1])
        progress.add(
            statement.span, compared("=", left, value), Role.EQUATION, conditions=context.conditions,
            remarks=[*remarks, *more, GIVEN],
        )
        return
    if _continues(progress, left, statement, context):
        progress.chain = _restated(progress, progress.chains[left], statement, context)
        go_on(progress, statement, 0, context)
        return
    if context.item.arrow in {"=>", "<=>", "so"} and len(statement.links) > 1 and progress.premises:
        if all(link.relation in ORDERS for link in statement.links):
            bound(progress, statement, context)
            return
    right, more = progress.value(statement.parts[1])
    said = (*remarks, *more)
    span = Span(statement.parts[0].span.start, statement.parts[1].span.end)
    if relation == "<-" or (relation == "=" and _is_update(progress, left, right, context)):
        update(progress, statement, left, right, span, said, context)
        return
    if left == 0 and relation == "=" and _sets_chain_to_zero(progress, right, span, said, context):
        return
    digits = digits_written(statement.parts[1].items)
    if relation == "~" and _is_rounded_name(progress, left, right, digits):
        claim = progress.add(
            span, compared("=", left, right), Role.DEFINITION, conditions=context.conditions,
            remarks=[*said, "a rounded value, taken as given"],
        )
        progress.chain = Chain(right, right, claim.name, claim.name)
        go_on(progress, statement, 1, context)
        return
    asked = chosen(progress, relation, left, right, digits, context.conditions)
    if asked is None:
        what = "≈ without digits" if relation == "~" else "a relation of matrices"
        raise SyntaxFault(statement.links[0].span.start, what, "a relation of numbers", "this is not asked")
    arrow = context.item.arrow
    if relation == "=" and left in progress.facts and _put_in_for_name(progress, left, right, span, said, context):
        go_on(progress, statement, 1, context)
        return
    given = not progress.proved(asked, context.conditions) and _is_premise(progress, left, right, relation, context)
    if given:
        equate(progress, span, left, right, context, (*said, GIVEN), relation=relation, given=True)
    elif arrow in {"=>", "<=>", "so"} and progress.premises:
        equate(progress, span, left, right, context, said, relation=relation)
    elif _rests_on_premises(progress, left, right, relation, context):
        equate(progress, span, left, right, context, said, relation=relation)
    else:
        fact(progress, span, left, right, relation, asked, context, said)
    go_on(progress, statement, 1, context)


def _is_beside(progress: Progress, left: Basic, statement: Statement, context: Context) -> bool:
    """y = x² in "between y = x and y = x²": another thing of the same name."""
    beside = re.fullmatch(r"[\s,;]*(and|or|versus|vs\.?)[\s,;]*", context.item.lead)
    if beside is None or not isinstance(left, Symbol) or left not in progress.chains or len(statement.links) != 1:
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


def bound(progress: Progress, statement: Statement, context: Context) -> None:
    """2 < x < 3 as what follows from an inequality: both hold."""
    values = [progress.value(part)[0] for part in statement.parts]
    pairs = zip(values, statement.links, values[1:], strict=False)
    made = sympy.And(*(compared(link.relation, a, b) for a, link, b in pairs), evaluate=False)
    conclude(progress, statement.span, made, context, ())


def _restated(progress: Progress, chain: Chain, statement: Statement, context: Context) -> Chain:
    """The chain of a subject that is written anew: from its beginning, where what is said of it is true by itself."""
    if chain.equation or statement.links[0].relation != "=":
        return chain
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
    if statement.links[0].relation != "=" or len(statement.links) > 1:
        return True
    value, _ = progress.value(statement.parts[1])
    chain = progress.chains[left]
    if isinstance(left, Symbol) and not value.free_symbols and not chain.value.free_symbols:
        return progress.proved(Equal(chain.value, value), context.conditions) or not CHOOSES.search(context.item.lead)
    if value.free_symbols or not chain.value.free_symbols:
        return True
    if _is_zero(statement.parts[1]) and isinstance(left, Derivative | Gradient):
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
    claim = progress.add(
        span,
        compared(relation, left, right),
        Role.FACT,
        asks=(None, asked),
        conditions=context.conditions,
        remarks=notes,
    )
    if relation == "=" and isinstance(left, Derivative | AppliedUndef | Symbol):
        progress.facts[left] = right
    progress.open(left, right, claim.name, relation)


# --- equations ---------------------------------------------------------------------------------


def _is_premise(progress: Progress, left: Basic, right: Basic, relation: str, context: Context) -> bool:
    """Is it given, rather than claimed? It is not proved."""
    item = context.item
    if relation == "~":
        return False
    if item.arrow in {"=>", "<=>", "so"} and progress.premises:
        return False
    cue = item.sentence
    defined = [name for name, _ in progress.ledger.definitions]
    if relation == "=" and isinstance(left, Symbol) and right.is_number and CHOOSES.search(item.lead):
        return True
    if relation != "=":
        conditional = CONDITIONS.search(item.lead) or SOLVES.search(cue)
        return bool(left.free_symbols | right.free_symbols) and bool(context.leads_on or conditional)
    introduced = right.free_symbols - left.free_symbols
    ansatz = _new(introduced, progress) and not right.has(*WORKED) and not left.has(*WORKED) and bool(left.free_symbols)
    if not (context.leads_on or ansatz or is_given(left, right, cue, defined)):
        return False
    premises = progress.relevant(left, right)
    if not premises:
        return True
    names = left.free_symbols | right.free_symbols
    held = {name for premise in premises for name in premise.relation.free_symbols}
    meanings = dict(progress.ledger.definitions)
    held |= {name for known in meanings for name in known.free_symbols if known in held}
    if _new(names - held, progress):
        return True
    givens = [premise for premise in premises if premise.given]
    free = {name for name in held if name not in meanings}
    underdetermined = len(givens) < len(free)
    derived = CONCLUDES.search(item.lead) and not GIVES.search(item.lead)
    if not underdetermined or derived:
        return False
    joined = item.statement is not None and (item.statement.joined or not item.first)
    solved = isinstance(left, Symbol) and bool(right.free_symbols) and not joined
    return not solved or bool(GIVES.search(item.lead))


def _new(names: set[Basic], progress: Progress) -> bool:
    """Is one of the names none that a line before holds?"""
    return any(not progress.mentioned(str(name)) for name in names)


def _rests_on_premises(progress: Progress, left: Basic, right: Basic, relation: str, context: Context) -> bool:
    """Is it an equation that holds where those before do, rather than everywhere?"""
    if relation == "~" or not progress.relevant(left, right):
        return False
    defined = [name for name, _ in progress.ledger.definitions]
    if relation == "=" and not is_given(left, right, context.cue, defined) and not left.has(Derivative):
        return not progress.proved(Equal(left, right), context.conditions) and not _is_identity_like(left, right)
    return not progress.proved(Equal(left, right) if relation == "=" else None, context.conditions)


def _is_identity_like(left: Basic, right: Basic) -> bool:
    return left.free_symbols == right.free_symbols


def equate(
    progress: Progress,
    span: Span,
    left: Basic,
    right: Basic,
    context: Context,
    remarks: Sequence[str] = (),
    relation: str = "=",
    given: bool = False,
    anew: bool = False,
) -> None:
    """An equation or inequality that is given, or follows from those before."""
    made = compared(relation, left, right)
    conclude(progress, span, made, context, remarks, given=given, anew=anew)
    name = progress.claims[-1].name
    progress.open(left, right, name, relation, equation=relation == "=" and left == 0)
    if given and relation == "=" and left != 0:
        progress.chain = progress.chains[left] = Chain(right, right, name, name)
    if relation == "=" and isinstance(left, Derivative | Symbol):
        progress.facts[left] = right


def conclude(
    progress: Progress,
    span: Span,
    made: Basic,
    context: Context,
    remarks: Sequence[str],
    given: bool = False,
    anew: bool = False,
) -> None:
    """A relation that is given, or follows from those before; later lines may rest on it."""
    follows: Question | None = None
    true: Question | None = None
    premises = [] if anew else progress.relevant(made)
    if given or not premises:
        given = True
        progress.premises = [p for p in progress.premises if not _supersedes(made, p)]
    else:
        made_of = _differentiated_conclusion(progress, premises, made)
        if made_of is not None:
            remarks = [*remarks, "up to a constant: both sides are differentiated"]
            asked = implied(progress, [*premises, Premise(made, "", given=False)], made_of, context.conditions)
            _add_conclusion(progress, span, made, context, remarks, premises, (asked, asked))
            return
        follows = _follows(progress, premises, made, context)
        originals = [premise for premise in premises if premise.given]
        premises = [premise for premise in premises if not premise.hidden] or premises
        true = progress.chosen([implied(progress, originals, made, context.conditions), implied(progress, premises, made, context.conditions)], context.conditions)
    _add_conclusion(progress, span, made, context, remarks, premises, (follows, true), given)


def _differentiated_conclusion(progress: Progress, premises: Sequence[Premise], made: Basic) -> Basic | None:
    """What a solution of a differential equation that a new constant is free in says once it is differentiated."""
    if not isinstance(made, Eq) or made.has(Derivative):
        return None
    sought = {d.expr for p in premises for d in p.relation.atoms(Derivative) if made.has(d.expr)}
    held = {name for premise in premises for name in premise.relation.free_symbols}
    if len(sought) != 1 or not _new(made.free_symbols - held, progress):
        return None
    (function_of,) = sought
    if not isinstance(function_of, AppliedUndef) or len(function_of.args) != 1:
        return None
    (variable,) = function_of.args
    return Eq(made.lhs.diff(variable), made.rhs.diff(variable), evaluate=False)


def _add_conclusion(
    progress: Progress,
    span: Span,
    made: Basic,
    context: Context,
    remarks: Sequence[str],
    premises: Sequence[Premise],
    asks: tuple[Question | None, Question | None],
    given: bool = False,
) -> None:
    claim = progress.add(
        span,
        made,
        Role.EQUATION,
        given=[premise.claim for premise in premises[-1:]],
        asks=asks,
        conditions=context.conditions,
        remarks=[*remarks, *_arrow_remark(context, premises)],
    )
    local = given and bool(PLACE.search(context.item.lead)) and _is_value(made)
    progress.premises.append(Premise(made, claim.name, given, local))


def _is_value(made: Basic) -> bool:
    return isinstance(made, Eq) and isinstance(made.lhs, Symbol) and not made.rhs.free_symbols


def _supersedes(made: Basic, premise: Premise) -> bool:
    """x = 3 takes the place of x = 2."""
    old = premise.relation
    return isinstance(made, Eq) and isinstance(old, Eq) and isinstance(made.lhs, Symbol) and old.lhs == made.lhs


def _follows(progress: Progress, premises: Sequence[Premise], made: Basic, context: Context) -> Question | None:
    """From the last line by its arrow; where no arrow is, from the last, or from all."""
    if context.item.arrow == "<=>":
        found = implied(progress, premises[-1:], made, context.conditions)
        return Equivalent(found.premise, found.conclusion) if isinstance(found, Implies) else None
    shown = [premise for premise in premises if not premise.hidden]
    parts = [shown[-k:] for k in (1, 2, 3) if k < len(shown)]
    return progress.chosen(
        [implied(progress, part, made, context.conditions) for part in (*parts, shown)], context.conditions
    )


def _arrow_remark(context: Context, premises: Sequence[Premise]) -> list[str]:
    arrow = context.item.arrow
    if not premises or arrow not in {"=>", "<=>"}:
        return []
    return ["⇔: both ways" if arrow == "<=>" else "⇒: from the line before"]


def _sets_chain_to_zero(
    progress: Progress, right: Basic, span: Span, remarks: Sequence[str], context: Context
) -> bool:
    """`0 = …` after a derivative: what the chain came to is set to zero."""
    chain = progress.chain
    if chain is None or chain.equation or not isinstance(chain.subject, Derivative | Gradient):
        return False
    if is_matrix(chain.subject) != is_matrix(right):
        return False
    asks = (SameRoots(chain.value, right), SameRoots(chain.subject, right))
    if not any(progress.proved(asked, context.conditions) for asked in asks) and not SOLVES.search(context.cue):
        names = chain.value.free_symbols & right.free_symbols
        if not names:
            return False
    made = Eq(Integer(0), right, evaluate=False)
    claim = progress.add(
        span,
        made,
        Role.EQUATION,
        given=(chain.last,),
        root=(chain.first,),
        asks=asks,
        conditions=context.conditions,
        remarks=remarks,
    )
    progress.premises = [Premise(made, claim.name, given=True)]
    progress.open(Integer(0), right, claim.name, equation=True)
    return True


def sign_free(progress: Progress, statements: Sequence[Statement], context: Context) -> bool:
    """x = ±1, where nothing is there that it follows from, is given: one of both. False where it is something else."""
    values = [[progress.value(part)[0] for part in each.parts] for each in statements]
    relations = [compared("=", *sides) for sides in values if len(sides) == 2]
    if len(relations) != 2 or not all(isinstance(r.lhs, Symbol) for r in relations) or progress.relevant(*relations):
        return False
    if any(link.relation != "=" for each in statements for link in each.links):
        return False
    whole = sympy.Or(*relations, evaluate=False)
    conclude(progress, statements[0].span, whole, context, (GIVEN,), given=True)
    return True


def is_disjunction(progress: Progress, group: Sequence[Statement]) -> bool:
    """Are they equations or inequalities that follow together, as 2x − 3 = 5 or 2x − 3 = −5?"""
    if any(len(each.links) != 1 or each.links[0].relation not in COMPARISONS for each in group):
        return False
    values = [progress.value(part)[0] for each in group for part in each.parts]
    return bool(progress.relevant(*values))


def disjoin(progress: Progress, group: Sequence[tuple[Item, Statement]], context: Context) -> None:
    """Statements of which one holds, where what was before does."""
    relations = []
    for _, statement in group:
        left, right = (progress.value(part)[0] for part in statement.parts)
        relations.append(compared(statement.links[0].relation, left, right))
    whole = sympy.Or(*relations, evaluate=False)
    premises = progress.relevant(whole)
    follows = _follows(progress, premises, whole, context)
    true = progress.chosen([implied(progress, [p for p in premises if p.given], whole, context.conditions), follows], context.conditions)
    for (item, statement), relation in zip(group, relations, strict=True):
        progress.formula = item.formula
        claim = progress.add(
            statement.span,
            relation,
            Role.EQUATION,
            given=[premise.claim for premise in premises[-1:]],
            asks=(follows, true),
            conditions=context.conditions,
            remarks=["one of these holds"],
        )
    progress.premises.append(Premise(whole, claim.name, given=False))
    progress.chain = None


# --- solutions ---------------------------------------------------------------------------------


def is_solution(progress: Progress, statement: Statement) -> Basic | None:
    """The unknown of which a statement gives a value, where the value may follow from the equations so far."""
    if not statement.links or statement.links[0].relation != "=" or head(statement.parts[0]) is None:
        return None
    try:
        left, _ = progress.value(statement.parts[0])
    except SyntaxFault:
        return None
    return unknown(progress, left)


def solve(progress: Progress, name: Basic, group: Sequence[tuple[Item, Statement]], context: Context) -> bool:
    """The values of one unknown, each a claim; False where they are given rather than found."""
    first_values = [progress.value(_value_part(statement)) for _, statement in group]
    values = [value for value, _ in first_values]
    if any(value.has(name) for value in values) or _is_put_in(progress, name, values):
        return False
    if isinstance(name, AppliedUndef) and not _is_algebraic(progress, name):
        asks = satisfies(progress, name, values[0])
    else:
        if _is_deviation(progress, name):
            context = replace(context, conditions=(*context.conditions, sympy.Ge(name, 0)))
        asks = solution_questions(progress, name, values, context.conditions)
        if not any(progress.proved(asked, context.conditions) for asked in asks) and _is_assumed(
            progress, name, values, context
        ):
            return False
    stated = [compared("=", name, value) for value in values]
    for (item, statement), relation, (_, remarks) in zip(group, stated, first_values, strict=True):
        progress.formula = item.formula
        part = _value_part(statement)
        start = statement.parts[0].span.start
        claim = progress.add(
            Span(start, part.span.end),
            relation,
            Role.SOLUTION,
            given=[premise.claim for premise in progress.relevant(name)[-1:]],
            asks=asks,
            conditions=context.conditions,
            remarks=remarks,
        )
    progress.premises.append(
        Premise(stated[0] if len(stated) == 1 else sympy.Or(*stated, evaluate=False), claim.name, given=False)
    )
    if isinstance(name, AppliedUndef) and not _is_algebraic(progress, name):
        progress.premises = []
        progress.ledger = progress.ledger.with_definition(name, values[0])
    elif len(values) == 1:
        progress.facts[name] = values[0]
        if all(progress.proved(asked, context.conditions) for asked in asks):
            progress.solved.add(name)
    progress.open(name, values[-1], claim.name)
    _rest_of_solution(progress, name, group[-1][1], asks, context)
    return True


def _is_put_in(
    progress: Progress, name: Basic, values: Sequence[Basic]) -> bool:
    """h = 330/(π 3.745²) after h = 330/(π r²): a number is put in for r."""
    if name not in progress.facts or len(values) > 1:
        return False
    return put_in(progress.facts[name], values[0]) is not None


def _is_deviation(progress: Progress, name: Basic) -> bool:
    """σ, where σ² is given, is not negative by convention."""
    return str(name).split("_")[0] == "sigma" and any(p.relation.has(sympy.Pow(name, 2)) for p in progress.premises)


def _value_part(statement: Statement) -> Part:
    return statement.parts[1] if statement.links else statement.parts[0]


def _is_algebraic(progress: Progress, name: Basic) -> bool:
    """Is a function's value sought in equations that hold no derivative of it?"""
    return not any(premise.relation.has(Derivative) for premise in progress.premises if premise.relation.has(name))


def _is_assumed(progress: Progress, name: Basic, values: Sequence[Basic], context: Context) -> bool:
    """R = 8.314, with PV = nRT: a value that nothing so far settles is given."""
    if len(values) > 1:
        return False
    defined = dict(progress.ledger.definitions)
    premises = progress.relevant(name)
    held = {symbol for premise in premises for symbol in premise.relation.free_symbols}
    givens = [premise for premise in premises if premise.given]
    if CHOOSES.search(context.item.lead) and not values[0].free_symbols:
        return True
    foreign = _new(values[0].free_symbols - held, progress)
    open_names = {symbol for symbol in held if symbol not in defined}
    number = not values[0].free_symbols and len(givens) < len(open_names)
    concluded = context.item.arrow in {"=>", "<=>", "so"} or (
        CONCLUDES.search(context.item.lead) and not GIVES.search(context.item.lead)
    )
    return (foreign or number) and not concluded


def _rest_of_solution(
    progress: Progress,
    name: Basic,
    statement: Statement,
    asks: tuple[Question | None, Question | None],
    context: Context,
) -> None:
    """x = a = b: that a is b follows by itself; that it is true is that b solves the equation."""
    for link, part in list(zip(statement.links, statement.parts[1:], strict=True))[1:]:
        chain = progress.chain
        assert chain is not None
        if link.relation != "=":
            take_step(progress, part, link, context.conditions)
            continue
        value, remarks = progress.value(part)
        follows = chosen(progress, "=", chain.value, value, None, context.conditions)
        premises, facts = progress.premises, dict(progress.facts)
        progress.premises = premises[:-1]
        _, true = solution_questions(progress, name, [value], context.conditions)
        if progress.proved(asks[1], context.conditions) and not progress.proved(true, context.conditions):
            true = follows
        progress.premises, progress.facts = premises, facts
        claim = progress.add(
            Span(link.span.start, part.span.end),
            compared("=", name, value),
            Role.SOLUTION,
            given=(chain.last,),
            root=(chain.first,),
            asks=(follows, true),
            conditions=context.conditions,
            remarks=remarks,
        )
        progress.facts[name] = value
        progress.go_to(replace(chain, value=value, last=claim.name))


# --- updates -----------------------------------------------------------------------------------


def _is_update(progress: Progress, left: Basic, right: Basic, context: Context) -> bool:
    """w = w + …: the name alone is a term of what it becomes."""
    if not isinstance(left, Symbol | sympy.MatrixSymbol) or not right.has(left) or SOLVES.search(context.item.lead):
        return False
    term = isinstance(right, Add | MatAdd) and left in right.args
    return term or bool(UPDATES.search(context.cue))


def update(
    progress: Progress,
    statement: Statement,
    left: Basic,
    right: Basic,
    span: Span,
    remarks: Sequence[str],
    context: Context,
) -> None:
    """An update: nothing is claimed of it; what its chain goes on to is the name's new value."""
    claim = progress.add(
        span,
        compared("=", left, right),
        Role.DEFINITION,
        conditions=context.conditions,
        reading=Reading.UPDATES,
        remarks=[*remarks, f"“=” stands for an update: the new {left}"],
    )
    progress.open(right, right, claim.name)
    for link, part in list(zip(statement.links, statement.parts[1:], strict=True))[1:]:
        _step_of_update(progress, part, link, context)
    chain = progress.chain
    assert chain is not None
    progress.close()
    progress.forget(left)
    if not chain.value.has(left):
        progress.ledger = progress.ledger.with_definition(left, chain.value)


def _step_of_update(progress: Progress, part: Part, link: object, context: Context) -> None:
    """A step with numbers for names of which no value is known puts them in."""
    chain = progress.chain
    assert chain is not None
    value, remarks = progress.value(part)
    known = {name for name, _ in progress.ledger.definitions}
    unknown_names = {name for name in chain.value.free_symbols if name not in known}
    if not value.free_symbols and unknown_names and put_in(chain.value, value) is None:
        claim = progress.add(
            part.span,
            compared("=", chain.subject, value),
            Role.DEFINITION,
            conditions=context.conditions,
            remarks=[*remarks, "numbers are put in for " + ", ".join(sorted(map(str, unknown_names)))],
        )
        progress.open(value, value, claim.name)
        return
    take_step(progress, part, link, context.conditions)  # type: ignore[arg-type]


# --- braces ------------------------------------------------------------------------------------


def name_braces(progress: Progress, statement: Statement, context: Context, defined: set[str]) -> None:
    """What a brace names is defined by it, unless it is defined elsewhere."""
    for brace in (brace for part in statement.parts for brace in braces(part.items)):
        if is_comment(brace.label):
            continue
        found = head(_part_of(brace.label))
        if found is None or _is_defined(progress, found.name) or found.name in defined:
            continue
        subject = _subject(progress, found)
        value, remarks = progress.value(_part_of(brace.content))
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
        for found in [head(_part_of(brace.label))]
        if not is_comment(brace.label) and found is not None and _is_defined(progress, found.name)
        if any(c.place == progress.place(brace.span) for c in progress.claims)
    }
    return replace(part, items=tuple(relabelled(node, named) for node in part.items)) if named else part


def claim_braces(progress: Progress, statement: Statement, context: Context) -> None:
    """A brace with a name that is defined elsewhere claims that its content is that."""
    for brace in (brace for part in statement.parts for brace in braces(part.items)):
        if is_comment(brace.label) or any(
            claim.place == progress.place(brace.span) and claim.role is Role.DEFINITION for claim in progress.claims
        ):
            continue
        label, remarks = progress.value(_part_of(brace.label))
        content, more = progress.value(_part_of(brace.content))
        progress.add(
            brace.span,
            compared("=", content, label),
            Role.FACT,
            asks=(None, Equal(content, label)),
            conditions=context.conditions,
            remarks=[*remarks, *more, "the brace claims that its content is what its label says"],
        )


def _part_of(node: object) -> Part:
    items = node.items if isinstance(node, Row) else (node,)
    return Part(items, node.span)  # type: ignore[attr-defined,arg-type]
