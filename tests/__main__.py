"""Every check of this project, one after the other: `python -m tests`; the first that fails ends it."""

import subprocess
import sys

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("importlinter",),
    ("pytest", "--numprocesses=auto", "--dist=worksteal"),  # on every processor; neighbours share what they compute
)


def main() -> int:
    """0 where every check passes, else the exit code of the first that does not."""
    for module, *arguments in CHECKS:
        words = ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
        command = words if module == "importlinter" else ["-m", module, *arguments]
        print("$", module, *arguments, flush=True)  # noqa: T201  # this is a command, and says what it runs
        code = subprocess.run([sys.executable, *command], check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
