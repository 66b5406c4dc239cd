"""The statements of a document become the claims of derivations, in reading order, with what each rests on.

A chain goes on where a line begins with a relation, or repeats the subject of one before; a name that is new is
defined; an equation is solved where a later line names its unknown. What cannot be read becomes an Unread with
its place and cause, and the next line goes on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile

from sympy import Derivative, Eq, Integer
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Derivation, Equal, Goal, Unequal, Unread, Verdict
from checker.objects import Gradient
from checker.read import spoken_quantities
from checker.read.alternatives import disjoin, is_disjunction, is_either_sign, sign_free
from checker.read.assertions import another, assert_, claim_value
from checker.read.bare_sums import with_indices
from checker.read.building import is_matrix
from checker.read.chances import INDEPENDENT
from checker.read.context import Context
from checker.read.cues import (
    ALTERNATIVES,
    ANOTHER_LINE,
    ANOTHER_WAY,
    COUNTED,
    DIFFERENTIATED,
    ELSEWHERE,
    FOR_ANY,
    FROM,
    GOES_ON,
    HOLDS_IF,
    LET_ANY,
    LETTERED,
    PART,
    SAID_OR,
    SEVERAL,
    SUPPOSED,
    TO,
    TO_ZERO,
    TRIES,
)
from checker.read.declarations import opened
from checker.read.declared import enumerated, is_comparison
from checker.read.defining import claim_braces, define, is_definition, name_braces
from checker.read.definitions import CHANCES, Head, braces, depends, head, head_of, names_of
from checker.read.differentials import as_derivative
from checker.read.distributions import distributed
from checker.read.document import place_of
from checker.read.either import read_all_either, read_either
from checker.read.entries import made_of_entries
from checker.read.exercises import by_exercises
from checker.read.going_on import alone, go_on, take_up, take_up_another
from checker.read.hoisting import hoist_all
from checker.read.holding import assume, conditions_of, enter, excludes, far_out, is_condition, keep, leave_cases
from checker.read.items import Item, items, trailing
from checker.read.ledger import Kind, Ledger, Meaning, function, real
from checker.read.marked_names import marked
from checker.read.names import with_label
from checker.read.ordering import conditions_first
from checker.read.otherwise import hear, read_otherwise
from checker.read.outcomes import ALIKE, RESTRICTED
from checker.read.premises import is_shift, is_substitution, set_to_zero, substitute
from checker.read.progress import Chain, Decide, Line, Premise, Progress
from checker.read.proportions import claim_proportion
from checker.read.resuming import behind, cut_off, resume
from checker.read.rewrites import rewritten
from checker.read.scripts import unknown_function
from checker.read.sections import (
    Above,
    Begun,
    carried,
    gone_on,
    headed,
    heads_of,
    in_sections,
    is_sign,
    is_step_of,
    with_functions_of,
)
from checker.read.side_file import Settings, Side
from checker.read.solved_behind import is_solved_behind
from checker.read.solving import is_solution, solve
from checker.read.spelled_names import spelled
from checker.read.statements import Part, Statement, related, statements
from checker.read.striking import claim_strikes
from checker.read.supposed import (
    is_another_formula,
    is_settled_here,
    is_value_of_formula,
    state_value,
    states_value,
    suppose,
    supposes,
)
from checker.read.symmetric_data import suppose_mirrored
from checker.read.syntax import SyntaxFault, parse
from checker.read.trials import is_tried, leave_trial
from checker.read.usage import differentiated, usage
from checker.read.variants import has_signs, names_two, variants, with_ends
from checker.written import Document, Fence, Formula, Node, Prose, Row, Span, Token

REFUSALS = (ArithmeticError, AttributeError, LookupError, NotImplementedError, TypeError, ValueError)
"""What SymPy raises of objects that do not fit together: the line is not read, and the next one goes on."""
EXERCISE = 7  # the level of an exercise, below every heading
MOST_REASON = 100  # characters
DERIVATIVES = re.compile(r"/|frac|over|dot|partial|∂")  # one of these is in every derivative that names its variable
DECLARES = frozenset(("in", "notin", "dist", "to", "maps"))


@dataclass(frozen=True, slots=True)
class Notes:
    """All that was read from a document, and what was found of each goal on which the reading depended."""

    derivations: tuple[Derivation, ...]
    lines: tuple[Line, ...]
    unread: tuple[Unread, ...]
    answers: Mapping[Goal, Verdict] = field(default_factory=dict)


def notes(
    document: Document,
    ledger: Ledger,
    decide: Decide,
    side: Side = Side(),  # noqa: B008  # frozen
    until: int | None = None,
) -> Notes:
    """Everything that a document says. `decide` is asked where a reading depends on what holds; `side` settles more.

    Of a document that is read `until` an offset, what stands behind that formula is left out, its names are not.
    """
    progress = Progress(document, decide, ledger)
    words = (piece.text for piece in document.pieces if isinstance(piece, Prose))
    progress.restricted = any(map(RESTRICTED.search, words))
    above: list[Above] = []  # the sections around
    begun: dict[int, Begun] = {}  # by their level, the derivations that titles such as "Step 2" go on with
    signs: tuple[Basic, ...] = ()  # of names, said in the sections before
    whole = in_sections(headed(document.pieces, side.titles()))
    for section, inner in ((part, k > 0) for one in whole for k, part in enumerate(by_exercises(one))):
        first = section[0]
        settings = side.settings(first.text if isinstance(first, Prose) else "")
        plain = _trees(section, settings)
        settings = replace(settings, rewrites=(*settings.rewrites, *marked(plain), *spelled(plain)))
        level = EXERCISE if inner else first.heading if isinstance(first, Prose) else 0
        above = [outer for outer in above if outer.level < level]
        title = first.text if isinstance(first, Prose) and first.heading else ""
        begun = {outer: one for outer, one in begun.items() if outer <= level}
        outside = above[-1].ledger if above else ledger
        before = begun.get(level)
        before = before if before is not None and is_step_of(before, title) else Begun(title)
        _open(progress, with_functions_of(before, outside), section, settings, signs)
        progress.set_up = (*(premise for outer in above for premise in outer.given), *before.given)
        if isinstance(first, Prose) and first.heading:
            progress.title = first.text.strip(" #\n\t=-")
        stated = conditions_first(list(items(section, progress.marks, settings.rewrites)))
        read_all_either(progress, partial(_read_section, section=stated, until=until))
        progress.remember_values()
        progress.close()
        said = progress.ledger.definitions
        progress.elsewhere |= {name: body for name, body in said if name.is_Symbol and body.free_symbols}
        above.append(Above(level, progress.ledger, tuple(progress.heard)))
        begun[level] = gone_on(before, progress.ledger, progress.heard)
        signs = tuple(dict.fromkeys((*signs, *filter(is_sign, progress.ledger.conditions))))
    gaps = [Unread(place_of(document, gap.start, gap.end), gap.found, gap.expected, gap.hint) for gap in document.gaps]
    return Notes(tuple(progress.done), tuple(progress.lines), (*progress.unread, *gaps), progress.answers)


def _open(
    progress: Progress,
    ledger: Ledger,
    section: Sequence[Prose | Formula],
    settings: Settings,
    signs: Sequence[Basic] = (),
) -> None:
    """Names mean what the whole section uses them as; besides, those that functions are taken or differentiated at.

    A constant keeps the sign that a section before told, where this one says nothing of it.
    """
    trees = _trees(section, settings)
    heads: list[Head] = []
    sought: set[str] = set()  # differentiated before it is said what they are
    for piece in section:
        if isinstance(piece, Formula):
            sought |= _differentiated(piece) - {found.name for found in heads}
            heads += heads_of(piece)
    use = usage(trees)
    parameters = {name for found in heads for name in found.parameters or ()}
    braced = _braced_names(trees)
    named = ({found.name for found in heads} - sought) | braced
    said = set(_said_alone(trees))
    known = opened(ledger, section, trees, named, settings, in_order=True, said=said)
    words = " ".join(piece.text for piece in section if isinstance(piece, Prose))
    progress.independent = INDEPENDENT.search(words) is not None
    progress.distributed = distributed(section)
    progress.alike = ALIKE.search(words) is not None
    first = section[0]
    begins_anew = isinstance(first, Prose) and PART.search(first.text.lstrip("# ")) is not None
    varying = use.variables | parameters | named | {by for _, by in use.differentiated}
    kept = () if begins_anew else carried(signs, known, varying)
    known = replace(known, ledger=replace(known.ledger, conditions=(*known.ledger.conditions, *kept)))
    known = replace(known, ledger=_with_functions(known.ledger, heads, said))
    progress.ledger, progress.told, progress.variables = known.ledger, known, use.variables | parameters
    progress.rewrites = settings.rewrites
    progress.rules = tuple(rule for one in settings.updates for rule in statements(one.tree))
    progress.updated, progress.counts = set(), tuple(_counts(section))


def _trees(section: Sequence[Prose | Formula], settings: Settings) -> list[Row]:
    """The trees of a section's formulas but for those that are not read."""
    trees = []
    for piece in section:
        if isinstance(piece, Formula):
            try:
                trees.append(rewritten(with_indices(parse(piece.latex, piece.macros)), settings.rewrites))
            except SyntaxFault:
                continue
    return trees


