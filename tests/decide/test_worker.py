"""A task that outgrows its time or memory ends alone: those before and after it are answered."""

import ctypes
import os
import signal
import sys
import time
from functools import partial

import pytest
from flint import fmpz

from checker.decide import worker
from checker.decide.worker import Defect, Plain, Refused, Spent, Task, Workers
from checker.model import DeriveCheckError, Limits

TIME = Limits(seconds=0.2, mebibytes=256)
MEMORY = Limits(seconds=20, mebibytes=64)
needs_fork = pytest.mark.skipif(sys.platform != "linux", reason="limits are kept by Linux")


def outcomes(tasks: list[Task], limits: Limits = TIME, count: int = 1) -> list[Plain | Spent]:
    """The tasks shared among `count` processes, one after the other."""
    length = max(-(-len(tasks) // count), 1)
    with Workers([tasks[start : start + length] for start in range(0, len(tasks), length)], limits) as workers:
        return list(workers)


def numbered(number: int) -> Plain:
    return {"number": number, "text": "θ\ud800\n", "list": [1.5, None, True]}


def sleeps() -> Plain:
    time.sleep(60)
    return "woke"


def loops_in_python() -> Plain:
    while True:
        pass


def loops_in_c() -> Plain:
    ctypes.PyDLL(None).pause()  # with the interpreter's lock held, and no handler of Python's run
    return None


def hangs_deaf_to_exceptions() -> Plain:
    while True:
        try:
            time.sleep(60)
        except BaseException:  # as a library might
            continue


def takes_memory() -> Plain:
    return len(bytearray(1 << 30))


def takes_memory_bit_by_bit() -> Plain:
    kept = []
    while True:
        kept.append(bytearray(1 << 16))


def takes_memory_in_c() -> Plain:
    return int(fmpz(3) ** (1 << 36) % 7)


def recurses() -> Plain:
    return recurses()


def kills(number: signal.Signals) -> Plain:
    os.kill(os.getpid(), number)
    return None


def leaves() -> Plain:
    os._exit(0)


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_answers_come_in_the_order_of_the_tasks(count: int) -> None:
    tasks: list[Task] = [partial(numbered, k) for k in range(5)]
    assert outcomes(tasks, count=count) == [numbered(k) for k in range(5)]


@pytest.mark.parametrize("count", [1, 2])
def test_no_tasks(count: int) -> None:
    assert outcomes([], count=count) == []


def test_many_long_answers_wait_to_be_read() -> None:
    answer = "x" * 100_000
    assert outcomes([lambda: answer] * 50, Limits(20, 256), count=2) == [answer] * 50


@needs_fork
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("task", [sleeps, loops_in_python, loops_in_c, hangs_deaf_to_exceptions])
def test_time_is_limited(task: Task, count: int) -> None:
    before, after = partial(numbered, 1), partial(numbered, 2)
    spent = Spent("the time limit of 0.2 s")
    assert outcomes([before, task, after, task, after], count=count) == [
        numbered(1), spent, numbered(2), spent, numbered(2),
    ]  # fmt: skip  # in the order of the tasks


@needs_fork
@pytest.mark.parametrize("task", [takes_memory, takes_memory_bit_by_bit])
def test_memory_is_limited(task: Task) -> None:
    assert outcomes([task, partial(numbered, 2)], MEMORY) == [Spent("the memory limit of 64 MiB"), numbered(2)]


@needs_fork
def test_a_library_that_gives_up_for_memory_ends_no_more_than_its_task(capfd: pytest.CaptureFixture[str]) -> None:
    spent, answer = outcomes([takes_memory_in_c, partial(numbered, 2)], MEMORY)
    assert isinstance(spent, Spent)
    assert spent.limit.startswith("the memory limit of 64 MiB")
    assert answer == numbered(2)
    assert capfd.readouterr() == ("", "")


@needs_fork
@pytest.mark.parametrize("task", [partial(kills, signal.SIGSEGV), partial(kills, signal.SIGABRT), leaves])
def test_a_process_that_ends_is_told_of(task: Task) -> None:
    spent, answer = outcomes([task, partial(numbered, 2)])
    assert isinstance(spent, Spent)
    assert "a library ended the process" in spent.limit
    assert answer == numbered(2)


@pytest.mark.parametrize("forks", [True, False])
def test_deep_recursion_is_a_limit(forks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "FORKS", forks and worker.FORKS)
    spent, answer = outcomes([recurses, partial(numbered, 2)])
    assert isinstance(spent, Spent)
    assert spent.limit.endswith("calls within calls")
    assert answer == numbered(2)


def raises(fault: Exception) -> Plain:
    raise fault


@pytest.mark.parametrize("forks", [True, False])
@pytest.mark.parametrize(
    ("fault", "expected", "told"),
    [
        (DeriveCheckError("it runs in a circle"), DeriveCheckError, "^it runs in a circle$"),
        (ZeroDivisionError("by nought"), Refused, "ZeroDivisionError: by nought"),
        (LookupError("not there"), Defect, "LookupError: not there"),
    ],
)
def test_faults_are_not_hidden(
    fault: Exception, expected: type[Exception], told: str, forks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "FORKS", forks and worker.FORKS)
    with pytest.raises(expected, match=told):
        outcomes([partial(numbered, 1), partial(raises, fault)])


@needs_fork
def test_no_process_is_left_behind() -> None:
    with Workers([[sleeps], [sleeps]], Limits(60, 256)):
        pass
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@needs_fork
@pytest.mark.parametrize("descriptor", [1, 2])
def test_tasks_print_nothing(descriptor: int, capfd: pytest.CaptureFixture[str]) -> None:
    assert outcomes([lambda: os.write(descriptor, b"heard")]) == [5]
    assert capfd.readouterr() == ("", "")
