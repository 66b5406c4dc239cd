"""The steps of proofs are told in the notation of the notes."""

import pytest

from checker.report.proofs import as_read
from checker.report.said import in_line


@pytest.mark.parametrize(
    ("steps", "read"),
    [
        ("g0 := S[1..n; x[#1p]^2]", "g₀ := Σᵢ₌₁ⁿ xᵢ²"),
        ("y[#1p] + y[#2p]", "yᵢ + yⱼ"),
        ("S[1..m; S[1..n; x[#1p]]*y[#2p]]", "Σⱼ₌₁ᵐ Σᵢ₌₁ⁿ xᵢyⱼ"),
        ("g1 := constant I; g2 := exp(constant I*x)", "g₁ := i; g₂ := eⁱˣ"),
        ("true there: Eq(g*t**2/2 - h, 0)", "true there: gt²/2 − h = 0"),
        ("d/dt: sin(variable of integration 8)**2", "d/dt: (sin(t))²"),
        ("h > 0", "h > 0"),
    ],
)
def test_steps_are_read(steps: str, read: str) -> None:
    assert in_line(as_read(steps)) == read
