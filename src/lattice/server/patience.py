"""The HTTP protocol with an end to its patience: who does not finish the headers in time is let go."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


def patient(header_timeout_s: float) -> type[asyncio.Protocol]:
    """The protocol class that waits so long for the headers of a request."""

    class PatientProtocol(H11Protocol):
        """uvicorn's own, which waits for headers without end."""

        _late: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            """Somebody connected, and has to say something."""
            super().connection_made(transport)
            self._watch()

        def data_received(self, data: bytes) -> None:
            """Somebody said something: perhaps all, perhaps a little."""
            super().data_received(data)
            self._watch()

        def connection_lost(self, exc: Exception | None) -> None:
            """They are gone."""
            self._calm()
            super().connection_lost(exc)

        def _watch(self) -> None:
            if self.conn.their_state is not h11.IDLE or self.transport.is_closing():
                self._calm()
            elif self._late is None and self.timeout_keep_alive_task is None:
                self._late = self.loop.call_later(header_timeout_s, self._give_up)

        def _calm(self) -> None:
            late, self._late = self._late, None
            if late is not None:
                late.cancel()

        def _give_up(self) -> None:
            self._late = None
            if not self.transport.is_closing():
                self.transport.close()

    return PatientProtocol
