"""Parts of SymPy objects as they are named to a reader: θ₀, σ, 2m, x², ħ."""

from __future__ import annotations

import re

from sympy import Integer, Pow, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.printing.pretty.pretty_symbology import pretty_symbol
from sympy.printing.str import StrPrinter

OF_OUR_OWN = {"hbar": "ħ", "ell": "ℓ"}
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST = 40  # characters of a part that is named in a sentence


class _Printer(StrPrinter):  # type: ignore[misc]  # SymPy ships no types
    """SymPy's own text with Greek letters, products without a sign between letters, and exponents raised."""

    def _print_Symbol(self, expr: Symbol) -> str:  # noqa: N802  # SymPy's name
        return _letter(expr.name)

    def _print_Pow(self, expr: Pow, rational: bool = False) -> str:  # noqa: N802  # the same
        base, exponent = expr.args
        if isinstance(exponent, Integer) and exponent > 1:
            inner = self._print(base)
            plain = base.is_Symbol or base.is_Integer
            return f"{inner if plain else f'({inner})'}{str(exponent).translate(SUPERSCRIPTS)}"
        text: str = super()._print_Pow(expr, rational)
        return text


def shown(part: Basic) -> str:
    """A part as it is read in one line."""
    text = str(_Printer().doprint(part)).replace("**", "^").replace("*", "·").replace(" - ", " − ")
    text = re.sub(r"exp\((\w)\)", r"e^\1", text)
    text = re.sub(r"exp\(([^()]+)\)", r"e^(\1)", text).replace("(-", "(−")
    return re.sub(r"^-", "−", text)


def is_short(part: Basic) -> bool:
    """Can it be named in a sentence?"""
    return len(shown(part)) <= MOST


def name_of(name: Basic) -> str:
    """A defined name as it is called: σ for σ(x), θ₀, and x_i for an entry."""
    return _letter(type(name).__name__) if isinstance(name, AppliedUndef) else shown(name)


def listed(names: list[str]) -> str:
    """Names in a sentence: "L", "L and g", "L, g and h"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _letter(name: str) -> str:
    return OF_OUR_OWN.get(name) or str(pretty_symbol(name))
