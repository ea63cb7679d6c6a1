"""A workspace, an agent in it, and what its tools come to."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from lattice.actions import CreateTable
from lattice.assistant.tools import Seen, ToolOutcome, Using, run_tool
from lattice.client import Client, LocalClient
from lattice.model.chat import ASSISTANT
from lattice.model.errors import LatticeError
from lattice.model.people import AgentRules
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from tests.engine.workspaces import add, opened, table, workspace

THREAD = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
DATA = re.compile(
    r"<data-([0-9a-f]{16}) trust=\"(\w+)\"(?: by=\"([^\"\n]*)\")?>\n(.*?)\n</data-\1>", re.DOTALL
)


class Agent:
    """The assistant in a workspace of Ada's."""

    def __init__(self, ada: LocalClient, client: Client | None = None) -> None:
        self.ada = ada
        self.client = client or ada.acting(ASSISTANT, THREAD)
        self.known = Seen()

    async def call(
        self, tool: str, /, *, op_id: str | None = None, max_chars: int = 12_000, **input: Any
    ) -> ToolOutcome:
        using = Using(self.client, op_id=op_id, group_id="the-turn", known=self.known, max_chars=max_chars)
        outcome = await run_tool(tool, input, using)
        assert len(outcome.text) <= max_chars
        assert "\n" not in outcome.words
        return outcome

    async def refused(self, tool: str, code: str, /, **input: Any) -> LatticeError:
        with pytest.raises(LatticeError) as caught:
            await self.call(tool, **input)
        assert caught.value.code == code, str(caught.value)
        return caught.value


@asynccontextmanager
async def agent(folder: Path) -> AsyncIterator[Agent]:
    """An agent in a workspace with companies and people who refer to them."""
    async with workspace(folder) as ada:
        await table(ada, "companies", name="text", country="text")
        columns = (
            NewColumn("name"),
            NewColumn("age", ColumnType.INTEGER),
            NewColumn("joined", ColumnType.DATE),
            NewColumn("company", ColumnType.REFERENCE, "companies"),
        )
        await ada.run(CreateTable(name="people", columns=columns))
        yield Agent(ada)


@asynccontextmanager
async def restricted(folder: Path, ada: LocalClient, **rules: Any) -> AsyncIterator[Agent]:
    """Another agent of the same workspace, held to rules."""
    async with opened(folder, rules=AgentRules(**rules)) as client:
        yield Agent(ada, client.acting("agent:scout", "session"))


async def nord(ada: LocalClient, people: int = 1) -> tuple[str, list[str]]:
    """A company and people of it: their ids."""
    company = await add(ada, "companies", name="Nord", country="NO")
    rows = [await add(ada, "people", name=f"P{n}", age=n, company=company) for n in range(people)]
    return company, rows


def data(outcome: ToolOutcome | str) -> list[str]:
    """What stands in the wrappings of a result."""
    text = outcome if isinstance(outcome, str) else outcome.text
    return [match[3] for match in DATA.findall(text)]


def lines(outcome: ToolOutcome) -> list[Any]:
    """The lines of JSON in the first wrapping."""
    return [json.loads(line) for line in data(outcome)[0].split("\n")]


def trust(outcome: ToolOutcome) -> list[tuple[str, str]]:
    """Of each wrapping the trust and the writers."""
    return [(match[1], match[2]) for match in DATA.findall(outcome.text)]


def frame(outcome: ToolOutcome | str) -> str:
    """What stands outside of the wrappings."""
    return DATA.sub("", outcome if isinstance(outcome, str) else outcome.text)


def id_of(ref: str) -> str:
    """The id in a reference."""
    return ref.rpartition("/")[2]
