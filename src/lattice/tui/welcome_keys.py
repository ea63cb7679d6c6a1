"""The part of the table of keys that is about the welcome, the steps of a new workspace, and the switcher."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
WELCOME_GROUPS: dict[str, str] = {
    "welcome": "Welcome",
    "card": "Cards",
    "switcher": "Workspaces",
    "wizard": "Steps",
}

WELCOME_KEYS: tuple[Key, ...] = (
    Key("welcome.create", "c", "Create", "Make a workspace on this machine."),
    Key("welcome.sample", "s", "Sample", "Look around in a sample workspace."),
    Key("welcome.open", "o", "Open", "Begin with a file that you have."),
    Key("switcher.open", "enter", "Open", "Work in this workspace."),
    Key("switcher.create", "n", "New", "Make another workspace."),
    Key("switcher.rename", "r", "Rename", "Give it another name."),
    Key("switcher.forget", "f", "Forget", "Take it off this list; a local file stays, a token ends."),
    Key("switcher.delete", "D", "Delete", "Delete the file with everything in it; asks first."),
    Key("wizard.next", "ctrl+s", "Next", "On to the next step.", False),
    Key("wizard.back", "escape", "Back", "Back to the step before, or leave.", False),
    Key("card.choose", "enter,space", "Choose", "Take this one.", False),
)
