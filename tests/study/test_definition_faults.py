"""Every fault of a definition is told with its file and row, what was found and what is allowed, all together."""

from pathlib import Path

import pytest

from tests.support.definitions import faults_of, mend

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
        (
            "study.toml, line 56: level_from is [0.65, 0.4]; cut-points from 0 to 1, lowest first, are expected. "
            "Correct it."
        ),
    ),
    "one coder": (
        "study.toml",
        'coders = ["coder-1", "coder-2"]',
        'coders = ["coder-1"]',
        (
            "study.toml, line 59: coders is ['coder-1']; two or more, each once, in a-z, 0-9 and -, are expected. "
            "Correct it."
        ),
    ),
    "no overlap": (
        "study.toml",
        "coding_overlap = 0.5",
        "coding_overlap = 0.0",
        "study.toml, line 60: coding_overlap is 0.0; more than 0 and at most 1 is expected. Correct it.",
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
        "themes.csv, row 1: no column 'name_cy'; expected theme,name_en,name_cy. Add it.",
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
        (
            "answer_scales.csv, row 11: a label holds `;`, which platforms put between options where several may be "
            "ticked. Correct row 11."
        ),
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
            "findings.toml, line 21: finding caution: no wording for 'similar' in en; higher, lower, similar are "
            "expected. Write it."
        ),
    ),
    "a finding on an unknown item": (
        "findings.toml",
        'item = "averse"',
        'item = "avrese"',
        (
            "findings.toml, line 18: finding caution: item is 'avrese'; questionnaire.csv has 'averse', 'value', "
            "'barriers', 'leads', 'comment', 'ward', 'told', 'region'. Correct it."
        ),
    ),
    "a finding without an option": (
        "findings.toml",
        'item = "averse"\noption = "top2"\n',
        'item = "averse"\n',
        "findings.toml, line 15: [[finding]] lacks 'option'; it is expected there. Add it.",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "told"), ROW_FAULTS.values(), ids=ROW_FAULTS)
def test_a_fault_is_told_with_its_file_and_row(small: Path, file: str, old: str, new: str, told: str) -> None:
    mend(small, file, old, new)
    assert told in faults_of(small)


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
