"""Equations that are given or to be solved, told from identities that are claimed.

An identity speaks of one quantity in two ways; an equation restricts its unknowns. F = ma and x² − 5x + 6 = 0 are
given; (a + b)² = a² + b² is claimed, and wrong.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import sympy
from sympy import And, Derivative, Determinant, Eq, Indexed, Integral, Limit, Or, Product, Subs, Sum, Trace
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.objects import Gradient
from checker.read.building import is_matrix
from checker.read.nodes import nodes_of

SOLVES = re.compile(
    r"\b(solv\w*|solutions?|roots?|set|setting|sets|zero|zeros|satisf\w*|critical|stationary|maximi\w*|minimi\w*"
    r"|extrem\w*|equations?|given|suppose|assume|if|when|where|constraint|subject to|system|find|want|requir\w*"
    r"|demand\w*|normali[sz]\w*"
    r"|consider|curve|implicit\w*|circle|ellipse|hyperbola|line|surface|plane|law|model|recurrence|differential"
    r"|newton|kirchhoff|hooke|ohm|conservation|balance|mesh|ansatz)\b",
    re.IGNORECASE,
)
WORKED = (Derivative, Integral, Sum, Product, Limit, Subs, Gradient)


def is_given(left: Basic, right: Basic, cue: str, defined: Collection[Basic]) -> bool:
    """Is `left = right`, which is no identity, naturally read as an equation that is given or to be solved?

    A side with names against one without, or names of its own on each side, restricts them. Names that are on both
    sides are claimed to be equal, unless the words around speak of an equation. What is worked out, such as an
    integral, is claimed.
    """
    if right == 0 and isinstance(left, Derivative | Gradient):
        return True
    if (
        isinstance(left, sympy.Symbol)
        and left not in defined
        and (left not in right.free_symbols or _is_affine(right, left))
    ):
        return not _constant(left, right)  # of a name that is free nothing is an identity
    if isinstance(left, sympy.MatrixSymbol) and left not in defined and left not in right.free_symbols:
        return True
    if is_matrix(left) and tuple(left.shape) == (1, 1) and right.is_number:
        return bool(_names(left) - set(defined))  # uᵀu = 1 restricts u
    if is_matrix(left) and _restricts_matrices(left, right, defined):
        return True
    if is_matrix(left) or is_matrix(right):
        return bool(SOLVES.search(cue)) and bool(_names(left) | _names(right))
    unknown_functions = _opaque(left, defined) | _opaque(right, defined)
    names = [_names(side) - set(defined) - _known(side, defined) for side in (left, right)]
    if unknown_functions and any(side.has(Derivative) for side in (left, right)):
        return not _is_rule(left, right)
    if _restricts_data(left, right, defined) or _restricts_data(right, left, defined):
        return True
    worked = any(side.has(*WORKED) for side in (left, right))
    if unknown_functions and not worked and left.free_symbols and right.free_symbols and not _is_called(left):
        return True  # x³ + y³ = 6xy of a y(x) that nothing is known of
    if isinstance(left, WORKED) and right != 0 and not unknown_functions:
        return False
    sides = zip((left, right), names, strict=True)
    if any(side.has(Determinant, Trace) and side.free_symbols and not shown for side, shown in sides):
        return False  # det H of an H that is defined
    if not worked and bool(names[0]) != bool(names[1]):
        return not _constant(left, right)
    if not worked and names[0] - names[1] and names[1] - names[0]:
        return True
    if not left.has(*WORKED) and names[0] and names[1] and not names[0] & names[1]:
        return True  # log p = z − log Σ eᶻ restricts p, of which nothing is known
    if not worked and any(isinstance(side, sympy.Symbol) for side in (left, right)) and names[0] != names[1]:
        return True
    return bool(SOLVES.search(cue)) and bool(names[0] | names[1]) and not _constant(left, right)


def _is_affine(side: Basic, name: Basic) -> bool:
    """1 + V/2 of V: is it a multiple of the name, by a number, and something else?"""
    return isinstance(side, sympy.Add) and not side.has(*WORKED) and sympy.diff(side, name).is_number


def _is_rule(left: Basic, right: Basic) -> bool:
    """(uv)′ = u′v + uv′, f(g(x))′ = f′(g(x)) g′(x): a derivative of several functions, by their derivatives."""
    if not isinstance(left, Derivative) or left.expr.has(Derivative):
        return False
    functions = {part.func for part in left.expr.atoms(AppliedUndef)}
    derived = {part.expr.func for part in right.atoms(Derivative)}
    nested = isinstance(left.expr, AppliedUndef)
    return len(functions) > 1 and ({left.expr.func} if nested else functions) <= derived


def _is_called(side: Basic) -> bool:
    """Is a side a name, or one function at something, such as f(x + 1)?"""
    return isinstance(side, AppliedUndef | sympy.Symbol)


def _restricts_matrices(left: Basic, right: Basic, defined: Collection[Basic]) -> bool:
    """K + I = [2 1; 1 2] of a K, or A = SDS⁻¹ of S and D, of which nothing is known: no identity of any such."""
    free = [side.atoms(sympy.MatrixSymbol) - set(defined) for side in (left, right)]
    known = right if free[0] else left
    return bool(free[0]) != bool(free[1]) and _is_of_numbers(known, defined)


def _is_of_numbers(side: Basic, defined: Collection[Basic]) -> bool:
    """Is a matrix written out, or named after one that is?"""
    written = isinstance(side, sympy.MatrixBase) or bool(nodes_of(side, sympy.MatrixBase))
    return written or bool(side.atoms(sympy.MatrixSymbol) & set(defined))


def _restricts_data(total: Basic, number: Basic, defined: Collection[Basic]) -> bool:
    """Σᵢ yᵢ = 1: is a sum of data of which nothing else is said put equal to a number?"""
    if not isinstance(total, Sum) or number.free_symbols or not isinstance(total.function, Indexed):
        return False
    data = total.function.base
    return not any(isinstance(known, Indexed) and known.base == data for known in defined)


@lru_cache(maxsize=256)  # whether it is given, claimed or solved is asked apart
def _constant(left: Basic, right: Basic) -> bool:
    """Is the difference, as it seems, the same number everywhere, as in sin² x + cos² x = 2?"""
    difference = left - right
    names = sorted(difference.free_symbols, key=str)
    if difference.has(AppliedUndef, *WORKED) or not all(isinstance(name, sympy.Symbol) for name in names):
        return False
    values = []
    for k in (2, 5, 11):
        value = difference.xreplace(
            {name: sympy.Rational(k * (3 * j + 2) + j * j, 7) for j, name in enumerate(names)}
        ).evalf(15)
        if not value.is_Number or not value.is_finite:
            return False
        values.append(value)
    return bool(max(values) - min(values) < NEAR < abs(values[0]))


NEAR = 1e-9  # only tells a question that is asked from one that is not: no verdict rests on it


def _names(side: Basic) -> set[Basic]:
    names = side.free_symbols
    return {name for name in names if isinstance(name, sympy.Symbol | sympy.MatrixSymbol)} | _opaque(side, ())


def _opaque(side: Basic, defined: Collection[Basic]) -> set[Basic]:
    known = {subject.func for subject in defined if isinstance(subject, AppliedUndef)}
    return {applied for applied in side.atoms(AppliedUndef) if applied.func not in known}


def _known(side: Basic, defined: Collection[Basic]) -> set[Basic]:
    """f(2), where f(x) is defined: a value, and no name."""
    return set(side.atoms(AppliedUndef)) - _opaque(side, defined)


# --- what follows from equations ---------------------------------------------------------------


def conclusion_follows(
    premises: Sequence[Basic], conclusion: Basic, definitions: Sequence[tuple[Basic, Basic]] = ()
) -> tuple[Basic, Basic]:
    """Premise and conclusion as relations between numbers: unknown functions and their derivatives are names.

    Where only the conclusion holds a derivative, the premises are differentiated besides (implicit differentiation);
    so is what says which function h is, where of h' it is only given what it is somewhere. Functions that are defined
    are no names: their derivatives are carried out.
    """
    defined = [subject for subject, _ in definitions]
    known_functions = {subject.func for subject in defined if isinstance(subject, AppliedUndef)}
    conclusion = _carried_out(conclusion, defined)
    wanted = sorted(conclusion.atoms(Derivative), key=str)
    held = {derivative for premise in premises for derivative in premise.atoms(Derivative)}
    known = list(premises)
    for derivative in wanted:
        if derivative not in held and _is_unknown(derivative, known_functions):
            known += [p for p in _differentiated_by(premises, derivative, definitions) if p not in known]
    for derivative in sorted(_only_somewhere(premises), key=str):
        if derivative not in wanted and _is_unknown(derivative, known_functions):
            saying = [p for p in premises if _says_which(p, derivative.expr, known_functions)]
            known += [p for p in _differentiated_by(saying, derivative, definitions) if p not in known]
    names = _as_names([*known, conclusion], known_functions)
    return _put(_all(tuple(known)), names), _put(conclusion, names)


@lru_cache(maxsize=256)  # most lines of a part rest on the same, of which SymPy looks for two that exclude each other
def _all(relations: tuple[Basic, ...]) -> Basic:
    return relations[0] if len(relations) == 1 else And(*relations, evaluate=False)


def _differentiated_by(
    premises: Sequence[Basic], derivative: Basic, definitions: Sequence[tuple[Basic, Basic]]
) -> list[Basic]:
    """What the premises give once they are differentiated, by one variable of a derivative after the other."""
    before, found = [premise for premise in premises if not _is_value_somewhere(premise)], list[Basic]()
    for variable in derivative.variables:
        before = [_spelled_out(p, variable, definitions) for p in before if isinstance(p, Eq)]
        before = [_differentiated(p, variable) for p in before if p.has(variable)]
        found += before
    return found


def _spelled_out(premise: Basic, variable: Basic, definitions: Sequence[tuple[Basic, Basic]]) -> Basic:
    """V = ⅓πr²h with h(t)/2 for an r that is defined as that: it is no constant under d/dt."""
    for name, body in definitions:  # the latest first: each speaks of earlier ones
        if isinstance(name, sympy.Symbol) and body.has(variable) and premise.has(name):
            premise = _put(premise, {name: body})
    return premise


def _only_somewhere(premises: Sequence[Basic]) -> set[Basic]:
    """The derivatives of which only a number is told that they are somewhere: h'(x) = 0."""
    somewhere = {p.lhs for p in premises if _is_value_somewhere(p) and isinstance(p.lhs, Derivative)}
    others = {d for p in premises if not _is_value_somewhere(p) for d in p.atoms(Derivative)}
    return somewhere - others


