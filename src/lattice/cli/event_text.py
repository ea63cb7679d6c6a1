"""Events and changes as lines for people."""

from __future__ import annotations

from typing import Any

from lattice.actions.log import RevertPlan
from lattice.cli.output import count, shown
from lattice.model.events import Diff, Event
from lattice.model.files import FILES
from lattice.model.values import show_time
from lattice.model.visible import visible

#: Characters of a value in one line of the log; `diff` and --json show all of it.
_VALUE_CHARACTERS = 40
#: Columns named in one line of the log.
_COLUMNS = 4
#: Columns of `_files` that name contents, and those that follow from them.
_CONTENTS = frozenset({"sha256", "text_id"})
_SAID_OF_CONTENTS = frozenset({"sha256", "text_id", "size", "chars", "pages", "details", "modified"})


def event_line(event: Event) -> str:
    """One event on one line."""
    place = visible(event.table or "")
    if event.row_id:
        place += f"/{visible(event.label) or event.row_id}"
    who = visible(event.actor)
    if event.on_behalf_of:
        who += f" for {visible(event.on_behalf_of)}"
    parts = [f"{event.seq:>6}", show_time(event.at)[:19], who, event.op, place, _changed(event)]
    return "  ".join(part for part in parts if part)


def _changed(event: Event) -> str:
    if event.purged:
        return "(purged)"
    before, after = event.before or {}, event.after or {}
    names = [name for name in {**before, **after} if not name.startswith("_")]
    if event.op != "row.update":
        return ""
    if event.table == FILES and not _CONTENTS.isdisjoint(names):
        # hashes tell people nothing; `file diff` shows what is different
        what = "other contents" if "sha256" in names else "read again"
        names = [name for name in names if name not in _SAID_OF_CONTENTS]
        return ", ".join([what, *_pieces(names, before, after)])
    return ", ".join(_pieces(names, before, after))


def _pieces(names: list[str], before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    pieces = [f"{visible(n)}: {_short(before.get(n))} → {_short(after.get(n))}" for n in names[:_COLUMNS]]
    if len(names) > _COLUMNS:
        pieces.append(f"and {len(names) - _COLUMNS} more")
    return pieces


def _short(value: object) -> str:
    text = shown(value)
    return text if len(text) <= _VALUE_CHARACTERS else text[: _VALUE_CHARACTERS - 1] + "…"


def plan_text(plan: RevertPlan) -> str:
    """What going back would take back, newest first, and what stands in its way."""
    lines = [f"{change.id}  {visible(change.actor)}  {visible(change.summary)}" for change in plan.newest]
    if plan.changes > len(plan.newest):
        lines.append(f"… and {count(plan.changes - len(plan.newest), 'change')} before")
    lines.append(
        f"{count(plan.changes, 'change')}, {count(plan.events, 'event')}; nothing was taken back yet."
    )
    if plan.stay:
        lines.append(f"{count(plan.stay, 'change')} cannot be taken back and would stay.")
    if plan.clashes:
        lines.append("\nChanged since by what stays (--force overwrites it):")
        lines += [event_line(event) for event in plan.clashes]
    return "\n".join(lines) + "\n"


def diff_text(diff: Diff) -> str:
    """A change and each of its events, old values with `-`, new ones with `+`."""
    change = diff.change
    undone = f", undone by {change.undone_by}" if change.undone_by else ""
    lines = [
        f"{change.id}  {visible(change.summary)}",
        f"{change.action} by {visible(change.actor)}, {show_time(change.at)[:19]}{undone}",
    ]
    for event in diff.events:
        label = f"/{visible(event.label) or event.row_id}" if event.row_id else ""
        lines.append(f"\n{event.op}  {visible(event.table or '')}{label}")
        if event.purged:
            lines.append("  (purged)")
        lines += _sides(event)
    if diff.truncated:
        lines.append(f"\nOnly the first {count(len(diff.events), 'event')} of {change.events:,}.")
    return "\n".join(lines) + "\n"


def _sides(event: Event) -> list[str]:
    before, after = event.before or {}, event.after or {}
    lines = []
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if old is not None:
            lines.append(f"  - {visible(name)}: {shown(old)}")
        if new is not None:
            lines.append(f"  + {visible(name)}: {shown(new)}")
    return lines
