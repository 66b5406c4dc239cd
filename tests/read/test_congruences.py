"""a ≡ b (mod m): what is held to be true and false of numbers, and what is not read of names."""

from __future__ import annotations

import pytest

from checker.model import Status
from tests.read.test_steps import read, verdicts

P, R = Status.PROVED, Status.REFUTED
HELD = [
    (r"$17 \equiv 3 \pmod 7$", [P]),
    (r"$7^{222} \equiv 9 \pmod{10}$", [P]),
    (r"$2^{20} \equiv 24^2 = 576 \equiv 76 \pmod{100}$", [P, P, P]),
    (r"$17 \equiv 3, 22 \equiv 2 \pmod 7$", [P, R]),
    (r"$3^{-1} \equiv 5 \ (\text{mod } 7)$", [P]),
    (r"$10 \equiv 4 \pmod 4$", [R]),
    (r"$3 \cdot 4 = 13$ and $9 \equiv 2 \pmod 7$", [R, P]),
]


@pytest.mark.parametrize(("text", "expected"), HELD)
def test_congruences_of_numbers(text: str, expected: list[Status]) -> None:
    found = read(text)
    assert not found.unread
    assert [true for _, _, true in verdicts(found)] == expected


@pytest.mark.parametrize("text", [r"$n^2 \equiv 1 \pmod 8$", r"$5 \equiv 1 \pmod m$", r"$2^{-1} \equiv 1 \pmod 4$"])
def test_what_is_not_read(text: str) -> None:
    found = read(text)
    assert len(found.unread) == 1
    assert not verdicts(found)
