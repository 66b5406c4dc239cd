"""The spine: read a derivation, decide its claims, explain what was found."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cache, partial
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from traceback import extract_tb
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import flint
import sympy

import derivations as topics
from checker import tasks
from checker.decide.answers import numeric_from, verdict_from
from checker.decide.sizing import beyond
from checker.decide.worker import Plain, Spent, Task, Workers
from checker.explain.answers import repair_from
from checker.explain.blame import Line, caret
from checker.explain.codes import code_of
from checker.explain.root_words import root_words
from checker.explain.words import because, disagreement, hidden_at, surprise
from checker.model import (
    Checked,
    Claim,
    Derivation,
    DeriveCheckError,
    Finding,
    Goal,
    Limits,
    Place,
    Report,
    Role,
    Settings,
    Slip,
    Status,
    Verdict,
)
from checker.tasks import Written

if TYPE_CHECKING:
    from checker.drawn import Drawn
    from checker.mending_lines import Reader

NOTES = "handwritten-notes.md"
MOST_NEAR = 6  # lines around a wrong one, from which a repair may take something
MOST_WRONG_NEAR = 2  # of the wrong ones among these
LENGTH_OF_NUMPY = 300  # characters of lines that take as long to decide as numpy to import and to be used
MANY_DERIVATIONS = 4
MOST_PROCESSES = 2  # at a time: more cost more to start than they save

Name = tuple[str, str]  # of a derivation, and of a claim of it
Asked = tuple[
    Name, str
]  # a line, and what is asked of it: "follows", "true", "completion", "numeric", "slip", "values", "rules", "caveats"
Answers = dict[Asked, Any]  # plain data, or Spent
Readers = Callable[[Written], "Reader"]  # what reads a line again
MakesWorkers = Callable[[Sequence[Sequence[Task]], Limits], AbstractContextManager[Iterable[Plain | Spent]]]
Loads = Callable[[str], Derivation]  # a derivation by its name
Progress = Callable[[str], None]  # told the name of the derivation that is waited for


def check(names: Sequence[str], settings: Settings, progress: Progress) -> Report:
    """Checks the named derivations, in the order given. Raises DeriveCheckError where one cannot be read."""

    @cache
    def derivations() -> list[Derivation]:
        return [load(name) for name in names]

    def waiting(name: str) -> None:
        derivations()  # are found in the notes while other processes decide
        progress(name)

    written = _written([_declared(name) for name in names], _declared)
    answers = _decided(written, set(names), settings, waiting, Workers)
    return _reported(derivations(), _written(derivations(), load), answers, settings, None, Workers)


def load(name: str) -> Derivation:
    """A derivation of this package by its name, each claim with its place in the notes."""
    from checker.read.transcript import located  # noqa: PLC0415  # it imports the reader of LaTeX, 10 ms

    notes = (Path(topics.__file__).parent / NOTES).read_text(encoding="utf-8")
    return located(_declared(name), notes, f"derivations/{NOTES}")


def _declared(name: str) -> Derivation:
    """A derivation as its file declares it."""
    topic = next(topic for topic in topics.TOPICS if any(entry.name == name for entry in topic.entries))
    return next(d for d in _derivations(topic.name) if d.name == name)


def _derivations(topic: str) -> tuple[Derivation, ...]:
    """The derivations of a topic file. Raises DeriveCheckError, with the line, where the file cannot be run."""
    try:
        found: tuple[Derivation, ...] = import_module(f"derivations.{topic}").DERIVATIONS
    except Exception as fault:  # whatever a person's edit of the file may raise
        where = _line_of(fault, f"{topic}.py")
        raise DeriveCheckError(
            f"derivations/{topic}.py{where}: {type(fault).__name__}: {_in_one_line(fault)}"
        ) from fault
    return found


def _in_one_line(fault: Exception) -> str:
    """What a fault says; a SyntaxError names its place besides, which is told already."""
    return " ".join(str(fault.msg if isinstance(fault, SyntaxError) else fault).split())


def _line_of(fault: Exception, file: str) -> str:
    """ ":line", the last one in the file on the way to a fault; nothing where there is none."""
    if isinstance(fault, SyntaxError) and fault.filename is not None and Path(fault.filename).name == file:
        return f":{fault.lineno}"
    lines = [frame.lineno for frame in extract_tb(fault.__traceback__) if Path(frame.filename).name == file]
    return f":{lines[-1]}" if lines else ""


def check_derivation(derivation: Derivation, settings: Settings, workers: MakesWorkers = Workers) -> Checked:
    """Checks one derivation, wherever it comes from."""
    return check_derivations([derivation], settings, lambda _: None, workers=workers).checked[0]


def check_derivations(
    derivations: Sequence[Derivation],
    settings: Settings,
    progress: Progress,
    readers: Readers | None = None,
    known: Mapping[Goal, Verdict] = MappingProxyType({}),
    workers: MakesWorkers = Workers,
) -> Report:
    """Both verdicts of every claim, with the finite differences of every derivative, and what they come to.

    `readers` gives what reads a line again once it is edited; where it is None, those of this package are read as
    their notes are.

    Every question is a task of one of the `workers`, within the limits of the settings: one that exceeds
    them is undecided, and the next is asked. What is `known` of a pertinent goal is not asked again.
    """
    written = {name: replace(line, known=known) for name, line in _written(derivations, load).items()}
    answers = _decided(written, {derivation.name for derivation in derivations}, settings, progress, workers)
    return _reported(derivations, written, answers, settings, readers, workers)


def _reported(
    derivations: Sequence[Derivation],
    written: Mapping[Name, Written],
    answers: Answers,
    settings: Settings,
    readers: Readers | None,
    workers: MakesWorkers,
) -> Report:
    """The report on decided lines, once it is explained what they come to."""
    lines = {name: _line(line.claim, name, answers) for name, line in written.items()}
    answers = answers | _explained(written, lines, settings, readers, answers, workers)
    checked = tuple(
        Checked(
            derivation,
            tuple(_finding(derivation, name, lines, answers) for name in _names(derivation)),
            _stands(lines[derivation.name, derivation.result or derivation.claims[-1].name]),
        )
        for derivation in derivations
    )
    versions = {"python-flint": flint.__version__, "sympy": sympy.__version__}
    return Report(checked, settings, versions, any(isinstance(answer, Spent) for answer in answers.values()))


def pictures(report: Report) -> dict[Claim, Drawn]:
    """The numbers of the pictures of a report: of its wrong lines, and of a perceptron's way beside its last claim."""
    from checker import pictures as drawing  # noqa: PLC0415  # only hand-outs have any

    written = _written([checked.derivation for checked in report.checked], load)
    found = [finding for checked in report.checked for finding in checked.findings]
    wrong = {finding.claim for finding in found if finding.true and finding.true.status is Status.REFUTED}
    lines = [line for line in written.values() if line.claim in wrong]
    with Workers([[partial(drawing.pictured, line) for line in lines]], report.settings.limits) as workers:
        drawn = [None if isinstance(answer, Spent) else drawing.drawn_from(answer) for answer in workers]
    pictured = {line.claim: one for line, one in zip(lines, drawn, strict=True) if one is not None}
    for checked in report.checked:
        way = drawing.way_of_perceptron(checked.derivation.claims)
        if way is not None:
            pictured.setdefault(checked.derivation.claims[-1], way)
    return pictured


