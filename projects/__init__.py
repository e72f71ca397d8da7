"""The season's call for projects and the ideas that answer it."""
