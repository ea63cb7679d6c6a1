"""Tools for saved views: ways of looking at a table that have a name, for everyone in the workspace."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from lattice.actions import Action, DeleteView, ListViews, RenameView, SaveView
from lattice.assistant.tools.base import ToolOutcome, Using, tool
from lattice.assistant.tools.provenance import origin_of
from lattice.assistant.tools.schema import Input, TableName, Where, bare_id, wrong
from lattice.assistant.tools.tabled import FRAME, sourced_text
from lattice.model.references import ref
from lattice.model.views import VIEWS, View

_ViewId = Annotated[str, Meta(description="Id of the view, as list_views names it.")]


class ListViewsInput(Input, frozen=True):
    """Saved views: filters, sorts and columns of tables that somebody gave a name. query_rows with the
    filter, sort and columns of one shows what it shows."""

    table: Annotated[str, Meta(description="Views of this table; of all when empty.")] = ""


@tool(ListViewsInput, "view.list")
async def list_views(using: Using, ask: ListViewsInput) -> ToolOutcome:
    """Every view on a line of its own."""
    views = (await using.read(ListViews(table=ask.table or None))).views
    said = f"{len(views):,} view{'' if len(views) == 1 else 's'}"
    words = f"{said} of {ask.table}" if ask.table else said
    if not views:
        return ToolOutcome("There are no saved views.", words)
    me = await using.me()
    items = [(_shown(view), origin_of([view.updated_by], me)) for view in views]
    text, count = sourced_text(items, using.max_chars - FRAME)
    refs = tuple(ref(VIEWS, view.id) for view in views[:count])
    left = len(views) - count
    note = f"\n{left:,} more are not shown: name a table." if left else ""
    return ToolOutcome(f"{said}.\n{text}{note}", words, refs=refs)


def _shown(view: View) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": view.id, "table": view.table, "name": view.name}
    if view.where:
        shown["where"] = view.where
    if view.sort:
        shown["sort"] = list(view.sort)
    if columns := [column.name for column in view.columns if not column.hidden]:
        shown["columns"] = columns
    if hidden := [column.name for column in view.columns if column.hidden]:
        shown["hidden"] = hidden
    return {**shown, "_version": view.version}


class SaveViewInput(Input, frozen=True):
    """Save a filter, a sort and columns of a table under a name, for everyone in the workspace. What is
    not given when one is saved over stays as it was."""

    table: TableName
    name: Annotated[str, Meta(description="Unique among the views of the table.")]
    where: Where | None = None
    sort: Annotated[
        tuple[str, ...] | None, Meta(description="Columns; `-` before a name for descending.")
    ] = None
    columns: Annotated[tuple[str, ...] | None, Meta(description="In the order wanted; others follow.")] = None
    hidden: Annotated[tuple[str, ...] | None, Meta(description="Columns that do not show.")] = None
    over: Annotated[str, Meta(description="Id of the view of this table to save over, if any.")] = ""
    expect_version: Annotated[
        int | None, Meta(description="With `over`: refuse if it is not at this _version any more.")
    ] = None


@tool(SaveViewInput, "view.save")
async def save_view(using: Using, ask: SaveViewInput) -> ToolOutcome:
    """One view, a new one or one that is there."""
    if twice := set(ask.columns or ()) & set(ask.hidden or ()):
        raise wrong("save_view", f"{min(twice)} is in `columns` and in `hidden`")
    if ask.expect_version is not None and not ask.over:
        raise wrong("save_view", "expect_version is for a view that is saved over", "Name it in `over`.")
    action = SaveView(
        table=ask.table,
        name=ask.name,
        where=ask.where,
        sort=ask.sort,
        columns=ask.columns,
        hidden=ask.hidden,
        id=bare_id(ask.over) if ask.over else None,
        expect_version=ask.expect_version,
    )
    return await _done(using, action, "Saved", f"saved a view of {ask.table}")


class AlterViewInput(Input, frozen=True):
    """Give a saved view another name, or delete it (restore_rows of _views brings it back)."""

    id: _ViewId
    name: Annotated[str, Meta(description="The new name; either this or `delete`.")] = ""
    delete: Annotated[bool, Meta(description="Move it to the trash.")] = False


@tool(AlterViewInput, "view.rename", "view.delete")
async def alter_view(using: Using, ask: AlterViewInput) -> ToolOutcome:
    """One view."""
    if bool(ask.name) == ask.delete:
        raise wrong("alter_view", "give `name` or `delete`, one of the two")
    if ask.delete:
        return await _done(using, DeleteView(id=bare_id(ask.id)), "Deleted", "deleted a view")
    return await _done(using, RenameView(id=bare_id(ask.id), name=ask.name), "Renamed", "renamed a view")


async def _done(using: Using, action: Action[View], said: str, words: str) -> ToolOutcome:
    done = await using.write(action)
    view = ref(VIEWS, done.value.id)
    if done.change_id is None:
        return ToolOutcome("It is so already; nothing was changed.", words, refs=(view,))
    text = f"{said}: {view}, at version {done.value.version}. Change {done.change_id}; undo takes it back."
    return ToolOutcome(text, words, (done.change_id,), (view,))
