"""`/v1/{workspace}/blobs/{sha256}`: bytes of files, resumable on their way in, in ranges on their way out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from lattice.engine.files import blobs, streams
from lattice.engine.files.seen import size_seen
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import Content
from lattice.server import bodies
from lattice.server.answers import BYTES, asked_wrongly, json_answer, no_content
from lattice.server.auth import Admitted
from lattice.server.service import Service
from lattice.server.uploads import Upload

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})\Z", re.ASCII)


class Blobs:
    """Takes bytes in and gives them out."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def answer(self, request: Request) -> Response:
        """Whichever of the three is asked."""
        match request.method:
            case "PUT":
                return await self.put(request)
            case "HEAD":
                return await self.head(request)
            case _:
                return await self.get(request)

    async def head(self, request: Request) -> Response:
        """How far one's own upload is; the same answer whether others have the content or not."""
        admitted, sha256 = await self._asked(request)
        length = _number(request, "upload-length", self._service.settings.blob_bytes)
        upload = self._upload(admitted, sha256, length)
        return Response(headers={"Upload-Offset": str(upload.offset), "Upload-Length": str(length)})

    async def put(self, request: Request) -> Response:
        """Bytes from an offset on; the content when it is whole."""
        service = self._service
        admitted, sha256 = await self._asked(request)
        bodies.need_type(request, BYTES)
        await streams.admit(admitted.engine, admitted.caller)
        most = service.settings.blob_bytes
        length = _number(request, "upload-length", most)
        offset = _number(request, "upload-offset", most, 0)
        upload = self._upload(admitted, sha256, length)
        service.disk.check()
        with service.uploads.held(upload):
            if offset != upload.offset:
                raise LatticeError(
                    "conflict",
                    f"The upload stands at {upload.offset:,} bytes, not at {offset:,}.",
                    "Go on from there.",
                    details={"offset": upload.offset},
                )
            if not upload.finished:
                await upload.add(bodies.pieces(request, length - offset, service.settings))
            service.metrics.add("received_bytes", upload.offset - offset)
            if upload.offset < length:
                return no_content({"Upload-Offset": str(upload.offset)})
            return await self._finish(admitted, upload, sha256)

    async def _finish(self, admitted: Admitted, upload: Upload, sha256: str) -> Response:
        if not upload.finished and await asyncio.to_thread(upload.digest) != sha256:
            upload.drop()
            raise LatticeError(
                "invalid_value",
                "The bytes are not those that their address says.",
                "Send them again from the beginning.",
                stage=Stage.CONSTRAINTS,
                details={"offset": 0},
            )
        if not upload.finished:
            with self._service.writing(admitted.workspace):
                await streams.put_bytes(admitted.engine, admitted.caller, upload.chunks())
            upload.finish()
        return json_answer(Content(sha256, upload.length), headers={"Upload-Offset": str(upload.length)})

    async def get(self, request: Request) -> Response:
        """The bytes, or a range of them, when a file that one may see has them."""
        admitted, sha256 = await self._asked(request)
        size = await size_seen(admitted.engine, admitted.caller, sha256)
        start, end, partial = _range(request.headers.get("range"), size)
        headers = {
            "Accept-Ranges": "bytes",
            "Content-Length": str(end - start),
            "ETag": f'"{sha256}"',
            # they are what somebody brought in: nobody's browser runs them
            "Content-Disposition": "attachment",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }
        if partial and start >= size:
            headers |= {"Content-Range": f"bytes */{size}", "Content-Length": "0"}
            return Response(status_code=416, headers=headers, media_type=BYTES)
        if partial:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        pieces = self._pieces(admitted, sha256, start, end - start)
        return StreamingResponse(pieces, 206 if partial else 200, headers, media_type=BYTES)

    async def _pieces(self, admitted: Admitted, sha256: str, start: int, length: int) -> AsyncIterator[bytes]:
        if not length:
            return
        async for piece in blobs.read(admitted.engine.database, sha256, start, length):
            yield piece

    async def _asked(self, request: Request) -> tuple[Admitted, str]:
        admitted = await self._service.admissions.admit(request)
        sha256 = request.path_params["sha256"]
        if not _SHA256.match(sha256):
            raise asked_wrongly("That is no SHA-256.", "Write it as 64 hexadecimal digits in lower case.")
        return admitted, sha256

    def _upload(self, admitted: Admitted, sha256: str, length: int) -> Upload:
        return self._service.uploads.one(admitted.workspace, admitted.caller.principal, sha256, length)


def _number(request: Request, header: str, most: int, default: int | None = None) -> int:
    text = request.headers.get(header)
    if text is None and default is not None:
        return default
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 15:
        raise asked_wrongly(f"{header.title()} is not a number of bytes.")
    if int(text) > most:
        raise bodies.too_large(most)
    return int(text)


def _range(text: str | None, size: int) -> tuple[int, int, bool]:
    """From where, to before where, and whether that is a part; what is not understood asks for all."""
    found = _RANGE.match(text.strip()) if text else None
    if found is None or found.groups() == ("", ""):
        return 0, size, False
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size, True
    end = size if not last else min(size, int(last) + 1)
    if last and int(last) < int(first):
        return 0, size, False
    return int(first), max(end, int(first)), True
