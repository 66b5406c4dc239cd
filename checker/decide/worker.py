"""Runs tasks one after the other in a process of its own, which is ended where one outgrows its time or memory.

The kernel keeps both limits: a timer whose signal ends the process even inside a C function that
does not return, and a bound on its address space (setitimer(2), setrlimit(2)).
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import json
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from checker.model import DeriveCheckError, Limits

Plain = dict[str, "Plain"] | list["Plain"] | str | int | float | bool | None
Task = Callable[[], Plain]

FORKS = sys.platform == "linux"  # elsewhere tasks run in this process, without limits of time and memory
PIPE_SIZE = 1 << 20  # bytes of answers that may wait to be read, the most that any user may ask of Linux
GARBAGE_THRESHOLD = 50_000  # objects between collections: a worker is short-lived
OUT_OF_MEMORY = 3  # exit code of a worker that could get no more
REFUSALS = (ArithmeticError, AttributeError, NotImplementedError, TypeError, ValueError)
"""What SymPy raises of what it cannot do."""
PATIENCE = 10  # seconds of the clock for each of the processor's, before a task that uses none is ended


@dataclass(frozen=True, slots=True)
class Spent:
    """A task came to no end; `limit` names what it ran into."""

    limit: str


class Defect(Exception):
    """A task raised what no task should: a fault of this program, with the traceback of its process."""


class Refused(Defect):
    """A task raised what SymPy raises of objects that it cannot put together; `reason` is what SymPy says of it."""

    def __init__(self, told: str, reason: str) -> None:
        super().__init__(told)
        self.reason = reason


class Workers:
    """Runs shares of tasks, each share in a process of its own, and gives the outcomes share by share.

    A task is a function of no arguments that gives plain data; the processes are forked, so that it may use
    whatever is in memory. What a task changes is lost. Used in a `with` statement, at whose end
    all processes have ended.
    """

    def __init__(self, shares: Sequence[Sequence[Task]], limits: Limits) -> None:
        kind = _Worker if FORKS else _InProcess
        self._workers = [(kind(share, limits), len(share)) for share in shares if share]

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker, _length in self._workers:
            worker.close()

    def __iter__(self) -> Iterator[Plain | Spent]:
        """Each task's plain data, or Spent. Raises Defect, and DeriveCheckError where a task raised it."""
        for worker, length in self._workers:
            for _ in range(length):
                yield worker.next()


class _InProcess:
    """The tasks in this process, where others cannot be forked."""

    def __init__(self, tasks: Sequence[Task], limits: Limits) -> None:
        self._tasks, self._limits = iter(tasks), limits

    def next(self) -> Plain | Spent:
        return _outcome(_answer(next(self._tasks)), self._limits)

    def close(self) -> None:
        """There is nothing to end."""


class _Worker:
    """One process at a time: the next is started after the task that ended the one before."""

    def __init__(self, tasks: Sequence[Task], limits: Limits) -> None:
        self._tasks, self._limits = tasks, limits
        self._done = 0
        self._pid, self._answers = _started(tasks, limits)

    def next(self) -> Plain | Spent:
        line = self._answers.readline()
        self._done += 1
        if line.endswith(b"\n"):
            return _outcome(json.loads(line), self._limits)
        spent = Spent(_cause(self._reaped(), self._limits))
        if self._done < len(self._tasks):
            self._pid, self._answers = _started(self._tasks[self._done :], self._limits)
        return spent

    def close(self) -> None:
        if self._pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            self._reaped()

    def _reaped(self) -> int:
        self._answers.close()
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        return os.waitstatus_to_exitcode(status)


def _cause(code: int, limits: Limits) -> str:
    """What ended a process, from its exit code (negative: a signal)."""
    if code in (-signal.SIGPROF, -signal.SIGALRM):
        return f"the time limit of {limits.seconds:g} s"
    if code == OUT_OF_MEMORY:
        return _memory_limit(limits)
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return f"{_memory_limit(limits)}, as it seems: a library ended the process ({how})"


def _memory_limit(limits: Limits) -> str:
    return f"the memory limit of {limits.mebibytes} MiB"


# --- in the process of the tasks ---------------------------------------------------------------


def _started(tasks: Sequence[Task], limits: Limits) -> tuple[int, IO[bytes]]:
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python 3.12 warns where numpy's threads run; they hold no lock that a task takes
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            _work(tasks, limits, writing)
        finally:
            os._exit(1)
    os.close(writing)
    return pid, os.fdopen(reading, "rb")


def _work(tasks: Sequence[Task], limits: Limits, writing: int) -> None:
    """Answers every task in a line of JSON, and ends the process."""
    _prepare(limits, writing)
    with os.fdopen(writing, "wb") as answers:
        for task in tasks:
            _set_timers(limits.seconds)
            answer = _answer(task)
            _set_timers(0)
            if answer.get("spent") == "memory":
                os._exit(OUT_OF_MEMORY)  # what the task took may not all come back
            answers.write(json.dumps(answer).encode() + b"\n")
            answers.flush()
    os._exit(0)


def _set_timers(seconds: float) -> None:
    """Time is the processor's, so that what else runs on the machine decides no verdict; the clock ends what waits."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * seconds)


def _prepare(limits: Limits, writing: int) -> None:
    import fcntl  # noqa: PLC0415  # only POSIX has it
    import resource  # noqa: PLC0415  # the same

    gc.freeze()
    gc.enable()
    gc.set_threshold(GARBAGE_THRESHOLD)
    for number in (signal.SIGPROF, signal.SIGALRM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)  # ends the process, whatever it does
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGPROF, signal.SIGALRM})
    faulthandler.disable()  # how a process ends is told by who started it
    silence = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(silence, descriptor)  # libraries tell of failing there
    with contextlib.suppress(OSError):
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, PIPE_SIZE)
    with open("/proc/self/statm", encoding="ascii") as statistics:
        taken = int(statistics.read().split()[0]) * resource.getpagesize()
    most = taken + (limits.mebibytes << 20)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _answer(task: Task) -> dict[str, Plain]:
    try:
        return {"value": task()}
    except MemoryError:
        return {"spent": "memory"}
    except RecursionError:
        return {"spent": "depth"}
    except DeriveCheckError as fault:
        return {"fault": str(fault)}
    except REFUSALS as refusal:
        return {"defect": traceback.format_exc(), "reason": str(refusal)}
    except Exception:  # whatever it is, the other process shall tell of it
        return {"defect": traceback.format_exc()}


def _outcome(answer: dict[str, Plain], limits: Limits) -> Plain | Spent:
    if "fault" in answer:
        raise DeriveCheckError(str(answer["fault"]))
    if "reason" in answer:
        raise Refused(str(answer["defect"]), str(answer["reason"]))
    if "defect" in answer:
        raise Defect(str(answer["defect"]))
    if "spent" in answer:
        depth = f"the limit of {sys.getrecursionlimit()} calls within calls"
        return Spent(_memory_limit(limits) if answer["spent"] == "memory" else depth)
    return answer["value"]
