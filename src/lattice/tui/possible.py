"""What is possible on a screen right now: its bindings, one line each, for help and palette alike."""

from __future__ import annotations

from typing import Any, NamedTuple

from textual.dom import DOMNode
from textual.screen import Screen

from lattice.tui.keys import GROUPS


class Possible(NamedTuple):
    """One thing that can be done, and how it is pressed."""

    id: str
    """Of the table of keys."""
    action: str
    node: DOMNode
    """Whose action it is."""
    shown: str
    """Its keys as people write them, `F6` or `^b, F4`."""
    description: str
    tooltip: str
    group: str


def possible(screen: Screen[Any]) -> list[Possible]:
    """Everything that is bound and enabled here: what has focus first, the app last."""
    found: dict[tuple[str, str], Possible] = {}
    order = list(GROUPS)
    for active in screen.active_bindings.values():
        binding = active.binding
        # what has no name in the table of keys is Textual's own way of editing and moving the focus;
        # what is of the system only says of a key that it does nothing here
        if not active.enabled or not binding.id or binding.system:
            continue
        shown = screen.app.get_key_display(binding)
        name = (binding.id, binding.action)
        if name in found:
            known = found[name]
            if shown not in known.shown.split(", "):
                found[name] = known._replace(shown=f"{known.shown}, {shown}")
            continue
        group = binding.id.split(".", 1)[0]
        found[name] = Possible(
            binding.id, binding.action, active.node, shown, binding.description, binding.tooltip, group
        )
    near: dict[str, int] = {}
    for item in found.values():
        near.setdefault(item.group, len(near) if item.group != "app" else len(order) + 100)
    return sorted(found.values(), key=lambda item: near[item.group])
