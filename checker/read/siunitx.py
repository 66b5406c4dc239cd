"""The commands of siunitx (Wright, manual of 2023), as macros: `\\SI{2.0}{m/s}`, `\\num{3e8}`, `\\si{\\kilo\\gram}`."""

from __future__ import annotations

import re

from checker.written import Macro, Macros

UNIT = "si"  # the command whose argument can only be a unit
SPELLED_OUT = {
    "m": "metre meter",
    "s": "second",
    "g": "gram",
    "kg": "kilogram",
    "A": "ampere",
    "K": "kelvin",
    "mol": "mole mol",
    "N": "newton",
    "J": "joule",
    "W": "watt",
    "Pa": "pascal",
    "C": "coulomb",
    "V": "volt",
    "F": "farad",
    "T": "tesla",
    "H": "henry",
    "Hz": "hertz",
    "eV": "electronvolt",
    "L": "litre liter",
    "min": "minute",
    "h": "hour",
    "rad": "radian",
    "k": "kilo",
    "M": "mega",
    "G": "giga",
    "c": "centi",
    "d": "deci",
    "n": "nano",
    "p": "pico",
    "/": "per",
    "^2": "squared square",
    "^3": "cubed cubic",
    "µ": "micro",
}
NUMBERS = frozenset(("SI", "qty", "num"))
"""The macros whose first argument is a number, which may be written 1.6e-19."""
_SCIENTIFIC = re.compile(r"\s*([-+]?[0-9.]+)\s*[eE]\s*([-+]?[0-9]+)\s*")


def _macros() -> Macros:
    found = {
        "SI": Macro("SI", 3, rf"#2\{UNIT}{{#3}}", default=""),
        "qty": Macro("qty", 3, rf"#2\{UNIT}{{#3}}", default=""),
        "num": Macro("num", 2, "#2", default=""),
        "unit": Macro("unit", 2, rf"\{UNIT}{{#2}}", default=""),
        "ang": Macro("ang", 1, r"#1^{\circ}"),
    }
    names = {name: sign for sign, named in SPELLED_OUT.items() for name in named.split()}
    return {**found, **{name: Macro(name, 0, sign) for name, sign in names.items()}}


MACROS: Macros = _macros()


def plain_number(source: str) -> str | None:
    """`1.6e-19` as mathematics; None of what is written otherwise."""
    found = _SCIENTIFIC.fullmatch(source)
    return rf"{found[1]}\times 10^{{{found[2]}}}" if found is not None else None
