"""How the server runs: `./run` and `./run demo` read this file; address and number of workers come from there.

The application is loaded once, migrates its database and says how to enter; then the workers are forked from it,
each with database connections of its own.
"""

import gc
import json
import os
import re
import sys
from pathlib import Path

from flask.cli import ScriptInfo
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.http.message import Request
from gunicorn.http.wsgi import Response
from gunicorn.workers.base import Worker

from core.db import db

workers = 2
preload_app = True
timeout = 60  # seconds for one answer: an import of 2,000 rows on a slow machine fits
graceful_timeout = 20  # seconds that answers under way get when the server stops
keepalive = 5
max_requests = 5000  # a worker is renewed now and then, so that no leak grows for a season
max_requests_jitter = 500
memory = Path("/dev/shm")  # noqa: S108 - a file in memory: heartbeats never wait for a disk
worker_tmp_dir = str(memory) if memory.is_dir() else None
control_socket_disable = True  # its default place is in the home, which may be read-only
forwarded_allow_ips = ""  # proxies are believed in one place only: TRUSTED_PROXIES, in core/settings.py

accesslog = "-"
access_log_format = '%(t)s %(s)s %(M)s ms "%(r)s"'  # no address of a person, no referrer, no browser
loglevel = "warning"

SECRET_PARTS = re.compile(r"(/(?:cal|lien|installation|r)/|[?&]nom=)[^/\s?&\"]+")


def masked(line: str) -> str:
    """The line without names searched, nor what lets its reader in: the tokens of feeds, answers, single-use links."""
    return SECRET_PARTS.sub(r"\1…", line)


class MaskingLogger(Logger):  # type: ignore[misc] # gunicorn publishes no types
    """The access log, minus the tokens that addresses carry."""

    def atoms(self, resp: Response, req: Request, environ: dict[str, str], request_time: object) -> dict[str, str]:
        atoms: dict[str, str] = super().atoms(resp, req, environ, request_time)
        return {name: masked(value) if isinstance(value, str) else value for name, value in atoms.items()}


logger_class = MaskingLogger


def on_starting(server: Arbiter) -> None:
    """Run the flask commands that come before serving (COHORTE_FIRST, set by `./run`), then let go of the database."""
    app = server.app.wsgi()
    for command in json.loads(os.environ.get("COHORTE_FIRST", "[]")):
        app.cli.main(command, prog_name="flask", standalone_mode=False, obj=ScriptInfo(create_app=lambda: app))
    with app.app_context():
        db.engine.dispose()  # no connection crosses a fork
    gc.collect()
    gc.freeze()  # what is loaded stays, shared by the workers: they need not search it for garbage


def post_worker_init(worker: Worker) -> None:
    """Each worker sends mail too, unless `./run work` does (EMBEDDED_SENDER=0)."""
    start_sender = worker.wsgi.extensions.get("start_sender")
    if start_sender is not None:
        start_sender()


def when_ready(server: Arbiter) -> None:
    address = os.environ.get("COHORTE_ADDRESS") or ", ".join(map(str, server.LISTENERS))
    sys.stdout.write(f"\nCohorte is at {address}    (Ctrl-C stops it)\n\n")
    sys.stdout.flush()
