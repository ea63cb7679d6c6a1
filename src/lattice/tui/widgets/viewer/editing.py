"""Writing in a text: here or in the person's own editor, kept as a draft until it is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import getters, on
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from lattice.model.errors import LatticeError
from lattice.model.files import File
from lattice.tui.keys import bind
from lattice.tui.outside import edit_outside
from lattice.tui.screens.asking import choose
from lattice.tui.widgets.editors.fields import AREA_CHARS
from lattice.tui.widgets.editors.inputs import AreaInput
from lattice.tui.widgets.editors.spelling import spell, unspell
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.viewer.modes import editable
from lattice.tui.widgets.viewer.reading import read_file, read_text
from lattice.tui.widgets.viewer.saving import save
from lattice.tui.words import handle
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.widgets.viewer.view import FileView

#: Quiet time before what was typed is kept as a draft: each keeping writes all of it.
DRAFT_S = 0.5


class Editor(Vertical):
    """The text of a file in an area to write in."""

    DEFAULT_CSS = Path(__file__).with_name("editor.tcss").read_text()
    BINDINGS = [
        bind("edit.save", "save", priority=True),
        bind("edit.external", "external", priority=True),
        bind("edit.cancel", "cancel", priority=True),
    ]

    area = getters.query_one(AreaInput)

    @dataclass
    class Submitted(Message):
        """The text is to be saved."""

        text: str

    @dataclass
    class Elsewhere(Message):
        """The text is to be written in the person's own editor."""

        text: str

    @dataclass
    class Left(Message):
        """The editor is to go; `draft` when something was typed."""

        draft: bool

    def __init__(self, text: str, draft: str | None, remember: Callable[[str | None], None]) -> None:
        """`remember` keeps what was typed and not saved; None when there is nothing to keep."""
        super().__init__(classes="board editor")
        self._text = text
        self._draft = draft if draft is not None else text
        self._remember = remember
        self._timer: Any = None

    def compose(self) -> ComposeResult:
        """The area, and a line of words under it."""
        # no language: colouring while one types costs more than the keys themselves
        yield AreaInput(spell(self._draft, lines=True), soft_wrap=True, compact=True, show_line_numbers=True)
        yield Static("", classes="editor-words", markup=False)

    def on_mount(self) -> None:
        """Say how one leaves it."""
        self.say("^s saves · esc leaves, and keeps a draft of what was typed")

    @property
    def text(self) -> str:
        """What stands there."""
        return unspell(self.area.text)

    @property
    def dirty(self) -> bool:
        """Whether it says something else than the file."""
        return self.text != self._text

    @property
    def words(self) -> str:
        """How it stands, for the line under it."""
        return "writing"

    def say(self, words: str, *, problem: bool = False) -> None:
        """Say something under the text."""
        line = self.query_one(".editor-words", Static)
        line.update(Content.styled(words, "$text-error" if problem else "$text-muted"))

    def put(self, text: str) -> None:
        """Have another text stand there."""
        self.area.text = spell(text, lines=True)

    @on(TextArea.Changed)
    def _on_type(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(DRAFT_S, self.keep)

    def keep(self) -> None:
        """Keep what was typed as a draft."""
        self._remember(self.text if self.dirty else None)

    def forget(self) -> None:
        """It was saved: there is nothing to keep."""
        if self._timer is not None:
            self._timer.stop()
        self._remember(None)

    def action_save(self) -> None:
        """Save it."""
        self.post_message(self.Submitted(self.text))

    def action_external(self) -> None:
        """Go on in the person's own editor."""
        self.post_message(self.Elsewhere(self.text))

    def action_cancel(self) -> None:
        """Leave; what was typed stays as a draft."""
        if self._timer is not None:
            self._timer.stop()
        self.keep()
        self.post_message(self.Left(self.dirty))


class Writing:
    """One text that is being written: the file as it was when that began, and its draft."""

    def __init__(self, view: FileView, file: File, text: str) -> None:
        self.view = view
        self.file = file
        self.text = text

    @property
    def _key(self) -> str:
        return f"file:{self.file.id}"

    @property
    def draft(self) -> str | None:
        """What was typed before and not saved."""
        bench = self.view.bench
        return bench.drafts.get(self._key, {}).get("text") if bench is not None else None

    def remember(self, text: str | None) -> None:
        """Hold on to what was typed, through whatever ends the session."""
        if self.view.bench is not None:
            self.view.bench.keep_draft(self._key, {} if text is None else {"text": text})

    async def save(self, text: str) -> bool:
        """Save it; when somebody else changed the file meanwhile, ask. False when it was left."""
        while True:
            try:
                outcome = await save(self.view.client, self.file, self.text, text)
            except LatticeError as error:
                if error.code != "conflict":
                    raise
            else:
                if outcome is not None:
                    self.view.post_message(Pane.Done(f"Saved {self.file.label}.", outcome))
                self.view.post_message(self.view.Edited(self.file.id))
                return True
            if not await self._decide(text):
                return False

    async def _decide(self, text: str) -> bool:
        """Whether to save over what somebody else wrote meanwhile."""
        theirs = await read_file(self.view.client, self.file.id)
        answer = await choose(
            self.view.app,
            "Changed meanwhile",
            (
                ("back", "Go on writing", "nothing is saved yet"),
                ("mine", "Save mine", f"what {handle(theirs.updated_by)} wrote stays as a version"),
                ("theirs", "Keep theirs", "mine stays as a draft"),
            ),
        )
        if answer == "mine":
            self.file, self.text = theirs, await read_text(self.view.client, self.file.id)
            return True
        if answer == "theirs":
            self.remember(text)
            await close(self.view)
        return False


async def _begin(view: FileView) -> Writing | None:
    """The text as it is now, when one may write in it. Raises LatticeError."""
    file = view.file
    if file is None or view.showing.writing:
        return None
    if not editable(file):
        view.app.notify(
            f"{file.name} is no text to be written in; O opens it with its program.", severity="warning"
        )
        return None
    file = await read_file(view.client, file.id)
    return Writing(view, file, await read_text(view.client, file.id))


async def edit(view: FileView) -> None:
    """Write in the text here, from the draft when there is one. Raises LatticeError."""
    writing = await _begin(view)
    if writing is None:
        return
    if len(writing.text) > AREA_CHARS:
        view.app.notify(
            f"A text of {len(writing.text):,} characters is too long to be written in here; use ^e.",
            severity="warning",
        )
        return
    draft = writing.draft
    if draft is not None and draft != writing.text:
        options = (
            ("draft", "Go on with the draft", "what was typed and not saved"),
            ("file", "Begin anew", "drop it"),
        )
        answer = await choose(view.app, "There is a draft", options)
        if answer is None:
            return
        draft = draft if answer == "draft" else None
    editor = WritingEditor(writing, draft)
    await view.showing.put_up(editor)
    editor.area.focus()


class WritingEditor(Editor):
    """An editor with somebody who saves."""

    def __init__(self, writing: Writing, draft: str | None) -> None:
        super().__init__(writing.text, draft, writing.remember)
        self._writing = writing

    @on(Editor.Submitted)
    def _on_submit(self, event: Editor.Submitted) -> None:
        event.stop()
        start(self, self._save(event.text), group="save", failed=lambda e: self.say(str(e), problem=True))

    async def _save(self, text: str) -> None:
        if await self._writing.save(text):
            self.forget()
            await close(self._writing.view)

    @on(Editor.Elsewhere)
    def _on_elsewhere(self, event: Editor.Elsewhere) -> None:
        event.stop()
        text = _elsewhere(self._writing, event.text)
        if text is not None:
            self.put(text)

    @on(Editor.Left)
    def _on_left(self, event: Editor.Left) -> None:
        event.stop()
        if event.draft:
            self.app.notify("What was typed is kept as a draft; e goes on with it.")
        start(self._writing.view, close(self._writing.view), group="open")


async def close(view: FileView) -> None:
    """Take the editor away and show the file as it is now. Raises LatticeError."""
    inside = view.has_focus_within
    await view.showing.put_away()
    await view.showing.renew()
    if inside:
        view.take_focus()


async def edit_elsewhere(view: FileView) -> None:
    """Write in the text in the person's own editor and save what came of it. Raises LatticeError."""
    writing = await _begin(view)
    if writing is None:
        return
    text = _elsewhere(writing, writing.draft if writing.draft is not None else writing.text)
    if text is None or text == writing.text:
        return
    writing.remember(text)
    if await writing.save(text):
        writing.remember(None)
    await close(view)


def _elsewhere(writing: Writing, text: str) -> str | None:
    app = writing.view.app
    try:
        return edit_outside(app, text, Path(writing.file.name).suffix[:12] or ".md")
    except SuspendNotSupported:
        app.notify("This terminal cannot be lent to an editor.", severity="warning", markup=False)
    except LatticeError as error:
        app.notify(str(error), severity="warning", markup=False)
    return None
