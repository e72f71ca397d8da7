"""What is next: the home pages, the dates, and the calendar feeds."""
