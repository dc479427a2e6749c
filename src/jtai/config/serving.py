"""How gunicorn serves the application: `gunicorn --config python:jtai.config.serving jtai.config.wsgi`.

Everything here can be said otherwise on its command line, but for what reaches the log (ADR 0257, 0258).
"""

from __future__ import annotations

import os
from typing import Any

from gunicorn.glogging import Logger as GunicornLogger

from jtai.config.logs import PlainFormatter

os.umask(0o077)
LEAST_WORKERS, MOST_WORKERS = 2, 4


def web_processes() -> int:
    """WEB_CONCURRENCY, or as many as there are processors, from two to four."""
    told = os.environ.get("WEB_CONCURRENCY", "").strip()
    if told.isdecimal() and int(told):
        return int(told)
    return min(max(os.cpu_count() or 1, LEAST_WORKERS), MOST_WORKERS)


class Logger(GunicornLogger):
    """What gunicorn says about itself, in our format; of a request nothing but that it failed."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(PlainFormatter())

    def access(self, *args: Any, **kwargs: Any) -> None:
        """The application writes a line for each request itself, without path and query."""

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        # "Invalid request from ip=…: 'GET /invitation/…'": the rest is what was sent.
        if msg.startswith("Invalid request"):
            msg, args = "A request was refused that is not HTTP.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        # "Error handling request /invitation/…"
        if str(msg).startswith("Error handling"):
            msg, args = "A request failed before it could be answered.", ()
        super().exception(msg, *args, **kwargs)


bind = "127.0.0.1:8000"
workers = web_processes()
worker_class = "gthread"
threads = 4
# Read once and shared: quicker to start, less memory, and what forbids serving is found before any process.
preload_app = True
timeout = 120
graceful_timeout = 10
# A header that says "this came by HTTPS" is for the settings to believe, not for gunicorn.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
logger_class = Logger
accesslog = None
control_socket_disable = True
