"""KoboToolbox's and ODK's exports: a column an option, `question/option` or `question_option`, with 1 and 0."""

from dataclasses import replace

from analysis.returns.readers.platform import Platform
from analysis.returns.readers.tabular import read_table

# not `_uuid`: an edited submission has another; not `_submission_time`: it is in UTC, and does not say so
KOBOTOOLBOX = Platform(
    read=read_table,
    about={"return_id": "_id", "started": "start", "ended": "end"},
    missing=("",),
    separator=";",
    signs=(("_uuid", "_submission_time"), ("_id", "_uuid", "_submission_time")),
    ticked=("1", "True", "TRUE"),
    not_ticked=("0", "False", "FALSE"),
)

ODK = replace(
    KOBOTOOLBOX, about={"return_id": "KEY", "started": "start", "ended": "end"}, signs=(("SubmissionDate", "KEY"),)
)
