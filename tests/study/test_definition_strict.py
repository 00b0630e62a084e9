"""A definition is read strictly: what is unknown, misplaced, missing, there twice or of another kind stops `check`."""

import tomllib
from pathlib import Path

import pytest

from analysis.command.cli import cyfrif
from analysis.errors import DefinitionError
from analysis.paths import PACKAGE, SHIPPED_STUDY
from analysis.study.loading import load_study
from analysis.study.settings import Settings
from tests.support.definitions import SMALL, mend
from tests.support.place import Place

SHIPPED = PACKAGE / "studies" / SHIPPED_STUDY

OPENING = 'better = "A"\nworse = "A"\nworse_many = "A"\nboth = "A"\nnone = "A"'

# file, what stands there, what is put there, and how the fault begins: file, line or row, what was found, nearest first
WRONG = {
    "a threshold under the weights": (
        "study.toml", "weight_low = 0.3", "threshold = 1\nweight_low = 0.3",
        ("study.toml, line 63: 'threshold' stands in [weights]; 'weight_low', 'weight_high' are allowed there, and it "
         "belongs under [disclosure]. Move it there."),
    ),
    "a misspelt setting": (
        "study.toml", "low_base = 30", "low_bse = 30",
        "study.toml, line 48: 'low_bse' stands in [disclosure]; 'low_base', 'minimum_base', 'threshold' are allowed",
    ),
    "a misspelt setting at the top": (
        "study.toml", "supplied_by =", "suplied_by =",
        "study.toml, line 7: 'suplied_by' stands at the top of the file; 'supplied_by', 'title_en',",
    ),
    "a setting of a table at the top": (
        "study.toml", 'supplied_by = "Nobody"', 'supplied_by = "Nobody"\nseed = 2',
        "study.toml, line 8: 'seed' stands at the top of the file;",
    ),
    "a setting of the top in a table": (
        "study.toml", '[ledger]\n', '[ledger]\nsource_cy = ""\n',
        ("study.toml, line 18: 'source_cy' stands in [ledger]; 'masthead_seed', 'response_seed' are allowed there, and "
         "it belongs at the top of the file. Move it there."),
    ),
    "a missing setting": (
        "study.toml", "threshold = 0\n", "",
        "study.toml, line 46: [disclosure] lacks 'threshold'; it is expected there. Add it.",
    ),
    "a missing setting at the top": (
        "study.toml", 'title_cy = "Astudiaeth fach"\n', "", "study.toml, line 1: the top of the file lacks 'title_cy'",
    ),
    "an unknown table": (
        "study.toml", "[weights]", "[wieghts]",
        "study.toml, line 62: 'wieghts' stands at the top of the file; 'weights',",
    ),
    "a missing table": (
        "study.toml", "[weights]\nweight_low = 0.3\nweight_high = 3.0\n", "",
        "study.toml, line 1: there is no table [weights]; it is expected, with 'weight_low', 'weight_high'. Add it.",
    ),
    "a setting given twice": (
        "study.toml", "low_base = 30", "low_base = 30\nminimum_base = 5",
        "study.toml, line 49: 'minimum_base' of [disclosure] stands on line 47 already; once is allowed.",
    ),
    "a table given twice": (
        "study.toml", "[illustration]", "[weights]\n[illustration]",
        "study.toml, line 66: 'weights' of the top of the file stands on line 62 already; once is allowed.",
    ),
    "a text where a number belongs": (
        "study.toml", "low_base = 30", 'low_base = "30"', "study.toml, line 48: low_base is '30'; a whole number is",
    ),
    "yes where a number belongs": (
        "study.toml", "low_base = 30", "low_base = true", "study.toml, line 48: low_base is True; a whole number is",
    ),
    "a whole number where a share belongs": (
        "study.toml", "confidence = 0.95", "confidence = 95", "study.toml, line 52: confidence is 95; a number with a",
    ),
    "a share that is no number": (
        "study.toml", "coding_overlap = 0.5", "coding_overlap = nan", "study.toml, line 60: coding_overlap is nan;",
    ),
    "a share over one": (
        "study.toml", "complete_from = 0.80", "complete_from = 80.0",
        "study.toml, line 27: complete_from is 80.0; 0 to 1 is expected.",
    ),
    "a list where a table belongs": (
        "study.toml", "[illustration]", "[[illustration]]",
        "study.toml, line 66: illustration is [{'seed': 1}]; a table is expected.",
    ),
    "a language that no text is in": (
        "study.toml", 'languages = ["en"]', 'languages = ["en", "fr"]', "study.toml, line 6: languages has 'fr';",
    ),
    "a quote that stays open": ("study.toml", 'salt = "small"', 'salt = "small', "study.toml, line 37: "),
    "a misspelt key of a finding": (
        "findings.toml", 'better = "lower"', 'beter = "lower"',
        "findings.toml, line 20: 'beter' stands in [[finding]]; 'better',",
    ),
    "a limit among the wordings": (
        "findings.toml", 'too_few = "', 'low_under = 20\ntoo_few = "',
        "findings.toml, line 2: 'low_under' stands in [wording.en]; 'lower',",
    ),
    "a wording in no language of a report": (
        "findings.toml", "[wording.en]", "[wording.fr]",
        "findings.toml, line 1: 'fr' stands in [wording]; 'en', 'cy' are allowed there.",
    ),
    "a misspelt outcome": (
        "findings.toml", "lower = \"{percent averse}", "lowr = \"{percent averse}",
        "findings.toml, line 23: 'lowr' stands in [finding.en]; 'lower', 'low', 'higher',",
    ),
    "an unknown table of findings": (
        "findings.toml", "[wording.en]", "[threshold]\nlow_under = 20\n[wording.en]",
        "findings.toml, line 1: 'threshold' stands at the top of the file; 'thresholds',",
    ),
    "a limit that is no whole number": (
        "findings.toml", "[wording.en]", "[thresholds]\nlow_under = 0.35\n[wording.en]",
        "findings.toml, line 2: low_under is 0.35; a whole number is expected.",
    ),
    "a wording given twice": (
        "findings.toml", 'too_few = "', 'too_few = "Few."\ntoo_few = "',
        "findings.toml, line 3: 'too_few' of [wording.en] stands on line 2 already; once is allowed.",
    ),
    "one wording where several take turns": (
        "findings.toml", 'too_few = "', 'close = "Much the same."\ntoo_few = "',
        "findings.toml, line 2: close is 'Much the same.'; a list of texts, which take turns, is expected.",
    ),
    "a wording that no other follows": (
        "findings.toml", 'similar = "{percent averse}', 'low = "So."\nmiddle = "So."\nhigh = "{percent averse}',
        "findings.toml, line 1: no wording 'close' under [wording.en];",
    ),
    "an opening of an unknown theme": (
        "findings.toml", '\n[[finding]]\nid = "leaders"',
        f'\n[wording.en.opening.visoin]\nbetter_many = "A"\n{OPENING}\n[[finding]]\nid = "leaders"',
        "findings.toml, line 4: an opening of theme 'visoin'; themes.csv has 'vision'.",
    ),
    "an opening without one of its patterns": (
        "findings.toml", '\n[[finding]]\nid = "leaders"',
        f'\n[wording.en.opening.vision]\n{OPENING}\n[[finding]]\nid = "leaders"',
        "findings.toml, line 4: the opening of vision lacks 'better_many'; a theme's opening has each.",
    ),
    "an unknown column": (
        "themes.csv", "theme,name_en,name_cy\n", "theme,name_en,nmae_cy\n",
        "themes.csv, row 1: column 'nmae_cy' is unknown; 'name_cy' is expected.",
    ),
    "a missing column": (
        "themes.csv", "theme,name_en,name_cy\n", "theme,name_en\n", "themes.csv, row 1: no column 'name_cy'; expected",
    ),
    "a column twice": (
        "themes.csv", "theme,name_en,name_cy\n", "theme,name_en,name_cy,name_en\n",
        "themes.csv, row 1: column 'name_en' stands 2 times; once is allowed.",
    ),
    "columns in another order": (
        "themes.csv", "theme,name_en,name_cy\n", "theme,name_cy,name_en\n",
        "themes.csv, row 1: columns theme,name_cy,name_en; expected theme,name_en,name_cy. Correct the header.",
    ),
    "a row cut short": ("aliases.csv", "Anglesey,C1", "Anglesey", "aliases.csv, row 3: 1 cells; the header has 2."),
    "a key of two columns twice": (
        "comment_codes.csv", "\ncomment,", "\ncomment,training,Staff,Staff\ncomment,",
        "comment_codes.csv, row 2: item, code comment training stands more than once; once is allowed.",
    ),
    "digits of another kind": (
        "councils.csv", "Council,3,North", "Council,1_0,North",
        "councils.csv, row 2: seats_2017 is '1_0'; a whole number is expected.",
    ),
    "all tools and one of them": (
        "questionnaire.csv", "value,all,vision", "value,all members,vision",
        "questionnaire.csv, row 2: tools is 'all members'; each tool once, or `all` by itself, is expected.",
    ),
    "a route that ends in a stroke": (
        "questionnaire.csv", "vision,,single,yes_no,,,", "vision,,single,yes_no,,leads=chief|,",
        "questionnaire.csv, row 7: asked_if has code ''; the answer scale of leads has",
    ),
    "a code that several are told apart by": (
        "answer_scales.csv", "agree5,agree,", "agree5,agree;much,",
        "answer_scales.csv, row 3: code is 'agree;much'; a code has neither ';', '|', nor is it 'top2',",
    ),
    "a word of an unknown kind": (
        "words.csv", ",division,", ",devision,", "words.csv, row 5: kind is 'devision'; 'division', 'share', 'neutral'",
    ),
}  # fmt: skip


