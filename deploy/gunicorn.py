"""How the server runs: `./run` and `./run demo` read this file; address and number of workers come from there.

The application is loaded once, migrates its database and says how to enter; then the workers are forked from it,
each with database connections of its own.
"""

import gc
import json
import logging
import os
import signal
import socket
import struct
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

from flask.cli import ScriptInfo
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.http.message import Request
from gunicorn.http.wsgi import Response
from gunicorn.workers.base import Worker
from sqlalchemy.exc import OperationalError

from core.db import db
from core.links import is_this_machine
from core.masking import MaskingFormatter
from core.running import Taken, share
from core.schema import Newer, away, require_known
from core.whereabouts import copied, note_first

gc.disable()  # until all is loaded: nothing of it becomes garbage, and looking for some takes a fifth of the time

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
SILENCE, UNUSED = 10, 180  # seconds that somebody may say nothing: in a request, and before one
forwarded_allow_ips = ""  # proxies are believed in one place only: TRUSTED_PROXIES, in core/settings.py

accesslog = "-"
access_log_format = '%(t)s %(s)s %(M)s ms "%(r)s"'  # no address of a person, no referrer, no browser
loglevel = "warning"


class MaskingLogger(Logger):  # type: ignore[misc] # gunicorn publishes no types
    """Both logs, minus the tokens that addresses carry; of a request nothing is gathered but what a line says."""

    def atoms(self, resp: Response, req: Request, asked: dict[str, str], request_time: timedelta) -> dict[str, str]:
        return {
            "t": self.now(),
            "s": str(resp.status).split(maxsplit=1)[0],
            "M": str(int(request_time.total_seconds() * 1000)),
            "r": f"{asked['REQUEST_METHOD']} {asked['RAW_URI']} {asked['SERVER_PROTOCOL']}",
        }

    def _set_handler(self, log: logging.Logger, output: str, fmt: logging.Formatter, stream: object = None) -> None:
        super()._set_handler(log, output, MaskingFormatter(fmt._fmt, fmt.datefmt), stream)


logger_class = MaskingLogger


def on_starting(server: Arbiter) -> None:
    """Run the flask commands that come before serving (COHORTE_FIRST, set by `./run`), then let go of the database."""
    app = server.app.wsgi()
    app.extensions["stop_server"] = partial(os.kill, os.getpid(), signal.SIGTERM)
    try:
        share(app.extensions["settings"].data)
        with app.app_context():
            require_known()
        for command in json.loads(os.environ.get("COHORTE_FIRST", "[]")):
            app.cli.main(command, prog_name="flask", standalone_mode=False, obj=ScriptInfo(create_app=lambda: app))
        with app.app_context():
            note_first()
            if words := copied():
                sys.stderr.write(f"\n{words}\n\n")
            db.engine.dispose()  # no connection crosses a fork
    except (Taken, Newer) as refused:
        raise SystemExit(f"\n{refused}\n") from refused
    except OperationalError as error:
        raise SystemExit(f"\n{away(error)}\n") from error
    gc.freeze()  # what is loaded stays, shared by the workers: they need not search it for garbage
    gc.enable()


def post_worker_init(worker: Worker) -> None:
    """Each worker sends mail too, unless `./run work` does (EMBEDDED_SENDER=0)."""
    start_sender = worker.wsgi.extensions.get("start_sender")
    if start_sender is not None:
        start_sender()


def wait_for_nobody(listener: socket.socket) -> None:
    """A browser opens connections it may need later, and a phone in a tunnel stops in mid-sentence: neither holds a
    worker up. Where the kernel can, a connection is handed over with its first bytes; whoever then stays silent is
    let go. Connections inherit both from the socket that listens."""
    if listener.family not in (socket.AF_INET, socket.AF_INET6):
        return  # a proxy stands before it
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", SILENCE, 0))
    if hasattr(socket, "TCP_DEFER_ACCEPT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, UNUSED)


def when_ready(server: Arbiter) -> None:
    for listener in server.LISTENERS:
        wait_for_nobody(listener.sock)
    address = os.environ.get("COHORTE_ADDRESS") or ", ".join(map(str, server.LISTENERS))
    sys.stdout.write(f"\nCohorte is at {address}    (Ctrl-C stops it)\n\n")
    carried = os.environ.get("PUBLIC_URL", "")
    if is_this_machine(carried) and not os.environ.get("COHORTE_DEMO"):
        sys.stdout.write(f"Mails and cards carry {carried}, which opens on this machine alone: ")
        sys.stdout.write("set PUBLIC_URL to the address people type before inviting anybody.\n\n")
    sys.stdout.flush()
