"""What a line that would be wrong rests on from elsewhere, and how else it is naturally read: each way is tried.

Nothing is called wrong for how it was read. A reading by which the line holds is taken, and said beside it; one by
which it only says what a name is, or gives a condition, counts where nothing near contradicts it. What is wrong by all
of them stays so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from sympy import Abs, Eq, Le, true
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.read.applications import alone
from checker.read.conditional import CONDITION, IS_SOUGHT, SOUGHT
from checker.read.cues import CHECKS, CONCLUDES, PART
from checker.read.definitions import Head, called, head, head_of, names_of
from checker.read.doubts import names_in
from checker.read.items import Item
from checker.read.ledger import Kind, Meaning, real
from checker.read.moments import means_by_custom, with_means_by_custom
from checker.read.nodes import nodes_of
from checker.read.progress import Premise, Progress
from checker.read.solutions import NUMBERED
from checker.read.statements import Statement
from checker.read.syntax import SyntaxFault

PLACED = re.compile(r"\s*(for|at|when|if|where|with|precisely when|exactly when)\s*$", re.IGNORECASE)


BEGINS_PROBLEM = re.compile(
    r"(^|[.!?:;]|\n)\s*(now |next |then |also )?(solve|find all|determine all)\b[^.!?]*$", re.IGNORECASE
)


class Must(Enum):
    """What a line has to come to by another reading, so that it is not called wrong."""

    HOLD = "all that was wrong is proved"
    WORK = "what it says goes on to something that is proved, and nothing is open"
    STAND = "nothing is wrong: a witness against it does not meet all that is given"
    TELL = "nothing is wrong: it is proved, or says what something is"


@dataclass(frozen=True, slots=True)
class Other:
    """Another natural reading of a line: the state to read it from, and what is supposed with that, in words."""

    state: Progress
    words: str
    must: Must


@dataclass(frozen=True, slots=True)
class Here:
    """The line at hand, with what was known before it, what it states, and the item behind it in its sentence."""

    known: Progress
    item: Item
    statement: Statement
    behind: Item | None

    def since_told(self, name: str) -> str | None:
        """The text from where something was last said of what a name is; None where nothing was."""
        at, start = self.known.said_at.get(name), self.item.formula.start
        return None if at is None or at >= start else self.known.document.text[at:start]


Reading = Callable[[Here], Iterator[Other]]


def read_otherwise(progress: Progress, section: Sequence[Item], k: int) -> Iterator[Other]:
    """The other readings of the k-th line, in the order in which they are tried, each from a state of its own."""
    item, statement = section[k], section[k].statement
    if statement is None or not statement.links:
        return
    here = Here(progress, item, statement, section[k + 1] if k + 1 < len(section) and not item.ends else None)
    for reading in READINGS:
        try:
            yield from reading(here)
        except SyntaxFault:
            continue


def hear(progress: Progress) -> None:
    """Keeps what is given, which later lines may rest on though others take its place; of values the last."""
    known = {premise.relation for premise in progress.heard}
    new = [p for p in progress.premises if p.given and not (p.local or p.hidden) and p.relation not in known]
    valued = {premise.relation.lhs for premise in new if _is_value(premise)}
    progress.heard = [p for p in progress.heard if not (_is_value(p) and p.relation.lhs in valued)] + new


def _is_value(premise: Premise) -> bool:
    """Does a premise say which number a name is?"""
    relation = premise.relation
    return isinstance(relation, Eq) and relation.lhs.is_Symbol and not relation.rhs.free_symbols


def _letter(here: Here) -> Iterator[Other]:
    left = here.statement.parts[0]
    found, constant = head(left), here.known.value(left)[0]
    if found is None or found.parameters is not None or not constant.is_number or _is_about(here, constant):
        return
    state = here.known.fork()
    state.ledger = state.ledger.with_meaning(found.name, Meaning(Kind.SCALAR, real(found.name), "it is a name here"))
    yield Other(state, f"{found.name} is a name here, and no constant", Must.TELL)


def _is_about(here: Here, constant: Basic) -> bool:
    """π ≈ 3.15: a wrong value of the constant, and no other π."""
    value = here.known.value(here.statement.parts[-1])[0]
    near = Le(Abs(value - constant), Abs(constant) / 20)
    return bool(value.is_number and near == true)


def _where(here: Here) -> Iterator[Other]:
    stated = here.behind.statement if here.behind is not None else None
    if here.behind is None or stated is None or not here.behind.first or not PLACED.match(here.behind.lead):
        return
    if len(stated.parts) != 2 or stated.links[0].relation != "=" or head(stated.parts[0]) is None:
        return
    state = here.known.fork()
    name, value = (state.value(part)[0] for part in stated.parts)
    state.premises.append(Premise(Eq(name, value, evaluate=False), "", given=True, local=True))
    state.facts[name] = state.certain[name] = value
    yield Other(state, "it is said of the place that is named behind it", Must.HOLD)


def _as_before_numbers(here: Here) -> Iterator[Other]:
    if here.known.overridden:
        names = ", ".join(str(one.name) for one in here.known.overridden)
        state = here.known.fork()
        state.restore()
        yield Other(state, f"{names} is again what it was before it was a number", Must.HOLD)


def _as_in_section_before(here: Here) -> Iterator[Other]:
    defined = {name for name, _ in here.known.ledger.definitions}
    used = {real(name) for name in _names(here.statement)}
    if here.known.chain is not None and not here.statement.parts[0].items:
        used |= here.known.chain.value.free_symbols | here.known.chain.subject.free_symbols
    used &= set(here.known.elsewhere)
    told = {name: here.known.elsewhere[name] for name in sorted(used - defined, key=str)}
    if told:
        state = here.known.fork()
        for name, body in told.items():
            state.ledger = state.ledger.with_definition(name, body)
        yield Other(state, f"{', '.join(map(str, told))} is what a section before says", Must.HOLD)


def _value_told(here: Here) -> Iterator[Other]:
    values = [here.known.value(part)[0] for part in here.statement.parts]
    relations = [one for one, _ in here.known.ledger.definitions]
    relations += [premise.relation for premise in here.known.premises]
    for before, value in pairwise(values):
        if not value.is_number or before.free_symbols:
            continue
        functions = {applied.func for applied in nodes_of(before, AppliedUndef)}
        if functions and not any(relation.has(*functions) for relation in relations):
            state = here.known.fork()
            state.premises.append(Premise(Eq(before, value, evaluate=False), "", given=True, local=True))
            names = ", ".join(sorted(function.__name__ for function in functions))
            yield Other(state, f"it tells a value of {names}, of which no formula is given", Must.TELL)


def _another_problem(here: Here) -> Iterator[Other]:
    if not BEGINS_PROBLEM.search(here.item.lead) or head(here.statement.parts[0]) is not None:
        return
    defined = {called(known) for known, _ in here.known.ledger.definitions}
    names = set(_names(here.statement)) - defined
    if names:
        words = f"{', '.join(sorted(names))}: another problem is begun"
        yield Other(_without(here.known, names), words, Must.TELL)


def _with_all_given(here: Here) -> Iterator[Other]:
    state = here.known.fork()
    known = {premise.relation for premise in state.premises}
    before = [p for p in state.heard if p.relation not in known and not p.relation.atoms(AppliedUndef)]
    if not before:
        return
    state.premises = [*before, *state.premises]
    for premise in state.premises:
        if premise.given and _is_value(premise):
            state.facts[premise.relation.lhs] = state.certain[premise.relation.lhs] = premise.relation.rhs
    yield Other(state, "it rests on what was given before", Must.STAND)


def _with_set_up(here: Here) -> Iterator[Other]:
    """What was given where the section begins, or in a set-up before it, of names of which it says nothing itself."""
    state = here.known.fork()
    known = {premise.relation for premise in state.premises}
    told = [
        p for p in state.set_up if p.relation not in known and not _is_value(p) and not p.relation.atoms(AppliedUndef)
    ]
    told = [premise for premise in told if not {called(one) for one in premise.names} & set(state.said_at)]
    if told:
        state.premises = [*(replace(premise, claim="") for premise in told), *state.premises]
        yield Other(state, "it rests on what was given in a section before", Must.STAND)


def _any_solution(here: Here) -> Iterator[Other]:
    found = {called(one) for one in here.known.found_at}
    if not found:
        return
    state = _without(here.known, found)
    state.premises += [premise for premise in here.known.heard if premise not in state.premises]
    state.found_at = {}
    yield Other(state, f"{', '.join(sorted(found))} is any solution of what was given", Must.HOLD)


def _numbered(here: Here) -> Iterator[Other]:
    found = head(here.statement.parts[0])
    if found is not None and found.name[-1:].isdigit():
        yield Other(_choosing(here.known, NUMBERED), NUMBERED, Must.HOLD)


def _alone(here: Here) -> Iterator[Other]:
    defined = head_of(here.statement)
    for name in _names(here.statement):
        meaning = here.known.ledger.meaning(name)
        known = meaning is not None and meaning.kind is Kind.FUNCTION and bool(meaning.arguments)
        if known or (defined is not None and defined.name == name and defined.parameters):
            yield Other(_choosing(here.known, alone(name)), alone(name), Must.HOLD)


def _another(here: Here) -> Iterator[Other]:
    found, lead = head_of(here.statement), here.item.lead
    text = here.since_told(found.name) if found is not None else None
    concludes = CONCLUDES.search(lead) or CHECKS.search(lead)
    if found is None or text is None or (concludes and not _is_worked_out(here, found)):
        return
    in_another_part = PART.search(text) is not None
    if not in_another_part and "\n\n" not in text:
        return
    must = Must.TELL if in_another_part else Must.WORK
    yield Other(_without(here.known, {found.name}), f"{found.name} is another one than before", must)


def _is_worked_out(here: Here, found: Head) -> bool:
    """Is x_1 = 3 − 0.1 · 6 = 2.4 an iterate that is reckoned from numbers, whose working is all that is claimed?"""
    numbered = found.name[-1:].isdigit() and len(here.statement.parts) > 2
    return numbered and all(here.known.value(part)[0].is_number for part in here.statement.parts[1:])


def _mean(here: Here) -> Iterator[Other]:
    values = [here.known.value(part)[0] for part in here.statement.parts if part.items]
    means = means_by_custom(here.known, values)
    state = with_means_by_custom(here.known, means) if means else None
    if state is not None:
        said = ", ".join(f"{mean} is the mean of {of.args[1]}" for of, mean in means.items())
        yield Other(state, said, Must.HOLD)


def _sought(here: Here) -> Iterator[Other]:
    if IS_SOUGHT.search(here.item.sentence):
        yield Other(_choosing(here.known, SOUGHT), SOUGHT, Must.STAND)
    if IS_SOUGHT.search(here.item.lead):
        yield Other(_choosing(here.known, SOUGHT), SOUGHT, Must.TELL)


def _condition(here: Here) -> Iterator[Other]:
    yield Other(_choosing(here.known, CONDITION), CONDITION, Must.TELL)


def _all_others(here: Here) -> Iterator[Other]:
    told = {name: here.since_told(name) for name in _names(here.statement)}
    names = {name for name, text in told.items() if text is not None and PART.search(text)}
    if names:
        words = f"{', '.join(sorted(names))}: others than in the part before"
        yield Other(_choosing(_without(here.known, names), CONDITION), words, Must.WORK)


READINGS: tuple[Reading, ...] = (
    _as_before_numbers,  # dγ/dv, where γ = 1.25 was said of β = 0.6
    _as_in_section_before,  # E² − p²c² = m²c⁴, where another section said what γ is
    _letter,  # "the public exponent e = 3"
    _where,  # B = 0 for x = 2, of a B = 3x − 6
    _value_told,  # D(4) = 3(D(3) + D(2)) = 3 · 3 of "the number D(n) of derangements"
    _another_problem,  # "Solve x² = 3x", where 4 − 3x < 10 was solved before
    _with_all_given,  # P = 200000, then P = A Σ (1+i)^{−k}, so A = P i/(1 − …) = 500/(1 − …)
    _with_set_up,  # ## Setup … Σ y_i = 1 … ## Result: ∂L/∂z_k = p_k − y_k
    _any_solution,  # d/dt (½mx'² + ½kx²) = −bx'², of every x with mx'' + bx' + kx = 0, and not of the one found
    _numbered,  # λ² + 2γλ + ω² = 0 with the roots λ_{1,2} = −γ ± √(γ² − ω²)
    _alone,  # Q(r) = Q r³/R³, of a charge Q in a ball and the part Q(r) of it
    _another,  # 5. y = arctan x, where exercise 4 has y = xˣ; V by shells, where V was another volume
    _mean,  # Var(X) = E[(X − μ)²], where μ is told behind it, or nowhere
    _sought,  # "a maximum requires η′(R) = 0, that is 2(R − 1) = R ln R", of an R that is m₀/m₁
    _condition,  # T(10) = 60, of a T(t) = 20 + 70 e^{−kt} with a k that this fixes
    _all_others,  # **Plate** C = Q/U = σA/(σd/ε), where U was the voltage of a wire
)


def _names(statement: Statement) -> list[str]:
    return sorted({name for part in statement.parts for name in names_of(part.items)})


def _choosing(progress: Progress, choice: str) -> Progress:
    state = progress.fork()
    state.choices = progress.choices | {choice}
    return state


def _without(progress: Progress, names: set[str]) -> Progress:
    """The state in which nothing was said yet of what names are."""

    def about(part: Basic) -> bool:
        return any(called(one) in names for one in names_in(part))

    state = progress.fork()
    state.premises = [premise for premise in progress.premises if not about(premise.relation)]
    state.heard = [premise for premise in progress.heard if not about(premise.relation)]
    if any(called(known) in names for known, _ in progress.ledger.definitions):
        kept = [replace(premise, claim="") for premise in state.premises]  # no claim of the derivation that begins
        state.close()
        state.premises = kept
        for name in sorted(names):
            state.forget_called(name)
    state.facts = {one: value for one, value in progress.facts.items() if not about(one)}
    state.certain = {one: value for one, value in progress.certain.items() if not about(one)}
    state.chains = {one: chain for one, chain in state.chains.items() if not about(one)}
    state.chain = None if state.chain is not None and about(state.chain.subject) else state.chain
    state.solved = {one for one in state.solved if not about(one)}
    return state
