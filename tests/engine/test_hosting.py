"""The workspaces of a server: what is said when its database is away."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from lattice.model.errors import LatticeError
from tests import hosting_place


async def test_who_asks_while_the_database_is_away_may_ask_again_and_learns_nothing_of_it(
    tmp_path: Path,
) -> None:
    async with contextlib.AsyncExitStack() as stack:
        found = []
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            found.append(await hosting_place.hosting(tmp_path / name))
            stack.push_async_callback(found[-1].close)
        maker, hosting = found
        made = await maker.create("Away", owner="human:ada", owner_name="Ada")
        known, hosting.admin_url = hosting.admin_url, "postgresql://ada:secret@127.0.0.1:1/nowhere"
        for ask in (hosting.engine, hosting.remove):
            with pytest.raises(LatticeError) as refused:
                await ask(made.id)
            assert refused.value.code == "busy"
            assert "127.0.0.1" not in f"{refused.value} {refused.value.hint}"
        hosting.admin_url = known
        assert await hosting.engine(made.id)
