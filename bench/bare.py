"""The server of the bare page: what `deploy/gunicorn.py` sets, without what it does for the product."""

from deploy.gunicorn import (
    access_log_format,
    control_socket_disable,
    keepalive,
    logger_class,
    loglevel,
    worker_tmp_dir,
)

workers = 1
preload_app = True
accesslog = "/dev/null"

__all__ = [
    "access_log_format",
    "accesslog",
    "control_socket_disable",
    "keepalive",
    "logger_class",
    "loglevel",
    "preload_app",
    "worker_tmp_dir",
    "workers",
]
