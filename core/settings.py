"""Every setting of an instance, read once from the environment. README lists the same names."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """What differs from one installation to the next. `secret` never enters the database nor its backups."""

    data: Path
    database_url: str
    secret: bytes = field(repr=False)
    public_url: str = ""
    smtp_url: str = field(default="", repr=False)
    mail_from: str = "cohorte@localhost.localdomain"
    trusted_proxies: int = 0
    embedded_sender: bool = True
    debug: bool = False
    demo: bool = False

    @property
    def secure(self) -> bool:
        """Whether people reach the instance over https: then cookies travel nowhere else."""
        return self.public_url.startswith("https://")

    def key(self, purpose: str) -> bytes:
        """A 256-bit key for one purpose, derived from the instance's secret (HMAC-SHA-256)."""
        return hmac.new(self.secret, purpose.encode(), hashlib.sha256).digest()


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from environment variables.

    COHORTE_DATA       folder of the database, the secret and undelivered mail (default: instance/)
    DATABASE_URL       postgresql://…; by default a SQLite file in the data folder
    PUBLIC_URL         the address people use, https://…; links in mails start with it
    SMTP_URL           smtp://user:password@host:587 or smtps://…; without it, .eml files in the data folder
    MAIL_FROM          the sender's address
    COHORTE_SECRET     at least 32 characters; by default made once in <data>/secret.key
    TRUSTED_PROXIES    how many proxies in front may be believed (default 0: none)
    EMBEDDED_SENDER    0 when `./run work` sends the mail from a process of its own
    """
    data = Path(environ.get("COHORTE_DATA") or ROOT / "instance").resolve()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)  # names, addresses and links: for this account alone
    return Settings(
        data=data,
        database_url=_database_url(environ.get("DATABASE_URL", ""), data),
        secret=_secret(environ.get("COHORTE_SECRET", ""), data),
        public_url=environ.get("PUBLIC_URL", "").rstrip("/"),
        smtp_url=environ.get("SMTP_URL", ""),
        mail_from=environ.get("MAIL_FROM", Settings.mail_from),
        trusted_proxies=int(environ.get("TRUSTED_PROXIES") or 0),
        embedded_sender=environ.get("EMBEDDED_SENDER", "1") != "0",
        debug=environ.get("COHORTE_DEBUG", "") == "1",
        demo=environ.get("COHORTE_DEMO", "") == "1",
    )


def _database_url(url: str, data: Path) -> str:
    if not url:
        return f"sqlite:///{data / 'cohorte.sqlite'}"
    return url.replace("postgres://", "postgresql://", 1)


def _secret(given: str, data: Path) -> bytes:
    if given:
        if len(given) < 32:
            raise SystemExit("COHORTE_SECRET is too short: give at least 32 characters.")
        return given.encode()
    path = data / "secret.key"
    if not path.exists():
        # Several workers may start at once: whoever links first wins, the others read that one.
        draft = data / f".secret.{os.getpid()}.{secrets.token_hex(4)}"
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip().encode()
