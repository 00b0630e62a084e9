"""Samples that several tests of weights share."""

import numpy as np
import pandas as pd

from analysis.statistics.weights.variance import Design
from tests.support.needs import REFERENCE, needs

FREE = {"low": 0.0, "high": 1e9}
STRATA, WEIGHTS = ["a", "a", "b", "b", "b"], np.array([5.0, 5, 20 / 3, 20 / 3, 20 / 3])

# Run once: R 4.2.2, survey 4.1-1 (Debian bookworm), on twenty respondents typed in here.
#   des <- svydesign(ids=~1, weights=~w, data=transform(d, w=1000/20))
#   r <- rake(des, list(~region, ~sex, ~age), pop, control=list(epsilon=1e-10, maxit=200))
#   margins n .25 s .45 w .30, f .52 m .48, o .6 y .4
#   svymean(~yes+score, r)   yes 0.49591789 SE 0.1020836397; score 3.04409060 SE 0.2733159304
#   svytotal(~yes, r)        495.91789 SE 102.0836397
#   svymean on fixed weights SE 0.1203385204 0.3237872351
#   confint(svyciprop(~yes, r, method="logit"))  0.295037979 0.698124381; "beta" 0.287637817 0.705242034
REGION, SEX, AGE = "nnnnnnsssssssssswwww", "ffffmmffffffmmmmffmm", "ooyoyoyyooyooyyooyoy"
YES = [1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 1]
SCORE = [4, 2, 5, 4, 1, 5, 2, 3, 4, 2, 5, 1, 2, 3, 4, 1, 5, 4, 2, 3]
TWENTY = pd.DataFrame({"region": list(REGION), "sex": list(SEX), "age": list(AGE)})
MARGINS = {"region": {"n": 0.25, "s": 0.45, "w": 0.30}, "sex": {"f": 0.52, "m": 0.48}, "age": {"o": 0.6, "y": 0.4}}

reference = needs("r-survey")  # its data(api), which are not shipped
_SCHOOLS = {"stype": {"E": 4421, "H": 755, "M": 1018}, "sch.wide": {"No": 1072, "Yes": 5122}}
DISTRICTS = {name: {part: many / 6194 for part, many in held.items()} for name, held in _SCHOOLS.items()}


def schools() -> tuple[pd.DataFrame, Design]:
    table = pd.read_csv(REFERENCE / "apistrat.csv")
    drawn = table.groupby("stype")["stype"].transform("size") / table["fpc"]
    return table, Design(table["pw"].to_numpy(), stratum=table["stype"], drawn=drawn)


def districts() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "apiclus1.csv")
