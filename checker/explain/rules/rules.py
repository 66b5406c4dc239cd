"""The rules by which a line follows from another, in the order they are tried, each with an example."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sympy import Derivative, Dummy, Integral, Limit, Mul, Subs, Sum, oo
from sympy.core.basic import Basic

from checker.explain.rules.algebra import (
    REFUSALS,
    evaluated,
    is_absolute_value_of_product,
    is_arithmetic,
    is_cancelling,
    is_collecting,
    is_common_denominator,
    is_expanding,
    is_factoring,
    is_multiplying_both,
    is_powers,
    is_rearranging,
    is_root_of_square,
    is_same_fraction,
    is_splitting,
    is_square_of_absolute_value,
)
from checker.explain.rules.derivatives import as_quotient_rule_gives, derivative_rules
from checker.explain.rules.differences import Pair, differences, parts
from checker.explain.rules.functions import (
    is_addition_theorem,
    is_euler,
    is_exponential,
    is_exponential_and_expanding,
    is_hyperbolic_pythagoras,
    is_hyperbolic_tangent,
    is_logarithm,
    is_pythagoras,
    is_special_function,
    is_tangent,
    is_under_a_root,
    is_value_of_function,
    is_written_by_exponentials,
    is_written_by_factorials,
)
from checker.explain.rules.integrals import (
    is_antiderivative,
    is_bounds_put_in,
    is_by_parts,
    is_de_l_hospital,
    is_fundamental_theorem,
    is_highest_power,
    is_limit,
    is_linearity_of_integral,
    is_renamed_variable,
    is_substitution,
    is_value_of_integral,
    is_value_put_in,
)
from checker.explain.rules.matrices import rules_of_entries
from checker.explain.rules.series import rule_of_series
from checker.explain.rules.shown import listed, name_of
from checker.explain.rules.sums import is_binomial_theorem, is_closed_form, is_linearity, is_renamed_index


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: how it is called, whether it makes the right of the left, and an example."""

    name: str
    makes: Callable[[Basic, Basic], bool]
    example: str


RULES: tuple[Rule, ...] = (
    Rule("work out the numbers", is_arithmetic, "2·3 + 1 = 7"),
    Rule("√(u²) = |u|", is_root_of_square, "√((x − 1)²) = |x − 1|"),
    Rule("|u|² = u²", is_square_of_absolute_value, "|x − 1|² = (x − 1)²"),
    Rule("|ab| = |a| |b|", is_absolute_value_of_product, "|2x| = 2|x|"),
    Rule("laws of exponents", is_exponential, "eᵃ⁺ᵇ = eᵃ eᵇ"),
    Rule("cancel a common factor", is_cancelling, "(x² − 1)/(x − 1) = x + 1"),
    Rule("multiply above and below by the same", is_multiplying_both, "1/(1 + i) = (1 − i)/((1 + i)(1 − i))"),
    Rule("split the fraction", is_splitting, "(a + b)/c = a/c + b/c"),
    Rule("expand", is_expanding, "a(b + c) = ab + ac"),
    Rule("factor", is_factoring, "ab + ac = a(b + c)"),
    Rule("collect like terms", is_collecting, "2x + 3x = 5x"),
    Rule("laws of powers", is_powers, "x² · x³ = x⁵"),
    Rule("bring over a common denominator", is_common_denominator, "1/a + 1/b = (a + b)/(ab)"),
    Rule("laws of exponents, expand", is_exponential_and_expanding, "eᵃ⁺ᵇ(c + 1) = c eᵃ eᵇ + eᵃ eᵇ"),
    Rule("laws of logarithms", is_logarithm, "ln(ab) = ln a + ln b"),
    Rule("sin² + cos² = 1", is_pythagoras, "1 − sin² x = cos² x"),
    Rule("cosh² − sinh² = 1", is_hyperbolic_pythagoras, "1 + sinh² x = cosh² x"),
    Rule("values of the functions at that number", is_value_of_function, "sin(π/6) = ½"),
    Rule("tan = sin/cos", is_tangent, "tan x = sin x/cos x"),
    Rule("tanh = sinh/cosh", is_hyperbolic_tangent, "tanh x = sinh x/cosh x"),
    Rule("addition theorems", is_addition_theorem, "sin 2x = 2 sin x cos x"),
    Rule("write by exponentials", is_written_by_exponentials, "cosh x = (eˣ + e⁻ˣ)/2"),
    Rule("Euler’s formula e^(iφ) = cos φ + i sin φ", is_euler, "cos x = (e^(ix) + e^(−ix))/2"),
    Rule("the index is renamed", is_renamed_index, "Σᵢ xᵢ = Σⱼ xⱼ"),
    Rule("linearity of Σ", is_linearity, "Σ(aᵢ + 2bᵢ) = Σaᵢ + 2Σbᵢ"),
    Rule("binomial theorem", is_binomial_theorem, "Σ C(n, k) aᵏ bⁿ⁻ᵏ = (a + b)ⁿ"),
    Rule("sum of powers in closed form", is_closed_form, "Σₖ₌₁ⁿ k = n(n + 1)/2"),
    Rule("expand and collect like terms", is_rearranging, "(a + b)c + ac = (2a + b)c"),
    Rule("take a factor under the root, or out of it", is_under_a_root, "√(4x)/2 = √x"),
    Rule("calculate with fractions", is_same_fraction, "1/(a/b) = b/a"),
    Rule("write by factorials", is_written_by_factorials, "C(n, k) = n!/(k! (n − k)!)"),
    Rule("laws of Γ, factorials and binomials", is_special_function, "(n + 1)! = (n + 1) n!"),
)
DE_L_HOSPITAL = "de l’Hospital’s rule"
OF_LIMITS_AND_INTEGRALS: tuple[Rule, ...] = (
    Rule("linearity of ∫", is_linearity_of_integral, "∫(f + 2g) dx = ∫f dx + 2∫g dx"),
    Rule("the variable is renamed", is_renamed_variable, "∫₀¹ x dx = ∫₀¹ t dt"),
    Rule("integration by parts", is_by_parts, "∫ x eˣ dx = x eˣ − ∫ eˣ dx"),
    Rule("substitution", is_substitution, "∫ 2x e^(x²) dx = ∫ eᵘ du"),
    Rule("find an antiderivative", is_antiderivative, "∫ 2x dx = x² + C"),
    Rule("fundamental theorem of calculus", is_fundamental_theorem, "∫₀¹ 2x dx = [x²]₀¹ = 1"),
    Rule("value of the integral", is_value_of_integral, "∫ e^(−x²) dx = √π from −∞ to ∞"),
    Rule("put the bounds in", is_bounds_put_in, "[x²]₀¹ = 1"),
    Rule(DE_L_HOSPITAL, is_de_l_hospital, "lim sin x/x = lim cos x/1"),
    Rule("put the value in", is_value_put_in, "lim (x² + 1) = 2 for x → 1"),
    Rule("divide above and below by the highest power", is_highest_power, "lim (2n + 1)/n = 2"),
    Rule("evaluate the limit", is_limit, "lim x e⁻ˣ = 0 for x → ∞"),
)
CHAIN_RULE, NUMBERS = "chain rule", RULES[0].name
TAKEN = (Derivative, Integral, Limit, Subs)  # left standing on one side, worked out on the other
SAME, REORDERED = "the same expression", "the same, in another order"
TIDIED = (SAME, REORDERED, "collect like terms", NUMBERS)  # what a derivative that is taken needs without a word
ALGEBRA = "algebra"  # what is left when a derivative is taken, and was not told apart
MOST_OPENED = 6  # times that definitions are put into one another


