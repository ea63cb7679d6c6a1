"""Every action of the vocabulary can be asked, its answer survives JSON, nonsense in any field is refused."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lattice.actions import (
    Action,
    AddColumn,
    AddFile,
    AddLink,
    AddLinks,
    AddMessage,
    AggregateRows,
    AskModel,
    BeginTurn,
    CheckRetype,
    CheckRevert,
    CompareVersions,
    CountRows,
    CreateArtifact,
    CreateTable,
    CreateThread,
    DatePart,
    DecideApproval,
    DefineColumn,
    DefineTable,
    DeleteRow,
    DeleteRows,
    DeleteThread,
    DeleteView,
    Describe,
    DropColumn,
    DropTable,
    EditRows,
    EndTurn,
    ExportRows,
    ExtractFile,
    FetchUrl,
    FileFacts,
    FindDuplicates,
    ForkThread,
    GetChange,
    GetRow,
    GroupKey,
    InsertRow,
    InsertRows,
    KeepTurn,
    ListAllLinks,
    ListApprovals,
    ListAudit,
    ListChanges,
    ListDropped,
    ListEvents,
    ListLinks,
    ListParts,
    ListRows,
    ListTables,
    ListThreads,
    ListTrash,
    ListVersions,
    ListViews,
    LocateRow,
    MaskColumn,
    Measure,
    MergeRows,
    PurgeRows,
    QuerySql,
    ReadFile,
    ReadHead,
    ReadInstructions,
    ReadLogo,
    ReadPolicy,
    ReadSharing,
    ReadThread,
    ReadUsage,
    Reckoning,
    RecordUsage,
    Redo,
    RemoveLink,
    RenameColumn,
    RenameTable,
    RenameView,
    RenameWorkspace,
    ReplaceFile,
    RestoreRows,
    RetypeColumn,
    RevertRow,
    RevertTo,
    RewindThread,
    RowEdit,
    SaveView,
    SearchText,
    SetInstructions,
    SetLogo,
    SetPolicy,
    SettleTurn,
    ShareRow,
    ShareTable,
    TableList,
    Undo,
    UpdateArtifact,
    UpdateFile,
    UpdateMessage,
    UpdateRow,
    UpdateRows,
    UpdateThread,
    VerifyAudit,
    decode_action,
    encode_action,
    specs,
)
from lattice.actions.base import Risk
from lattice.client import Client, LoadBatch, LoadColumn, LoadPlan
from lattice.model.chat import ASSISTANT, MessageStatus, Role, TextBlock, Usage
from lattice.model.errors import LatticeError
from lattice.model.files import FileStatus
from lattice.model.policy import Decision, Policy, Writes
from lattice.model.schema import NewColumn
from lattice.model.sharing import Audience, Visibility
from lattice.model.values import ColumnType
from tests.contract.asking import add, get, head, make, refused
from tests.contract.places import Place, PostgresPlace

#: Actions that are asked in another way: an import through `client.load`;
#: members, invitations and tokens are of servers alone (tests/engine/identity).
ELSEWHERE = {
    "row.import",
    *("member.list", "member.role", "member.remove", "member.readmit"),
    *("invite.create", "invite.list", "invite.withdraw", "token.create", "token.list", "token.revoke"),
}
#: Actions that write and change nothing that is logged: leave to do something outside, what a turn is at,
#: what was answered to an agent.
LEAVES = {"file.from_url", "turn.keep", "turn.end", "turn.settle", "model.used", "approval.decide"}
#: Actions whose changes undo leaves alone: what was said was said.
LASTING = {
    *("thread.create", "thread.update", "thread.fork", "turn.begin", "message.add", "message.update"),
}
#: Fields that take a whole document.
DOCUMENTS = {
    ("file.add", "text"),
    ("file.replace", "text"),
    ("artifact.create", "text"),
    ("artifact.update", "text"),
}
#: A picture of one pixel, as far as anybody looks at it.
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAAA="


class Setting:
    """A small workspace for the examples: two living rows, one in the trash, a link, something undone."""

    def __init__(self, *ids: str) -> None:
        self.a, self.b, self.gone, self.change, self.undone, self.file = ids[:6]
        self.thread, self.answer, self.approval, self.view = ids[6:]


async def setting(client: Client) -> Setting:
    await make(client)
    view = (await client.run(SaveView(table="people", name="All"))).value.id
    file = await client.run(CreateArtifact(title="Notes", text="# One\ntext"))
    await client.run(UpdateArtifact(id=file.value.id, text="# One\nother"))
    a, b, gone = [(await add(client, name=n, age=1)).id for n in ("Ada", "Bob", "Eve")]
    await client.run(DeleteRow(table="people", id=gone))
    await client.run(AddLink(table="people", id=a, to_table="people", to_id=b))
    change = await client.run(UpdateRow(table="people", id=b, values={"age": 2}))
    undone = await client.run(UpdateRow(table="people", id=b, values={"age": 3}))
    await client.run(Undo())
    assert change.change_id is not None
    assert undone.change_id is not None
    conversation = await _conversation(client)
    return Setting(a, b, gone, change.change_id, undone.change_id, file.value.id, *conversation, view)


async def _conversation(client: Client) -> tuple[str, str, str]:
    """A thread in which something was said, its answer, and what the assistant asks for in it."""
    thread = (await client.run(CreateThread(title="About people"))).value
    said = (TextBlock("Read https://example.org/page and tell."),)
    turn = (await client.run(BeginTurn(thread=thread.id, blocks=said))).value.turn
    agent = client.acting(ASSISTANT, thread.id)
    message = AddMessage(thread=thread.id, turn=turn, role=Role.ASSISTANT, blocks=(TextBlock("Well."),))
    answer = (await agent.run(message)).value
    with pytest.raises(LatticeError):
        await agent.run(FetchUrl(url="https://example.org/page"))
    await agent.run(EndTurn(turn=turn))
    (asked,) = (await client.run(ListApprovals())).value
    return thread.id, answer.id, asked.id


EXAMPLES: tuple[Callable[[Setting], Action[Any]], ...] = (
    lambda s: ListTables(),
    lambda s: CreateTable(name="t", columns=(NewColumn("a"),), definition="d", key=("a",)),
    lambda s: RenameTable(table="people", name="persons"),
    lambda s: DefineTable(table="people", definition="d", expect=""),
    lambda s: DropTable(table="people"),
    lambda s: ListDropped(),
    lambda s: AddColumn(table="people", column=NewColumn("c")),
    lambda s: RenameColumn(table="people", column="age", name="years"),
    lambda s: DefineColumn(table="people", column="age", definition="d", expect=""),
    lambda s: CheckRetype(
        table="people", column="name", type=ColumnType.INTEGER, after=f"{s.a}.2.2", limit=5
    ),
    lambda s: RetypeColumn(table="people", column="age", type=ColumnType.TEXT),
    lambda s: DropColumn(table="people", column="age"),
    lambda s: ListRows(table="people", where="age = 1", sort=("-age",), columns=("age",), count=True),
    lambda s: CountRows(table="people", where="age = 1"),
    lambda s: LocateRow(table="people", id=s.a, where="age = 1", sort=("age",)),
    lambda s: GetRow(table="people", id=s.a),
    lambda s: InsertRow(table="people", values={"name": "x"}, source="s"),
    lambda s: InsertRows(table="people", rows=({"name": "x"}, {}), source="s"),
    lambda s: UpdateRow(table="people", id=s.a, values={"name": "x"}, expect_version=1),
    lambda s: UpdateRows(table="people", values={"age": 9}, where="age = 1"),
    lambda s: UpdateRows(table="people", values={"age": 9}, ids=(s.a, s.b)),
    lambda s: EditRows(
        table="people",
        edits=(RowEdit(s.a, {"name": "x"}, expect_version=1), RowEdit(s.b, {"age": 7})),
        rows=({"name": "y"},),
    ),
    lambda s: DeleteRow(table="people", id=s.a, expect_version=1),
    lambda s: DeleteRows(table="people", ids=(s.a, s.b)),
    lambda s: DeleteRows(table="people", where="age = 1"),
    lambda s: RestoreRows(table="people", ids=(s.gone,)),
    lambda s: PurgeRows(table="people", ids=(s.gone,)),
    lambda s: ExportRows(table="people", where="age = 1", format="csv"),
    lambda s: AddLink(table="people", id=s.b, to_table="people", to_id=s.a, name="n"),
    lambda s: AddLinks(table="people", ids=(s.b,), to_table="people", to_id=s.a, name="n"),
    lambda s: RemoveLink(table="people", id=s.a, to_table="people", to_id=s.b),
    lambda s: ListLinks(table="people", id=s.a),
    lambda s: ListAllLinks(after="0", limit=5),
    lambda s: ListEvents(table="people", row_id=s.a, actor="human:ada", since="2000-01-01", limit=5),
    lambda s: ReadHead(),
    lambda s: ListChanges(table="people", row_id=s.b, actor="human:ada", since="2000-01-01", limit=5),
    lambda s: CheckRevert(change_id=s.change, table="people", actor="human:ada"),
    lambda s: RevertTo(change_id=s.undone, table="people", actor="human:ada"),
    lambda s: GetChange(change_id=s.change),
    lambda s: Undo(change_id=s.change),
    lambda s: Redo(change_id=s.undone),
    lambda s: AggregateRows(
        table="people",
        where="age > 0",
        group_by=(GroupKey("_created_at", DatePart.MONTH),),
        measures=(Measure(Reckoning.SUM, "age"),),
        sort=("-sum age",),
        limit=5,
    ),
    lambda s: FindDuplicates(table="people", on=("age",), fuzzy=0.9, where="age > 0", limit=5),
    lambda s: MergeRows(table="people", ids=(s.a, s.b), survivor=s.b),
    lambda s: RevertRow(table="people", id=s.b, version=1, expect_version=4),
    lambda s: RevertRow(table="people", id=s.b, change_id=s.change),
    lambda s: SearchText(text="Ada", tables=("people",), limit=5),
    lambda s: ListTrash(limit=5),
    lambda s: QuerySql(sql="SELECT name FROM people", limit=5),
    lambda s: ListAudit(limit=5, actor="human:ada", decision="allowed"),
    lambda s: VerifyAudit(after=1, limit=2),
    lambda s: Describe(),
    lambda s: AddFile(name="a.txt", text="hello", title="A", summary="s", untrusted=True, source="paste"),
    lambda s: ReadFile(id=s.file, heading="One", length=5, version=1),
    lambda s: ListParts(id=s.file, limit=5),
    lambda s: ReplaceFile(id=s.file, text="new", expect_version=2),
    lambda s: ExtractFile(id=s.file, facts=FileFacts(status=FileStatus.CHANGED, error="it is other now")),
    lambda s: UpdateFile(id=s.file, name="b.md", title="B", summary="s", path="", untrusted=False),
    lambda s: ListVersions(id=s.file),
    lambda s: CompareVersions(id=s.file, before=1, after=2),
    lambda s: CreateArtifact(title="T", text="t", name="t.md", summary="s", source="rows of people"),
    lambda s: UpdateArtifact(id=s.file, text="t", title="T", summary="s", expect_version=2),
    lambda s: FetchUrl(url="https://example.org/page"),
    lambda s: RenameWorkspace(name="n", description="d"),
    lambda s: ReadLogo(),
    lambda s: SetLogo(data=PICTURE),
    lambda s: ReadSharing(table="people", id=s.a),
    lambda s: ShareRow(table="people", id=s.a, visibility=Visibility.PRIVATE, read=(), write=()),
    lambda s: ShareTable(table="people", default=Visibility.PRIVATE),
    lambda s: MaskColumn(table="people", column="age", audience=Audience.ADMIN),
    lambda s: ListThreads(before="2100-01-01", limit=5),
    lambda s: ReadThread(id=s.thread, before=2, limit=5),
    lambda s: CreateThread(title="t", model="m"),
    lambda s: UpdateThread(id=s.thread, title="t", model="m"),
    lambda s: DeleteThread(id=s.thread),
    lambda s: RewindThread(id=s.thread, n=2),
    lambda s: ForkThread(id=s.thread, n=1),
    lambda s: BeginTurn(thread=s.thread, blocks=(TextBlock("hi"),), turn="t"),
    lambda s: KeepTurn(turn="t", blocks=(TextBlock("so far"),)),
    lambda s: EndTurn(turn="t"),
    lambda s: SettleTurn(thread=s.thread),
    lambda s: AddMessage(
        thread=s.thread,
        turn="t",
        role=Role.ASSISTANT,
        blocks=(TextBlock("hi"),),
        status=MessageStatus.STOPPED,
        model="m",
        usage=Usage(1, 2, 3, 4, 5),
        error="e",
    ),
    lambda s: UpdateMessage(
        id=s.answer, blocks=(TextBlock("other"),), status=MessageStatus.FAILED, error="e"
    ),
    lambda s: ReadPolicy(),
    lambda s: SetPolicy(policy=Policy(writes=Writes.ASK, models=("m*",))),
    lambda s: ListApprovals(waiting=False, limit=5),
    lambda s: DecideApproval(id=s.approval, decision=Decision.ONCE),
    lambda s: ReadInstructions(),
    lambda s: SetInstructions(text="Answer briefly."),
    lambda s: AskModel(model="m", turn="t"),
    lambda s: RecordUsage(model="m", usage=Usage(1, 2, 3, 4, 5), turn="t", thread="x", purpose="title"),
    lambda s: ReadUsage(turn="t"),
    lambda s: ListViews(table="people"),
    lambda s: SaveView(
        table="people",
        name="v",
        where="age > 0",
        sort=("-age",),
        columns=("age",),
        hidden=("age",),
        widths={"age": 9},
        frozen=1,
        expect_version=1,
    ),
    lambda s: RenameView(id=s.view, name="w"),
    lambda s: DeleteView(id=s.view),
)
ANY = Setting(
    "01ARZ3NDEKTSV4RRFFQ69G5FAA",
    "01ARZ3NDEKTSV4RRFFQ69G5FAB",
    "01ARZ3NDEKTSV4RRFFQ69G5FAC",
    "x",
    "y",
    "01ARZ3NDEKTSV4RRFFQ69G5FAD",
    "01ARZ3NDEKTSV4RRFFQ69G5FAE",
    "01ARZ3NDEKTSV4RRFFQ69G5FAF",
    "01ARZ3NDEKTSV4RRFFQ69G5FAG",
    "01ARZ3NDEKTSV4RRFFQ69G5FAH",
)


def _name(example: Callable[[Setting], Action[Any]]) -> str:
    return next(s.name for s in specs().values() if s.cls is type(example(ANY)))


def test_every_action_has_an_example() -> None:
    assert {_name(e) for e in EXAMPLES} | ELSEWHERE == set(specs())


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
async def test_it_can_be_asked_and_its_answer_survives_json(
    client: Client, place: Place, example: Callable[[Setting], Action[Any]]
) -> None:
    action = example(await setting(client))
    name = _name(example)
    if name == "sql.query" and isinstance(place, PostgresPlace):
        pytest.skip("the server answers no SQL: it is asked of the copy that each client has")
    spec = specs()[name]
    before = await head(client)
    outcome = await client.run(action)
    body = msgspec.json.encode(outcome.value)
    assert msgspec.json.decode(body, type=spec.returns) == outcome.value
    if spec.risk is Risk.READ:
        assert (outcome.op_id, outcome.change_id, await head(client)) == (None, None, before)
    elif name in LEAVES:
        assert outcome.op_id is not None
        assert (outcome.change_id, await head(client)) == (None, before)
    else:
        assert outcome.op_id is not None
        assert outcome.change_id is not None
        assert await head(client) == outcome.seq
        assert (outcome.seq or 0) > before
    assert (await client.run(VerifyAudit())).value.ok


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
async def test_what_a_reversible_action_did_is_undone_and_redone(
    client: Client, example: Callable[[Setting], Action[Any]]
) -> None:
    action = example(await setting(client))
    name = _name(example)
    if specs()[name].risk is not Risk.WRITE or name in LEAVES | LASTING:
        return
    # undo of an insert leaves its rows in the trash
    trash = not name.startswith(("row.insert", "row.edit_many")) and name not in (
        "file.add",
        "artifact.create",
        "view.save",
    )
    states = [await _state(client, trash=trash)]
    outcome = await client.run(action)
    states.append(await _state(client, trash=trash))
    assert states[0] != states[1]
    undone = await client.run(Undo(change_id=outcome.change_id))
    assert await _state(client, trash=trash) == states[0]
    await client.run(Redo(change_id=undone.change_id))
    assert await _state(client, trash=trash) == states[1]


async def _state(client: Client, *, trash: bool) -> list[Any]:
    """All that is visible, but versions and times."""
    state: list[Any] = []
    for info in (await client.run(ListTables(native=True))).value.tables:
        state += [info.table, info.rows, *([info.trashed] if trash else [])]
        for deleted in (False, True) if trash else (False,):
            for row in (await client.run(ListRows(table=info.table.name, deleted=deleted))).value.rows:
                links = (await client.run(ListLinks(table=info.table.name, id=row.id))).value.links
                ties = [(link.row_id, link.name, link.outgoing) for link in links]
                state.append((row.id, row.values, row.visibility, ties))
    for thread in (await client.run(ListThreads())).value.threads:
        page = (await client.run(ReadThread(id=thread.id))).value
        state.append((thread.title, [message.blocks for message in page.messages]))
    return state


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
async def test_nonsense_in_any_field_is_refused_and_changes_nothing(
    client: Client, example: Callable[[Setting], Action[Any]]
) -> None:
    action = example(await setting(client))
    for field in action.__struct_fields__:
        good = getattr(action, field)
        wrong: list[Any] = [object(), b"bytes", 1.5, {"a": {1, 2}}]
        if isinstance(good, str):
            wrong += [5, None if field == "id" else 7, ["x"], "a\x00b", "\ud800"]
            wrong += [] if (_name(example), field) in DOCUMENTS else ["x" * 100_000]
        elif isinstance(good, tuple):
            wrong += ["a\x00b", 5, (5,), ("\ud800",), ("a\x00",)]
        elif isinstance(good, bool):
            wrong += ["yes", 2]
        elif isinstance(good, int):
            wrong += ["5", 10**30, -(10**30)]
        elif isinstance(good, dict):
            wrong += [[], "x", {"a\x00": 1}, {"\ud800": 1}, {"name": "\ud800"}, {1: 2}]
        before = await head(client)
        for value in wrong:
            try:
                broken = msgspec.structs.replace(action, **{field: value})
            except TypeError:
                continue
            with pytest.raises(LatticeError) as caught:
                await client.run(broken)
            assert caught.value.code != "failed", (field, value)
            assert await head(client) == before


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
def test_it_survives_json_and_refuses_fields_it_does_not_have(
    example: Callable[[Setting], Action[Any]],
) -> None:
    action, name = example(ANY), _name(example)
    assert decode_action(name, encode_action(action)) == action
    body = msgspec.json.decode(encode_action(action))
    with pytest.raises(LatticeError) as caught:
        decode_action(name, msgspec.json.encode({**body, "surprise": 1}))
    assert caught.value.code == "invalid_action"
    assert "surprise" in caught.value.message


def test_an_action_that_is_not_there_is_refused() -> None:
    for body in (b"{}", b"", b"[", b"\xff", b"null"):
        with pytest.raises(LatticeError):
            decode_action("row.list", body)
    with pytest.raises(LatticeError):
        decode_action("row.explode", b"{}")


async def test_many_requests_at_once_through_one_client_are_all_answered(client: Client) -> None:
    await make(client)
    row = await add(client, age=0)

    async def work(n: int) -> None:
        await add(client, name=f"n{n}")
        await client.run(UpdateRow(table="people", id=row.id, values={"age": n + 1}))
        await client.run(ListRows(table="people", sort=("-name",)))

    await asyncio.gather(*(work(n) for n in range(30)))
    assert (await client.run(CountRows(table="people"))).value.total == 31
    assert (await get(client, row.id)).version == 31
    assert (await client.run(VerifyAudit())).value.ok


async def test_a_request_that_is_given_up_is_done_whole_or_not_at_all(client: Client) -> None:
    await make(client)
    for pause in range(40):
        task = asyncio.create_task(client.run(InsertRows(table="people", rows=({"age": pause},) * 20)))
        await asyncio.wait([task], timeout=pause / 8000)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert (await client.run(CountRows(table="people"))).value.total % 20 == 0
    await add(client, name="after")
    assert (await client.run(VerifyAudit())).value.ok


async def test_reading_is_not_held_up_by_a_long_write(client: Client) -> None:
    await make(client)
    writing = asyncio.create_task(
        client.run(InsertRows(table="people", rows=({"name": "x", "age": 1},) * 20_000))
    )
    reads = 0
    while not writing.done():
        total = (await client.run(CountRows(table="people"))).value.total
        assert total in (0, 20_000)
        reads += total == 0
    await writing
    assert reads > 2


async def test_a_client_that_is_closed_says_so(client: Client) -> None:
    await make(client)
    await client.close()
    await client.close()
    with pytest.raises(LatticeError):
        await client.run(ListTables())
    with pytest.raises(LatticeError):
        await client.run(InsertRow(table="people", values={}))


async def test_unknown_tables_are_not_found_by_everything_that_names_one(client: Client) -> None:
    there = await setting(client)
    for example in EXAMPLES:
        action = example(there)
        if hasattr(action, "table") and action.table is not None:
            wrong = msgspec.structs.replace(action, table="nope")
            error = await refused(client, wrong, "not_found")
            assert "nope" in error.message


async def test_reading_goes_on_after_reads_that_were_given_up(client: Client) -> None:
    await make(client)
    await add(client, age=1)
    for pause in range(40):
        tasks = [asyncio.create_task(client.run(ListRows(table="people"))) for _ in range(4)]
        await asyncio.wait(tasks, timeout=pause / 20_000)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    async with asyncio.timeout(10):
        assert len((await client.run(ListRows(table="people"))).value.rows) == 1
        await add(client, age=2)
        assert (await client.run(CountRows(table="people"))).value.total == 2


def _whole(listed: TableList) -> bool:
    """Whether each table has all rows of every import that it had; one that an import made has some."""
    return all(info.rows % 8000 == 0 and (info.rows or info.table.name == "people") for info in listed.tables)


async def test_imports_that_are_given_up_at_any_moment_leave_nothing_or_all(client: Client) -> None:
    await make(client)
    batches = [LoadBatch(list(range(1, 2001)), [["x", 1]] * 2000)] * 4
    for pause in (0, 1, 2, 3, 5, 8, 13, 21, 34, 44, 55, 68, 89, 144):
        for table in ("people", "new"):
            plan = LoadPlan(table, (LoadColumn("name"), LoadColumn("age", ColumnType.INTEGER)))
            task = asyncio.create_task(client.load(plan, batches))
            await asyncio.wait([task], timeout=pause / 1000)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            # all of it when the commit was already on its way; a copy gets that piece by piece
            for _ in range(400 if client.standing().kind == "cloud" else 1):
                if whole := _whole((await client.run(ListTables())).value):
                    break
                await asyncio.sleep(0.05)
            assert whole
    assert [finding for finding in await client.check() if not finding.ok] == []