def exit_of_check(definition: Path, told: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """The exit code of `cyfrif check` in this process, and the faults it tells without the folder's own path."""
    with pytest.raises(DefinitionError) as caught:
        cyfrif(["check", "--study", str(definition)], standalone_mode=False)
    assert told.readouterr().out == ""
    return caught.value.exit_code, [fault.replace(f"{definition}/", "") for fault in caught.value.faults]


@pytest.mark.parametrize(("file", "old", "new", "told"), WRONG.values(), ids=WRONG)
def test_check_stops_at_a_wrong_definition_and_says_where(
    small: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, told: str
) -> None:
    mend(small, file, old, new)
    code, faults = exit_of_check(small, capsys)
    assert code == 10
    assert any(fault.startswith(told) for fault in faults), faults


STRAY = {
    "a misspelt table": ("questionaire.csv", "questionaire.csv: no file of a definition; 'questionnaire.csv',"),
    "a table in a folder": ("old/themes.csv", "old/themes.csv: no file of a definition; 'themes.csv',"),
    "other settings": ("settings.toml", "settings.toml: no file of a definition; 'findings.toml',"),
    "a text in no language": ("narrative/fr/front.md", "narrative/fr/front.md: no text of a report;"),
    "a text in no folder of texts": ("narrative/en/old/front.md", "narrative/en/old/front.md: no text of a report;"),
    "a text of no council": ("narrative/en/councils/C9.md", "narrative/en/councils/C9.md: the text of no council; "),
}


@pytest.mark.parametrize(("name", "told"), STRAY.values(), ids=STRAY)
def test_a_file_that_nothing_would_read_is_told(
    small: Path, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    (small / name).parent.mkdir(parents=True, exist_ok=True)
    (small / name).write_text("theme\n", encoding="utf-8")
    code, faults = exit_of_check(small, capsys)
    assert code == 10
    assert [fault[: len(told)] for fault in faults] == [told]


@pytest.mark.parametrize("name", ["README.md", ".questionnaire.csv.swp", ".old.csv", "notes.txt", "clearance.csv"])
def test_what_may_stand_beside_a_definition_is_no_fault(small: Path, name: str) -> None:
    (small / name).write_text("About this study.\n", encoding="utf-8")
    load_study(small)


def test_a_text_of_all_reports_in_another_encoding_is_told_with_its_line(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "narrative" / "en").mkdir(parents=True)
    (small / "narrative" / "en" / "front.md").write_bytes(b"So.\n\nCaf\xe9\n")
    _, faults = exit_of_check(small, capsys)
    assert [fault.split(":")[0] for fault in faults] == ["narrative/en/front.md, line 3"]


def test_the_command_ends_with_10_and_tells_all_faults_together(tmp_path: Path) -> None:
    place = Place(tmp_path)
    mend(place.definition, "study.toml", "weight_low = 0.3", "threshold = 1\nweight_low = 0.3")
    mend(place.definition, "findings.toml", "too_few =", "to_few =")
    (place.definition / "questionaire.csv").write_text("item\n", encoding="utf-8")
    ran = place.cyfrif("check")
    assert ran.returncode == 10
    assert "Traceback" not in ran.stderr
    told = [line.replace(f"{place.definition}/", "").split(";")[0] for line in ran.stderr.splitlines()]
    assert told == [
        "study.toml, line 63: 'threshold' stands in [weights]",
        "findings.toml, line 2: 'to_few' stands in [wording.en]",
        "questionaire.csv: no file of a definition",
        "findings.toml, line 1: no wording 'too_few' under [wording.en]",
    ]


def test_the_shipped_study_is_nested_as_its_settings_are_and_each_name_stands_once() -> None:
    content = tomllib.loads((SHIPPED / "study.toml").read_text(encoding="utf-8"))
    settings = load_study(SHIPPED).settings
    names = [name for held in (content, *content.values()) if isinstance(held, dict) for name in held]
    tables = [name for name, held in content.items() if isinstance(held, dict)]
    assert [name for name, _ in settings.tables()] == ["", *tables]
    assert sorted(settings.by_name) == sorted(name for name in {*names} if name == "whole" or name not in tables)
    assert len(names) == len({*names}) + 1  # the whole's table and its code
    assert settings.named("threshold") == content["disclosure"]["threshold"]


def test_settings_are_frozen_and_hold_no_blank_table() -> None:
    settings: Settings = load_study(SMALL).settings
    assert {type(table).__dataclass_params__.frozen for _, table in settings.tables()} == {True}
