"""`cyfrif check`: what it says of raw returns without a run."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.place import ROOT, Place


def test_the_shipped_study_passes_its_check() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "analysis", "check", "--json"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["faults"] == []


def test_check_prints_whole_what_concerns_a_whole_file_or_column(tmp_path: Path) -> None:
    place = Place(tmp_path)
    raw = place.raw / "returns/members.csv"
    text = raw.read_text(encoding="utf-8")
    for number in range(1, 8):
        text = text.replace(f"m{number}@toy.example", "redacted")
    raw.write_text(text, encoding="utf-8")
    lines = place.cyfrif("check").stdout.splitlines()
    assert "look_at_this: 5" in lines
    # six agree in the toy; of eight returns that nothing tells apart the break-off alone is dropped
    assert "look_at_this: returns/members.csv: know_what_to_share: all 7 answers are agree; look at the column" in lines
    [nobody] = [line for line in lines if line.startswith("no_person: returns")]
    assert nobody.startswith("no_person: returns/members.csv: 8 of 8 returns have no e-mail address ")
    assert not any("redacted" in line for line in lines)
    told = json.loads(place.cyfrif("check", "--json").stdout)
    assert nobody in told["look_at"]
