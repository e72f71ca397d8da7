"""Background work from the command line: `flask work`, which `./run work` calls."""

import signal

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from core.letters import Away
from core.sending import Sender, drain, start_sender


@click.command("work")
@click.option("--once", is_flag=True, help="Send what is due now, then end.")
@with_appcontext
def work(once: bool) -> None:
    """Send the mail of the outbox and do what is daily, until stopped."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # the proxy's own way
    if once:
        sender = Sender(app)
        sender.daily()
        try:
            click.echo(f"{drain(sender.settings)} sent")
        except Away as away:
            raise click.ClickException(f"No mail leaves: {away}") from away
        return
    signals = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)  # they wait for us below, and interrupt no mail
    sender = start_sender(app)
    click.echo("Sending mail as it comes. Ctrl-C stops.")
    signal.sigwait(signals)
    sender.stop()


def init_app(app: Flask) -> None:
    app.cli.add_command(work)
