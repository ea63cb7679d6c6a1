"""What streams in line by line: texts of documents, and rows of an import."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lattice.engine.files import streams
from lattice.engine.load.run import load, outcome_of
from lattice.model.errors import LatticeError
from lattice.model.files import Part
from lattice.model.loads import LoadBatch, LoadPlan
from lattice.server import bodies
from lattice.server.actions import ids_of
from lattice.server.answers import NDJSON, asked_wrongly, json_answer
from lattice.server.service import Service

T = TypeVar("T")


class Incoming:
    """Takes streams of lines in."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def texts(self, request: Request) -> Response:
        """The parts of a document's text, one a line."""
        service = self._service
        admitted = await service.admissions.admit(request)
        bodies.need_type(request, NDJSON)
        await streams.admit(admitted.engine, admitted.caller)
        lines = self._lines(request)
        with service.writing(admitted.workspace):
            kept = await streams.put_text(admitted.engine, admitted.caller, _pulled(lines, Part))
        return json_answer(kept)

    async def load(self, request: Request) -> Response:
        """An import: its plan, then batches of rows, one a line."""
        service = self._service
        admitted = await service.admissions.admit(request)
        bodies.need_type(request, NDJSON)
        op_id, group_id = ids_of(request)
        lines = self._lines(request)
        first = await anext(lines, None)
        if first is None:
            raise asked_wrongly("The body is empty.", "Its first line is the plan.")
        plan = _decode(first, LoadPlan)
        with service.writing(admitted.workspace):
            outcome = await load(
                admitted.engine,
                admitted.caller,
                plan,
                _pulled(lines, LoadBatch),
                op_id=op_id,
                group_id=group_id,
            )
        return json_answer(outcome)

    async def load_outcome(self, request: Request) -> Response:
        """What an import came to, by its plan and its `op_id`, for whoever lost the answer."""
        admitted = await self._service.admissions.admit(request)
        plan = await bodies.struct(request, self._service.settings, LoadPlan)
        op_id, _ = ids_of(request)
        if op_id is None:
            raise asked_wrongly("Which import is meant?", "Send its Lattice-Op-Id.")
        found = await outcome_of(admitted.engine, admitted.caller, plan, op_id)
        if found is None:
            raise LatticeError(
                "not_found",
                "No import has been carried out under this op_id.",
                "It may still be at it, or have failed.",
            )
        return json_answer(found)

    def _lines(self, request: Request) -> AsyncIterator[bytes]:
        settings = self._service.settings
        return bodies.lines(request, settings.load_bytes, settings.body_bytes, settings)


def _pulled(lines: AsyncIterator[bytes], type_: type[T]) -> Iterator[T]:
    """The lines as a thread reads them: each is asked of the event loop, and waited for."""
    loop = asyncio.get_running_loop()

    async def following() -> bytes | None:
        return await anext(lines, None)

    def pulling() -> Iterator[T]:
        while (line := asyncio.run_coroutine_threadsafe(following(), loop).result()) is not None:
            yield _decode(line, type_)

    return pulling()


def _decode(line: bytes, type_: type[T]) -> T:
    try:
        return msgspec.json.decode(line, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise asked_wrongly(f"A line does not fit: {error}.") from None
