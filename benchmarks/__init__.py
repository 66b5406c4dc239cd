"""Measurements of the checker, side by side with its peers."""
