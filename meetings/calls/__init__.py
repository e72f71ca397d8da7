"""Whom to call about a date, because no mail reaches them, and what to say."""
