"""What opens without signing in is this list, and nothing else."""

from core.guards import rule_of
from tests.site.matrix import Site, table

PUBLIC = {
    "accounts.ask",
    "accounts.card",
    "accounts.code",
    "accounts.enter_code",
    "accounts.link",
    "accounts.sign_in",
    "accounts.sign_out",
    "accounts.use_link",
    "answers.asked",  # the mailbox a link went to stands for who answers: it opens that one answer
    "answers.give_from_mail",
    "core.state",
    "families.back",  # the mailbox a link went to stands for the guardian: it opens a calendar of their own
    "families.make",
    "families.renew",
    "feeds.calendar",  # a calendar has no session: the token in its address is what lets it in
    "feeds.open_address",
    "look.favicon",
    "schedule.start",
    "setup.create",
    "setup.first",
    "static",
    "stops.back",  # a mail is ended from the mail: the token in the address is what lets its reader in
    "stops.resume",
    "stops.show",
    "stops.stop",
}


def test_public_routes_are_these(site: Site) -> None:
    rules = {rule.endpoint: rule_of(site.app, rule.endpoint) for rule in site.app.url_map.iter_rules()}
    assert {endpoint for endpoint, rule in rules.items() if rule and not rule.needs_sign_in} == PUBLIC


def test_the_table_says_the_same() -> None:
    opened = {row.endpoint for row in table() if row.expected["nobody"] != "i"}
    assert opened | {"static", "accounts.sign_out", "schedule.start"} == PUBLIC
