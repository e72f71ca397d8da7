"""First links by mail: the whole group at once, or one person again."""