def rules_between(left: Basic, right: Basic, meanings: Mapping[Basic, Basic]) -> tuple[str, ...]:
    """The rules that make one expression of another, in order; none where they are not all known.

    The two are equal already: a rule is only looked for, and where it is not found nothing is claimed.
    """
    if left == right:
        return (SAME,)
    try:
        entries = rules_of_entries(left, right)
        if entries:
            return entries
        pairs = differences(left, right)
        if not pairs:
            return (NUMBERS,) if is_arithmetic(left, right) else (REORDERED,)
        return _named(pairs, meanings) or (_named([(left, right)], meanings) if len(pairs) > 1 else ())
    except REFUSALS:  # SymPy's, of objects that are not of its own kinds
        return ()


def _named(pairs: list[Pair], meanings: Mapping[Basic, Basic]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for left, right in pairs:
        names = _of_pair(left, right, meanings)
        if not names:
            return ()
        found.update(dict.fromkeys(names))
    return tuple(found)


def _of_pair(left: Basic, right: Basic, meanings: Mapping[Basic, Basic]) -> tuple[str, ...]:
    if left.is_Matrix or right.is_Matrix:
        return ()
    if left.has(Derivative):
        return _of_chain_rule(left, right, meanings) or _of_derivative(left, right, meanings)
    if any(part.limits[0][-1] == oo for side in (left, right) for part in side.atoms(Sum)):
        series = rule_of_series(left, right)
        return (series,) if series is not None else ()
    if isinstance(left, Limit) and isinstance(right, Limit) and left.args[1:] == right.args[1:]:
        if is_de_l_hospital(left, right):
            return (DE_L_HOSPITAL,)
        return rules_between(left.args[0], right.args[0], meanings)
    listed_rules = OF_LIMITS_AND_INTEGRALS if left.has(Integral, Limit, Subs) else RULES
    single = next((rule.name for rule in listed_rules if rule.makes(left, right)), None)
    return (single,) if single is not None else _of_definitions(left, right, meanings)


def _definitions_told(names: list[Basic]) -> tuple[str, ...]:
    called = list(dict.fromkeys(map(name_of, names)))
    return (f"definition{'s' if len(called) > 1 else ''} of {listed(called)}",) if called else ()


# --- derivatives -------------------------------------------------------------------------------


def _of_chain_rule(left: Basic, right: Basic, meanings: Mapping[Basic, Basic]) -> tuple[str, ...]:
    """dσ/dx = dσ/dg · dg/dx: factors in any order, each by what the next is of; or d/dx f(g) = f′(g) · dg/dx."""
    if not isinstance(left, Derivative) or len(left.variables) != 1 or not isinstance(right, Mul):
        return ()
    factors = parts(Mul, right)
    links = [factor for factor in factors if isinstance(factor, Derivative) and len(factor.variables) == 1]
    if len(links) == len(factors) and len(links) > 1 and _are_linked(left, links, meanings):
        return (CHAIN_RULE,)
    return (CHAIN_RULE,) if len(links) == 1 and _is_outer_times_inner(left, links[0], factors) else ()


def _are_linked(left: Derivative, links: list[Derivative], meanings: Mapping[Basic, Basic]) -> bool:
    at, end = _called(left.expr, meanings), left.variables[0]
    waiting = list(links)
    while waiting:
        following = [link for link in waiting if _is_called(link.expr, at, meanings)]
        if len(following) != 1:
            return False
        waiting.remove(following[0])
        at = _called(following[0].variables[0], meanings)
    return end in at


def _is_called(expression: Basic, names: set[Basic], meanings: Mapping[Basic, Basic]) -> bool:
    """Does the expression stand for what is called so, by its definitions or by what these come to?"""
    if _called(expression, meanings) & names:
        return True
    value = evaluated(_opened(expression, meanings))
    return any(evaluated(_opened(name, meanings)) == value for name in names)


def _called(expression: Basic, meanings: Mapping[Basic, Basic]) -> set[Basic]:
    """An expression, and all that stands for it or that it stands for."""
    found = {expression}
    for _ in range(MOST_OPENED):
        further = {name for name, meaning in meanings.items() if meaning in found}
        further |= {meanings[name] for name in found if name in meanings}
        if further <= found:
            break
        found |= further
    return found


def _is_outer_times_inner(left: Derivative, link: Derivative, factors: list[Basic]) -> bool:
    """d/dx sin(e³ˣ) is cos(e³ˣ) · d/dx e³ˣ."""
    (variable,) = left.variables
    if link.variables[0] != variable or link.expr == left.expr:
        return False
    mark = Dummy("inner", real=True)
    outer = left.expr.xreplace({link.expr: mark})
    if variable in outer.free_symbols or mark not in outer.free_symbols:
        return False
    rest = Mul(*(factor for factor in factors if factor is not link))
    return bool(evaluated(outer.diff(mark).xreplace({mark: link.expr}) - rest) == 0)


def _of_derivative(left: Basic, right: Basic, meanings: Mapping[Basic, Basic]) -> tuple[str, ...]:
    """What takes the derivative, and what makes of it what is written."""
    if right.has(Derivative):
        return ()
    variables = {variable for part in left.atoms(Derivative) for variable in part.variables}
    known = [name for name in meanings if left.has(name) and name not in variables]
    opened = left.xreplace({name: meanings[name] for name in known})
    deep = _opened(opened, meanings)
    if deep != opened:
        opened, known = deep, known or [name for name in meanings if opened.has(name)]
    taken = opened.doit()
    if taken.has(*TAKEN):
        return ()
    after = _after_taking([taken, as_quotient_rule_gives(opened)], right, meanings)
    rules = derivative_rules(opened)
    if not rules:
        return ()
    return (*_definitions_told(known), *rules, *(name for name in after if name not in TIDIED))


def _after_taking(taken: list[Basic], right: Basic, meanings: Mapping[Basic, Basic]) -> tuple[str, ...]:
    """The fewest rules that make the right side of one of the forms a derivative may have."""
    ways = [rules_between(form, right, meanings) for form in taken]
    ways += [rules_between(_opened(form, meanings), _opened(right, meanings), {}) for form in taken]
    found = [way for way in ways if way]
    return min(found, key=len) if found else (ALGEBRA,)


def _opened(expression: Basic, meanings: Mapping[Basic, Basic]) -> Basic:
    """With all definitions put in; the variables of derivatives stand."""
    for _ in range(MOST_OPENED):
        variables = {variable for part in expression.atoms(Derivative) for variable in part.variables}
        known = {name: meaning for name, meaning in meanings.items() if name not in variables}
        further = expression.xreplace(known)
        if further == expression:
            break
        expression = further
    return expression


# --- definitions -------------------------------------------------------------------------------


def _of_definitions(left: Basic, right: Basic, meanings: Mapping[Basic, Basic]) -> tuple[str, ...]:
    """Names that stand on one side only are put in, or taken for what they stand for."""
    names = [name for name in meanings if left.has(name) != right.has(name)]
    if not names:
        return ()
    put_in = {name: meanings[name] for name in names}
    others = {name: meaning for name, meaning in meanings.items() if name not in put_in}
    after = rules_between(left.xreplace(put_in), right.xreplace(put_in), others)
    if not after:
        return ()
    return (*_definitions_told(names), *(name for name in after if name not in {SAME, REORDERED}))
