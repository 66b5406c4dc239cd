"""Names and powers: what subscripts and superscripts say of what they stand on."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Derivative, Integer
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.read.brackets import paired
from checker.read.building import is_matrix, multiplied, raised
from checker.read.cursor import Cursor, base_text, fault, items_of, parted
from checker.read.ledger import Kind, Meaning, function, whole
from checker.read.names import GREEK, Name, label_of, labelled, name_of, with_label
from checker.read.spacing import bare
from checker.written import Command, Fence, Node, Row, Scripts, Span, Token

TRANSPOSES = frozenset(("T", "\\top", "\\intercal", "⊤", "\\mathsf{T}"))
PRIMES = frozenset(("'", "\\prime"))


# --- names with scripts --------------------------------------------------------------------------


def subscripted(reader: Cursor, name: Name, below: Node) -> Basic | Name:
    """x_i, A_{ij}, θ_0: an entry, data at an index, or the name that base and label make together."""
    meaning = reader.ledger.meaning(name.text)
    label = label_of(below)
    full = labelled(name, label) if label is not None else None
    if full is not None and reader.ledger.meaning(full.text) is not None:
        return full
    if meaning is not None and (variables := partials(meaning, name, label)):
        return _partial(reader, meaning, variables, below.span)
    if name.text == "delta" and _is_free(reader, name, meaning) and len(found := indices(reader, below)) == 2:
        reader.remark(below.span, "δ with two indices is 1 where they are equal, else 0 (Kronecker)")
        return sympy.KroneckerDelta(*found)
    if label is not None and (matrix := _matrix_of(reader, name)) is not None and len(indices(reader, below)) == 2:
        reader.remark(below.span, f"{name.text} with two indices is read as an entry of {matrix}")
        return entry(reader, matrix, below)
    if meaning is not None and meaning.kind is Kind.DATA:
        word = name_of(below) if isinstance(below, Row | Command) else None
        if full is not None and word is not None and len(word.text) > 1 and word.text not in GREEK:
            return full  # x_max is no item of the data
        return meaning.object[tuple(indices(reader, below))]
    if meaning is not None and meaning.kind is Kind.MATRIX and (full is None or not _is_number(meaning.object)):
        return entry(reader, meaning.object, below)
    if full is None or mentions_index(reader, below):
        return sympy.IndexedBase(name.text, real=True)[tuple(indices(reader, below))]
    return full


def partials(meaning: Meaning, name: Name, label: str | None) -> tuple[Basic, ...]:
    """What f_x and f_{xy} are taken by, of a function f(x, y); nothing where the letters are not all its arguments."""
    known = {str(argument): argument for argument in meaning.arguments}
    if meaning.kind is not Kind.FUNCTION or len(known) < 2 or label is None or name.bold:
        return ()
    letters = [label] if label in known else list(label)
    return tuple(known[letter] for letter in letters) if all(letter in known for letter in letters) else ()


def _partial(reader: Cursor, meaning: Meaning, variables: Sequence[Basic], span: Span) -> Basic:
    """The derivative, at the place that a bracket behind it gives."""
    value = Derivative(meaning.object(*meaning.arguments), *variables, evaluate=False)
    reader.remark(span, f"the subscript is a derivative by {', '.join(map(str, variables))}")
    fence = reader.peek()
    if not isinstance(fence, Fence) or fence.opening != "(":
        return value
    parts = parted(bare(fence.body.items), (",",))
    if len(parts) != len(meaning.arguments):
        return value
    reader.take()
    places = tuple(reader.over(part, fence.span) for part in parts)
    return value if places == meaning.arguments else sympy.Subs(value, meaning.arguments, places)


def _is_free(reader: Cursor, name: Name, meaning: Meaning | None) -> bool:
    """Is nothing said of a name but that it has indices?"""
    defined = any(
        isinstance(known, sympy.Indexed) and str(known.base) == name.text for known, _ in reader.ledger.definitions
    )
    return not defined and (meaning is None or meaning.kind is Kind.DATA)


def _matrix_of(reader: Cursor, name: Name) -> Basic | None:
    """The matrix A whose entries a_{ij} are, where a is nothing else."""
    meaning = reader.ledger.meaning(name.text)
    if not name.text.islower() or len(name.text) != 1 or (meaning is not None and meaning.kind is not Kind.DATA):
        return None
    matrix = reader.ledger.meaning(name.text.upper())
    return matrix.object if matrix is not None and matrix.kind is Kind.MATRIX else None


def mentions_index(reader: Cursor, below: Node) -> bool:
    """Does the index of a sum around stand in a script?"""
    names = [with_label(item) for item in items_of(below)]
    return any(name is not None and name.text in reader.ledger.bound for name in names)


def indices(reader: Cursor, below: Node) -> list[Basic]:
    """The indices of a subscript: i, j in A_{ij} and A_{i,j}."""
    parts = parted(items_of(below), (",",))
    if len(parts) == 1 and len(parts[0]) > 1 and all(name_of(item) or _is_digit(item) for item in parts[0]):
        parts = [[item] for item in parts[0]]
    return [_index(reader, part, below.span) for part in parts]


def _two_digits(node: Node) -> bool:
    return isinstance(node, Token) and node.kind == "number" and len(node.text) == 2 and "." not in node.text


def _is_digit(node: Node) -> bool:
    return isinstance(node, Token) and node.kind == "number" and len(node.text) == 1


def _index(reader: Cursor, items: Sequence[Node], span: Span) -> Basic:
    name = name_of(items[0]) if len(items) == 1 else None
    if name is not None and reader.ledger.meaning(name.text) is None:
        return whole(name.text)
    return reader.over(items, span)


def entry(reader: Cursor, matrix: Basic, below: Node) -> Basic:
    """An entry of a vector or matrix; they count from 1, SymPy's from 0."""
    found = [sympy.expand(index - 1) for index in _fitting(reader, matrix, below)]
    if len(found) == 1:
        if 1 not in matrix.shape:
            raise fault(below.span, "one index of a matrix", "two, as in A_{ij}", "one index tells no entry")
        found = [found[0], Integer(0)] if matrix.shape[1] == 1 else [Integer(0), found[0]]
    if len(found) != 2:
        raise fault(below.span, "more than two indices", "one or two", "a matrix has rows and columns")
    if not matrix.valid_index(found[0], found[1]):
        size = " × ".join(map(str, matrix.shape))
        raise fault(below.span, "an index beyond the last", f"an entry of {size}", "indices count from 1")
    return matrix[found[0], found[1]]


