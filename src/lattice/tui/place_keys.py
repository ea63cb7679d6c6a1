"""The part of the table of keys that is about where a workspace is: here, on a server, on its way."""

from __future__ import annotations

from lattice.tui.key import Key

PLACE_KEYS: tuple[Key, ...] = (
    Key(
        "workbench.place",
        "L",
        "Place",
        "Where this is and whether it is online; publish, copy, leave.",
        False,
    ),
    Key("welcome.join", "j", "Join", "Come into a workspace that you were invited to."),
    Key("switcher.join", "i", "Join", "Come into another workspace with an invitation."),
    Key("switcher.connect", "t", "Token", "Open a cloud workspace with a token you have.", False),
)
