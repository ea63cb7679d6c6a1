"""Files that a person attached, as the model gets them: images as images, documents as their text."""

from __future__ import annotations

import asyncio
import base64
import io
from collections.abc import Iterable

from lattice.actions import GetRow, ReadFile
from lattice.assistant.conversation.history import Wire, since_summary
from lattice.assistant.tools.provenance import json_line, origin_of_row, plain, wrapped
from lattice.client.base import Client
from lattice.model.chat import AttachmentBlock, Message
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, File, file_of
from lattice.model.references import ref
from lattice.model.rows import Row

#: Characters of a document that go along; `read_file` reads on.
TEXT_CHARS = 20_000
#: Images that go along, the newest; others are named.
MOST_IMAGES = 10
#: The longest side beyond which models see no more, in pixels.
_SIDE = 1_568
#: Bytes of an image that are read at most.
_IMAGE_BYTES = 50_000_000
#: What was made of files, by id, version, and whether as an image.
Attached = dict[tuple[str, int, bool], tuple[Wire, ...]]
_IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
#: Bytes of an image that goes along as it is.
_AS_IT_IS = 1_000_000


async def attached(
    client: Client, messages: Iterable[Message], me: str, seen: Attached
) -> dict[str, tuple[Wire, ...]]:
    """The blocks of all files that the messages of a conversation attach, by their ids.

    `me` is the person. A file that is not there any more has none. What was made before is taken from `seen`:
    made anew it would have another boundary, and the service would not know it again.
    """
    _, kept = since_summary(list(messages))
    files = {b.file_id: b for m in kept for b in m.blocks if isinstance(b, AttachmentBlock)}
    found: dict[str, tuple[Wire, ...]] = {}
    images = 0
    for file_id in reversed(files):
        try:
            row = (await client.run(GetRow(table=FILES, id=file_id))).value
            file = file_of(row)
            is_image = file.media_type in _IMAGES and images < MOST_IMAGES
            images += is_image
            key = (file_id, row.version, is_image)
            if key not in seen:
                seen[key] = await (_image if is_image else _text)(client, row, file, me)
            found[file_id] = seen[key]
        except LatticeError:
            continue
    return found


def _head(row: Row, file: File, me: str, **more: object) -> Wire:
    """What the file is: its name is data."""
    about = {"attached": ref(FILES, row.id), "name": file.name, "title": file.title, **more}
    line = json_line({key: value for key, value in about.items() if value})
    return {"type": "text", "text": wrapped(line, origin_of_row(row, me, FILES))}


async def _image(client: Client, row: Row, file: File, me: str) -> tuple[Wire, ...]:
    if file.size > _IMAGE_BYTES:
        return (_head(row, file, me, problem="the image is too large to be sent"),)
    data = b"".join([chunk async for chunk in client.read_bytes(row.id)])
    try:
        media_type, data = await asyncio.to_thread(fitted, data, file.media_type)
    except (OSError, ValueError) as error:
        return (_head(row, file, me, problem=f"the image cannot be read: {error}"),)
    source = {"type": "base64", "media_type": media_type, "data": base64.b64encode(data).decode()}
    return _head(row, file, me), {"type": "image", "source": source}


def fitted(data: bytes, media_type: str) -> tuple[str, bytes]:
    """An image no larger than models see, with its type; raises OSError and ValueError for what is none."""
    from PIL import Image  # 30 ms that only images need

    try:
        with Image.open(io.BytesIO(data)) as image:
            known = Image.MIME.get(image.format or "", media_type)
            if max(image.size) <= _SIDE and len(data) <= _AS_IT_IS and known in _IMAGES:
                image.verify()
                return known, data
            image.thumbnail((_SIDE, _SIDE))
            out = io.BytesIO()
            if image.mode in ("RGBA", "LA", "P"):
                image.convert("RGBA").save(out, "PNG")
                return "image/png", out.getvalue()
            image.convert("RGB").save(out, "JPEG", quality=85)
            return "image/jpeg", out.getvalue()
    except Image.DecompressionBombError as error:
        raise ValueError(str(error)) from None


async def _text(client: Client, row: Row, file: File, me: str) -> tuple[Wire, ...]:
    if not file.chars:
        return (_head(row, file, me, status=file.status.value, problem=file.error or "it holds no text"),)
    read = (await client.run(ReadFile(id=row.id, length=TEXT_CHARS))).value
    rest = f"characters {read.end:,} to {read.total:,}; read_file reads on" if read.next is not None else ""
    origin = origin_of_row(row, me, FILES)
    return _head(row, file, me, left_out=rest), {"type": "text", "text": wrapped(plain(read.text), origin)}
