"""The rows of the sample: Nordlys, an invented research cooperative, the same every time."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType, Value
from lattice.sample import words

#: Any number would do; with this one the first screens are varied.
SEED = 1903
FIRST_DAY, LAST_DAY = date(2019, 1, 7), date(2026, 6, 30)
COMPANIES, PEOPLE, PROJECTS, MEETINGS, TASKS, NOTES = 140, 420, 72, 960, 1_800, 560


class Sheet(NamedTuple):
    """One table of the sample with all its rows."""

    table: str
    definition: str
    columns: tuple[NewColumn, ...]
    key: tuple[str, ...]
    """Columns that say which row is meant; the first is what references of other sheets go by."""
    rows: list[tuple[Value, ...]]
    """Values in the order of the columns; a reference is the first key of its row."""


class Tie(NamedTuple):
    """A link between two rows, both named by the first key of their sheet."""

    table: str
    name: str
    to_table: str
    to_name: str
    kind: str


class Organisation(NamedTuple):
    """Everything that is in the sample."""

    sheets: tuple[Sheet, ...]
    """In an order in which every reference finds its target."""
    ties: list[Tie]


def _column(name: str, type_: str, definition: str, target: str | None = None) -> NewColumn:
    return NewColumn(name, ColumnType(type_), target, definition)


def _day(dice: Random, first: date = FIRST_DAY, last: date = LAST_DAY) -> date:
    return first + timedelta(dice.randrange((last - first).days + 1))


def _moment(dice: Random, day: date) -> str:
    clock = time(dice.choice((8, 9, 10, 11, 13, 14, 15, 16)), dice.choice((0, 15, 30, 45)))
    return datetime.combine(day, clock, UTC).isoformat()


#: Letters that do not fall apart into a plain one and an accent.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "þ": "th", "ð": "d", "đ": "d"})


def _ascii(text: str) -> str:
    """Letters that an address can hold; empty when the script is another."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    return "".join(c for c in plain if c.isascii() and c.isalpha())


def _companies(dice: Random) -> Sheet:
    pairs = [f"{root} {kind}" for root in words.COMPANY_ROOTS for kind in words.COMPANY_KINDS]
    rows: list[tuple[Value, ...]] = []
    for name in dice.sample(pairs, COMPANIES):
        country = dice.choice(list(words.CITIES))
        site = _ascii(name) or f"partner{len(rows)}"
        rows.append(
            (
                name,
                dice.choice(words.SECTORS),
                dice.choice(words.CITIES[country]),
                country,
                dice.randint(1884, 2023),
                dice.choice((3, 7, 12, 25, 40, 110, 350, 1200)) + dice.randrange(9),
                _day(dice).isoformat() if dice.random() < 0.8 else None,
                f"https://{site}.example",
            )
        )
    columns = (
        _column("name", "text", "As it is written on their letters"),
        _column("sector", "text", "What they do"),
        _column("city", "text", "Where their main office is"),
        _column("country", "text", "Two letters, ISO 3166"),
        _column("founded", "integer", "Year"),
        _column("employees", "integer", "Counted at our last visit"),
        _column("partner_since", "date", "First agreement; empty while there is none"),
        _column("website", "text", "Invented, like everything here"),
    )
    return Sheet("companies", "Partners, suppliers and neighbours of Nordlys", columns, ("name",), rows)


