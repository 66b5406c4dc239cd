"""Rules of limits and integrals: what evaluates one, or makes another of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from sympy import (
    Add,
    Ci,
    Ei,
    Integral,
    Limit,
    Mul,
    Piecewise,
    Pow,
    Si,
    Subs,
    cancel,
    erf,
    erfi,
    expand,
    fraction,
    fresnelc,
    fresnels,
    gamma,
    li,
    oo,
    uppergamma,
)
from sympy.core.basic import Basic
from sympy.integrals.manualintegrate import manualintegrate

from checker.explain.rules.algebra import REFUSALS, evaluated, is_same_fraction, is_small
from checker.explain.rules.differences import parts

MOST_FACTORS = 4  # of a product that is split in two
MOST_OPERATIONS = 30  # of an integrand whose antiderivative is looked for
NOT_ELEMENTARY = (erf, erfi, Ei, Si, Ci, li, gamma, uppergamma, fresnels, fresnelc)
SUBSTITUTIONS = 6  # parts of an integrand that are tried as the new variable


def is_bounds_put_in(left: Basic, right: Basic) -> bool:
    """[x²]₀¹ and 1² − 0²."""
    return left.has(Subs) and not left.has(Integral) and not right.has(Subs, Integral)


def is_antiderivative(left: Basic, right: Basic) -> bool:
    """∫ 2x dx and x² + C: both have the same derivative."""
    variables = {part.limits[0][0] for part in left.atoms(Integral)}
    if _bounds(left) != [1] or right.has(Integral) or len(variables) != 1:
        return False
    (variable,) = variables
    return _is_same(evaluated(left.diff(variable)), evaluated(right.diff(variable)))


def is_fundamental_theorem(left: Basic, right: Basic) -> bool:
    """∫₀¹ 2x dx and [x²]₀¹, or 1: an antiderivative is written between brackets or found, and has that derivative."""
    integrals = _single(left)
    if not integrals or right.has(Integral):
        return False
    brackets = {(part.args[0], part.args[1]) for part in right.atoms(Subs, Limit)}
    for integral in integrals:
        variable = integral.limits[0][0]
        inside = [body.xreplace(_renamed(at, variable)) for body, at in brackets] or _found(integral)
        if not any(_is_multiple(body.diff(variable), integral.function, variable) for body in inside):
            return False
    return True


def _found(integral: Integral) -> list[Basic]:
    """An antiderivative by the rules of the textbook, if there is an elementary one."""
    variable = integral.limits[0][0]
    if integral.function.count_ops() > MOST_OPERATIONS:
        return []
    made = manualintegrate(evaluated(integral.function), variable)
    found = made.args[0][0] if isinstance(made, Piecewise) else made
    return [] if found.has(Integral, *NOT_ELEMENTARY) else [found]


def _renamed(at: Basic, variable: Basic) -> dict[Basic, Basic]:
    names = at if hasattr(at, "__len__") else (at,)
    return dict.fromkeys(names, variable)


def _single(expression: Basic) -> list[Integral]:
    """The integrals of one variable between bounds."""
    return [part for part in expression.atoms(Integral) if len(part.limits) == 1 and len(part.limits[0]) == 3]


def is_value_of_integral(left: Basic, right: Basic) -> bool:
    """∫₀¹ 2x dx and 1, with nothing in between."""
    return bool(_single(left)) and not right.has(Integral)


def _bounds(expression: Basic) -> list[int]:
    """How many of variable, lower and upper bound the integrals have."""
    return sorted({len(limit.args) for part in expression.atoms(Integral) for limit in part.limits})


# --- one integral for another --------------------------------------------------------------------


def is_by_parts(left: Basic, right: Basic) -> bool:
    """∫ u v′ and uv − ∫ u′v, with bounds or without: the product between the brackets is split into u and v."""
    mine, other = [*left.atoms(Integral)], [*right.atoms(Integral)]
    if len(mine) != 1 or len(other) != 1 or len(mine[0].limits) != 1:
        return False
    variable = mine[0].limits[0][0]
    if variable != other[0].limits[0][0]:
        return False
    brackets = [part.args[0].xreplace(_renamed(part.args[1], variable)) for part in right.atoms(Subs, Limit)]
    outside = [term for term in parts(Add, right) if not term.has(Integral)]
    products = brackets or [term for term in outside if variable in term.free_symbols]
    return any(is_split(product, mine[0].function, other[0].function, variable) for product in products)


def is_split(product: Basic, before: Basic, after: Basic, variable: Basic) -> bool:
    """Is the product uv, with u v′ what was integrated, and u′v what is, up to numbers?"""
    factors = parts(Mul, product)[: MOST_FACTORS + 1]
    if len(factors) > MOST_FACTORS:
        return False
    for size in range(len(factors) + 1):
        for some in combinations(range(len(factors)), size):
            u = Mul(*(factor for k, factor in enumerate(factors) if k in some))
            v = Mul(*(factor for k, factor in enumerate(factors) if k not in some))
            moved = _is_multiple(u * v.diff(variable), before, variable)
            if moved and variable in u.free_symbols and _is_multiple(u.diff(variable) * v, after, variable):
                return True
    return False


def _is_multiple(one: Basic, other: Basic, variable: Basic) -> bool:
    """Is one the other times something that does not depend on the variable?"""
    if evaluated(other) == 0 or evaluated(one) == 0:
        return False
    if not (is_small(one) and is_small(other)):
        return False
    ratio = cancel(evaluated(one) / evaluated(other))
    return variable not in ratio.free_symbols


def is_substitution(left: Basic, right: Basic) -> bool:
    """∫ f(g(x)) g′(x) dx and ∫ f(u) du: some part of the one integrand is the variable of the other."""
    mine, other = [*left.atoms(Integral)], [*right.atoms(Integral)]
    if len(mine) != 1 or len(other) != 1 or len(mine[0].limits) != 1 or len(other[0].limits) != 1:
        return False
    return _is_put_in(mine[0], other[0]) or _is_put_in(other[0], mine[0])


def _is_put_in(old: Integral, new: Integral) -> bool:
    x, u = old.limits[0][0], new.limits[0][0]
    for inner in _inner_parts(old.function, x):
        slope = inner.diff(x)
        if slope != 0 and _is_multiple(new.function.xreplace({u: inner}) * slope, old.function, x):
            return True
    return False


def _inner_parts(integrand: Basic, variable: Basic) -> Iterator[Basic]:
    """What may be the new variable: parts of the integrand, and their bases and arguments."""
    found = [part for part in integrand.atoms(Pow, Add, *_heads(integrand)) if variable in part.free_symbols]
    seen = dict.fromkeys([*found, *(arg for part in found for arg in part.args if variable in arg.free_symbols)])
    yield from [part for part in sorted(seen, key=lambda part: (part.count_ops(), str(part))) if part != variable][
        :SUBSTITUTIONS
    ]


def _heads(integrand: Basic) -> set[type[Basic]]:
    return {type(part) for part in integrand.args}


def is_renamed_variable(left: Basic, right: Basic) -> bool:
    """∫ f(x) dx and ∫ f(t) dt over the same interval."""
    mine, other = _single(left), _single(right)
    if len(mine) != 1 or len(other) != 1:
        return False
    name = {other[0].limits[0][0]: mine[0].limits[0][0]}
    return bool(evaluated(right.xreplace(name)) == evaluated(left))


def is_linearity_of_integral(left: Basic, right: Basic) -> bool:
    """∫(f + 2g) dx and ∫f dx + 2∫g dx."""
    if not (left.has(Integral) and right.has(Integral)):
        return False
    return bool(evaluated(_apart(left)) == evaluated(_apart(right)))


def _apart(expression: Basic) -> Basic:
    if not expression.args:
        return expression
    args = tuple(map(_apart, expression.args))
    if not isinstance(expression, Integral) or len(expression.limits) != 1:
        made: Basic = expression.func(*args)
        return made
    variable = expression.limits[0][0]
    terms = []
    for term in parts(Add, args[0].expand()):
        free = [factor for factor in parts(Mul, term) if variable not in factor.free_symbols]
        bound = [factor for factor in parts(Mul, term) if variable in factor.free_symbols]
        terms.append(Mul(*free, Integral(Mul(*bound), args[1])))
    return Add(*terms)


# --- limits --------------------------------------------------------------------------------------


def is_value_put_in(left: Basic, right: Basic) -> bool:
    """lim of x² + x + 1 for x → 1, and 3: the expression is continuous there."""
    if not isinstance(left, Limit) or right.has(Limit):
        return False
    body, variable, point = left.args[:3]
    if not point.is_finite or not body.is_rational_function(variable):
        return False
    return bool(evaluated(body.subs(variable, point)) == evaluated(right))


def is_highest_power(left: Basic, right: Basic) -> bool:
    """lim of (3n² + n)/(2n² − 5) for n → ∞, and 3/2."""
    if not isinstance(left, Limit) or right.has(Limit) or left.args[2] not in (oo, -oo):
        return False
    body, variable = left.args[:2]
    return bool(body.is_rational_function(variable) and variable in fraction(body.together())[1].free_symbols)


def is_limit(left: Basic, right: Basic) -> bool:
    """lim of (2n + 1)/n and 2."""
    return bool(left.has(Limit) and not right.has(Limit))


def is_de_l_hospital(left: Basic, right: Basic) -> bool:
    """lim sin x/x and lim cos x/1: above and below are differentiated."""
    if not (isinstance(left, Limit) and isinstance(right, Limit)) or left.args[1:] != right.args[1:]:
        return False
    variable = left.args[1]
    above, below = fraction(evaluated(left.args[0]))
    if below.is_number:
        return False
    ratio = evaluated(above.diff(variable) * Pow(below.diff(variable), -1))
    return bool((ratio - evaluated(right.args[0])).expand() == 0)


def _is_same(one: Basic, other: Basic) -> bool:
    try:
        return bool(expand(one - other) == 0) or is_same_fraction(one, other)
    except REFUSALS:  # SymPy's, of what it cannot put together
        return False
