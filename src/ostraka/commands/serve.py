"""`ostraka serve`: the web app on localhost."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from pathlib import Path
from typing import Annotated

import typer

from ostraka.commands.common import LedgerFile, ledger_path
from ostraka.errors import OstrakaError

__all__ = ["run"]

LOCAL = ("localhost", "127.0.0.1", "[::1]")

Port = Annotated[int, typer.Option("--port", metavar="N", help="Port to listen on.")]
Host = Annotated[
    str, typer.Option("--host", metavar="NAME", help="Address to listen on; others than localhost need --token.")
]
Token = Annotated[
    str | None, typer.Option("--token", metavar="SECRET", envvar="OSTRAKA_TOKEN", help="Asked of every request.")
]
ReadOnly = Annotated[bool, typer.Option("--read-only", help="Nothing can be added or decided.")]
Demo = Annotated[bool, typer.Option("--demo", help="Serve our demonstration articles from a fresh temporary ledger.")]


def run(
    ledger_file: LedgerFile = None,
    port: Port = 8765,
    host: Host = "127.0.0.1",
    token: Token = None,
    read_only: ReadOnly = False,
    demo: Demo = False,
) -> None:
    """The web app: read articles, see states and pairs, decide on claims. No outside request is ever made.

    [bold]Examples[/bold]

    ostraka serve --demo

    ostraka serve --ledger war.duckdb --read-only

    ostraka serve --host 0.0.0.0 --token "a long secret"
    """
    import uvicorn

    from ostraka.web.app import Options, create

    local = host in (*LOCAL, "::1")
    if not local and not token:
        raise OstrakaError(f"listening on {host} lets others in: give --token SECRET, or leave --host away")
    path = demonstration() if demo else ledger_path(ledger_file)
    hosts = LOCAL if local else (*LOCAL, *names_of(host))
    app = create(Options(ledger=path, read_only=read_only, token=token, hosts=hosts, demonstration=demo))
    threading.Thread(target=app.state.warming.run, daemon=True).start()  # pages need not wait for the weighing
    typer.echo(f"ostraka: {path} on http://{host}:{port}/ (stop with Ctrl-C)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
    leave()


def leave() -> None:
    """End at once. What is weighed in the background is kept piece by piece, so it may be broken off.

    To wait for its thread would take minutes, and Python's own end would kill it inside the store, which aborts.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def names_of(host: str) -> tuple[str, ...]:
    """The names under which a machine that listens on `host` may be asked."""
    import socket

    name = socket.gethostname()
    try:
        addresses = tuple(socket.gethostbyname_ex(name)[2])
    except OSError:
        addresses = ()
    return (host, name, socket.getfqdn(), *addresses)


def demonstration() -> Path:
    """A fresh ledger with the demonstration articles in a new temporary folder."""
    from ostraka import demo, intake
    from ostraka.claims import Article
    from ostraka.commands.add import add

    path = Path(tempfile.mkdtemp(prefix="ostraka-demo-")) / "demo.duckdb"
    add(path, (a for a in intake.read(str(demo.ARTICLES)) if isinstance(a, Article)), what="demo")
    return path
