"""What formulas say: objects built by hand, second readings, faults with their places, and nothing but these."""

from __future__ import annotations

import time

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Add, Derivative, Function, I, Integral, Limit, Mul, Piecewise, Pow, Product, Rational, Subs, Sum, oo
from sympy.core.basic import Basic
from sympy.core.symbol import Str

from checker.objects import Gradient, Statistic
from checker.read.expression import Understood, understood
from checker.read.functions import SIGMOID
from checker.read.imaginary_unit import meaning_of
from checker.read.ledger import Kind, Ledger, Meaning, function, real, whole
from checker.read.syntax import SyntaxFault, parse
from tests.read.readings import SIZE, flat, of_vectors, reading

a, b, c, r, t, x, y, z, h, theta = (real(name) for name in ["a", "b", "c", "r", "t", "x", "y", "z", "h", "theta"])
i, j, k = (whole(name) for name in "ijk")
m, n = (sympy.Symbol(name, integer=True, positive=True) for name in "mn")
f, g = (function(name) for name in "fg")
X_DATA = sympy.IndexedBase("x", real=True)
A, B = (sympy.MatrixSymbol(name, n, n) for name in "AB")
v, w = (sympy.MatrixSymbol(name, n, 1) for name in "xw")


def mul(*factors: Basic) -> Basic:
    return Mul(*factors, evaluate=False)


def add(*terms: Basic) -> Basic:
    return Add(*terms, evaluate=False)


def power(base: Basic, exponent: Basic | int) -> Basic:
    return Pow(base, exponent, evaluate=False)


