"""The command line: what each call does, where its output goes, and how it ends."""

import importlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from sympy import Integer

from checker import cli
from checker.arguments import ALL, LIST, PRINT
from checker.model import (
    Checked,
    Claim,
    Derivation,
    DeriveCheckError,
    Finding,
    Limits,
    Report,
    Role,
    Settings,
    Slip,
)
from checker.output import PROGRESS_WIDTH
from derivations import TOPICS, Topic

ROOT = Path(__file__).parents[1]
EVERYTHING = ["sigmoid", "theta0", "theta1", "matrix-gradient", "normal-equation", "perceptron", "forward-pass"]
HEAVY = ("sympy", "numpy", "rich", "flint", "checker.check", "derivations.sigmoid")


def made_report(names: Sequence[str], settings: Settings, surprise: str | None = None) -> Report:
    claim = Claim("1", r"\theta = \sigma [a,b]", Integer(0), Role.FACT)
    line = Finding(claim, None, None, None, Slip.UNFINISHED, "✓ noted", None, surprise)
    return Report(tuple(Checked(Derivation(n, f"Title of {n}", "", (claim,)), (line,), None) for n in names), settings)


class Checks:
    """Stands in for `checker.check`, and remembers what it was asked for."""

    def __init__(self, surprise: str | None = None, fault: BaseException | None = None) -> None:
        self.surprise, self.fault = surprise, fault
        self.names: list[str] = []
        self.settings: Settings | None = None

    def __call__(self, names: Sequence[str], settings: Settings, progress: Callable[[str], None]) -> Report:
        self.names, self.settings = [*names], settings
        progress("sigmoid, line \x1b 1 of 1")
        if self.fault:
            raise self.fault
        return made_report(names, settings, self.surprise)


def install(monkeypatch: pytest.MonkeyPatch, checks: Checks) -> Checks:
    module = ModuleType("checker.check")
    module.__dict__["check"] = checks
    monkeypatch.setitem(sys.modules, "checker.check", module)
    return checks


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keeps made reports out of the user's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "derive-check"


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Checks:
    monkeypatch.setenv("COLUMNS", "100")
    return install(monkeypatch, Checks())


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The real program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        check=False,
    )


