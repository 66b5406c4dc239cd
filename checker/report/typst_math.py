"""A layout becomes typst code that sets it: calls of typst's own functions on string literals, never markup.

What a formula holds enters as `quoted` literals alone, so that nothing in it can be code. Total.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from checker.report.layout import (
    Accented,
    Attached,
    Blamed,
    Boxed,
    Braced,
    Columns,
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
    Strokes,
    Struck,
    Table,
)
from checker.report.letters import Style
from checker.report.typst_code import quoted

STYLES = {
    Style.BOLD: "math.bold",
    Style.DOUBLE_STRUCK: "math.bb",
    Style.SCRIPT: "math.cal",
    Style.FRAKTUR: "math.frak",
    Style.UPRIGHT: "math.upright",
    Style.SANS: "math.sans",
    Style.MONOSPACE: "math.mono",
}
STROKES = {Strokes.RISING: "", Strokes.FALLING: ", inverted: true", Strokes.CROSSED: ", cross: true"}
COLUMNS = {Columns.CENTRED: "center", Columns.LEFT: "left", Columns.LINES: "left"}
ACCENTS = frozenset("\u20d7\u20d6\u0302\u0304\u0303\u0307\u0308\u030c\u0306\u0301\u0300\u030a")
RULED = {"\u0304": "math.overline", "\u0332": "math.underline"}  # over or under more than one letter
EMPTY = "[]"
EMPTY_IN_WORDS = "an empty formula"


def typst_math(element: Element, words: str, displayed: bool = True) -> str:
    """Typst code of an equation, displayed or in a sentence; `words` are its alternative text."""
    return (
        f"math.equation(block: {str(displayed).lower()}, alt: {quoted(words or EMPTY_IN_WORDS)}, {_content(element)})"
    )


def _content(element: Element) -> str:
    """Typst code, an expression, whose value is content."""
    match element:
        case Sign():
            return _sign(element)
        case Space(em=em):
            return f"h({em:g}em)"
        case Line(items=items):
            return f"[{''.join(f'#{_content(item)}' for item in items)}]" if items else EMPTY
        case Fraction(above=above, below=below, ruled=ruled):
            return _fraction(above, below, ruled)
        case Root(body=body, degree=None):
            return f"math.sqrt({_content(body)})"
        case Root(body=body, degree=degree) if degree is not None:
            return f"math.root({_content(degree)}, {_content(body)})"
        case Attached(base=base, below=below, above=above, limits=limits):
            kind = "limits" if limits else "scripts"
            return _attached(
                _content(base) if limits and _is_big(base) else f"math.{kind}({_content(base)})", below, above
            )
        case Stacked(base=base, below=below, above=above, stretches=stretches):
            shown = f"math.stretch({_content(base)})" if stretches else _content(base)
            return _attached(f"math.limits({shown})", below, above)
        case Accented(body=body, mark=mark, wide=wide):
            return _accented(body, mark, wide)
        case Braced(body=body, label=label, over=over):
            name = "math.overbrace" if over else "math.underbrace"
            return f"{name}({_content(body)}{'' if label is None else f', {_content(label)}'})"
        case Fenced(opening=opening, body=body, closing=closing):
            return f"math.lr([{_delimiter(opening)}#{_content(body)}{_delimiter(closing)}])"
        case Table(rows=rows, columns=columns):
            return _table(rows, columns)
        case Struck(body=body, strokes=strokes):
            return f"math.cancel({_content(body)}{STROKES[strokes]})"
        case Boxed(body=body):
            return f"framed({_content(body)})"
        case Hidden(body=body):
            return f"hide({_content(body)})"
        case Blamed(body=body):
            return f"blamed({_content(body)})"
        case _:
            return EMPTY


def _sign(sign: Sign) -> str:
    shown = _SIGNS[sign.kind](sign.text)
    return shown if sign.style is None else f"{STYLES[sign.style]}({shown})"


def _symbol(text: str) -> str:
    """`symbol` takes one letter with its marks, and gives it the spacing of its class."""
    is_one = len(text) == 1 or (len(text) == 2 and bool(unicodedata.combining(text[1])))
    return f"symbol({quoted(text)})" if is_one and not unicodedata.combining(text[0]) else _words(text)


def _words(text: str) -> str:
    return f"text({quoted(text)})"


def _name(text: str) -> str:
    return f"math.upright({_symbol(text)})" if len(text) == 1 else _words(text)


def _function(text: str) -> str:
    return f"math.op({quoted(text)})"


_SIGNS: dict[Kind, Callable[[str], str]] = {
    Kind.LETTER: _symbol,
    Kind.NAME: _name,
    Kind.NUMBER: _words,
    Kind.OPERATOR: _symbol,
    Kind.BRACKET: _symbol,
    Kind.BIG: _symbol,
    Kind.FUNCTION: _function,
    Kind.WORDS: _words,
    Kind.UNKNOWN: _words,
}


def _is_big(base: Element) -> bool:
    return isinstance(base, Sign) and base.kind is Kind.BIG


def _fraction(above: Element, below: Element, ruled: bool) -> str:
    if ruled:
        return f"math.frac({_content(above)}, {_content(below)})"
    return f"math.mat(delim: none, ({_content(above)},), ({_content(below)},))"


def _attached(base: str, below: Element | None, above: Element | None) -> str:
    scripts = [f"{where}: {_content(part)}" for where, part in (("b", below), ("t", above)) if part is not None]
    return f"math.attach({', '.join((base, *scripts))})" if scripts else base


def _accented(body: Element, mark: str, wide: bool) -> str:
    if mark in RULED and (wide or mark not in ACCENTS):
        return f"{RULED[mark]}({_content(body)})"
    if mark in ACCENTS:
        size = "100%" if wide else "0%"
        return f"math.accent({_content(body)}, {quoted(mark)}, size: {size})"
    return _content(body)


def _delimiter(sign: str) -> str:
    return f"#{_symbol(sign)}" if sign else ""


def _table(rows: tuple[tuple[Element, ...], ...], columns: Columns) -> str:
    """Rows of `math.mat`; the columns of aligned equations stand right and left of the alignment points."""
    width = max((len(row) for row in rows), default=0)
    filled = [[_content(cell) for cell in row] + [EMPTY] * (width - len(row)) for row in rows]
    if columns is Columns.LINES:
        filled = [[f"math.display({cell})" for cell in row] for row in filled]
    if columns is Columns.ALIGNED:
        return "[" + "#linebreak()".join(_aligned(row) for row in filled) + "]"
    cells = ", ".join(f"({', '.join(row)},)" for row in filled)
    return f"math.mat(delim: none, align: {COLUMNS[columns]}, {cells})" if cells and width else EMPTY


def _aligned(cells: list[str]) -> str:
    return "#align-point".join(f"#{cell}" for cell in cells)
