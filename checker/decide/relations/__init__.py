"""Equations, inequalities, implications, solution sets, minima, approximations."""
