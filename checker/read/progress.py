"""What is known while a document is read, line by line: the ledger, the claims so far, what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache

from sympy import (
    Derivative,
    Eq,
    I,
    Integral,
    MatrixBase,
    MatrixSymbol,
    Symbol,
)
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import (
    Approximates,
    Claim,
    Derivation,
    Domain,
    Equal,
    Equivalent,
    Goal,
    Implies,
    Place,
    Question,
    Reading,
    Role,
    Solves,
    Status,
    Unequal,
    Unread,
    Verdict,
)
from checker.objects import Gradient, Statistic
from checker.read.assumed_shapes import assumed, squared
from checker.read.building import is_matrix
from checker.read.cases_said import of_another_case
from checker.read.declarations import Opened
from checker.read.definitions import asked, called, expressions, with_instances
from checker.read.distributions import Distributed
from checker.read.document import place_of
from checker.read.doubts import names_in, only_introduces, reason, texts_said
from checker.read.expression import Remark, read_as
from checker.read.gaps import Gap
from checker.read.goals import goal_of, with_zero_vectors
from checker.read.imaginary_unit import with_imaginary_roots
from checker.read.ledger import Ledger
from checker.read.names import with_label
from checker.read.nodes import free_in, nodes_of
from checker.read.overridden import Overridden, overridden, restored
from checker.read.plain import plain
from checker.read.putting import equal_after, put
from checker.read.rewrites import Rewrite
from checker.read.statements import Part, Statement, statements
from checker.read.syntax import SyntaxFault, parse
from checker.written import Document, Formula, Macros, Row, Span, unaligned

SPECIAL = ("_0", "_c", "_*", "^*", "_max", "_min", "_opt", "_m", "_s", "_eq")
"""What marks the name of a special value of a quantity."""
ROUNDED_TO = 2  # digits, to which what rests on values of another part is taken to be as good as equal
MOST_LAWS = 3  # of the parts before, the last
BY_DEFAULT = " is taken as a real number"  # told where the reading is asked for, not of every claim
Decide = Callable[[Goal], Verdict]
Questions = tuple[Question | None, Question | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One claim as it was understood: what was assumed, in words, and all that is needed to read it again."""

    derivation: str
    claim: Claim
    remarks: tuple[str, ...]
    ledger: Ledger = field(default_factory=Ledger)
    macros: Macros = field(default_factory=dict)
    rewrites: tuple[Rewrite, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """A run of values of one subject; `last` and `first` name claims, `value` is what the last arrived at.

    `relation` is what is known of subject and value, None where nothing is; `heads` are the functions that were
    applied on the way; `equation` says that subject and value are the sides of an equation to be solved; `of` is the
    subject that a chain began with, which later values are of only when rounded, or with numbers put in.
    """

    subject: Basic
    value: Basic
    last: str
    first: str
    relation: str | None = "="
    equation: bool = False
    of: Basic | None = None


@dataclass(frozen=True, slots=True)
class Premise:
    """A relation that later lines may rest on: given, or derived from what is given."""

    relation: Basic
    claim: str
    given: bool
    local: bool = False  # to its sentence: "at t = 0"
    hidden: bool = False  # what a line should have come to: only truth rests on it
    refuted: bool = False  # later lines may follow from it, but none is true by it

    @property
    def names(self) -> frozenset[Basic]:
        """What it relates."""
        return names_in(self.relation)


@dataclass(slots=True)
class Progress:
    """The state of reading: a part of the document is a derivation, of which the names keep one meaning."""

    document: Document
    decide: Decide
    ledger: Ledger
    done: list[Derivation] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    chain: Chain | None = None
    chains: dict[Basic, Chain] = field(default_factory=dict)
    premises: list[Premise] = field(default_factory=list)
    facts: dict[Basic, Basic] = field(default_factory=dict)
    certain: dict[Basic, Basic] = field(default_factory=dict)  # facts that are given, or proved
    near: dict[Basic, Basic] = field(default_factory=dict)  # what is said to be ≈, nobody says how near
    past: dict[Basic, tuple[Basic, ...]] = field(default_factory=dict)  # values that names had before others
    laws: tuple[Basic, ...] = ()  # differential equations that parts before were given
    heard: list[Premise] = field(default_factory=list)  # all that was given in this section so far
    general: Ledger | None = None  # what was known of vectors of all lengths, where numbers are put in for these
    extents: dict[Basic, Basic] = field(default_factory=dict)  # these numbers
    set_up: tuple[Premise, ...] = ()  # what the sections around were given, and a set-up before this one
    said_at: dict[str, int] = field(default_factory=dict)  # where it was last said what a name is
    statistics: dict[Basic, Basic] = field(default_factory=dict)  # what is told of E[X], P(A), by nothing else
    independent: bool = False  # are random names said to be independent?
    alike: bool = False  # are they said to have one distribution?
    distributed: tuple[Distributed, ...] = ()  # what the section tells of means and variances
    restricted: bool = False  # do the words say more of how they are distributed than is known here?
    averages: set[Basic] = field(default_factory=set)  # defined by an expectation, and known by what it comes to
    answers: dict[Goal, Verdict] = field(default_factory=dict)
    values: dict[Basic, Basic] = field(default_factory=dict)  # what was read anew is the same object, known at a glance
    solved: set[Basic] = field(default_factory=set)
    told: Opened | None = None
    doubtful: set[str] = field(default_factory=set)  # names that a line which was not read says something of
    variables: set[str] = field(default_factory=set)
    rules: tuple[Statement, ...] = ()  # by which names are updated
    updated: set[Basic] = field(default_factory=set)  # names whose value a line before arrived at
    counts: tuple[tuple[int, int], ...] = ()  # where words number a sample or a step, and its number
    hoisted: set[Basic] = field(default_factory=set)
    elsewhere: dict[Basic, Basic] = field(default_factory=dict)  # what sections before said of names by others
    overridden: list[Overridden] = field(default_factory=list)  # by numbers, in the part at hand
    tried: set[str] = field(default_factory=set)  # functions of which a form was tried
    marks: int = 0  # of examples and exercises, seen so far
    defined_at: dict[str, int] = field(default_factory=dict)
    found_at: dict[Basic, int] = field(default_factory=dict)  # functions that solve an equation, by the part it is of
    title: str = ""
    rewrites: tuple[Rewrite, ...] = ()
    conventions: set[Basic] = field(default_factory=set)  # conditions that nobody wrote
    formula: Formula | None = None
    opens: Formula | None = None  # the first of the part at hand
    in_sentence: int = 0  # claims that were made before the sentence at hand
    begun: list[Basic] = field(default_factory=list)  # subjects of the chains begun in the formula at hand
    before: list[Basic] = field(default_factory=list)  # and in the formula before it
    waiting: set[str] = field(default_factory=set)  # claims that leave an expression for later lines to work on
    cut_in: Formula | None = None  # in which a chain ended at a place that was not read
    gap: Gap = field(default_factory=Gap)  # what formulas of this part that were not read may tell of
    choices: frozenset[str] = frozenset()  # by which what has two natural readings is read
    offered: dict[str, str] = field(default_factory=dict)  # the choices met, each in words
    lasting: dict[str, str] = field(default_factory=dict)  # those met where something is defined or given

    # --- trials --------------------------------------------------------------------------------

    def fork(self) -> Progress:
        """A copy that can be read on with, and thrown away; what was decided is kept for both."""
        return replace(self, **{name: getattr(self, name).copy() for name in GROWING}, offered={})

    def adopt(self, trial: Progress) -> None:
        """Goes on where a trial has come to."""
        for each in fields(self):
            setattr(self, each.name, getattr(trial, each.name))

    def remark(self, claim: Claim, text: str) -> None:
        """Says something more of a claim."""
        more = replace(claim, remarks=tuple(dict.fromkeys((*claim.remarks, text))))

        def changed(claims: Sequence[Claim]) -> list[Claim]:
            return [more if known is claim else known for known in claims]

        self.claims = changed(self.claims)
        self.done = [replace(part, claims=tuple(changed(part.claims))) for part in self.done]
        said = [tuple(dict.fromkeys((*line.remarks, text))) for line in self.lines]
        self.lines = [
            replace(line, claim=more, remarks=remarks) if line.claim is claim else line
            for line, remarks in zip(self.lines, said, strict=True)
        ]

    # --- places --------------------------------------------------------------------------------

    def place(self, span: Span) -> Place:
        """Where a span of the formula at hand stands in its file."""
        assert self.formula is not None
        return place_of(self.document, self.formula.start + span.start, self.formula.start + span.end)

    def not_read(self, fault: SyntaxFault) -> None:
        """Keeps a place that was not read."""
        self.gap = self.gap.widened(self._tree())
        place = self.place(Span(fault.offset, fault.offset + 1))
        self.unread.append(Unread(place, fault.found, fault.expected, fault.hint, self._line_at(fault.offset)))
        self.doubtful |= self._told_unread()

    def cut(self, fault: SyntaxFault) -> None:
        """Keeps a place that was not read, at which the chain at hand ends."""
        self.not_read(fault)
        self.chain, self.cut_in = None, self.formula

    @property
    def is_cut(self) -> bool:
        """Did the chain end in the formula at hand, at a place that was not read?"""
        return self.chain is None and self.cut_in is not None and self.cut_in is self.formula

    def _tree(self) -> Row | None:
        """The tree of the formula at hand, where it is one."""
        assert self.formula is not None
        return tree_of(self.formula.latex, self.formula.macros)

    def _told_unread(self) -> set[str]:
        """The new names that stand alone on a side of a formula that was not read: it says what they are."""
        tree = self._tree()
        try:
            parts = [part for each in statements(tree) if each.links for part in each.parts] if tree is not None else []
        except SyntaxFault:
            return set()
        sides = ([node for node in part.items if getattr(node, "text", "") != ":"] for part in parts)
        names = (with_label(side[0]) for side in sides if len(side) == 1)
        return {name.text for name in names if name is not None and not self.mentioned(name.text)}

    def _line_at(self, offset: int) -> str:
        assert self.formula is not None
        text, at = self.document.text, self.formula.start + offset
        end = text.find("\n", at)
        return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]

    @property
    def count(self) -> int:
        """The number of the sample or step at hand, as the words before it say; the first where they say none."""
        start = 0 if self.formula is None else self.formula.start
        return next((number for place, number in reversed(self.counts) if place <= start), 1)

    @property
    def display(self) -> bool:
        """Does the formula at hand stand on lines of its own?"""
        return self.formula is not None and self.formula.display

    # --- values and verdicts -------------------------------------------------------------------

    def value(self, part: Part, beside: Basic | None = None) -> tuple[Basic, tuple[str, ...]]:
        """What a part says, with what was assumed; a lone 0, I or [a] has the shape of what stands `beside` it."""
        shape = tuple(beside.shape) if beside is not None and is_matrix(beside) else None
        try:
            found = read_as(part.items, self._with_variable(beside), part.span, self.choices, shape)
        except (TypeError, ValueError) as refusal:  # SymPy's, of what cannot be put together
            reason = " ".join(str(refusal).split())[:100]
            raise SyntaxFault(part.span.start, "this", "things that go together", reason) from refusal
        if any(not is_matrix(gradient.args[1]) for gradient in nodes_of(found.value, Gradient)):
            raise SyntaxFault(part.span.start, "a gradient by a number", "one by a vector", "say that it is a vector")
        self.offered.update(found.offered)
        value = with_imaginary_roots(found.value, self.ledger)
        return self.values.setdefault(value, value), words(found.remarks)

    def _with_variable(self, beside: Basic | None) -> Ledger:
        """The ledger with what the integral before was taken by, to which bounds such as those of [F]_a^b belong.

        It tells what names were found to be, too.
        """
        chain = self.chain
        found = tuple((name, value) for name, value in self.certain.items() if name.is_Symbol and value.free_symbols)
        for part in (beside, *((chain.value, chain.subject) if chain is not None else ())):
            variables = (
                {name for one in nodes_of(part, Integral) for name in one.variables} if part is not None else set()
            )
            if variables:
                return _ledger_with(self.ledger, found, variables.pop() if len(variables) == 1 else None)
        return _ledger_with(self.ledger, found, None)

    def verdict(self, question: Question, conditions: Sequence[Basic]) -> Verdict:
        """What is known of a question where the formula stands."""
        return self.answered(question, self.ledger.definitions, (*self.ledger.conditions, *conditions))

    def answered(
        self, question: Question, definitions: Sequence[tuple[Basic, Basic]], conditions: Sequence[Basic]
    ) -> Verdict:
        """What is known of a question where names are defined, and conditions hold."""
        goal = goal_of(question, definitions, conditions)
        known = self.answers.get(goal)
        if known is None:
            known = self.answers[goal] = self.decide(goal)
        return known

    def proved(self, question: Question | None, conditions: Sequence[Basic]) -> bool:
        """Is it proved, and not merely because its premise never holds?"""
        if question is None:
            return False
        return self.verdict(question, conditions).status is Status.PROVED and not self.vacuous(question, conditions)

    def chosen(self, candidates: Sequence[Question | None], conditions: Sequence[Basic]) -> Question | None:
        """The first question that is proved; if none is, the last of which the premises may hold."""
        questions = [question for question in candidates if question is not None]
        if len(questions) < 2:
            return questions[0] if questions else None
        found = next((question for question in questions if self.proved(question, conditions)), None)
        if found is not None:
            return found
        sound = [question for question in questions if not self.vacuous(question, conditions)]
        return sound[-1] if sound else questions[0]

    def refuted(self, question: Question | None, conditions: Sequence[Basic]) -> bool:
        """Is it refuted?"""
        return question is not None and self.verdict(question, conditions).status is Status.REFUTED

    def claim_named(self, name: str) -> Claim | None:
        """The claim of this part that has a name."""
        return next((claim for claim in self.claims if claim.name == name), None)

    def is_false(self, name: str) -> bool:
        """Is a claim refuted?"""
        claim = self.claim_named(name)
        return claim is not None and claim.asks is not None and self.refuted(claim.asks[1], claim.conditions)

    def vacuous(self, question: Question, conditions: Sequence[Basic]) -> bool:
        """Is it proved only because its premise never holds?"""
        verdict = self.verdict(question, conditions)
        return verdict.status is not Status.REFUTED and verdict.because.startswith("vacuous")  # which costs a search

    def misfits(self, question: Question | None, conditions: Sequence[Basic]) -> tuple[str, ...]:
        """The names whose shapes were assumed, where these do not fit and the question is not false of others too."""
        if not isinstance(question, Equal | Unequal):
            return ()
        definitions = with_instances(self.ledger.definitions, asked(question))
        names = assumed((question.left, question.right, *(part for pair in definitions for part in pair)), self.ledger)
        if not names or self.verdict(question, conditions).status is not Status.ILL_FORMED:
            return ()
        square, meanings = squared(question, definitions)
        false = self.decide(Goal(square, meanings, Domain((*self.ledger.conditions, *conditions))))
        return () if false.status is Status.REFUTED else names

    def relevant(self, *parts: Basic, given: bool = False) -> list[Premise]:
        """The premises that share names with what is asked, or with one that does."""
        names = {name for part in parts for name in names_in(part)}
        meanings = dict(self.ledger.definitions)
        if self.found_at and any(part.atoms(AppliedUndef) for part in parts):
            meanings = dict(with_instances(self.ledger.definitions, parts))  # y(0) of a y that was found
        found: list[Premise] = []
        names |= {s for name in names if name in meanings for s in free_in(meanings[name])}
        apart = {name for name in self.solved - names if self._is_apart(name)}
        waiting = [p for p in self.premises if (p.given or not given) and not apart & p.names]
        waiting = without_other_statistics(waiting, parts)
        grows = True
        while grows:
            names |= {s for name in names if name in meanings for s in free_in(meanings[name])}
            nearer = [premise for premise in waiting if _shares(premise, names)]
            waiting = [premise for premise in waiting if premise not in nearer]
            found += nearer
            names = names.union(*(premise.names for premise in nearer))
            grows = bool(nearer)
        return [premise for premise in self.premises if premise in found]

    def _is_apart(self, name: Basic) -> bool:
        """Does one equation alone speak of a name, so that it says nothing of the others once it is solved?"""
        return sum(premise.given and name in premise.names for premise in self.premises) == 1

    # --- conventions ---------------------------------------------------------------------------

    def suppose(self, conditions: Sequence[Basic], lasting: bool = False) -> None:
        """Notes conditions that nobody wrote, such as m ≠ 0 of a mass; lasting ones hold for later lines too."""
        new = [each for each in conditions if each not in self.ledger.conditions]
        self.conventions |= set(new)
        if lasting:
            self.ledger = replace(self.ledger, conditions=(*self.ledger.conditions, *new))

    def drop_conventions(self, name: Basic) -> None:
        """Forgets what nobody wrote of a name, as it is given a value by itself: "at R = 0"."""
        kept = [c for c in self.ledger.conditions if c not in self.conventions or name not in c.free_symbols]
        if len(kept) < len(self.ledger.conditions):
            self.ledger = replace(self.ledger, conditions=tuple(kept))

    # --- claims --------------------------------------------------------------------------------

    def add(
        self,
        span: Span,
        statement: Basic,
        role: Role,
        *,
        given: Sequence[str] = (),
        root: Sequence[str] = (),
        asks: Questions = (None, None),
        conditions: Sequence[Basic] = (),
        reading: Reading = Reading.EQUALS,
        remarks: Sequence[str] = (),
    ) -> Claim:
        """A claim more, which stands at a span of the formula at hand."""
        assert self.formula is not None
        asks = (with_zero_vectors(asks[0]), with_zero_vectors(asks[1]))
        unsure = sorted({name for question in asks for name in self.misfits(question, conditions)})
        if unsure:
            self.not_read(shapes_wanted(span, unsure))
            self.doubtful |= set(unsure)
            asks = (None, None)
        settled = self.proved(asks[1], conditions)
        whole = statement.has(Gradient)  # what is differentiated stands there
        doubts = ["" if settled or whole else self._doubt(question, conditions) for question in asks]
        asks = tuple(None if doubt else question for question, doubt in zip(asks, doubts, strict=True))  # type: ignore[assignment]
        remarks = [*remarks, *filter(None, doubts)]
        written = self.formula.latex[span.start : span.end]
        known = {claim.name for claim in self.claims}
        goals = (goal_of(q, self.ledger.definitions, ()) for q in asks if q is not None)
        there = [each for goal in goals for each in goal.domain.conditions]
        everywhere = tuple(dict.fromkeys((*self.ledger.conditions, *conditions, *there)))
        taken = [plain(condition) for condition in conditions if condition in self.conventions]
        remarks = [*remarks, f"taken, though it is not written: {', '.join(taken)}"] if taken else remarks
        claim = Claim(
            str(len(self.claims) + 1),
            written,
            statement,
            role,
            given=tuple(name for name in given if name in known),
            root=tuple(name for name in root if name in known),
            reading=reading,
            asks=asks,
            doubts=tuple(sorted(self.doubtful and self.doubtful & set(map(str, free_in(statement))))),
            conditions=everywhere,
            supposed=tuple(condition for condition in everywhere if condition in self.conventions),
            remarks=tuple(dict.fromkeys(remark for remark in remarks if not remark.endswith(BY_DEFAULT))),
            place=self.place(span),
            tree=tree_of(written, self.formula.macros),
        )
        self.claims.append(claim)
        if isinstance(statement, Eq) and isinstance(statement.lhs, Symbol | AppliedUndef | MatrixSymbol):
            self.said_at[called(statement.lhs)] = self.formula.start
        self._learn(statement, role, asks[1], conditions)
        part, told = f"part-{len(self.done) + 1}", tuple(dict.fromkeys(remarks))
        self.lines.append(Line(part, claim, told, self.ledger, self.formula.macros, self.rewrites))
        return claim

    def _learn(self, statement: Basic, role: Role, true: Question | None, conditions: Sequence[Basic]) -> None:
        """E[X] = 7/2: the first value that a statistic is said to have, in terms of no other, and that is not refuted.

        Where it is said anew to have another value, it is of another X, and what was told before is forgotten.
        """
        if not isinstance(statement, Eq) or role is Role.STEP:
            return
        for one, value in (statement.args, statement.args[::-1]):
            if isinstance(one, Statistic) and not value.has(Statistic) and (one is statement.lhs or value.is_Symbol):
                if self.refuted(true, conditions):
                    return
                before = self.statistics.get(one)
                if before is not None and not self.proved(Equal(before, value), conditions):
                    self.statistics = {}
                self.statistics.setdefault(one, value)

    def _doubt(self, question: Question | None, conditions: Sequence[Basic]) -> str:
        """Why a question that is refuted is not asked: what it rests on was not read, or cannot be put in."""
        if question is None or self._is_known_to_hold(question, conditions):
            return ""
        parts = asked(question)
        if any(part.has(I) for part in parts) and self.verdict(question, conditions).status is Status.ILL_FORMED:
            return "not asked: a root of a negative number is beside the imaginary unit"
        why = reason(question, [premise.relation for premise in self.premises], dict(self.ledger.definitions))
        why = why or of_another_case(question, self.claims)
        if why and self._is_wrong(question, conditions):
            return why
        if self._holds_by_past(question, conditions):
            return "not asked: it holds with what a part before says of its names"
        if self._is_near(question, conditions):
            return "not asked: it holds with what was said to be ≈, and not without"
        known = {str(name) for name, _ in self.ledger.definitions}
        known |= {str(name) for premise in self.premises for name in premise.names}
        told = {str(name) for part in parts for name in part.free_symbols} - known
        if self.doubtful & told and self._is_wrong(question, conditions):
            return "not asked: what a name of it is was not read"
        of_matrices = any(map(is_matrix, parts))
        plain = isinstance(question, Equal | Approximates) or only_introduces(question)
        rests = of_matrices or not plain or isinstance(parts[0], Symbol)
        others = [p for p in self.relevant(*parts) if not _is_value(p) and not _is_solved(p, question)]
        given = any(premise.relation.has(MatrixSymbol, MatrixBase) for premise in others)
        given = given and not self._is_of_numbers(parts) and not self._is_of_others(parts, others)
        if isinstance(question, Solves) and sum(premise.given for premise in self.relevant(*parts)) < 2:
            given = False  # the equation that it is asked of is what is given
        resting = any(map(names_in, parts)) and (given or (rests and self._may_be_unread(parts)))
        if not resting or not self._is_wrong(question, conditions):
            return ""
        return "not asked: it may rest on a line that was not read, or on what is given of matrices"

    def _may_be_unread(self, parts: Sequence[Basic]) -> bool:
        """May it rest on a line that was not read?"""
        relations = [premise.relation for premise in self.premises]
        return bool(self.gap) and self.gap.may_tell_of(parts, dict(self.ledger.definitions), relations)

    def _is_known_to_hold(self, question: Question, conditions: Sequence[Basic]) -> bool:
        """Was it asked before, and proved?"""
        goal = goal_of(question, self.ledger.definitions, (*self.ledger.conditions, *conditions))
        return goal in self.answers and self.proved(question, conditions)

    def _is_of_numbers(self, parts: Sequence[Basic]) -> bool:
        """Is every name in it a matrix that is written out in numbers, of which nothing given says more?"""
        meanings = dict(self.ledger.definitions)
        names = set().union(*(part.free_symbols for part in parts))
        return bool(names) and all(
            isinstance(name, MatrixSymbol) and name in meanings and not meanings[name].free_symbols for name in names
        )

    def _is_of_others(self, parts: Sequence[Basic], premises: Sequence[Premise]) -> bool:
        """Is every matrix in it written out by entries, where what is given says only what other matrices are?"""
        meanings = dict(self.ledger.definitions)
        own = {name for part in parts for name in part.free_symbols if isinstance(name, MatrixSymbol)}
        if not own or not all(name in meanings and not meanings[name].has(MatrixSymbol) for name in own):
            return False
        told = [p for p in premises if p.relation.has(MatrixSymbol, MatrixBase)]
        return all(_tells_matrix(p.relation) and not p.relation.free_symbols & own for p in told)

    def _holds_by_past(self, question: Question, conditions: Sequence[Basic]) -> bool:
        """x = D_x/D, where another part says what D and D_x are: is a question that is wrong right with that?"""
        if not isinstance(question, Equal | Implies | Equivalent):
            return False
        names = {name for part in asked(question) for name in part.free_symbols}
        for name, meaning in self.ledger.definitions:  # the latest first: each speaks of earlier ones
            names |= meaning.free_symbols if name in names else set()
        values = self._special_values(names)
        values |= {name: self.past[name][-1] for name in names - set(self.facts) if name in self.past}
        if not values or not self._is_wrong(question, conditions):
            return False
        if isinstance(question, Equal):
            there: Question | None = equal_after(question.left, question.right, values, self.ledger.definitions)
            if isinstance(there, Equal) and there.left.is_number and there.right.is_number:
                there = Approximates(there.left, there.right, ROUNDED_TO)
        elif isinstance(question, Equivalent):
            there = Equivalent(question.premise.xreplace(values), question.conclusion.xreplace(values))
        else:
            there = replace(question, conclusion=question.conclusion.xreplace(values))
        return self.proved(there, conditions)

    def _special_values(self, names: AbstractSet[Basic]) -> dict[Basic, Basic]:
        """4R/3 for h, where h₀ = 4R/3 was said and nothing of h: a line may speak of that place."""
        said = [*self.ledger.definitions, *self.facts.items()]
        special = {str(name): value for name, value in said if name.is_Symbol and not is_matrix(value)}
        found: dict[Basic, Basic] = {}
        for name in sorted(names - set(self.facts), key=str):
            marked = (special.get(f"{name}{mark}") for mark in SPECIAL)
            value = next((one for one in marked if one is not None), None)
            if name.is_Symbol and value is not None and not value.has(name):
                found[name] = value
        return found

    def _is_near(self, question: Question, conditions: Sequence[Basic]) -> bool:
        """y = sin x = x, where sin x ≈ x was said: does it hold with that alone?"""
        if not self.near or not isinstance(question, Equal):
            return False
        meanings = dict(self.ledger.definitions)
        near = Equal(*(put(put(side, meanings), self.near) for side in (question.left, question.right)))
        return near != question and not self.proved(question, conditions) and self.proved(near, conditions)

    def _is_wrong(self, question: Question, conditions: Sequence[Basic]) -> bool:
        return self.verdict(question, conditions).status in {Status.REFUTED, Status.ILL_FORMED}

    def open(self, subject: Basic, value: Basic, name: str, relation: str | None = "=", equation: bool = False) -> None:
        """Begins a chain."""
        self.chain = Chain(subject, value, name, name, relation, equation)
        if not equation:
            self.chains[subject] = self.chain
            self.begun.append(subject)

    def enter(self, formula: Formula) -> None:
        """Goes on to a formula."""
        if formula is not self.formula:
            self.before, self.begun = self.begun, []
        self.formula = formula

    def is_open(self, chain: Chain) -> bool:
        """Is what it came to left for later lines to work on?"""
        return chain.last in self.waiting

    def go_to(self, chain: Chain) -> None:
        """Goes on with a chain that has come to another value."""
        self.chain = chain
        if not chain.equation:
            self.chains[chain.subject] = chain

    def mentioned(self, name: str) -> bool:
        """Has a name occurred in a claim of this part? The s of data s_i is no name by itself."""
        return any(name in texts_said(claim.statement) for claim in self.claims)

    def release(self, name: str) -> None:
        """Forgets what equations say of a number that from now on is any number."""
        self.premises = [premise for premise in self.premises if not _says_of_number(premise.relation, name)]
        self.heard = [premise for premise in self.heard if not _says_of_number(premise.relation, name)]
        self.forget_subjects(lambda subject: str(subject) == name)

    def remember_values(self) -> None:
        """Keeps what names were said to be, as a part ends of which the next one knows nothing."""
        self._remember_laws()
        for name, chain in self.chains.items():  # V = ∫ E ds = …: what it came to
            if isinstance(name, Symbol) and chain.relation == "=" and not (chain.equation or chain.value.has(name)):
                self.remember(name, chain.value)
        for name in self.facts:
            self._remember_fact(name)

    def remember_what_definitions_rest_on(self) -> None:
        """Keeps what names were said to be that stand in definitions, as a section ends that others go on from."""
        bodies = {name for _, body in self.ledger.definitions for name in free_in(body)}
        for name in sorted(bodies & set(self.facts), key=str):
            self._remember_fact(name)

    def remember(self, name: Basic, value: Basic) -> None:
        """Keeps a value that a name had, as the last of them."""
        self.past[name] = (*self.past.get(name, ()), value)

    def _remember_fact(self, name: Basic) -> None:
        value = self.facts.get(name)
        if value is not None and name.is_Symbol and not value.has(name):
            self.remember(name, value)

    def _remember_laws(self) -> None:
        given = (p.relation for p in self.premises if p.given and not p.hidden and isinstance(p.relation, Eq))
        equations = (relation for relation in given if relation.atoms(Derivative))
        self.laws = tuple(dict.fromkeys((*self.laws, *equations)))[-MOST_LAWS:]

    def release_values(self, name: Basic) -> None:
        """Forgets which values a name was given or found to have; what relates it to others stays."""
        if (value := self.facts.get(name)) is not None and not value.free_symbols:
            self.remember(name, value)
        about = {name, *name.free_symbols}
        self.premises = [
            p
            for p in self.premises
            if not (p.names <= about and p.relation.has(name) and not p.relation.has(Derivative))
        ]
        self.forget_subjects(lambda subject: subject == name)
        self.solved.discard(name)

    def forget_values(self, name: Basic) -> None:
        """Forgets what functions of a vector came to, which from now on is another."""
        self.forget_subjects(lambda subject: str(name) in map(str, subject.free_symbols))

    def forget_function(self, applied: Basic) -> None:
        """Forgets what y(x) was found to be, which from now on is another function."""
        self.forget(applied)
        self.found_at.pop(applied, None)

    def forget_numbers(self, before: int) -> None:
        """Forgets which complex numbers names are, but for those told in the part `before` the first lettered one."""
        for name in [one for one, marks in self.found_at.items() if one.is_Symbol and marks != before]:
            self.forget(name)
            del self.found_at[name]

    def forget_subjects(self, are_meant: Callable[[Basic], bool]) -> None:
        """Forgets what the subjects that are meant were said, or found, to be."""
        known: dict[Basic, Basic] | dict[Basic, Chain]
        for known in (self.facts, self.certain, self.near, self.chains):
            for subject in [one for one in known if are_meant(one)]:
                del known[subject]

    def leave_sentence(self) -> None:
        """Forgets what was said of one place only; "a car at a = 2" may yet be the car that goes on."""
        said = {p.relation.lhs: p.relation.rhs for p in self.premises if p.local and isinstance(p.relation, Eq)}
        left = list(said)
        for name, value in said.items():
            if isinstance(name, AppliedUndef) and value.is_number:
                self.remember(name, value)
            self._remember_fact(name)
        self.premises = [premise for premise in self.premises if not premise.local]
        self.forget_subjects(lambda subject: subject in left)
        self.in_sentence = len(self.claims)

    def leave_place(self, name: Basic) -> None:
        """Forgets what was said of a place, as another is gone on to: "for k = 1 we get x = 2; for k = 2 x = 4"."""
        local = [p for p in self.premises if p.local and isinstance(p.relation, Eq)]
        at = next((k for k, p in enumerate(local) if p.relation.lhs == name), len(local))
        gone = local[at:]
        self.premises = [p for p in self.premises if p not in gone]
        left = [p.relation.lhs for p in gone]
        self.forget_subjects(lambda subject: subject in left)

    def given_in_sentence(self) -> dict[Basic, Basic]:
        """The values that the sentence at hand gave names so far."""
        said = {claim.name for claim in self.claims[self.in_sentence :]}
        given = (p.relation for p in self.premises if p.given and p.claim in said and isinstance(p.relation, Eq))
        return {each.lhs: each.rhs for each in given if each.lhs.is_Symbol and each.rhs.is_number}

    def close(self) -> None:
        """Ends a derivation: names may be given another meaning after it."""
        if self.claims:
            used = [part for claim in self.claims for part in expressions(claim)]
            definitions = with_instances(self.ledger.definitions, used)
            name = f"part-{len(self.done) + 1}"
            self.done.append(Derivation(name, self.title, "", tuple(self.claims), definitions))
        self._remember_laws()
        self.claims, self.chain, self.chains, self.premises = [], None, {}, []
        self.facts, self.certain, self.solved = {}, {}, set()
        self.begun, self.before, self.waiting, self.in_sentence = [], [], set(), 0
        self.statistics, self.near = {}, {}
        self.gap = Gap()

    def take_over(self, premises: Sequence[Premise]) -> None:
        """Values of names that were given in the sentence at hand, before a new derivation begins in it."""
        for premise in premises:
            relation = premise.relation
            if isinstance(relation, Eq) and relation.lhs.is_Symbol and relation.rhs.is_number:
                self.premises.append(replace(premise, claim=""))
                self.facts[relation.lhs] = self.certain[relation.lhs] = relation.rhs

    def forget_called(self, name: str) -> None:
        """Takes back what a name, or a function, is defined as."""
        for subject in [known for known, _ in self.ledger.definitions if called(known) == name]:
            self.forget(subject)

    def override(self, subject: Basic, value: Basic) -> None:
        """A number for a name that was said in terms of others, until the part ends."""
        found = overridden(self.ledger, subject, value)
        if found is not None:
            self.overridden.append(found)

    def restore(self) -> None:
        """Each name is again what it was before the part gave it a number."""
        if self.overridden:
            self.close()
            self.ledger, self.overridden = restored(self.ledger, self.overridden), []

    def forget(self, subject: Basic) -> None:
        """Takes back what a name is defined as."""
        kept = tuple(known for known in self.ledger.definitions if known[0] != subject)
        self.ledger = replace(self.ledger, definitions=kept)


