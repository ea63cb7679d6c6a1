"""Going back to what stood after a change: of one row, or of everything, after saying what goes."""

from __future__ import annotations

from textual.widget import Widget

from lattice.actions import CheckRevert, ListEvents, RevertPlan, RevertRow, RevertTo
from lattice.model.errors import LatticeError
from lattice.model.events import Change
from lattice.model.schema import Table
from lattice.tui.bench import Bench
from lattice.tui.carrying_out import carry_out
from lattice.tui.changing import overwrite, raise_unless_conflict
from lattice.tui.literal import one_line
from lattice.tui.screens.asking import confirm
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import change_words, event_words, handle, local_clock, short_id, table_words

#: Changes and clashes that the question names.
NAMED = 6


async def row_back(widget: Widget, bench: Bench, table: Table, row_id: str, change: Change) -> None:
    """Give one row the values it had after a change. Raises LatticeError."""
    action = ListEvents(table=table.name, row_id=row_id, change_id=change.id, limit=1)
    events = (await bench.run(action)).value.events
    version = (events[0].after or {}).get("_version") if events and events[0].op.startswith("row.") else None
    if not isinstance(version, int) or table.native:
        words = "That change did nothing to the values of this row: pick one that did."
        widget.app.notify(words, severity="warning", markup=False)
        return
    outcome = await bench.run(RevertRow(table=table.name, id=row_id, version=version))
    if outcome.change_id is None:
        widget.app.notify("The row has those values already.", markup=False)
        return
    name = one_line(await bench.name_of(table.id, row_id) or short_id(row_id))
    words = f"{table_words(table.name)}/{name} is as it was after that change."
    widget.post_message(Pane.Done(words, outcome))


async def go_back(widget: Widget, bench: Bench, change: Change, table: str | None, actor: str | None) -> None:
    """Take everything back that came after a change, after a question. Raises LatticeError."""
    plan = (await bench.run(CheckRevert(change_id=change.id, table=table, actor=actor))).value
    if not plan.changes:
        words = "Nothing came after it that could be taken back."
        widget.app.notify(words, severity="warning", markup=False)
        return
    count = f"{plan.changes:,} change{'' if plan.changes == 1 else 's'}"
    title = f"Take back {count}?"
    if not await confirm(
        widget.app, title, plan_words(plan, change, table, actor), yes=f"Take back {count}", danger=False
    ):
        return
    action = RevertTo(change_id=change.id, table=table, actor=actor)
    try:
        outcome = await carry_out(widget.app, bench, f"Taking back {count}", action)
    except LatticeError as error:
        raise_unless_conflict(error)
        if not await overwrite(widget, error, "back"):
            return
        forced = RevertTo(change_id=change.id, table=table, actor=actor, force=True)
        outcome = await carry_out(widget.app, bench, f"Taking back {count}", forced)
    widget.post_message(Pane.Done(f"Took back {count}.", outcome))


def plan_words(plan: RevertPlan, change: Change, table: str | None, actor: str | None) -> str:
    """What going back takes back, what stays, and what others did since."""
    of = f" in {table_words(table)}" if table else ""
    by = f" by {handle(actor)}" if actor else ""
    lines = [
        f"Everything{of}{by} after {local_clock(change.at)}, {handle(change.actor)}: "
        f"{change_words(change.summary)}",
        "",
        *(
            f"  {local_clock(one.at)}  {handle(one.actor)}  {change_words(one.summary)}"
            for one in plan.newest[:NAMED]
        ),
    ]
    rest = plan.changes - min(len(plan.newest), NAMED)
    if rest > 0:
        lines.append(f"  and {rest:,} more before {'them' if plan.changes > NAMED else 'it'}")
    if plan.stay:
        lines += ["", f"{plan.stay:,} that cannot be taken back stay{'s' if plan.stay == 1 else ''}."]
    if plan.clashes:
        lines += ["", "Changed since by what stays; you will be asked before it is overwritten:"]
        lines += [f"  {local_clock(event.at)}  {event_words(event)}" for event in plan.clashes[:NAMED]]
        if len(plan.clashes) > NAMED:
            lines.append(f"  and {len(plan.clashes) - NAMED:,} more")
    return "\n".join([*lines, "", "All or nothing, as one change, which can be undone."])
