"""The commands that other programs come in by: mcp, for assistants, and serve, for programs that speak HTTP."""

from __future__ import annotations

import asyncio
from threading import Thread

import click

from doors import api, assistants
from doors.guard import THIS_MACHINE
from doors.openapi import DESCRIPTION
from doors.reader import Reader
from doors.web_server import LOCALHOST, new_token, serve
from settings import Settings
from terminal.options import opened, place_options

MCP_PORT = 8502
API_PORT = 8503


@click.command()
@click.option("--http", "over_http", is_flag=True, help="Streamable HTTP on this machine, instead of standard input.")
@click.option("--port", type=click.IntRange(0, 65_535), default=MCP_PORT, show_default=True, help="Where, with --http.")
@place_options
def mcp(settings: Settings, port: int, *, over_http: bool) -> None:
    """Serve an assistant by the Model Context Protocol: tools that read, with receipts (docs/how/assistants.md)."""
    with opened(settings) as reader:
        if not over_http:
            assistants.server(reader)  # what is missing is said before an assistant waits for it
            _warm_up(reader)
            asyncio.run(assistants.talk(reader))
            return
        app, token = assistants.over_http(reader), settings.token or new_token()
        _warm_up(reader)
        serve(app, host=LOCALHOST, port=port, token=token, ready=lambda at: _tell(at + assistants.PATH, token))


@click.command(name="serve")
@click.option("--host", default=LOCALHOST, show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65_535), default=API_PORT, show_default=True, help="Where to listen.")
@click.option("--write", is_flag=True, help="Take web pages as new documents too; needs the token.")
@place_options
def serve_command(host: str, port: int, settings: Settings, *, write: bool) -> None:
    """Serve programs on this machine: the commands that read, over HTTP (docs/how/api.md)."""
    needs_token = write or host not in THIS_MACHINE
    token = settings.token or (new_token() if needs_token else None)
    with opened(settings) as reader:
        _warm_up(reader)
        serve(
            api.application(reader, write=write),
            host=host,
            port=port,
            token=token,
            open_paths=api.OPEN_PATHS,
            ready=lambda at: _tell(at + DESCRIPTION, token),
        )


def _warm_up(reader: Reader) -> None:
    """Load the model while the first request is on its way; what is wrong is said to whoever asks."""
    Thread(target=reader.warm_up, daemon=True).start()


def _tell(address: str, token: str | None) -> None:
    """Say on standard error where the server listens, and with which token."""
    click.echo(f"Listening on {address}. Stop with Ctrl+C.", err=True)
    if token:
        click.echo(f"Token: {token}", err=True)