def _people(dice: Random, companies: Sequence[str]) -> Sheet:
    everybody = [
        (country, first, last) for country, firsts, lasts in words.NAMES for first in firsts for last in lasts
    ]
    rows: list[tuple[Value, ...]] = []
    for number, (country, first, last) in enumerate(dice.sample(everybody, PEOPLE)):
        name = f"{last} {first}" if country in ("JP", "VN") else f"{first} {last}"
        address = ".".join(filter(None, (_ascii(first), _ascii(last)))) or f"person{number}"
        joined = _day(dice)
        is_ours = dice.random() < 0.6
        rows.append(
            (
                name,
                dice.choice(words.ROLES),
                dice.choice(words.TEAMS) if is_ours else None,
                dice.choice(words.CITIES[country][:2] if dice.random() < 0.7 else words.CITIES[country]),
                country,
                None if is_ours else dice.choice(companies),
                f"{address}@nordlys.example" if is_ours else f"{address}@mail.example",
                joined.isoformat(),
                dice.random() < 0.85,
                {
                    "languages": dice.sample(words.LANGUAGES, dice.randint(1, 3)),
                    "remote": dice.random() < 0.3,
                },
            )
        )
    columns = (
        _column("name", "text", "Full name, in the order they use themselves"),
        _column("role", "text", "What they do"),
        _column("team", "text", "Our team; empty for people of other companies"),
        _column("city", "text", "Where they live"),
        _column("country", "text", "Two letters, ISO 3166"),
        _column("company", "reference", "Who they work for; empty for our own people", "companies"),
        _column("email", "text", "Invented, like everything here"),
        _column("joined", "date", "First day with us, or the day we met"),
        _column("active", "boolean", "Whether they still take part"),
        _column("profile", "json", "Languages, and whether they work from afar"),
    )
    return Sheet("people", "Everybody who works at or with Nordlys", columns, ("name",), rows)


def _projects(dice: Random, people: Sequence[str], companies: Sequence[str]) -> Sheet:
    titles = [f"{subject} {place}" for subject in words.SUBJECTS for place in words.PLACES]
    rows: list[tuple[Value, ...]] = []
    for title in dice.sample(titles, PROJECTS):
        started = _day(dice, last=date(2026, 1, 31))
        status = dice.choice(words.STATUSES)
        lead = dice.choice(people)
        rows.append(
            (
                title,
                status,
                lead,
                dice.choice(companies) if dice.random() < 0.75 else None,
                started.isoformat(),
                (started + timedelta(days=dice.choice((180, 365, 730, 1095)))).isoformat(),
                dice.randrange(20, 1900) * 1_000.0,
                100 if status == "done" else dice.randrange(0, 20) * 5,
                dice.random() < 0.5,
                {"season": dice.choice(("winter", "summer", "all year")), "boats": dice.randrange(3)},
                f"# {title}\n\n{dice.choice(words.OPENINGS)}\n\n"
                f"Led by **{lead}**. {dice.choice(words.FINDINGS)}\n",
            )
        )
    columns = (
        _column("title", "text", "What it is called in the yearly report"),
        _column("status", "text", "idea, planned, running, paused or done"),
        _column("lead", "reference", "Who answers for it", "people"),
        _column("partner", "reference", "The company we do it with", "companies"),
        _column("started", "date", "First day"),
        _column("ends", "date", "Last day of the funding"),
        _column("budget", "number", "For the whole time, in NOK"),
        _column("progress", "integer", "Percent, as the lead sees it"),
        _column("public", "boolean", "Whether it is on our website"),
        _column("settings", "json", "Season and number of boats"),
        _column("summary", "markdown", "One paragraph for newcomers"),
    )
    return Sheet("projects", "What we work on, from idea to done", columns, ("title",), rows)


def _meetings(dice: Random, projects: Sequence[tuple[Value, ...]], people: Sequence[str]) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for _ in range(MEETINGS):
        project = dice.choice(projects)
        day = _day(dice, date.fromisoformat(project[4]), LAST_DAY)
        kind = dice.choice(words.MEETING_KINDS)
        chair, other = dice.sample(people, 2)
        rows.append(
            (
                f"{kind}: {project[0]}",
                _moment(dice, day),
                project[0],
                chair,
                dice.choice((15, 30, 45, 60, 60, 90, 120)),
                dice.choice(words.ROOMS),
                f"{dice.choice(words.FINDINGS)}\n\n- {chair} will {dice.choice(words.NEXT_STEPS)}\n"
                f"- {other} will {dice.choice(words.NEXT_STEPS)}\n",
            )
        )
    rows.sort(key=lambda row: str(row[1]))
    columns = (
        _column("title", "text", "What kind, and about what"),
        _column("held_at", "datetime", "When it began, UTC"),
        _column("project", "reference", "What it was about", "projects"),
        _column("chair", "reference", "Who led it", "people"),
        _column("minutes", "integer", "How long it took"),
        _column("place", "text", "Where we sat"),
        _column("notes", "markdown", "What was found and who does what"),
    )
    return Sheet("meetings", "When we met, where, and what came of it", columns, ("title", "held_at"), rows)


