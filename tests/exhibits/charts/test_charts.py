"""Charts are drawn from printed numbers, say in words what they show, and are the same bytes every time."""

import base64
import re
from collections.abc import Callable
from xml.etree import ElementTree

import matplotlib
import pytest

from analysis.disclosure.evidence import Evidence, as_number
from analysis.exhibits import outputs
from analysis.exhibits.charts import (
    agreement_chart,
    answers_chart,
    comparisons_chart,
    councils_chart,
    drawing,
    funnel_chart,
)
from tests.support.nodes import plain_words, text_node
from tests.support.toy_evidence import HOSTILE, OWN, SCALES, answered, held, toy_evidence, whole_evidence

WITHHELD = "withheld, so that nobody can be made out"
Make = Callable[[], Evidence]
Draw = Callable[[Evidence], outputs.Output]
DRAWN: dict[str, Draw] = {
    "agreement": lambda evidence: agreement_chart.agreement_chart(evidence, "vision"),
    "comparison": lambda evidence: comparisons_chart.comparison_chart(evidence, "vision"),
    "choices": lambda evidence: answers_chart.choices_chart(evidence, "law"),
    "barriers": lambda evidence: answers_chart.named_chart(evidence, "stops"),
    "response": councils_chart.response_chart,
}
OF_WHOLE = DRAWN | {"levels": councils_chart.levels_chart, "funnel": funnel_chart.response_funnel_chart}
EVERY = [(draw, toy_evidence) for draw in DRAWN.values()] + [(draw, whole_evidence) for draw in OF_WHOLE.values()]
EVERY_NAME = [f"{name} of a council" for name in DRAWN] + [f"{name} of the whole" for name in OF_WHOLE]
every_chart = pytest.mark.parametrize(("draw", "evidence"), EVERY, ids=EVERY_NAME)
SVG = "{http://www.w3.org/2000/svg}"


def title(chart: outputs.Output) -> str:
    return plain_words(chart.contents["en"]["title"])


@every_chart
def test_a_chart_is_the_same_bytes_twice_whatever_the_reader_has_set(draw: Draw, evidence: Make) -> None:
    first = draw(evidence())
    with matplotlib.rc_context({"font.size": 30, "svg.fonttype": "none", "savefig.bbox": "tight"}):
        second = draw(evidence())
    assert first.contents["en"]["svg"] == second.contents["en"]["svg"]
    assert first.png == second.png


@every_chart
def test_the_text_alternative_holds_every_printed_number(draw: Draw, evidence: Make) -> None:
    content = draw(evidence()).contents["en"]
    shown = [node["shown"] for node in outputs.number_nodes(content["table"])]
    assert shown
    for number in shown:
        assert re.search(rf"(?<!\d){re.escape(number)}(?!\d)", content["alt"])


@every_chart
def test_text_is_drawn_as_paths_and_said_in_title_and_description(draw: Draw, evidence: Make) -> None:
    chart = draw(evidence())
    picture = ElementTree.fromstring(chart.contents["en"]["svg"])
    assert not list(picture.iter(f"{SVG}text"))
    assert (picture[0].tag, picture[0].text) == (f"{SVG}title", title(chart))
    assert (picture[1].tag, picture[1].text) == (f"{SVG}desc", chart.contents["en"]["alt"])
    assert "Illustrative data" in str(picture[1].text)


