"""The scalar normal form: expressions as fractions over independent kernels, with signs and conditions."""
