"""A release beside the earlier ones: figures that all of them together would tell of the few who changed between."""

from collections.abc import Sequence
from pathlib import Path

from analysis.disclosure.audit import published_counts
from analysis.disclosure.carried_public import public_told
from analysis.disclosure.earlier_releases import in_order, read_release
from analysis.disclosure.release_tables import PUBLIC, PUBLISHED
from analysis.disclosure.sequence import Look, stands_on
from analysis.disclosure.told_between import told_between
from analysis.disclosure.vintages import changes_since
from analysis.paths import Folders
from analysis.report.gates.gate_rows import Gate
from analysis.report.previous import release_files
from analysis.report.row_key import kept_returns
from analysis.study.store import read_csv
from analysis.study.study import Study

NAME = "earlier release"
MEND = (
    "Run `cyfrif run` with that release beside it, so that figures few people changed are carried forward, then "
    "release again"
)


def sequence_faults(study: Study, folders: Folders, releases: Sequence[Path]) -> list[Gate]:
    """What the public tables would tell beside earlier releases, given by their folders."""
    if not releases:
        return []
    earlier = in_order(read_release(path.name, release_files(path)) for path in releases)
    tables = [read_csv(folders.public / "tables" / name) for name in PUBLISHED]
    stands = stands_on(read_csv(folders.internal / "vintages.csv"))
    changes = changes_since(earlier, kept_returns(study, folders))
    found = [*told_between(study, earlier, Look("", published_counts(*tables), stands), changes)]
    found = [*found, *public_told(study, earlier, read_csv(folders.public / "tables" / PUBLIC))]
    return [
        Gate(NAME, f"releases/{each.release}", 0, f"{each.council} {each.item}: {each.what}", f"{MEND}.", each.council)
        for each in found
    ]
