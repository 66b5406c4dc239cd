"""From verdicts to findings: who is to blame, and what a reader is told."""
