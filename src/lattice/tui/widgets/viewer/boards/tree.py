"""JSON as a tree whose branches are made when they are opened."""

from __future__ import annotations

import json
from asyncio import to_thread
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.style import Style
from rich.text import Text
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from lattice.model.errors import LatticeError
from lattice.model.files import File
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.widgets.viewer.modes import WHOLE
from lattice.tui.widgets.viewer.reading import read_text

if TYPE_CHECKING:
    from lattice.tui.widgets.viewer.view import FileView

#: Branches that one step opens; the others stand behind a line that opens more.
BRANCHES = 200
#: Characters of a value that its line shows.
VALUE_CHARS = 200


class Branch:
    """A value with the name it goes by."""

    def __init__(self, name: str, value: Any, start: int = -1) -> None:
        self.name, self.value = name, value
        self.start = start
        """The first of its entries that this line opens; -1 for the value itself."""


class JsonTree(Tree[Branch]):
    """A value of JSON."""

    COMPONENT_CLASSES = {"tree--name", "tree--text", "tree--number", "tree--note"}
    DEFAULT_CSS = Path(__file__).with_name("tree.tcss").read_text()
    BINDINGS = [
        bind("list.down", "cursor_down"),
        bind("list.up", "cursor_up"),
        bind("list.first", "scroll_home"),
        bind("list.last", "scroll_end"),
    ]

    def __init__(self, value: Any, name: str) -> None:
        super().__init__("", Branch(name, value), classes="board")
        self.auto_expand = True

    def on_mount(self) -> None:
        """Open the first level."""
        self.root.expand()

    def _on_tree_node_expanded(self, event: Tree.NodeExpanded[Branch]) -> None:
        node = event.node
        if node.data is not None and not node.children:
            self._grow(node, node.data)

    def _grow(self, node: TreeNode[Branch], branch: Branch) -> None:
        value = branch.value
        first = max(0, branch.start)
        if isinstance(value, dict):
            entries = list(value.items())[first : first + BRANCHES]
        else:
            entries = [(str(first + i), entry) for i, entry in enumerate(value[first : first + BRANCHES])]
        for name, entry in entries:
            holds = isinstance(entry, dict | list) and bool(entry)
            node.add("", Branch(name, entry), allow_expand=holds)
        if first + BRANCHES < len(value):
            node.add("", Branch("", value, first + BRANCHES), allow_expand=True)

    def render_label(self, node: TreeNode[Branch], base_style: Style, style: Style) -> Text:
        """`name: value`, or `name  { 3 }` for what can be opened."""
        branch = node.data
        if branch is None:
            return Text("")
        sign = ("▾ " if node.is_expanded else "▸ ") if node.allow_expand else "  "
        if branch.start >= 0:
            words = f"… {len(branch.value) - branch.start:,} more"
            return Text.assemble((sign, base_style), (words, style + self._style("note")))
        name = one_line(branch.name, VALUE_CHARS)
        value, tone = _said(branch.value)
        styles = (style + self._style("name"), style + self._style(tone))
        return Text.assemble((sign, base_style), (name, styles[0]), ("  ", style), (value, styles[1]))

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"tree--{name}", partial=True)

    @property
    def words(self) -> str:
        """What it is, for the line under it."""
        return _said(self.root.data.value)[0] if self.root.data is not None else ""


def _said(value: Any) -> tuple[str, str]:
    """A value in one line, and how it is written."""
    if isinstance(value, dict):
        return f"{{ {len(value):,} }}", "note"
    if isinstance(value, list):
        return f"[ {len(value):,} ]", "note"
    if isinstance(value, str):
        return f"“{one_line(value, VALUE_CHARS)}”", "text"
    return (
        "null" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)
    ), "number"


def parse_json(text: str, *, lines: bool) -> Any:
    """The value of a JSON text, or of each of its lines. Raises LatticeError `invalid_file`."""
    try:
        if lines:
            return [json.loads(line) for line in text.split("\n") if line.strip()]
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise LatticeError(
            "invalid_file", f"This is not JSON that can be shown as a tree: {why}.", ""
        ) from None


async def tree_board(view: FileView, file: File) -> JsonTree:
    """A JSON file as a tree. Raises LatticeError."""
    text = await read_text(view.client, file.id, limit=WHOLE)
    value = await to_thread(
        parse_json, text.lstrip("\ufeff"), lines=file.media_type == "application/x-ndjson"
    )
    return JsonTree(value, file.name)
