"""A few planted slips are measured: each is one that the checker finds wrong, and no repair fails to be proved."""

from pathlib import Path

from benchmarks.slips import SHAPES, report, run, sound

NOTE = """# Squares

$$
\\begin{aligned}
(a + b)^2 - (a - b)^2 &= a^2 + 2ab + b^2 - (a^2 - 2ab + b^2) \\\\
&= 2ab + 2ab \\\\
&= 4ab
\\end{aligned}
$$
"""


def test_slips_are_planted_and_measured(tmp_path: Path) -> None:
    (tmp_path / "squares.md").write_text(NOTE, encoding="utf-8")
    measured = run(tmp_path, 0, 3, 20.0, lambda _: None, derivations=False)
    assert len(measured.outcomes) >= 3
    assert {one.shape for one in measured.outcomes} <= set(SHAPES)
    assert all(one.right != one.wrong for one in measured.outcomes)
    assert sound(measured)
    assert "planted slips" in report(measured)
