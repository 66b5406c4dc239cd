"""What a formula declares of names: x ∈ ℝⁿ, A ∈ ℝ^{m×n}, p ∈ (0, 1), f: ℝ → ℝ, and conditions such as a ≠ 0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import sympy
from sympy import And, Eq, Ge, Gt, Integer, Le, Lt, MatMul, Or, Transpose
from sympy.core.basic import Basic

from checker.read.brackets import BARS, paired
from checker.read.building import is_matrix, is_number
from checker.read.expression import read_as
from checker.read.ledger import Kind, Ledger, Meaning
from checker.read.names import Name, label_of, name_of, with_label
from checker.read.spacing import spaceless
from checker.read.statements import Part, Statement, statements
from checker.read.syntax import SyntaxFault, parse
from checker.read.told import Condition, Told, extent
from checker.written import Command, Fence, Macros, Node, Row, Scripts, Span, Token

COMPARISONS = {"<": Lt, "<=": Le, ">": Gt, ">=": Ge, "!=": sympy.Ne}
FIELDS = {"ℝ": "R", "ℕ": "N", "ℤ": "Z", "ℂ": "C", "ℚ": "Q"}
DOTS = frozenset(("\\dots", "\\ldots", "\\cdots", "\\dotsc", "…", "⋯"))
TIMES = frozenset(("\\times", "×"))


def told_by_formula(found: Sequence[Statement]) -> list[Told]:
    """What the statements of one formula declare by ∈ and →. Raises SyntaxFault where a set cannot be read."""
    told: list[Told] = []
    for k, statement in enumerate(found):
        relation = statement.links[0].relation if statement.links else None
        if relation == "in":
            told += _member(_names_before(found, k), statement)
        elif relation in {"to", "maps"}:
            told += _mapping(statement)
        elif length := enumerated(found[k:]):
            told.append(_enumeration(found[k : k + length]))
    return told


def enumerated(found: Sequence[Statement]) -> int:
    """How many statements n = 1, 2, 3, … or k = 0, …, n takes, which says what n runs through; 0 for any other."""
    first = found[0]
    if len(first.links) != 1 or first.links[0].relation != "=" or _lone(first.parts[0]) is None:
        return 0
    if not _is_whole(first.parts[1].items):
        return 0
    length, dotted = 1, False
    for statement in found[1:]:
        if statement.links or statement.joined != "," or statement.arrow:
            break
        items = statement.parts[0].items
        dots = len(items) == 1 and is_dots(items[0])
        if not (dots or dotted or _is_whole(items)):
            break
        length += 1
        if dotted:
            break
        dotted = dots
    return length if any(is_dots(item) for each in found[1:length] for item in each.parts[0].items) else 0


def _is_whole(items: Sequence[Node]) -> bool:
    return len(items) == 1 and isinstance(items[0], Token) and items[0].text.isdigit()


def _enumeration(found: Sequence[Statement]) -> Told:
    name, low = _lone(found[0].parts[0]), found[0].parts[1]
    assert name is not None
    last = found[-1].parts[0]
    ends = not is_dots(last.items[0])

    def holds(ledger: Ledger, objects: tuple[Basic, ...]) -> Basic:
        bounds = [Ge(objects[0], read_as(low.items, ledger, low.span).value, evaluate=False)]
        if ends:
            bounds.append(Le(objects[0], read_as(last.items, ledger, last.span).value, evaluate=False))
        return bounds[0] if len(bounds) == 1 else And(*bounds)

    return _told(name.text, _Set(Kind.INTEGER, holds=(holds,)))


def told_by_comparison(found: Sequence[Statement], of_any: bool = False) -> list[Told]:
    """What comparisons of names with values declare: `x, y > 0` is told of both, `0 < p < 1` of p.

    `of_any` takes those of other expressions too, such as |r| < 1.
    """
    told: list[Told] = []
    for k, statement in enumerate(found):
        if is_comparison(statement) or (of_any and compares(statement)):
            told += [_compared(statement, extra) for extra in (None, *_lone_before(found, k))]
    return told


def compares(statement: Statement) -> bool:
    """Is a statement a chain of <, ≤, >, ≥ and ≠?"""
    return bool(statement.links) and all(link.relation in COMPARISONS for link in statement.links)


def is_comparison(statement: Statement) -> bool:
    """Does a statement compare a name: x > 0, 0 < p < 1, r ≠ 1?"""
    return compares(statement) and any(_lone(part) is not None for part in statement.parts)


def of_sizes(statement: Statement) -> Statement:
    """|x| < 2 as x < 2: the names whose sizes are compared."""
    return replace(statement, parts=tuple(map(_without_bars, statement.parts)))


def _without_bars(part: Part) -> Part:
    only = part.items[0] if len(part.items) == 1 else None
    return replace(part, items=only.body.items) if isinstance(only, Fence) and only.opening in BARS else part


def comparison(statement: Statement, ledger: Ledger) -> Basic | None:
    """The condition that a chain of comparisons is, None where it is no such chain. Raises SyntaxFault."""
    allowed = {**COMPARISONS, "=": Eq}
    if not statement.links or any(link.relation not in allowed for link in statement.links):
        return None
    values = [read_as(part.items, ledger, part.span).value for part in statement.parts]
    pairs = zip(values, statement.links, values[1:], strict=False)
    return And(*(_related(allowed[link.relation], a, b) for a, link, b in pairs))


def _related(head: type, left: Basic, right: Basic) -> Basic:
    """A relation of numbers; of a vector only v ≠ 0 is one, which is vᵀv ≠ 0."""
    if is_number(left) and is_number(right):
        return head(left, right, evaluate=False)
    vector, other = (left, right) if is_matrix(left) else (right, left)
    if head is sympy.Ne and other == 0 and vector.shape[1] == 1:
        return sympy.Ne(MatMul(Transpose(vector), vector), Integer(0), evaluate=False)
    return sympy.Predicate("is compared")(vector)


def _compared(statement: Statement, extra: Part | None) -> Told:
    """The comparison, or the same of another name that a comma joins to it."""
    if extra is not None:
        statement = replace(statement, parts=(extra, *statement.parts[1:]))
    names = tuple(name.text for part in statement.parts if (name := _lone(part)) is not None)
    names = names or tuple(dict.fromkeys(name for part in statement.parts for name in _all_names(part.items)))

    def holds(ledger: Ledger, _: tuple[Basic, ...]) -> Basic:
        found = comparison(statement, ledger)
        return sympy.true if found is None else found

    kind = Kind.SCALAR if names == ("e",) else None  # of Euler's number nobody says that it is positive
    return Told(names, "it is compared", kind, holds=(holds,))


# --- names -------------------------------------------------------------------------------------


def _lone(part: Part) -> Name | None:
    return with_label(part.items[0]) if len(part.items) == 1 else None


def _lone_before(found: Sequence[Statement], k: int) -> Iterator[Part]:
    """The names that commas join to the k-th statement: x of `x, y > 0`."""
    while k > 0 and found[k].joined == "," and not found[k - 1].links and _lone(found[k - 1].parts[0]) is not None:
        k -= 1
        yield found[k].parts[0]


def _names_before(found: Sequence[Statement], k: int) -> list[Part]:
    """The names declared with the k-th statement, dots between them included."""
    parts = [found[k].parts[0]]
    while k > 0 and found[k].joined == "," and not found[k - 1].links:
        k -= 1
        parts.insert(0, found[k].parts[0])
    return parts


def listed(parts: Sequence[Part]) -> tuple[list[Name], tuple[str, Node] | None]:
    """The names in a list, and of x_1, …, x_n the name x with the n it runs to."""
    dots = [k for k, part in enumerate(parts) if len(part.items) == 1 and is_dots(part.items[0])]
    if dots:
        ends = [part.items[0] if len(part.items) == 1 else None for part in (parts[0], parts[-1])]
        return [], run(*ends)
    return [name for part in parts for name in _in_part(part)], None


def _in_part(part: Part) -> Iterator[Name]:
    lone = _lone(part)
    if lone is not None:
        yield lone


def is_dots(node: Node) -> bool:
    """Does a node stand for what is left out?"""
    return isinstance(node, Token) and node.text in DOTS


def run(one: Node | None, other: Node | None) -> tuple[str, Node] | None:
    """x and n of the ends x_1 and x_n of a run; None where they are no ends of one."""
    if not all(isinstance(end, Scripts) and end.below is not None for end in (one, other)):
        return None
    assert isinstance(one, Scripts)
    assert isinstance(other, Scripts)
    assert other.below is not None
    names = name_of(one.base), name_of(other.base)
    if names[0] is None or names[0] != names[1] or label_of(one.below) != "1":
        return None
    return names[0].text, other.below


# --- sets --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Set:
    """What a name's being in a set says of it."""

    kind: Kind
    rows: Basic | None = None
    columns: Basic | None = None
    holds: tuple[Condition, ...] = ()
    object: str = ""  # the SymPy assumption of names that are neither real nor whole


