"""Days on which a young person knows they cannot come: exams, holidays. Said once, for whatever meets on them."""
