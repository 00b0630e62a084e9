"""Each defect of each platform's export comes out as docs/methods.md says."""

import hashlib
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

from analysis.cleaning.clean import Cleaned
from analysis.cleaning.whole_columns import LOOK
from analysis.errors import RawFileError
from analysis.study.study import Study
from tests.support.layouts import writers_spss
from tests.support.layouts.damages import Export, sound
from tests.support.layouts.defects import DEFECTS, NO_EFFECT, NO_MEANING, PLATFORMS, UNANSWERED, Defect, table
from tests.support.layouts.layouts import LAYOUTS
from tests.support.layouts.scene import cleaned, define, place
from tests.support.places import ROOT

DOCS = ROOT / "docs" / "methods.md"
ALL = {**LAYOUTS, "spss": writers_spss.LAYOUT}
CASES = [(defect, name) for defect in DEFECTS for name in PLATFORMS if defect.expected(name) != NO_MEANING]


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Study]:
    """The study's definition, once for each layout."""
    return {name: define(tmp_path_factory.mktemp(name) / "study", {"members": ALL[name]}) for name in PLATFORMS}


def placed(folder: Path, name: str, defect: Defect) -> Export:
    """A sound export in a raw folder, with its checksum where the defect is about it."""
    layout = ALL[name]
    table = layout.write(sound())
    export = Export(layout, table, place(folder, layout, table))
    if defect.check:
        listed = sorted(path for path in folder.rglob("*") if path.is_file())
        sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}" for path in listed]
        (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    return export


SOUND: dict[str, Cleaned] = {}


def account_of_the_sound_export(studies: dict[str, Study], name: str) -> Cleaned:
    """Worked out once for each layout."""
    if name not in SOUND:
        folder = Path(tempfile.mkdtemp())
        placed(folder, name, DEFECTS[0])
        SOUND[name] = cleaned(studies[name], folder)
    return SOUND[name]


def issues(account: Cleaned) -> Counter[tuple[str, ...]]:
    told = account.issues[account.issues["rule"] != LOOK]  # the six answer alike, which stands out in any case
    return Counter(told[["rule", "item", "found"]].astype(str).itertuples(index=False, name=None))


def outcome(study: Study, raw: Path, before: Cleaned) -> str:
    """What becomes of the raw folder, beside what became of the sound one."""
    try:
        after = cleaned(study, raw)
    except RawFileError as error:
        return f"refused: {error}"
    gained = {rule for rule, _, _ in issues(after) - issues(before)}
    if gained:
        return f"issue {', '.join(sorted(gained))}"
    moved = ["file", "line", "return_id"]
    same = after.answers.drop(columns=moved).equals(before.answers.drop(columns=moved))
    return NO_EFFECT if same else UNANSWERED


def fits(found: str, expected: str, export: Export) -> bool:
    if expected.startswith("refused: "):
        parts = expected.removeprefix("refused: ").format(line=export.line).split(" … ")
        return found.startswith("refused: ") and all(part in found for part in parts)
    if expected.startswith("issue "):
        return set(found.removeprefix("issue ").split(", ")) == set(expected.removeprefix("issue ").split(", "))
    return found == expected


@pytest.mark.parametrize(
    ("defect", "name"),
    [pytest.param(defect, name, id=f"{defect.name}-{name}") for defect, name in CASES],
)
def test_a_defect_comes_out_as_told(tmp_path: Path, studies: dict[str, Study], defect: Defect, name: str) -> None:
    export = placed(tmp_path / "raw", name, defect)
    defect.damage(export)
    begun = time.perf_counter()
    found = outcome(studies[name], tmp_path / "raw", account_of_the_sound_export(studies, name))
    assert fits(found, defect.expected(name), export), found
    assert time.perf_counter() - begun < 5


def test_the_documents_tell_every_outcome() -> None:
    assert table() in DOCS.read_text(encoding="utf-8")
