"""The same call prints the same bytes: whatever the hash seed, however many processes, from the cache or not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAM = """
import sys
from checker import check, cli
check.processes = lambda: int(sys.argv[1])
sys.exit(cli.main(sys.argv[2:]))
"""
CALL = ("all", "--format", "json")


def printed(hash_seed: str, processes: int, cache: Path, *options: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "XDG_CACHE_HOME": str(cache)}
    command = [sys.executable, "-c", PROGRAM, str(processes), *CALL, *options]
    finished = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert finished.stderr == b""
    return finished.stdout


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return printed("0", 1, tmp_path_factory.mktemp("unused"), "--no-cache")


def test_neither_hashing_nor_the_number_of_processes_shows(reference: bytes, tmp_path: Path) -> None:
    assert printed("271828", 4, tmp_path, "--no-cache") == reference
    assert not any(tmp_path.iterdir())


def test_neither_hashing_nor_the_cache_shows(reference: bytes, tmp_path: Path) -> None:
    assert printed("1", 2, tmp_path) == reference
    assert printed("2", 2, tmp_path) == reference
    (entry,) = (tmp_path / "derive-check").iterdir()
    assert entry.suffix == ".json"
