"""A proposal accepted as it stands reads the file right, or has said what it does not know."""

from pathlib import Path

import pytest

from tests.support.accepted import chosen, named_as, offer_sample, offer_toy, without_row, write_public

BARRIERS = {"skills": 2, "trust": 3, "other": 1}  # by hand: of five returns one ticks both skills and trust
QUESTION, LABELS = "What stops better use of data?", ("A lack of skills", "A lack of trust", "Other (please say)")
CODES = ("skills", "trust", "other")
TICKED = ((1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 1, 0), (0, 0, 1))


@pytest.mark.parametrize("name", ["option_first", "text_cut_short", "selected_choice"])
def test_all_columns_of_one_question_go_to_one_item_an_option_to_an_option(name: str, tmp_path: Path) -> None:
    offered = offer_sample(tmp_path, name)
    certain = {one.item for one in offered.proposal.files[0].placing.placed if one.how == "text"}
    assert {"agree1", "agree2", "bar"} <= certain
    assert "; 0 things to decide;" in offered.told.replace("proposed; ", "; ")
    account = offered.accept()
    assert chosen(account, "bar") == BARRIERS
    assert (chosen(account, "agree1"), chosen(account, "agree2")) == ({"a": 5}, {"d": 5})


def test_words_beside_an_answer_are_its_other(tmp_path: Path) -> None:
    offered = offer_sample(tmp_path, "words_of_other")
    assert offered.proposal.additions == ()
    account = offered.accept()
    assert chosen(account, "dish") == {"t": 1, "other": 1}
    assert chosen(account, "cook") == {"b": 1, "other": 1}
    assert chosen(account, "sides") == {"c": 1, "s": 1, "other": 1}


def test_a_file_that_bears_its_tools_name_is_read_as_tools_csv_says(tmp_path: Path) -> None:
    offered = offer_sample(tmp_path, "id_and_questions_alone")
    assert "public_results.csv: limesurvey, tool public; 5 of 5 questions placed." in offered.told
    account = offered.accept()
    # 12 answers one of five, which is too few to count; 11 agrees five times, 16 has five different answers but two
    assert {item: chosen(account, item) for item in ("t1", "t2", "t5")} == {
        "t1": {"a1": 2},
        "t2": {"a1": 1, "a5": 1},
        "t5": {"a1": 1, "a3": 1},
    }


def test_a_row_of_return_id_is_kept_and_no_complaint_is_made(tmp_path: Path) -> None:
    offered = offer_sample(tmp_path, "return_id_mapped")
    assert offered.placed["ResponseId"] == "return_id"
    assert "ResponseId" not in offered.told
    assert "will be refused" not in offered.told
    # what is said of two items without a column is followed
    for item in ("long", "tools"):
        assert f"item {item} (" in offered.told
        without_row(offered, item)
    # and what is said of `NA`, which stands in half of the cells
    assert "add it to missing_words in study.toml" in offered.told
    settings = offered.study / "study.toml"
    settings.write_text(settings.read_text("utf-8").replace("missing_words = []", 'missing_words = ["NA"]'), "utf-8")
    assert "missing_words" not in offered.told
    account = offered.accept()
    assert account.public["return_id"].tolist() == ["public-1"]  # 2 answers one of three, which is too few to count
    assert chosen(account, "bar") == {"skills": 1, "trust": 1}


def marked(label: str, way: str) -> str:
    """A heading of an option, as a platform writes it."""
    return way.format(question=QUESTION, option=label)


@pytest.mark.parametrize(
    ("way", "ticks", "platform", "about"),
    [
        ("{question} (choice={option})", ("Checked", "Unchecked"), "redcap", ("Record ID", "Complete?")),
        ("group/{question}/{option}", ("1", "0"), "kobotoolbox", ("_id", "_uuid", "_submission_time")),
        ("{option}:{question}", None, "alchemer", ("Response ID", "Time Started", "Date Submitted")),
        ("{question} [{option}]", ("Yes", "No"), "limesurvey", ("id", "submitdate", "startlanguage")),
        ("Q4. {question} - {option}", None, "smartsurvey", ("UserID", "Started", "Ended")),
    ],
)
@pytest.mark.parametrize("suffix", ["", "codes"])
def test_options_in_each_platforms_headings_come_to_the_same(
    way: str, ticks: tuple[str, str] | None, platform: str, about: tuple[str, ...], suffix: str, tmp_path: Path
) -> None:
    offered = offer_sample(tmp_path, "option_first")
    named_as(offered, platform)
    headings = [marked(label, way) for label in LABELS]
    if suffix and platform in ("kobotoolbox", "redcap"):
        headings = [f"bar{'/' if platform == 'kobotoolbox' else '___'}{code}" for code in CODES]
    rows = [
        [*(f"2018-04-0{number + 1}" if "i" in name.casefold()[1:] and "id" not in name.casefold() else f"{number + 71}"
           for name in about),
         "Agree", "Disagree", *cells(row, ticks)]
        for number, row in enumerate(TICKED)
    ]  # fmt: skip
    asked = ["Leaders here value data.", "People here can analyse data."]
    write_public(offered, [*about, *asked, *headings], *rows)
    account = offered.accept()
    assert chosen(account, "bar") == BARRIERS


def cells(row: tuple[int, ...], ticks: tuple[str, str] | None) -> list[str]:
    if ticks:
        return [ticks[0] if one else ticks[1] for one in row]
    return [label if one else "" for one, label in zip(row, LABELS, strict=True)]


def test_the_toys_own_export_comes_to_what_it_was(tmp_path: Path) -> None:
    offered = offer_toy(tmp_path)
    (offered.exports / "members.csv").write_bytes((offered.raw / "returns" / "members.csv").read_bytes())
    account = offered.accept()
    members = account.answers[account.answers["tool"] == "members"]
    # tests/support/toy_flow.py has them by hand: 201, 205, 207 skills; 204, 205, 207, 208 trust; 202 other
    assert [";".join(cell.split(";")) for cell in members.sort_values("line")["barriers"].astype(str)] == [
        "skills", "other", "trust", "skills;trust", "skills;trust", "trust",
    ]  # fmt: skip


def test_an_encoding_that_mapping_declares_is_read_by_and_proposed(tmp_path: Path) -> None:
    offered = offer_sample(tmp_path, "option_first")
    export = offered.exports / "public_a_alch.csv"
    export.write_bytes(export.read_text("utf-8").replace("trust", "trŵst").encode("utf-16-le"))  # no mark says so
    assert "refused" in offered.told
    with (offered.study / "mapping.csv").open("a", encoding="utf-8") as rows:
        rows.write("public_survey/public_a_alch.csv,utf-16-le,public,encoding,\n")
    assert offered.placed["utf-16-le"] == "encoding"
    assert "A lack of skills:What stops better use of data?" in offered.placed
