"""Integrals and limits in closed form, each value proved."""
