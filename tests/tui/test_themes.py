from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from lattice.model.errors import LatticeError
from lattice.tui.contrast import colours_of, contrast, mended, weak
from lattice.tui.themes import DEFAULT_THEME, find_theme, offered, own_folder, read_theme
from tests.tui.driving import started, until, until_screen

OWN = sorted(path.stem for path in own_folder().glob("*.toml"))


def test_the_house_themes_are_there() -> None:
    assert {"lattice-dark", "lattice-light", "lattice-contrast", "lattice-16"} <= set(OWN)


def read_own(name: str) -> Theme:
    return read_theme(own_folder() / f"{name}.toml")


@pytest.mark.parametrize("theme", [one.theme for one in offered(Path("nowhere"))[0]], ids=lambda t: t.name)
def test_all_text_of_every_theme_that_is_offered_can_be_read(theme: Theme) -> None:
    assert weak(theme) == {}


def test_what_cannot_be_read_is_found() -> None:
    theme = replace(read_own("lattice-dark"), variables={"text-muted": "#555555"})
    assert "text-muted on panel" in weak(theme)
    assert weak(mended(theme)) == {}


def test_a_theme_that_can_be_read_is_left_as_it_is() -> None:
    theme = read_own("lattice-light")
    assert mended(theme) is theme


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#767676"), Color.parse("#ffffff")) == pytest.approx(4.54, abs=0.01)


def test_the_high_contrast_theme_is_seven_to_one() -> None:
    colours = colours_of(read_own("lattice-contrast"))
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
    themes, refused = offered(tmp_path)
    assert {theme.name for theme in themes} >= set(OWN)
    assert len(refused) == 1


async def test_an_unknown_theme_in_the_settings_gives_the_house_theme_and_words(home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('theme = "nowhere"\n')
    async with started(home) as pilot:
        await pilot.pause()
        assert pilot.app.theme == DEFAULT_THEME
        assert any("no theme 'nowhere'" in words for _, words in pilot.app.said)


def test_a_users_theme_is_offered_as_theirs_with_a_word_where_it_is_hard_to_read(tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    dim = 'name = "dim"\nprimary = "#333333"\nbackground = "#000000"\n[variables]\ntext-muted = "#222222"\n'
    (tmp_path / "themes" / "dim.toml").write_text(dim)
    (one,) = (theme for theme in offered(tmp_path)[0] if theme.name == "dim")
    assert one.note.startswith("dark · yours · hard to read: ")


async def test_a_theme_is_worn_while_the_cursor_is_on_it_and_kept_by_enter(home: Path) -> None:
    async with started(home) as pilot:
        await pilot.press("f8")
        await until_screen(pilot, "ThemeScreen")
        before = pilot.app.theme
        assert pilot.app.screen.lines.highlighted_id == "auto"
        pilot.app.screen.lines.highlight_id("lattice-light")
        await until(pilot, lambda: pilot.app.theme == "lattice-light")
        pilot.app.screen.lines.highlight_id("nord")
        await until(pilot, lambda: pilot.app.theme == "nord")
        assert weak(pilot.app.current_theme) == {}, "it is worn as it was mended"
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.theme == before)
        assert not (home / "settings.toml").exists()
        await pilot.press("f8")
        await until_screen(pilot, "ThemeScreen")
        pilot.app.screen.lines.highlight_id("lattice-light")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.theme == "lattice-light")
    async with started(home) as pilot:
        assert pilot.app.theme == "lattice-light"


async def test_a_users_theme_file_that_is_changed_is_worn_at_once(home: Path) -> None:
    folder = home / "themes"
    folder.mkdir(parents=True)
    (home / "settings.toml").write_text('theme = "mine"\n')
    (folder / "mine.toml").write_text('name = "mine"\nprimary = "#ff0000"\n')
    async with started(home) as pilot:
        assert pilot.app.current_theme.primary == "#ff0000"
        (folder / "mine.toml").write_text('name = "mine"\nprimary = "#00ff00"\n')
        await until(pilot, lambda: pilot.app.current_theme.primary == "#00ff00")
        await until(pilot, lambda: pilot.app.theme_variables["primary"].casefold() == "#00ff00")
        (folder / "mine.toml").write_text("{")
        await until(pilot, lambda: any("mine.toml cannot be used" in words for _, words in pilot.app.said))


@pytest.mark.parametrize("name", OWN)
async def test_every_own_theme_draws_the_first_screens(home: Path, name: str) -> None:
    async with started(home) as pilot:
        pilot.app.use_theme(name)
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(pilot.app.current_theme, Theme)
        assert pilot.app.theme == name
