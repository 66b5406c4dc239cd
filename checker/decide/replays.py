"""Certificates as plain data, from which `checker.recheck` replays a proof: kernels as generators, facts, and values.

A certificate is made when it is asked for, by proving the claim once more while the facts that were used are noted:
nothing of it slows a decision. It is a mapping of "question" (the claim's kind), "degree" (of the roots), "generators"
in order, each with fractions over earlier ones, "factors" (F = ∏ Pᵉ), "exponentials" (exp F = ∏ gᵏ), and the "values"
of the claim, as fractions or trees. A polynomial is ((p, q, ((generator, exponent), …)), …), a fraction two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sympy
from flint import fmpq, fmpq_mpoly
from sympy.core.basic import Basic

from checker.decide.dense import Dense
from checker.decide.evaluate import Point, evaluate
from checker.decide.field import DividesByZero, Fraction, TooLarge
from checker.decide.generators import Declines, Generator, Kind, OutOfRoom
from checker.decide.matrix_form import IllShaped, Unsupported
from checker.decide.matrix_gradient import gradient, linear_in, normal_form_with_gradients
from checker.decide.norms import never_zero
from checker.decide.plain_data import Plain, claim_data, facts_of, plain, question_data
from checker.decide.properties import declared
from checker.decide.scalar_form import Reciprocal, Root, Scalar
from checker.decide.scalar_form import TooLarge as ScalarTooLarge
from checker.decide.tower import ROOMS, Tower
from checker.decide.unfold import differentiated, unfold
from checker.decide.values import Value
from checker.decide.words import Applied, Atom, Cycle, InverseOf, Letter, MatrixSum, Opaque, Power
from checker.model import Domain, Equal, Goal, Minimizes, SameRoots, Solves, Unequal, Verdict

Data = Mapping[str, Plain]


class NoReplay(Exception):
    """The proof rests on something that a certificate cannot state."""


def replay_data(goal: Goal, verdict: Verdict) -> tuple[Plain, Data]:
    """What `checker.recheck.recheck` takes, for a goal and the PROVED that `decide` gave it. Raises NoReplay."""
    return claim_data(goal, verdict), certificate_data(goal, verdict)


def certificate_data(goal: Goal, verdict: Verdict) -> Data:
    """The certificate of a PROVED as plain data. Raises NoReplay."""
    proof = PROOFS.get((type(goal.question), verdict.by))
    if proof is None:
        raise NoReplay(f"no rule for a proof by {verdict.by}")
    meanings = dict(goal.definitions)
    try:
        for room in ROOMS:
            try:
                return {
                    "question": question_data(goal.question)[0],
                    **proof(goal.question, meanings, Notes(room, goal.domain)),
                }
            except OutOfRoom:
                continue
        raise TooLarge
    except (Declines, TooLarge, DividesByZero, IllShaped, Unsupported, ScalarTooLarge) as fault:
        raise NoReplay(f"{type(fault).__name__}: {fault}") from fault


# --- scalars ------------------------------------------------------------------------------------


class Notes(Tower):
    """A tower that notes the facts it uses."""

    def __init__(self, room: int, domain: Domain) -> None:
        super().__init__(room, domain)
        self.factors: dict[tuple[str, bool], tuple[Fraction, list[tuple[Fraction, int]]]] = {}
        self.exponents: dict[Basic, Fraction] = {}
        self.exponentials: dict[str, tuple[Fraction, Fraction]] = {}
        self.numbers: dict[int, int] = {}  # of the generators that are stated
        self.stated: list[Plain] = []

    def number(self, k: int) -> int:
        """The place of a generator among those stated; what it is made of is stated before it."""
        if k not in self.numbers:
            data = _generator_data(self, self.generators[k])
            self.numbers[k] = len(self.stated)
            self.stated.append(data)
        return self.numbers[k]

    def root(self, base: Fraction, power: int, degree: int) -> Fraction:
        if degree != 1:
            self._note(base)
        return super().root(base, power, degree)

    def logarithm(self, value: Fraction) -> Fraction:
        self._note(value)
        return super().logarithm(value)

    def _note(self, value: Fraction) -> None:
        key = (self.text(value), True)
        if key not in self.factors:
            self.factors[key] = (value, self._positive_parts(value))

    def _exponent(self, node: Basic) -> Fraction:
        if isinstance(node, sympy.Pow) and node.exp.is_integer:
            base = self.value(node.base)
            self.factors[self.text(base), False] = (base, self._signed_parts(base))
        self.exponents[node] = self.reduced(super()._exponent(node))
        return self.exponents[node]

    def _signed_parts(self, value: Fraction) -> list[tuple[Fraction, int]]:
        """value = ± c · ∏ factorᵉ, each a part."""
        parts: list[tuple[Fraction, int]] = []
        for polynomial, side in zip(self.field.lowest_terms(value), (1, -1), strict=True):
            scale, factors = polynomial.factor()
            numbers = [fmpq(-1)] * (scale < 0) + [abs(scale)] * (abs(scale) != 1)
            parts += [(self.field.constant(number), side) for number in numbers]
            parts += [(Fraction(factor, ()), int(exponent) * side) for factor, exponent in factors]
        return parts

    def _keep(self, node: Basic, exponential: Fraction) -> None:
        exponent = self.exponents[node]
        self.exponentials[self.text(exponent)] = (exponent, exponential)
        super()._keep(node, exponential)

    def coordinates(self, exponent: Fraction, exponential: Fraction) -> tuple[Plain, ...]:
        """The exponential generators of an exponential, each with its power."""
        known, _ = self._known_part(exponent)
        ratio = self.field.lowest_terms(self.field.multiply(exponential, self.field.invert(known)))
        powers = [(self.monomial(part), side) for part, side in zip(ratio, (1, -1), strict=True)]
        return tuple((self.number(k), e * side) for monomial, side in powers for k, e in monomial)

    def monomial(self, polynomial: fmpq_mpoly) -> tuple[tuple[int, int], ...]:
        if len(polynomial) != 1:
            raise NoReplay("an exponential that is no product of generators")
        return _present(polynomial.monoms()[0])


def _present(exponents: Sequence[int]) -> tuple[tuple[int, int], ...]:
    return tuple((k, int(e)) for k, e in enumerate(exponents) if e)


def _polynomial(notes: Notes, polynomial: fmpq_mpoly) -> Plain:
    terms = sorted((_present(tuple(map(int, m))), c) for m, c in polynomial.to_dict().items())
    named = [(tuple((notes.number(k), e) for k, e in monomial), c) for monomial, c in terms]
    return tuple((int(c.numerator), int(c.denominator), monomial) for monomial, c in named)


def fraction_data(notes: Notes, value: Fraction) -> Plain:
    """A fraction in lowest terms as plain data; its generators are stated."""
    top, bottom = notes.field.lowest_terms(value)
    return (_polynomial(notes, top), _polynomial(notes, bottom))


def _generator_data(notes: Notes, generator: Generator) -> Plain:
    origin, argument = generator.origin, generator.argument
    match generator.kind:
        case Kind.SYMBOL if generator.marks and origin is not None:
            return ("tree", _bound(generator))
        case Kind.SYMBOL if origin is not None:
            return ("tree", plain(origin))
        case Kind.DATA if origin is not None:
            label = (str(origin.args[0]), facts_of(origin))
            return ("indexed", label, *(fraction_data(notes, notes.value(index)) for index in origin.args[1:]))
        case Kind.FUNCTION if origin is not None:
            arguments = [fraction_data(notes, notes.value(part)) for part in origin.args]
            places = _places(generator.name)
            return ("apply", (str(origin.func), () if places else facts_of(origin), places), *arguments)
        case Kind.SUM if argument is not None and generator.bounds is not None:
            low, high = (fraction_data(notes, bound) for bound in generator.bounds)
            return ("sum", _bound(_index_of(notes, generator))[1:], fraction_data(notes, argument), low, high)
        case Kind.ROOT if origin == sympy.I:
            return ("tree", ("i",))
        case kind if kind in KINDS and argument is not None:
            if kind is Kind.ROOT and generator.degree != notes.root_degree:
                raise NoReplay(f"no rule for {generator.name}")
            formal = kind is Kind.LOGARITHM and generator.name.startswith("formal ")
            return ("formal" if formal else KINDS[kind], (), fraction_data(notes, argument))
        case _:
            raise NoReplay(f"no rule for a {generator.kind.value}")


KINDS = {Kind.EXPONENTIAL: "exp", Kind.LOGARITHM: "log", Kind.ROOT: "root", Kind.ABSOLUTE: "abs"}


def _places(name: str) -> tuple[int, ...]:
    """The partial derivatives that a function's name says are taken."""
    found: list[int] = []
    while name.startswith("D") and "." in name and name[1 : name.index(".")].isdigit():
        head, name = name.split(".", 1)
        found.append(int(head[1:]))
    return tuple(found)


