"""A numeral or word of quantity in prose is bound to the evidence, or listed with its reason, or holds the release."""

from pathlib import Path

import pytest

from analysis.report.gates.numerals import typed_numerals, typed_places
from analysis.study.loading import load_study
from analysis.study.study import Study

TYPED = {
    "digits": ("Some 45 answered.", ["45"]),
    "a number with commas": ("It cost 1,060.50.", ["1,060.50"]),
    "a percentage": ("Up to 17%.", ["17"]),
    "a word": ("Seven of them agree.", ["Seven"]),
    "words and digits": ("Two of 3.", ["3", "Two"]),
    "a claim": ("So {percent value} of {base value}.", []),
    "a number in a claim": ("{setting level_from 2} and {named barriers 1}, {seed 12}so{end}.", []),
    "marks of a list": ("1. First\n2. Then\n> 3) Last", []),
    "one, which is a pronoun too": ("No one, and each one.", []),
    "part of a word": ("Often, tense, W06 and B2B.", ["06", "2"]),
    "a word that a test binds": ("{if percent value > 50}At least half{else}Under half{end} agree.", []),
    "a word that is asserted": ("{claim named barriers skills in 2}The two{end} most named.", []),
    "digits that a test binds": ("{if percent value > 50}At least 50{end} agree.", ["50"]),
    "a word under a test of no number": ("{if illustrative}Two{else}three{end}.", ["Two", "three"]),
    "a word after the test": ("{if percent value > 50}Half{end}, two more.", ["two"]),
    "a word in a seed under a test": ("{if not percent value > 50}{seed 3}Half{end}{end}.", []),
}


@pytest.mark.parametrize(("words", "found"), TYPED.values(), ids=TYPED)
def test_numerals_are_found_that_nothing_binds(words: str, found: list[str]) -> None:
    assert [numeral for _, numeral, _ in typed_places(words, "en", [], [])] == found


@pytest.mark.parametrize("word", ["dau", "ddwy", "thair", "chwe", "saith", "ddeg", "hanner", "45"])
def test_numerals_are_found_in_welsh_however_they_begin(word: str) -> None:
    assert [found for _, found, _ in typed_places(f"Mae {word} ohonynt.", "cy", [], [])] == [word]


def test_a_listed_phrase_is_no_result_in_whatever_case_and_however_broken() -> None:
    words = "Part two.\nThe two\nrates are two."
    assert list(typed_places(words, "en", ["part two", "the two rates"], [])) == [(2, "two", "numeral")]


QUANTITIES = {
    "a word": ("Most of them agree.", ["Most"]),
    "the longer of two": ("Few if any agree, few care.", ["Few if any", "few"]),
    "a phrase over two lines": ("So about\nhalf agree.", ["half", "about half"]),
    "part of a word": ("Mostly fewer, and almost.", []),
    "one that is a claim": ("{Word value} of them agree.", []),
    "one that a test binds": ("{claim word value most}Most of them agree{end}.", []),
    "one that a test chooses": ("{if percent value > 54}Most{else}Few{end} agree.", []),
    "one under a test of no number": ("{if illustrative}Most agree.{end}", ["Most"]),
    "one that is listed": ("Too few replied.", []),
}


@pytest.mark.parametrize(("words", "found"), QUANTITIES.values(), ids=QUANTITIES)
def test_words_of_quantity_are_found_that_no_test_binds(words: str, found: list[str]) -> None:
    quantities = ["few", "few if any", "about half", "most"]
    assert [said for _, said, _ in typed_places(words, "en", ["too few"], quantities)] == found


@pytest.mark.parametrize("words", ["rhai", "rai", "Llawer", "lawer", "pawb", "bawb", "phawb", "y rhan  fwyaf"])
def test_words_of_quantity_are_found_in_welsh_however_they_begin(words: str) -> None:
    listed = ["rhai", "llawer", "pawb", "y rhan fwyaf"]
    assert [(said, gate) for _, said, gate in typed_places(f"Mae {words} ohonynt.", "cy", [], listed)] == [
        (" ".join(words.split()), "quantity")
    ]


def test_every_text_of_prose_is_read_and_file_and_line_named(folder: Path) -> None:
    (folder / "narrative" / "en" / "councils").mkdir()
    (folder / "narrative" / "en" / "front.md").write_text("So\n\nmany: 12.\n", encoding="utf-8")
    (folder / "narrative" / "en" / "councils" / "C1.md").write_text("Seven.\n", encoding="utf-8")
    for name, before, after in (
        ("findings.toml", "{percent value} say so, fewer", "Some 30% say so, fewer"),
        ("recommendations.csv", "Train leaders.", "Train ten leaders."),
        ("good_practice.csv", "They share.", "They share 4 things."),
    ):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    found = {(gate.file, gate.line, gate.what.split(" ")[0]) for gate in typed_numerals(load_study(folder))}
    assert found == {
        ("small/narrative/en/front.md", 3, "'12'"),
        ("small/narrative/en/councils/C1.md", 1, "'Seven'"),
        ("small/findings.toml", 12, "'30'"),
        ("small/recommendations.csv", 3, "'ten'"),
        ("small/good_practice.csv", 2, "'4'"),
    }


def test_the_small_study_has_none(study: Study) -> None:
    assert list(typed_numerals(study)) == []
