"""What a report says of answers that stand as they were published, and of those under correction."""

import datetime
from typing import TYPE_CHECKING

from analysis.language import long_date, message, say

if TYPE_CHECKING:
    from analysis.disclosure.evidence import Evidence

SINCE = message(
    "{some} of the {every} questions here stand as they were released on {date}: since then someone came, left or "
    "answered otherwise, but fewer than {many} people"
)
ONE = message("as released on {date}")
IN_PICTURE = message("As released on {date}")
WRONG = message("Under correction, and not told until enough people came, left or answered otherwise: {questions}")


def standing_sentences(evidence: "Evidence", language: str) -> list[str]:
    """How many questions stand as released on which day, and which are under correction; none where all is new."""
    every, least = len(evidence.questions), evidence.study.settings.disclosure.minimum_base
    told = [
        say(SINCE, language).format(some=some, every=every, date=_day(date, language), many=least)
        for date, some in sorted(evidence.questions_by_date.items())
    ]
    wrong = [evidence.study.text(evidence.study.items[item], "question", language) for item in evidence.corrected]
    return told + ([say(WRONG, language).format(questions="; ".join(wrong))] if wrong else [])


def with_standing_words(text: str, evidence: "Evidence", language: str) -> str:
    """A note on where figures come from, and on which day."""
    return ". ".join([text, *standing_sentences(evidence, language)])


def dated_question(text: str, evidence: "Evidence", item: str, language: str) -> str:
    """A question's words, with the day that its answers stand as released on."""
    date = evidence.carried.get(item)
    return f"{text} ({say(ONE, language).format(date=_day(date, language))})" if date else text


def dated_notice(notice: str, evidence: "Evidence", language: str) -> str:
    """What is written inside a picture of answers: its notice, and the days that some stand as released on."""
    days = [say(IN_PICTURE, language).format(date=_day(date, language)) for date in sorted(evidence.questions_by_date)]
    return ". ".join(part for part in (notice, *days[-1:]) if part)


def _day(date: str, language: str) -> str:
    return long_date(datetime.date.fromisoformat(date), language)
