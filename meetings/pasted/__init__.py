"""Dates pasted as people write them, read into days and hours."""
