"""A proposal as data, for machines."""

import dataclasses
from typing import Any

from analysis.setup.proposals.account import to_decide
from analysis.setup.proposals.propose import File, Proposal


def for_machines(proposal: Proposal) -> dict[str, Any]:
    """What a proposal comes to, and what its account tells."""
    return {
        "rows": [dataclasses.asdict(row) for row in proposal.rows],
        "files": [_file(file) for file in proposal.files],
        "unread": [dataclasses.asdict(file) for file in proposal.unread],
        "additions": [dataclasses.asdict(addition) for addition in proposal.additions],
        "to_decide": to_decide(proposal),
    }


def _file(file: File) -> dict[str, Any]:
    placing = file.placing
    return {
        "file": file.export.name,
        "pattern": file.pattern,
        "platform": file.export.platform,
        "tool": placing.tool,
        "fits": file.fits,
        "rivals": list(file.rivals),
        "asked": len(placing.asked),
        "placed": [
            {
                "column": one.heading.column,
                "item": one.item,
                "option": one.option,
                "how": one.how,
                "known": one.guess.known if one.guess else "",
                "renamed": bool(one.guess and one.guess.renamed),
            }
            for one in placing.placed
        ],
        "unplaced": [
            {
                "column": one.heading.column,
                "like": [{"item": guess.target[0], "known": guess.known} for guess in one.like],
                "option_of": one.option_of,
                "twice": one.twice,
                "is_sum": one.is_sum,
                "is_id": one.is_id,
            }
            for one in placing.unplaced
        ],
        "without_column": [item.item for item in placing.without_column],
        "not_kept": [heading.column for heading in file.export.own],
        "lacking_options": {item: list(codes) for item, codes in placing.lacking.items()},
    }