def _bound(generator: Generator) -> tuple[Plain, ...]:
    fact = {"p": "positive", "n": "nonnegative"}.get(generator.name[-1], "")
    return ("bound", generator.marks.bit_length() - 1, fact)


def _index_of(notes: Notes, total: Generator) -> Generator:
    """The bound index of a sum."""
    indices = [(k, g) for k, g in enumerate(notes.generators) if g.kind is Kind.SYMBOL and g.marks == total.degree]
    inside = _inside(notes, total.argument) if total.argument is not None else set()
    return next((g for k, g in indices if k in inside), indices[0][1])


def _inside(notes: Notes, value: Fraction) -> set[int]:
    """The generators of a value, and those that they are made of."""
    found = notes.mentioned(value)
    for k in sorted(found):
        generator = notes.generators[k]
        parts = [] if generator.argument is None else [generator.argument]
        if generator.kind in (Kind.DATA, Kind.FUNCTION) and generator.origin is not None:
            start = generator.kind is Kind.DATA
            parts = [notes.value(part) for part in generator.origin.args[int(start) :]]
        for part in parts:
            found = found | _inside(notes, part)
    return found


def _facts(notes: Notes, values: Sequence[Plain]) -> Data:
    """Everything a replay needs besides the claim."""
    factors = tuple(
        (fraction_data(notes, value), int(real), tuple((fraction_data(notes, part), e) for part, e in parts))
        for (_, real), (value, parts) in notes.factors.items()
        if parts != [(value, 1)]
    )
    exponentials = tuple(
        (fraction_data(notes, exponent), notes.coordinates(exponent, exponential))
        for exponent, exponential in notes.exponentials.values()
    )
    roots = any(notes.generators[k].kind is Kind.ROOT for k in notes.numbers)
    return {
        "degree": notes.root_degree if roots else 2,
        "generators": tuple(notes.stated),
        "factors": factors,
        "exponentials": exponentials,
        "values": tuple(values),
    }


