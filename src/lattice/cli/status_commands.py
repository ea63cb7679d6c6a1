"""`status`: which workspace is meant, why, and how it is."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import typer

from lattice.actions.tables import ListTables
from lattice.actions.workspace import Description
from lattice.cli.globals import flags_of
from lattice.cli.output import answer
from lattice.cli.running import chosen_workspace, on_workspace
from lattice.cli.tables_text import pairs_text
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.standing import Standing
from lattice.model.values import show_time
from lattice.model.visible import visible

app = typer.Typer()

#: How long a server may take to say how it is, in seconds.
_ASKED_S = 5.0


@app.command("status")
def status(ctx: typer.Context) -> None:
    """Say which workspace is meant, why, and how it is."""
    flags = flags_of(ctx)
    chosen = chosen_workspace(flags)
    path = Path(chosen.entry.path)

    async def work(client: Client) -> tuple[Description, int, int, Standing]:
        listed = (await client.run(ListTables())).value
        rows = sum(info.rows for info in listed.tables)
        # what is said of the server is asked of it now, and not waited for without end
        with contextlib.suppress(LatticeError, TimeoutError):
            async with asyncio.timeout(_ASKED_S):
                await client.sync()
        return await client.describe(), len(listed.tables), rows, client.standing()

    said, tables, rows, standing = on_workspace(flags, work, path)
    data: dict[str, object] = {
        "workspace": chosen.entry.name,
        "id": said.id,
        "kind": chosen.entry.kind,
        "path": chosen.entry.path,
        "rule": chosen.rule.value,
        "because": chosen.because,
        "description": said.description,
        "actor": said.actor,
        "on_behalf_of": said.on_behalf_of,
        "tables": tables,
        "rows": rows,
        "seq": said.seq,
        "size_bytes": path.stat().st_size if path.exists() else 0,
    }
    if chosen.entry.kind != "local":
        data |= {
            "server": chosen.entry.server,
            "member": chosen.entry.member,
            "role": said.role.value,
            "online": standing.online,
            "since": standing.since,
            "behind": standing.behind,
            "filling": standing.filling,
            "problem": standing.problem,
        }
    answer(flags, lambda: data, lambda: _text(data))


def _text(data: dict[str, object]) -> str:
    who = str(data["actor"])
    if data["on_behalf_of"]:
        who += f" for {data['on_behalf_of']}"
    size = data["size_bytes"]
    assert isinstance(size, int)
    return pairs_text(
        [
            ("workspace", f"{visible(str(data['workspace']))} ({data['kind']})"),
            ("chosen by", visible(str(data["because"]))),
            ("place", visible(str(data["path"]))),
            ("id", str(data["id"])),
            ("you", visible(who)),
            ("tables", f"{data['tables']:,}"),
            ("rows", f"{data['rows']:,}"),
            ("events", f"{data['seq']:,}"),
            ("size", f"{size / 1_000_000:,.1f} MB"),
            *(_cloud(data) if "server" in data else []),
            *([("about", visible(str(data["description"])))] if data["description"] else []),
        ]
    )


def _cloud(data: dict[str, object]) -> list[tuple[str, str]]:
    since = f" since {show_time(str(data['since']))[:16]}" if data["since"] else ""
    filling = data["filling"]
    here = (
        f"a first copy, {filling:.0%} of which is here: `lattice sync`" if isinstance(filling, float) else ""
    )
    behind = f"{data['behind']:,} events" if data["behind"] else "nothing"
    return [
        ("server", visible(str(data["server"]))),
        ("you there", f"{data['member']}, {data['role']}"),
        ("online" if data["online"] else "offline", f"{'yes' if data['online'] else 'no connection'}{since}"),
        ("behind by", here or behind),
        *([("problem", visible(str(data["problem"])))] if data["problem"] else []),
    ]
