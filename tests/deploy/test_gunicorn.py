"""What the server writes into its two logs."""

import logging
import runpy
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from gunicorn.config import Config

from core.settings import ROOT

SETTINGS = runpy.run_path(str(ROOT / "deploy" / "gunicorn.py"))
ADDRESS = "/cal/k3v9x2abcd.ics"


def test_point_12_neither_log_holds_a_token_a_network_address_or_a_browser(tmp_path: Path) -> None:
    config = Config()
    for name in ("access_log_format", "loglevel"):
        config.set(name, SETTINGS[name])
    config.set("accesslog", str(tmp_path / "access"))
    config.set("errorlog", str(tmp_path / "error"))
    logger = SETTINGS["logger_class"](config)
    asked = {"REQUEST_METHOD": "GET", "RAW_URI": ADDRESS, "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "192.0.2.7"}
    answer = SimpleNamespace(status="304 NOT MODIFIED", headers=[])
    logger.access(answer, SimpleNamespace(headers=[("USER-AGENT", "Agenda")]), asked, timedelta(milliseconds=12))
    logger.warning("Invalid HTTP request line: %s", ADDRESS)
    try:
        raise ValueError(ADDRESS)
    except ValueError:
        logger.exception("Error handling request %s", ADDRESS)
    for log in (logger.access_log, logger.error_log):
        for handler in list(log.handlers):
            handler.close()
            log.removeHandler(handler)
    access, error = (tmp_path / "access").read_text(), (tmp_path / "error").read_text()
    assert access.partition("] ")[2] == '304 12 ms "GET /cal/… HTTP/1.1"\n'
    assert (error.count("/cal/…"), "k3v9x2abcd" in error) == (3, False)
    assert logging.getLogger("gunicorn.error").handlers == []