def _member(parts: Sequence[Part], statement: Statement) -> list[Told]:
    span = statement.parts[1].span
    found = _set(statement.parts[1].items, span)
    names, run = listed(parts)
    if run is not None:
        return [_data(run, found)]
    if len(statement.links) > 1 and not is_comparison(
        replace(statement, links=statement.links[1:], parts=statement.parts[1:])
    ):
        raise SyntaxFault(
            statement.links[1].span.start, "a second relation", "the end", "write one declaration at a time"
        )
    return [_told(name.text, found) for name in names]


def _told(name: str, found: _Set) -> Told:
    made = sympy.Symbol(name, complex=True) if found.object == "complex" else None
    return Told((name,), "it is declared", found.kind, found.rows, found.columns, object=made, holds=found.holds)


def _data(run: tuple[str, Node], found: _Set) -> Told:
    if found.kind is Kind.MATRIX:
        raise SyntaxFault(
            run[1].span.start, "data of vectors", "data of numbers", "rows of vectors are read as one matrix X"
        )
    return Told((run[0],), "it is data", Kind.DATA)


def _set(items: Sequence[Node], span: Span) -> _Set:
    """Raises SyntaxFault where the set is not one of those read."""
    items = tuple(spaceless(paired(items)))
    if len(items) != 1:
        union = _union(items, span)
        if union is not None:
            return union
        raise SyntaxFault(span.start, "this set", "ℝ, ℝⁿ, ℕ, ℤ, an interval or {a, b}", "this set is not read")
    (node,) = items
    base = node.base if isinstance(node, Scripts) else node
    if isinstance(base, Fence) and not isinstance(node, Scripts):
        return _braces(base) if base.opening in {"\\{", "\\lbrace"} else _interval(base)
    field = _field(base)
    if field is None:
        raise SyntaxFault(span.start, "this set", "ℝ, ℝⁿ, ℕ, ℤ, an interval or {a, b}", "this set is not read")
    below = node.below if isinstance(node, Scripts) else None
    above = node.above if isinstance(node, Scripts) else None
    return _of_field(field, below, above, span)


