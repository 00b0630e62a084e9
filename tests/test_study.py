"""A definition is checked whole: every fault is told with its file and row, all together, and nothing is guessed."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from analysis.errors import DefinitionError, exit_code_of
from analysis.paths import PACKAGE, SHIPPED_STUDY
from analysis.study import Study, load_study

SMALL = Path(__file__).parent / "returns" / "small"
SHIPPED = PACKAGE / "studies" / SHIPPED_STUDY


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small definition, to be broken."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def mend(folder: Path, file: str, old: str, new: str) -> None:
    """Put one thing in the place of another that stands in a file exactly once."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def faults_of(folder: Path) -> list[str]:
    """Faults of a definition, without the folder's own path."""
    with pytest.raises(DefinitionError) as caught:
        load_study(folder)
    return [fault.replace(f"{folder}/", "") for fault in caught.value.faults]


def test_the_shipped_definition_has_no_fault() -> None:
    study = load_study(SHIPPED)
    assert len(study.councils) == 22
    assert len(study.items) == len(study.tables["questionnaire.csv"])


# file, what stands there, what is put there, and the fault told of it: file, row, what was found, what is allowed
JUDGED = "council,characteristic,level,reason,agreed_by,date\n"
ROW_FAULTS = {
    "a judgement without a reason": (
        "judgements.csv",
        JUDGED,
        f"{JUDGED}C1,culture,2,,the panel,2020-01-30\n",
        (
            "judgements.csv, row 2: reason is blank; a judgement has its reason and the name of who agreed. "
            "Correct row 2."
        ),
    ),
    "a judgement without a name": (
        "judgements.csv",
        JUDGED,
        f"{JUDGED}C1,culture,2,seen on site,,2020-01-30\n",
        (
            "judgements.csv, row 2: agreed_by is blank; a judgement has its reason and the name of who agreed. "
            "Correct row 2."
        ),
    ),
    "a judgement of a level that is none": (
        "judgements.csv",
        JUDGED,
        f"{JUDGED}C1,culture,4,seen on site,the panel,2020-01-30\n",
        "judgements.csv, row 2: level is 4; 1, 2, 3, or blank for insufficient evidence. Correct row 2.",
    ),
    "a judgement of an unknown council": (
        "judgements.csv",
        JUDGED,
        f"{JUDGED}C9,culture,,seen on site,the panel,2020-01-30\n",
        "judgements.csv, row 2: council is 'C9'; councils.csv has 'C1', 'C2', 'C3'. Correct row 2.",
    ),
    "a judgement of an unknown day": (
        "judgements.csv",
        JUDGED,
        f"{JUDGED}ALL,culture,,seen on site,the panel,30/01/2020\n",
        "judgements.csv, row 2: date is '30/01/2020'; a day written as 2018-06-01 is expected. Correct row 2.",
    ),
    "levels that the cut-points do not make": (
        "levels.csv",
        "culture,3,Settled,Sefydlog\n",
        "",
        ("levels.csv: levels of culture are [1, 2]; 2 cut-points of study.toml make [1, 2, 3]. Correct one of them."),
    ),
    "cut-points out of order": (
        "study.toml",
        "level_from = [0.40, 0.65]",
        "level_from = [0.65, 0.40]",
        "study.toml: level_from is [0.65, 0.4]; cut-points from 0 to 1, lowest first, are expected. Correct it.",
    ),
    "one coder": (
        "study.toml",
        'coders = ["coder-1", "coder-2"]',
        'coders = ["coder-1"]',
        "study.toml: coders is ['coder-1']; two or more, each once, in a-z, 0-9 and -, are expected. Correct it.",
    ),
    "no overlap": (
        "study.toml",
        "coding_overlap = 0.5",
        "coding_overlap = 0.0",
        "study.toml: coding_overlap is 0.0; more than 0 and at most 1 is expected. Correct it.",
    ),
    "an unknown answer scale": (
        "questionnaire.csv",
        "value,all,vision,culture,scale,agree5,",
        "value,all,vision,culture,scale,agree6,",
        (
            "questionnaire.csv, row 2: answer_scale is 'agree6'; answer_scales.csv has 'agree5', 'yes_no', 'barriers', "
            "'leads', 'region'. Correct row 2."
        ),
    ),
    "a key that stands twice": (
        "aliases.csv",
        "Anglesey,C1\n",
        "Anglesey,C1\nAnglesey,C1\n",
        "aliases.csv, row 3: alias Anglesey stands more than once; once is allowed. Correct row 3.",
    ),
    "a missing column": (
        "themes.csv",
        "theme,name_en,name_cy\n",
        "theme,name_en\n",
        "themes.csv, row 1: columns theme,name_en; expected theme,name_en,name_cy. Correct the header.",
    ),
    "a cell too many": (
        "themes.csv",
        "vision,Vision,",
        "vision,Vision,Vision,",
        "themes.csv, row 2: 4 cells; the header has 3. Correct row 2.",
    ),
    "a word where a whole number belongs": (
        "councils.csv",
        "Council,3,North",
        "Council,three,North",
        "councils.csv, row 2: seats_2017 is 'three'; a whole number is expected. Correct row 2.",
    ),
    "a word where a number belongs": (
        "population.csv",
        "region,South,0.5",
        "region,South,half",
        "population.csv, row 3: share is 'half'; a number is expected. Correct row 3.",
    ),
    "a word where yes or blank belongs": (
        "questionnaire.csv",
        "agree5,yes,",
        "agree5,no,",
        "questionnaire.csv, row 3: reverse is 'no'; yes or blank is expected. Correct row 3.",
    ),
    "a tool that mapping.csv alone knows": (
        "mapping.csv",
        "returns/members.csv,Council,members,",
        "returns/members.csv,Council,membres,",
        "mapping.csv, row 2: tool is 'membres'; tools.csv has 'members', 'staff', 'public'. Correct row 2.",
    ),
    "a question of an unknown tool": (
        "questionnaire.csv",
        "ward,members,",
        "ward,members memmbers,",
        (
            "questionnaire.csv, row 7: tool is 'memmbers'; tools.csv has 'members', 'staff', 'public', or `all`. "
            "Correct row 7."
        ),
    ),
    "a question of an unknown kind": (
        "questionnaire.csv",
        "single,leads",
        "choice,leads",
        "questionnaire.csv, row 5: kind is 'choice'; scale, single, multi, level, comment are allowed. Correct row 5.",
    ),
    "a comment with an answer scale": (
        "questionnaire.csv",
        "comment,all,,,comment,,",
        "comment,all,,,comment,agree5,",
        (
            "questionnaire.csv, row 6: item comment of kind comment has answer scale 'agree5'; "
            "all but comments have one. Correct row 6."
        ),
    ),
    "a column of an unknown item": (
        "mapping.csv",
        "Leaders value data.,members,value,",
        "Leaders value data.,members,valeu,",
        (
            "mapping.csv, row 3: item is 'valeu'; questionnaire.csv has 'value', 'averse', 'barriers', 'leads', "
            "'comment', 'ward', 'told', 'region'. Correct row 3."
        ),
    ),
    "a column of an unknown option": (
        "mapping.csv",
        "barriers,money",
        "barriers,monye",
        "mapping.csv, row 6: option is 'monye'; the answer scale of barriers has no such code. Correct row 6.",
    ),
    "a question asked without a column": (
        "mapping.csv",
        "returns/members.csv,Q2. We avoid risk.,members,averse,\n",
        "",
        "mapping.csv: tool members asks averse; no column is mapped to it. Add a row.",
    ),
    "a label with a semicolon": (
        "answer_scales.csv",
        'money or staff"',
        'money; or staff"',
        "answer_scales.csv, row 11: a label holds `;`, which platforms put between options. Correct row 11.",
    ),
    "shares that do not add up to one": (
        "population.csv",
        "region,North,0.5",
        "region,North,0.6",
        "population.csv: shares of region add up to 1.1000; 1 is expected. Correct them.",
    ),
    "a population of an unknown category": (
        "population.csv",
        "region,North,",
        "region,Nroth,",
        "population.csv, row 2: category is 'Nroth'; the answer scale of region has no such code. Correct row 2.",
    ),
    "an alias of an unknown council": (
        "aliases.csv",
        "Anglesey,C1",
        "Anglesey,C9",
        "aliases.csv, row 3: council is 'C9'; councils.csv has 'C1', 'C2', 'C3'. Correct row 3.",
    ),
    "a finding without wording": (
        "findings.toml",
        'similar = "{percent averse} avoid risk, as elsewhere."\n',
        "",
        (
            "findings.toml, finding caution: no wording for 'similar' in en; higher, lower, similar are expected. "
            "Write it."
        ),
    ),
    "a finding on an unknown item": (
        "findings.toml",
        'item = "averse"',
        'item = "avrese"',
        (
            "findings.toml, finding caution: item is 'avrese'; questionnaire.csv has 'value', 'averse', 'barriers', "
            "'leads', 'comment', 'ward', 'told', 'region'. Correct it."
        ),
    ),
    "a finding without an option": (
        "findings.toml",
        'item = "averse"\noption = "top2"\n',
        'item = "averse"\n',
        "findings.toml, finding 2: no option; each finding has them. Add them.",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "told"), ROW_FAULTS.values(), ids=ROW_FAULTS)
