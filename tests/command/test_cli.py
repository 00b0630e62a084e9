"""The command as a user runs it, on the toy study: what it makes, what it says, how it ends."""

import json
import shutil
import signal
import subprocess
import sys
from collections import Counter
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest

from analysis.errors import exit_code_of
from analysis.report.formats import FORMATS
from tests.support.place import ROOT, TOY, Place, rows_of

SHIPPED = ROOT / "analysis" / "studies" / "data_maturity_2018"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("made"))
    ran = place.cyfrif("run")
    assert ran.returncode == 0, ran.stderr
    return place


class Numbers(HTMLParser):
    """The printed numbers of a page: id and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.held = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.held = dict(attrs).get("data-number") or ""

    def handle_data(self, data: str) -> None:
        if self.held:
            self.found.append((self.held, data))

    def handle_endtag(self, tag: str) -> None:
        self.held = ""


def test_a_run_makes_every_report_and_the_tables_of_the_contract(made: Place) -> None:
    councils = [row["gss_code"] for row in rows_of(TOY / "councils.csv")]
    assert made.reports() == sorted([*councils, "X92000009"])
    for code in councils:
        made_as = {path.name for path in (made.public / "reports" / code).iterdir()}
        assert made_as == {f"report.en.{name}" for name in ("html", "pdf", "docx")}
    tables = {path.name for path in made.public.glob("tables/*.csv")}
    named = ("response_rates", "public_survey", "items", "maturity", "barriers", "comment_codes")
    assert tables == {f"{name}.csv" for name in named}
    run = json.loads((made.internal / "run.json").read_text(encoding="utf-8"))
    assert {job["status"] for job in run["jobs"]} == {"ok"}
    assert made.internal.stat().st_mode & 0o777 == 0o700


def test_a_second_run_makes_nothing_again(made: Place) -> None:
    before = {path: path.stat().st_mtime_ns for path in made.public.rglob("*") if path.is_file()}
    ran = made.cyfrif("run", "--json")
    assert ran.returncode == 0
    assert {job["status"] for job in json.loads(ran.stdout)} == {"cached"}
    assert {path: path.stat().st_mtime_ns for path in made.public.rglob("*") if path.is_file()} == before


def test_page_and_register_match_one_to_one(made: Place) -> None:
    register = rows_of(made.public / "numbers.csv")
    for report in made.reports():
        page = (made.public / "reports" / report / "report.en.html").read_text(encoding="utf-8")
        printed = Counter(Numbers(page).found)
        assert printed == Counter((row["id"], row["shown"]) for row in register if row["report"] == report)
        assert printed.total() > 40


def test_every_registered_number_has_its_exact_parts_and_its_rows(made: Place) -> None:
    internal = rows_of(made.internal / "numbers.csv")
    known = {row["row_set"] for row in rows_of(made.internal / "row_sets.csv")}
    assert [row["id"] for row in internal if row["value"] == ""] == []
    assert {row["row_set"] for row in internal} - known <= {""}


def test_manifest_holds_the_hash_of_every_public_file(made: Place) -> None:
    manifest = json.loads((made.public / "manifest.json").read_text(encoding="utf-8"))
    files = {path.relative_to(made.public).as_posix() for path in made.public.rglob("*") if path.is_file()}
    assert set(manifest["files"]) == files - {"manifest.json"}
    assert manifest["state"] == "draft"


def test_a_format_that_is_missing_is_stale_but_not_for_a_run_of_another(made: Place) -> None:
    code = made.reports()[0]
    lost = made.public / "reports" / code / "report.en.pdf"
    before = lost.read_bytes()
    lost.unlink()
    all_formats, html_alone = made.cyfrif("status"), made.cyfrif("run", "--format", "html", "--dry-run")
    lost.write_bytes(before)
    assert f"reports/{code}/report.en.pdf is missing or altered" in all_formats.stdout
    assert html_alone.stdout.startswith("0 of")


def test_by_hand_a_report_has_the_same_bytes(made: Place, tmp_path: Path) -> None:
    code = made.reports()[0]
    executed = tmp_path / "out.ipynb"
    papermill = [
        sys.executable,
        "-m",
        "papermill",
        "--no-progress-bar",
        "notebooks/07_council_report.ipynb",
        str(executed),
    ]
    nbconvert = [sys.executable, "-m", "jupyter", "nbconvert", str(executed), "--to"]
    conversions = ([*nbconvert, f"cyfrif-{name}"] for name in FORMATS)
    for command in ([*papermill, "-p", "council", code], *conversions):
        subprocess.run(command, cwd=ROOT, env=made.environment, check=True, capture_output=True)
    for name in FORMATS:
        report = made.public / "reports" / code / f"report.en.{name}"
        assert executed.with_suffix(f".{name}").read_bytes() == report.read_bytes()


def test_a_preview_is_the_page_of_a_run_and_shows_an_edit_without_one(made: Place) -> None:
    code = made.reports()[0]
    public = (made.public / "reports" / code / "report.en.html").read_bytes()
    page = made.internal / "preview" / f"{code}.en.html"
    assert made.cyfrif("preview", code).returncode == 0
    assert page.read_bytes() == public
    local = made.definition / "narrative" / "en" / "councils" / f"{code}.md"
    before = local.read_bytes()
    local.write_bytes(before + b"\nA sentence nobody has read. {percent no_such_item}\n")
    ran = made.cyfrif("preview", code)
    local.write_bytes(before)
    assert ran.returncode == 0, ran.stderr
    assert b"A sentence nobody has read." in page.read_bytes()
    assert f"{code}.md, line 5: {{percent no_such_item}}: 'no_such_item' is not " in ran.stderr
    assert (made.public / "reports" / code / "report.en.html").read_bytes() == public
    assert made.cyfrif("preview", "Borsetshire").returncode == 2


def test_a_failed_council_does_not_stop_the_others(made: Place) -> None:
    codes = [code for code in made.reports() if code != "X92000009"]
    local = made.definition / "narrative" / "en" / "councils" / f"{codes[0]}.md"
    local.parent.mkdir(exist_ok=True)
    before = local.read_bytes() if local.exists() else None
    local.write_bytes(b"## vision\n\nCaf\xe9\n")
    ran = made.cyfrif("run")
    assert ran.returncode == 12
    assert made.reports() == sorted([*codes[1:], "X92000009"])
    failure = (made.internal / "failures" / f"{codes[0]}.html").read_text(encoding="utf-8")
    assert f"{codes[0]}.md: " in failure
    assert "text in UTF-8 is expected" in failure
    local.unlink() if before is None else local.write_bytes(before)
    again = made.cyfrif("run", "--json")
    assert again.returncode == 0
    assert Counter(job["status"] for job in json.loads(again.stdout))["ok"] == 1
    assert not (made.internal / "failures" / f"{codes[0]}.html").exists()


def test_a_claim_that_fails_is_marked_in_a_draft_and_listed(made: Place) -> None:
    code = made.reports()[0]
    local = made.definition / "narrative" / "en" / "councils" / f"{code}.md"
    before = local.read_bytes() if local.exists() else None
    asserted = "{claim percent leaders_value_data > 99}All but nobody agree.{end}"
    local.write_text(f"## vision\n\n{{percent no_such_item}} agree.\n{asserted}\n", encoding="utf-8")
    ran = made.cyfrif("run")
    page = (made.public / "reports" / code / "report.en.html").read_text(encoding="utf-8")
    rows = [row for row in rows_of(made.internal / "gates.csv") if row["gate"] == "claim"]
    claims = (made.internal / "claims" / f"{code}.html").read_text(encoding="utf-8")
    local.unlink() if before is None else local.write_bytes(before)
    assert ran.returncode == 0, ran.stderr
    assert "2 places held by a gate" in ran.stdout
    assert page.count('<mark class="gate">') == 2
    assert [(row["file"], row["line"], row["reports"]) for row in rows] == [
        (f"toy/narrative/en/councils/{code}.md", line, code) for line in ("3", "4")
    ]
    assert "&#39;no_such_item&#39; is not " in claims
    assert "“All but nobody agree.” stands only while" in rows[1]["what"]


def test_personal_data_keep_public_as_it_was_and_end_with_fifteen(made: Place) -> None:
    made.cyfrif("run")
    before = (made.public / "manifest.json").read_bytes()
    front = made.definition / "narrative" / "en" / "front.md"
    said = front.read_bytes()
    front.write_bytes(said + b"\n\nWrite to ann.onym@councils.example.\n")
    ran = made.cyfrif("run", "--council", made.reports()[0])
    again = made.cyfrif("run", "--council", made.reports()[0])
    front.write_bytes(said)
    assert (ran.returncode, again.returncode) == (15, 15)
    assert (made.public / "manifest.json").read_bytes() == before
    assert "an e-mail address" in ran.stderr
    assert "ann.onym" not in ran.stderr
    assert "Traceback" not in ran.stderr
    assert {row["gate"] for row in rows_of(made.internal / "gates.csv")} == {"personal"}
    assert made.cyfrif("run").returncode == 0


def test_an_earlier_release_is_minded_by_the_run_that_names_it(made: Place) -> None:
    release = made.public.parent / "releases" / "first" / "public"
    shutil.copytree(made.public / "tables", release / "tables")
    unknown = made.cyfrif("run", "--previous", "second")
    assert (unknown.returncode, "has first" in unknown.stderr) == (2, True)
    only = ("run", "--council", made.reports()[0], "--json")
    ran = {job["step"]: job["reason"] for job in json.loads(made.cyfrif(*only, "--previous", "first").stdout)}
    assert "internal:previous/items.csv is new" in ran["statistics"]
    assert json.loads((made.internal / "run.json").read_text(encoding="utf-8"))["previous"] == "first"
    assert rows_of(made.public / "tables" / "items.csv") == rows_of(release / "tables" / "items.csv")
    without = {job["step"]: job["reason"] for job in json.loads(made.cyfrif(*only).stdout)}
    assert "internal:previous/items.csv is gone" in without["statistics"]
    shutil.rmtree(release.parents[1])


def test_status_names_what_changed(made: Place) -> None:
    toml = made.definition / "study.toml"
    before = toml.read_bytes()
    toml.write_bytes(before + b"# looked at again\n")
    said = made.cyfrif("status").stdout
    toml.write_bytes(before)
    assert "definition:study.toml changed" in said


def test_a_raw_file_cut_short_stops_the_run_and_public_stays(made: Place) -> None:
    manifest = (made.public / "manifest.json").read_bytes()
    raw = sorted((made.raw / "returns").glob("*.csv"))[0]
    before = raw.read_bytes()
    raw.write_bytes(before[: before.rindex(b",")])
    checked, ran = made.cyfrif("check"), made.cyfrif("run")
    raw.write_bytes(before)
    assert (checked.returncode, ran.returncode) == (11, 11)
    assert raw.name in ran.stderr
    assert "the header has" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert (made.public / "manifest.json").read_bytes() == manifest


def test_a_wrong_definition_ends_with_every_fault(tmp_path: Path) -> None:
    place = Place(tmp_path)
    questionnaire = place.definition / "questionnaire.csv"
    wrong = questionnaire.read_text(encoding="utf-8").replace("agree5", "agree9").replace(",multi,", ",many,")
    questionnaire.write_text(wrong, encoding="utf-8")
    ran = place.cyfrif("run")
    assert ran.returncode == 10
    assert "answer_scale is 'agree9'" in ran.stderr
    assert "kind is 'many'" in ran.stderr
    assert not place.public.exists()


def test_an_interrupted_run_ends_with_130_and_keeps_public_as_it_was(tmp_path: Path) -> None:
    place = Place(tmp_path)
    held = [part for name in ("raw", "processed", "outputs") for part in (f"--{name}", str(place.folder / name))]
    command = [sys.executable, "-m", "analysis", "run", "--study", str(place.definition), *held]
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # whoever started the tests may have it ignored
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heard
    ) as running:
        assert running.stderr is not None
        running.stderr.readline()  # the first notebook is done, the next is at work
        running.send_signal(signal.SIGINT)
        said = running.communicate()[1]
    assert running.returncode == 130, said
    assert "Traceback" not in said
    assert not place.public.exists()
    assert list(place.outputs.glob(".stage-*")) == []


def test_usage_faults_end_with_two(tmp_path: Path) -> None:
    place = Place(tmp_path)
    unknown = place.cyfrif("run", "--council", "Borsetshire")
    assert unknown.returncode == 2
    assert "Borsetshire" in unknown.stderr
    assert place.cyfrif("run", "--language", "cy").returncode == 2
    unknown = place.cyfrif("run", "--format", "html,odt")
    assert unknown.returncode == 2
    assert "reports are made as html, pdf, docx" in unknown.stderr


def test_each_error_ends_the_command_with_its_code() -> None:
    assert exit_code_of("DefinitionError") == 10
    assert exit_code_of("RawFileError") == 11
    assert exit_code_of("CountError") == exit_code_of("WeightError") == 10
    assert exit_code_of("ClaimError") == exit_code_of("WithheldError") == 12
    assert exit_code_of("ValueError") is None
