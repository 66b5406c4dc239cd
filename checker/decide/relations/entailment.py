"""Does one relation follow from another: by a factor that is never zero, by substitution, or by real arithmetic?

Sides are brought to the normal form; its generators are the variables of the real arithmetic, with
what is known of them: g² = u for a root, e^u > 0 and increasing, sin² + cos² = 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import sympy
from flint import arb, ctx, fmpq, fmpq_mpoly
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from checker.decide.at_points.evaluate import scalar
from checker.decide.at_points.values import NotEvaluable, Undefined, as_ball
from checker.decide.kernels.bound_indices import mark_indices
from checker.decide.kernels.conditions import Need, conditions_beyond, readable_fraction, unmet_needs
from checker.decide.kernels.field import DividesByZero, Fraction, TooLarge
from checker.decide.kernels.generators import Declines, Kind, Sign
from checker.decide.kernels.norms import never_zero
from checker.decide.kernels.tower import Tower, build
from checker.decide.kernels.written_back import generator_as_expression, polynomial_as_expression, substituted
from checker.decide.kernels.zero import zero_difference
from checker.decide.parts import conjuncts
from checker.decide.relations.case_split import cases, innermost, parts, without_whole_parts
from checker.decide.relations.circles import CIRCULAR, Circle, without_angles
from checker.decide.relations.linear_combination import combination
from checker.decide.relations.monotone import Increasing, instances
from checker.decide.relations.real_arithmetic import (
    Compared,
    Formula,
    Impossible,
    Joined,
    Possible,
    meet,
    polynomials,
    variables,
)
from checker.decide.relations.relations import (
    CONNECTIVES,
    CONSTANTS,
    NOWHERE,
    Place,
    comparisons,
    is_relation,
    put,
    sides,
    truth_at,
)
from checker.decide.relations.sum_bounds import known_of_sums
from checker.decide.relations.tangents import Bound, bounds
from checker.model import Certificate, Domain

ENCLOSURE_BITS = 48
MOST_SPLITS = 3  # of maxima, absolute values and the like into cases
ARITHMETIC = (
    sympy.Symbol, sympy.Rational, type(sympy.pi), type(sympy.E), sympy.Add, sympy.Mul, sympy.Pow, sympy.exp, sympy.log,
    sympy.Abs, sympy.Max, sympy.Min, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan, sympy.asin, sympy.acos,
    sympy.asinh, sympy.acosh, sympy.atanh, sympy.Indexed, sympy.IndexedBase, sympy.Idx, sympy.Tuple, sympy.Sum,
    AppliedUndef, sympy.KroneckerDelta, *CIRCULAR,
)  # fmt: skip  # what each needs to have a value is known
RELATIONS = {
    sympy.Eq: "=",
    sympy.Ne: "≠",
    sympy.Gt: ">",
    sympy.Ge: "≥",
    sympy.Lt: "<",
    sympy.Le: "≤",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """Why the conclusion holds wherever the premise does, and on what further conditions."""

    because: str
    certificate: Certificate
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Values at which the premise may hold and the conclusion fail: to be verified."""

    values: Mapping[Basic, fmpq]


def prove_plainly(premise: Basic, conclusion: Basic, domain: Domain) -> Proof | Suggestion | None:
    """As `prove` does, without tangents and cases."""
    statements = (premise, conclusion, *(c for c in domain.conditions if is_relation(c)))
    return _prove_whole(premise, conclusion, domain, False) if _known(statements) else None


def prove_by_algebra(premise: Basic, conclusion: Basic, domain: Domain) -> Proof | None:
    """What `prove` comes to where a substitution, a factor or a combination of equations is enough."""
    try:
        known = without_whole_parts((premise, conclusion))[1]
        statements = (premise, conclusion, *(c for c in domain.conditions if is_relation(c)))
        return None if known or not _known(statements) else _by_algebra(premise, conclusion, domain)
    except (Declines, TooLarge, DividesByZero):
        return None


@lru_cache(maxsize=64)  # whether a premise holds anywhere is asked with each of its conclusions
def prove(premise: Basic, conclusion: Basic, domain: Domain) -> Proof | Suggestion | None:
    """Does every point of the domain that meets the premise meet the conclusion? Cheapest argument first."""
    try:
        (premise, conclusion), known, of = without_whole_parts((premise, conclusion))
    except Declines:
        return None
    if not known:
        return _prove(premise, conclusion, domain, MOST_SPLITS)
    if not _always_valued(of, domain):
        return None
    found = _prove(sympy.And(premise, *known, evaluate=False), conclusion, domain, MOST_SPLITS)
    return found if isinstance(found, Proof) else None


