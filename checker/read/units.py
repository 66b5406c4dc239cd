"""Units of measure behind numbers, as positive symbols of the SI: 1 km is 1000 m, 1 N is 1 kg m/s².

Bureau International des Poids et Mesures, "The International System of Units", 9th edition (2019), tables 2–8.
"""

from __future__ import annotations

import re
from functools import lru_cache

import sympy
from sympy import Integer, Rational
from sympy.core.basic import Basic

from checker.read.building import divided, multiplied
from checker.read.cursor import DIVIDES, TIMES, Cursor, base_of, base_text, items_of
from checker.read.marks import children
from checker.read.siunitx import UNIT
from checker.written import Command, Node, Row, Scripts, Token

BASE = {name: sympy.Symbol(f"unit {name}", positive=True) for name in ("m", "kg", "s", "A", "K", "mol", "cd")}
UNIT_SYMBOLS = frozenset(BASE.values())
_M, _KG, _S, _A = (BASE[name] for name in ("m", "kg", "s", "A"))
_NEWTON = _KG * _M / _S**2
_JOULE = _NEWTON * _M
_VOLT = _JOULE / (_A * _S)
_GRAM = _KG / 1000
COHERENT: dict[str, Basic] = {  # those that every prefix goes with
    "m": _M,
    "g": _GRAM,
    "s": _S,
    "A": _A,
    "K": BASE["K"],
    "mol": BASE["mol"],
    "Hz": 1 / _S,
    "N": _NEWTON,
    "J": _JOULE,
    "W": _JOULE / _S,
    "Pa": _NEWTON / _M**2,
    "C": _A * _S,
    "V": _VOLT,
    "F": _A * _S / _VOLT,
    "Ω": _VOLT / _A,
    "S": _A / _VOLT,
    "H": _VOLT * _S / _A,
    "Wb": _VOLT * _S,
    "T": _VOLT * _S / _M**2,
    "L": _M**3 / 1000,
    "l": _M**3 / 1000,
    "eV": Rational("1.602176634e-19") * _JOULE,
    "bar": 10**5 * _NEWTON / _M**2,
}
PREFIXES = {"T": 12, "G": 9, "M": 6, "k": 3, "d": -1, "c": -2, "m": -3, "µ": -6, "n": -9, "p": -12, "f": -15}
OTHERS: dict[str, Basic] = {
    "cd": BASE["cd"],
    "kg": _KG,
    "min": 60 * _S,
    "h": 3600 * _S,
    "Wh": 3600 * _JOULE,
    "kWh": 3600000 * _JOULE,
    "rad": Integer(1),
    "t": 1000 * _KG,
    "hPa": 100 * _NEWTON / _M**2,
    **{
        name: value
        for word, value in (("second", _S), ("minute", 60 * _S), ("hour", 3600 * _S), ("day", 86400 * _S))
        for name in (word, f"{word}s")
    },
}
SPELLED = {"\\Omega": "Ω", "\\mu": "µ", "\u2126": "Ω", "μ": "µ", "\\Ω": "Ω", "\\ohm": "Ω"}  # as the table spells


@lru_cache(maxsize=64)  # a document writes a few, again and again
def unit_named(name: str) -> Basic | None:
    """What a sign such as km is in units of the SI; None where it is none."""
    known = OTHERS.get(name, COHERENT.get(name))
    if known is not None or name[:1] not in PREFIXES or name[1:] not in COHERENT:
        return known
    return COHERENT[name[1:]] * Integer(10) ** PREFIXES[name[:1]]


def names_beside_units(value: Basic) -> set[Basic]:
    """The names in a value but for units: none in 3 kg."""
    return set(value.free_symbols) - set(BASE.values())


UPRIGHT = frozenset(("mathrm", "text", "textrm", "operatorname", "mathsf", UNIT))
UNMISTAKABLE = frozenset(  # also where no number stands before
    "km dm cm mm kg g mg m s ms Hz kHz MHz kN kJ kW Pa kPa rad mol".split()  # noqa: SIM905  # a table of words
)
_PART = re.compile(r"\s*([/·.*]|\\cdot)?\s*(\(?)\s*([A-Za-zµΩ]+)(?:\^?\{?(-?[0-9]+)\}?)?\s*(\)?)")


