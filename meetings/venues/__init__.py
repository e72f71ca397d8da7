"""The places where a programme meets."""
