"""The nouns: what is written, what is asked, what is answered, and what is reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the nouns cost nothing to import, so that `--help` is instant
    from sympy import Basic

    from checker.written import Row, Span


class Status(Enum):
    """What can be said of one question."""

    PROVED = "proved"
    REFUTED = "refuted"
    SUPPORTED = "supported"
    UNDECIDED = "undecided"
    ILL_FORMED = "ill_formed"
    UNREAD = "unread"


class Role(Enum):
    """What a written line does in its derivation."""

    DEFINITION = "definition"  # fixes what a name means
    ROOT = "root"  # opens a chain; later lines are true when they equal it
    STEP = "step"  # Eq(subject, value): one link of a chain
    FACT = "fact"  # stands alone: it has no line before it
    EQUATION = "equation"  # Eq(0, F): to be solved, not asserted
    SOLUTION = "solution"  # Eq(unknown, value): solves an equation
    UNFINISHED = "unfinished"  # an expression with no right-hand side


class Reading(Enum):
    """What the author's "=" stands for."""

    EQUALS = "equals"
    APPLIES = "applies"  # `0 = step(0)`: apply step to what stands on the left
    UPDATES = "updates"  # `w = w + …`: the new w
    NAMES_A_PART = "names a part"  # a brace that spans more than what it names


class Slip(Enum):
    """What a line's two verdicts say of it."""

    FIRST = "first slip"  # false, and nothing before it in the chain was
    FURTHER = "further slip"  # false, not by what was false before it
    INHERITED = "inherited"  # false only by what was false before it
    HEALED = "healed"  # true again, though not by the line before
    NOTATION = "notation"  # holds, but "=" is not equality here
    UNFINISHED = "unfinished"  # nothing is asserted


class Convergence(Enum):
    """How finite differences behave against a claimed derivative as h falls."""

    CONVERGES = "converges"
    STAYS_APART = "stays apart"
    VACUOUS = "vacuous"  # the check could not have caught a planted error


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written; lines and columns count from 1, columns in characters."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Domain:
    """Where a claim is claimed: symbols are real unless their SymPy assumptions say otherwise.

    `conditions` are further SymPy relations, such as `Ne(r, 1)`, that every point meets, and what is
    declared of matrix symbols: `Q.symmetric(A)`, `Q.orthogonal(A)`, `Q.invertible(A)`, `Q.diagonal(A)`
    and `Q.positive_definite(A)`, which here means symmetric too.
    """

    conditions: tuple[Basic, ...] = ()


# --- what can be asked -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Equal:
    """Are two expressions equal everywhere on the domain? Scalars, or matrices of one shape."""

    left: Basic
    right: Basic


@dataclass(frozen=True, slots=True)
class Unequal:
    """Do two expressions differ everywhere on the domain?"""

    left: Basic
    right: Basic


@dataclass(frozen=True, slots=True)
class SameRoots:
    """Have `left = 0` and `right = 0` the same solutions?"""

    left: Basic
    right: Basic


@dataclass(frozen=True, slots=True)
class Solves:
    """Is `unknown = value` a solution of `residual = 0`, and the only one?"""

    residual: Basic
    unknown: Basic
    value: Basic


@dataclass(frozen=True, slots=True)
class Minimizes:
    """Is `unknowns = values` the one minimum of `objective`?

    The gradient vanishes there and the objective is strictly convex (Boyd and Vandenberghe 2004, §3.1.4 and §4.2.3).
    """

    objective: Basic
    unknowns: tuple[Basic, ...]
    values: tuple[Basic, ...]


