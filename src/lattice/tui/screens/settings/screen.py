"""Everything that a person can set: the same as the file, each with its sentence, changed where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from lattice.model.errors import LatticeError
from lattice.settings import CHOICES, derived_person, set_setting, setting_value, unset_setting
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.screens.dialogs import Choice, Choose, Prompt
from lattice.tui.screens.settings import fields
from lattice.tui.screens.settings.fields import Field
from lattice.tui.screens.settings.listing import Line, ListingScreen

#: Cells of the names and of the values.
_NAME, _VALUE = 16, 28
#: Cells of the values where the terminal is narrow, and the width up to which it is.
_SHORT_VALUE, _NARROW = 18, 100
#: What a choice looks like, where its word does not say.
_EXAMPLES = {
    "iso": "2024-12-31",
    "dmy": "31.12.2024",
    "mdy": "12/31/2024",
    "words": "31 Dec 2024",
    "plain": "1234567.5",
    "comma": "1,234,567.5",
    "point": "1.234.567,5",
    "space": "1 234 567.5",
}


class SettingsScreen(ListingScreen):
    """All settings in parts."""

    TITLE_WORDS = "My settings"
    HELP = "What you set for yourself, on this machine. The file may be written in meanwhile; both are one."

    def __init__(self) -> None:
        super().__init__()
        self._fields = {field.key: field for field in fields.fields()}

    def all_lines(self) -> Iterator[Line]:
        """One line for each setting, with its value; what differs from the default is marked."""
        settings = self.app.settings.settings
        room = _SHORT_VALUE if self.app.size.width < _NARROW else _VALUE
        for field in self._fields.values():
            value = fields.value_words(settings, field.key) or self._derived(field)
            own = setting_value(settings, field.key) != field.says.default
            content = Content.assemble(
                ("● " if own else "  ", "$text-primary"),
                fit_cells(field.name, _NAME),
                (fit_cells(one_line(value) or "–", room), "bold" if own else "$text-muted"),
                (f"  {field.sentence}", "$text-muted"),
            )
            yield Line(field.key, field.part, content, f"{field.key} {field.name} {value} {field.sentence}")

    def _derived(self, field: Field) -> str:
        """Who somebody is before they said so: the user of the operating system."""
        return str(getattr(derived_person(), field.name)) if field.section == "person" else ""

    def about_line(self, line_id: str) -> Content:
        """The whole sentence, and what may be said."""
        field = self._fields[line_id]
        return Content.assemble((field.sentence, "$text"), "\n", fields.about(field))

    async def change(self, line_id: str) -> None:
        """Turn it, choose it or type it. Raises LatticeError."""
        field = self._fields[line_id]
        app = self.app
        if line_id == "keys":
            from lattice.tui.screens.settings.keys import KeysScreen

            await app.push_screen_wait(KeysScreen())
            return
        if line_id == "theme":
            from lattice.tui.screens.settings.themes import choose_theme

            await choose_theme(app)
            return
        value = setting_value(app.settings.settings, line_id)
        typed: str | None
        if isinstance(field.says.default, bool):
            typed = "false" if value else "true"
        elif line_id in CHOICES:
            choices = [Choice(word, word, _EXAMPLES.get(word, "")) for word in CHOICES[line_id]]
            typed = await app.push_screen_wait(Choose(field.name.capitalize(), choices, str(value)))
        else:
            typed = await self._typed(field, value)
        if typed is not None:
            set_setting(app.home, line_id, typed)

    async def _typed(self, field: Field, value: object) -> str | None:
        def check(text: str) -> str:
            return fields.problem(field.key, text)

        title = f"{field.part}: {field.name}"
        answer: str | None = await self.app.push_screen_wait(
            Prompt(title, field.sentence, fields.words_of(value), check=check, verb="Keep")
        )
        return answer

    async def reset(self, line_id: str) -> None:
        """Take it out of the file. Raises LatticeError."""
        if line_id == "keys":
            from lattice.tui.screens.settings.keys import take_all_back

            await take_all_back(self.app)
            return
        if self._fields[line_id].section == "person":
            raise LatticeError("usage", "Who you are has no default.", "Change it instead.")
        if setting_value(self.app.settings.settings, line_id) == self._fields[line_id].says.default:
            self.app.notify(f"{line_id} is as it comes.", markup=False)
        unset_setting(self.app.home, line_id)
