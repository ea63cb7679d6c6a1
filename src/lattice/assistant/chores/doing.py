"""One job: the chores that are due for a document or a table, in their order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from lattice.assistant.chores.definitions import define
from lattice.assistant.chores.documents import Document, document
from lattice.assistant.chores.due import Job, Kind
from lattice.assistant.chores.extraction import extract
from lattice.assistant.chores.images import describe
from lattice.assistant.chores.levels import Chore
from lattice.assistant.chores.mentions import link
from lattice.assistant.chores.scope import Scope
from lattice.assistant.chores.summaries import summarise
from lattice.model.files import FileKind

#: What is done with a document, in this order: rows that are made of it are not found as rows it names.
_OF_DOCUMENTS: tuple[tuple[Chore, Callable[[Scope, Document], Awaitable[None]]], ...] = (
    (Chore.SUMMARY, summarise),
    (Chore.IMAGE, describe),
    (Chore.LINKS, link),
    (Chore.ROWS, extract),
)


async def do(job: Job, scope: Scope, allowed: frozenset[Chore], did: Callable[[str], None]) -> None:
    """Do what is allowed and not done; `did` is told each chore that is. Raises LatticeError."""
    if job.kind is Kind.DOCUMENT:
        await _document(job, scope, allowed, did)
    elif Chore.DEFINITIONS in allowed:
        await define(scope, job.id)


async def _document(job: Job, scope: Scope, allowed: frozenset[Chore], did: Callable[[str], None]) -> None:
    for chore, work in _OF_DOCUMENTS:
        if chore not in allowed or chore.value in job.done:
            continue
        # read anew each time: a request may have taken long
        doc = await document(scope.agent, job.id, scope.me)
        if doc.row.deleted_at is not None or doc.file.kind is FileKind.ARTIFACT:
            return
        await work(scope, doc)
        did(chore.value)
