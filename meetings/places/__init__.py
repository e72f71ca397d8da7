"""Places in a meeting whose venue is small, and who waits for one."""
