"""The shipped study's reports, made in process from its raw returns: complete for every council, ledger and all."""

import dataclasses
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pytest

from analysis.disclosure import evidence
from analysis.exchange.sheets import receive, send
from analysis.exchange.sheets.sheet_kinds import KINDS
from analysis.narrative import findings
from analysis.paths import Folders
from analysis.study.loading import load_study
from analysis.texts import csv_text
from tests.support.browser import check_pages
from tests.support.mutations import Report, falsified, moved
from tests.support.needs import CHECKS, needs
from tests.support.places import ROOT
from tests.support.shipped import (
    PUBLISHED_FOR,
    asserted,
    bare,
    content_of,
    local_text,
    own_words,
    page_of,
    run_notebook,
    seeds_in,
    units,
)

LEDGER = {str(entry) for entry in range(1, 63)}  # the facts, figures, pictures and advice of the published report

STUDY = load_study(ROOT / "analysis" / "studies" / "data_maturity_2018")


@pytest.fixture(scope="module", autouse=True)
def flow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Notebooks 01 to 05 on the shipped returns, writing to a folder of their own."""
    place = tmp_path_factory.mktemp("shipped")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CYFRIF_PROCESSED", str(place / "processed"))
        patch.setenv("CYFRIF_OUTPUTS", str(place / "outputs"))
        for name in ("01_returns", "02_clean", "03_response", "04_public_survey", "05_statistics"):
            run_notebook(name)
        yield


def test_every_ledger_entry_has_its_place_in_the_published_councils_report() -> None:
    shown = run_notebook("07_council_report", council=PUBLISHED_FOR)
    for language in ("en", "cy"):
        found = {seed for output in shown for seed in [*output.seeds, *seeds_in(output.contents[language])]}
        assert found == LEDGER


def test_every_council_has_at_least_eight_judgements_to_read() -> None:
    study = STUDY
    counted = {}
    for council in study.councils:
        told = [found for found in findings.council_findings(evidence.load_evidence(STUDY, council)) if found.is_told]
        counted[council] = len({found.finding.id for found in told})
    assert min(counted.values()) >= 8


def test_members_of_a_council_where_few_replied_stand_in_no_percentage_but_their_response() -> None:
    report = evidence.load_evidence(STUDY, PUBLISHED_FOR)
    groups = set(report.study.groups)
    told = [key for (place, key) in report._entries if place == "own" and key[2] in groups]
    # a base may be told of what is withheld: it is how many answered, and says of nobody what
    assert {statistic for statistic, *_ in told} == {"base", "invited", "returned", "response_rate"}


def test_every_report_says_that_its_data_are_illustrative() -> None:
    for name, parameters in (("06_national_report", {}), ("07_council_report", {"council": PUBLISHED_FOR})):
        document = run_notebook(name, **parameters)[0].contents["en"]
        assert document["notice"].startswith("Illustrative data:")
        assert document["robots"] == "noindex"


def test_shipped_maturity_levels_are_mostly_the_first_and_second() -> None:
    whole = evidence.load_evidence(STUDY, STUDY.whole)
    assert whole.number("low_levels_share").printed > 50


@pytest.fixture(scope="module")
def local(flow: None) -> dict[str, str]:
    return {council: local_text(evidence.load_evidence(STUDY, council)) for council in STUDY.councils}


def test_local_text_of_two_councils_shares_at_most_three_fifths_of_its_five_word_runs(local: dict[str, str]) -> None:
    runs = {}
    for council, text in local.items():
        said = re.findall(r"[\w%’-]+", text.lower())
        runs[council] = {tuple(said[place : place + 5]) for place in range(len(said) - 4)}
    shared = {(a, b): len(runs[a] & runs[b]) / min(len(runs[a]), len(runs[b])) for a, b in combinations(runs, 2)}
    assert len(shared) == 231  # 22 councils, each with each other
    assert {pair: share for pair, share in shared.items() if share > 0.60} == {}


MEDIAN = """
import json, re, statistics, sys
from textstat import textstat

def words(text):
    sentences = [each for each in re.split(r"(?<=[.!?])\\s+|\\n", text) if each.strip()]
    return [textstat.lexicon_count(each) for each in sentences]

