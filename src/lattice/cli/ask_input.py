"""What is asked: the words, what is piped in beside them, the files."""

from __future__ import annotations

import asyncio
import itertools
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lattice.cli.output import note
from lattice.client import Client
from lattice.model.chat import AttachmentBlock, Block, TextBlock
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import file_of
from lattice.model.rows import Row
from lattice.settings import Settings

#: Bytes of piped text that are quoted in the message; what is longer becomes a file.
QUOTED_BYTES = 8_000
#: Bytes of a question that is piped in.
QUESTION_BYTES = 200_000
#: Whoever waits for standard input that long is told so, in seconds.
_PATIENCE_S = 2.0
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Piped(NamedTuple):
    """What comes through standard input."""

    head: bytes
    """Its beginning; all of it unless it is longer than what was looked for."""
    rest: Iterator[bytes]

    @property
    def text(self) -> str | None:
        """The beginning as text; None when it is none."""
        try:
            text = self.head.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None
        return None if "\0" in text else text


def is_piped() -> bool:
    """Whether standard input is something else than a person at a keyboard."""
    return sys.stdin is not None and not sys.stdin.isatty()


async def read_piped(pieces: Iterator[bytes], most: int) -> Piped:
    """The beginning of standard input, and what comes behind it."""
    reading = asyncio.ensure_future(asyncio.to_thread(_head, pieces, most))
    done, _ = await asyncio.wait({reading}, timeout=_PATIENCE_S)
    if not done:
        note("Reading standard input; `< /dev/null` says that there is none.")
    return Piped(await reading, pieces)


def _head(pieces: Iterator[bytes], most: int) -> bytes:
    """Pieces until they are more than `most` bytes, or to their end."""
    head = b""
    for piece in pieces:
        head += piece
        if len(head) > most:
            break
    return head


async def question(words: str, pieces: Iterator[bytes]) -> str:
    """What is asked: the words, or for `-` and none at all standard input; raises `usage`, `too_large`."""
    if words and words != "-":
        return words
    if not words and not is_piped():
        raise _usage("Nothing is asked.", 'As in: lattice ask "how many people are there?"')
    piped = await read_piped(pieces, QUESTION_BYTES)
    if len(piped.head) > QUESTION_BYTES:
        raise LatticeError(
            "too_large",
            f"A question of more than {QUESTION_BYTES:,} bytes.",
            'Say what is asked, and pipe the rest in: lattice ask "what is wrong here" < FILE',
            stage=Stage.CONSTRAINTS,
        )
    text = piped.text
    if text is None:
        raise _usage("What came through standard input is not text in UTF-8.", "Say beside it what is asked.")
    if not text.strip():
        raise _usage("Nothing came through standard input.", "Say what is asked.")
    return text.strip()


def _usage(message: str, hint: str) -> LatticeError:
    return LatticeError("usage", message, hint, stage=Stage.CONSTRAINTS)


class Bringer:
    """Brings what stands beside the question into the workspace, as one group with the turn."""

    def __init__(self, client: Client, settings: Settings, turn: str) -> None:
        self._client = client
        self._settings = settings
        self._turn = turn
        self.brought = 0
        """How many files came in."""

    async def piped(self, pieces: Iterator[bytes]) -> tuple[Block, ...]:
        """Short text quoted; what is long, no text, or names an address, as a file.

        An address in a message counts as written by the person, who has not written what they pipe in.
        """
        piped = await read_piped(pieces, QUOTED_BYTES)
        if not piped.head:
            return ()
        text = piped.text
        if text is not None and len(piped.head) <= QUOTED_BYTES and not _ADDRESS.search(text):
            return (TextBlock(_quoted(text)),) if text.strip() else ()
        from lattice.ingest.files import add_bytes

        name = "standard-input.txt" if text is not None else ""
        chunks = itertools.chain([piped.head], piped.rest)
        kept = await add_bytes(
            self._client, name, chunks, source="stdin", group_id=self._turn, untrusted=True
        )
        self.brought += 1
        return (_attachment(kept.row),)

    async def files(self, sources: Sequence[str]) -> tuple[Block, ...]:
        """Files of this disk, which come in, or of the workspace; raises `not_found`, `usage`."""
        return tuple([_attachment(await self._file(source)) for source in sources])

    async def _file(self, source: str) -> Row:
        place = Path(source)
        if "://" in source:
            raise _usage(
                f"{source!r} is an address.", "Write it into the question, or `lattice file add` it."
            )
        if await asyncio.to_thread(place.is_dir):
            raise _usage(f"{source!r} is a folder.", f"`lattice file add {source}` brings it in; then ask.")
        if await asyncio.to_thread(place.exists):
            from lattice.ingest.files import add_path

            kept = await add_path(self._client, source, store=self._settings.files.store, group_id=self._turn)
            self.brought += kept.outcome.value != "unchanged"
            return kept.row
        from lattice.actions.rows import GetRow
        from lattice.cli.file_ids import find_file
        from lattice.model.files import FILES

        found = await find_file(self._client, source)
        return (await self._client.run(GetRow(table=FILES, id=found.id))).value


def _attachment(row: Row) -> AttachmentBlock:
    file = file_of(row)
    return AttachmentBlock(file.id, file.name, file.media_type)


def _quoted(text: str) -> str:
    """As data, between fences that nothing in it closes."""
    ticks = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"From standard input, as data:\n\n{fence}\n{text.rstrip(chr(10))}\n{fence}"
