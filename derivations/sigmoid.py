"""The derivative of the sigmoid by the chain rule (notes of Jan 19)."""

from sympy import Derivative, Eq, Function, Symbol, exp
from sympy.core.parameters import evaluate

from checker.model import Claim, Derivation, Expectation, Role, Slip, Status

x = Symbol("x", real=True)
sigma = Function("sigma", real=True)(x)
g = Function("g", real=True)(x)
h = Function("h", real=True)(x)

with evaluate(False):
    dsigma_dx = Derivative(sigma, x)
    dsigma_dg = Derivative(1 / g, g)
    dg_dh = Derivative(1 + 1 / h, h)
    dh_dx = Derivative(h, x)

    CLAIMS = (
        Claim(
            "1",
            r"\sigma(x) = \frac{1}{1+e^{-x}}",
            Eq(sigma, 1 / (1 + exp(-x))),
            Role.DEFINITION,
        ),
        Claim(
            "2",
            r"= \underbrace{(1+e^{-x})^{-1}}_{g(x)}",
            Eq(sigma, (1 + exp(-x)) ** -1),
            Role.STEP,
            given=("1",),
            root=("1",),
        ),
        Claim(
            "3",
            r"\underbrace{(1+e^{-x})^{-1}}_{g(x)}",
            Eq((1 + exp(-x)) ** -1, g),
            Role.FACT,
        ),
        Claim(
            "4a",
            r"g(x) = 1 + (e^x)^{-1}",
            Eq(g, 1 + exp(x) ** -1),
            Role.DEFINITION,
        ),
        Claim(
            "4b",
            r"= 1 + h(x)^{-1}",
            Eq(g, 1 + h**-1),
            Role.STEP,
            given=("4a",),
            root=("4a",),
        ),
        Claim(
            "5",
            r"\frac{d\sigma}{dx} = \frac{d\sigma}{dg} \cdot \frac{dg}{dh} \cdot \frac{dh}{dx}",
            Eq(dsigma_dx, dsigma_dg * dg_dh * dh_dx),
            Role.FACT,
            root=("1",),
        ),
        Claim(
            "6a",
            r"\frac{dh}{dx} = e^x",
            Eq(dh_dx, exp(x)),
            Role.FACT,
        ),
        Claim(
            "6b",
            r"\frac{dg}{dh} = 0 + (-h(x)^{-2})",
            Eq(dg_dh, 0 + (-(h**-2))),
            Role.FACT,
        ),
        Claim(
            "6c",
            r"\frac{d\sigma}{dg} = -g(x)^{-2}",
            Eq(dsigma_dg, -(g**-2)),
            Role.FACT,
        ),
        Claim(
            "7",
            r"= -g(x)^{-2} \cdot -h(x) \cdot e^x",
            Eq(dsigma_dx, -(g**-2) * -h * exp(x)),
            Role.STEP,
            given=("5", "6a", "6b", "6c"),
            root=("1",),
        ),
        Claim(
            "8",
            r"= \cancel{(1+e^{-x})^{-2}} \cdot \cancel{(e^x)^{-1}} \cdot \cancel{e^x}",
            Eq(dsigma_dx, (1 + exp(-x)) ** -2 * exp(x) ** -1 * exp(x)),
            Role.STEP,
            given=("7",),
            root=("1",),
        ),
        Claim(
            "9",
            r"= (1+e^{-x})^{-2} \cdot e^{-x}",
            Eq(dsigma_dx, (1 + exp(-x)) ** -2 * exp(-x)),
            Role.STEP,
            given=("8",),
            root=("1",),
        ),
        Claim(
            "10",
            r"= \frac{e^{-x}}{(1+e^{-x})^2}",
            Eq(dsigma_dx, exp(-x) / (1 + exp(-x)) ** 2),
            Role.STEP,
            given=("9",),
            root=("1",),
        ),
        Claim(
            "11",
            r"\sigma(x)(1-\sigma(x))",
            Eq(dsigma_dx, sigma * (1 - sigma)),
            Role.STEP,
            given=("10",),
            root=("1",),
        ),
    )

    MEANINGS = (
        (sigma, 1 / (1 + exp(-x))),
        (g, 1 + exp(x) ** -1),
        (h, exp(x)),
    )

SIGMOID = Derivation(
    name="sigmoid",
    title="Chain rule: the derivative of the sigmoid",
    heading="Chain Rule Example",
    claims=CLAIMS,
    definitions=MEANINGS,
    expects=(
        Expectation(
            "3",
            "the brace covers the exponent too: the braced part is σ(x), not g(x)",
            true=Status.REFUTED,
            slip=Slip.FIRST,
            values=("0.731058578630", "1.36787944117"),  # σ(1), 1 + 1/e
        ),
        Expectation(
            "7",
            "lost exponent: −h⁻², as in the line above; at x = 0 it does not show",
            follows=Status.REFUTED,
            true=Status.REFUTED,
            slip=Slip.FIRST,
            values=("0.196611933241", "3.94905624466"),  # σ′(1), e²/(1 + 1/e)²
        ),
        Expectation(
            "8",
            "lost exponent: (eˣ)⁻²; the strikes cancel what the next line still uses",
            follows=Status.REFUTED,
            true=Status.REFUTED,
            slip=Slip.FURTHER,
            values=("0.196611933241", "0.534446645389"),  # σ′(1), 1/(1 + 1/e)²
        ),
        Expectation(
            "9",
            "the two slips cancel: right, but not from the line before",
            follows=Status.REFUTED,
            slip=Slip.HEALED,
        ),
    ),
)

DERIVATIONS = (SIGMOID,)
