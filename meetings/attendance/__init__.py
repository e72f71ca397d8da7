"""What the roll calls of a season say together: of each person, of each meeting, and of oneself."""
