"""500 flips and 64 truncations of a raw folder: refused, told as an issue, or every printed number as before."""

import hashlib
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from analysis.cleaning.clean import Cleaned, clean_returns
from analysis.disclosure.gate import barriers_table, items_table, release_items, release_response
from analysis.errors import CountError, RawFileError
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.statistics.estimates import item_estimates
from analysis.statistics.response import response_rates
from analysis.study.study import Study
from tests.support.layouts.layouts import LAYOUTS
from tests.support.layouts.scene import define, place
from tests.support.layouts.survey import records

FLIPS, CUTS, PARTS = 500, 64, 5  # in parts, so that they can run side by side
CASES = [*(("flipped", FLIPS // PARTS, seed) for seed in range(PARTS)), ("cut", CUTS, 0)]
TOOLS = {"members": LAYOUTS["smartsurvey"], "staff": LAYOUTS["microsoft_forms_xlsx"]}
Damage = Callable[[bytes, random.Random], bytes]
ANSWERS = ["council", "group", "value", "averse", "meetings", "barriers", "leads", "online", "channel"]


@dataclass
class Scene:
    """A sound raw folder, and what comes of it."""

    study: Study
    raw: Path
    received: pd.DataFrame
    notices: pd.DataFrame
    invited: pd.DataFrame
    account: Cleaned
    printed: str


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("damage")
    study, raw = define(folder / "study", TOOLS), folder / "raw"
    for (tool, layout), made in zip(TOOLS.items(), (records()[:48], records()[48:75]), strict=True):
        place(raw, layout, layout.write(made), tool)
    (raw / "withdrawn.csv").write_text("id,tool\n7,members\n50,staff\n", encoding="utf-8")
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(raw)}" for path in files(raw)]
    (raw / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    received, notices = read_returns(study, raw)
    invited = read_invited(study, raw)
    account = clean_returns(study, received, notices, invited)
    assert "checksum" not in set(account.issues["rule"])
    return Scene(study, raw, received, notices, invited, account, printed(study, account))


def files(raw: Path) -> list[Path]:
    return sorted(path for path in raw.rglob("*") if path.is_file())


def printed(study: Study, account: Cleaned) -> str:
    """Every number that the tables of response and of items print."""
    rates = release_response(study, response_rates(account.invited, account.answers, whole=study.whole))
    items = release_items(study, item_estimates(study, account.answers, account.invited))
    tables = (rates.drop(columns="rate"), items_table(study, items).drop(columns=["value", "low", "high"]))
    return "\n".join(table.to_csv(index=False) for table in (*tables, barriers_table(study, items)))


def issues(account: Cleaned) -> Counter[tuple[str, ...]]:
    """Issues but those of the checksums."""
    own = account.issues[account.issues["rule"] != "checksum"].astype(str)
    return Counter(own.itertuples(index=False, name=None))


def seen(scene: Scene, raw: Path) -> tuple[str, bool]:
    """What becomes of a damaged folder: refused, issue, no effect, or a number CHANGED; and if it were without sums.

    Raises what is neither a refusal of the file nor of its counts.
    """
    try:
        received, notices = read_returns(scene.study, raw)
        invited = read_invited(scene.study, raw)
        told = (notices["rule"] == "checksum").any()
        gained, as_before = compared(scene, received, notices, invited)
    except (RawFileError, CountError):
        return "refused", True
    if told or gained:
        return "issue", gained or as_before
    return ("no effect" if as_before else "CHANGED"), as_before


def compared(scene: Scene, received: pd.DataFrame, notices: pd.DataFrame, invited: pd.DataFrame) -> tuple[bool, bool]:
    """Whether there is an issue more, and whether the numbers are as before; nothing to clean where nothing moved."""
    own = notices[notices["rule"] != "checksum"].reset_index(drop=True)
    if received.equals(scene.received) and invited.equals(scene.invited) and own.equals(scene.notices):
        return False, True
    account = clean_returns(scene.study, received, notices, invited)
    gained = bool(issues(account) - issues(scene.account))
    return gained, gained or same_numbers(scene, account)


def same_numbers(scene: Scene, account: Cleaned) -> bool:
    before = scene.account
    answers = [Counter(found.answers[ANSWERS].itertuples(index=False, name=None)) for found in (before, account)]
    frames = [found.invited[["group", "council", "invited"]].to_numpy().tolist() for found in (before, account)]
    same = answers[0] == answers[1] and sorted(frames[0]) == sorted(frames[1])
    return same or printed(scene.study, account) == scene.printed


def flipped(content: bytes, rng: random.Random) -> bytes:
    """One bit, or one byte, of it changed."""
    changed = bytearray(content)
    place_ = rng.randrange(len(changed))
    changed[place_] ^= 1 << rng.randrange(8) if rng.random() < 0.5 else rng.randrange(1, 256)
    return bytes(changed)


def cut(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content))]


def damaged(scene: Scene, raw: Path, damage: Damage, many: int, seed: int) -> Iterator[Path]:
    """The raw folder, one of its files damaged, so many times over."""
    rng = random.Random(seed)
    shutil.copytree(scene.raw, raw)
    for _ in range(many):
        path = rng.choice(files(scene.raw))
        content = path.read_bytes()
        there = raw / path.relative_to(scene.raw)
        there.write_bytes(damage(content, rng))
        yield raw
        there.write_bytes(content)


@pytest.mark.parametrize(("name", "many", "seed"), CASES)
def test_no_damage_changes_a_printed_number_unseen(
    tmp_path: Path, scene: Scene, name: str, many: int, seed: int
) -> None:
    outcomes: Counter[str] = Counter()
    unseen = slowest = 0.0
    for raw in damaged(scene, tmp_path / "raw", {"flipped": flipped, "cut": cut}[name], many, seed):
        begun = time.perf_counter()
        outcome, seen_without_sums = seen(scene, raw)
        slowest = max(slowest, time.perf_counter() - begun)
        outcomes[outcome] += 1
        unseen += not seen_without_sums
    print(f"\n{many} {name}: {dict(outcomes)}; {unseen:.0f} would change a number unseen without SHA256SUMS")
    assert outcomes["CHANGED"] == 0
    assert outcomes.total() == many
    assert slowest < 5
