"""Who comes without having been on the list, and who leaves: pages of their own, where the list has no script."""
