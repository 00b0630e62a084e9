"""The key under which releases hash the returns that they were made of (disclosure/changed_returns.py).

It stands in outputs/<study>/row.key, for this user only, and in no release. It is made at the first release; whoever
loses it can no longer know who changed since.
"""

import os
import secrets

import pandas as pd

from analysis.disclosure.changed_returns import hashed_returns
from analysis.errors import ReleaseError
from analysis.paths import Folders
from analysis.returns.comments import read_codes
from analysis.study.store import read_csv
from analysis.study.study import Study

BYTES = 32
RETURNS = "held_returns.csv"


def row_key(folders: Folders) -> bytes:
    """The study's key, made where there is none. Raises ReleaseError where releases were made with one that is lost."""
    path = folders.row_key
    if not path.is_file():
        made = sorted(found.parents[1].name for found in folders.releases.glob(f"*/register/{RETURNS}"))
        if made:
            raise ReleaseError(
                f"{path}: not there; {', '.join(made)} hashed their returns with it, and without it nobody knows who "
                "changed since. Put it back from where it was saved."
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secrets.token_bytes(BYTES))
    return path.read_bytes()


def kept_returns(study: Study, folders: Folders) -> pd.DataFrame:
    """The kept returns as the last run left them: rows of hashed_returns."""
    answers = read_csv(folders.processed / "returns.csv")
    return hashed_returns(study, answers, read_codes(study, folders.raw), row_key(folders))
