"""The one table of what `/` does in the chat; completion, help and the palette are made from it."""

from __future__ import annotations

from typing import NamedTuple


class ChatCommand(NamedTuple):
    """One of them."""

    name: str
    words: str
    """What it does, in a few words."""
    argument: str = ""
    """What may follow it: `PATH`."""
    palette: str = ""
    """What the palette calls it; empty when it has no line of its own there."""


COMMANDS: tuple[ChatCommand, ...] = (
    ChatCommand("new", "begin a conversation", palette="New conversation"),
    ChatCommand("threads", "all conversations", palette="Conversations…"),
    ChatCommand("model", "ask another model", "NAME", palette="Choose the model…"),
    ChatCommand("attach", "put a file beside the words", "PATH", palette="Attach a file…"),
    ChatCommand("continue", "go on with what was interrupted"),
    ChatCommand("retry", "answer the last question again", "MODEL", palette="Retry the last answer"),
    ChatCommand("edit", "say the last message otherwise", palette="Edit the last message"),
    ChatCommand("undo", "take back all that the last turn changed", palette="Undo the last turn"),
    ChatCommand("stop", "stop the answer", palette="Stop the answer"),
    ChatCommand("fork", "go on in a copy of this conversation", palette="Fork this conversation"),
    ChatCommand("rename", "give this conversation a title", "TITLE", palette="Rename this conversation…"),
    ChatCommand("export", "write this conversation as Markdown", "PATH", palette="Export this conversation…"),
    ChatCommand("delete", "move this conversation to the trash", palette="Delete this conversation"),
    ChatCommand("usage", "what was used and what it cost", palette="What the assistant used"),
    ChatCommand("instructions", "what assistants should know here", palette="Instructions for assistants…"),
    ChatCommand("policy", "what agents may do here", palette="What agents may do…"),
    ChatCommand("connect", "connect a key"),
    ChatCommand("narrow", "a column at the right", palette="Narrow chat"),
    ChatCommand("wide", "half of the screen", palette="Wide chat"),
    ChatCommand("full", "all of the screen", palette="Chat over the full screen"),
    ChatCommand("hide", "hide the chat; a turn goes on"),
    ChatCommand("clear", "empty the line"),
    ChatCommand("help", "what can be done here"),
)

BY_NAME = {command.name: command for command in COMMANDS}


def command_of(text: str) -> tuple[ChatCommand, str] | None:
    """The command that a line is, with what follows it; None when it is something to say.

    A path or a word with a slash at its beginning that is no command is something to say.
    """
    if not text.startswith("/") or "\n" in text.strip():
        return None
    name, _, rest = text[1:].strip().partition(" ")
    command = BY_NAME.get(name.casefold())
    return (command, rest.strip()) if command is not None else None


def commands_like(begun: str) -> tuple[ChatCommand, ...]:
    """Commands whose names begin like this, then those that have it in their words."""
    wanted = begun.casefold()
    first = [c for c in COMMANDS if c.name.startswith(wanted)]
    return tuple(first + [c for c in COMMANDS if c not in first and wanted and wanted in c.words])
