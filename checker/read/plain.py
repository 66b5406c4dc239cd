"""Expressions and relations as plain text."""

from __future__ import annotations

from sympy.core.basic import Basic

SIGNS = {"Equality": "=", "Unequality": "≠", "LessThan": "≤", "GreaterThan": "≥"} | {
    "StrictLessThan": "<",
    "StrictGreaterThan": ">",
}

PRODUCTS = frozenset(("Mul", "MatMul"))


def plain(expression: Basic) -> str:
    """An expression as text; relations with their signs, one `and` the other."""
    sign = SIGNS.get(type(expression).__name__)
    if sign is not None:
        left, right = expression.args
        return f"{plain(left)} {sign} {plain(right)}"
    if type(expression).__name__ in {"And", "Or"}:
        return f" {type(expression).__name__.lower()} ".join(sorted(map(plain, expression.args)))
    try:
        return str(expression)
    except (NotImplementedError, TypeError, ValueError):  # SymPy's, of (aᵀb)/(aᵀa), or of shapes that clash
        parts = [plain(part) for part in expression.args]
        name = type(expression).__name__
        return "*".join(f"({part})" for part in parts) if name in PRODUCTS else f"{name}({', '.join(parts)})"