def test_a_fault_is_told_with_its_file_and_row(small: Path, file: str, old: str, new: str, told: str) -> None:
    mend(small, file, old, new)
    assert told in faults_of(small)


# What is well formed and would mislead later: the place that must be named.
MISLEADING = {
    "a share that is no number": ("population.csv", "region,North,0.5", "region,North,nan", "population.csv"),
    "a finding of an unknown theme": (
        "findings.toml", 'theme = "vision"\nitem = "averse"', 'theme = "visoin"\nitem = "averse"', "finding caution",
    ),
    "a finding on an unknown option": (
        "findings.toml", 'item = "averse"\noption = "top2"', 'item = "averse"\noption = "top3"', "finding caution",
    ),
    "a finding with no known direction": ("findings.toml", 'better = "lower"', 'better = "less"', "finding caution"),
    "a finding that stands twice": ("findings.toml", 'id = "caution"', 'id = "leaders"', "finding leaders"),
    "advice on an unknown finding": ("recommendations.csv", ",,caution,", ",,cuation,", "recommendations.csv, row 4"),
    "a platform without a reader": ("tools.csv", ",smartsurvey,", ",smartsurvy,", "tools.csv, row 2"),
    "a tool of an unknown group": ("tools.csv", "staff,officers,", "staff,oficers,", "tools.csv, row 3"),
    "one label for two options": (
        "answer_scales.csv", "disagree,bottom,0,Disagree,", "disagree,bottom,0,agree,", "answer_scales.csv, row 5",
    ),
    "a correction of an unknown item": (
        "corrections.csv", "date\n", "date\nmembers.csv,members-1,vlaue,a,b,c,d,e\n", "corrections.csv, row 2",
    ),
    "a base written as text": ("study.toml", "minimum_base = 10", 'minimum_base = "10"', "minimum_base"),
    "a date written as text": ("study.toml", "date = 2020-01-31", 'date = "31 January 2020"', "date"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "place"), MISLEADING.values(), ids=MISLEADING)
