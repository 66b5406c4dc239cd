"""= before an expression with decimals in it, 3√2 = 3 · 1.414: each may stand for any number that is rounded to it.

So may a whole number of as many digits, behind decimals: 32.3² = 1043.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sympy import Abs, Add, Le, Mul, Rational
from sympy.core.basic import Basic

from checker.model import Holds
from checker.read.building import is_matrix
from checker.read.marks import children
from checker.read.progress import Progress
from checker.read.rewrites import Rewrite, rewritten
from checker.read.rounding import number_of
from checker.read.statements import Part
from checker.read.syntax import parse
from checker.written import Node, Row, Token

FEWEST_DIGITS = 3  # significant ones, from which a decimal is taken as rounded
MOST_DECIMALS = 6
INSIDE = "“=” is read as ≈: the decimals in it are taken as rounded"


def rounded_inside(
    progress: Progress, before: Basic, part: Part, value: Basic, conditions: Sequence[Basic]
) -> Holds | None:
    """Does the number of the line before lie where that of this line may, its decimals being rounded?

    None where it does not, where either is no number, and where no decimal is new.
    """
    if is_matrix(before) or is_matrix(value) or value.free_symbols:
        return None
    known = before.atoms(Rational)
    whole = all(number.is_Integer for number in known)  # of whole numbers no whole one is rounded
    new = [text for text in dict.fromkeys(_decimals(part.items)) if Rational(text) not in known]
    new = [text for text in new if "." in text or not whole]
    past = {name: values[-1] for name, values in progress.past.items() if name not in progress.facts}
    number = number_of(progress, before, past)
    if not new or len(new) > MOST_DECIMALS or number.free_symbols or not number.is_number:
        return None
    width = Add(*(Abs(_with_half_a_digit_more(progress, part, text) - value) for text in new))
    asked = Holds(Le(Abs(Add(number, Mul(-1, value, evaluate=False), evaluate=False)), width, evaluate=False))
    return asked if progress.proved(asked, conditions) else None


def _with_half_a_digit_more(progress: Progress, part: Part, text: str) -> Basic:
    """The value with half a unit of its last digit more in one decimal."""
    more = f"{text}5" if "." in text else f"{text}.5"
    rule = Rewrite(parse(text), parse(more))
    moved = rewritten(Row(part.items, part.span), [rule])
    found, _ = progress.value(Part(moved.items, part.span))
    return found


def _decimals(items: Sequence[Node]) -> Iterator[str]:
    for node in items:
        if isinstance(node, Token) and node.kind == "number":
            if len(node.text.replace(".", "").lstrip("0")) >= FEWEST_DIGITS:
                yield node.text
        else:
            yield from _decimals(node.items if isinstance(node, Row) else tuple(children(node)))
