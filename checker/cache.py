"""Keeps what a run printed, for the next run of which everything is the same: plain data in the user's cache folder.

Nothing of an entry is trusted but its own checksum: what is damaged or foreign counts as absent, and no
fault of the folder disturbs a run. Entries are written whole or not at all, so that runs may overlap.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b

SCHEMA = "derive-check printed 1"
MOST_ENTRIES = 64
LARGEST_ENTRY = 1 << 24  # bytes
PACKAGES = ("checker", "derivations")  # their Python files and notes decide what is printed
SUFFIXES = (".py", ".md")
REQUIRED = ("mpmath", "numpy", "python_flint", "rich", "sympy")  # distributions, as their folders are named
OPTIONAL = ("z3_solver",)
ENVIRONMENT = ("UNICODE_VERSION",)  # rich measures characters by it
DISTRIBUTION = re.compile(r"([A-Za-z0-9_.]+?)-(.+?)(-py[0-9.]+)?\.(?:dist|egg)-info")

Printed = tuple[str, int]  # the text, and the exit code of the run


def key_of(asked: Sequence[object]) -> str | None:
    """A name for everything that decides what a run prints: what is asked for, this program, its libraries, Python.

    `asked` must be told apart by its `repr`. None where something cannot be found out, so that nothing is kept.
    """
    versions = _versions()
    if any(name not in versions for name in REQUIRED):
        return None
    environment = [os.environ.get(name) for name in ENVIRONMENT]
    everything = (SCHEMA, [*asked], sys.version, sys.platform, environment, versions)
    digest = blake2b(repr(everything).encode("utf-8", "surrogatepass"), digest_size=20)
    try:
        for path in _sources():
            with open(path, "rb") as file:
                content = file.read()
            digest.update(f"\0{path}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
            digest.update(content)
    except OSError:
        return None
    return digest.hexdigest()


def _sources() -> Iterator[str]:
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for package in PACKAGES:
        for folder, subfolders, names in os.walk(os.path.join(home, package)):
            subfolders.sort()
            yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(SUFFIXES))


def _versions() -> dict[str, str]:
    """The versions of the libraries that are installed, from the names of folders: nothing is imported."""
    found: dict[str, str] = {}
    for folder in sys.path:
        with contextlib.suppress(OSError):
            for name in sorted(os.listdir(folder or ".")):
                match = DISTRIBUTION.fullmatch(name)
                if match and match[1].lower() in REQUIRED + OPTIONAL:
                    found.setdefault(match[1].lower(), f"{folder}/{name}")
    return dict(sorted(found.items()))


# --- the folder --------------------------------------------------------------------------------


def folder() -> str:
    """`derive-check` in $XDG_CACHE_HOME, or in ~/.cache where that is not an absolute path (XDG Base Directory 0.8)."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    return os.path.join(given if os.path.isabs(given) else os.path.expanduser("~/.cache"), "derive-check")


def _path(key: str) -> str:
    return os.path.join(folder(), f"{key}.json")


class Damaged(Exception):
    """An entry is not what this program wrote."""


def kept(key: str) -> Printed | None:
    """What was kept under a key, or None. Raises Damaged where something else is there."""
    try:
        with open(_path(key), "rb") as file:
            content = file.read(LARGEST_ENTRY + 1)
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise Damaged from fault
    try:
        entry = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise Damaged from fault
    match entry:
        case {"schema": str(schema), "key": str(name), "text": str(text), "exit": int(code), "checksum": str(checksum)}:
            if schema == SCHEMA and name == key and checksum == _checksum(key, text, code):
                return text, code
    raise Damaged


def keep(key: str, printed: Printed) -> None:
    """Keeps what a run printed, and drops the oldest entries beyond MOST_ENTRIES. Where that fails, nothing is kept."""
    text, code = printed
    entry = {"schema": SCHEMA, "key": key, "text": text, "exit": code, "checksum": _checksum(key, text, code)}
    temporary = f"{_path(key)}.{os.getpid()}"
    with contextlib.suppress(OSError):
        os.makedirs(folder(), mode=0o700, exist_ok=True)
        try:
            with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(json.dumps(entry).encode("ascii"))
            os.replace(temporary, _path(key))
        except OSError:
            os.unlink(temporary)
            raise
        _drop_oldest()


def _drop_oldest() -> None:
    entries = [entry for entry in os.scandir(folder()) if entry.is_file(follow_symlinks=False)]
    for entry in sorted(entries, key=lambda entry: entry.stat().st_mtime_ns)[:-MOST_ENTRIES]:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(entry.path)


def _checksum(key: str, text: str, code: int) -> str:
    return blake2b(f"{key}\0{code}\0{text}".encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