def recheck_proofs(names: Sequence[str]) -> list[tuple[str, str | None]]:
    """Every proof of the named derivations, as "sigmoid 10 true", with why it was not replayed, or None."""
    from checker.rechecks import rechecked  # noqa: PLC0415  # only `--recheck` needs it

    written = _written([load(name) for name in names], load)
    return [
        (f"{derivation} {claim} {question}", failure)
        for (derivation, claim), line in written.items()
        if derivation in names
        for question, failure in rechecked(line)
    ]


# --- the lines ---------------------------------------------------------------------------------


def _names(derivation: Derivation) -> list[Name]:
    return [(derivation.name, claim.name) for claim in derivation.claims]


def _written(derivations: Sequence[Derivation], loads: Loads) -> dict[Name, Written]:
    """Every claim of the derivations, and after them the claims elsewhere that they are given."""
    known = {derivation.name: derivation for derivation in derivations}
    written = {name: _in_context(name, known, loads) for derivation in derivations for name in _names(derivation)}
    elsewhere = [other for name, line in written.items() for other in _given(name, line.claim)]
    return written | {name: _in_context(name, known, loads) for name in dict.fromkeys(elsewhere) if name not in written}


def _in_context(name: Name, known: dict[str, Derivation], loads: Loads) -> Written:
    claim = _claim(name, known, loads)
    given, root = (
        tuple(_claim(_absolute(other, name[0]), known, loads) for other in others)
        for others in (claim.given, claim.root)
    )
    return Written(known[name[0]], claim, given, root)


