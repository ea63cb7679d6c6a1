"""What happens in a turn as lines for people: calls of tools, what they came to, what stands below it all."""

from __future__ import annotations

import json
from typing import Any

from lattice.cli.output import count
from lattice.cli.tables_text import cells
from lattice.model.chat import CallBlock, CallStatus, ResultBlock
from lattice.model.visible import visible

#: Characters of a call and of a result on their line; `--json` shows all of them.
_CALL_CHARS, _RESULT_CHARS, _LEAST_CHARS = 100, 100, 20
#: What a call came to, where that is not simply done.
_SAID = {
    CallStatus.DONE: "",
    CallStatus.FAILED: "failed",
    CallStatus.DENIED: "not allowed",
    CallStatus.STOPPED: "not carried out",
    CallStatus.UNKNOWN: "cut off",
}


def call_line(call: CallBlock, result: ResultBlock | None, words: str = "", room: int | None = None) -> str:
    """`query_rows people where city = Oslo · 4 rows · 0.2 s` on one line, harmless on a terminal.

    With `room`, in cells, what is asked for gives way to what came of it.
    """
    line = _call_line(call, result, words, _CALL_CHARS)
    excess = 0 if room is None else cells(line) - room
    return line if excess <= 0 else _call_line(call, result, words, _least(line, excess))


def _least(line: str, excess: int) -> int:
    """Characters of the call that are left when its line gives up some."""
    return max(_LEAST_CHARS, len(line.partition(" · ")[0]) - excess)


def _call_line(call: CallBlock, result: ResultBlock | None, words: str, most: int) -> str:
    parts = [_cut(words or _input_words(call), most)]
    if result is None:
        return f"{parts[0]} · no answer"
    parts.append(_SAID[result.status])
    parts.append(
        _cut(result.words or (result.text if result.status is CallStatus.FAILED else ""), _RESULT_CHARS)
    )
    if result.elapsed_ms:
        parts.append(seconds(result.elapsed_ms))
    return " · ".join(part for part in parts if part)


def _input_words(call: CallBlock) -> str:
    given = call.invalid or " ".join(f"{key}={_plain(value)}" for key, value in call.input.items())
    return f"{call.name} {given}".rstrip()


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return visible(line if len(line) <= most else line[: most - 1] + "…")


def fitted(text: str, room: int) -> str:
    """The beginning of a line that fits so many cells of a terminal."""
    if cells(text) <= room:
        return text
    text = text[: max(0, room)]
    while text and cells(text) > room - 1:
        text = text[:-1]
    return f"{text}…"


def seconds(elapsed_ms: float) -> str:
    """`0.2 s`, `12 ms`."""
    return f"{elapsed_ms:.0f} ms" if elapsed_ms < 100 else f"{elapsed_ms / 1000:.1f} s"


def changes_words(changes: int, lasting: int = 0) -> str:
    """`3 changes`, `3 changes, 1 of them for good`, `nothing changed`."""
    for_good = f", {lasting} of them for good" if 0 < lasting < changes else ", for good" if lasting else ""
    return count(changes, "change") + for_good if changes else "nothing changed"
