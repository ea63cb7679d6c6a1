"""What files hold and what will be made of them, shown and changed before anything is applied."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from lattice.client import Client, LoadMode
from lattice.ingest.choices import TypeChoice
from lattice.ingest.plan import ColumnGuess
from lattice.model.errors import LatticeError
from lattice.model.schema import Schema, check_name
from lattice.model.values import RULES, ColumnType
from lattice.tui.app import LatticeApp
from lattice.tui.importing import Intake, Result, load_all, read_sources
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.screens.dialogs import Choice, Choose, ErrorDialog, Prompt
from lattice.tui.screens.import_result import ImportResult
from lattice.tui.screens.working import Working
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.lists import Lines

_MODES = {
    LoadMode.APPEND: "rows are added",
    LoadMode.REPLACE: "what is there goes to the trash first",
    LoadMode.UPSERT: "rows with the same key are changed, others added",
}


class ImportScreen(Screen[Result | None]):
    """Reads `paths`, shows the plan, loads; answers what came of it, or None when it was left."""

    CSS_PATH = "../styles/import_files.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS = [
        bind("import.apply", "apply", show=True),
        bind("import.type", "type", show=True),
        bind("import.key", "key", show=True),
        bind("import.table", "table", show=True),
        bind("import.mode", "mode", show=True),
        bind("import.skip", "skip", show=True),
        bind("dialog.cancel", "cancel", show=True),
    ]

    app = getters.app(LatticeApp)
    tables = getters.query_one("#import-tables", Lines)
    columns = getters.query_one("#import-columns", Lines)
    notes = getters.query_one("#import-notes", Static)

    def __init__(self, client: Client, paths: Sequence[Path]) -> None:
        super().__init__()
        self._client = client
        self._paths = tuple(paths)
        self._schema = Schema(())
        self._intakes: list[Intake] = []

    def compose(self) -> ComposeResult:
        """Tables on top, the columns of one below, what was noticed, the buttons."""
        with Vertical(id="import") as box:
            box.border_title = Content.assemble(("◆", "$text-primary"), " Import")
            yield Static("Reading, to find out what the columns hold…", id="import-reading")
            yield Lines(id="import-tables")
            yield Static("", id="import-how")
            yield Lines(id="import-columns")
            yield Static("", id="import-notes")
            with Horizontal(classes="buttons"):
                yield Button("Import", id="apply", variant="primary", disabled=True)
                yield Button("Table name", id="table", disabled=True)
                yield Button("Mode", id="mode", disabled=True)
                yield Button("Cancel", id="cancel")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read."""
        self._read()

    @work(group="read", exclusive=True)
    async def _read(self) -> None:
        limits = self.app.settings.settings.limits
        try:
            sources, self._schema = await read_sources(self._client, self._paths, limits)
        except LatticeError as error:
            await self.app.push_screen_wait(ErrorDialog("It could not be read", error))
            self.dismiss(None)
            return
        self._intakes = [Intake(source) for source in sources]
        self.add_class("-read")
        for button in self.query(Button):
            button.disabled = False
        self.notes.set_class(bool(sources.notes), "-noted")
        self._fill()
        self.columns.focus()

    def _is_read(self) -> bool:
        """Whether what is in it is known; says so while it is not."""
        if not self._intakes:
            self.app.notify("It is still being read; then you choose what becomes of it.")
        return bool(self._intakes)

    @property
    def _intake(self) -> Intake:
        return self._intakes[min(self.tables.highlighted or 0, len(self._intakes) - 1)]

    @property
    def _guess(self) -> ColumnGuess | None:
        guesses = self._intake.source.guesses
        index = self.columns.highlighted
        return guesses[index] if index is not None and index < len(guesses) else None

    def _fill(self) -> None:
        """Show the plans as they are now; the cursors stay where they are."""
        at = self.tables.highlighted or 0
        self.tables.clear_options()
        self.tables.add_options([Option(self._table_line(intake)) for intake in self._intakes])
        self.tables.highlighted = at
        self._fill_columns()

    def _table_line(self, intake: Intake) -> Content:
        source = intake.source
        mark = ("✓ ", "bold $text-success") if intake.wanted else ("– ", "$text-muted")
        what = "there already" if source.exists else "new"
        return Content.assemble(
            mark,
            one_line(source.place, 40),
            (" → ", "$text-muted"),
            (one_line(source.plan.table, 40), "bold"),
            (f"   {source.rows:,} rows · {len(source.guesses)} columns · {what}", "$text-muted"),
        )

    def _fill_columns(self) -> None:
        at = self.columns.highlighted or 0
        source = self._intake.source
        key = f" · key: {', '.join(source.plan.key)}" if source.plan.key else ""
        how = f"{_MODES[source.plan.mode]}{key}" if source.exists or key else "a new table"
        self.query_one("#import-how", Static).update(Content(one_line(how)))
        wide = min(24, max((len(guess.name) for guess in source.guesses), default=0))
        self.columns.clear_options()
        self.columns.add_options([Option(self._column_line(guess, wide)) for guess in source.guesses])
        self.columns.highlighted = min(at, len(source.guesses) - 1)
        self._fill_notes()

    def _column_line(self, guess: ColumnGuess, wide: int) -> Content:
        key = ("● " if guess.name in self._intake.source.plan.key else "  ", "$text-accent")
        kind = f"→ {guess.target}" if guess.target else guess.type.value
        examples = ", ".join(one_line(example, 24) for example in guess.examples)
        why = (f"  {one_line(guess.why, 80)}", "$text-warning") if guess.why else ""
        return Content.assemble(
            key,
            one_line(guess.name, 24).ljust(wide),
            "  ",
            (one_line(kind, 16).ljust(10), "bold $text-primary"),
            "  ",
            (examples, "$text-muted"),
            why,
        )

    def _fill_notes(self) -> None:
        said = [
            note
            for note in self._intake.source.notes
            if not any(g.line == note for g in self._intake.source.guesses)
        ]
        lines = [one_line(note, 200) for note in said[:3]]
        if len(said) > 3:
            lines.append(f"… and {len(said) - 3} more notes")
        self.notes.update(Content("\n".join(lines)))
        self.notes.display = bool(lines)

    @on(OptionList.OptionHighlighted, "#import-tables")
    def _other_table(self) -> None:
        if self._intakes:
            self._fill_columns()

    @on(OptionList.OptionSelected, "#import-columns")
    @work(group="change", exclusive=True)
    async def action_type(self) -> None:
        """Choose the type of the column under the cursor."""
        guess = self._guess if self._is_read() else None
        if guess is None:
            return
        if not guess.new:
            self.app.notify(f"{guess.name} is there already; its type is the table's.", severity="warning")
            return
        types = [
            Choice(t.value, t.value, RULES[t].example) for t in ColumnType if t is not ColumnType.REFERENCE
        ]
        found = await self.app.push_screen_wait(Choose(f"Type of {guess.name}", types, guess.type.value))
        if found is not None:
            self._change(types={guess.name: TypeChoice(ColumnType(found))})

    def action_key(self) -> None:
        """Make the column part of the key, or not."""
        guess = self._guess if self._is_read() else None
        if guess is None:
            return
        key = self._intake.source.plan.key
        changed = tuple(k for k in key if k != guess.name) if guess.name in key else (*key, guess.name)
        self._change(key=changed)

    @on(Button.Pressed, "#table")
    @work(group="change", exclusive=True)
    async def action_table(self) -> None:
        """Bring it into a table of another name."""
        if not self._is_read():
            return

        def check(text: str) -> str:
            try:
                check_name(text, "Table")
            except LatticeError as error:
                return str(error)
            return ""

        plan = self._intake.source.plan
        name = await self.app.push_screen_wait(
            Prompt("Table name", "A table that is there takes the rows too.", plan.table, check=check)
        )
        if name is not None and name != plan.table:
            self._change(table=name)

    @on(Button.Pressed, "#mode")
    @work(group="change", exclusive=True)
    async def action_mode(self) -> None:
        """Add, replace, or change by key."""
        if not self._is_read():
            return
        choices = [Choice(mode.value, mode.value, note) for mode, note in _MODES.items()]
        found = await self.app.push_screen_wait(
            Choose("What happens to rows that are there", choices, self._intake.source.plan.mode.value)
        )
        if found is not None:
            self._change(mode=LoadMode(found))

    def _change(
        self,
        *,
        table: str | None = None,
        mode: LoadMode | None = None,
        key: tuple[str, ...] | None = None,
        types: dict[str, TypeChoice] | None = None,
    ) -> None:
        limits = self.app.settings.settings.limits
        try:
            self._intake.change(self._schema, limits, table=table, mode=mode, key=key, types=types)
        except LatticeError as error:
            self.app.tell(error)
            return
        self._fill()

    def action_skip(self) -> None:
        """Leave the table out, or take it in."""
        if self._is_read():
            self._intake.wanted = not self._intake.wanted
            self._fill()

    @on(Button.Pressed, "#apply")
    @work(group="apply", exclusive=True)
    async def action_apply(self) -> None:
        """Load what is shown."""
        if not self._is_read():
            return
        wanted = [intake for intake in self._intakes if intake.wanted]
        if not wanted:
            self.app.notify("Nothing is left to import; space takes a table in.", severity="warning")
            return
        answer = await self.app.push_screen_wait(
            Working("Importing", lambda progress: load_all(self._client, wanted, progress))
        )
        if answer is None:
            self.app.notify("Stopped. Nothing was brought in.")
            return
        if isinstance(answer, LatticeError):
            await self.app.push_screen_wait(ErrorDialog("Nothing was imported", answer))
            return
        await self.app.push_screen_wait(ImportResult(answer))
        self.dismiss(answer)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave it; nothing was changed."""
        self.dismiss(None)
