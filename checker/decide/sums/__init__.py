"""Finite sums and products: induction, hypergeometric terms, creative telescoping."""
