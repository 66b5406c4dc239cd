"""Gradients and Hessians of scalars in vectors and matrices, by differentials: df = tr(Gᵀ dX) gives the gradient G.

Magnus and Neudecker 2019, "Matrix Differential Calculus", ch. 8 and 9; Petersen and Pedersen 2012, "The Matrix
Cookbook", §2. Denominator layout: the gradient has the shape of the variable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sympy import Basic, Expr, MatrixSymbol, preorder_traversal

from checker.decide.matrices.dense import Dense
from checker.decide.matrices.letters import Property
from checker.decide.matrices.matrix_form import (
    Unsupported,
    add,
    inverted,
    multiply,
    normal_form,
    noted,
    of_word,
    scaled,
    subtract,
    trace,
    transpose,
    with_notes,
)
from checker.decide.matrices.redeclared import redeclared
from checker.decide.matrices.scalar_form import (
    Generator,
    Reciprocal,
    Root,
    Scalar,
    constant,
    inverse,
    variable,
)
from checker.decide.matrices.words import (
    ONE,
    Applied,
    Atom,
    Cycle,
    Det,
    InverseOf,
    Kron,
    Letter,
    MatrixSum,
    Opaque,
    Power,
    Properties,
    Word,
    definite_word,
    flipped,
    gram_factor,
    identity,
    nonzero_condition,
    rank_condition,
    union,
    zero,
)
from checker.objects import Gradient, Jacobian

SLOPES: Mapping[str, Callable[[Applied], Scalar]] = {
    "log": lambda applied: inverse(applied.arguments[0]),
    "exp": variable,
    "sin": lambda applied: _applied("cos", applied),
    "cos": lambda applied: -_applied("sin", applied),
    "sinh": lambda applied: _applied("cosh", applied),
    "cosh": lambda applied: _applied("sinh", applied),
    "tan": lambda applied: ONE + variable(applied, 2),
    "tanh": lambda applied: ONE - variable(applied, 2),
    "Abs": lambda applied: variable(applied) * inverse(applied.arguments[0]),
}
"""The derivatives of functions of one argument."""


@dataclass(frozen=True, slots=True)
class Gram:
    """A matrix that is positive semidefinite by its form; it is positive definite if all `conditions` hold."""

    form: str
    conditions: tuple[str, ...]


def normal_form_with_gradients(expression: Basic, properties: Properties | None = None) -> MatrixSum:
    """The normal form, with every gradient left standing in the expression taken.

    Raises what `normal_form` and `gradient` do.
    """
    known: dict[Basic, MatrixSum] = {}
    standing = preorder_traversal(expression)
    for node in standing:
        if isinstance(node, Gradient | Jacobian):
            standing.skip()
            if node not in known:
                known[node] = _taken(node, properties or {})
    return normal_form(expression, properties, known)


def _taken(node: Gradient | Jacobian, properties: Properties) -> MatrixSum:
    """The derivative of the function as written; what is declared of the unknown is used after."""
    function, unknown = node.args
    others = {matrix: traits for matrix, traits in properties.items() if matrix != unknown}
    inner = normal_form_with_gradients(function, others)
    found = gradient(inner, unknown) if isinstance(node, Gradient) else jacobian(inner, unknown)
    return redeclared(found, unknown, properties[unknown]) if unknown in properties else found


def gradient(function: Basic | MatrixSum, unknown: MatrixSymbol) -> MatrixSum:
    """The gradient of a scalar, of the unknown's shape: a column for a column, a matrix for a matrix.

    A SymPy expression is read without properties. Raises Unsupported for a scalar it has no rule for, and for an
    unknown that is declared symmetric or orthogonal (its entries are not independent); ValueError for a function
    that is no scalar; and what `normal_form` does.
    """
    read = function if isinstance(function, MatrixSum) else normal_form_with_gradients(function)
    slope = _scalar_gradient(read.scalar(), unknown)
    return noted(with_notes(slope, read), "df = tr(Gᵀ dX)")


def hessian(function: Basic | MatrixSum, unknown: MatrixSymbol) -> MatrixSum:
    """The n×n matrix of second derivatives of a scalar in an n×1 column. Raises what `gradient` does."""
    return jacobian(gradient(function, unknown), unknown)


def jacobian(column: MatrixSum, unknown: MatrixSymbol) -> MatrixSum:
    """The r×n matrix J with dF = J dx, for an r×1 column F and an n×1 column x.

    Raises ValueError for other shapes, and what `gradient` does.
    """
    if column.columns != 1 or unknown.shape[1] != 1:
        raise ValueError("a Jacobian of what is not a column in a column")
    size = unknown.shape[0]
    total = zero(column.rows, size)
    for scalar, word in column.terms:
        value = of_word(column.rows, column.columns, word)
        slope = _scalar_gradient(scalar, unknown)
        total = add(total, multiply(value, transpose(slope)))
        total = add(total, scaled(_word_jacobian(column.rows, word, identity(column.columns), unknown), scalar))
    return noted(with_notes(total, column), "dF = J dx")


def linear_in(column: MatrixSum, unknown: MatrixSymbol) -> tuple[MatrixSum, MatrixSum] | None:
    """A and b with column = A·unknown + b, neither with the unknown in it; None where there are none."""
    matrix = jacobian(column, unknown)
    rest = subtract(column, multiply(matrix, normal_form(unknown)))
    if occurs(unknown, matrix) or occurs(unknown, rest):
        return None
    return matrix, rest


def gram(matrix: MatrixSum) -> Gram | None:
    """A sum of positive multiples of MᵀM, I and the like, as positive semidefinite, with what makes it definite.

    One definite addend is enough, so of several the first with the fewest conditions is named; None where a
    coefficient is not known to be positive or a word is not of the form MᵀM. (Horn and Johnson 2013, §7.1.)
    """
    if matrix.is_scalar:
        return Gram(str(matrix), ()) if matrix.scalar().positive else None
    needs: list[tuple[str, ...]] = []
    for scalar, word in matrix.terms:
        factor = gram_factor(word)
        if not scalar.positive or not (definite_word(word) or factor is not None):
            return None
        condition = rank_condition(factor) if factor is not None else None
        needs.append(() if condition is None else (condition,))
    return Gram(str(matrix), min(needs, key=len)) if needs else None


# --- whether the unknown occurs -----------------------------------------------------------------


def occurs(unknown: MatrixSymbol, matrix: MatrixSum) -> bool:
    """Whether the unknown is written anywhere in the matrix."""
    return any(_in_scalar(unknown, scalar) or _in_word(unknown, word) for scalar, word in matrix.terms)


def _in_word(unknown: MatrixSymbol, word: Word) -> bool:
    return any(in_atom(unknown, atom) for atom in word)


def in_atom(unknown: MatrixSymbol, atom: Atom) -> bool:
    match atom:
        case Letter():
            return bool(atom.base.source.has(unknown))
        case InverseOf():
            return occurs(unknown, atom.content)
        case Dense():
            return False
        case Kron(left, right):
            return _in_word(unknown, left) or _in_word(unknown, right)


def _in_scalar(unknown: MatrixSymbol, scalar: Scalar) -> bool:
    return any(in_generator(unknown, part) for part in scalar.generators())


def in_generator(unknown: MatrixSymbol, part: Generator) -> bool:
    match part:
        case Cycle():
            return _in_word(unknown, part.word)
        case Det():
            return occurs(unknown, part.content)
        case Applied():
            return any(_in_scalar(unknown, argument) for argument in part.arguments)
        case Power():
            return _in_scalar(unknown, part.base) or _in_scalar(unknown, part.exponent)
        case Reciprocal() | Root():
            return _in_scalar(unknown, part.body)
        case Opaque():
            return bool(part.source.has(unknown))
        case _:
            raise Unsupported(f"{part.text} is not known")


# --- scalars ------------------------------------------------------------------------------------


def _scalar_gradient(scalar: Scalar, unknown: MatrixSymbol) -> MatrixSum:
    """The product rule over monomials."""
    total = zero(*unknown.shape)
    for monomial, number in scalar.terms:
        for part, degree in monomial:
            if in_generator(unknown, part):
                outer = Scalar(((monomial, number * degree),)) * variable(part, -1)
                total = add(total, scaled(generator_gradient(part, unknown), outer))
    return total


def generator_gradient(part: Generator, unknown: MatrixSymbol) -> MatrixSum:
    match part:
        case Cycle():
            return _pulled(part.word, identity(part.word[0].rows), unknown)
        case Det():
            content_inverse = inverted(part.content)
            slope = _pulled_sum(part.content, content_inverse, unknown)
            return noted(scaled(with_notes(slope, content_inverse), variable(part)), "d det X = det X · tr(X⁻¹ dX)")
        case Applied() if part.defined and part.name in SLOPES and len(part.arguments) == 1:
            slope = scaled(_scalar_gradient(part.arguments[0], unknown), SLOPES[part.name](part))
            return needing(slope, nonzero_condition(part.arguments[0]) if part.name == "Abs" else None)
        case Reciprocal():
            return scaled(_scalar_gradient(part.body, unknown), -variable(part, 2))
        case Root():
            outer = variable(part) * inverse(part.body) * constant(Fraction(1, part.degree))
            return needing(scaled(_scalar_gradient(part.body, unknown), outer), nonzero_condition(part.body))
        case Power() if not _in_scalar(unknown, part.exponent):
            outer = variable(part) * inverse(part.base) * part.exponent
            return scaled(_scalar_gradient(part.base, unknown), outer)
        case _:
            raise Unsupported(f"no rule for the gradient of {part.text}")


def needing(matrix: MatrixSum, need: str | None) -> MatrixSum:
    """The matrix with one more thing that it presupposes."""
    return matrix if need is None else replace(matrix, presupposes=union((matrix.presupposes, (need,))))


def _applied(name: str, like: Applied) -> Scalar:
    return variable(Applied(name, like.arguments, True))


# --- traces: the gradient of tr(A·M) with M held constant ---------------------------------------


def _pulled_sum(content: MatrixSum, held: MatrixSum, unknown: MatrixSymbol) -> MatrixSum:
    total = zero(*unknown.shape)
    for scalar, word in content.terms:
        total = add(total, scaled(_pulled(word, held, unknown), scalar))
        if _in_scalar(unknown, scalar):
            whole = _trace_of_product(content, word, held)
            total = add(total, scaled(_scalar_gradient(scalar, unknown), whole))
    return total


def _trace_of_product(content: MatrixSum, word: Word, held: MatrixSum) -> Scalar:
    from_word = of_word(content.rows, content.columns, word)
    return trace(multiply(from_word, held)).scalar()


def _pulled(word: Word, held: MatrixSum, unknown: MatrixSymbol) -> MatrixSum:
    """tr(P dA Q M) = tr(dA · QMP), for each atom A in its place."""
    total = zero(*unknown.shape)
    for place, atom in enumerate(word):
        if not in_atom(unknown, atom):
            continue
        before = of_word(held.columns, atom.rows, word[:place])
        after = of_word(atom.columns, held.rows, word[place + 1 :])
        total = add(total, _atom_pulled(atom, multiply(after, held, before), unknown))
    return total


def _atom_pulled(atom: Atom, held: MatrixSum, unknown: MatrixSymbol) -> MatrixSum:
    """The gradient of tr(A·R) with R = `held` constant, for one atom A in which the unknown X occurs.

    tr(dX R) has Rᵀ, tr(dXᵀ R) has R; dX⁻¹ = −X⁻¹ dX X⁻¹ (Magnus and Neudecker 2019, §8.4).
    """
    match atom:
        case Letter() if atom.inverted:
            plain = atom.inverse()
            itself = of_word(atom.rows, atom.columns, (atom,))
            inner = _atom_pulled(plain, multiply(itself, held, itself), unknown)
            return noted(scaled(inner, constant(-1)), "dX⁻¹ = −X⁻¹ dX X⁻¹")
        case Letter() if atom.base.source == unknown:
            _require_free(atom)
            return held if atom.transposed else transpose(held)
        case InverseOf():
            itself = of_word(atom.rows, atom.columns, (atom,))
            content = flipped(atom.content) if atom.transposed else atom.content
            inner = _pulled_sum(content, multiply(itself, held, itself), unknown)
            return noted(scaled(inner, constant(-1)), "dX⁻¹ = −X⁻¹ dX X⁻¹")
        case _:
            raise Unsupported(f"no rule for the differential of {atom.text}")


def _require_free(letter: Letter) -> None:
    if letter.base.traits & {Property.SYMMETRIC, Property.ORTHOGONAL}:
        raise Unsupported(f"the entries of {letter.base.name} are not independent")


# --- columns: the Jacobian of A·w with the column w held constant --------------------------------


def _word_jacobian(rows: Expr, word: Word, held: MatrixSum, unknown: MatrixSymbol) -> MatrixSum:
    """d(P A Q w) = P dA (Q w), for each atom A in its place."""
    total = zero(rows, unknown.shape[0])
    for place, atom in enumerate(word):
        if not in_atom(unknown, atom):
            continue
        before = of_word(rows, atom.rows, word[:place])
        after = multiply(of_word(atom.columns, held.rows, word[place + 1 :]), held)
        total = add(total, multiply(before, _atom_jacobian(atom, after, unknown)))
    return total


def _atom_jacobian(atom: Atom, held: MatrixSum, unknown: MatrixSymbol) -> MatrixSum:
    """J with dA·w = J dx: dx·w = w·dx for a number w, dxᵀ·w = wᵀ dx, d(S⁻¹)w = −S⁻¹ dS S⁻¹w."""
    match atom:
        case Letter() if atom.base.source == unknown and not atom.inverted:
            _require_free(atom)
            return transpose(held) if atom.transposed else multiply(held, identity(atom.rows))
        case InverseOf():
            itself = of_word(atom.rows, atom.columns, (atom,))
            content = flipped(atom.content) if atom.transposed else atom.content
            inside = multiply(itself, held)
            total = zero(atom.rows, unknown.shape[0])
            for scalar, word in content.terms:
                total = add(total, scaled(_word_jacobian(atom.rows, word, inside, unknown), scalar))
                value = multiply(of_word(atom.rows, atom.rows, word), inside)
                total = add(total, multiply(value, transpose(_scalar_gradient(scalar, unknown))))
            return scaled(multiply(itself, total), constant(-1))
        case _:
            raise Unsupported(f"no rule for the differential of {atom.text}")
