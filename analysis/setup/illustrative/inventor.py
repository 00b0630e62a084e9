"""People and returns that are invented, from a study's definition and a seed."""

import datetime
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.setup.illustrative.plan import read_plan
from analysis.study.rows import Item
from analysis.study.study import Study


@dataclass(frozen=True)
class Person:
    """Someone invited by one tool at one council."""

    id: str
    tool: str
    council: str
    email: str


@dataclass(frozen=True)
class Return:
    """A return before it is written: codes by item, and how each platform will say the rest."""

    person: Person
    council_text: str
    ended: datetime.datetime
    answers: dict[str, str]
    language: str = "en"
    link: str = ""
    minutes: int = 0  # it took; none: as long as most
    written: dict[str, str] = field(default_factory=dict)  # items whose text stands instead of an option


class Inventor:
    """Draws a study's returns. One random stream, used in one order, makes them the same each time."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.plan = read_plan(study)
        self.random = random.Random(study.settings.illustration.seed)
        self.published = {
            (row.unit, row.group): row for row in study.tables["published.csv"] if row.measure == "response_rate"
        }
        self.inclined = {council: self._council_inclination(council) for council in study.councils}

    def _council_inclination(self, council: str) -> dict[str, float]:
        own = self.plan["councils"].get(council, {})
        spread = self.plan["answers"]["between_councils"]
        drawn = {name: mean + self.random.gauss(0, spread) for name, mean in self.plan["national"].items()}
        return drawn | {name: value for name, value in own.items() if name in drawn}

    # the frame

    def invited(self) -> list[Person]:
        """Everybody invited, in the order of councils and tools."""
        return [
            person
            for council in self.study.councils
            for group in self.study.groups
            for person in self._group(council, group)
        ]

    def _group(self, council: str, group: str) -> Iterable[Person]:
        published = self.published.get((council, group))
        size = published.invited if published else self._size(council, group)
        tools = [tool for tool in self.study.tools.values() if tool.group == group]
        for tool, people in zip(
            tools, self._split(size, [self.plan["frame"]["tool_shares"][tool.tool] for tool in tools]), strict=True
        ):
            for number in range(people):
                code = self.study.councils[council].short_code
                name = f"{tool.tool}-{code}-{number + 1:03d}".lower()
                yield Person(name, tool.tool, council, f"{name}@{code.lower()}.example")

    def _size(self, council: str, group: str) -> int:
        frame = self.plan["frame"]
        if group == self.study.settings.cleaning.seats_group:
            vacancies: int = self.random.randint(0, frame["vacancies_to"])
            return self.study.councils[council].seats_2017 - vacancies
        return self.random.randint(frame["officers_from"], frame["officers_to"])

    @staticmethod
    def _split(size: int, shares: Sequence[float]) -> list[int]:
        """Whole numbers in these shares that add up to the size."""
        edges = [round(size * sum(shares[:place]) / sum(shares)) for place in range(len(shares) + 1)]
        return [after - before for before, after in pairwise(edges)]

    # usable returns

    def usable(self, invited: list[Person]) -> list[Return]:
        """One complete return of each person who replies."""
        found = []
        for council in self.study.councils:
            for group in self.study.groups:
                people = [p for p in invited if p.council == council and self.study.tools[p.tool].group == group]
                repliers = self.random.sample(people, self._replies(council, group, len(people)))
                found += [self._return(person) for person in sorted(repliers, key=lambda person: person.id)]
        return found

    def _replies(self, council: str, group: str, people: int) -> int:
        published = self.published.get((council, group))
        if published and published.responses is not None:
            return int(published.responses)
        least, most = self.plan["frame"][f"response_{group}"]
        return round(people * self.random.uniform(least, most))

    def _return(self, person: Person) -> Return:
        inclination = self.random.gauss(0, self.plan["answers"]["between_people"])
        if self.study.tools[person.tool].group == self.study.settings.cleaning.seats_group:
            inclination += self.plan["answers"]["seats_group"]
        answers = {item.item: self._answer(person, item, inclination) for item in self.study.asked_by(person.tool)}
        return Return(person, self.study.councils[person.council].name_en, self._moment(), answers)

    def _moment(self) -> datetime.datetime:
        frame = self.plan["frame"]
        start = datetime.datetime.combine(frame["first_day"], datetime.time(8))
        day = min(int(self.random.expovariate(1 / 14)), frame["days"] - 1)
        return start + datetime.timedelta(days=day, seconds=self.random.randrange(10 * 3600))

    def _answer(self, person: Person, item: Item, inclination: float) -> str:
        if item.kind == "comment":
            wants = self.random.random() < self.plan["answers"]["comment"]
            return str(self.random.randrange(len(self.plan["comments"]))) if wants else ""
        if item.kind == "multi":
            return self._ticked(person, item)
        if self.random.random() < self.plan["answers"]["no_answer"]:
            return ""
        return self._chosen(person, item, inclination)

    def _chosen(self, person: Person, item: Item, inclination: float) -> str:
        options = self.study.options(item.item)
        unsure = [option.code for option in options if option.role == "dont_know"]
        if unsure and self.random.random() < self.plan["answers"]["dont_know"]:
            return unsure[0]
        steps = sorted(
            (o for o in options if o.points is not None),
            key=lambda option: (-(option.points or 0), options.index(option)),
        )
        if not steps:
            plain = [option.code for option in options if option.role not in ("dont_know", "other")]
            return self.random.choice(plain)
        held = self.inclined[person.council].get(item.characteristic, 0.0) + inclination + self.random.gauss(0, 1)
        held = -held if item.reverse else held
        return self._step([option.code for option in reversed(steps)], held)

    def _step(self, weakest_first: list[str], held: float) -> str:
        """The option that an inclination reaches; on agree scales the strong end of each side is last in the file."""
        cuts: list[float] = self.plan["answers"][f"cuts_{len(weakest_first)}"]
        return weakest_first[sum(held > cut for cut in cuts)]

    def _ticked(self, person: Person, item: Item) -> str:
        shares = self.plan["ticked"][item.item] | (
            self.plan["councils"].get(person.council, {}).get("ticked", {}) if item.is_core else {}
        )
        codes = [option.code for option in self.study.options(item.item) if self.random.random() < shares[option.code]]
        return ";".join(codes)

    # the public survey

    def public(self) -> list[dict[str, str]]:
        """Respondents of the public survey whose shares of each published measure are those published."""
        measures = {row.measure: row for row in self.study.tables["published.csv"] if row.measure in self.study.items}
        size = next(iter(measures.values())).invited if measures else 0
        people = sorted((self._respondent() for _ in range(size)), key=lambda person: tuple(person.values()))
        for name, row in measures.items():
            reached = self.random.random()
            for person in people:
                before, reached = int(reached), reached + row.printed_percent / 100
                person[name] = self._public_answer(name, said=int(reached) > before)
        self.random.shuffle(people)
        return people

    def _respondent(self) -> dict[str, str]:
        return {
            margin: self.random.choices(list(shares), list(shares.values()))[0]
            for margin, shares in self.plan["public"].items()
        }

    def _public_answer(self, item: str, *, said: bool) -> str:
        top = self.study.roles(item, "top")
        rest = [option.code for option in self.study.options(item) if option.code not in top]
        return self.random.choice(top if said else rest)
