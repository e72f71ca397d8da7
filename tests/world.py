"""The people every test knows, and plain functions that build a season around them.

All of them flush and none commits; call them inside `with app.app_context():`, and commit at its end. Everything is
placed around `now`: by default `NOW`, a Wednesday, a month into the season.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import TypeVar
from zoneinfo import ZoneInfo

from accounts.actions import user_for
from accounts.models import User
from ambassadors.models import Ambassador, Guardian, WayHome, YoungPerson
from ambassadors.rules import match_key, sort_name
from core.days import Region, SchoolZone
from core.db import Model, db, new_public_id
from core.folding import folded
from core.outbox import Mail
from meetings.decisions.models import Decision
from meetings.minutes.models import MinutesPart, MinutesVersion
from meetings.minutes.rules import Part
from meetings.models import Absence, Answer, AnswerStep, Meeting, MeetingPlace, MeetingStep, Venue
from meetings.news.models import News
from meetings.news.rules import Audience
from meetings.reminders.models import Reminder
from meetings.reminders.rules import ReminderKind
from meetings.rollcall.models import Attendance, Mark, RollCall
from meetings.rollcall.rules import Presence
from meetings.rules import AnswerValue, Source, Status, instants
from meetings.tasks.models import Task
from messages.models import PhoneCall
from outings.models import Outing, OutingStep, PermissionNote, SignUp
from outings.rules import Status as OutingStatus
from projects.models import Call, Project, ProjectStep, Reply
from projects.rules import ProjectStatus
from seasons import actions as seasons_actions
from seasons.models import Programme, Role, RoleKind, Season

NOW = datetime(2026, 10, 7, 10, 0, tzinfo=UTC)
PARIS = "Europe/Paris"
SURNAMES = ("Martin", "Nguyễn", "Petit", "Łukasik", "Faure", "Diallo", "Roche", "Haddad", "Le Goff", "D’Almeida")

M = TypeVar("M", bound=Model)
numbers = count(1)


def add(row: M) -> M:
    db.session.add(row)
    db.session.flush()
    return row


def person(name: str, *, email: str = "", locale: str = "fr", now: datetime = NOW) -> User:
    """Someone who signs in; their mailbox is made of their name unless it is given."""
    return user_for(email or f"{folded(name).replace(' ', '.')}@mail.example", name=name, locale=locale, now=now)


def programme(
    centre: str = "Le Kaléido", *, coordinator: User | None = None, locale: str = "fr", now: datetime = NOW
) -> Programme:
    """A programme with its first person, who coordinates and mediates."""
    asked = seasons_actions.NewProgramme(
        name="Les ambassadeurs",
        centre=centre,
        zone=PARIS,
        school_zone=SchoolZone.A,
        region=Region.METROPOLE,
        locale=locale,
        phone="+33199000001",
    )
    first = coordinator or person(f"Première {next(numbers)}", now=now)
    return seasons_actions.set_up(asked, coordinator=first, now=now)


def season(of: Programme, *, years_ago: int = 0, now: datetime = NOW) -> Season:
    """The season that began on 1 September, or the one `years_ago` before it. It ends on 31 July."""
    today = now.date()
    year = (today.year if (today.month, today.day) >= (9, 1) else today.year - 1) - years_ago
    return seasons_actions.open_season(of, starts_on=date(year, 9, 1), ends_on=date(year + 1, 7, 31), now=now)


def mediator(
    of: Programme, name: str, *, email: str = "", kind: RoleKind = RoleKind.MEDIATOR, now: datetime = NOW
) -> User:
    """Someone of the team."""
    user = person(name, email=email, now=now)
    seasons_actions.give_role(user, of, kind, by=user, now=now)
    return user


def young_person(
    of: Programme,
    first_name: str,
    *,
    born_on: date,
    last_name: str = "",
    email: str | None = None,
    now: datetime = NOW,
) -> YoungPerson:
    """A file, and who signs in with its mailbox: none when `email` is ""."""
    number = next(numbers)
    last_name = last_name or SURNAMES[number % len(SURNAMES)]
    address = f"{folded(first_name)}.{number}@mail.example" if email is None else email
    return add(
        YoungPerson(
            programme_id=of.id,
            programme=of,
            first_name=first_name,
            last_name=last_name,
            sort_name=sort_name(last_name, first_name),
            match_key=match_key(last_name, first_name, born_on),
            born_on=born_on,
            email=address,
            phone=f"+3363998{number % 10_000:04}",
            school="Collège des Sources",
            user=user_for(address, name=f"{first_name} {last_name}", now=now) if address else None,
            created_at=now,
        )
    )


def ambassador(
    of: Season,
    first_name: str = "Léa",
    *,
    age: int = 15,
    last_name: str = "",
    email: str | None = None,
    young: YoungPerson | None = None,
    now: datetime = NOW,
) -> Ambassador:
    """A young person in a season, `age` years old on its first day."""
    born_on = of.starts_on.replace(year=of.starts_on.year - age, month=3, day=12)
    young = young or young_person(of.programme, first_name, born_on=born_on, last_name=last_name, email=email, now=now)
    return add(Ambassador(young_person=young, season=of, joined_on=of.starts_on))


def guardian(of: YoungPerson, name: str = "Grace Martin", *, phone: str = "", email: str = "") -> Guardian:
    """Someone to reach for a young person."""
    number = next(numbers)
    return add(
        Guardian(
            young_person=of,
            name=name,
            phone=phone or f"+3363997{number % 10_000:04}",
            email=email or f"{folded(name).replace(' ', '.')}@famille.example",
        )
    )


def venue(of: Programme, name: str = "Le labo, 2e étage", *, address: str = "3 rue des Sources, Trouville") -> Venue:
    return add(Venue(programme_id=of.id, name=name, address=address, zone=of.zone))


def meeting(
    of: Season,
    title: str = "",
    *,
    in_days: int = 7,
    at: time = time(14, 0),
    until: time = time(16, 30),
    status: Status = Status.PUBLISHED,
    where: Venue | None = None,
    details: str = "",
    now: datetime = NOW,
) -> Meeting:
    """One date, `in_days` from today on the programme's clocks, with the steps that led to its status."""
    zone = of.programme.zone
    held_on = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=in_days)
    starts_at, ends_at = instants(held_on, at, until, zone)
    made = add(
        Meeting(
            season=of,
            status=status,
            title=title or f"Rencontre {next(numbers)}",
            held_on=held_on,
            start_time=at,
            end_time=until,
            zone=zone,
            starts_at=starts_at,
            ends_at=ends_at,
            venue=where,
            details=details,
            cancel_reason="Le labo est fermé ce jour-là" if status is Status.CANCELLED else "",
            changed_at=now,
            published_at=None if status is Status.DRAFT else now,
            created_at=now,
        )
    )
    acts = {Status.DRAFT: ["add"], Status.PUBLISHED: ["add", "publish"], Status.CANCELLED: ["add", "publish", "cancel"]}
    for act in acts[status]:
        add(MeetingStep(meeting_id=made.id, act=act, at=now))
    return made


