"""Matrices and vectors: shapes, words, entries, gradients."""
