"""The tools as models are told of them: schemas, descriptions, size; and what wrong input is answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lattice.actions import Description, Effects, Risk, SetPolicy, specs
from lattice.assistant.tools import TOOLS, Seen, call_words, ref, tools_for, wire_tools
from lattice.model.errors import LatticeError
from lattice.model.policy import Policy
from tests.assistant.tools.asking import THREAD, Agent, agent, nord, restricted
from tests.contract.asking import NOBODY

NAMES = [tool.name for tool in TOOLS]
#: Goal for the whole list; without a tokenizer a token is counted as four characters.
MOST_TOKENS = 8_000
_KINDS = {"string", "integer", "number", "boolean", "array", "object"}


def _check_schema(node: dict[str, Any], place: str) -> None:
    """That a schema uses only what every reader of JSON Schema knows, and describes each field."""
    known = {
        "type",
        "description",
        "properties",
        "required",
        "items",
        "enum",
        "default",
        "additionalProperties",
    }
    bounds = {"minimum", "maximum", "minItems", "minLength", "minProperties"}
    assert set(node) <= known | bounds, place
    assert node.get("type", "string") in _KINDS, place
    if "properties" in node:
        assert node["type"] == "object"
        assert set(node.get("required", ())) <= set(node["properties"])
        for name, field in node["properties"].items():
            assert field.get("description") or field.get("properties"), f"{place}.{name} is not described"
            _check_schema(field, f"{place}.{name}")
    if isinstance(node.get("items"), dict):
        _check_schema(node["items"], f"{place}[]")
    if "default" in node and "enum" in node:
        assert node["default"] in node["enum"]


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_a_tool_is_described_whole_and_its_actions_exist(tool: Any) -> None:
    assert tool.name.isidentifier()
    assert tool.name == tool.name.lower()
    assert tool.description
    assert tool.schema["type"] == "object"
    assert tool.schema["additionalProperties"] is False
    _check_schema(tool.schema, tool.name)
    assert set(tool.actions) <= set(specs())
    assert set(tool.needs) <= set(tool.actions)
    assert tool.risk is not Risk.ADMIN
    assert json.loads(json.dumps(tool.schema)) == tool.schema


def test_the_list_is_curated_and_small() -> None:
    told = json.dumps(wire_tools(TOOLS), ensure_ascii=False)
    assert len(set(NAMES)) == len(NAMES) <= 34
    assert len(told) / 4 < MOST_TOKENS
    actions = {name for tool in TOOLS for name in tool.actions}
    wanted = {
        *("table.list", "row.list", "row.get", "search.text", "row.aggregate", "sql.query", "log.list"),
        *("row.insert", "row.insert_many", "row.update", "row.update_many", "row.delete", "row.delete_many"),
        *("link.add", "link.remove", "table.create", "column.add", "table.define", "row.duplicates"),
        *("row.merge", "change.undo", "change.redo", "row.revert", "file.read", "artifact.create"),
        *("artifact.update", "file.from_url", "row.restore", "row.purge"),
        *("row.edit_many", "view.list", "view.save", "view.rename", "view.delete"),
    }
    assert wanted <= actions
    # what decides about agents, or about other people, is no tool
    nouns = {name.split(".")[0] for name in actions}
    assert not nouns & {
        "policy",
        "approval",
        "instructions",
        "turn",
        "thread",
        "message",
        "workspace",
        "model",
    }


def test_what_is_at_stake_is_said() -> None:
    told = {tool["name"]: tool["description"] for tool in wire_tools(TOOLS)}
    assert told["purge_rows"].endswith("[cannot be undone]")
    assert told["fetch_url"].endswith("[goes outside]")
    assert told["update_rows"].endswith("[writes, undoable]")
    assert not told["query_rows"].endswith("]")
    by_name = {tool.name: tool for tool in TOOLS}
    assert by_name["fetch_url"].effects is Effects.OUTSIDE
    assert by_name["purge_rows"].risk is Risk.DESTRUCTIVE


def test_an_actor_is_offered_what_it_may_use() -> None:
    def offered(*actions: str, asking: tuple[str, ...] = ()) -> set[str]:
        who = Description("i", "n", "", "p", "agent:a", "human:ada", actions, asking, 0)
        return {tool.name for tool in tools_for(who)}

    assert offered("row.list") == {"query_rows", "list_files"}
    assert offered("row.insert_many") == {"insert_rows"}
    assert offered(asking=("row.purge",)) == {"purge_rows"}
    assert offered("link.list") == set()
    assert offered(*specs()) == set(NAMES)


@pytest.mark.parametrize(
    ("tool", "input", "words"),
    [
        ("query_rows", {}, ("table",)),
        ("query_rows", {"table": 5}, ("$.table", "str")),
        ("query_rows", {"table": "people", "wher": "x"}, ("wher", "where (text)")),
        ("query_rows", {"table": "people", "limit": 0}, ("limit",)),
        ("query_rows", {"table": "people", "limit": "5"}, ("limit", "int")),
        ("insert_rows", {"table": "people", "rows": []}, ("rows",)),
        ("insert_rows", {"table": "people", "rows": ["x"]}, ("rows",)),
        ("alter_table", {"table": "people", "change": "explode"}, ("explode", "add_column")),
        ("alter_table", {"table": "people", "change": "drop_column"}, ("column",)),
        ("alter_table", {"table": "people", "change": "rename"}, ("name",)),
        ("alter_table", {"table": "people", "change": "retype_column", "column": "age"}, ("type",)),
        ("aggregate", {"table": "people", "measures": ["average age"]}, ("average age", "mean")),
        ("update_rows", {"table": "people", "values": {"age": 1}}, ("ids", "where")),
        ("delete_rows", {"table": "people", "ids": ["x"], "where": ""}, ("ids", "where")),
        ("history", {"id": THREAD}, ("table",)),
        ("merge_rows", {"table": "people", "ids": [THREAD]}, ("ids",)),
        ("no_such_tool", {}, ("no_such_tool", "query_rows")),
    ],
)
async def test_wrong_input_is_refused_and_says_what_was_expected(
    tmp_path: Path, tool: str, input: dict[str, Any], words: tuple[str, ...]
) -> None:
    async with agent(tmp_path) as one:
        error = await one.refused(tool, "invalid_action", **input)
        for word in words:
            assert word in str(error)


def test_a_call_is_one_line_for_people() -> None:
    assert (
        call_words("query_rows", {"table": "people", "where": "city = Oslo"})
        == "query_rows people where city = Oslo"
    )
    assert call_words("insert_rows", {"table": "t", "rows": [{}, {}]}) == "insert_rows t rows (2)"
    assert call_words("create_table", {"name": "t", "columns": [{}, {}]}) == "create_table t columns (2)"
    assert call_words("sql", {"sql": "a\nb\x1b[2J\u202e"}) == "sql a⏎b␛[2J⟨U+202E⟩"
    assert call_words("x", {"table": 5, "odd": [[{}]], "n": None}).startswith("x 5")
    assert len(call_words("update_rows", {"table": "x" * 500, "values": {"a": "y" * 5000}})) <= 160


def test_only_what_was_retrieved_or_named_is_linked() -> None:
    a, b, c = (f"01ARZ3NDEKTSV4RRFFQ69G5FA{n}" for n in "VWX")
    seen = Seen([ref("people", a)])
    seen.add_from(f"what about {b.lower()}? and 01ARZ3")
    said = (
        f"[Ada](lattice://people/{a}), lattice://my%20table/{b}, lattice://people/{c}. lattice://people/{a}"
    )
    assert seen.linked(said) == (f"lattice://people/{a}", f"lattice://my%20table/{b}")
    assert seen.holds(b)
    assert not seen.holds(ref("people", c))
    assert ref("a b/c", a) == f"lattice://a%20b%2Fc/{a}"


async def test_what_a_tool_read_is_known_and_what_was_cut_is_not(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        _, people = await nord(one.ada, 60)
        outcome = await one.call("query_rows", table="people", sort=["_created_at"], limit=60, max_chars=3000)
        assert 0 < len(outcome.refs) < 60
        shown = {one_ref.rpartition("/")[2] for one_ref in outcome.refs}
        assert [one.known.holds(row) for row in people] == [row in shown for row in people]


@pytest.mark.parametrize("by", ["settings", "policy"])
async def test_an_agent_that_may_not_know_of_a_table_learns_nothing_of_it_from_any_tool(
    tmp_path: Path, by: str
) -> None:
    async with agent(tmp_path) as one:
        company, people = await nord(one.ada)
        await one.call("update_rows", table="companies", ids=[company], values={"name": "Zebrafish"})
        await one.call(
            "link_rows", table="people", id=people[0], to_table="companies", to_id=company, name="owns"
        )
        await one.call("delete_rows", table="companies", ids=[company])
        await one.call("restore_rows", table="companies", ids=[company])
        await one.call("create_artifact", title="Zebrafish", text="zebrafish text")
        rules = {"allowed_tables": ("people",)} if by == "settings" else {}
        if by == "policy":
            await one.ada.run(SetPolicy(policy=Policy(tables=("people",))))
        async with restricted(tmp_path, one.ada, **rules) as scout:
            seen = [
                await scout.call("list_tables"),
                await scout.call("list_tables", native=True),
                await scout.call("query_rows", table="people"),
                await scout.call("get_row", table="people", id=people[0]),
                await scout.call("get_row", table="people", id=people[0], page=True),
                await scout.call("search", text="zebrafish"),
                await scout.call("search", text=company),
                await scout.call("aggregate", table="people", group_by=["company"]),
                await scout.call("history"),
                await scout.call("history", table="people", id=people[0]),
                await scout.call("list_trash"),
                await scout.call("find_duplicates", table="people", on=["name"]),
            ]
            for outcome in seen:
                assert "zebrafish" not in (outcome.text + outcome.words).lower()
                assert "companies" not in outcome.text.replace("reference to companies", "")
            for tool, input in (
                ("query_rows", {"table": "companies"}),
                ("get_row", {"table": "companies", "id": company}),
                ("aggregate", {"table": "companies"}),
                ("history", {"table": "companies"}),
                ("update_rows", {"table": "companies", "ids": [company], "values": {"name": "x"}}),
                (
                    "link_rows",
                    {"table": "people", "id": people[0], "to_table": "companies", "to_id": company},
                ),
                ("create_table", {"name": "mine", "columns": [{"name": "a"}]}),
                ("list_files", {}),
            ):
                await scout.refused(tool, "forbidden", **input)
            await scout.refused("sql", "invalid_sql", sql="SELECT * FROM companies")
            await scout.refused("query_rows", "invalid_filter", table="people", where="company.name = Nord")


async def test_the_list_of_actions_in_the_policy_is_what_tools_may_do(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        company, _ = await nord(one.ada)
        await one.ada.run(SetPolicy(policy=Policy(actions=("row.get", "row.update"))))
        # the tables one may use are always told: without their columns no row can be asked for
        offered = {tool.name for tool in tools_for(await one.client.describe())}
        assert offered == {"list_tables", "get_row", "update_rows"}
        await one.call("update_rows", table="companies", ids=[company], values={"name": "New"})
        assert "New" in (await one.call("get_row", table="companies", id=company)).text
        await one.refused("get_row", "forbidden", table="companies", id=company, page=True)
        await one.refused("update_rows", "forbidden", table="companies", where="", values={"name": "x"})
        for tool, input in (("query_rows", {"table": "people"}), ("search", {"text": "x"}), ("history", {})):
            await one.refused(tool, "forbidden", **input)


async def test_a_tool_whose_action_is_denied_is_refused_and_does_without_what_it_can(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        company, people = await nord(one.ada)
        denied = ("row.insert_many", "link.list", "row.list", "sql.query")
        async with restricted(tmp_path, one.ada, denied_actions=denied) as scout:
            offered = {tool.name for tool in tools_for(await scout.client.describe())}
            assert not offered & {"sql", "query_rows", "list_files"}
            assert {"insert_rows", "get_row", "search"} <= offered
            await scout.refused("sql", "forbidden", sql="SELECT 1")
            await scout.call("insert_rows", table="companies", rows=[{"name": "One"}])
            await scout.refused("insert_rows", "forbidden", table="companies", rows=[{}, {}])
            row = await scout.call("get_row", table="companies", id=company)
            assert "not for you to see" in row.text
            assert people[0] not in row.text
            found = await scout.call("search", text="Nord")
            assert 'trust="stranger"' in found.text


NONSENSE: tuple[Any, ...] = (
    *("", " ", "x" * 20_000, "\x00", "\ud800", "people", "_messages", "'; DROP TABLE people; --", "[b]"),
    *(NOBODY, "lattice://people/", "-" * 50, 0, -1, 1, 2**70, 1.5, float("nan"), True, None),
    *([], [None], ["people"], [[]], {}, {"a": {"b": [{}]}}, {"\ud800": 1}, [{"name": object}]),
)


async def _calm(one: Agent, tool: str, input: dict[str, Any]) -> str:
    """What a call comes to: nothing, or the code of the refusal."""
    call_words(tool, input)
    try:
        outcome = await one.call(tool, **input)
    except LatticeError as error:
        return error.code
    return "" if outcome.text else "no text"


@pytest.mark.parametrize("tool", NAMES)
async def test_nonsense_in_any_field_is_refused_or_answered_and_never_fails(
    tmp_path: Path, tool: str
) -> None:
    schema = next(one.schema for one in TOOLS if one.name == tool)
    async with agent(tmp_path) as one:
        company, _ = await nord(one.ada)
        sound: dict[str, Any] = {
            **{"table": "companies", "id": company, "ids": [company], "sql": "SELECT 1", "title": "t"},
            **{"to_table": "companies", "text": "x", "definition": "d", "change": "rename"},
            **{"rows": [{}], "columns": [{"name": "a"}], "values": {"name": "y"}},
        }
        needed = {name: sound.get(name, "x") for name in schema.get("required", ())}
        for field in (*schema["properties"], "surprise"):
            for value in NONSENSE:
                code = await _calm(one, tool, {**needed, field: value})
                assert code not in ("failed", "no text"), (field, value)
