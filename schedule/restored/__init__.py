"""After a backup was restored: put right what the world outside has seen since that backup was made."""
