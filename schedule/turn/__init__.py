"""The season's turn: what is still open, the closing, and the next season made from this one."""
