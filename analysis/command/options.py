"""Options that every verb of the command has."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from analysis.matching import normal_text
from analysis.paths import SHIPPED_STUDY, Folders, folders
from analysis.study.study import Study

FOLDERS = ("raw", "processed", "outputs")


def study_options(verb: Callable[..., None]) -> Callable[..., None]:
    """The options every verb has: which study, where its files are, how to answer."""
    for name in reversed(FOLDERS):
        verb = click.option(
            f"--{name}",
            type=click.Path(file_okay=False),
            metavar="DIR",
            help=f"Holds one folder a study of {name} files.",
        )(verb)
    verb = click.option("--json", "as_json", is_flag=True, help="Answer for machines.")(verb)
    return click.option(
        "--study",
        default=None,
        metavar="NAME",
        help=f"A study's name or the folder of its definition [default: {SHIPPED_STUDY}].",
    )(verb)


def located_folders(given: dict[str, Any]) -> Folders:
    """The folders that the options name."""
    for name in ("study", *FOLDERS):
        if given.get(name):
            value = given[name]
            os.environ[f"CYFRIF_{name.upper()}"] = (
                str(Path(value).resolve()) if name != "study" or Path(value).is_dir() else value
            )
    return folders()


def unit_named(study: Study, name: str) -> str:
    """Code of the council, or the whole, that a name means."""
    known = study.council_names | {
        normal_text(study.whole): study.whole,
        normal_text(study.settings.whole.whole_name_en): study.whole,
    }
    if normal_text(name) not in known:
        raise click.UsageError(
            f"--council {name}: no council is known by that name; councils.csv has {', '.join(study.councils)}."
        )
    return known[normal_text(name)]
