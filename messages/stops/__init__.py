"""How the reader of a mail that can be done without ends such mail, from the mail itself."""