def answer(to: Meeting, of: Ambassador, value: AnswerValue = AnswerValue.YES, *, now: datetime = NOW) -> Answer:
    span = {"starts_at": to.starts_at, "ends_at": to.ends_at}
    add(AnswerStep(meeting_id=to.id, ambassador_id=of.id, value=value, source=Source.OWN, at=now))
    return add(Answer(meeting=to, ambassador=of, value=value, answered_at=now, **span))


def attendance(
    at: Meeting,
    of: Ambassador | None = None,
    value: Presence | None = Presence.PRESENT,
    *,
    guest: str = "",
    by: User | None = None,
    now: datetime = NOW,
) -> Attendance:
    """How someone is marked: an ambassador, or a guest by name. The meeting was called at that moment."""
    if not db.session.query(RollCall).where(RollCall.meeting_id == at.id).count():
        add(RollCall(meeting_id=at.id, called_at=now, takes_check_ins=False))
    row = add(
        Attendance(
            meeting=at,
            ambassador=of,
            guest_name=guest,
            value=value,
            left_with="",
            marked_by=by,
            marked_at=now,
            version=1,
        )
    )
    pressed = {"client_id": new_public_id(), "value": value, "left_with": "", "version": 1, "at": now, "taken_at": now}
    add(Mark(meeting_id=at.id, attendance_id=row.id, by_id=by.id if by else None, **pressed))
    return row


def minutes(of: Meeting, part: Part, text: str, *, shared: bool = False, now: datetime = NOW) -> MinutesPart:
    """What is written about a meeting under one of its headings."""
    return add(
        MinutesPart(meeting_id=of.id, part=part, text=text, is_shared=shared, version=1 if text else 0, changed_at=now)
    )


