"""How far a long action is, and the wish of whoever asked for it that it stop."""

from __future__ import annotations

import msgspec

from lattice.model.errors import LatticeError


class Pulse:
    """One for each action: who carries it out tells how far it is, who asked may look and may stop it."""

    __slots__ = ("done", "stopping", "total")

    def __init__(self) -> None:
        self.done = 0
        """Rows, events or values that are through."""
        self.total = 0
        """Of how many; 0 while nobody knows."""
        self.stopping = False
        """Whether it shall stop at the next occasion."""

    @property
    def part(self) -> float | None:
        """What is done, 0 to 1; None while nobody knows."""
        return min(1.0, self.done / self.total) if self.total else None

    def stop(self) -> None:
        """Wish that it stop: nothing of it is kept, unless it is done already."""
        self.stopping = True

    def beat(self, done: int = 0, *, of: int = 0) -> None:
        """Say that so much more is done, or that there is so much more to do; raises `interrupted`."""
        self.done += done
        self.total += of
        if self.stopping:
            raise LatticeError("interrupted", "It was stopped. Nothing of it was done.")


class PulseWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question how far an action is that a server carries out."""

    op_id: str
    """Of an action of whoever asks."""
    stop: bool = False
    """Also: stop it."""


class Beat(msgspec.Struct, frozen=True):
    """How far it is."""

    done: int = 0
    total: int = 0
    known: bool = True
    """Whether it is under way here: another process of the server may have it, or nobody."""
