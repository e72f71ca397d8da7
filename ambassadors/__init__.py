"""Young people, what they are in a season, their guardians, and the import of the list."""