def decision(of: Meeting, words: str, *, by: User | None = None, due_on: date | None = None) -> Decision:
    """What a meeting decided, and who of the team stands for it."""
    return add(
        Decision(meeting=of, words=words, user_id=by.id if by else None, owner_name="", due_on=due_on, created_at=NOW)
    )


def minutes_version(of: MinutesPart, text: str, *, by: User | None = None, now: datetime = NOW) -> MinutesVersion:
    """A text that stood in a part before the one that stands."""
    of.version += 1
    return add(
        MinutesVersion(
            minutes_part_id=of.id,
            version=of.version - 1,
            text=text,
            written_at=now - timedelta(hours=1),
            written_by_id=by.id if by else None,
        )
    )


def task(
    of: Meeting,
    words: str = "Apporter du carton",
    *,
    to: Ambassador | User | str = "",
    due_on: date | None = None,
    done_at: datetime | None = None,
    now: datetime = NOW,
) -> Task:
    """Something that a meeting gave an ambassador, someone of the team, or a name to do."""
    return add(
        Task(
            meeting=of,
            words=words,
            user_id=to.id if isinstance(to, User) else None,
            ambassador_id=to.id if isinstance(to, Ambassador) else None,
            owner_name=to if isinstance(to, str) else "",
            due_on=due_on,
            done_at=done_at,
            created_at=now,
        )
    )


def news(of: Season, *to_call: YoungPerson, subject: str = "Des nouvelles", now: datetime = NOW) -> News:
    """What the team wrote to the group; no mail of it left, and these are to be called."""
    made = add(
        News(season=of, audience=Audience.EVERYONE, subject=subject, text="Venez avec des bottes.", written_at=now)
    )
    for young in to_call:
        phone_call(of, made.public_id, young, now=now)
    return made


def reminder(of: Meeting, *, now: datetime = NOW) -> Reminder:
    """What was written a week before a date; its mails are long gone."""
    return add(
        Reminder(meeting_id=of.id, kind=ReminderKind.ANSWER, held_on=of.held_on, written_at=now - timedelta(days=21))
    )


def absence(of: YoungPerson, *, in_days: int, days: int = 1, reason: str = "", now: datetime = NOW) -> Absence:
    """Days on which someone is away, the first `in_days` from today."""
    first_on = now.astimezone(ZoneInfo(of.programme.zone)).date() + timedelta(days=in_days)
    last_on = first_on + timedelta(days=days - 1)
    return add(Absence(young_person_id=of.id, first_on=first_on, last_on=last_on, reason=reason, created_at=now))


def meeting_place(in_: Meeting, of: Ambassador, *, placed: bool = True, now: datetime = NOW) -> MeetingPlace:
    """Someone who has a place in a meeting, or waits for one."""
    return add(MeetingPlace(meeting_id=in_.id, ambassador_id=of.id, asked_at=now, placed_at=now if placed else None))


def phone_call(of: Season, regarding: str, young: YoungPerson, *, now: datetime = NOW) -> PhoneCall:
    """Someone to call about the date of that public id."""
    return add(
        PhoneCall(season_id=of.id, regarding=regarding, young_person_id=young.id, reason="no e-mail", created_at=now)
    )


def outing(
    of: Season,
    title: str = "La nuit des étoiles",
    *,
    in_days: int = 40,
    places: int = 20,
    open_days: int = 30,
    status: OutingStatus = OutingStatus.ANNOUNCED,
    now: datetime = NOW,
) -> Outing:
    """An outing of a day, `in_days` from today; sign-up ends in `open_days`."""
    today, zone = now.astimezone(ZoneInfo(of.programme.zone)).date(), of.programme.zone
    held_on = today + timedelta(days=in_days)
    starts_at, ends_at = instants(held_on, time(8, 30), time(18), zone)
    made = add(
        Outing(
            season=of,
            status=status,
            title=title,
            destination="Le grand planétarium",
            held_on=held_on,
            start_time=time(8, 30),
            returns_on=held_on,
            end_time=time(18),
            zone=zone,
            starts_at=starts_at,
            ends_at=ends_at,
            meeting_point="Devant la gare routière",
            bring="Un pique-nique\nUn pull chaud",
            place_count=places,
            sign_up_ends_on=today + timedelta(days=open_days),
            cancel_reason="Le car est en panne" if status is OutingStatus.CANCELLED else "",
            changed_at=now,
            announced_at=None if status is OutingStatus.DRAFT else now,
            created_at=now,
        )
    )
    acts = {
        OutingStatus.DRAFT: ["add"],
        OutingStatus.ANNOUNCED: ["add", "announce"],
        OutingStatus.CANCELLED: ["add", "announce", "cancel"],
    }
    for act in acts[status]:
        add(OutingStep(outing_id=made.id, act=act, at=now))
    return made


