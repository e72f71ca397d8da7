"""What is written about a meeting before, during and after it, part by part; each is shared with the group or not."""
