"""A list of young people from a spreadsheet: read, shown as it would be imported, imported once it is confirmed."""
