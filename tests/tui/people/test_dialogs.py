"""The questions about people: what they ask, what they refuse, what comes of them."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

from PIL import Image
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Button, Static

from lattice.actions import CreateInvite, CreateToken, ReadInstructions, ReadLogo
from lattice.model.members import Member
from lattice.model.people import Role
from lattice.model.schema import Schema
from lattice.model.sharing import Share, Visibility
from lattice.tui.screens.agent_token import AgentTokenScreen
from lattice.tui.screens.ask_path import AskPath
from lattice.tui.screens.invite import InviteScreen
from lattice.tui.screens.share import ShareScreen, Wanted
from lattice.tui.screens.shown_once import ShownOnce
from lattice.tui.screens.workspace_settings import WorkspaceSettings
from tests.tui.driving import shown, started, typed, until
from tests.tui.workbench.conftest import workbench

AT = "2026-11-20T10:00:00.000000Z"
MEMBERS = tuple(
    Member(f"human:{handle}", name, role, AT)
    for handle, name, role in (
        ("ada", "Ada", Role.OWNER),
        ("bo", "Bo [b]Lind", Role.EDITOR),
        ("cy", "Cy Dahl", Role.VIEWER),
    )
)


async def ask(pilot: Pilot[Any], screen: Screen[Any]) -> list[Any]:
    """Put a question on the screen; what it is answered with goes into the list."""
    answers: list[Any] = []
    pilot.app.push_screen(screen, answers.append)
    await until(pilot, lambda: pilot.app.screen is screen)
    await pilot.pause()
    return answers


def problem(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one(".problem", Static).content)


async def test_people_are_chosen_to_read_or_to_change_and_viewers_only_read(home: Path) -> None:
    async with started(home) as pilot:
        share = Share("human:ada", Visibility.EVERYONE, may_share=True)
        answers = await ask(pilot, ShareScreen("people/[b]x", share, MEMBERS, me="human:ada"))
        assert "Who sees people/[b]x" in shown(pilot)
        await pilot.press("down", "space", "enter")
        words = pilot.app.screen.query_one("#share-words", Static)
        assert "Reading does not give writing" in str(words.content)
        assert "Bo [b]Lind" in shown(pilot)
        # bo reads and changes; cy, a viewer, turns from reading to nothing
        await pilot.press("space", "space", "down", "space")
        screen = pilot.app.screen
        assert isinstance(screen, ShareScreen)
        assert (screen.read, screen.write) == ({"human:bo", "human:cy"}, {"human:bo"})
        await pilot.press("ctrl+s")
        await until(pilot, lambda: answers)
        assert answers == [Wanted(Visibility.CUSTOM, ("human:cy",), ("human:bo",))]


def test_keys_may_be_looked_for_before_the_question_is_built() -> None:
    screen = ShareScreen("people/x", Share("human:ada", Visibility.EVERYONE, may_share=True), MEMBERS, me="a")
    assert screen.check_action("turn", ()) is False
    assert screen.check_action("save", ()) is True


async def test_who_does_not_own_a_row_sees_who_sees_it_and_changes_nothing(home: Path) -> None:
    async with started(home) as pilot:
        share = Share("human:bo", Visibility.CUSTOM, read=("human:ada",))
        answers = await ask(pilot, ShareScreen("people/x", share, MEMBERS, me="human:ada"))
        assert "Only its owner changes this" in shown(pilot)
        await pilot.press("ctrl+s", "enter")
        await until(pilot, lambda: answers)
        assert answers == [None]


async def test_an_invitation_is_asked_for_with_the_keyboard_alone(home: Path) -> None:
    async with started(home) as pilot:
        answers = await ask(pilot, InviteScreen("acme", Role.ADMIN))
        await pilot.press("down", "enter", *"Cy", "enter")
        await until(pilot, lambda: answers)
        assert answers == [CreateInvite(role=Role.VIEWER, for_name="Cy")]


async def test_a_token_of_an_agent_says_what_is_wrong_as_one_types(home: Path) -> None:
    async with started(home) as pilot:
        answers = await ask(pilot, AgentTokenScreen(Schema(())))
        await pilot.press(*"Sc!")
        await until(pilot, lambda: "small letters" in problem(pilot))
        await pilot.press("backspace", "backspace", "backspace", *"scout", "tab", *"row.lisp")
        await until(pilot, lambda: "no action 'row.lisp'" in problem(pilot))
        await pilot.press("backspace", "t", "enter")
        await until(pilot, lambda: answers)
        assert answers == [CreateToken(agent="agent:scout", actions=("row.list",), expires_days=90)]


async def test_what_is_shown_once_is_whole_and_can_be_copied(home: Path) -> None:
    secret = "lattice-invite:" + "".join(f"{n:03}" for n in range(90))
    async with started(home) as pilot:
        answers = await ask(pilot, ShownOnce("The invitation", secret, "Send it."))
        lines = [line.partition("│")[2].partition("│")[2] for line in shown(pilot).splitlines()]
        assert secret in "".join(line.rpartition("│")[0].rpartition("│")[0].strip() for line in lines)
        await pilot.press("y")
        assert pilot.app.clipboard == secret
        await pilot.press("escape")
        await until(pilot, lambda: answers)
        assert secret not in "".join(words for _, words in pilot.app.said)


def picture(folder: Path, size: tuple[int, int]) -> Path:
    path = folder / f"{size[0]}.png"
    Image.new("RGB", size, "teal").save(path)
    return path


async def test_the_settings_of_the_workspace_are_changed_and_a_logo_is_drawn(
    home: Path, tmp_path: Path
) -> None:
    svg = tmp_path / "x.svg"
    svg.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    async with workbench(home, (100, 40)) as bench:

        async def use(path: Path) -> None:
            screen = bench.app.screen
            screen.query_one("#logo-set", Button).press()
            await bench.until(lambda: isinstance(bench.app.screen, AskPath), "the path")
            await bench.until(lambda: bench.app.focused is not None, "the field")
            await typed(bench.pilot, str(path))
            await bench.press("enter")
            await bench.until(lambda: bench.app.screen is screen)

        await bench.press("W")
        await bench.until(lambda: isinstance(bench.app.screen, WorkspaceSettings), "the settings")
        assert "every member sees it" in shown(bench.pilot)
        await use(svg)
        await bench.until(lambda: problem(bench.pilot), "why not")
        assert not (await bench.client.run(ReadLogo())).value.data
        good = picture(tmp_path, (32, 32))
        await use(good)
        await bench.until(lambda: bench.app.screen.query("HalfBlocks"), "the picture")
        assert base64.b64decode((await bench.client.run(ReadLogo())).value.data) == good.read_bytes()
        Image.open(io.BytesIO(good.read_bytes())).verify()
        bench.app.screen.query_one("#logo-remove", Button).press()
        await bench.until(lambda: not bench.app.screen.query("HalfBlocks"), "no picture")
        await bench.press(*"!", "tab", "tab", *"Be brief", "ctrl+s")
        await bench.until(lambda: bench.app.screen is bench.screen, "saved")
        assert (await bench.client.run(ReadInstructions())).value.text == "Be brief"
        await bench.until(lambda: bench.screen.top_bar.workspace == bench.screen.bench.me.name)
        assert not (await bench.client.run(ReadLogo())).value.data


async def test_people_of_a_workspace_on_this_machine_say_what_to_do(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.press("M")
        await bench.until(lambda: "yours alone" in shown(bench.pilot), "alone")
        await bench.press("n")
        await bench.until(lambda: bench.said("lattice publish"))
        await bench.press("right_square_bracket")
        await bench.until(lambda: "publish" in str(bench.screen.tabs.current.query_one(".empty").content))
