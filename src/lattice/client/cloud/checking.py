"""What can be wrong with a cloud workspace on this machine: its server, its token, its mirror."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.model.errors import LatticeError
from lattice.model.findings import Finding
from lattice.model.stream import RawCatalog

if TYPE_CHECKING:
    from lattice.client.cloud.remote import RemoteClient
    from lattice.engine.mirror.mirror import Mirror


async def check_server_answers(remote: RemoteClient) -> tuple[Finding, ...]:
    """Whether the server answers, and knows who asks."""
    address = remote.connection.server.address
    try:
        said = await remote.describe()
    except LatticeError as error:
        return (Finding("server", ok=False, message=error.message, hint=error.hint),)
    return (Finding("server", ok=True, message=f"{address} answers; {said.actor} is {said.role} there."),)


async def check_mirror(mirror: Mirror, catalog: RawCatalog) -> tuple[Finding, ...]:
    """Whether the mirror is sound and holds as many rows as the server has of each table."""
    state = await mirror.state()
    async with mirror.database.reading() as tx:
        sound = await tx.one("PRAGMA quick_check(1)")
        counted = await tx.all("SELECT id, live, trashed FROM lattice_tables WHERE dropped_at IS NULL")
    if sound is None or sound[0] != "ok":
        return (
            Finding("mirror", ok=False, message="The copy here is damaged.", hint="`lattice sync --full`."),
        )
    if state.seq != catalog.seq or state.unfilled:
        return (Finding("mirror", ok=True, message="The copy here is being brought up to date."),)
    here = {str(id_): (live, trashed) for id_, live, trashed in counted}
    off = [t.name for t in catalog.tables if here.get(t.id) != (t.live, t.trashed)]
    if off:
        return (
            Finding(
                "mirror",
                ok=False,
                message=f"The copy here and the server count differently: {', '.join(off[:10])}.",
                hint="`lattice sync --full` fills it anew.",
            ),
        )
    return (Finding("mirror", ok=True, message="The copy here is what the server has."),)
