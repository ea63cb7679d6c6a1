"""The pages of a file: what is known of it, and its text cut where its parts begin, each read in one go."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence

import msgspec

from lattice.actions import ListParts, ReadFile
from lattice.client import Client
from lattice.context import sections
from lattice.context.frontmatter import quoted
from lattice.context.inline import inline, link, relative
from lattice.context.manifest import EDITION, Manifest
from lattice.context.page import TEXT, Made, PageText, RowPage, heading, write_page
from lattice.context.pages import FOREIGN_NOTE, LABEL_CHARS, ties_of
from lattice.context.register import Neighbour, RowRecord
from lattice.context.scene import Place, Scene
from lattice.context.writer import Draft
from lattice.model.files import File, FileKind, FileStatus, PartHead, file_of
from lattice.model.parts import MARKDOWN
from lattice.model.rows import Row

#: Characters that are asked for at a time.
READ_CHARS = 200_000
#: Further pages that a file's page names one by one.
NAMED_PAGES = 300


class Stretch(msgspec.Struct, frozen=True):
    """What of a file's text stands on one page of the tree."""

    start: int
    """In characters, from 0."""
    end: int
    heads: tuple[PartHead, ...]
    """Of the parts that it holds, or a piece of."""

    @property
    def where(self) -> str:
        """The pages that it is from, as people say it; the headings where there are no pages."""
        places = [head.place for head in self.heads if head.place]
        if places:
            return places[0] if places[0] == places[-1] else f"{places[0]} – {places[-1]}"
        return next((head.heading for head in self.heads if head.heading), "")


def stretches(heads: Sequence[PartHead], chars: int) -> list[Stretch]:
    """A file's parts gathered up to about `chars` characters; a longer part is cut."""
    found: list[Stretch] = []
    held: list[PartHead] = []
    for head in heads:
        if held and head.at + head.chars - held[0].at > chars:
            found.append(_whole(held))
            held = []
        held.append(head)
        if head.chars > chars:
            found += [
                Stretch(at, min(at + chars, head.at + head.chars), (head,))
                for at in range(head.at, head.at + head.chars, chars)
            ]
            held = []
    return [*found, _whole(held)] if held else found


def _whole(heads: Sequence[PartHead]) -> Stretch:
    return Stretch(heads[0].at, heads[-1].at + heads[-1].chars, tuple(heads))


def part_path(record: RowRecord, n: int) -> str:
    """Where the n-th page of a file's text stands; the first is the file's own page."""
    return record.path if n == 1 else f"{record.folder}/{record.name}/part-{n:03d}.md"


