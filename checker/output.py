"""Where what the command prints goes: standard output and error, their width, colours and encoding."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable
from typing import TextIO

from checker.model import DeriveCheckError

PROGRAM = "derive-check"
PIPED_WIDTH = 100
PROGRESS_WIDTH = 79
Facts = tuple[int, bool, bool]  # of a page: its width, and whether it has colours and Unicode
# One for one, so that tables keep their columns.
IN_ASCII = str.maketrans("✓✗≈–−—─×·…“”‘’≤≥", "+x~----*.~\"\"''<>")


def page() -> Facts:
    """The page that standard output is: $COLUMNS wide if set, else as wide as the terminal, else 100 columns."""
    from shutil import get_terminal_size  # noqa: PLC0415  # `--help` and errors do without it

    width = get_terminal_size(fallback=(PIPED_WIDTH, 24)).columns
    colour = _is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return width, colour, _encoding_of(sys.stdout).lower().startswith("utf")


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _encoding_of(stream: TextIO) -> str:
    return stream.encoding or "utf-8"


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(IN_ASCII).encode(encoding, "replace")


def progress() -> Callable[[str], None]:
    """Shows one message over the other on standard error if that is a terminal; the empty one clears the line."""
    if not _is_terminal(sys.stderr):
        return lambda _: None
    return lambda message: tell(f"\r{shown(message)[:PROGRESS_WIDTH]:<{PROGRESS_WIDTH}}\r")


def write(text: str, encoding: str | None = None) -> None:
    """Writes to standard output, in its encoding if none is given.

    Raises DeriveCheckError where the output takes nothing more, BrokenPipeError where nobody reads it.
    """
    output = sys.stdout
    if output is None:
        raise DeriveCheckError("standard output is closed")
    data = _encoded(text, encoding or _encoding_of(output))
    try:
        if isinstance(output, io.TextIOWrapper):
            output.buffer.write(data)
        else:
            output.write(data.decode(encoding or _encoding_of(output)))
        output.flush()
    except OSError as fault:
        _give_up_output()
        if isinstance(fault, BrokenPipeError):
            raise
        raise DeriveCheckError(f"cannot write the output: {fault.strerror}") from fault


def _give_up_output() -> None:
    """Lets what is still buffered go nowhere, so that the interpreter's last flush cannot fail."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(message: str) -> None:
    tell(f"{PROGRAM}: {shown(message)}\n")


def shown(text: str) -> str:
    from checker.report import visible  # noqa: PLC0415  # a kept run has nothing to tell

    return visible(text)


def tell(text: str) -> None:
    with contextlib.suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(text)
            sys.stderr.flush()
