"""One value in full, to be read and copied: text in all its lines, JSON as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, Tree
from textual.widgets.tree import TreeNode

from lattice.actions import GetRow
from lattice.model.values import ColumnType, Value, canonical_json
from lattice.tui.keys import bind
from lattice.tui.literal import literal, one_line
from lattice.tui.modal import Modal
from lattice.tui.sharing_words import mask_words
from lattice.tui.widgets.editors.spelling import spell_json
from lattice.tui.words import row_label
from lattice.tui.words import show_value as shown

if TYPE_CHECKING:
    from textual.screen import Screen

    from lattice.tui.bench import Bench
    from lattice.tui.widgets.inspector.fields import Pointed

#: Characters of a text that are shown: laying out more takes longer than one waits.
SHOWN_CHARS = 200_000
#: Members of one list or object that are shown.
MEMBERS = 1_000
#: Nodes that are open from the beginning.
OPEN_NODES = 60


async def show_value(screen: Screen[None], bench: Bench, pointed: Pointed) -> None:
    """Read a value anew and show it in full. Raises LatticeError."""
    table, row, column, label = pointed
    if column.masked:
        screen.notify(f"{one_line(column.name)} is not for you to read: {mask_words(column)}.", markup=False)
        return
    if not table.native:
        # what a table holds in memory may be cut or older
        row = (await bench.run(GetRow(table=table.name, id=row.id))).value
    title = f"{one_line(column.name)} · {one_line(row_label(table, row), 60)}"
    await screen.app.push_screen_wait(ValueScreen(title, column.type, row.values.get(column.name), label))


class ValueText(VerticalScroll, can_focus=True):
    """A text in all its lines."""

    BINDINGS = [
        bind("list.down", "scroll_down"),
        bind("list.up", "scroll_up"),
        bind("list.first", "scroll_home"),
        bind("list.last", "scroll_end"),
    ]


class ValueTree(Tree[Value]):
    """JSON, unfolded as one goes; what stands in it is text and never markup."""

    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    BINDINGS = [
        bind("list.down", "cursor_down"),
        bind("list.up", "cursor_up"),
        bind("list.first", "scroll_home"),
        bind("list.last", "scroll_end"),
    ]

    def __init__(self, value: Value) -> None:
        super().__init__(_label("", value), data=value)
        self.guide_depth = 3

    def on_mount(self) -> None:
        """Open as much as fits a screen."""
        self._fill(self.root)
        self.root.expand()
        opened, waiting = 1, list(self.root.children)
        while waiting and opened < OPEN_NODES:
            node = waiting.pop(0)
            if node.allow_expand and opened + len(node.data or ()) < OPEN_NODES:
                self._fill(node)
                node.expand()
                waiting += node.children
            opened += 1
        self.focus()

    def on_tree_node_expanded(self, event: Tree.NodeExpanded[Value]) -> None:
        """Put in what is below, when it is opened first."""
        event.stop()
        self._fill(event.node)

    def _fill(self, node: TreeNode[Value]) -> None:
        value = node.data
        if not node.children and isinstance(value, dict | list):
            members = value.items() if isinstance(value, dict) else enumerate(value)
            for at, (name, below) in enumerate(members):
                if at == MEMBERS:
                    node.add_leaf(literal(f"… and {len(value) - MEMBERS:,} more; y copies all of it"))
                    break
                branch = isinstance(below, dict | list) and bool(below)
                node.add(_label(str(name), below), data=below, allow_expand=branch)


def _label(name: str, value: Value) -> Text:
    head = f"{one_line(name, 80)}  " if name else ""
    if isinstance(value, dict):
        said = f"{{{len(value)}}}" if value else "{}"
    elif isinstance(value, list):
        said = f"[{len(value)}]" if value else "[]"
    else:
        said = one_line(canonical_json(value), 2_000)
    return Text.assemble((head, "bold"), said, end="")


class ValueScreen(Modal[None]):
    """One value, as large as the screen allows."""

    CSS_PATH = "../styles/value.tcss"
    BINDINGS = [
        bind("dialog.cancel", "close"),
        bind("workbench.whole", "close", show=False),
        bind("dialog.copy", "copy"),
    ]
    AUTO_FOCUS: ClassVar[str | None] = "ValueText, ValueTree"

    def __init__(self, title: str, type_: ColumnType, value: Value, label: str = "") -> None:
        """`label` is what people call the row that a reference points at."""
        super().__init__()
        self._title, self._type, self._value = title, type_, value
        if isinstance(value, dict | list):
            self.text = spell_json(value)
        elif label:
            self.text = f"→ {label}\n{value}"
        else:
            self.text = value if isinstance(value, str) else shown(value, type_)

    def compose(self) -> ComposeResult:
        """The value, and how much there is of it."""
        with Vertical(id="value") as box:
            box.border_title = Content(self._title)
            box.border_subtitle = Content("y copies · esc back")
            yield self._body()
            yield Static(Content(self._counted), classes="value-foot")

    def _body(self) -> Widget:
        if isinstance(self._value, dict | list) and self._value:
            return ValueTree(self._value)
        more = len(self.text) - SHOWN_CHARS
        rest = f"\n\n… {more:,} more characters; y copies all of it" if more > 0 else ""
        words = self.text if self._value is not None else "· empty"
        return ValueText(Static(literal(words[:SHOWN_CHARS] + rest, lines=True), markup=False))

    @property
    def _counted(self) -> str:
        if self._value is None:
            return str(self._type)
        if not isinstance(self._value, str) or self._type is ColumnType.REFERENCE:
            return str(self._type)
        lines, chars = self._value.count("\n") + 1, len(self._value)
        return f"{self._type} · {lines:,} line{'' if lines == 1 else 's'} · {chars:,} characters"

    def action_copy(self) -> None:
        """Send the whole value to the clipboard."""
        self.app.copy_to_clipboard(self.text)
        self.app.notify(f"Copied {len(self.text):,} characters.")

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
