"""Look for words in what a season's meetings wrote down: minutes, decisions and tasks."""
