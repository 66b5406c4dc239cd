"""Rules by which one equation has the solutions of another: what both sides were multiplied or divided by."""

from __future__ import annotations

from sympy import Integer, cancel, expand
from sympy.core.basic import Basic

from checker.explain.rules.algebra import evaluated, is_small

REFUSALS = (ArithmeticError, AttributeError, NotImplementedError, RecursionError, TypeError, ValueError)


def rules_of_equation(left: Basic, right: Basic) -> tuple[str, ...]:
    """The rule that makes `right = 0` of `left = 0`; none where it is not known.

    That they have the same solutions is known already.
    """
    try:
        return _of_equation(evaluated(left), evaluated(right))
    except REFUSALS:  # SymPy's, of objects that are not of its own kinds
        return ()


def _of_equation(left: Basic, right: Basic) -> tuple[str, ...]:
    if left.is_Matrix or right.is_Matrix or not (is_small(left) and is_small(right)) or right == 0:
        return ()
    if expand(left - right) == 0 or expand(left + right) == 0:
        return ("terms brought to the other side",)
    ratio = cancel(left / right)
    if ratio.is_Rational and ratio != 0:
        return (f"both sides {_told(ratio)}",)
    nonzero = ratio.is_nonzero is True and ratio.free_symbols < left.free_symbols | right.free_symbols
    return (f"both sides {_told(ratio)}, which is never zero",) if nonzero else ()


def _told(ratio: Basic) -> str:
    """Of the factor by which the first is the second: the sign of an equation to zero tells nothing."""
    size = -ratio if ratio.could_extract_minus_sign() else ratio
    above, below = size.as_numer_denom()
    if above == Integer(1):
        return f"multiplied by {_shown(below)}"
    return f"divided by {_shown(size)}"


def _shown(part: Basic) -> str:
    return str(part).replace("**", "^").replace("*", "·").replace(" - ", " − ")
