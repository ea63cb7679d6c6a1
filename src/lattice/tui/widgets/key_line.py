"""The last line of a screen: the keys of what has focus, made from the same bindings that act."""

from __future__ import annotations

from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from lattice.tui.possible import typed


class KeyLine(Widget):
    """Keys with what they do, in one line; a click on one presses it."""

    def __init__(self) -> None:
        super().__init__()
        self._called: dict[str, str] = {}

    def call(self, key_id: str, words: str) -> None:
        """Call a key by what it does now, where that differs from the table of keys."""
        self._called[key_id] = words
        self.refresh()

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render(self) -> RenderResult:
        """As many keys as fit; the ones of the app stay at the right end."""
        near: list[Content] = []
        far: list[Content] = []
        for node, binding in self._shown():
            (far if node is self.app else near).append(self._item(binding))
        room = self.size.width - sum(len(item) + 2 for item in far)
        line = Content("")
        for item in near:
            if len(line) + len(item) + 2 > room:
                break
            line = line + item + Content("  ")
        gap = max(0, room - len(line) + 2)
        return Content.assemble(line, Content(" " * gap), Content("  ").join(far))

    def _shown(self) -> list[tuple[object, Binding]]:
        """One binding for each action that the line has room to name, in the order of the chain."""
        seen: set[str] = set()
        found: list[tuple[object, Binding]] = []
        for active in self.screen.active_bindings.values():
            binding = active.binding
            name = binding.id or binding.action
            if not binding.show or not active.enabled or name in seen or typed(self.screen, active):
                continue
            seen.add(name)
            found.append((active.node, binding))
        return found

    def _item(self, binding: Binding) -> Content:
        key = self.app.get_key_display(binding)
        words = self._called.get(binding.id or "", binding.description)
        press = Style.from_meta({"press": binding.key})
        return Content.assemble((key, "bold $footer-key-foreground"), " ", words).stylize(press)

    async def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked on."""
        key = event.style.meta.get("press")
        if isinstance(key, str):
            await self.app.run_action(f"app.press({key!r})")
