"""What someone is to do after a meeting: decided at one, open until it is done, whatever meetings come in between."""
