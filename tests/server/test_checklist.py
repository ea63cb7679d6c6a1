from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from lattice.model.findings import Finding
from lattice.server import backup
from lattice.server.checklist import check_server
from tests import hosting_place

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def found(tmp_path: Path, url: str) -> dict[str, list[Finding]]:
    by_name: dict[str, list[Finding]] = {}
    for finding in await check_server(tmp_path, url):
        by_name.setdefault(finding.name, []).append(finding)
    return by_name


async def test_the_checklist_finds_what_somebody_loosened_and_changes_nothing(tmp_path: Path) -> None:
    url = hosting_place.another("checked")
    hosting = await hosting_place.hosting(tmp_path, url)
    made = await hosting.create("Checked", owner="human:ada")
    await hosting.close()
    schema = f"w_{made.id.lower()}"
    first = await found(tmp_path, url)
    assert [one.ok for one in first["rules"]] == [True, True], first["rules"]
    for name in ("postgres", "tls", "clock", "roles", "listen", "timeout"):
        assert all(one.ok for one in first[name]), first[name]
    assert not first["backup"][0].ok

    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f"ALTER TABLE {schema}.lattice_events NO FORCE ROW LEVEL SECURITY")
        admin.execute(f"DROP POLICY sees ON {schema}.lattice_links")
        admin.execute(
            f"CREATE POLICY sees ON {schema}.lattice_links FOR SELECT TO lattice_member USING (true)"
        )
        loosened = await found(tmp_path, url)
        forced, stated = loosened["rules"]
        assert not forced.ok
        assert f"{schema}.lattice_events" in forced.message
        assert not stated.ok
        assert made.id in stated.message
        # it only looked
        row = admin.execute(
            "SELECT qual FROM pg_policies WHERE schemaname = %s AND tablename = 'lattice_links'"
            " AND policyname = 'sees'",
            (schema,),
        ).fetchone()
        assert row == ("true",)
    hosting = await hosting_place.hosting(tmp_path, url)
    await hosting.engine(made.id)
    await hosting.close()
    again = (await found(tmp_path, url))["rules"]
    assert all(one.ok for one in again), again


async def test_an_old_backup_is_told(tmp_path: Path) -> None:
    url = hosting_place.another("checked")
    hosting = await hosting_place.hosting(tmp_path, url)
    await hosting.close()
    await backup.back_up(tmp_path, url, tmp_path / "b")
    assert (await found(tmp_path, url))["backup"][0].ok
    old = datetime.now(UTC) - timedelta(days=3)
    (tmp_path / backup.LAST).write_text(old.isoformat(), "ascii")
    told = (await found(tmp_path, url))["backup"][0]
    assert not told.ok
    assert "72 hours" in told.message
