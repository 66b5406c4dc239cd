"""What a call of the command asks for: its words and options, their values, and what is wrong with them."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from typing import NoReturn

from checker.model import DeriveCheckError, Limits
from checker.output import PROGRAM
from derivations import TOPICS

ALL, LIST, PRINT, READ, EXPLAIN, TEXT, JSON = "all", "list", "print", "read", "explain", "text", "json"
KINDS = ("blank", "find")  # of student sheets
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


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise DeriveCheckError(f"{message} ({PROGRAM} --help says more)")


def parser() -> argparse.ArgumentParser:
    """The options that a call may have, all beside its words; --help is printed by the command."""
    options = _Parser(
        prog=PROGRAM,
        usage=USAGE,
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    options.add_argument("words", nargs="*", help=argparse.SUPPRESS)
    options.add_argument("--format", choices=(TEXT, JSON), default=TEXT, help="tables (the default), or JSON")
    options.add_argument("--to", metavar="FILE", help="where to print: its ending is .pdf, .html, .txt or .png; or -")
    options.add_argument(
        "--sheet",
        nargs="?",
        const="blank",
        choices=KINDS,
        help="with print: a student sheet, with lines left blank (as without a word), or with slips to find",
    )
    options.add_argument("--key", action="store_true", help="with --sheet: its answer key")
    options.add_argument("--variants", type=_variants, metavar="A..F", help="with --sheet: so many different ones")
    options.add_argument("--seed", type=_seed, default=0, metavar="N", help="seed of what is drawn at random (0)")
    options.add_argument(
        "--time-limit",
        type=_seconds,
        default=Limits().seconds,
        metavar="SECONDS",
        help="most time for one decision (%(default)g)",
    )
    options.add_argument(
        "--memory-limit",
        type=_mebibytes,
        default=Limits().mebibytes,
        metavar="MIB",
        help="most memory for one decision (%(default)d)",
    )
    options.add_argument("--no-cache", action="store_true", help="decide everything anew, and keep nothing")
    options.add_argument("--recheck", action="store_true", help="replay every proof by the independent checker besides")
    options.add_argument("--fix", action="store_true", help="write the repairs that are unique into NAME.fixed.md")
    options.add_argument("--in-place", action="store_true", help="with --fix: into the notes themselves")
    options.add_argument("--version", action="store_true", help="print the version and end")
    options.add_argument("-h", "--help", action="store_true", help="print this and end")
    return options


def require_that_they_agree(call: argparse.Namespace) -> None:
    """Raises DeriveCheckError where an option is given beside words, or others, with which it means nothing."""
    words: list[str] = call.words
    if call.to is not None and words[0] != PRINT:
        raise DeriveCheckError(f"--to is for '{PRINT}': {PROGRAM} {PRINT} {' '.join(words)} --to {call.to}")
    alone = [option for option, given in (("--key", call.key), ("--variants", call.variants)) if given]
    if call.sheet is None and alone:
        raise DeriveCheckError(
            f"{' and '.join(alone)} without --sheet: of a sheet only, such as {PROGRAM} {PRINT} TOPIC --sheet find"
            f"{' --key' * call.key}{f' --variants {call.variants}' if call.variants else ''}"
        )
    if call.sheet is not None and words[0] != PRINT:
        raise DeriveCheckError(f"--sheet is for '{PRINT}': {PROGRAM} {PRINT} {' '.join(words)} --sheet {call.sheet}")
    if words[0] in (LIST, PRINT, READ, EXPLAIN) and call.format == JSON:
        raise DeriveCheckError(f"'{words[0]}' gives plain text only: leave out --format json")


def _seed(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_SEED)) and int(text) <= LARGEST_SEED:
        return int(text)
    raise argparse.ArgumentTypeError(f"a whole number from 0 to {LARGEST_SEED} is needed, not '{text}'")


def _variants(text: str) -> str:
    """Letters, from "C", "ACE" or "A..F". Raises ArgumentTypeError where it is none of these."""
    first, dots, last = text.upper().partition("..")
    if not dots:
        if not (first.isascii() and first.isalpha()):
            raise argparse.ArgumentTypeError(f"letters such as A, ACE or A..F are needed, not '{text}'")
        if len(set(first)) < len(first):
            raise argparse.ArgumentTypeError(f"a letter stands twice in '{text}': each variant has one of its own")
        return first
    for end, side in (("first", first), ("last", last)):
        if not re.fullmatch("[A-Z]", side):
            found = f"'{side}'" if side else "missing"
            raise argparse.ArgumentTypeError(f"the {end} letter of the range '{text}' is {found}: A..F is one")
    if first > last:
        raise argparse.ArgumentTypeError(f"the range '{text}' runs backwards: did you mean {last}..{first}?")
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


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


def fix_asked(fix: bool, in_place: bool, words: Sequence[str]) -> str:
    """Where repairs are to be written: "", "copy" or "in place"."""
    if in_place and not fix:
        raise DeriveCheckError("--in-place goes with --fix: it says where the repairs are written")
    if fix and (words[0] == READ or not any(map(is_file, words))):
        raise DeriveCheckError(f"--fix mends files of notes, and '{words[0]}' is none")
    return ("in place" if in_place else "copy") if fix else ""


def is_file(word: str) -> bool:
    """Is a word the path of notes, rather than a name?"""
    if word in {ALL, LIST, PRINT, READ, EXPLAIN, *_names()}:
        return False
    return word.lower().endswith(NOTES) or os.path.exists(word)


def named(words: Sequence[str]) -> list[str]:
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


def with_kind(argv: Sequence[str]) -> list[str]:
    """`--sheet TOPIC` is a sheet of the topic: the word behind it is its kind only where it is one.

    Raises DeriveCheckError where it is neither a kind nor anything of which there can be a sheet.
    """
    words: list[str] = []
    for word, following in zip(argv, [*argv, ""][1:], strict=True):
        words.append(word)
        if word == "--sheet" and following and not following.startswith("-") and following not in KINDS:
            if not is_file(following) and following not in {ALL, PRINT, READ, EXPLAIN, LIST, *_names()}:
                raise DeriveCheckError(_unknown_kind(following))
            words.append(KINDS[0])
    return words


def _unknown_kind(word: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  # only a misspelt name needs it

    nearest = get_close_matches(word.lower(), [*KINDS, ALL, *_names()], n=1, cutoff=0.5)
    hint = f"did you mean `{nearest[0]}`?" if nearest else f"kinds are {' and '.join(f'`{kind}`' for kind in KINDS)}"
    return f"no kind or topic `{word}`; {hint}"


def _names() -> list[str]:
    """The names of the topics and of their derivations."""
    return [name for topic in TOPICS for name in (topic.name, *(entry.name for entry in topic.entries))]
