"""Small edits of a written line that take back a slip: each kind its own file, in one list in `kinds`."""
