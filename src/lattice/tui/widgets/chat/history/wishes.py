"""What the history of a chat asks of the pane that it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message as Wish

from lattice.model.chat import Message


@dataclass
class MoreWanted(Wish):
    """The reader is at the top: the messages before number `before` are wanted, by `prepend`."""

    before: int


@dataclass
class UndoCall(Wish):
    """What one call changed is to be taken back."""

    change_ids: tuple[str, ...]
    words: str
    """What the call did, in one line."""


@dataclass
class UndoTurn(Wish):
    """All that a turn changed is to be taken back."""

    turn: str
    changes: int


@dataclass
class Retry(Wish):
    """What the person said in that turn is to be answered anew."""

    turn: str
    message: Message | None
    """The person's; None when it stands above what was loaded."""


@dataclass
class Edit(Wish):
    """The person wants to say this otherwise."""

    message: Message


@dataclass
class Fork(Wish):
    """A conversation is to begin with the messages up to and with this one."""

    message: Message


@dataclass
class OpenRef(Wish):
    """A row or file is to be opened."""

    table: str
    id: str


@dataclass
class OpenAddress(Wish):
    """An address of the web is to be opened: ask first, and show all of it."""

    url: str
