"""News: what the team writes to the group, or to some of a date's, and nobody but the team thought of."""
