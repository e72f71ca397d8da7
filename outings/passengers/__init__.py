"""The list of those who come, on paper: for the driver, and for whoever counts at each boarding."""
