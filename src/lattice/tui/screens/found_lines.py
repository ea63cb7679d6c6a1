"""The lines of find that lead somewhere: what each says, and how to go there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from lattice.model.rows import Hit
from lattice.tui.literal import one_line
from lattice.tui.screens.found_groups import KIND_CELLS
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.pane import BEGINNING, Spot

if TYPE_CHECKING:
    from lattice.tui.screens.workbench import WorkbenchScreen

#: How one goes to what was found.
Go = Callable[["WorkbenchScreen"], Awaitable[None]]


class Find(NamedTuple):
    """One line: something that was found, and how to go there."""

    content: Content
    go: Go


class Named(NamedTuple):
    """Something whose name holds the words."""

    kind: str
    name: str
    note: str
    go: Go


def paint_named(named: Sequence[Named], wanted: str) -> list[Find]:
    """Their lines; what they are is said once for those that are the same."""
    kinds = ["", *(one.kind for one in named)]
    return [
        Find(_paint(one, wanted, labelled=one.kind != before), one.go)
        for one, before in zip(named, kinds, strict=False)
    ]


def _paint(one: Named, wanted: str, *, labelled: bool) -> Content:
    shown = Content(one_line(one.name, 40))
    at = shown.plain.casefold().find(wanted) if wanted else -1
    if at >= 0:
        shown = shown.stylize("bold $text-accent", at, at + len(wanted))
    kind = f"{one.kind if labelled else '':<{KIND_CELLS}} "
    return Content.assemble((kind, "$text-muted"), shown, (f"  {one.note}", "$text-muted"))


def open_table(table_id: str) -> Go:
    """To a table."""

    async def go(screen: WorkbenchScreen) -> None:
        await screen.action_open("table", table_id)

    return go


def open_place(kind: TabKind) -> Go:
    """To what there is one of."""

    async def go(screen: WorkbenchScreen) -> None:
        await screen.open_tab(TabKey(kind))

    return go


def open_message(message_id: str) -> Go:
    """To a message in its conversation."""

    async def go(screen: WorkbenchScreen) -> None:
        await screen.chat.open_message(message_id)

    return go


def open_row(table_id: str, hit: Hit, words: str) -> Go:
    """To a row; of a file to where the words stand."""
    spot = Spot(hit.at, words) if hit.at is not None else BEGINNING

    async def go(screen: WorkbenchScreen) -> None:
        await screen.open_tab(TabKey(TabKind.ROW, table_id, hit.row_id), spot)

    return go


def run_command(action: str, node: object) -> Go:
    """To what a command does."""

    async def go(screen: WorkbenchScreen) -> None:
        await screen.app.run_action(action, node)  # type: ignore[arg-type]  # the node of a binding

    return go
