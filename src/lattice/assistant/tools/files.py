"""Tools that read files and write artifacts."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from lattice.actions import (
    CreateArtifact,
    GetRow,
    ListParts,
    ListRows,
    Outcome,
    ReadFile,
    UpdateArtifact,
    UpdateFile,
)
from lattice.assistant.tools.base import ToolOutcome, Using, tool
from lattice.assistant.tools.provenance import STRANGERS, Origin, json_line, origin_of_row, plain, wrapped
from lattice.assistant.tools.schema import Input, bare_id, wrong
from lattice.assistant.tools.tabled import FRAME, rows_text, shortened, sourced_text
from lattice.model.files import FILES
from lattice.model.references import ref
from lattice.model.rows import Row

FileId = Annotated[str, Meta(description="Id of the file, or its lattice:// reference.")]
#: What a list of files says of each.
_COLUMNS = ("name", "title", "kind", "summary", "media_type", "pages", "chars", "status", "untrusted")
#: Characters of a heading in an outline.
_HEADING = 160


class ListFilesInput(Input, frozen=True):
    """Files and artifacts (documents written here), newest first, with title, summary, kind and size."""

    where: Annotated[
        str,
        Meta(description="Filter, as in query_rows: `kind = artifact`, `name ~ report`, `status != ready`."),
    ] = ""
    limit: Annotated[int, Meta(description="Files wanted.", ge=1, le=200)] = 30
    after: Annotated[str, Meta(description="Cursor of the page before, with the same filter.")] = ""


@tool(ListFilesInput, "row.list")
async def list_files(using: Using, ask: ListFilesInput) -> ToolOutcome:
    """A page of files; one that does not fit is asked for again, shorter."""
    wanted = ListRows(
        table=FILES,
        where=ask.where,
        sort=("-_created_at",),
        columns=_COLUMNS,
        limit=ask.limit,
        after=ask.after or None,
    )
    page = await using.read(wanted)
    if not page.rows:
        return ToolOutcome("There are no such files.", "no files")
    lines = rows_text(page.rows, FILES, await using.me(), using.max_chars - FRAME, {})
    following = page.next
    if lines.count < len(page.rows):
        following = (await using.read(msgspec.structs.replace(wanted, limit=lines.count))).next
    refs = tuple(ref(FILES, row.id) for row in page.rows[: lines.count])
    using.known.add(refs)
    note = f"Go on with after={json_line(following)}." if following is not None else "That is all."
    said = f"{lines.count} file{'' if lines.count == 1 else 's'}"
    return ToolOutcome(f"{said}, newest first. {note}\n{lines.text}", said, refs=refs)


class ReadFileInput(Input, frozen=True):
    """The text of a file, a stretch at a time: from a character, a page or a heading on. With `outline` its
    pages and headings, and where they begin, without text."""

    id: FileId
    start: Annotated[int, Meta(description="Character to begin at, from 0.", ge=0)] | None = None
    page: Annotated[int, Meta(description="Page to begin at.", ge=1)] | None = None
    heading: Annotated[str, Meta(description="Beginning of the heading to begin at.")] = ""
    length: Annotated[int, Meta(description="Characters; as many as fit when left out.", ge=1)] | None = None
    version: Annotated[int, Meta(description="Number of an earlier version.", ge=1)] | None = None
    outline: Annotated[bool, Meta(description="Pages and headings instead of text.")] = False


@tool(ReadFileInput, "file.read", "file.parts", "row.get", needs=("file.read",))
async def read_file(using: Using, ask: ReadFileInput) -> ToolOutcome:
    """A stretch of text, or the parts it stands in."""
    file_id = bare_id(ask.id)
    if ask.outline:
        return await _outline(using, file_id, ask)
    room = using.max_chars - FRAME
    found = await using.read(
        ReadFile(
            id=file_id,
            start=ask.start,
            page=ask.page,
            heading=ask.heading or None,
            length=min(ask.length or room, room),
            version=ask.version,
        )
    )
    own = ref(FILES, found.id)
    using.known.add((own,))
    words = f"{found.name}: characters {found.start:,} to {found.end:,} of {found.total:,}"
    if not found.total:
        return ToolOutcome("It has no text; list_files says why.", f"{found.name}: no text", refs=(own,))
    origin = await _origin(using, found.id, untrusted=found.untrusted)
    # what is made visible takes more room than it did
    text, end = _shown(found.text, room), found.end
    if text is None:
        half = max(1, len(found.text) // 8)
        text, end = plain(found.text[:half]), found.start + half
    note = f"Characters {found.start:,} to {end:,} of {found.total:,}."
    if end < found.total:
        note += f" Go on with start={end}."
    named = {"file": found.name, "place": found.place, "under": found.heading}
    place = json_line({k: shortened(v, _HEADING) for k, v in named.items() if v})
    return ToolOutcome(f"{note} {own}\n{wrapped(f'{place}{chr(10)}{text}', origin)}", words, refs=(own,))


def _shown(text: str, room: int) -> str | None:
    """The text as it may be shown; None when that is longer than there is room."""
    shown = plain(text)
    return shown if len(shown) <= room + FRAME // 4 else None


async def _outline(using: Using, file_id: str, ask: ReadFileInput) -> ToolOutcome:
    parts = await using.read(ListParts(id=file_id, offset=ask.start or 0, version=ask.version))
    own = ref(FILES, file_id)
    using.known.add((own,))
    if not parts.parts:
        return ToolOutcome("It has no further parts.", "no outline", refs=(own,))
    origin = await _origin(using, file_id, untrusted=False)
    items = []
    for part in parts.parts:
        said = {
            "at": part.at,
            "chars": part.chars,
            "place": part.place,
            "heading": shortened(part.heading, _HEADING),
        }
        items.append(({k: v for k, v in said.items() if v not in ("", None)}, origin))
    text, count = sourced_text(items, using.max_chars - FRAME)
    shown = (ask.start or 0) + count
    note = f" Go on with start={shown}." if shown < parts.total else ""
    return ToolOutcome(
        f"Parts {ask.start or 0:,} to {shown:,} of {parts.total:,}; `at` is where each begins.{note}\n{text}",
        f"outline of {parts.total:,} parts",
        refs=(own,),
    )


async def _origin(using: Using, file_id: str, *, untrusted: bool) -> Origin:
    """Whose words a file holds; strangers' when that cannot be asked."""
    if untrusted or not await using.may("row.get"):
        return STRANGERS
    row = await using.read(GetRow(table=FILES, id=file_id))
    return origin_of_row(row, await using.me(), FILES)


