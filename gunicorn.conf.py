"""How gunicorn serves Peil: two threaded workers, warmed before they take traffic, and one drawing process."""

import logging
import sys
from typing import Any

from exports.service import service
from settings import load_settings

_settings = load_settings()

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
worker_class = "gthread"
threads = 4
timeout = 90
graceful_timeout = 5
control_socket_disable = True
accesslog = None
loglevel = "warning"
TURN_SECONDS = 0.0005


def when_ready(server: Any) -> None:
    """Starts the drawing process and says where Peil is."""
    service.start()
    print(f"Peil staat op http://{_settings.host}:{_settings.port}  (stoppen: Ctrl-C)", flush=True)


def post_worker_init(worker: Any) -> None:
    """Warms a worker with one request, so that its first visitor never meets a half-made app.

    Threads take turns often: who reads a page does not wait for who has a pack of sixty views described.
    """
    sys.setswitchinterval(TURN_SECONDS)
    client = worker.app.callable.test_client()
    for path in ("/_dash-layout", "/_dash-dependencies", "/health"):
        if client.get(path).status_code >= 500 and path != "/health":
            logging.getLogger("peil").error("opwarmen van %s mislukt", path)


def on_exit(server: Any) -> None:
    """Ends the drawing process."""
    service.stop()
