"""`check` reads every claim of every text in every language, and names file and line of each it does not understand."""

import dataclasses
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.narrative.claims.prose_tree import faults_of, read_prose
from analysis.narrative.prose_faults import prose_faults
from analysis.study.definition_files import DefinitionFiles
from analysis.study.loading import load_study
from tests.support.definitions import SMALL, mend
from tests.support.place import Place
from tests.support.places import ROOT

SHIPPED = ROOT / "analysis" / "studies" / "data_maturity_2018"
WRONG = "{percent valeu}"
REFUSED = "{percent valeu}: 'valeu' is not a word of `percent` or a question of the public survey or a question; "


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A study in one language, to be broken."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def write(folder: Path, name: str, words: str) -> None:
    path = folder / "narrative" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


def places(folder: Path) -> list[str]:
    """File and line of each fault of a definition's prose."""
    return [fault.partition(": ")[0].removeprefix(f"{folder}/") for fault in prose_faults(load_study(folder))]


@pytest.mark.parametrize("study", [SHIPPED, ROOT / "tests" / "studies" / "toy", SMALL], ids=lambda path: path.name)
def test_every_claim_of_our_own_prose_is_understood(study: Path) -> None:
    assert prose_faults(load_study(study)) == []


def test_a_fault_says_where_what_and_what_is_allowed(small: Path) -> None:
    write(small, "en/front.md", f"# One\n\nTwo {WRONG}.\n")
    (fault,) = prose_faults(load_study(small))
    assert fault.startswith(f"{small}/narrative/en/front.md, line 3: {REFUSED}allowed there: 'value', ")
    assert fault.endswith(". Mend the claim; docs/methods.md lists them.")


def test_all_texts_of_a_study_in_one_language_are_read(small: Path) -> None:
    write(small, "en/front.md", WRONG)
    write(small, "en/whole/front.md", f"\n{WRONG}")
    write(small, "en/councils/C1.md", f"\n\n{WRONG}")
    mend(small, "recommendations.csv", "Train leaders.", f"Train {WRONG}.")
    mend(small, "good_practice.csv", "They share.", f"They share {WRONG}.")
    mend(small, "findings.toml", "Too few people answered.", f"Too few, {WRONG}.")
    mend(small, "findings.toml", "{percent value} say so, fewer than elsewhere.", f"{WRONG} say so, below others.")
    assert places(small) == [
        "narrative/en/councils/C1.md, line 3",
        "narrative/en/front.md, line 1",
        "narrative/en/whole/front.md, line 2",
        "findings.toml, line 12",
        "findings.toml, line 2",
        "recommendations.csv, line 3",
        "good_practice.csv, line 2",
    ]


def test_both_languages_are_read(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "both"))
    for language, words in (("en", "Leaders value data: "), ("cy", "Arweinwyr yn gwerthfawrogi data: ")):
        write(folder, f"{language}/front.md", f"{{seed 1}}\n{WRONG}{{end}}")
        mend(
            folder, "findings.toml", f'brief = "{words}{{percent this}};', f'brief = "{words}{{percent this offcers}};'
        )
    found = prose_faults(load_study(folder))
    assert [fault.partition(": ")[0].removeprefix(f"{folder}/") for fault in found] == [
        "narrative/cy/front.md, line 2",
        "narrative/en/front.md, line 2",
        "findings.toml, line 166",
        "findings.toml, line 176",
    ]
    assert "{percent leaders_value_data top2 offcers}: 'offcers' is not a group or " in found[2]


def test_a_third_language_is_read_as_the_others_are(small: Path) -> None:
    said = f"{{fr}}Bonjour{{end}} {{en}}Hello{{end}}\n{WRONG} {{de}}"
    study = load_study(small)
    files = DefinitionFiles(study.files.contents | {"narrative/fr/front.md": said.encode()})
    languages = dataclasses.replace(study.settings, languages=("en", "cy", "fr"))
    study = dataclasses.replace(study, settings=languages, files=files)
    found = [fault.removeprefix(f"{small}/") for fault in prose_faults(study)]
    assert [fault.partition(": ")[0] for fault in found] == ["narrative/fr/front.md, line 2"] * 2
    assert "{de}: 'de' is not the first word of a claim" in found[1]


COMPLETED = {
    "a claim on this, for a finding whose answer it cannot be": ("{divided this}", "{divided leads}: 'leads' is not "),
    "a word too many after this": ("{percent this agree}", "{percent leads chief agree}: 'agree' is not "),
    "this in a test": ("{claim base this > many}a{end}", "{claim base leads > many}: 'many' is not "),
}


@pytest.mark.parametrize(("wording", "fault"), COMPLETED.values(), ids=COMPLETED)
def test_a_wording_is_read_as_each_finding_completes_it(small: Path, wording: str, fault: str) -> None:
    entry = '\n[[finding]]\nid = "who"\ntheme = "vision"\nitem = "leads"\noption = "chief"\nbetter = ""\n[finding.en]\n'
    said = f'higher = "{{percent this}} a."\nlower = "{{base this}} b."\nsimilar = "{wording} c."\nask = "Who?"\n'
    with (small / "findings.toml").open("a", encoding="utf-8") as file:
        file.write(entry + said)
    (found,) = prose_faults(load_study(small))
    assert fault in found


def test_sentences_that_all_findings_share_are_read_with_each(small: Path) -> None:
    mend(small, "findings.toml", "[wording.en]", '[wording.en]\nclose = ["{percent this rest}", "{percent this hole}"]')
    assert [fault.partition(": ")[2].partition(":")[0] for fault in prose_faults(load_study(small))] == [
        "{percent value top2 hole}",
        "{percent averse top2 hole}",
    ]


def test_check_ends_with_ten_and_lists_every_wrong_claim_without_evidence(tmp_path: Path) -> None:
    place = Place(tmp_path)
    write(place.definition, "en/front.md", "{percent response_rate elected_member}\n\n{if illustrative}a\n")
    write(place.definition, "en/councils/X06000001.md", "{claim percent response_rate elected_member > 30}a{end}")
    ran = place.cyfrif("check")
    assert ran.returncode == 10
    told = ran.stderr.splitlines()
    assert [line.partition(": ")[0].partition("narrative/en/")[2] for line in told] == [
        "councils/X06000001.md, line 1", "front.md, line 1", "front.md, line 3",
    ]  # fmt: skip
    assert "'elected_member' is not a group or " in told[0]
    assert "; allowed there: 'elected_members', " in told[1]
    assert "{if illustrative}: no {end} closes it" in told[2]


def test_prose_is_read_in_under_five_seconds_and_without_pandas() -> None:
    code = (
        "import sys; from pathlib import Path; from analysis.command.checking import check_prose; "
        "from analysis.study.loading import load_study; "
        f"check_prose(load_study(Path({str(SHIPPED)!r}))); sys.exit('pandas' in sys.modules)"
    )
    before = time.monotonic()
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
    assert time.monotonic() - before < 5


def test_the_examples_of_methods_md_are_claims_of_the_shipped_study() -> None:
    text = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    section = text[text.index("## 12. Claims") : text.index("## 13.")]
    rows = [line.split("|")[2] for line in section.splitlines() if line.startswith("| `") and "{" in line]
    examples = [example for row in rows for example in re.findall(r"`(\{.*?\}(?:[^`]*\{end\})?)`", row)]
    assert len(examples) > 15
    study = load_study(SHIPPED)
    assert [fault for example in examples for fault in faults_of(read_prose(example, study))] == []
