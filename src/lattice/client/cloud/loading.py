"""An import on its way to a server: streamed once; when its answer is lost, asked whether it took place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator

import msgspec

from lattice.actions.base import Outcome, check_shape
from lattice.client.cloud import blobs, remote
from lattice.client.cloud.http import AGAIN_S, JSON
from lattice.engine.receipts import check_ids
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id
from lattice.model.loads import LoadBatch, LoadPlan
from lattice.model.rows import LoadReport

#: Seconds that the end of an import may take.
LOAD_S = 600.0
_NDJSON = {"Content-Type": "application/x-ndjson"}


async def load(
    client: remote.RemoteClient,
    plan: LoadPlan,
    batches: Iterable[LoadBatch],
    *,
    op_id: str | None,
    group_id: str | None,
    progress: Callable[[int], None] | None,
) -> Outcome[LoadReport]:
    """See Client.load. The rows go by once, so that after a lost answer only the receipt can be asked for.

    Raises `outcome_unknown` when there is none (yet).
    """
    check_ids(op_id, group_id)
    check_shape(plan, "row.import")
    op_id = op_id or new_id()
    loop = asyncio.get_running_loop()

    def told() -> Iterator[object]:
        yield plan
        count = 0
        for batch in batches:
            yield _sendable(batch)
            count += len(batch.rows)
            if progress is not None:
                loop.call_soon_threadsafe(progress, count)

    try:
        answer = await client.ask(
            "POST",
            "load",
            body=blobs.lines_of(told()),
            headers={**_NDJSON, **remote.ids(op_id, group_id)},
            writes=True,
            again=False,
            read_s=LOAD_S,
        )
    except LatticeError as error:
        done = await _done(client, plan, op_id) if error.code == "outcome_unknown" else None
        if done is None:
            raise
        return done
    return _outcome(answer)


async def _done(client: remote.RemoteClient, plan: LoadPlan, op_id: str) -> Outcome[LoadReport] | None:
    """What the server knows of an import; None when nobody can say within some seconds that it took place.

    It may still be at it: what is not there yet is asked for again. Raises `conflict` for one that is done
    and whose report was too long to be kept.
    """
    for wait_s in AGAIN_S:
        try:
            answer = await client.ask(
                "POST",
                "load/outcome",
                body=msgspec.json.encode(plan),
                headers={**JSON, **remote.ids(op_id, None)},
            )
            return _outcome(answer)
        except LatticeError as error:
            if error.code == "conflict":
                raise
            if error.code not in ("not_found", "unreachable"):
                return None
        await asyncio.sleep(wait_s)
    return None


def _outcome(answer: bytes) -> Outcome[LoadReport]:
    outcome: Outcome[LoadReport] = remote.decoded(answer, Outcome[LoadReport])
    return outcome


def _sendable(batch: LoadBatch) -> LoadBatch:
    """A batch as JSON can say it: numbers that are not finite as words, which the server refuses by line."""
    if all(remote.is_finite(row) for row in batch.rows):
        return batch
    return LoadBatch(batch.lines, [[v if remote.is_finite(v) else str(v) for v in row] for row in batch.rows])
