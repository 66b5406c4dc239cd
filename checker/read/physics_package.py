"""The commands of the physics package (de la Barrera, manual of 2012) for derivatives, differentials and means.

`\\dv[2]{f}{x}` is d²f/dx², `\\pdv{x}` the operator ∂/∂x, `\\dd{x}` an upright dx, `\\ev{x}` the mean ⟨x⟩.
"""

from __future__ import annotations

from checker.written import Macro, Macros


def _derivative(name: str, sign: str) -> Macro:
    return Macro(
        name,
        3,
        rf"\frac{{{sign}^{{#1}} #2}}{{{sign} #3^{{#1}}}}",
        default="1",
        alone=rf"\frac{{{sign}^{{#1}}}}{{{sign} #2^{{#1}}}}",
    )


MACROS: Macros = {
    **{name: _derivative(name, "d") for name in ("dv", "derivative")},
    **{name: _derivative(name, r"\partial ") for name in ("pdv", "pderivative", "partialderivative")},
    **{name: Macro(name, 1, r"\mathrm{d}#1") for name in ("dd", "differential")},
    **{name: Macro(name, 1, r"\langle #1 \rangle") for name in ("ev", "expval", "expectationvalue")},
    **{name: Macro(name, 1, r"\mathbf{#1}") for name in ("vb", "vectorbold")},
}
