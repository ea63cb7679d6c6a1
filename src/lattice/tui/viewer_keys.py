"""The part of the table of keys that is about files, and one file in the viewer."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
VIEWER_GROUPS: dict[str, str] = {
    "files": "Files",
    "viewer": "A file",
}

VIEWER_KEYS: tuple[Key, ...] = (
    Key("files.new", "n", "New", "Write an artifact; in Files: says how files come in."),
    Key("files.edit", "e", "Edit", "Open a text to write in it.", False),
    Key("files.delete", "d,delete", "Delete", "Move the selected files to the trash."),
    Key("files.restore", "r", "Restore", "Bring back the file that was deleted last.", False),
    Key("files.link", "l", "Link", "Tie this file to a row or another file."),
    Key("files.save", "x", "Save as", "Write the file's bytes to a path.", False),
    Key("files.read_again", "R", "Read again", "Read the file anew, after its original changed.", False),
    Key("viewer.down", "j,down", "Down", "One line down.", False),
    Key("viewer.up", "k,up", "Up", "One line up.", False),
    Key("viewer.left", "left", "Left", "To the left, where lines are long.", False),
    Key("viewer.right", "right", "Right", "To the right, where lines are long.", False),
    Key("viewer.page_down", "pagedown,space,ctrl+f", "Page down", "One screen down.", False),
    Key("viewer.page_up", "pageup,b", "Page up", "One screen up.", False),
    Key("viewer.first", "g g,home", "Beginning", "Go to the beginning.", False),
    Key("viewer.last", "G,end", "End", "Go to the end, and stay there while more is added.", False),
    Key("viewer.goto", "colon", "Go to", "Go to a line, a page or a percentage.", False),
    Key("viewer.find", "slash", "Find", "Find words in this file."),
    Key("viewer.next_match", "n", "Next", "The next match.", False),
    Key("viewer.previous_match", "N", "Previous", "The match before.", False),
    Key("viewer.outline", "o", "Outline", "The headings or pages; enter goes there."),
    Key("viewer.next_section", "right_curly_bracket", "Next section", "The next heading or page.", False),
    Key(
        "viewer.previous_section",
        "left_curly_bracket",
        "Section before",
        "The heading or page before.",
        False,
    ),
    Key("viewer.next_link", "tab", "Next link", "To the next link on the screen.", False),
    Key("viewer.previous_link", "shift+tab", "Link before", "To the link before.", False),
    Key("viewer.open_link", "enter", "Follow", "Follow the link; addresses are shown in full first.", False),
    Key("viewer.next_mode", "right_square_bracket", "Next view", "The next way to show this file."),
    Key("viewer.previous_mode", "left_square_bracket", "View before", "The way before.", False),
    Key("viewer.compare", "c", "Compare", "Choose two versions and see what differs.", False),
    Key("viewer.edit", "e", "Edit", "Write in this text, here."),
    Key("viewer.external", "ctrl+e", "Editor", "Edit this text in your $EDITOR.", False),
    Key("viewer.open_outside", "O", "Open with", "Open the file with the program of this system.", False),
    Key("viewer.copy", "y", "Copy", "Copy what is selected, else this section.", False),
    Key("viewer.copy_all", "Y", "Copy all", "Copy the whole text.", False),
    Key("viewer.back", "escape", "Back", "Close the outline, or let go of what was looked for.", False),
)
