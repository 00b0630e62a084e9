"""The command `cyfrif`: each verb a thin function."""

import csv
import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from analysis.command.lab import lab
from analysis.command.options import located_folders, study_options, unit_named
from analysis.command.publication import preview_command, release_command
from analysis.errors import CyfrifError, RawFileError, SheetError
from analysis.paths import Folders
from analysis.study.loading import load_study, load_unmapped
from analysis.study.study import Study

INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cyfrif")
def cyfrif() -> None:
    """From a survey's raw returns to reports that the public can trust."""


@cyfrif.command()
@click.option(
    "--exports",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Propose rows of mapping.csv for the exports in a folder instead, and say what they leave to decide.",
)
@study_options
def check(exports: Path | None, as_json: bool, **given: Any) -> None:
    """Definition, its prose and raw returns against each other: every fault listed, none mended.

    With --exports the rows go to standard output and the account of them to standard error. It is advice: the command
    ends with 0 whatever is left to decide, and with 11 where a file was refused.
    """
    held = located_folders(given)
    if exports is not None:
        _propose(held, exports, as_json)
        return
    study = load_study(held.definition)
    from analysis.command.checking import check_prose, check_returns

    check_prose(study)
    faults, issues, whole = check_returns(study, held.raw)
    if as_json:
        click.echo(json.dumps({"faults": faults, "issues": issues, "look_at": whole}, indent=1))
    else:
        for fault in faults:
            click.echo(fault, err=True)
        for rule, many in issues.items():
            click.echo(f"{rule}: {many}")
        for line in whole:
            click.echo(line)
        click.echo(
            f"{study.name}: {len(faults)} faults, {sum(issues.values())} issues (each a row of issues.csv after a run)"
        )
    if faults:
        sys.exit(RawFileError.exit_code)


def _propose(held: Folders, exports: Path, as_json: bool) -> None:
    from analysis.setup.proposals.account import account_lines
    from analysis.setup.proposals.account_data import for_machines
    from analysis.setup.proposals.propose import as_csv, propose_mapping

    study = load_unmapped(held.definition)
    proposal = propose_mapping(study, exports, held.raw)
    if as_json:
        click.echo(json.dumps(for_machines(proposal), indent=1))
    else:
        for line in account_lines(study, proposal):
            click.echo(line, err=True)
        click.echo(as_csv(proposal.rows).encode(), nl=False)  # UTF-8, which mapping.csv is, on any machine
    if proposal.refused:
        sys.exit(RawFileError.exit_code)


@cyfrif.command()
@click.option(
    "--council",
    "councils",
    multiple=True,
    metavar="NAME",
    help="Only this council's report: code, short code or any known name; repeatable.",
)
@click.option("--language", type=click.Choice(["en", "cy"]), help="Only reports in this language.")
@click.option("--format", "formats", metavar="html,pdf,docx", help="Only these formats, separated by commas.")
@click.option("--workers", type=click.IntRange(1, 64), help="Notebooks at once [default: one a core, 2 to 4].")
@click.option("--fresh", is_flag=True, help="Make everything again.")
@click.option("--dry-run", is_flag=True, help="Say what would be made, and why.")
@click.option("--previous", metavar="RELEASE", help="What this release told counts as known to whoever reads the next.")
@study_options
def run(
    councils: tuple[str, ...],
    language: str | None,
    formats: str | None,
    workers: int | None,
    fresh: bool,
    dry_run: bool,
    previous: str | None,
    as_json: bool,
    **given: Any,
) -> None:
    """All that is stale, from returns to reports."""
    from analysis.command.work import Work, as_row, exit_code
    from analysis.engine import progress
    from analysis.engine.outcomes import Options
    from analysis.report.previous import release_folder

    held = located_folders(given)
    study = load_study(held.definition)
    choice = _choice(study, language, formats)
    work = Work(study, held, release_folder(held, previous) if previous else None)
    only = frozenset(unit_named(study, name) for name in councils) if councils else None
    options = Options(workers=workers, fresh=fresh, only=only, choice=choice)
    if dry_run:
        _tell_status(work, options, as_json)
        return
    with progress.progress_teller(len(work.jobs)) as report:
        outcomes = work.run(options, (lambda _: None) if as_json else report)
    if as_json:
        click.echo(json.dumps([as_row(outcome) for outcome in outcomes], indent=1))
    else:
        _tell_ended(study, held, outcomes)
    sys.exit(exit_code(outcomes))


@cyfrif.command()
@study_options
def status(as_json: bool, **given: Any) -> None:
    """What is stale, and why."""
    from analysis.command.work import Work
    from analysis.engine.outcomes import Options

    held = located_folders(given)
    _tell_status(Work(load_study(held.definition), held), Options(), as_json)


@cyfrif.command()
@study_options
def fieldwork(as_json: bool, **given: Any) -> None:
    """While returns still come in: response so far, and whom to remind. For those who run the study alone."""
    held = located_folders(given)
    study = load_study(held.definition)
    from analysis.exchange import fieldwork as state
    from analysis.exchange.fieldwork_page import as_data, write_fieldwork
    from analysis.study import store

    found = state.fieldwork_state(study, held.raw)
    path = write_fieldwork(study, found, held.internal, illustrative=store.holds_invented(study))
    click.echo(json.dumps({"page": str(path), **as_data(found)}, indent=1) if as_json else str(path))


