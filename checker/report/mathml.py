"""A layout becomes presentation MathML, as MathML Core has it (W3C 2025); total, and every text escaped."""

from __future__ import annotations

from html import escape
from typing import TypeGuard

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
from checker.report.letters import Style, styled

STROKES = {Strokes.RISING: "rising", Strokes.FALLING: "falling", Strokes.CROSSED: "rising falling"}
COLUMNS = {Columns.CENTRED: "centred", Columns.LEFT: "left", Columns.LINES: "left", Columns.ALIGNED: "aligned"}
ACCENTS = {
    # The spacing character that MathML stretches and places, for a combining one.
    "\u20d7": "→",
    "\u20d6": "←",
    "\u0302": "^",
    "\u0304": "¯",
    "\u0303": "~",
    "\u0307": "˙",
    "\u0308": "¨",
    "\u030c": "ˇ",
    "\u0306": "˘",
    "\u0301": "´",
    "\u0300": "`",
    "\u030a": "˚",
}


RULED = {"\u0304": "overline", "\u0332": "underline"}  # borders too, over or under all of the body


APPLICATION = "0.1667em"  # between a function and an argument without brackets
SIGNS = frozenset("+−±∓")
POSTFIX = frozenset("!′…⋯°%∞∅")  # operators, as far as signs go, that an operand need not follow
OPENING = frozenset("([{⟨⌊⌈")


def mathml(element: Element, words: str, display: str = "block") -> str:
    """A `<math>` element, displayed or `inline` in a sentence; `words` are its alternative text."""
    said = escape(words)
    return f'<math display="{display}" alttext="{said}" aria-label="{said}">{_row(element)}</math>'


def _row(element: Element) -> str:
    """One MathML element, as numerators and scripts have to be."""
    if isinstance(element, Line):
        return f"<mrow>{_run(element)}</mrow>"
    return _of(element)


def _run(element: Element) -> str:
    """Elements of a row that is there already; + and − where an operand is due are signs, and close to it."""
    if not isinstance(element, Line):
        return _of(element)
    shown: list[str] = []
    is_due = True
    for item, after in zip(element.items, (*element.items[1:], None), strict=False):
        shown.append(f'<mo form="prefix">{escape(item.text)}</mo>' if is_due and _is_sign(item) else _of(item))
        if isinstance(item, Space):
            continue
        is_due = _awaits_operand(item)
        if _is_function(item) and after is not None and not _is_bracket(after):
            shown.append(f'<mspace width="{APPLICATION}"></mspace>')
    return "".join(shown)


def _awaits_operand(item: Element) -> bool:
    """Is it an operator or an opening bracket, so that a sign after it has nothing on its left?"""
    if not isinstance(item, Sign):
        return False
    return item.text in OPENING or (item.kind is Kind.OPERATOR and item.text not in POSTFIX)


def _is_function(item: Element) -> bool:
    base = item.base if isinstance(item, Attached) else item
    return isinstance(base, Sign) and base.kind is Kind.FUNCTION and len(base.text) > 1


def _is_bracket(item: Element) -> bool:
    base = item.base if isinstance(item, Attached) else item
    return isinstance(base, Fenced) or (isinstance(base, Sign) and base.kind is Kind.BRACKET)


def _is_sign(item: Element) -> TypeGuard[Sign]:
    return isinstance(item, Sign) and item.text in SIGNS


def _of(element: Element) -> str:
    match element:
        case Sign():
            return _sign(element)
        case Space(em=em):
            return f'<mspace width="{em:g}em"></mspace>'
        case Line():
            return _row(element)
        case Fraction(above=above, below=below, ruled=ruled):
            thickness = "" if ruled else ' linethickness="0"'
            return f"<mfrac{thickness}>{_row(above)}{_row(below)}</mfrac>"
        case Root(body=body, degree=None):
            return f"<msqrt>{_run(body)}</msqrt>"
        case Root(body=body, degree=degree) if degree is not None:
            return f"<mroot>{_row(body)}{_row(degree)}</mroot>"
        case Attached(base=base, below=below, above=above, limits=limits):
            kind = "under over" if limits else "sub sup"
            return _scripted(kind, _row(base), below, above)
        case Stacked(base=base, below=below, above=above, stretches=stretches):
            return _scripted("under over", _arrow(base) if stretches else _row(base), below, above)
        case Accented(body=body, mark=mark, wide=wide, under=under):
            return _accented(body, mark, wide, under)
        case Braced(body=body, label=label, over=over):
            return _braced(body, label, over)
        case Fenced(opening=opening, body=body, closing=closing):
            tall = "true" if _is_tall(body) else "false"
            return (
                f"<mrow>{_delimiter(opening, 'prefix', tall)}{_row(body)}{_delimiter(closing, 'postfix', tall)}</mrow>"
            )
        case Table(rows=rows, columns=columns):
            return _table(rows, columns)
        case Struck(body=body, strokes=strokes):
            return _classed(f"struck {STROKES[strokes]}", body)
        case Boxed(body=body):
            return _classed("boxed", body)
        case Hidden(body=body):
            return f"<mphantom>{_run(body)}</mphantom>"
        case Blamed(body=body):
            return _classed("blamed", body)
        case _:
            return ""


