"""A written tree and a ledger become a SymPy object that says what is written, no more and no less.

Precedence is that of written mathematics: sums of products of factors; big operators and derivatives act on the
rest of their product, an integral on all up to its differential; a function without brackets takes the factors up
to the next operator or function. What is not understood raises SyntaxFault at its place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import sympy
from sympy import Integer, Rational
from sympy.core.basic import Basic

from checker.read.applications import FUNCTION_LETTERS
from checker.read.big_operators import PRODUCTS, SUMS, limit, total
from checker.read.brackets import BARS, OPENING_BARS, paired
from checker.read.building import (
    cross_product,
    divided,
    hadamard,
    is_column,
    is_matrix,
    multiplied,
    negated,
    rooted,
    summed,
    tensor,
)
from checker.read.congruences import MODULO, remainder
from checker.read.constants import bold_number, constant, sized
from checker.read.cursor import (
    DIVIDES,
    HADAMARD,
    SIGNS,
    TENSORS,
    TIMES,
    Cursor,
    Record,
    Remark,
    base_of,
    base_text,
    fault,
    items_of,
    parted,
    shown,
)
from checker.read.derivatives import (
    DOTS,
    big_d,
    denominator,
    dotted,
    gradient,
    is_d,
    leibniz,
    lone_differential,
    nabla,
    operator,
    partial,
    slashed,
)
from checker.read.ellipses import ELLIPSES, continued
from checker.read.fences import SQUARE, at_bar, between, fence, norm_with_scripts
from checker.read.functions import HUNDREDTH, named_function
from checker.read.grids import grid
from checker.read.imaginary_unit import meaning_of, unknown_unit
from checker.read.integrals import INTEGRALS, SEVERAL, integral
from checker.read.ledger import Kind, Ledger
from checker.read.marks import spliced
from checker.read.names import name_of, with_label
from checker.read.naming import ROMAN, change, named, scripted_name
from checker.read.scripts import powered, unknown_function
from checker.read.spacing import bare
from checker.read.statistics import statistic
from checker.read.syntax import SyntaxFault
from checker.read.transforms import transform
from checker.read.units import unit
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

__all__ = ["OneReading", "Other", "Remark", "Understood", "combined", "read_as", "understood"]

IMPOSSIBLE = (ArithmeticError, AttributeError, NotImplementedError, TypeError, ValueError)
"""What SymPy raises where it is asked for an object that cannot be, such as a sum over a matrix."""

MOST_CHOICES = 3  # taken together; more are tried one at a time
MOST_NESTING = 50  # of signs in one row, each of which acts on all behind it, or on all before it
DEEPEST = 150  # levels of an expression
NESTING = SUMS | PRODUCTS | INTEGRALS | SEVERAL | DIVIDES
NABLAS = frozenset(("\\nabla", "∇"))
PARTIALS = frozenset(("\\partial", "∂"))
STRUCK = frozenset(("cancel", "bcancel", "xcancel"))
TRANSPARENT = STRUCK | {"boxed", "mathop", "mathbin", "mathord", "smash", "textcolor", "underline"}
WORDS = frozenset(
    """if and or for otherwise where when then so with since as is to the a of on in by""".split()  # noqa: SIM905  # a table of words
)


@dataclass(frozen=True, slots=True)
class Other:
    """A second natural reading: its value, how it reads what is written, and the choices that lead to it."""

    value: Basic
    why: tuple[str, ...]
    choices: frozenset[str]


@dataclass(frozen=True, slots=True)
class OneReading:
    """What a formula says by one choice of readings, what was assumed, and the other choices, each in words."""

    value: Basic
    remarks: tuple[Remark, ...]
    offered: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a formula says, with what was assumed in reading it, and what else it could naturally say."""

    value: Basic
    remarks: tuple[Remark, ...]
    others: tuple[Other, ...] = ()


def understood(
    items: Sequence[Node],
    ledger: Ledger,
    span: Span,
    choices: Collection[str] = frozenset(),
    shape: tuple[Basic, Basic] | None = None,
) -> Understood:
    """The value of a row of nodes in which no relation stands.

    `choices` are those of an `Other`, so that both sides of a relation can be read in the same way; `shape` is that
    of the other side, from which a lone I, 0 or [a] takes its own. Raises SyntaxFault where it cannot be read.
    """
    taken = frozenset(choices)
    value, record = _read(items, ledger, span, taken, shape)
    others: list[Other] = []
    for more in combined(set(record.offered) - taken):
        try:
            found, its = _read(items, ledger, span, taken | more, shape)
        except SyntaxFault:
            continue  # it is no reading
        if found != value and all(found != other.value for other in others):
            words = tuple(its.offered[choice] for choice in sorted(more) if choice in its.offered)
            others.append(Other(found, words, taken | more))
    return Understood(value, tuple(dict.fromkeys(record.remarks)), tuple(others))


