"""The statements of a document become the claims of derivations, in reading order, with what each rests on.

A chain goes on where a line begins with a relation, or repeats the subject of one before; a name that is new is
defined; an equation is solved where a later line names its unknown. What cannot be read becomes an Unread with
its place and cause, and the next line goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import sympy
from sympy import Derivative, Eq, Integer
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import (
    Approximates,
    Claim,
    Derivation,
    Domain,
    Equal,
    Goal,
    Holds,
    Implies,
    Place,
    Question,
    Role,
    SameRoots,
    SolutionSet,
    Status,
    Unequal,
    Unread,
    Verdict,
)
from checker.read.conventions import by_use
from checker.objects import Gradient
from checker.read.document import place_of
from checker.read.equations import SOLVES, conclusion_follows, is_given
from checker.read.expression import Remark, understood
from checker.read.ledger import Kind, Ledger, Meaning, function, real
from checker.read.names import name_of, with_label
from checker.read.statements import Link, Part, Statement, statements
from checker.read.syntax import SyntaxFault, parse
from checker.read.usage import usage
from checker.written import Document, Fence, Formula, Macros, Node, Prose, Row, Scripts, Span, Token

Decide = Callable[[Goal], Verdict]

COMPARISONS = {"<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge, "!=": sympy.Ne, "=": sympy.Eq}
DEFINES = re.compile(r"\b(let|define|defined|denote|where|set|put|write|given|suppose|consider|with|assume)\b[^.]*$", re.I)
GOES_ON = re.compile(r"\b(written|rewritten|equals?|becomes?|simplif\w+|gives?|is|as|to|get|yields?)\b\W*$", re.I)

LONGEST_REASON = 160  # characters of a library's message that are told


@dataclass(frozen=True, slots=True)
class Line:
    """One claim as it was understood: what was assumed, in words; and what was known where it stands."""

    derivation: str
    claim: Claim
    remarks: tuple[str, ...]
    ledger: Ledger = field(default_factory=Ledger)


@dataclass(frozen=True, slots=True)
class Notes:
    """All that was read from a document."""

    derivations: tuple[Derivation, ...]
    lines: tuple[Line, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class _Chain:
    """A run of values of one subject; `last` and `first` name claims, `value` is what the last arrived at."""

    subject: Basic
    value: Basic
    last: str
    first: str
    relation: str = "="


@dataclass(slots=True)
class _Steps:
    """What is known while a document is read, line by line."""

    document: Document
    decide: Decide
    ledger: Ledger
    done: list[Derivation] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    chain: _Chain | None = None
    chains: dict[Basic, _Chain] = field(default_factory=dict)
    equation: list[Claim] = field(default_factory=list)
    words: str = ""
    title: str = ""
    formula: Formula | None = None

    # --- pieces --------------------------------------------------------------------------------

    def open_section(self, pieces: Sequence[Prose | Formula]) -> None:
        """Names mean what the whole section uses them as."""
        trees = [tree for piece in pieces if isinstance(piece, Formula) and (tree := _tree(piece.latex, piece.macros)) is not None]
        defined = [name for tree in trees for name in _defined_names(tree)]
        self.ledger = by_use(self.ledger, usage(trees), defined)

    def read(self, piece: Prose | Formula) -> None:
        if isinstance(piece, Prose):
            self.words = piece.text
            return
        self.formula = piece
        try:
            tree = parse(piece.latex, piece.macros)
            found = statements(tree)
        except SyntaxFault as fault:
            self.not_read(fault)
            return
        for statement in found:
            try:
                self.state(statement)
            except SyntaxFault as fault:
                self.not_read(fault)
                self.chain = None
            except Exception as fault:  # what SymPy raises of objects that do not fit together
                self.not_read(_not_fitting(statement, fault))
                self.chain = None
            self.words = ""

    def not_read(self, fault: SyntaxFault) -> None:
        self.unread.append(Unread(self.place(Span(fault.offset, fault.offset + 1)), fault.found, fault.expected, fault.hint))

    def place(self, span: Span) -> Place:
        assert self.formula is not None
        return place_of(self.document, self.formula.start + span.start, self.formula.start + span.end)

    def close(self, title: str) -> None:
        """Ends a section: what is defined in it ends with it."""
        self.title = title or self.title
        if self.claims:
            self.done.append(
                Derivation(
                    name=f"part-{len(self.done) + 1}",
                    title=self.title,
                    heading="",
                    claims=tuple(self.claims),
                    definitions=_with_instances(self.ledger, self.claims),
                    domain=Domain(self.ledger.conditions),
                )
            )
        self.claims, self.chain, self.equation, self.chains = [], None, [], {}

    # --- statements ----------------------------------------------------------------------------

    def state(self, statement: Statement) -> None:
        conditions = tuple(c for other in statement.conditions if (c := self.condition(other)) is not None)
        relation = statement.links[0].relation if statement.links else None
        if relation in {"in", "dist", "to", "maps", "prop"}:
            self.declare(statement)
        elif relation is None:
            self.alone(statement)
        elif not statement.parts[0].items:
            self.go_on(statement, 0, conditions)
        elif not self.formula_is_display() and self.is_condition(statement):
            self.assume(statement)
        elif relation == ":=" or (relation == "=" and self.is_definition(statement)):
            self.define(statement, conditions)
        else:
            self.assert_(statement, conditions)

    def formula_is_display(self) -> bool:
        return self.formula is not None and self.formula.display

    def value(self, part: Part) -> tuple[Basic, tuple[Remark, ...]]:
        found = understood(part.items, self.ledger, part.span)
        return found.value, found.remarks

    def alone(self, statement: Statement) -> None:
        """An expression without a relation opens a chain, or goes on with one after "is" and the like."""
        part = statement.parts[0]
        if not self.formula_is_display():
            if self.chain is not None and GOES_ON.search(self.words) and not _is_name(part):
                value, remarks = self.value(part)
                self.step(part, value, remarks, "=", ())
            return
        value, remarks = self.value(part)
        claim = self.claim(part.span, value, Role.ROOT)
        self.add(claim, remarks)
        self.open(value, value, claim.name)
        self.ledger = replace(self.ledger, operand=_undifferentiated(value))

    def open(self, subject: Basic, value: Basic, name: str) -> None:
        self.chain = _Chain(subject, value, name, name)
        self.chains[subject] = self.chain

    # --- declarations --------------------------------------------------------------------------

    def is_condition(self, statement: Statement) -> bool:
        """x > 0, 0 < p < 1, r ≠ 1: a name compared with numbers."""
        if any(link.relation not in COMPARISONS or link.relation == "=" for link in statement.links):
            return False
        return any(_is_name(part) for part in statement.parts)

    def assume(self, statement: Statement) -> None:
        condition = self.condition(statement)
        if condition is not None:
            self.ledger = replace(self.ledger, conditions=(*self.ledger.conditions, condition))

    def condition(self, statement: Statement) -> Basic | None:
        if not statement.links or any(link.relation not in COMPARISONS for link in statement.links):
            return None
        values = [self.value(part)[0] for part in statement.parts]
        pairs = zip(values, statement.links, values[1:], strict=False)
        return sympy.And(*(COMPARISONS[link.relation](a, b, evaluate=False) for a, link, b in pairs))

    def declare(self, statement: Statement) -> None:
        """x ∈ ℝⁿ and the like: what is told of names, not a claim."""

    # --- definitions ---------------------------------------------------------------------------

    def is_definition(self, statement: Statement) -> bool:
        part = statement.parts[0]
        applied = _applied(part)
        name = _name(part) if applied is None else applied[0]
        if name is None:
            return False
        known = self.ledger.meaning(name)
        if applied is not None:
            return known is None or (known.kind is Kind.FUNCTION and not self.is_defined(name))
        if known is None:
            return not self.mentioned(name)
        return bool(DEFINES.search(self.words)) and not self.is_defined(name)

    def is_defined(self, name: str) -> bool:
        return any(_called(other) == name for other, _ in self.ledger.definitions)

    def mentioned(self, name: str) -> bool:
        """Has the name occurred in a claim before?"""
        symbols = {str(symbol) for claim in self.claims for symbol in claim.statement.free_symbols}
        return name in symbols

    def define(self, statement: Statement, conditions: tuple[Basic, ...]) -> None:
        part, meaning = statement.parts[:2]
        applied = _applied(part)
        if applied is not None:
            name, arguments = applied
            parameters = tuple(real(argument) for argument in arguments)
            made = Meaning(Kind.FUNCTION, function(name), "it is defined here", parameters)
            subject: Basic = made.object(*parameters)
        else:
            found = _name(part)
            assert found is not None
            name, subject = found, real(found)
            made = Meaning(Kind.SCALAR, subject, "it is defined here")
        value, remarks = self.value(meaning)
        self.ledger = self.ledger.with_meaning(name, made)
        if subject not in value.atoms(sympy.Symbol, AppliedUndef):
            self.ledger = self.ledger.with_definition(subject, value)
        span = Span(part.span.start, meaning.span.end)
        claim = self.claim(span, Eq(subject, value, evaluate=False), Role.DEFINITION, conditions=conditions)
        self.add(claim, remarks)
        self.open(subject, value, claim.name)
        self.ledger = replace(self.ledger, operand=subject)
        self.go_on(statement, 1, conditions)

    # --- claims --------------------------------------------------------------------------------

    def assert_(self, statement: Statement, conditions: tuple[Basic, ...]) -> None:
        left, remarks = self.value(statement.parts[0])
        known = self.chains.get(left)
        if known is not None and statement.links[0].relation == "=":
            self.chain = known
            self.go_on(statement, 0, conditions)
            return
        right, more = self.value(statement.parts[1])
        relation = statement.links[0].relation
        made = Eq(left, right, evaluate=False)
        span = Span(statement.parts[0].span.start, statement.parts[1].span.end)
        if relation == "=" and self.is_solution(left):
            self.solution(statement, left, conditions)
            return
        if relation == "=" and self.is_equation(left, right, conditions):
            self.equate(span, left, right, (*remarks, *more), conditions)
            if len(statement.parts) > 2:
                self.open(left, right, self.claims[-1].name)
                self.go_on(statement, 1, conditions)
            return
        claim = self.claim(
            span, made, Role.FACT, asks=(None, _question(relation, left, right)), conditions=conditions
        )
        self.add(claim, (*remarks, *more))
        self.open(left, right, claim.name)
        self.go_on(statement, 1, conditions)

    # --- equations -----------------------------------------------------------------------------

    def proved(self, question: Question, conditions: tuple[Basic, ...]) -> bool:
        goal = Goal(question, self.ledger.definitions, Domain((*self.ledger.conditions, *conditions)))
        return self.decide(goal).status is Status.PROVED

    def is_equation(self, left: Basic, right: Basic, conditions: tuple[Basic, ...]) -> bool:
        """Is it given, or to be solved, rather than claimed?"""
        defined = [name for name, _ in self.ledger.definitions]
        return is_given(left, right, self.words, defined) and not self.proved(Equal(left, right), conditions)

    def equate(
        self, span: Span, left: Basic, right: Basic, remarks: tuple[Remark, ...], conditions: tuple[Basic, ...]
    ) -> None:
        """An equation, which follows from those before it in its run."""
        made = Eq(left, right, evaluate=False)
        shares = any(made.free_symbols & other.statement.free_symbols for other in self.equation)
        if not shares:
            self.equation = []
        premises = [other.statement for other in self.equation]
        follows = Implies(*conclusion_follows(premises, made)) if premises and not SOLVES.search(self.words) else None
        given = (self.equation[-1].name,) if premises else ()
        claim = self.claim(span, made, Role.EQUATION, given=given, asks=(follows, follows), conditions=conditions)
        self.add(claim, remarks)
        self.equation.append(claim)
        self.chain = None

    def sets_to_zero(self, link: Link, value: Basic, conditions: tuple[Basic, ...]) -> bool:
        """A derivative that is said to be 0, or anything after "set" and the like, is set to zero, unless it is 0."""
        if self.chain is None or link.relation != "=" or value != 0:
            return False
        natural = isinstance(self.chain.subject, Derivative | Gradient) or SOLVES.search(self.words)
        return bool(natural) and not self.proved(Equal(self.chain.value, value), conditions)

    def is_solution(self, left: Basic) -> bool:
        """x = …, or x̂ = …, where x is an unknown of the equation before."""
        return self.unknown(left) is not None

    def unknown(self, left: Basic) -> Basic | None:
        if not isinstance(left, sympy.Symbol):
            return None
        names = {str(s): s for claim in self.equation for s in claim.statement.free_symbols}
        plain = str(left).removesuffix("_hat").removesuffix("_*").removesuffix("^*")
        return names.get(str(left)) or names.get(plain)

    def solution(self, statement: Statement, left: Basic, conditions: tuple[Basic, ...]) -> None:
        unknown = self.unknown(left)
        assert unknown is not None
        for k, part in enumerate(statement.parts[1:]):
            value, remarks = self.value(part)
            premises = [claim.statement for claim in self.equation]
            made = Eq(unknown, value, evaluate=False)
            start = statement.parts[0].span.start if k == 0 else statement.links[k].span.start
            follows = Implies(*conclusion_follows(premises, made))
            claim = self.claim(
                Span(start, part.span.end),
                made,
                Role.SOLUTION,
                given=(self.equation[-1].name,),
                root=(self.equation[0].name,),
                asks=(follows, follows),
                conditions=conditions,
            )
            self.add(claim, remarks)

    def go_on(self, statement: Statement, k: int, conditions: tuple[Basic, ...]) -> None:
        """The links from the k-th on, each a step of the chain."""
        for link, part in zip(statement.links[k:], statement.parts[k + 1 :], strict=True):
            value, remarks = self.value(part)
            if self.sets_to_zero(link, value, conditions):
                self.equation = []
                assert self.chain is not None
                self.equate(Span(link.span.start, part.span.end), self.chain.value, value, remarks, conditions)
                return
            self.step(part, value, remarks, link.relation, conditions, link)

    def step(
        self,
        part: Part,
        value: Basic,
        remarks: tuple[Remark, ...],
        relation: str,
        conditions: tuple[Basic, ...],
        link: Link | None = None,
    ) -> None:
        chain = self.chain
        if chain is None:
            raise SyntaxFault(part.span.start, "a relation", "a line before it", "there is nothing that it goes on from")
        subject = chain.subject
        asks = (_question(relation, chain.value, value), _question(_composed(chain.relation, relation), subject, value))
        span = Span(link.span.start if link else part.span.start, part.span.end)
        claim = self.claim(
            span,
            Eq(subject, value, evaluate=False),
            Role.STEP,
            given=(chain.last,),
            root=(chain.first,),
            asks=asks,
            conditions=conditions,
        )
        self.add(claim, remarks)
        self.chain = replace(chain, value=value, last=claim.name, relation=_composed(chain.relation, relation))
        self.chains[subject] = self.chain

    def claim(
        self,
        span: Span,
        statement: Basic,
        role: Role,
        given: tuple[str, ...] = (),
        root: tuple[str, ...] = (),
        asks: tuple[Question | None, Question | None] | None = None,
        conditions: tuple[Basic, ...] = (),
    ) -> Claim:
        assert self.formula is not None
        written = self.formula.latex[span.start : span.end]
        return Claim(
            str(len(self.claims) + 1),
            written,
            statement,
            role,
            given=given,
            root=root,
            asks=asks,
            conditions=conditions,
            place=self.place(span),
            tree=_tree(written, self.formula.macros),
        )

    def add(self, claim: Claim, remarks: tuple[Remark, ...]) -> None:
        self.claims.append(claim)
        self.lines.append(Line(f"part-{len(self.done) + 1}", claim, tuple(dict.fromkeys(r.text for r in remarks)), self.ledger))


def notes(document: Document, ledger: Ledger, decide: Decide) -> Notes:
    """Everything that a document says. `decide` is asked where a reading depends on what holds."""
    steps = _Steps(document, decide, ledger)
    for section in _sections(document.pieces):
        steps.ledger = ledger
        steps.open_section(section)
        for piece in section:
            steps.read(piece)
        first = section[0]
        steps.close(first.text.strip(" #\n") if isinstance(first, Prose) and first.heading else "")
    gaps = [Unread(place_of(document, gap.start, gap.end), gap.found, gap.expected, gap.hint) for gap in document.gaps]
    return Notes(tuple(steps.done), tuple(steps.lines), (*steps.unread, *gaps))


# --- parts --------------------------------------------------------------------------------------


def _sections(pieces: Iterable[Prose | Formula]) -> list[list[Prose | Formula]]:
    """The pieces from heading to heading."""
    sections: list[list[Prose | Formula]] = []
    for piece in pieces:
        if not sections or (isinstance(piece, Prose) and piece.heading):
            sections.append([])
        sections[-1].append(piece)
    return sections


def _defined_names(tree: Row) -> Iterator[str]:
    """The names alone on the left of an equation."""
    try:
        found = statements(tree)
    except SyntaxFault:
        return
    for statement in found:
        if statement.links and statement.links[0].relation in {"=", ":="}:
            name = _name(statement.parts[0])
            if name is not None:
                yield name


def _tree(written: str, macros: Macros) -> Row | None:
    try:
        return parse(written, macros)
    except SyntaxFault:
        return None  # a part of a line, such as one cell of `align`, need not be a formula by itself


def _not_fitting(statement: Statement, fault: Exception) -> SyntaxFault:
    why = " ".join(str(fault).split())[:LONGEST_REASON] or type(fault).__name__
    return SyntaxFault(statement.span.start, "what has no value as it was understood", "objects that fit together", why)


def _is_name(part: Part) -> bool:
    return _name(part) is not None


def _name(part: Part) -> str | None:
    if len(part.items) != 1:
        return None
    name = with_label(part.items[0])
    return name.text if name is not None else None


def _applied(part: Part) -> tuple[str, tuple[str, ...]] | None:
    """f(x, y): the name of the function, and those it is taken at."""
    if len(part.items) != 2 or not isinstance(part.items[1], Fence) or part.items[1].opening != "(":
        return None
    name = with_label(part.items[0])
    arguments: list[str] = []
    for item in part.items[1].body.items:
        if isinstance(item, Token) and item.text in {",", ";"} or (isinstance(item, Token) and item.kind == "space"):
            continue
        inner = with_label(item)
        if inner is None:
            return None
        arguments.append(inner.text)
    return (name.text, tuple(arguments)) if name is not None and arguments else None


def _called(subject: Basic) -> str:
    return str(subject.func) if isinstance(subject, AppliedUndef) else str(subject)


def _undifferentiated(value: Basic) -> Basic:
    return value.args[0] if isinstance(value, Derivative) else value


def _question(relation: str, left: Basic, right: Basic) -> Question | None:
    if relation in {"=", ":="}:
        return Equal(left, right)
    if relation == "!=":
        return Unequal(left, right)
    if relation == "~":
        return Approximates(left, right, 2)
    return Holds(COMPARISONS[relation](left, right, evaluate=False)) if relation in COMPARISONS else None


def _composed(one: str, two: str) -> str:
    """a R b S c: what is known of a and c."""
    if one == "=" or one == two:
        return two
    if two in {"=", ":="}:
        return one
    table = {frozenset(("<", "<=")): "<", frozenset((">", ">=")): ">"}
    return table.get(frozenset((one, two)), "?")


def _with_instances(ledger: Ledger, claims: list[Claim]) -> tuple[tuple[Basic, Basic], ...]:
    """The definitions, with those of functions at every argument they are taken at."""
    pairs = dict(ledger.definitions)
    bodies: Mapping[object, tuple[tuple[Basic, ...], Basic]] = {
        subject.func: (subject.args, body) for subject, body in pairs.items() if isinstance(subject, AppliedUndef)
    }
    waiting: list[Basic] = [part for claim in claims for part in _expressions(claim)] + list(pairs.values())
    while waiting:
        for applied in sorted(waiting.pop().atoms(AppliedUndef), key=str):
            if applied not in pairs and applied.func in bodies:
                parameters, body = bodies[applied.func]
                pairs[applied] = body.xreplace(dict(zip(parameters, applied.args, strict=True)))
                waiting.append(pairs[applied])
    return tuple(pairs.items())


def _expressions(claim: Claim) -> list[Basic]:
    asked = [getattr(q, n) for q in claim.asks or () if q is not None for n in type(q).__slots__]
    return [claim.statement, *(part for part in asked if isinstance(part, Basic))]