@every_chart
def test_a_picture_holds_no_date_no_maker_and_nothing_from_elsewhere(draw: Draw, evidence: Make) -> None:
    svg = draw(evidence()).contents["en"]["svg"]
    assert not re.search(r"\d{4}-\d\d-\d\d|[Mm]atplotlib|<metadata|<![^-]|<script|<image", svg)
    assert svg.count("<!--") == svg.count('<g id="text_')  # the words of each text, before its outlines
    assert set(re.findall(r"https?://[^\"]+", svg)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


@every_chart
def test_every_picture_has_the_fixed_width_and_a_png_of_twice_the_size(draw: Draw, evidence: Make) -> None:
    chart = draw(evidence())
    assert 'width="600pt"' in chart.contents["en"]["svg"]
    assert int.from_bytes(base64.b64decode(chart.png["en"])[16:20]) == 1200


@every_chart
def test_every_chart_carries_its_data_table_and_source(draw: Draw, evidence: Make) -> None:
    content = draw(evidence()).contents["en"]
    assert all(len(row) == len(content["table"]["columns"]) for row in content["table"]["rows"])
    assert content["source"] == "Returns to the toy"
    assert content["subtitle"]
    assert len({node["id"] for node in outputs.number_nodes(content)}) == len(list(outputs.number_nodes(content)))


@pytest.mark.parametrize("label", HOSTILE, ids=["markup", "mathtext", "long", "empty", "controls"])
def test_a_hostile_label_neither_breaks_a_chart_nor_is_altered(label: str) -> None:
    for draw in (DRAWN["agreement"], DRAWN["comparison"]):
        content = draw(toy_evidence(label)).contents["en"]
        assert content["table"]["rows"][0][0]["children"] == [text_node(label)]
        assert label in content["alt"]
        assert "<script>" not in content["svg"]
        ElementTree.fromstring(content["svg"])


@pytest.mark.parametrize("name", ["agreement", "comparison", "barriers"])
def test_what_is_withheld_is_said_in_words(name: str) -> None:
    rows = DRAWN[name](toy_evidence()).contents["en"]["table"]["rows"]
    hidden = next(row for row in rows if plain_words(row[0]["children"]) in ("Nobody may know.", "Third"))
    said = [plain_words(cell["children"]) for cell in hidden[1:]]
    assert WITHHELD in said
    assert not any("too few" in words or "%" in words for words in said)
    assert "too few" not in DRAWN[name](toy_evidence()).contents["en"]["alt"].lower()


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("too_few", "Too few replies to report"),
        ("protected", "The results are withheld, so that nobody can be made out"),
    ],
)
def test_a_chart_of_which_nothing_may_be_told_says_why(reason: str, expected: str) -> None:
    codes = [("value", *SCALES["agree"], "top2", "bottom2"), ("law", "yes", "no"), ("stops", *SCALES["many"])]
    codes.append(("hidden", *SCALES["agree"], "top2", "bottom2"))
    places = ("own", "rest")
    withheld = [entry for item, *options in codes for at in places for entry in held(item, reason, *options, place=at)]
    nothing = toy_evidence(own=[], rest=[], verdicts=[], limits=[], withheld=withheld)
    for name in ("agreement", "comparison", "choices", "barriers"):
        assert title(DRAWN[name](nothing)) == expected
        assert ("too few" in DRAWN[name](nothing).contents["en"]["alt"].lower()) == (reason == "too_few")


def test_a_chart_of_which_nothing_is_told_for_several_reasons_gives_them() -> None:
    withheld = [*held("value", "too_few", "top2"), *held("hidden", "protected", "top2")]
    nothing = toy_evidence(own=[], rest=[], verdicts=[], withheld=withheld)
    expected = "No result is shown: too few replied, or it is withheld so that nobody can be made out"
    assert title(DRAWN["agreement"](nothing)) == expected


def test_a_chart_where_nobody_answered_says_that_too_few_did() -> None:
    nothing = toy_evidence(own=[], rest=[], verdicts=[], withheld=[])
    for name in ("agreement", "comparison", "choices", "barriers"):
        assert title(DRAWN[name](nothing)) == "Too few replies to report"
        assert "%" not in DRAWN[name](nothing).contents["en"]["alt"]
    assert title(councils_chart.response_chart(nothing)) == "Nobody was invited"


def test_real_returns_carry_no_illustrative_notice() -> None:
    drawn, real = (
        answers_chart.named_chart(toy_evidence(illustrative=told), "stops").contents["en"] for told in (True, False)
    )
    assert "Illustrative" in drawn["alt"]
    assert "Illustrative" not in real["svg"] + real["alt"]
    assert len(real["svg"]) < len(drawn["svg"])


def test_a_png_says_in_its_file_what_it_shows_and_that_it_is_illustrative() -> None:
    chart = comparisons_chart.comparison_chart(toy_evidence(), "vision")
    held = base64.b64decode(chart.png["en"])
    assert title(chart).encode() in held
    assert b"Illustrative data: not real returns." in held


def test_an_end_told_together_alone_has_a_bar_and_an_entry_of_its_own() -> None:
    own = [entry for entry in OWN if entry[1] != "value" or entry[3] != "much"]
    whole, apart = (
        agreement_chart.agreement_chart(each, "vision").contents["en"]
        for each in (toy_evidence(own=own, withheld=held("value", "protected", "much")), toy_evidence())
    )
    assert whole["subtitle"].endswith("not every answer is shown, so that nobody can be made out")
    both = drawing.colour_tints(drawing.BLUE, 4)[2]
    assert (both in whole["svg"], both in apart["svg"]) == (True, False)


def test_one_end_of_a_scale_is_drawn_where_the_other_is_withheld() -> None:
    own = [entry for entry in OWN if entry[1] != "value"] + answered("value", top2=70)
    content = agreement_chart.agreement_chart(toy_evidence(own=own), "vision").contents["en"]
    assert drawing.colour_tints(drawing.BLUE, 4)[2] in content["svg"]
    assert drawing.colour_tints(drawing.PLUM, 4)[2] not in content["svg"]


