"""Decides goals: each procedure its own file, in one visible list in `dispatch`."""

from checker.decide.dispatch import decide

__all__ = ["decide"]
