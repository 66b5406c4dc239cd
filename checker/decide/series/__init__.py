"""Infinite series and products in closed form."""
