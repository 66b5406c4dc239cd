"""Where a power series converges: |z| < 1 shown from a domain, or said as a condition."""

from __future__ import annotations

import sympy
from sympy import Abs, Lt, Ne, exp
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import is_nonzero, sign
from checker.decide.integrals.definite import Diverges
from checker.decide.relations.entailment import Proof, prove
from checker.model import Domain


def inside_unit_disc(base: Basic, domain: Domain) -> tuple[Basic, ...]:
    """No condition where |base| < 1 is shown on the domain, else that one.

    Raises Diverges where |base| ≥ 1 everywhere.
    """
    if _is_inside(base, domain):
        return ()
    excess = sympy.expand(base**2 - 1)
    if not base.free_symbols or excess == 0 or sign(excess, domain) in (0, 1):
        raise Diverges("a series that diverges")
    return (Lt(Abs(base), 1, evaluate=False),)


def _is_inside(base: Basic, domain: Domain) -> bool:
    exponents = [factor.args[0] for factor in sympy.Mul.make_args(base) if isinstance(factor, exp)]
    rest = sympy.Mul(*(factor for factor in sympy.Mul.make_args(base) if not isinstance(factor, exp)))
    if exponents and rest in (1, -1):
        return sign(sympy.Add(*exponents), domain) == -1
    wave, power = base.as_base_exp()
    if isinstance(wave, sympy.sin | sympy.cos) and power.is_Integer and power > 0:
        # 1 − sin² = cos²
        other = sympy.cos if isinstance(wave, sympy.sin) else sympy.sin
        return is_nonzero(other(wave.args[0]), domain)
    if sign(1 - base**2, domain) == 1 or (sign(1 - base, domain) == 1 and sign(1 + base, domain) == 1):
        return True
    if not base.free_symbols:
        return False
    proof = prove(sympy.true, Lt(base**2, 1, evaluate=False), domain)
    return isinstance(proof, Proof) and not proof.conditions


def nowhere_zero(divisors: list[Basic], domain: Domain) -> tuple[Basic, ...]:
    """The conditions u ≠ 0 for those divisors that the domain does not keep off zero."""
    return tuple(Ne(u, 0, evaluate=False) for u in divisors if not is_nonzero(u, domain))
