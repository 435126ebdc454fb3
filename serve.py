"""Starts the production server, or says in one Dutch sentence why it cannot."""

import os
import socket
import sys
from pathlib import Path

from settings import PROJECT_DIR, Settings, SettingsError, load_settings


def refusal(settings: Settings) -> str | None:
    """Why the server cannot start with these settings, or None when it can."""
    try:
        has_figures = (settings.warehouse_dir / "CURRENT").is_file() or any(settings.warehouse_dir.glob("snap-*.duckdb"))
    except PermissionError:
        return f"De map {settings.warehouse_dir} is niet leesbaar; geef deze gebruiker leesrecht of kies een andere map met DATA_DIR=…"
    if not has_figures:
        return f"Er zijn nog geen cijfers in {settings.warehouse_dir}; bouw ze met make build."
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return f"Poort {settings.port} is niet vrij; stop het andere programma of kies een poort met PORT=8051."
    return None


def main() -> int:
    """Replaces this process by gunicorn; returns 1 when it cannot."""
    try:
        reason = refusal(load_settings())
    except (SettingsError, OSError) as error:
        reason = str(error)
    if reason:
        print(reason, file=sys.stderr)
        return 1
    gunicorn = Path(sys.executable).with_name("gunicorn")
    os.chdir(PROJECT_DIR)
    return os.execv(gunicorn, [str(gunicorn), "-c", "gunicorn.conf.py", "app:server"])


if __name__ == "__main__":
    sys.exit(main())