def _says_which(premise: Basic, function: Basic, known: Collection[object]) -> bool:
    """h(x) − 8x² = −4x: is it an equation in which h is the one function that is not known?"""
    unknown = {one for one in premise.atoms(AppliedUndef) if one.func not in known}
    return isinstance(premise, Eq) and unknown == {function} and not premise.has(Derivative)


def _is_value_somewhere(premise: Basic) -> bool:
    """r(t) = 5 or dr/dt = 2, said of one time: it does not hold around it, and is not differentiated."""
    of_function = isinstance(premise, Eq) and isinstance(premise.lhs, AppliedUndef | Derivative)
    return of_function and not premise.rhs.free_symbols


def _carried_out(relation: Basic, defined: Collection[Basic]) -> Basic:
    """d/dt (½ m ẋ²) as m ẋ ẍ: a name put for ẋ would have no derivative; nor is any point put into ∂(px + qy)/∂y."""
    made = [
        d
        for d in relation.atoms(Derivative)
        if not isinstance(d.expr, Derivative | AppliedUndef)
        and not any(isinstance(by, Indexed | MatrixElement) for by, _ in d.variable_count)  # SymPy mistakes Σ's index
        and (d.expr.has(Derivative, AppliedUndef) or not (is_matrix(d) or d.expr.free_symbols & set(defined)))
    ]
    return _put(relation, {derivative: derivative.doit() for derivative in made})


