"""The kinds of sheet, by name."""

from analysis.exchange.sheets.clearance_sheet import ANSWERS, CLEARANCE
from analysis.exchange.sheets.coding_sheet import ADJUDICATION, CODING
from analysis.exchange.sheets.corrections_sheet import CORRECTIONS
from analysis.exchange.sheets.sheet_words import PROSE, TRANSLATION

KINDS = {kind.name: kind for kind in (CORRECTIONS, CODING, ADJUDICATION, CLEARANCE, ANSWERS, TRANSLATION, PROSE)}