def _prove(premise: Basic, conclusion: Basic, domain: Domain, splits: int) -> Proof | Suggestion | None:
    statements = (premise, conclusion, *(c for c in domain.conditions if is_relation(c)))
    found = _prove_whole(premise, conclusion, domain, True) if _known(statements) else None
    if isinstance(found, Proof) or splits == 0:
        return found
    return _by_cases(premise, conclusion, domain, splits) or found


def _prove_whole(premise: Basic, conclusion: Basic, domain: Domain, tangents: bool) -> Proof | Suggestion | None:
    try:
        return _by_algebra(premise, conclusion, domain) or _by_arithmetic(premise, conclusion, domain, tangents)
    except (Declines, TooLarge, DividesByZero):
        return None


def _by_algebra(premise: Basic, conclusion: Basic, domain: Domain) -> Proof | None:
    return (
        _by_substitution(premise, conclusion, domain)
        or _by_factor(premise, conclusion, domain)
        or _by_elimination(premise, conclusion, domain)
    )


def _known(statements: Sequence[Basic]) -> bool:
    return all(map(_is_known, sides(statements)))


@lru_cache(maxsize=512)  # each premise is asked of before each kind of argument
def _is_known(side: Basic) -> bool:
    return all(
        (isinstance(node, ARITHMETIC) or _is_whole_factorial(node)) and not _is_unreal(node)
        for node in sympy.preorder_traversal(side)
        if isinstance(node, sympy.Basic)
    )


def _is_unreal(node: Basic) -> bool:
    try:
        return node.is_real is False
    except TypeError:  # SymPy's, of a matrix that stands where a number should
        return True


def _is_whole_factorial(node: Basic) -> bool:
    return isinstance(node, sympy.factorial) and bool(node.args[0].is_integer and node.args[0].is_nonnegative)


def exact_needs(statement: Basic, domain: Domain) -> list[Relational]:
    """Comparisons without which a comparison, or a conjunction of such, has no value; those that are known."""
    if statement.has(sympy.Or, sympy.Sum) or not _known((statement,)):
        return []
    relations = {symbol: relation for relation, symbol in RELATIONS.items()}
    try:
        tower, _ = build(sides((statement,)), domain)
        if _needs_odd_root(tower, statement):
            return []
        needs = [need for side in sides((statement,)) for need in unmet_needs(tower, side) if need.everywhere]
        return [
            relations[_required(need).relation](polynomial_as_expression(tower, need.polynomial), 0, evaluate=False)
            for need in needs
        ]
    except (Declines, TooLarge, DividesByZero):
        return []


# --- by cases ----------------------------------------------------------------------------------


def _by_cases(premise: Basic, conclusion: Basic, domain: Domain, splits: int) -> Proof | None:
    """Proved in each of the cases |u| = u, |u| = −u, or of a maximum, a minimum or a piecewise function."""
    node = innermost(conclusion) or innermost(premise)
    covering = None if node is None else cases(node)
    if node is None or covering is None or not _always_valued(parts(node), domain):
        return None
    proofs: list[Proof] = []
    for case in covering:
        given, there = (put(part, {node: case.value}) for part in (premise, conclusion))
        found = _prove(sympy.And(given, case.condition, evaluate=False), there, domain, splits - 1)
        if not isinstance(found, Proof):
            return None
        proofs.append(found)
    return Proof(
        f"in each case of {node}: {'; '.join(dict.fromkeys(proof.because for proof in proofs))}",
        Certificate(
            " / ".join(dict.fromkeys(("cases", *(proof.certificate.argument for proof in proofs)))),
            tuple(step for proof in proofs for step in proof.certificate.steps),
        ),
        tuple(dict.fromkeys(condition for proof in proofs for condition in proof.conditions)),
    )


