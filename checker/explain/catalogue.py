"""The kinds of finding, each with a stable code, what it means, a wrong example and the mended one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding. `wrong` are notes of which a line is one of this kind, `mended` the notes put right."""

    code: str
    title: str
    meaning: str
    wrong: str
    mended: str


CATALOGUE: tuple[Kind, ...] = (
    Kind(
        "D100",
        "a line that is false",
        "Both sides have values at the point shown, and they differ. No small change of the line was found that makes "
        "it true, so that more than one thing may be wrong, or a step is missing. Where it could be worked out what "
        "the line comes to, that is shown.",
        "$$\\cosh x = 1 + x^2$$\n",
        "$$\\cosh x = \\frac{e^x + e^{-x}}{2}$$\n",
    ),
    Kind(
        "D101",
        "an exponent lost, changed or too many",
        "With another exponent the line is true. It happens where a power is copied without its exponent, where "
        "exponents are added that should be multiplied, or where n − 1 is left n in a derivative. At 0 and 1 a power "
        "has the same value whatever its exponent: try the line at another number.",
        "Let $g(x) = x^3$.\n\n$$g'(x) = 3x^3$$\n",
        "Let $g(x) = x^3$.\n\n$$g'(x) = 3x^2$$\n",
    ),
    Kind(
        "D102",
        "a sign changed",
        "With another sign the line is true. It happens where a minus before brackets reaches only the first term, "
        "where a derivative of cos or of a reciprocal keeps its plus, and where a term changes sides.",
        "$$x - (y - z) = x - y - z$$\n",
        "$$x - (y - z) = x - y + z$$\n",
    ),
    Kind(
        "D103",
        "a factor lost or too many",
        "With a factor more or less the line is true: a coefficient of a sum, the 1/m of a mean, "
        "the 2 of a mixed term. A factor that does not vanish does no harm in an equation with 0 on the "
        "other side, and much harm elsewhere.",
        "$$\\sum_{i=1}^n (a x_i + b) = \\sum_{i=1}^n x_i + n b$$\n",
        "$$\\sum_{i=1}^n (a x_i + b) = a \\sum_{i=1}^n x_i + n b$$\n",
    ),
    Kind(
        "D104",
        "a term lost or too many",
        "With a term more or less the line is true. It happens where a product is expanded in part, and where a line "
        "is copied and a term stays behind.",
        "$$(x + y)^2 = x^2 + y^2$$\n",
        "$$(x + y)^2 = x^2 + y^2 + 2xy$$\n",
    ),
    Kind(
        "D105",
        "a transpose lost or too many, or a matrix missing",
        "With a transpose, or a matrix, more or less the line is true. (AB)ᵀ is BᵀAᵀ, and the gradient of θᵀAθ by θ "
        "is (A + Aᵀ)θ: check the shapes first, they show most of these.",
        "Let $A, B \\in \\mathbb{R}^{n \\times n}$.\n\n$$(AB)^T = B^T A$$\n",
        "Let $A, B \\in \\mathbb{R}^{n \\times n}$.\n\n$$(AB)^T = B^T A^T$$\n",
    ),
    Kind(
        "D106",
        "an index changed",
        "With another index the line is true. In a double sum each index belongs to one sum; in Σᵢ xᵢ the name of the "
        "index says nothing outside of the sum.",
        "$$\\left(\\sum_{i=1}^n x_i\\right) \\left(\\sum_{j=1}^n y_j\\right) = \\sum_{i=1}^n \\sum_{j=1}^n x_i y_i$$\n",
        "$$\\left(\\sum_{i=1}^n x_i\\right) \\left(\\sum_{j=1}^n y_j\\right) = \\sum_{i=1}^n \\sum_{j=1}^n x_i y_j$$\n",
    ),
    Kind(
        "D107",
        "an order turned round",
        "With the two parts in the other order the line is true: a − b for b − a, or AB for BA. Differences change "
        "their sign, and products of matrices are others.",
        "$$\\int_a^b 2x\\,dx = a^2 - b^2$$\n",
        "$$\\int_a^b 2x\\,dx = b^2 - a^2$$\n",
    ),
    Kind(
        "D108",
        "a fraction upside down",
        "With numerator and denominator exchanged the line is true. It happens in divisions by a fraction, and where "
        "a quotient is solved for what stands below.",
        "Let $a, b > 0$.\n\n$$\\left(\\frac{a}{b}\\right)^{-2} = \\frac{a^2}{b^2}$$\n",
        "Let $a, b > 0$.\n\n$$\\left(\\frac{a}{b}\\right)^{-2} = \\frac{b^2}{a^2}$$\n",
    ),
    Kind(
        "D109",
        "a wrong bound",
        "With another bound of the sum, product or integral the line is true. From 0 to n there are n + 1 terms; a "
        "shifted index shifts both bounds.",
        "$$\\sum_{k=1}^{n} (k - 1) = \\sum_{j=0}^{n} j$$\n",
        "$$\\sum_{k=1}^{n} (k - 1) = \\sum_{j=0}^{n-1} j$$\n",
    ),
    Kind(
        "D110",
        "copied wrongly",
        "With a part as it stands in another line the line is true.",
        "$$\\frac{1}{2}(x + 3) + (y - 4)(z + 1) = \\frac{x + 3}{2} + (y - 4)(x + 3)$$\n",
        "$$\\frac{1}{2}(x + 3) + (y - 4)(z + 1) = \\frac{x + 3}{2} + (y - 4)(z + 1)$$\n",
    ),
    Kind(
        "D111",
        "a function exchanged for another",
        "With another function the line is true: cos for sin, log for exp, tanh for tan.",
        "Let $f(x) = \\sin x$.\n\n$$f'(x) = \\sin x$$\n",
        "Let $f(x) = \\sin x$.\n\n$$f'(x) = \\cos x$$\n",
    ),
    Kind(
        "D112",
        "a number changed",
        "With another number the line is true.",
        "$$(x + 1)(x + 2) = x^2 + 4x + 2$$\n",
        "$$(x + 1)(x + 2) = x^2 + 3x + 2$$\n",
    ),
    Kind(
        "D113",
        "a letter exchanged for another",
        "With another letter the line is true.",
        "$$(a + b)(x - y) = ax - ay + bx - bx$$\n",
        "$$(a + b)(x - y) = ax - ay + bx - by$$\n",
    ),
    Kind(
        "D114",
        "a brace that holds too much",
        "The brace spans more than what its name stands for. With a shorter brace the line is true.",
        "Let $g(x) = 1 + x^2$.\n\n$$\\frac{1}{1 + x^2} = \\underbrace{(1 + x^2)^{-1}}_{g(x)}$$\n",
        "Let $g(x) = 1 + x^2$.\n\n$$\\frac{1}{1 + x^2} = \\left(\\underbrace{1 + x^2}_{g(x)}\\right)^{-1}$$\n",
    ),
    Kind(
        "D115",
        "an inner derivative forgotten",
        "The outer function is differentiated, what is put into it is not: the chain rule has a factor more. Of "
        "sin(x²) the outer derivative is cos(x²), the inner one 2x.",
        "$$\\frac{d}{dx} \\sin(x^2) = \\cos(x^2)$$\n",
        "$$\\frac{d}{dx} \\sin(x^2) = 2x \\cos(x^2)$$\n",
    ),
    Kind(
        "D116",
        "an absolute value lost",
        "With bars the line is true: √(x²) is |x|, and ∫ dx/x is ln |x| + C. Without them it holds only where what "
        "stands between them is positive. Say so in the notes, or write the bars.",
        "For all real $x$,\n\n$$\\sqrt{x^2 + 4x + 4} = x + 2$$\n",
        "For all real $x$,\n\n$$\\sqrt{x^2 + 4x + 4} = |x + 2|$$\n",
    ),
    Kind(
        "D117",
        "an operation exchanged for another",
        "With another operation the line is true: the logarithm of a quotient is a difference of logarithms, and no "
        "quotient of them.",
        "Let $x, y > 0$.\n\n$$\\ln \\frac{x}{y} = \\frac{\\ln x}{\\ln y}$$\n",
        "Let $x, y > 0$.\n\n$$\\ln \\frac{x}{y} = \\ln x - \\ln y$$\n",
    ),
    Kind(
        "D118",
        "an inequality the wrong way round",
        "The other way round the line is true. It happens where both sides are multiplied or divided by something "
        "negative, or where reciprocals are taken: < becomes >.",
        "$$-2x + 4 > 0$$\n$$x > 2$$\n",
        "$$-2x + 4 > 0$$\n$$x < 2$$\n",
    ),
    Kind(
        "D201",
        "wrong by what was wrong before",
        "The line is false, though it follows from the line before it, which is false too. There is nothing to mend in "
        "it but what the first slip left behind.",
        "$$(a + b)^2 = a^2 + ab + b^2$$\n$$= a(a + b) + b^2$$\n",
        "$$(a + b)^2 = a^2 + 2ab + b^2$$\n$$= a(a + 2b) + b^2$$\n",
    ),
    Kind(
        "D202",
        "right again, though not by the line before",
        "The line is true of what its chain began with, but it does not follow from the line before, which is false: "
        "slips cancel here, or somebody knew where the way should end.",
        "$$(a + b)^2 = a^2 + ab + b^2$$\n$$= a^2 + 2ab + b^2$$\n",
        "$$(a + b)^2 = a^2 + ab + ab + b^2$$\n$$= a^2 + 2ab + b^2$$\n",
    ),
    Kind(
        "D203",
        "it does not follow from the line before",
        "The line is true, or nothing tells whether it is, but it does not follow from the line before: that says "
        "something else, or less, or the arrow goes one way only. Squaring both sides gives ⇒; ⇔ claims that nothing "
        "was gained.",
        "Solve $\\sqrt{x} = x - 2$:\n\n$$\\sqrt{x} = x - 2 \\iff x = (x - 2)^2$$\n",
        "Solve $\\sqrt{x} = x - 2$:\n\n$$\\sqrt{x} = x - 2 \\implies x = (x - 2)^2$$\n",
    ),
    Kind(
        "D301",
        "it holds where a divisor is not zero",
        "The line is true where what is shown is not zero. Where it is zero, one of the sides, or the step between "
        "them, has no value. Say it in the notes, or exclude it by what the letters stand for.",
        "$$\\frac{x^2 - 1}{x - 1} = x + 1$$\n",
        "Let $x \\neq 1$.\n\n$$\\frac{x^2 - 1}{x - 1} = x + 1$$\n",
    ),
    Kind(
        "D302",
        "it holds on a part of the domain",
        "The line is true where the conditions shown hold, such as the signs for which a logarithm of a product is the "
        "sum of the logarithms, or for which a root of a square is the number itself.",
        "$$\\ln(ab) = \\ln a + \\ln b$$\n",
        "Let $a, b > 0$.\n\n$$\\ln(ab) = \\ln a + \\ln b$$\n",
    ),
    Kind(
        "D303",
        "a root lost",
        "The equation has a solution that is not among those stated. It is lost where both sides are divided by what "
        "may be zero, or where of ± only one sign is kept.",
        "$$x^2 = 2x \\implies x = 2$$\n",
        "$$x^2 = 2x \\implies x = 0 \\text{ or } x = 2$$\n",
    ),
    Kind(
        "D304",
        "a root gained",
        "A value that is stated does not solve the equation that was given. It is gained where both sides are squared "
        "or multiplied by what may be zero: put every value into the first equation.",
        "Solve $\\sqrt{x} = x - 2$. Squaring,\n\n$$x = (x - 2)^2$$\n\nso $x = 1$ or $x = 4$.\n",
        "Solve $\\sqrt{x} = x - 2$. Squaring,\n\n$$x = (x - 2)^2$$\n\nso $x = 4$.\n",
    ),
    Kind(
        "D401",
        "the shapes do not fit",
        "The two things that are added, multiplied or compared have shapes for which that means nothing.",
        "Let $A, B \\in \\mathbb{R}^{2 \\times 3}$.\n\n$$(AB)^T = B^T A^T$$\n",
        "Let $A \\in \\mathbb{R}^{2 \\times 3}$ and $B \\in \\mathbb{R}^{3 \\times 2}$.\n\n$$(AB)^T = B^T A^T$$\n",
    ),
    Kind(
        "D402",
        "it has no value anywhere",
        "One of the sides has no real value at any point of the domain, so that the line says nothing.",
        "$$\\ln(-1 - x^2) = \\ln(-1) + \\ln(1 + x^2)$$\n",
        "$$\\ln(1 + x^2) = \\ln 1 + \\ln(1 + x^2)$$\n",
    ),
    Kind(
        "D501",
        "“=” does not mean equality here",
        "The line holds, but its “=” stands for something else: the new value of what is updated, a function that is "
        "applied to what stands before, or a brace that spans more than what it names.",
        "Let $w = 3$. Update:\n\n$$w = w + 1 = 4$$\n",
        "Let $w = 3$, and let $v = w + 1$. Then\n\n$$v = 4$$\n",
    ),
    Kind(
        "D502",
        "an expression without a right-hand side",
        "Nothing is asserted, so that nothing can be checked. Where the file of a derivation says what it would come "
        "to, that is checked instead.",
        "$$\\frac{d}{dx} x^2$$\n",
        "$$\\frac{d}{dx} x^2 = 2x$$\n",
    ),
    Kind(
        "D601",
        "supported, not proved",
        "Both sides agree wherever they were tried, but no procedure proves it. That is evidence, and no more. A step "
        "in between, each part of which can be proved, helps.",
        "$$\\int_0^\\pi \\ln(2 + \\cos x)\\,dx = \\pi \\ln \\frac{2 + \\sqrt{3}}{2}$$\n",
        "Let $a > 1$.\n\n$$\\frac{d}{da} \\ln(a + \\cos x) = \\frac{1}{a + \\cos x}$$\n",
    ),
    Kind(
        "D602",
        "undecided",
        "No procedure settles it, or the time or memory that one decision may take was used up; the reason says which. "
        "`--time-limit` and `--memory-limit` allow more. A step in between, which can be proved, helps.",
        "$$\\int_0^1 x^x\\,dx = \\sum_{n=1}^\\infty \\frac{(-1)^{n+1}}{n^n}$$\n",
        "Let $x > 0$.\n\n$$x^x = e^{x \\ln x}$$\n",
    ),
    Kind(
        "D701",
        "not read",
        "A place of the notes could not be read. The caret shows where the reading stopped; what was found there and "
        "what was expected are told. Nothing is guessed.",
        "$$\\frac{2}{4} = \\frac{1}{2$$\n",
        "$$\\frac{2}{4} = \\frac{1}{2}$$\n",
    ),
)
