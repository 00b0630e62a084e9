"""What columns of ids are called: by platforms, spaces aside; and in other words, where `ID` stands in them."""

import re

from analysis.matching import normal_text
from analysis.returns.readers.platforms import PLATFORMS

ID_IN_IT = re.compile(r"(?:^|[\s_.-])ID(?=$|[\s_.:-])|(?<=[a-z])ID$")  # Antwort ID, ID de la réponse, AntwortID
FEW_WORDS = 4  # more, or a question mark: a question


def _bare(name: str) -> str:
    return re.sub(r"[\s_-]", "", normal_text(name))


KNOWN = frozenset(
    _bare(platform.about["return_id"]) for platform in PLATFORMS.values() if platform.about.get("return_id")
)
BEFORE = frozenset({"uuid"})  # where KoboToolbox's forerunners wrote no other


def is_known_id(column: str) -> bool:
    """Whether a platform calls a return's id so: `RespondentID` as `Respondent ID`."""
    return _bare(column) in KNOWN | BEFORE


def says_id(column: str) -> bool:
    """Whether a column is called an id of something."""
    return bool(ID_IN_IT.search(column.strip())) and "?" not in column and len(column.split()) <= FEW_WORDS
