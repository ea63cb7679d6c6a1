"""Every action, asked by everybody, of rows of every kind: what comes is what the matrix says."""

from __future__ import annotations

import re
from collections import Counter

import httpx
import pytest

from lattice.actions.base import specs
from tests.access.matrix import (
    AGENTS,
    KINDS,
    LIMITED,
    OF_A_ROW,
    OF_THE_WORKSPACE,
    PEOPLE,
    Cell,
    cells,
    seen_kinds,
)
from tests.access.scene import NEVER, Made, Scene, about_row, about_workspace, person_of

in_one_loop = pytest.mark.asyncio(loop_scope="session")

#: One action of each group stands for the others in the short form, beside a row of every action.
SHOWN = {actions[0] for actions in OF_A_ROW.values()}
_STAMPS = re.compile(
    r'"(?:op_id|change_id|approval)":"[^"]*"|"seq":\d+|[0-9A-HJKMNP-TV-Z]{26}|\d{4}-\d\d-\d\dT[\d:.]+Z', re.I
)


def test_every_action_stands_in_the_matrix_once() -> None:
    named = [a for groups in (OF_A_ROW, OF_THE_WORKSPACE) for actions in groups.values() for a in actions]
    assert sorted(named) == sorted(specs())


def test_every_action_has_an_outcome_for_everybody_and_every_kind() -> None:
    counted = Counter(cell.action for cell in cells())
    for group in OF_A_ROW.values():
        assert {counted[action] for action in group} == {14 * len(KINDS)}
    assert {counted[action] for group in OF_THE_WORKSPACE.values() for action in group} == {14}


def bare(answer: httpx.Response) -> str:
    """An answer without what is different each time."""
    return f"{answer.status_code} {_STAMPS.sub('ID', answer.text)}"


async def ask(scene: Scene, cell: Cell, made: Made | None) -> httpx.Response:
    guest = scene.guests[cell.asker]
    if made is None:
        writes = cell.action not in OF_THE_WORKSPACE["look"]
        return await guest.ask(cell.action, **about_workspace(cell.action, guest, writes=writes))
    return await guest.ask(cell.action, **about_row(cell.action, made))


async def outcome(scene: Scene, cell: Cell, made: Made | None, never: str) -> str:
    answer = await ask(scene, cell, made)
    assert answer.status_code < 500, (cell, answer.text)
    code = answer.json()["error"]["code"] if answer.status_code != 200 else ""
    for of_code, word in (("signed_out", "out"), ("forbidden", "no"), ("approval_required", "ask")):
        if code == of_code:
            return word
    return "none" if made is not None and bare(answer) == never else "yes"


def is_short(cell: Cell, place: int) -> bool:
    """Whether a cell is asked also in the short form."""
    if cell.asker in ("removed", "nobody"):
        return place % 24 == 0
    if not cell.kind:
        return cell.asker in (*PEOPLE, "agent of owner", "agent of viewer", "limited agent of editor")
    if cell.action in SHOWN:
        return cell.asker in ("editor", "viewer", "agent of owner", "limited agent of admin")
    return place % 31 == 0 if cell.asker != "editor" else place % 3 == 0


async def differences(scene: Scene, asked: list[Cell]) -> list[str]:
    of_rows = [c for c in asked if c.kind and not c.action.startswith(("file.", "artifact."))]
    in_trash = ("row.restore", "row.purge")
    known = [c for c in of_rows if c.asker not in ("removed", "nobody")]
    made = dict(
        zip(
            known,
            await scene.rows([(c.asker, c.kind, c.action in in_trash) for c in known]),
            strict=True,
        )
    )
    nevers: dict[tuple[str, str], str] = {}
    beside = (await scene.rows([("owner", "own everyone", False)]))[0].beside
    found: list[str] = []
    for cell in asked:
        target = made.get(cell)
        if cell.kind and target is None:
            role = cell.asker.split()[-1]
            target = Made(scene.files.get((role, cell.kind), NEVER), beside)
        key = (cell.action, cell.asker)
        if cell.kind and key not in nevers:
            nevers[key] = bare(await ask(scene, cell, Made(NEVER, beside)))
        got = await outcome(scene, cell, target, nevers.get(key, ""))
        if got != cell.wanted:
            found.append(
                f"{cell.action} by {cell.asker} of {cell.kind or 'the workspace'}: {got}, not {cell.wanted}"
            )
    return found


@in_one_loop
async def test_what_is_asked_over_http_has_the_outcome_of_the_matrix(scene: Scene) -> None:
    asked = [cell for place, cell in enumerate(cells()) if is_short(cell, place)]
    assert {cell.action for cell in asked} == set(specs())
    assert await differences(scene, asked) == []


@pytest.mark.soak
@in_one_loop
async def test_the_whole_matrix_holds_over_http(scene: Scene) -> None:
    assert await differences(scene, cells()) == []


@pytest.mark.parametrize("asker", [*PEOPLE, AGENTS[2], LIMITED[2]])
@in_one_loop
async def test_lists_counts_and_search_hold_what_the_matrix_shows_and_nothing_else(
    scene: Scene, asker: str
) -> None:
    word = f"lists{asker.replace(' ', '')}"
    made = await scene.rows([(asker, kind, False) for kind in KINDS], word)
    seen = {row.id for kind, row in zip(KINDS, made, strict=True) if kind in seen_kinds(asker)}
    guest, ours = scene.guests[asker], {row.id for row in made}
    where = f"name ~ {word}"
    listed = await guest.ok("row.list", table="people", where=where, count=True)
    assert {row["id"] for row in listed["rows"]} == seen
    assert listed["total"] == len(seen)
    assert (await guest.ok("row.count", table="people", where=where))["total"] == len(seen)
    hits = await guest.ok("search.text", text=word, tables=["people"], limit=100)
    assert {hit["row_id"] for hit in hits["hits"]} == seen
    whole = (await guest.ok("row.count", table="people"))["total"]
    every = await guest.ok("row.list", table="people", limit=1000)
    everything = {row["id"] for row in every["rows"]}
    if every["next"] is None:
        assert whole == len(everything)
        assert everything & ours == seen
    if asker in LIMITED:
        return
    tables = (await guest.ok("table.list"))["tables"]
    assert next(t["rows"] for t in tables if t["table"]["name"] == "people") == whole
    assert (await guest.ok("row.aggregate", table="people", where=where))["groups"] == [[len(seen)]]
    assert person_of(asker).startswith("human:")