# --- what is asked for -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "names", "seed"),
    [
        (["all"], EVERYTHING, 0),
        (["sigmoid"], ["sigmoid"], 0),
        (["linear_regression"], ["theta0", "theta1"], 0),
        (["theta1"], ["theta1"], 0),
        (["perceptron", "theta1"], ["perceptron", "theta1"], 0),
        (["theta1", "linear_regression", "theta1"], ["theta1", "theta0"], 0),
        (["sigmoid", "all"], EVERYTHING, 0),
        (["--seed", "7", "matrix_form"], ["matrix-gradient", "normal-equation"], 7),
        (["matrix_form", "--seed", "7"], ["matrix-gradient", "normal-equation"], 7),
        (["theta0", "--seed=18446744073709551615", "sigmoid"], ["theta0", "sigmoid"], 2**64 - 1),
        (["--format", "json", "forward_pass"], ["forward-pass"], 0),
        (["forward-pass", "--format", "json"], ["forward-pass"], 0),
        (["print", "all"], EVERYTHING, 0),
        (["--seed", "3", "print", "theta0", "sigmoid"], ["theta0", "sigmoid"], 3),
        (["print", "theta0", "--format", "text"], ["theta0"], 0),
        (["--", "sigmoid"], ["sigmoid"], 0),
    ],
    ids=str,
)
def test_what_is_checked(arguments: list[str], names: list[str], seed: int, checks: Checks) -> None:
    assert cli.main(arguments) == 0
    assert checks.names == names
    printed, table = "print" in arguments, "json" not in arguments
    assert checks.settings == Settings(seed=seed, rules=printed or not table, repairs="all" not in arguments or printed)


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        (["--time-limit", "0.5"], Settings(limits=Limits(seconds=0.5))),
        (["--time-limit=86400"], Settings(limits=Limits(seconds=86_400))),
        (["--memory-limit", "64"], Settings(limits=Limits(mebibytes=64))),
        (["--memory-limit", "64", "--seed", "7", "--time-limit", "3"], Settings(7, Limits(3, 64))),
        (["--no-cache"], Settings()),
    ],
    ids=str,
)
def test_limits(arguments: list[str], settings: Settings, checks: Checks) -> None:
    assert cli.main(["sigmoid", *arguments]) == 0
    assert checks.settings == settings


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sigmiod"], "there is no topic or derivation 'sigmiod'; did you mean sigmoid?"),
        (["Theta0"], "there is no topic or derivation 'Theta0'; did you mean theta0 or theta1?"),
        (["linear-regression"], "did you mean linear_regression?"),
        (["al"], "did you mean all"),
        (["pritn"], "did you mean print"),
        (["sigmoid", "nothing-like-it-xyz"], "there are: sigmoid, theta0, theta1, matrix-gradient,"),
        (["print", "thta0"], "did you mean theta0"),
        ([""], "there is no topic or derivation ''"),
        (["\x1b[31m\n"], "there is no topic or derivation '\\x1b[31m '"),
        (["all", "--seed"], "argument --seed: expected one argument"),
        (["all", "--seed", "x"], "argument --seed: a whole number from 0 to 18446744073709551615 is needed, not 'x'"),
        (["all", "--seed", "-1"], "argument --seed: a whole number from 0"),
        (["all", "--seed", "1.5"], "argument --seed: a whole number from 0"),
        (["all", "--seed", "٣"], "argument --seed: a whole number from 0"),
        (["all", "--seed", "18446744073709551616"], "argument --seed: a whole number from 0"),
        (["all", "--seed", "9" * 5000], "argument --seed: a whole number from 0"),
        (["all", "--time-limit", "0"], "argument --time-limit: a number of seconds from 0.01 to 86400 is needed"),
        (["all", "--time-limit", "-1"], "argument --time-limit: a number of seconds from 0.01 to 86400 is needed"),
        (["all", "--time-limit", "nan"], "argument --time-limit: a number of seconds from 0.01 to 86400 is needed"),
        (["all", "--time-limit", "1e9"], "argument --time-limit: a number of seconds from 0.01 to 86400 is needed"),
        (["all", "--memory-limit", "8"], "argument --memory-limit: a whole number of MiB from 16 to 16777216"),
        (["all", "--memory-limit", "1.5"], "argument --memory-limit: a whole number of MiB from 16 to 16777216"),
        (["all", "--format", "xml"], "argument --format: invalid choice: 'xml'"),
        (["all", "--form", "json"], "unrecognized arguments: --form"),
        (["--nonsense\x1b"], "unrecognized arguments: --nonsense\\x1b"),
        (["list", "sigmoid"], "'list' stands alone, but 'sigmoid' follows it"),
        (["print"], "'print' needs topics, or 'all'"),
        (["print", "all", "--format", "json"], "'print' gives plain text only"),
        (["list", "--format", "json"], "'list' gives plain text only"),
        (["sigmoid", "list"], "there is no topic or derivation 'list'"),
    ],
)
def test_unusable_calls(arguments: list[str], told: str, checks: Checks, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("derive-check: ")
    assert told in shown.err
    assert shown.err.endswith("\n")
    assert shown.err[:-1].isprintable()
    assert checks.names == []


def test_no_arguments_give_a_short_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("usage: derive-check ")
    assert shown.err.count("\n") <= 6


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [topic.name for topic in TOPICS]
    assert [line.split()[0] for line in lines if line.startswith(" ")] == EVERYTHING
    assert "  theta0           Linear regression: ∂MSE/∂θ₀, and θ₀" in lines


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_list_says_what_the_topic_files_hold(topic: Topic) -> None:
    derivations = importlib.import_module(f"derivations.{topic.name}").DERIVATIONS
    held = [(derivation.name, derivation.title) for derivation in derivations]
    assert held == [(entry.name, entry.title) for entry in topic.entries]


def test_no_topic_is_named_like_a_command() -> None:
    names = {topic.name for topic in TOPICS} | {*EVERYTHING}
    assert names.isdisjoint({ALL, LIST, PRINT})


# --- how it ends -------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["all"], ["print", "all"], ["all", "--format", "json"]], ids=str)
@pytest.mark.parametrize(("surprise", "code"), [(None, 0), ("", 1), ("expected refuted", 1)])
def test_exit_code_tells_of_surprises(
    arguments: list[str], surprise: str | None, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, Checks(surprise))
    assert cli.main(arguments) == code


@pytest.mark.parametrize(
    ("fault", "code", "told"),
    [
        (DeriveCheckError("notes.md:3:1: not\x1b found"), 2, "derive-check: notes.md:3:1: not\\x1b found\n"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 141, ""),
    ],
)
def test_faults_end_without_a_traceback(
    fault: BaseException, code: int, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    install(monkeypatch, Checks(fault=fault))
    assert cli.main(["all"]) == code
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", told)


def test_a_defect_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, Checks(fault=ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        cli.main(["all"])


# Buffered as by default: what is left in the buffer must not fail once more when the interpreter ends.
BUFFERED = {**os.environ, "PYTHONUNBUFFERED": ""}


def test_nobody_reads_the_output() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", "checker", "list"],
        cwd=ROOT,
        env=BUFFERED,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (128 + signal.SIGPIPE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_the_output_is_full() -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "checker", "list"],
            cwd=ROOT,
            env=BUFFERED,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr == b"derive-check: cannot write the output: No space left on device\n"


@pytest.mark.skipif(os.name != "posix", reason="closes a descriptor as a POSIX shell does")
def test_the_output_is_closed() -> None:
    command = f'"{sys.executable}" -m checker list >&-'
    ended = subprocess.run(["sh", "-c", command], cwd=ROOT, stderr=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stderr) == (2, b"derive-check: standard output is closed\n")


# --- what is kept ------------------------------------------------------------------------------


class Counted(Checks):
    """Counts how often it was asked; `cut_short` is what its reports say of themselves."""

    def __init__(self, cut_short: bool = False, surprise: str | None = None) -> None:
        super().__init__(surprise)
        self.cut_short, self.times = cut_short, 0

    def __call__(self, names: Sequence[str], settings: Settings, progress: Callable[[str], None]) -> Report:
        self.times += 1
        return replace(super().__call__(names, settings, progress), cut_short=self.cut_short)


@pytest.mark.parametrize(("surprise", "code"), [(None, 0), ("expected refuted", 1)])
def test_the_same_call_is_checked_once(
    surprise: str | None, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checks = install(monkeypatch, Counted(surprise=surprise))
    assert cli.main(["all"]) == code
    first = capsys.readouterr()
    assert cli.main(["all"]) == code
    assert capsys.readouterr() == first
    assert isinstance(checks, Counted)
    assert checks.times == 1


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        (["--seed", "1"], {}),
        (["--time-limit", "1"], {}),
        (["--memory-limit", "512"], {}),
        (["--format", "json"], {}),
        (["--no-cache"], {}),
        (["theta0"], {}),
        ([], {"COLUMNS": "90"}),
    ],
    ids=str,
)
def test_another_call_is_checked_anew(
    arguments: list[str], variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = install(monkeypatch, Counted())
    monkeypatch.setenv("COLUMNS", "100")
    cli.main(["sigmoid"])
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    cli.main(["sigmoid", *arguments])
    assert isinstance(checks, Counted)
    assert checks.times == 2


def test_what_was_cut_short_is_not_kept(monkeypatch: pytest.MonkeyPatch, cache_folder: Path) -> None:
    install(monkeypatch, Counted(cut_short=True))
    cli.main(["sigmoid"])
    assert not cache_folder.exists()


def test_what_was_checked_while_a_source_changed_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, cache_folder: Path, checks: Checks
) -> None:
    keys = iter(["before", "after"])
    monkeypatch.setattr("checker.cache.key_of", lambda _: next(keys))
    assert cli.main(["sigmoid"]) == 0
    assert checks.names == ["sigmoid"]
    assert not cache_folder.exists()


# --- where the answer goes ---------------------------------------------------------------------


def test_text_is_tables(checks: Checks, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["sigmoid"])
    shown = capsys.readouterr()
    assert "unfinished       ✓ noted" in shown.out
    assert max(map(len, shown.out.splitlines())) == 100
    assert shown.err == ""
    assert checks.names == ["sigmoid"]


def test_json(checks: Checks, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["all", "--format", "json"])
    tree = json.loads(capsys.readouterr().out)
    assert [derivation["name"] for derivation in tree["derivations"]] == checks.names == EVERYTHING
    assert tree["summary"]["lines"] == len(EVERYTHING)


def test_print(checks: Checks, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["print", "sigmoid"])
    assert capsys.readouterr().out.startswith("Title of sigmoid\n================\n")
    assert checks.names == ["sigmoid"]


@pytest.mark.parametrize(
    ("variables", "is_terminal", "coloured"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, True, True),  # no-color.org: set and not empty
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "xterm"}, False, False),
    ],
)
@pytest.mark.usefixtures("checks")
def test_colour(
    variables: dict[str, str],
    is_terminal: bool,
    coloured: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    cli.main(["sigmoid"])
    assert ("\x1b[" in capsys.readouterr().out) is coloured


@pytest.mark.parametrize(("columns", "width"), [("80", 80), ("133", 133), ("", 100), ("wide", 100)])
@pytest.mark.usefixtures("checks")
def test_width(columns: str, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(os, "get_terminal_size", no_terminal)
    cli.main(["sigmoid"])
    assert max(map(len, capsys.readouterr().out.splitlines())) == width


def no_terminal(_: int) -> os.terminal_size:
    raise OSError("not a terminal")


@pytest.mark.parametrize("is_terminal", [True, False])
@pytest.mark.usefixtures("checks")
def test_progress_is_for_a_terminal_and_leaves_no_trace(
    is_terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    cli.main(["sigmoid", "--format", "json"])
    shown = capsys.readouterr()
    json.loads(shown.out)
    written = shown.err.split("\r")
    assert [part.rstrip() for part in written if part.strip()] == (
        ["sigmoid, line \\x1b 1 of 1"] if is_terminal else []
    )
    assert not "".join(written[-2:]).strip()
    assert all(len(part) in (0, PROGRESS_WIDTH) for part in written)


@pytest.mark.parametrize("form", ["text", "print", "json"])
def test_an_output_without_unicode(form: str) -> None:
    program = (
        "import sys; from types import ModuleType; from test_cli import made_report; from checker.cli import main;"
        "module = sys.modules['checker.check'] = ModuleType('checker.check');"
        "module.check = lambda names, settings, progress: made_report(names, settings);"
        "sys.exit(main(sys.argv[1:]))"
    )
    arguments = ["print", "all"] if form == "print" else ["all", "--format", form]
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": paths},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    if form == "json":  # it is UTF-8 whatever the output would like
        assert json.loads(ended.stdout.decode("utf-8"))["derivations"][0]["claims"][0]["because"] == "✓ noted"
    else:
        assert "+ noted" in ended.stdout.decode("ascii")
        assert r"\theta = \sigma [a,b]" in ended.stdout.decode("ascii")


# --- the process itself ------------------------------------------------------------------------


def test_help() -> None:
    ended = run("--help")
    assert (ended.returncode, ended.stderr) == (0, b"")
    for word in (
        "all",
        "TOPIC",
        "print",
        "list",
        "--format",
        "--seed",
        "--time-limit",
        "--memory-limit",
        "--no-cache",
        "--version",
    ):
        assert word in ended.stdout.decode()


def test_version() -> None:
    ended = run("--version")
    assert ended.returncode == 0
    assert re.fullmatch(rb"derive-check (\d+\.\d+\.\d+|\(not installed\))\n", ended.stdout)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["list"], [], ["sigmiod"]], ids=" ".join)
def test_nothing_heavy_is_imported_before_it_is_needed(arguments: list[str]) -> None:
    program = (
        "import sys; from checker.cli import main; main(sys.argv[2:]);"
        "print([name for name in sys.argv[1].split(',') if name in sys.modules], file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, ",".join(HEAVY), *arguments], cwd=ROOT, capture_output=True, check=True
    )
    assert ended.stderr.splitlines()[-1] == b"[]"


def test_recheck_replays_every_proof_of_the_notes(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sigmoid", "normal-equation", "--recheck"]) == 0
    told = capfd.readouterr().err.strip().splitlines()[-1]
    replayed, of = told.split()[0], told.split()[2]
    assert replayed == of
    assert int(of) >= 15
