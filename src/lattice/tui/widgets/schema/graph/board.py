"""The graph of tables on the screen: as much of each table as fits, references as lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.cells import cell_len
from textual.geometry import Size

from lattice.actions import TableInfo
from lattice.model.schema import Schema
from lattice.tui.widgets.drawing import Drawing, Ink, Side
from lattice.tui.widgets.drawn import Drawn, Plan
from lattice.tui.widgets.schema.graph.cards import EDGE, Card, Detail, cards_of, refs_of
from lattice.tui.widgets.schema.graph.layout import Picture, Wire, lay_out

#: The most of its room that one box may take: others stand beside it.
_SHARE = 0.6
#: The least width that is drawn for, in cells; less is scrolled to.
_NARROWEST = 24


class GraphBoard(Drawn):
    """Tables as boxes, references as lines."""

    def __init__(self) -> None:
        super().__init__()
        self._tables: Sequence[TableInfo] = ()
        self._schema = Schema(())
        self._cards: dict[str, Card] = {}
        self._picture = Picture((0, 0), {}, ())
        self._base: Drawing | None = None
        """Everything as it is without a cursor."""

    def show(self, tables: Sequence[TableInfo], schema: Schema) -> None:
        """Draw these tables."""
        if (tables, schema) != (self._tables, self._schema):
            self._tables, self._schema = tables, schema
            self.redraw()

    def plan_for(self, room: Size) -> Plan:
        """The most detail that fits without scrolling, else names alone."""
        width = max(room.width, _NARROWEST)
        refs = refs_of(info.table for info in self._tables)
        most = max(int(width * _SHARE), _NARROWEST - 2)
        # what scrolls leaves a cell for its scrollbar
        wanted = [*((detail, width) for detail in sorted(Detail, reverse=True)), (Detail.NAME, width - 1)]
        for detail, breadth in wanted:
            cards = cards_of(self._tables, self._schema, detail, most)
            self._picture = lay_out([card.node for card in cards], refs, breadth)
            self._cards = {card.id: card for card in cards}
            if self._picture.size[1] <= room.height:
                break
        self._base = None
        boxes = self._picture.boxes
        in_order = sorted(boxes, key=lambda id_: (boxes[id_].y, boxes[id_].x))
        return Plan(self._picture.size, {id_: boxes[id_] for id_ in in_order})

    def tied(self, here: str) -> Collection[str]:
        """Tables that it refers to or that refer to it."""
        return {end for wire in self._picture.wires if here in wire[:2] for end in wire[:2]} - {here}

    def draw(self, here: str) -> Drawing:
        """Boxes over lines; the table under the cursor and its lines are heavy."""
        if self._base is None:
            self._base = self._draw_base()
        drawing = self._base.copy()
        lit = [wire for wire in self._picture.wires if here in wire[:2]]
        for wire in lit:
            drawing.wire(wire.target, wire.points, lit=True)
        if here in self._cards:
            self._draw_box(drawing, self._cards[here], heavy=True)
        for wire in lit:
            self._draw_ends(drawing, wire, here)
        return drawing

    def _draw_base(self) -> Drawing:
        drawing = Drawing()
        for wire in self._picture.wires:
            drawing.wire(wire.target, wire.points)
        for card in self._cards.values():
            self._draw_box(drawing, card, heavy=False)
        for wire in self._picture.wires:
            self._draw_ends(drawing, wire, "")
        return drawing

    def _draw_box(self, drawing: Drawing, card: Card, *, heavy: bool) -> None:
        box = self._picture.boxes[card.id]
        drawing.box(box, Ink.HERE if heavy else Ink.EDGE, heavy=heavy)
        for number, line in enumerate(card.lines):
            x = box.x + EDGE
            if number == 0:
                x += max(0, (box.width - 2 * EDGE - sum(cell_len(text) for text, _ in line)) // 2)
            for text, ink in line:
                drawing.text(x, box.y + 1 + number, text, Ink.HERE if heavy and ink is Ink.NAME else ink)
                x += cell_len(text)

    def _draw_ends(self, drawing: Drawing, wire: Wire, here: str) -> None:
        lit = here in wire[:2]
        x, y = wire.points[0]
        box = self._picture.boxes[wire.source]
        own = wire.source == here
        ink = Ink.HERE if own else Ink.LIT if lit else Ink.EDGE
        drawing.port(x, y, ink, Side.BOTTOM if y > box.y else Side.TOP, heavy=own, lit=lit)
        x, y = wire.points[-1]
        arrow = "▲" if y >= self._picture.boxes[wire.target].bottom else "▼"
        drawing.text(x, y, arrow, Ink.LIT if lit else Ink.WIRE)
