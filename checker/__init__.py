"""Checks written derivations; alone, the engine is `from checker import decide`."""

from checker.decide import decide

__all__ = ["decide"]
