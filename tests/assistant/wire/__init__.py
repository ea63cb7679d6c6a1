"""A local service that speaks the Messages API on the wire and answers from a script.

In an async test, in the same loop:

    async with Wire([
        [think("Look first."), call("row_list", table="people")],  # the first request: a call
        lambda asked: [say(f"There are {asked.results['toolu_0001_01']}.")],  # the second, from what came
    ]) as wire:
        async with opened(wire) as provider:
            ...
        assert wire.asked[1].results == {...}

A turn is a list of actions, or a function from the request (`Asked`) to one. Each request for messages takes
the next turn; when none is left, `otherwise` answers, and without it a 400 that says so. `aside` may answer
first, without taking a turn: `Wire(script, aside=titled("Airports"))` for requests that come beside the
conversation.

- Blocks: `say`, `think`, `redacted`, `call` (several are parallel), `broken_call` (input that is no JSON).
  Ids of calls are `toolu_NNNN_II`: the number of the request from 1, the number of the block from 0; or your
  own.
- Ends: `stop(reason)`, `refuse(words)`; without one `tool_use` after calls, else `end_turn`. `used(...)`
  tokens.
- Failures: first in a turn `fail(status, …)`, `overloaded()`, `limited(retry_after)`, `too_long()`, `drop()`
  answer the request; later in a turn `fail` is an `error` event, `drop()` breaks the connection, and
  `drop(clean=True)` ends the body early as if it were whole.
- Time: `pause(seconds)`; `hold()` until `wire.release()`. Bytes: `cut(every=1)`, `cut(at=(100, 101))`,
  `cut(breaks=100)`, in a turn or for all of them as `Wire(cut=…)`. Other events: `Ping()`,
  `Event(name, data)`, `Raw(text)`.

What was asked: `wire.asked` (messages), `wire.requests` (all), `await wire.until_asked(2)`; an `Asked` has
`body`, `headers`, `system`, `said`, `results`, `failures`, `tools`, `breakpoints`, `left_at` (the client
closed the connection early), `gone`. Requests that the real service would refuse get its 400 in its words:
calls without results, results without calls, empty texts, bad names of tools, too many breakpoints;
`Wire(strict=False)` lets them pass. `Wire(bound=True)` also refuses thinking that comes back after anything
before it has changed, as newer models do. `Wire(key="sk-…")` refuses other keys with 401.

In a test that is not async: `with serving(Wire([...])) as wire:`. As a process, for command lines and by
hand: `python -m tests.assistant.wire SCRIPT.json --port N` (or `demo` for the built-in script); it prints its
address. A script as JSON is `{"turns": [[{"do": "say", "text": "Hello"}, …], …], "asides": […], "otherwise":
[…]}`.
"""

from tests.assistant.wire.actions import (
    Call,
    Cut,
    Drop,
    Event,
    Fail,
    Hold,
    Pause,
    Ping,
    Raw,
    Say,
    Stop,
    Think,
    Turn,
    Used,
    broken_call,
    call,
    cut,
    drop,
    fail,
    hold,
    limited,
    overloaded,
    pause,
    redacted,
    refuse,
    say,
    stop,
    think,
    too_long,
    used,
)
from tests.assistant.wire.asked import Asked
from tests.assistant.wire.opened import KEY, QUICK, a_key, opened
from tests.assistant.wire.script import DEMO, Script, read, titled, wired
from tests.assistant.wire.server import Wire, serving

__all__ = [
    "DEMO",
    "KEY",
    "QUICK",
    "Asked",
    "Call",
    "Cut",
    "Drop",
    "Event",
    "Fail",
    "Hold",
    "Pause",
    "Ping",
    "Raw",
    "Say",
    "Script",
    "Stop",
    "Think",
    "Turn",
    "Used",
    "Wire",
    "a_key",
    "broken_call",
    "call",
    "cut",
    "drop",
    "fail",
    "hold",
    "limited",
    "opened",
    "overloaded",
    "pause",
    "read",
    "redacted",
    "refuse",
    "say",
    "serving",
    "stop",
    "think",
    "titled",
    "too_long",
    "used",
    "wired",
]
