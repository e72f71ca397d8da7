"""Reminders of a date: a week before to who has not answered, the day before to who comes."""
