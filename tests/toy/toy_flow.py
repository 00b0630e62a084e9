"""The toy study: three councils, twelve returns that count, every expected figure worked out by hand.

The returns that count, as tests/studies/raw/toy has them (file and line; blank where not answered):

    council  group     line  leaders value data  level        law stops you  barriers       decisions
    Alder    officers  2     strongly agree      3            no             skills trust   agree
    Alder    officers  3     agree               3            no             skills         agree
    Alder    officers  5     neither                          yes            trust          agree
    Alder    members   2     agree               3            no             skills         agree
    Alder    members   3     disagree (Welsh)    2            yes            other          agree
    Alder    members   8     don't know          don't know   don't know     skills trust   agree
    Birch    officers  6     disagree            2            yes            skills         disagree
    Birch    members   5     agree                            yes            trust          disagree
    Birch    members   6     neither             1 corrected  yes            skills trust   disagree
    Cedar    officers  7     agree               (Level 9)    no             skills         disagree
    Cedar    officers  9     strongly disagree   1            no             skills         disagree
    Cedar    members   9     strongly agree                   don't know     trust          disagree
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import pytest

from analysis import alternatives, disclosure, evidence, response, returns, rows, slices, statistics, store, weights
from analysis.clean import Cleaned, clean
from analysis.evidence import Evidence
from analysis.study import Study, load_study

STUDIES = Path(__file__).parents[1] / "studies"
UNITS = {"Alder": "X06000001", "Birch": "X06000002", "Cedar": "X06000003", "Woodland": "X92000009"}
ALDER, BIRCH, CEDAR, WOODLAND = UNITS.values()


@dataclass(frozen=True)
class Flow:
    """What the steps of the flow give, and the folder of all that they wrote."""

    cleaned: Cleaned
    found: pd.DataFrame
    verdicts: pd.DataFrame
    levels: pd.DataFrame
    released: pd.DataFrame
    folder: Path

    @cached_property
    def study(self) -> Study:
        return load_study(STUDIES / "toy")

    def outputs(self, name: str) -> str:
        """A table of outputs as it was written."""
        return (self.folder / "outputs" / "toy" / f"{name}.csv").read_text(encoding="utf-8")

    def evidence(self, council: str) -> Evidence:
        """A report's evidence as its notebook loads it."""
        with in_force(self.folder):
            return evidence.load(UNITS[council])


@contextmanager
def in_force(folder: Path) -> Iterator[None]:
    """The toy is the study in force; what it makes goes to a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CYFRIF_STUDY", str(STUDIES / "toy"))
        patch.setenv("CYFRIF_RAW", str(STUDIES / "raw"))
        patch.setenv("CYFRIF_PROCESSED", str(folder / "processed"))
        patch.setenv("CYFRIF_OUTPUTS", str(folder / "outputs"))
        patch.delenv("CYFRIF_STAGE", raising=False)
        yield


def run_flow(study: Study, folder: Path) -> Flow:
    """The calls of notebooks 01 to 05, in their order, in this process."""
    cleaned = keep_cleaned(study)
    answers, invited, public = (store.load(name) for name in ("returns", "invited", "public_answers"))
    rates = keep_response(study, answers, invited)
    public = keep_public(study, public)

    found = store.save("statistics", statistics.item_estimates(study, answers, invited))
    verdicts, levels = statistics.verdicts(study, found), statistics.maturity_levels(study, answers)
    store.keep("comparisons", verdicts)
    store.keep("maturity_sensitivity", statistics.level_sensitivity(study, answers))
    store.keep("scales", statistics.scale_reliability(study, answers))
    released = keep_released(study, found, answers)
    levels = disclosure.gated_levels(study, levels, released)
    store.publish("maturity", disclosure.release_levels(study, levels))
    verdicts = statistics.verdicts(study, disclosure.told(released))
    store.keep("row_sets", rows.row_sets(study, answers, invited, public))
    funnel = statistics.response_funnel(rates, whole=study.whole, group="total")
    for unit, content in slices.build(study, slices.release(study, rates, released, levels, verdicts), funnel).items():
        store.save_evidence(unit, content)
    return Flow(cleaned, found, verdicts, levels, released, folder)


def keep_cleaned(study: Study) -> Cleaned:
    """The returns as cleaned, kept with their account."""
    received, notices = returns.read_returns(study, store.raw())
    listed = returns.read_invited(study, store.raw())
    cleaned = clean(study, received, notices, listed)
    store.keep("reconciliation", cleaned.reconciliation)
    store.keep("issues", cleaned.issues)
    store.keep("item_nonresponse", statistics.item_nonresponse(study, cleaned.answers))
    store.keep("ways_of_cleaning", alternatives.ways_of_cleaning(study, received, listed, cleaned))
    store.save("other_texts", cleaned.other_texts)
    store.save("dispositions", cleaned.dispositions)
    store.save_labelled(study, "returns", cleaned.answers)
    for name, table in (("returns", cleaned.answers), ("invited", cleaned.invited), ("public_answers", cleaned.public)):
        store.save(name, table)
    return cleaned


def keep_response(study: Study, answers: pd.DataFrame, invited: pd.DataFrame) -> pd.DataFrame:
    """The response rates, kept with what is known of those who did not reply."""
    rates = store.save("response_rates", response.response_rates(invited, answers, whole=study.whole))
    store.publish("response_rates", disclosure.release_response(study, rates))
    seen = store.load("dispositions")
    store.keep("outcomes", response.outcomes(study, invited, seen))
    classes = statistics.frame_classes(study, invited, answers)
    store.keep("response_by_frame", statistics.response_by_frame(classes))
    store.keep("early_and_late", statistics.early_and_late(study, answers, seen))
    counts = statistics.headline_counts(study, answers)
    store.keep("worst_case", statistics.worst_case(study, counts, invited))
    return rates


def keep_public(study: Study, answers: pd.DataFrame) -> pd.DataFrame:
    """The public survey's returns with their weights, kept with its shares."""
    public = store.save("public_returns", answers.assign(weight=weights.weigh(study, answers)))
    shares = store.save("public_survey", statistics.public_estimates(study, public))
    store.publish("public_survey", disclosure.release_public(study, shares))
    store.keep("public_errors", statistics.public_errors(study, public))
    store.keep("public_tests", statistics.public_tests(study, public))
    return public


def keep_released(study: Study, found: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """The estimates that may be told, published with the coded comments."""
    codes = returns.read_codes(study, store.raw())
    store.keep("coding_agreement", statistics.code_agreement(study, codes, answers))
    earlier = disclosure.counts_of(*store.earlier())
    released = disclosure.release_items(study, found, earlier)
    coded = disclosure.release_codes(study, statistics.coded_themes(study, codes, answers), earlier)
    store.publish("comment_codes", disclosure.codes_table(coded))
    store.keep("suppression", disclosure.suppressions(released, coded))
    store.publish("items", disclosure.items_table(study, released))
    store.publish("barriers", disclosure.barriers_table(study, released))
    return released
