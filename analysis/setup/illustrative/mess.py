"""Makes invented returns as untidy as real ones: each kind of mess in the number that illustrative.toml plans."""

import copy
import datetime
import random
from dataclasses import replace
from typing import Any

from analysis.setup.illustrative.inventor import Inventor, Person, Return
from analysis.study.study import Study

HASTY = 2  # minutes


def plant_mess(inventor: Inventor, returns: list[Return], invited: list[Person]) -> list[Return]:
    """The usable returns with every kind of mess in its planned number: none changes who counts."""
    mess, rng, study = inventor.plan["mess"], inventor.random, inventor.study
    places = rng.sample(range(len(returns)), len(returns))
    take = iter(places)
    planted = list(returns)

    def each(kind: str, change: Any, fits: Any = lambda found: True) -> None:
        left = mess[kind]
        while left:
            place = next(take)
            if fits(planted[place]):
                planted[place] = change(planted[place])
                left -= 1

    each("not_on_scale", lambda r: _unlisted(inventor, r))
    each("other_text", lambda r: _other_text(inventor, r), lambda r: bool(_text_items(study, r)))
    each("answered_in_welsh", lambda r: replace(r, language="cy"))
    each("council_alias", lambda r: replace(r, council_text=rng.choice(_aliases(study, r.person.council))))
    each("partial", lambda r: _cut(inventor, r, 0.52, 0.75))
    each("speeder", lambda r: replace(r, minutes=HASTY))
    extra = [_earlier(inventor, planted[next(take)]) for _ in range(mess["repeat"])]
    silent = sorted({person.id: person for person in invited}.keys() - {found.person.id for found in returns})
    known = {person.id: person for person in invited}
    spare = iter(rng.sample(silent, 60))
    extra += [_cut(inventor, inventor._return(known[next(spare)]), 0.08, 0.3) for _ in range(mess["break_off"])]
    blanks = mess["blank"] - inventor.plan["mess_in"]["blank_public"]
    extra += [_cut(inventor, inventor._return(known[next(spare)]), 0, 0) for _ in range(blanks)]
    strangers = inventor.plan["mess_in"]["strangers"]
    for place in range(mess["out_of_frame"] - inventor.plan["mess_in"]["out_of_frame_public"]):
        extra.append(replace(_stranger(inventor, known[next(spare)]), council_text=strangers[place % len(strangers)]))
    marks = study.settings.cleaning.test_marks
    extra += [
        replace(_stranger(inventor, known[next(spare)]), council_text=rng.choice(marks).upper(), link="Preview")
        for _ in range(mess["test"])
    ]
    extra += [_late(inventor, known[next(spare)], number) for number in range(mess["late"])]
    return sorted(planted + extra, key=lambda found: (found.ended, found.person.id))


def _late(inventor: Inventor, person: Person, number: int) -> Return:
    """A return of the days after the cut-off, drawn aside so that no other draw moves."""
    aside = copy.copy(inventor)
    aside.random = random.Random(f"{inventor.study.settings.illustration.seed} late {number}")
    next_day = datetime.datetime.combine(
        inventor.study.settings.cleaning.cut_off, datetime.time(9)
    ) + datetime.timedelta(days=1)
    return replace(aside._return(person), ended=next_day + datetime.timedelta(hours=5 * number))


def _stranger(inventor: Inventor, person: Person) -> Return:
    return inventor._return(replace(person, id=f"x-{person.id}", email=f"x-{person.email}"))


def _cut(inventor: Inventor, found: Return, low: float, high: float) -> Return:
    """A return given up after a share of the questions."""
    asked = [item for item in inventor.study.asked_by(found.person.tool) if item.kind != "comment"]
    keep = {item.item for item in asked[: round(len(asked) * inventor.random.uniform(low, high))]}
    return replace(found, answers={item: code if item in keep else "" for item, code in found.answers.items()})


def _earlier(inventor: Inventor, found: Return) -> Return:
    """Another return of the same person, a day before and given up half way."""
    return replace(_cut(inventor, found, 0.5, 0.7), ended=found.ended - datetime.timedelta(days=1))


def _unlisted(inventor: Inventor, found: Return) -> Return:
    items = [item.item for item in inventor.study.asked_by(found.person.tool) if item.answer_scale == "agree5"]
    text = inventor.random.choice(inventor.plan["mess_in"]["not_on_scale_text"])
    return replace(found, written={inventor.random.choice(items): text})


def _text_items(study: Study, found: Return) -> list[str]:
    """Items whose option `other` this platform replaces by the respondent's words."""
    in_one_cell = {
        column.item for column in study.tables["mapping.csv"] if column.tool == found.person.tool and not column.option
    }
    return [item for item in found.answers if item in in_one_cell and study.roles(item, "other")]


def _other_text(inventor: Inventor, found: Return) -> Return:
    item = inventor.random.choice(_text_items(inventor.study, found))
    text = inventor.random.choice(inventor.plan["mess_in"]["other_texts"]).replace(";", ",")
    return replace(found, written={item: text})


def _aliases(study: Study, council: str) -> list[str]:
    return [row.alias for row in study.tables["aliases.csv"] if row.council == council]
