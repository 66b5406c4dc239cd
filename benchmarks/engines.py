"""The engines held side by side: each is asked whether two expressions are equal on a domain."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from importlib import import_module

import sympy
from sympy import Basic

from benchmarks.deadline import TimeLimit, within
from checker.decide import decide
from checker.model import Domain, Equal, Goal, Status


class Answer(Enum):
    """What an engine makes of `left == right`."""

    EQUAL = "equal"
    CONDITIONAL = "equal on a condition"
    DIFFERENT = "different"
    SUPPORTED = "supported"  # evidence without proof
    UNDECIDED = "undecided"
    ILL_FORMED = "ill formed"
    CRASHED = "crashed"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, in the engine's words where it has some, and the seconds it took, without those to find the words."""

    answer: Answer
    because: str
    seconds: float


Judgement = tuple[Answer, str | Callable[[], str]]
Judge = Callable[[Basic, Basic, tuple[Basic, ...]], Judgement]


@dataclass(frozen=True, slots=True)
class Engine:
    """One way to decide equality; `repetitions` is how often it is measured on one item."""

    name: str
    judge: Judge
    repetitions: int


ANSWERS: Mapping[Status, Answer] = {
    Status.PROVED: Answer.EQUAL,
    Status.REFUTED: Answer.DIFFERENT,
    Status.SUPPORTED: Answer.SUPPORTED,
    Status.UNDECIDED: Answer.UNDECIDED,
    Status.ILL_FORMED: Answer.ILL_FORMED,
}


def by_decide(left: Basic, right: Basic, domain: tuple[Basic, ...]) -> Judgement:
    """The engine under test."""
    verdict = decide(Goal(Equal(left, right), (), Domain(domain)))
    if verdict.status is Status.PROVED and verdict.conditions:
        return Answer.CONDITIONAL, f"{verdict.by}: {'; '.join(verdict.conditions)}"
    return ANSWERS[verdict.status], lambda: f"{verdict.by}: {verdict.because}"


def by_simplify(left: Basic, right: Basic, _domain: tuple[Basic, ...]) -> Judgement:
    """`simplify(left − right)`: equal where it is 0, different where SymPy knows it is nowhere 0."""
    difference = sympy.simplify(left - right)
    if difference == 0:
        return Answer.EQUAL, ""
    return (Answer.DIFFERENT if difference.is_zero is False else Answer.UNDECIDED), ""


def by_equals(left: Basic, right: Basic, _domain: tuple[Basic, ...]) -> Judgement:
    """`left.equals(right)`: True, False, or None."""
    return {True: Answer.EQUAL, False: Answer.DIFFERENT, None: Answer.UNDECIDED}[left.equals(right)], ""


def by_math_verify(left: Basic, right: Basic, _domain: tuple[Basic, ...]) -> Judgement:
    """`math_verify.verify` on the SymPy trees; a grader, it says False also where it does not know."""
    same = import_module("math_verify").verify(left, right, timeout_seconds=None, raise_on_error=True)
    return (Answer.EQUAL if same else Answer.DIFFERENT), ""


ENGINES: tuple[Engine, ...] = (
    Engine("ours", by_decide, 5),
    Engine("simplify", by_simplify, 1),
    Engine("equals", by_equals, 1),
    Engine("math-verify", by_math_verify, 1),
)

logging.getLogger("math_verify").setLevel(logging.CRITICAL)  # it warns of a time limit that is ours


def ask(engine: Engine, left: Basic, right: Basic, domain: tuple[Basic, ...], limit: float) -> Reply:
    """One measured answer. Late or crashed is an answer too: nothing ends the run."""
    start = time.perf_counter()
    seconds = 0.0
    try:
        answer, words = within(limit, lambda: engine.judge(left, right, domain))
        seconds = time.perf_counter() - start
        because = words if isinstance(words, str) else within(limit, words)
    except TimeLimit:
        answer, because = Answer.LATE, f"more than {limit:g} s"
    except Exception as fault:
        answer, because = Answer.CRASHED, _where(fault)
    return Reply(answer, because, seconds or time.perf_counter() - start)


def _where(fault: Exception) -> str:
    """What was raised, and the innermost line of the checker that it came through, if it came through one."""
    frames = traceback.extract_tb(fault.__traceback__)
    frame = next((frame for frame in reversed(frames) if "/checker/" in frame.filename), frames[-1])
    path = "/".join(frame.filename.split("/")[-2:])
    return f"{type(fault).__name__}: {str(fault)[:120]} ({path}:{frame.lineno} {frame.name})"
