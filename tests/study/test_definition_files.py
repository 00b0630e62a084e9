"""A file or setting of a definition that is missing or cannot be read is told with what is expected."""

from pathlib import Path

from analysis.study.loading import load_study
from tests.support.definitions import faults_of, mend


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
    assert starts == [
        "study.toml, line 47: 'minimal_base' stands in [disclosure]",
        "study.toml, line 46: [disclosure] lacks 'minimum_base'",
    ]


def test_settings_that_are_no_toml_are_told_with_their_line(small: Path) -> None:
    mend(small, "study.toml", "languages = [", "languages = [[")
    assert faults_of(small)[0].startswith("study.toml, line 7: Unclosed array")  # where the list could have ended


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
