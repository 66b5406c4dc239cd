"""What is worked out of a wrong line by algebra, as LaTeX: the short terms that it lacks, and inner derivatives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from flint import arb, fmpq
from sympy import (
    Abs,
    Add,
    Derivative,
    Expr,
    Function,
    Integral,
    Limit,
    Poly,
    Pow,
    Product,
    Sum,
    Symbol,
    binomial,
    cancel,
    combsimp,
    diff,
    expand,
    expand_log,
    expand_trig,
    factor,
    factorial,
    latex,
    log,
    logcombine,
    powdenest,
    powsimp,
    preorder_traversal,
    together,
)
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.matexpr import MatrixExpr
from sympy.polys.polyerrors import PolynomialError

from checker.explain.edits.likeness import likeness
from checker.explain.edits.quantities import Scalar

SHORT_SCRIPT = re.compile(r"\^\{(\w)\}")  # TeX takes one sign without braces
FIRST_SIGN = re.compile(r"(?:(?<=[{(])|^)- ")
APPLIED = re.compile(r"(\\[a-z]+(?:\^\w)?)\{\((\w|\\[a-z]+)\)\}")  # \cos{(x)}
OPENED = re.compile(r"(\\[a-z]+(?:\^\w)?)\{\(")
COUNTING = (factorial, binomial)
UNWORKED = (Derivative, Integral, Sum, Product, Limit, AppliedUndef, MatrixExpr)
LONGEST_FACTOR = 12  # characters of a factor that a side lacks
STANDING = (Integral, Sum, Product, Limit, AppliedUndef)
LEAST_LIKENESS = 0.4  # to what stands there: else nobody meant it
LONGEST_FORM = 48  # characters of a side that is worked out anew
MOST_TERMS = 2  # of what a line lacks
MOST_NODES = 60  # of a value that is expanded
MOST_VARIABLES = 2  # by which an inner part is differentiated
LONGEST = 24  # characters of a derivative


def missing_terms(wanted: Basic, value: Basic) -> tuple[str, ...]:
    """The one or two monomials that a polynomial lacks, each with its sign; none where it has one like them.

    Of (x + y)^2 = x^2 + y^2 that is +2xy. Monomials that the line has already are no lost terms.
    """
    if not isinstance(wanted, Expr) or not isinstance(value, Expr) or max(_nodes(wanted), _nodes(value)) > MOST_NODES:
        return ()
    names = sorted((name for name in wanted.free_symbols | value.free_symbols), key=str)
    if not names or not all(isinstance(name, Symbol) for name in names):
        return ()
    try:
        whole, own = Poly(wanted, *names), Poly(value, *names)
    except PolynomialError:
        return _lacking_terms(wanted, value)
    if not all(number.is_Rational for polynomial in (whole, own) for number in polynomial.coeffs()):
        return ()
    present = set(own.monoms())
    lacking = [(powers, number) for powers, number in (whole - own).terms() if powers not in present and any(powers)]
    if not 1 <= len(lacking) <= MOST_TERMS:
        return ()
    return tuple(_signed(Poly({powers: number}, *names).as_expr()) for powers, number in lacking)


def _lacking_terms(wanted: Expr, value: Expr) -> tuple[str, ...]:
    """The terms of a value, worked out, of which another has all but these: the second half of a product rule."""
    if wanted.has(*STANDING):
        return ()
    every, own = (Add.make_args(expand(each.doit())) for each in (wanted, value))
    lacking = [term for term in every if term not in own]
    if set(own) < set(every) and 1 <= len(lacking) <= MOST_TERMS:
        return tuple(_signed(term) for term in lacking)
    return ()


def missing_factor(wanted: Basic, value: Basic) -> str | None:
    """The short sum that a value lacks as a factor: n + 1 of (n + 2)!/n! = n + 2; None where that is none."""
    if not isinstance(wanted, Expr) or not isinstance(value, Expr) or wanted.has(*UNWORKED) or value.has(*UNWORKED):
        return None
    if any(type(part) not in COUNTING for each in (wanted, value) for part in each.atoms(Function)):
        return None
    if max(_nodes(wanted), _nodes(value)) > MOST_NODES or value.is_zero:
        return None
    quotient = factor(cancel(combsimp(wanted / value)))
    text = readable(written(quotient), "")
    return text if quotient.is_Add and quotient.is_polynomial() and len(text) <= LONGEST_FACTOR else None


def forms(wanted: Basic, like: str) -> tuple[str, ...]:
    """Short ways to write a value, those first that are most like a text: multiplied out, over one denominator, …

    None of what is left standing, such as an integral, nor of matrices, and none that only says the value again.
    """
    if not isinstance(wanted, Expr) or wanted.has(*STANDING) or _nodes(wanted) > MOST_NODES:
        return ()
    value = wanted.doit()
    if value.has(Derivative) or _nodes(value) > MOST_NODES:
        return ()
    inside = powdenest(value.replace(_takes_root, _with_factors_inside), force=True)
    ways = (
        value,
        expand(value),
        together(value),
        factor(value),
        powsimp(value),
        expand_trig(value),
        logcombine(value, force=True) if value.is_Add else value,
        inside,
        expand_log(inside, force=True),
    )
    ways = (*ways, *(each.replace(Abs, lambda inner: inner) for each in ways))  # of what is positive
    new = [each for each in ways if _inventory(each) != _inventory(wanted)]
    texts = dict.fromkeys(text for each in new if len(text := readable(written(each), like)) <= LONGEST_FORM)
    least = 0.0 if wanted.has(Derivative) else LEAST_LIKENESS
    alike = {text: near for text in texts if (near := likeness(text, like)) >= least}
    return tuple(sorted(alike, key=lambda text: -alike[text]))


def _takes_root(part: Basic) -> bool:
    return isinstance(part, log) or (isinstance(part, Pow) and not part.args[1].is_Integer)


def _with_factors_inside(part: Basic) -> Basic:
    inner, *others = part.args
    return part.func(factor(inner), *others)


def _inventory(value: Basic) -> Counter[str]:
    """What a value is made of, whatever the order."""
    return Counter(type(part).__name__ if part.args else str(part) for part in preorder_traversal(value))


def readable(text: str, like: str) -> str:
    """SymPy's LaTeX as by hand: \\ln x for \\log{\\left(x \\right)}, |x|; the logarithm as it is called beside."""
    text = text.replace(r"\left|{", "|").replace(r"}\right|", "|").replace(r"\left(", "(").replace(r"\right)", ")")
    text = APPLIED.sub(r"\1 \2", text.replace(" )", ")"))
    while (found := OPENED.search(text)) is not None:
        end = _closing(text, found.end() - 1)
        text = text[: found.start()] + found[1] + text[found.end() - 1 : end + 1] + text[end + 2 :]
    return text if r"\log" in like else text.replace(r"\log", r"\ln")


