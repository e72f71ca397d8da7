"""A season of meetings planned in one go: the dates of a rule, what speaks against them, and what is free."""