def unit(reader: Cursor, node: Node) -> Basic | None:
    """The unit that an upright sign is behind a number, or that it can only be; None where it is none."""
    before = _before(reader)
    behind_number = before is not None and _measures(before)
    last, text = _signs(reader, node) if behind_number else (node, _upright(node))
    base = base_of(node)
    told = isinstance(base, Command) and base.name == UNIT
    if text is None or (not told and not _is_spaced(before, node) and reader.ledger.meaning(text.strip()) is not None):
        return None
    certain = told or (isinstance(base, Command) and base.name == "mathrm" and text.strip() in UNMISTAKABLE)
    if isinstance(base, Token):
        certain, behind_number = _is_spaced(before, node), False  # 2Ω t is of a name
    value = _read(text + _power(last)) if behind_number or certain else None
    if value is None:
        return None
    if last is not node:
        reader.take()
    reader.remark(node.span, f"{text.strip()} is read as a unit")
    return value


def _power(node: Node) -> str:
    """The power behind an upright sign, as text: it is of the last unit in it, as in `\\text{m/s}^2`."""
    above = node.above if isinstance(node, Scripts) else None
    return "" if above is None else f"^{{{''.join(part.text for part in items_of(above) if isinstance(part, Token))}}}"


def _is_spaced(before: Node | None, node: Node) -> bool:
    """Does `\\,` or the like part a number from what stands behind it, as it does a unit?"""
    return before is not None and _measures(before) and before.span.end + len("\\,") <= node.span.start


def _before(reader: Cursor) -> Node | None:
    """The node before the one just taken, or the one before a stroke: A of `\\text{A}/\\text{s}`."""
    k = reader.k - 2
    if k >= 1 and base_text(reader.items[k]) in DIVIDES and _upright(reader.items[k - 1]) is not None:
        k -= 1
    return reader.items[k] if k >= 0 else None


def _upright(node: Node | None) -> str | None:
    """What an upright sign says, without its power."""
    base = base_of(node)
    return _flat(base.arguments[0]) if isinstance(base, Command) and base.name in UPRIGHT else None


def _signs(reader: Cursor, node: Node) -> tuple[Node, str | None]:
    """The last sign of a unit that begins with a node, and both as text: `\\mu` and `\\text{F}`, k and `\\Omega`.

    The prefix may be upright as well: `\\text{k}\\Omega`.
    """
    following = reader.peek()
    sign = (_upright(node) or "").strip() or base_text(node)
    prefix = SPELLED.get(sign, sign)
    if prefix in PREFIXES and following is not None:
        rest = SPELLED.get(base_text(following)) if isinstance(base_of(following), Token) else _upright(following)
        if rest is not None:
            return following, prefix + rest.strip()
        if isinstance(base_of(node), Token):
            return node, None
    if prefix == "Ω" and (reader.ends() or reader.text() in TIMES):
        return node, prefix
    return node, _upright(node)


def _measures(node: Node) -> bool:
    """A number, or a unit before this one."""
    base = base_of(node)
    if isinstance(base, Token):
        return base.kind == "number"
    if isinstance(base, Command) and base.name in {"frac", "dfrac", "tfrac", "sqrt"}:
        return _is_numeric(base)
    return _read(_upright(node) or "?") is not None


def _is_numeric(node: Node) -> bool:
    """Do only numbers and signs stand in it?"""
    if isinstance(node, Token):
        return node.kind not in {"letter", "words"} and (node.kind != "command" or node.text in {"\\cdot", "\\times"})
    return all(map(_is_numeric, children(node)))


def _flat(node: Node) -> str | None:
    """Upright signs as text: m/s^2."""
    parts: list[str] = []
    for item in items_of(node):
        if isinstance(item, Token):
            parts.append(" " if item.kind == "space" else SPELLED.get(item.text, item.text))
        elif isinstance(item, Scripts) and isinstance(item.base, Token) and item.below is None:
            parts.append(item.base.text + _power(item))
        elif isinstance(item, Row):
            inside = _flat(item)
            if inside is None:
                return None
            parts.append(inside)
        else:
            return None
    return "".join(parts)


def is_unit(text: str) -> bool:
    """Is a text a unit of measure, such as m/s or hours?"""
    return _read(text) is not None


def _read(text: str) -> Basic | None:
    """The unit that a text is, such as J/(mol K); None where it is none."""
    value: Basic = Integer(1)
    k, below = 0, False  # inside a bracket behind a stroke
    while text[k:].strip():
        part = _PART.match(text, k)
        named = unit_named(part[3]) if part is not None else None
        if part is None or named is None or (part[2] and below):
            return None
        one = named ** Rational(part[4] or 1)
        over = part[1] == "/" or below
        value = divided(value, one) if over else multiplied((value, one)) if value != 1 else one
        below = (below or (bool(part[2]) and over)) and not part[5]
        k = part.end()
    if below or text.count("(") != text.count(")"):
        return None
    return None if k == 0 else value.doit() if isinstance(value, sympy.Expr) else value
