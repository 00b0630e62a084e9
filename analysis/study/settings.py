"""What study.toml says."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """What study.toml says, its tables laid flat."""

    title_en: str
    title_cy: str
    date: datetime.date
    languages: tuple[str, ...]
    supplied_by: str
    welsh_approved_by: str
    notice_en: str
    notice_cy: str
    licence_en: str
    licence_cy: str
    source_en: str
    source_cy: str
    groups: tuple[str, ...]
    whole: str
    whole_name_en: str
    whole_name_cy: str
    complete_from: float
    partial_from: float
    test_marks: tuple[str, ...]
    date_format: str
    time_zone: str
    missing_words: tuple[str, ...]
    cut_off: datetime.date
    speeder_below: float
    straight_line_from: int
    masthead_seed: str
    response_seed: str
    seats_group: str
    salt: str
    break_off_is: str
    blank_is: str
    late_is: str
    silent_is: str
    eligible_share: float
    minimum_base: int
    low_base: int
    threshold: int
    confidence: float
    level_from: tuple[float, ...]
    coders: tuple[str, ...]
    coding_overlap: float
    base_holds: tuple[str, ...]
    weight_low: float
    weight_high: float
    seed: int
