"""What a written relation asks: the question of each sign, chains of them, digits, and equality up to a constant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy
from sympy import Add, Derivative, Eq, Integer, Integral
from sympy.core.basic import Basic

from checker.model import Approximates, Equal, Holds, Question, Unequal
from checker.objects import BigO
from checker.read.building import is_matrix
from checker.read.nodes import nodes_of
from checker.read.orders import up_to_order
from checker.written import Command, Fence, Node, Row, Scripts, Token

COMPARISONS = {"<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge, "!=": sympy.Ne, "=": sympy.Eq}
ORDERS = {"<": "<", "<=": "<", ">": ">", ">=": ">"}


def question(relation: str, left: Basic, right: Basic, digits: int | None = None) -> Question | None:
    """What `left relation right` asks; None where it cannot be asked, such as ≈ without digits.

    An equation with an indefinite integral holds up to a constant: both sides are differentiated. One with an order
    holds up to that: the last power below it is asked of.
    """
    if left.has(BigO) or right.has(BigO):
        asked = list(up_to_order(left, right)) if relation == "=" else []
        return asked[-1] if asked else None
    if relation in {"=", ":="}:
        variable = integrated_by(left, right)
        return Equal(left, right) if variable is None else up_to_a_constant(left, right, variable)
    if relation == "!=":
        return Unequal(left, right)
    if relation == "~":
        return None if digits is None else Approximates(left, right, digits)
    if relation not in COMPARISONS or is_matrix(left) or is_matrix(right):
        return None
    return Holds(COMPARISONS[relation](left, right, evaluate=False))


def compared(relation: str, left: Basic, right: Basic) -> Basic:
    """The relation as a SymPy object; what is no comparison, such as ≈, is kept as an equation."""
    return COMPARISONS.get(relation, Eq)(left, right, evaluate=False)


def composed(one: str, two: str) -> str | None:
    """R with a R c, where a `one` b and b `two` c; None where nothing follows."""
    one, two = ("=" if sign == ":=" else sign for sign in (one, two))
    if one == "=" or one == two != "!=":
        return two
    if two == "=":
        return one
    if one in ORDERS and two in ORDERS and ORDERS[one] == ORDERS[two]:
        return ORDERS[one]  # a < b ≤ c
    return None


# --- indefinite integrals ----------------------------------------------------------------------


def integrated_by(*sides: Basic) -> Basic | None:
    """The variable of an indefinite integral in one of the sides; None where there is none, or are several."""
    variables = {
        limits[0]
        for side in sides
        for integral in nodes_of(side, Integral)
        for limits in integral.limits
        if len(limits) == 1
    }
    return variables.pop() if len(variables) == 1 else None


def up_to_a_constant(left: Basic, right: Basic, variable: Basic) -> Question:
    """Do the two sides have one derivative? So it is with two antiderivatives on an interval."""
    return Equal(_differentiated(left, variable), _differentiated(right, variable))


def _differentiated(side: Basic, variable: Basic) -> Basic:
    """The derivative, left standing where no integral is, so that the side's domain stays its own."""
    if not side.has(Integral):
        return Derivative(side, variable, evaluate=False) if side.has(variable) else Integer(0)
    if isinstance(side, Add):
        return Add(*(_differentiated(term, variable) for term in side.args), evaluate=False)
    return side.diff(variable)


# --- digits ------------------------------------------------------------------------------------


def digits_written(items: Sequence[Node]) -> int | None:
    """How many digits after the decimal point the last one written is; None where more than a number is written.

    `3.14` has 2, `1.5 × 10^{-3}` has 4, `2\\,400` none.
    """
    tokens = list(_leaves(items))
    signs = {"-", "−", "+", "\\approx"}
    while tokens and tokens[0] in signs:
        tokens.pop(0)
    if not tokens or not _is_decimal(tokens[0]):
        return None
    decimals = len(tokens[0].partition(".")[2])
    if len(tokens) == 1:
        return decimals
    if len(tokens) == 3 and tokens[1] in {"\\times", "\\cdot", "×", "·"} and tokens[2].startswith("10^"):
        return decimals - int(tokens[2].removeprefix("10^"))
    return None


def digits_rounded(items: Sequence[Node]) -> int | None:
    """The most digits after a decimal point in a number, or a sum of numbers; None of anything else, and of whole ones.

    `0.58 + 0.0484` has 4, `2.5 × 10^{-10}` has 11.
    """
    tokens = [text for text in _leaves(items) if text not in {"-", "−", "+"}]
    if len(tokens) == 3 and "." in tokens[0]:
        scaled = digits_written(items)
        return scaled if scaled is not None else _digits_of_all(tokens)
    return _digits_of_all(tokens)


def _digits_of_all(tokens: Sequence[str]) -> int | None:
    """The most digits after a decimal point in numbers; None where something else stands among them."""
    if not tokens or not all(map(_is_decimal, tokens)):
        return None
    return max(len(text.partition(".")[2]) for text in tokens) or None


def _is_decimal(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _leaves(items: Sequence[Node]) -> Iterator[str]:
    for item in items:
        match item:
            case Token(kind="space"):
                continue
            case Token():
                yield item.text
            case Scripts() if (power := _power_of_ten(item)) is not None:
                yield f"10^{power}"
            case Row():
                yield from _leaves(item.items)
            case Command() | Fence() | Scripts():
                yield "?"
            case _:
                yield "?"


def _power_of_ten(node: Scripts) -> int | None:
    above = "".join(_leaves((node.above,) if node.above is not None else ())).replace("−", "-")
    is_ten = isinstance(node.base, Token) and node.base.text == "10" and node.below is None
    return int(above) if is_ten and above.removeprefix("-").isdigit() else None
