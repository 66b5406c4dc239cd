"""The rules by which a line follows from another, in the order they are tried, each with an example."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sympy import Derivative, Integral, Limit, Mul, Subs
from sympy.core.basic import Basic

from checker.explain.rules.algebra import (
    is_absolute_value,
    is_arithmetic,
    is_cancelling,
    is_collecting,
    is_expanding,
    is_factoring,
    is_powers,
    is_rearranging,
    is_same_fraction,
    is_splitting,
)
from checker.explain.rules.derivatives import derivative_rules
from checker.explain.rules.differences import Pair, differences
from checker.explain.rules.functions import (
    is_addition_theorem,
    is_exponential,
    is_logarithm,
    is_pythagoras,
    is_special_function,
    is_tangent,
    is_written_by_exponentials,
    is_written_by_factorials,
)
from checker.explain.rules.integrals import (
    is_antiderivative,
    is_de_l_hospital,
    is_fundamental_theorem,
    is_limit,
    is_linearity_of_integral,
)
from checker.explain.rules.sums import is_binomial_theorem, is_closed_form, is_linearity, is_renamed_index


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: how it is called, whether it makes the right of the left, and an example."""

    name: str
    makes: Callable[[Basic, Basic], bool]
    example: str


RULES: tuple[Rule, ...] = (
    Rule("work out the numbers", is_arithmetic, "2·3 + 1 = 7"),
    Rule("√(u²) = |u|", is_absolute_value, "√((x − 1)²) = |x − 1|"),
    Rule("expand", is_expanding, "a(b + c) = ab + ac"),
    Rule("factor", is_factoring, "ab + ac = a(b + c)"),
    Rule("collect like terms", is_collecting, "2x + 3x = 5x"),
    Rule("laws of powers", is_powers, "x² · x³ = x⁵"),
    Rule("laws of exponents", is_exponential, "eᵃ⁺ᵇ = eᵃ eᵇ"),
    Rule("laws of logarithms", is_logarithm, "ln(ab) = ln a + ln b"),
    Rule("sin² + cos² = 1, or cosh² − sinh² = 1", is_pythagoras, "1 − sin² x = cos² x"),
    Rule("tan = sin/cos", is_tangent, "tan x = sin x/cos x"),
    Rule("addition theorems", is_addition_theorem, "sin 2x = 2 sin x cos x"),
    Rule("write by exponentials", is_written_by_exponentials, "cosh x = (eˣ + e⁻ˣ)/2"),
    Rule("the index is renamed", is_renamed_index, "Σᵢ xᵢ = Σⱼ xⱼ"),
    Rule("linearity of Σ", is_linearity, "Σ(aᵢ + 2bᵢ) = Σaᵢ + 2Σbᵢ"),
    Rule("binomial theorem", is_binomial_theorem, "Σ C(n, k) aᵏ bⁿ⁻ᵏ = (a + b)ⁿ"),
    Rule("sum of powers in closed form", is_closed_form, "Σₖ₌₁ⁿ k = n(n + 1)/2"),
    Rule("expand and collect like terms", is_rearranging, "(a + b)c + ac = (2a + b)c"),
    Rule("split the fraction", is_splitting, "(a + b)/c = a/c + b/c"),
    Rule("cancel a common factor", is_cancelling, "(x² − 1)/(x − 1) = x + 1"),
    Rule("bring over a common denominator", is_same_fraction, "1/a + 1/b = (a + b)/(ab)"),
    Rule("write by factorials", is_written_by_factorials, "C(n, k) = n!/(k! (n − k)!)"),
    Rule("laws of Γ, factorials and binomials", is_special_function, "(n + 1)! = (n + 1) n!"),
)
OF_LIMITS_AND_INTEGRALS: tuple[Rule, ...] = (
    Rule("linearity of ∫", is_linearity_of_integral, "∫(f + 2g) dx = ∫f dx + 2∫g dx"),
    Rule("find an antiderivative", is_antiderivative, "∫ 2x dx = x² + C"),
    Rule("fundamental theorem of calculus", is_fundamental_theorem, "∫₀¹ 2x dx = 1"),
    Rule("de l’Hospital’s rule", is_de_l_hospital, "lim sin x/x = lim cos x/1"),
    Rule("evaluate the limit", is_limit, "lim (2n + 1)/n = 2"),
)
TAKEN = (Derivative, Integral, Limit, Subs)  # left standing on one side, worked out on the other
REFUSALS = (ArithmeticError, AttributeError, NotImplementedError, RecursionError, TypeError, ValueError)
SAME, REORDERED = "the same expression", "the same, in another order"
ALGEBRA = "algebra"  # what is left when a derivative is taken, and was not told apart


def rules_between(left: Basic, right: Basic, meanings: Mapping[Basic, Basic]) -> tuple[str, ...]:
    """The rules that make one expression of another, in order; none where they are not all known.

    The two are equal already: a rule is only looked for, and where it is not found nothing is claimed.
    """
    if left == right:
        return (SAME,)
    try:
        pairs = differences(left, right)
        if not pairs:
            return (REORDERED,)
        return _named(pairs, meanings)
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
        return _of_chain_rule(left, right) or _of_derivative(left, right, meanings)
    listed = OF_LIMITS_AND_INTEGRALS if left.has(Integral, Limit) else RULES
    single = next((rule.name for rule in listed if rule.makes(left, right)), None)
    return (single,) if single is not None else _of_definitions(left, right, meanings)


def _of_chain_rule(left: Basic, right: Basic) -> tuple[str, ...]:
    """dσ/dx = dσ/dg · dg/dx."""
    if not isinstance(left, Derivative) or not isinstance(right, Mul):
        return ()
    factors = [factor for factor in right.args if isinstance(factor, Derivative)]
    ends = factors and factors[0].expr == left.expr and factors[-1].variables == left.variables
    return ("chain rule",) if len(factors) > 1 and ends else ()


def _of_derivative(left: Basic, right: Basic, meanings: Mapping[Basic, Basic]) -> tuple[str, ...]:
    """What takes the derivative, and what makes of it what is written."""
    if right.has(Derivative):
        return ()
    known = {name: meaning for name, meaning in meanings.items() if left.has(name)}
    opened = left.xreplace(known)
    taken = opened.doit()
    if taken.has(*TAKEN):
        return ()
    everywhere = dict(meanings)
    after = rules_between(taken, right, meanings)
    after = after or rules_between(taken.xreplace(everywhere), right.xreplace(everywhere), {})
    put_in = tuple(f"definition of {name}" for name in known)
    rest = after or (ALGEBRA,)
    return (*put_in, *derivative_rules(opened), *(name for name in rest if name not in {SAME, REORDERED}))


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
    told = tuple(f"definition of {name}" for name in names)
    return (*told, *(name for name in after if name not in {SAME, REORDERED}))
