"""What is possible on a screen right now: its bindings, one line each, for help and palette alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from textual.binding import ActiveBinding
from textual.dom import DOMNode
from textual.screen import Screen

from lattice.tui.key_names import key_name
from lattice.tui.keys import GROUPS

#: Moving about is what fingers do: nobody looks for it by name, and it is listed last.
_MOVES = frozenset(
    (
        *("up", "down", "left", "right", "first", "last", "first_column", "last_column"),
        *("page_up", "page_down", "select_up", "select_down"),
    )
)


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

    @property
    def moves(self) -> bool:
        """Whether it only moves the cursor about."""
        return self.id.rpartition(".")[2] in _MOVES


def possible(
    screen: Screen[Any], *, leaving_out: Callable[[Screen[Any], ActiveBinding], bool] | None = None
) -> list[Possible]:
    """Everything that is bound and enabled here: what has focus first, the app last; of each, moves last."""
    found: dict[tuple[str, str], Possible] = {}
    order = list(GROUPS)
    for active in screen.active_bindings.values():
        binding = active.binding
        # what has no name in the table of keys is Textual's own way of editing and moving the focus;
        # what is of the system only says of a key that it does nothing here
        if not active.enabled or not binding.id or binding.system:
            continue
        if leaving_out is not None and leaving_out(screen, active):
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
    return sorted(found.values(), key=lambda item: (near[item.group], item.moves))


def typed(screen: Screen[Any], active: ActiveBinding) -> bool:
    """Whether the key is a character of the text that one writes, which has it first."""
    focused, key = screen.focused, key_name(active.binding.key)
    first, *others = key.split(" ")  # of two strokes the first one would be typed
    if focused is None or len(first) != 1 or (focused is active.node and not others):
        return False
    return focused.check_consume_key(first if others else active.binding.key, first)
