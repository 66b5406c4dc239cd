"""The signs, functions, accents, letter styles and brackets that commands stand for, the same for every format."""

from __future__ import annotations

import re
import unicodedata


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SIGNS = _pairs(
    """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
    lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ
    varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ
    Omega Ω partial ∂ nabla ∇ infty ∞ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ imath ı jmath ȷ emptyset ∅ varnothing ∅
    cdot · times × ast ∗ star ⋆ circ ∘ div ÷ pm ± mp ∓ cup ∪ cap ∩ land ∧ wedge ∧ lor ∨ vee ∨ oplus ⊕ ominus ⊖
    otimes ⊗ odot ⊙ setminus ∖ neg ¬ lnot ¬ forall ∀ exists ∃ bullet • prime ′ dagger † ddagger ‡ top ⊤ bot ⊥
    neq ≠ ne ≠ le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ll ≪ gg ≫ approx ≈ equiv ≡ cong ≅ sim ∼ simeq ≃
    asymp ≍ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ perp ⊥ parallel ∥ mid ∣ models ⊨
    vdash ⊢ prec ≺ succ ≻ coloneqq ≔ colon : to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← mapsto ↦
    Rightarrow ⇒ implies ⟹ Longrightarrow ⟹ Leftarrow ⇐ impliedby ⟸ Leftrightarrow ⇔ iff ⟺ leftrightarrow ↔
    hookrightarrow ↪ therefore ∴ because ∵ uparrow ↑ downarrow ↓ checkmark ✓ cdots ⋯ dots … ldots … vdots ⋮
    ddots ⋱ dotsc … dotsb ⋯ degree ° square □ Box □ blacksquare ■ qed ∎ backslash \\ sum Σ prod Π coprod ∐
    int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀
    langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lbrace { rbrace } lbrack [ rbrack ] vert | lvert | rvert |
    Vert ‖ lVert ‖ rVert ‖
    """
)

FUNCTIONS = frozenset(
    re.findall(
        r"\w+",
        "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup "
        "ln log max min Pr sec sin sinh sup tan tanh",
    )
)

OPERATOR_CHARACTERS = {"-": "−", "'": "′", "\\{": "{", "\\}": "}", "\\|": "‖"}
FENCE_CHARACTERS = OPERATOR_CHARACTERS | {".": "", "<": "⟨", ">": "⟩"}

THIN_SPACES = frozenset(("\\,", "\\;", "\\:", "\\>", "\\thinspace", "\\medspace", "\\thickspace"))
WIDE_SPACES = frozenset(("\\quad", "\\qquad", "\\enspace", "~"))

ACCENTS = {
    "vec": "\u20d7",
    "overrightarrow": "\u20d7",
    "overleftarrow": "\u20d6",
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "overline": "\u0304",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "breve": "\u0306",
    "acute": "\u0301",
    "grave": "\u0300",
    "mathring": "\u030a",
    "underline": "\u0332",
}

UPRIGHT = frozenset(("mathrm", "mathsf", "mathtt", "mathit", "mathnormal"))
BRACKETS_OF_GRIDS = {
    "bmatrix": ("[", "]"),
    "pmatrix": ("(", ")"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "cases": ("{", "}"),
    "dcases": ("{", "}"),
    "rcases": ("{", "}"),
}
BARE_GRIDS = frozenset(("matrix", "smallmatrix", "array"))
CASES = frozenset(("cases", "dcases", "rcases"))
MIRRORED = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "|": "|", "‖": "‖", "⌊": "⌋", "⌈": "⌉"}


def in_style(character: str, beginnings: tuple[str, ...]) -> str:
    """The character of a style, by its Unicode name, or the plain one where there is none."""
    plain_name = unicodedata.name(character, "").removeprefix("LATIN ").removeprefix("GREEK ").replace("LETTER ", "")
    for beginning in beginnings:
        try:
            return unicodedata.lookup(beginning + plain_name)
        except KeyError:
            continue
    return character
