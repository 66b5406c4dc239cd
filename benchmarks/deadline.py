"""Runs a piece of work under a time limit, by a signal that no `except Exception` swallows."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

T = TypeVar("T")
SIGNALS = {signal.ITIMER_REAL: signal.SIGALRM, signal.ITIMER_PROF: signal.SIGPROF}  # of the clock, the processor
INSIST = 0.5  # seconds between repeats of the signal, should a bare `except:` swallow the first


class TimeLimit(BaseException):
    """The work did not end in time. No Exception, so that SymPy's own handlers let it through."""


def within(seconds: float, work: Callable[[], T], timer: int = signal.ITIMER_REAL) -> T:
    """What the work returns. Raises TimeLimit where it has not returned after so many seconds of a timer.

    Main thread only. A call into C is interrupted when it returns, not before.
    """
    before = signal.signal(SIGNALS[timer], _stop)
    try:
        signal.setitimer(timer, seconds, INSIST)
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
