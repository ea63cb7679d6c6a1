"""Writing in a text: here or in the person's own editor, kept as a draft until it is saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import SuspendNotSupported

from lattice.model.errors import LatticeError
from lattice.model.files import File, FileKind
from lattice.tui.outside import edit_outside
from lattice.tui.place_words import unsaved_words
from lattice.tui.screens.asking import choose
from lattice.tui.screens.edit_conflict import Both, EditConflict, Ending
from lattice.tui.widgets.editors.fields import AREA_CHARS
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.viewer.editor import Editor
from lattice.tui.widgets.viewer.modes import editable
from lattice.tui.widgets.viewer.reading import read_file, read_text
from lattice.tui.widgets.viewer.saving import save
from lattice.tui.words import ago, handle
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.widgets.viewer.view import FileView


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
                elif text != self.text:
                    # the workspace can take back what it knows of the text, not what stands on the disk
                    self.view.app.notify(
                        f"Saved {self.file.label}. The original on disk was written: undo leaves it so.",
                        markup=False,
                    )
                self.view.post_message(self.view.Edited(self.file.id))
                return True
            if not await self._decide(text):
                return False

    async def _decide(self, text: str) -> bool:
        """Whether to save over what somebody else wrote meanwhile."""
        theirs = await read_file(self.view.client, self.file.id)
        written = await read_text(self.view.client, self.file.id)
        who = handle(theirs.updated_by)
        answer = await self.view.app.push_screen_wait(
            EditConflict(
                f"{who} wrote in this file {ago(theirs.updated_at)}, while you were writing.",
                [Both("", text, written)],
                go_on="Go on writing",
                mine="Save mine",
                theirs="Keep theirs",
                note=f"Mine is saved over a version of what {who} wrote; theirs leaves mine as a draft.",
            )
        )
        if answer is Ending.MINE:
            self.file, self.text = theirs, written
            return True
        if answer is Ending.THEIRS:
            self.remember(text)
            _close_soon(self.view)
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
        answer = await choose(view.app, "There is a draft", options, chosen="draft")
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

    @property
    def farewell(self) -> str:
        """A file that stays where it is, is written there: no undo of the workspace takes that back."""
        if self._writing.file.kind is FileKind.REFERENCED:
            return "^s saves into the original · esc keeps a draft"
        return super().farewell

    @on(Editor.Submitted)
    def _on_submit(self, event: Editor.Submitted) -> None:
        event.stop()
        start(
            self,
            self._save(event.text),
            group="save",
            failed=lambda e: self.say(unsaved_words(e), problem=True),
        )

    async def _save(self, text: str) -> None:
        if await self._writing.save(text):
            self.forget()
            _close_soon(self._writing.view)

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
        _close_soon(self._writing.view)


def _close_soon(view: FileView) -> None:
    """Close the editor from outside: it cannot wait for its own end."""
    start(view, close(view), group="open")


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