@lru_cache(maxsize=256)  # the same, where a derivative is asked of
def _differentiated(relation: Basic, variable: Basic) -> Basic:
    return Eq(sympy.diff(relation.lhs, variable), sympy.diff(relation.rhs, variable), evaluate=False)


def _is_unknown(derivative: Basic, known: Collection[object]) -> bool:
    return isinstance(derivative.expr, AppliedUndef) and derivative.expr.func not in known


def _as_names(relations: Sequence[Basic], known: Collection[object]) -> Mapping[Basic, Basic]:
    derivatives = {d for relation in relations for d in relation.atoms(Derivative) if _is_unknown(d, known)}
    if not derivatives:
        return {}
    applied = {d.expr for d in derivatives}
    if _elsewhere(relations, applied):
        return {}
    ordered = [*sorted(derivatives, key=str), *sorted(applied, key=str)]
    return {part: sympy.Symbol(_name_of(part), real=True) for part in ordered}


def _elsewhere(relations: Sequence[Basic], applied: Collection[Basic]) -> bool:
    """Is P(0) said of a P(t)? A name for P(t) would not know it, and be refuted where P(0) is another."""
    heads = {one.func for one in applied}
    return any(one.func in heads and one not in applied for part in relations for one in part.atoms(AppliedUndef))


def _name_of(part: Basic) -> str:
    """y'(x) as the name y'."""
    if isinstance(part, Derivative):
        return f"{part.expr.func}{chr(39) * len(part.variables)}"
    return str(part.func)


def _put(relation: Basic, names: Mapping[Basic, Basic]) -> Basic:
    if not names:
        return relation
    if isinstance(relation, And | Or):
        return relation.func(*(_put(part, names) for part in relation.args), evaluate=False)
    sides = [side.xreplace(dict(names)) for side in relation.args]
    return relation.func(*sides, evaluate=False)
