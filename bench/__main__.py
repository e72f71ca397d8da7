"""`./run bench`: requests a second, milliseconds, and the ratio to a bare page, on each engine and with more and more
programmes in the database."""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from flask import Flask

from app import create_app
from bench.clients import Client, Inside, Served, bare_page, bare_server
from bench.databases import ENGINES, database
from bench.filling import fill
from bench.timing import Figure, figures, side_by_side
from bench.ways import ways
from core import clock
from core.db import db
from core.settings import Settings
from tests.product import running


def main(arguments: Sequence[str]) -> None:
    options = read(arguments)
    found: list[Figure] = []
    for engine in [options.engine] if options.engine else ENGINES:
        for programmes in map(int, options.programmes.split(",")):
            these = measure(engine, programmes, options)
            show(these)
            found += these
    if options.json:
        options.json.write_text(json.dumps([asdict(figure) for figure in found], ensure_ascii=False, indent=1))


def read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--engine", choices=ENGINES, help="one alone (default: each one found)")
    parser.add_argument("--programmes", default="1,100,10000", help="how many in the database: %(default)s")
    parser.add_argument("--rounds", type=int, default=20, help="each thing is timed so many times: %(default)s")
    parser.add_argument("--seconds", type=float, default=0.2, help="of one round of one thing: %(default)s")
    parser.add_argument("--only", default="", help="what has these words in its name")
    parser.add_argument("--inside", action="store_true", help="without a server: the application alone, no network")
    parser.add_argument("--cpu", action="store_true", help="with --inside: our processor time, where others are busy")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args(arguments)


def measure(engine: str, programmes: int, options: argparse.Namespace) -> list[Figure]:
    """The figures of one engine with that many programmes in its database."""
    with database(engine) as (folder, url):
        settings = Settings(
            data=folder, database_url=url, secret=b"s" * 48, public_url="http://localhost", embedded_sender=False
        )
        app = create_app(settings)
        with app.app_context():
            db.create_all()
            filled = fill(db.engine, programmes, key=settings.key("feeds"), now=clock.now())
        with clients(app, settings, inside=options.inside) as (client, bare):
            first, *others = ways(app, filled, client, bare)
            timed = [first, *(way for way in others if options.only in way.name)]
            for way in timed if options.cpu else ():
                way.clock = time.thread_time
            side_by_side(timed, rounds=options.rounds, seconds=options.seconds)
        with app.app_context():
            db.engine.dispose()
    return figures(timed, engine=engine, programmes=programmes)


@contextmanager
def clients(app: Flask, settings: Settings, *, inside: bool) -> Iterator[tuple[Client, Client]]:
    """Who asks the product, and who asks the bare page: each served by one worker of the same server."""
    if inside:
        yield Inside(app), Inside(bare_page())
        return
    with ExitStack() as servers:
        product = servers.enter_context(running(settings, sender=False, workers=1))
        app.extensions["settings"] = replace(settings, public_url=product.address)  # both write the same addresses
        yield Served(product.port), servers.enter_context(bare_server())


def show(found: Sequence[Figure]) -> None:
    head = found[0]
    sys.stdout.write(f"\n{head.engine}, {head.programmes} programmes\n")
    sys.stdout.write(f"  {'':32}{'a second':>10}{'p50 ms':>10}{'p99 ms':>10}{'of bare':>10}\n")
    for figure in found:
        numbers = f"{figure.rps:10.0f}{figure.p50_ms:10.2f}{figure.p99_ms:10.2f}{figure.ratio:10.3f}"
        sys.stdout.write(f"  {figure.name:32}{numbers}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