def _stated(notes: Notes, value: Fraction) -> Plain:
    return ("fraction", fraction_data(notes, value))


Meanings = Mapping[Basic, Basic]


def _identity(question: Equal, meanings: Meanings, notes: Notes) -> Data:
    sides = (unfold(question.left, meanings), unfold(question.right, meanings))
    left, right, *_ = notes.enter((*sides, *_exponentials_of(meanings)))
    return _facts(notes, [_stated(notes, left), _stated(notes, right)])


def _exponentials_of(meanings: Meanings) -> list[Basic]:
    """The exponentials that a claim has before SymPy folds (eˣ)⁻² to e⁻²ˣ."""
    whole = sympy.Tuple(*(unfold(meaning, meanings) for meaning in meanings.values() if not meaning.has(sympy.Sum)))
    return sorted(whole.atoms(sympy.exp), key=sympy.default_sort_key)


def _same_tree(question: Equal, meanings: Meanings, notes: Notes) -> Data:
    if plain(question.left) == plain(question.right):
        return {"same tree": plain(question.left)}
    matrices = unfold(question.left, meanings).has(sympy.MatrixExpr)
    return (_matrix_identity if matrices else _identity)(question, meanings, notes)


# --- equations and minima -----------------------------------------------------------------------


def _same_roots(question: SameRoots, meanings: Meanings, notes: Notes) -> Data:
    sides = [differentiated(unfold(side, meanings)) for side in (question.left, question.right)]
    left, right = notes.enter(sides)
    ratio = notes.field.multiply(left, notes.field.invert(right))
    return _facts(notes, [_stated(notes, value) for value in (left, right, ratio)])


def _solves(question: Solves, meanings: Meanings, notes: Notes) -> Data:
    residual = differentiated(unfold(question.residual, meanings))
    left, unknown, value = notes.enter((residual, question.unknown, unfold(question.value, meanings)))
    slope = notes.derive(left, min(notes.mentioned(unknown)))
    return _facts(notes, [_stated(notes, value), _stated(notes, slope), _nonzero(notes, slope)])


def _minimizes(question: Minimizes, meanings: Meanings, notes: Notes) -> Data:
    values = [unfold(value, meanings) for value in question.values]
    objective, *entered = notes.enter((unfold(question.objective, meanings), *question.unknowns, *values))
    names = [min(notes.mentioned(unknown)) for unknown in entered[: len(values)]]
    hessian = [[notes.derive(notes.derive(objective, one), two) for two in names] for one in names]
    stated = [_stated(notes, value) for value in entered[len(values) :]]
    for count in range(1, len(names) + 1):
        minor = _determinant(notes, [row[:count] for row in hessian[:count]])
        stated += [_stated(notes, minor), _nonzero(notes, minor)]
    return _facts(notes, stated)


