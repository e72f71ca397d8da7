"""Who receives what, and what the team sees of the mail that leaves."""