def _claim(name: Name, known: dict[str, Derivation], loads: Loads) -> Claim:
    if name[0] not in known:
        known[name[0]] = loads(name[0])
    return next(claim for claim in known[name[0]].claims if claim.name == name[1])


def _given(name: Name, claim: Claim) -> list[Name]:
    return [_absolute(other, name[0]) for other in claim.given]


def _absolute(name: str, derivation: str) -> Name:
    """`7` is a claim of the derivation at hand, `theta0.7` one of another."""
    before, dot, after = name.partition(".")
    return (before, after) if dot else (derivation, name)


# --- what is asked of them ---------------------------------------------------------------------


def _decided(
    written: Mapping[Name, Written],
    asked: Collection[str],
    settings: Settings,
    progress: Progress,
    workers: MakesWorkers,
) -> Answers:
    """The verdicts of every line; of one of a derivation that was not asked for, only whether it is true."""
    return _answers(_shares(written, asked, settings.seed), settings.limits, progress, workers)


def _shares(written: Mapping[Name, Written], asked: Collection[str], seed: int) -> list[dict[Asked, Task]]:
    """Two shares of about the same length, only one of which loads numpy, the one for finite differences.

    Neighbouring lines are in one share, with all that is asked of them: what one makes of the terms they have
    in common, SymPy remembers for the next.
    """
    measured: dict[Asked, Task] = {
        (name, "numeric"): partial(tasks.measured, line, seed)
        for name, line in written.items()
        if name[0] in asked and tasks.derivative_and_claim(line.claim)
    }
    first: dict[Asked, Task] = {}
    second: dict[Asked, Task] = {}
    cut = _cut(written, LENGTH_OF_NUMPY if measured else 0)
    for number, (name, line) in enumerate(written.items()):
        share = first if number < cut else second
        share |= _verdicts_on(name, line, own=name[0] in asked)
    return [first, second | measured]


def _cut(written: Mapping[Name, Written], length_behind: int) -> int:
    """How many lines the first share has, for the longer share to be short; `length_behind` is of the second besides.

    Of many derivations none is cut in two: its lines need the same procedures, which each process loads for itself.
    """
    names, up_to = [*written], [0, *accumulate(map(_length, written.values()))]
    many = len({derivation for derivation, _ in names}) >= MANY_DERIVATIONS
    cuts = [k for k in range(1, len(names)) if not many or names[k][0] != names[k - 1][0]]
    return min(cuts, key=lambda k: max(up_to[k], up_to[-1] - up_to[k] + length_behind), default=len(names))


def _verdicts_on(name: Name, line: Written, own: bool) -> dict[Asked, Task]:
    found: dict[Asked, Task] = {(name, "true"): partial(tasks.true, line)}
    if own:
        found[name, "follows"] = partial(tasks.follows, line)
    if own and line.claim.completion is not None:
        found[name, "completion"] = partial(tasks.completed, line)
    if _is_known_wrong(line):  # its values are asked where SymPy remembers its terms; others' once they are found wrong
        found[name, "values"] = partial(tasks.values, line)
    return found


def _is_known_wrong(line: Written) -> bool:
    """Does the file of a line tell the values of its two sides, as it does where it is wrong?"""
    return any(known.claim == line.claim.name and known.values is not None for known in line.derivation.expects)


def _length(line: Written) -> int:
    """What a line is guessed to take to decide, in characters."""
    return len(line.claim.written)


