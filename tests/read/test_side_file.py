"""Side files and front matter: what they settle, and how one that is not understood is told, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.model import DeriveCheckError
from checker.read.declarations import Opened, opened
from checker.read.document import document, read_document
from checker.read.ledger import Ledger
from checker.read.rewrites import Rewrite, rewritten
from checker.read.sections import headed
from checker.read.side_file import side_file, side_of
from checker.read.side_source import SideFault
from checker.read.syntax import parse
from checker.written import Formula, Node, Prose, Row, Scripts, Token

pytestmark = pytest.mark.filterwarnings("ignore::sympy.utilities.exceptions.SymPyDeprecationWarning")


def with_side(side: str, notes: str = "") -> Opened:
    """A section of notes, opened with a side file."""
    pieces = document((notes + "\n").encode(), "notes.md").pieces
    trees = [parse(piece.latex) for piece in pieces if isinstance(piece, Formula)]
    return opened(Ledger(), pieces, trees, (), side_file(side, "notes.derive.toml").general)


MEANINGS = [  # a side file, a name, and its meaning
    ("[symbols]\nX = 'm × n matrix'", "X", "a matrix (m, n)"),
    ("[symbols]\nX = 'symmetric n × n matrix'", "X", "a matrix (n, n)"),
    (r"[symbols]" "\n" r"X = '\in \mathbb{R}^{m \times n}'", "X", "a matrix (m, n)"),
    ("[symbols]\nX = { kind = 'matrix', shape = ['m', 'n'] }", "X", "a matrix (m, n)"),
    ("[symbols]\nx = { kind = 'vector', shape = 'n' }", "x", "a matrix (n, 1)"),
    ("[symbols]\nx = { shape = '3 × 1' }", "x", "a matrix (3, 1)"),
    ("[symbols]\nn = 'positive integer'", "n", "a whole number"),
    ("[symbols]\nn = 'integer'", "n", "a whole number"),
    ("[symbols]\n'\\theta_0' = 'real'", "theta_0", "a real number"),
    ("[symbols]\ntheta = 'real'", "theta", "a real number"),
    ("[symbols]\nL = 'function of $a, b$'", "L", "a function (a, b)"),
    ("[symbols]\nx = 'data'", "x", "data with an index"),
    ("symbols.x = 'real'", "x", "a real number"),
]


@pytest.mark.parametrize(("side", "name", "expected"), MEANINGS, ids=[side for side, _, _ in MEANINGS])
def test_symbols(side: str, name: str, expected: str) -> None:
    meaning = with_side(side).ledger.meaning(name)
    assert meaning is not None
    shape = f" {meaning.object.shape}" if "matrix" in meaning.kind.value else ""
    arguments = f" {meaning.arguments}" if meaning.arguments else ""
    assert f"{meaning.kind.value}{shape}{arguments}" == expected


CONDITIONS = [
    ("[symbols]\np = { kind = 'real', domain = '(0, 1)' }", {"p > 0", "p < 1"}),
    ("[symbols]\nx = { domain = 'x > 0' }", {"x > 0"}),
    ("[symbols]\nx = 'positive'", {"x > 0"}),
    ("[symbols]\nA = 'symmetric positive definite matrix'", {"Q.symmetric(A)", "Q.positive_definite(A)"}),
    (r"conditions = ['x > 0', 'r \neq 1']", {"x > 0", "Ne(r, 1)"}),
    ("conditions = 'x > 0'", {"x > 0"}),
]


@pytest.mark.parametrize(("side", "expected"), CONDITIONS, ids=[side for side, _ in CONDITIONS])
def test_conditions(side: str, expected: set[str]) -> None:
    assert {str(condition) for condition in with_side(side).ledger.conditions} == expected


def test_the_side_file_goes_before_the_words() -> None:
    meaning = with_side("[symbols]\nx = 'real'", "Let $x$ be a vector.").ledger.meaning("x")
    assert meaning is not None
    assert meaning.kind.value == "a real number"


def test_definitions_objective_and_data() -> None:
    side = "\n".join(
        [
            r"objective = '\frac{1}{m} \sum_i x_i'",
            "data = ['0', 'm - 1']",
            "[definitions]",
            "'h(x)' = 'e^x'",
            "c = '2'",
        ]
    )
    ledger = with_side(side).ledger
    assert {str(name): str(body) for name, body in ledger.definitions} == {"h(x)": "exp(x)", "c": "2"}
    assert str(ledger.operand) == "Sum(x[i], (i, 0, m - 1))/m"


REWRITES = [  # pattern, what is meant, what is written, and what is read
    (r"\vec{x}_{\theta}", r"X\theta", r"\vec{x}_{\theta} - y", r"{X\theta} - y"),
    (r"\vec{x}_{\theta}", r"X\theta", r"\vec{x}_\theta", r"{X\theta}"),
    (r"\vec{x}_{\theta}", r"X\theta", r"\vec{x}_{\theta}^T", r"{X\theta}^T"),
    (r"\vec{x}", "X", r"\vec{x}^T \vec{x}", "X^T X"),
    (r"\vec{x}", "X", r"\frac{2 \vec{x}^T}{m}", r"\frac{2 X^T}{m}"),
    ("a b", "c", r"\sqrt{a b} + a", r"\sqrt{c} + a"),
    # --- what must be left alone ---
    (r"\vec{x}", "X", r"x + \vec{y} + \hat{x}", r"x + \vec{y} + \hat{x}"),
    (r"\vec{x}_{\theta}", r"X\theta", r"\vec{x}_1", r"\vec{x}_1"),
    ("g", "h", r"\log g", r"\log h"),
    ("x", "x x", "x", "{x x}"),  # a replacement is not rewritten again
]


@pytest.mark.parametrize(
    ("pattern", "meant", "written", "read"), REWRITES, ids=[f"{w} by {p}" for p, _, w, _ in REWRITES]
)
def test_rewrites(pattern: str, meant: str, written: str, read: str) -> None:
    found = rewritten(parse(written), [Rewrite(parse(pattern), parse(meant))])
    assert _bare(found) == _bare(parse(read))


def _bare(node: object) -> object:
    """A tree without its places, and without braces around one node."""
    if isinstance(node, Row) and len(node.items) == 1:
        return _bare(node.items[0])
    if isinstance(node, Token):
        return node.text
    names = [name for name in getattr(type(node), "__slots__", ()) if name != "span"]
    if not names:
        return tuple(map(_bare, node)) if isinstance(node, tuple) else node
    return (type(node).__name__, *(_bare(getattr(node, name)) for name in names))


def test_a_replacement_keeps_the_place_of_what_it_stands_for() -> None:
    found = rewritten(parse(r"y - \vec{x}_{\theta}"), [Rewrite(parse(r"\vec{x}_{\theta}"), parse(r"X\theta"))])
    last: Node = found.items[-1]
    assert (last.span.start, last.span.end) == (4, 20)
    assert isinstance(last, Row)
    assert all(item.span == last.span for item in last.items)


def test_the_first_rule_that_matches_decides() -> None:
    rules = [Rewrite(parse(r"\vec{a} \vec{x}"), parse("a^T x")), Rewrite(parse(r"\vec{x}"), parse("X"))]
    assert _bare(rewritten(parse(r"\vec{a} \vec{x} + \vec{x}"), rules)) == _bare(
        Row((*_row("a^T x"), *parse("+ X").items), parse("X").span)
    )


def _row(latex: str) -> tuple[Node, ...]:
    return (parse(latex),)


FAULTS = [  # a side file, the place of its fault, and words of the message
    ("symbols = 3", "1:1", ["found `3`", "a table", "[symbols]"]),
    ("[symbol]\nx = 'real'", "1:1", ["the key `symbol`", "did you mean `symbols`?"]),
    ("[symbols]\nx = 'real'\ny = 'wobbly'", "3:1", ["`wobbly`", "symmetric"]),
    ("[symbols]\nx = { knd = 'real' }", "2:1", ["the key `knd`", "did you mean `kind`?"]),
    ("[symbols]\nx = {}", "2:1", ["nothing", "kind, shape, domain"]),
    ("[symbols]\nx = true", "2:1", ["`True`", "text"]),
    ("[symbols]\nx = { domain = '(0, 1' }", "2:1", ["`(`"]),
    ("[symbols]\nx = { shape = ['a', 'b', 'c'] }", "2:1", ["'m × n' or 'n'"]),
    ("[symbols]\n'\\frac{a}{b}' = 'real'", "2:1", ["a name such as"]),
    ("[rewrites]\n'\\frac{a}' = 'b'", "2:1", ["\\frac{a}"]),
    ("[updates]\n'w + 1' = 'w'", "2:1", ["w + 1", "a name"]),
    ("[rewrites]\n'' = 'b'", "2:1", ["nothing", "a formula"]),
    ("[definitions]\n'x + y' = '1'", "2:1", ["a name, or a function at names"]),
    ("[definitions]\na = 'b = c'", "2:1", ["one definition a line"]),
    ("[definitions]\n'h(x)' = 'e^{'", "2:1", ["e^{"]),
    ("data = ['1', '2', '3']", "1:1", ["say where the data begin and end"]),
    ("conditions = ['x']", "1:1", ["a comparison such as x > 0"]),
    ("objective = 3.5e", "1:1", []),
    ("x = 'unclosed", "1:14", ["LaTeX stands in single quotes"]),
    ('x = "\\vec{x}"', "1:8", ["LaTeX stands in single quotes"]),
    ("sections = 'a'", "1:1", ["a table of sections"]),
    ("[sections.A]\nsymbol = 1", "2:1", ["the key `symbol`"]),
    ("[sections.A.symbols]\nx = 'wobbly'", "2:1", ["`wobbly`"]),
    ("[symbols]\n\"a\\u0007b\" = 'real'", "2:1", ["U+0007"]),
]


@pytest.mark.parametrize(("side", "place", "words"), FAULTS, ids=[side for side, _, _ in FAULTS])
def test_faults_have_a_place_and_a_hint(side: str, place: str, words: list[str]) -> None:
    with pytest.raises(DeriveCheckError) as caught:
        side_file(side, "n.toml")
    message = str(caught.value)
    assert message.startswith(f"n.toml:{place}") or (not words and message.startswith("n.toml:1:"))
    assert all(word in message for word in words)
    assert "\n" not in message
    assert message.isprintable()


def test_names_that_look_like_python_are_names() -> None:
    assert with_side("[symbols]\n'\\text{import}' = 'real'").ledger.meaning("import") is not None
    with pytest.raises(SideFault, match=r"notes\.derive\.toml:2:1: found"):
        with_side("[definitions]\nf = '__import__(\"os\")'")


def notes_in(folder: Path, notes: str, side: str = "") -> Path:
    path = folder / "notes.md"
    path.write_text(notes, encoding="utf-8")
    if side:
        (folder / "notes.derive.toml").write_text(side, encoding="utf-8")
    return path


def test_front_matter_and_side_file_together(tmp_path: Path) -> None:
    notes = "---\ntitle: T\nderive-check:\n  symbols:\n    x: 'positive'\n  data: m\n---\n\nText\n"
    path = notes_in(tmp_path, notes, "conditions = ['y > 0']")
    settings = side_of(read_document(path), path).general
    ledger = opened(Ledger(), (), (), (), settings).ledger
    assert {str(condition) for condition in ledger.conditions} == {"x > 0", "y > 0"}
    assert str(ledger.range_of_data) == "(1, m)"


def test_no_side_file_settles_nothing(tmp_path: Path) -> None:
    path = notes_in(tmp_path, "---\ntitle: T\n---\n\nText\n")
    side = side_of(read_document(path), path)
    assert not side.sections
    assert not side.general.told


FRONT_FAULTS = [
    ("---\nderive-check:\n  symbol: {}\n---\n", ":3:3:", "did you mean `symbols`?"),
    ("---\nderive-check: 3\n---\n", ":2:1:", "a table of keys"),
    ("---\nderive-check:\n  symbols:\n    x: wobbly\n---\n", ":4:5:", "`wobbly`"),
    ("---\nderive-check: [\n---\n", ":2:16:", "single quotes"),
    ("---\nderive-check: !!python/object/apply:os.system ['true']\n---\n", ":2:", "single quotes"),
]


@pytest.mark.parametrize(("notes", "place", "hint"), FRONT_FAULTS, ids=[notes for notes, _, _ in FRONT_FAULTS])
def test_faults_of_front_matter(tmp_path: Path, notes: str, place: str, hint: str) -> None:
    path = notes_in(tmp_path, notes + "\nText\n")
    with pytest.raises(SideFault) as caught:
        side_of(read_document(path), path)
    assert place in str(caught.value)
    assert hint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_sections_begin_at_the_lines_that_a_side_file_names(tmp_path: Path) -> None:
    notes = "First part\n\n$$a$$\n\nSecond part - Jan 21\n\n$$b$$\n"
    path = notes_in(tmp_path, notes, "[sections.'Second part']\nconditions = ['b > 0']")
    doc = read_document(path)
    side = side_of(doc, path)
    pieces = list(headed(doc.pieces, side.titles()))
    headings = [piece for piece in pieces if isinstance(piece, Prose) and piece.heading]
    assert [piece.text.strip() for piece in headings] == ["Second part - Jan 21"]
    assert doc.text[headings[0].start :].startswith("Second part")
    assert side.settings("Second part - Jan 21").told
    assert not side.settings("First part").told


def test_a_section_that_is_not_there_is_said(tmp_path: Path) -> None:
    path = notes_in(tmp_path, "Text\n", "[sections.'Third part']\ndata = 'm'")
    with pytest.raises(SideFault, match="the section `Third part`"):
        side_of(read_document(path), path)


def test_scripts_keep_their_superscript() -> None:
    found = rewritten(parse(r"\vec{x}_{\theta}^T"), [Rewrite(parse(r"\vec{x}_{\theta}"), parse(r"X\theta"))])
    (node,) = found.items
    assert isinstance(node, Scripts)
    assert isinstance(node.base, Row)