@dataclass(frozen=True, slots=True)
class Implies:
    """Does `conclusion` hold at every point of the domain at which `premise` does?

    Both are SymPy relations (Eq, Ne, Lt, Le, Gt, Ge), or And and Or of such. A relation does not hold
    where one of its sides has no value.
    """

    premise: Basic
    conclusion: Basic


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Do `premise` and `conclusion`, relations as in `Implies`, hold at the same points of the domain?"""

    premise: Basic
    conclusion: Basic


@dataclass(frozen=True, slots=True)
class Holds:
    """Does a relation, as in `Implies`, hold on the whole domain?"""

    relation: Basic


@dataclass(frozen=True, slots=True)
class Approximates:
    """Is `left` within half a unit of the last digit written of `right`?

    `digits` counts the digits written after the decimal point: 3.14 ≈ π has 2.
    """

    left: Basic
    right: Basic
    digits: int


@dataclass(frozen=True, slots=True)
class SolutionSet:
    """Are `values` solutions of `residual = 0` in `unknown` on the domain, and are there no others?"""

    residual: Basic
    unknown: Basic
    values: tuple[Basic, ...]


Question = Equal | Unequal | SameRoots | Solves | Minimizes | Implies | Equivalent | Holds | Approximates | SolutionSet


@dataclass(frozen=True, slots=True)
class Goal:
    """A question with what it takes for granted: the meaning of names, and the domain."""

    question: Question
    definitions: tuple[tuple[Basic, Basic], ...] = ()
    domain: Domain = Domain()


# --- what is written ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Claim:
    """One written line: the author's LaTeX, untouched, beside the SymPy object of what it says.

    `given` names the claims it rests on, the line before first; `root` the claims its chain
    started from. A name with a dot, such as `theta0.7`, is a claim of another derivation.
    `minimum` is asked besides, where the line is said to minimize something. `completion` is
    what an unfinished line would come to. `asks` holds the two questions, follows and true, where
    they are not told by role and statement; `doubts` are names of which a line that was not read may
    say more; `conditions` hold for this line besides those of its derivation, and `supposed` are those of
    them that nobody wrote, so that a verdict which needs them is one on a condition; `remarks` say what
    was assumed in reading it. `place` and `tree` are filled in when the line has been found in the notes
    and read.
    """

    name: str
    written: str
    statement: Basic
    role: Role
    given: tuple[str, ...] = ()
    root: tuple[str, ...] = ()
    reading: Reading = Reading.EQUALS
    minimum: Minimizes | None = None
    completion: Basic | None = None
    asks: tuple[Question | None, Question | None] | None = None
    doubts: tuple[str, ...] = ()
    conditions: tuple[Basic, ...] = ()
    supposed: tuple[Basic, ...] = ()
    remarks: tuple[str, ...] = ()
    place: Place | None = None
    tree: Row | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A place that was not read, with what was found, what was expected and a hint; `text` is its line."""

    place: Place
    found: str
    expected: str
    hint: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a name was taken to mean: what it stands for, and where that comes from, in words."""

    name: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A line of notes as it was read.

    `says` is its assertion in plain text, `names` are those in it, `uses` the definitions it uses, `conditions` where
    it holds, `assumed` what was assumed in reading it.
    """

    claim: Claim
    part: str
    says: str
    names: tuple[Known, ...]
    uses: tuple[str, ...]
    conditions: tuple[str, ...]
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotesRead:
    """A file of notes as it was read: its lines and the places that were not read, both in reading order.

    `formulas` counts the formulas found in it.
    """

    path: str
    lines: tuple[Understood, ...]
    unread: tuple[Unread, ...]
    formulas: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the author of a derivation file knows of a line that is not simply right.

    `values` are the two sides of a wrong line at the plainest point where both have values, so
    that the line stays the wrong line that was written.
    """

    claim: str
    note: str
    follows: Status | None = None
    true: Status | None = None
    slip: Slip | None = None
    conditions: tuple[str, ...] = ()
    values: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """A topic's claims in the order of the notes, with the meaning of its names.

    `heading` is the line of the notes from which the claims are looked for; `result` names the
    claim that is the end result, the last one where it is empty.
    """

    name: str
    title: str
    heading: str
    claims: tuple[Claim, ...]
    definitions: tuple[tuple[Basic, Basic], ...] = ()
    domain: Domain = Domain()
    expects: tuple[Expectation, ...] = ()
    result: str = ""


# --- what is answered --------------------------------------------------------------------------


class Certificate:
    """Why a PROVED is one: the argument's name and its steps, as plain text.

    Steps may be given as a function that writes them: they are written when they are first read, as most never are.
    """

    __slots__ = ("_steps", "argument")

    def __init__(self, argument: str, steps: tuple[str, ...] | Callable[[], tuple[str, ...]]) -> None:
        self.argument = argument
        self._steps = steps

    @property
    def steps(self) -> tuple[str, ...]:
        if not isinstance(self._steps, tuple):
            self._steps = self._steps()
        return self._steps

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Certificate) and (self.argument, self.steps) == (other.argument, other.steps)

    def __hash__(self) -> int:
        return hash((self.argument, self.steps))

    def __repr__(self) -> str:
        return f"Certificate({self.argument!r}, {self.steps!r})"


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A rational point of the domain at which both sides have values that provably differ.

    `point` gives each name its value as text; `left` and `right` are the two values, exact
    or as an enclosure's midpoint with all its digits certain.
    """

    point: tuple[tuple[str, str], ...]
    left: str
    right: str


