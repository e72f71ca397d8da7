"""Sign in, sign out, and one's own devices."""

from datetime import timedelta
from typing import Any

import flask
from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts import access as accounts_access
from accounts import actions
from accounts.access import came_by_card, is_signed_in, me, session_now, sessions_of
from accounts.forms import AddressForm, CodeForm, LinkForm, PreferencesForm
from accounts.models import Link, Session, User
from accounts.rules import (
    CODE_DIGITS,
    DEVICES_KNOWN,
    Device,
    LinkKind,
    digest,
    is_card_code,
    new_key,
    plain_code,
    plain_email,
    source_of,
)
from core import clock
from core.db import db, one_or_404, rows
from core.errors import RuleBroken
from core.guards import PUBLIC, SIGNED_IN, access
from core.i18n import locale_name, speaking
from core.links import host, local_path
from core.look import chosen_theme, keep_theme, toast
from core.paging import page_of
from core.security import CSRF_KEY
from core.whereabouts import copied

blueprint = Blueprint("accounts", __name__)
PAGE = 20
# In the signed cookie:
ASKED = "asked"  # the random name of the browser that asked for a code
ADDRESS = "address"  # what was typed here, to show it again and ask once more
BACK = "back"
KNOWN = "known"  # of a personal device: the mailboxes that signed in here, by their digest, each with a random name


def code_secret() -> bytes:
    return bytes(current_app.extensions["settings"].key("codes"))


@blueprint.get("/connexion")
@access(PUBLIC)
def sign_in() -> ResponseReturnValue:
    if is_signed_in():
        return redirect(url_for("schedule.start"), 303)
    back = local_path(request.args.get("suite", ""))
    if back:
        flask.session[BACK] = back
    return door("sign_in", form=AddressForm())


@blueprint.post("/connexion")
@access(PUBLIC)
def ask() -> ResponseReturnValue:
    form = AddressForm()
    if not form.validate_on_submit():
        return door("sign_in", form=form), 422
    if copied():
        form.email.errors = [
            _(
                "No message leaves: this is a restored copy that nobody has confirmed."
                " Whoever installed Cohorte can put it right."
            )
        ]
        return door("sign_in", form=form), 503
    browser, source = flask.session.setdefault(ASKED, new_key()), source_of(request.remote_addr)
    flask.session[ADDRESS] = form.email.data
    device = flask.session.get(KNOWN, {}).get(_of_mailbox(form.email.data), "")
    asked = {"browser": browser, "source": source, "device": device, "secret": code_secret(), "host": host()}
    programme = current_app.extensions["only_programme"]()
    asked["centre"] = programme.centre if programme else ""
    try:
        actions.ask(form.email.data, **asked, now=clock.now())
    except RuleBroken as broken:
        return _no_more_mail(form, str(broken), browser), 429
    db.session.commit()
    if request.form.get("again"):
        flash(_("Another code is on its way. Only the latest one works."))
    return redirect(url_for("accounts.code"), 303)


def _no_more_mail(form: AddressForm, why: str, browser: str) -> str:
    """The last code still works: its page again, rather than a closed door."""
    if not actions.waits_for_a_code(browser, now=clock.now()):
        form.email.errors = [why]
        return door("sign_in", form=form)
    page = CodeForm(formdata=None)
    still = _("The latest message requested here still works, for ten minutes in all.")
    page.code.errors = [f"{why} {still}"]
    return _code_page(page)


@blueprint.get("/connexion/code")
@access(PUBLIC)
def code() -> ResponseReturnValue:
    return _code_page(CodeForm())


@blueprint.get("/connexion/carte")
@access(PUBLIC)
def card() -> ResponseReturnValue:
    return door("card", form=CodeForm())


