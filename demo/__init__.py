"""An invented, believable instance: two programmes, a past season and the current one, the same for a given day."""
