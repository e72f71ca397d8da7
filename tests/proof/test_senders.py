"""Three senders on one database: two hundred mails leave once each."""

import os
import subprocess
import sys
from collections import Counter

from flask import Flask

from core import clock
from core.db import db
from core.outbox import Mail
from core.settings import ROOT, Settings
from tests.post import Office, open_office


def test_three_processes_send_two_hundred_mails_once_each(app: Flask, settings: Settings) -> None:
    with app.app_context():
        now = clock.now()
        for number in range(200):
            db.session.add(
                Mail(
                    message_id=f"<m{number}@cohorte.invalid>",
                    kind="test",
                    to_email="all@kaleido.example",
                    subject="x",
                    text="x",
                    created_at=now,
                    due_at=now,
                    tries=0,
                    unsure_count=0,
                )
            )
        db.session.commit()
    with open_office(Office(slow=0.002)) as office:
        environment = {
            **os.environ,
            "COHORTE_DATA": str(settings.data),
            "DATABASE_URL": settings.database_url,
            "SMTP_URL": office.url,
        }
        command = [sys.executable, "-m", "flask", "--app", "app", "work", "--once"]
        senders = [
            subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(3)
        ]
        said = [sender.communicate(timeout=120) for sender in senders]
    assert [sender.returncode for sender in senders] == [0, 0, 0], said
    assert Counter(office.ids) == {f"<m{n}@cohorte.invalid>": 1 for n in range(200)}
    assert sum(int(out.split()[0]) for out, _ in said) == 200
