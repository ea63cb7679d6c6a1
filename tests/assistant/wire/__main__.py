"""The server as a process: `python -m tests.assistant.wire SCRIPT.json --port N`; `demo` is built in."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from pathlib import Path

from tests.assistant.wire.script import DEMO, read, wired


async def main() -> None:
    """Serve until the process is told to end."""
    options = argparse.ArgumentParser(prog="python -m tests.assistant.wire", description=__doc__)
    options.add_argument("script", help="a JSON file, or `demo`")
    options.add_argument("--port", type=int, default=0, help="any free one without it")
    given = options.parse_args()
    script = DEMO if given.script == "demo" else read(Path(given.script))
    end = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(one, end.set)
    async with wired(script, given.port) as wire:
        sys.stdout.write(f"{wire.url}\n")
        sys.stdout.flush()
        await end.wait()


if __name__ == "__main__":
    asyncio.run(main())
