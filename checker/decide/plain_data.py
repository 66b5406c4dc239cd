"""A SymPy claim as plain nested data, tuples of strings and integers, that a program without SymPy can read.

A node is a tuple that begins with the name of its head: ("add", a, b, …), ("mul", a, b, …), ("pow", base,
exponent), ("rational", p, q), ("symbol", name, facts), ("exp", u), ("sum", body, index, low, high),
("derivative", body, variable, order), ("apply", name, facts, places, argument, …), where `places` are the partial
derivatives taken, of which no facts are known, ("indexed", name, facts, index, …), ("matrix", name, rows, columns),
("dense", row, …). Matrices share the heads "add", "mul" and "pow" with scalars. What has no head of its own is
("other", name, argument, …).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.model import (
    Approximates,
    Equal,
    Equivalent,
    Goal,
    Holds,
    Implies,
    Minimizes,
    Question,
    SameRoots,
    SolutionSet,
    Solves,
    Unequal,
    Verdict,
)
from checker.objects import Gradient, Jacobian, PerceptronRun, PredictionAt, SamplesSeen, WeightsAfter, step

Plain = str | int | tuple["Plain", ...]

FACTS = (
    "even",
    "integer",
    "irrational",
    "negative",
    "nonnegative",
    "nonpositive",
    "nonzero",
    "odd",
    "positive",
    "prime",
    "rational",
    "real",
    "zero",
)
"""What may be assumed of a name; in plain data only what is true of it is kept."""


def claim_data(goal: Goal, verdict: Verdict) -> tuple[Plain, ...]:
    """What a PROVED claims: ("claim", question, definitions, domain, conditions), conditions as they are printed."""
    definitions = tuple((plain(name), plain(meaning)) for name, meaning in goal.definitions)
    joined = (sympy.And.make_args(condition) for condition in goal.domain.conditions)
    domain = tuple(plain(part) for parts in joined for part in sorted(parts, key=sympy.default_sort_key))
    return ("claim", question_data(goal.question), definitions, domain, verdict.conditions)


def question_data(question: Question) -> tuple[Plain, ...]:
    """A question as ("equal", left, right), ("solves", residual, unknown, value) and so on."""
    match question:
        case Equal(left, right):
            return ("equal", plain(left), plain(right))
        case Unequal(left, right):
            return ("unequal", plain(left), plain(right))
        case SameRoots(left, right):
            return ("same roots", plain(left), plain(right))
        case Solves(residual, unknown, value):
            return ("solves", plain(residual), plain(unknown), plain(value))
        case Holds(relation):
            return ("holds", plain(relation))
        case Implies(premise, conclusion):
            return ("implies", plain(premise), plain(conclusion))
        case Equivalent(premise, conclusion):
            return ("equivalent", plain(premise), plain(conclusion))
        case SolutionSet(residual, unknown, values):
            return ("solution set", plain(residual), plain(unknown), tuple(map(plain, values)))
        case Approximates(left, right, digits):
            return ("approximates", plain(left), plain(right), digits)
        case Minimizes(objective, unknowns, values):
            return ("minimizes", plain(objective), tuple(map(plain, unknowns)), tuple(map(plain, values)))
        case _:
            return ("other", type(question).__name__)


def plain(node: Basic) -> Plain:
    """A SymPy expression, matrix or relation as plain data."""
    rule = RULES.get(type(node)) or next((rule for head, rule in BY_KIND.items() if isinstance(node, head)), None)
    return rule(node) if rule is not None else _other(node)


def facts_of(node: Basic) -> tuple[Plain, ...]:
    """What is true of a name, in the order of FACTS."""
    unreal = node.is_real is False or (node.is_complex and not node.is_real)
    return tuple(fact for fact in FACTS if getattr(node, f"is_{fact}", None) is True) + ("unreal",) * bool(unreal)


def _arguments(node: Basic) -> tuple[Plain, ...]:
    return tuple(plain(argument) for argument in node.args)


def _headed(head: str) -> Callable[[Basic], Plain]:
    return lambda node: (head, *_arguments(node))


def _other(node: Basic) -> Plain:
    return ("other", type(node).__name__, *(_arguments(node) or (str(node),)))


def _rational(node: Basic) -> Plain:
    return ("rational", int(node.p), int(node.q))


def _symbol(node: Basic) -> Plain:
    return ("symbol", str(node.name), facts_of(node))


def _dummy(node: Basic) -> Plain:
    return ("symbol", f"{node.name} of number {node.dummy_index}", facts_of(node))


def _number_symbol(node: Basic) -> Plain:
    return ("constant", str(node))


def _apply(node: Basic) -> Plain:
    return ("apply", str(node.func), facts_of(node), (), *_arguments(node))


def _partial(node: Basic) -> Plain:
    """f⁽ᵏ⁾ at an argument, which SymPy writes Subs(Derivative(f(u), (u, k)), u, argument)."""
    body, names, values = node.args
    if not (
        isinstance(body, sympy.Derivative)
        and isinstance(body.expr, AppliedUndef)
        and len(body.args) == 2
        and len(names) == 1
        and body.expr.args == (names[0],) == (body.variables[0],)
        and body.args[1][1].is_Integer
    ):
        return _other(node)
    function = body.expr.func(names[0])
    return ("apply", str(function.func), (), (1,) * int(body.args[1][1]), plain(values[0]))


def _derivative(node: Basic) -> Plain:
    body, *steps = node.args
    result = plain(body)
    for variable, order in steps:
        result = ("derivative", result, plain(variable), plain(order))
    return result


def _over_an_index(head: str) -> Callable[[Basic], Plain]:
    def rule(node: Basic) -> Plain:
        body, *limits = node.args
        if any(len(limit) != 3 for limit in limits):
            return _other(node)
        result = plain(body)
        for index, low, high in limits:
            result = (head, result, plain(index), plain(low), plain(high))
        return result

    return rule


def _limit(node: Basic) -> Plain:
    """("limit", body, name, point, direction), with "+", "-" or "+-" for the side from which it is taken."""
    body, name, point, side = node.args
    return ("limit", plain(body), plain(name), plain(point), str(side))


def _subs(node: Basic) -> Plain:
    """("at", body, name, value), for one name after the other where no value holds a later name."""
    body, names, values = node.args
    partial = _partial(node)
    if partial != _other(node) or any(value.has(*names) for value in values):
        return partial
    result = plain(body)
    for name, value in zip(names, values, strict=True):
        result = ("at", result, plain(name), plain(value))
    return result


def _entrywise(node: Basic) -> Plain:
    """("entrywise", body, name, matrix): a function of one name, taken of every entry."""
    function, matrix = node.args
    if not isinstance(function, sympy.Lambda):
        entry = sympy.Dummy("entry", real=True)
        function = sympy.Lambda(entry, function(entry))
    return ("entrywise", plain(function.expr), plain(function.variables[0]), plain(matrix))


def _powers_of_entries(node: Basic) -> Plain:
    entry = ("symbol", "entry", ())
    return ("entrywise", ("pow", entry, plain(node.args[1])), entry, plain(node.args[0]))


def _piecewise(node: Basic) -> Plain:
    """("cases", (value, condition), …): the first that holds."""
    return ("cases", *((plain(value), plain(condition)) for value, condition in node.args))


def _indexed(node: Basic) -> Plain:
    return ("indexed", str(node.args[0]), facts_of(node), *(plain(index) for index in node.args[1:]))


def _matrix_symbol(node: Basic) -> Plain:
    return ("matrix", str(node.name), plain(node.shape[0]), plain(node.shape[1]))


def _dense(node: Basic) -> Plain:
    rows, columns = node.shape
    return ("dense", *(tuple(plain(node[r, c]) for c in range(columns)) for r in range(rows)))


def _run(node: Basic) -> Plain:
    samples, targets, rate, start = node.args
    rows = tuple(tuple(plain(entry) for entry in sample) for sample in samples)
    return ("run", rows, tuple(map(plain, targets)), plain(rate), tuple(map(plain, start)))


def _polygamma(node: Basic) -> Plain:
    order, argument = node.args
    return ("digamma", plain(argument)) if order == 0 else _other(node)


HEADS: Mapping[str, type] = {
    "add": sympy.Add,
    "mul": sympy.Mul,
    "pow": sympy.Pow,
    "exp": sympy.exp,
    "log": sympy.log,
    "abs": sympy.Abs,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "cot": sympy.cot,
    "sec": sympy.sec,
    "csc": sympy.csc,
    "sinh": sympy.sinh,
    "cosh": sympy.cosh,
    "tanh": sympy.tanh,
    "coth": sympy.coth,
    "sech": sympy.sech,
    "csch": sympy.csch,
    "asin": sympy.asin,
    "acos": sympy.acos,
    "atan": sympy.atan,
    "asinh": sympy.asinh,
    "acosh": sympy.acosh,
    "atanh": sympy.atanh,
    "erf": sympy.erf,
    "gamma": sympy.gamma,
    "factorial": sympy.factorial,
    "binomial": sympy.binomial,
    "max": sympy.Max,
    "min": sympy.Min,
    "transpose": sympy.Transpose,
    "trace": sympy.Trace,
    "determinant": sympy.Determinant,
    "identity": sympy.Identity,
    "zeros": sympy.ZeroMatrix,
    "element": MatrixElement,
    "gradient": Gradient,
    "step": step,
    "weights after": WeightsAfter,
    "prediction at": PredictionAt,
    "samples seen": SamplesSeen,
    "gt": sympy.StrictGreaterThan,
    "ge": sympy.GreaterThan,
    "lt": sympy.StrictLessThan,
    "le": sympy.LessThan,
    "ne": sympy.Unequality,
    "eq": sympy.Equality,
    "and": sympy.And,
    "or": sympy.Or,
    "not": sympy.Not,
    "sign": sympy.sign,
    "floor": sympy.floor,
    "ceiling": sympy.ceiling,
    "re": sympy.re,
    "im": sympy.im,
    "conjugate": sympy.conjugate,
    "ones": sympy.OneMatrix,
    "hadamard": sympy.HadamardProduct,
    "kronecker": sympy.KroneckerProduct,
    "diagonal matrix": sympy.DiagMatrix,
    "diagonal of": sympy.DiagonalOf,
    "diagonal part": sympy.DiagonalMatrix,
    "jacobian": Jacobian,
    "harmonic": sympy.harmonic,
}

RULES: Mapping[type, Callable[[Basic], Plain]] = {
    **{head: _headed(name) for name, head in HEADS.items()},
    sympy.MatAdd: _headed("add"),
    sympy.MatMul: _headed("mul"),
    sympy.MatPow: _headed("pow"),
    sympy.Inverse: lambda node: ("inverse", plain(node.args[0])),
    type(sympy.I): lambda _node: ("i",),
    type(sympy.E): lambda _node: ("exp", ("rational", 1, 1)),
    sympy.Symbol: _symbol,
    sympy.Dummy: _dummy,
    sympy.Sum: _over_an_index("sum"),
    sympy.Product: _over_an_index("product"),
    sympy.Derivative: _derivative,
    sympy.Subs: _subs,
    sympy.Integral: _over_an_index("integral"),
    sympy.Limit: _limit,
    ElementwiseApplyFunction: _entrywise,
    sympy.HadamardPower: _powers_of_entries,
    sympy.Piecewise: _piecewise,
    type(sympy.true): lambda _node: ("true",),
    type(sympy.false): lambda _node: ("false",),
    type(sympy.oo): lambda _node: ("infinity", 1),
    type(-sympy.oo): lambda _node: ("infinity", -1),
    sympy.Indexed: _indexed,
    sympy.MatrixSymbol: _matrix_symbol,
    sympy.polygamma: _polygamma,
    PerceptronRun: _run,
}

BY_KIND: Mapping[type, Callable[[Basic], Plain]] = {
    sympy.Rational: _rational,
    sympy.NumberSymbol: _number_symbol,
    AppliedUndef: _apply,
    sympy.MatrixBase: _dense,
}
"""Heads of which SymPy makes classes of their own; asked after RULES."""
