"""What happened in the invented programmes up to today, told through the product's own actions."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update

from accounts.actions import user_for
from accounts.models import User
from ambassadors.actions import add
from ambassadors.models import Ambassador, YoungPerson
from core import clock
from core.days import Region, SchoolZone, is_free
from core.db import db
from core.outbox import FORGOTTEN, Mail
from core.sending import LINES_KEPT
from demo.calendars import subscribe
from demo.minutes import write_minutes
from demo.people import young_people
from meetings import actions as meetings
from meetings.absences.actions import plan as plan_absence
from meetings.access import ambassador_for, said_by
from meetings.attendance.rules import MISSED
from meetings.calls.access import occasion_of
from meetings.models import Meeting, Venue
from meetings.news.actions import Wanted
from meetings.news.actions import write as write_news
from meetings.news.rules import Audience
from meetings.reminders.actions import remind
from meetings.rollcall import access as roll
from meetings.rollcall import actions as roll_calls
from meetings.rollcall.actions import Pressed
from meetings.rollcall.rules import Presence
from meetings.rules import AnswerValue, Said, Source, Status
from meetings.series.rules import School, nth_weekday_dates, plan
from messages.calls import actions as calls
from messages.calls.access import Occasion, to_call
from outings import actions as outings
from outings.permissions.actions import write_down
from outings.places.actions import sign_up
from outings.rules import needs_permission
from projects import actions as projects
from projects.actions import CallDetails, Words
from projects.models import Call
from projects.rules import ProjectStatus
from seasons.actions import NewProgramme, close, give_role, open_next, open_season, set_up
from seasons.models import Programme, RoleKind, Season

WEDNESDAY = 2
CALLED = 3  # meetings, the last ones that were held: more would take longer than they show
PLANETARIUM = "Planétarium"
TITLES = (
    "Rentrée des ambassadeurs",
    "Les coulisses de l’exposition",
    "Nos idées",
    "Atelier prototypes",
    PLANETARIUM,
    "Rencontre avec une chercheuse",
    "Au labo",
    "Test avec le public",
    "Répétition",
    "Bilan et goûter",
)


@dataclass(frozen=True)
class Idea:
    """An invented idea: what its author wrote, how far it went, and what the team replied."""

    sentence: str
    state: ProjectStatus = ProjectStatus.DRAFT
    title: str = ""
    pitch: str = ""
    needs: str = ""
    replies: tuple[str, ...] = ()


IDEAS = (
    Idea(
        "Une machine qui dessine les vibrations de ta voix dans du sable.",
        ProjectStatus.SUBMITTED,
        "Le son qu’on voit",
        "On parle dans un tube fermé par un ballon tendu. Dessus, il y a du sable très fin : chaque note fait un "
        "autre dessin. Les visiteurs cherchent quelle voyelle fait une étoile, puis essaient à deux voix.\n\n"
        "J’ai testé avec un saladier et du film alimentaire, ça marche si on chante assez fort.",
        "Un haut-parleur qu’on a le droit d’ouvrir, du sable fin et une bâche pour le sol.",
        (
            "Ton essai au saladier nous a convaincus ! Un haut-parleur, on en cherche un. "
            "Viens dix minutes plus tôt la prochaine fois, on le branche ensemble.",
        ),
    ),
    Idea(
        "Une carte géante pour suivre les fourmis du quartier avec les visiteurs.",
        ProjectStatus.SUBMITTED,
        "Fourmis en ville",
        "Je note depuis l’été où passent les fourmis entre l’école et le parc. Sur la carte, chacun pose une épingle "
        "là où il en a vu. À la fin de la journée, on compare avec mes chemins à moi : elles contournent les places "
        "en plein soleil, et on peut deviner pourquoi.",
        "Un plan du quartier en très grand, trois loupes, et quelqu’un qui s’y connaît en insectes.",
        (
            "On a écrit à une chercheuse qui étudie les insectes en ville : elle veut bien relire ta carte.",
            "Pense à dire ce qu’on fait quand il pleut. Une petite fourmilière vitrée, peut-être ?",
        ),
    ),
    Idea(
        "Écouter ce que mesurent des capteurs posés sur un ficus.",
        ProjectStatus.SUBMITTED,
        "La voix des plantes",
        "Une plante fait passer de tout petits courants électriques. Avec une carte électronique, on les change en "
        "notes. Quand on arrose, le son monte au bout de quelques minutes. On touche une feuille, on attend, on "
        "écoute : il faut de la patience, c’est ça qui est bien.",
        "Deux ficus, des électrodes à coller et un casque pour qu’on entende malgré le bruit du hall.",
    ),
    Idea(
        "Des billes de jus de fruits faites avec trois ingrédients.",
        ProjectStatus.SUBMITTED,
        "Cuisine moléculaire sans frigo",
        "Avec de l’alginate, qui vient des algues, le jus tombe dans l’eau et devient une bille qui éclate sous la "
        "dent. Les visiteurs choisissent leur parfum et repartent avec la recette. On explique pourquoi ça ne marche "
        "pas avec du jus de citron.",
        "De l’alginate, des pipettes, un point d’eau et la liste des allergies à afficher.",
        ("Bonne idée, la recette à emporter. Peux-tu vérifier si on a le droit de faire goûter dans le hall ?",),
    ),
    Idea(
        "Un jeu de cartes où l’on classe de vraies étoiles par leur couleur.",
        ProjectStatus.WITHDRAWN,
        "Le tri des étoiles",
        "Chaque carte est une étoile qu’on voit d’ici. On les range de la plus froide à la plus chaude, et on découvre "
        "que le rouge est le plus froid.",
        "Une imprimante couleur.",
    ),
    Idea(
        "Quel poids tient un pont de pâtes ? On parie, puis on mesure.",
        title="Le pont en spaghettis",
        pitch="Trois ponts, trois formes, le même paquet de pâtes. On accroche un seau et on ajoute de l’eau "
        "jusqu’à ce que ça craque. Reste à trouver comment ne pas en mettre partout.",
    ),
    Idea("Une chasse aux bruits dans tout le centre, les yeux bandés."),
    Idea("Fabriquer de l’encre avec ce qu’on trouve au parc.", needs="Un endroit où faire bouillir des feuilles."),
)


PLACES = 20  # of an outing
NEXT_OUTING = ("Une journée à la Cité de l’espace", "Cité de l’espace, Toulouse")
LAST_OUTING = ("La dune et ses étoiles", "Dune du Pilat")


@dataclass(frozen=True)
class Person:
    """Someone of the demo who can sign in."""

    role: str
    name: str
    user: User
    person: str = ""


def tell(now: datetime) -> list[Person]:
    """Make everything, and return who can sign in. The same for a given day."""
    today = clock.day_in("Europe/Paris", now)
    draw = random.Random(today.toordinal())  # noqa: S311 - a story, not a secret
    people = _kaleido(draw, today, now) + _marees(draw, today, now)
    _send(now)
    return people


def _send(now: datetime) -> None:
    """What these people received left long ago, except for one address that has changed since."""
    db.session.flush()
    db.session.execute(delete(Mail).where(Mail.created_at < now - LINES_KEPT))
    _leave()
    last = db.session.scalars(select(Mail).order_by(Mail.created_at.desc(), Mail.id.desc()).limit(1)).one()
    last.failed_at, last.sent_at, last.last_error = last.created_at, None, "550 5.1.1 mailbox unavailable"
    db.session.execute(update(Mail).where(Mail.sent_at.is_not(None)).values(**FORGOTTEN))


def _leave() -> None:
    """What waits leaves, so that what happens next is told by messages of its own."""
    db.session.flush()
    db.session.execute(update(Mail).where(Mail.cancelled_at.is_(None)).values(sent_at=Mail.created_at))


def season_start(today: date) -> date:
    """The first of September that began the season of today."""
    return date(today.year if today.month >= 9 else today.year - 1, 9, 1)


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo("Europe/Paris"))


def _kaleido(draw: random.Random, today: date, now: datetime) -> list[Person]:
    starts_on = season_start(today)
    began = _at(starts_on.replace(year=starts_on.year - 1) - timedelta(days=10))
    camille = user_for("camille.roux@kaleido.example", now=began, name="Camille Roux")
    programme = set_up(
        NewProgramme(
            name="Les ambassadeurs",
            centre="Le Kaléido",
            site="Bordeaux",
            zone="Europe/Paris",
            school_zone=SchoolZone.A,
            region=Region.METROPOLE,
            locale="fr",
            phone="+33199000042",
            reply_to="ambassadeurs@kaleido.example",
        ),
        coordinator=camille,
        now=began,
    )
    hugo = user_for("hugo.menard@kaleido.example", now=began, name="Hugo Ménard")
    give_role(hugo, programme, RoleKind.MEDIATOR, by=camille, now=began)
    lab = _venue(programme, "Le labo", "2e étage, 12 quai des Lumières, Bordeaux")
    dome = _venue(programme, "Le planétarium", "Rez-de-chaussée, 12 quai des Lumières, Bordeaux")

    last_year = starts_on.replace(year=starts_on.year - 1)
    past = open_season(programme, starts_on=last_year, ends_on=last_day(last_year), now=began)
    season, _is_new = open_next(past, starts_on=starts_on, ends_on=last_day(starts_on), now=_at(starts_on, 8))
    crowd = young_people(draw, starts_on)
    old = [p for p in crowd if p.age >= 14][:9]
    veterans = [add(past, p.file, by=camille, now=began, joined_on=last_year) for p in old]
    _dates(past, lab, draw, veterans, dome=dome, by=camille, now=now)
    _outing(past, LAST_OUTING, last_day(last_year) - timedelta(days=11), veterans, missing=0, by=camille, now=now)
    close(past, by=camille, now=_at(past.ends_on + timedelta(days=8)))
    joined = [add(season, p.file, by=camille, now=_at(starts_on), joined_on=starts_on) for p in crowd]
    dates = _dates(season, lab, draw, joined, dome=dome, by=camille, now=now)
    called = [each for each in dates if each.ends_at < now][-CALLED:]
    for meeting in called:
        _call_the_roll(meeting, lost=_lost_since(called[-MISSED:]) if meeting in called[-MISSED:] else "", by=camille)
    _move_one_cancel_one(dates, by=hugo, now=now)
    write_minutes(dates, joined, team=(camille, hugo), now=now)
    _answers_by_other_ways(dates, joined, by=hugo, now=now)
    _few_places(dates, by=hugo, now=now)
    _reminded(dates, joined, now=now)
    _news(season, by=hugo, now=min(now, _at(today - timedelta(days=2), 17)))
    for ambassador in joined:
        if ambassador.young_person.user_id:
            ambassador.invited_at = _at(starts_on, 11)
    _outing(season, NEXT_OUTING, today + timedelta(days=24), joined[: PLACES + 1], missing=3, by=hugo, now=now)
    _call(season, joined, draw, by=camille, today=today, now=now)
    guardian = next(each for a in joined for each in a.young_person.guardians if each.email)
    subscribe(programme, camille, joined[0].young_person, guardian, today=today, now=min(now, _at(starts_on, 18)))
    _entered(joined, now=min(now, _at(starts_on, 11)))
    camille.entered_at, hugo.entered_at = began, began + timedelta(days=1)
    team = [Person("mediator", u.name, u) for u in (camille, hugo)]
    by_mail_first = sorted(joined, key=lambda a: not a.young_person.user_id)
    return team + [_young(a) for a in by_mail_first]


def _entered(people: Sequence[Ambassador], *, now: datetime) -> None:
    """Who was invited came in during the days that followed."""
    invited = [user for each in people if (user := each.young_person.user)]
    for number, user in enumerate(invited):
        user.entered_at = now + timedelta(hours=number * 5)


def last_day(starts_on: date) -> date:
    """The thirtieth of June that ends a season."""
    return date(starts_on.year + 1, 6, 30)


def _marees(draw: random.Random, today: date, now: datetime) -> list[Person]:
    """A second centre, which the first never sees."""
    starts_on = season_start(today)
    began = _at(starts_on, 9)
    maud = user_for("maud.legall@marees.example", now=began, name="Maud Le Gall")
    programme = set_up(
        NewProgramme(
            name="Le club des curieux",
            centre="La Fabrique des marées",
            zone="Europe/Paris",
            school_zone=SchoolZone.B,
            region=Region.METROPOLE,
            locale="fr",
            phone="+33199000017",
            reply_to="club@marees.example",
        ),
        coordinator=maud,
        now=began,
    )
    hall = _venue(programme, "La halle aux voiles", "3 cale du Phare, Saint-Malo")
    season = open_season(programme, starts_on=starts_on, ends_on=last_day(starts_on), now=began)
    crowd = young_people(random.Random(draw.random()), starts_on, [13, 14, 15, 16, 18, 20])  # noqa: S311
    joined = [add(season, p.file, by=maud, now=began, joined_on=starts_on) for p in crowd]
    _dates(season, hall, draw, joined, by=maud, now=now)
    return [Person("mediator", maud.name, maud), *(_young(a) for a in joined)]


def _young(ambassador: Ambassador) -> Person:
    young = ambassador.young_person
    if young.user is None:
        young.user = User(name=young.first_name, created_at=ambassador.season.created_at)
        db.session.flush()
    return Person("ambassador", young.name, young.user, young.public_id)


def _venue(programme: Programme, name: str, address: str) -> Venue:
    venue = Venue(programme_id=programme.id, name=name, address=address, zone=programme.zone)
    db.session.add(venue)
    db.session.flush()
    return venue


def _dates(
    season: Season,
    venue: Venue,
    draw: random.Random,
    people: Sequence[Ambassador],
    *,
    dome: Venue | None = None,
    by: User,
    now: datetime,
) -> list[Meeting]:
    """Ten dates around the holidays, published at the season's start, answered as young people do."""
    first_on, last_on = season.starts_on, season.ends_on
    school = School(season.programme.school_zone, season.programme.region)
    planned = plan(
        nth_weekday_dates(2, WEDNESDAY, first_on, last_on), school=school, first_on=first_on, last_on=last_on
    )
    published_at = _at(season.starts_on, 12)
    made = []
    for date_, title in zip(planned, TITLES, strict=False):
        day = date_.day if is_free(date_.conflicts) or not date_.alternatives else date_.alternatives[0]
        there = dome or venue if title == PLANETARIUM else venue
        asked = meetings.Details(title, day, time(14), time(16, 30), there)
        made.append(meetings.add(season, asked, by=by, now=published_at))
    meetings.publish(season, made, by=by, now=published_at)
    about = occasion_of(season)
    for each in to_call(about, published_at, on=published_at.date()):
        calls.done(about, each.young, by=by, now=published_at + timedelta(days=1))
    soon = now + timedelta(days=60)
    for meeting in made:
        if meeting.starts_at < soon:
            for ambassador in people:
                _answer(meeting, ambassador, draw, by, now)
    return made