@cyfrif.group()
def sheet() -> None:
    """Spreadsheets that go out to people and come back, each change accounted for."""


@sheet.command("out")
@click.argument("kind")
@click.option(
    "--council",
    "councils",
    multiple=True,
    metavar="NAME",
    help="Only this council's sheet: code, short code or any known name; repeatable.",
)
@study_options
def sheet_out(kind: str, councils: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """Write sheets of KIND: corrections, clearance, coding, adjudication, answers, translation or prose."""
    from analysis.exchange.sheets import send, sheet_kinds

    held = located_folders(given)
    study = load_study(held.definition)
    if kind not in sheet_kinds.KINDS:
        raise click.UsageError(f"{kind}: no such kind of sheet; {', '.join(sheet_kinds.KINDS)} go out.")
    if councils and sheet_kinds.KINDS[kind].of != "council":
        raise click.UsageError(f"--council: sheets of {kind} are none of a council's. Leave the option out.")
    folder, written = send.send_sheets(
        sheet_kinds.KINDS[kind], study, held, frozenset(unit_named(study, name) for name in councils)
    )
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "sheets": written}, indent=1))
    else:
        click.echo(f"{len(written)} sheets, {sum(written.values())} rows: {folder}")


@sheet.command("in")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@study_options
def sheet_in(file: Path, as_json: bool, **given: Any) -> None:
    """Take a sheet in that came back; what is wrong is listed and left out."""
    from analysis.exchange.sheets import receive, sheet_kinds

    held = located_folders(given)
    account = receive.receive_sheet(sheet_kinds.KINDS.values(), load_study(held.definition), held, file)
    counted = account.counted()
    if as_json:
        rows = [vars(outcome) for outcome in account.outcomes]
        told = {"kind": account.kind.name, "account": str(account.path), "counted": counted, "rows": rows}
        click.echo(json.dumps(told, indent=1))
    else:
        for outcome in account.outcomes:
            if outcome.outcome == "wrong":
                click.echo(f"{file}, row {outcome.row}: {outcome.what}", err=True)
        click.echo(", ".join(f"{many} {name}" for name, many in counted.items()) + f": {account.path}")
    if counted["wrong"]:
        sys.exit(SheetError.exit_code)


def _choice(study: Study, language: str | None, formats: str | None) -> dict[str, frozenset[str]]:
    """The language and formats to make, where not all are."""
    from analysis.report.formats import FORMATS, lacking_formats

    if language and language not in study.settings.languages:
        raise click.UsageError(
            f"--language {language}: this study's reports are in {', '.join(study.settings.languages)} (study.toml)."
        )
    named = formats.split(",") if formats else list(FORMATS)
    unknown = [name for name in named if name not in FORMATS]
    if unknown:
        raise click.UsageError(f"--format {','.join(unknown)}: reports are made as {', '.join(FORMATS)}.")
    for name, library in lacking_formats(named).items():
        raise click.UsageError(
            f"--format {name}: needs {library}, not installed. pip install 'cyfrif[documents]', or --format html."
        )
    only_language = {"language": frozenset([language])} if language else {}
    return only_language | ({"format": frozenset(named)} if formats else {})


def _tell_status(work: Any, options: Any, as_json: bool) -> None:
    from analysis.command.work import as_row

    outcomes, public = work.status(options)
    if as_json:
        click.echo(json.dumps({"jobs": [as_row(outcome) for outcome in outcomes], "public": public}, indent=1))
        return
    stale = [outcome for outcome in outcomes if outcome.status == "stale"]
    for outcome in stale:
        click.echo(f"{outcome.job}: {outcome.reason}")
    click.echo(f"{len(stale)} of {len(outcomes)} stale" + (f"; public: {public}" if public and not stale else ""))


def _tell_ended(study: Study, held: Folders, outcomes: tuple[Any, ...]) -> None:
    failed = [outcome for outcome in outcomes if outcome.status == "failed"]
    for outcome in failed:
        if outcome.stops and outcome.error.ename in {found.__name__ for found in CyfrifError.__subclasses__()}:
            click.echo(outcome.error.evalue, err=True)
        elif outcome.stops:
            click.echo(outcome.error.traceback, err=True)
        else:
            click.echo(f"{outcome.job}: failed; see {held.internal / 'failures' / outcome.job.unit}.html", err=True)
    reports = list((held.public / "reports").iterdir()) if (held.public / "reports").is_dir() else []
    click.echo(f"{len(reports)} of {len(study.councils) + 1} reports in {held.public / 'reports'}")
    gates = held.internal / "gates.csv"
    with gates.open(encoding="utf-8", newline="") if gates.is_file() else nullcontext(()) as rows:
        many = sum(1 for _ in csv.DictReader(rows))
    if many:
        click.echo(f"{many} places held by a gate (no release until they are mended): {gates}")


cyfrif.add_command(lab)
cyfrif.add_command(preview_command)
cyfrif.add_command(release_command)


def main() -> None:
    """The command. Faults that a user can mend are said without a traceback."""
    from analysis.engine.engine_errors import EngineError

    try:
        cyfrif(prog_name="cyfrif", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was finished is kept", err=True)
        sys.exit(INTERRUPTED)
    except CyfrifError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except EngineError as error:
        click.echo(str(error), err=True)
        sys.exit(click.UsageError.exit_code)
