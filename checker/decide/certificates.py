"""What a proof in the normal form rests on, as plain text: the generators and their relations."""

from __future__ import annotations

from checker.decide.generators import Kind
from checker.decide.tower import Tower


def certificate_steps(tower: Tower) -> tuple[str, ...]:
    """The generators with what each stands for, and the relations that were used."""
    lines = []
    for index, generator in enumerate(tower.generators):
        lines.append(f"g{index} := {generator.name}")
        if generator.kind is Kind.ROOT and generator.argument is not None:
            lines.append(f"g{index}^{generator.degree} = {tower.text(generator.argument)}")
        if generator.kind is Kind.ABSOLUTE and generator.argument is not None:
            lines.append(f"g{index}^2 = ({tower.text(generator.argument)})^2")
    return (*lines, "numerator(left − right) = 0")
