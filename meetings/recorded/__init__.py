"""Answers that the team was told by phone or in person, and the history of each."""