SHARED = frozenset(("answers", "values", "offered"))  # by a trial with what it is a trial of; offered begins anew
GROWING = tuple(
    each.name for each in fields(Progress) if each.default_factory in (list, dict, set) and each.name not in SHARED
)
"""What changes in place while lines are read, so that a trial has its own; all else is replaced."""


def without_other_statistics(premises: Sequence[Premise], asked_of: Sequence[Basic]) -> list[Premise]:
    """The premises but for those that only say what an expectation or density is of which nothing else speaks."""

    def is_other(premise: Premise) -> bool:
        sides = premise.relation.args if isinstance(premise.relation, Eq) else ()
        told = [side for side in sides if isinstance(side, Statistic)]
        rest = [*asked_of, *(other.relation for other in premises if other is not premise)] if told else []
        return any(not any(part.has(side) for part in rest) for side in told)

    return [premise for premise in premises if not is_other(premise)]


def _says_of_number(relation: Basic, name: str) -> bool:
    """Does a relation hold for some values of a number only? One of functions holds for all."""
    return name in map(str, relation.free_symbols) and not relation.atoms(AppliedUndef, Derivative)


def shapes_wanted(span: Span, names: Sequence[str]) -> SyntaxFault:
    """What is said where the shapes that were assumed of names do not fit."""
    of = ", ".join(names)
    hint = f"declare {of}, as in $x \\in \\mathbb{{R}}^n$"
    return SyntaxFault(span.start, f"shapes that do not fit, as they were assumed of {of}", "shapes that fit", hint)


