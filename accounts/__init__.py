"""Who signs in: a user is a mailbox; sessions, codes, single-use links and log-in cards."""
