"""Themes: one TOML file each, our own in the wheel and a user's in the `themes` folder of the home."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from textual.app import App
from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from lattice.model.errors import LatticeError

#: What is used when nothing is chosen, or when what is chosen cannot be used.
DEFAULT_THEME = "lattice-dark"


class ThemeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in a theme file; colours as `#rrggbb` or a name that Textual knows."""

    name: str
    primary: str
    secondary: str | None = None
    accent: str | None = None
    success: str | None = None
    warning: str | None = None
    error: str | None = None
    foreground: str | None = None
    background: str | None = None
    surface: str | None = None
    panel: str | None = None
    boost: str | None = None
    dark: bool = True
    ansi: bool = False
    """Use the terminal's own sixteen colours as they are."""
    variables: dict[str, str] = {}
    """Colours of single parts, such as `footer-key-foreground`."""


def own_folder() -> Path:
    """Where the themes of the house are: in the wheel, or beside `src` in a checkout."""
    packed = Path(__file__).parents[1] / "themes"
    return packed if packed.is_dir() else Path(__file__).parents[3] / "themes"


def read_theme(path: Path) -> Theme:
    """The theme in a file; raises LatticeError `invalid_file` that says what is wrong in it."""
    try:
        with path.open("rb") as source:
            said = msgspec.convert(tomllib.load(source), ThemeFile)
        _check_colours(said)
    except (OSError, ValueError, msgspec.ValidationError, ColorParseError) as error:
        raise LatticeError(
            "invalid_file",
            f"The theme {path} cannot be used: {error}.",
            "Mend the file, or take it out of the folder.",
        ) from None
    return Theme(**msgspec.structs.asdict(said))


def _check_colours(said: ThemeFile) -> None:
    """Raise ColorParseError for what is no colour; Textual would only find out while drawing."""
    for field, value in msgspec.structs.asdict(said).items():
        if isinstance(value, str) and field != "name":
            Color.parse(value)


def find_theme(name: str, home: Path) -> Path | None:
    """The file of a theme by its name, a user's before ours; None when there is none."""
    if not name or Path(name).name != name:
        return None
    places = (home / "themes" / f"{name}.toml", own_folder() / f"{name}.toml")
    return next((path for path in places if path.is_file()), None)


class OfferedTheme(NamedTuple):
    """A theme that one can choose."""

    name: str
    """What the settings keep: of a file its own name, without the ending."""
    theme: Theme
    note: str
    """Light or dark, whose it is, and whether it is hard to read."""


def offered(home: Path) -> tuple[list[OfferedTheme], list[LatticeError]]:
    """What one can choose from: our themes, a user's own, those of the toolkit; and the files that cannot be.

    All text in ours and the toolkit's can be read (4.5 to 1); a user's own stays as it is, with a word.
    """
    from lattice.tui.contrast import weak

    found: dict[str, OfferedTheme] = {}
    refused: list[LatticeError] = []
    for folder in (own_folder(), home / "themes"):
        for path in sorted(folder.glob("*.toml")):
            try:
                theme = read_theme(path)
            except LatticeError as error:
                refused.append(error)
                continue
            words = [_shade(theme)]
            if folder != own_folder():
                words.append("yours")
                if hard := weak(theme):
                    words.append(f"hard to read: {next(iter(hard))}")
            found[path.stem] = OfferedTheme(path.stem, theme, " · ".join(words))
    for theme in of_the_toolkit():
        found.setdefault(theme.name, OfferedTheme(theme.name, theme, _shade(theme)))
    return list(found.values()), refused


def of_the_toolkit() -> list[Theme]:
    """The toolkit's themes by name, each text made legible; without those of the terminal's own colours."""
    from lattice.tui.contrast import mended

    return [mended(theme) for _, theme in sorted(BUILTIN_THEMES.items()) if not theme.ansi]


def _shade(theme: Theme) -> str:
    if theme.ansi:
        return "the terminal's 16 colours"
    return "dark" if theme.dark else "light"


def ready(app: App[Any], name: str, home: Path) -> str:
    """Make a theme known to `app`, and tell the name by which it is set; `auto` is what fits the terminal.

    Without colour it is always the terminal's own. Raises LatticeError `not_found`, `invalid_file`.
    """
    if app.no_color:
        name = "lattice-16"
    elif name == "auto":
        name = "lattice-16" if app.console.color_system == "standard" else DEFAULT_THEME
    path = find_theme(name, home)
    if path is not None:
        theme = read_theme(path)
        before = app.get_theme(theme.name)
        app.register_theme(theme)
        if app.theme == theme.name and before != theme and app.is_running:
            # the same name with other colours: nothing else tells the screens to draw anew
            app.mutate_reactive(App.theme)
        return theme.name
    if name in BUILTIN_THEMES and not BUILTIN_THEMES[name].ansi:
        from lattice.tui.contrast import mended

        app.register_theme(mended(BUILTIN_THEMES[name]))
    elif name not in app.available_themes:
        raise LatticeError(
            "not_found", f"There is no theme {name!r}.", "Press F8 to see the themes there are."
        )
    return name
