"""`print --to`: every format of topics and of files, the same bytes twice, and one clear message where it cannot be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker import cli
from checker.model import DeriveCheckError
from checker.targets import ending_of, page_names, write_pages

NOTES = "# Squares\n\n$$(a+b)^2 = a^2 + 2ab + b^2$$\n$$(a-b)^2 = a^2 - b^2$$\n\nNot read: $x^2 # y$.\n"
BEGINNINGS = {".pdf": b"%PDF-", ".html": b"<!DOCTYPE html>", ".txt": b"Squares", ".png": b"\x89PNG"}
# Of two derivations with pictures of every kind but boundaries, which `tests/test_pictures.py` draws.
PRINTED = ("sigmoid.html", "theta0.pdf", "theta0.html", "theta0.png")
PRINT_EACH = """
import sys
from pathlib import Path
from checker import cli
for name in sys.argv[2:]:
    cli.main(["print", Path(name).stem, "--to", str(Path(sys.argv[1]) / name)])
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text(NOTES, encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", BEGINNINGS)
def test_a_file_of_notes(notes: Path, ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    target = notes.with_suffix(ending)
    assert cli.main(["print", str(notes), "--to", str(target)]) == cli.NOT_AS_EXPECTED
    assert target.read_bytes().startswith(BEGINNINGS[ending])
    shown = capsys.readouterr()
    assert shown.out == ""
    assert str(target) in shown.err.splitlines()
    assert [one.name for one in notes.parent.iterdir() if one.name.startswith(".")] == []


def test_standard_output_is_text(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["print", str(notes), "--to", "-"]) == cli.NOT_AS_EXPECTED
    told = capsys.readouterr().out
    assert cli.main(["print", str(notes)]) == cli.NOT_AS_EXPECTED
    assert capsys.readouterr().out == told
    for words in ("(a + b)² = a² + 2ab + b²", "✗ refuted", "6:16", "Found `#`"):
        assert words in told
    assert max(map(len, told.splitlines())) <= 80


@pytest.fixture(scope="module")
def of_seeds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Folders with the hand-outs that processes of two hash seeds, in two time zones, made of the same reports."""
    folders = []
    for seed in ("1", "2"):
        folder = tmp_path_factory.mktemp(f"seed{seed}")
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"}
        command = [sys.executable, "-c", PRINT_EACH, str(folder), *PRINTED]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        folders.append(folder)
    return folders


@pytest.mark.parametrize("name", PRINTED)
def test_the_same_bytes_whatever_the_hash_seed(of_seeds: list[Path], name: str) -> None:
    first, second = ((folder / name).read_bytes() for folder in of_seeds)
    assert first == second
    assert first.startswith(BEGINNINGS[Path(name).suffix])


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("report", "has no ending, but one of .pdf, .html, .txt, .png"),
        ("report.docx", "ends in '.docx', but one of"),
        ("report.pdf.", "ends in '.', but one of"),
        ("missing/report.pdf", "there is no folder"),
        ("folder.pdf", "this is a folder"),
        ("", "has no ending"),
    ],
)
def test_what_cannot_be_a_target(tmp_path: Path, target: str, words: str) -> None:
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(DeriveCheckError, match="--to") as told:
        ending_of(str(tmp_path / target) if target else "")
    assert words in str(told.value)


def test_it_is_told_before_anything_is_decided(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["print", "all", "--to", "/no/such/folder/report.pdf"]) == cli.UNUSABLE
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "words", [["all", "--to", "a.pdf"], ["list", "--to", "a.pdf"], ["read", "a.md", "--to", "a.pdf"]]
)
def test_to_is_for_print(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words) == cli.UNUSABLE
    assert "--to is for 'print'" in capsys.readouterr().err


def test_print_needs_topics_or_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["print", "--to", str(tmp_path / "a.pdf")]) == cli.UNUSABLE
    assert "'print' needs" in capsys.readouterr().err


def test_a_folder_that_takes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.targets.os.access", lambda *_: False)  # root may write anywhere
    with pytest.raises(DeriveCheckError, match="nothing can be written in the folder"):
        ending_of(str(tmp_path / "a.pdf"))


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("checker.targets.os.replace", full)
    with pytest.raises(DeriveCheckError, match="it cannot be written: No space left on device"):
        write_pages(str(target), [b"new"])
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.pdf", b"old")]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.pdf").write_bytes(b"old")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "real.pdf")
    write_pages(str(tmp_path / "link.pdf"), [b"new"])
    assert (tmp_path / "real.pdf").read_bytes() == b"new"
    assert (tmp_path / "link.pdf").is_symlink()


def test_names_of_pages() -> None:
    assert page_names("a/b.png", 3) == ["a/b.png", "a/b-2.png", "a/b-3.png"]


def test_an_odd_name_of_a_file_is_shown_not_obeyed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a\x1b[31m<script>\u202e.md"
    path.write_text("$1 + 1 = 2$\n", encoding="utf-8")
    target = tmp_path / "b\x1b[31m.html"
    assert cli.main(["print", str(path), "--to", str(target)]) == cli.AS_EXPECTED
    page = target.read_text(encoding="utf-8")
    assert "a\\x1b[31m&lt;script&gt;\\u202e.md" in page
    assert "\x1b" not in page + capsys.readouterr().err


def test_nothing_of_it_is_loaded_to_check() -> None:
    program = (
        "import sys; from checker import cli; cli.main(['sigmoid', '--no-cache']);"
        "print([name for name in ('typst', 'checker.printing', 'checker.targets', 'checker.report.handout',"
        " 'checker.report.typeset') if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines()[-1] == "[]"
