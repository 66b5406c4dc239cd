"""A side file's text, or a front matter's, becomes plain values with the place of every key: TOML and YAML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.model import DeriveCheckError

LARGEST = 100_000  # characters of declarations; the longest of our own has under 2,000
KEY = re.compile(r"""\s*((?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+))*)\s*=""")
TABLE = re.compile(r"""\s*\[\s*([^\[\]]*(?:"[^"]*"|'[^']*')?[^\[\]]*)\s*\]\s*(?:#.*)?$""")
PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
AT_THE_END = "(at end of document)"
NAME_OF_BLOCK = "derive-check"

Keys = tuple[str, ...]


class SideFault(DeriveCheckError):
    """A side file or front matter that says something that is not understood, in one line with its place."""


@dataclass(frozen=True, slots=True)
class SideSource:
    """Values by key, with the line and column of every key."""

    path: str
    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[Keys, tuple[int, int]] = field(default_factory=dict)

    def where(self, keys: Keys) -> str:
        """The place of a key, or of the nearest key around it whose place is known."""
        while keys and keys not in self.places:
            keys = keys[:-1]
        line, column = self.places.get(keys, (1, 1))
        return f"{self.path}:{line}:{column}"

    def fault(self, keys: Keys, found: str, expected: str, hint: str) -> SideFault:
        """A fault at a key."""
        return located(self.where(keys), found, expected, hint)


def located(where: str, found: str, expected: str, hint: str) -> SideFault:
    """A fault at a place, in one line; what was found is shown escaped."""
    return SideFault(f"{where}: found {_escaped(found)}, expected {expected}; {hint}")


def toml_source(text: str, path: str, first_line: int = 1) -> SideSource:
    """The source in a TOML text. Raises SideFault with line and column where it is no TOML."""
    _sized(text, path)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        at = PLACE.search(str(fault))
        line, column = (int(at[1]), int(at[2])) if at else (text.count("\n") + 1, len(text) - text.rfind("\n"))
        said = PLACE.sub("", str(fault)).removesuffix(AT_THE_END).strip()
        hint = "LaTeX stands in single quotes, as in '\\vec{x}'"
        raise SideFault(f"{path}:{line + first_line - 1}:{column}: {_escaped(said)}; {hint}") from fault
    except RecursionError as fault:
        raise SideFault(f"{path}:1:1: nested too deeply to be read") from fault
    return SideSource(path, values, _toml_places(text, first_line))


def yaml_source(text: str, path: str, first_line: int = 2) -> SideSource:
    """The `derive-check:` block of a YAML front matter that begins on a line; empty where there is none.

    Raises SideFault where it is no YAML.
    """
    import yaml  # noqa: PLC0415  # only notes with a front matter need it

    _sized(text, path)
    text = text.rstrip("\n")  # so that what is missing at the end is told behind the last sign
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as fault:
        mark = getattr(fault, "problem_mark", None)
        line, column = (mark.line + first_line, mark.column + 1) if mark is not None else (first_line, 1)
        said = getattr(fault, "problem", None) or "the front matter is no YAML"
        raise SideFault(f"{path}:{line}:{column}: {_escaped(str(said))}; LaTeX stands in single quotes") from fault
    if not isinstance(values, dict) or NAME_OF_BLOCK not in values:
        return SideSource(path)
    places: dict[Keys, tuple[int, int]] = {}
    _yaml_places(root, (), places, first_line, 0)
    block = values[NAME_OF_BLOCK]
    inner = {keys[1:]: place for keys, place in places.items() if keys[:1] == (NAME_OF_BLOCK,)}
    source = SideSource(path, {}, inner)
    if block is not None and not isinstance(block, dict):
        raise source.fault((), f"`{block}`", "a table of keys", "write `symbols:` and the like below it, indented")
    return SideSource(path, block or {}, inner)


def _sized(text: str, path: str) -> None:
    if len(text) > LARGEST:
        raise SideFault(f"{path}:1:1: {len(text):,} characters of declarations; at most {LARGEST:,} are read")


def _escaped(text: str) -> str:
    shown = text if len(text) <= 80 else text[:77] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)


def _toml_places(text: str, first_line: int) -> dict[Keys, tuple[int, int]]:
    """Where each key stands, by its line; keys inside inline tables are found at the key around them."""
    places: dict[Keys, tuple[int, int]] = {}
    table: Keys = ()
    for number, line in enumerate(text.split("\n"), first_line):
        column = len(line) - len(line.lstrip()) + 1
        header, key = TABLE.match(line), KEY.match(line)
        if key is not None:
            places.setdefault((*table, *_keys(f"{key[1]} = 0")), (number, column))
        elif header is not None:
            table = _keys(f"[{header[1]}]")
            for k in range(1, len(table) + 1):
                places.setdefault(table[:k], (number, column))
    return places


def _keys(text: str) -> Keys:
    """The keys that a piece of TOML nests."""
    try:
        value: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return ()
    keys: list[str] = []
    while isinstance(value, dict) and value:
        key, value = next(iter(value.items()))
        keys.append(key)
    return tuple(keys)


def _yaml_places(node: Any, keys: Keys, places: dict[Keys, tuple[int, int]], first_line: int, depth: int) -> None:
    if depth > 8 or not hasattr(node, "value") or not isinstance(node.value, list):
        return
    for entry in node.value:
        if isinstance(entry, tuple):
            key, value = entry
            inner = (*keys, str(key.value))
            places[inner] = (key.start_mark.line + first_line, key.start_mark.column + 1)
            _yaml_places(value, inner, places, first_line, depth + 1)
