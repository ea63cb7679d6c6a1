"""Undo is an inverse, also of files: taking changes back one by one restores each state before them."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lattice.actions import (
    AddFile,
    AddLink,
    CreateArtifact,
    DeleteRow,
    FileFacts,
    ListLinks,
    ListRows,
    ReadFile,
    ReplaceFile,
    Undo,
    UpdateArtifact,
    UpdateFile,
)
from lattice.client import LocalClient
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, FileKind
from tests.engine.workspaces import add, table, workspace

TEXTS = st.sampled_from(["", "one", "two", "# A\none\n# B\ntwo"])
PICK = st.integers(0, 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("create"), TEXTS),
        st.tuples(st.just("change"), PICK, TEXTS),
        st.tuples(st.just("add"), st.sampled_from(["", "/a", "/b"]), TEXTS),
        st.tuples(st.just("refer"), st.sampled_from(["/a", "/c"]), st.sampled_from("xy")),
        st.tuples(st.just("replace"), PICK, TEXTS),
        st.tuples(st.just("rename"), PICK, st.sampled_from(["n.txt", "m.md"])),
        st.tuples(st.just("link"), PICK),
        st.tuples(st.just("delete"), PICK),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_every_change_of_files_is_taken_back(steps: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_there_and_back(Path(folder), steps))


async def _there_and_back(folder: Path, steps: list[tuple[Any, ...]]) -> None:
    async with workspace(folder) as client:
        await table(client, "people", name="text")
        ada = await add(client, "people", name="Ada")
        states: list[tuple[str, list[Any]]] = []
        for step in steps:
            before = await _state(client, ada)
            change = await _do(client, ada, *step)
            if change is not None:
                states.append((change, before))
        for change, before in reversed(states):
            await client.run(Undo(change_id=change))
            assert await _state(client, ada) == before
        assert all(finding.ok for finding in await client.check())


async def _do(client: LocalClient, ada: str, verb: str, *more: Any) -> str | None:
    """Carry out a step; the change it made, None when it made none."""
    files = [row.id for row in (await client.run(ListRows(table=FILES))).value.rows]
    if verb in ("change", "replace", "rename", "link", "delete"):
        if not files:
            return None
        chosen = files[more[0] % len(files)]
    facts = FileFacts(sha256=str(more[1]) * 64, size=9) if verb == "refer" else None
    action: Any = {
        "create": lambda: CreateArtifact(title="T", text=more[0]),
        "change": lambda: UpdateArtifact(id=chosen, text=more[1]),
        "add": lambda: AddFile(name="f.md", path=more[0], text=more[1]),
        "refer": lambda: AddFile(name="r.pdf", path=more[0], kind=FileKind.REFERENCED, facts=facts),
        "replace": lambda: ReplaceFile(id=chosen, text=more[1]),
        "rename": lambda: UpdateFile(id=chosen, name=more[1], title=more[1]),
        "link": lambda: AddLink(table=FILES, id=chosen, to_table="people", to_id=ada, name="about"),
        "delete": lambda: DeleteRow(table=FILES, id=chosen),
    }[verb]()
    try:
        return (await client.run(action)).change_id
    except LatticeError as error:
        if error.code != "invalid_action":  # a text for an artifact only, or for kept files only
            raise
        return None


async def _state(client: LocalClient, ada: str) -> list[Any]:
    state: list[Any] = []
    for row in (await client.run(ListRows(table=FILES))).value.rows:
        text = (await client.run(ReadFile(id=row.id))).value.text
        state.append((row.id, row.values, text))
    links = (await client.run(ListLinks(table="people", id=ada))).value.links
    return [*state, sorted((link.row_id, link.name) for link in links)]
