"""The picture of a workspace: told by its first bytes, bounded, set and taken away."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from lattice.actions import ListEvents, Logo, ReadLogo, SetLogo, Undo
from lattice.model.errors import LatticeError
from tests.engine.workspaces import workspace


def png(width: int, height: int, size: int = 100) -> bytes:
    head = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return head.ljust(size, b"\0")


def jpeg(width: int, height: int, *, before: bytes = b"\xff\xe0\x00\x04ab") -> bytes:
    frame = b"\xff\xc2\x00\x11\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return b"\xff\xd8" + before + frame + b"\0" * 20


def _packed(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (png(64, 64), "image/png"),
        (png(2048, 2048, 65_536), "image/png"),
        (jpeg(64, 64), "image/jpeg"),
        (jpeg(9, 9, before=b"\xff\xff\xe1\x00\x03x"), "image/jpeg"),
    ],
)
async def test_a_square_png_or_jpeg_is_kept_as_it_is(tmp_path: Path, data: bytes, kind: str) -> None:
    async with workspace(tmp_path) as client:
        assert (await client.run(ReadLogo())).value == Logo()
        await client.run(SetLogo(data=_packed(data)))
        assert (await client.run(ReadLogo())).value == Logo(kind, _packed(data))
        (event,) = (await client.run(ListEvents())).value.events
        assert event.op == "workspace.set_logo"
        assert (event.before, event.after) == ({"media_type": ""}, {"media_type": kind})
        assert (await client.run(SetLogo(data=_packed(data)))).change_id is None
        with pytest.raises(LatticeError) as caught:
            await client.run(Undo())
        assert caught.value.code == "nothing_to_undo"
        await client.run(SetLogo(data=""))
        assert (await client.run(ReadLogo())).value == Logo()


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + b"\0" * 50,
        b"x",
        png(64, 65),
        png(0, 0),
        png(4096, 4096),
        png(64, 64)[:20],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        jpeg(64, 63),
        b"\xff\xd8\xff",
        b"\xff\xd8" + b"\xff\xe0\x00\x00" * 1000,
        b"\xff\xd8\xff\xe0\xff\xff",
    ],
)
async def test_what_is_no_square_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    async with workspace(tmp_path) as client:
        with pytest.raises(LatticeError) as caught:
            await client.run(SetLogo(data=_packed(data)))
        assert caught.value.code == "invalid_value"
        assert (await client.run(ReadLogo())).value == Logo()


async def test_what_is_too_large_or_not_base64_is_refused(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        for data, code in (
            (_packed(png(64, 64, 65_537)), "too_large"),
            ("A" * 1_000_000, "too_large"),
            ("not base64!", "invalid_value"),
            ("ü", "invalid_value"),
        ):
            with pytest.raises(LatticeError) as caught:
                await client.run(SetLogo(data=data))
            assert caught.value.code == code
