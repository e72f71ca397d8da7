"""Lists of people as science centres really keep them: read, checked, explained, and given back.

    sheet = read_sheet(content, "cohorte.xlsx")             # reading.py: bytes → rows, or Refused
    preview = read_people(sheet, season_starts_on=…, …)     # people.py: rows → people and faults
    title, advice = explain(preview.faults[0], gettext)     # wording.py: faults → words

A heading becomes a `Field` in `columns.py` (its words: `vocabulary.py`), a row a `Person` in `person.py`; cells are
read by `cells.py`, those that say whom to reach by `contacts.py`.

Pure Python: no database, no web, no clock.
"""
