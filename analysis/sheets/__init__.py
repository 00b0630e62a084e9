"""What goes out to people as a spreadsheet and comes back: one mechanism, one module a kind of sheet."""

from analysis.sheets.clearance import ANSWERS, CLEARANCE
from analysis.sheets.coding import ADJUDICATION, CODING
from analysis.sheets.corrections import CORRECTIONS
from analysis.sheets.receive import receive
from analysis.sheets.send import send
from analysis.sheets.words import PROSE, TRANSLATION

KINDS = {kind.name: kind for kind in (CORRECTIONS, CODING, ADJUDICATION, CLEARANCE, ANSWERS, TRANSLATION, PROSE)}

__all__ = ["KINDS", "receive", "send"]
