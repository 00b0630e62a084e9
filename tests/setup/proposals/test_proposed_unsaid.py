"""What is not read is told; what says who replied or what they answered is neither proposed nor said."""

import shutil
from pathlib import Path

from analysis.setup.proposals.propose import propose_mapping
from analysis.study.study import Study
from tests.support.offered_exports import ASKED, FIXTURES, NOWHERE, ONE, cyfrif, items_of, told, without, write


def test_a_refused_file_is_told_and_the_others_go_on(exports: Path) -> None:
    shutil.copy(FIXTURES / "smartsurvey" / "six_returns.csv", exports / "members.csv")
    shutil.copy(FIXTURES / "ragged_row_line_3.csv", exports / "ragged.csv")
    ran = cyfrif("--exports", exports, "--study", FIXTURES / "small")
    assert ran.returncode == 11
    assert "ragged.csv: refused." in ran.stderr
    assert ran.stdout.count("returns/members.csv") == 9


def test_links_and_other_kinds_of_file_are_told_and_not_read(study: Study, exports: Path, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "members.csv", ASKED, ONE)
    (exports / "linked").symlink_to(tmp_path / "elsewhere")
    (exports / "members.csv").symlink_to(tmp_path / "elsewhere" / "members.csv")
    (exports / "notes.docx").write_text("")
    proposal = propose_mapping(study, exports, NOWHERE)
    assert [(file.name, file.refused) for file in proposal.unread] == [
        ("linked", True),
        ("members.csv", True),
        ("notes.docx", False),
    ]
    assert proposal.rows == ()


def test_a_folder_without_files_is_an_error(exports: Path) -> None:
    ran = cyfrif("--exports", exports, "--study", FIXTURES / "small")
    assert ran.returncode == 11
    assert f"{exports}: no file; exports as downloaded are expected." in ran.stderr


def test_columns_that_say_who_replied_are_never_proposed(study: Study, exports: Path) -> None:
    personal = ["Your e-mail address", "Contact?", "Phone number", "Your full name"]
    write(exports / "members.csv", [*ASKED, *personal], [*ONE, "ann@c1.example", "ann@c1.example", "1", "Ann"])
    proposal = propose_mapping(study, exports, NOWHERE)
    assert set(personal).isdisjoint(items_of(proposal))
    assert proposal.additions == ()
    said = told(study, exports)
    assert all(f"column '{name}' says who replied: leave it; it will not be kept." in said for name in personal)
    assert "ann@" not in said


def test_addresses_under_words_near_a_question_are_not_proposed(study: Study, exports: Path) -> None:
    header = ["Who leads it?" if name == "Who leads?" else name for name in ASKED]
    write(
        exports / "members.csv", header, ["ann@c1.example" if cell == "The chief executive" else cell for cell in ONE]
    )
    assert "Who leads it?" not in items_of(propose_mapping(study, exports, NOWHERE))


def test_an_address_in_a_comment_is_warned_of(study: Study, exports: Path) -> None:
    write(exports / "members.csv", ASKED, ONE, [*ONE[:-2], "Write to ann@c1.example", "Yes"])
    said = told(study, exports)
    assert "column 'What would help?': somebody wrote an e-mail address in it" in said
    assert "ann@" not in said


def test_no_answer_stands_in_what_is_said(study: Study, exports: Path) -> None:
    secrets = [f"secret{number}" for number in range(len(ASKED) + 1)]
    write(exports / "members.csv", [*ASKED, "Another?"], secrets, secrets[::-1])
    for options in ([], ["--json"]):
        ran = cyfrif("--exports", exports, "--study", study.folder, *options)
        assert "secret" not in ran.stdout + ran.stderr


def test_a_heading_that_steers_a_terminal_is_told_as_plain_text_and_not_mapped(study: Study, exports: Path) -> None:
    write(
        exports / "members.csv",
        [*without(["Who leads?"]), "Who \x1b[31mleads?"],
        [*without(["The chief executive"], ONE), "None"],
    )
    ran = cyfrif("--exports", exports, "--study", study.folder)
    assert "holds characters that cannot be seen" in ran.stderr
    assert "\x1b" not in ran.stdout + ran.stderr


def test_a_file_name_that_steers_a_terminal_is_refused_and_told_as_plain_text(study: Study, exports: Path) -> None:
    write(exports / "mem\x1b[31mbers.csv", ASKED, ONE)
    assert propose_mapping(study, exports, NOWHERE).refused
    assert told(study, exports).startswith("mem [31mbers.csv: refused. a name that cannot be written in mapping.csv.")
