"""Small edits of a written line: what an author may have done by a slip, each kind its own file, in one list in `kinds`."""
