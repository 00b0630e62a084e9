"""Ids that a spreadsheet took for numbers, so that digits are lost."""

import re

AS_NUMBER = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+|\d{15}0+")  # 1.23457E+11; zeros after the fifteenth digit


def is_id_as_number(found: str) -> bool:
    """Whether an id has lost digits: several returns may have the same one now."""
    return AS_NUMBER.fullmatch(found.strip()) is not None