class Documents:
    """Makes the pages of files, reading their texts through the client."""

    def __init__(self, client: Client, scene: Scene, known: Manifest | None) -> None:
        self._client = client
        self._scene = scene
        self._known = known
        """Where a page that was made of the same text is found, so that the text is not read again."""

    async def drafts(
        self, place: Place, row: Row, record: RowRecord, around: Sequence[Neighbour]
    ) -> AsyncIterator[tuple[str, Draft | None]]:
        """Path and page; no page where the one that stands there was made of the same."""
        file = file_of(row)
        cut = stretches(await self._heads(file), self._scene.rules.row_chars)
        page = self._page(place, row, file, record, around, cut)
        if cut:
            text = await self._composed(file, cut[0])
            if len(cut) > 1:
                note = f"*Go on reading:* {link('part 2', f'{record.name}/part-002.md')}"
                text = msgspec.structs.replace(text, note=note)
            elif file.kind is FileKind.ARTIFACT:
                text = msgspec.structs.replace(text, editable=True)
            page = msgspec.structs.replace(page, text=text)
        elif file.kind is FileKind.ARTIFACT:
            page = msgspec.structs.replace(page, text=PageText("", editable=True))
        yield record.path, Draft(record.path, write_page(page), row.id, row.version)
        made_of = [
            EDITION,
            file.text_id,
            file.untrusted,
            file.label,
            record.path,
            self._scene.rules.row_chars,
        ]
        tag = msgspec.json.encode(made_of).decode()
        for n, stretch in enumerate(cut[1:], 2):
            path = part_path(record, n)
            known = self._known.page(path) if self._known is not None else None
            if known is not None and known.tag == tag and known.sum and not known.held:
                yield path, None
                continue
            piece = self._part(file, record, n, len(cut), stretch, await self._composed(file, stretch))
            yield path, Draft(path, piece, row.id, None, tag)

    def _tag(self, file: File, record: RowRecord) -> str:
        """Names all that the further pages of a file are made of."""
        made_of = [EDITION, file.text_id, file.untrusted, file.label, record.path]
        return msgspec.json.encode([*made_of, self._scene.rules.row_chars]).decode()

    async def _heads(self, file: File) -> list[PartHead]:
        heads: list[PartHead] = []
        while file.text_id:
            page = (await self._client.run(ListParts(id=file.id, offset=len(heads)))).value
            heads += page.parts
            if not page.parts or len(heads) >= page.total:
                break
        return heads

    async def _read(self, file: File, start: int, end: int) -> str:
        found: list[str] = []
        while start < end:
            length = min(READ_CHARS, end - start)
            text = (await self._client.run(ReadFile(id=file.id, start=start, length=length))).value.text
            if not text:
                break
            found.append(text)
            start += len(text)
        return "".join(found)

    async def _composed(self, file: File, stretch: Stretch) -> PageText:
        """The text of a stretch with its pages said; fenced where it is not Markdown that may be trusted."""
        text = await self._read(file, stretch.start, stretch.end)
        markdown = file.media_type in MARKDOWN or any(head.level for head in stretch.heads)
        markdown = markdown and not file.untrusted
        if not any(head.place for head in stretch.heads):
            return PageText(text, markdown=markdown)
        out: list[str] = []
        for where, piece in _by_place(text, stretch):
            out.append(f"### {heading(where)}\n")
            bare = piece.strip("\n\f")
            if bare.strip():
                out.append((bare if markdown else sections.fenced(bare, "text")) + "\n")
        return PageText("\n".join(out).rstrip("\n"))

    def _page(
        self,
        place: Place,
        row: Row,
        file: File,
        record: RowRecord,
        around: Sequence[Neighbour],
        cut: Sequence[Stretch],
    ) -> RowPage:
        above: list[Made] = []
        facts: dict[str, str] = {}
        if file.untrusted:
            facts["words_of"] = "strangers"
            above.append(Made("origin", FOREIGN_NOTE))
        if file.status is not FileStatus.READY:
            reason = f": {inline(file.error, 500)}" if file.error else ""
            above.append(Made("status", f"> **{file.status.value.replace('_', ' ')}**{reason}"))
        if len(cut) > 1:
            above.append(Made("parts", "\n".join(_outline(record, cut))))
        return RowPage(
            table=place.table,
            row=row,
            title=file.label,
            facts=facts,
            above=tuple(above),
            below=tuple(ties_of(self._scene, record.folder, around)) if around else (),
            chars=self._scene.rules.row_chars,
        )

    def _part(
        self, file: File, record: RowRecord, n: int, count: int, stretch: Stretch, text: PageText
    ) -> str:
        folder = f"{record.folder}/{record.name}"
        ways = [link(file.label, relative(record.path, folder), LABEL_CHARS)]
        if n > 2:
            ways.append(link("before", part_path(record, n - 1).rpartition("/")[2]))
        if n < count:
            ways.append(link("go on reading", part_path(record, n + 1).rpartition("/")[2]))
        lines = ["---", f'file: "{file.id}"', f"part: {n}", f"of: {count}"]
        lines += [f"characters: {stretch.start}-{stretch.end}"]
        if stretch.where:
            lines.append(f"where: {quoted(stretch.where)}")
        if file.untrusted:
            lines.append('words_of: "strangers"')
        lines += ["---", "", f"# {heading(file.label)}, part {n} of {count}", "", " · ".join(ways), ""]
        if file.untrusted:
            lines += [FOREIGN_NOTE, ""]
        lines.append(sections.excerpt(TEXT, text.text, fence=None if text.markdown else "text"))
        return "\n".join(lines)


def _by_place(text: str, stretch: Stretch) -> Iterator[tuple[str, str]]:
    """The text cut where the place changes: place, text."""
    where, since = stretch.heads[0].place, stretch.start
    for head in stretch.heads[1:]:
        if head.place != where:
            yield where, text[since - stretch.start : head.at - stretch.start]
            where, since = head.place, head.at
    yield where, text[since - stretch.start :]


def _outline(record: RowRecord, cut: Sequence[Stretch]) -> Iterator[str]:
    yield "## Parts"
    yield ""
    for n, stretch in enumerate(cut[:NAMED_PAGES], 1):
        name = "this page" if n == 1 else link(f"part {n}", f"{record.name}/part-{n:03d}.md")
        yield f"- {name}: {inline(stretch.where, LABEL_CHARS) or f'from character {stretch.start:,}'}"
    if len(cut) > NAMED_PAGES:
        yield f"- … and on to `{record.name}/part-{len(cut):03d}.md`"
