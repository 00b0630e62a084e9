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

from analysis.cleaning.clean import Cleaned, clean_returns
from analysis.disclosure import carried_public, cut, evidence, gate, standing
from analysis.disclosure.earlier_releases import laid_releases
from analysis.disclosure.evidence import Evidence
from analysis.returns import read
from analysis.returns.comments import read_codes
from analysis.returns.invited import read_invited
from analysis.statistics import (
    bounds,
    coders,
    comparisons,
    estimates,
    nonresponse,
    public_survey,
    reliability,
    representativeness,
    response,
    row_sets,
    ways_of_cleaning,
)
from analysis.statistics.weights import raking
from analysis.study import store
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

STUDIES = TESTS / "studies"
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
            return evidence.load_evidence(store.open_study(), UNITS[council])


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
    answers, invited, public = (store.load_table(name) for name in ("returns", "invited", "public_answers"))
    keep_response(study, answers, invited)
    public = keep_public(study, public)

    codes = read_codes(study, store.raw_folder())
    stands = standing.standing_figures(study, standing.Inputs(answers, invited, codes), *laid_releases())
    store.keep_internal("vintages", stands.questions)
    for name, table in stands.held.items():
        store.keep_internal(name, table)
    found = store.save_table("statistics", standing.standing_estimates(study, stands))
    levels = standing.standing_levels(study, stands)
    store.keep_internal("maturity_sensitivity", stands.ways)
    store.keep_internal("scales", reliability.scale_reliability(study, answers))
    store.keep_internal("coding_agreement", coders.code_agreement(study, codes, answers))
    released = keep_released(study, stands)
    levels = gate.gated_levels(study, levels, released)
    store.publish_table("maturity", gate.release_levels(study, levels))
    verdicts = comparisons.council_verdicts(study, gate.published_rows(released))
    store.keep_internal("comparisons", verdicts)
    store.keep_internal("row_sets", row_sets.row_sets(study, answers, invited, public))
    rates, shares = store.load_table("response_released"), store.load_table("public_released")
    funnel = representativeness.response_funnel(rates, whole=study.whole, group="total")
    told = cut.Released(rates, released, levels, verdicts, shares, store.holds_invented(study))
    for unit, content in cut.build_evidence(study, told, funnel).items():
        store.save_evidence(unit, content)
    return Flow(cleaned, found, verdicts, levels, released, folder)


def keep_cleaned(study: Study) -> Cleaned:
    """The returns as cleaned, kept with their account."""
    arrived, noticed = read.read_returns(study, store.raw_folder())
    store.save_table("received", read.returns_to_clean(study, arrived))
    store.save_table("notices", noticed)
    store.save_table("invited_lists", read_invited(study, store.raw_folder()))
    received, notices = store.load_table("received"), store.load_texts("notices")
    listed = store.load_table("invited_lists")
    cleaned = clean_returns(study, received, notices, listed)
    store.keep_internal("reconciliation", cleaned.reconciliation)
    store.keep_internal("issues", cleaned.issues)
    store.keep_internal("item_nonresponse", nonresponse.item_nonresponse(study, cleaned.answers))
    store.keep_internal("ways_of_cleaning", ways_of_cleaning.ways_of_cleaning(study, received, listed, cleaned))
    store.save_table("other_texts", cleaned.other_texts)
    store.save_table("dispositions", cleaned.dispositions)
    store.save_labelled(study, "returns", cleaned.answers)
    for name, table in (("returns", cleaned.answers), ("invited", cleaned.invited), ("public_answers", cleaned.public)):
        store.save_table(name, table)
    return cleaned


def keep_response(study: Study, answers: pd.DataFrame, invited: pd.DataFrame) -> None:
    """The response rates, kept with what is known of those who did not reply."""
    rates = gate.release_response(study, response.response_rates(invited, answers, whole=study.whole))
    store.publish_table("response_rates", store.save_table("response_released", rates))
    seen = store.load_table("dispositions")
    store.keep_internal("outcomes", response.outcome_counts(study, invited, seen))
    classes = representativeness.frame_classes(study, invited, answers)
    store.keep_internal("response_by_frame", representativeness.response_by_frame(classes))
    store.keep_internal("early_and_late", bounds.early_and_late(study, answers, seen))
    counts = bounds.headline_counts(study, answers)
    store.keep_internal("worst_case", bounds.worst_case_bounds(study, counts, invited))


def keep_public(study: Study, answers: pd.DataFrame) -> pd.DataFrame:
    """The public survey's returns with their weights, kept with its shares."""
    public = store.save_table("public_returns", answers.assign(weight=raking.public_weights(study, answers)))
    shares = gate.release_public(study, estimates.public_estimates(study, public))
    shares = carried_public.standing_public(study, shares, laid_releases()[0])
    store.publish_table("public_survey", store.save_table("public_released", shares))
    store.keep_internal("public_errors", public_survey.public_errors(study, public))
    store.keep_internal("public_tests", public_survey.public_tests(study, public))
    return public


def keep_released(study: Study, stands: standing.Standing) -> pd.DataFrame:
    """The estimates that may be told, published with the coded comments."""
    released, coded = standing.released_figures(study, stands)
    store.publish_table("comment_codes", gate.codes_table(coded))
    store.keep_internal("suppression", gate.suppression_reasons(released, coded))
    store.publish_table("items", gate.items_table(study, released))
    store.publish_table("barriers", gate.barriers_table(study, released))
    return released
