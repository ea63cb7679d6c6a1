"""The part of the table of keys that is about the first tab of a workspace."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
HOME_GROUPS: dict[str, str] = {
    "home": "Home",
}

HOME_KEYS: tuple[Key, ...] = ()
