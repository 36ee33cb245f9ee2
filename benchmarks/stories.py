"""What asking all libraries of the list costs beside asking each: `python -m benchmarks.stories QUESTION…`."""

from __future__ import annotations

import sys
from contextlib import ExitStack, closing
from functools import partial
from statistics import median

import click

from answer.ask import DEFAULT_HITS
from answer.records import Answer
from benchmarks.timing import seconds
from doors.reader import Reader
from doors.stories import ask_all, settings_for
from index.named_libraries import read_list
from settings import Settings, read_settings
from terminal.options import shared_encoders

ROUNDS = 5


def main(questions: list[str]) -> None:
    """Print, over every question and round, the median of both times and of their ratio."""
    libraries, encoders = read_list(read_settings().libraries).values(), shared_encoders()
    with ExitStack() as stack:
        places = [settings_for(one) for one in libraries]
        readers = {place.data: stack.enter_context(closing(Reader(place, encoders))) for place in places}

        def ask(place: Settings, question: str) -> Answer:
            return readers[place.data].ask(question, k=DEFAULT_HITS)

        for place in places:
            ask(place, questions[0])  # loads the model, and opens the library
        taken = []
        for question in questions * ROUNDS:
            own = sum(seconds(partial(ask, place, question)) for place in places)
            asked = partial(ask, question=question)
            taken.append((own, seconds(partial(ask_all, libraries, asked, question, k=DEFAULT_HITS))))
    own, together = (median(column) for column in zip(*taken, strict=True))
    ratio = median(all_at_once / each for each, all_at_once in taken)
    click.echo(f"{len(places)} libraries: each by itself {own:.3f} s, all at once {together:.3f} s: {ratio:.2f} times")


if __name__ == "__main__":
    main(sys.argv[1:])