def _field(node: Node | None) -> str | None:
    if isinstance(node, Command) and node.name in {"mathbb", "mathbf", "mathrm", "Bbb"} and len(node.arguments) == 1:
        (argument,) = node.arguments
        token = argument.items[0] if isinstance(argument, Row) and len(argument.items) == 1 else argument
        return token.text if isinstance(token, Token) and token.text in FIELDS.values() else None
    if isinstance(node, Token):
        return FIELDS.get(node.text, node.text if node.text == "R" else None)
    return None


def _of_field(field: str, below: Node | None, above: Node | None, span: Span) -> _Set:
    sign = _sign(below) or _sign(above)
    shape = None if above is None or _sign(above) else _shape(above)
    if below is not None and _sign(below) is None and label_of(below) != "0":
        raise SyntaxFault(below.span.start, "this subscript", "+, >0 or 0", "this set is not read")
    if field == "R":
        if shape is not None:
            holds = () if sign is None else (_entries(sign),)
            return _Set(Kind.MATRIX, *shape, holds)
        return _Set(Kind.SCALAR, holds=() if sign is None else (_signed(sign),))
    if shape is not None:
        raise SyntaxFault(span.start, "this set", "ℝⁿ", "vectors of other than real numbers are not read")
    if field == "N":
        low = 0 if label_of(below) == "0" else 1
        return _Set(Kind.INTEGER, holds=(lambda _, objects: Ge(objects[0], Integer(low), evaluate=False),))
    if field == "Z":
        return _Set(Kind.INTEGER, holds=() if sign is None else (_signed(">0" if sign == "+" else sign),))
    if field == "Q":
        return _Set(Kind.SCALAR, holds=(lambda _, objects: sympy.Q.rational(objects[0]),))
    return _Set(Kind.SCALAR, object="complex")


