"""A field for paths: tab completes as a shell does, and what is in the folder stands below."""

from __future__ import annotations

import os
from pathlib import Path

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from lattice.tui.literal import one_line

#: Names of a folder that are ever looked at for one completion.
LOOKED_AT = 5_000
_SHOWN = 6


def clean_path(text: str) -> str:
    """A path as typed, or as terminals paste a file that is dropped on them: without quotes, `~` resolved."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    elif "\\ " in text and not Path(text).exists():
        text = text.replace("\\ ", " ")
    return os.path.expanduser(text.removeprefix("file://"))


def candidates(typed: str) -> list[str]:
    """Names that could come next after what was typed, folders with a slash, hidden ones only when asked."""
    folder, _, begun = clean_path(typed).rpartition("/")
    place = Path(folder or ("/" if typed.startswith("/") else "."))
    found: list[str] = []
    try:
        with os.scandir(place) as entries:
            for count, entry in enumerate(entries):
                if count >= LOOKED_AT:
                    break
                hidden = entry.name.startswith(".") and not begun.startswith(".")
                if entry.name.startswith(begun) and not hidden:
                    found.append(entry.name + "/" if entry.is_dir() else entry.name)
    except OSError:
        return []
    return sorted(found, key=str.casefold)


def complete(typed: str) -> str:
    """What was typed, made longer by what all candidates have in common."""
    names = candidates(typed)
    if not names:
        return typed
    head, slash, begun = typed.rpartition("/")
    # characters in common are wanted here, not folders
    common = os.path.commonprefix(names)  # noqa: RUF071
    return head + slash + common if len(common) > len(begun) else typed


class _Suggest(Suggester):
    """The first candidate, shown dim behind the cursor."""

    async def get_suggestion(self, value: str) -> str | None:
        """What `value` may become."""
        names = candidates(value) if value else []
        head, slash, _ = value.rpartition("/")
        return head + slash + names[0] if names else None


class _Field(Input):
    BINDINGS = [Binding("tab", "complete", "Complete", show=True)]

    def action_complete(self) -> None:
        """Complete; where there is nothing to complete, go on to the next field."""
        longer = complete(self.value)
        if longer == self.value:
            self.screen.focus_next()
            return
        self.value = longer
        self.cursor_position = len(longer)


class PathInput(Vertical):
    """A path, with completion."""

    field = getters.query_one(Input)

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._value, self._placeholder = value, placeholder

    def compose(self) -> ComposeResult:
        """The field, and a line of what could come next."""
        yield _Field(
            self._value,
            placeholder=self._placeholder,
            suggester=_Suggest(use_cache=False, case_sensitive=True),
            select_on_focus=False,
        )
        yield Static("", classes="path-names")

    @property
    def value(self) -> str:
        """The path that is meant, cleaned."""
        return clean_path(self.field.value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        names = candidates(event.value) if event.value else []
        shown = [one_line(name, 40) for name in names[:_SHOWN]]
        if len(names) > _SHOWN:
            shown.append(f"… {len(names) - _SHOWN} more")
        self.query_one(".path-names", Static).update(Content("  ".join(shown)))
