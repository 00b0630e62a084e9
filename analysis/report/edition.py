"""In which edition a report is made: its state, and the day it was released. What is public is always a draft."""

import datetime
from dataclasses import dataclass

from analysis.language import long_date, message, say

STATES = ("draft", "for-clearance", "final", "corrected")
APPROVED = ("final", "corrected")
SAID = {
    "draft": message("Draft: not yet approved for release"),
    "for-clearance": message("Sent out for comment on {date}: not yet approved for release"),
    "final": message("Final: released on {date}"),
    "corrected": message("Corrected: released on {date}; corrections.csv lists what has changed"),
}


@dataclass(frozen=True)
class Edition:
    """A state, and for all but a draft the day of its release."""

    state: str = "draft"
    date: datetime.date | None = None

    def said(self, language: str) -> str:
        """What a report says of it."""
        sentence = say(SAID[self.state], language)
        return sentence.format(date=long_date(self.date, language)) if self.date else sentence


DRAFT = Edition()