def _sign(node: Node | None) -> str | None:
    """`+`, `>0`, `\\ge 0`, `*` on ℝ: the relation to 0."""
    if node is None:
        return None
    items = node.items if isinstance(node, Row) else (node,)
    texts = [item.text for item in items if isinstance(item, Token) and item.kind != "space"]
    known = {"+": "+", ">0": ">0", "\\gt0": ">0", "++": ">0", "\\ge0": ">=0", "\\geq0": ">=0", "≥0": ">=0", "-": "-"}
    known |= {"<0": "<0", "\\le0": "<=0", "\\leq0": "<=0", "*": "!=0", "\\neq0": "!=0", "\\ne0": "!=0", "\\ast": "!=0"}
    return known.get("".join(texts)) if len(texts) == len(items) else None


def _signed(sign: str) -> Condition:
    """ℝ₊ is read as ℝ_{>0}: x ∈ ℝ₊ is mostly declared where x divides or its logarithm is taken."""
    head = {"+": Gt, ">0": Gt, ">=0": Ge, "-": Lt, "<0": Lt, "<=0": Le, "!=0": sympy.Ne}[sign]
    return lambda _, objects: head(objects[0], Integer(0), evaluate=False)


def _entries(sign: str) -> Condition:
    """A sign of every entry: no procedure reads it, so that nothing is refuted by entries of another sign."""
    return lambda _, objects: sympy.Predicate(f"has entries {sign}")(objects[0])


def _shape(above: Node) -> tuple[Basic, Basic]:
    """n or m×n. Raises SyntaxFault where it is neither."""
    items = [item for item in (above.items if isinstance(above, Row) else (above,)) if not _is_space(item)]
    places = [k for k, item in enumerate(items) if isinstance(item, Token) and item.text in TIMES]
    if len(places) > 1:
        raise SyntaxFault(above.span.start, "three extents", "n or m×n", "tensors are not read")
    if not places:
        return size(items, above.span), Integer(1)
    return size(items[: places[0]], above.span), size(items[places[0] + 1 :], above.span)


def size(items: Sequence[Node], span: Span) -> Basic:
    """A number of rows or columns: a number, a name, or a sum or product of such."""
    ledger = Ledger()
    for name in _all_names(items):
        ledger = ledger.with_meaning(name, _extent_meaning(name))
    return sympy.expand(read_as(items, ledger, span).value)


def _extent_meaning(name: str) -> Meaning:
    return Meaning(Kind.INTEGER, extent(name), "it is a number of rows or columns")


def _all_names(items: Sequence[Node]) -> Iterator[str]:
    for item in items:
        name = with_label(item)
        if name is not None:
            yield name.text
        elif isinstance(item, Fence):
            yield from _all_names(item.body.items)
        elif isinstance(item, Row):
            yield from _all_names(item.items)
        elif isinstance(item, Scripts) and item.base is not None:
            yield from _all_names((item.base,))


def shape_of(items: Sequence[Node], span: Span) -> tuple[Basic, Basic] | None:
    """What `m \\times n` is as a shape, None where it is no shape."""
    plain = [item for item in items if not _is_space(item)]
    places = [k for k, item in enumerate(plain) if isinstance(item, Token) and item.text in TIMES]
    if len(places) != 1 or places[0] == 0 or places[0] == len(plain) - 1:
        return None
    try:
        return size(plain[: places[0]], span), size(plain[places[0] + 1 :], span)
    except SyntaxFault:
        return None


