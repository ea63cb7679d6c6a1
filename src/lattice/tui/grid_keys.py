"""The part of the table of keys that is about the cells of a table: moving, choosing, changing, copying."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
GRID_GROUPS: dict[str, str] = {
    "grid": "Table",
    "copy": "Copy as",
}

GRID_KEYS: tuple[Key, ...] = (
    Key("grid.down", "j,down", "Down", "One row down.", False),
    Key("grid.up", "k,up", "Up", "One row up.", False),
    Key("grid.left", "left", "Left", "One column to the left.", False),
    Key("grid.right", "right", "Right", "One column to the right.", False),
    Key("grid.first_column", "0,home", "First column", "Go to the first column.", False),
    Key("grid.last_column", "$,end", "Last column", "Go to the last column.", False),
    Key("grid.page_down", "pagedown,ctrl+f", "Page down", "One screen down.", False),
    Key("grid.page_up", "pageup", "Page up", "One screen up.", False),
    Key("grid.first", "g g,ctrl+home", "First row", "Go to the first row.", False),
    Key("grid.last", "G,ctrl+end", "Last row", "Go to the last row.", False),
    Key("grid.goto", "colon", "Go to row", "Go to a row by its number.", False),
    Key("grid.new", "n", "New", "Add a row."),
    Key("grid.edit", "e", "Edit", "Change the cell under the cursor."),
    Key("grid.open", "enter", "Open", "Open the row under the cursor.", False),
    Key("grid.delete", "d,delete", "Delete", "Move the selected rows to the trash."),
    Key("grid.select", "space", "Select", "Select this row, or not.", False),
    Key("grid.select_range", "v", "Range", "Select rows from here on as the cursor moves.", False),
    Key("grid.select_all", "ctrl+a", "Select all", "Select every row that is shown.", False),
    Key("grid.extend_down", "shift+down,J", "Select down", "Select this row and the next.", False),
    Key("grid.extend_up", "shift+up,K", "Select up", "Select this row and the one before.", False),
    Key(
        "grid.cells",
        "V",
        "Cells",
        "Select cells from here on as the cursor moves, over several columns.",
        False,
    ),
    Key("grid.extend_right", "shift+right", "Cells right", "Select this cell and the next.", False),
    Key("grid.extend_left", "shift+left", "Cells left", "Select this cell and the one before.", False),
    Key("grid.select_none", "escape", "Select none", "Let go of what is selected.", False),
    Key("grid.change_many", "E", "Change selected", "Set this column in all selected rows.", False),
    Key("grid.change_fields", "B", "Change fields", "Set several columns in all selected rows.", False),
    Key("grid.copy", "y,ctrl+c", "Copy cell", "Copy the cell, or the cells that are selected.", False),
    Key("grid.copy_row", "Y", "Copy rows", "Copy the row, or all selected ones, as the last time.", False),
    Key("grid.copy_as", "g y", "Copy as", "Copy as TSV, CSV, JSON or Markdown, with a header or not.", False),
    Key("grid.paste", "p,ctrl+v", "Paste", "Put what was copied into the cells from here on.", False),
    Key(
        "grid.fill_down", "ctrl+d", "Fill down", "Fill the selected cells from the first row of them.", False
    ),
    Key("grid.link", "l", "Link", "Tie this row to another."),
    Key("grid.history", "h", "History", "What happened to this row."),
    Key("grid.follow", "o", "Follow", "Open the row that this reference points at.", False),
    Key("copy.tsv", "t", "TSV", "Copy with tabs between, for spreadsheets.", False),
    Key("copy.csv", "c", "CSV", "Copy with commas between.", False),
    Key("copy.json", "o", "JSON", "Copy as a list of objects.", False),
    Key("copy.lines", "l", "JSON lines", "Copy as an object a line.", False),
    Key("copy.markdown", "m", "Markdown", "Copy as a table for chats and documents.", False),
    Key("copy.header", "h", "Header", "Copy the names of the columns, too, or not."),
    Key("copy.ids", "i", "Ids", "Copy references as ids of rows, or as names."),
)