def test_a_fault_that_would_mislead_later_is_told_at_once(
    small: Path, file: str, old: str, new: str, place: str
) -> None:
    mend(small, file, old, new)
    assert any(place in fault for fault in faults_of(small))


UNSEEN = {
    "an example of an unknown council": ("good_practice.csv", "Rhannu,C2,", "Rhannu,C9,", "good_practice.csv, row 2"),
    "one short name for two councils": ("aliases.csv", "Anglesey,C1\n", "Anglesey,C1\nBRO,C1\n", "aliases.csv, row 4"),
    "an alias of two councils": ("aliases.csv", "Anglesey,C1\n", "Anglesey,C1\nANGLESEY,C2\n", "aliases.csv, row 4"),
    "a group of seats that is none": ("study.toml", 'seats_group = "members"', 'seats_group = "memers"', "seats_group"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "place"), UNSEEN.values(), ids=UNSEEN)
def test_this_too_is_told_at_once(small: Path, file: str, old: str, new: str, place: str) -> None:
    mend(small, file, old, new)
    assert any(place in fault for fault in faults_of(small))


def test_no_fault_is_told_of_a_row_that_is_right_because_a_blank_line_stands_above(small: Path) -> None:
    mend(small, "aliases.csv", "Anglesey,C1\n", "\nAnglesey,C9\n")
    assert not any("aliases.csv, row 3: council is" in fault for fault in faults_of(small))


def test_a_missing_file_is_told_with_the_columns_it_should_have(small: Path) -> None:
    (small / "themes.csv").unlink()
    expected = "themes.csv: no such file; a definition has one. Add it, with the columns theme,name_en,name_cy."
    assert expected in faults_of(small)


