"""A refusal is told whole, with the path once and short, and says what to put where."""

import shutil
from pathlib import Path

from tests.support.accepted import offer_sample, offer_toy
from tests.support.offered_exports import FIXTURES, cyfrif

DEEP = "a folder/with a name/as long as people/give them/when they/keep exports"


def test_a_header_of_no_platform_known_is_told_whole_with_what_to_do(tmp_path: Path) -> None:
    offered = offer_sample(tmp_path, "id_and_questions_alone")
    (offered.exports / DEEP).mkdir(parents=True)
    (offered.exports / "public_results.csv").rename(offered.exports / DEEP / "results.csv")
    (line,) = [line for line in offered.told.splitlines() if "refused" in line]
    assert line.startswith(f"{DEEP}/results.csv: refused. row 1: the header is of no platform known here; ")
    assert line.endswith(
        "Put the tool's name in the file's name, and in tools.csv beside the tool the platform that wrote it "
        "(`generic`: any file with one header row)."
    )
    assert str(tmp_path) not in line
    assert line.count("results.csv") == 1
    # followed
    (offered.exports / DEEP / "results.csv").rename(offered.exports / "public.csv")
    assert "public.csv: limesurvey, tool public; 5 of 5 questions placed." in offered.told


def test_a_refusal_of_what_is_read_keeps_its_remedy(tmp_path: Path) -> None:
    offered = offer_toy(tmp_path)
    (offered.exports / DEEP).mkdir(parents=True)
    shutil.copy(FIXTURES / "ragged_row_line_3.csv", offered.exports / DEEP / "members.csv")
    (line,) = [line for line in offered.told.splitlines() if "refused" in line]
    assert line.startswith(f"{DEEP}/members.csv: refused. line 3: ")
    assert line.endswith("correct the line, or export the file again.")


def test_check_tells_a_raw_file_by_its_path_below_the_raw_folder_once(tmp_path: Path) -> None:
    offered = offer_toy(tmp_path)
    members = offered.raw / "returns" / "members.csv"
    members.write_text(members.read_text("utf-8").replace("Council,", "Town,", 1), "utf-8")
    ran = cyfrif("--study", offered.study, "--raw", offered.raw.parent)
    assert ran.returncode == 11
    assert ran.stderr.startswith("returns/members.csv, row 1: no column 'Council', and mapping.csv names it;")
    assert (ran.stderr.count("members.csv"), str(tmp_path) in ran.stderr) == (1, False)