def test_the_limits_of_a_share_are_drawn_and_said_where_they_are_told() -> None:
    told, untold = (
        comparisons_chart.comparison_chart(toy_evidence(**changed), "vision").contents["en"]
        for changed in ({}, {"limits": []})
    )
    assert "the bar: where it may lie if everyone invited had replied" in told["subtitle"]
    assert "the bar" not in untold["subtitle"]
    assert told["svg"].count("stroke-width: 5") == 1
    assert untold["svg"].count("stroke-width: 5") == 0


def test_numbers_stand_outside_all_that_is_drawn_on_their_line() -> None:
    numbers = [as_number("C1", ("proportion", "value", "total", option), [n]) for option, n in (("a", 42), ("b", 39))]
    assert drawing.Row(1, numbers, ((0.3, 0.55),)).ends == (30, pytest.approx(55))
    assert drawing.Row(1, numbers).ends == (39, 42)
    assert drawing.Row(1, [None]).ends == (0, 0)


def test_the_funnel_of_the_whole_counts_and_names_who_lies_outside() -> None:
    content = funnel_chart.response_funnel_chart(whole_evidence()).contents["en"]
    assert plain_words(content["title"]) == "1 of 2 councils lies outside the 95% limits of chance, 0 outside 99.8%"
    rows = [[plain_words(cell["children"]) for cell in row] for row in content["table"]["rows"]]
    assert rows == [["Aber", "64", "58%", "95%"], ["Bryn", "64", "58%", "within"]]


def test_titles_state_the_finding() -> None:
    own, whole = toy_evidence(), whole_evidence()
    assert title(DRAWN["comparison"](own)) == "Clearly higher than the rest of Wales on “Leaders value data.”"
    assert title(DRAWN["choices"](own)) == "Most often chosen: “Yes”, by 58% of those who answered"
    assert title(DRAWN["barriers"](own)) == "Most often named: “Second”, by 71% of those who answered"
    assert title(DRAWN["response"](own)) == "37 of the 64 people invited replied: 58%"
    assert title(DRAWN["response"](whole)) == "Across Wales, 58% of the people invited replied"
    assert title(councils_chart.levels_chart(whole)) == "2 of the 4 levels worked out are below the highest"


def test_a_title_says_when_what_is_withheld_may_be_more() -> None:
    enough = "that may be shown"
    told = toy_evidence(own=[*OWN, *answered("hidden", top2=12)])
    assert title(DRAWN["agreement"](told)) == "Agreement was highest, at 43%, with “Leaders value data.”"
    expected = f"Of the statements {enough}, agreement was highest, at 43%, with “Leaders value data.”"
    assert title(DRAWN["agreement"](toy_evidence())) == expected
    expected = f"Of the questions {enough}, the two groups are furthest apart on “Leaders value data.”"
    assert title(DRAWN["comparison"](whole_evidence())) == expected


@pytest.mark.parametrize(
    ("value", "law", "expected"),
    [
        (
            "similar",
            "similar",
            "Vision: no clear difference from the rest of Wales on the questions compared",
        ),
        ("higher", "higher", "Vision: clearly higher than the rest of Wales on more than one question"),
        ("similar", "lower", "Clearly lower than the rest of Wales on “Is it the law?”"),
        ("lower", "lower", "Vision: clearly lower than the rest of Wales on more than one question"),
        (
            "higher",
            "lower",
            "Vision: clearly higher than the rest of Wales on some questions, clearly lower on others",
        ),
    ],
)
def test_the_title_of_a_comparison_says_no_more_than_its_verdicts(value: str, law: str, expected: str) -> None:
    told = [["value", "top2", value], ["law", "yes", law]]
    assert title(DRAWN["comparison"](toy_evidence(verdicts=told))) == expected


def test_answers_named_as_often_share_the_title() -> None:
    even = toy_evidence(own=answered("stops", first=50, second=50, third=50))
    expected = "More than one answer was named most often, each by 50% of those who answered"
    assert title(answers_chart.named_chart(even, "stops")) == expected


def test_wrapped_lines_fit_and_lose_no_letter() -> None:
    words = "A question of many words, and oneverylongwordthatnolinecanhold " * 3
    with drawing.house_style():
        lines = drawing.wrapped_words(words, 120)
        assert all(drawing.width_of(line) <= 120 for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_letters_on_a_colour_can_be_read() -> None:
    assert drawing.ink_on(drawing.BLUE) == drawing.ink_on(drawing.PLUM) == drawing.WHITE
    assert drawing.ink_on(drawing.PALE) == drawing.INK
