"""Checks written derivations; its engine is a function that can be used alone.

    from checker import decide
    from checker.model import Equal, Goal

    decide(Goal(Equal(left, right)))  # two SymPy expressions; a Verdict

The function has the name of its package: what else is in there is imported by `from checker.decide.… import …`.
"""

from checker.decide import decide

__all__ = ["decide"]
