"""Themes: one TOML file each, our own in the wheel and a user's in the `themes` folder of the home."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
from textual.app import App
from textual.color import Color, ColorParseError
from textual.theme import Theme

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


def all_themes(home: Path) -> tuple[list[Theme], list[LatticeError]]:
    """Our themes, then a user's, by name; and what was wrong with those that cannot be used."""
    themes: list[Theme] = []
    refused: list[LatticeError] = []
    for folder in (own_folder(), home / "themes"):
        for path in sorted(folder.glob("*.toml")):
            try:
                themes.append(read_theme(path))
            except LatticeError as error:
                refused.append(error)
    return themes, refused


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
    if name not in app.available_themes:
        raise LatticeError(
            "not_found", f"There is no theme {name!r}.", "Press F8 to see the themes there are."
        )
    return name
