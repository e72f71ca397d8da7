"""The confirmation as its reader sees it, in both languages."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from ambassadors.models import YoungPerson
from core.db import db
from projects import emails
from projects.actions import authors_by_mail
from projects.models import Call, Project
from tests.world import NOW, Cast

FRENCH = """\
Ton idée «\u00a0Le pont qui chante\u00a0» est déposée

Elle porte le numéro\u00a07. Tu peux tout changer jusqu’au jeudi 17\u00a0décembre à 23\u00a0h\u00a059.

Pour la lire ou la modifier\u00a0:
http://localhost/appel-a-projets/{id}

Une question\u00a0? Un appel au 01\u00a099\u00a000\u00a000\u00a001, ou une réponse à ce message.

--\x20
Le Kaléido – Les ambassadeurs
01\u00a099\u00a000\u00a000\u00a001
"""
ENGLISH = """\
Your idea “Le pont qui chante” is in

It is number 7. You can change everything until Thursday 17\u00a0December, 11.59\u00a0pm.

To read or change it:
http://localhost/appel-a-projets/{id}

Any questions? Call 01\u00a099\u00a000\u00a000\u00a001 or reply to this message.

--\x20
Le Kaléido – Les ambassadeurs
01\u00a099\u00a000\u00a000\u00a001
"""


@pytest.mark.parametrize(("locale", "expected"), [("fr", FRENCH), ("en_GB", ENGLISH)])
def test_the_confirmation_reads_well(app: Flask, cast: Cast, locale: str, expected: str) -> None:
    with app.test_request_context(method="POST"):
        db.session.get_one(Call, cast.call.id).closes_at = datetime(2026, 12, 17, 23, 0, tzinfo=UTC)
        project = db.session.get_one(Project, cast.ideas["alice"].id)
        author = db.session.get_one(YoungPerson, cast.alice.id)
        assert author.user is not None
        project.number, author.user.locale = 7, locale
        [to] = authors_by_mail(project)
        mail = emails.submitted(project, to, now=NOW)
        assert mail.text == expected.format(id=project.public_id)
        assert (mail.to_email, mail.locale, mail.to_name) == ("alice@mail.example", locale, "Alice")
        assert f'href="http://localhost/appel-a-projets/{project.public_id}"' in mail.html
        db.session.rollback()


REPLY_FRENCH = """\
Un mot sur ton idée «\u00a0Le pont qui chante\u00a0»

Erin Lambert t’écrit\u00a0:

Essayez avec des tuyaux de cuivre.

Pour le relire à côté de ton idée\u00a0:
http://localhost/appel-a-projets/{id}

Une question\u00a0? Un appel au 01\u00a099\u00a000\u00a000\u00a001, ou une réponse à ce message.

--\x20
Le Kaléido – Les ambassadeurs
01\u00a099\u00a000\u00a000\u00a001
"""
REPLY_ENGLISH = """\
A reply about your idea “Le pont qui chante”

Erin Lambert writes:

Essayez avec des tuyaux de cuivre.

To read it beside your idea:
http://localhost/appel-a-projets/{id}

Any questions? Call 01\u00a099\u00a000\u00a000\u00a001 or reply to this message.

--\x20
Le Kaléido – Les ambassadeurs
01\u00a099\u00a000\u00a000\u00a001
"""


@pytest.mark.parametrize(("locale", "expected"), [("fr", REPLY_FRENCH), ("en_GB", REPLY_ENGLISH)])
def test_a_reply_reads_well(app: Flask, cast: Cast, locale: str, expected: str) -> None:
    with app.test_request_context(method="POST"):
        project = db.session.get_one(Project, cast.ideas["alice"].id)
        author = db.session.get_one(YoungPerson, cast.alice.id)
        assert author.user is not None
        author.user.locale = locale
        [to] = authors_by_mail(project)
        mail = emails.replied(project.replies[0], to, now=NOW)
        assert mail.text == expected.format(id=project.public_id)
        assert "Essayez avec des tuyaux de cuivre." in mail.html
        db.session.rollback()


def test_who_has_no_mailbox_gets_no_mail(app: Flask, cast: Cast) -> None:
    with app.test_request_context(method="POST"):
        project = db.session.get_one(Project, cast.ideas["alice"].id)
        project.authors = [db.session.get_one(YoungPerson, cast.quentin.id)]
        assert authors_by_mail(project) == ()
        db.session.rollback()
