"""Whether polynomial relations over the reals can hold together, by z3's procedure for nonlinear real arithmetic.

(Jovanović and de Moura 2012, "Solving non-linear arithmetic".) A formula is built of comparisons
of polynomials with 0; the answer is that nothing meets them all, or values that may.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from flint import fmpq, fmpq_mpoly

STEPS = 5_000_000  # of z3's own count, so that the answer does not hang on the machine's speed
LONGEST = 1000  # milliseconds, for the rare step that is itself long
MOST_TERMS = 300  # of one polynomial
HIGHEST_DEGREE = 24
DIGITS = 12  # of a value that is not rational


@dataclass(frozen=True, slots=True)
class Compared:
    """`polynomial` `relation` 0, with a relation of =, ≠, >, ≥, <, ≤."""

    polynomial: fmpq_mpoly
    relation: str


@dataclass(frozen=True, slots=True)
class Joined:
    """All of the parts, any of them, or none of them: `by` is "and", "or" or "not any"."""

    by: str
    parts: tuple[Formula, ...]


Formula = Compared | Joined


@dataclass(frozen=True, slots=True)
class Impossible:
    """Nothing meets all the formulas."""


@dataclass(frozen=True, slots=True)
class Possible:
    """Values, by variable, that may meet all the formulas; some are rounded."""

    values: Mapping[int, fmpq]


def meet(formulas: Sequence[Formula]) -> Impossible | Possible | None:
    """Can all the formulas hold together? None where that is not found within the budget."""
    if any(_too_large(polynomial) for formula in formulas for polynomial in polynomials(formula)):
        return None
    z3: Any = import_module("z3")  # its 60 ms are spent only where nothing cheaper settles a question

    context = z3.Context()
    solver = z3.SolverFor("QF_NRA", ctx=context)
    solver.set(random_seed=0, rlimit=STEPS, timeout=LONGEST)
    names = sorted({k for formula in formulas for p in polynomials(formula) for k in variables(p)})
    reals = {k: z3.Real(f"g{k}", context) for k in names}
    for formula in formulas:
        solver.add(_translated(formula, reals, z3, context))
    answer = solver.check()
    if answer == z3.unsat:
        return Impossible()
    return Possible(_values(solver.model(), reals)) if answer == z3.sat else None


def polynomials(formula: Formula) -> list[fmpq_mpoly]:
    """Every polynomial of a formula."""
    if isinstance(formula, Compared):
        return [formula.polynomial]
    return [polynomial for part in formula.parts for polynomial in polynomials(part)]


def variables(polynomial: fmpq_mpoly) -> list[int]:
    """The variables that occur in a polynomial."""
    return [k for k, degree in enumerate(polynomial.degrees()) if degree > 0]


def _too_large(polynomial: fmpq_mpoly) -> bool:
    return len(polynomial) > MOST_TERMS or polynomial.total_degree() > HIGHEST_DEGREE


# Any: z3's objects, which have no types


def _translated(formula: Formula, reals: Mapping[int, Any], z3: Any, context: Any) -> Any:
    if isinstance(formula, Joined):
        parts = [_translated(part, reals, z3, context) for part in formula.parts]
        if not parts:
            return z3.BoolVal(formula.by != "or", context)
        return {"and": z3.And, "or": z3.Or, "not any": lambda *each: z3.Not(z3.Or(*each))}[formula.by](*parts)
    total = z3.RealVal(0, context)
    for monomial, coefficient in formula.polynomial.to_dict().items():
        term = z3.RealVal(str(coefficient), context)
        for k, exponent in enumerate(monomial):
            for _ in range(int(exponent)):
                term = term * reals[k]
        total = total + term
    zero = z3.RealVal(0, context)
    table = {
        "=": lambda: total == zero,
        "≠": lambda: total != zero,
        ">": lambda: total > zero,
        "≥": lambda: total >= zero,
        "<": lambda: total < zero,
        "≤": lambda: total <= zero,
    }
    return table[formula.relation]()


def _values(model: Any, reals: Mapping[int, Any]) -> Mapping[int, fmpq]:
    values = {}
    for k, real in reals.items():
        value = model.eval(real, model_completion=True)
        if hasattr(value, "approx"):
            value = value.approx(DIGITS)
        values[k] = fmpq(value.numerator_as_long(), value.denominator_as_long())
    return values