def _said_alone(trees: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """A and r of A = 2πr² + 2πrh: what is said to be something, and each name in that."""
    for tree in trees:
        for statement in related(tree):
            found = head_of(statement)
            if found is not None and not found.parameters:
                yield from ((found.name, name) for name in names_of(statement.parts[1].items))


def _with_functions(ledger: Ledger, heads: Sequence[Head], alone: Collection[tuple[str, ...]]) -> Ledger:
    """The ledger with P and E as functions where a formula of their argument defines them: no chances are meant.

    So is A that is said to be something by itself and is written A(r) below.
    """
    for found in heads:
        if found.parameters and (found.name, *found.parameters) in alone and ledger.meaning(found.name) is None:
            arguments = tuple(map(real, found.parameters))
            made = Meaning(Kind.FUNCTION, function(found.name), "it is written with its argument too", arguments)
            ledger = ledger.with_meaning(found.name, made)
        if found.name in CHANCES and found.parameters and ledger.meaning(found.name) is None:
            ledger = ledger.with_meaning(found.name, unknown_function(found.name))
    return ledger


def _counts(section: Sequence[Prose | Formula]) -> Iterator[tuple[int, int]]:
    """Where words number a sample or a step: "sample 4:"."""
    for piece in section:
        if isinstance(piece, Prose):
            yield from ((piece.start + found.start(), int(found[1])) for found in COUNTED.finditer(piece.text))


def _differentiated(piece: Formula) -> set[str]:
    if not piece.macros and not DERIVATIVES.search(piece.latex):
        return set()
    try:
        return {name for name, _ in differentiated(parse(piece.latex, piece.macros))}
    except SyntaxFault:
        return set()


def _braced_names(trees: Sequence[Row]) -> set[str]:
    """What braces name."""
    labels = (brace.label for tree in trees for brace in braces(tree.items))
    names = (with_label(label) for label in labels)
    return {name.text for name in names if name is not None}


# --- sections ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stem:
    """What a task tells before its part (a), and so of every part."""

    premises: tuple[Premise, ...] = ()
    facts: Mapping[Basic, Basic] = field(default_factory=dict)
    statistics: Mapping[Basic, Basic] = field(default_factory=dict)


def _told_so_far(progress: Progress) -> _Stem:
    given = tuple(premise for premise in progress.premises if premise.given and not premise.local)
    said = {premise.relation.lhs for premise in given if isinstance(premise.relation, Eq)}
    facts = {name: value for name, value in progress.certain.items() if name in said}
    return _Stem(given, facts, dict(progress.statistics))


def _read_section(progress: Progress, section: Sequence[Item], until: int | None) -> None:
    wanted = [k for k, item in enumerate(section) if until is None or item.formula.start <= until]
    end = wanted[-1] + 1 if wanted else 0
    hoist_all(progress, section)
    progress.heard, progress.said_at, progress.general, progress.extents = [], {}, None, {}
    marks = progress.marks
    task: list[Premise] = []  # what is given before the first part
    lettered = bool(section) and LETTERED.search(section[0].lead) is not None
    stem = _Stem() if lettered else None  # what is told before part (a), once that has begun
    stem_marks = -1
    k, at = 0, -1
    while k < end:
        item = section[k]
        if item.marks != marks:
            task = task or [premise for premise in progress.premises if premise.given]
            if not LETTERED.search(item.lead):
                stem, progress.heard = None, []
            elif stem is None:
                stem, stem_marks = _told_so_far(progress), marks
            told = stem or _Stem()
            if progress.found_at and not told.premises:
                progress.close()  # y may be found anew, as the solution of another equation
                progress.forget_numbers(before=stem_marks)
            progress.restore()
            marks = progress.marks = item.marks
            progress.opens = item.formula
            progress.remember_values()
            progress.chain, progress.chains = None, {}
            progress.premises = list(task) if ANOTHER_WAY.search(item.lead) else list(told.premises)
            progress.facts, progress.certain = dict(told.facts), dict(told.facts)
            progress.statistics = dict(told.statistics)
        progress.enter(item.formula)
        enter(progress, at, item.formula.start)
        at = item.formula.start
        if item.first and "□" not in item.sentence:
            progress.leave_sentence()
        for name in _any_number(item):
            progress.release(name)
        chain = progress.chain
        if item.first and TO_ZERO.search(item.lead) and chain is not None and _is_set_to_zero(progress, chain, item):
            others = _beside(progress, chain) if SEVERAL.search(item.lead) else []
            progress.premises = []
            for each in (*others, chain):
                set_to_zero(progress, each)
        hear(progress)
        otherwise = partial(read_otherwise, section=section, k=k)
        k += read_either(progress, partial(_read_item, section=section, k=k), otherwise)
    hear(progress)
    progress.remember_what_definitions_rest_on()


def _any_number(item: Item) -> list[str]:
    """x of "Let x be real" and of "For every x > 0, …": the names that what follows is said for any value of."""
    statement = item.statement
    if statement is None or not item.first or item.formula.display:
        return []
    ranges = not statement.links or statement.links[0].relation == "in" or is_comparison(statement)
    bare = not statement.links or statement.links[0].relation == "in"
    if not (FOR_ANY.search(item.lead) and ranges) and not (LET_ANY.search(item.lead) and bare):
        return []
    name = with_label(statement.parts[0].items[0]) if statement.parts[0].items else None
    return [name.text] if name is not None else []


def _beside(progress: Progress, chain: Chain) -> list[Chain]:
    """The other derivatives of what a chain differentiates: "setting both to zero"."""
    subject = chain.subject
    if not isinstance(subject, Derivative):
        return []
    known = [other for one, other in progress.chains.items() if isinstance(one, Derivative) and one != subject]
    return [other for other in known if other.subject.expr == subject.expr and _is_open(other)]


def _is_set_to_zero(progress: Progress, chain: Chain, item: Item) -> bool:
    """ "Setting this to zero"; where that is said of a derivative, it is not said of what is differentiated.

    What is nowhere 0 is not meant: "the bracket vanishes" of √(R² + (…)²).
    """
    if chain.equation or not _is_open(chain) or progress.proved(Unequal(chain.value, Integer(0)), ()):
        return False
    return isinstance(chain.subject, Derivative | Gradient) or not DIFFERENTIATED.search(item.sentence)


def _is_open(chain: Chain) -> bool:
    """May what a chain came to be set to zero?"""
    return bool(chain.value.free_symbols) and (isinstance(chain.subject, Gradient) or not is_matrix(chain.value))


def _read_item(progress: Progress, section: Sequence[Item], k: int) -> int:
    """Reads the k-th item, with those that go with it; how many were read."""
    item = section[k]
    if item.fault is not None:
        progress.cut(item.fault)
        return 1
    assert item.statement is not None
    taken = 1
    if HOLDS_IF.fullmatch(item.after) and k + 1 < len(section):  # on that condition it is claimed
        progress.formula = section[k + 1].formula
        taken += _read_item(progress, section, k + 1)
        progress.formula = item.formula
    context: Context | None = None
    try:
        context = _context(progress, section, k)
        leave_cases(progress, (*context.conditions, *progress.ledger.conditions))
        if _is_listed(section, k) or made_of_entries(item.statement) is not None:
            return taken
        if suppose_mirrored(progress, item.statement, context):
            return taken
        runs = _enumerated(section, k)
        if runs:
            return runs
        if _is_supposed(progress, context) or _is_end(context):
            return taken
        if names_two(item.statement):
            for each in variants(item.statement):
                _read_item(progress, [*section[:k], replace(item, statement=each), *section[k + 1 :]], k)
            return taken
        derived = as_derivative(progress, item.statement)
        if derived is not None:
            assert_(progress, derived, context)
            return taken
        if supposes(progress, item.statement, context):
            suppose(progress, item.statement, context)
            return taken
        if states_value(progress, item.statement, context):
            if is_settled_here(progress, item.statement, context):
                claim_value(progress, item.statement, context)
                return taken
            of_formula = is_value_of_formula(progress, item.statement)
            anew = is_definition(progress, item.statement, context) and not of_formula
            anew = anew or is_another_formula(progress, item.statement)
            (define if anew else state_value)(progress, item.statement, context)
            return taken
        leave_trial(progress, item.statement, context)
        both, held = _both_signs(progress, section, k)
        taken += held - 1
        solved = _read_solution(progress, section, k, both, context)
        if solved:
            return solved + taken - 1
        taken = max(taken, _read_together(progress, section, k, both, context))
    except SyntaxFault as fault:
        progress.cut(fault)
        if context is not None:
            _read_behind(progress, item.statement, fault, context)
    except REFUSALS as refusal:
        start, reason = item.statement.span.start, " ".join(str(refusal).split())[:MOST_REASON]
        progress.cut(SyntaxFault(start, "this", "what goes together with the lines before", reason))
    return taken


def _read_behind(progress: Progress, statement: Statement, fault: SyntaxFault, context: Context) -> None:
    """What stands behind a side that cannot be read."""
    rest = behind(statement, fault)
    while rest is not None and (rest.links or progress.display):
        try:
            resume(progress, rest, context)
            return
        except SyntaxFault as another_fault:
            if another_fault.found != fault.found:
                progress.cut(another_fault)
            rest = behind(rest, another_fault)


def _read_together(
    progress: Progress, section: Sequence[Item], k: int, both: Sequence[Statement], context: Context
) -> int:
    """Reads the k-th item with those that "or" joins to it, or for either of its signs, `both`; how many were read."""
    item, statement = section[k], section[k].statement
    assert statement is not None
    either = _said_or(section, k)
    if len(either) > 1 and is_disjunction(progress, [each.statement for each in either]):  # type: ignore[misc]
        disjoin(progress, [(each, each.statement) for each in either], context)  # type: ignore[misc]
        return len(either)
    if len(both) > 1 and sign_free(progress, both, context):
        return 1
    if is_either_sign(progress, statement):
        disjoin(progress, [(item, each) for each in both], context)
        return 1
    for each in both:
        _read_statement(progress, each, context)
    return 1


def _may_solve(statement: Statement) -> bool:
    return bool(statement.links) and statement.links[0].relation == "="


def _is_listed(section: Sequence[Item], k: int) -> bool:
    """Is it a name alone that a comma parts from the condition on it: a in `a, b > 0`?"""
    statement = section[k].statement
    following = section[k + 1].statement if k + 1 < len(section) else None
    if statement is None or following is None or statement.links or section[k + 1].first:
        return False
    alone = head(statement.parts[0]) is not None and following.joined == ","
    return alone and (bool(following.links) or _is_listed(section, k + 1))


def _enumerated(section: Sequence[Item], k: int) -> int:
    """How many items n = 1, 2, 3, … takes, which is known since the section was opened."""
    formula = section[k].formula
    found = [item.statement for item in section[k:] if item.formula is formula and item.statement is not None]
    return enumerated(found) if found else 0


def _listed(section: Sequence[Item], k: int) -> list[Part]:
    """The names before the k-th statement that its condition is on too."""
    found: list[Part] = []
    while k > 0 and _is_listed(section, k - 1):
        k -= 1
        found.append(section[k].statement.parts[0])  # type: ignore[union-attr]
    return found


def _context(progress: Progress, section: Sequence[Item], k: int) -> Context:
    item = section[k]
    assert item.statement is not None
    told = progress.told
    stated = [] if told is None else [*told.cases(item.formula.start, partial(excludes, progress))]
    stated += [condition for other in item.statement.conditions for condition in conditions_of(progress, other)]
    same = takewhile(lambda other: other.formula is item.formula, section[k:])
    stated += [condition for other in same for condition in far_out(progress, other)]
    also = _listed(section, k)
    for other in trailing(section, k):
        assert other.statement is not None
        stated += conditions_of(progress, other.statement)
    arrow = _next_arrow(section, k) or ("=>" if is_solved_behind(progress, section, k) else "")
    return Context(item, tuple(dict.fromkeys(stated)), arrow, tuple(also))


def _next_arrow(section: Sequence[Item], k: int) -> str:
    return section[k + 1].arrow if k + 1 < len(section) else ""


def _alternatives(progress: Progress, section: Sequence[Item], k: int, name: Basic) -> list[Item]:
    """x = 2 or x = 3, x = 2, 3: all values that are stated together."""
    group = [section[k]]
    for item in section[k + 1 :]:
        statement = item.statement
        if statement is None or statement.arrow or len(group[-1].statement.links) > 1:  # type: ignore[union-attr]
            break
        parted = ALTERNATIVES.match(item.lead) is not None if item.first else True
        said = statement.words.lower() in {"", "or", "and"}
        if not parted or not said or (item.first and (item.formula.display or group[-1].formula.display)):
            break
        bare = not statement.links and bool(statement.joined) and head(statement.parts[0]) is None
        if not bare and not (statement.links and is_solution(progress, statement) == name):
            break
        group.append(item)
    return group


def _read_solution(
    progress: Progress, section: Sequence[Item], k: int, both: Sequence[Statement], context: Context
) -> int:
    """Reads x = 2, where an equation for x is there, with the values stated beside it; how many statements were read.

    `both` are the readings of the k-th with + and − for ±.
    """
    item, statement = section[k], both[0]
    mentioned = item.first and item.is_mentioned
    sought = _may_solve(statement) and not mentioned and not is_substitution(statement, item.lead)
    sought = sought and not is_tried(statement, context)
    name = is_solution(progress, statement) if sought else None
    if name is None:
        return 0
    if ANOTHER_LINE.search(item.lead):
        another(progress, statement, context)
        return 1
    group = _alternatives(progress, section, k, name)
    signed = [(item, each) for each in both]
    signed += [(other, each) for other in group[1:] for each in variants(other.statement)]  # type: ignore[arg-type]
    if solve(progress, name, signed, replace(context, next_arrow=_next_arrow(section, k + len(group) - 1))):
        return len(group)
    progress.formula = item.formula
    return 0


def _both_signs(progress: Progress, section: Sequence[Item], k: int) -> tuple[tuple[Statement, ...], int]:
    """The two readings of a statement with ±, and how many statements they are: "= (5 ± 1)/2 = 3 or 2" are two."""
    statement = section[k].statement
    assert statement is not None
    other = _other_value(section[k + 1]) if k + 1 < len(section) else None
    signed = [has_signs(part) for part in statement.parts[-2:]]
    if other is None or len(statement.links) < 2 or signed != [True, False]:
        return variants(statement), 1
    ends = statement.parts[-1], other
    plus, minus = (progress.value(each.parts[-2])[0] for each in variants(statement))
    first, second = (progress.value(part)[0] for part in ends)
    crossed = Equal(plus, second), Equal(minus, first)
    turned = any(progress.proved(one, ()) for one in crossed) and not progress.proved(Equal(plus, first), ())
    return with_ends(statement, *(reversed(ends) if turned else ends)), 2


def _other_value(item: Item) -> Part | None:
    """The 2 of "= 3 or 2" and of "= 3, 2", also where it is a formula of its own."""
    statement = item.statement
    if statement is None or statement.links or statement.arrow or statement.words.lower() not in {"", "or", "and"}:
        return None
    joined = SAID_OR.match(item.lead) or item.lead.strip() in {",", "and"} if item.first else True
    return statement.parts[0] if joined and not (item.first and item.formula.display) else None


def _said_or(section: Sequence[Item], k: int) -> list[Item]:
    """The statements that "or" joins to the k-th."""
    group = [section[k]]
    for item in section[k + 1 :]:
        words = item.lead if item.first else item.statement.words if item.statement is not None else ""
        if item.statement is None or not SAID_OR.match(words):
            break
        group.append(item)
    return group


# --- statements --------------------------------------------------------------------------------


def _read_statement(progress: Progress, statement: Statement, context: Context) -> None:
    for each in _paired(statement):
        _read_statement(progress, each, context)
    if _paired(statement):
        return
    said = len(progress.claims)
    _read_one(progress, statement, context)
    if context.conditions and progress.claims[said:]:
        keep(progress, progress.claims[said], context.conditions)


def _read_one(progress: Progress, statement: Statement, context: Context) -> None:
    lead = context.item.lead
    if is_substitution(statement, lead) or is_shift(progress, statement, lead):
        substitute(progress, statement, context)
        return
    relation = statement.links[0].relation if statement.links else None
    if relation in DECLARES or depends(statement) or _is_told(progress, statement):
        return
    if relation == "prop" and statement.parts[0].items:
        claim_proportion(progress, statement, context)
        go_on(progress, statement, 1, context)
        return
    if relation is not None and not is_condition(progress, statement, context):
        name_braces(progress, statement, context, _defined_in(statement))
    if relation is None:
        goes_on = bool(GOES_ON.search(lead)) and not PART.search(lead) and not ELSEWHERE.search(lead)
        alone(progress, statement, context, goes_on)
    elif not statement.parts[0].items and (rest := progress.is_cut and cut_off(statement, 1)):
        resume(progress, rest, context)
    elif not statement.parts[0].items:
        if context.item.first and take_up_another(progress, statement, context):
            return
        anew = spoken_quantities.names_thing(progress, statement, context)
        if anew:
            spoken_quantities.begin(progress, statement, context)
        elif context.item.first:
            take_up(progress, statement, context)
        go_on(progress, statement, int(anew), context)
    elif is_condition(progress, statement, context):
        assume(progress, statement)
        for part in context.also:
            assume(progress, replace(statement, parts=(part, *statement.parts[1:])))
    elif is_definition(progress, statement, context):
        define(progress, statement, context)
    else:
        assert_(progress, statement, context)
    claim_braces(progress, statement, context)
    claim_strikes(progress, statement, context)


def _paired(statement: Statement) -> list[Statement]:
    """(x, y) = (3, 7) as x = 3 and y = 7."""
    if len(statement.links) != 1 or statement.links[0].relation not in {"=", "<-", ":="}:
        return []
    sides = [_entries(part) for part in statement.parts]
    if len(sides[0]) < 2 or len(sides[0]) != len(sides[1]) or any(head(part) is None for part in sides[0]):
        return []
    return [replace(statement, parts=pair) for pair in zip(*sides, strict=True)]


def _entries(part: Part) -> list[Part]:
    """The entries of (a, b)."""
    only = part.items[0] if len(part.items) == 1 else None
    if not isinstance(only, Fence) or only.opening != "(":
        return []
    entries: list[list[Node]] = [[]]
    for node in only.body.items:
        if isinstance(node, Token) and node.text == ",":
            entries.append([])
        elif not (isinstance(node, Token) and node.kind == "space"):
            entries[-1].append(node)
    if not all(entries):
        return []
    return [Part(tuple(nodes), Span(nodes[0].span.start, nodes[-1].span.end)) for nodes in entries]


def _defined_in(statement: Statement) -> set[str]:
    """The names that stand on the left of a formula's statements, so that a brace does not define them."""
    found = head(statement.parts[0])
    return {found.name} if found is not None else set()


def _is_told(progress: Progress, statement: Statement) -> bool:
    """Is it a condition that the words around it tell, and that is known since the section was opened?"""
    if progress.told is None or progress.formula is None or progress.display:
        return False
    return progress.told.is_told(progress.formula.start) and is_comparison(statement)


def _is_end(context: Context) -> bool:
    """ "from x = 0 to x = 3" says between what something runs, and claims nothing."""
    statement = context.item.statement
    if statement is None or len(statement.links) != 1 or context.item.formula.display:
        return False
    begins = FROM.search(context.item.lead) and re.match(r"\s*(to|and)\b", context.item.after)
    return bool(begins or TO.search(context.item.sentence))


def _is_supposed(progress: Progress, context: Context) -> bool:
    """ "x = 2 would give 3 = −3" claims nothing; nor does "try y = eᵏˣ" of a y that is sought."""
    item = context.item
    if TRIES.search(item.lead):
        found = head(item.statement.parts[0]) if item.statement is not None and item.statement.links else None
        return found is None or progress.mentioned(found.name) or _is_sought(progress, found.name)
    return bool(SUPPOSED.search(item.lead) or SUPPOSED.match(item.after.strip()))


def _is_sought(progress: Progress, name: str) -> bool:
    """Do the equations so far speak of a function of this name?"""
    applied = (one for premise in progress.premises for one in premise.relation.atoms(AppliedUndef))
    return any(str(one.func) == name for one in applied)