@blueprint.post("/connexion/code")
@access(PUBLIC)
def enter_code() -> ResponseReturnValue:
    form = CodeForm()
    asked = flask.session.get(ASKED, "")
    if not form.validate_on_submit():
        return _code_page(form), 422
    now, source = clock.now(), source_of(request.remote_addr)
    try:
        link = actions.link_by_code(form.code.data, browser=asked, secret=code_secret(), source=source, now=now)
    except RuleBroken as broken:
        form.code.errors = [str(broken)]
        return _code_page(form), 429
    if link is None or not actions.use(link, now=now):
        db.session.commit()  # the wrong try is counted
        form.code.errors = [_why_wrong(form.code.data, asked=bool(asked))]
        return _code_page(form), 422
    return _welcome(link, Device(form.device.data))


def _code_page(form: CodeForm) -> str:
    asked = ASKED in flask.session
    if not asked or request.form.get("way") == "card":
        return door("card", form=form)
    return door("code", form=form, address=flask.session.get(ADDRESS, ""))


def _why_wrong(typed: str, *, asked: bool) -> str:
    """What to do about a wrong code. Depends on what was typed and where, never on whether an address is known."""
    if is_card_code(typed):
        return str(_("No card has this code, or it has been used or replaced. The team can print a new one."))
    if len(plain_code(typed)) < CODE_DIGITS:
        return str(_("This code is too short: a message has six digits, a card eight characters."))
    if not asked:
        return str(
            _("A six-digit code works only in the browser that asked for it. Open the link in the message instead.")
        )
    return str(
        _("This is not the code from the latest message, or its ten minutes are up. Check it, or ask for another.")
    )


@blueprint.get("/lien/<string:key>")
@access(PUBLIC)
def link(key: str) -> ResponseReturnValue:
    """Only shows a button: scanners and previews follow links."""
    found = actions.link_by_key(key)
    if found is None or found.user_id is None or not actions.is_usable(found, now=clock.now()):
        return link_ended()
    return door("link", form=LinkForm(), link=found)


@blueprint.post("/lien/<string:key>")
@access(PUBLIC)
def use_link(key: str) -> ResponseReturnValue:
    form = LinkForm()
    found = actions.link_by_key(key)
    if found is None or found.user_id is None or not actions.is_usable(found, now=clock.now()):
        return link_ended()
    if not form.validate_on_submit():
        return door("link", form=form, link=found), 422
    if not actions.use(found, now=clock.now()):  # another press was faster
        return link_ended()
    return _welcome(found, Device(form.device.data))


def link_ended() -> ResponseReturnValue:
    """What a link that no longer opens leads to: a way to ask for another one."""
    return door("link_ended", form=AddressForm(formdata=None)), 410


def _welcome(link: Link, device: Device) -> ResponseReturnValue:
    by_card = link.kind is LinkKind.CARD
    begin(db.session.get_one(User, link.user_id), device=device, person=link.person, by_card=by_card)
    back = flask.session.pop(BACK, None)
    db.session.commit()
    return redirect(url_for("schedule.start", suite=back), 303)  # a mailbox may be several people's


def door(template: str, **words: Any) -> str:
    """A page of the way in: under the programme's own name where the instance has one alone."""
    programme = current_app.extensions["only_programme"]()
    return render_template(f"accounts/{template}.html", programme=programme, **words)


def devices_page(form: PreferencesForm) -> str:
    sessions = page_of(sessions_of(me()), number=request.args.get("page"), size=PAGE)
    return render_template("accounts/devices.html", sessions=sessions, here=session_now(), form=form)


def preferences_now() -> PreferencesForm:
    """The form as pages are drawn here now."""
    return PreferencesForm(formdata=None, data={"language": locale_name(), "theme": chosen_theme() or ""})


def keep_preferences(form: PreferencesForm, back: str) -> ResponseReturnValue:
    """Keep the language for whoever is signed in, and the look for this browser; then go to `back`."""
    if came_by_card():
        flask.session["lang"] = form.language.data  # here alone: a card opens no mailbox
    else:
        actions.choose_language(me(), form.language.data)
        db.session.commit()
        flask.session.pop("lang", None)  # what was picked before signing in no longer counts
    with speaking(form.language.data):
        toast(_("Saved."))
    answer = redirect(back, 303)
    keep_theme(answer, form.theme.data)
    return answer