def _always_valued(expressions: Sequence[Basic], domain: Domain) -> bool:
    """Do they have values everywhere on the domain?"""
    if not all(_known((sympy.Eq(each, 0, evaluate=False),)) for each in expressions):
        return False
    try:
        tower, _ = build(expressions, domain)
        return not unmet_needs(tower, sympy.Tuple(*expressions))
    except (Declines, TooLarge, DividesByZero):
        return False


# --- by substitution ---------------------------------------------------------------------------


def _by_substitution(premise: Basic, conclusion: Basic, domain: Domain) -> Proof | None:
    """u = v, one of the equations of the premise, put into the conclusion makes it true."""
    equations = [part for part in conjuncts(premise) if isinstance(part, sympy.Eq)]
    for name, value in (pair for equation in equations for pair in _solved(equation)):
        if name.is_Symbol and name not in value.free_symbols:
            found = _at_a_constant(name, value, conclusion) or _at_a_value(name, value, conclusion, domain)
            if found:
                steps = (f"{name} := {value}", f"true there: {conclusion}")
                return Proof(f"{name} = {value} satisfies it", Certificate("substitution", steps))
    return None


def _solved(equation: Basic) -> Iterator[tuple[Basic, Basic]]:
    """Each side as what the other is, and what a name is that stands in a sum by itself."""
    yield from (equation.args, equation.args[::-1])
    left, right = equation.args
    for term in sympy.Add.make_args(left - right):
        sign, name = term.as_coeff_Mul()
        if name.is_Symbol and sign in (1, -1) and not (left.is_Symbol or right.is_Symbol):
            yield name, name - sign * (left - right)


def _at_a_constant(name: Basic, value: Basic, conclusion: Basic) -> bool:
    """Does the conclusion speak of nothing else, and hold at this one place?"""
    if value.free_symbols or not conclusion.free_symbols <= {name}:
        return False
    return truth_at(conclusion, Place(NOWHERE, ((name, value),))) is True


def _at_a_value(name: Basic, value: Basic, conclusion: Basic, domain: Domain) -> bool:
    """Are the two sides equal there, and do they have values everywhere on the domain?"""
    if not isinstance(conclusion, sympy.Eq):
        return False
    tower, _ = build(conclusion.args, domain)
    if unmet_needs(tower, sympy.Tuple(*conclusion.args)):
        return False
    rest = Domain(tuple(c for c in domain.conditions if name not in c.free_symbols))
    left, right = (substituted(side, {name: value}) for side in conclusion.args)
    zero = zero_difference(left, right, rest)
    return zero is not None and not zero.conditions


# --- by a factor -------------------------------------------------------------------------------


def _by_factor(premise: Basic, conclusion: Basic, domain: Domain) -> Proof | None:
    """left′ − right′ = q·(left − right) with a q whose denominator is never zero."""
    if not (isinstance(premise, sympy.Eq) and isinstance(conclusion, sympy.Eq)):
        return None
    before, after = (equation.lhs - equation.rhs for equation in (premise, conclusion))
    tower, (one, two) = build((before, after), domain)
    if tower.field.lowest_terms(tower.reduced(one))[0].is_zero():
        return None
    quotient = tower.field.multiply(two, tower.field.invert(one))
    _, bottom = tower.field.lowest_terms(tower.reduced(quotient))
    if not all(never_zero(tower, factor) for factor, _ in bottom.factor()[1]):
        return None
    factor = readable_fraction(tower, quotient)
    return Proof(
        f"both sides multiplied by {factor}" if factor != "1" else "the same equation, rearranged",
        Certificate("a multiple of the equation", (f"({after}) = ({factor})·({before})",)),
        conditions_beyond(tower, sympy.Tuple(*conclusion.args), sympy.Tuple(*premise.args)),
    )


# --- by elimination ----------------------------------------------------------------------------


def _by_elimination(premise: Basic, conclusion: Basic, domain: Domain) -> Proof | None:
    found = combination(conjuncts(premise), conclusion, domain)
    if found is None:
        return None
    steps = tuple(f"equation {k} times {text}" for k, text in enumerate(found.multipliers, 1) if text != "0")
    return Proof("a combination of the equations", Certificate("elimination", steps), found.conditions)


# --- by real arithmetic ------------------------------------------------------------------------


