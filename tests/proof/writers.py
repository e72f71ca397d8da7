"""People who write at once, each over HTTP, and what they were told.

A writer goes on until its moment is over. What the server acknowledged it notes in `acknowledged`; what it sent
without hearing an answer, because the server was killed, in `unsure`; every other answer is counted in `answers`.
"""

import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time as clock_time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from tests.post import Office

DEAD = 0  # the status of a request that nobody answered
CLOSED = -1  # of one that could not even be sent
DONE = 303
BREATH = 0.02  # seconds, so that who came second is not second for ever
FIELD = r'name="{}"[^>]*?value="([^"]*)"'


@dataclass
class Told:
    """What one writer was told."""

    acknowledged: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)

    def note(self, what: str, status: int) -> bool:
        """Keep the answer to `what`; whether it was acknowledged."""
        self.answers[status] += 1
        if status == DONE:
            self.acknowledged.append(what)
        elif status == DEAD:
            self.unsure.append(what)
        return status == DONE


class Client:
    """A browser without a page. `source` is the address of this machine it comes from: 127.0.0.0/8 is all ours."""

    def __init__(self, port: int, cookie: str = "", source: str = "127.0.0.1") -> None:
        self.port, self.cookie, self.source, self.token = port, cookie, source, ""

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form; its token is that of the last page with one."""
        return self._ask("POST", path, urlencode({"csrf_token": self.token, **fields}))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=(self.source, 0))
        headers = {"Host": f"localhost:{self.port}", "Cookie": f"cohorte={self.cookie}"}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{self.port}"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except ConnectionRefusedError:  # nobody is there
            time.sleep(0.05)
            return CLOSED, ""
        except (OSError, HTTPException):  # killed before it could say anything
            return DEAD, ""
        finally:
            connection.close()
        for kept in re.findall(r"cohorte=([^;]*)", answer.getheader("Set-Cookie", "")):
            self.cookie = kept
        self.token = next(iter(re.findall(FIELD.format("csrf_token"), text)), self.token)
        return answer.status, text


Writer = Callable[[Callable[[], bool], Told], None]


def answers(client: Client, meeting_id: str, who: str) -> Writer:
    """Someone who changes their mind about one date all the time."""

    def write(goes_on: Callable[[], bool], told: Told) -> None:
        _first_page(client, "/accueil")
        changes = 0
        while goes_on():
            value = ("yes", "maybe", "no")[changes % 3]
            status, _ = client.post(f"/rencontres/{meeting_id}/reponse", value=value)
            told.note(f"{who} {value}", status)
            changes += status == DONE

    return write


def idea(client: Client, project_id: str, who: str) -> Writer:
    """Someone who adds a word to an idea that others write too, always to the text as it is now."""

    def write(goes_on: Callable[[], bool], told: Told) -> None:
        path, number = f"/appel-a-projets/{project_id}/ecrire", 0
        while goes_on():
            status, page = client.get(path)
            if status != 200:
                continue
            text = re.search(r'<textarea[^>]*name="pitch"[^>]*>\n?([^<]*)</textarea>', page)
            version = re.search(FIELD.format("version"), page)
            assert text, page
            assert version, page
            word = f"{who}{number}"
            words = {"title": "À plusieurs", "sentence": "Un pont.", "pitch": f"{text[1].strip()} {word}".strip()}
            status, _ = client.post(path, **words, needs="", symbol="", version=version[1])
            if told.note(word, status):
                time.sleep(BREATH)
            number += 1

    return write


def young_people(client: Client, who: str) -> Writer:
    """A member of the team who adds one file after the other."""

    def write(goes_on: Callable[[], bool], told: Told) -> None:
        _first_page(client, "/equipe/jeunes/nouveau")
        number = 0
        while goes_on():
            if number % 20 == 19:  # a page is seen now and then: what it has to say waits in the cookie until then
                client.get("/equipe/jeunes/nouveau")
            name = f"{who} {number}"
            born = [("born_on", "27"), ("born_on", "3"), ("born_on", "2011")]
            form = urlencode([("csrf_token", client.token), ("first_name", name), ("last_name", "Nouvelle"), *born])
            status, _ = client._ask("POST", "/equipe/jeunes/nouveau", f"{form}&way_home=unknown")
            told.note(name, status)
            number += 1

    return write


def moves(client: Client, meeting_id: str, held_on: str, who: str) -> Writer:
    """A member of the team who moves one date again and again, counting in its title from what they read there."""

    def write(goes_on: Callable[[], bool], told: Told) -> None:
        path = f"/equipe/rencontres/{meeting_id}/modification"
        while goes_on():
            status, page = client.get(path)
            if status != 200:
                continue
            version, title = (re.search(FIELD.format(name), page) for name in ("version", "title"))
            assert version, page
            assert title, page
            count = int(title[1].split()[-1]) + 1
            start, end = clock_time(9 + count % 3, count % 60), clock_time(13 + count % 3, count % 60)
            status, _ = client.post(
                path,
                title=f"Rencontre de {who}, {count}",
                held_on=held_on,
                keep=held_on,
                start_time=f"{start:%H:%M}",
                end_time=f"{end:%H:%M}",
                version=version[1],
                tell=f"{held_on} {start} {end}",
            )
            if told.note(f"{who} {count}", status):
                time.sleep(BREATH)

    return write


def sign_ins(port: int, addresses: list[str], office: Office) -> Writer:
    """A crowd, one after the other: ask for a code, read it in the mail that came, type it."""

    def write(goes_on: Callable[[], bool], told: Told) -> None:
        waiting: dict[str, Client] = {}
        left = list(addresses)
        while goes_on() or waiting:
            if goes_on() and left:
                address = left.pop()
                client = Client(port, source=f"127.0.1.{len(left) % 200 + 1}")
                _first_page(client, "/connexion")
                status, _ = client.post("/connexion", email=address)
                if told.note(f"asked {address}", status):
                    waiting[address] = client
            for address, code in _arrived(office, waiting):
                status, _ = waiting[address].post("/connexion/code", code=code, device="shared", way="")
                told.note(f"entered {address}", status)
                del waiting[address]
            if not goes_on():
                time.sleep(0.05)

    return write


def _arrived(office: Office, waiting: dict[str, Client]) -> list[tuple[str, str]]:
    """Address and code of the mails that somebody waits for."""
    mails = {to: str(mail["Subject"]) for to, mail in list(office.taken) if to in waiting}
    return [(to, found[0]) for to, subject in mails.items() if (found := re.search(r"\b\d{6}\b", subject))]


def _first_page(client: Client, path: str) -> None:
    while client.get(path)[0] in (DEAD, CLOSED):
        pass
