"""A layout becomes words, as one person reads a formula to another: alternative text for who cannot see it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from checker.report.layout import (
    Accented,
    Attached,
    Blamed,
    Boxed,
    Braced,
    Element,
    Fenced,
    Fraction,
    Hidden,
    Kind,
    Line,
    Root,
    Sign,
    Space,
    Stacked,
    Struck,
    Table,
)
from checker.report.letters import Style

SIGNS = {
    "+": "plus", "−": "minus", "±": "plus or minus", "∓": "minus or plus", "·": "times", "×": "times", "∗": "star",
    "*": "star", "÷": "divided by", "/": "over", "=": "equals", "≠": "is not equal to", "<": "is less than",
    ">": "is greater than", "≤": "is at most", "≥": "is at least", "≪": "is much less than",
    "≫": "is much greater than", "≈": "is approximately", "≡": "is identical to", "∼": "is distributed as",
    "∝": "is proportional to", "∈": "in", "∉": "not in", "⊂": "subset of", "⊆": "subset of or equal to",
    "∪": "union", "∩": "intersection", "∖": "without", "→": "to", "⟶": "to", "↦": "maps to", "⇒": "implies",
    "⟹": "implies", "⇐": "is implied by", "⟸": "is implied by", "⇔": "if and only if", "⟺": "if and only if",
    "≔": "is defined as", "∘": "composed with", "⊙": "elementwise times", "⊗": "tensor", "⊕": "direct sum",
    "∂": "partial", "∇": "nabla", "∞": "infinity", "∅": "empty set", "∑": "sum", "∏": "product", "∫": "integral",
    "∬": "double integral", "∭": "triple integral", "∮": "contour integral", "(": "open parenthesis",
    ")": "close parenthesis", "[": "open bracket", "]": "close bracket", "{": "open brace", "}": "close brace",
    "⟨": "open angle bracket", "⟩": "close angle bracket", "⌊": "open floor", "⌋": "close floor",
    "⌈": "open ceiling", "⌉": "close ceiling", "|": "bar", "‖": "double bar", "∣": "given", ",": "comma",
    ";": "semicolon", ":": "colon", ".": "point", "!": "factorial", "′": "prime", "…": "and so on",
    "⋯": "and so on", "⋮": "and so on", "⋱": "and so on", "°": "degrees", "†": "dagger", "⊤": "top", "⊥": "bottom",
    "∀": "for all", "∃": "there is", "¬": "not", "∧": "and", "∨": "or", "ℓ": "ell", "%": "percent", "√": "root",
    "ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "ϱ": "rho", "ϖ": "pi", "ς": "sigma", "ℝ": "the reals",
    "∴": "therefore", "∵": "because", "✓": "check mark", "□": "end of proof", "∎": "end of proof",
}  # fmt: skip
FUNCTIONS = {
    "sin": "sine", "cos": "cosine", "tan": "tangent", "cot": "cotangent", "exp": "exponential", "ln": "natural log",
    "log": "log", "lim": "limit", "max": "maximum", "min": "minimum", "det": "determinant", "sup": "supremum",
    "inf": "infimum", "arg": "argument",
}  # fmt: skip
POWERS = {"2": "squared", "3": "cubed", "⊤": "transpose", "∗": "star", "†": "dagger", "∘": "degrees"}
ACCENTS = {
    "\u20d7": "vector", "\u20d6": "left vector", "\u0302": "hat", "\u0304": "bar", "\u0303": "tilde",
    "\u0307": "dot", "\u0308": "double dot", "\u030c": "check", "\u0306": "breve", "\u0301": "acute",
    "\u0300": "grave", "\u030a": "ring", "\u0332": "underlined",
}  # fmt: skip
STYLES = {
    Style.BOLD: "bold",
    Style.DOUBLE_STRUCK: "double-struck",
    Style.SCRIPT: "script",
    Style.FRAKTUR: "fraktur",
    Style.SANS: "sans-serif",
    Style.MONOSPACE: "monospace",
    Style.UPRIGHT: "",
}
ROOTS = {"2": "square root", "3": "cube root"}


def spoken(element: Element) -> str:
    """The formula in words: "fraction 1 over 1 plus e to the minus x end fraction"."""
    return " ".join(" ".join(_said(element)).split())


def _said(element: Element | None) -> Iterator[str]:
    match element:
        case Sign():
            yield from (STYLES[element.style] if element.style else "", _sign(element))
        case Line(items=items):
            for item in items:
                yield from _said(item)
        case Fraction(above=above, below=below, ruled=ruled):
            yield from _fraction(above, below, "over" if ruled else "choose")
        case Root(body=body, degree=degree):
            name = "square root" if degree is None else spoken(degree)
            yield ROOTS.get(name, name if degree is None else f"{name}-th root")
            yield from ("of", *_said(body), "end root")
        case Attached():
            yield from _attached(element)
        case Stacked(base=base, below=below, above=above):
            yield from _said(base)
            yield from _placed("with", below, "below")
            yield from _placed("with", above, "above")
        case Accented(body=body, mark=mark):
            yield from (*_grouped(body), ACCENTS.get(mark, "accent"))
        case Braced(body=body, label=label, over=over):
            yield from ("over brace" if over else "under brace", *_said(body))
            yield from ("end brace",) if label is None else ("named", *_said(label), "end brace")
        case Fenced(opening=opening, body=body, closing=closing):
            yield from _fenced(opening, body, closing)
        case Table(rows=rows):
            yield from _table(rows)
        case Struck(body=body):
            yield from ("crossed out", *_said(body), "end crossed out")
        case Boxed(body=body):
            yield from ("boxed", *_said(body), "end boxed")
        case Blamed(body=body):
            yield from ("to blame:", *_said(body), "end of what is to blame,")
        case Space() | Hidden() | None:
            return


def _sign(sign: Sign) -> str:
    if sign.kind in {Kind.WORDS, Kind.NUMBER, Kind.UNKNOWN}:
        return sign.text
    if sign.kind is Kind.FUNCTION:
        return FUNCTIONS.get(sign.text, sign.text)
    if len(sign.text) > 1 and sign.kind is Kind.NAME:
        return sign.text
    return " ".join(map(_character, sign.text))


def _character(character: str) -> str:
    if character in SIGNS:
        return SIGNS[character]
    if character.isascii() and character.isalpha():
        return f"capital {character}" if character.isupper() else character
    name = unicodedata.name(character, character).lower()
    if name.startswith("greek small letter "):
        return name.removeprefix("greek small letter ")
    if name.startswith("greek capital letter "):
        return name.replace("greek capital letter", "capital")
    return name


def _is_simple(element: Element) -> bool:
    """Is it one sign, so that no end of it need be told?"""
    return isinstance(element, Sign) and element.kind is not Kind.WORDS


def _fraction(above: Element, below: Element, over: str) -> Iterator[str]:
    if _is_simple(above) and _is_simple(below):
        yield from (*_said(above), over, *_said(below))
    else:
        yield from ("fraction", *_said(above), over, *_said(below), "end fraction")


def _grouped(element: Element) -> Iterator[str]:
    if _is_simple(element):
        yield from _said(element)
    else:
        yield from ("group", *_said(element), "end group")


def _attached(node: Attached) -> Iterator[str]:
    if node.limits or (isinstance(node.base, Sign) and node.base.kind is Kind.BIG):
        yield from _said(node.base)
        yield from _placed("from" if node.above is not None else "over", node.below, "")
        yield from _placed("to", node.above, "")
        yield "of"
        return
    yield from _said(node.base) if not isinstance(node.base, Line) or not node.base.items else _grouped(node.base)
    if node.below is not None:
        yield from ("sub", *_said(node.below))
        if not _is_simple(node.below):
            yield "end sub"
    if node.above is not None:
        yield from _power(node.above)


def _power(above: Element) -> Iterator[str]:
    text = above.text if isinstance(above, Sign) else ""
    items = above.items if isinstance(above, Line) else (above,)
    if text in POWERS:
        yield POWERS[text]
    elif text == "T":
        yield "transpose"
    elif items and all(isinstance(item, Sign) and item.text == "′" for item in items):
        yield from ["prime"] * len(items)
    else:
        yield from ("to the", *_said(above))
        if not (_is_simple(above) or _is_signed(items)):
            yield "end exponent"


def _is_signed(items: tuple[Element, ...]) -> bool:
    """Is it one sign with a minus before it, as in e to the minus x?"""
    return len(items) == 2 and isinstance(items[0], Sign) and items[0].text == "−" and _is_simple(items[1])


def _placed(before: str, part: Element | None, after: str) -> Iterator[str]:
    if part is not None:
        yield from (before, *_said(part), after)


def _fenced(opening: str, body: Element, closing: str) -> Iterator[str]:
    if opening == closing == "|":
        yield from ("absolute value of", *_said(body), "end absolute value")
    elif opening == closing == "‖":
        yield from ("norm of", *_said(body), "end norm")
    elif isinstance(body, Table):
        yield from ("cases" if opening == "{" and not closing else "", *_said(body))
    else:
        yield from (SIGNS.get(opening, opening), *_said(body), SIGNS.get(closing, closing))


def _table(rows: tuple[tuple[Element, ...], ...]) -> Iterator[str]:
    width = max((len(row) for row in rows), default=0)
    yield f"table of {len(rows)} rows and {width} columns:"
    for number, row in enumerate(rows, 1):
        yield f"row {number}:"
        for index, cell in enumerate(row):
            yield from (*_said(cell), ";" if index == len(row) - 1 else ",")
    yield "end table"
