"""The text of a proof names generators and relations, both sides over them, and the numerator that vanished."""

from __future__ import annotations

from typing import Any

import pytest
import sympy

from checker.decide import decide
from checker.model import Equal, Goal, Minimizes, SameRoots, Solves, Status

x, y = sympy.symbols("x y", real=True)
p = sympy.Symbol("p", positive=True)
e = sympy.exp(x)


@pytest.mark.parametrize(
    ("question", "steps"),
    [
        (
            Equal(e / (1 + e), 1 - 1 / (1 + e)),
            ("g1 := exp(x)", "left = (g1)/(g1 + 1)", "right = (g1)/(g1 + 1)", "numerator(left − right) = 0"),
        ),
        (
            Equal(1 / (sympy.sqrt(p) + 1), (sympy.sqrt(p) - 1) / (p - 1)),
            ("g1^2 = p", "left = (1)/(g1 + 1)", "numerator(left − right) = -g1^2 + g0 = 0 by g1^2 = p"),
        ),
        (Solves(p * x - y, x, y / p), ("numerator(residual at the value) = 0", "slope = g0")),
        (SameRoots(2 * (x - y), p * (x - y)), ("left = -2*g0 + 2*g1", "left = ((2)/(g2))·right")),
        (Minimizes((x - y) ** 2, (x,), (y,)), ("numerator(slope 1 at the value) = 0", "second derivative: 2")),
    ],
)
def test_what_a_proof_says_vanished(question: Any, steps: tuple[str, ...]) -> None:
    verdict = decide(Goal(question))
    assert verdict.status is Status.PROVED
    assert verdict.certificate is not None
    assert [step for step in steps if step not in verdict.certificate.steps] == []


def test_a_long_polynomial_is_told_by_its_length() -> None:
    names = sympy.symbols("a:f", real=True)
    product = sympy.Add(*names) ** 4
    verdict = decide(Goal(Equal(product, product.expand())))
    assert verdict.certificate is not None
    assert "left = a polynomial of 126 terms" in verdict.certificate.steps
