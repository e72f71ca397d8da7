"""Invented people. Every address ends in .example; nobody here exists."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from ambassadors.actions import File
from ambassadors.models import WayHome
from ambassadors.rules import Contact
from core.folding import folded

FIRST_NAMES = """
    Inès Théo Aminata Maël Jade Noé Lina Sacha Fatou Rayan Camille Élio Zoé Bilal Chloé Ousmane Rose Ilyès Marie-Lou
    Gaëtan Kenza Björn Anaïs Malik Léonie Côme Océane Loïc Thi-Mai Éloïse Tom Nour Hélène Arthur Salomé Yanis
"""
LAST_NAMES = """
    Barthe, Diallo, Fournier, Nguyen, Sarrazin, Bergès, Ribeiro, Garrigue, Roussel, Müller, Çelik, Dupuy, Hernández,
    O’Brien, Benali, Castaing, Poirier, Vidal, Lafargue, Moreau, Bèye, Lacaze, Delmas, Kowalski, Traoré, Etcheverry,
    Rossi, Petit-Jean, Daudet, Lemaire, Le Goff, de la Torre, Da Silva
"""
PARENTS = """
    Nadia Pierre Sophie Karim Isabelle Mamadou Anne Luis Fatima Laurent Céline Moussa Hélène Farid Sandrine Olivier
    Linh Stéphane Aïssata Marc Delphine Youssef Cécile Paulo Virginie Ibrahim Nathalie Éric
"""
SCHOOLS = ("Collège Aliénor-d’Aquitaine", "Lycée des Deux-Rives", "Lycée Rosa-Bonheur", "Université")
AGES = [*[12] * 2, *[13] * 3, *[14] * 4, *[15] * 4, *[16] * 4, *[17] * 3, 18, 18, 19, 19, 20, 21, 22, 23, 24, 25]


@dataclass(frozen=True)
class Invented:
    """A young person's file, and their age on the season's first day."""

    file: File
    age: int


def young_people(draw: random.Random, starts_on: date, ages: list[int] = AGES) -> list[Invented]:
    """One person for each age, no name twice."""
    firsts = draw.sample(FIRST_NAMES.split(), len(ages))
    lasts = draw.sample([name.strip() for name in LAST_NAMES.split(",")], len(ages))
    return [_invent(draw, first, last, age, starts_on) for first, last, age in zip(firsts, lasts, ages, strict=True)]


def _invent(draw: random.Random, first: str, last: str, age: int, starts_on: date) -> Invented:
    birthday = starts_on - timedelta(days=draw.randrange(20, 340))
    born_on = birthday.replace(year=birthday.year - age, day=min(birthday.day, 28))
    minor = age < 18
    address = f"{_plain(first)}.{_plain(last)}@jeunes.example"
    return Invented(
        File(
            first_name=first,
            last_name=last,
            born_on=born_on,
            email="" if age <= 13 and draw.random() < 0.6 else address,  # the youngest often have no mailbox
            phone=_phone(draw) if age >= 14 else "",
            school=SCHOOLS[0] if age < 15 else draw.choice(SCHOOLS[1:3]) if age < 19 else SCHOOLS[3],
            way_home=(WayHome.ALONE if age >= 15 else WayHome.NOT_ALONE) if minor else WayHome.UNKNOWN,
            way_home_details="son grand frère" if minor and age == 13 else "",
            guardians=(_guardian(draw, last),) if minor else (),
        ),
        age,
    )


def _guardian(draw: random.Random, last: str) -> Contact:
    first = draw.choice(PARENTS.split())
    email = f"{_plain(first)}.{_plain(last)}@famille.example" if draw.random() < 0.85 else ""
    return Contact(name=f"{first} {last}", phone=_phone(draw), email=email)


def _phone(draw: random.Random) -> str:
    """A number of the range that ARCEP keeps for fiction (06 39 98)."""
    return f"+3363998{draw.randrange(10000):04}"


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in folded(name)).strip("-")
