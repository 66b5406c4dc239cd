"""Equations and inequalities that are given, and those that follow from what was before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import sympy
from sympy import Derivative, Eq, Indexed, Integer, MatMul, MatrixSymbol, Pow, Rational, Sum, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Equal, Equivalent, Holds, Implies, Question, Role, SameRoots
from checker.objects import Gradient
from checker.read.building import is_matrix
from checker.read.chains import implied
from checker.read.claimed import is_integrated, is_worked_out
from checker.read.conditional import SOUGHT
from checker.read.context import GIVEN, Context
from checker.read.cues import (
    AT,
    CHOOSES,
    COMPARES,
    CONCLUDES,
    CONDITIONS,
    DIFFERENTIATED,
    GIVES,
    OPENED_CASE,
    PLACE,
    SHIFTS,
    STARTS,
    SUPPOSES,
    TO_ZERO,
)
from checker.read.definitions import head, is_item, with_instances
from checker.read.doubts import names_in
from checker.read.equations import SOLVES, WORKED, is_given
from checker.read.initial_values import of_relation
from checker.read.integrated import ALONG_SOLUTION, LEFT_TO_THE_START, UP_TO_A_CONSTANT, along_solution, rate, sought_in
from checker.read.new_names import is_abbreviated, is_new, is_new_product
from checker.read.other_optima import leave_other_optimum
from checker.read.progress import Chain, Premise, Progress
from checker.read.putting import put
from checker.read.relations import compared
from checker.read.rounding import number_of
from checker.read.sequences import left_open
from checker.read.statements import Statement
from checker.read.units import names_beside_units
from checker.written import Span


def is_premise(progress: Progress, left: Basic, right: Basic, relation: str, context: Context) -> bool:
    """Is it given, rather than claimed? It is not proved."""
    item = context.item
    if relation == "~":
        return False
    if item.arrow in {"=>", "<=>", "so"} and progress.premises:
        return False
    cue = item.sentence
    if OPENED_CASE.search(cue):
        return False
    defined = [name for name, _ in progress.ledger.definitions]
    if relation == "=" and isinstance(left, Symbol) and not names_beside_units(right) and CHOOSES.search(item.lead):
        return True
    if relation == "=" and _is_in_case(progress, left, right, context):
        return True
    if relation == "=" and right.is_number and left_open(progress, left) is not None:
        return True
    if relation == "=" and ((left.is_number and right.is_number) or is_item(left, progress.ledger.definitions)):
        return False
    if relation == "=" and COMPARES.search(item.lead) and len(left.free_symbols | right.free_symbols) > 1:
        return True
    if relation == "=" and (is_new_product(progress, left, right) or is_abbreviated(progress, context)):
        return True
    if relation == "=" and right == 0 and TO_ZERO.search(item.lead) and DIFFERENTIATED.search(cue):
        return True  # it says what the derivative is that is set to zero
    if relation == "=" and right == 0 and isinstance(left, Derivative) and context.leads_on and not item.arrow:
        return True  # "h′(x) = 0 ⇒ 16x = 4": of the x that is sought
    if relation == "=" and (is_integrated(progress, left, right, context) or is_worked_out(progress, left, right)):
        return False
    if relation != "=":
        if _is_of_unknown(progress, left):
            return True
        conditional = CONDITIONS.search(item.lead) or SOLVES.search(cue)
        return bool(left.free_symbols | right.free_symbols) and bool(context.leads_on or conditional)
    introduced = right.free_symbols - left.free_symbols
    ansatz = (
        is_new(introduced, progress) and not right.has(*WORKED) and not left.has(*WORKED) and bool(left.free_symbols)
    )
    if not (context.leads_on or ansatz or is_given(left, right, cue, [*defined, *_within(progress, left, right)])):
        return False
    premises = progress.relevant(left, right)
    if not premises:
        return True
    names = names_in(left) | names_in(right)
    held = {name for premise in premises for name in premise.names}
    meanings = dict(progress.ledger.definitions)
    held |= {name for known in meanings for name in known.free_symbols if known in held}
    if is_new(names - held, progress):
        return True
    givens = [premise for premise in premises if premise.given]
    free = {name for name in held if name not in meanings}
    underdetermined = len(givens) < len(free)
    derived = TO_ZERO.search(item.lead) or (
        (CONCLUDES.search(item.lead) or _is_of_case(progress, context)) and not GIVES.search(item.lead)
    )
    if not underdetermined or derived:
        return False
    joined = item.statement is not None and (item.statement.joined or not item.first)
    solved = isinstance(left, Symbol) and bool(names_beside_units(right)) and not joined
    return not solved or bool(GIVES.search(item.lead))


def _within(progress: Progress, left: Basic, right: Basic) -> set[Basic]:
    """The m that E(v + u) − E(v) = ½mu² holds on the left too, where E(v) = ½mv²; of sides that share a name, as u."""
    if not left.free_symbols & right.free_symbols:
        return set()
    called = {part.func for side in (left, right) for part in side.atoms(AppliedUndef)}
    known = [pair for pair in progress.ledger.definitions if isinstance(pair[0], AppliedUndef)]
    return {name for one, body in known if one.func in called for name in body.free_symbols - one.free_symbols}


def _is_in_case(progress: Progress, left: Basic, right: Basic, context: Context) -> bool:
    """ "If T_0 = 20 and T(10) = 60": a value of a known function in which a constant is left open."""
    if not isinstance(left, AppliedUndef) or not right.is_number or not IN_CASE.search(context.item.sentence):
        return False
    body = dict(with_instances(progress.ledger.definitions, (left,))).get(left)
    value = number_of(progress, body, {}) if body is not None else left
    return bool(names_beside_units(value)) and not value.has(AppliedUndef)


IN_CASE = re.compile(
    r"\b(if|suppose|supposing|assum\w+|given|provided)( that)?\s+(□[\s,;]*(and)?[\s,;]*)*$", re.IGNORECASE
)


def _is_of_unknown(progress: Progress, left: Basic) -> bool:
    """|R_2(0.1)| ≤ …: a bound of a function of which nothing is said."""
    known = {name.func for name, _ in progress.ledger.definitions if isinstance(name, AppliedUndef)}
    held = {part.func for premise in progress.premises for part in premise.relation.atoms(AppliedUndef)}
    return any(part.func not in known | held for part in left.atoms(AppliedUndef))


def _is_of_case(progress: Progress, context: Context) -> bool:
    """ "for m_1 = m_2 we have a = 0": is it said of a case of its sentence, in words?"""
    said = re.search(r"\b(have|is|are|recover|reduces?)\b", context.item.lead)
    return said is not None and any(premise.local for premise in progress.premises)


def rests_on_premises(progress: Progress, left: Basic, right: Basic, relation: str, context: Context) -> bool:
    """Is it an equation that holds where those before do, rather than everywhere?"""
    premises = progress.relevant(left, right)
    if relation == "~" or not premises:
        return False
    if not is_matrix(left) and any(is_matrix(side) for premise in premises for side in premise.relation.args):
        return False
    defined = [name for name, _ in progress.ledger.definitions]
    identical = relation == "=" and not is_given(left, right, context.cue, defined) and not left.has(Derivative)
    if identical and SOUGHT not in progress.choices:
        return not progress.proved(Equal(left, right), context.conditions) and not _is_identity_like(left, right)
    return not progress.proved(Equal(left, right) if relation == "=" else None, context.conditions)


def _is_identity_like(left: Basic, right: Basic) -> bool:
    return bool(left.free_symbols == right.free_symbols)


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
    if given and isinstance(left, MatrixSymbol):
        progress.forget_values(left)
    if given and relation == "=" and isinstance(left, Symbol) and right.is_zero:
        progress.drop_conventions(left)
    conclude(progress, span, made, context, remarks, given=given, anew=anew)
    name = progress.claims[-1].name
    progress.open(left, right, name, relation, equation=relation == "=" and left == 0)
    if given and relation == "=" and left != 0:
        progress.chain = progress.chains[left] = Chain(right, right, name, name)
    asks = progress.claims[-1].asks
    certain = given or (right.is_number and asks is not None and progress.proved(asks[1], context.conditions))
    if relation == "=" and (isinstance(left, Derivative | Symbol) or (certain and _is_put_in(left, right))):
        progress.facts[left] = right
        if certain:
            progress.certain[left] = right
    if given and relation == "=" and right.is_number and _is_name_of_function(progress, left):
        progress.facts[left] = progress.certain[left] = right
    if given and relation == "=" and _is_in_case(progress, left, right, context):
        there = dict(with_instances(progress.ledger.definitions, (left,)))[left]
        progress.premises.append(Premise(Eq(there, right, evaluate=False), name, given=True))
    opened = left_open(progress, left) if given and relation == "=" and right.is_number else None
    if opened is not None:
        progress.premises.append(Premise(Eq(opened, right, evaluate=False), name, given=True))
    squared = _square_of_length(left, right) if given and relation == "=" else None
    if squared is not None:  # ‖x‖ = 1 is xᵀx = 1 too
        progress.facts[squared[0]] = progress.certain[squared[0]] = squared[1]


def _is_name_of_function(progress: Progress, left: Basic) -> bool:
    """c = 0.10 of a c that elsewhere is c(t): its value wherever it stands from here on."""
    if not isinstance(left, AppliedUndef) or not left.args or not all(each.is_Symbol for each in left.args):
        return False
    return left not in dict(progress.ledger.definitions) and not any(
        premise.relation.has(Derivative) for premise in progress.premises if premise.relation.has(left.func)
    )


def _square_of_length(left: Basic, right: Basic) -> tuple[Basic, Basic] | None:
    """xᵀx and c² of ‖x‖ = c."""
    if not isinstance(left, Pow) or left.exp != Rational(1, 2) or not is_matrix(left.base) or not right.is_number:
        return None
    return left.base, right**2


def _is_put_in(left: Basic, right: Basic) -> bool:
    """Σᵢ yᵢ = 1, p₀ = 0.2 of data p, f(2) = 3, B = Aᵀ, uᵀu = 1: what is given of it is put in where it stands."""
    if isinstance(left, Indexed):
        return is_one_item(left)
    if isinstance(left, AppliedUndef):
        return bool(left.args) and all(each.is_number for each in (right, *left.args))
    if isinstance(left, MatMul) and tuple(left.shape) == (1, 1):
        return right.is_number is True
    return isinstance(left, Sum) or (
        isinstance(left, MatrixSymbol) and is_matrix(right) and tuple(left.shape) == tuple(right.shape)
    )


def is_one_item(left: Basic) -> bool:
    """Is it x₁ of data x?"""
    return isinstance(left, Indexed) and all(index.is_Integer for index in left.indices)


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
        _release_what_it_excludes(progress, made, context.conditions)
    else:
        sought = sought_in(progress, premises, made)
        held = {name for premise in premises for name in premise.relation.free_symbols}
        if sought is not None and is_new(made.free_symbols - held, progress):
            remarks = [*remarks, UP_TO_A_CONSTANT]
            asked = rate(progress, premises, made, sought, context.conditions)
            _add_conclusion(progress, span, made, context, remarks, premises, (asked, asked))
            progress.premises += of_relation(progress, made)
            return
        follows = follows_by(progress, premises, made, context)
        originals = [premise for premise in premises if premise.given]
        standing = [premise for premise in premises if not premise.refuted]
        shown = [premise for premise in standing if not premise.hidden]
        true = progress.chosen(
            [
                implied(progress, originals, made, context.conditions),
                implied(progress, shown or standing, made, context.conditions),
            ],
            context.conditions,
        )
    if not given and progress.refuted(true, context.conditions):
        context, follows, true = _without_cancelled(progress, premises, made, context, follows, true)
    sought = None if given or progress.proved(true, context.conditions) else sought_in(progress, premises, made)
    along = along_solution(progress, premises, made, sought, context.conditions) if sought is not None else None
    if sought is not None and (
        progress.refuted(true, context.conditions) or progress.proved(along, context.conditions)
    ):
        follows = true = along
        remarks = [*remarks, ALONG_SOLUTION if along is not None else LEFT_TO_THE_START]
    _add_conclusion(progress, span, made, context, remarks, premises, (follows, true), given)


def _without_cancelled(
    progress: Progress,
    premises: Sequence[Premise],
    made: Basic,
    context: Context,
    follows: Question | None,
    true: Question | None,
) -> tuple[Context, Question | None, Question | None]:
    """y₀ e^{kT} = y₀/2 ⇒ e^{kT} = 1/2: what is cancelled, and stands in the conclusion no more, is not 0."""
    last = premises[-1].relation.free_symbols
    gone = sorted((name for name in last - made.free_symbols if isinstance(name, Symbol)), key=str)
    gone += sorted((name for name in last & made.free_symbols if _is_divided_by(premises[-1], name)), key=str)
    more = tuple(sympy.Ne(name, 0, evaluate=False) for name in gone if name.is_zero is None)
    there = (*context.conditions, *more)
    if not more or not progress.proved(true, there):
        return context, follows, true
    progress.suppose(more, lasting=True)
    return replace(context, conditions=there), follows if progress.proved(follows, there) else true, true


UNKNOWNS = frozenset("xyzuw")  # of which every root is meant, 0 and negative ones too, unless their sign is told


def _is_divided_by(premise: Premise, name: Basic) -> bool:
    """−4ω(ω₀² − ω²) + 8β²ω = 0: does an equation hold at the value 0 of a quantity, which is no x?"""
    relation = premise.relation
    if not isinstance(relation, Eq) or not isinstance(name, Symbol) or str(name)[:1] in UNKNOWNS:
        return False
    if any(name in derivative.variables for derivative in relation.atoms(Derivative)):
        return False
    return all(put(side, {name: Integer(0)}).doit() == 0 for side in relation.args)


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
    local = given and _is_of_a_place(progress, made, context) and not _is_of_several(progress, made, context)
    refuted = progress.refuted(claim.asks[1] if claim.asks else None, context.conditions)
    progress.premises.append(Premise(made, claim.name, given, local, refuted=refuted))
    _keep_divisors(progress, made)


def _is_of_a_place(progress: Progress, made: Basic, context: Context) -> bool:
    """ "At x = 3,": true of its sentence only."""
    if _is_value(made) and any(premise.local for premise in progress.premises):
        return True  # "for n = 3 and k = 2", "for k = 1 we get x = 2": both of that place
    if PLACE.search(context.item.lead) is None or STARTS.search(context.item.lead) is not None:
        return False
    if isinstance(made, Eq) and isinstance(made.lhs, Derivative):
        return False  # "slides away at dx/dt = 2": of all that follows
    in_text = AT.search(context.item.lead) is not None and not progress.display
    return _is_value(made) or _is_special(made, context) or in_text


def _is_of_several(progress: Progress, made: Basic, context: Context) -> bool:
    """ "If T_0 = 20, T_1 = 100 and …": values of constants that are given together, of more than their sentence.

    So is "inclined at θ = 30°", of a θ of which nothing was said before.
    """
    if not isinstance(made, Eq) or not isinstance(made.lhs, Symbol) or str(made.lhs) in progress.variables:
        return False
    item = context.item
    before = [claim for claim in progress.claims[:-1] if made.lhs in claim.statement.free_symbols]
    if not before and item.first and INCLINED.search(item.lead):
        return True
    return IF.search(item.lead) is not None and re.match(r"\s*(,|and\b)\s*(and\s*)?$", item.after) is not None


INCLINED = re.compile(
    r"\b(inclined|thrown|launched|fired|moving|held|kept|driven|rotating|placed|set) at( an? \w+( of)?)?\s*$"
)
IF = re.compile(r"\b(if|suppose|assume)\s*$", re.IGNORECASE)


def _keep_divisors(progress: Progress, made: Basic) -> None:
    """T = I a/R²: from here on R is not 0, as the equation that later lines rest on says nothing where it is."""
    divisors = {name for part in made.atoms(Pow) if part.exp.is_negative for name in _factors(part.base)}
    for name in sorted(divisors, key=str):
        condition = sympy.Ne(name, 0, evaluate=False)
        if name.is_zero is None and condition not in progress.ledger.conditions and not _is_signed(progress, name):
            progress.suppose([condition], lasting=True)


def _factors(divisor: Basic) -> set[Symbol]:
    """The names of which a divisor is a product of powers: 2 R² and R T."""
    bases = (factor.base if isinstance(factor, Pow) else factor for factor in sympy.Mul.make_args(divisor))
    return {base for base in bases if isinstance(base, Symbol)}


def _is_signed(progress: Progress, name: Symbol) -> bool:
    """Does a condition on a name alone say more already, such as its sign?"""
    return any(condition.free_symbols == {name} for condition in progress.ledger.conditions)


def _is_special(made: Basic, context: Context) -> bool:
    """ "for m_1 = m_2" in running text: a case, of its sentence only."""
    names = isinstance(made, Eq) and all(isinstance(side, Symbol) for side in made.args)
    return names and not context.item.formula.display and SUPPOSES.search(context.item.lead) is not None


def _is_value(made: Basic) -> bool:
    return isinstance(made, Eq) and isinstance(made.lhs, Symbol | AppliedUndef) and not names_beside_units(made.rhs)


def _supersedes(made: Basic, premise: Premise) -> bool:
    """x = 3 takes the place of x = 2; what x is in terms of other names holds besides."""
    old = premise.relation
    if not (isinstance(made, Eq) and isinstance(old, Eq) and old.lhs == made.lhs):
        return False
    if isinstance(made.lhs, MatrixSymbol):
        return True
    named = isinstance(made.lhs, Symbol) or is_one_item(made.lhs)
    return named and bool(names_beside_units(old.rhs)) == bool(names_beside_units(made.rhs))


def _release_what_it_excludes(progress: Progress, made: Basic, conditions: Sequence[Basic]) -> None:
    """ "We need 1.96 √(0.25/n) ≤ 0.03" asks for an n, where n = 400 was told of another part."""
    if not isinstance(made, COMPARED) or len(made.free_symbols) != 1:
        return
    (name,) = made.free_symbols
    values = [p.relation.rhs for p in progress.premises if _is_value(p.relation) and p.relation.lhs == name]
    if any(progress.refuted(Holds(_put_in(made, name, value)), conditions) for value in values):
        progress.release_values(name)


def _put_in(made: Basic, name: Basic, value: Basic) -> Basic:
    return made.func(*(side.xreplace({name: value}) for side in made.args), evaluate=False)


COMPARED = (sympy.Lt, sympy.Le, sympy.Gt, sympy.Ge)
MOST_PAIRS = 4  # of a line before with the last one, tried as what a line rests on


def follows_by(progress: Progress, premises: Sequence[Premise], made: Basic, context: Context) -> Question | None:
    """From the last line by its arrow; where no arrow is, from the last, or from all.

    Where all together are refuted, so is each of them: the point at which they hold and the line does not is the same.
    """
    if context.item.arrow == "<=>":
        return _equivalent(progress, premises, made, context)
    shown = [premise for premise in premises if not premise.hidden]
    parts = [shown[-k:] for k in (1, 2, 3) if k < len(shown)]
    parts += [[premise, shown[-1]] for premise in shown[:-2]][-MOST_PAIRS:]
    asks = [implied(progress, part, made, context.conditions) for part in (*parts, shown)]
    last, every = asks[0], asks[-1]
    if len(asks) > 2 and not progress.proved(last, context.conditions) and progress.refuted(every, context.conditions):
        return every
    return progress.chosen(asks, context.conditions)


def _equivalent(progress: Progress, premises: Sequence[Premise], made: Basic, context: Context) -> Question | None:
    """Both ways: of the line before alone, or beside what else is given, p + q = 1, from which it was not drawn."""
    alone = implied(progress, premises[-1:], made, context.conditions)
    if not isinstance(alone, Implies):
        return None
    above = _rested_on(progress, premises[-1].claim)
    beside = [one for one in premises[:-1] if one.given and not one.hidden and one.claim not in above]
    every = implied(progress, [*beside, premises[-1]], made, context.conditions) if beside else None
    both = [Equivalent(alone.premise, alone.conclusion)]
    if isinstance(every, Implies):
        others = [one.relation for one in beside]
        both.append(Equivalent(every.premise, sympy.And(*others, every.conclusion, evaluate=False)))
    return next((one for one in both if progress.proved(one, context.conditions)), both[-1])


def _rested_on(progress: Progress, name: str) -> set[str]:
    """The claims that one was drawn from, itself among them."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        claim = progress.claim_named(waiting.pop())
        if claim is not None and claim.name not in found:
            found.add(claim.name)
            waiting += claim.given if any(claim.asks or ()) else ()  # what is given rests on nothing
    return found