def _tasks(dice: Random, projects: Sequence[tuple[Value, ...]], people: Sequence[str]) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for number in range(1, TASKS + 1):
        project = dice.choice(projects)
        due = _day(dice, date.fromisoformat(project[4]), date(2026, 12, 31))
        is_done = due < LAST_DAY and dice.random() < 0.8
        hours = dice.choice((0.5, 1, 2, 3.5, 8, 16))
        rows.append(
            (
                f"N-{number:04}",
                f"{dice.choice(words.VERBS)} {dice.choice(words.OBJECTS)}{dice.choice(words.SUFFIXES)}",
                is_done,
                dice.choice(words.PRIORITIES),
                due.isoformat() if dice.random() < 0.9 else None,
                dice.choice(people) if dice.random() < 0.92 else None,
                project[0],
                float(hours),
                round(hours * dice.uniform(0.6, 2.2), 1) if is_done else None,
            )
        )
    columns = (
        _column("number", "text", "As it is called in mails"),
        _column("title", "text", "What is to be done"),
        _column("done", "boolean", "Whether it is"),
        _column("priority", "text", "low, normal, high or urgent"),
        _column("due", "date", "Empty when there is no hurry"),
        _column("assignee", "reference", "Who does it; empty while nobody does", "people"),
        _column("project", "reference", "What it is part of", "projects"),
        _column("estimate", "number", "Hours, before"),
        _column("spent", "number", "Hours, after"),
    )
    return Sheet("tasks", "What is to be done, and what was", columns, ("number",), rows)


def _notes(dice: Random, projects: Sequence[tuple[Value, ...]], people: Sequence[str]) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for number in range(1, NOTES + 1):
        project = dice.choice(projects)
        author, first, second = dice.sample(people, 3)
        subject = str(project[0]).split(" ", 2)
        body = (
            f"{dice.choice(words.OPENINGS)}\n\n"
            f"Talked with **{first}** and _{second}_ about {project[0]}.\n\n"
            f"## What we found\n\n> {dice.choice(words.FINDINGS)}\n\n"
            f"## Next\n\n1. {dice.choice(words.NEXT_STEPS)}\n2. {dice.choice(words.NEXT_STEPS)}\n"
        )
        rows.append(
            (
                f"{' '.join(subject[:2])}, note {number}",
                author,
                project[0],
                _moment(dice, _day(dice, date.fromisoformat(project[4]), LAST_DAY)),
                dice.sample(words.TAGS, dice.randint(1, 3)),
                body,
            )
        )
    columns = (
        _column("title", "text", "Subject and number"),
        _column("author", "reference", "Who wrote it", "people"),
        _column("project", "reference", "What it belongs to", "projects"),
        _column("written_at", "datetime", "When, UTC"),
        _column("tags", "json", "A list of words"),
        _column("body", "markdown", "Long text; names in it are names of people and projects"),
    )
    return Sheet("notes", "What somebody thought worth keeping", columns, ("title",), rows)


def _ties(dice: Random, people: Sequence[str], projects: Sequence[str], notes: Sheet) -> list[Tie]:
    members = [
        Tie("people", p, "projects", project, "works on")
        for project in projects
        for p in dice.sample(people, 2)
    ]
    mentions = [
        Tie("notes", str(row[0]), "people", dice.choice(people), "mentions")
        for row in dice.sample(notes.rows, 60)
    ]
    return members + mentions


def nordlys() -> Organisation:
    """The whole sample; pure, and equal on every call."""
    dice = Random(SEED)
    companies = _companies(dice)
    company_names = [str(row[0]) for row in companies.rows]
    people = _people(dice, company_names)
    ours = [str(row[0]) for row in people.rows if row[2]]
    projects = _projects(dice, ours, company_names)
    titles = [str(row[0]) for row in projects.rows]
    meetings = _meetings(dice, projects.rows, ours)
    tasks = _tasks(dice, projects.rows, ours)
    notes = _notes(dice, projects.rows, ours)
    ties = _ties(dice, ours, titles, notes)
    return Organisation((companies, people, projects, meetings, tasks, notes), ties)