def _needs_of(tower: Tower, comparison: Relational, circles: Sequence[Circle]) -> list[Need]:
    """What the sides of a comparison, and the angles in them, need to have a value."""
    parts, names = [*comparison.args], comparison.free_symbols
    for circle in reversed(circles):  # outermost first: their angles may hold the names of others
        if names & {circle.cosine, circle.sine}:
            parts.append(circle.angle)
            names = names | circle.angle.free_symbols
    return unmet_needs(tower, sympy.Tuple(*parts))


def _by_arithmetic(premise: Basic, conclusion: Basic, domain: Domain, tangents: bool) -> Proof | Suggestion | None:
    """By what is known of each kernel by itself; where that is not enough, by tangents too."""
    plain = _by_arithmetic_with((), premise, conclusion, domain)
    if isinstance(plain, Proof) or not tangents or premise.has(sympy.Sum) or conclusion.has(sympy.Sum):
        return plain
    known = bounds([comparison for part in (premise, conclusion) for comparison in comparisons(part)])
    if not known:
        return plain
    try:
        better = _by_arithmetic_with(known, premise, conclusion, domain)
    except (Declines, TooLarge, DividesByZero):
        return plain
    return better if isinstance(better, Proof) else plain


def _by_arithmetic_with(
    known: Sequence[Bound], premise: Basic, conclusion: Basic, domain: Domain
) -> Proof | Suggestion | None:
    """Nothing meets the premise, the domain and what is known of every kernel, and not the conclusion."""
    conditions = tuple(c for c in domain.conditions if is_relation(c))
    told = [statement for bound in known for statement in (bound.relation, *bound.guards)]
    statements, circles = without_angles((premise, conclusion, *conditions, *told))
    premise, conclusion = statements[0], statements[1]
    conditions, told = tuple(statements[2 : 2 + len(conditions)]), statements[2 + len(conditions) :]
    compared = [comparison for part in (premise, conclusion) for comparison in comparisons(part)]
    increasing = () if premise.has(sympy.Sum) or conclusion.has(sympy.Sum) else instances(compared)
    extra = [part for each in increasing for part in (each.inner, each.outer, *each.positive)]
    circle_names = [part for circle in circles for part in (circle.cosine, circle.sine, circle.angle)]
    tower, _ = build((*sides(statements), *extra, *circle_names), Domain(conditions))
    if any(_needs_odd_root(tower, part) for part in (premise, *conditions)):
        return None
    granted = [_formula(tower, part, circles) for part in (premise, *conditions)]
    wanted = _needed(tower, premise, conclusion, circles)
    if any(need.polynomial.is_zero() for need in wanted):
        return None
    laws = [_law(tower, each) for each in increasing]
    for bound in known:
        size = 1 + len(bound.guards)
        laws.append(_guarded(tower, told[0], told[1:size]))
        told = told[size:]
    needed = [_required(need) for need in wanted]
    opposite = Joined("not any", (_formula(tower, conclusion, None),))
    asserted = [*granted, *laws, *needed, opposite]
    answer = _meet(tower, asserted, circles)
    if isinstance(answer, Possible):
        return Suggestion(_by_name(tower, answer))
    if answer is None:
        return None
    whole = premise == sympy.true
    return Proof(
        "no real numbers violate it" if whole else "no real numbers meet the premise and not the conclusion",
        Certificate("z3, nonlinear real arithmetic: unsatisfiable", _told(tower, asserted, circles)),
        _conditions(tower, granted, wanted, circles),
    )


def _needs_odd_root(tower: Tower, statement: Basic) -> bool:
    """Does it hold an odd root of what may be negative? Where that has no value is a matter of reading."""
    return any(has_odd_root(side) and bool(unmet_needs(tower, side)) for side in sides((statement,)))


def has_odd_root(expression: Basic) -> bool:
    """Does it hold a power such as x^(1/3)?"""
    return any(
        isinstance(node, sympy.Pow) and node.exp.is_Rational and node.exp.q % 2 == 1 and node.exp.q > 1
        for node in sympy.preorder_traversal(expression)
    )


def _conditions(
    tower: Tower, granted: Sequence[Formula], wanted: Sequence[Need], circles: Sequence[Circle]
) -> tuple[str, ...]:
    """The needs that neither the premise, nor the domain, nor the needs told before grant."""
    told: list[str] = []
    known = [*granted]
    for need in sorted(wanted, key=_weakness):
        formula = _required(need)
        if not isinstance(_meet(tower, [*known, Joined("not any", (formula,))], circles), Impossible):
            told.append(need.text.replace("‹", "").replace("›", ""))
            known.append(formula)
    return tuple(dict.fromkeys(told))


