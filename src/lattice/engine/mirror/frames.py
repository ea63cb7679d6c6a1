"""What the stream says, applied to a mirror: rows, links and events, in the order of the log."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lattice.databases.base import Transaction
from lattice.engine.catalog import Catalog
from lattice.engine.mirror import rows
from lattice.engine.mirror.rows import Counted, Values, stored_value
from lattice.engine.mirror.state import Fill, MirrorState
from lattice.model.stream import Entry, Hide, RawLink, RawRow, Reveal

#: A row on the server: its table's id and its own.
Place = tuple[str, str]
#: What was fetched beside the stream: the row as it is now, None when there is nothing to be seen.
Fetched = Mapping[Place, tuple[RawRow, tuple[RawLink, ...]] | None]
#: What changes rows and links: a mirror is to have the whole of it.
Data = Entry | Hide | Reveal


class Applied(NamedTuple):
    """What came of applying frames."""

    needed: list[Place]
    """Rows of which something is missing: nothing was applied, fetch them and try again."""
    took_out: bool = False
    """Whether rows were taken out, whose words the search index keeps until it is tidied."""


def changes_schema(frame: Data) -> bool:
    """Whether the catalog is to be fetched before a frame is applied."""
    return isinstance(frame, Entry) and frame.op.partition(".")[0] in ("table", "column", "workspace")


def tables_to_refill(frames: Sequence[Data]) -> frozenset[str]:
    """Tables whose values changed without a word about their rows."""
    silent = ("column.restore", "column.retype", "column.mask", "table.restore")
    return frozenset(
        frame.table_id
        for frame in frames
        if isinstance(frame, Entry) and frame.table_id is not None and frame.op in silent
    )


async def apply(
    tx: Transaction, catalog: Catalog, state: MirrorState, frames: Sequence[Data], fetched: Fetched
) -> Applied:
    """Bring rows and links to where the frames lead; says which rows it would need for that."""
    replay = Replay(tx, catalog, state, fetched)
    await replay.load(frames)
    for frame in frames:
        replay.take(frame)
    if replay.needed:
        return Applied(sorted(replay.needed))
    await replay.write()
    return Applied([], replay.took_out)


class Replay:
    """Rows of a stretch of the log, in memory until their last state is known."""

    def __init__(self, tx: Transaction, catalog: Catalog, state: MirrorState, fetched: Fetched) -> None:
        self._tx = tx
        self._state = state
        self._fetched = fetched
        self._layouts = {layout.table.id: layout for layout in catalog.layouts}
        self._types = {
            id_: {column.id: column.type for column in layout.table.columns}
            for id_, layout in self._layouts.items()
        }
        self._rows: dict[Place, Values | None] = {}
        self._changed: set[Place] = set()
        self._gone: set[Place] = set()
        self._links: dict[str, RawLink | None] = {}
        self._untied: set[str] = set()
        self._counts: dict[str, Counted] = {}
        self.needed: set[Place] = set()
        self.took_out = False

    async def load(self, frames: Sequence[Data]) -> None:
        """Read the rows that the frames speak of, as far as they are here."""
        by_table: dict[str, set[str]] = {}
        for frame in frames:
            place = _place(frame)
            if place is not None and place[0] in self._layouts and not self._is_away(place[0]):
                by_table.setdefault(place[0], set()).add(place[1])
        for table_id, ids in by_table.items():
            layout = self._layouts[table_id]
            for row_id, record in (await rows.fetch(self._tx, layout, ids)).items():
                self._rows[table_id, row_id] = list(record)
            for place in ((table_id, id_) for id_ in ids):
                if place in self._fetched:
                    self._take_fetched(place)

    def _take_fetched(self, place: Place) -> None:
        found = self._fetched[place]
        if found is None:
            self._remove(place)
            return
        raw, links = found
        self._rows[place] = rows.values_reader(self._layouts[place[0]])(raw)
        self._changed.add(place)
        self._links.update((link.id, link) for link in links)

    def _is_away(self, table_id: str) -> bool:
        fill = self._state.fills.get(table_id)
        return fill is not None and fill.state is Fill.AWAY

    def take(self, frame: Data) -> None:
        """One frame after the other."""
        if isinstance(frame, Entry):
            if frame.op in ("link.add", "link.remove"):
                self._tie(frame)
            elif frame.op.startswith("row.") and _place(frame) is not None:
                self._entry(frame)
            return
        if frame.table_id not in self._layouts:
            return
        if self._is_away(frame.table_id):
            self._count_away(frame)
            self._untie(frame.row_id if isinstance(frame, Hide) else frame.row.id)
        elif isinstance(frame, Hide):
            self._remove((frame.table_id, frame.row_id))
        elif (frame.table_id, frame.row.id) not in self._fetched:
            place = (frame.table_id, frame.row.id)
            self._rows[place] = rows.values_reader(self._layouts[frame.table_id])(frame.row)
            self._changed.add(place)
            self._gone.discard(place)
        if isinstance(frame, Reveal):
            # its links come whole, whatever was here before
            self._untied.add(frame.row.id)
            self._links.update((link.id, link) for link in frame.links)

    def _entry(self, entry: Entry) -> None:
        place = (str(entry.table_id), str(entry.row_id))
        if place[0] not in self._layouts or place in self._fetched:
            return
        if self._is_away(place[0]):
            self._count_away(entry)
            if entry.op == "row.purge":
                self._untie(place[1])
        elif entry.op == "row.purge":
            self._remove(place)
        elif entry.after is not None:
            self._change(place, entry, entry.after)

    def _change(self, place: Place, entry: Entry, after: Mapping[str, object]) -> None:
        current = self._rows.get(place)
        if current is None:
            if self._comes_later(place) or place in self._gone:
                return
            if entry.op == "row.insert":
                self._rows[place] = self._inserted(place, entry, after)
                self._changed.add(place)
            elif not entry.purged:
                self.needed.add(place)
            return
        version = int(current[rows.VERSION] or 0)
        before = (entry.before or {}).get("_version")
        new = after.get("_version")
        if entry.op == "row.insert" or (isinstance(new, int) and new <= version):
            return
        if before != version:
            self.needed.add(place)
            return
        self._set(place, current, after)
        current[rows.UPDATED_AT], current[rows.UPDATED_BY] = entry.at, entry.actor
        self._changed.add(place)

    def _comes_later(self, place: Place) -> bool:
        """Whether the row is one of those that the first copy has yet to bring."""
        fill = self._state.fills.get(place[0])
        return fill is not None and fill.state in (Fill.FILLING, Fill.AGAIN) and place[1] > fill.after_id

    def _inserted(self, place: Place, entry: Entry, after: Mapping[str, object]) -> Values:
        layout = self._layouts[place[0]]
        values: Values = [None] * len(layout.fields)
        head = (
            place[1],
            1,
            entry.at,
            entry.actor,
            entry.at,
            entry.actor,
            None,
            entry.actor,
            "everyone",
            None,
        )
        values[: len(head)] = head
        self._set(place, values, after)
        return values

    def _set(self, place: Place, values: Values, after: Mapping[str, object]) -> None:
        layout, types = self._layouts[place[0]], self._types[place[0]]
        for key, value in after.items():
            if key in rows.SYSTEM_PLACE:
                values[rows.SYSTEM_PLACE[key]] = value  # type: ignore[call-overload]  # stored as it comes
            elif key in types:
                values[layout.position[key]] = stored_value(types[key], value)

    def _remove(self, place: Place) -> None:
        self._rows[place] = None
        self._changed.discard(place)
        self._gone.add(place)
        self._untie(place[1])

    def _untie(self, row_id: str) -> None:
        """Let go of every link of a row."""
        self._untied.add(row_id)
        ends = [id_ for id_, link in self._links.items() if link and row_id in (link.from_row, link.to_row)]
        for id_ in ends:
            self._links[id_] = None

    def _tie(self, entry: Entry) -> None:
        said = entry.after if entry.op == "link.add" else entry.before
        if said is None or "id" not in said:
            return
        link_id = str(said["id"])
        if entry.op == "link.remove":
            self._links[link_id] = None
            return
        self._links[link_id] = RawLink(
            link_id,
            str(said.get("name", "")),
            str(entry.table_id),
            str(entry.row_id),
            str(said.get("to_table")),
            str(said.get("to_row")),
            entry.at,
            entry.actor,
        )

    def _count_away(self, frame: Data) -> None:
        """Of a table that stays on the server only the number of rows is known."""
        if isinstance(frame, Entry):
            table_id = str(frame.table_id)
            by = {
                "row.insert": Counted(1, 0),
                "row.delete": Counted(-1, 1),
                "row.restore": Counted(1, -1),
                "row.purge": Counted(0, -1),
            }.get(frame.op, Counted())
        elif isinstance(frame, Hide):
            table_id, by = frame.table_id, Counted(-1, 0)
        else:
            table_id = frame.table_id
            by = Counted(1, 0) if frame.row.deleted_at is None else Counted(0, 1)
        self._counts[table_id] = self._counts.get(table_id, Counted()).plus(by)

    async def write(self) -> None:
        """Write what came of it."""
        for table_id, layout in self._layouts.items():
            places = [place for place in self._changed if place[0] == table_id]
            changed = [values for place in places if (values := self._rows[place])]
            gone = [row_id for table, row_id in self._gone if table == table_id]
            if not changed and not gone:
                continue
            self.took_out = self.took_out or bool(gone)
            by = await rows.take_out(self._tx, layout, gone)
            by = by.plus(await rows.put(self._tx, layout, changed))
            fill = self._state.fills.get(table_id)
            if fill is None or fill.state is Fill.WHOLE:
                self._counts[table_id] = self._counts.get(table_id, Counted()).plus(by)
        await self._write_links()
        await self._tx.many(
            "UPDATE lattice_tables SET live = max(live + ?, 0), trashed = max(trashed + ?, 0) WHERE id = ?",
            [(*by, table_id) for table_id, by in self._counts.items() if by != Counted()],
        )

    async def _write_links(self) -> None:
        if self._untied:
            await self._tx.script(rows.forget_links(json.dumps(sorted(self._untied))))
        if not self._links:
            return
        gone = [id_ for id_, link in self._links.items() if link is None]
        sql = "DELETE FROM lattice_links WHERE id IN (SELECT value FROM json_each(?))"
        await self._tx.run(sql, (json.dumps(gone),))
        await rows.put_links(self._tx, [link for link in self._links.values() if link is not None])


def _place(frame: Data) -> Place | None:
    if isinstance(frame, Reveal):
        return frame.table_id, frame.row.id
    if isinstance(frame, Entry) and not frame.op.startswith("row."):
        return None
    if frame.table_id is None or frame.row_id is None:
        return None
    return frame.table_id, frame.row_id
