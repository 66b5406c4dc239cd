"""The command line: what is asked for, where the answer goes, and the exit code it ends with."""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import NoReturn, TextIO

from checker import cache
from checker.model import DeriveCheckError, Limits, NotesReport, Report, Settings
from derivations import TOPICS

PROGRAM = "derive-check"
AS_EXPECTED, NOT_AS_EXPECTED, UNUSABLE, NOT_SETTLED, NO_CLAIM, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 3, 5, 130, 141
ALL, LIST, PRINT, READ, EXPLAIN, TEXT, JSON = "all", "list", "print", "read", "explain", "text", "json"
STANDARD_OUTPUT, TXT = "-", ".txt"
PIPED_WIDTH = 100
PROGRESS_WIDTH = 79
LARGEST_SEED = 2**64 - 1
TIME_LIMITS, MEMORY_LIMITS = (0.01, 86_400.0), (16, 1 << 24)  # least and most; seconds, MiB
NOTES = (".md", ".markdown", ".qmd", ".tex", ".ltx", ".ipynb")  # endings of files of notes
USAGE = """\
derive-check [options] [print] FILE...
       derive-check [options] [print] all | TOPIC...
       derive-check read FILE...
       derive-check explain CODE... | list"""
DESCRIPTION = """\
Checks written derivations line by line: what holds, what does not and why.

  FILE...        check notes: Markdown, LaTeX, Jupyter
  all            check every derivation that comes with the program
  TOPIC...       check topics, or single derivations of theirs, by name
  print ...      the same to hand out: plain text of 80 columns, or with --to
                 a file: .pdf, .html, .txt, .png
  read FILE...   how each line of notes is understood, and what is not read
  explain CODE   what a code such as D101 means, with a wrong example and the mended one
  list           the topics and their derivations"""
EPILOG = """\
exit code: 0 every line is as its file expects; of notes: every line read holds,
           1 some line is not; of notes: some line is wrong,
           2 the call or the input is unusable,
           3 nothing in the notes is wrong, but not all was read or decided,
           5 no claim was read in them"""
Facts = tuple[int, bool, bool]  # of a page: its width, and whether it has colours and Unicode
# One for one, so that tables keep their columns.
IN_ASCII = str.maketrans("✓✗≈–−—─×·…“”‘’≤≥", "+x~----*.~\"\"''<>")


