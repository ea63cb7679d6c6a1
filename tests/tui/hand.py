"""Keys and the mouse as a terminal sends them: one event after the other, and nobody waits in between."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.app import App
from textual.geometry import Offset
from textual.keys import _character_to_key, _get_unicode_name_from_key


def strike(app: App[None], key: str) -> None:
    """One key, by the name that a pilot has for it."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    character: str | None
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(name))
    except KeyError:
        character = key if len(key) == 1 else None
    _send(app, events.Key(name, character))


def click(app: App[None], at: Offset, button: int = 1) -> None:
    """The button goes down and up."""
    _point(app, events.MouseDown, at, button)
    _point(app, events.MouseUp, at, button)


def drag(app: App[None], start: Offset, end: Offset) -> None:
    """The button goes down, moves in steps, and is let go."""
    _point(app, events.MouseDown, start, 1)
    way = end - start
    for part in (0.3, 0.6, 1.0):
        _point(app, events.MouseMove, start + Offset(round(way.x * part), round(way.y * part)), 1)
    _point(app, events.MouseUp, end, 1)


def wheel(app: App[None], at: Offset, *, down: bool) -> None:
    """One notch of the wheel."""
    _point(app, events.MouseScrollDown if down else events.MouseScrollUp, at, 0)


def _point(app: App[None], kind: type[events.MouseEvent], at: Offset, button: int) -> None:
    _send(app, kind(None, at.x, at.y, 0, 0, button, False, False, False, at.x, at.y))


def _send(app: App[None], event: events.Event) -> None:
    driver = app._driver
    assert driver is not None
    event.set_sender(app)
    driver.process_message(event)
