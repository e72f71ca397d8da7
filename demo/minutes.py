"""What was written of the invented meetings, and what they gave whom to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from textwrap import dedent

from accounts.models import User
from ambassadors.models import Ambassador
from meetings.decisions import actions as decisions
from meetings.minutes import actions as minutes
from meetings.minutes.rules import Part
from meetings.models import Meeting
from meetings.rules import Status
from meetings.tasks import actions as tasks
from meetings.tasks.access import Owner
from meetings.tasks.actions import EntryDetails


@dataclass(frozen=True)
class Told:
    """The parts of a meeting's minutes, its tasks with the days they may take, and its decisions: those that are about
    a day so many days later have somebody of the team who stands for them."""

    parts: dict[Part, str]
    tasks: tuple[tuple[str, int], ...] = ()
    decisions: tuple[tuple[str, int], ...] = ()


def lines(text: str) -> str:
    return dedent(text).strip()


HELD = (
    Told(
        {
            Part.AGENDA: lines("""
                14 h Accueil, les anciens présentent le labo
                14 h 45 Qui aime quoi : la carte du groupe
                15 h 45 Le calendrier de l’année
                16 h 15 Goûter"""),
            Part.NOTES: lines("""
                Une **rentrée** animée : beaucoup de nouveaux, et déjà des équipes qui se dessinent.

                # La carte du groupe

                - le son et la musique : sept
                - les petites bêtes : cinq
                - fabriquer, souder, coller : presque tout le monde"""),
            Part.NEXT_STEP: "Visite des coulisses : venir avec une question à poser.",
        },
        (("Dessiner l’affiche du groupe", 14), ("Réserver la visite des coulisses", 7)),
        (
            ("On se retrouve un mercredi par mois, au labo.", 0),
            ("Le téléphone reste au panier pendant les ateliers.", 0),
        ),
    ),
    Told(
        {
            Part.AGENDA: lines("""
                14 h Rendez-vous devant l’exposition
                14 h 15 Les coulisses avec l’équipe technique
                15 h 30 Retour au labo : ce qui nous a étonnés"""),
            Part.NOTES: lines("""
                Ce qui a étonné le groupe :

                1. les objets qu’on a le droit de casser sont refaits à toutes les vacances
                2. une vitrine, c’est d’abord de la lumière
                3. personne n’avait remarqué les textes en gros caractères"""),
            Part.GUESTS: lines("""
                Farida, régisseuse de l’exposition
                Paul, éclairagiste"""),
            Part.TEAM: "Le groupe décroche après une heure : prévoir une pause plus tôt.",
        },
        (("Envoyer un merci à Farida et à Paul", 5), ("Trier les photos de la visite", 12)),
        (("Nos idées partent de ce que les visiteurs peuvent toucher.", 0),),
    ),
    Told(
        {
            Part.AGENDA: lines("""
                14 h Tour de table, une idée chacun
                14 h 40 Trois idées au hasard, à améliorer ensemble
                15 h 45 L’appel à projets : comment déposer la sienne"""),
            Part.NOTES: lines("""
                Neuf maquettes en carton, trois essayées devant tout le monde.
                Le sable du *son qu’on voit* était trop gros : à refaire avec du sel fin.

                > On a compris en le faisant tomber.

                La liste du matériel est sur le [tableau partagé](https://tableau.kaleido.example/labo)."""),
            Part.NEXT_STEP: "Les équipes avancent en ligne ; le labo est ouvert le samedi matin à qui veut souder.",
            Part.TEAM: "Deux équipes sur la même idée : leur proposer de se parler avant la prochaine fois.",
        },
        (
            ("Apporter un vieux haut-parleur", 30),
            ("Acheter deux kilos de sel fin", 12),
            ("Photographier les maquettes", 3),
            ("Réserver le planétarium", 20),
        ),
        (
            ("La rencontre de janvier se passe au planétarium.", 70),
            ("Chaque équipe arrive avec une liste de matériel.", 0),
        ),
    ),
)
TO_COME = lines("""
    14 h Arrivée, appel, goûter à poser au vestiaire
    14 h 15 Trois prototypes en carton : une idée, une maquette, un essai
    15 h 30 Chaque équipe montre le sien, deux minutes
    16 h 15 Ce qu’on garde, qui fait quoi pour la prochaine fois""")


def write_minutes(
    dates: Sequence[Meeting], people: Sequence[Ambassador], *, team: tuple[User, User], now: datetime
) -> None:
    """The first meetings that are over have minutes, shared but for the latest one's; the next one has its agenda."""
    published = [meeting for meeting in dates if meeting.status is Status.PUBLISHED]
    held = [meeting for meeting in published if meeting.ends_at <= now][: len(HELD)]
    for n, (meeting, told) in enumerate(zip(held, HELD, strict=False)):
        _write(meeting, told, people[3 * n :], team=team, is_latest=meeting is held[-1], now=now)
    coming = next((meeting for meeting in published if meeting.ends_at > now), None)
    if coming is not None:
        minutes.write(coming, Part.AGENDA, TO_COME, version=0, by=team[0], now=now)
        minutes.share(coming, shown={Part.AGENDA}, hidden=(), by=team[0], now=now)


def _write(
    meeting: Meeting,
    told: Told,
    people: Sequence[Ambassador],
    *,
    team: tuple[User, User],
    is_latest: bool,
    now: datetime,
) -> None:
    when = min(now, meeting.ends_at + timedelta(minutes=20))
    for part, text in told.parts.items():
        minutes.write(meeting, part, text, version=0, by=team[1], now=when)
    for n, (words, days) in enumerate(told.tasks):
        owner = Owner("", "", user=team[n // 2 % 2]) if n % 2 else Owner("", "", ambassador=people[n])
        asked = EntryDetails(words, owner=owner, due_on=meeting.held_on + timedelta(days=days))
        task = tasks.add(meeting, asked, now=when)
        if words.startswith("Photographier") or not is_latest:
            tasks.finish(task, by=team[0], now=min(now, when + timedelta(days=6)))
    for words, days in told.decisions:
        due_on = meeting.held_on + timedelta(days=days)
        asked = EntryDetails(words, owner=Owner("", "", user=team[1]), due_on=due_on) if days else EntryDetails(words)
        decisions.add(meeting, asked, now=when)
    if not is_latest:
        shown = {part for part in told.parts if part is not Part.TEAM} | {Part.DECISIONS, Part.TASKS}
        minutes.share(meeting, shown=shown, hidden=(), by=team[0], now=when)
