"""The outing: where the season's young people go together, who has a place, who waits, whose paper is in."""
