"""What knows nothing of the programme: database, clock, guards, forms, outbox, calendar text, languages."""
