"""The sign-in sheet of a meeting on paper: before it to sign, after it to keep."""