def words(remarks: Sequence[Remark]) -> tuple[str, ...]:
    """What was assumed, in words."""
    return tuple(dict.fromkeys(remark.text for remark in remarks))


def tree_of(written: str, macros: Macros) -> Row | None:
    """The tree of a part of a formula, if it is one by itself; one cell of `align` need not be."""
    try:
        return parse(unaligned(written), macros)
    except SyntaxFault:
        return None


@lru_cache(maxsize=64)  # so that what was read with it is found again
def _ledger_with(ledger: Ledger, found: tuple[tuple[Basic, Basic], ...], variable: Basic | None) -> Ledger:
    ledger = replace(ledger, found=found) if found else ledger
    return ledger if variable is None else replace(ledger, variable=variable)


def _tells_matrix(relation: Basic) -> bool:
    """r t = (R cos ωt, R sin ωt): does a side hold a matrix that the other does not, so that this is what is told?"""
    if not isinstance(relation, Eq):
        return False
    sides = [{name for name in side.free_symbols if isinstance(name, MatrixSymbol)} for side in relation.args]
    return bool(sides[0] - sides[1]) != bool(sides[1] - sides[0])


def _is_value(premise: Premise) -> bool:
    """Does a premise say what a name is, so that it can be put in?"""
    return isinstance(premise.relation, Eq) and isinstance(premise.relation.lhs, Symbol | MatrixSymbol)


def _is_solved(premise: Premise, question: Question) -> bool:
    """Is a premise one of the forms of the equation that a question asks to be solved?"""
    return isinstance(question, Solves) and premise.relation.has(question.unknown)


def _shares(premise: Premise, names: set[Basic]) -> bool:
    return bool(premise.names & names)
