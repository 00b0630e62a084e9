"""Who replied, as a hash that finds repeats and nobody; a value that is no one person's is nobody's."""

import hashlib
from collections.abc import Iterator

import pandas as pd

from analysis.matching import normal_text
from analysis.returns.readers.sheet import Column, Remark
from analysis.study.study import Study

Notice = tuple[str, str, str, str, str]
NOBODY = ("", "-", "anonymous")  # what platforms write where nobody is named
MASK = "*"  # in an address of which letters were taken away
LEAST = 5  # returns that say who replied from which on one person did not send most of them
UNFOUND = "read as nobody; repeats among them are not found"


def hashed_person(person: str, salt: str) -> str:
    """Who replied, as a hash that finds repeats and nobody."""
    if person.casefold() in NOBODY:
        return ""
    return hashlib.sha256(f"{salt}\0{person.casefold()}".encode()).hexdigest()[:16]


def known_persons(column: Column, heading: str, salt: str) -> tuple[Column, list[Remark]]:
    """Each person of an identity column as a hash; what is no e-mail address in a column of addresses is nobody.

    heading: the platform's own name of the column; blank where mapping.csv names it, since it may hold staff numbers. A
    column is of addresses where most of its values are, or its heading says so.
    """
    values = {text for text in column.texts if text.casefold() not in NOBODY}
    addresses = set(filter(_is_address, values))
    of_addresses = "mail" in heading.casefold() or 2 * len(addresses) > len(values)
    strangers = values - addresses if of_addresses else set()
    told = [*_strangers_told(column, strangers, heading)] if strangers else []
    return column.changed(lambda text: "" if text in strangers else hashed_person(text, salt)), told


def _is_address(text: str) -> bool:
    return "@" in text and MASK not in text


def _strangers_told(column: Column, strangers: set[str], heading: str) -> Iterator[Remark]:
    """One remark for all values that are no address, which does not say them."""
    many = sum(text in strangers for text in column)
    found = f"{many} of {len(column.codes)} returns have no e-mail address where one is expected"
    remedy = f"; if each is one person's code, map column {heading} to person in mapping.csv" if heading else ""
    yield Remark("", "no_person", found, UNFOUND + remedy)


def without_shared_persons(study: Study, received: pd.DataFrame) -> tuple[pd.DataFrame, list[Notice]]:
    """Returns without what is no one person's: what most of a file's share that say who replied, or several councils'.

    One notice a file, which counts and names nobody.
    """
    known = received.loc[received["person"] != "", ["file", "tool", "person", "council_found"]].astype(str)
    codes = {text: study.council_names.get(normal_text(text), "") for text in known["council_found"].unique()}
    known = known.assign(council=known["council_found"].map(codes))
    whose = ["tool", "person"]
    councils = known[known["council"] != ""].drop_duplicates([*whose, "council"]).groupby(whose).size()
    said = known["file"].value_counts()  # returns that say who replied
    mine = known.groupby(["file", *whose]).size().reset_index(name="many")
    most = mine[(2 * mine["many"] > mine["file"].map(said)) & (mine["file"].map(said) >= LEAST)]
    shared = [*councils.index[councils > 1], *most[whose].itertuples(index=False, name=None)]
    gone = known[pd.MultiIndex.from_frame(known[whose]).isin(shared)]
    person = received["person"].where(~received.index.isin(gone.index), "")
    return received.assign(person=person), list(_shared_told(gone, said))


def _shared_told(gone: pd.DataFrame, said: "pd.Series[int]") -> Iterator[Notice]:
    for file, mine in gone.groupby("file"):
        found = (
            f"{len(mine)} of {said[file]} returns that say who replied do so by {mine['person'].nunique()} values that "
            "most of them share or that stand in several councils"
        )
        yield str(file), "", "no_person", found, UNFOUND