def _is_number(matrix: Basic) -> bool:
    """s = qᵀk is a number; s_1 and s_2 are two such, and no entries of it."""
    return tuple(matrix.shape) == (1, 1)


def _fitting(reader: Cursor, matrix: Basic, below: Node) -> list[Basic]:
    """A_{12} are two indices of a matrix, and x_{12} one of a vector."""
    items = items_of(below)
    if 1 not in matrix.shape and len(items) == 1 and isinstance(items[0], Token) and _two_digits(items[0]):
        return [Integer(digit) for digit in items[0].text]
    return indices(reader, below)


def layer_of(above: Node | None) -> str | None:
    """The (k) of w^{(k)}: a layer, a sample or a step of an iteration, as text; None for a power."""
    fence = layer_fence(above)
    return label_of(fence.body) if fence is not None else None


def layer_fence(above: Node | None) -> Fence | None:
    """The bracket that is all of a superscript."""
    items = items_of(above)
    if not items or (base_text(items[0]) != "(" and not isinstance(items[0], Fence)):
        return None
    whole = paired(items)
    fence = whole[0]
    return fence if len(whole) == 1 and isinstance(fence, Fence) and fence.opening == "(" else None


def layered(reader: Cursor, name: Name, node: Scripts) -> Basic | Name:
    """w^{(1)}, x^{(i)}, x_j^{(i)}: superscripts in brackets number things and are no powers."""
    label, fence = layer_of(node.above), layer_fence(node.above)
    assert label is not None
    assert fence is not None
    base = Name(f"{name.text}^()", name.bold)
    full = Name(f"{name.text}^({label})", name.bold)
    if node.below is not None:
        inside = label_of(node.below)
        bound = mentions_index(reader, node.below) or mentions_index(reader, fence.body)
        if inside is not None and not bound:
            meaning = reader.ledger.meaning(full.text)
            if meaning is not None and meaning.kind is Kind.MATRIX:
                return entry(reader, meaning.object, node.below)
            return labelled(full, inside)
        found = (*indices(reader, node.below), *indices(reader, fence.body))
        return sympy.IndexedBase(base.text, real=True)[found]
    if mentions_index(reader, fence.body) or reader.ledger.meaning(base.text) is not None:
        return sympy.IndexedBase(base.text, real=True)[tuple(indices(reader, fence.body))]
    return full


# --- powers --------------------------------------------------------------------------------------


