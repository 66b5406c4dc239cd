"""The command line: what is asked for, where the answer goes, and the exit code it ends with."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import NoReturn

from checker import arguments, cache, output
from checker.arguments import ALL, EXPLAIN, JSON, LIST, PRINT, READ, TEXT
from checker.model import DeriveCheckError, Limits, NotesReport, Report, Settings
from checker.output import PROGRAM
from derivations import TOPICS

AS_EXPECTED, NOT_AS_EXPECTED, UNUSABLE, NOT_SETTLED, NO_CLAIM, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 3, 5, 130, 141
STANDARD_OUTPUT, TXT = "-", ".txt"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code; `argv` is that of the process where it is None.

    0: every line is as its file expects. 1: some line is not. 2: the call or the input is
    unusable, told in one line on standard error. 130: Ctrl-C. 141: nobody reads the output.
    """
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except DeriveCheckError as fault:
        output.complain(str(fault))
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return BROKEN_PIPE


def command() -> NoReturn:
    """Runs the command of the process, and ends the process with its exit code, at once.

    What was written is flushed, the workers have ended, and the system takes back the memory: to take SymPy apart
    object by object, as the interpreter would, costs 20 ms.
    """
    code = main()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        sys.exit(code)  # the interpreter tells of what it cannot flush
    os._exit(code)


def _run(argv: Sequence[str]) -> int:
    parser = arguments.parser()
    call = parser.parse_intermixed_args(arguments.with_kind(argv))
    words: list[str] = call.words
    if call.help:
        return _printed(parser.format_help())
    if call.version:
        return _printed(f"{PROGRAM} {_version()}\n")
    if not words:
        output.tell(f"{parser.format_usage()}{PROGRAM} --help says more\n")
        return UNUSABLE
    arguments.require_that_they_agree(call)
    if words == [LIST]:
        return _printed(_listing())
    if words[0] == LIST:
        raise DeriveCheckError(f"'{LIST}' stands alone, but '{words[1]}' follows it")
    settings = Settings(call.seed, Limits(call.time_limit, call.memory_limit))
    fix = arguments.fix_asked(call.fix, call.in_place, words)
    if words[0] == EXPLAIN:
        return _explain(words[1:], settings)
    if words[0] == READ:
        return _read(words[1:], settings)
    if call.sheet is not None:
        of_sheet = (call.sheet, call.key, call.variants or "A")
        return _sheets(words[1:], *of_sheet, settings.seed, call.to or STANDARD_OUTPUT)
    if words[0] == PRINT and (call.to is not None or any(map(arguments.is_file, words[1:]))):
        return _print(words[1:], settings, call.to or STANDARD_OUTPUT, call.recheck)
    if any(map(arguments.is_file, words)):
        return _check_files(words, settings, call.format, fix)
    form = PRINT if words[0] == PRINT else call.format
    overview = ALL in words and form == TEXT
    settings = replace(settings, rules=form in TELL_RULES, repairs=not overview)
    names = arguments.named(words[1:] if form == PRINT else words)
    code = _check(names, settings, form, may_keep=not call.no_cache)
    return max(code, _recheck(names)) if call.recheck else code


def _listing() -> str:
    width = max(len(entry.name) for topic in TOPICS for entry in topic.entries)
    lines: list[str] = []
    for topic in TOPICS:
        lines += [topic.name, *(f"  {entry.name:<{width}}  {entry.title}" for entry in topic.entries)]
    return "".join(f"{line}\n" for line in lines)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  # only `--version` needs it

    try:
        return version(PROGRAM)
    except PackageNotFoundError:
        return "(not installed)"


def _printed(text: str) -> int:
    output.write(text)
    return AS_EXPECTED


# --- what is done ------------------------------------------------------------------------------


def _check(names: Sequence[str], settings: Settings, form: str, may_keep: bool) -> int:
    """Prints what the derivations come to, as kept from a run before where everything was the same."""
    page = output.page()
    asked = (names, settings, form, None if form == JSON else page)
    key = cache.key_of(asked) if may_keep else None
    printed = _kept(key) if key else None
    if printed is None:
        report = _checked(names, settings, form)
        printed = FORMS[form](report, page), _exit_code(report)
        if key and not report.cut_short and cache.key_of(asked) == key:  # no source was edited meanwhile
            cache.keep(key, printed)
    text, code = printed
    output.write(text, encoding="utf-8" if form == JSON else None)
    return code


def _check_files(words: Sequence[str], settings: Settings, form: str, fix: str) -> int:
    """Prints what the files of notes come to, and mends them where that is asked for."""
    reports = _checked_files(words, replace(settings, rules=True))
    if form == JSON:
        from checker.report.notes_as_json import notes_as_json  # noqa: PLC0415  # only `--format json` needs it

        output.write(notes_as_json(reports), encoding="utf-8")
    else:
        from checker.report import Page  # noqa: PLC0415  # reports in JSON need none of it
        from checker.report.of_notes import notes_text  # noqa: PLC0415  # the same

        output.write(notes_text(reports, Page(*output.page())))
    if fix:
        _mend(reports, in_place=fix == "in place", tell=output.tell if form == JSON else output.write)
    return _code_of_notes(reports)


