"""The documents of the sample: two artifacts and a mail that was pasted, tied to rows of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lattice.actions.files import AddFile, CreateArtifact, UpdateArtifact
from lattice.actions.links import AddLink
from lattice.client import Client
from lattice.model.files import FILES


class Named(NamedTuple):
    """A row that documents speak of."""

    table: str
    id: str
    name: str

    @property
    def link(self) -> str:
        """A link to the row in Markdown; names of the sample hold no brackets."""
        return f"[{self.name}](lattice://{self.table}/{self.id})"


async def write_documents(
    client: Client, people: Mapping[str, str], projects: Mapping[str, str], group_id: str
) -> None:
    """Write them; `people` and `projects` are ids by name, and the first few of each appear in the texts."""
    plain = [name for name in sorted(people) if name.isascii()]
    lead, second = (Named("people", people[name], name) for name in (plain[40], plain[90]))
    first, other = (Named("projects", projects[name], name) for name in sorted(projects)[:2])
    handbook = CreateArtifact(
        title="Field handbook",
        text=_handbook(lead, second),
        summary="How a season in the field is prepared, and who answers for what",
    )
    book = (await client.run(handbook, group_id=group_id)).value
    draft = CreateArtifact(title="Season report", text=_report(first, other, draft=True))
    report = (await client.run(draft, group_id=group_id)).value
    whole = UpdateArtifact(id=report.id, text=_report(first, other, draft=False))
    await client.run(whole, group_id=group_id)
    mail = AddFile(
        name="harbour-office.txt",
        text=_MAIL,
        title="Moorings in March",
        untrusted=True,
        source="paste",
    )
    letter = (await client.run(mail, group_id=group_id)).value.row
    for file_id, row, kind in (
        (book.id, lead, "answers for"),
        (report.id, first, "reports on"),
        (report.id, other, "reports on"),
        (letter.id, first, "concerns"),
    ):
        await client.run(
            AddLink(table=FILES, id=file_id, to_table=row.table, to_id=row.id, name=kind), group_id=group_id
        )


def _handbook(lead: Named, second: Named) -> str:
    return f"""# Field handbook

How a season is prepared. {lead.link} keeps this page; ask before you change a date.

## Before the boat leaves

- [x] Permits are signed and copied
- [x] Batteries are charged and *counted twice*
- [ ] The weather window is agreed with {second.link}
- [ ] Somebody on land knows the **return time**

## Who answers for what

| what | who | when |
|---|---|---|
| Boat and fuel | {lead.link} | two weeks before |
| Instruments | {second.link} | one week before |
| Food for six | whoever cooks | the day before |
| First aid | everybody | always |

## Naming a sample

Year, station, number, and nothing else:

```python
def label(year: int, station: str, number: int) -> str:
    return f"{{year}}-{{station.upper()}}-{{number:04d}}"
```

> A label that needs an explanation is a wrong label.

## After the season

1. Bring the instruments back **dry**.
2. Enter every sample on the day it was taken.
3. Write the report while you remember the weather.
"""


def _report(first: Named, other: Named, *, draft: bool) -> str:
    weather = (
        "To be written."
        if draft
        else "Eleven days of sun, nine of rain, and one of sleet in June that nobody had packed for."
    )
    outlook = "" if draft else "\n## Outlook\n\nNext year begins two weeks earlier, with one boat more.\n"
    return f"""# Season report

What became of {first.link} and {other.link}.

## Weather

{weather}

## Samples

| station | planned | taken |
|---|---:|---:|
| north | 120 | 118 |
| fjord | 80 | 84 |
| harbour | 40 | 37 |
{outlook}"""


_MAIL = """From: the harbour office
Subject: Moorings in March

Good morning,

berths 4 to 7 are closed from 3 to 21 March while the quay is mended. Your boat can lie at
the fishermen's pier; please tell us her length and draught before the end of February.

Kind regards from the harbour
"""
