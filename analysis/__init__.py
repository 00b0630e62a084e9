"""The names a notebook may use, and where each stands; one is loaded when first asked for."""

from importlib import import_module
from typing import Any

_NAMES = {
    "study.store": "earlier_tables=earlier holds_invented=illustrative keep_internal=keep load_table=load open_study=study publish_table=publish raw_folder=raw save_evidence save_labelled save_table=save",
    "returns.comments": "read_codes",
    "returns.invited": "read_invited",
    "returns.read": "arrivals_by_file=arrivals read_returns without_answers",
    "cleaning.clean": "clean_returns=clean",
    "statistics.banner": "banner_rule=rule banner_table=banner",
    "statistics.bounds": "early_and_late headline_counts worst_case_bounds=worst_case",
    "statistics.coders": "code_agreement coded_themes",
    "statistics.comparisons": "council_verdicts=verdicts group_differences ordinal_tests",
    "statistics.estimates": "item_estimates public_estimates",
    "statistics.league": "league_table=league",
    "statistics.maturity": "judged_levels level_sensitivity maturity_levels",
    "statistics.nonresponse": "item_nonresponse",
    "statistics.public_survey": "public_crosstab public_errors public_tests",
    "statistics.reliability": "scale_reliability",
    "statistics.representativeness": "frame_classes r_indicator response_by_frame response_funnel",
    "statistics.response": "aapor_rates outcome_counts=outcomes response_rates returns_by_day=by_day",
    "statistics.row_sets": "row_sets",
    "statistics.ways_of_cleaning": "headline_movements=movements ways_of_cleaning",
    "statistics.weights.raking": "public_weights=weigh weight_diagnostics=diagnostics",
    "disclosure.audit": "published_counts=counts_of",
    "disclosure.cut": "build_evidence=build released_tables=release",
    "disclosure.evidence": "Evidence load_evidence=load",
    "disclosure.gate": "barriers_table codes_table disclosure_summary=summary gated_levels items_table published_rows=told release_codes release_items release_levels release_public release_response suppression_reasons=suppressions",
    "exhibits.charts.agreement_chart": "agreement_chart=agreement",
    "exhibits.charts.answers_chart": "choices_chart=choices named_chart=named",
    "exhibits.charts.arrivals_chart": "account_chart=account arrivals_chart=arrivals",
    "exhibits.charts.cleaning_chart": "nonresponse_chart=nonresponse ways_chart=ways",
    "exhibits.charts.comparisons_chart": "comparison_chart=comparison",
    "exhibits.charts.councils_chart": "levels_chart=levels response_chart=response",
    "exhibits.charts.funnel_chart": "funnel_chart=funnel response_funnel_chart=response_funnel",
    "exhibits.charts.grid": "maturity_chart=maturity_grid",
    "exhibits.charts.ranks_chart": "ranks_chart=ranks",
    "exhibits.charts.replies_chart": "early_and_late_chart=early_and_late outcomes_chart=outcomes public_shares_chart=public_shares worst_case_chart=worst_case",
    "exhibits.tables.listing": "table_of=listing",
    "exhibits.tables.report_tables": "council_response_table=response_by_council matrix_table=matrix provenance_table=made response_table=response theme_table=theme",
    "exhibits.tables.table_words": "words_table=words",
    "narrative.sections": "advice_section=advice contacts_section=contacts findings_section=findings glance_section=glance local_section=local practice_section=good_practice report_document=document text_section=text",
}
_MODULES = {
    part.split("=")[0]: (module, part.split("=")[-1]) for module, names in _NAMES.items() for part in names.split()
}

__all__ = ["show"]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        module, attribute = _MODULES[name]
        return getattr(import_module(f"analysis.{module}"), attribute)
    raise AttributeError(f"module 'analysis' has no attribute {name!r}; it has {', '.join(_MODULES)} and show")


def is_chart(name: str) -> bool:
    """Whether a name that a notebook may use draws a chart."""
    return name in _MODULES and _MODULES[name][0].startswith("exhibits.charts")


def __dir__() -> list[str]:
    return sorted([*_MODULES, *__all__])


def show(*outputs: Any) -> None:
    """Emit structured outputs from a cell, in order; one without content is left out."""
    from IPython.display import display

    for output in outputs:
        if not getattr(output, "is_empty", False):
            display(output)
