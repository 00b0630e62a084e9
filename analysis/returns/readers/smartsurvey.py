"""SmartSurvey's CSV export: one header row, `-` for no answer, a column an option where several may be ticked."""

from analysis.returns.readers.platform import Platform
from analysis.returns.readers.tabular import read_table

PLATFORM = Platform(
    read=read_table,
    about={
        "return_id": "UserID",
        "person": "Email",
        "started": "Started",
        "ended": "Ended",
        "link": "Tracking Link",
    },
    missing=("", "-"),
    separator=";",
    signs=(("UserID", "Started", "Ended"),),
    dates_by_study=True,
)