def test_a_folder_without_a_study_says_what_a_study_is(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == [
        f"{tmp_path}: no study.toml; a study is a folder with one. Name a study of analysis/studies or its folder."
    ]


def test_a_setting_left_out_and_one_too_many_are_both_named(small: Path) -> None:
    mend(small, "study.toml", "minimum_base = 10", "minimal_base = 10")
    starts = [fault.split(";")[0] for fault in faults_of(small)]
    assert starts == ["study.toml: minimal_base is not a setting", "study.toml: minimum_base is missing"]


def test_settings_that_are_no_toml_are_told_with_their_line(small: Path) -> None:
    mend(small, "study.toml", "languages = [", "languages = [[")
    first = faults_of(small)[0]
    assert first.startswith("study.toml: ")
    assert "line " in first


def test_faults_of_several_files_are_told_together(small: Path) -> None:
    broken = (
        "an unknown answer scale",
        "a key that stands twice",
        "shares that do not add up to one",
        "a finding without wording",
    )
    for name in broken:
        mend(small, *ROW_FAULTS[name][:3])
    found = faults_of(small)
    assert [ROW_FAULTS[name][3] in found for name in broken] == [True] * 4


def test_cells_that_cannot_be_read_are_told_together_over_files_and_rows(small: Path) -> None:
    mend(small, "councils.csv", "Council,3,North", "Council,three,North")
    mend(small, "councils.csv", "Council,2,South,100\nC3", "Council,two,South,100\nC3")
    mend(small, "levels.csv", "culture,3,", "culture,third,")
    assert [fault.split(";")[0] for fault in faults_of(small)] == [
        "councils.csv, row 2: seats_2017 is 'three'",
        "councils.csv, row 3: seats_2017 is 'two'",
        "levels.csv, row 4: level is 'third'",
        "levels.csv: levels of culture are [0, 1, 2]",
    ]


def test_a_cell_that_cannot_be_read_hides_no_other_fault(small: Path) -> None:
    mend(small, *ROW_FAULTS["a word where a number belongs"][:3])
    mend(small, *ROW_FAULTS["an unknown answer scale"][:3])
    found = faults_of(small)
    assert ROW_FAULTS["a word where a number belongs"][3] in found
    assert ROW_FAULTS["an unknown answer scale"][3] in found


def test_a_definition_file_in_another_encoding_is_told(small: Path) -> None:
    text = (small / "councils.csv").read_text(encoding="utf-8")
    (small / "councils.csv").write_bytes(text.encode("cp1252"))
    assert any(fault.startswith("councils.csv") for fault in faults_of(small))


def test_a_definition_file_with_an_open_quote_is_told(small: Path) -> None:
    mend(small, "themes.csv", "vision,Vision", 'vision,"Vision')
    assert any(fault.startswith("themes.csv") for fault in faults_of(small))


def test_a_definition_file_saved_by_excel_is_read(small: Path) -> None:
    text = (small / "themes.csv").read_text(encoding="utf-8")
    (small / "themes.csv").write_text(text, encoding="utf-8-sig")
    assert list(load_study(small).themes) == ["vision"]


def test_each_error_ends_the_command_with_its_code() -> None:
    assert exit_code_of("DefinitionError") == 10
    assert exit_code_of("RawFileError") == 11
    assert exit_code_of("CountError") == exit_code_of("WeightError") == 10
    assert exit_code_of("ClaimError") == exit_code_of("WithheldError") == 12
    assert exit_code_of("ValueError") is None


def test_a_loaded_study_is_frozen(small: Path) -> None:
    study = load_study(small)
    with pytest.raises(dataclasses.FrozenInstanceError):
        study.folder = Path()  # type: ignore[misc]
    with pytest.raises(TypeError):
        study.tables["themes.csv"] = ()  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        study.items["value"].reverse = True  # type: ignore[misc]


def test_a_tool_asks_what_all_ask_and_what_it_alone_asks() -> None:
    study = load_study(SMALL)
    asked = {tool: [item.item for item in study.asked_by(tool)] for tool in study.tools}
    assert asked == {
        "members": ["value", "averse", "barriers", "leads", "comment", "ward"],
        "staff": ["value", "averse", "barriers", "leads", "comment"],
        "public": ["told", "region"],
    }
    assert study.asked_groups("value") == ["officers", "members"]
    assert study.asked_groups("ward") == ["members"]


def test_a_council_is_known_by_every_name_it_has() -> None:
    names = load_study(SMALL).council_names
    known = (
        "c1",
        "agy",
        "isle of anglesey",
        "ynys môn",
        "cyngor sir ynys môn",
        "anglesey",
        "vale hill and marsh council",
    )
    assert [names[name] for name in known] == ["C1"] * 6 + ["C3"]


def test_one_councils_prose_leaves_the_definitions_hash_and_every_other_file_moves_it(small: Path) -> None:
    prose = small / "narrative" / "en" / "councils" / "C1.md"
    prose.parent.mkdir(parents=True)
    before = load_study(small).hash
    prose.write_text("Something local.", encoding="utf-8")
    assert load_study(small).hash == before
    (small / "narrative" / "en" / "front.md").write_text("Something for all.", encoding="utf-8")
    assert load_study(small).hash != before


def test_the_definitions_hash_does_not_depend_on_where_it_lies(small: Path) -> None:
    study: Study = load_study(small)
    assert study.hash == load_study(SMALL).hash