def _is_space(node: Node) -> bool:
    return isinstance(node, Token) and node.kind == "space"


# --- intervals and finite sets -----------------------------------------------------------------


def _interval(fence: Fence) -> _Set:
    ends = _parted(fence.body.items)
    if fence.opening not in {"(", "["} or fence.closing not in {")", "]"} or len(ends) != 2:
        raise SyntaxFault(fence.span.start, "this set", "an interval such as [0, 1)", "this set is not read")

    def holds(ledger: Ledger, objects: tuple[Basic, ...]) -> Basic:
        low, high = (read_as(end, ledger, fence.body.span).value for end in ends)
        conditions = []
        if low != -sympy.oo and low != sympy.Mul(-1, sympy.oo, evaluate=False):
            conditions.append((Ge if fence.opening == "[" else Gt)(objects[0], low, evaluate=False))
        if high != sympy.oo:
            conditions.append((Le if fence.closing == "]" else Lt)(objects[0], high, evaluate=False))
        return And(*conditions)

    return _Set(Kind.SCALAR, holds=(holds,))


def _braces(fence: Fence) -> _Set:
    members = _parted(fence.body.items)
    dots = [k for k, member in enumerate(members) if len(member) == 1 and is_dots(member[0])]
    if dots:
        return _range(members, fence)

    def holds(ledger: Ledger, objects: tuple[Basic, ...]) -> Basic:
        values = [read_as(member, ledger, fence.body.span).value for member in members]
        return Or(*(Eq(objects[0], value, evaluate=False) for value in values))

    whole_numbers = all(
        len(member) == 1 and isinstance(member[0], Token) and member[0].text.isdigit() for member in members
    )
    return _Set(Kind.INTEGER if whole_numbers else Kind.SCALAR, holds=(holds,))


def _range(members: Sequence[Sequence[Node]], fence: Fence) -> _Set:
    """{1, 2, …, n}."""

    def holds(ledger: Ledger, objects: tuple[Basic, ...]) -> Basic:
        low, high = (read_as(member, ledger, fence.body.span).value for member in (members[0], members[-1]))
        return And(Ge(objects[0], low, evaluate=False), Le(objects[0], high, evaluate=False))

    return _Set(Kind.INTEGER, holds=(holds,))


def _union(items: Sequence[Node], span: Span) -> _Set | None:
    """ℝ \\ {0}: all but some numbers."""
    cut = next(
        (k for k, item in enumerate(items) if isinstance(item, Token) and item.text in {"\\setminus", "\\backslash"}),
        None,
    )
    if cut is None or len(items) != cut + 2 or not isinstance(items[cut + 1], Fence):
        return None
    whole_set, taken = _set(items[:cut], span), items[cut + 1]
    assert isinstance(taken, Fence)
    members = _parted(taken.body.items)

    def holds(ledger: Ledger, objects: tuple[Basic, ...]) -> Basic:
        values = [read_as(member, ledger, taken.body.span).value for member in members]
        return And(*(sympy.Ne(objects[0], value, evaluate=False) for value in values))

    return replace(whole_set, holds=(*whole_set.holds, holds))


def _parted(items: Sequence[Node]) -> list[list[Node]]:
    parts: list[list[Node]] = [[]]
    for item in items:
        if isinstance(item, Token) and item.text in {",", ";"}:
            parts.append([])
        elif not _is_space(item):
            parts[-1].append(item)
    return parts


# --- functions ---------------------------------------------------------------------------------


def _mapping(statement: Statement) -> list[Told]:
    """f: ℝ → ℝ."""
    first = statement.parts[0].items
    has_colon = len(first) > 2 and isinstance(first[1], Token) and first[1].text == ":"
    if not has_colon and (statement.links[0].relation != "maps" or len(first) != 1):
        return []
    name = with_label(first[0])
    return [] if name is None else [Told((name.text,), "it is declared as a map", Kind.FUNCTION)]


def statements_of(latex: str, macros: Macros | None = None) -> list[Statement]:
    """The statements of a formula, none where it cannot be read: it is reported where it is read as a formula."""
    try:
        return statements(parse(latex, macros))
    except SyntaxFault:
        return []
