"""Log-in cards on paper: a way in for whoever has no mailbox. Made by the team, shown once, handed over in person."""
