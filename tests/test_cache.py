"""What was kept is printed again byte for byte, only where nothing changed, and never where it is damaged."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checker import cache
from checker.cache import Damaged, keep, kept, key_of

ROOT = Path(__file__).parents[1]
HEAVY = ("sympy", "numpy", "rich", "flint", "checker.check", "checker.report")
ASKED = (["sigmoid"], 0)
TEXT = "✓ noted \x1b[1m\ud800\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "derive-check"


def key() -> str:
    found = key_of(ASKED)
    assert found is not None
    return found


# --- an entry ----------------------------------------------------------------------------------


def test_what_is_kept_is_found(folder: Path) -> None:
    assert kept(key()) is None
    keep(key(), (TEXT, 1))
    assert kept(key()) == (TEXT, 1)
    assert [path.name for path in folder.iterdir()] == [f"{key()}.json"]
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(("first", "second"), [(("one", 0), ("two", 1)), (("long" * 1000, 0), ("", 0))])
def test_the_last_to_be_kept_is_found(first: cache.Printed, second: cache.Printed) -> None:
    keep(key(), first)
    keep(key(), second)
    assert kept(key()) == second


def edited(**changes: object) -> Callable[[Path], None]:
    def edit(path: Path) -> None:
        path.write_text(json.dumps({**json.loads(path.read_text(encoding="ascii")), **changes}), encoding="ascii")

    return edit


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def replaced_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def with_one_letter_changed(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"noted", b"nated"))


DAMAGES = [
    truncated,
    replaced_by_folder,
    with_one_letter_changed,
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(b"\xff\xfe"),
    lambda path: path.write_bytes(b"null"),
    lambda path: path.write_bytes(b"[" * 100_000),
    lambda path: path.write_bytes(b"1" * 5000),
    lambda path: path.write_text('{"name": "foreign"}', encoding="ascii"),
    edited(schema="derive-check printed 0"),
    edited(text="forged"),
    edited(text=None),
    edited(exit=0),
    edited(exit="1"),
    edited(key="0" * 40),
    edited(checksum="0" * 40),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_not_trusted(damage: Callable[[Path], object], folder: Path) -> None:
    keep(key(), (TEXT, 1))
    damage(folder / f"{key()}.json")
    with pytest.raises(Damaged):
        kept(key())


def test_an_entry_of_another_key_is_foreign(folder: Path) -> None:
    keep(key(), (TEXT, 0))
    other = key_of((["theta0"], 0))
    shutil.copy(folder / f"{key()}.json", folder / f"{other}.json")
    with pytest.raises(Damaged):
        kept(str(other))


def test_the_oldest_entries_are_dropped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_ENTRIES", 3)
    names = [f"{number:040x}" for number in range(5)]
    for age, name in enumerate(names):
        keep(name, (name, 0))
        os.utime(folder / f"{name}.json", ns=(age, age))
    keep(names[0], ("again", 0))
    assert sorted(path.stem for path in folder.iterdir()) == [names[0], names[3], names[4]]


def occupied_by_a_file(folder: Path) -> None:
    folder.write_text("not a folder", encoding="ascii")


def below_a_file(folder: Path) -> None:
    folder.parent.rmdir()
    folder.parent.write_text("not a folder", encoding="ascii")


def with_a_folder_in_the_place_of_the_entry(folder: Path) -> None:
    (folder / f"{key()}.json").mkdir(parents=True)


@pytest.mark.parametrize("hinder", [occupied_by_a_file, below_a_file, with_a_folder_in_the_place_of_the_entry])
def test_where_nothing_can_be_written_nothing_is_kept(hinder: Callable[[Path], None], folder: Path) -> None:
    hinder(folder)
    keep(key(), (TEXT, 0))
    with pytest.raises(Damaged):
        kept(key())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("/somewhere", "/somewhere/derive-check"),
        ("", "/home/me/.cache/derive-check"),
        ("relative", "/home/me/.cache/derive-check"),
    ],
)
def test_the_folder(given: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", given)
    monkeypatch.setenv("HOME", "/home/me")
    assert cache.folder() == expected


# --- the key -----------------------------------------------------------------------------------


def test_the_same_has_the_same_key() -> None:
    assert key() == key()


@pytest.mark.parametrize("asked", [(["sigmoid"], 1), (["theta0"], 0), (["sigmoid", "theta0"], 0), (["sigmoid"], 0, 1)])
def test_another_question_has_another_key(asked: tuple[object, ...]) -> None:
    assert key_of(asked) != key()


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("version", "3.99.0"), ("platform", "beos")],
)
def test_another_python_has_another_key(attribute: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key()
    monkeypatch.setattr(sys, attribute, value)
    assert key() != before


@pytest.fixture
def libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A path on which the libraries look to be installed."""
    site = tmp_path / "site"
    for name in cache.REQUIRED:
        (site / f"{name}-1.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", ["/nowhere", str(site)])
    return site


