"""Messages: what of them is mathematics, in the notation of the notes, and what must be left as words."""

import pytest

from checker.report.plain import plain
from checker.report.said import LONGEST, in_line, said


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        # SymPy's text and the engine's
        ("both sides multiplied by 1 + 2*x^2 + x^4", "both sides multiplied by 1 + 2x² + x⁴"),
        ("theta_0 ≠ 0", "θ₀ ≠ 0"),
        ("m*v**2/2 > 0", "mv²/2 > 0"),
        ("it comes to 2*a*x (proved)", "it comes to 2ax (proved)"),
        ("exp(-x**2/2) and sqrt(1 + x)", "e^(−x²/2) and √(1 + x)"),
        ("theta_hat_1 > y_hat_(n+1)", "θ̂₁ > ŷₙ₊₁"),
        ("x[i] - x_bar ≠ 0", "xᵢ − x̄ ≠ 0"),
        ("at x = -1: left is -1, right is 1/4", "at x = −1: left is −1, right is 1/4"),
        ("Derivative(f(x), x) = 3*x**2", "d/dx f(x) = 3x²"),
        ("Sum(x[i]**2, (i, 1, n)) > 0", "Σᵢ₌₁ⁿ xᵢ² > 0"),
        ("Integral(Q/r, (r, a, b)) ≠ 0", "∫ₐᵇ (Q/r)dr ≠ 0"),
        ("the dots stand for 2*k - 1, k from 1 to oo", "the dots stand for 2k − 1, k from 1 to ∞"),
        # signs that SymPy writes and people do not
        ("p + -1*p^2", "p − p²"),
        ("2*pi/1", "2π"),
        ("-1 + x ≠ 0", "x − 1 ≠ 0"),
        ("-k + n - 2 > 0", "n − k − 2 > 0"),
        ("(-1 + x)**2", "(x − 1)²"),
        # a product is not read as a function, a number or a name
        ("sigma*(1 - sigma)", "σ · (1 − σ)"),
        ("2*3 + 1 = 7", "2 · 3 + 1 = 7"),
        ("MSE*x", "MSE · x"),
        ("(a + b)*(a - b)", "(a + b)(a − b)"),
        # fractions and exponents keep their reach
        ("1/(2*sigma**2)", "1/(2σ²)"),
        ("a/b*c", "(a/b)c"),
        ("x**(n + 1)", "xⁿ⁺¹"),
        ("(x + 1)**2", "(x + 1)²"),
        ("-x**2", "−x²"),
        # matrices, intervals, lists
        ("theta = [0; 0; -2/5]", "θ = [0; 0; −2/5]"),
        ("[1 -2] and [1 - 2]", "[1 −2] and [1−2]"),
    ],
)
def test_mathematics_is_in_the_notation_of_the_notes(message: str, shown: str) -> None:
    assert in_line(message) == shown


@pytest.mark.parametrize(
    "message",
    [
        "a well-known rule", "lines 6a and 6c", "the derivative of exp is exp", "stays at 8.4e-1",
        "kg/m is read as a unit", "de l’Hospital’s rule", "[D101] refuted", "ill_formed", "the slips of lines 7 and 8",
        "[a,b]",
        "w000 w001", "\\x1b[31mred", "a\\u202eb", "x = 2", "√(u²) = |u|", "Xᵀ is n×m", "notes.md:13:60", "((((((((((x",
        "[",
        "x**", "", "df = tr(Gᵀ dX)", "linearity of Σ", "$x$ #panic()", "‖v‖² = vᵀv",
    ],
)  # fmt: skip
def test_words_and_what_is_so_already_stay_as_they_are(message: str) -> None:
    assert in_line(message) == message


@pytest.mark.parametrize(
    ("message", "formulas"),
    [
        ("definition of a, chain rule", ["a"]),
        ("a is taken as a column, 3×1: it is bold", ["a", "3 × 1"]),
        ("A is a matrix", ["A"]),
        ("put x = y + 1 in, factor", ["x = y + 1"]),
        ("sin² + cos² = 1, or cosh² − sinh² = 1", ["sin² + cos² = 1", "cosh² − sinh² = 1"]),
        ("Euler’s formula e^(iφ) = cos φ + i sin φ", ["eⁱᵠ = cos φ + i sin φ"]),
        ("(AB)ᵀ = BᵀAᵀ, λI + XXᵀ", ["(AB)ᵀ = BᵀAᵀ", "λI + XXᵀ"]),
        ("the equation is linear in m_t", ["mₜ"]),
        ("max-norm, 3rd", []),
        ("it would not hold if \\sum were read as Σ", ["Σ"]),
    ],
)
def test_formulas_within_a_message(message: str, formulas: list[str]) -> None:
    assert [plain(part) for part in said(message) if not isinstance(part, str)] == formulas


@pytest.mark.parametrize("message", ["(" * 3000, "x*" * 1900, "-" * 3000, "x^" * 1900, "[" * 2000 + "1", "|x" * 1500])
def test_any_message_is_read_in_no_time(message: str) -> None:
    assert in_line(message)


def test_a_longer_message_stays_words() -> None:
    message = "x + " * LONGEST
    assert said(message) == (message,)
