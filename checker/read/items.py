"""A section's statements in reading order, each with the words that lead to it."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from checker.read.bare_sums import with_indices
from checker.read.congruences import with_moduli
from checker.read.cues import BOUNDED, EQUATED, LISTED, MENTIONS, PART, TRAILING, sentence_end
from checker.read.declared import is_comparison, of_sizes
from checker.read.names import with_label
from checker.read.rewrites import Rewrite, rewritten
from checker.read.statements import Statement, statements
from checker.read.syntax import SyntaxFault, parse
from checker.written import Formula, Node, Prose, Scripts, Token

LONGEST_SENTENCE = 4000  # characters; more than that without a full stop is no sentence, and costs its square

SCALES = {"thousand": "3", "million": "6", "billion": "9", "trillion": "12"}  # powers of ten
SCALE = re.compile(rf"\s*({'|'.join(SCALES)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """A statement, or the fault that its formula is not read for.

    `sentence` are the words of its sentence so far, other formulas shown as □, with those inside its own formula;
    `lead` those since the formula before; `after` those up to the next formula; `marks` counts the examples and
    exercises begun so far; `first` says that it begins its formula.
    """

    formula: Formula
    statement: Statement | None
    fault: SyntaxFault | None
    sentence: str
    lead: str
    after: str
    marks: int
    first: bool
    ends: bool

    @property
    def arrow(self) -> str:
        """The arrow before it, if there is one."""
        return self.statement.arrow if self.statement is not None else ""

    @property
    def is_mentioned(self) -> bool:
        """Do the words right before it, in running text, only say which curve, case or constraint is meant?"""
        if self.formula.display:
            return False
        listed = self._is_value() and LISTED.search(self.sentence) is not None
        return listed or MENTIONS.search(self.lead) is not None or BOUNDED.search(self.sentence) is not None

    @property
    def is_equated(self) -> bool:
        """Do the words right before it say that it is an equation to be solved: "the roots of f(x) = x"?"""
        return self.first and EQUATED.search(self.lead) is not None

    def _is_value(self) -> bool:
        """β = 0.9, σ² = 4."""
        parts = self.statement.parts if self.statement is not None else ()
        if len(parts) != 2 or len(parts[0].items) != 1:
            return False
        left = parts[0].items[0]
        if with_label(left) is None and not isinstance(left, Scripts):
            return False
        return all(isinstance(node, Token) and node.kind in {"number", "space"} for node in parts[1].items)


def items(pieces: Sequence[Prose | Formula], marks: int, rewrites: Sequence[Rewrite] = ()) -> Iterator[Item]:
    """Every statement of a section."""
    sentence = lead = ""
    modulus: Node | None = None  # of the last congruence of the paragraph
    for k, piece in enumerate(pieces):
        if isinstance(piece, Prose):
            marks += len(PART.findall(piece.text)) if not piece.heading else 1
            said = _parted(pieces, k) + spoken(piece.text) + ("\n" if piece.heading else "")
            sentence, lead = _last_sentence(sentence + said), lead + said
            modulus = None if "\n\n" in said else modulus
            continue
        after = _words_after(pieces, k)
        ends = _ends_sentence(piece, after)
        modulus = yield from _of_formula(piece, sentence, lead, after, marks, ends, rewrites, modulus)
        sentence, lead = "" if ends else f"{sentence} □ ", ""


def _parted(pieces: Sequence[Prose | Formula], k: int) -> str:
    """The end of a paragraph, where the words before the k-th piece stand in another; a heading speaks of all below."""
    before = pieces[k - 1] if k > 0 else None
    if not isinstance(before, Prose) or before.heading:
        return ""
    return "\n\n" if before.start + len(before.text) < pieces[k].start else ""


def spoken(text: str) -> str:
    """Words between formulas, without the marks that begin and end the formulas."""
    for mark in ("$$", "$", "\\[", "\\]", "\\(", "\\)"):
        text = text.removeprefix(mark).removesuffix(mark)
    return text


def _words_after(pieces: Sequence[Prose | Formula], k: int) -> str:
    words = ""
    for piece in pieces[k + 1 :]:
        if not isinstance(piece, Prose):
            break
        words += spoken(piece.text)
    return words


def _of_formula(
    piece: Formula,
    sentence: str,
    lead: str,
    after: str,
    marks: int,
    ends: bool,
    rewrites: Sequence[Rewrite],
    before: Node | None,
) -> Generator[Item, None, Node | None]:
    """The statements of a formula; gives the modulus of the congruences so far."""
    try:
        tree = rewritten(with_indices(parse(piece.latex, piece.macros)), rewrites)
        found, modulus = with_moduli(statements(tree), piece.latex, before)
    except SyntaxFault as fault:
        yield Item(piece, None, fault, sentence, lead, after, marks, first=True, ends=ends)
        return before
    if found:
        found[-1] = _scaled(found[-1], after)
    for k, statement in enumerate(found):
        last = k == len(found) - 1
        spoken = f"{sentence} {statement.words} " if statement.words else sentence
        yield Item(
            piece,
            statement,
            None,
            spoken,
            lead if k == 0 else statement.words,
            after if last else "",
            marks,
            k == 0,
            ends and last,
        )
    return modulus or before


def _scaled(statement: Statement, after: str) -> Statement:
    """ "≈ 85 million": a number that ends a formula, by the word behind it."""
    word = SCALE.match(after)
    last = statement.parts[-1]
    solid = [node for node in last.items if not isinstance(node, Token) or node.kind != "space"]
    if word is None or not statement.links or len(solid) != 1 or getattr(solid[0], "kind", "") != "number":
        return statement
    end = last.span
    ten = Scripts(Token("number", "10", end), None, Token("number", SCALES[word[1].lower()], end), end)
    items = (*solid, Token("command", "\\times", end), ten)
    return replace(statement, parts=(*statement.parts[:-1], replace(last, items=items)))


def trailing(all_items: Sequence[Item], k: int) -> Iterator[Item]:
    """The items of the same sentence behind the k-th that are conditions by the words before them."""
    if all_items[k].ends:
        return
    own = all_items[k].formula
    for item in all_items[k + 1 :]:
        if item.formula is own:
            if is_limit(item):
                yield item
            continue
        if item.statement is not None and not item.formula.display and TRAILING.match(item.lead):
            yield item
        elif item.formula.display or item.first:
            return
        if item.ends:
            return


def is_limit(item: Item) -> bool:
    """`…, \\qquad 1 ≤ k ≤ n − 1` or `|x| < 2` at the end of a display: a comparison that only a comma parts from it."""
    statement = item.statement
    if statement is None or item.first or not item.formula.display or statement.arrow or statement.words:
        return False
    return statement.joined == "," and (is_comparison(statement) or is_comparison(of_sizes(statement)))


def _ends_sentence(piece: Formula, after: str) -> bool:
    """A display goes on where what follows it begins in lower case, even in a paragraph of its own."""
    if piece.latex.rstrip().rstrip("\\ ,").endswith("."):
        return True
    following = after.strip()
    if piece.display:
        return (not following[:1].islower() and following[:1] not in ",;(") or sentence_end(following + " ")
    return sentence_end(after + " ")


def _last_sentence(text: str) -> str:
    """The words after the last end of a sentence or paragraph; of a sentence without end, its last part."""
    text = text[-LONGEST_SENTENCE:]
    for k in range(len(text) - 1, 0, -1):
        if text[k].isspace() and text[k - 1] in ".!?" and not text[:k].endswith(("i.e.", "e.g.", "cf.")):
            return text[k:]
        if text[k] == "\n" and text[k - 1] == "\n":
            return text[k:]
    return text
