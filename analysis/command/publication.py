"""Verbs of the command that make a report ready for its readers: preview, release."""

import datetime
import json
from typing import Any

import click

from analysis.command.options import located_folders, study_options, unit_named
from analysis.study.loading import load_study

STATES = ("for-clearance", "final", "corrected")


@click.command()
@click.argument("council")
@click.option("--language", default=None, metavar="en", help="Language of the page [default: the study's first].")
@study_options
def preview_command(council: str, language: str | None, as_json: bool, **given: Any) -> None:
    """One report's page as its prose now stands, in seconds; what the gates say of it. Nothing becomes public."""
    from analysis.command.preview import preview_report as made
    from analysis.command.work import Work
    from analysis.report.gates.gate_rows import gate_sentences

    held = located_folders(given)
    study = load_study(held.definition)
    languages = study.settings.languages
    if language and language not in languages:
        raise click.UsageError(
            f"--language {language}: this study's reports are in {', '.join(languages)} (study.toml)."
        )
    job = Work(study, held).report_of(unit_named(study, council))
    path, gates = made(study, held, job, language or languages[0])
    told = gate_sentences(gates)
    if as_json:
        click.echo(json.dumps({"page": str(path), "gates": told}, indent=1))
        return
    for sentence in told:
        click.echo(sentence, err=True)
    click.echo(f"{path} ({len(told)} places held by a gate)")


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
@study_options
def release_command(name: str, date: datetime.datetime, state: str, as_json: bool, **given: Any) -> None:
    """An immutable, dated copy of what is public, in outputs/<study>/releases/NAME; refused while a gate fails.

    A later release carries corrections.csv: what it changes of the last final one.
    """
    from analysis.command.work import Work
    from analysis.report.edition import Edition

    held = located_folders(given)
    made = Work(load_study(held.definition), held).release(name, Edition(state, date.date()))
    click.echo(json.dumps({"release": str(made)}) if as_json else str(made))