def _lost_since(meetings: Sequence[Meeting]) -> str:
    """Somebody who was expected at each of these meetings and came to none: the team’s home page says so."""
    expected = [{each.key: each.name for each in roll.lines_of(m) if each.is_expected} for m in meetings]
    at_each = [key for key in expected[0] if all(key in others for others in expected)]
    return at_each[len(at_each) // 2] if len(meetings) == MISSED and at_each else ""


def _call_the_roll(meeting: Meeting, *, lost: str, by: User) -> None:
    """Most of those who said they come are there, some late; who said nothing comes now and then."""
    draw = random.Random(meeting.held_on.toordinal())  # noqa: S311 - a story, not a secret
    at = meeting.starts_at + timedelta(minutes=12)
    values = (Presence.PRESENT, Presence.LATE, Presence.EXCUSED, Presence.ABSENT)
    marks = []
    for number, line in enumerate(each for each in roll.lines_of(meeting) if each.is_expected):
        came = draw.choices(values, (82, 9, 4, 5) if line.said is Said.YES else (25, 5, 10, 60))[0]
        came = Presence.ABSENT if line.key == lost else came
        late = meeting.starts_at + timedelta(minutes=4 + number * 5 % 9) if came is Presence.LATE else None
        marks.append(Pressed(line.key, came, 0, f"{meeting.held_on} {number}", at, arrived_at=late))
    roll_calls.take(meeting, marks, by=by, now=at)
    roll_calls.end(meeting, by=by, now=at)


def _answer(meeting: Meeting, ambassador: Ambassador, draw: random.Random, by: User, now: datetime) -> None:
    """Most answer on their own page, some days before; who cannot enter yet tells the team."""
    luck = draw.random()
    if luck < 0.18:
        return
    value = AnswerValue.YES if luck < 0.76 else AnswerValue.MAYBE if luck < 0.88 else AnswerValue.NO
    lately = now - timedelta(hours=int(luck * 200))
    at = max(_at(meeting.season.starts_on, 13), min(meeting.starts_at - timedelta(days=3), lately))
    if ambassador.young_person.user_id:
        meetings.answer(meeting, ambassador, value, now=at)
    else:
        meetings.answer(meeting, ambassador, value, source=Source.TEAM, by=by, how="De vive voix", now=at)


def _answers_by_other_ways(dates: Sequence[Meeting], people: Sequence[Ambassador], *, by: User, now: datetime) -> None:
    """Of the next date, one answer came by phone, and two know already that they are away then."""
    coming = next((each for each in dates if each.starts_at > now and each.status is Status.PUBLISHED), None)
    if coming is None or len(people) < 10:
        return
    how = "Au téléphone, avec sa mère"
    meetings.answer(coming, people[4], AnswerValue.YES, source=Source.TEAM, by=by, how=how, now=now)
    first_on = coming.held_on - timedelta(days=coming.held_on.weekday())
    week = {"first_on": first_on, "last_on": first_on + timedelta(days=5)}
    for young, reason in zip(said_by(coming)[Said.NOTHING], ("Brevet blanc", "Chez mon père, à Lyon"), strict=False):
        plan_absence(young, **week, reason=reason, now=now)


def _few_places(dates: Sequence[Meeting], *, by: User, now: datetime) -> None:
    """The date after the next one is in a small room: who said yes has a place, and two wait."""
    after = [each for each in dates if each.starts_at > now and each.status is Status.PUBLISHED][1:2]
    for meeting in after:
        said = said_by(meeting)
        if said[Said.YES]:
            few = replace(meetings.details_of(meeting), place_count=len(said[Said.YES]))
            meetings.change(meeting, few, by=by, now=now)
            for young in said[Said.NOTHING][:2]:
                ambassador = ambassador_for(meeting, young)
                if ambassador is not None:
                    meetings.answer(meeting, ambassador, AnswerValue.YES, now=now)


def _move_one_cancel_one(dates: Sequence[Meeting], *, by: User, now: datetime) -> None:
    """The sixth date moves to the next free week and the ninth is cancelled."""
    _leave()
    moved, cancelled = dates[5], dates[8]
    last_week = max(_at(moved.season.starts_on, 14), now - timedelta(days=6))
    when = min(last_week, moved.starts_at - timedelta(days=20))
    school = School(moved.season.programme.school_zone, moved.season.programme.region)
    weeks = (moved.held_on + timedelta(weeks=week) for week in (1, 2, 3, 5))  # four weeks on is the next date
    day = next(day for day in weeks if is_free(school.conflicts_on(day)))
    meetings.change(moved, replace(meetings.details_of(moved), held_on=day), by=by, now=when)
    when = min(last_week + timedelta(days=1), cancelled.starts_at - timedelta(days=20))
    meetings.cancel(cancelled, why="Le labo est en travaux ce jour-là.", by=by, now=when)


def _reminded(dates: Sequence[Meeting], people: Sequence[Ambassador], *, now: datetime) -> None:
    """The last date was reminded of the day before; somebody wants no reminders."""
    people[5].young_person.reminders_off_at = _at(dates[0].held_on)
    over = [meeting for meeting in dates if meeting.ends_at < now]
    if over:
        remind(over[-1], now=_at(over[-1].held_on - timedelta(days=1)))


def _news(season: Season, *, by: User, now: datetime) -> None:
    """What the team wrote to the group two days ago; those whom no mail reaches were called the day after."""
    text = (
        "Bonjour à toutes et à tous,\n\n"
        "Le robot de l’atelier a besoin de piles : si vous en avez d’usées à la maison, apportez-les à la "
        "prochaine rencontre. On les trie ensemble, puis on voit lesquelles tiennent encore.\n\n"
        "Camille et Hugo"
    )
    wanted = Wanted(Audience.EVERYONE, None, "De vieilles piles pour le robot", text)
    news = write_news(season, wanted, by=by, now=max(now, _at(season.starts_on, 13)))
    about = Occasion(news.public_id, season.id)
    for each in to_call(about, news.written_at, on=news.written_at.date()):
        calls.done(about, each.young, by=by, now=news.written_at + timedelta(hours=20))


def _outing(
    season: Season,
    what: tuple[str, str],
    around: date,
    people: Sequence[Ambassador],
    *,
    missing: int,
    by: User,
    now: datetime,
) -> None:
    """An outing on a free Saturday, announced two months before; who asks last waits, papers are missing."""
    school = School(season.programme.school_zone, season.programme.region)
    saturdays = [around + timedelta(days=(5 - around.weekday()) % 7 + 7 * week) for week in range(9)]
    held_on = next(day for day in saturdays if is_free(school.conflicts_on(day)))
    asked = outings.Details(
        title=what[0],
        destination=what[1],
        held_on=held_on,
        start_time=time(8, 30),
        returns_on=held_on,
        end_time=time(18, 30),
        meeting_point="Devant le Kaléido, 12 quai des Lumières",
        bring="Un pique-nique\nUne gourde\nUn pull chaud",
        place_count=PLACES,
        sign_up_ends_on=held_on - timedelta(days=10),
    )
    when = min(now, _at(held_on - timedelta(days=60)))
    outing = outings.add(season, asked, by=by, now=when)
    outings.announce(outing, by=by, now=when)
    for number, ambassador in enumerate(people):
        sign_up(outing, ambassador, now=min(now, when + timedelta(hours=7 * number)))
    minors = [a for a in people if needs_permission(a.young_person.born_on, held_on)]
    for number, ambassador in enumerate(minors[missing:]):
        write_down(
            outing, ambassador, is_received=True, by=by, now=min(now, when + timedelta(days=7, hours=9 * number))
        )


def _call(
    season: Season, people: Sequence[Ambassador], draw: random.Random, *, by: User, today: date, now: datetime
) -> Call:
    """An open call, with ideas in every state."""
    opened_on = max(season.starts_on, today - timedelta(days=40))
    call = projects.write_call(
        season,
        CallDetails(
            title="Un projet pour la Fête de la science",
            brief=(
                "Qu’est-ce que tu aimerais faire découvrir au public en octobre ?\n\n"
                "Une expérience, un jeu, une visite, une histoire : tout est permis, à deux ou à dix. "
                "Les projets retenus seront construits au labo avec l’équipe."
            ),
            opens_on=opened_on,
            opens_time=time(0),
            closes_on=today + timedelta(days=23),
            closes_time=time(23, 59),
        ),
        version=None,
        now=_at(opened_on, 0),
    )
    start = max(call.opens_at, now - timedelta(days=20))
    authors = [a for a in people if a.young_person.user_id]
    for n, idea in enumerate(IDEAS):
        when = min(now, _at((start + timedelta(days=2 * n + 1)).date(), 17))  # after school
        _idea(call, idea, authors[(3 * n) % len(authors)].young_person, replies_by=by, when=when, now=now)
    return call


def _idea(call: Call, told: Idea, young: YoungPerson, *, replies_by: User, when: datetime, now: datetime) -> None:
    user = young.user or replies_by
    idea = projects.propose(call, told.sentence, young=young, key="", by=user, now=when)
    words = Words(told.title, told.sentence, told.pitch, told.needs)
    projects.save(idea, words, version=idea.version, by=user, now=when)
    if told.state is not ProjectStatus.DRAFT:
        projects.submit(idea, by=user, now=min(now, when + timedelta(minutes=40)))
    if told.state is ProjectStatus.WITHDRAWN:
        projects.withdraw(idea, by=user, now=min(now, when + timedelta(hours=26)))
    for days, text in enumerate(told.replies, start=4):
        projects.reply(idea, text, by=replies_by, now=min(now, when + timedelta(days=days, hours=-6)))
