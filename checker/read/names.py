"""What a written sign is called: letters with their accents, alphabets and labels become one name each.

`\\theta_0` is theta_0, `\\hat{y}` is y_hat, `\\vec{w}` and `\\mathbf{w}` are w, marked as bold; `\\text{MSE}` is MSE.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from checker.written import Command, Node, Row, Scripts, Token

GREEK = frozenset(
    """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi omicron pi varpi
    rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi
    Psi Omega ell hbar""".split()  # noqa: SIM905  # a table of words
)
GREEK_LETTERS = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩϵϑϕ",
        """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon
        phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega epsilon vartheta
        phi""".split(),  # noqa: SIM905  # a table of words
        strict=True,
    )
)
ACCENTS = {"hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "widetilde": "tilde"} | {
    "dot": "dot",
    "ddot": "ddot",
    "check": "check",
    "breve": "breve",
}
BOLD = frozenset(("vec", "mathbf", "boldsymbol", "bm", "pmb", "overrightarrow"))
ALPHABETS = frozenset(("mathrm", "mathit", "mathcal", "mathsf", "mathscr", "mathfrak", "mathtt", "mathnormal"))
WORDS = frozenset(("text", "textrm", "textit", "textbf", "textsf", "textnormal", "mbox", "operatorname"))
UPRIGHT = (WORDS - {"operatorname"}) | {"mathrm", "mathsf"}


@dataclass(frozen=True, slots=True)
class Name:
    """What a sign is called; `bold` says that it is written as vectors and matrices are."""

    text: str
    bold: bool = False


def name_of(node: Node | None) -> Name | None:
    """The name that a node without scripts is, or None where it is no name."""
    if isinstance(node, Token):
        return _of_token(node)
    if isinstance(node, Row):
        return _of_row(node)
    if not isinstance(node, Command) or len(node.arguments) != 1:
        return None
    (argument,) = node.arguments
    if node.name in WORDS or node.name in ALPHABETS:
        return _of_words(argument, calligraphic=node.name in {"mathcal", "mathscr", "mathfrak"})
    inner = with_label(argument)
    if inner is None:
        return None
    if node.name in BOLD:
        return Name(inner.text, bold=True)
    return Name(f"{inner.text}_{ACCENTS[node.name]}", inner.bold) if node.name in ACCENTS else None


def with_label(node: Node | None) -> Name | None:
    """The name of a node whose scripts, if any, are labels: `x_1`, `\\sigma_{\\text{max}}`, `w^{\\text{new}}`."""
    if isinstance(node, Row) and len(node.items) == 1:
        return with_label(node.items[0])
    if not isinstance(node, Scripts):
        return name_of(node)
    base, below, word = name_of(node.base), label_of(node.below), word_above(node)
    if base is None or (below is None) != (node.below is None) or (word is None) != (node.above is None):
        return None
    name = labelled(base, below) if below is not None else base
    return worded(name, word) if word is not None else name


def word_above(node: Scripts) -> str | None:
    """The word that a superscript is: `new` of `w^{\\text{new}}`, no power, but on e. An upright T is a sign."""
    above = node.above.items[0] if isinstance(node.above, Row) and len(node.above.items) == 1 else node.above
    if isinstance(above, Token) and above.text in _WORDS:
        return _WORDS[above.text]
    if not isinstance(above, Command) or above.name not in UPRIGHT or getattr(node.base, "text", "") == "e":
        return None
    name = name_of(above)
    return name.text if name is not None and len(name.text) > 1 and name.text.isalpha() else None


def worded(name: Name, word: str) -> Name:
    """A name with a word above it, which only tells it from others."""
    return Name(f"{name.text}^{word}", name.bold)


def labelled(name: Name, label: str) -> Name:
    """A name with a subscript that only tells it from others."""
    compound = len(label) > 1 and any(sign in label[1:-1] for sign in "+-")
    return Name(f"{name.text}_({label})" if compound else f"{name.text}_{label}", name.bold)


def is_shifted(other: str, name: str) -> bool:
    """Is one name another of a sequence with the other: m_(t-1) or m_(t+1) beside m_t, and the reverse?"""
    base, _, label = name.partition("_")
    plain, _, index = other.partition("_")
    if base != plain or not label or label == index:
        return False
    here, there = (part.strip("()") for part in (label, index))
    short, long = sorted((here, there), key=len)
    return long.startswith(short) and long[len(short) : len(short) + 1] in {"+", "-"} and short.isalpha()


_SIGNS = {sign: sign for sign in ",+-*"}
_WORDS = {f"\\{word}": word for word in ("max", "min", "sup", "inf", "lim", "deg", "dim", "det", "tr", "arg")}
LABELS = {"\\ast": "*", "\\parallel": "par", "∥": "par", "\\perp": "perp", "⊥": "perp"} | _SIGNS | _WORDS
"""Signs in a subscript that only tell names apart: R_∥, v_⊥, n_+, t_max."""


def label_of(node: Node | None) -> str | None:
    """A subscript as text: digits, letters, words; None where it is something else."""
    if node is None:
        return None
    items = node.items if isinstance(node, Row) else (node,)
    parts: list[str] = []
    for item in items:
        if isinstance(item, Token) and item.kind in {"number", "space"}:
            parts.append(item.text if item.kind == "number" else "")
        elif isinstance(item, Token) and (sign := LABELS.get(item.text)) is not None:
            parts.append(sign)
        elif (name := with_label(item)) is not None:
            parts.append(name.text)
        else:
            return None
    return "".join(parts) or None


def _of_token(token: Token) -> Name | None:
    return _of_words(token) if token.kind == "words" else _of_sign(token.kind, token.text)


@lru_cache(maxsize=1024)  # every reader of a tree asks it of every sign
def _of_sign(kind: str, text: str) -> Name | None:
    if kind == "letter":
        return Name(GREEK_LETTERS.get(text, text))
    if kind == "command" and text[1:] in GREEK:
        greek = text[1:]
        return Name(greek.removeprefix("var") if greek in {"varepsilon", "varphi"} else greek)
    return None


def _of_row(row: Row) -> Name | None:
    return name_of(row.items[0]) if len(row.items) == 1 else None


def _of_words(node: Node, calligraphic: bool = False) -> Name | None:
    """A name of several letters, such as MSE."""
    tokens = node.items if isinstance(node, Row) else (node,)
    texts = []
    for token in tokens:
        if isinstance(token, Token) and token.kind in {"letter", "words", "number"}:
            texts.append(token.text.strip())
        elif (name := name_of(token)) is not None:
            texts.append(name.text)
        elif not (isinstance(token, Token) and token.text in {"-", "_", " "}):
            return None
    text = "".join(texts)
    if not text or not text.replace("_", "").replace("-", "").replace(" ", "").isalnum():
        return None
    return Name(f"cal_{text}" if calligraphic else text)
