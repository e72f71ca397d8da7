"""A programme (a centre's or site's), the roles of its team, and its seasons."""
