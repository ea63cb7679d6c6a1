from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.wire import Asked, Wire, call, drop, fail, overloaded, refuse, say, think, too_long
from tests.assistant.wire.server import Scripted
from tests.cli.asked_service import model
from tests.cli.shell import Done, Shell


class Talk:
    """A shell in which somebody asks a scripted model."""

    def __init__(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shell = shell
        self._monkeypatch = monkeypatch
        self.wire = Wire()

    def __call__(self, script: list[Scripted], *arguments: str, **how: Any) -> Done:
        """`lattice ask` with these arguments, answered so."""
        with model(self._monkeypatch, script, **how) as (self.wire, _):
            return self.shell("ask", *arguments)

    def events(self, script: list[Scripted], *arguments: str) -> list[dict[str, Any]]:
        """The same with `--json`."""
        done = self(script, *arguments, "--json")
        return [json.loads(line) for line in done.out.splitlines()]


@pytest.fixture
def talk(acme: Shell, monkeypatch: pytest.MonkeyPatch) -> Talk:
    return Talk(acme, monkeypatch)


def names(shell: Shell) -> list[str]:
    return [row["name"] for row in shell.ask("rows", "people")["rows"]]


def added(name: str) -> list[Scripted]:
    """A turn in which a row is added."""
    return [
        [say("I add one."), call("insert_rows", table="people", rows=[{"name": name}])],
        lambda asked: [say(f"{name} is there." if "1" in next(iter(asked.results.values())) else "No.")],
    ]


def purged(shell: Shell) -> list[Scripted]:
    """A turn in which a row of the trash is removed for good, if that is allowed."""
    row = shell.ask("add", "people", "name=Gone")["_id"]
    shell.ok("delete", "people", row)

    def said(asked: Asked) -> list[Any]:
        return [say("Denied." if "said no" in "".join(asked.results.values()) else "Gone for good.")]

    return [[call("purge_rows", table="people", ids=[row])], said]


def test_a_pipe_gets_the_answer_and_nothing_else(talk: Talk) -> None:
    done = talk([[think("Hm."), say("There are **two**.\n\n- Ada\n- Bo")]], "how", "many?")
    assert done.status == 0, done.err
    assert done.out == "There are **two**.\n\n- Ada\n- Bo\n"
    assert "how many?" in talk.wire.asked[0].said
    assert "Hm." not in done.err


def test_the_last_line_says_what_it_took_and_changed_and_how_to_take_it_back(talk: Talk) -> None:
    done = talk(added("Cy"), "add Cy")
    assert done.out == "I add one.\n\nCy is there.\n"
    (line,) = done.err.splitlines()
    tokens, cost, changes, undo, thread = line.split(" · ")
    assert tokens.endswith(" tokens")
    assert cost.startswith("$0.")
    assert changes == "1 change"
    assert "Cy" in names(talk.shell)
    talk.shell.ok(*undo.removeprefix("lattice ").split())
    assert "Cy" not in names(talk.shell)
    assert talk.shell.ask("thread", "show", thread.split()[1])["thread"]["title"] == "A title"


def test_each_event_is_one_object_on_a_line(talk: Talk) -> None:
    events = talk.events(added("Cy"), "add Cy")
    types = [event["type"] for event in events]
    assert types[0] == "began"
    for one in ("asking", "said", "answered", "call_began", "call_ended", "kept", "used", "ended"):
        assert one in types
    began, ended = events[0], events[types.index("ended")]
    assert began["message"]["blocks"] == [{"type": "text", "text": "add Cy"}]
    assert (ended["status"], ended["changes"], ended["turn"]) == ("done", 1, began["turn"])
    result = events[types.index("call_ended")]["result"]
    assert result["status"] == "done"
    assert len(result["change_ids"]) == 1


def test_every_event_that_there_is_stands_in_the_documentation(talk: Talk) -> None:
    from typing import get_args

    import msgspec

    from lattice.assistant.events import TurnEvent
    from tests.cli.reference import PAGE

    page = PAGE.read_text("utf-8")
    for event in get_args(TurnEvent):
        tag = msgspec.inspect.type_info(event).tag  # type: ignore[attr-defined]
        assert f"`{tag}`" in page
        line = next(line for line in page.splitlines() if line.startswith("| ") and f"`{tag}`" in line)
        if tag not in ("thought", "said"):
            assert all(f"`{field}`" in line for field in event.__struct_fields__), line


def test_each_question_begins_a_conversation_unless_one_is_named(talk: Talk) -> None:
    script: list[Scripted] = [[say("One.")]]
    talk(script, "first")
    talk(script, "second")
    newest, oldest = talk.shell.ask("threads")
    talk(script, "--last", "third")
    assert "second" in json.dumps(talk.wire.asked[0].messages)
    talk(script, "--thread", oldest["id"], "fourth")
    assert "first" in json.dumps(talk.wire.asked[0].messages)
    assert {one["id"]: one["messages"] for one in talk.shell.ask("threads")} == {
        newest["id"]: 4,
        oldest["id"]: 4,
    }


def test_the_model_that_is_named_answers(talk: Talk) -> None:
    talk([[say("Yes.")]], "hello", "--model", "claude-opus-5-5")
    assert talk.wire.asked[0].model == "claude-opus-5-5"


def test_a_file_goes_along_and_comes_in_with_the_turn(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("# Plan\n\nPeas.\n")
    done = talk([[say("Peas.")]], "what is sown?", "--file", "plan.md")
    assert done.status == 0, done.err
    assert "1 file attached" in done.err
    page = talk.shell.ask("thread", "show", "last")
    blocks = page["messages"][0]["blocks"]
    assert [(block["type"], block.get("name")) for block in blocks] == [
        ("text", None),
        ("attachment", "plan.md"),
    ]
    assert "plan.md" in json.dumps(talk.wire.asked[0].body)
    talk([[say("Peas.")]], "and now?", "--file", "plan.md")
    assert len(talk.shell.ask("files")) == 1
    talk.shell.ok("undo", page["messages"][0]["turn"])
    assert talk.shell.ask("files") == []


@pytest.mark.parametrize("source", ["nothing.md", ".", "https://example.com/a"])
def test_what_is_no_file_is_refused_before_anything_is_asked(talk: Talk, source: str) -> None:
    done = talk([[say("No.")]], "what is it?", "--file", source)
    assert done.status in (2, 3)
    assert talk.wire.asked == []
    assert talk.shell.ask("threads") == []


def test_what_cannot_be_undone_is_refused_unless_it_is_named(talk: Talk) -> None:
    done = talk(purged(talk.shell), "purge it")
    assert done.status == 5
    assert done.out == "Denied.\n"
    assert "Remove 1 row of people for good" in done.err
    assert "--yes row.purge" in done.err
    assert len(talk.shell.ask("trash")) == 1
    assert talk.shell.ask("approvals") == []


@pytest.mark.parametrize(
    "yes", [("--yes", "row.purge"), ("--yes", "file.from_url,Row.Purge"), ("--yes=row.purge",)]
)
def test_what_is_named_is_allowed_in_this_turn_only(talk: Talk, yes: tuple[str, ...]) -> None:
    done = talk(purged(talk.shell), "purge it", *yes)
    assert done.status == 0, done.err
    assert done.out == "Gone for good.\n"
    assert talk.shell.ask("trash") == []
    assert talk(purged(talk.shell), "purge it", "--last").status == 5


@pytest.mark.parametrize("yes", [("--yes",), ("--yes", ""), ("--yes", "row.purgee"), ("--yes", "policy.set")])
def test_a_yes_that_names_nothing_allows_nothing_and_says_what_there_is(
    talk: Talk, yes: tuple[str, ...]
) -> None:
    done = talk([[say("No.")]], "purge it", *yes)
    assert done.status == 2
    assert "row.purge" in done.err
    assert talk.wire.asked == []


def test_a_turn_that_did_something_for_good_says_what_can_be_taken_back(talk: Talk) -> None:
    purge, insert = purged(talk.shell)[0], added("Cy")[0]
    done = talk([insert, purge, [say("Both are done.")]], "do both", "--yes", "row.purge")
    assert done.status == 0, done.err
    assert "2 changes, 1 of them for good" in done.err
    (undo,) = [part for part in done.err.split(" · ") if part.startswith("lattice undo")]
    talk.shell.ok(*undo.removeprefix("lattice ").split())
    assert "Cy" not in names(talk.shell)
    only = talk(purged(talk.shell), "purge it", "--yes", "row.purge")
    assert "1 change, for good" in only.err
    assert "lattice undo" not in only.err


def test_with_json_a_refusal_is_an_error_after_the_events(talk: Talk) -> None:
    done = talk(purged(talk.shell), "purge it", "--json")
    assert done.status == 5
    assert json.loads(done.err)["error"]["code"] == "approval_required"
    types = [json.loads(line)["type"] for line in done.out.splitlines()]
    assert types.index("approval_asked") < types.index("approval_answered") < types.index("ended")


def test_every_change_waits_for_a_yes_where_the_policy_says_so(talk: Talk) -> None:
    talk.shell.ok("policy", "set", "writes", "ask")
    assert talk(added("Cy"), "add Cy").status == 5
    assert "Cy" not in names(talk.shell)
    assert talk(added("Cy"), "add Cy", "--yes", "row.insert_many,row.insert").status == 0
    assert "Cy" in names(talk.shell)


@pytest.mark.parametrize(
    ("turn", "status", "words"),
    [
        ([refuse("That is not for me.")], 1, "declines"),
        ([too_long()], 5, "long"),
        ([fail(400, "no such thing")], 1, "no such thing"),
        ([fail(404, "model: nope")], 3, "model"),
    ],
)
def test_what_goes_wrong_is_said_with_its_exit_status(
    talk: Talk, turn: list[Any], status: int, words: str
) -> None:
    done = talk([turn], "hello")
    assert done.status == status, done.err
    assert words in done.err
    assert "thread" in done.err
    (last,) = talk.shell.ask("threads")
    assert last["running"] is None


def test_a_key_that_is_refused_and_no_key_exit_5(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    done = talk([[say("No.")]], "hello", key="sk-another")
    assert done.status == 5
    assert "key" in done.err
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    done = talk.shell("ask", "hello", "--json")
    assert done.status == 5
    assert done.error["code"] == "no_key"
    assert "sk-" not in done.err


def test_a_budget_that_is_spent_stops_before_the_model_is_asked(talk: Talk) -> None:
    talk.shell.ok("policy", "set", "budgets.workspace.hard_tokens", "10")
    assert talk([[say("One.")]], "hello").status == 0
    done = talk([[say("Two.")]], "hello", "--json")
    assert done.status == 5
    assert json.loads(done.err)["error"]["code"] == "budget_spent"
    assert talk.wire.asked == []


def test_a_budget_that_is_nearly_spent_is_said(talk: Talk) -> None:
    talk.shell.ok("policy", "set", "budgets.turn.soft_tokens", "10")
    done = talk(added("Cy"), "add Cy")
    assert done.status == 0
    assert done.err.count("more than 10") == 1


def test_a_broken_connection_voids_what_came_of_the_answer(talk: Talk) -> None:
    done = talk([[say("Half an an"), drop()], [say("A whole one.")]], "hello")
    assert done.status == 0, done.err
    assert done.out == "A whole one.\n"


def test_a_service_that_is_overloaded_is_asked_again(talk: Talk) -> None:
    events = talk.events([[overloaded()], [say("Now.")]], "hello")
    assert "waiting" in [event["type"] for event in events]
    assert events[-1]["type"] in ("ended", "titled")


def test_what_would_act_on_a_terminal_goes_to_a_pipe_as_it_is_and_is_escaped_in_json(talk: Talk) -> None:
    text = "red \x1b[31m, hidden \u202e, 👩\u200d🚀"
    assert talk([[say(text)]], "hello").out == text + "\n"
    done = talk([[say(text)]], "hello", "--json")
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
    said = [json.loads(line) for line in done.out.splitlines()]
    assert "".join(event["text"] for event in said if event["type"] == "said") == text


def test_only_the_person_asks(talk: Talk) -> None:
    for actor in ("agent:assistant", "agent:scout", "human:eve", "service:import"):
        done = talk([[say("No.")]], "hello", "--actor", actor)
        assert done.status == 5
        assert actor in done.err
    me = talk.shell.ask("status")["actor"]
    assert talk([[say("Yes.")]], "hello", "--actor", me).status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("  ",),
        ("hello", "--last", "--new"),
        ("hello", "--thread", "last", "--last"),
        ("hello", "--thread", "nonsense"),
        ("hello", "--continue"),
        ("hello", "--op-id", "01M7Z8Q7BXQNQZS005JRMCDJXY"),
    ],
)
def test_what_cannot_be_meant_is_refused(talk: Talk, arguments: tuple[str, ...]) -> None:
    done = talk([[say("No.")]], *arguments)
    assert done.status == 2, done.err
    assert talk.wire.asked == []


def test_nothing_goes_on_where_nothing_was_stopped(talk: Talk) -> None:
    assert talk([[say("No.")]], "--continue").status == 3
    talk([[say("Yes.")]], "hello")
    assert talk([[say("No.")]], "--continue").status == 2


def test_a_turn_that_failed_goes_on(talk: Talk) -> None:
    assert talk([[fail(400, "not now")]], "add Cy").status == 1
    done = talk(added("Cy"), "--continue")
    assert done.status == 0, done.err
    assert "Cy" in names(talk.shell)
    assert len(talk.shell.ask("threads")) == 1
