"""What is told of people and of what they see."""

from __future__ import annotations

from typing import Any

import pytest

from lattice.model.events import Event
from lattice.model.members import Invite, Member
from lattice.model.people import Role
from lattice.tui.sharing_words import row_badge, row_words
from lattice.tui.widgets.people.lines import invite_state, member_line
from lattice.tui.words import event_words

AT = "2026-11-20T10:00:00.000000Z"


def event(op: str, after: dict[str, Any], *, actor: str = "human:ada", **known: Any) -> Event:
    fields = {"table": None, "table_id": None, "row_id": None, "on_behalf_of": None, **known}
    return Event(1, "e", "c", None, AT, actor, origin="api", op=op, after=after, **fields)


PEOPLE = {"table": "people", "table_id": "t", "row_id": "r", "label": "Ada [b]Berg"}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (event("member.join", {"member": "human:bo"}, actor="human:bo"), "bo joined"),
        (event("member.leave", {}, actor="human:bo"), "bo left the workspace"),
        (event("member.role", {"member": "human:bo", "role": "admin"}), "ada made bo admin"),
        (event("member.remove", {"member": "human:bo"}), "ada removed bo"),
        (event("member.readmit", {"member": "human:bo"}), "ada let bo in again"),
        (event("invite.create", {"id": "i"}), "ada invited someone"),
        (event("token.create", {"id": "t", "agent": "agent:scout"}), "ada made a token for agent:scout"),
        (event("workspace.set_logo", {}), "ada changed the logo of the workspace"),
        (event("row.share", {"_visibility": "private"}, **PEOPLE), "ada made people/Ada [b]Berg private"),
        (
            event("row.share", {"_visibility": "everyone"}, **PEOPLE),
            "ada shared people/Ada [b]Berg with everyone",
        ),
        (
            event("row.share", {"_read": ["human:bo", "human:cy"], "_write": ["human:di"]}, **PEOPLE),
            "ada shared people/Ada [b]Berg with di, bo and 1 more",
        ),
        (
            event("row.delete", {}, actor="agent:assistant", **PEOPLE | {"on_behalf_of": "human:bo"}),
            "bo's assistant deleted people/Ada [b]Berg",
        ),
        (
            event("row.delete", {}, actor="agent:scout", **PEOPLE | {"on_behalf_of": "human:bo"}),
            "agent:scout for bo deleted people/Ada [b]Berg",
        ),
    ],
)
def test_the_feed_says_who_did_what_to_whom(told: Event, words: str) -> None:
    assert event_words(told) == words


def test_a_row_that_is_not_for_everyone_says_so_by_a_sign_and_in_words() -> None:
    assert row_badge("everyone", "human:bo", "human:ada") == ""
    assert row_badge("private", "human:ada", "human:ada") == "⊘ only you"
    assert row_badge("custom", "human:bo", "human:ada") == "◐ bo and some"
    assert "bo sees this row" in row_words("private", "human:bo", "human:ada")


def test_an_invitation_waits_until_it_is_used_withdrawn_or_too_old() -> None:
    invite = Invite("i", Role.EDITOR, "", "human:ada", AT, "2026-11-27T10:00:00.000000Z")
    assert invite_state(invite, "2026-11-21T10:00:00.000000Z") == "waits"
    assert invite_state(invite, "2026-11-28T10:00:00.000000Z") == "expired"
    used = Invite("i", Role.EDITOR, "", "human:ada", AT, AT, used_at=AT)
    assert invite_state(used, "2026-11-28T10:00:00.000000Z") == "used"


def test_names_stand_beside_handles_where_there_is_room() -> None:
    bo = Member("human:bo", "Bo [i]Lind", Role.EDITOR, AT)
    assert "Bo [i]Lind" in member_line(bo, "human:ada", (), 100).plain
    assert "Bo [i]Lind" not in member_line(bo, "human:ada", (), 55).plain
