"""A domain that says "this or that", as y ∈ {0, 1} does, taken as one domain for each: decided in each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from sympy import Eq, Or
from sympy.core.basic import Basic

from checker.decide.procedure import Case
from checker.model import Certificate, Counterexample, Domain, Equal, Status, Verdict

MOST_CASES = 8


def in_each_case(case: Case, decide: Callable[[Case], Verdict]) -> Verdict | None:
    """Proved where it is in each of them, refuted where it is in one; None where the domain falls into none."""
    if not isinstance(case.question, Equal):
        return None
    splits = [condition for condition in case.domain.conditions if isinstance(condition, Or)]
    if not splits or not all(map(_names_values, splits)):
        return None
    rest = tuple(condition for condition in case.domain.conditions if condition not in splits)
    names = dict.fromkeys(one.lhs for split in splits for one in split.args)
    choices = list(product(*(_values(name, splits) for name in names)))
    if not 1 <= len(choices) <= MOST_CASES:
        return None
    verdicts: list[Verdict] = []
    for choice in choices:
        values = dict(zip(names, choice, strict=True))
        found = decide(_at(case.question, rest, values))
        if found.status is Status.REFUTED:
            return _with_values(found, values)
        verdicts.append(found)
    return _joined(verdicts, choices, list(names))


def _names_values(condition: Or) -> bool:
    """Does it say only which numbers one name may be?"""
    return all(isinstance(one, Eq) and one.lhs.is_Symbol and one.rhs.is_Rational for one in condition.args) and (
        len({one.lhs for one in condition.args}) == 1
    )


def _values(name: Basic, splits: Sequence[Basic]) -> Iterator[Basic]:
    """The numbers that every one of the splits leaves a name."""
    allowed = [[one.rhs for one in split.args] for split in splits if split.args[0].lhs == name]
    return (value for value in sorted(set(allowed[0])) if all(value in each for each in allowed))


def _at(question: Equal, rest: Sequence[Basic], values: Mapping[Basic, Basic]) -> Case:
    """The question with the values put in, on what the rest of the domain says there."""
    conditions = [condition.xreplace(dict(values)) for condition in rest]
    there = Equal(question.left.xreplace(dict(values)), question.right.xreplace(dict(values)))
    return Case(there, Domain(tuple(condition for condition in conditions if condition != True)))  # noqa: E712  # SymPy's


def _with_values(found: Verdict, values: Mapping[Basic, Basic]) -> Verdict:
    """A refutation with the values that its case is of among those of its point."""
    seen = found.counterexample
    if seen is None:
        return found
    point = (*seen.point, *((str(name), str(value)) for name, value in values.items()))
    there = Counterexample(tuple(sorted(set(point))), seen.left, seen.right)
    return Verdict(found.status, found.by, found.because, counterexample=there)


def _joined(verdicts: Sequence[Verdict], choices: Sequence[Sequence[Basic]], names: Sequence[Basic]) -> Verdict | None:
    """One verdict of all: proved only where each is."""
    if not all(verdict.status is Status.PROVED for verdict in verdicts):
        return next((verdict for verdict in verdicts if verdict.status is not Status.PROVED), None)
    told = [", ".join(f"{name} = {value}" for name, value in zip(names, choice, strict=True)) for choice in choices]
    steps = tuple(
        f"{where}: {step}"
        for where, verdict in zip(told, verdicts, strict=True)
        for step in (verdict.certificate.steps if verdict.certificate is not None else ())
    )
    because = "; ".join(dict.fromkeys(verdict.because for verdict in verdicts))
    return Verdict(
        Status.PROVED,
        verdicts[0].by,
        f"in each of the cases {'; '.join(told)}: {because}",
        conditions=tuple(dict.fromkeys(c for verdict in verdicts for c in verdict.conditions)),
        certificate=Certificate("cases of the domain", steps),
    )
