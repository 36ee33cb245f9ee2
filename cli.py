"""Byline in a terminal: plan, build, watch, label, status, ask, check, verify, trace.

Exit status: 0 done; 1 done, and something needs a person; 2 refused, with one line on standard error.
"""

from __future__ import annotations

import io
import os
import sys

import click

from commands.documents import build, label, plan, status, watch
from commands.options import refuse
from commands.questions import ask_command, check_command
from commands.receipts import trace_command, verify_command
from errors import BylineError


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
def cli() -> None:
    """Ask your documents, and see who says so."""


for command in (plan, build, label, watch, status, ask_command, check_command, verify_command, trace_command):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # documents hold any character, whatever the terminal was set to
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        exit_status = cli.main(arguments, prog_name="python cli.py", standalone_mode=False)
    except BrokenPipeError:  # whoever was reading has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except click.UsageError as error:
        return refuse(f"{error.format_message()} See python cli.py --help")
    except BylineError as error:
        return refuse(str(error))
    except click.Abort:
        return refuse("stopped; the library is as it was")
    return exit_status if isinstance(exit_status, int) else 0


if __name__ == "__main__":
    sys.exit(main())
