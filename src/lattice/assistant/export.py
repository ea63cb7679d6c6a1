"""A conversation as one Markdown document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lattice.assistant.tools.words import call_words
from lattice.model.chat import (
    AttachmentBlock,
    CallBlock,
    Message,
    MessageStatus,
    NoteBlock,
    ResultBlock,
    Role,
    TextBlock,
    Thread,
)
from lattice.model.visible import visible

#: Kinds of notes that say nothing to who reads the conversation later.
_SILENT = frozenset({"screen", "continued"})
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
#: Where raw HTML would begin; addresses in angle brackets are none.
_TAG = re.compile(r"<(?!https?:)(?=[A-Za-z/!?])")
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|])")


def thread_markdown(thread: Thread, messages: Iterable[Message]) -> str:
    """What was said and done, oldest first: words as they are, calls as one line each, without thinking."""
    said = list(messages)
    results = {b.call_id: b for m in said for b in m.blocks if isinstance(b, ResultBlock)}
    parts = [f"# {_plain(thread.title) or 'Conversation'}", _facts(thread)]
    speaker = ""
    for message in said:
        body = _body(message, results)
        if not body:
            continue
        heading = _speaker(message)
        if heading != speaker:
            parts.append(f"## {heading}")
            speaker = heading
        parts.append(body)
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(thread: Thread) -> str:
    used = thread.usage
    cost = f" · {used.tokens:,} tokens · ${used.cost / 1_000_000:.2f}" if used.tokens else ""
    return f"{thread.begun_at[:16].replace('T', ' ')} UTC · {thread.messages} messages{cost}"


def _speaker(message: Message) -> str:
    if message.role is Role.PERSON:
        return _plain(message.by.partition(":")[2] or message.by)
    return "Assistant"


def _body(message: Message, results: dict[str, ResultBlock]) -> str:
    parts: list[str] = []
    for block in message.blocks:
        match block:
            case TextBlock() if block.text.strip():
                parts.append(_inactive(visible(block.text, lines=True).strip()))
            case AttachmentBlock():
                parts.append(f"Attached: [{_plain(block.name)}](lattice://_files/{block.file_id})")
            case CallBlock():
                parts.append(_call(block, results.get(block.id)))
            case NoteBlock() if block.kind not in _SILENT:
                parts.append(_quoted(block.text))
            case _:
                pass
    if message.status is MessageStatus.STOPPED and message.role is Role.ASSISTANT:
        parts.append("*Stopped.*")
    elif message.status is MessageStatus.INTERRUPTED and message.role is Role.ASSISTANT:
        parts.append("*Interrupted.*")
    elif message.status is MessageStatus.FAILED and message.error:
        parts.append(_quoted(message.error))
    return "\n\n".join(parts)


def _inactive(text: str) -> str:
    """Markdown in which nothing loads by itself when it is shown elsewhere, and no line names a speaker.

    An image would tell its address, and what was put into it, to whoever answers there. Code stays as it is.
    """
    lines: list[str] = []
    fence = ""
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if mark and (not fence or (line.strip() == mark[1] and mark[1].startswith(fence))):
            fence = "" if fence else mark[1]
        elif not fence:
            line = _TAG.sub("&lt;", line.replace("![", "\\!["))
            line = f"#{line}" if line.lstrip().startswith("## ") else line
        lines.append(line)
    return "\n".join(lines)


def _call(call: CallBlock, result: ResultBlock | None) -> str:
    came = f" → {result.status.value}: {_plain(result.words)}" if result is not None else ""
    return f"- {_plain(call_words(call.name, call.input))}{came}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {_plain(line)}" for line in text.splitlines())


def _plain(text: str) -> str:
    """One line in which nothing is markup."""
    return _SIGNS.sub(r"\\\1", visible(" ".join(text.split())))
