"""Every case in the tables of the tests of the engine, as questions on domains, whatever a table says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import get_args

from sympy import Basic, Integer
from sympy.logic.boolalg import Boolean

from checker.decide.procedure import Case
from checker.decide.sizing import oversize_of
from checker.decide.well_posed import misposed
from checker.model import DeriveCheckError, Domain, Equal, Goal, Question

HERE = Path(__file__).parent
LEFT_OUT = ("test_agreement.py", "test_within_limits.py")  # itself, and what no procedure is asked without limits
QUESTIONS = get_args(Question)


def cases_of_tables(every: int = 1) -> Iterator[tuple[str, Case]]:
    """Each case once, or that of every so many rows, with where it stands: a table of a test file, and a row of it."""
    seen: set[tuple[Question, Domain]] = set()
    for name, parts in islice(_all_rows(), 0, None, every):
        found = _case(parts)
        if found is not None and (found.question, found.domain) not in seen:
            seen.add((found.question, found.domain))
            yield name, found


def _all_rows() -> Iterator[tuple[str, tuple[object, ...]]]:
    for path in sorted(HERE.rglob("test_*.py")):
        if path.name in LEFT_OUT:
            continue
        module = import_module(".".join(("tests", "decide", *path.relative_to(HERE).with_suffix("").parts)))
        for name, table in sorted(vars(module).items()):
            for row, parts in _rows(table) if name.isupper() else ():
                yield f"{path.stem}, {name}, {row}", parts


def _rows(table: object) -> Iterator[tuple[object, tuple[object, ...]]]:
    if isinstance(table, Mapping):
        yield from ((row, _tuple(parts)) for row, parts in table.items())
    elif isinstance(table, tuple | list):
        yield from ((row, _tuple(parts)) for row, parts in enumerate(table))


def _tuple(parts: object) -> tuple[object, ...]:
    return parts if isinstance(parts, tuple) and not isinstance(parts, Basic) else (parts,)


def _case(parts: tuple[object, ...]) -> Case | None:
    """The question of a row, its two sides where it holds expressions only, on all the conditions that it holds."""
    asked = [part for part in parts if isinstance(part, QUESTIONS)]
    sides = [side for part in parts if (side := _expression(part)) is not None]
    domains = [condition for part in parts if isinstance(part, Domain) for condition in part.conditions]
    conditions = [part for part in parts if isinstance(part, Boolean)]
    conditions += [one for part in parts if isinstance(part, tuple) for one in part if isinstance(one, Boolean)]
    domain = Domain((*domains, *conditions))
    question = asked[0] if asked else Equal(sides[0], sides[1]) if len(sides) > 1 else None
    return Case(question, domain) if question is not None and _is_asked_well(question, domain) else None


def _is_asked_well(question: Question, domain: Domain) -> bool:
    """Would the engine put it to a procedure?"""
    try:
        return misposed(Goal(question, (), domain)) is None and oversize_of(Goal(question, (), domain)) is None
    except (DeriveCheckError, TypeError, RecursionError):  # what tests of ill-posed questions ask
        return False


def _expression(part: object) -> Basic | None:
    if isinstance(part, int) and not isinstance(part, bool):
        return Integer(part)
    return part if isinstance(part, Basic) and not isinstance(part, Boolean) else None