class Verdict:
    """One answer. `conditions` non-empty means "holds if …".

    The reason and the counterexample may be given as functions that tell them: the plainest point of a refutation
    is looked for when it is first read, as those of most repairs that are tried never are. Raises ValueError where
    the answer lacks what its word promises: PROVED a certificate, REFUTED a counterexample.
    """

    __slots__ = ("_because", "_counterexample", "by", "certificate", "conditions", "status")

    def __init__(
        self,
        status: Status,
        by: str,
        because: str | Callable[[], str],
        conditions: tuple[str, ...] = (),
        counterexample: Counterexample | Callable[[], Counterexample] | None = None,
        certificate: Certificate | None = None,
    ) -> None:
        if status is Status.PROVED and certificate is None:
            raise ValueError("PROVED without a certificate")
        if status is Status.REFUTED and counterexample is None:
            raise ValueError("REFUTED without a counterexample")
        self.status = status
        self.by = by
        self._because = because
        self.conditions = conditions
        self._counterexample = counterexample
        self.certificate = certificate

    @property
    def because(self) -> str:
        if not isinstance(self._because, str):
            self._because = self._because()
        return self._because

    @property
    def counterexample(self) -> Counterexample | None:
        if callable(self._counterexample):
            self._counterexample = self._counterexample()
        return self._counterexample

    def with_reason(self, because: str) -> Verdict:
        """The same answer for another reason."""
        return Verdict(self.status, self.by, because, self.conditions, self._counterexample, self.certificate)

    def with_conditions(self, conditions: tuple[str, ...]) -> Verdict:
        """The same answer on other conditions."""
        return Verdict(self.status, self.by, self._because, conditions, self._counterexample, self.certificate)

    def _told(self) -> tuple[object, ...]:
        return (self.status, self.by, self.because, self.conditions, self.counterexample, self.certificate)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Verdict) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash(self._told())

    def __repr__(self) -> str:
        return (
            f"Verdict(status={self.status!r}, by={self.by!r}, because={self.because!r}, "
            f"conditions={self.conditions!r}, counterexample={self.counterexample!r}, certificate={self.certificate!r})"
        )


@dataclass(frozen=True, slots=True)
class Rung:
    """One step size of a finite-difference ladder and the relative error seen there."""

    h: float
    error: float


@dataclass(frozen=True, slots=True)
class Numeric:
    """Evidence beside the exact verdict: how finite differences meet a claimed derivative.

    `order` is the observed order of convergence (None where every rung is at the rounding
    floor already, as for a quadratic); `error` the relative error after Richardson
    extrapolation, at the worst point; `tolerance` what it was held against.
    """

    outcome: Convergence
    order: float | None
    error: float
    tolerance: float
    points: int
    sizes: tuple[tuple[int, ...], ...]
    ladder: tuple[Rung, ...]


# --- what is explained -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a written line: `new` stands where `span` of the author's LaTeX, `old`, stood.

    `slip` is what the author would have done, in words: "exponent lost", "sign changed".
    """

    slip: str
    span: Span
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Repair:
    """Edits with which a wrong line is PROVED and later lines agree; `mended` is the line in the author's LaTeX.

    `likeness` says what of the notes speaks for it, such as "as in line 6"; it may be empty. `size` is how much of a
    slip the edits take back: of two repairs the smaller is the likelier.
    """

    edits: tuple[Edit, ...]
    mended: str
    likeness: str = ""
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Caveat:
    """A condition on which a line holds; what was not found of it is empty.

    `why` says what asks for it, `span` where that stands in the author's LaTeX; at the point `breaks_at` the
    condition fails, and with it the line, in the way `failure` says.
    """

    condition: str
    why: str = ""
    span: Span | None = None
    breaks_at: tuple[tuple[str, str], ...] = ()
    failure: str = ""


# --- what is reported --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim's two verdicts, and what was made of them.

    `surprise` is None where the line is as its file expects; otherwise it says what is not. `code` is that of the
    kind of finding, empty where there is nothing to say; `caret` is the very part of the line that is to blame;
    `repairs` mend a wrong line, the likeliest first; `hidden` names a plain point at which a refuted line is right;
    `caveats` tell of the conditions on which it holds.
    """

    claim: Claim
    follows: Verdict | None
    true: Verdict | None
    numeric: Numeric | None
    slip: Slip | None
    because: str
    expectation: Expectation | None
    surprise: str | None
    code: str = ""
    caret: Place | None = None
    repairs: tuple[Repair, ...] = ()
    hidden: str = ""
    caveats: tuple[Caveat, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A derivation with its findings, one a claim, in order; `stands` says whether its end result does."""

    derivation: Derivation
    findings: tuple[Finding, ...]
    stands: bool | None


@dataclass(frozen=True, slots=True)
class Limits:
    """What one decision may take: seconds of the processor's time, and MiB besides what the program takes already."""

    seconds: float = 2.0
    mebibytes: int = 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was asked for: the seed of what is drawn at random, and the limits of one decision.

    `rules` asks for the rules by which each line holds, besides; `repairs` for what would mend the wrong ones.
    """

    seed: int = 0
    limits: Limits = Limits()
    rules: bool = False
    repairs: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run found.

    `cut_short` says that something was not answered within the limits of time and memory, so
    that another run may answer it.
    """

    checked: tuple[Checked, ...]
    settings: Settings
    versions: Mapping[str, str] = field(default_factory=dict)
    cut_short: bool = False


@dataclass(frozen=True, slots=True)
class NotesReport:
    """What was found in one file of notes: the findings, and the places that were not read."""

    path: str
    report: Report
    unread: tuple[Unread, ...]


class DeriveCheckError(Exception):
    """A fault of the input or the call, told in one line."""
