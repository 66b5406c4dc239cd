"""Runs the command line as `python -m checker`."""

from checker.cli import command

command()
