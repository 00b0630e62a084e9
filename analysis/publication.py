"""Verbs of the command that make a report ready for its readers: release."""

import datetime
import json
from typing import Any

import click

from analysis.options import located, placed
from analysis.study import load_study

STATES = ("for-clearance", "final", "corrected")


@click.command()
@click.argument("name")
@click.option(
    "--date",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day of the release; it stands in every report.",
)
@click.option("--state", type=click.Choice(STATES), default="final", show_default=True, help="What the reports say.")
@placed
def release(name: str, date: datetime.datetime, state: str, as_json: bool, **given: Any) -> None:
    """An immutable, dated copy of what is public, in outputs/<study>/releases/NAME; refused while a gate fails.

    A later release carries corrections.csv: what it changes of the last final one.
    """
    from analysis.report.edition import Edition
    from analysis.work import Work

    held = located(given)
    made = Work(load_study(held.definition), held).release(name, Edition(state, date.date()))
    click.echo(json.dumps({"release": str(made)}) if as_json else str(made))
