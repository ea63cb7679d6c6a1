"""Where a row came from: the words of its source, and the place in a file that it names."""

from __future__ import annotations

from textual.content import Content

from lattice.actions import ReadFile
from lattice.model.errors import LatticeError
from lattice.model.rows import Row
from lattice.model.sources import FileSource, parse_source
from lattice.tui.bench import Bench
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.pane import BEGINNING, Spot


def origin_line(row: Row, width: int) -> list[Content]:
    """The line under the fields that says where the row came from; none when nobody said."""
    if not row.source:
        return []
    name = (f"{fit_cells('from', width)}  ", "$text-muted")
    place = parse_source(row.source)
    if place is None:
        return [Content.assemble(name, (one_line(row.source, 400), "$text-muted"))]
    return [Content.assemble(name, ("▤ ", "$text-accent"), one_line(place.label or "a file", 400))]


async def place_of(bench: Bench, place: FileSource) -> tuple[TabKey, Spot]:
    """The tab of the file, and where in it; its beginning when the place is not there any more."""
    key = TabKey(TabKind.FILE, row_id=place.file_id)
    if place.at is not None or place.page is None:
        return key, Spot(at=place.at) if place.at is not None else BEGINNING
    try:
        read = (await bench.run(ReadFile(id=place.file_id, page=place.page, length=1))).value
    except LatticeError:
        # the file was replaced by one without that page: it is shown all the same
        return key, BEGINNING
    return key, Spot(at=read.start)
