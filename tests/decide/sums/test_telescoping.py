"""Certificates of creative telescoping: one that holds, and changed ones that do not."""

from flint import fmpq
from sympy import Symbol, pi

from checker.decide.sums.hypergeometric_names import Names
from checker.decide.sums.hypergeometric_terms import NormalForms, Term
from checker.decide.sums.linear_facts import form
from checker.decide.sums.telescoping import Summand, Telescoper

NAMES = Names()
PI = NAMES.number(pi)
N_NAME, K_NAME = (NAMES.number(Symbol(name, integer=True, nonnegative=True)) for name in ("n", "k"))
FIELD = NAMES.field
N, K = (form({name: fmpq(1)}, 0) for name in (N_NAME, K_NAME))
ONE = form({}, 1)
CHOOSE = Term(FIELD.one, (), ((N.plus(ONE), 1), (K.plus(ONE), -1), (N.plus(K, -1).plus(ONE), -1)))  # n!/(k!·(n − k)!)
TELESCOPER = Telescoper(NormalForms(FIELD, 1, PI, NAMES.whole), N_NAME, K_NAME)
SUMMAND = Summand(FIELD.one, CHOOSE)


def test_rows_double() -> None:
    found = TELESCOPER.recurrence([SUMMAND], 1)
    assert found is not None
    ratio = FIELD.multiply(found.coefficients[0], FIELD.invert(found.coefficients[1]))
    assert FIELD.add(ratio, FIELD.constant(2)).numerator.is_zero()  # S(n + 1) = 2·S(n)


def test_rows_do_not_telescope() -> None:
    assert TELESCOPER.recurrence([SUMMAND], 0) is None


def test_changed_certificates_do_not_hold() -> None:
    found = TELESCOPER.recurrence([SUMMAND], 1)
    assert found is not None
    (certificate,) = found.certificates
    shifts = TELESCOPER.shifts_of(SUMMAND, 1)
    assert shifts is not None
    assert TELESCOPER.holds(found.coefficients, shifts, certificate)
    assert not TELESCOPER.holds(found.coefficients, shifts, FIELD.negate(certificate))
    assert not TELESCOPER.holds(found.coefficients, shifts, FIELD.add(certificate, FIELD.one))
    assert not TELESCOPER.holds(found.coefficients[::-1], shifts, certificate)
