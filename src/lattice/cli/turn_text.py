"""What happens in a turn as lines for people: calls of tools, what they came to, what stands below it all."""

from __future__ import annotations

import json
from typing import Any

from lattice.cli.output import count
from lattice.model.chat import CallBlock, CallStatus, ResultBlock
from lattice.model.visible import visible

#: Characters of a call and of a result on their line; `--json` shows all of them.
_CALL_CHARS, _RESULT_CHARS = 100, 100
#: What a call came to, where that is not simply done.
_SAID = {
    CallStatus.DONE: "",
    CallStatus.FAILED: "failed",
    CallStatus.DENIED: "not allowed",
    CallStatus.STOPPED: "not carried out",
    CallStatus.UNKNOWN: "cut off",
}


def call_line(call: CallBlock, result: ResultBlock | None, words: str = "") -> str:
    """`query_rows people where city = Oslo · 4 rows · 0.2 s` on one line, harmless on a terminal."""
    parts = [_cut(words or _input_words(call), _CALL_CHARS)]
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


def seconds(elapsed_ms: float) -> str:
    """`0.2 s`, `12 ms`."""
    return f"{elapsed_ms:.0f} ms" if elapsed_ms < 100 else f"{elapsed_ms / 1000:.1f} s"


def changes_words(changes: int) -> str:
    """`3 changes`, `nothing changed`."""
    return count(changes, "change") if changes else "nothing changed"
