"""The steps of a proof as they are read: sums and indices as the notes write them, not as the engine keeps them.

The engine names the index of a sum by its height (`#1p`), a sum `S[1..n; x[#1p]]`, a number `constant π`.
"""

from __future__ import annotations

import re

SUM = re.compile(r"S\[([^;\[\]]*)\.\.([^;\[\]]*); ((?:[^\[\]]|\[[^\[\]]*\])*)\]")
INDEX = re.compile(r"#(\d+)[pn]?")
LETTERS = "ijklpqrs"
WORDS = (
    (re.compile(r"constant I\b"), "i"),
    (re.compile(r"\bconstant (?=\S)"), ""),
    (re.compile(r"\bformal log\b"), "log"),
    (re.compile(r"variable of integration \d+"), "t"),
    (re.compile(r"\((\w+)\)\^\(1/2\)"), r"sqrt(\1)"),
    (re.compile(r"-1\*(?=\w)"), "-"),
)
EQUATION = "Eq("


def as_read(steps: str) -> str:
    """Steps of a certificate in SymPy's plain text, which a report sets as mathematics."""
    while (found := SUM.search(steps)) is not None:
        low, high, body = found.groups()
        heights = [int(height) for height in INDEX.findall(body)]
        index = _letter(max(heights, default=1))
        steps = f"{steps[: found.start()]}Sum({body}, ({index}, {low}, {high})){steps[found.end() :]}"
    steps = INDEX.sub(lambda found: _letter(int(found[1])), steps)
    for pattern, word in WORDS:
        steps = pattern.sub(word, steps)
    return _equations(steps)


def _letter(height: int) -> str:
    return LETTERS[(height - 1) % len(LETTERS)]


def _equations(text: str) -> str:
    """Eq(a, b) as a = b."""
    start = text.find(EQUATION)
    if start < 0:
        return text
    depth, comma = 0, -1
    for at in range(start + len(EQUATION) - 1, len(text)):
        depth += (text[at] in "([") - (text[at] in ")]")
        if depth == 1 and text[at] == "," and comma < 0:
            comma = at
        if depth == 0 and comma > 0:
            left, right = text[start + len(EQUATION) : comma], text[comma + 1 : at].strip()
            return f"{text[:start]}{left} = {right}{_equations(text[at + 1 :])}"
    return text
