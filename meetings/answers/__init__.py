"""Whether a young person comes: the page of a date, and their answer to it."""
