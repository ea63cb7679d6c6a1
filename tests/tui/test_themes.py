from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from lattice.model.errors import LatticeError
from lattice.tui.themes import DEFAULT_THEME, all_themes, find_theme, own_folder, read_theme
from tests.tui.driving import started, until, until_screen

OWN = sorted(path.stem for path in own_folder().glob("*.toml"))
#: Text of every kind, and what it stands on. Disabled text is exempt, as in WCAG.
PAIRS = [
    (text, ground)
    for text in (
        "text", "foreground", "text-muted", "text-primary", "text-secondary", "text-accent",
        "text-success", "text-warning", "text-error", "footer-key-foreground",
    )
    for ground in (
        "background",
        "surface",
        "panel",
        "block-hover-background",
        "block-cursor-blurred-background",
    )
] + [
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("footer-description-foreground", "footer-background"),
    ("footer-key-foreground", "footer-background"),
    ("button-foreground", "panel"),
    ("text-primary", "primary-muted"),
    ("text-error", "error-muted"),
    ("text", "input-selection-background"),
]  # fmt: skip


def contrast(one: Color, other: Color) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""

    def luminance(color: Color) -> float:
        parts = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_house_themes_are_there() -> None:
    assert {"lattice-dark", "lattice-light", "lattice-contrast", "lattice-16"} <= set(OWN)


@pytest.mark.parametrize("name", [name for name in OWN if name != "lattice-16"])
def test_text_of_every_own_theme_can_be_read(name: str) -> None:
    colours = read_theme(own_folder() / f"{name}.toml").to_color_system().generate()
    weak = {}
    for text, ground in PAIRS:
        ratio = contrast(Color.parse(colours[text]), Color.parse(colours[ground]))
        if ratio < 4.5:
            weak[f"{text} on {ground}"] = round(ratio, 2)
    assert weak == {}


def test_the_high_contrast_theme_is_seven_to_one() -> None:
    colours = read_theme(own_folder() / "lattice-contrast.toml").to_color_system().generate()
    for text in ("text", "text-muted", "text-primary", "text-error"):
        assert contrast(Color.parse(colours[text]), Color.parse(colours["background"])) >= 7


def test_the_theme_of_16_colours_has_no_other() -> None:
    theme = read_theme(own_folder() / "lattice-16.toml")
    assert theme.ansi
    named = [theme.primary, theme.background, theme.error, *theme.variables.values()]
    assert all(colour and colour.startswith("ansi_") for colour in named)


def test_a_users_theme_is_found_and_comes_before_ours(tmp_path: Path) -> None:
    folder = tmp_path / "themes"
    folder.mkdir()
    (folder / "lattice-dark.toml").write_text('name = "lattice-dark"\nprimary = "#ff0000"\n')
    found = find_theme("lattice-dark", tmp_path)
    assert found is not None
    assert read_theme(found).primary == "#ff0000"


@pytest.mark.parametrize(
    "text",
    ["", "name = 3", 'name = "x"\nprimary = "no colour"', 'name = "x"\nprimary = "red"\nfont = "y"', "\xff["],
)
def test_a_theme_that_cannot_be_used_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(LatticeError) as refused:
        read_theme(path)
    assert str(path) in refused.value.message


def test_names_do_not_leave_the_folder(tmp_path: Path) -> None:
    assert find_theme("../settings", tmp_path) is None


def test_one_bad_file_does_not_take_the_others_away(tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "bad.toml").write_text("{")
    themes, refused = all_themes(tmp_path)
    assert {theme.name for theme in themes} >= set(OWN)
    assert len(refused) == 1


async def test_an_unknown_theme_in_the_settings_gives_the_house_theme_and_words(home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('theme = "nowhere"\n')
    async with started(home) as pilot:
        await pilot.pause()
        assert pilot.app.theme == DEFAULT_THEME
        assert any("no theme 'nowhere'" in words for _, words in pilot.app.said)


async def test_a_theme_that_is_chosen_is_kept(home: Path) -> None:
    async with started(home) as pilot:
        await pilot.press("f8")
        await until_screen(pilot, "Choose")
        lines = pilot.app.screen.lines
        lines.highlight_id("lattice-light")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.theme == "lattice-light")
    async with started(home) as pilot:
        assert pilot.app.theme == "lattice-light"


@pytest.mark.parametrize("name", OWN)
async def test_every_own_theme_draws_the_first_screens(home: Path, name: str) -> None:
    async with started(home) as pilot:
        pilot.app.use_theme(name)
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(pilot.app.current_theme, Theme)
        assert pilot.app.theme == name