OBJECTS = [
    # A formula, and the object it is, built by hand.
    (r"x", x),
    (r"0.1", Rational(1, 10)),
    (r"-3", sympy.Integer(-3)),
    (r"x + y", add(x, y)),
    (r"x - y", add(x, mul(sympy.Integer(-1), y))),
    (r"xy", mul(x, y)),
    (r"\frac{x}{y}", mul(x, power(y, -1))),
    (r"x/y", mul(x, power(y, -1))),
    (r"x \div y", mul(x, power(y, -1))),
    (r"\frac{1}{x}", power(x, -1)),
    (r"x^{2^3}", power(x, power(sympy.Integer(2), 3))),
    (r"\sqrt{x}", power(x, Rational(1, 2))),
    (r"\sqrt[3]{-8}", mul(sympy.Integer(-1), power(sympy.Integer(8), Rational(1, 3)))),
    (r"e^x", sympy.exp(x)),
    (r"n!", sympy.factorial(n, evaluate=False)),
    (r"3! + 2", add(sympy.factorial(3, evaluate=False), sympy.Integer(2))),
    (r"\binom{n}{2}", sympy.binomial(n, 2, evaluate=False)),
    (r"{n \choose 2}", sympy.binomial(n, 2, evaluate=False)),
    (r"|x|", sympy.Abs(x)),
    (r"\left|x\right|", sympy.Abs(x)),
    (r"\log_2 x", mul(sympy.log(x), power(sympy.log(2), -1))),
    (r"\tan^{-1} x", sympy.atan(x)),
    (r"\sin^{-2} x", power(sympy.sin(x), -2)),
    (r"\pi", sympy.pi),
    (r"f(x)", f(x)),
    (r"f'(x)", Derivative(f(x), x)),
    (r"f''", Derivative(f(x), (x, 2))),
    (r"f^{(3)}(x)", Derivative(f(x), (x, 3))),
    (r"\frac{d}{dx} f(x)", Derivative(f(x), x)),
    (r"\frac{d^2}{dx^2} x^3", Derivative(power(x, 3), (x, 2), evaluate=False)),
    (r"\frac{d^3y}{dx^3}", Derivative(function("y")(x), (x, 3))),
    (r"\frac{\mathrm{d}y}{\mathrm{d}x}", Derivative(function("y")(x), x)),
    (r"\frac{\partial^2 f}{\partial x \partial y}", Derivative(f(x, y), x, y)),
    (r"\frac{\partial^3 f}{\partial x^2 \partial y}", Derivative(f(x, y), (x, 2), y)),
    (r"\dot{x}", Derivative(function("x")(t), t)),
    (r"\left. x^2 \right|_{x=3}", Subs(power(x, 2), x, 3)),
    (r"\int x\,dx", Integral(x, x)),
    (r"\int_a^b f(x)\,dx", Integral(f(x), (x, a, b))),
    (r"\int_0^1\int_0^y x\,dx\,dy", Integral(Integral(x, (x, 0, y)), (y, 0, 1))),
    (r"\int \frac{x\,dx}{y}", Integral(mul(x, power(y, -1)), x)),
    (r"\int dx", Integral(1, x)),
    (r"\lim_{x \to a^-} x", Limit(x, x, a, "-")),
    (r"\lim_{x \to \infty} x", Limit(x, x, oo, "-")),
    (r"\lim_{n \to \infty} a_n", Limit(sympy.IndexedBase("a", real=True)[whole("n")], whole("n"), oo, "-")),
    (r"\sum_{k=1}^n k", Sum(k, (k, 1, n))),
    (r"\sum_{k=0}^{\infty} x^k", Sum(power(x, k), (k, 0, oo))),
    (r"\sum^n_{i=1} x_i", Sum(X_DATA[i], (i, 1, n))),
    (r"\sum_{i} x_i", Sum(X_DATA[i], (i, 1, m))),
    (r"\sum_{i,j=1}^n x_i x_j", Sum(Sum(mul(X_DATA[i], X_DATA[j]), (j, 1, n)), (i, 1, n))),
    (r"\sum_{1 \le k \le n} k", Sum(k, (k, 1, n))),
    (r"\sum_{0 < k < n} k", Sum(k, (k, 1, n - 1))),
    (r"\sum_{i<j} x_i x_j", Sum(Sum(mul(X_DATA[i], X_DATA[j]), (i, 1, j - 1)), (j, 1, m))),
    (r"\prod_{k=1}^n k", Product(k, (k, 1, n))),
    (r"\sum_{i=1}^n i", Sum(i, (i, 1, n))),
    (r"1 + 2 + \ldots + n", Sum(k, (k, 1, n))),
    (r"1 + 2 + ... + n", Sum(k, (k, 1, n))),
    (r"n + (n-1) + \cdots + 1", Sum(k, (k, 1, n))),
    (r"1 + 2 + 3 + \cdots + (n-1) + n", Sum(k, (k, 1, n))),
    (r"x_1 + \cdots + x_n", Sum(X_DATA[k], (k, 1, n))),
    (r"1 + x + x^2 + \cdots + x^n", Sum(x**k, (k, 0, n))),
    (r"a + ar + \cdots + ar^{n-1}", Sum(a * r ** (k - 1), (k, 1, n))),
    (r"1 \cdot 2 \cdots n", Product(k, (k, 1, n))),
    (r"x(x+1)", mul(x, add(x, sympy.Integer(1)))),
    (r"e^{ix}", sympy.exp(I * x)),
    (r"\begin{cases} 0 & x < 0 \\ 1 & x \ge 0 \end{cases}", Piecewise((0, x < 0), (1, x >= 0), evaluate=False)),
    (r"P(A)", Statistic(Str("P"), Str("A"))),
    (r"\mathbb{E}[X^2]", Statistic(Str("E"), Str("X^{2}"))),
    (r"1{,}234{,}567", sympy.Integer(1234567)),
    (r"12\,500.5", Rational(25001, 2)),
    (r"3{,}5", Rational(7, 2)),
    (r"0,25", Rational(1, 4)),
    (r"1,250", sympy.Integer(1250)),
]


def same(one: Basic, two: Basic) -> bool:
    """The same tree, whatever the order in which sums and products of numbers keep what is in them."""
    if isinstance(one, Add | Mul) and one.func == two.func:
        return sorted(map(sympy.srepr, one.args)) == sorted(map(sympy.srepr, two.args)) or flat(one) == flat(two)
    return bool(one == two) or flat(sympy.srepr(one)) == flat(sympy.srepr(two)) or flat(one) == flat(two)


@pytest.mark.parametrize(("latex", "expected"), OBJECTS)
def test_objects(latex: str, expected: Basic) -> None:
    value = reading(latex).value
    assert same(value, expected), (value, expected)
    assert value.free_symbols == expected.free_symbols  # the same names with the same assumptions


OF_MATRICES = [
    (r"Ax", A * v),
    (r"A^T A", A.T * A),
    (r"A^{\mathrm{T}} A", A.T * A),
    (r"A^{-T}", sympy.Transpose(sympy.Inverse(A))),
    (r"x^\top w", v.T * w),
    (r"\langle x, w \rangle", v.T * w),
    (r"x \cdot w", v.T * w),
    (r"x w^T", v * w.T),
    (r"A_{12}", A[0, 1]),
    (r"x_1", v[0, 0]),
    (r"\|x\|^2", v.T * v),
    (r"\|A\|_F^2", sympy.Trace(A.T * A)),
    (r"|A|", sympy.Determinant(A)),
    (r"A^2", A**2),
    (r"A + I", A + sympy.Identity(n)),
    (r"A \mathbf{1}_n", A * sympy.OneMatrix(n, 1)),
    (r"\nabla_x (w^T x)", Gradient(w.T * v, v)),
    (r"\operatorname{diag}(1, 2)", sympy.ImmutableDenseMatrix([[1, 0], [0, 2]])),
]


