"""Fields that have a key for what is typed obey the settings, as everything else does."""

from __future__ import annotations

from pathlib import Path

from lattice.tui.screens.find import FindScreen

from .conftest import workbench


async def test_the_keys_that_take_what_was_typed_may_be_others(home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text('[keys]\n"filter.apply" = "alt+a"\n"find.open" = "alt+o"\n')
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("slash")
        await bench.type("city = Oslo")
        await bench.press("enter")
        assert bench.table.view.where == "", "enter was given away"
        await bench.press("alt+a")
        await bench.until(lambda: bench.names() == ["Ada [b]Berg", "Cy Dahl", "Eva Lie"])
        await bench.press("ctrl+k")
        await bench.type("compan")
        await bench.press("enter")
        assert isinstance(bench.app.screen, FindScreen)
        await bench.press("alt+o")
        await bench.until(lambda: bench.table.title == "companies")
