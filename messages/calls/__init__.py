"""Whom to call about a date that changed, because no mail reaches them."""
