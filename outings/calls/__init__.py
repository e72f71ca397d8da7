"""Whom to call about an outing, because no mail reaches them, and what to say."""
