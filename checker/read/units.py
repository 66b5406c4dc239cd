"""Units of measure behind numbers, as positive symbols of the SI: 1 km is 1000 m, 1 N is 1 kg m/s².

Bureau International des Poids et Mesures, "The International System of Units", 9th edition (2019), tables 2–8.
"""

from __future__ import annotations

import re

import sympy
from sympy import Integer, Rational
from sympy.core.basic import Basic

from checker.read.building import divided, multiplied
from checker.read.cursor import Cursor, base_of, items_of
from checker.read.marks import children
from checker.read.scripts import powered
from checker.written import Command, Node, Row, Scripts, Token

BASE = {name: sympy.Symbol(f"unit {name}", positive=True) for name in ("m", "kg", "s", "A", "K", "mol", "cd")}
_M, _KG, _S, _A = (BASE[name] for name in ("m", "kg", "s", "A"))
_NEWTON = _KG * _M / _S**2
_JOULE = _NEWTON * _M
UNITS: dict[str, Basic] = {
    **BASE,
    "km": 1000 * _M,
    "dm": _M / 10,
    "cm": _M / 100,
    "mm": _M / 1000,
    "g": _KG / 1000,
    "mg": _KG / 10**6,
    "ms": _S / 1000,
    "min": 60 * _S,
    "h": 3600 * _S,
    "Hz": 1 / _S,
    "N": _NEWTON,
    "kN": 1000 * _NEWTON,
    "J": _JOULE,
    "kJ": 1000 * _JOULE,
    "W": _JOULE / _S,
    "kW": 1000 * _JOULE / _S,
    "Pa": _NEWTON / _M**2,
    "kPa": 1000 * _NEWTON / _M**2,
    "C": _A * _S,
    "V": _JOULE / (_A * _S),
    "rad": Integer(1),
    "L": _M**3 / 1000,
}


def names_beside_units(value: Basic) -> set[Basic]:
    """The names in a value but for units: none in 3 kg."""
    return set(value.free_symbols) - set(BASE.values())


UPRIGHT = frozenset(("mathrm", "text", "textrm", "operatorname", "mathsf"))
UNMISTAKABLE = frozenset(name for name in UNITS if len(name) > 1) - {"min"} | {"m", "s", "g"}
_PART = re.compile(r"\s*([/·.*]|\\cdot)?\s*([A-Za-z]+)(?:\^?\{?(-?[0-9]+)\}?)?")


def unit(reader: Cursor, node: Node) -> Basic | None:
    """The unit that an upright sign is behind a number, or that it can only be; None where it is none."""
    base = base_of(node)
    if not isinstance(base, Command) or base.name not in UPRIGHT:
        return None
    (argument,) = base.arguments
    text = _flat(argument)
    if text is None or reader.ledger.meaning(text.strip()) is not None:
        return None
    behind_number = reader.k >= 2 and _measures(reader.items[reader.k - 2])
    if not behind_number and not (base.name == "mathrm" and text.strip() in UNMISTAKABLE):
        return None
    value = _read(text)
    if value is None:
        return None
    reader.remark(node.span, f"{text.strip()} is read as a unit")
    return powered(reader, value, node) if isinstance(node, Scripts) else value


def _measures(node: Node) -> bool:
    """A number, or a unit before this one."""
    base = base_of(node)
    if isinstance(base, Token):
        return base.kind == "number"
    if isinstance(base, Command) and base.name in {"frac", "dfrac", "tfrac", "sqrt"}:
        return _is_numeric(base)
    return isinstance(base, Command) and base.name in UPRIGHT and _read(_flat(base.arguments[0]) or "?") is not None


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
            parts.append(" " if item.kind == "space" else item.text)
        elif isinstance(item, Scripts) and isinstance(item.base, Token) and item.below is None:
            above = "".join(part.text for part in items_of(item.above) if isinstance(part, Token))
            parts.append(f"{item.base.text}^{{{above}}}")
        elif isinstance(item, Row):
            inside = _flat(item)
            if inside is None:
                return None
            parts.append(inside)
        else:
            return None
    return "".join(parts)


def _read(text: str) -> Basic | None:
    value: Basic = Integer(1)
    k = 0
    while text[k:].strip():
        part = _PART.match(text, k)
        if part is None or part[2] not in UNITS:
            return None
        one = UNITS[part[2]] ** Rational(part[3] or 1)
        value = divided(value, one) if part[1] == "/" else multiplied((value, one)) if value != 1 else one
        k = part.end()
    return None if k == 0 else value.doit() if isinstance(value, sympy.Expr) else value
