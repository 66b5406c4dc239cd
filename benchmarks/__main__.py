"""The command line of the benchmarks: `python -m benchmarks identities|mutants|rewrites|growth|recheck|notes|slips`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import growth, mutants, notes, recheck_coverage, rewrites, slips, tampering
from benchmarks.causes import causes
from benchmarks.compare import as_data, compare, report, sampled
from benchmarks.engines import ENGINES, Engine
from benchmarks.identities import ALL
from benchmarks.machine import machine
from benchmarks.matrix_identities import IDENTITIES as MATRICES
from checker.model import DeriveCheckError


def main(arguments: Sequence[str]) -> int:
    """Runs one benchmark and prints what it found; 0 where nothing is wrong, 1 otherwise, 2 for a bad call."""
    options = _parser().parse_args(arguments)
    try:
        text, data, sound = options.run(options)
    except DeriveCheckError as fault:
        _tell(str(fault))
        return 2
    about = machine()
    facts = "\n".join(f"{name}: {fact}" for name, fact in {**about, "seed": options.seed}.items())
    sys.stdout.write(f"{facts}\n\n{text}\n")
    if options.json:
        content = {"machine": about, "seed": options.seed, "results": data}
        Path(options.json).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if sound else 1


Outcome = tuple[str, object, bool]


def _identities(options: argparse.Namespace) -> Outcome:
    measured = compare(sampled(options.sample, options.seed), _engines(options.engines), options.limit, _tell)
    ours = [m for m in measured if m.engine == "ours"]
    if options.causes:
        Path(options.causes).write_text(causes(ours) + "\n", encoding="utf-8")
    return report(measured), as_data(measured), not any(m.wrong for m in ours)


def _mutants(options: argparse.Namespace) -> Outcome:
    count = options.sample or mutants.COUNT
    found = mutants.run((*ALL, *MATRICES), count, options.seed, options.limit, _tell)
    return mutants.report(found), mutants.as_data(found), mutants.sound(found)


def _rewrites(options: argparse.Namespace) -> Outcome:
    found = rewrites.run(ALL, options.sample, options.seed, options.limit, _tell)
    return rewrites.report(found), rewrites.as_data(found), rewrites.sound(found)


def _growth(options: argparse.Namespace) -> Outcome:
    found = growth.run(options.sample, options.seed, options.limit, _tell)
    return growth.report(found), growth.as_data(found), growth.sound(found)


def _recheck(options: argparse.Namespace) -> Outcome:
    own, corpus = recheck_coverage.of_notes(), recheck_coverage.of_corpus(options.sample)
    tampered = tampering.run()
    text = f"{recheck_coverage.report(own, corpus)}\n\n{tampering.report(tampered)}"
    data = {"proofs": recheck_coverage.as_data((*own, *corpus)), "tampered": tampering.as_data(tampered)}
    sound = all(proof.failure is None for proof in own) and not any(one.passed for one in tampered)
    return text, data, sound


def _notes(options: argparse.Namespace) -> Outcome:
    found = notes.run(Path(options.folder), options.limit, _tell)
    return notes.report(found), notes.as_data(found), notes.sound(found)


def _slips(options: argparse.Namespace) -> Outcome:
    found = slips.run(Path(options.folder), options.seed, options.count, options.limit, _tell)
    return slips.report(found, options.show), slips.as_data(found), slips.sound(found)


RUNS: Mapping[str, tuple[object, str]] = {
    "identities": (_identities, "the corpus and its near misses, engine beside engine"),
    "mutants": (_mutants, "seeded mutants of true identities: none may be proved"),
    "rewrites": (_rewrites, "rewrites of true identities that keep their meaning: none may be refuted"),
    "growth": (_growth, "how the cost grows with terms, degree, matrix factors and lines"),
    "notes": (_notes, "a folder of notes: what is read, decided, and not as its labels say"),
    "slips": (_slips, "slips planted in true lines of notes and derivations: the line blamed, the repair offered"),
    "recheck": (
        _recheck,
        "what the independent checker replays of what is proved; that it accepts no changed proof",
    ),
}

SAMPLES: Mapping[str, str] = {"growth": "no size beyond N", "recheck": "the first N of the corpus"}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Benchmarks of the engine.")
    commands = parser.add_subparsers(required=True, metavar="|".join(RUNS))
    for name, (run, purpose) in RUNS.items():
        command = commands.add_parser(name, help=purpose, description=purpose)
        command.set_defaults(run=run)
        command.add_argument(
            "--sample", type=_count, metavar="N", help=SAMPLES.get(name, "N items, chosen by the seed")
        )
        command.add_argument("--seed", type=int, default=0, metavar="N", help="of every choice (default 0)")
        command.add_argument("--limit", type=float, default=10.0, metavar="S", help="seconds for one answer (10)")
        command.add_argument("--json", metavar="FILE", help="write every single result there")
    commands.choices["notes"].add_argument("folder", metavar="FOLDER", help="where the notes and their labels are")
    of_slips = commands.choices["slips"]
    of_slips.add_argument("folder", metavar="FOLDER", nargs="?", default="tests/notes", help="of notes (tests/notes)")
    of_slips.add_argument("--count", type=_count, default=slips.COUNT, metavar="N", help="slips to plant (300)")
    of_slips.add_argument("--show", action="store_true", help="list every slip that was missed")
    of_identities = commands.choices["identities"]
    names = ",".join(engine.name for engine in ENGINES)
    of_identities.add_argument("--engines", default=names, metavar="A,B", help=f"some of {names}")
    of_identities.add_argument("--causes", metavar="FILE", help="write there why items stay unsettled by ours")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no positive whole number")
    return int(text)


def _engines(names: str) -> list[Engine]:
    known = {engine.name: engine for engine in ENGINES}
    wanted = names.split(",")
    for name in wanted:
        if name not in known:
            raise DeriveCheckError(f"no engine is named {name!r}: there are {', '.join(known)}")
    if "math-verify" in wanted and machine()["math-verify"] == "absent":
        raise DeriveCheckError("math-verify is not installed: pip install 'derive-check[bench]', or leave it out")
    return [known[name] for name in dict.fromkeys(wanted)]


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
