"""The picture of the workspace: what may be one is told from its first bytes, never from a name."""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple

import msgspec

from lattice.actions import Logo, ReadLogo, SetLogo
from lattice.engine.log import Draft
from lattice.engine.registry import reads, writes
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError, Stage

#: The key of `lattice_meta` under which it stands, as JSON.
LOGO_KEY = "logo"
#: Bytes of a picture, and pixels of its side: a small file may hold a huge picture.
MOST_BYTES, MOST_PIXELS = 64 * 1024, 2048

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
#: Markers of JPEG that begin a frame and say its size; 0xC4, 0xC8 and 0xCC among them mean something else.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class _Picture(NamedTuple):
    media_type: str
    width: int
    height: int


@reads(ReadLogo)
async def read_logo(work: Reading, action: ReadLogo) -> Logo:
    """The picture, or none."""
    row = await work.tx.one("SELECT value FROM lattice_meta WHERE key = ?", (LOGO_KEY,))
    return msgspec.json.decode(str(row[0]), type=Logo) if row and row[0] else Logo()


@writes(SetLogo)
async def set_logo(work: Writing, action: SetLogo) -> Logo:
    """Keep a picture that is one, or take it away; the log says that, and holds no picture."""
    before = await read_logo(work, ReadLogo())
    data = _decoded(action.data)
    logo = Logo(_check(data).media_type, base64.b64encode(data).decode()) if data else Logo()
    if logo == before:
        return logo
    await work.tx.run(
        "INSERT INTO lattice_meta (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (LOGO_KEY, msgspec.json.encode(logo).decode()),
    )
    await work.log(
        Draft(
            "workspace.set_logo",
            None,
            None,
            {"media_type": before.media_type},
            {"media_type": logo.media_type},
        )
    )
    # the earlier picture is nowhere any more
    work.undoable = False
    work.summary = "gave the workspace a picture" if data else "took the workspace's picture away"
    return logo


def _decoded(text: str) -> bytes:
    if len(text) > 4 * (MOST_BYTES // 3 + 1):
        raise _too_large()
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _no_picture("is not base64") from None
    if len(data) > MOST_BYTES:
        raise _too_large()
    return data


def _check(data: bytes) -> _Picture:
    """The picture that these bytes are; raises `invalid_value` unless it is a square one of a known form."""
    picture = _png(data) or _jpeg(data)
    if picture is None:
        raise _no_picture("is neither PNG nor JPEG")
    if picture.width != picture.height:
        raise _no_picture(f"is not square: {picture.width} by {picture.height}")
    if not 0 < picture.width <= MOST_PIXELS:
        raise _no_picture(f"has a side of {picture.width:,} pixels")
    return picture


def _png(data: bytes) -> _Picture | None:
    if not data.startswith(_PNG) or data[12:16] != b"IHDR" or len(data) < 24:
        return None
    return _Picture("image/png", int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))


def _jpeg(data: bytes) -> _Picture | None:
    """From the header of its first frame; what stands before it is stepped over."""
    if not data.startswith(_JPEG):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker in _FRAMES:
            height, width = data[at + 5 : at + 7], data[at + 7 : at + 9]
            return _Picture("image/jpeg", int.from_bytes(width, "big"), int.from_bytes(height, "big"))
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _no_picture(reason: str) -> LatticeError:
    return LatticeError(
        "invalid_value",
        f"What was given as the workspace's picture {reason}.",
        f"It is a square PNG or JPEG of at most {MOST_BYTES // 1024} KiB and {MOST_PIXELS:,} pixels a side.",
        stage=Stage.CONSTRAINTS,
    )


def _too_large() -> LatticeError:
    return LatticeError(
        "too_large",
        f"The picture has more than {MOST_BYTES // 1024} KiB.",
        "Make it smaller: 256 by 256 pixels are plenty for a terminal.",
        stage=Stage.CONSTRAINTS,
    )
