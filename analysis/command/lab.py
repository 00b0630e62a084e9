"""The verb `lab`: JupyterLab on the study's notebooks, which asks nothing of the internet."""

import os
import sys
from typing import Any

import click

from analysis.command.options import located_folders, study_options
from analysis.study.loading import load_study

OFFLINE = (
    "--LabApp.news_url=None",  # no news, and no question whether news are wanted
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",  # the other kind lists what a registry offers
)


@click.command()
@click.argument("jupyter", nargs=-1, type=click.UNPROCESSED)
@study_options
def lab(jupyter: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """JupyterLab on the study's notebooks. What stands after `--` goes to JupyterLab: `cyfrif lab -- --no-browser`."""
    held = located_folders(given)
    load_study(held.definition)
    notebooks = f"--ServerApp.root_dir={held.root / 'notebooks'}"
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", notebooks, *OFFLINE, *jupyter])
