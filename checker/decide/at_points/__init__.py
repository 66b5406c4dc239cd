"""Values at points: where a claim is tried, and what its sides are worth there."""
