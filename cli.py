"""Byline in a terminal: what is here and the app, or one command: build, ask, check, verify and the rest below.

Exit status: 0 done; 1 done, and something needs a person; 2 refused, with one line on standard error.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module

import click

from errors import LACK_OF_MEMORY, PROGRAM, BylineError, is_lack_of_memory
from terminal.options import emit, refuse, tell_help

COMMANDS = {
    "plan": "terminal.documents:plan",
    "build": "terminal.documents:build",
    "label": "terminal.documents:label",
    "watch": "terminal.documents:watch",
    "status": "terminal.documents:status",
    "check-library": "terminal.documents:check_library_command",
    "ask": "terminal.asking:ask_command",
    "check": "terminal.checking:check_command",
    "verify": "terminal.receipts:verify_command",
    "trace": "terminal.receipts:trace_command",
    "find": "terminal.receipts:find_command",
    "keep": "terminal.news:keep_command",
    "news": "terminal.news:news_command",
    "app": "terminal.start:app",
    "demo": "terminal.start:demo",
    "read": "terminal.reading:read_command",
    "sources": "terminal.reading:sources_command",
    "libraries": "terminal.libraries:libraries",
    "trust": "terminal.start:trust_command",
    "mcp": "terminal.servers:mcp",
    "serve": "terminal.servers:serve_command",
    "doctor": "terminal.doctor:doctor",
}
"""Where each command is. Only the one that is run is imported: a question waits for nothing that a build needs."""


class Commands(click.Group):
    """The commands, imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's own signature)
        """Their names, in the order of work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        tell_help(command.get_help_option(ctx))
        return command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows what there is."""
        return tell_help(super().get_help_option(ctx))


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 (click's own)
    if wanted and not ctx.resilient_parsing:
        emit(f"{import_module('terminal.doctor').version_line()}\n")
        ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Ask your documents, and see who says so.

    Without a command: show the documents in this folder by kind, and open them in the browser.
    """
    if ctx.invoked_subcommand is None:
        import_module("terminal.start").open_folder()


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # documents hold any character, whatever the terminal was set to
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        exit_status = cli.main(arguments, prog_name=PROGRAM, standalone_mode=False)
    except (BrokenPipeError, SystemExit):  # whoever was reading has seen enough; click and rich exit with 1 on it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except click.UsageError as error:
        return refuse(f"{error.format_message()} See {PROGRAM} --help")
    except BylineError as error:
        return refuse(str(error))
    except click.Abort:
        return refuse("stopped; the library is as it was")
    except (MemoryError, ImportError, RuntimeError) as error:
        if not is_lack_of_memory(error):
            raise
        return refuse(LACK_OF_MEMORY)
    return exit_status if isinstance(exit_status, int) else 0


if __name__ == "__main__":
    sys.exit(main())
