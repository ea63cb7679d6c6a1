"""Summaries of files, of the whole document; never over anybody's own words."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from lattice.actions import ListEvents, UpdateFile
from lattice.assistant.chores.asking import Said
from lattice.assistant.chores.documents import Document, document, pieces_of
from lattice.assistant.chores.due import GROUP
from lattice.assistant.chores.levels import Chore
from lattice.assistant.chores.plain_words import one_line
from lattice.assistant.chores.scope import Scope
from lattice.client.base import Client
from lattice.model.errors import LatticeError
from lattice.model.files import FILES

#: Characters of a summary.
SUMMARY_CHARS = 700
#: Shorter documents are their own summary.
LEAST_CHARS = 300
#: Characters of the notes on one piece of a long document.
_NOTES_CHARS = 3_000
#: Events of one file that are looked through.
_EVENTS = 1_000

_WHAT = (
    "Summarise a document for people who look for it: 1 to 3 sentences, at most 90 words, in the language of"
    " the document: what kind of document it is, what it is about, what it says or decides, with the names,"
    " dates and numbers that matter. Begin with the matter itself, not with `This document`. Plain words, no"
    " Markdown."
)
_NOTES = (
    "You are given one part of a long document. Note what it says, in at most 200 words and in its language,"
    " so that somebody can summarise the whole document from the notes on all parts. Plain words."
)
_WHOLE = f"You are given the notes on all parts of a long document, in order. {_WHAT}"


class Summary(Said, frozen=True):
    """What a document says."""

    summary: Annotated[str, Meta(description="The text that was asked for.")]


async def summarise(scope: Scope, doc: Document) -> None:
    """Write the summary of a document, if it has none or one of a chore for an earlier text."""
    if doc.file.chars < LEAST_CHARS or not await may_write(scope.agent, doc):
        return
    said = await _summary(scope, doc, await pieces_of(scope.agent, doc.file))
    await keep(scope, doc, said)


async def _summary(scope: Scope, doc: Document, pieces: tuple[str, ...]) -> str:
    if len(pieces) == 1:
        return await _ask(scope, doc, _WHAT, pieces[0], SUMMARY_CHARS)
    notes = [await _ask(scope, doc, _NOTES, piece, _NOTES_CHARS) for piece in pieces]
    return await _ask(scope, doc, _WHOLE, "\n\n".join(note for note in notes if note), SUMMARY_CHARS)


async def _ask(scope: Scope, doc: Document, what: str, text: str, most: int) -> str:
    if not text.strip():
        return ""
    answer = await scope.asker.ask(Summary, what, [doc.head(), doc.text(text)], Chore.SUMMARY)
    return one_line(answer.summary, most) if answer else ""


async def keep(scope: Scope, doc: Document, said: str) -> None:
    """Write it down, if the file is still what was read and nobody has said anything meanwhile."""
    for _ in range(3):
        if not said or not await may_write(scope.agent, doc):
            return
        update = UpdateFile(id=doc.row.id, summary=said, expect_version=doc.row.version)
        try:
            await scope.agent.run(update, group_id=scope.group)
            return
        except LatticeError as error:
            if error.code != "conflict":
                raise
        now = await document(scope.agent, doc.row.id, scope.me)
        if (now.file.text_id, now.file.sha256) != (doc.file.text_id, doc.file.sha256):
            return  # another text: that is due by itself
        doc = now


async def may_write(client: Client, doc: Document) -> bool:
    """Whether the summary is nobody's own word: never written, or last by a chore for an earlier text.

    What a person wrote, emptied or took back stays as the person left it.
    """
    if doc.row.deleted_at is not None:
        return False
    listed = await client.run(ListEvents(table=FILES, row_id=doc.row.id, limit=_EVENTS))
    is_other_text = False
    for event in listed.value.events:
        before, after = event.before or {}, event.after or {}
        if before.get("summary") != after.get("summary"):
            return (event.group_id or "").startswith(GROUP) and is_other_text
        is_other_text |= any(before.get(name) != after.get(name) for name in ("text_id", "sha256"))
    return not doc.file.summary and listed.value.next is None
