"""Letting people and agents in and taking them out, on a real server, with the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from lattice.actions import ListInvites, ListMembers, ListTokens
from lattice.joining import read_invite
from lattice.model.members import Member
from lattice.model.people import Role
from lattice.tui.screens.agent_token import AgentTokenScreen
from lattice.tui.screens.dialogs import Choose, Confirm
from lattice.tui.screens.invite import InviteScreen
from lattice.tui.screens.shown_once import ShownOnce
from lattice.tui.widgets.people import PeoplePane
from lattice.tui.widgets.people.parts import Part
from tests.tui.driving import shown
from tests.tui.workbench.conftest import Bench

from .together import together


def people(bench: Bench) -> PeoplePane:
    pane = bench.screen.tabs.current
    assert isinstance(pane, PeoplePane)
    return pane


async def turn_to(bench: Bench, part: Part) -> None:
    """The list of that name, read."""
    while people(bench).part is not part:
        await bench.press("right_square_bracket")
    await bench.until(lambda: part is not Part.MEMBERS or people(bench).item is not None)


async def asked(bench: Bench, screen: type) -> None:
    """A question is on top."""
    await bench.until(lambda: isinstance(bench.app.screen, screen), screen.__name__)


async def secret(bench: Bench) -> str:
    """What is shown once, copied."""
    await asked(bench, ShownOnce)
    await bench.press("y", "escape")
    await bench.until(lambda: bench.app.screen is bench.screen)
    return bench.app.clipboard


async def invite(ada: Bench) -> None:
    """An invitation is made, one string, and withdrawn."""
    await turn_to(ada, Part.INVITES)
    await ada.press("n")
    await asked(ada, InviteScreen)
    await ada.press("tab", *"Cy", "ctrl+s")
    sent = await secret(ada)
    assert read_invite(sent).secret.reveal() not in shown(ada.pilot)
    await ada.until(lambda: people(ada).item is not None and "Cy" in shown(ada.pilot))
    await ada.press("d")
    await ada.until(lambda: ada.said("worth nothing any more"))
    (kept,) = (await ada.client.run(ListInvites())).value.invites
    assert kept.withdrawn_at is not None


async def token(ada: Bench) -> None:
    """An agent gets a token that knows of one table, and loses it."""
    await turn_to(ada, Part.AGENTS)
    await ada.press("n")
    await asked(ada, AgentTokenScreen)
    await ada.press(*"scout", "tab", "tab", *"people", "ctrl+s")
    assert (await secret(ada)).startswith("lai_")
    await ada.until(lambda: "agent:scout" in shown(ada.pilot))
    await ada.press("d")
    await ada.until(lambda: ada.said("The token of agent:scout is ended"))
    tokens = (await ada.client.run(ListTokens())).value.tokens
    scout = next(t for t in tokens if t.actor == "agent:scout")
    assert scout.tables == ("people",)
    assert scout.revoked_at is not None


async def bo_of(ada: Bench) -> Member:
    members = (await ada.client.run(ListMembers(removed=True))).value.members
    return next(m for m in members if m.id == "human:bo")


async def role(ada: Bench, bo: Bench) -> None:
    """Bo becomes a viewer, and knows it at once."""
    await turn_to(ada, Part.MEMBERS)
    people(ada).point_at("human:bo")
    await ada.press("r")
    await asked(ada, Choose)
    await ada.press("down", "enter")
    await ada.until(lambda: ada.said("bo is viewer from now on"))
    await bo.until(lambda: bo.screen.bench.me is not None and bo.screen.bench.me.role is Role.VIEWER)
    await bo.until(lambda: "ada made bo viewer" in str(bo.screen.feed.content))


async def out_and_in(ada: Bench, bo: Bench) -> None:
    """Bo is taken out, his rows go to Ada; he is let in again with an invitation."""
    people(ada).point_at("human:bo")
    await ada.press("d")
    await asked(ada, Choose)
    await ada.press("enter")
    await asked(ada, Confirm)
    await ada.press("tab", "enter")
    await ada.until(lambda: ada.said("bo is out; ada owns the rows"))
    assert (await bo_of(ada)).removed_at is not None
    await bo.until(lambda: bo.client.standing().code == "signed_out", "bo is signed out")
    await ada.until(lambda: ada.screen.top_bar.here == 1, "alone")
    people(ada).point_at("human:bo")
    await ada.press("R")
    await asked(ada, Choose)
    await ada.press("enter")
    assert read_invite(await secret(ada)).secret.reveal()
    assert (await bo_of(ada)).removed_at is None


@pytest.mark.soak
async def test_people_and_agents_are_let_in_and_taken_out(tmp_path: Path) -> None:
    async with together(tmp_path) as two:
        ada, bo = two.ada, two.bo
        await ada.press("M")
        await ada.until(lambda: isinstance(ada.screen.tabs.current, PeoplePane))
        await invite(ada)
        await token(ada)
        await role(ada, bo)
        await out_and_in(ada, bo)
        for bench in (ada, bo):
            assert not bench.said("Something went wrong"), bench.app.said