def _checked_files(words: Sequence[str], settings: Settings) -> list[NotesReport]:
    other = next((word for word in words if not arguments.is_file(word)), None)
    if other is not None:
        raise DeriveCheckError(f"'{other}' is no file, though others of the words are: check files and topics apart")
    from pathlib import Path  # noqa: PLC0415  # only files need it

    from checker.check_notes import check_file  # noqa: PLC0415  # it imports SymPy, 350 ms

    progress = output.progress()
    try:
        return [check_file(Path(word), settings, progress) for word in dict.fromkeys(words)]
    finally:
        progress("")


def _print(words: Sequence[str], settings: Settings, target: str, recheck: bool) -> int:
    """Writes the hand-out of topics or of files, and tells where it is."""
    from checker.targets import ending_of, write_pages  # noqa: PLC0415  # only hand-outs need it

    ending = TXT if target == STANDARD_OUTPUT else ending_of(target)
    found: Report | list[NotesReport]
    if any(map(arguments.is_file, words)):
        found = _checked_files(words, replace(settings, rules=True))
        code = _code_of_notes(found)
    else:
        names = arguments.named(words)
        found = _checked(names, replace(settings, rules=True), PRINT)
        code = max(_exit_code(found), _recheck(names) if recheck else AS_EXPECTED)
    from checker.printing import as_text, pages  # noqa: PLC0415  # it imports SymPy, 350 ms

    if target == STANDARD_OUTPUT:
        output.write(as_text(found))
    else:
        written = write_pages(target, pages(found, ending))
        output.tell("".join(f"{output.shown(name)}\n" for name in written))
    return code


def _sheets(words: Sequence[str], kind: str, key: bool, variants: str, seed: int, target: str) -> int:
    """Writes student sheets, or their answer keys, and tells where they are."""
    from checker.targets import ending_of, write_pages  # noqa: PLC0415  # only hand-outs need it

    ending = TXT if target == STANDARD_OUTPUT else ending_of(target)
    files = [word for word in dict.fromkeys(words) if arguments.is_file(word)]
    names = [] if files and len(files) == len(set(words)) else arguments.named(words)
    from pathlib import Path  # noqa: PLC0415  # only files need it

    from checker.grounds import DerivationSource, NotesSource  # noqa: PLC0415  # it imports SymPy, 350 ms
    from checker.printing import sheet_pages  # noqa: PLC0415  # the same
    from checker.sheets import Kind, alike, sheets  # noqa: PLC0415  # the same

    sources = [NotesSource(Path(word)) for word in files] if not names else [DerivationSource(name) for name in names]
    made_of = [(source, sheets(source, Kind(kind), seed, variants)) for source in sources]
    made = tuple(sheet for _, of_one in made_of for sheet in of_one)
    pages = sheet_pages(made, key, ending)
    if target == STANDARD_OUTPUT:
        output.write(pages[0].decode())
    else:
        output.tell("".join(f"{output.shown(name)}\n" for name in write_pages(target, pages)))
    for source, of_one in made_of:
        same = alike(of_one)
        if same:
            output.complain(
                f"{source.name}: variants are alike, as it has too few lines for so many: {', '.join(same)}"
            )
    return AS_EXPECTED


def _mend(reports: Sequence[NotesReport], in_place: bool, tell: Callable[[str], object]) -> None:
    """Writes the unique repairs, and says what was written where, and what was left."""
    from pathlib import Path  # noqa: PLC0415  # only files need it

    from checker.fixing import write_fixed  # noqa: PLC0415  # only `--fix` needs it

    for report in reports:
        target, fixed = write_fixed(Path(report.path), report, in_place)
        if fixed.mended:
            count = len(fixed.mended)
            tell(f"{output.shown(str(target))}: {count} {'line' if count == 1 else 'lines'} mended\n")
        else:
            tell(f"{output.shown(report.path)}: nothing to mend; nothing was written\n")
        for place, repair in fixed.mended:
            slips = " and ".join(dict.fromkeys(edit.slip for edit in repair.edits))
            tell(f"  {place.line}:{place.column}  {slips}: {output.shown(repair.mended)}\n")
        for place, why in fixed.left:
            tell(f"  {place.line}:{place.column}  left: {why}\n")


def _code_of_notes(reports: Sequence[NotesReport]) -> int:
    from checker.report import is_open, is_wrong  # noqa: PLC0415  # only files need it
    from checker.report.of_notes import findings_of  # noqa: PLC0415  # the same

    findings = [finding for report in reports for finding in findings_of(report)]
    if any(map(is_wrong, findings)):
        return NOT_AS_EXPECTED
    if not all(map(findings_of, reports)):
        return NO_CLAIM
    settled = not any(map(is_open, findings)) and not any(report.unread for report in reports)
    return AS_EXPECTED if settled else NOT_SETTLED


