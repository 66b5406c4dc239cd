"""Names that are defined by what an integral or limit is taken by: they are not constant under it."""

from __future__ import annotations

import sympy
from sympy.core.basic import Basic

from checker.read.cursor import Cursor
from checker.written import Node


def written_out(reader: Cursor, value: Basic, by: sympy.Symbol, node: Node) -> Basic:
    """∫ E ds and lim_{s → 0} E of an E that is defined by s: as that."""
    meanings = {one: meaning for one, meaning in reader.ledger.definitions if isinstance(one, sympy.Symbol)}
    if str(by) in map(str, meanings):
        return value
    for one in sorted(value.free_symbols & set(meanings), key=str):
        same = {name: by for name in meanings[one].free_symbols if str(name) == str(by)}
        if same:
            reader.remark(node.span, f"{one} depends on {by} by its definition")
            value = value.xreplace({one: meanings[one].xreplace(same)})
    return value