def read_as(
    items: Sequence[Node],
    ledger: Ledger,
    span: Span,
    choices: Collection[str] = frozenset(),
    shape: tuple[Basic, Basic] | None = None,
) -> OneReading:
    """The value of a row of nodes by the given choices. Raises SyntaxFault where it cannot be read."""
    return _read_as(tuple(items), ledger, span, frozenset(choices), shape)


@lru_cache(maxsize=128)  # whoever asks what a line is reads its sides, and then they are read to be claimed
def _read_as(
    items: tuple[Node, ...], ledger: Ledger, span: Span, choices: frozenset[str], shape: tuple[Basic, Basic] | None
) -> OneReading:
    value, record = _read(items, ledger, span, choices, shape)
    return OneReading(value, tuple(dict.fromkeys(record.remarks)), record.offered)


def combined(offered: Collection[str]) -> list[frozenset[str]]:
    """The choices that can be taken: each alone, and several together where there are few."""
    sizes = range(1, len(offered) + 1 if len(offered) <= MOST_CHOICES else 2)
    return [frozenset(chosen) for size in sizes for chosen in combinations(sorted(offered), size)]


def _read(
    items: Sequence[Node], ledger: Ledger, span: Span, taken: frozenset[str], shape: tuple[Basic, Basic] | None
) -> tuple[Basic, Record]:
    record = Record(taken, shape)
    row = bare(paired(items))
    unit = unknown_unit(row, ledger)
    if unit is not None:
        record.remarks.append(Remark(span, meaning_of(unit).why))
        ledger = ledger.with_meaning(unit, meaning_of(unit))
    try:
        value = Expression(row, ledger, span, record).whole()
        if shape == (1, 1) and _is_bracketed(row) and not is_matrix(value):
            value = sympy.ImmutableDenseMatrix([value])
        return _of_common_depth(sized(value, record.shape, ledger, span), span), record
    except RecursionError:
        raise fault(span, "too many levels", "fewer", "write it in parts") from None
    except IMPOSSIBLE:
        hint = "its parts do not go together; see what each name stands for"
        raise fault(span, "what has no value", "an expression", hint) from None


def _of_common_depth(value: Basic, span: Span) -> Basic:
    """The value. Raises SyntaxFault where it has so many levels that SymPy could not walk it."""
    level, depth = [value], 0
    while level:
        level = list({id(part): part for whole in level for part in whole.args}.values())
        depth += 1
        if depth > DEEPEST:
            raise fault(span, f"an expression of more than {DEEPEST} levels", "fewer", "write it in parts")
    return value


def _is_bracketed(row: Sequence[Node]) -> bool:
    """[a] alone: a matrix of one entry, beside one."""
    only = row[0] if len(row) == 1 else None
    return isinstance(only, Fence) and only.opening in SQUARE


