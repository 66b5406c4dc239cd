"""Finds each claim of a derivation in the notes it was transcribed from, so that every line has its place."""

from __future__ import annotations

from dataclasses import replace

from checker.model import Claim, Derivation, DeriveCheckError, Place
from checker.read.syntax import SyntaxFault, parse


def located(derivation: Derivation, notes: str, path: str) -> Derivation:
    """The derivation with the place and the written tree of every claim.

    The claims must stand in the notes verbatim and in order, from the derivation's heading on.
    Raises DeriveCheckError naming the first that does not.
    """
    start = notes.find(derivation.heading)
    if start < 0:
        raise DeriveCheckError(f"{path}: no heading {derivation.heading!r}, from which {derivation.name} is read")
    claims = []
    for claim in derivation.claims:
        found = notes.find(claim.written, start)
        if found < 0:
            line, column = _line_and_column(notes, start)
            raise DeriveCheckError(
                f"{path}: line {claim.name} of {derivation.name} is not in the notes after {line}:{column}:"
                f" expected {claim.written!r}, verbatim"
            )
        claims.append(_placed(claim, notes, found, path))
        start = found + 1
    return replace(derivation, claims=tuple(claims))


def _placed(claim: Claim, notes: str, found: int, path: str) -> Claim:
    line, column = _line_and_column(notes, found)
    end_line, end_column = _line_and_column(notes, found + len(claim.written))
    place = Place(path, line, column, end_line, end_column)
    if not _inside_mathematics(notes, found):
        return replace(claim, place=place)
    try:
        return replace(claim, place=place, tree=parse(claim.written))
    except SyntaxFault as fault:
        raise DeriveCheckError(f"{path}:{line}:{column}: {fault}") from fault


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Both from 1, in characters."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _inside_mathematics(notes: str, offset: int) -> bool:
    """Has a `$` or `$$` been opened before, and not closed?"""
    return len(notes[:offset].replace("$$", "$").split("$")) % 2 == 0