class CreateArtifactInput(Input, frozen=True):
    """Write a document into the workspace: Markdown unless said. It opens for the person by itself when the
    turn ends. Link rows and files in it as [name](lattice://table/id)."""

    title: Annotated[str, Meta(description="As people call it.")]
    text: Annotated[str, Meta(description="The whole text.")]
    summary: Annotated[str, Meta(description="What it says, in one line.")] = ""
    name: Annotated[str, Meta(description="File name; made from the title when empty.")] = ""
    media_type: Annotated[str, Meta(description="What the text is.")] = "text/markdown"
    source: Annotated[str, Meta(description="What it was made from, in words.")] = ""


@tool(CreateArtifactInput, "artifact.create")
async def create_artifact(using: Using, ask: CreateArtifactInput) -> ToolOutcome:
    """One document."""
    done = await using.write(
        CreateArtifact(
            title=ask.title,
            text=ask.text,
            summary=ask.summary,
            name=ask.name,
            media_type=ask.media_type,
            source=ask.source,
        )
    )
    return _written(using, done, "Written", f"artifact {ask.title} written")


class Stretch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of text that takes the place of another."""

    old: Annotated[str, Meta(description="As it stands there, to the letter, and only once.", min_length=1)]
    new: Annotated[str, Meta(description="What stands there then.")]


class UpdateArtifactInput(Input, frozen=True):
    """Change an artifact: give it another text, or replace one stretch of it; earlier texts stay."""

    id: FileId
    text: Annotated[str | None, Meta(description="The whole new text; or `replace`.")] = None
    replace: Stretch | None = None
    title: Annotated[str | None, Meta(description="A new title.")] = None
    summary: Annotated[str | None, Meta(description="A new summary.")] = None
    expect_version: Annotated[
        int | None, Meta(description="Refuse if its row is not at this _version any more.")
    ] = None


@tool(UpdateArtifactInput, "artifact.update", "row.get", "file.read", needs=("artifact.update",))
async def update_artifact(using: Using, ask: UpdateArtifactInput) -> ToolOutcome:
    """One document; a stretch is replaced in the version that was read, or not at all."""
    if ask.text is not None and ask.replace is not None:
        raise wrong("update_artifact", "it takes `text` or `replace`, not both")
    file_id, text, version = bare_id(ask.id), ask.text, ask.expect_version
    if ask.replace is not None:
        row = await using.read(GetRow(table=FILES, id=file_id))
        version = row.version if version is None else version
        text = await _replaced(using, row, ask.replace)
    done = await using.write(
        UpdateArtifact(id=file_id, text=text, title=ask.title, summary=ask.summary, expect_version=version)
    )
    return _written(using, done, "Changed", f"artifact {done.value.values.get('title') or file_id} changed")


async def _replaced(using: Using, row: Row, stretch: Stretch) -> str:
    """The text of an artifact with one stretch replaced; raises `invalid_action`, `not_found`."""
    kept = b"".join([piece async for piece in using.client.read_bytes(row.id)])
    text = kept.decode("utf-8", "replace")
    count = text.count(stretch.old)
    if count == 0:
        raise wrong("update_artifact", "the stretch `old` does not stand there", "Read the file again.")
    if count > 1:
        raise wrong(
            "update_artifact", f"the stretch `old` stands there {count} times", "Take in more around it."
        )
    return text.replace(stretch.old, stretch.new)


def _written(using: Using, done: Outcome[Row], said: str, words: str) -> ToolOutcome:
    own = ref(FILES, done.value.id)
    using.known.add((own,))
    if done.change_id is None:
        return ToolOutcome(f"It says that already; nothing was changed. {own}", words, refs=(own,))
    text = f"{said}: {own}, at version {done.value.version}. Change {done.change_id}; undo takes it back."
    return ToolOutcome(text, words, (done.change_id,), (own,), (done.value.id,))


class UpdateFileInput(Input, frozen=True):
    """Change what is said about a file: its name, title or summary."""

    id: FileId
    name: Annotated[str | None, Meta(description="A new file name.")] = None
    title: Annotated[str | None, Meta(description="A new title.")] = None
    summary: Annotated[str | None, Meta(description="A new summary, in one line.")] = None


@tool(UpdateFileInput, "file.update")
async def update_file(using: Using, ask: UpdateFileInput) -> ToolOutcome:
    """One file. Whether it is trusted is for people to say."""
    file_id = bare_id(ask.id)
    done = await using.write(UpdateFile(id=file_id, name=ask.name, title=ask.title, summary=ask.summary))
    outcome = _written(
        using, done, "Changed", f"what is said of {done.value.values.get('name') or file_id} changed"
    )
    return msgspec.structs.replace(outcome, artifacts=())
