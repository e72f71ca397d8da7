"""The product as `./run` starts it: a server with two workers, in a process group that can be killed at one blow."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from core.settings import ROOT, Settings
from tests.post import free_port

WORKERS = 2


class Product:
    """A server on a data folder and a database that outlive it. `port` stays the same over restarts.

    With `now` it lives at that moment, and a clock of its own that goes on over restarts.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        smtp_url: str = "",
        now: datetime | None = None,
        sender: bool = True,
        workers: int = WORKERS,
        application: str = "app:create_app()",
    ) -> None:
        self.workers, self.application = workers, application
        self.ahead = now - datetime.now(UTC) if now else None
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.log: Path = settings.data / f"server-{self.port}.log"
        self.environment = {
            **os.environ,
            "COHORTE_DATA": str(settings.data),
            "COHORTE_SECRET": settings.secret.decode(),
            "DATABASE_URL": settings.database_url,
            "PUBLIC_URL": self.address,
            "SMTP_URL": smtp_url,
            "EMBEDDED_SENDER": str(int(sender)),
            "PYTHONWARNINGS": "default",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        listen = ("--bind", f"127.0.0.1:{self.port}", "--workers", str(self.workers))
        command = self._python("gunicorn", "--config", "deploy/gunicorn.py", *listen, self.application)
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self._wait(self.process)

    def kill(self) -> None:
        """`kill -9` of the server and all its workers."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def flask(self, *words: str) -> str:
        """What a command of the application prints."""
        command = self._python("flask", "--app", "app", *words)
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def later(self, by: timedelta) -> None:
        """Its next start is that much later than it would be."""
        assert self.ahead is not None
        self.ahead += by

    def _python(self, *module: str) -> tuple[str, ...]:
        if self.ahead is None:
            return (sys.executable, "-m", *module)
        return (sys.executable, "-m", "tests.another_day", (datetime.now(UTC) + self.ahead).isoformat(), *module)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, how)
            self.process.wait(30)
            self.process = None

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        for _ in range(300):
            try:
                urlopen(f"{self.address}/etat", timeout=5).close()
                return
            except HTTPError:  # it says that something is wrong, and serves
                return
            except OSError:
                if process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"the server does not start:\n{self.log.read_text()}")


@contextmanager
def running(
    settings: Settings,
    *,
    smtp_url: str = "",
    now: datetime | None = None,
    sender: bool = True,
    workers: int = WORKERS,
    application: str = "app:create_app()",
) -> Iterator[Product]:
    product = Product(settings, smtp_url=smtp_url, now=now, sender=sender, workers=workers, application=application)
    product.start()
    try:
        yield product
    finally:
        product.stop()