def _explained(
    written: Mapping[Name, Written],
    lines: Mapping[Name, Line],
    settings: Settings,
    readers: Readers | None,
    found: Answers,
    workers: MakesWorkers,
) -> Answers:
    """What slip every line is, if any; of wrong ones values and repairs, of others the rules by which they hold."""
    here: Answers = {}  # what takes less time than to start a process for it
    slips: dict[Asked, Task] = {}
    others: dict[Asked, Task] = {}
    for name, line in lines.items():
        given = [lines[other] for other in _given(name, line.claim) if other in lines]
        earlier = _wrong_before(name, lines) if line.wrong else []
        of_slip = (written[name].derivation, line, given, earlier)
        if tasks.is_little_slip(*of_slip):
            here[name, "slip"] = tasks.slip(*of_slip)
        else:
            slips[name, "slip"] = partial(tasks.slip, *of_slip)
        if line.wrong:
            if (name, "values") not in found:
                slips[name, "values"] = partial(tasks.values, written[name])
            if settings.repairs:
                slips[name, "hidden"] = partial(tasks.hidden, written[name])
        holds = next((v for v in (line.follows, line.true) if v is not None and v.status is Status.PROVED), None)
        if settings.rules and holds is not None:
            others[name, "rules"] = partial(tasks.rules, written[name], holds, of_truth=holds is not line.follows)
            conditional = next((v for v in (line.true, line.follows) if v is not None and v.conditions), None)
            if conditional is not None:
                others[name, "caveats"] = partial(tasks.caveats, written[name], conditional)
    first, second = _mending(written, lines, readers) if settings.repairs else ({}, {})
    return here | _answers([slips | first, others | second], settings.limits, lambda _: None, workers)


def _wrong_before(name: Name, lines: Mapping[Name, Line]) -> list[Line]:
    """The wrong lines that the wrong ones rest on which a line is given, in their order."""
    waiting = [other for other in _given(name, lines[name].claim) if other in lines and lines[other].wrong]
    given = set(waiting)
    rests_on = _wrong_among(waiting, lines)
    return [lines[other] for other in lines if other in rests_on - given]


def _wrong_among(first: Sequence[Name], lines: Mapping[Name, Line]) -> set[Name]:
    """Wrong lines with all the wrong ones that they rest on through wrong ones."""
    waiting = [*first]
    seen = set(first)
    while waiting:
        other = waiting.pop()
        further = {each for each in _given(other, lines[other].claim) if each in lines and lines[each].wrong} - seen
        seen |= further
        waiting += sorted(further)
    return seen


def _answers(
    shares: Sequence[Mapping[Asked, Task]], limits: Limits, progress: Progress, workers: MakesWorkers
) -> Answers:
    """The answers of every share, each in a process of its own if there are as many."""
    if processes() == 1:
        shares = [{question: task for share in shares for question, task in share.items()}]
    questions = [question for share in shares for question in share]
    answers: Answers = {}
    with workers([[*share.values()] for share in shares], limits) as at_work:
        for question, answer in zip(questions, at_work, strict=True):
            progress(question[0][0])
            answers[question] = answer
    return answers


def _mending(
    written: Mapping[Name, Written], lines: Mapping[Name, Line], readers: Readers | None
) -> list[dict[Asked, Task]]:
    """The search for repairs of the wrong lines, in two shares."""
    wrong = [name for name, line in lines.items() if line.wrong]
    if not wrong:
        return [{}, {}]
    if readers is None:
        from checker.topic_reading import TopicReaders  # noqa: PLC0415  # it imports the reader, 100 ms

        readers = TopicReaders()
    shares: list[dict[Asked, Task]] = [{}, {}]
    for name in dict.fromkeys(_first_written(name, lines) for name in wrong):
        sound = not any(lines[other].wrong for other in _given(name, lines[name].claim) if other in lines)
        share = min(shares, key=len)
        share[name, "repairs"] = partial(tasks.mended, written[name], readers, sound, _near(name, lines))
    return shares


def _first_written(name: Name, lines: Mapping[Name, Line]) -> Name:
    """The first wrong one of the claims that a wrong line makes where it is written: x = 2 ± 3 makes two."""
    here = _where_written(lines[name])
    if here[0] is None:
        return name
    same = (other for other in lines if other[0] == name[0] and lines[other].wrong)
    return next(one for one in same if _where_written(lines[one]) == here)


def _where_written(line: Line) -> tuple[Place | None, str]:
    return line.claim.place, line.claim.written


def _near(name: Name, lines: Mapping[Name, Line]) -> list[tasks.Near]:
    """The lines around a wrong one, the nearest first, those before it before those behind.

    Those that are wrong too come last, and without a name: nothing is said to be as in them.
    """
    own = [other for other in lines if other[0] == name[0] and lines[other].claim.tree is not None]
    at = own.index(name) if name in own else 0
    others = sorted(
        (other for other in own if other != name), key=lambda one: (abs(own.index(one) - at), own.index(one))
    )
    right = [other for other in others if not lines[other].wrong][:MOST_NEAR]
    wrong = [other for other in others if lines[other].wrong][:MOST_WRONG_NEAR]
    named = [(_called(lines[other].claim), lines[other].claim) for other in right]
    return [*named, *(("", lines[other].claim) for other in wrong)]


