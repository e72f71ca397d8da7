"""Lists of people as science centres really keep them: read, checked, explained, and given back.

    sheet = read_sheet(content, "cohorte.xlsx")             # reading.py: bytes → rows, or Refused
    preview = read_people(sheet, season_starts_on=…, …)     # people.py: rows → people and faults
    title, advice = explain(preview.faults[0], gettext)     # wording.py: faults → words

Pure Python: no database, no web, no clock.
"""