def with_kind(argv: Sequence[str]) -> list[str]:
    """`--sheet TOPIC` is a sheet of the topic: the word behind it is its kind only where it is one."""
    words: list[str] = []
    for word, following in zip(argv, [*argv[1:], ""], strict=False):  # of no words there is none that follows
        words.append(word)
        if word == "--sheet" and following and not following.startswith("-") and following not in KINDS:
            words.append(KINDS[0])
    return words


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code; `argv` is that of the process where it is None.

    0: every line is as its file expects. 1: some line is not. 2: the call or the input is
    unusable, told in one line on standard error. 130: Ctrl-C. 141: nobody reads the output.
    """
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except DeriveCheckError as fault:
        _complain(str(fault))
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
    parser = _parser()
    call = parser.parse_intermixed_args(with_kind(argv))
    words: list[str] = call.words
    if call.help:
        return _write(parser.format_help())
    if call.version:
        return _write(f"{PROGRAM} {_version()}\n")
    if not words:
        _tell(f"{parser.format_usage()}{PROGRAM} --help says more\n")
        return UNUSABLE
    if call.to is not None and words[0] != PRINT:
        raise DeriveCheckError(f"--to is for '{PRINT}': {PROGRAM} {PRINT} {' '.join(words)} --to {call.to}")
    if call.sheet is None and (call.key or call.variants):
        raise DeriveCheckError("--key and --variants are for --sheet: print TOPIC --sheet find --key")
    if call.sheet is not None and words[0] != PRINT:
        raise DeriveCheckError(f"--sheet is for '{PRINT}': {PROGRAM} {PRINT} {' '.join(words)} --sheet {call.sheet}")
    if words[0] in (LIST, PRINT, READ, EXPLAIN) and call.format == JSON:
        raise DeriveCheckError(f"'{words[0]}' gives plain text only: leave out --format json")
    if words == [LIST]:
        return _write(_listing())
    if words[0] == LIST:
        raise DeriveCheckError(f"'{LIST}' stands alone, but '{words[1]}' follows it")
    settings = Settings(call.seed, Limits(call.time_limit, call.memory_limit))
    fix = _fix(call.fix, call.in_place, words)
    if words[0] == EXPLAIN:
        return _explain(words[1:], settings)
    if words[0] == READ:
        return _read(words[1:], settings)
    if call.sheet is not None:
        of_sheet = (call.sheet, call.key, call.variants or "A")
        return _sheets(words[1:], *of_sheet, settings.seed, call.to or STANDARD_OUTPUT)
    if words[0] == PRINT and (call.to is not None or any(map(_is_file, words[1:]))):
        return _print(words[1:], settings, call.to or STANDARD_OUTPUT, call.recheck)
    if any(map(_is_file, words)):
        return _check_files(words, settings, call.format, fix)
    form = PRINT if words[0] == PRINT else call.format
    overview = ALL in words and form == TEXT
    settings = replace(settings, rules=form in TELL_RULES, repairs=not overview)
    names = _named(words[1:] if form == PRINT else words)
    code = _check(names, settings, form, may_keep=not call.no_cache)
    return max(code, _recheck(names)) if call.recheck else code


# --- what is asked for -------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise DeriveCheckError(f"{message} ({PROGRAM} --help says more)")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM,
        usage=USAGE,
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument("words", nargs="*", help=argparse.SUPPRESS)
    parser.add_argument("--format", choices=(TEXT, JSON), default=TEXT, help="tables (the default), or JSON")
    parser.add_argument("--to", metavar="FILE", help="where to print: its ending is .pdf, .html, .txt or .png; or -")
    parser.add_argument(
        "--sheet",
        nargs="?",
        const="blank",
        choices=KINDS,
        help="with print: a student sheet, with lines left blank (as without a word), or with slips to find",
    )
    parser.add_argument("--key", action="store_true", help="with --sheet: its answer key")
    parser.add_argument("--variants", type=_variants, metavar="A..F", help="with --sheet: so many different ones")
    parser.add_argument("--seed", type=_seed, default=0, metavar="N", help="seed of what is drawn at random (0)")
    parser.add_argument(
        "--time-limit",
        type=_seconds,
        default=Limits().seconds,
        metavar="SECONDS",
        help="most time for one decision (%(default)g)",
    )
    parser.add_argument(
        "--memory-limit",
        type=_mebibytes,
        default=Limits().mebibytes,
        metavar="MIB",
        help="most memory for one decision (%(default)d)",
    )
    parser.add_argument("--no-cache", action="store_true", help="decide everything anew, and keep nothing")
    parser.add_argument("--recheck", action="store_true", help="replay every proof by the independent checker besides")
    parser.add_argument("--fix", action="store_true", help="write the repairs that are unique into NAME.fixed.md")
    parser.add_argument("--in-place", action="store_true", help="with --fix: into the notes themselves")
    parser.add_argument("--version", action="store_true", help="print the version and end")
    parser.add_argument("-h", "--help", action="store_true", help="print this and end")
    return parser


def _seed(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_SEED)) and int(text) <= LARGEST_SEED:
        return int(text)
    raise argparse.ArgumentTypeError(f"a whole number from 0 to {LARGEST_SEED} is needed, not '{text}'")


def _variants(text: str) -> str:
    """Letters, from "C", "ACE" or "A..F". Raises ArgumentTypeError where it is none of these."""
    first, dots, last = text.upper().partition("..")
    if dots and len(first) == len(last) == 1 and "A" <= first <= last <= "Z":
        return "".join(map(chr, range(ord(first), ord(last) + 1)))
    if not dots and first.isascii() and first.isalpha() and len(set(first)) == len(first):
        return first
    raise argparse.ArgumentTypeError(f"letters such as A, ACE or A..F are needed, not '{text}'")


def _seconds(text: str) -> float:
    least, most = TIME_LIMITS
    if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text) and least <= float(text) <= most:
        return float(text)
    raise argparse.ArgumentTypeError(f"a number of seconds from {least:g} to {most:g} is needed, not '{text}'")


def _mebibytes(text: str) -> int:
    least, most = MEMORY_LIMITS
    if re.fullmatch(r"[0-9]{1,8}", text) and least <= int(text) <= most:
        return int(text)
    raise argparse.ArgumentTypeError(f"a whole number of MiB from {least} to {most} is needed, not '{text}'")


def _fix(fix: bool, in_place: bool, words: Sequence[str]) -> str:
    """Where repairs are to be written: "", "copy" or "in place"."""
    if in_place and not fix:
        raise DeriveCheckError("--in-place goes with --fix: it says where the repairs are written")
    if fix and (words[0] == READ or not any(map(_is_file, words))):
        raise DeriveCheckError(f"--fix mends files of notes, and '{words[0]}' is none")
    return ("in place" if in_place else "copy") if fix else ""


def _is_file(word: str) -> bool:
    """Is a word the path of notes, rather than a name?"""
    names = {name for topic in TOPICS for name in (topic.name, *(entry.name for entry in topic.entries))}
    if word in names | {ALL, LIST, PRINT, READ, EXPLAIN}:
        return False
    return word.lower().endswith(NOTES) or os.path.exists(word)


def _named(words: Sequence[str]) -> list[str]:
    """The names of the derivations that words such as `all` or a topic stand for, each once."""
    everything = [entry.name for topic in TOPICS for entry in topic.entries]
    meanings = {name: [name] for name in everything}
    meanings |= {topic.name: [entry.name for entry in topic.entries] for topic in TOPICS}
    meanings |= {ALL: everything}
    if not words:
        raise DeriveCheckError(f"'{PRINT}' needs topics, or '{ALL}'")
    for word in words:
        if word not in meanings:
            raise DeriveCheckError(_unknown(word, list(meanings)))
    return list(dict.fromkeys(name for word in words for name in meanings[word]))


def _unknown(word: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  # only a misspelt name needs it

    nearest = get_close_matches(word.lower(), [*known, LIST, PRINT, READ, EXPLAIN], n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(nearest)}?" if nearest else f"there are: {', '.join(known)}"
    return f"there is no topic or derivation '{word}'; {hint}"


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


# --- what is done ------------------------------------------------------------------------------


def _check(names: Sequence[str], settings: Settings, form: str, may_keep: bool) -> int:
    """Prints what the derivations come to, as kept from a run before where everything was the same."""
    page = _page()
    asked = (names, settings, form, None if form == JSON else page)
    key = cache.key_of(asked) if may_keep else None
    printed = _kept(key) if key else None
    if printed is None:
        report = _checked(names, settings, form)
        printed = FORMS[form](report, page), _exit_code(report)
        if key and not report.cut_short and cache.key_of(asked) == key:  # no source was edited meanwhile
            cache.keep(key, printed)
    text, code = printed
    _write(text, encoding="utf-8" if form == JSON else None)
    return code


def _check_files(words: Sequence[str], settings: Settings, form: str, fix: str) -> int:
    """Prints what the files of notes come to, and mends them where that is asked for."""
    reports = _checked_files(words, replace(settings, rules=True))
    if form == JSON:
        from checker.report.notes_as_json import notes_as_json  # noqa: PLC0415  # only `--format json` needs it

        _write(notes_as_json(reports), encoding="utf-8")
    else:
        from checker.report import Page  # noqa: PLC0415  # reports in JSON need none of it
        from checker.report.of_notes import notes_text  # noqa: PLC0415  # the same

        _write(notes_text(reports, Page(*_page())))
    if fix:
        _mend(reports, in_place=fix == "in place", tell=_tell if form == JSON else _write)
    return _code_of_notes(reports)


def _checked_files(words: Sequence[str], settings: Settings) -> list[NotesReport]:
    other = next((word for word in words if not _is_file(word)), None)
    if other is not None:
        raise DeriveCheckError(f"'{other}' is no file, though others of the words are: check files and topics apart")
    from pathlib import Path  # noqa: PLC0415  # only files need it

    from checker.check_notes import check_file  # noqa: PLC0415  # it imports SymPy, 350 ms

    progress = _progress()
    try:
        return [check_file(Path(word), settings, progress) for word in dict.fromkeys(words)]
    finally:
        progress("")


def _print(words: Sequence[str], settings: Settings, target: str, recheck: bool) -> int:
    """Writes the hand-out of topics or of files, and tells where it is."""
    from checker.targets import ending_of, write_pages  # noqa: PLC0415  # only hand-outs need it

    ending = TXT if target == STANDARD_OUTPUT else ending_of(target)
    found: Report | list[NotesReport]
    if any(map(_is_file, words)):
        found = _checked_files(words, replace(settings, rules=True))
        code = _code_of_notes(found)
    else:
        names = _named(words)
        found = _checked(names, replace(settings, rules=True), PRINT)
        code = max(_exit_code(found), _recheck(names) if recheck else AS_EXPECTED)
    from checker.printing import as_text, pages  # noqa: PLC0415  # it imports SymPy, 350 ms

    if target == STANDARD_OUTPUT:
        _write(as_text(found))
    else:
        written = write_pages(target, pages(found, ending))
        _tell("".join(f"{_visible(name)}\n" for name in written))
    return code


def _sheets(words: Sequence[str], kind: str, key: bool, variants: str, seed: int, target: str) -> int:
    """Writes student sheets, or their answer keys, and tells where they are."""
    from checker.targets import ending_of, write_pages  # noqa: PLC0415  # only hand-outs need it

    ending = TXT if target == STANDARD_OUTPUT else ending_of(target)
    files = [word for word in dict.fromkeys(words) if _is_file(word)]
    names = [] if files and len(files) == len(set(words)) else _named(words)
    from pathlib import Path  # noqa: PLC0415  # only files need it

    from checker.grounds import DerivationSource, NotesSource  # noqa: PLC0415  # it imports SymPy, 350 ms
    from checker.printing import sheet_pages  # noqa: PLC0415  # the same
    from checker.sheets import Kind, sheets  # noqa: PLC0415  # the same

    sources = [NotesSource(Path(word)) for word in files] if not names else [DerivationSource(name) for name in names]
    made = tuple(sheet for source in sources for sheet in sheets(source, Kind(kind), seed, variants))
    pages = sheet_pages(made, key, ending)
    if target == STANDARD_OUTPUT:
        _write(pages[0].decode())
    else:
        _tell("".join(f"{_visible(name)}\n" for name in write_pages(target, pages)))
    return AS_EXPECTED


def _mend(reports: Sequence[NotesReport], in_place: bool, tell: Callable[[str], object]) -> None:
    """Writes the unique repairs, and says what was written where, and what was left."""
    from pathlib import Path  # noqa: PLC0415  # only files need it

    from checker.fixing import write_fixed  # noqa: PLC0415  # only `--fix` needs it

    for report in reports:
        target, fixed = write_fixed(Path(report.path), report, in_place)
        if fixed.mended:
            count = len(fixed.mended)
            tell(f"{_visible(str(target))}: {count} {'line' if count == 1 else 'lines'} mended\n")
        else:
            tell(f"{_visible(report.path)}: nothing to mend; nothing was written\n")
        for place, repair in fixed.mended:
            slips = " and ".join(dict.fromkeys(edit.slip for edit in repair.edits))
            tell(f"  {place.line}:{place.column}  {slips}: {_visible(repair.mended)}\n")
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
    _write("\n".join(reading(notes, Page(*_page())) for notes in found))
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

    page = Page(*_page())
    pages: list[str] = []
    for kind in (kinds[code] for code in dict.fromkeys(codes)):
        examples = (("Wrong", kind.wrong), ("Mended", kind.mended))
        worked = tuple((name, notes, check_text(notes, settings)) for name, notes in examples)
        pages.append(page_of_code(f"{kind.code}  {kind.title}", kind.meaning, worked, page))
    return _write("\n".join(pages))


def _recheck(names: Sequence[str]) -> int:
    """Replays every proof, and tells on stderr how many were, and why any was not."""
    from checker.check import recheck_proofs  # noqa: PLC0415  # it imports SymPy, 350 ms

    proofs = recheck_proofs(names)
    failures = [(proof, failure) for proof, failure in proofs if failure is not None]
    for proof, failure in failures:
        _tell(f"not replayed: {proof}: {failure}\n")
    _tell(f"{len(proofs) - len(failures)} of {len(proofs)} proofs replayed by the independent checker\n")
    return NOT_AS_EXPECTED if failures else AS_EXPECTED


def _kept(key: str) -> cache.Printed | None:
    try:
        return cache.kept(key)
    except cache.Damaged:
        _complain("a damaged cache entry is ignored")
        return None


def _checked(names: Sequence[str], settings: Settings, form: str) -> Report:
    collects = gc.isenabled()
    gc.disable()  # imports and a report make little garbage, and to look for it takes a fifth of the time
    try:
        from checker.check import check  # noqa: PLC0415  # it imports SymPy, 350 ms

        progress = _progress()

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


def _tables(report: Report, page: Facts) -> str:
    from checker.report import Page  # noqa: PLC0415  # a kept run needs none of it
    from checker.report.terminal import terminal  # noqa: PLC0415  # it imports rich, 90 ms

    return terminal(report, Page(*page))


def _printout(report: Report, page: Facts) -> str:
    from checker.report import Page  # noqa: PLC0415  # a kept run needs none of it
    from checker.report.printout import printout  # noqa: PLC0415  # only `print` needs it

    return printout(report, Page(*page))


def _json(report: Report, _: Facts) -> str:
    from checker.report.as_json import as_json  # noqa: PLC0415  # only `--format json` needs it

    return as_json(report)


KINDS = ("blank", "find")  # of student sheets
TELL_RULES = (PRINT, JSON)  # tables show no reason of a line that holds
FORMS: dict[str, Callable[[Report, Facts], str]] = {TEXT: _tables, PRINT: _printout, JSON: _json}
MODULES = {TEXT: "checker.report.terminal", PRINT: "checker.report.printout", JSON: "checker.report.as_json"}


# --- where it goes -----------------------------------------------------------------------------


def _page() -> Facts:
    """The page that standard output is: $COLUMNS wide if set, else as wide as the terminal, else 100 columns."""
    from shutil import get_terminal_size  # noqa: PLC0415  # `--help` and errors do without it

    width = get_terminal_size(fallback=(PIPED_WIDTH, 24)).columns
    colour = _is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return width, colour, _encoding_of(sys.stdout).lower().startswith("utf")


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _encoding_of(stream: TextIO) -> str:
    return stream.encoding or "utf-8"


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(IN_ASCII).encode(encoding, "replace")


def _progress() -> Callable[[str], None]:
    """Shows one message over the other on standard error if that is a terminal; the empty one clears the line."""
    if not _is_terminal(sys.stderr):
        return lambda _: None
    return lambda message: _tell(f"\r{_visible(message)[:PROGRESS_WIDTH]:<{PROGRESS_WIDTH}}\r")


def _write(text: str, encoding: str | None = None) -> int:
    """Writes to standard output, in its encoding if none is given, and gives the exit code of having done so.

    Raises DeriveCheckError where the output takes nothing more, BrokenPipeError where nobody reads it.
    """
    output = sys.stdout
    if output is None:
        raise DeriveCheckError("standard output is closed")
    data = _encoded(text, encoding or _encoding_of(output))
    try:
        if isinstance(output, io.TextIOWrapper):
            output.buffer.write(data)
        else:
            output.write(data.decode(encoding or _encoding_of(output)))
        output.flush()
    except OSError as fault:
        _give_up_output()
        if isinstance(fault, BrokenPipeError):
            raise
        raise DeriveCheckError(f"cannot write the output: {fault.strerror}") from fault
    return AS_EXPECTED


def _give_up_output() -> None:
    """Lets what is still buffered go nowhere, so that the interpreter's last flush cannot fail."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str) -> None:
    _tell(f"{PROGRAM}: {_visible(message)}\n")


def _visible(text: str) -> str:
    from checker.report import visible  # noqa: PLC0415  # a kept run has nothing to tell

    return visible(text)


def _tell(text: str) -> None:
    with contextlib.suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(text)
            sys.stderr.flush()
