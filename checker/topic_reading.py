"""The reader of the derivations that come with the program: with what is settled beside their notes."""

from __future__ import annotations

from pathlib import Path

import derivations as topics
from checker.mending_lines import Reader
from checker.model import Derivation
from checker.read.declarations import opened
from checker.read.ledger import Ledger
from checker.read.rewrites import rewritten
from checker.read.side_file import side_file
from checker.tasks import Written

SETTLED = "handwritten-notes.derive.toml"


class TopicReaders:
    """The readers of derivations, each made when it is first asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Reader] = {}

    def __call__(self, line: Written) -> Reader:
        derivation = line.derivation
        if derivation.name not in self._made:
            self._made[derivation.name] = topic_reader(derivation)
        return self._made[derivation.name]


def topic_reader(derivation: Derivation) -> Reader:
    """A reader to which the names of a derivation mean what its section of the notes says they do."""
    path = Path(topics.__file__).parent / SETTLED
    settings = side_file(path.read_text(encoding="utf-8"), SETTLED).settings(derivation.heading)
    trees = [rewritten(claim.tree, settings.rewrites) for claim in derivation.claims if claim.tree is not None]
    return Reader(opened(Ledger(), (), trees, (), settings).ledger, {}, settings.rewrites)
