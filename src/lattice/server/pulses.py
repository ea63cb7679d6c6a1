"""The pulses of the writes that this process carries out, for whoever asked for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import Request
from starlette.responses import Response

from lattice.model.pulse import Beat, Pulse, PulseWish
from lattice.server import bodies
from lattice.server.answers import json_answer
from lattice.server.service import Service

#: Workspace, actor and `op_id`: nobody meets the writes of others.
_Whose = tuple[str, str, str]


class Pulses:
    """Writes under way, by whose they are."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._under_way: dict[_Whose, Pulse] = {}

    @contextmanager
    def of(self, workspace: str, actor: str, op_id: str | None) -> Iterator[Pulse]:
        """The pulse of a write while it is carried out."""
        pulse = Pulse()
        if op_id is None or (workspace, actor, op_id) in self._under_way:
            yield pulse  # asked again meanwhile: the first one is looked at
            return
        self._under_way[workspace, actor, op_id] = pulse
        try:
            yield pulse
        finally:
            del self._under_way[workspace, actor, op_id]

    async def tell(self, request: Request) -> Response:
        """How far a write of one's own is, and that it stop; another process may have it."""
        admitted = await self._service.admissions.admit(request)
        wish = await bodies.struct(request, self._service.settings, PulseWish)
        pulse = self._under_way.get((admitted.workspace, admitted.caller.actor, wish.op_id))
        if pulse is None:
            return json_answer(Beat(known=False))
        if wish.stop:
            pulse.stop()
        return json_answer(Beat(pulse.done, pulse.total))