def _weakness(need: Need) -> int:
    return ("> 0", "≥ 0", "≠ 0").index(need.relation)


def _required(need: Need) -> Compared:
    return Compared(need.polynomial, need.relation.removesuffix(" 0"))


def _needed(tower: Tower, premise: Basic, conclusion: Basic, circles: Sequence[Circle]) -> list[Need]:
    """What the conclusion needs to have a value, and what the argument needs besides."""
    granted, wanted = (
        [need for found in comparisons(part) for need in _needs_of(tower, found, circles)]
        for part in (premise, conclusion)
    )
    return [*(need for need in granted if not need.everywhere), *wanted]


def _formula(tower: Tower, statement: Basic, circles: Sequence[Circle] | None) -> Formula:
    """A relation between expressions as one between polynomials in the generators.

    Where circles are given, each comparison says besides that its sides have values.
    """
    if statement in CONSTANTS:
        return Joined("and" if statement == sympy.true else "or", ())
    if isinstance(statement, CONNECTIVES):
        parts = tuple(_formula(tower, part, circles) for part in statement.args)
        return Joined("and" if isinstance(statement, sympy.And) else "or", parts)
    difference = tower.field.subtract(*(tower.value(mark_indices(side)) for side in statement.args))
    compared = _signed(tower, difference, RELATIONS[statement.func])
    if circles is None:
        return compared
    needs = [need for need in _needs_of(tower, statement, circles) if need.everywhere]
    return Joined("and", (compared, *(_required(need) for need in needs)))


def _signed(tower: Tower, value: Fraction, relation: str) -> Compared:
    """A fraction against 0, by numerator times denominator, which has its sign."""
    top, bottom = tower.field.lowest_terms(tower.reduced(value))
    product = top if relation in ("=", "≠") or bottom.is_constant() else tower.field.product(top, bottom)
    for k in _mentioned([product]):
        if not tower.is_real(tower.field.generator(k)) or tower.generators[k].name.startswith("formal"):
            raise Declines("a comparison of what may not be real")
    return Compared(product, relation)


def _law(tower: Tower, each: Increasing) -> Formula:
    """inner and outer have one sign, or some guard is not positive, or something has no value."""
    inner, outer = tower.value(each.inner), tower.value(each.outer)
    same = tuple(
        Joined("and", (_signed(tower, inner, relation), _signed(tower, outer, relation)))
        for relation in ("<", "=", ">")
    )
    escapes = tuple(_signed(tower, tower.value(guard), "≤") for guard in each.positive)
    return Joined("or", (*same, *escapes, *_without_value(tower, (each.inner, each.outer, *each.positive))))


def _guarded(tower: Tower, relation: Basic, guards: Sequence[Basic]) -> Formula:
    """The relation holds, or some guard does not, or something has no value."""
    lacking = _without_value(tower, sides((relation, *guards)))
    escapes = tuple(Joined("not any", (_formula(tower, guard, None),)) for guard in guards)
    return Joined("or", (_formula(tower, relation, None), *escapes, *lacking))


def _without_value(tower: Tower, expressions: Sequence[Basic]) -> tuple[Formula, ...]:
    """That something which the expressions need to have a value fails."""
    needs = unmet_needs(tower, sympy.Tuple(*expressions))
    return tuple(Joined("not any", (_required(need),)) for need in needs)


def _meet(tower: Tower, formulas: Sequence[Formula], circles: Sequence[Circle]) -> Impossible | Possible | None:
    return meet([*formulas, *_known_of_generators(tower, formulas, circles)])


def _known_of_generators(tower: Tower, formulas: Sequence[Formula], circles: Sequence[Circle]) -> list[Formula]:
    """The sign, the defining relation and the enclosure of every generator that the formulas speak of."""
    one = tower.field.context.constant(1)
    mentioned = _closed(tower, _mentioned([p for formula in formulas for p in polynomials(formula)]), circles)
    known: list[Formula] = []
    for k in mentioned:
        known += _known_of_generator(tower, k)
    known += known_of_sums(tower, mentioned)
    for circle in circles:
        cosine, sine = (tower.value(name).numerator for name in (circle.cosine, circle.sine))
        if {*variables(cosine), *variables(sine)} & {*mentioned}:
            known.append(Compared(cosine * cosine + sine * sine - one, "="))
    return known