def _classed(name: str, body: Element) -> str:
    return f'<mrow class="{name}">{_run(body)}</mrow>'


def _sign(sign: Sign) -> str:
    text = escape(sign.text if sign.style is None else styled(sign.text, sign.style))
    match sign.kind:
        case Kind.NUMBER:
            return f"<mn>{text}</mn>"
        case Kind.OPERATOR:
            return f"<mo>{text}</mo>"
        case Kind.BRACKET:
            return f'<mo stretchy="false">{text}</mo>'
        case Kind.BIG:
            return f"<mo>{text}</mo>"
        case Kind.WORDS:
            return f"<mtext>{_kept_blanks(text)}</mtext>"
        case Kind.UNKNOWN:
            return f'<mtext class="unknown">{text}</mtext>'
        case Kind.FUNCTION:
            return f"<mi>{_kept_blanks(text)}</mi>" if len(text) > 1 else _upright(text)
        case Kind.NAME:
            return f"<mi>{text}</mi>" if len(sign.text) > 1 else _upright(text)
        case Kind.LETTER:
            return _upright(text) if sign.style is Style.UPRIGHT else f"<mi>{text}</mi>"


def _upright(text: str) -> str:
    return f'<mi mathvariant="normal">{text}</mi>'


def _kept_blanks(text: str) -> str:
    return text.replace(" ", "\u00a0")


def _scripted(kind: str, base: str, below: Element | None, above: Element | None) -> str:
    low, high = kind.split()
    if below is not None and above is not None:
        return f"<m{low}{high}>{base}{_row(below)}{_row(above)}</m{low}{high}>"
    if below is not None:
        return f"<m{low}>{base}{_row(below)}</m{low}>"
    if above is not None:
        return f"<m{high}>{base}{_row(above)}</m{high}>"
    return base


def _arrow(base: Element) -> str:
    text = escape(base.text) if isinstance(base, Sign) else ""
    return f'<mo stretchy="true">{text}</mo>'


def _accented(body: Element, mark: str, wide: bool, under: bool) -> str:
    if mark in RULED and (wide or under):
        return _classed(RULED[mark], body)
    stretchy = "true" if wide else "false"
    sign = f'<mo stretchy="{stretchy}">{escape(ACCENTS.get(mark, mark))}</mo>'
    return f'<mover accent="true">{_row(body)}{sign}</mover>'


def _braced(body: Element, label: Element | None, over: bool) -> str:
    """The brace is a border: without a font for mathematics the sign would not stretch."""
    braced = _classed("overbrace" if over else "underbrace", body)
    kind = "mover" if over else "munder"
    return braced if label is None else f"<{kind}>{braced}{_row(label)}</{kind}>"


def _delimiter(sign: str, form: str, stretchy: str) -> str:
    return f'<mo form="{form}" fence="true" stretchy="{stretchy}">{escape(sign)}</mo>' if sign else ""


def _is_tall(element: Element | None) -> bool:
    """Is it higher than a line of letters with scripts? Brackets that need not stretch stand closer."""
    match element:
        case Sign(kind=kind):
            return kind is Kind.BIG
        case Line(items=items):
            return any(map(_is_tall, items))
        case Attached(base=base, below=below, above=above, limits=limits):
            return limits or any(map(_is_tall, (base, below, above)))
        case Fenced(body=body) | Accented(body=body) | Struck(body=body) | Blamed(body=body) | Hidden(body=body):
            return _is_tall(body)
        case Space() | None:
            return False
        case _:
            return True


def _table(rows: tuple[tuple[Element, ...], ...], columns: Columns) -> str:
    shown = "".join(f"<mtr>{''.join(f'<mtd>{_run(cell)}</mtd>' for cell in row)}</mtr>" for row in rows)
    displayed = ' displaystyle="true"' if columns in {Columns.LINES, Columns.ALIGNED} else ""
    return f'<mtable class="{COLUMNS[columns]}"{displayed}>{shown}</mtable>'
