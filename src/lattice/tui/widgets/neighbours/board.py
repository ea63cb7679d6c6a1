"""A row among its neighbours on the screen: boxes and lines, one of which has the cursor."""

from __future__ import annotations

from rich.cells import cell_len
from textual.geometry import Region, Size

from lattice.tui.bench import Bench
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.widgets.drawing import Drawing, Ink, Point, Side
from lattice.tui.widgets.drawn import Drawn, Plan
from lattice.tui.widgets.neighbours.reading import PAGE, Around, Group, Way
from lattice.tui.widgets.neighbours.star import MIDDLE, PLAIN, Entry, Placed, Star, arrange, arrange_page
from lattice.tui.words import table_words

#: The least width and height that is drawn for; less is scrolled to.
_LEAST = Size(40, 5)
#: Cells of an edge with the space inside it, on both sides.
_EDGES = 4


class TiesBoard(Drawn):
    """One row in the middle, and its ties."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._around: Around | None = None
        self._page: Group | None = None
        self._star = Star((0, 0), Region(), (), ())

    def show(self, around: Around | None, page: Group | None = None) -> None:
        """Draw a row with all its ties, or with one page of one kind of them."""
        if (around, page) != (self._around, self._page):
            self._around, self._page = around, page
            self.redraw()

    @property
    def chosen(self) -> Entry | None:
        """What is under the cursor; None for the row in the middle."""
        here = self.current
        return next((spot.entry for spot in self._star.placed if spot.entry.id == here), None)

    def plan_for(self, room: Size) -> Plan:
        """The row in the middle, its ties left and right."""
        around = self._around
        if around is None:
            return Plan((0, 0), {})
        width, height = max(room.width, _LEAST.width), max(room.height, _LEAST.height)
        lines = self._middle_lines(around)
        middle = max(cell_len(text) for text, _ in lines) + _EDGES, len(lines) + 2
        for breadth in (width, max(width - 1, _LEAST.width)):  # what scrolls leaves a cell for its scrollbar
            if self._page is not None:
                self._star = arrange_page(self._page, middle, breadth, height)
            else:
                self._star = arrange(around.groups, middle, breadth, height)
            if self._star.size[1] <= height:
                break
        spots = {MIDDLE: self._star.middle}
        return Plan(self._star.size, spots | {spot.entry.id: spot.region for spot in self._star.placed})

    def _middle_lines(self, around: Around) -> list[tuple[str, Ink]]:
        total = sum(group.total for group in around.groups)
        ties = f"{total:,} tie{'' if total == 1 else 's'}" if total else "tied to nothing"
        state = [("in the trash", Ink.NOTE)] if around.row.deleted_at else []
        table = one_line(table_words(around.table.name))
        return [(one_line(around.label), Ink.NAME), (table, Ink.NOTE), (ties, Ink.NOTE), *state]

    # --- what is drawn ---

    def draw(self, here: str) -> Drawing:
        """Lines under boxes and words; what the cursor is on is heavy."""
        drawing = Drawing()
        if self._around is None:
            return drawing
        for spot in self._star.placed:
            self._draw_line(drawing, spot, lit=spot.entry.id == here)
        for group, region in self._star.titles:
            self._draw_title(drawing, group, region)
        for spot in self._star.placed:
            self._draw_entry(drawing, spot, here=spot.entry.id == here)
        self._draw_middle(drawing, self._around, here=here == MIDDLE)
        return drawing

    def _draw_line(self, drawing: Drawing, spot: Placed, *, lit: bool) -> None:
        """From the middle to the trunk, along it, to a neighbour, with an arrow where it points."""
        middle, group = self._star.middle, spot.entry.group
        out = group.way is Way.OUT
        level, y = middle.y + middle.height // 2, spot.region.y + spot.region.height // 2
        begin = middle.right if out else middle.x - 1
        trunk = begin + (2 if out else -2)
        # a space between the line and words that have no box
        space = int(spot.region.height == PLAIN)
        end = spot.region.x - 1 - space if out else spot.region.right + space
        edge = begin + (-1 if out else 1)
        points: list[Point] = [(edge, level), (trunk, level), (trunk, y), (end, y)]
        drawing.wire(group.way, list(dict.fromkeys(points)), lit=lit)
        if out and group.mark != "↔":
            drawing.text(end, y, "▸", Ink.LIT if lit else Ink.WIRE)
        if not out and (lit or not drawing.has(begin, level)):
            drawing.text(begin, level, "▸", Ink.LIT if lit else Ink.WIRE)

    def _draw_title(self, drawing: Drawing, group: Group, region: Region) -> None:
        name = one_line(group.name) or "linked"
        count = f" {group.total:,}" if group.total > 1 else ""
        name = fit_cells(name, min(cell_len(name), region.width - len(count) - 2))
        text = f"{group.mark} {name}{count}"
        drawing.text(region.x, region.y, fit_cells(text, region.width, right=group.way is Way.IN), Ink.MARK)

    def _draw_entry(self, drawing: Drawing, spot: Placed, *, here: bool) -> None:
        x, y, width, height = spot.region
        label, note = self._words(spot.entry)
        ink = Ink.CHOSEN if here else Ink.TEXT if spot.entry.at >= 0 else Ink.NOTE
        if height > PLAIN:
            drawing.box(spot.region, Ink.HERE if here else Ink.EDGE, heavy=here)
            x, y, width = x + 2, y + 1, width - _EDGES
        right = spot.entry.group.way is Way.IN and height == PLAIN
        cells = min(cell_len(label), width)
        beside = note if note and cell_len(note) + cells + 2 <= width else ""
        at = x + width - cells - (cell_len(beside) + 2 if beside else 0) if right else x
        drawing.text(at, y, fit_cells(label, cells), ink)
        if beside:
            drawing.text(at + cells, y, f"  {beside}", Ink.NOTE)

    def _words(self, entry: Entry) -> tuple[str, str]:
        """What an entry says, and in which table it is."""
        group = entry.group
        if entry.page:
            pages = -(-group.total // PAGE)
            return f"… page {group.start // PAGE + 1 + entry.page:,} of {pages:,}", ""
        if entry.at < 0:
            shown = sum(s.entry.at >= 0 and s.entry.group.id == group.id for s in self._star.placed)
            count = f"{group.total - shown:,} " if group.total > shown else ""
            return f"… {count}more", ""
        tie = group.ties[entry.at]
        table = self._bench.table(tie.table_id)
        note = one_line(table_words(table.name)) if table is not None and group.mark != "←" else ""
        return one_line(tie.label) or "(no name)", note

    def _draw_middle(self, drawing: Drawing, around: Around, *, here: bool) -> None:
        box = self._star.middle
        drawing.box(box, Ink.HERE if here else Ink.EDGE, heavy=here)
        level = box.y + box.height // 2
        for way, x, side in ((Way.IN, box.x, Side.LEFT), (Way.OUT, box.right - 1, Side.RIGHT)):
            spots = [spot for spot in self._star.placed if spot.entry.group.way is way]
            if spots:
                lit = any(spot.entry.id == self.current for spot in spots)
                drawing.port(x, level, Ink.HERE if here else Ink.EDGE, side, heavy=here, lit=lit)
        for number, (text, ink) in enumerate(self._middle_lines(around)):
            cells = min(cell_len(text), box.width - _EDGES)
            x = box.x + 2 + (box.width - _EDGES - cells) // 2
            drawing.text(
                x, box.y + 1 + number, fit_cells(text, cells), Ink.HERE if here and number == 0 else ink
            )
