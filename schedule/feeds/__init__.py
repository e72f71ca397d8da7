"""The addresses that calendars subscribe to: a young person's, a team member's, and the group's."""
