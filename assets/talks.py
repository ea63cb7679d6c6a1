"""What the assistant of the pictures says and does: its words are written here, what it reads is real."""

from __future__ import annotations

import re

from tests.assistant.wire import Asked, Turn, call, say, think, used

STATES = """Alaska, by far, and it also reaches farthest north:

| state | airports | northernmost |
|---|---:|---:|
| AK | 263 | 71.29° |
| TX | 209 | 36.41° |
| CA | 205 | 41.89° |
| OK | 102 | 36.91° |
| FL | 100 | 30.85° |

Ohio has 100 as well.
"""

#: Day, airport, minutes late and why, as the flight notes say.
FLIGHTS = (
    ("2025-01-14", "OME", 130, "fog over the sound"),
    ("2025-01-15", "OTZ", 0, ""),
    ("2025-01-29", "SCC", 45, "deicing took three attempts"),
    ("2025-02-11", "BET", 20, "a dog team on the runway"),
    ("2025-03-02", "UNK", 210, "crosswind, one missed approach"),
)
COLUMNS = [
    {"name": "day", "type": "date"},
    {"name": "airport", "type": "reference", "target": "airports"},
    {"name": "minutes_late", "type": "integer"},
    {"name": "why", "type": "text"},
]


def _reading(asked: Asked) -> Turn:
    """The one file that was listed, and the airports it speaks of."""
    codes = ", ".join(code for _, code, _, _ in FLIGHTS)
    return [
        call("read_file", id=_only(asked, "_files")),
        call("query_rows", table="airports", where=f"iata in ({codes})", columns=["iata", "city"]),
    ]


def _rows(asked: Asked) -> Turn:
    """The rows, each with the airport that was found for its code."""
    airports = _airports(asked)
    rows = [
        {"day": day, "airport": airports[code], "minutes_late": late, **({"why": why} if why else {})}
        for day, code, late, why in FLIGHTS
    ]
    return [call("insert_rows", table="landings", rows=rows)]


def _done(asked: Asked) -> Turn:
    airports = _airports(asked)
    unk, ome = (f"(lattice://airports/{airports[code]})" for code in ("UNK", "OME"))
    words = (
        "The table **landings** has the five flights of the notes, each tied to its airport.\n\n"
        f"- Worst: [Unalakleet]{unk}, 210 minutes\n- Then: [Nome]{ome}, 130 minutes\n- Kotzebue was on time\n"
    )
    return [say(words), used(input=6_420, output=212, cache_read=5_900)]


def _airports(asked: Asked) -> dict[str, str]:
    """Ids by codes, from whatever was read in the whole conversation."""
    said = str(asked.body["messages"])
    found = re.findall(r"lattice://airports/(\w{26})[^}]*?iata[^A-Z]{1,8}([A-Z]{3})", said)
    return {code: row_id for row_id, code in found}


def _only(asked: Asked, table: str) -> str:
    """The id of the first row of a table that was answered last."""
    found = re.search(rf"lattice://{table}/(\w{{26}})", "\n".join(asked.results.values()))
    if found is None:
        raise SystemExit(f"nothing of {table} was read: {asked.results}")
    return found[1]


QUESTION = "Which five states have the most airports, and how far north do they go?"
COUNTED: list[Turn] = [
    [
        think("Count by state; the largest latitude of each says how far north."),
        call(
            "aggregate",
            table="airports",
            group_by=["state"],
            measures=["count", "max latitude"],
            sort=["-count"],
            limit=6,
        ),
    ],
    [say(STATES), used(input=5_210, output=168)],
]
WISH = "Make a table of the landings in the flight notes, each with its airport."
MADE = [
    [think("First the notes."), call("list_files", where="name ~ flight")],
    _reading,
    [
        call(
            "create_table",
            name="landings",
            columns=COLUMNS,
            definition="Each time the instruments landed somewhere",
        )
    ],
    _rows,
    _done,
]
EMPTYING = "Empty the trash of people, nobody needs that row any more."
PURGED = [
    [call("list_trash")],
    lambda asked: [
        say("One row of people is in the trash. Purging it cannot be undone."),
        call("purge_rows", table="people", ids=[_only(asked, "people")]),
    ],
    [say("It is gone for good.")],
]
CARS = "Which cars go farthest on a gallon, and where do they come from?"
COMPARED: list[Turn] = [
    [
        call("query_rows", table="cars", sort=["-miles_per_gallon"], limit=3),
        call("aggregate", table="cars", group_by=["origin"], measures=["count", "mean miles_per_gallon"]),
    ],
    [
        say(
            "The **mazda glc** of 1980: 46.6 miles. Then the honda civic 1500 gl with 44.6 and the "
            "vw rabbit c (diesel) with 44.3.\n\n"
            "| origin | cars | mean |\n|---|---:|---:|\n| Japan | 79 | 30.5 |\n| Europe | 73 | 27.9 |\n"
            "| USA | 254 | 20.1 |\n\nEight cars say nothing about it; the means leave them out.\n"
        ),
        used(input=4_870, output=190),
    ],
]
#: Earlier conversations: their titles, what was asked, what was answered.
EARLIER = (
    ("Rows without a city", "Which airports have no city?", "Twelve of them, all of them have `NA` there."),
    ("Season report", "Shorten the season report to ten lines.", "It has ten lines now."),
    ("Moorings in March", "When is the quay closed?", "From 3 to 21 March, berths 4 to 7."),
    ("People who left", "Who left since January?", "Nobody; one row lies in the trash."),
)
