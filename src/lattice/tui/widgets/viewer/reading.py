"""Reading a file's text through the client, whole or in the parts that it is kept in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from lattice.actions import GetRow, ListParts, ReadFile
from lattice.client import Client
from lattice.model.files import FILES, File, PartHead, file_of
from lattice.tui.widgets.viewer.flow import Flow
from lattice.tui.widgets.viewer.parts import PartSection

#: Characters of one answer, the most that the action gives.
STRETCH = 200_000
#: Parts of one answer.
PARTS = 1_000


async def read_file(client: Client, file_id: str) -> File:
    """What is known of a file. Raises LatticeError."""
    return file_of((await client.run(GetRow(table=FILES, id=file_id))).value)


async def read_text(client: Client, file_id: str, *, version: int | None = None, limit: int = 1 << 62) -> str:
    """A file's text, at most `limit` characters of it. Raises LatticeError."""
    found: list[str] = []
    start: int | None = 0
    length = 0
    while start is not None and length < limit:
        action = ReadFile(id=file_id, start=start, length=STRETCH, version=version)
        answer = (await client.run(action)).value
        found.append(answer.text)
        length += len(answer.text)
        start = answer.next
    return "".join(found)[:limit]


async def parts_flow(client: Client, file: File) -> Flow:
    """The text of a document with its pages; what a part says is read when somebody looks at it.

    Raises LatticeError.
    """
    heads: list[PartHead] = []
    while True:
        answer = (await client.run(ListParts(id=file.id, offset=len(heads), limit=PARTS))).value
        heads += answer.parts
        if len(heads) >= answer.total or not answer.parts:
            break
    sections = [PartSection(head, heads[i - 1] if i else None) for i, head in enumerate(heads)]
    flow: Flow

    async def fetch(indexes: Sequence[int]) -> AsyncIterator[None]:
        # neighbours come with what is asked for: turning a page then finds them here
        around = range(max(0, min(indexes) - 2), min(len(sections), max(indexes) + 4))
        for first, last in _stretches([i for i in around if not sections[i].ready], heads):
            start, end = heads[first].at, heads[last].at + heads[last].chars
            text = (
                await client.run(ReadFile(id=file.id, start=start, length=max(1, end - start)))
            ).value.text
            for index in range(first, last + 1):
                at = heads[index].at - start
                sections[index].take(text[at : at + heads[index].chars])
                flow.arrived(index)
            yield

    flow = Flow(sections, fetch=fetch)
    return flow


def _stretches(wanted: Sequence[int], heads: Sequence[PartHead]) -> list[tuple[int, int]]:
    """Neighbouring parts that one answer holds, as first and last."""
    found: list[tuple[int, int]] = []
    for index in wanted:
        if found and found[-1][1] == index - 1:
            first = found[-1][0]
            if heads[index].at + heads[index].chars - heads[first].at <= STRETCH:
                found[-1] = (first, index)
                continue
        found.append((index, index))
    return found
