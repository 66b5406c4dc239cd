"""Plain text tables: the first column to the left, the others to the right."""

from __future__ import annotations

from collections.abc import Sequence


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The rows under their header, columns aligned; every row as long as the header."""
    lines = [header, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    ruled = ["-" * width for width in widths]
    return "\n".join(_line(line, widths) for line in [header, ruled, *rows])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        cell.rjust(width) if column else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join([first, *others]).rstrip()


def listing(title: str, lines: Sequence[str], longest: int = 40) -> str:
    """A titled list with its length, cut off where it is longer; or the word that there is nothing in it."""
    if not lines:
        return f"{title}: none"
    left_off = [f"… and {len(lines) - longest} more"] if len(lines) > longest else []
    return "\n".join([f"{title}: {len(lines)}", *(f"  {line}" for line in [*lines[:longest], *left_off])])