@pytest.mark.parametrize(("latex", "expected"), OF_MATRICES)
def test_matrices(latex: str, expected: Basic) -> None:
    value = reading(latex, of_vectors()).value
    assert sorted(map(str, value.args)) == sorted(map(str, expected.args))
    assert type(value) is type(expected)


def test_shapes_are_not_judged_here() -> None:
    value = reading("xA", of_vectors()).value  # a finding of those who decide, not a fault of reading
    assert [part.shape for part in value.args] == [(SIZE, 1), (SIZE, SIZE)]


@pytest.mark.parametrize(("latex", "shape"), [("I", (n, n)), (r"\mathbf{0}", (n, 1)), (r"\mathbf{1}", (n, 1))])
def test_the_other_side_tells_a_size(latex: str, shape: tuple[Basic, Basic]) -> None:
    tree = parse(latex)
    assert tuple(understood(tree.items, of_vectors(), tree.span, shape=shape).value.shape) == shape


OTHERS = [
    # A formula, its first reading, and all its others.
    ("a/bc", "c*(a/b)", {"a/((b*c))"}),
    ("a/b", "a/b", set()),
    (r"\frac{a}{b}c", "c*(a/b)", set()),
    (r"\ln(x)^2", "log(x)**2", {"log(x**2)"}),
    (r"\ln x^2", "log(x**2)", set()),
    (r"\log x/2", "log(x)/2", {"log(x/2)", "(log(x)/log(10))/2", "log(x/2)/log(10)"}),
    (r"\sum_{k=1}^n k + 1", "Sum(k, (k, 1, n)) + 1", {"Sum(k + 1, (k, 1, n))"}),
    (r"\sum_{k=1}^n (k) + 1", "Sum(k, (k, 1, n)) + 1", set()),
    (r"\frac{d}{dx}(x)(x+1)", "Derivative(x*(x + 1), x)", {"(x + 1)*Derivative(x, x)"}),
    ("x^{(n+1)}", "x^(n+1)", {"x**(n + 1)"}),
    ("f(x)", "f(x)", set()),
    ("x(x+1)", "x*(x + 1)", set()),
    ("x(t)", "x(t)", {"t*x"}),
    (r"\sin\theta\, r", "sin(r*theta)", {"r*sin(theta)"}),
]


@pytest.mark.parametrize(("latex", "first", "others"), OTHERS)
def test_second_readings(latex: str, first: str, others: set[str]) -> None:
    found = reading(latex)
    assert flat(found.value) == first
    assert {flat(other.value) for other in found.others} == others


def test_a_second_reading_can_be_asked_for() -> None:
    tree = parse("a/bc")
    (other,) = reading("a/bc").others
    found = understood(tree.items, Ledger(), tree.span, choices=other.choices)
    assert found.value == other.value
    assert not found.others


LEDGERS = [
    # What is known, a formula, and what it then says.
    (("sigma", SIGMOID), r"\sigma(x)", "1/(1 + exp(-x))"),
    (("i", meaning_of("i")), "i^2", "I**2"),
    (("f", Meaning(Kind.SCALAR, real("f"), "declared")), "f(x)", "f*x"),
    (("T", Meaning(Kind.SCALAR, real("T"), "declared")), "x^T", "x**T"),
    (("d", Meaning(Kind.SCALAR, real("d"), "declared")), "dx", "d*x"),
    (("e", Meaning(Kind.SCALAR, real("e"), "declared")), "e^x", "e**x"),
    (
        ("g", Meaning(Kind.FUNCTION, g, "declared", (x, y))),
        r"\nabla g",
        "Matrix([[Derivative(g(x, y), x)], [Derivative(g(x, y), y)]])",
    ),
    (("P", Meaning(Kind.FUNCTION, Function("P", real=True), "declared")), "P(A)", "P(A)"),
    (("x_dot", Meaning(Kind.SCALAR, real("x_dot"), "declared")), r"\dot x", "x_dot"),
]