print(json.dumps({name: statistics.median(words(text)) for name, text in json.load(sys.stdin).items()}))
"""


@needs("venv-checks")
def test_the_median_sentence_of_local_text_has_at_most_twenty_words(local: dict[str, str]) -> None:
    said = subprocess.run([CHECKS, "-c", MEDIAN], input=json.dumps(local), capture_output=True, text=True, check=True)
    medians = json.loads(said.stdout)
    assert len(medians) == len(local)
    assert {council: median for council, median in medians.items() if median > 20} == {}


def test_every_claim_of_every_report_stands() -> None:
    study = STUDY
    for unit in [study.whole, *study.councils]:
        assert Report(study, content_of(unit)).gates() == [], unit


def test_a_sentence_that_the_returns_belie_is_named_by_the_gate_with_its_file_and_line() -> None:
    study, mutated = STUDY, []
    for unit in units():
        content = content_of(unit)
        for claim in asserted(Report(study, content)):
            for test in claim["claim"].removeprefix("claim ").split(" and "):
                gates = Report(study, falsified(content, test)).gates()
                named = [gate for gate in gates if (gate.file, gate.line) == (claim["file"], claim["line"])]
                assert [gate.gate for gate in named] == ["claim"], (unit, test)
                assert "stands only while" in named[0].what
                mutated.append((unit, test.split()[0]))
    kinds = {kind for _, kind in mutated}
    assert {"percent", "named", "word", "level", "verdict"} <= kinds
    assert len(mutated) >= 25


def test_a_sentence_that_the_returns_still_bear_out_stays_and_its_numbers_move() -> None:
    study, numbers_moved = STUDY, 0
    for unit in units():
        content = content_of(unit)
        before = asserted(Report(study, content))
        for place, claim in enumerate(before):
            for test in claim["claim"].removeprefix("claim ").split(" and "):
                report = Report(study, moved(content, test))
                assert report.gates() == [], (unit, test)
                after = asserted(report)[place]
                assert bare(after["said"]) == bare(claim["said"])
                numbers_moved += after["said"] != claim["said"]
    assert numbers_moved >= 15


def test_a_number_that_is_withheld_or_no_longer_quoted_is_named_by_the_gate() -> None:
    study, content, mutated = STUDY, content_of(PUBLISHED_FOR), 0
    local = [claim for claim in Report(study, content).claims() if "/councils/" in claim["file"]]
    for item in sorted(
        {claim["claim"].split()[1] for claim in local if claim["kind"] == "computed"} & set(study.items)
    ):
        held = dict(content) | {part: [row for row in content[part] if row[1] != item] for part in ("own", "rest")}
        own = [["own", *row[:4], "protected"] for row in content["own"] if row[1] == item]
        held["withheld"] = [*content["withheld"], *own]
        gates = Report(study, held).gates()
        for claim in (claim for claim in local if claim["claim"].split()[:2] in (["percent", item], ["base", item])):
            named = [gate for gate in gates if (gate.file, gate.line) == (claim["file"], claim["line"])]
            assert named, claim
            mutated += 1
    for quoted in sorted({claim["claim"] for claim in Report(study, content).claims() if claim["kind"] == "quoted"}):
        rows = tuple(row for row in study.tables["quoted.csv"] if row.quoted != quoted.split()[1])
        without = dataclasses.replace(study, tables=MappingProxyType({**study.tables, "quoted.csv": rows}))
        gates = Report(without, content).gates()
        assert [
            gate for gate in gates if f"{{{quoted}}}: '{quoted.split()[1]}' is not a row of quoted.csv" in gate.what
        ], quoted
        mutated += 1
    assert mutated >= 20


def test_a_wording_that_the_data_choose_leaves_no_stale_sentence() -> None:
    study, content, changed = STUDY, content_of(PUBLISHED_FOR), 0
    before = Report(study, content).words()
    for found in findings.council_findings(evidence.load_evidence(STUDY, PUBLISHED_FOR)):
        if not found.is_told:
            continue
        said = {}
        for outcome in ("higher", "lower", "similar"):
            new = json.loads(json.dumps(content))
            for row in new["verdicts"]:
                row[2] = outcome if row[:2] == [found.finding.item, found.finding.option] else row[2]
            said[outcome] = Report(study, new).words()
            for other in sorted({"higher", "lower"} - {outcome}):
                assert own_words(found.finding.wording["en"], other) not in said[outcome], (found.finding.id, outcome)
        assert said[found.outcome] == before
        assert len(set(said.values())) == 3
        changed += 2
    assert changed >= 16


def test_a_word_of_quantity_follows_the_returns() -> None:
    study, content = STUDY, content_of(PUBLISHED_FOR)
    for percent, word in ((3, "Few if any"), (20, "Some"), (50, "About half"), (95, "All or nearly all")):
        new = json.loads(json.dumps(content))
        for row in new["own"]:
            if row[:4] == ["proportion", "barriers", "total", "risky"]:
                row[4:7] = [percent, percent, 100]
        sentence = f"{word} of those who answered, {percent}%, name the risk of sharing as a barrier."
        assert sentence in Report(study, new).words()


def test_a_translators_change_reaches_every_page_that_says_it_and_nothing_else(tmp_path: Path) -> None:
    old, new = "Eu nifer yw’r sylfaen.", "Y sylfaen yw eu nifer."
    study = STUDY
    folder = Path(shutil.copytree(study.folder, tmp_path / study.name))
    copied = load_study(folder)
    held = Folders(root=ROOT, definition=folder, raw=tmp_path, processed=tmp_path, outputs=tmp_path / "outputs")
    held.outputs.mkdir()
    sent, _ = send.send_sheets(KINDS["translation"], copied, held)
    header, *rows = openpyxl.load_workbook(sent / "translation-cy.xlsx").active.iter_rows(values_only=True)
    back = tmp_path / "back.csv"
    back.write_text(
        csv_text([header, *([new if cell == old else cell or "" for cell in row] for row in rows)]), "utf-8"
    )
    assert receive.receive_sheet(KINDS.values(), copied, held, back).counted()["accepted"] == 1
    for unit in units():
        before, after = (Report(which, content_of(unit)).outputs for which in (study, load_study(folder)))
        said = [json.dumps(output.json, ensure_ascii=False) for output in before]
        assert sum(text.count(old) for text in said) == 1
        assert [json.dumps(output.json, ensure_ascii=False) for output in after] == [
            text.replace(old, new) for text in said
        ]


@needs("venv-checks", "chromium")
def test_a_browser_finds_no_fault_in_a_councils_page_light_dark_and_at_320_pixels(tmp_path: Path) -> None:
    for language in STUDY.settings.languages:
        page = page_of(run_notebook("07_council_report", council=PUBLISHED_FOR), language)
        (tmp_path / f"report.{language}.html").write_text(page, encoding="utf-8")
    done = check_pages(tmp_path)
    assert done.stdout.splitlines()[:-1] == []
    assert done.returncode == 0, done.stderr
