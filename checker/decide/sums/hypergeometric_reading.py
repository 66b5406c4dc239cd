"""Reads SymPy expressions as sums of hypergeometric terms, and declines what its argument does not cover.

*Counted* names take integer values: indices, bounds, exponents, lower indices of binomials. All
others are *generic*: with the counted names fixed, both sides are analytic in them wherever
they are defined, so that an identity over the field of rational functions in them holds at every
point where both sides have a value (Graham, Knuth and Patashnik 1994, §5.1, the "polynomial
argument"). A value of Γ whose argument holds counted names only must surely be taken at a
positive one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import sympy
from flint import fmpq, fmpq_mpoly
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.kernels.bound_indices import BoundIndex
from checker.decide.kernels.field import Fraction, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.partial_parts import lost_parts
from checker.decide.sums.hypergeometric_names import Names, as_form
from checker.decide.sums.hypergeometric_terms import (
    LARGEST_BASE,
    Base,
    NormalForms,
    Term,
    inverse,
    polynomial_of,
    times,
)
from checker.decide.sums.linear_facts import Fact, Form, form

MOST_TERMS = 60  # of a sum that is multiplied out
LARGEST_POWER = 12  # of a sum that is multiplied out

Terms = list[Term]


class MoreCounted(Exception):
    """Names turned out to be counted: what was read before has to be read again."""


class Reader:
    """Reads with the facts of `names`; `index` are the names that no opaque part may hold.

    `divisors` collects the polynomials that were divided by and may vanish, with what was written.
    """

    def __init__(self, names: Names, forms: NormalForms, index: frozenset[Basic], step: Basic | None = None) -> None:
        self.names = names
        self.step = step  # the name n of H(n), which is read as a name of its own where nothing is shifted
        self.field = names.field
        self.forms = forms
        self.index = index
        self.divisors: list[tuple[fmpq_mpoly, Basic]] = []
        self.poles: list[tuple[Form, str]] = []  # arguments of Γ that may be 0, −1, −2, …, and what that rules out
        self.partial: list[Basic] = []  # opaque parts that may have no value

    def read(self, expression: Basic) -> Terms:
        """The terms of a sum. Raises Declines, MoreCounted, TooLarge, DividesByZero."""
        rule = RULES.get(expression.func)
        if rule is not None:
            return rule(self, expression)
        if isinstance(expression, sympy.Symbol):
            return [Term(self.field.generator(self.names.number(expression)))]
        if isinstance(expression, sympy.Rational):
            return [Term(self.field.constant(fmpq(int(expression.p), int(expression.q))))]
        return [self._opaque(expression)]

    def single(self, expression: Basic) -> Term:
        """The one term that the expression is. Raises Declines where its terms are not similar."""
        terms = self.read(expression)
        if len(terms) == 1:
            return terms[0]
        if not terms:
            return Term(self.field.zero)
        total = self.field.zero
        for term in terms:
            quotient = self.forms.quotient(term, terms[0])
            if quotient is None:
                raise Declines("a sum of terms that are not similar")
            total = self.field.add(total, quotient)
        return times(self.field, terms[0], Term(total))

    def _opaque(self, expression: Basic) -> Term:
        if expression.free_symbols & self.index or expression.has(sympy.I, sympy.oo, sympy.zoo, sympy.nan):
            raise Declines(f"no hypergeometric term: {expression.func.__name__}")
        if not is_total(expression):
            self.partial.append(expression)
        return Term(self.field.generator(self.names.number(expression)))

    def linear(self, expression: Basic) -> Form:
        """An expression as a linear form over the names. Raises Declines."""
        total = form({}, 0)
        for term in self.read(sympy.expand(expression)):
            polynomial = term.rational.numerator
            value = None if term.powers or term.gammas or term.rational.denominator else as_form(polynomial)
            if value is None:
                raise Declines("an argument that is not linear")
            total = total.plus(value)
        return total

    def count(self, value: Form) -> None:
        """Makes the names of a form counted. Raises MoreCounted where they were not, Declines where they cannot be."""
        new = value.names() - self.names.counted
        if new:
            if not new <= self.names.whole:
                raise Declines("a name that is not an integer, where it must be")
            self.names.counted |= new
            raise MoreCounted

    # --- sums, products, powers ---

    def _add(self, expression: Basic) -> Terms:
        return [term for part in expression.args for term in self.read(part)]

    def _multiply(self, expression: Basic) -> Terms:
        product = [Term(self.field.one)]
        for factor in expression.args:
            product = self._product(product, self.read(factor))
        return product

    def _product(self, left: Terms, right: Terms) -> Terms:
        if len(left) * len(right) > MOST_TERMS:
            raise TooLarge
        return self._joined([times(self.field, one, two) for one in left for two in right])

    def _joined(self, terms: Terms) -> Terms:
        """The terms that are rational functions as one."""
        plain = [term for term in terms if not term.powers and not term.gammas]
        if len(plain) < 2:
            return terms
        total = self.field.zero
        for term in plain:
            total = self.field.add(total, term.rational)
        return [Term(total), *(term for term in terms if term.powers or term.gammas)]

    def _power(self, expression: Basic) -> Terms:
        base, exponent = expression.args
        if not exponent.is_Integer:
            return [self._general_power(base, self.linear(exponent))]
        count = int(exponent)
        if count < 0:
            return [self._to_the(self._divisor(base), count)]
        terms = self._joined(self.read(base))
        if len(terms) == 1:
            return [self._to_the(terms[0], count)]
        if count > LARGEST_POWER:
            raise TooLarge
        product = [Term(self.field.one)]
        for _ in range(count):
            product = self._product(product, terms)
        return product

    def _to_the(self, term: Term, count: int) -> Term:
        base = term if count >= 0 else inverse(self.field, term)
        powers = tuple((each, e.scaled(abs(count))) for each, e in base.powers)
        gammas = tuple((u, e * abs(count)) for u, e in base.gammas)
        return Term(self.field.power(base.rational, abs(count)), powers, gammas)

    def _divisor(self, base: Basic) -> Term:
        """A term that is divided by: its rational part must not vanish."""
        term = self.single(base)
        top, _ = self.field.lowest_terms(term.rational)
        parts = [top, *(part for part, _ in term.powers if isinstance(part, fmpq_mpoly))]
        for polynomial in parts:
            for factor, _ in polynomial.factor()[1]:
                if not self.names.never_zero(factor):
                    self.divisors.append((factor, base))
        zeros = (u for u, e in term.gammas if e < 0 and not self.names.surely_positive(u))
        self.poles += [(u, f"{base} ≠ 0") for u in zeros]  # 1/Γ is 0 at the poles of Γ
        return term

    def _general_power(self, base: Basic, exponent: Form) -> Term:
        """base^exponent for a rational base: over its irreducible factors."""
        whole = self.names.is_whole(exponent)
        powers = []
        negative = not self.names.never_negative(exponent)
        term = self._divisor(base) if negative else self.single(base)
        if term.gammas or term.powers:
            raise Declines("a power of what is no rational function")
        for part, count in self._factors(term.rational):
            if not (whole or self._is_positive(part)):
                raise Declines("a power of what may not be positive")
            if not (isinstance(part, int) or self._free_of_index(part)):
                raise Declines("a base that varies")
            if not self._is_positive(part):
                self.count(exponent)
            powers.append((part, exponent.scaled(count)))
        return Term(self.field.one, tuple(powers))

    def _free_of_index(self, polynomial: fmpq_mpoly) -> bool:
        held = {number for name, number in self.names.numbers.items() if name.free_symbols & self.index}
        return not self.names.mentioned(polynomial) & held

    def _is_positive(self, part: Base) -> bool:
        if isinstance(part, int):
            return part > 0
        value = as_form(part)
        if value is not None:
            return self.names.surely_positive(value)
        return all(
            c > 0 and all(name in self.names.positive for name, e in enumerate(monomial) if e)
            for monomial, c in part.to_dict().items()
        )

    def _factors(self, value: Fraction) -> list[tuple[Base, int]]:
        """−1, primes and irreducible polynomials with their exponents. Raises Declines for 0."""
        top, bottom = self.field.lowest_terms(value)
        if top.is_zero():
            raise Declines("a power of 0")
        found: list[tuple[Base, int]] = []
        for polynomial, side in ((top, 1), (bottom, -1)):
            scale, factors = polynomial.factor()
            if scale < 0:
                found.append((-1, 1))
            found += _primes(abs(scale), side)
            for factor, count in factors:
                if not self._is_positive(factor) and self._is_positive(-factor):
                    found += [(-1, int(count)), (-factor, int(count) * side)]
                else:
                    found.append((factor, int(count) * side))
        return found

    def _exponential(self, expression: Basic) -> Terms:
        """e^(a·k + b) as (e^a)^k·e^b, the parts without sign named by what they are."""
        powers: list[tuple[Base, Form]] = []
        whole = {name for name in expression.free_symbols if name.is_integer}
        for part in sympy.Add.make_args(sympy.expand(expression.args[0])):
            rest, held = part.as_independent(*self.index, *whole, as_Add=False)
            number, rest = rest.as_coeff_Mul()
            if not number.is_Rational or rest.has(sympy.I):
                raise Declines("an exponent with a number that is not rational")
            exponential = sympy.exp(rest)
            if lost_parts(rest, exponential):
                raise Declines("an exponent with a logarithm, which e^ would lose")
            if not is_total(exponential):
                self.partial.append(exponential)
            atom = self.field.generators[self.names.number(exponential)]
            powers.append((atom, self.linear(held).scaled(fmpq(int(number.p), int(number.q)))))
        return [Term(self.field.one, tuple(powers))]

    # --- Γ and its kin ---

    def _gamma_of(self, argument: Form, exponent: int = 1) -> Term:
        """Γ(argument)^exponent; with counted names only, the argument must surely be positive."""
        if self.names.is_counted(argument) and not self.names.surely_positive(argument):
            raise Declines("Γ of what may not be positive")
        return Term(self.field.one, (), ((argument, exponent),))

    def _gamma(self, expression: Basic) -> Terms:
        return [self._written_gamma(self.linear(expression.args[0]), expression.args[0])]

    def _factorial(self, expression: Basic) -> Terms:
        return [self._written_gamma(self.linear(expression.args[0]).plus(ONE), expression.args[0] + 1)]

    def _written_gamma(self, argument: Form, written: Basic) -> Term:
        if not self.names.surely_positive(argument):
            self.poles.append((argument, f"{written} is none of 0, −1, −2, …"))
        return self._gamma_of(argument)

    def _binomial(self, expression: Basic) -> Terms:
        above, below = (self.linear(argument) for argument in expression.args)
        return [self.choose(above, below)]

    def choose(self, above: Form, below: Form) -> Term:
        """C(a, b): a polynomial in a for an integer b ≥ 0; for a ≥ 0 surely, analytic in both."""
        names = self.names
        if not names.is_counted(below) and not names.never_negative(above):
            self.count(below)
        if names.is_counted(below):
            if not (names.is_whole(below) and names.never_negative(below)):
                raise Declines("a lower index that may be negative")
            if self._leads_negative(above):  # C(a, b) = (−1)^b C(b − a − 1, b)
                turned = self.choose(below.plus(above, -1).plus(ONE, -1), below)
                return times(self.field, Term(self.field.one, ((-1, below),)), turned)
        parts = ((above, 1), (below, -1), (above.plus(below, -1), -1))
        return times(self.field, *(self._gamma_of(part.plus(ONE), e) for part, e in parts))

    def _leads_negative(self, value: Form) -> bool:
        generic = [coefficient for name, coefficient in value.terms if name not in self.names.counted]
        return bool(generic) and generic[0] < 0

    def _rising(self, expression: Basic) -> Terms:
        base, count = (self.linear(argument) for argument in expression.args)
        return [self._run(base, count)]

    def _falling(self, expression: Basic) -> Terms:
        """x(x − 1)…(x − k + 1) = (−1)^k·(−x)(−x + 1)…(−x + k − 1), or the rising run from x − k + 1."""
        base, count = (self.linear(argument) for argument in expression.args)
        if self._leads_negative(base):
            return [times(self.field, Term(self.field.one, ((-1, count),)), self._run(base.scaled(-1), count))]
        return [self._run(base.plus(count, -1).plus(ONE), count)]

    def _run(self, base: Form, count: Form) -> Term:
        """Γ(x + k)/Γ(x), for an integer k ≥ 0 or positive arguments."""
        names = self.names
        if not (names.surely_positive(base) and names.surely_positive(base.plus(count))):
            self.count(count)
            if not (names.is_whole(count) and names.never_negative(count)):
                raise Declines("a factorial of a length that may be negative")
        return times(self.field, self._gamma_of(base.plus(count)), self._gamma_of(base, -1))

    def _double_factorial(self, expression: Basic) -> Terms:
        """(2v)!! = 2^v·v! and (2v − 1)!! = 2^v·Γ(v + ½)/√π, for v ≥ 0."""
        value = self.linear(expression.args[0])
        if not self.names.is_whole(value) or any(int(c.numerator) % 2 for _, c in value.terms):
            raise Declines("a double factorial of unknown parity")
        half, even = fmpq(1, 2), int(value.constant.numerator) % 2 == 0
        v = value.scaled(half) if even else value.plus(ONE).scaled(half)
        if not self.names.never_negative(v):
            raise Declines("a double factorial of what may be negative")
        two = Term(self.field.one, ((2, v),))
        if even:
            return [times(self.field, two, self._gamma_of(v.plus(ONE)))]
        root = Term(self.field.one, ((self.field.generators[self.forms.pi], form({}, -half)),))
        return [times(self.field, two, root, self._gamma_of(v.plus(form({}, half))))]

    def _catalan(self, expression: Basic) -> Terms:
        value = self.linear(expression.args[0])
        if not (self.names.is_whole(value) and self.names.never_negative(value)):
            raise Declines("a Catalan number of what may be negative")
        after = Term(self.field.invert(polynomial_of(self.field, value.plus(ONE))))
        return [times(self.field, self.choose(value.scaled(2), value), after)]

    def _beta(self, expression: Basic) -> Terms:
        one, two = (self.linear(argument) for argument in expression.args)
        if not (self.names.surely_positive(one) and self.names.surely_positive(two)):
            raise Declines("a beta function of what may not be positive")
        parts = ((one, 1), (two, 1), (one.plus(two), -1))
        return [times(self.field, *(self._gamma_of(part, e) for part, e in parts))]

    def _harmonic(self, expression: Basic) -> Terms:
        """H(n + c) = H(n) + Σ 1/(n + j) for j from 1 to c, with H(n) a name of its own."""
        if self.step is None or self.step not in expression.free_symbols:
            return [self._opaque(expression)]
        shift = sympy.expand(expression.args[0] - self.step)
        value = self.linear(expression.args[0])
        if len(expression.args) != 1 or not shift.is_Integer or abs(shift) > MOST_TERMS:
            raise Declines("a harmonic number of another kind")
        if not self.names.never_negative(value):
            raise Declines("a harmonic number of what may be negative")
        total = self.field.generator(self.names.number(sympy.harmonic(self.step)))
        for j in range(min(int(shift), 0) + 1, max(int(shift), 0) + 1):
            part = self.field.invert(polynomial_of(self.field, value.plus(form({}, j - int(shift)))))
            total = self.field.add(total, part) if shift > 0 else self.field.subtract(total, part)
        return [Term(total)]

    # --- products ---

    def _finite_product(self, expression: Basic) -> Terms:
        """∏ of a rational function that falls into linear factors in k: powers and values of Γ."""
        body, *limits = expression.args
        if len(limits) != 1 or len(limits[0]) != 3 or PRODUCT_INDEX in self.index:
            raise Declines("a product of another kind")
        low, high = self.linear(limits[0][1]), self.linear(limits[0][2])
        length = high.plus(low, -1).plus(ONE)
        self.count(low)
        self.count(high)
        if not (self.names.is_whole(length) and self.names.never_negative(length)):
            raise Declines("a product whose range may be short of empty")
        k = self.names.number(PRODUCT_INDEX)
        self.names.counted.add(k)
        itself = form({k: fmpq(1)}, 0)
        inside = self.names.with_facts((Fact(itself.plus(low, -1)), Fact(high.plus(itself, -1))))
        inner = Reader(inside, self.forms, self.index | {PRODUCT_INDEX})
        term = inner.single(body.xreplace({limits[0][0]: PRODUCT_INDEX}))
        if term.powers or term.gammas or inner.divisors:
            raise Declines("a product of what is no rational function")
        parts = [self._run_of(part, count, k, low, high) for part, count in self._factors(term.rational)]
        return [times(self.field, *parts)]

    def _run_of(self, part: Base, count: int, k: int, low: Form, high: Form) -> Term:
        length = high.plus(low, -1).plus(ONE)
        value = None if isinstance(part, int) else as_form(part)
        if isinstance(part, int) or part.degrees()[k] == 0:
            if not isinstance(part, int) and not self._free_of_index(part):
                raise Declines("a base that varies")
            return Term(self.field.one, ((part, length.scaled(count)),))
        slope = value.coefficient(k) if value is not None else fmpq(0)
        if value is None or slope == 0:
            raise Declines("a factor that is not linear in the index")
        first, last = (value.put({k: end}).scaled(1 / abs(slope)) for end in (low, high))
        if slope < 0:
            first, last = last, first
        run = times(self.field, self._gamma_of(last.plus(ONE), count), self._gamma_of(first, -count))
        scale = tuple((base, length.scaled(e * count)) for base, e in _primes(abs(slope), 1))
        return times(self.field, run, Term(self.field.one, scale))


def is_total(expression: Basic) -> bool:
    """Has it surely a value wherever its names have one?"""
    return all(
        isinstance(node, sympy.Symbol | sympy.Rational | AppliedUndef)
        or node.func in TOTAL
        or (isinstance(node, sympy.Pow) and (node.is_number or (node.exp.is_Integer and node.exp.is_positive)))
        for node in sympy.preorder_traversal(expression)
    )


TOTAL = frozenset(
    {
        sympy.Add,
        sympy.Mul,
        sympy.exp,
        sympy.sin,
        sympy.cos,
        sympy.sinh,
        sympy.cosh,
        sympy.tanh,
        sympy.atan,
        sympy.Abs,
        type(sympy.pi),
        type(sympy.E),
    }
)
ONE = form({}, 1)
PRODUCT_INDEX = BoundIndex("#2", integer=True)


def _primes(number: fmpq, side: int) -> list[tuple[Base, int]]:
    found: list[tuple[Base, int]] = []
    for part, sign in ((int(number.numerator), side), (int(number.denominator), -side)):
        if part > LARGEST_BASE:
            raise TooLarge
        found += [(int(prime), int(count) * sign) for prime, count in sorted(sympy.factorint(part).items())]
    return found


def common_unit(expressions: Iterable[Basic]) -> int:
    """The common denominator of the coefficients in arguments of Γ: 2 where Γ(n/2) occurs."""
    unit = 1
    for expression in expressions:
        for node in expression.atoms(*GAMMAS):
            for argument in node.args:
                for part in sympy.Add.make_args(argument):
                    number, rest = part.as_coeff_Mul()
                    if rest != 1 and number.is_Rational:
                        unit = int(sympy.ilcm(unit, number.q))
    return unit


GAMMAS = (sympy.gamma, sympy.factorial, sympy.binomial, sympy.RisingFactorial, sympy.FallingFactorial, sympy.beta)

RULES: Mapping[type, Callable[[Reader, Basic], Terms]] = {
    sympy.Add: Reader._add,
    sympy.Mul: Reader._multiply,
    sympy.Pow: Reader._power,
    sympy.exp: Reader._exponential,
    sympy.gamma: Reader._gamma,
    sympy.factorial: Reader._factorial,
    sympy.binomial: Reader._binomial,
    sympy.RisingFactorial: Reader._rising,
    sympy.FallingFactorial: Reader._falling,
    sympy.factorial2: Reader._double_factorial,
    sympy.catalan: Reader._catalan,
    sympy.beta: Reader._beta,
    sympy.harmonic: Reader._harmonic,
    sympy.Product: Reader._finite_product,
}