def sign_up(to: Outing, of: Ambassador, *, placed: bool = True, now: datetime = NOW) -> SignUp:
    """Someone who has a place, or waits."""
    return add(SignUp(outing=to, ambassador=of, asked_at=now, placed_at=now if placed else None))


def paper(to: Outing, of: Ambassador, *, is_received: bool = True, by: User, now: datetime = NOW) -> PermissionNote:
    """A note that a family's paper came in, or did not after all."""
    return add(PermissionNote(outing_id=to.id, ambassador_id=of.id, is_received=is_received, by_id=by.id, at=now))


def call(of: Season, *, opened_days_ago: int = 5, closes_in_days: int = 30, now: datetime = NOW) -> Call:
    """The season's call, open by default; a negative `closes_in_days` is one that closed."""
    return add(
        Call(
            season=of,
            title="Fête de la science",
            brief="Un projet qui tient sur une table, et qui se comprend à dix ans.",
            opens_at=now - timedelta(days=opened_days_ago),
            closes_at=now + timedelta(days=closes_in_days),
            changed_at=now,
            created_at=now,
        )
    )


def idea(
    to: Call,
    *authors: YoungPerson,
    sentence: str = "Une maquette du pont qui chante.",
    title: str = "Le pont qui chante",
    status: ProjectStatus = ProjectStatus.SUBMITTED,
    now: datetime = NOW,
) -> Project:
    """An idea of these authors. A number comes with the first submission, never with a draft."""
    sent = status is not ProjectStatus.DRAFT
    return add(
        Project(
            call=to,
            status=status,
            number=next(numbers) if sent else None,
            sentence=sentence,
            title=title,
            pitch="Le vent fait vibrer des tuyaux de longueurs choisies." if sent else "",
            authors=list(authors),
            steps=[ProjectStep(status=status, at=now)],
            created_at=now,
            changed_at=now,
            submitted_at=now if sent else None,
        )
    )


@dataclass(frozen=True)
class Cast:
    """Everyone, with what is theirs. Attributes are loaded; what hangs on them is fetched in a context of one's own."""

    kaleido: Programme
    season: Season
    last_season: Season
    venue: Venue
    next_meeting: Meeting
    later_meeting: Meeting
    draft_meeting: Meeting
    cancelled_meeting: Meeting
    past_meeting: Meeting
    last_years_meeting: Meeting
    outing: Outing  # two places: Alice and Bob have one, Dora waits; Alice's paper is in
    draft_outing: Outing
    alices_place: SignUp
    bobs_place: SignUp
    doras_place: SignUp
    call: Call
    last_call: Call

    alice: YoungPerson  # 16, leads an idea
    bob: YoungPerson  # 13, with a draft
    charlie: YoungPerson  # was in last season only
    dora: YoungPerson  # 20, no guardian; withdrew an idea
    tom: YoungPerson  # twins of one mailbox
    tess: YoungPerson
    quentin: YoungPerson  # no mailbox: signs in by card, is called by phone
    grace: Guardian  # Alice's guardian
    erin: User  # mediator and coordinator
    frank: User  # mediator only
    judy: User  # was a mediator until yesterday
    kim: User  # both hats: mediator, and ambassador of the season
    kim_young: YoungPerson
    alice_now: Ambassador
    bob_now: Ambassador
    dora_now: Ambassador
    alices_task: Task  # of the past meeting, whose notes the group reads and whose tasks it does not
    erins_task: Task
    erins_decision: Decision  # which the group does not read
    ideas: dict[str, Project]  # by whose it is: alice (submitted), bob (draft), dora (withdrawn), charlie (last year)

    # The other programme, blind to the first: Heidi mediates, Ivan is ambassador.
    observatory: Programme
    heidis_season: Season
    heidis_venue: Venue
    heidis_meeting: Meeting
    heidis_draft: Meeting
    heidis_call: Call
    heidis_outing: Outing
    heidis_draft_outing: Outing
    ivans_place: SignUp
    heidi: User
    ivan: YoungPerson
    ivan_now: Ambassador
    ivans_idea: Project
    ivans_task: Task
    ivans_decision: Decision


