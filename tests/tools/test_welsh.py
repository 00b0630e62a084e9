"""The Welsh that reports are made of is Welsh: words a dictionary knows, and no English sentence."""

import pytest

from analysis.study import translation
from analysis.study.loading import load_study
from tests.support.needs import needs
from tests.support.places import ROOT
from tools.checks import welsh


@pytest.fixture(scope="module")
def said() -> list[str]:
    """All Welsh of the shipped study and of the toolkit; passages marked as English left out."""
    study = load_study(ROOT / "analysis" / "studies" / "data_maturity_2018")
    texts = [text.welsh for text in translation.study_texts(study)]
    texts += [f"{row.line} {row.value}" for row in study.tables["contacts.csv"] if row.language == "cy"]
    return [welsh.re.sub(r"\{en\}.*?\{end\}", " ", text) for text in texts]


@needs("aspell-cy")
def test_every_word_is_in_the_dictionary_or_known_beside_it(said: list[str]) -> None:
    assert welsh.strange_words(said) == set()
    assert "sgilliau" in welsh.strange_words(["Sgilliau data"])
    assert "replied" in welsh.strange_words(["Ymatebodd, replied, llawer"])


@needs("aspell-cy")
def test_every_word_known_beside_the_dictionary_is_needed(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    listed = welsh.allowed()
    monkeypatch.setattr(welsh, "allowed", dict)
    assert set(listed) - welsh.strange_words(said) == set()
    assert all(listed.values())


@needs("venv-checks")
def test_no_sentence_is_english(said: list[str]) -> None:
    assert welsh.english_sentences(said) == []
    slipped = "The returns behind this report were invented to show the method."
    assert welsh.english_sentences([*said[:3], slipped]) == [slipped]


def test_of_a_page_only_what_is_said_to_be_welsh_is_looked_at() -> None:
    page = (
        '<html lang="cy"><head><title>Teitl</title><style>a{}</style></head><body><img alt="Siart">'
        '<p>Cymraeg <span lang="en">English <em>words</em></span> eto</p><code>ab12</code></body></html>'
    )
    assert welsh.welsh_text(page) == "Teitl Siart Cymraeg eto"
