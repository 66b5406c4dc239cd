"""The names of the rules by which a line follows from the one before, found from what differs between the two."""
