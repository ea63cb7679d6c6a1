"""Links between a new document and the rows it names: found by search, confirmed by the words of the text."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from lattice.actions import AddLink, GetRow, ListEvents, ListLinks, ListRows, ListTables, SearchText
from lattice.assistant.chores.asking import Said
from lattice.assistant.chores.documents import Document, pieces_of
from lattice.assistant.chores.levels import Chore
from lattice.assistant.chores.names import Text, candidates, folded, is_telling
from lattice.assistant.chores.scope import Scope
from lattice.assistant.tools.provenance import STRANGERS, json_line, origin_of_row, wrapped
from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.model.schema import Table

#: What the links are called.
MENTIONS = "mentions"
#: Searches for one document, and hits of each.
_SEARCHES, _HITS = 1_000, 20
#: Tables with so few rows are looked through whole: names in small letters are found so.
_SMALL_TABLE, _SMALL_TABLES = 500, 20
#: Rows that one document is linked to, and of these rows that the model is asked about.
_LINKS, _ASKED = 100, 40
#: Rows that are called by the same words: beyond that the words are no name.
_NAMESAKES = 5
#: Shorter words are no names.
_LEAST_CHARS = 3
_AROUND = 120
_VALUE_CHARS = 80

_WHAT = (
    "A document has words that rows of a workspace are called by. Say which rows it really means: each is"
    " given with its number, its table, its values and the place in the document. Name only the numbers of"
    " rows that the document is certainly about; a word that happens to be the same does not count."
)


class Meant(Said, frozen=True):
    """The rows that are really meant."""

    meant: Annotated[tuple[int, ...], Meta(description="Their numbers.")] = ()


class Found(msgspec.Struct, frozen=True):
    """A row whose label stands in the text."""

    table: str
    row_id: str
    label: str


async def link(scope: Scope, doc: Document) -> None:
    """Link a document to the rows it names, as far as nobody has linked them or taken such a link back."""
    pieces = await pieces_of(scope.agent, doc.file)
    if not pieces:
        return
    text = await asyncio.to_thread(lambda: Text("".join(pieces)))
    found = await _found(scope, text, "".join(pieces))
    known = await _known(scope, doc)
    wanted = [one for one in found if one.row_id not in known]
    sure, doubtful = _parted(wanted, text, Counter(folded(one.label) for one in found))
    meant = await _judged(scope, doc, doubtful[:_ASKED], text)
    for one in (sure + meant)[:_LINKS]:
        add = AddLink(table=FILES, id=doc.row.id, to_table=one.table, to_id=one.row_id, name=MENTIONS)
        try:
            await scope.agent.run(add, group_id=scope.group)
        except LatticeError as error:
            if error.code not in ("not_found", "conflict", "forbidden", "invalid_action"):
                raise


async def _found(scope: Scope, text: Text, whole: str) -> list[Found]:
    """Rows of all tables whose label stands in the text."""
    listed = (await scope.agent.run(ListTables())).value.tables
    tables = tuple(info.table.name for info in listed if info.rows)
    found: dict[str, Found] = {}
    if not tables:
        return []
    small = [info.table for info in listed if 0 < info.rows <= _SMALL_TABLE][:_SMALL_TABLES]
    for table in small:
        for one in await _labels(scope, table):
            found.setdefault(one.row_id, one)
    for name in await asyncio.to_thread(candidates, whole, _SEARCHES):
        search = SearchText(text=f'"{name.replace(chr(34), " ")}"', tables=tables, limit=_HITS)
        for hit in (await scope.agent.run(search)).value.hits:
            found.setdefault(hit.row_id, Found(hit.table, hit.row_id, hit.label))
    return await asyncio.to_thread(lambda: [one for one in found.values() if _stands(one, text)])


def _stands(one: Found, text: Text) -> bool:
    label = one.label.strip()
    # what has no letter is an amount, not a name
    least = _LEAST_CHARS if label.isascii() else 2
    return len(label) >= least and any(map(str.isalpha, label)) and text.holds(label)


async def _labels(scope: Scope, table: Table) -> list[Found]:
    if table.label is None:
        return []
    name = table.label.name
    rows = (await scope.agent.run(ListRows(table=table.name, columns=(name,), limit=_SMALL_TABLE))).value.rows
    return [Found(table.name, row.id, str(row.values[name])) for row in rows if row.values.get(name)]


async def _known(scope: Scope, doc: Document) -> set[str]:
    """Rows that are linked already, and those whose link by a chore somebody took back."""
    known: set[str] = set()
    after: str | None = None
    while True:
        page = (await scope.agent.run(ListLinks(table=FILES, id=doc.row.id, after=after, limit=1000))).value
        known |= {one.row_id for one in page.links}
        after = page.next
        if after is None:
            break
    events = (await scope.agent.run(ListEvents(table=FILES, row_id=doc.row.id, limit=1000))).value.events
    removed = [event.before or {} for event in events if event.op == "link.remove"]
    return known | {str(b.get("to_row")) for b in removed if b.get("name") == MENTIONS}


def _parted(found: list[Found], text: Text, namesakes: Counter[str]) -> tuple[list[Found], list[Found]]:
    """Those that are certainly meant, and those that the words may name by chance."""
    sure: list[Found] = []
    doubtful: list[Found] = []
    for one in found:
        same = namesakes[folded(one.label)]
        if same == 1 and is_telling(one.label) and text.holds_as_written(one.label):
            sure.append(one)
        elif same <= _NAMESAKES:
            doubtful.append(one)
    return sure, doubtful


async def _judged(scope: Scope, doc: Document, doubtful: list[Found], text: Text) -> list[Found]:
    """Those of the doubtful that the model takes for meant; it can name no others."""
    if not doubtful:
        return []
    content: list[dict[str, Any]] = [doc.head()]
    for number, one in enumerate(doubtful, 1):
        content.append({"type": "text", "text": await _shown(scope, number, one)})
        content.append(doc.text(f"{number}: … {text.around(one.label, _AROUND)} …"))
    answer = await scope.asker.ask(Meant, _WHAT, content, Chore.LINKS)
    meant = set(answer.meant) if answer else set()
    return [one for number, one in enumerate(doubtful, 1) if number in meant]


async def _shown(scope: Scope, number: int, one: Found) -> str:
    """A row as data, with its number."""
    about: dict[str, Any] = {"number": number, "table": one.table, "called": one.label[:_VALUE_CHARS]}
    origin = STRANGERS
    try:
        row = (await scope.agent.run(GetRow(table=one.table, id=one.row_id))).value
        origin = origin_of_row(row, scope.me, one.table)
        values = [(name, value) for name, value in row.values.items() if value is not None][:6]
        about["values"] = {name: str(value)[:_VALUE_CHARS] for name, value in values}
    except LatticeError as error:
        if error.code != "not_found":
            raise
    return wrapped(json_line(about), origin)
