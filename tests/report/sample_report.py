"""A report made by hand in which every outcome a line can have occurs once, for the tests of the formats."""

from sympy import Integer, Symbol

from checker.model import (
    Certificate,
    Checked,
    Claim,
    Convergence,
    Counterexample,
    Derivation,
    Expectation,
    Finding,
    Numeric,
    Place,
    Report,
    Role,
    Rung,
    Settings,
    Slip,
    Status,
    Verdict,
)

CERTIFICATE = Certificate("kernel tower", ("the numerator of the difference is 0",))
PROVED = Verdict(Status.PROVED, "kernel tower", "the difference is 0", certificate=CERTIFICATE)
CONDITIONAL = PROVED.with_conditions(("x ≠ 0", "the x_i are not all equal"))
SUPPORTED = Verdict(Status.SUPPORTED, "sampling", "agrees at 20 points to 15 digits")
UNDECIDED = Verdict(Status.UNDECIDED, "all procedures", "no procedure knows Γ(x)")
UNREAD = Verdict(Status.UNREAD, "syntax", "column 7: “}” closes nothing")
ILL_FORMED = Verdict(Status.ILL_FORMED, "shapes", "Xᵀ is n×m, θ is n×1: they fit only if m = n")


def refuted(left: str, right: str, *point: tuple[str, str]) -> Verdict:
    return Verdict(
        Status.REFUTED, "balls", "the sides differ at a point", counterexample=Counterexample(point, left, right)
    )


def numeric(outcome: Convergence, order: float | None, error: float) -> Numeric:
    ladder = (Rung(0.25, 1.23456e-3), Rung(0.125, 3.0864e-4))
    return Numeric(outcome, order, error, 3.21987e-10, 5, ((1, 1), (3, 2)), ladder)


def finding(  # one argument a field of the line that a test sets
    name: str,
    written: str,
    follows: Verdict | None = None,
    true: Verdict | None = None,
    *,
    role: Role = Role.STEP,
    slip: Slip | None = None,
    because: str = "",
    measured: Numeric | None = None,
    known: str | None = None,
    surprise: str | None = None,
    given: tuple[str, ...] = (),
    line: int | None = 10,
) -> Finding:
    place = None if line is None else Place("notes.md", line, 3, line, 3 + len(written))
    claim = Claim(name, written, Integer(0), role, given=given, place=place)
    expectation = None if known is None else Expectation(name, known)
    return Finding(claim, follows, true, measured, slip, because, expectation, surprise)


def report(*findings: Finding, name: str = "sample", title: str = "A sample", stands: bool | None = True) -> Report:
    """A report on one derivation."""
    derivation = Derivation(
        name,
        title,
        "Sample - Jan 1",
        tuple(one.claim for one in findings),
        definitions=((Symbol("g"), Symbol("x") ** 2),),
    )
    return Report((Checked(derivation, findings, stands),), Settings())


EVERY_OUTCOME = report(
    finding("1", r"f(x) = \frac{1}{x}", role=Role.DEFINITION, because="a definition"),
    finding(
        "2",
        r"= x^{-1}",
        PROVED,
        PROVED,
        because="the same power",
        measured=numeric(Convergence.CONVERGES, 2.0, 3.14e-12),
        given=("1",),
    ),
    finding(
        "3",
        r"= x^{-2}",
        refuted("1/2", "1/4", ("x", "2")),
        refuted("1/3", "1/9", ("x", "3")),
        slip=Slip.FIRST,
        because="lost exponent",
        measured=numeric(Convergence.STAYS_APART, None, 0.2134),
        known="at x = 1 it does not show",
        given=("2",),
    ),
    finding(
        "4",
        r"= (x^{2})^{-1}",
        PROVED,
        refuted("1/2", "1/4", ("x", "2")),
        slip=Slip.INHERITED,
        because="as the line before",
        given=("3",),
    ),
    finding(
        "5", r"= 0", refuted("1/4", "0", ("x", "2")), refuted("1", "0", ("x", "1")), slip=Slip.FURTHER, given=("4",)
    ),
    finding("6", r"= 1/x", refuted("0", "1", ("x", "1")), PROVED, slip=Slip.HEALED, given=("5",)),
    finding("7", r"0 = \text{step}(0)", PROVED, PROVED, slip=Slip.NOTATION, because="“=” means: apply step"),
    finding("8", r"\nabla = 2 X^T \theta", None, ILL_FORMED, slip=Slip.FIRST, role=Role.FACT),
    finding("9", r"x = 1/x", CONDITIONAL, CONDITIONAL, measured=numeric(Convergence.CONVERGES, None, 0.0)),
    finding("10", r"\Gamma(x) = 1", SUPPORTED, UNDECIDED, measured=numeric(Convergence.VACUOUS, None, 1e-3)),
    finding("11", r"[a,b] }", None, UNREAD, surprise="expected proved, found unread", line=None),
    finding("12", r"\frac{d}{dx} x^2", slip=Slip.UNFINISHED, because="no right-hand side", role=Role.UNFINISHED),
    title="Every outcome of a line",
    stands=False,
)