def _arrow_remark(context: Context, premises: Sequence[Premise]) -> list[str]:
    arrow = context.item.arrow
    if not premises or arrow not in {"=>", "<=>"}:
        return []
    return ["⇔: both ways" if arrow == "<=>" else "⇒: from the line before"]


def is_substitution(statement: Statement, lead: str) -> bool:
    """a = b = x, all of them names, or x a value behind "for": one is put for the others."""
    names = [head(part) for part in statement.parts]
    first = names if SUPPOSES.search(lead) is None else names[:-1]
    plain = all(name is not None and name.parameters is None for name in first)
    return plain and len(names) > 2 and all(link.relation == "=" for link in statement.links)


def is_shift(progress: Progress, statement: Statement, lead: str) -> bool:
    """ "with p = 1/2 + ε" of a p that was found: what is put for it holds a name that is new."""
    found = head(statement.parts[0])
    if len(statement.parts) != 2 or statement.links[0].relation != "=" or found is None or found.parameters is not None:
        return False
    if progress.display or not SHIFTS.search(lead) or not progress.mentioned(found.name):
        return False
    return is_new(names_beside_units(progress.value(statement.parts[1])[0]), progress)


def substitute(progress: Progress, statement: Statement, context: Context) -> None:
    """What is put for names is given, in its sentence."""
    values = [progress.value(part)[0] for part in statement.parts]
    made = sympy.And(*(compared("=", one, values[-1]) for one in values[:-1]), evaluate=False)
    claim = progress.add(statement.span, made, Role.EQUATION, conditions=context.conditions, remarks=[GIVEN])
    progress.premises.append(Premise(made, claim.name, given=True, local=True))
    progress.chain = None


def set_to_zero(progress: Progress, chain: Chain) -> None:
    """What is given is that the subject is zero; that what it came to is zero follows."""
    zero = Integer(0)
    leave_other_optimum(progress, chain.subject)
    progress.premises = [
        p for p in progress.premises if not (p.given and p.relation == Eq(chain.value, zero, evaluate=False))
    ]
    if chain.subject != chain.value:
        progress.premises.append(Premise(Eq(chain.subject, zero, evaluate=False), chain.first, given=True, hidden=True))
        arrived = Eq(chain.value, zero, evaluate=False)
        progress.premises.append(Premise(arrived, chain.last, given=False, refuted=progress.is_false(chain.last)))
    else:
        progress.premises.append(Premise(Eq(chain.value, zero, evaluate=False), chain.last, given=True))


def sets_chain_to_zero(progress: Progress, right: Basic, span: Span, remarks: Sequence[str], context: Context) -> bool:
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