@pytest.mark.parametrize("name", cache.REQUIRED)
def test_another_version_of_a_library_has_another_key(name: str, libraries: Path) -> None:
    before = key()
    (libraries / f"{name}-1.0.dist-info").rename(libraries / f"{name}-1.1.dist-info")
    assert key() != before


@pytest.mark.parametrize("name", cache.OPTIONAL)
def test_an_optional_library_more_has_another_key(name: str, libraries: Path) -> None:
    before = key()
    (libraries / f"{name}-1.0-py3.11.egg-info").mkdir()
    assert key() != before


@pytest.mark.parametrize("name", cache.REQUIRED)
def test_there_is_no_key_where_a_version_is_not_known(name: str, libraries: Path) -> None:
    (libraries / f"{name}-1.0.dist-info").rmdir()
    assert key_of(ASKED) is None


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program, to be edited."""
    for package in cache.PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def append(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\n")


@pytest.mark.parametrize(
    ("edit", "path"),
    [
        (append, "derivations/sigmoid.py"),
        (append, "derivations/handwritten-notes.md"),
        (append, "checker/decide/kernels/tower.py"),
        (append, "checker/report/terminal.py"),
        (Path.unlink, "checker/explain/words.py"),
        (Path.touch, "checker/decide/new.py"),
    ],
)
def test_an_edited_source_has_another_key(edit: Callable[[Path], None], path: str, program: Path) -> None:
    command = [sys.executable, "-c", "from checker.cache import key_of; print(key_of((1,)))"]

    def key_there() -> str:
        return subprocess.run(command, cwd=program, capture_output=True, check=True, text=True).stdout

    before = key_there()
    assert before == key_there()
    edit(program / path)
    assert before != key_there() != "None\n"


# --- the program -------------------------------------------------------------------------------


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "checker", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [["forward-pass"], ["print", "forward-pass"], ["forward-pass", "--format", "json"]],
    ids=" ".join,
)
def test_the_same_bytes_with_and_without_a_cache(arguments: list[str], folder: Path) -> None:
    without = run(*arguments, "--no-cache")
    assert not folder.exists()
    first, second = run(*arguments), run(*arguments)
    (entry,) = folder.iterdir()
    truncated(entry)
    damaged = run(*arguments)
    assert without.returncode == first.returncode == second.returncode == damaged.returncode == 0
    assert without.stdout == first.stdout == second.stdout == damaged.stdout
    assert without.stderr == first.stderr == second.stderr == b""
    assert damaged.stderr == b"derive-check: a damaged cache entry is ignored\n"
    assert run(*arguments).stderr == b""  # it was kept anew


def test_other_settings_are_other_entries(folder: Path) -> None:
    calls: tuple[list[str], ...] = ([], ["--seed", "1"], ["--time-limit", "3"], ["--format", "json"])
    for arguments in calls:
        run("forward-pass", *arguments)
    assert len(list(folder.iterdir())) == len(calls)


def test_nothing_heavy_is_imported_for_what_is_kept() -> None:
    program = (
        "import sys; from checker.cli import main; main(['forward-pass']);"
        "print([name for name in sys.argv[1].split(',') if name in sys.modules], file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, ",".join(HEAVY)]
    first, second = (subprocess.run(command, cwd=ROOT, capture_output=True, check=True) for _ in range(2))
    assert b"sympy" in first.stderr
    assert second.stderr == b"[]\n"
    assert first.stdout == second.stdout
