"""What is kept of a chat over a restart: which conversation, what was typed, what was said before."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec

from lattice.model.chat import AttachmentBlock
from lattice.places import write_whole

#: Messages that `up` brings back.
REMEMBERED = 200


class Size(StrEnum):
    """How much of the screen the chat takes."""

    NARROW = "narrow"
    WIDE = "wide"
    FULL = "full"


class ChatState(msgspec.Struct, frozen=True, omit_defaults=True):
    """The chat of one workspace."""

    thread: str = ""
    """The conversation that was shown last; empty for a new one."""
    shown: bool = False
    size: Size = Size.NARROW
    draft: str = ""
    """What was typed and not sent."""
    attached: tuple[AttachmentBlock, ...] = ()
    """Files beside the draft."""
    said: tuple[str, ...] = ()
    """What was sent, oldest first; the last `REMEMBERED`."""
    model: str = ""
    """For new conversations, where the person chose one."""


def chat_path(home: Path, workspace_id: str) -> Path:
    """Where it is kept; the id is ours and has no separators."""
    return home / "state" / f"{workspace_id}.chat.json"


def load_chat(path: Path) -> ChatState:
    """What was kept at `path`; a fresh state when there is none or it cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=ChatState)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return ChatState()


def save_chat(path: Path, state: ChatState) -> None:
    """Write the state so that a crash leaves the old one or the new one; raises `unwritable`, `disk_full`."""
    write_whole(path, msgspec.json.encode(state))