def begin(user: User, *, device: Device, person: str = "", by_card: bool = False) -> None:
    """Sign in here, under a new key: nothing of the visitor's cookie survives but the language and the way back."""
    kept = {name: flask.session[name] for name in ("lang", BACK, KNOWN) if name in flask.session}
    if device is Device.OWN and user.email and not by_card:
        kept[KNOWN] = _known_with(user.email)
    before = session_now()
    if before is not None:
        actions.end_session(before, now=clock.now())
    flask.session.clear()
    flask.session.update(kept)
    life: timedelta = current_app.extensions["session_life"](user, device)
    key = actions.begin_session(
        user,
        device=device,
        life=life,
        browser_name=_browser_name(),
        person=person,
        by_card=by_card,
        now=clock.now(),
    )
    flask.session[accounts_access.KEY] = key
    flask.session[CSRF_KEY] = new_key()  # made here: two first pages at once would each make their own
    flask.session.permanent = device is Device.OWN


def _of_mailbox(email: str) -> str:
    return digest(plain_email(email)).hex()[:32]


def _known_with(email: str) -> dict[str, str]:
    """The mailboxes this device knows, with this one; the oldest is forgotten."""
    before: dict[str, str] = flask.session.get(KNOWN, {})
    name = before.get(_of_mailbox(email)) or f"device {new_key()}"
    others = [(key, value) for key, value in before.items() if key != _of_mailbox(email)]
    return dict([*others, (_of_mailbox(email), name)][-DEVICES_KNOWN:])


def _browser_name() -> str:
    agent = request.user_agent.string
    families = ("Firefox", "Edg", "OPR", "Chrome", "Safari")
    systems = ("iPhone", "iPad", "Android", "Windows", "Mac OS X", "Linux")
    family = next((name for name in families if name in agent), "")
    system = next((name for name in systems if name in agent), "")
    return ", ".join(filter(None, ({"Edg": "Edge", "OPR": "Opera"}.get(family, family), system)))


@blueprint.post("/deconnexion")
@access(PUBLIC)
def sign_out() -> ResponseReturnValue:
    session = session_now()
    if session is not None:
        actions.end_session(session, now=clock.now())
        db.session.commit()
    kept = {name: flask.session[name] for name in ("lang", KNOWN) if name in flask.session}
    flask.session.clear()
    flask.session.update(kept)
    flask.session.permanent = KNOWN in kept
    flash(_("Signed out. See you soon."))
    answer = redirect(url_for("accounts.sign_in"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@blueprint.get("/appareils")
@access(SIGNED_IN)
def devices() -> ResponseReturnValue:
    return devices_page(preferences_now())


@blueprint.post("/appareils")
@access(SIGNED_IN)
def prefer() -> ResponseReturnValue:
    form = PreferencesForm()
    if not form.validate_on_submit():
        return devices_page(form), 422
    return keep_preferences(form, url_for("accounts.devices"))


@blueprint.post("/appareils/<string:session_id>/fin")
@access(SIGNED_IN)
def end_device(session_id: str) -> ResponseReturnValue:
    session = one_or_404(sessions_of(me()).where(Session.public_id == session_id))
    actions.end_session(session, now=clock.now())
    db.session.commit()
    flash(_("That device is signed out."))
    return redirect(url_for("accounts.devices"), 303)


@blueprint.post("/appareils/fin")
@access(SIGNED_IN)
def end_other_devices() -> ResponseReturnValue:
    for session in rows(sessions_of(me())):
        if session is not session_now():
            actions.end_session(session, now=clock.now())
    db.session.commit()
    flash(_("All other devices are signed out."))
    return redirect(url_for("accounts.devices"), 303)
