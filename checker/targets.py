"""Where a hand-out goes: whether it can go there is told before anything is decided, and it appears there whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence

from checker.model import DeriveCheckError

ENDINGS = (".pdf", ".html", ".txt", ".png")


def ending_of(target: str) -> str:
    """The ending of a path, in small letters.

    Raises DeriveCheckError where it names no format, or nothing can be written there.
    """
    ending = os.path.splitext(target)[1].lower()
    if ending not in ENDINGS:
        found = f"ends in '{ending}'" if ending else "has no ending"
        raise DeriveCheckError(f"--to {target}: the file {found}, but one of {', '.join(ENDINGS)} says what to write")
    folder = os.path.dirname(target) or "."
    if not os.path.isdir(folder):
        raise DeriveCheckError(f"--to {target}: there is no folder '{folder}'; make it first")
    if os.path.isdir(target):
        raise DeriveCheckError(f"--to {target}: this is a folder, but a file is needed")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DeriveCheckError(f"--to {target}: nothing can be written in the folder '{folder}'")
    return ending


def page_names(target: str, pages: int) -> list[str]:
    """A name for each page of a picture: `report.png`, `report-2.png`, and so on."""
    stem, ending = os.path.splitext(target)
    return [target, *(f"{stem}-{number}{ending}" for number in range(2, pages + 1))][:pages]


def write_pages(target: str, pages: Sequence[bytes]) -> list[str]:
    """Writes each page to its name, and gives the names. Raises DeriveCheckError where one cannot be written."""
    names = page_names(target, len(pages))
    for name, page in zip(names, pages, strict=True):
        _write_whole(name, page)
    return names


def _write_whole(name: str, data: bytes) -> None:
    """Puts a file in its place in one step, so that whoever looks sees the old one or the new one."""
    place = os.path.realpath(name)
    temporary = os.path.join(os.path.dirname(place), f".derive-check-{os.getpid()}")
    try:
        with open(temporary, "xb") as file:
            file.write(data)
        os.replace(temporary, place)
    except OSError as fault:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise DeriveCheckError(f"--to {name}: it cannot be written: {fault.strerror}") from fault