def powered(reader: Cursor, value: Basic, node: Scripts) -> Basic:
    """A value with the superscript of a node on it."""
    above = node.above
    if above is None:
        return value
    items = bare(items_of(above))
    texts = [text for item in items if (text := _sign_of(item)) is not None]
    texts = texts if len(texts) == len(items) < 4 else []
    if len(texts) == 1 and texts[0] in TRANSPOSES and _is_tuple(node.base):
        return value  # (1, 2, 3)^T is the column that (1, 2, 3) is read as
    transposed = _transposed(value, texts)
    if transposed is not None:
        return transposed
    if len(texts) == 1 and texts[0] in TRANSPOSES and not is_known(reader, value, texts[0]):
        raise fault(
            above.span, "a transpose of a number", "a vector or matrix", "say what it is: $x \\in \\mathbb{R}^n$"
        )
    order, rest = primes(above)
    if order:
        value = primed_expression(reader, value, order, above)
        return value if not rest else raised(value, reader.over(rest, above.span))
    if texts in (["*"], ["\\ast"]):
        raise fault(above.span, "a star", "a power", "write \\overline{…} for the conjugate, or give it its own name")
    if layer_fence(above) is not None and value.atoms(AppliedUndef):
        raise fault(above.span, "an order in brackets", "an order on the function itself", "write f^{(n)}(x)")
    if texts == ["\\dagger"] or (texts == ["H"] and is_matrix(value)):
        raise fault(above.span, "a dagger", "^T", "conjugate transposes are not read; of a real matrix write ^T")
    if texts == ["\\circ"]:
        return multiplied((value, sympy.pi / 180))
    if texts in (["+"], ["-"]):
        raise fault(above.span, f"a lone `{texts[0]}`", "a power", "a one-sided value is written with lim")
    if (
        texts == ["c"]
        and isinstance(value, sympy.Symbol)
        and value.name[:1].isupper()
        and reader.ledger.meaning("c") is None
    ):
        raise fault(above.span, "a complement", "a power", "complements are read inside P(…) only")
    exponent = reader.inner(above)
    if is_matrix(value) and value.is_square is False and tuple(value.shape) != (1, 1):
        raise fault(above.span, "a power of a matrix that is not square", "a square matrix", "see its rows and columns")
    if is_matrix(exponent):
        raise fault(above.span, "a matrix as exponent", "a number", "write exp(A) for the exponential of a matrix")
    return raised(value, exponent)


def _is_tuple(base: Node | None) -> bool:
    return isinstance(base, Fence) and base.opening == "(" and len(parted(bare(base.body.items), (",",))) > 1


def _sign_of(item: Node) -> str | None:
    """The text of a sign; of an upright T that of ⊤."""
    if isinstance(item, Command) and item.name in {"mathrm", "mathsf", "text", "textrm", "mathtt", "operatorname"}:
        name = name_of(item)
        return {"T": "\\top", "H": "\\dagger"}.get(name.text) if name is not None else None
    return item.text if isinstance(item, Token) else None


def _transposed(value: Basic, texts: list[str]) -> Basic | None:
    last = texts[-1:]
    if not is_matrix(value):
        return value if value.is_number and len(texts) == 1 and texts[0] in TRANSPOSES else None
    if texts in (["'"], ["\\prime"]) or (len(texts) == 1 and texts[0] in TRANSPOSES):
        return sympy.Transpose(value)
    if texts[:1] == ["-"] and len(texts) == 2 and last[0] in TRANSPOSES:
        return sympy.Transpose(sympy.Inverse(value))
    return None


def is_known(reader: Cursor, value: Basic, exponent: str) -> bool:
    """Is x^T a power of T, as where T is a number that was spoken of, or stands in x too?"""
    return exponent == "T" and (reader.ledger.meaning("T") is not None or not isinstance(value, sympy.Symbol))


# --- primes --------------------------------------------------------------------------------------


def primes(above: Node | None) -> tuple[int, tuple[Node, ...]]:
    """How many primes a superscript begins with, and the rest of it."""
    items = items_of(above)
    count = 0
    while count < len(items) and isinstance(items[count], Token) and items[count].text in PRIMES:  # type: ignore[union-attr]
        count += 1
    return count, tuple(items[count:])


def primed(reader: Cursor, meaning: Meaning, arguments: Sequence[Basic], order: Basic) -> Basic:
    """The derivative of a function of one argument, at what it is taken at."""
    value = meaning.object(*arguments)
    if order == 0:
        return value
    if len(arguments) != 1:
        raise fault(reader.span, "a prime", "a function of one argument", "write the derivative with ∂")
    (argument,) = arguments
    if isinstance(argument, sympy.Symbol) and not _is_place(reader, meaning, argument):
        return Derivative(value, (argument, order), evaluate=False)
    inside = sympy.Dummy("t", real=True)
    return sympy.Subs(Derivative(meaning.object(inside), (inside, order)), inside, argument)


def _is_place(reader: Cursor, meaning: Meaning, argument: sympy.Symbol) -> bool:
    """w₀ of f′(w₀), where f is a function of w, or a name that has a value: the derivative is taken there."""
    if argument in meaning.arguments:
        return False
    marked = any(str(argument).startswith(f"{parameter}_") for parameter in meaning.arguments)
    return marked or any(argument == name for name, _ in reader.ledger.definitions)


def primed_expression(reader: Cursor, value: Basic, order: int, place: Node) -> Basic:
    """(x² + 1)′: the derivative by the one name that stands in it, or by what its functions are taken at."""
    applied = value.atoms(AppliedUndef)
    names = {name for one in applied for name in one.args} or value.free_symbols
    if len(names) != 1 or is_matrix(value) or isinstance(value, sympy.Symbol):
        raise fault(place.span, "a prime", "a function", "only functions have derivatives; say by what: d/dx")
    (name,) = names
    if not isinstance(name, sympy.Symbol):
        raise fault(place.span, "a prime", "a function of one name", "write the derivative with d/dx")
    reader.remark(place.span, f"the prime is a derivative by {name}")
    return Derivative(value, (name, order), evaluate=False)


def unknown_function(name: str) -> Meaning:
    """A function of which only the notation tells."""
    return Meaning(Kind.FUNCTION, function(name), "it is written as a function")