def _determinant(notes: Notes, rows: Sequence[Sequence[Fraction]]) -> Fraction:
    total = notes.field.zero if rows else notes.field.one
    for k, entry in enumerate(rows[0] if rows else ()):
        minor = _determinant(notes, [[*row[:k], *row[k + 1 :]] for row in rows[1:]])
        term = notes.field.multiply(entry, minor)
        total = notes.field.subtract(total, term) if k % 2 else notes.field.add(total, term)
    return total


def _nonzero(notes: Notes, value: Fraction) -> Plain:
    """A value as what never vanishes, times what a condition keeps from vanishing."""
    top, _ = notes.field.lowest_terms(notes.reduced(value))
    outside, conditional = value, list[Plain]()
    for factor, exponent in top.factor()[1]:
        if never_zero(notes, factor):
            continue
        told = _told(notes, factor)
        if told is None:
            raise NoReplay(f"no rule for the condition {notes.polynomial_text(factor)} ≠ 0")
        data, part = told
        conditional += [data] * int(exponent)
        outside = notes.field.multiply(outside, notes.field.power(part, -int(exponent)))
    return ("nonzero", (fraction_data(notes, outside), tuple(conditional)))


def _told(notes: Notes, factor: fmpq_mpoly) -> tuple[Plain, Fraction] | None:
    """The factor as a name, or as a spread m·Σx² − (Σx)² with its parts."""
    lone = _present(factor.monoms()[0])
    if len(factor) == 1 and len(lone) == 1 and lone[0][1] == 1:
        generator = notes.generators[lone[0][0]]
        if generator.kind is Kind.SYMBOL and generator.origin is not None:
            return ("name", plain(generator.origin)), notes.field.generator(lone[0][0])
    for k, plainly in enumerate(notes.generators):
        datum = _datum(notes, plainly)
        if datum is None or datum.origin is None or plainly.bounds is None or plainly.argument is None:
            continue
        low, high = plainly.bounds
        squared = notes.field.multiply(plainly.argument, plainly.argument)
        second = notes.summation(squared, plainly.degree, low, high)
        count = notes.field.add(notes.field.subtract(high, low), notes.field.one)
        first = notes.field.generator(k)
        spread = notes.field.subtract(notes.field.multiply(count, second), notes.field.multiply(first, first))
        top, bottom = notes.field.lowest_terms(spread)
        if bottom.is_constant() and not top.is_zero() and _monic(top) == _monic(factor):
            label = (str(datum.origin.args[0]), facts_of(datum.origin))
            return ("spread", *label, _tree(notes, low), _tree(notes, high)), spread
    return None


def _datum(notes: Notes, total: Generator) -> Generator | None:
    """The x of a generator Σ xᵢ."""
    if total.kind is not Kind.SUM or total.argument is None or total.argument.denominator:
        return None
    present = _present(total.argument.numerator.monoms()[0])
    generator = notes.generators[present[0][0]]
    return generator if generator.kind is Kind.DATA and len(present) == 1 and present[0][1] == 1 else None


def _monic(polynomial: fmpq_mpoly) -> fmpq_mpoly:
    return polynomial / polynomial.leading_coefficient()


def _tree(notes: Notes, value: Fraction) -> Plain:
    """A polynomial of names as a tree."""
    terms: list[Plain] = []
    for monomial, c in sorted((_present(m), c) for m, c in value.numerator.to_dict().items()):
        origins = [(notes.generators[k].origin, e) for k, e in monomial]
        if value.denominator or any(origin is None for origin, _ in origins):
            raise NoReplay("a bound that is no polynomial of names")
        powers = [("pow", plain(origin), ("rational", e, 1)) for origin, e in origins if origin is not None]
        terms.append(("mul", _number(c), *powers))
    return _total(terms)


def _total(terms: Sequence[Plain]) -> Plain:
    return terms[0] if len(terms) == 1 else ("add", *terms) if terms else ("rational", 0, 1)


# --- exact arithmetic and matrices --------------------------------------------------------------


def _number(value: Any) -> Plain:
    return ("rational", int(value.numerator), int(value.denominator))


def _exact(question: Equal | Unequal, meanings: Meanings, _notes: Notes) -> Data:
    sides = (unfold(question.left, meanings), unfold(question.right, meanings))
    return _of_trees([_value_tree(evaluate(side, Point({}, {}, {}, {}))) for side in sides])