@pytest.mark.parametrize(("known", "latex", "expected"), LEDGERS)
def test_what_is_known_goes_before_custom(known: tuple[str, Meaning], latex: str, expected: str) -> None:
    assert flat(reading(latex, Ledger().with_meaning(*known)).value) == expected


def test_an_operator_acts_on_what_was_last_spoken_of() -> None:
    tree = parse(r"\frac{d}{dx}")
    ledger = Ledger(operand=power(x, 2))
    assert understood(tree.items, ledger, tree.span).value == Derivative(power(x, 2), x, evaluate=False)


def test_bounds_belong_to_what_was_integrated_by() -> None:
    tree = parse(r"\left[ a x \right]_0^1")
    found = understood(tree.items, Ledger(variable=x), tree.span).value
    assert flat(found) == "-Subs(a*x, x, 0) + Subs(a*x, x, 1)"


REMARKS = [
    (r"\log x", "natural"),
    (r"\sin^{-1} x", "inverse"),
    (r"\sum_i x_i", "without bounds"),
    ("(1, 2)", "column"),
    (r"5\,\mathrm{kg}", "unit"),
    (r"1 + 2 + \cdots + n", "the dots stand for k"),
    ("q", "real number"),
]


@pytest.mark.parametrize(("latex", "words"), REMARKS)
def test_what_is_assumed_is_said(latex: str, words: str) -> None:
    assert any(words in remark.text for remark in reading(latex).remarks)


UNITS = [
    (r"1\,\mathrm{km}", r"1000\,\mathrm{m}"),
    (r"1\,\mathrm{N}", r"1\,\mathrm{kg\,m/s^2}"),
    (r"36\,\mathrm{km/h}", r"10\,\mathrm{m/s}"),
    (r"2\,\mu\text{F}", r"0.002\,\mathrm{mF}"),
    (r"2\,\mathrm{\mu F}", r"2000\,\text{nF}"),
    (r"3\,\Omega\cdot 2\,\text{A}", r"6\,\text{V}"),
    (r"3\,k\Omega\cdot 2\,\text{mA}", r"6\,\text{V}"),
    (r"3\,\mathrm{k\Omega}", r"3000\,\Omega"),
    (r"10\,\text{mH}\cdot 4\,\text{A}/\text{s}", r"40\,\text{mV}"),
    (r"2\Omega", r"\Omega + \Omega"),
    (r"2\,\Omega t", r"t\Omega + t\Omega"),
    (r"2\,\mu x", r"x\mu + x\mu"),
]


@pytest.mark.parametrize(("one", "two"), UNITS)
def test_units_are_those_of_the_si(one: str, two: str) -> None:
    assert sympy.expand(reading(one).value.doit() - reading(two).value.doit()) == 0


FAULTS = [
    # The formula, the offset of its fault, and words of what was found.
    ("", 0, "nothing"),
    ("x +", 3, "the end"),
    ("x + + ", 5, "the end"),
    (r"\frac{}{b}", 5, "nothing"),
    ("x = y", 2, "`=`"),
    ("x, y", 1, "`,`"),
    ("1,2", 1, "`,`"),
    ("0,10,20", 1, "`,`"),
    ("1, 250", 1, "`,`"),
    ("(x", 0, "nothing closes"),
    ("x)", 1, "`)`"),
    (r"a + \sin", 8, "the end"),
    (r"a + \sum k", 4, "without its index"),
    (r"a + \sum_{k=1} k", 4, "no upper bound"),
    (r"\sum_{i \in S} i", 6, "a set"),
    (r"1 + \sum_k \binom{n}{k}", 4, "a sum over what is not said"),
    (r"\sum_x x p(x)", 0, "a sum over what is not said"),
    (r"a + \int x", 4, "without its differential"),
    (r"\int_0 x\,dx", 0, "one bound"),
    (r"\int u\,dv", 9, "depends on it"),
    (r"x + \iint f", 4, "a region"),
    (r"2x\,dx", 4, "a differential by itself"),
    (r"\lim x", 0, r"`\lim`"),
    (r"\lim_{x} x", 5, "this place"),
    (r"1 + \frac{d}{dx}", 4, "without its operand"),
    (r"1 + \frac{d^2 f}{dx}", 4, "a derivative of order 2"),
    (r"\frac{d}{d2} x", 0, "a derivative by this"),
    (r"1 + \nabla f", 4, r"`\nabla`"),
    (r"\nabla \cdot f", 0, "a divergence"),
    (r"x + \begin{cases} 1 & \text{on Sundays} \end{cases}", 22, "on sundays"),
    (r"\begin{cases} 1 \end{cases}", 0, "without its condition"),
    (r"\begin{pmatrix} 1 & \\ 2 & 3 \end{pmatrix}", 20, "an empty entry"),
    (r"\begin{pmatrix} 1 \\ 2 & 3 \end{pmatrix}", 0, "different lengths"),
    (r"\begin{pmatrix} 1 & \vdots \end{pmatrix}", 20, r"`\vdots`"),
    (r"x + 1 + 5 + 7 + \cdots + 99", 16, "no general term"),
    (r"2 + 4 + \cdots + 64", 8, "two ways"),
    (r"x + \max_i y", 9, "max over a range"),
    (r"\max x", 0, "without brackets"),
    (r"a^* + z^*", 8, "a star"),
    (r"x + f^{-1}(x)", 6, "f^{-1}"),
    (r"A^T", 2, "a transpose of a number"),
    (r"2\|v\|", 1, "a norm of a number"),
    (r"2 + \mathbf{v}", 4, "the vector or matrix v"),
    (r"1 + \text{foo}(x)", 4, "before an argument"),
    (r"1 + \operatorname{rank}(A)", 4, "`rank`"),
    (r"x \text{ otherwise}", 2, "otherwise"),
    (r"x \unknown y", 2, r"`\unknown`"),
    (r"\mathbb{R}", 0, r"`\mathbb`"),
    (r"a \odot b", 2, "by entries of numbers"),
    (r"a \pm b", 2, r"`\pm`"),
    (r"(\frac{f}{g}_2)", 13, "a subscript"),
    (r"\overline{AB}", 0, "a line over real numbers"),
    (r"\frac{\partial f}{\partial x}(1,2)", 29, "several places"),
]


