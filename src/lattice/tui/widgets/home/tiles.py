"""Where everything of the first tab stands: cards and lines, laid out for a width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Region

from lattice.actions import TableInfo
from lattice.model.events import Change
from lattice.model.rows import Row
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.session import TabKey, TabKind
from lattice.tui.sharing_words import table_badge
from lattice.tui.widgets.home.reading import CARDS, LINES, Stamp, Told
from lattice.tui.widgets.pane import BEGINNING, Spot
from lattice.tui.words import actor_words, ago, change_words, file_mark, local_clock, show_value

#: Least and most cells of a card.
NARROWEST, WIDEST = 25, 46
#: Width from which lists stand side by side, and cards say more.
WIDE = 90
#: Cells between what stands side by side.
GAP = 2
_LIGHT, _HEAVY = tuple("╭─╮│╰╯"), tuple("┏━┓┃┗┛")

#: A piece of a line: its text, and its style.
Piece = tuple[str, str]


class Tile(NamedTuple):
    """A card, the head of a list, or a line of it."""

    name: str
    """Says which it is, also after it was read anew."""
    part: str
    """Which part of the tab it belongs to."""
    region: Region
    key: TabKey | None
    """What it opens; None for words that open nothing."""
    lines: tuple[tuple[Piece, ...], ...]
    """What stands in it; of a card, within its frame."""
    title: str = ""
    """Of a card, in its frame."""
    total: str = ""
    """Of a card, in its frame at the right."""
    spot: Spot = BEGINNING

    @property
    def is_card(self) -> bool:
        """Whether it has a frame."""
        return bool(self.title)

    def row(self, y: int, *, here: bool, under_mouse: bool) -> Content:
        """One of its lines, exactly as wide as it is; `here` when keys are on it."""
        if self.is_card:
            return self._card_row(y, here=here, under_mouse=under_mouse)
        style = "$block-cursor-foreground on $block-cursor-background" if here else ""
        if under_mouse and self.key is not None:
            style += " underline"
        mark = "▸ " if here else "  "
        pieces = _fit(self.lines[y] if y < len(self.lines) else (), self.region.width - 2)
        return Content.assemble(
            (mark, style), *((text, style if here else f"{own} {style}") for text, own in pieces)
        )

    def _card_row(self, y: int, *, here: bool, under_mouse: bool) -> Content:
        left, across, right, side, low, end = _HEAVY if here else _LIGHT
        width, frame = self.region.width, "$accent" if here else "$primary-muted"
        if y == 0:
            name = fit_cells(one_line(self.title), min(cell_len(one_line(self.title)), self._room)).rstrip()
            rest = across * (width - cell_len(name) - cell_len(self.total) - 8)
            title = "bold $text-primary underline" if under_mouse else "bold $text-primary"
            return Content.assemble(
                (f"{left}{across} ", frame), (name, title), (f" {rest} ", frame), (self.total, "$text"),
                (f" {across}{right}", frame),
            )  # fmt: skip
        if y == self.region.height - 1:
            return Content.styled(f"{low}{across * (width - 2)}{end}", frame)
        inside = _fit(self.lines[y - 1] if y <= len(self.lines) else (), width - 4)
        return Content.assemble((f"{side} ", frame), *inside, (f" {side}", frame))

    @property
    def _room(self) -> int:
        return max(1, self.region.width - cell_len(self.total) - 9)


def _fit(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """The pieces in exactly `width` cells: cut at the end, or filled up."""
    fitted, left = list[Piece](), width
    for text, style in pieces:
        if left <= 0:
            break
        cut = text if cell_len(text) <= left else fit_cells(text, left)
        fitted.append((cut, style))
        left -= cell_len(cut)
    return [*fitted, (" " * left, "")] if left > 0 else fitted


def arrange(told: Told, width: int) -> list[Tile]:
    """All tiles for a width in cells, from the top; the parts follow each other."""
    width = max(width, NARROWEST)
    tiles = list(_cards(told, width))
    y = max((tile.region.bottom for tile in tiles), default=0) + 1
    changes, files, own = _changes(told), _files(told), _assistant(told)
    if width < WIDE:
        for part in (changes, files, own):
            placed = list(_place(part, 0, y, width, LINES - 2))
            tiles += placed
            y = placed[-1].region.bottom + 1
        return tiles
    half = (width - GAP) // 2
    tiles += _place(changes, 0, y, half, LINES * 2)
    for part in (files, own):
        placed = list(_place(part, half + GAP, y, width - half - GAP, LINES))
        tiles += placed
        y = placed[-1].region.bottom + 1
    return tiles


def _cards(told: Told, width: int) -> Iterator[Tile]:
    if not told.tables:
        return
    columns = max(1, min((width + GAP) // (NARROWEST + GAP), len(told.tables)))
    each = min(WIDEST, (width - GAP * (columns - 1)) // columns)
    # a narrow card says in two lines what a broad one says in one
    height = 5 if columns > 1 else 4
    for at, info in enumerate(told.tables[:CARDS]):
        region = Region((at % columns) * (each + GAP), (at // columns) * height, each, height)
        yield Tile(
            f"table:{info.table.id}",
            "tables",
            region,
            TabKey(TabKind.TABLE, info.table.id),
            (*_definition(info, each - 4, height - 3), (_stamp_words(told, info),)),
            f"{info.table.name} {table_badge(info.table)}".rstrip(),
            f"{info.rows:,}",
        )
    if (more := len(told.tables) - CARDS) > 0:
        below = ((CARDS + columns - 1) // columns) * height
        words = f"and {more:,} more tables, at the left"
        yield Tile("more", "tables", Region(0, below, width, 1), None, (((words, "$text-muted"),),))


def _definition(info: TableInfo, width: int, most: int) -> list[tuple[Piece, ...]]:
    """What the table is for, in `most` lines; one without a definition says what it is made of."""
    words = one_line(info.table.definition)
    style = "$text"
    if not words:
        words, style = one_line(", ".join(column.name for column in info.table.columns)), "$text-muted italic"
    wrapped = [line.rstrip().plain for line in Content(words).wrap(max(width, 1))] if words else []
    if len(wrapped) > most:
        rest = " ".join(wrapped[most - 1 :])
        wrapped = [*wrapped[: most - 1], fit_cells(rest, width) if cell_len(rest) > width else rest]
    wrapped += [""] * (most - len(wrapped))
    return [((line, style),) for line in wrapped]


def _stamp_words(told: Told, info: TableInfo) -> Piece:
    stamp = told.stamps.get(info.table.id)
    if stamp is None:
        return ("" if info.table.id in told.stamps or told.away else "…", "$text-muted")
    return (f"{one_line(_who(stamp))} · {ago(stamp.at)}", "$text-muted")


def _who(stamp: Stamp) -> str:
    return actor_words(stamp.actor, stamp.on_behalf_of)


class Line(NamedTuple):
    """One line of a list, before it has a place."""

    name: str
    key: TabKey
    """What it opens."""
    pieces: tuple[Piece, ...]
    spot: Spot = BEGINNING


class _List(NamedTuple):
    """A list with its head, before it has a place."""

    part: str
    title: str
    note: str
    key: TabKey
    lines: Sequence[Line]
    empty: str


def _place(listed: _List, x: int, y: int, width: int, most: int) -> Iterator[Tile]:
    head = ((listed.title, "bold $text-primary"), (f"  {listed.note}" if listed.note else "", "$text-muted"))
    yield Tile(f"{listed.part}:", listed.part, Region(x, y, width, 1), listed.key, (head,))
    for at, line in enumerate(listed.lines[:most]):
        region = Region(x, y + 1 + at, width, 1)
        name = f"{listed.part}:{line.name}"
        yield Tile(name, listed.part, region, line.key, (line.pieces,), spot=line.spot)
    if not listed.lines:
        lines = Content(listed.empty).wrap(max(width - 4, 10))
        words = tuple(((line.rstrip().plain, "$text-muted"),) for line in lines)
        yield Tile(f"{listed.part}:none", listed.part, Region(x, y + 1, width, len(words)), None, words)


def _changes(told: Told) -> _List:
    empty = "reading…" if told.changes is None else told.away or "Nothing happened here yet."
    clock = _clock(change.at for change in told.changes or ())
    lines = [_change(change, clock, with_who=True) for change in told.changes or ()]
    return _List("changes", "Latest changes", "", TabKey(TabKind.HISTORY), lines, empty)


def _assistant(told: Told) -> _List:
    empty = (
        "reading…"
        if told.assistant is None
        else told.away or "It changed nothing yet. ^t opens the chat; what it does there stands here too."
    )
    note = f"${told.cost_usd:,.2f} within a day" if told.cost_usd >= 0.005 else ""
    clock = _clock(change.at for change in told.assistant or ())
    lines = [_change(change, clock, with_who=False) for change in told.assistant or ()]
    return _List("assistant", "What the assistant did", note, TabKey(TabKind.HISTORY), lines, empty)


def _change(change: Change, clock: int, *, with_who: bool) -> Line:
    when = fit_cells(local_clock(change.at), clock)
    who = f"{one_line(actor_words(change.actor, change.on_behalf_of), 20)}  " if with_who else ""
    style = "$text-muted strike" if change.undone_by else "$text"
    pieces = ((f"{when}  ", "$text-muted"), (who, "$text-secondary"), (change_words(change.summary), style))
    undone = (("  ↶ undone", "$text-muted"),) if change.undone_by else ()
    return Line(change.id, TabKey(TabKind.HISTORY), (*pieces, *undone), Spot(find=change.id))


def _files(told: Told) -> _List:
    empty = (
        "reading…"
        if told.files is None
        else "No files yet. i brings documents in; a path dropped here does too."
    )
    clock = _clock(row.updated_at or "" for row in told.files or ())
    lines = [_file(row, clock) for row in told.files or ()]
    return _List("files", "Files and artifacts", "", TabKey(TabKind.FILES), lines, empty)


def _file(row: Row, clock: int) -> Line:
    name = show_value(row.values.get("title")) or show_value(row.values.get("name"))
    pieces = (
        (f"{fit_cells(local_clock(row.updated_at or ''), clock)}  ", "$text-muted"),
        (f"{file_mark(row.values.get('kind'))} ", "$text-accent"),
        (name or "(no name)", "$text"),
    )
    return Line(row.id, TabKey(TabKind.FILE, row_id=row.id), pieces)


def _clock(times: Iterable[str]) -> int:
    """Cells that the longest of these times takes."""
    return max((cell_len(local_clock(at)) for at in times), default=0)
