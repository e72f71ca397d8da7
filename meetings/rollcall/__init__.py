"""The roll call of a meeting: who is there, since when, who left and with whom; also without network."""
