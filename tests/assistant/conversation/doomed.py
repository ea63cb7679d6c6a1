"""A process whose turns are killed: `python -m tests.assistant.conversation.doomed`.

Each line on its input is a job, `{"path", "url", "thread"}`; it is run in a child, whose number is printed,
and then what the child ended with. The imports are paid for once.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from lattice.assistant.events import ApprovalAsked
from lattice.assistant.provider import sdk
from lattice.client import open_local
from lattice.model.chat import TextBlock
from lattice.model.people import Caller
from lattice.model.policy import Decision
from tests.assistant.conversation.talking import an_assistant


async def run(job: dict[str, str]) -> None:
    """One turn, to its end if nobody kills it."""
    client = await open_local(Path(job["path"]), caller=Caller("human:ada"))
    assistant = an_assistant(client, job["url"])

    async def decide(asked: ApprovalAsked) -> Decision:
        return Decision.NO

    await assistant.run_turn(job["thread"], (TextBlock("Do it all"),), tell=lambda event: None, decide=decide)
    await assistant.rest()
    await assistant.close()
    await client.close()


def main() -> None:
    """Run jobs until the input ends."""
    asyncio.run(sdk.warm())
    _say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            asyncio.run(run(json.loads(line)))
            os._exit(0)
        _say(str(child))
        _, status = os.waitpid(child, 0)
        _say(str(status))


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
