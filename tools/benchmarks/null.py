"""How often a difference is told where there is none, and how often a real one is found; seeded simulations.

Run by `make null`. No difference: the kept returns of the shipped study with their councils drawn anew each time, so
that questions hang together as they do. A planted one: 37 of 61 invited reply, 30 points from about 700 elsewhere, on
one of the findings. All verdicts are those of statistics.verdicts.
"""

import dataclasses
import sys
from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.cleaning.clean import clean_returns
from analysis.paths import PACKAGE, SHIPPED_STUDY, project_root
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.statistics.comparisons import council_verdicts
from analysis.study.loading import load_study
from analysis.study.study import Study
from analysis.study.wordings import Finding

SIMULATIONS = 500
BASE, FRAME, REST, GAP, FOUND = 37, 61, 700, 0.30, 0.80
Bools = NDArray[np.bool_]


def said(study: Study, answers: pd.DataFrame) -> tuple[Bools, Bools]:
    """Who answered each finding's item, and who gave its answer: one row a return, one column a finding."""
    columns = []
    for finding in study.findings:
        codes = {"top2": study.roles(finding.item, "top"), "bottom2": study.roles(finding.item, "bottom")}
        given = answers[finding.item].astype(str)
        based = given.map(lambda words, item=finding.item: study.in_base(item, words))
        columns.append((based, given.isin(codes.get(finding.option, [finding.option]))))
    return tuple(np.column_stack([pair[side] for pair in columns]) for side in (0, 1))  # type: ignore[return-value]


def estimates(study: Study, units: NDArray[np.str_], answered: Bools, gave: Bools) -> pd.DataFrame:
    """Counts and bases of each finding at each council and the whole, as item_estimates has them."""
    parts = []
    for unit in [*sorted(set(units)), study.whole]:
        here = np.ones(len(units), dtype=bool) if unit == study.whole else units == unit
        for finding, base, count in zip(study.findings, answered[here].sum(0), gave[here].sum(0), strict=True):
            parts.append((unit, "total", finding.item, finding.option, base, count))
    table = pd.DataFrame(parts, columns=["council", "group", "item", "option", "base", "count"])
    return table[table["base"] > 0]


def without_difference(study: Study, answers: pd.DataFrame, simulations: int) -> Iterator[tuple[float, float]]:
    """Share of reports, and of verdicts, that tell a difference, in each simulation."""
    generator = np.random.default_rng(study.settings.illustration.seed)
    answered, gave = said(study, answers)
    units = answers["council"].to_numpy(dtype=str)
    for _ in range(simulations):
        found = council_verdicts(study, estimates(study, generator.permutation(units), answered, gave))
        differs = found["verdict"] != "similar"
        yield float(differs.groupby(found["council"]).any().mean()), float(differs.mean())


def planted(study: Study, share: float, simulations: int, *, finite: bool) -> float:
    """How often the gap is told, its direction right, when one finding of the study's number has it.

    finite: the council's 61 differ by the gap and 37 of them reply; else its 37 are a sample of what may be said there.
    """
    generator = np.random.default_rng(study.settings.illustration.seed)
    names = [f"finding {number}" for number in range(len(study.findings))]
    asked = dataclasses.replace(study, findings=tuple(Finding(name, "", name, "top2", "higher", {}) for name in names))
    hits = 0
    for _ in range(simulations):
        gaps = np.array([GAP, *[0.0] * (len(names) - 1)])
        held = np.rint(FRAME * (share + gaps)).astype(int)
        drawn = generator.hypergeometric(held, FRAME - held, BASE) if finite else generator.binomial(BASE, share + gaps)
        rest = generator.binomial(REST, share, size=len(names))
        own = pd.DataFrame({"council": "A", "item": names, "count": drawn, "base": BASE})
        whole = pd.DataFrame({"council": study.whole, "item": names, "count": drawn + rest, "base": BASE + REST})
        found = council_verdicts(asked, pd.concat([own, whole]).assign(group="total", option="top2"))
        hits += found.set_index("item").loc[names[0], "verdict"] == "higher"
    return hits / simulations


def kept_returns(study: Study) -> pd.DataFrame:
    """The shipped study's returns that count."""
    raw = project_root() / "data" / "raw" / study.name
    received, notices = read_returns(study, raw)
    return clean_returns(study, received, notices, read_invited(study, raw)).answers


def main() -> None:
    study = load_study(PACKAGE / "studies" / SHIPPED_STUDY)
    rate, many = 1 - study.settings.statistics.confidence, len(study.findings)
    told = np.array(list(without_difference(study, kept_returns(study), SIMULATIONS)))
    reports, single = told.mean(axis=0)
    print(f"no difference, {SIMULATIONS} simulations, {many} findings: {reports:.4f} of reports tell one or more")
    print(f"  (declared at most {rate:.2f}), {single:.4f} of single verdicts")
    failed = reports > rate
    print(f"a gap of {GAP:.0%} on one of {many} findings, {BASE} of {FRAME} replying, {REST} elsewhere; told in:")
    for share in (0.1, 0.2, 0.35, 0.5, 0.6, 0.7):
        frame, sample = (planted(study, share, SIMULATIONS, finite=finite) for finite in (True, False))
        failed |= frame < FOUND
        print(f"  {share:.0%} elsewhere: {frame:.3f} (if the 37 are a sample of a larger population: {sample:.3f})")
    print("FAILED" if failed else "ok")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