def _closing(text: str, at: int) -> int:
    """Where the bracket that opens at a place is closed."""
    depth = 0
    for k in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[k], 0)
        if depth == 0:
            return k
    return len(text)


def _nodes(value: Basic) -> int:
    return 1 + sum(map(_nodes, value.args))


def _signed(term: Expr) -> str:
    text = readable(written(term), "")
    return f"-{text[1:].lstrip()}" if text.startswith("-") else f"+{text}"


def rounded(value: Scalar, digits: int) -> str | None:
    """A number to so many digits after the point, at least one; None where its ball does not tell the last."""
    nearest = (arb(value) * 10**digits + fmpq(1, 2)).floor().unique_fmpz()
    if nearest is None or nearest < 0 or digits < 1:
        return None
    text = str(int(nearest)).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}"


def inner_derivatives(parts: Iterable[Basic]) -> Iterator[str]:
    """The derivatives of inner parts, such as 2x for the x^2 of sin(x^2), each once; those that are 0 or 1 left out."""
    once: dict[str, None] = {}
    for part in parts:
        names = sorted((name for name in part.free_symbols if isinstance(name, Symbol)), key=str)
        if not isinstance(part, Expr) or part.is_Symbol or len(names) > MOST_VARIABLES or _nodes(part) > MOST_NODES:
            continue
        for name in names:
            slope = diff(part, name)
            text = written(slope) if slope not in (0, 1, -1) else "-1" if slope == -1 else ""
            if text and len(text) <= LONGEST:
                once.setdefault(text)
    yield from once


def written(value: Expr) -> str:
    """A value as one writes it by hand: 2xy, with a blank only where a command ends."""
    terms = Add.make_args(expand(value) if value.is_polynomial() else value)
    text = latex(terms[0] if len(terms) == 1 else value)
    words = text.split(" ")
    made = words[0]
    for word in words[1:]:
        last = made.rsplit("\\", 1)[-1]
        keeps = word in ("+", "-") or made[-1:] in "+-" or ("\\" in made and last.isalpha() and word[:1].isalpha())
        made += f" {word}" if keeps else word
    return SHORT_SCRIPT.sub(r"^\1", FIRST_SIGN.sub("-", made))