@pytest.mark.parametrize(("latex", "offset", "found"), FAULTS)
def test_faults_have_their_place(latex: str, offset: int, found: str) -> None:
    with pytest.raises(SyntaxFault) as caught:
        reading(latex)
    assert (caught.value.offset, found in caught.value.found) == (offset, True), str(caught.value)
    assert caught.value.expected
    assert caught.value.hint


OF_VECTORS = [
    ("A/x", 1, "a division by a vector"),
    (r"\exp(A)", 0, "exp of a vector"),
    (r"\|A\|", 0, "a norm of a matrix"),
    ("A_i", 2, "one index of a matrix"),
    (r"x \times y", 2, "a cross product"),
    ("A^*", 2, "a star"),
    ("2^A", 2, "a matrix as exponent"),
    (r"\sum_i x", 0, "a sum of vectors"),
]


@pytest.mark.parametrize(("latex", "offset", "found"), OF_VECTORS)
def test_faults_of_vectors_have_their_place(latex: str, offset: int, found: str) -> None:
    with pytest.raises(SyntaxFault) as caught:
        reading(latex, of_vectors())
    assert (caught.value.offset, found in caught.value.found) == (offset, True), str(caught.value)


# --- anything else -------------------------------------------------------------------------------

PIECES = r"""x y f A i n k 2 3 , + - = ( ) [ ] | \| ^2 ^T _i _{ij} ' ! / \cdot \sum_{i=1}^n \sum_i \int_0^1 dx
\frac{d}{dx} \frac{a}{b} \sqrt{x} \sin \log \lim_{x\to0} \left( \right) \max \det \mathbf{x} \mathbf{0} I \dot{x}
\nabla_x \cdots \binom{n}{k} \mathrm{kg} \mathbb{E} P \mid \infty \pi e \Delta \% \lfloor \rfloor \odot \otimes
\circ ^{(i)} ^{-1} \pm""".split()  # noqa: SIM905  # a table of words
PIECES += [r"\begin{pmatrix}1&2\end{pmatrix}", r"\begin{cases}1&x>0\end{cases}", r"\text{if}", r"\text{ m/s}"]


@settings(max_examples=600, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join), st.booleans())
def test_soup_is_read_or_faulted(latex: str, vectors: bool) -> None:
    found = read_or_fault(latex, of_vectors() if vectors else None)
    if isinstance(found, SyntaxFault):
        assert 0 <= found.offset <= len(latex)
    else:
        assert isinstance(found.value, Basic)


def read_or_fault(latex: str, ledger: Ledger | None) -> Understood | SyntaxFault:
    try:
        return reading(latex, ledger)
    except SyntaxFault as fault:
        return fault


def test_reading_is_fast() -> None:
    formulas = [latex for latex, _ in OBJECTS] * 2
    start = time.process_time()
    for latex in formulas:
        reading(latex)
    assert len(formulas) / (time.process_time() - start) > 200
