"""Runs a piece of work under a time limit, by a signal that no `except Exception` swallows."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable
from time import process_time
from types import FrameType
from typing import TypeVar

T = TypeVar("T")
Handler = Callable[[int, FrameType | None], None]
SIGNALS = {signal.ITIMER_REAL: signal.SIGALRM, signal.ITIMER_PROF: signal.SIGPROF}  # of the clock, the processor
INSIST = 0.5  # seconds between repeats of the signal, should a bare `except:` swallow the first
LOOKS = 0.1  # seconds of the clock between two looks at what was spent


class TimeLimit(BaseException):
    """The work did not end in time. No Exception, so that SymPy's own handlers let it through."""


def within(seconds: float, work: Callable[[], T], timer: int = signal.ITIMER_REAL) -> T:
    """What the work returns. Raises TimeLimit where it has not returned after so many seconds of a timer.

    Main thread only. A call into C is interrupted when it returns, not before.
    """
    return _stopped(work, timer, seconds, INSIST, _stop)


def within_with_workers(seconds: float, work: Callable[[], T]) -> T:
    """What the work returns. Raises TimeLimit where it has not returned after so many seconds of the processor.

    The time of worker processes counts, once each has ended. Main thread only, as above.
    """
    start = processor_seconds()

    def look(_signal: int, _frame: FrameType | None) -> None:
        if processor_seconds() - start >= seconds:
            raise TimeLimit

    return _stopped(work, signal.ITIMER_REAL, LOOKS, LOOKS, look)


def processor_seconds() -> float:
    """The seconds of the processor that this process and those it started, as far as they ended, have taken."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + ended.ru_utime + ended.ru_stime


def _stopped(work: Callable[[], T], timer: int, first: float, again: float, handler: Handler) -> T:
    before = signal.signal(SIGNALS[timer], handler)
    try:
        signal.setitimer(timer, first, again)
        try:
            return work()
        except SystemError as fault:  # C code in whose callback the signal came tells no other
            if _is_ours(fault):
                raise TimeLimit from fault
            raise
        finally:
            signal.setitimer(timer, 0)
    finally:
        signal.setitimer(timer, 0)
        signal.signal(SIGNALS[timer], before)


def _is_ours(fault: BaseException) -> bool:
    """Is the time limit what a fault comes from?"""
    causes: list[BaseException] = [fault]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None:
        causes.append(cause)
    return any(isinstance(cause, TimeLimit) for cause in causes)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TimeLimit