def _read(words: Sequence[str], settings: Settings) -> int:
    """Prints how files of notes are understood."""
    if not words:
        raise DeriveCheckError(f"'{READ}' needs files of notes")
    from pathlib import Path  # noqa: PLC0415  # only files need it

    from checker.check_notes import read_file  # noqa: PLC0415  # it imports SymPy, 350 ms
    from checker.report import Page  # noqa: PLC0415  # a kept run needs none of it
    from checker.report.reading import reading  # noqa: PLC0415  # only `read` needs it

    found = [read_file(Path(word), settings) for word in dict.fromkeys(words)]
    output.write("\n".join(reading(notes, Page(*output.page())) for notes in found))
    if not any(notes.lines for notes in found):
        return NO_CLAIM
    return NOT_SETTLED if any(notes.unread for notes in found) else AS_EXPECTED


def _explain(words: Sequence[str], settings: Settings) -> int:
    """Prints the pages of codes, their examples worked."""
    from checker.explain.catalogue import CATALOGUE  # noqa: PLC0415  # only `explain` needs it

    kinds = {kind.code: kind for kind in CATALOGUE}
    codes = list(kinds) if list(words) == [ALL] else [word.upper() for word in words]
    unknown = next((word for word in codes if word not in kinds), None)
    if unknown is not None or not codes:
        what = f"there is no code '{unknown}'" if codes else f"'{EXPLAIN}' needs a code, or '{ALL}'"
        raise DeriveCheckError(f"{what}; there are: {', '.join(kinds)}")
    from checker.check_notes import check_text  # noqa: PLC0415  # it imports SymPy, 350 ms
    from checker.report import Page  # noqa: PLC0415  # only what is printed needs it
    from checker.report.page_of_code import page_of_code  # noqa: PLC0415  # only `explain` needs it

    page = Page(*output.page())
    pages: list[str] = []
    for kind in (kinds[code] for code in dict.fromkeys(codes)):
        examples = (("Wrong", kind.wrong), ("Mended", kind.mended))
        worked = tuple((name, notes, check_text(notes, replace(settings, rules=True))) for name, notes in examples)
        pages.append(page_of_code(f"{kind.code}  {kind.title}", kind.meaning, worked, page))
    return _printed("\n".join(pages))


def _recheck(names: Sequence[str]) -> int:
    """Replays every proof, and tells on stderr how many were, and why any was not."""
    from checker.check import recheck_proofs  # noqa: PLC0415  # it imports SymPy, 350 ms

    proofs = recheck_proofs(names)
    failures = [(proof, failure) for proof, failure in proofs if failure is not None]
    for proof, failure in failures:
        output.tell(f"not replayed: {proof}: {failure}\n")
    output.tell(f"{len(proofs) - len(failures)} of {len(proofs)} proofs replayed by the independent checker\n")
    return NOT_AS_EXPECTED if failures else AS_EXPECTED


def _kept(key: str) -> cache.Printed | None:
    try:
        return cache.kept(key)
    except cache.Damaged:
        output.complain("a damaged cache entry is ignored")
        return None


def _checked(names: Sequence[str], settings: Settings, form: str) -> Report:
    collects = gc.isenabled()
    gc.disable()  # imports and a report make little garbage, and to look for it takes a fifth of the time
    try:
        from checker.check import check  # noqa: PLC0415  # it imports SymPy, 350 ms

        progress = output.progress()

        def waiting(name: str) -> None:
            import_module(MODULES[form])  # while other processes decide
            progress(name)

        try:
            return check(names, settings, waiting)
        finally:
            progress("")
    finally:
        gc.freeze()  # what is imported stays to the end: no search of it when the process ends
        if collects:
            gc.enable()


def _exit_code(report: Report) -> int:
    findings = (finding for checked in report.checked for finding in checked.findings)
    return AS_EXPECTED if all(finding.surprise is None for finding in findings) else NOT_AS_EXPECTED


def _tables(report: Report, page: output.Facts) -> str:
    from checker.report import Page  # noqa: PLC0415  # a kept run needs none of it
    from checker.report.terminal import terminal  # noqa: PLC0415  # it imports rich, 90 ms

    return terminal(report, Page(*page))


def _printout(report: Report, page: output.Facts) -> str:
    from checker.report import Page  # noqa: PLC0415  # a kept run needs none of it
    from checker.report.printout import printout  # noqa: PLC0415  # only `print` needs it

    return printout(report, Page(*page))


def _json(report: Report, _: output.Facts) -> str:
    from checker.report.as_json import as_json  # noqa: PLC0415  # only `--format json` needs it

    return as_json(report)


TELL_RULES = (PRINT, JSON)  # tables show no reason of a line that holds
FORMS: dict[str, Callable[[Report, output.Facts], str]] = {TEXT: _tables, PRINT: _printout, JSON: _json}
MODULES = {TEXT: "checker.report.terminal", PRINT: "checker.report.printout", JSON: "checker.report.as_json"}
