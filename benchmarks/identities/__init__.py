"""True identities of undergraduate derivations, each with a near miss, by field."""

from __future__ import annotations

from benchmarks.identities import (
    algebra,
    calculus_derivatives,
    calculus_integrals,
    combinatorics,
    exponentials,
    hyperbolic,
    inequalities_domains,
    limits_series,
    machine_learning,
    matrices_algebra,
    matrices_calculus,
    matrices_entries,
    matrices_learning,
    physics,
    statistics,
    sums,
    trigonometry,
    unseen_elementary,
    unseen_forms,
    unseen_functions,
    unseen_integrals,
    unseen_matrices,
    unseen_processes,
    unseen_products,
    unseen_shapes,
    unseen_sums,
)
from benchmarks.identities.identity import Identity

FIELDS = (
    algebra,
    exponentials,
    trigonometry,
    hyperbolic,
    calculus_derivatives,
    calculus_integrals,
    limits_series,
    statistics,
    machine_learning,
    matrices_algebra,
    matrices_calculus,
    matrices_entries,
    matrices_learning,
    physics,
    sums,
    combinatorics,
    inequalities_domains,
    unseen_elementary,
    unseen_integrals,
    unseen_sums,
    unseen_matrices,
    unseen_functions,
    unseen_processes,
    unseen_products,
    unseen_shapes,
    unseen_forms,
)

ALL: tuple[Identity, ...] = tuple(identity for field in FIELDS for identity in field.IDENTITIES)

__all__ = ["ALL", "Identity"]
