"""This person's settings as the workbench follows them: read at its start, and when their file changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lattice.model.errors import LatticeError
from lattice.settings import Loaded, Settings, load_settings, setting_value, settings_path
from lattice.tui import formats, themes
from lattice.tui.keymap import Keymap, read_keymap

if TYPE_CHECKING:
    from lattice.tui.app import LatticeApp

#: How often the files are looked at, in seconds; each look costs a few microseconds.
LOOK_S = 1.0
#: Names of settings that one message tells.
TOLD = 3


class Preferences:
    """The settings, the keys and the theme of one session."""

    def __init__(self, app: LatticeApp) -> None:
        self._app = app
        self.loaded: Loaded = load_settings(app.home)
        self.keymap: Keymap = read_keymap(self.loaded.settings.keys)
        self._broken: tuple[str, ...] = ()
        self._seen = self._stands()

    def follow(self) -> None:
        """Do as the settings say; what it costs is paid for what changed."""
        app, settings = self._app, self.loaded.settings
        app.animation_level = "full" if settings.animations else "none"
        self.wear(settings.theme)
        changed = formats.use(settings.display)
        if not app.is_running:
            return
        app.set_keymap(self.keymap.keys)
        if changed:
            for screen in app.screen_stack:
                for widget in screen.walk_children():
                    widget.refresh(layout=True)

    def wear(self, name: str) -> None:
        """Draw in a theme; the house theme, and words, where there is none of that name."""
        app = self._app
        try:
            app.theme = themes.ready(app, name, app.home)
        except LatticeError as error:
            app.call_later(app.tell, error)
            app.theme = themes.ready(app, themes.DEFAULT_THEME, app.home)

    def watch(self) -> None:
        """Look at the files from now on, and say what is wrong with them at the beginning."""
        self._app.set_keymap(self.keymap.keys)
        self._app.set_interval(LOOK_S, self._look)
        self._say(self.problems())

    def problems(self) -> list[str]:
        """What is wrong with the file, a sentence each."""
        wrong = [f"{problem.message.rstrip('.')}." for problem in self.loaded.problems]
        return [*self._broken, *wrong] + [str(error) for error in self.keymap.refused.values()]

    def read(self) -> None:
        """Read the settings again and follow them."""
        self.loaded = load_settings(self._app.home)
        self.keymap = read_keymap(self.loaded.settings.keys)
        self._broken = ()
        self._seen = self._stands()
        self.follow()

    def _look(self) -> None:
        seen = self._stands()
        if seen == self._seen:
            return
        before, known, themes_were = self.loaded.settings, set(self.problems()), self._seen[1:]
        found = load_settings(self._app.home)
        self._seen = seen
        if any(not problem.key for problem in found.problems):
            # half of a file means nothing: what held goes on holding until it is whole
            self._broken = tuple(f"{problem.message} What held before goes on." for problem in found.problems)
            self._say(list(self._broken))
            return
        self._broken = ()
        self.loaded, self.keymap = found, read_keymap(found.settings.keys)
        self._seen = self._stands()
        self.follow()
        if changed := changed_keys(before, found.settings):
            more = f" and {len(changed) - TOLD} more" if len(changed) > TOLD else ""
            self._app.notify(f"Settings read again: {', '.join(changed[:TOLD])}{more}.", markup=False)
        elif seen[1:] != themes_were:
            self._app.notify("The theme was read again.", markup=False)
        self._say([problem for problem in self.problems() if problem not in known])

    def _stands(self) -> tuple[object, ...]:
        """What tells one state of the files from another: the settings, then a user's theme in use."""
        home: Path = self._app.home
        theme = home / "themes" / f"{Path(self.loaded.settings.theme).name}.toml"
        return _stamp(settings_path(home)), _stamp(theme)

    def _say(self, problems: list[str]) -> None:
        for problem in problems:
            words = problem if problem.startswith("Keys in the settings") else f"Settings: {problem}"
            self._app.notify(words, severity="warning", markup=False, timeout=10)


def changed_keys(before: Settings, after: Settings) -> list[str]:
    """Dotted names of the settings that differ."""
    from lattice.setting_docs import keys

    return [key for key in keys() if setting_value(before, key) != setting_value(after, key)]


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return found.st_mtime_ns, found.st_size, found.st_ino
