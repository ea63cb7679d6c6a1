"""The workspaces of a server: what is said when its database is away."""

from __future__ import annotations

from pathlib import Path

import pytest

from lattice.model.errors import LatticeError
from tests import hosting_place


async def test_who_asks_while_the_database_is_away_may_ask_again_and_learns_nothing_of_it(
    tmp_path: Path,
) -> None:
    hosting = await hosting_place.hosting(tmp_path)
    try:
        made = await hosting.create("Away", owner="human:ada", owner_name="Ada")
        known, hosting.admin_url = hosting.admin_url, "postgresql://ada:secret@127.0.0.1:1/nowhere"
        for asked in (hosting.engine(made.id), hosting.create("B", owner="human:ada"), hosting.remove(made.id)):
            with pytest.raises(LatticeError) as refused:
                await asked
            assert refused.value.code == "busy"
            assert "127.0.0.1" not in f"{refused.value} {refused.value.hint}"
        hosting.admin_url = known
        assert await hosting.engine(made.id)
    finally:
        await hosting.close()