def _of_trees(trees: Sequence[Plain]) -> Data:
    values = tuple(("tree", tree) for tree in trees)
    return {"degree": 2, "generators": (), "factors": (), "exponentials": (), "values": values}


def _value_tree(value: Value) -> Plain:
    if isinstance(value, tuple):
        return ("dense", *(tuple(_number(entry) for entry in row) for row in value))
    return _number(value)


def _matrix_identity(question: Equal, meanings: Meanings, notes: Notes) -> Data:
    if declared(notes.domain.conditions):
        raise NoReplay("a proof that rests on what is declared of matrices")
    sides = [normal_form_with_gradients(unfold(side, meanings)) for side in (question.left, question.right)]
    return _of_trees([_matrix_tree(side) for side in sides])


def _matrix_solves(question: Solves, meanings: Meanings, _notes: Notes) -> Data:
    column = normal_form_with_gradients(unfold(question.residual, meanings))
    return _matrix_root(column, question.unknown, unfold(question.value, meanings))


def _matrix_minimizes(question: Minimizes, meanings: Meanings, _notes: Notes) -> Data:
    column = gradient(unfold(question.objective, meanings), question.unknowns[0])
    return _matrix_root(column, question.unknowns[0], unfold(question.values[0], meanings))


def _matrix_root(column: MatrixSum, unknown: Basic, value: Basic) -> Data:
    parts = linear_in(column, unknown)
    if parts is None:
        raise NoReplay("an equation that is not linear")
    return _of_trees([_matrix_tree(normal_form_with_gradients(value)), _matrix_tree(parts[0])])


def _matrix_tree(matrix: MatrixSum) -> Plain:
    """A normal form as a tree."""
    if matrix.is_scalar:
        return _scalar_tree(matrix.scalar())
    if not matrix.terms:
        return ("zeros", plain(matrix.rows), plain(matrix.columns))
    unit = ("identity", plain(matrix.rows))
    terms = [
        ("mul", _scalar_tree(scalar), *(map(_atom_tree, word) if word else (unit,))) for scalar, word in matrix.terms
    ]
    return _total(terms)


def _atom_tree(atom: Atom) -> Plain:
    match atom:
        case Letter(base, transposed, inverted):
            tree = plain(base.source)
        case InverseOf(content, transposed):
            tree, inverted = _matrix_tree(content), True
        case Dense(entries):
            rows = (tuple(("rational", entry.numerator, entry.denominator) for entry in row) for row in entries)
            return ("dense", *rows)
        case _:
            raise NoReplay(f"no rule for {atom.text}")
    tree = ("transpose", tree) if transposed else tree
    return ("inverse", tree) if inverted else tree


def _scalar_tree(scalar: Scalar) -> Plain:
    terms: list[Plain] = [
        ("mul", ("rational", c.numerator, c.denominator), *(("pow", _part(g), ("rational", e, 1)) for g, e in monomial))
        for monomial, c in scalar.terms
    ]
    return _total(terms)


def _part(generator: object) -> Plain:
    match generator:
        case Cycle(word):
            return ("trace", ("mul", *map(_atom_tree, word)))
        case Applied(name, arguments, True):
            return (name, *map(_scalar_tree, arguments))
        case Power(base, exponent):
            return ("pow", _scalar_tree(base), _scalar_tree(exponent))
        case Reciprocal(body):
            return ("pow", _scalar_tree(body), ("rational", -1, 1))
        case Root(body, degree, "", _):
            return ("pow", _scalar_tree(body), ("rational", 1, degree))
        case Opaque():
            return plain(generator.source)
        case _:
            raise NoReplay(f"no rule for {generator}")


PROOFS: Mapping[tuple[type, str], Callable[[Any, Meanings, Notes], Data]] = {
    (Equal, "same tree"): _same_tree,
    (Equal, "normal form"): _identity,
    (Equal, "exact arithmetic"): _exact,
    (Equal, "replay"): _exact,
    (Unequal, "exact arithmetic"): _exact,
    (Unequal, "replay"): _exact,
    (Equal, "matrix normal form"): _matrix_identity,
    (SameRoots, "equation"): _same_roots,
    (Solves, "equation"): _solves,
    (Solves, "matrix equation"): _matrix_solves,
    (Minimizes, "minimum"): _minimizes,
    (Minimizes, "matrix equation"): _matrix_minimizes,
}
"""How each kind of question is proved again, by the procedure that proved it."""
