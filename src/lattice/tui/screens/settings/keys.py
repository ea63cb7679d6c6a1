"""The keys, and those that a person wants instead: pressed or written, refused with words."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets import Button

from lattice.model.errors import LatticeError
from lattice.settings import set_setting, unset_setting
from lattice.tui.app import LatticeApp
from lattice.tui.key_names import key_name
from lattice.tui.keymap import check_key
from lattice.tui.keys import GROUPS, KEYS, bind, key_of, split_keys
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.screens.dialogs import Confirm, Prompt
from lattice.tui.screens.settings.catching import CatchScreen
from lattice.tui.screens.settings.listing import Line, ListingScreen

#: Cells of the keys and of what they do.
_KEYS, _DOES = 20, 16


class KeysScreen(ListingScreen):
    """Every key by where it is pressed."""

    TITLE_WORDS = "Keys"
    HELP = "enter, then the new key. What would clash or cannot be pressed is refused, and says why."
    BINDINGS = [
        bind("settings.add", "add"),
        bind("settings.write", "write"),
        bind("settings.all", "all"),
    ]

    def all_lines(self) -> Iterator[Line]:
        """One line for each thing that keys do; one's own are marked."""
        order = {group: at for at, group in enumerate(GROUPS)}
        keymap = self.app.preferences.keymap
        for key in sorted(KEYS, key=lambda key: order[key.group]):
            shown = shown_keys(keymap.keys.get(key.id, key.keys))
            mark = "● " if key.id in keymap.keys else "! " if key.id in keymap.refused else "  "
            content = Content.assemble(
                (mark, "$text-primary" if key.id in keymap.keys else "$text-warning"),
                (fit_cells(shown, _KEYS), "bold $footer-key-foreground"),
                fit_cells(key.description, _DOES),
                (f"  {key.tooltip}", "$text-muted"),
            )
            found_by = f"{key.id} {shown} {key.description} {key.tooltip}"
            yield Line(key.id, GROUPS[key.group], content, found_by)

    def about_line(self, line_id: str) -> Content:
        """What it does, its name in the file, its default; why one's own is refused."""
        key = key_of(line_id)
        words = f"{key.id} · by default {shown_keys(key.keys)}"
        refused = self.app.preferences.keymap.refused.get(line_id)
        if refused is not None:
            return Content.assemble(
                (one_line(str(refused).removeprefix("Keys in the settings: "), 400), "$text-warning"),
                "\n",
                words,
            )
        return Content.assemble((key.tooltip, "$text"), "\n", words)

    def buttons(self) -> Iterator[Button]:
        """The deeds of keys beside those of settings."""
        yield Button("Change", id="do-change", variant="primary")
        yield Button("Add", id="do-add")
        yield Button("Write", id="do-write")
        yield Button("Default", id="do-default")
        yield Button("All defaults", id="do-all")
        yield Button("Close", id="do-cancel")

    def action_add(self) -> None:
        """One more key for the line under the cursor."""
        self.do(self.add)

    def action_write(self) -> None:
        """Write the keys as text."""
        self.do(self.write)

    def action_all(self) -> None:
        """Take all of one's own back."""

        async def all_back(_: str) -> None:
            await take_all_back(self.app)

        self.do(all_back)

    def _check(self, line_id: str, keys: str) -> str:
        try:
            check_key(line_id, keys, self.app.settings.settings.keys)
        except LatticeError as error:
            return error.message.removeprefix("Keys in the settings: ")
        return ""

    async def change(self, line_id: str) -> None:
        """Ask for the key that takes the place of those there are. Raises LatticeError."""
        also = "ctrl+q," if line_id == "app.quit" else ""
        await self._catch(line_id, also)

    async def add(self, line_id: str) -> None:
        """Ask for one more key. Raises LatticeError."""
        keymap = self.app.preferences.keymap
        await self._catch(line_id, keymap.keys.get(line_id, key_of(line_id).keys) + ",")

    async def _catch(self, line_id: str, also: str) -> None:
        caught = await self.app.push_screen_wait(
            CatchScreen(key_of(line_id).description, lambda pressed: self._check(line_id, also + pressed))
        )
        if caught:
            set_setting(self.app.home, f"keys.{line_id}", also + caught)

    async def write(self, line_id: str) -> None:
        """Ask for the keys in writing. Raises LatticeError."""
        keymap = self.app.preferences.keymap
        keys = await self.app.push_screen_wait(
            Prompt(
                f"Keys for {key_of(line_id).description}",
                "With commas between them; two strokes with a space: g t, ctrl+g, f10, question_mark.",
                keymap.keys.get(line_id, key_of(line_id).keys),
                check=lambda text: self._check(line_id, text),
                verb="Keep",
            )
        )
        if keys is not None:
            set_setting(self.app.home, f"keys.{line_id}", keys)

    async def reset(self, line_id: str) -> None:
        """Give a key its default again, which another of one's own may have by now. Raises LatticeError."""
        own = dict(self.app.settings.settings.keys)
        if own.pop(line_id, None) is None:
            self.app.notify(f"{key_of(line_id).description} has the keys it comes with.", markup=False)
        taken = [name for name in own if name not in self.app.preferences.keymap.refused]
        unset_setting(self.app.home, f"keys.{line_id}")
        self.app.reload_settings()
        for name in taken:
            if (error := self.app.preferences.keymap.refused.get(name)) is not None:
                self.app.tell(error)


async def take_all_back(app: LatticeApp) -> None:
    """Take all of a person's own keys out of the settings, after asking. Raises LatticeError."""
    own = app.settings.settings.keys
    if not own:
        app.notify("The keys are as they come.", markup=False)
        return
    names = ", ".join(sorted(own)[:6]) + (", …" if len(own) > 6 else "")
    words = f"Your own for {one_line(names, 200)} are taken out of the settings."
    if await app.push_screen_wait(Confirm("All keys as they come?", words, "Take back", danger=False)):
        for name in own:
            unset_setting(app.home, f"keys.{name}")


def shown_keys(keys: str) -> str:
    """Keys as people write them: `^b, F4`."""
    return ", ".join(key_name(one) for one in split_keys(keys))
