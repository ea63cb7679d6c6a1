"""One query in a thread of its own, which nobody has to wait for."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Mapping
from pathlib import Path

from lattice.databases import sqlite_query
from lattice.databases.sqlite_query import Answer, View, run_query, took_longer
from lattice.model.errors import LatticeError

#: How long a query that is to stop is waited for, in seconds.
STOPPING_S = 1.0
#: How much longer than its own limit a query is waited for, in seconds.
GRACE_S = 2.0
#: Queries that run at once; more are refused, since one that cannot be stopped keeps its thread.
MOST_AT_ONCE = 32

# Why not asyncio.to_thread: SQLite looks at the clock and at `stop` only between two steps of its machine,
# and one call of a function such as instr() is one step, which may take hours. Nothing can end it but the
# end of the process; and a process ends only when the threads of the default executor have. A daemon
# thread is left behind instead. It only reads, in a connection of its own, so nothing is lost with it.
_running = threading.BoundedSemaphore(MOST_AT_ONCE)


async def ask(path: Path, views: Mapping[str, View], sql: str, limit: int) -> Answer:
    """Answer one SELECT as `run_query` does; raises what it raises, and `busy` when too many run.

    Cancelled, or out of time, it returns within a moment even when SQLite does not.
    """
    if not _running.acquire(blocking=False):
        raise LatticeError("busy", "Too many queries are running.", "Try again when some of them have ended.")
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Answer] = loop.create_future()
    # looked at, so that asyncio does not complain of an error that comes when nobody waits any more
    done.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
    stop = threading.Event()

    def settle(answer: Answer | None, error: BaseException | None) -> None:
        if done.done():
            return
        if answer is not None:
            done.set_result(answer)
        elif error is not None:
            done.set_exception(error)

    def work() -> None:
        answer: Answer | None = None
        failure: BaseException | None = None
        try:
            answer = run_query(path, views, sql, limit, stop)
        except BaseException as error:  # noqa: BLE001  # the edge of the thread: raised where it is awaited
            failure = error
        _running.release()
        with contextlib.suppress(RuntimeError):  # nobody waits any more, and the loop is closed
            loop.call_soon_threadsafe(settle, answer, failure)

    try:
        threading.Thread(target=work, name="lattice-sql", daemon=True).start()
    except RuntimeError:  # the system has no more threads
        _running.release()
        raise
    try:
        await asyncio.wait({done}, timeout=sqlite_query.TIME_LIMIT_S + GRACE_S)
        if not done.done():
            raise took_longer()
        return done.result()
    finally:
        if not done.done():
            stop.set()
            # most stop within a millisecond; then their file is no longer open when the workspace closes
            await asyncio.wait({done}, timeout=STOPPING_S)
            done.cancel()