@dataclass(slots=True)
class Expression(Cursor):
    """Sums, products and factors, and which notation each node is."""

    def over(self, items: Sequence[Node], span: Span, ledger: Ledger | None = None) -> Basic:
        return Expression(bare(paired(items)), ledger or self.ledger, span, self.record).whole()

    def within(self, ledger: Ledger, whole: bool) -> Basic:
        reader = Expression(self.items, ledger, self.span, self.record, self.k)
        value = reader.sum() if whole else reader.term()
        self.k = reader.k
        return value

    def valued(self, node: Node) -> Basic:
        return Expression((node,), self.ledger, node.span, self.record).primary()

    def whole(self) -> Basic:
        """The value of the whole row."""
        for infix in ("\\choose", "\\over"):
            sides = parted(self.items, (infix,))
            if len(sides) == 2:
                top, bottom = (self.over(side, self.span) for side in sides)
                return sympy.binomial(top, bottom, evaluate=False) if infix == "\\choose" else divided(top, bottom)
        self.items = spliced(self.items)
        nesting = [node for node in self.items if base_text(node) in NESTING]
        if len(nesting) > MOST_NESTING:
            raise fault(nesting[-1].span, f"more than {MOST_NESTING} signs that nest", "fewer", "write it in parts")
        value = self.sum()
        node = self.peek()
        if node is not None:
            raise fault(node.span, shown(node), "an operator or the end", "this does not go on from what is before it")
        return value

    # --- sums and products ---------------------------------------------------------------------

    def sum(self) -> Basic:
        if not self.items:
            raise fault(self.span, "nothing", "an expression", "something is left out here")
        terms: list[Basic] = []
        dots: tuple[int, Span] | None = None
        while True:
            sign = self.sign()
            if self.text() in ELLIPSES and dots is None:
                dots = (len(terms), self.take().span)
            else:
                term = self.term()
                terms.append(negated(term) if sign < 0 else term)
            if self.text() not in SIGNS:
                break
            if dots is not None and self.peek(1) is None:
                raise fault(self.span, "the end", "an operand", "an operator needs something after it")
        if dots is not None:
            return continued(self, terms[: dots[0]], terms[dots[0] :], product=False, span=dots[1])
        return summed(terms)

    def sign(self) -> int:
        sign = 1
        while self.text() in SIGNS:
            sign *= SIGNS[self.text()]
            self.take()
        return sign

    def term(self) -> Basic:
        factors = [self.factor()]
        dots: tuple[int, Span] | None = None
        while not self.ends():
            text = self.text()
            if text in DIVIDES:
                self.over_next(factors, self.take().span)
            elif text in ELLIPSES and dots is None:
                dots = (len(factors), self.take().span)
                if self.text() in TIMES:
                    self.take()
            elif text in TIMES:
                self.times(factors)
            elif text in HADAMARD:
                span = self.take().span
                factors[:] = [hadamard(multiplied(factors), self.signed_factor(), span)]
            elif text in TENSORS:
                span = self.take().span
                factors[:] = [tensor(multiplied(factors), self.signed_factor(), span)]
            elif text in {"\\pm", "\\mp", "±", "∓"}:
                raise fault(self.items[self.k].span, f"`{text}`", "+ or −", "it says two things at once")
            elif self.is_mixed():
                factors[-1] = summed((factors[-1], self.factor()))
            else:
                factors.append(self.factor())
        if dots is not None:
            return continued(self, factors[: dots[0]], factors[dots[0] :], product=True, span=dots[1])
        return multiplied(factors)

    def is_mixed(self) -> bool:
        """3½: a product, or in another reading a number and a half."""
        before, node = self.items[self.k - 1], self.peek()
        if not _is_whole(before) or not isinstance(node, Command) or node.name not in {"frac", "tfrac", "dfrac"}:
            return False
        parts = [items_of(argument) for argument in node.arguments]
        if not all(len(part) == 1 and _is_whole(part[0]) for part in parts):
            return False
        return self.other("mixed number", "a number before a fraction is read as added to it")

    def over_next(self, factors: list[Basic], span: Span) -> None:
        """a/b c is (a/b) c, and a/(bc) in another reading."""
        below = [self.signed_factor()]
        if self.juxtaposed() and self.other("reach of a slash", "a/b c is read as a/(b c)"):
            while self.juxtaposed():
                below.append(self.factor())
        bottom = multiplied(below)
        factors[:] = [self.quotient(multiplied(factors), bottom, span)]

    def quotient(self, top: Basic, bottom: Basic, span: Span) -> Basic:
        if is_matrix(bottom) and tuple(bottom.shape) != (1, 1):
            raise fault(span, "a division by a vector or matrix", "a number", "write the inverse: A^{-1}")
        return divided(top, bottom)

    def times(self, factors: list[Basic]) -> None:
        """A product; of two vectors with a dot, their inner product, with a cross that of space."""
        sign = self.take()
        right = self.signed_factor()
        left = multiplied(factors)
        crossed = base_text(sign) in {"\\times", "×"}
        if crossed and is_column(right) and is_matrix(left):
            if tuple(left.shape) != (3, 1) or tuple(right.shape) != (3, 1):
                raise fault(sign.span, "a cross product", "two vectors of three entries", "say what they are")
            factors[:] = [cross_product(left, right)]
        elif is_column(left) and is_column(right):
            factors[:] = [multiplied((sympy.Transpose(left), right))]
        else:
            factors.append(right)

    def signed_factor(self) -> Basic:
        sign = self.sign()
        value = self.factor()
        return negated(value) if sign < 0 else value

    # --- factors -------------------------------------------------------------------------------

    def factor(self) -> Basic:
        node = self.peek()
        if node is None:
            where = self.items[-1].span if self.items else self.span
            raise fault(Span(where.end, where.end), "the end", "an operand", "an operator needs something after it")
        value = self.primary()
        while (node := self.peek()) is not None:
            if base_text(node) == "!":
                value = self.factorial(value)
            elif at_bar(self):
                self.take()
                assert isinstance(node, Scripts)
                value = between(self, value, node)
            elif self.text() == "\\%":
                self.take()
                value = multiplied((value, HUNDREDTH))
            elif self.text() == "°":
                self.take()
                value = multiplied((value, sympy.pi / 180))
            else:
                return value
        return value

    def factorial(self, value: Basic) -> Basic:
        node = self.take()
        if is_matrix(value):
            raise fault(node.span, "a factorial of a matrix", "a number", "only numbers have factorials")
        double = not isinstance(node, Scripts) and self.text() == "!"
        if double:
            self.take()
        value = (sympy.factorial2 if double else sympy.factorial)(value, evaluate=False)
        return powered(self, value, node) if isinstance(node, Scripts) else value

    def primary(self) -> Basic:
        node = self.take()
        found = self.special(node)
        if found is not None:
            return found
        match node:
            case Token():
                return self.token(node)
            case Scripts():
                return self.scripted(node)
            case Command():
                return self.command(node)
            case Fence():
                return self.fenced(node)
            case Grid():
                return grid(self, node)
            case Row():
                return self.inner(node)

    def special(self, node: Node) -> Basic | None:
        """What begins with a sign that has a reading of its own there: dy/dx, E[X], units."""
        if is_d(base_of(node)) and not (isinstance(node, Scripts) and node.below is not None):
            found = slashed(self)
            if found is not None:
                return found
            if getattr(node, "text", "") == "d" or isinstance(node, Command):
                lone_differential(self, node)
        for rule in (statistic, transform, bold_number, unit):
            found = rule(self, node)
            if found is not None:
                return found
        return None

    def fenced(self, node: Fence) -> Basic:
        if node.opening == "." and node.closing in BARS:
            return self.inner(node.body)
        composed = self.composed(node)
        return fence(self, node) if composed is None else composed

    def composed(self, node: Fence) -> Basic | None:
        """(f ∘ g)(x)."""
        parts = parted(bare(node.body.items), ("\\circ", "∘"))
        following = self.peek()
        if len(parts) < 2 or not isinstance(following, Fence) or any(len(part) != 1 for part in parts):
            return None
        names = [with_label(part[0]) for part in parts]
        meanings = [self.ledger.meaning(name.text) if name is not None else None for name in names]
        meanings = [
            unknown_function(name.text)
            if known is None and name is not None and name.text in FUNCTION_LETTERS
            else known
            for name, known in zip(names, meanings, strict=True)
        ]
        if any(meaning is None or meaning.kind is not Kind.FUNCTION for meaning in meanings):
            return None
        value = self.primary()
        for meaning in reversed(meanings):
            assert meaning is not None
            value = meaning.object(value)
        return value

    def token(self, node: Token) -> Basic:
        if node.kind == "number":
            return Rational(node.text)
        if node.kind == "command":
            found = named_function(self, node.text[1:], node.span)
            if found is not None:
                return found
        if node.text in INTEGRALS | SEVERAL:
            return integral(self, node)
        if node.text in NABLAS:
            return gradient(self, node, None)
        if node.text in SUMS | PRODUCTS:
            raise fault(node.span, "a sum without its index", "a subscript", "write what it runs over, as in Σ_i")
        if node.text in {"\\Delta", "Δ"} and (changed := change(self, node)) is not None:
            return changed
        found = constant(self, node)
        if found is not None:
            return found
        name = name_of(node)
        if name is None:
            raise fault(node.span, shown(node), "an operand", "this sign is not read here")
        return named(self, name, node)

    # --- scripts -------------------------------------------------------------------------------

    def scripted(self, node: Scripts) -> Basic:
        base = node.base
        if base is None:
            raise fault(node.span, "a script on nothing", "a base", "write what it is a script of")
        found = self.scripted_operator(base, node)
        if found is not None:
            return found
        if isinstance(base, Fence):
            return self.scripted_fence(base, node)
        if isinstance(base, Command) and base.name in {"underbrace", "overbrace"}:
            return self.inner(base.arguments[0])  # its label is read as a claim of its own
        if isinstance(base, Command) and base.name in DOTS and node.below is None:
            return powered(self, dotted(self, base), node)
        name = name_of(base)
        if name is not None:
            return scripted_name(self, name, node)
        if node.below is not None:
            raise fault(node.below.span, "a subscript", "a base that is a name", "only names have subscripts")
        return powered(self, self.valued(base), node)

    def scripted_operator(self, base: Node, node: Scripts) -> Basic | None:
        text = base_text(base)
        if text in SUMS | PRODUCTS:
            return total(self, node)
        if text in INTEGRALS | SEVERAL:
            return integral(self, node)
        if text in NABLAS:
            return nabla(self, node)
        if text in PARTIALS and (derivative := partial(self, node)) is not None:
            return derivative
        if text == "\\lim":
            return limit(self, node)
        if text == "D" and (derivative := big_d(self, node)) is not None:
            return derivative
        if isinstance(base, Token) and base.kind == "command":
            return named_function(self, base.text[1:], base.span, node)
        if isinstance(base, Command) and base.name in ROMAN:
            name = name_of(base)
            if name is not None and self.ledger.meaning(name.text) is None:
                return named_function(self, name.text, base.span, node)
        return None

    def scripted_fence(self, base: Fence, node: Scripts) -> Basic:
        if base.opening == "." and base.closing in BARS:
            return between(self, self.inner(base.body), node)
        if base.opening in OPENING_BARS:
            return norm_with_scripts(self, base, node)
        if node.below is not None and (base.opening in SQUARE or node.above is not None):
            return between(self, self.inner(base.body), node)
        if node.below is not None:
            raise fault(node.below.span, "a subscript", "a base that is a name", "only names have subscripts")
        return powered(self, fence(self, base), node)

    # --- commands ------------------------------------------------------------------------------

    def command(self, node: Command) -> Basic:
        rule = COMMANDS.get(node.name)
        if rule is not None:
            return rule(self, node)
        if node.name in ROMAN:
            self.no_words(node)
            name = name_of(node)
            if name is not None and self.ledger.meaning(name.text) is None:
                found = named_function(self, name.text, node.span)
                if found is not None:
                    return found
        name = name_of(node)
        if name is not None:
            return named(self, name, node)
        if node.name == "overline":
            return self.conjugate(node)
        raise fault(node.span, f"`\\{node.name}`", "a notation that is read", "this command is not read")

    def no_words(self, node: Command) -> None:
        """Raises on words such as `\\text{ if }`, which are no name."""
        (argument,) = node.arguments
        text = argument.text if isinstance(argument, Token) and argument.kind == "words" else ""
        if " " in text or text.lower() in WORDS:
            raise fault(node.span, f"`{text.strip()}`", "mathematics", "words stand between formulas or at their end")

    def conjugate(self, node: Command) -> Basic:
        value = self.inner(node.arguments[0])
        if not value.has(sympy.I) and all(symbol.is_real for symbol in value.free_symbols):
            raise fault(node.span, "a line over real numbers", "something with i", "say that its names are complex")
        return sympy.conjugate(value, evaluate=False)

    def fraction(self, node: Command) -> Basic:
        top, bottom = node.arguments
        above = operator(top)
        if above is not None and (variables := denominator(bottom)) is not None:
            return leibniz(self, node.span, above, variables)
        return self.quotient(self.inner(top), self.inner(bottom), node.span)

    def binomial(self, node: Command) -> Basic:
        return sympy.binomial(*map(self.inner, node.arguments), evaluate=False)

    def root(self, node: Command) -> Basic:
        degree = self.inner(node.options[0]) if node.options else Integer(2)
        radicand = self.inner(node.arguments[0])
        if is_matrix(radicand) and tuple(radicand.shape) != (1, 1):
            raise fault(node.span, "a root of a matrix", "a number", "write A^{1/2} as a matrix of its own name")
        return rooted(radicand, degree)


def _is_whole(node: Node) -> bool:
    return isinstance(node, Token) and node.kind == "number" and "." not in node.text


COMMANDS: dict[str, Callable[[Expression, Command], Basic]] = (
    dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac"), Expression.fraction)
    | dict.fromkeys(("binom", "dbinom", "tbinom"), Expression.binomial)
    | {"sqrt": Expression.root, MODULO: remainder}
    | dict.fromkeys(TRANSPARENT, lambda reader, node: reader.inner(node.arguments[-1]))
    | {"cancelto": lambda reader, node: reader.inner(node.arguments[0])}  # that it comes to it is a claim of its own
    | dict.fromkeys(("underbrace", "overbrace"), lambda reader, node: reader.inner(node.arguments[0]))
    | dict.fromkeys(DOTS, dotted)
)
