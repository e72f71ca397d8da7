"""The addresses that calendars subscribe to: a young person's, a guardian's, a team member's, and the group's."""
