"""What a law says of the signs of its parameters: σ > 0 of X ~ N(μ, σ²), λ > 0 of X ~ Exp(λ).

They are those of Casella and Berger, Statistical Inference (2002), its table of distributions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import sympy
from sympy import And, Ge, Gt, Integer, Le
from sympy.core.basic import Basic

from checker.read.building import is_number
from checker.read.cursor import parted
from checker.read.ledger import Ledger
from checker.read.names import name_of, with_label
from checker.read.spacing import bare
from checker.read.statements import Statement
from checker.read.told import Told
from checker.written import Fence, Node, Scripts

Sign = Callable[[Basic], Basic]


def _positive(value: Basic) -> Basic:
    return Gt(value, Integer(0), evaluate=False)


def _chance(value: Basic) -> Basic:
    return And(Ge(value, Integer(0), evaluate=False), Le(value, Integer(1), evaluate=False))


_BOTH: tuple[Sign | None, ...] = (_positive, _positive)
SIGNS: dict[str, tuple[Sign | None, ...]] = {
    sign: told
    for signs, told in {
        "N Normal": (None, _positive),
        "Gamma Ga Beta Be InvGamma IG Weibull Pareto": _BOTH,
        "Poisson Poi Pois Po poisson Exp Exponential Expo": (_positive,),
        "Bernoulli Bern Ber Geom Geo Geometric": (_chance,),
        "Bin Binom Binomial bin Bi": (None, _chance),
    }.items()
    for sign in signs.split()
}
"""What the parameters of a law are, in order; None where nothing is said of one."""


def told_by_laws(found: Sequence[Statement]) -> Iterator[Told]:
    """What X ~ N(μ, σ²) tells of σ: of each parameter that is a name, or the square of one."""
    for statement in found:
        items = bare(statement.parts[1].items) if statement.links and statement.links[0].relation == "dist" else ()
        sign, fence = (name_of(items[0]), items[1]) if len(items) == 2 else (None, None)
        signs = SIGNS.get(sign.text.removeprefix("cal_"), ()) if sign is not None else ()
        if not isinstance(fence, Fence) or fence.opening not in {"(", "["}:
            continue
        parameters = [bare(part) for part in parted(bare(fence.body.items), (",", ";"))]
        if len(parameters) == len(signs):
            yield from _each(parameters, signs)


def _each(parameters: Sequence[Sequence[Node]], signs: Sequence[Sign | None]) -> Iterator[Told]:
    for parameter, sign in zip(parameters, signs, strict=True):
        name = _name(parameter[0]) if len(parameter) == 1 and sign is not None else None
        if name is not None and sign is not None:
            yield Told((name,), "it is a parameter of a law", holds=(_holding(sign),))


def _name(node: Node) -> str | None:
    """σ of σ and of σ²."""
    if isinstance(node, Scripts) and getattr(node.above, "text", "") == "2" and node.base is not None:
        node = node.base if node.below is None else Scripts(node.base, node.below, None, node.span)
    name = with_label(node)
    return name.text if name is not None and not name.bold else None


def _holding(sign: Sign) -> Callable[[Ledger, tuple[Basic, ...]], Basic]:
    def holds(_: Ledger, objects: tuple[Basic, ...]) -> Basic:
        (subject,) = objects
        return sign(subject) if isinstance(subject, sympy.Expr) and is_number(subject) else sympy.true

    return holds
