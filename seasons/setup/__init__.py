"""The first start: an empty instance, a link printed once, a programme with its first person."""
