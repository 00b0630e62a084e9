"""The names a notebook may use, and where each stands; one is loaded when first asked for."""

from importlib import import_module
from typing import Any

_NAMES = {
    "study.store": (
        "holds_invented keep_internal load_table load_texts open_study publish_table "
        "raw_folder save_evidence save_labelled save_table"
    ),
    "returns.comments": "read_codes",
    "returns.invited": "read_invited",
    "returns.read": "arrivals_by_file read_returns returns_to_clean",
    "cleaning.clean": "clean_returns",
    "statistics.banner": "banner_rule banner_table",
    "statistics.bounds": "early_and_late headline_counts worst_case_bounds",
    "statistics.coders": "code_agreement",
    "statistics.comparisons": "council_verdicts group_differences ordinal_tests",
    "statistics.estimates": "public_estimates",
    "statistics.league": "league_table",
    "statistics.maturity": "judged_levels",
    "statistics.nonresponse": "item_nonresponse",
    "statistics.public_survey": "public_crosstab public_errors public_tests",
    "statistics.reliability": "scale_reliability",
    "statistics.representativeness": "frame_classes r_indicator response_by_frame response_funnel",
    "statistics.response": "aapor_rates outcome_counts response_rates returns_by_day",
    "statistics.row_sets": "row_sets",
    "statistics.ways_of_cleaning": "headline_movements ways_of_cleaning",
    "statistics.weights.raking": "public_weights weight_diagnostics",
    "disclosure.standing": ("Inputs released_figures standing_estimates standing_figures standing_levels"),
    "disclosure.carried_public": "standing_public",
    "disclosure.earlier_releases": "laid_releases",
    "disclosure.cut": "Released build_evidence",
    "disclosure.evidence": "Evidence load_evidence",
    "disclosure.gate": (
        "barriers_table codes_table disclosure_summary gated_levels items_table published_rows "
        "release_levels release_public release_response "
        "suppression_reasons"
    ),
    "exhibits.charts.agreement_chart": "agreement_chart",
    "exhibits.charts.answers_chart": "choices_chart named_chart",
    "exhibits.charts.arrivals_chart": "account_chart arrivals_chart",
    "exhibits.charts.cleaning_chart": "nonresponse_chart ways_chart",
    "exhibits.charts.comparisons_chart": "comparison_chart",
    "exhibits.charts.councils_chart": "levels_chart response_chart",
    "exhibits.charts.funnel_chart": "funnel_chart response_funnel_chart",
    "exhibits.charts.grid": "maturity_chart",
    "exhibits.charts.ranks_chart": "ranks_chart",
    "exhibits.charts.replies_chart": "early_and_late_chart outcomes_chart public_shares_chart worst_case_chart",
    "exhibits.tables.listing": "table_of",
    "exhibits.tables.report_tables": "council_response_table matrix_table provenance_table response_table theme_table",
    "exhibits.tables.table_words": "words_table",
    "narrative.front_matter": "report_document",
    "narrative.glance": "glance_section",
    "narrative.sections": (
        "advice_section contacts_section findings_section local_section practice_section text_section"
    ),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = ["show"]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(f"analysis.{_MODULES[name]}"), name)
    raise AttributeError(f"module 'analysis' has no attribute {name!r}; it has {', '.join(_MODULES)} and show")


def is_chart(name: str) -> bool:
    """Whether a name that a notebook may use draws a chart."""
    return name in _MODULES and _MODULES[name].startswith("exhibits.charts")


def __dir__() -> list[str]:
    return sorted([*_MODULES, *__all__])


def show(*outputs: Any) -> None:
    """Emit structured outputs from a cell, in order; one without content is left out."""
    from IPython.display import display

    for output in outputs:
        if not getattr(output, "is_empty", False):
            display(output)
