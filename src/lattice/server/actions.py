"""`POST /v1/{workspace}/{action}`: every action of the vocabulary, and who is here."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lattice.actions.base import Risk, decode_action, spec_of
from lattice.engine.receipts import check_ids
from lattice.model.people import ActorKind
from lattice.model.schema import fold
from lattice.model.values import now
from lattice.server import bodies
from lattice.server.answers import JSON, json_answer, no_content
from lattice.server.auth import Admitted
from lattice.server.pulses import Pulses
from lattice.server.service import Service

#: Nouns of the actions after which tokens are looked up again.
_OF_RIGHTS = frozenset({"member", "token"})


class Where(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is open on somebody's screen."""

    where: str = ""
    """The name of a table; empty for anything else."""


class Actions:
    """Runs actions for whoever asks."""

    def __init__(self, service: Service, pulses: Pulses) -> None:
        self._service = service
        self._pulses = pulses

    async def run(self, request: Request) -> Response:
        """Carry out one action; its outcome."""
        service = self._service
        admitted = await service.admissions.admit(request)
        name = request.path_params["action"]
        bodies.need_type(request, JSON)
        body = await bodies.whole(request, service.settings)
        action = decode_action(name, body)
        op_id, group_id = ids_of(request)
        spec = spec_of(action)
        request.scope["lattice"].route = f"/v1/{{workspace}}/{spec.name}"
        engine, caller = admitted.engine, admitted.caller
        if spec.risk is Risk.READ:
            return json_answer(await engine.run(action, caller, op_id=op_id, group_id=group_id))
        beating = self._pulses.of(admitted.workspace, caller.actor, op_id)
        with service.writing(admitted.workspace), beating as pulse:
            outcome = await engine.run(action, caller, op_id=op_id, group_id=group_id, pulse=pulse)
        if spec.name.partition(".")[0] in _OF_RIGHTS:
            service.admissions.forget()
            service.streams.check_all(admitted.workspace)
        return json_answer(outcome)

    async def here(self, request: Request) -> Response:
        """Somebody is here, with a table open."""
        service = self._service
        admitted = await service.admissions.admit(request)
        said = await bodies.struct(request, service.settings, Where)
        where = await self._known(admitted, said.where)
        await service.presences.here(admitted.workspace, admitted.caller.actor, where)
        return no_content()

    async def _known(self, admitted: Admitted, table: str) -> str:
        """The name of a table that everybody may know of, as it is written; else nothing."""
        if not table:
            return ""
        engine = admitted.engine
        async with engine.database.reading(admitted.caller) as tx:
            work = await engine.reading(tx, await engine.catalog(tx), admitted.caller, now())
        found = (o.table.name for o in work.catalog.layouts if fold(o.table.name) == fold(table))
        return next(found, "")

    async def who(self, request: Request) -> Response:
        """Everybody who is here."""
        admitted = await self._service.admissions.admit(request)
        people = self._service.presences.who(admitted.workspace)
        if admitted.caller.kind is not ActorKind.HUMAN:
            # which tables there are is not told to who may know of some only
            people = tuple(msgspec.structs.replace(p, where="") for p in people)
        return json_answer(people)


def ids_of(request: Request) -> tuple[str | None, str | None]:
    """The `op_id` and the `group_id` of a request; raises `invalid_action`."""
    op_id, group_id = request.headers.get("lattice-op-id"), request.headers.get("lattice-group-id")
    check_ids(op_id, group_id)
    return op_id, group_id