def _called(claim: Claim) -> str:
    """What a line is called: by its name in a derivation, by its number in notes."""
    return f"line {_name_of(claim)}"


def _name_of(claim: Claim) -> str:
    return str(claim.place.line) if claim.asks is not None and claim.place is not None else claim.name


def processes() -> int:
    """How many processes are at work at a time; what they answer does not depend on it."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return min(usable, MOST_PROCESSES)


# --- what was answered -------------------------------------------------------------------------


def _line(claim: Claim, name: Name, answers: Answers) -> Line:
    return Line(claim, _verdict(answers.get((name, "follows"))), _verdict(answers[name, "true"]))


def _verdict(answer: Any) -> Verdict | None:
    if isinstance(answer, Spent):
        return beyond(answer.limit)
    return verdict_from(answer) if answer else None


def _found(answers: Answers, name: Name, kind: str) -> Any:
    """An answer's data; None where there is none, or it was not found within the limits."""
    answer = answers.get((name, kind))
    return None if isinstance(answer, Spent) else answer


def _finding(derivation: Derivation, name: Name, lines: Mapping[Name, Line], answers: Answers) -> Finding:
    line = lines[name]
    numeric, slip, values, rules = (_found(answers, name, kind) for kind in ("numeric", "slip", "values", "rules"))
    measured = numeric_from(numeric) if numeric else None
    found = Slip(slip) if slip else None
    expectation = next((known for known in derivation.expects if known.claim == name[1]), None)
    sides = (values[0], values[1]) if values and line.wrong else None
    unexpected = surprise(expectation, line.follows, line.true, found, sides)
    blamed = _blamed(name, line, answers, lines)
    mended = all(_found(answers, other, "repairs") for other in blamed)
    reason = because(
        line.claim,
        line.follows,
        line.true,
        found,
        rules or (),
        [_name_of(lines[other].claim) for other in blamed],
        mended,
    )
    if line.claim.completion is not None:
        said, completed = _completion(answers[name, "completion"])
        if completed.status is not Status.PROVED:
            unexpected = f"it does not come to {said}: {completed.because}"
        reason = f"{reason}; it comes to {said} ({completed.status.value})"
    if line.claim.role is Role.SOLUTION and line.wrong and line.claim.asks is not None:
        reason = "; ".join(filter(None, (reason, root_words(line.claim.asks[1], line.true))))
    complaints = (disagreement(line.true, measured), unexpected)
    searched = _first_written(name, lines) if line.wrong else name
    repairs = tuple(map(repair_from, _found(answers, searched, "repairs") or ()))
    hidden = _found(answers, name, "hidden")
    return Finding(
        claim=line.claim,
        follows=line.follows,
        true=line.true,
        numeric=measured,
        slip=found,
        because=reason,
        expectation=expectation,
        surprise="; ".join(complaint for complaint in complaints if complaint) or None,
        caveats=tuple(map(tasks.caveat_from, _found(answers, name, "caveats") or ())),
        code=code_of(line.claim, line.follows, line.true, found, repairs),
        caret=caret(line, repairs),
        repairs=repairs,
        hidden=hidden_at(*hidden) if hidden else "",
    )


def _blamed(name: Name, line: Line, answers: Answers, lines: Mapping[Name, Line]) -> list[Name]:
    """The lines with slips of their own, in their order, that a line rests on through lines that are wrong."""
    rests_on = _wrong_among(
        [other for other in _given(name, line.claim) if other in lines and lines[other].wrong], lines
    )
    own = (Slip.FIRST.value, Slip.FURTHER.value)
    return [other for other in lines if other in rests_on and _found(answers, other, "slip") in own]


def _completion(answer: Any) -> tuple[str, Verdict]:
    """What a line is said to come to, and the verdict on that."""
    if isinstance(answer, Spent):
        return "what its file says", beyond(answer.limit)
    return answer[0], verdict_from(answer[1])


def _stands(result: Line) -> bool | None:
    """Whether the end result is proved or wrong; None where neither is known."""
    if result.true is not None and result.true.status is Status.PROVED:
        return True
    return False if result.wrong else None
