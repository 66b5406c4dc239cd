"""What a side file `NAME.derive.toml`, or a front matter's `derive-check:` block, settles that the words do not.

    objective = 'J'                        what ∂/∂θ and ∇_θ act on where nothing is written after them
    data = 'm'                             what Σᵢ without bounds runs to; or ['0', 'm - 1']
    conditions = ['x > 0', 'r \\neq 1']    what holds throughout
    [symbols]                              kind, shape and domain of names, in the words that notes use
    X = 'm × n matrix'
    p = { kind = 'real', domain = '(0, 1)' }
    [definitions]
    'h(x)' = 'e^x'
    [rewrites]                             by tree: where the left stands, the right is read
    '\\vec{x}_{\\theta}' = 'X\\theta'
    [sections.'Matrix Form']               the same keys, from the line that begins so to the next such line

Everything is read by the reader of notes; nothing is evaluated. What is not understood raises SideFault with its place.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sympy.core.basic import Basic

from checker.read.declared import size, told_by_comparison, told_by_formula
from checker.read.ledger import Kind
from checker.read.names import with_label
from checker.read.rewrites import Rewrite
from checker.read.side_source import Keys, SideFault, SideSource, toml_source, yaml_source
from checker.read.statements import Statement, statements
from checker.read.syntax import SyntaxFault, parse
from checker.read.told import Told
from checker.read.words import told_by_words
from checker.written import Document, Formula, Prose, Row

SETTINGS = ("symbols", "definitions", "rewrites", "updates", "objective", "data", "conditions")
OF_A_SYMBOL = ("kind", "shape", "domain")
KINDS = "real, integer, matrix, vector, function, data, or words as in 'symmetric positive definite matrix'"
ENDING = ".derive.toml"


@dataclass(frozen=True, slots=True)
class Settled:
    """A formula of a side file, with the place of its key."""

    tree: Row
    where: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What is settled for a whole document, or for one section."""

    told: tuple[Told, ...] = ()
    definitions: tuple[Settled, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    updates: tuple[Settled, ...] = ()
    objective: Settled | None = None
    data: tuple[Basic, Basic] | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """The settings of a document and of its sections, by the words with which those begin."""

    general: Settings = Settings()
    sections: tuple[tuple[str, Settings], ...] = ()

    def settings(self, title: str) -> Settings:
        """What is settled for the section of a title: its own go before the document's."""
        shown = _plain(title)
        own = next((settings for begins, settings in self.sections if shown.startswith(_plain(begins))), None)
        if own is None:
            return self.general
        general = self.general
        return Settings(
            (*general.told, *own.told),
            (*general.definitions, *own.definitions),
            (*own.rewrites, *general.rewrites),
            (*general.updates, *own.updates),
            own.objective or general.objective,
            own.data or general.data,
        )

    def titles(self) -> tuple[str, ...]:
        return tuple(title for title, _ in self.sections)


def side_of(document: Document, path: Path) -> Side:
    """What the front matter of a document and the side file beside it settle; both may be there.

    Raises SideFault where one of them is not understood, or a section that it speaks of is not in the document.
    """
    sides = [_front_matter(document, str(path))]
    beside = path.with_name(path.stem + ENDING)
    if beside.is_file():
        sides.append(side_file(_text(beside), str(beside), document))
    general = Settings()
    for side in sides:
        general = _joined(general, side.general)
    return Side(general, tuple(pair for side in sides for pair in side.sections))


def side_file(text: str, path: str, document: Document | None = None) -> Side:
    """What the text of a side file settles. Raises SideFault."""
    return _side(toml_source(text, path), document)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        raise SideFault(f"{path}:1:1: not UTF-8: save the file as UTF-8") from fault
    except OSError as fault:
        raise SideFault(f"{path}: {fault.strerror or fault}") from fault


def _front_matter(document: Document, path: str) -> Side:
    return _side(yaml_source(document.front_matter, path), document) if document.front_matter.strip() else Side()


def _joined(one: Settings, other: Settings) -> Settings:
    return Settings(
        (*one.told, *other.told),
        (*one.definitions, *other.definitions),
        (*other.rewrites, *one.rewrites),
        (*one.updates, *other.updates),
        other.objective or one.objective,
        other.data or one.data,
    )


def _plain(title: str) -> str:
    return " ".join(title.strip(" #*_\n").split()).casefold()


# --- keys --------------------------------------------------------------------------------------


def _side(source: SideSource, document: Document | None) -> Side:
    values = dict(source.values)
    sections = values.pop("sections", {})
    if not isinstance(sections, dict):
        raise source.fault(("sections",), _shown(sections), "a table of sections", "write [sections.'Title']")
    found = []
    for title, inner in sections.items():
        if not isinstance(inner, dict):
            raise source.fault(("sections", title), _shown(inner), "a table", f"write [sections.'{title}']")
        if document is not None and not _is_in(title, document):
            hint = "a section is named by the words that its line begins with"
            raise source.fault(("sections", title), f"the section `{title}`", "one that the document has", hint)
        found.append((title, _settings(source, inner, ("sections", title))))
    return Side(_settings(source, values, ()), tuple(found))


def _is_in(title: str, document: Document) -> bool:
    return any(_plain(line).startswith(_plain(title)) for line in document.text.split("\n"))


def _settings(source: SideSource, values: Mapping[str, Any], keys: Keys) -> Settings:
    allowed = SETTINGS if keys else (*SETTINGS, "sections")
    for key in values:
        if key not in allowed:
            raise _unknown(source, (*keys, key), allowed)
    told = [one for key, value in _table(source, values, "symbols", keys) for one in _symbol(source, key, value, keys)]
    told += _conditions(source, values.get("conditions", []), (*keys, "conditions"))
    definitions, updates = (
        tuple(_definition(source, key, said, (*keys, table, key)) for key, said in _table(source, values, table, keys))
        for table in ("definitions", "updates")
    )
    rewrites = [
        _rewrite(source, key, value, (*keys, "rewrites", key))
        for key, value in _table(source, values, "rewrites", keys)
    ]
    objective = values.get("objective")
    return Settings(
        tuple(told),
        definitions,
        tuple(rewrites),
        updates,
        None
        if objective is None
        else _settled(source, _tree(source, objective, (*keys, "objective")), (*keys, "objective")),
        _data(source, values.get("data"), (*keys, "data")),
    )


def _unknown(source: SideSource, keys: Keys, allowed: Sequence[str]) -> SideFault:
    near = difflib.get_close_matches(keys[-1], allowed, 1)
    hint = f"did you mean `{near[0]}`?" if near else "the documentation of side files lists what is read"
    return source.fault(keys, f"the key `{keys[-1]}`", f"one of {', '.join(allowed)}", hint)


def _table(source: SideSource, values: Mapping[str, Any], key: str, keys: Keys) -> Iterator[tuple[str, Any]]:
    table = values.get(key, {})
    if not isinstance(table, dict):
        raise source.fault((*keys, key), _shown(table), "a table", f"write [{'.'.join((*keys, key))}] and a key a line")
    for name, value in table.items():
        yield str(name), value


def _shown(value: object) -> str:
    return f"`{str(value)[:60]}`"


def _string(source: SideSource, value: object, keys: Keys) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise source.fault(keys, _shown(value), "text", "LaTeX and words stand in single quotes")
    return value


def _tree(source: SideSource, value: object, keys: Keys) -> Row:
    """A formula. The fault of one that cannot be read says the place inside it."""
    latex = _string(source, value, keys)
    try:
        tree = parse(latex)
    except SyntaxFault as fault:
        raise source.fault(keys, f"{fault.found} in `{latex}`", fault.expected, fault.hint) from fault
    if not tree.items:
        raise source.fault(keys, "nothing", "a formula", "leave the key out, or say what it is")
    return tree


def _name(source: SideSource, key: str, keys: Keys) -> str:
    tree = _tree(source, key, keys)
    name = with_label(tree)
    if name is not None:
        return name.text
    if key.replace("_", "").isalnum() and key[0].isalpha():
        return key
    raise source.fault(keys, f"`{key}`", "a name such as x, \\theta_0 or \\vec{w}", "one name a line")


# --- values ------------------------------------------------------------------------------------


def _symbol(source: SideSource, key: str, value: object, outer: Keys) -> Iterator[Told]:
    keys = (*outer, "symbols", key)
    name = _name(source, key, keys)
    if isinstance(value, dict):
        for inner in value:
            if inner not in OF_A_SYMBOL:
                raise _unknown(source, (*keys, str(inner)), OF_A_SYMBOL)
        shape, kind, domain = (value.get(part) for part in ("shape", "kind", "domain"))
        if kind is None and shape is None and domain is None:
            raise source.fault(keys, "nothing", f"one of {', '.join(OF_A_SYMBOL)}", "say what the name is")
        if kind is not None or shape is not None:
            yield from _worded(source, name, _with_shape(source, kind, shape, keys), keys)
        if domain is not None:
            yield from _domain(source, name, key, _string(source, domain, keys), keys)
        return
    text = _string(source, value, keys)
    if "\\in" in text or "∈" in text:
        yield from _domain(source, name, key, text, keys)
    else:
        yield from _worded(source, name, text, keys)


def _with_shape(source: SideSource, kind: object, shape: object, keys: Keys) -> str:
    words = "" if kind is None else _string(source, kind, keys)
    if shape is None:
        return words
    sides = shape if isinstance(shape, list) else str(shape).replace("\\times", "×").split("×")
    if not 1 <= len(sides) <= 2:
        raise source.fault(keys, _shown(shape), "'m × n' or 'n'", "tensors are not read")
    if len(sides) == 1:
        sides = [*sides, 1]
    rows, columns = (_string(source, side, keys).strip() for side in sides)
    nouns = {"matrix", "vector", "matrices"} & set(words.split())
    return f"{rows} × {columns} {words if nouns else words + ' matrix'}".strip()


def _worded(source: SideSource, name: str, words: str, keys: Keys) -> Iterator[Told]:
    """The words of notes, read as they are: `m × n matrix`, `positive integer`, `function of x`."""
    pieces: list[Prose | Formula] = [Formula("q", 0, False), *_described(words)]
    found = [one for one in told_by_words(pieces).told if one.names == ("q",)]
    if words.strip() in {"data", "samples"}:
        found = [_as_data()]
    if not found:
        raise source.fault(keys, f"`{words}`", KINDS, "the words are those that notes use after “is”")
    for one in found:
        yield replace(one, names=(name,), why="the side file says so")


def _as_data() -> Told:
    return Told(("q",), "data", Kind.DATA)


def _described(words: str) -> Iterator[Prose | Formula]:
    """`is a(n) …`, with the formulas in it: between `$`, or a shape."""
    if "$" in words:
        for k, text in enumerate(words.split("$")):
            yield Prose(f" is {text}" if k == 0 else text, 1) if k % 2 == 0 else Formula(text, 1, False)
        return
    before, cross, after = words.replace("\\times", "×").partition("×")
    if not cross or not before.split() or not after.split():
        yield Prose(f" is {words}", 1)
        return
    *first, rows = before.split()
    columns, *rest = after.split()
    yield Prose(f" is {' '.join(first)} ", 1)
    yield Formula(f"{rows} \\times {columns}", 2, False)
    yield Prose(f" {' '.join(rest)}", 3)


def _domain(source: SideSource, name: str, key: str, domain: str, keys: Keys) -> Iterator[Told]:
    """`(0, 1)`, `\\in \\mathbb{R}^n`, `x > 0`: a set, or a comparison of the name."""
    relates = any(sign in domain for sign in ("<", ">", "\\le", "\\ge", "\\ne", "≤", "≥", "≠"))
    joined = "" if domain.strip().startswith(("\\in", "∈")) else r" \in "
    latex = domain if relates else f"{_latex_of(key, name)}{joined}{domain}"
    tree = _tree(source, latex, keys)
    try:
        told = told_by_comparison(statements(tree)) if relates else told_by_formula(statements(tree))
    except SyntaxFault as fault:
        raise source.fault(keys, f"{fault.found} in `{domain}`", fault.expected, fault.hint) from fault
    if not told:
        raise source.fault(keys, f"`{domain}`", "a set or a comparison", r"as in '(0, 1)', '\mathbb{R}^n' or 'x > 0'")
    yield from told


def _latex_of(key: str, name: str) -> str:
    return key if with_label(parse(key)) is not None else rf"\text{{{name}}}"


def _conditions(source: SideSource, values: object, keys: Keys) -> Iterator[Told]:
    texts = values if isinstance(values, list) else [values]
    for text in texts:
        latex = _string(source, text, keys)
        told = told_by_comparison(_statements(source, _tree(source, latex, keys), keys))
        if not told:
            raise source.fault(keys, f"`{latex}`", "a comparison such as x > 0", "one condition an entry")
        yield from told


def _statements(source: SideSource, tree: Row, keys: Keys) -> list[Statement]:
    try:
        return statements(tree)
    except SyntaxFault as fault:
        raise source.fault(keys, fault.found, fault.expected, fault.hint) from fault


def _settled(source: SideSource, tree: Row, keys: Keys) -> Settled:
    return Settled(tree, source.where(keys))


def _definition(source: SideSource, key: str, value: object, keys: Keys) -> Settled:
    _tree(source, key, keys)
    _tree(source, value, keys)
    tree = _tree(source, f"{key} = {_string(source, value, keys)}", keys)
    found = _statements(source, tree, keys)
    if len(found) != 1 or len(found[0].parts) != 2 or not 1 <= len(found[0].parts[0].items) <= 2:
        raise source.fault(keys, f"`{key}`", "a name, or a function at names such as h(x)", "one definition a line")
    if with_label(found[0].parts[0].items[0]) is None:
        raise source.fault(keys, f"`{key}`", "a name, or a function at names such as h(x)", "one definition a line")
    return _settled(source, tree, keys)


def _rewrite(source: SideSource, key: str, value: object, keys: Keys) -> Rewrite:
    return Rewrite(_tree(source, key, keys), _tree(source, value, keys))


def _data(source: SideSource, value: object, keys: Keys) -> tuple[Basic, Basic] | None:
    if value is None:
        return None
    ends = value if isinstance(value, list) else [1, value]
    if len(ends) != 2:
        raise source.fault(keys, _shown(value), "'m' or ['1', 'm']", "say where the data begin and end")
    low, high = (_size(source, end, keys) for end in ends)
    return low, high


def _size(source: SideSource, value: object, keys: Keys) -> Basic:
    tree = _tree(source, value, keys)
    try:
        return size(tree.items, tree.span)
    except SyntaxFault as fault:
        raise source.fault(keys, fault.found, fault.expected, fault.hint) from fault