def _mentioned(found: Iterable[fmpq_mpoly]) -> list[int]:
    return sorted({k for polynomial in found for k in variables(polynomial)})


def _closed(tower: Tower, indices: Sequence[int], circles: Sequence[Circle]) -> list[int]:
    """The generators, with those that roots and absolute values among them are of."""
    found = set(indices)
    for k in range(len(tower.generators) - 1, -1, -1):
        generator = tower.generators[k]
        if k in found and generator.kind in (Kind.ROOT, Kind.ABSOLUTE) and generator.argument is not None:
            found |= tower.mentioned(generator.argument)
    for circle in circles:
        pair = {*tower.mentioned(tower.value(circle.cosine)), *tower.mentioned(tower.value(circle.sine))}
        found |= pair if pair & found else set()
    return sorted(found)


SIGNS = {Sign.POSITIVE: ">", Sign.NONNEGATIVE: "≥", Sign.NONZERO: "≠"}


def _known_of_generator(tower: Tower, index: int) -> Iterator[Formula]:
    generator, itself = tower.generators[index], tower.field.generators[index]
    if not tower.is_real(tower.field.generator(index)):
        raise Declines("a generator that is not real")
    if generator.sign in SIGNS:
        yield Compared(itself, SIGNS[generator.sign])
    origin = generator.origin
    if generator.kind is Kind.SYMBOL and origin is not None and origin.is_nonpositive:
        yield Compared(itself, "<" if origin.is_negative else "≤")
    if generator.kind is Kind.SYMBOL and origin is not None and origin.is_integer and origin.is_positive:
        yield Compared(itself - 1, "≥")
    if generator.kind in (Kind.ROOT, Kind.ABSOLUTE) and generator.argument is not None:
        top, bottom = tower.field.lowest_terms(generator.argument)
        degree = generator.degree if generator.kind is Kind.ROOT else 2
        power = 1 if generator.kind is Kind.ROOT else 2
        defining = Compared(itself**degree * bottom**power - top**power, "=")
        # nothing is said of a root without value: another part of the premise may hold where it has none
        beyond = (Compared(top * bottom, "<"),) if generator.kind is Kind.ROOT else ()
        yield Joined("or", (defining, Compared(bottom, "="), *beyond))
    elif generator.argument is None or not tower.mentioned(generator.argument):
        yield from _enclosure(tower, index)


def _enclosure(tower: Tower, index: int) -> Iterator[Formula]:
    """Rational bounds of a generator that is a constant, such as log 2 or π."""
    try:
        constant = generator_as_expression(tower, index)
        if constant.free_symbols or constant.has(sympy.Indexed, AppliedUndef):
            return
        with ctx.workprec(ENCLOSURE_BITS):
            ball = as_ball(scalar(constant, NOWHERE))
    except (Declines, NotEvaluable, Undefined, ZeroDivisionError):
        return
    if isinstance(ball, arb) and ball.is_finite():
        itself = tower.field.generators[index]
        yield Compared(itself - ball.lower().mid().fmpq(), "≥")
        yield Compared(itself - ball.upper().mid().fmpq(), "≤")


def _by_name(tower: Tower, answer: Possible) -> Mapping[Basic, fmpq]:
    return {
        origin: value
        for k, value in answer.values.items()
        if (origin := tower.generators[k].origin) is not None and isinstance(origin, sympy.Symbol)
        if not isinstance(origin, sympy.Dummy)
    }


def _told(tower: Tower, formulas: Sequence[Formula], circles: Sequence[Circle]) -> tuple[str, ...]:
    """The asserted formulas as text."""
    return tuple(_text(tower, formula) for formula in (*formulas, *_known_of_generators(tower, formulas, circles)))


def _text(tower: Tower, formula: Formula) -> str:
    if isinstance(formula, Compared):
        return f"{tower.polynomial_text(formula.polynomial)} {formula.relation} 0"
    parts = [_text(tower, part) for part in formula.parts]
    if formula.by == "not any":
        return f"not ({' or '.join(parts)})"
    return f"({f' {formula.by} '.join(parts)})" if parts else {"and": "true", "or": "false"}[formula.by]
