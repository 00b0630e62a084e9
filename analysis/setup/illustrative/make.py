"""Makes the illustrative returns of a study from its definition and a seed; nothing else invents data.

Run on request by `make illustrative`: it writes data/raw/<study> and the study's illustrative.sha256.
"""

from analysis.numbers import percent_of_share
from analysis.paths import folders
from analysis.setup.illustrative.inventor import Inventor
from analysis.setup.illustrative.made_files import write_raw
from analysis.setup.illustrative.mess import plant_mess
from analysis.study.loading import load_study
from analysis.study.study import Study


def is_calibrated(people: list[dict[str, str]], study: Study) -> bool:
    """Whether the unweighted shares print as published."""
    measures = [row for row in study.tables["published.csv"] if row.measure in study.items]
    shares = [sum(p[row.measure] in study.roles(row.measure, "top") for p in people) / len(people) for row in measures]
    return [percent_of_share(share) for share in shares] == [row.printed_percent for row in measures]


def main() -> None:
    """Write the illustrative returns of the study in force."""
    held = folders()
    inventor = Inventor(load_study(held.definition))
    invited = inventor.invited()
    returns = plant_mess(inventor, inventor.usable(invited), invited)
    public = inventor.public()
    if not is_calibrated(public, inventor.study):
        raise SystemExit("the public survey's shares are not those published; the calibration is at fault")
    write_raw(inventor, invited, returns, public, held.raw)


if __name__ == "__main__":
    main()