def cast(now: datetime = NOW) -> Cast:
    """Both programmes, with everyone in them."""
    erin = person("Erin Lambert", now=now)
    kaleido = programme("Le Kaléido", coordinator=erin, now=now)
    frank = mediator(kaleido, "Frank Moreau", now=now)
    judy = mediator(kaleido, "Judy Blanc", now=now)
    kim = mediator(kaleido, "Kim Rousseau", now=now)
    ended = db.session.query(Role).where(Role.user_id == judy.id).one()
    ended.ended_at, ended.ended_by_id = now - timedelta(days=1), erin.id

    last_season, this_season = season(kaleido, years_ago=1, now=now), season(kaleido, now=now)
    charlie = ambassador(last_season, "Charlie", age=17, last_name="Petit", now=now).young_person
    alice_now = ambassador(this_season, "Alice", age=16, last_name="Martin", email="alice@mail.example", now=now)
    bob_now = ambassador(this_season, "Bob", age=13, last_name="Nguyễn", email="bob@mail.example", now=now)
    dora_now = ambassador(this_season, "Dora", age=20, last_name="Łukasik", email="dora@mail.example", now=now)
    twins = [
        ambassador(this_season, name, age=14, last_name="Faure", email="famille.faure@mail.example", now=now)
        for name in ("Tom", "Tess")
    ]
    quentin = ambassador(this_season, "Quentin", age=12, last_name="Roche", email="", now=now).young_person
    kim_now = ambassador(this_season, "Kim", age=21, last_name="Rousseau", email=str(kim.email), now=now)
    alice, bob, dora = alice_now.young_person, bob_now.young_person, dora_now.young_person
    ambassador(last_season, young=alice, now=now)
    alice.way_home, alice.note = WayHome.ALONE, "Porte des lunettes."
    grace = guardian(alice, "Grace Martin")
    guardian(bob, "Hoa Nguyễn")
    guardian(quentin, "Paule Roche", email="paule.roche@famille.example")

    labo = venue(kaleido)
    past = meeting(this_season, "On fait connaissance", in_days=-14, where=labo, now=now)
    coming = meeting(this_season, "Construire un pont", in_days=7, where=labo, details="Apporter une blouse.", now=now)
    later = meeting(this_season, "Visite de l’atelier", in_days=42, where=labo, now=now)
    draft = meeting(this_season, "Brouillon secret", in_days=70, status=Status.DRAFT, where=labo, now=now)
    cancelled = meeting(this_season, "Le planétarium", in_days=21, status=Status.CANCELLED, where=labo, now=now)
    last_years = meeting(last_season, "La fin de saison passée", in_days=-120, now=now)
    answer(past, alice_now, now=now)
    reminder(past, now=now)
    news(this_season, subject="Des bottes", now=now)
    answer(coming, bob_now, AnswerValue.NO, now=now)

    notes = minutes(past, Part.NOTES, "On a lancé des tours en papier.", shared=True, now=now)
    minutes_version(notes, "Première version gardée des notes.", by=erin, now=now)
    minutes(past, Part.TEAM, "Parole d’équipe : trop de bruit.", now=now)
    minutes(past, Part.TASKS, "", now=now)
    minutes(past, Part.DECISIONS, "", now=now)
    erins_decision = decision(past, "On se retrouve au labo.", by=erin, due_on=now.date())
    alices_task = task(past, "Rapporter la colle forte", to=alice_now, now=now)
    erins_task = task(past, "Réserver la grande salle", to=erin, due_on=now.date() - timedelta(days=2), now=now)

    trip = outing(this_season, places=2, now=now)
    alices_place, bobs_place = (sign_up(trip, each, now=now) for each in (alice_now, bob_now))
    doras_place = sign_up(trip, dora_now, placed=False, now=now)
    paper(trip, alice_now, by=erin, now=now)
    draft_trip = outing(this_season, "Sortie en secret", in_days=60, status=OutingStatus.DRAFT, now=now)

    this_call = call(this_season, now=now)
    last_call = call(last_season, opened_days_ago=300, closes_in_days=-270, now=now)
    ideas = {
        "alice": idea(this_call, alice, now=now),
        "bob": idea(
            this_call, bob, sentence="Un robot arroseur.", title="Robot arroseur", status=ProjectStatus.DRAFT, now=now
        ),
        "dora": idea(
            this_call,
            dora,
            sentence="Des ombres chinoises.",
            title="Ombres chinoises",
            status=ProjectStatus.WITHDRAWN,
            now=now,
        ),
        "charlie": idea(last_call, charlie, sentence="Un volcan.", title="Le volcan", now=now),
    }

    add(Reply(project=ideas["alice"], by=erin, at=now, text="Essayez avec des tuyaux de cuivre."))

    heidi = person("Heidi Keller", now=now)
    observatory = programme("L’Observatoire", coordinator=heidi, now=now)
    heidis_season = season(observatory, now=now)
    heidis_venue = venue(observatory, "La coupole", address="1 chemin des Étoiles, Hautmont")
    ivan_now = ambassador(heidis_season, "Ivan", age=15, last_name="Keller", email="ivan@mail.example", now=now)
    guardian(ivan_now.young_person, "Ilse Keller")
    heidis_call = call(heidis_season, now=now)
    night = meeting(heidis_season, "Nuit des étoiles", in_days=9, where=heidis_venue, now=now)
    agenda = minutes(night, Part.AGENDA, "20 h 15 Pointer la Lyre", shared=True, now=now)
    minutes_version(agenda, "20 h Pointer la Lyre", now=now)
    minutes(night, Part.DECISIONS, "", now=now)
    heidis_outing = outing(heidis_season, "Le radiotélescope", now=now)
    ivans_place = sign_up(heidis_outing, ivan_now, now=now)
    paper(heidis_outing, ivan_now, by=heidi, now=now)
    made = Cast(
        kaleido=kaleido,
        season=this_season,
        last_season=last_season,
        venue=labo,
        next_meeting=coming,
        later_meeting=later,
        draft_meeting=draft,
        cancelled_meeting=cancelled,
        past_meeting=past,
        last_years_meeting=last_years,
        outing=trip,
        draft_outing=draft_trip,
        alices_place=alices_place,
        bobs_place=bobs_place,
        doras_place=doras_place,
        call=this_call,
        last_call=last_call,
        alice=alice,
        bob=bob,
        charlie=charlie,
        dora=dora,
        tom=twins[0].young_person,
        tess=twins[1].young_person,
        quentin=quentin,
        grace=grace,
        erin=erin,
        frank=frank,
        judy=judy,
        kim=kim,
        kim_young=kim_now.young_person,
        alice_now=alice_now,
        bob_now=bob_now,
        dora_now=dora_now,
        alices_task=alices_task,
        erins_task=erins_task,
        erins_decision=erins_decision,
        ideas=ideas,
        observatory=observatory,
        heidis_season=heidis_season,
        heidis_venue=heidis_venue,
        heidis_meeting=night,
        heidis_draft=meeting(heidis_season, "Éclipse en projet", in_days=50, status=Status.DRAFT, now=now),
        heidis_call=heidis_call,
        heidis_outing=heidis_outing,
        heidis_draft_outing=outing(heidis_season, "Éclipse lointaine", status=OutingStatus.DRAFT, now=now),
        ivans_place=ivans_place,
        heidi=heidi,
        ivan=ivan_now.young_person,
        ivan_now=ivan_now,
        ivans_idea=idea(heidis_call, ivan_now.young_person, sentence="Un cadran solaire.", title="Le cadran", now=now),
        ivans_decision=decision(night, "On regarde la lune."),
        ivans_task=task(night, "Nettoyer la lunette", to=ivan_now, now=now),
    )
    reminder(made.heidis_meeting, now=now)
    add(Reply(project=made.ivans_idea, by=heidi, at=now, text="Orientez-le au sud."))
    db.session.flush()
    return made


def commit() -> None:
    """Commit, and let go of everything with its columns loaded: it can be read outside the context it was made in."""
    db.session.commit()
    for row in list(db.session.identity_map.values()):
        db.session.refresh(row)
    db.session.expunge_all()


def mail(
    programme: Programme,
    to: str,
    *,
    text: str,
    subject: str = "Un courrier",
    in_minutes: int = 0,
    failed: bool = False,
    signs_in: bool = False,
    dispatch: str = "",
    now: datetime = NOW,
) -> Mail:
    """One message of a programme: waiting for its time, or given up."""
    public_id = new_public_id()
    return add(
        Mail(
            public_id=public_id,
            message_id=f"<{public_id}@cohorte.invalid>",
            dispatch=dispatch or public_id,
            kind="test",
            programme=programme.public_id,
            to_name="Lou",
            to_email=to,
            locale="fr",
            subject=subject,
            text=text,
            html=f"<p>{text}</p>",
            signs_in=signs_in,
            created_at=now,
            due_at=now + timedelta(minutes=in_minutes),
            failed_at=now if failed else None,
            last_error="550 no such mailbox" if failed else "",
        )
    )
