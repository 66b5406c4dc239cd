"""Written trees to plain text: every formula of the notes, and that no reading changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.read.syntax import MOST_LEVELS, SyntaxFault, parse
from checker.report.plain import plain
from checker.written import Row, Span, Token

NOTES = Path(__file__).parents[2] / "derivations" / "handwritten-notes.md"

LINES_OF_THE_NOTES = [
    "σ(x) = 1/(1+e⁻ˣ) = {(1 + e⁻ˣ)⁻¹ =: g(x)}   g(x) = 1 + (eˣ)⁻¹ = 1 + h(x)⁻¹",
    "dσ/dx = dσ/dg · dg/dh · dh/dx",
    "dh/dx = eˣ,   dg/dh = 0 + (−h(x)⁻²),   dσ/dg = −g(x)⁻²",
    "dσ/dx = −g(x)⁻² · −h(x) · eˣ = ~~(1 + e⁻ˣ)⁻²~~ · ~~(eˣ)⁻¹~~ · ~~eˣ~~ = (1 + e⁻ˣ)⁻² · e⁻ˣ = e⁻ˣ/(1+e⁻ˣ)² //",
    "σ(x)(1 − σ(x))",
    "∂MSE/∂θ₀ = 0",
    "∂/∂θ₀ ((1/m) Σᵢ ({θ₀ + θ₁xᵢ − yᵢ =: g})²)   ∂g/∂θ₀ = 1,   ∂g/∂θ₁ = xᵢ",
    "= (1/m) Σᵢ 2g · ∂g/∂θ₀ = (2/m) Σᵢ (θ₀ + θ₁xᵢ − yᵢ)",
    "0 = ~~(2/m)(Σᵢ θ₀ + Σᵢ (θ₁xᵢ − yᵢ))~~",
    "↪ θ₀ = Σᵢ yᵢ − θ₁ Σᵢ (xᵢ/m) = μ_y − θ₁μₓ //",
    "∂/∂θ₁ = (1/m) Σᵢ 2g · ∂g/∂θ₁ = ~~(2/m)(Σᵢ (θ₀ + θ₁xᵢ − yᵢ) · xᵢ)~~",
    "0 = θ₀ Σᵢ xᵢ + θ₁ Σᵢ xᵢ² − Σᵢ xᵢyᵢ",
    "= (μ_y − θ₁μₓ) Σᵢ xᵢ + θ₁ Σᵢ xᵢ² − Σᵢ xᵢyᵢ",
    "= μ_y Σᵢ xᵢ − Σᵢ xᵢyᵢ − θ₁(μₓ Σᵢ xᵢ − Σᵢ xᵢ²)",
    "∴ θ₁ = (μ_y Σᵢ xᵢ − Σᵢ xᵢyᵢ)/(μₓ Σᵢ xᵢ − Σᵢ xᵢ²) //",
    "d/dx (a⃗x⃗) = a⃗",
    "d/dx (a⃗x⃗ᵀx⃗)",
    "(1/m)(x⃗_θ − y⃗)ᵀ(x⃗_θ − y⃗)",
    "(x⃗_θ)ᵀ = θ⃗ᵀx⃗ᵀ",
    "(1/m)(θ⃗ᵀx⃗ᵀ − y⃗ᵀ)(x⃗_θ − y⃗) = θ⃗ᵀx⃗ᵀx⃗_θ − θ⃗ᵀx⃗ᵀy⃗ − y⃗ᵀx⃗_θ",
    "= θ⃗ᵀx⃗ᵀx⃗_θ − 2θ⃗ᵀx⃗ᵀy⃗ + y⃗ᵀy⃗",
    "θ⃗ᵀθ⃗ = Σᵢ θᵢ²",
    "∂/∂θ = 2x⃗ᵀθ⃗",
    "∂/∂θ = 0",
    "∇_θ = (1/m)(2x⃗ᵀθ⃗ − 2x⃗ᵀy⃗) = (2x⃗ᵀ/m)(x⃗_θ − y⃗) //",
    "θ⃗ = (x⃗ᵀx⃗)⁻¹(x⃗ᵀy⃗)",
    "w⃗ = 0⃗",
    "ŷ₁ = w⃗ᵀx⃗₁ = [0 0 0] [1; 0; 0] = step(0) = 1",
    "w⃗ = w⃗ + η(0 − 1)x⃗₁ = [0; 0; 0] + (−1) [1; 0; 0] = [−1; 0; 0]",
    "ŷ₂ = [−1 0 0] [1; 0; 0] = step(−1) = 0   ✓",
    "0 ≠ 1",
    "w⃗ = [−1; 0; 0] + (1 − 0) [1; 0; 0] = [0; 1; 0]",
    "ŷ = {xw⁽¹⁾w⁽²⁾ =: [2 3] [−0.78 0.13; 0.85 0.23]} = [2 × −0.78 + 3 × 0.85, 2 × 0.13 + 3 × 0.23] = [0.99 0.95]",
    "[0.99 0.95] [1.8; 0.4] = [0.99 × 1.8 + 0.95 × 0.4] = 2.162",
]


def formulas_of_the_notes() -> list[str]:
    text = NOTES.read_text(encoding="utf-8")
    return [display or inline for display, inline in re.findall(r"\$\$(.+?)\$\$|\$(.+?)\$", text, re.DOTALL)]


@pytest.mark.parametrize(("latex", "line"), list(zip(formulas_of_the_notes(), LINES_OF_THE_NOTES, strict=True)))
def test_the_notes(latex: str, line: str) -> None:
    assert plain(parse(latex)) == line


FRACTIONS = [
    (r"\frac{1}{1+e^{-x}}", "1/(1+e⁻ˣ)"),
    (r"\frac{a+b}{c}", "(a+b)/c"),
    (r"\frac{1}{2x}", "1/(2x)"),
    (r"\frac{2x}{3}", "2x/3"),
    (r"\frac{a}{b}c", "(a/b)c"),
    (r"c\frac{a}{b}", "c(a/b)"),
    (r"\frac{1}{2}\,x", "(1/2) x"),
    (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
    (r"\frac{a}{\frac{b}{c}}", "a/(b/c)"),
    (r"x / \frac{a}{b} / y", "x/(a/b)/y"),
    (r"\frac{a}{b}^2", "(a/b)²"),
    (r"\left(\frac{a}{b}\right)^2", "(a/b)²"),
    (r"a^{\frac{1}{2}}", "a^(1/2)"),
    (r"a - \frac{-1}{2}", "a − (−1/2)"),
    (r"-\frac{1}{-2}", "−1/(−2)"),
    (r"\frac12 + \frac13 \cdot \frac14", "1/2 + 1/3 · 1/4"),
    (r"\frac{a \cdot b}{c}", "(a·b)/c"),
    (r"\frac{(a+b)^2}{(c)}", "(a+b)²/(c)"),
    (r"\frac{(a+b)(c)}{(a)(b)}", "(a+b)(c)/((a)(b))"),
    (r"\frac{\sin x}{x}", "(sin x)/x"),
    (r"\frac{\sin(x)}{\cos(x)}", "sin(x)/cos(x)"),
    (r"\frac{\sum_i x_i}{m}", "(Σᵢ xᵢ)/m"),
    (r"\prod_i \frac{x_i}{m}", "Πᵢ (xᵢ/m)"),
    (r"\frac{d^2y}{dx^2} + y", "d²y/dx² + y"),
    (r"\frac{\partial^2 f}{\partial x\,\partial y}", "∂²f/∂x∂y"),
    (r"\frac{\mathrm{d}}{\mathrm{d}x} f(x)", "d/dx f(x)"),
    (r"\frac{d}{2}", "d/2"),
    (r"\frac{a}{dx}", "a/(dx)"),
    (r"\frac{\partial f}{\partial x} y", "(∂f/∂x)y"),
]

SCRIPTS = [
    ("x_i^2", "xᵢ²"),
    ("w^{(1)}", "w⁽¹⁾"),
    ("A^T B^{-1}", "AᵀB⁻¹"),
    ("x_{ij}^{2k}", "xᵢⱼ²ᵏ"),
    ("x_{i,j}", "x_(i,j)"),
    ("e^{x+1}", "eˣ⁺¹"),
    ("e^{-x^2}", "e^(−x²)"),
    ("a^{bq}", "a^(bq)"),
    (r"\mu_y z", "μ_y z"),
    (r"\mu_y^2", "μ_(y)²"),
    ("a^Q b", "a^Q b"),
    ("f'(x) + f''(x)", "f′(x) + f″(x)"),
    ("f'^2", "f′²"),
    ("{a+b}^2", "(a + b)²"),
    ("{x^2}^3", "(x²)³"),
    ("{x_i}^2", "xᵢ²"),
    ("{}^T A", "ᵀA"),
    ("A{}^T B", "A ᵀB"),
    ("2^{3}4", "2³ 4"),
    ("x_12", "x₁ 2"),
    (r"90^\circ", "90°"),
    (r"\sum_{i=1}^{n} i", "Σᵢ₌₁ⁿ i"),
    (r"\int_0^\infty f(x)\,dx", "∫₀^∞ f(x) dx"),
    (r"\lim_{x \to 0} f(x)", "lim_(x→0) f(x)"),
    (r"\sin^2 x + \log_2(x)", "sin² x + log₂(x)"),
    (r"|x|^2 + \left\|y\right\|_2", "|x|² + ‖y‖₂"),
    (r"\left.\frac{x^2}{2}\right|_{x=0}^{1}", "(x²/2)|ₓ₌₀¹"),
    (r"\underbrace{a+b}_{c}^2", "{a + b =: c}²"),
    (r"\overbrace{ab}^{c}", "{ab =: c}"),
    (r"\overset{?}{=} \underset{x}{\max} f", "=^? maxₓ f"),
]

SIGNS_AND_SPACES = [
    ("a-b", "a − b"),
    ("-a", "−a"),
    ("a=-b", "a = −b"),
    (r"2 \times -3", "2 × −3"),
    ("(-a)", "(−a)"),
    ("|-a|", "|−a|"),
    (r"f(x, -y)", "f(x, −y)"),
    (r"[-1 \ -2]", "[−1 −2]"),
    (r"[a \quad b + c]", "[a, b + c]"),
    ("[a, b)", "[a, b)"),
    (r"\{x \mid x > 0\}", "{x ∣ x > 0}"),
    ("P(A|B)", "P(A | B)"),
    ("n!", "n!"),
    (r"a \not= b \not\in C", "a ≠ b ∉ C"),
    (r"2 \sin x \cos y", "2 sin x cos y"),
    (r"\text{MSE} x", "MSE x"),
    (r"\mathrm{MSE}(x)", "MSE(x)"),
    (r"x\text{ if }(y)", "x if (y)"),
    (r"a \\ = b", "a = b"),
    (r"a = 1 \\ b = 2", "a = 1; b = 2"),
    (r"\begin{aligned} x &= a \\ &\quad - b \\ -y &= 2 \\ \end{aligned}", "x = a − b; −y = 2"),
    (r"x \hspace{1cm} y \label{z} \tag{1}", "xy   (1)"),
    (r"\big( x \Big)^2", "(x)²"),
    (r"{a+b}c", "(a + b)c"),
    (r"\boxed{y=2}", "y = 2"),
    (r"\boxed{a+b} - c", "(a + b) − c"),
    ("a % remark\n b", "ab"),
    (r"5\%", "5%"),
]

SHOWN = [
    (r"\vec{x} \hat{y} \bar z \tilde\theta \ddot{x}", "x⃗ŷz̄θ̃ẍ"),
    (r"2\vec{AB}", "2 vec(AB)"),
    (r"\overline{x+y}", "overline(x + y)"),
    (r"\sqrt{x}y", "√x y"),
    (r"\sqrt{xy}", "√(xy)"),
    (r"\sqrt{x^2}", "√(x²)"),
    (r"\sqrt{x}^2", "(√x)²"),
    (r"\sqrt{\frac{a}{b}}", "√(a/b)"),
    (r"\sqrt[3]{x+1}", "∛(x + 1)"),
    (r"a\sqrt[n]{x}", "a root(n, x)"),
    (r"\binom{n}{k} p^k", "(n choose k)pᵏ"),
    (r"\cancel{a}\bcancel{b+c}^2", "~~a~~ ~~b + c~~²"),
    (r"\cancelto{0}{x}", "(~~x~~ → 0)"),
    (r"\mathbf{x} \in \mathbb{R}^n", "𝐱 ∈ ℝⁿ"),
    (r"\boldsymbol{\theta} \mathcal{L}", "𝛉ℒ"),
    (r"\mathbf{AB} \mathbb{1} \mathbf{a+b}c", "𝐀𝐁 𝟙(𝐚 + 𝐛)c"),
    (r"\operatorname*{argmin}_x f(x)", "argminₓ f(x)"),
    (r"\begin{bmatrix} 1 \\ 0 \end{bmatrix}", "[1; 0]"),
    (r"\begin{pmatrix} a & -b \\ 2 & x_i \end{pmatrix}^T", "(a −b; 2 xᵢ)ᵀ"),
    (r"\begin{pmatrix} a+b & -c \end{pmatrix}", "(a+b, −c)"),
    (r"\begin{vmatrix} a & b \\ c & d \end{vmatrix}", "|a b; c d|"),
    (r"\left(\begin{array}{cc} 1 & 2 \\ 3 & 4 \end{array}\right)", "(1 2; 3 4)"),
    (r"A\begin{matrix} 1 & 2 \end{matrix}", "A(1 2)"),
    (r"\begin{cases} 1, & \text{if } z \ge 0 \\ 0, & \text{otherwise} \end{cases}", "{1, if z ≥ 0; 0, otherwise}"),
    (r"\left\{\begin{array}{l} a \\ b \end{array}\right.", "{a; b}"),
    (r"\unknown{x} \therefore y", r"\unknown x ∴ y"),
    (r"a \xrightarrow{f} b", "a →ᶠ b"),
    (r"a \equiv b \pmod{n}", "a ≡ b (mod n)"),
]


@pytest.mark.parametrize(("latex", "line"), [*FRACTIONS, *SCRIPTS, *SIGNS_AND_SPACES, *SHOWN])
def test_renderings(latex: str, line: str) -> None:
    assert plain(parse(latex)) == line


UNPRINTABLE = [
    ("a\x1b[31mb", r"a\x1b[31mb"),
    ("a\u202eb", r"a\u202eb"),
    ("a\u2066b", r"a\u2066b"),
    ("a\x00b", r"a\x00b"),
    ("a\u200bb", r"a\u200bb"),
    ("a\x9bb", r"a\x9bb"),
]


@pytest.mark.parametrize(("text", "line"), UNPRINTABLE)
@pytest.mark.parametrize("kind", ["words", "letter", "operator", "command", "number", "escape"])
def test_what_is_unprintable_is_escaped(kind: str, text: str, line: str) -> None:
    lead = "\\" if kind == "escape" else ""  # an escape is shown without its backslash
    token = Token(kind, lead + text, Span(0, len(text)))
    assert plain(Row((token,), Span(0, len(text)))) == line


def test_words_with_control_characters_are_read_and_escaped() -> None:
    assert plain(parse("\\text{a\x1b[2Jb}")) == r"a\x1b[2Jb"


DISTINCT = [
    # Formulas that mean different things, or might, and so may not look the same.
    (r"\frac{a}{bc}", r"\frac{a}{b}c"),
    (r"\frac{a}{b+c}", r"\frac{a}{b}+c"),
    (r"\frac{a+b}{c}", r"a+\frac{b}{c}"),
    (r"\sqrt{xy}", r"\sqrt{x}y"),
    (r"\sqrt{x}^2", r"\sqrt{x^2}"),
    ("x_{12}", "x_12"),
    ("x^{yz}", "x^yz"),
    ("a_{qz}", "a_qz"),
    ("x_y^2", "x_{y^2}"),
    ("x^{y^2}", "{x^y}^2"),
    (r"\frac{\sum_i x_i}{m}", r"\sum_i \frac{x_i}{m}"),
    (r"\sin^2 x", r"\sin x^2"),
    (r"\vec{x}y", r"\vec{xy}"),
    (r"\mathbf{x}", "x"),
    (r"\cancel{a}b", r"\cancel{ab}"),
    (r"\begin{bmatrix} a & -b \end{bmatrix}", r"\begin{bmatrix} a - b \end{bmatrix}"),
    (r"\begin{bmatrix} a + b & -c \end{bmatrix}", r"\begin{bmatrix} a & b & -c \end{bmatrix}"),
    (r"[a \quad -b]", "[a - b]"),
    (r"{a+b}c", "a+bc"),
]


@pytest.mark.parametrize(("one", "other"), DISTINCT)
def test_no_two_readings_look_the_same(one: str, other: str) -> None:
    assert plain(parse(one)) != plain(parse(other))


NESTINGS = [("{", "}"), ("x^{", "}"), ("x'_{", "}"), (r"\frac{", "}{x}"), (r"\left(", r"\right)"), (r"\sqrt[", "]{x}")]


@pytest.mark.parametrize(("opening", "closing"), [*NESTINGS, (r"\begin{cases}", r"\end{cases}")])
def test_the_deepest_tree_is_shown(opening: str, closing: str) -> None:
    levels = MOST_LEVELS // (2 if opening.startswith((r"\frac", r"\sqrt")) else 1)
    assert {"z", "ᶻ"} & set(plain(parse(opening * levels + "z" + closing * levels)))


PIECES = [
    *("{", "}", "^", "_", "'", "&", "\\\\", "[", "]", "(", ")", "|", "//", "~", "%\n", "x", "12", "+", "-", "=", ","),
    *(r"\frac{a}{b}", r"\left(", r"\right)", r"\quad ", r"\, ", r"\sum ", r"\sin ", r"\unknown ", r"\sqrt[", r"\vec "),
    *(r"\begin{matrix}", r"\end{matrix}", r"\begin{aligned}", r"\end{aligned}", r"\text{}", r"\text{a b}", r"\not "),
    *("\\text{\u202e}", r"\substack{a\\b}", r"\underbrace{x}", r"\binom{n}{k}", r"\color{red}", r"\tag{1}", r"\mid "),
]


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_whatever_is_read_is_shown_on_one_printable_line(latex: str) -> None:
    try:
        tree = parse(latex)
    except SyntaxFault:
        return
    line = plain(tree)
    assert line.isprintable()
    assert line == plain(tree)
    letters = latex.replace(r"\text", "").replace("matrix", "")
    assert sum(line.count(sign) for sign in "xˣₓ") == letters.count("x")
