"""The French calendar: public holidays, school holidays by zone, bridge days, and a centre's own closed dates."""

import enum


class SchoolZone(enum.Enum):
    """The zone of the school holidays. Corsica and overseas set their own dates: "none" and closed dates."""

    A = "A"
    B = "B"
    C = "C"
    NONE = "none"


class Region(enum.Enum):
    """Where the public holidays differ."""

    METROPOLE = "metropole"
    ALSACE_MOSELLE = "alsace-moselle"
    GUADELOUPE = "guadeloupe"
    MARTINIQUE = "martinique"
    GUYANE = "guyane"
    REUNION = "reunion"
    MAYOTTE = "mayotte"
