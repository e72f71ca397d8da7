"""What announces dates and has not left yet: it says them as they are."""
