"""Who is here now, on which table; never stored, told among processes, and forgotten after a while."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections import defaultdict

import msgspec

from lattice.engine.hosting import Hosting
from lattice.model.errors import LatticeError
from lattice.model.members import Presence
from lattice.model.stream import PRESENT_S
from lattice.model.values import now

#: How often those who left are looked for, in seconds.
_LOOK_S = 5.0
#: How often each process tells the others again who is with it.
REPEAT_S = 15.0
#: What is said within so many seconds goes in one message.
_GATHER_S = 0.05
#: People in one message; a payload holds 8,000 bytes.
_AT_ONCE = 12


class Word(msgspec.Struct, frozen=True, array_like=True):
    """What one process tells the others of one member."""

    process: str
    workspace: str
    actor: str
    name: str
    where: str
    since: str
    listening: bool
    gone: bool = False


class Presences:
    """Who is here, by workspace and process."""

    def __init__(self, hosting: Hosting) -> None:
        self._hosting = hosting
        self._process = os.urandom(6).hex()
        self._here: dict[str, dict[tuple[str, str], tuple[Word, float]]] = defaultdict(dict)
        self._streams: dict[tuple[str, str], int] = defaultdict(int)
        self._names: dict[tuple[str, str], tuple[str, float]] = {}
        self._listeners: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._outbox: dict[tuple[str, str], Word] = {}
        self._unsaid = asyncio.Event()

    @property
    def count(self) -> int:
        """How many are here in all workspaces."""
        return sum(len({actor for _, actor in here}) for here in self._here.values())

    def who(self, workspace: str) -> tuple[Presence, ...]:
        """Everybody who is here, by name."""
        found: dict[str, Word] = {}
        for word, until in self._here.get(workspace, {}).values():
            known = found.get(word.actor)
            if until > time.monotonic() and (known is None or (word.where and not known.where)):
                found[word.actor] = word
        people = [Presence(w.actor, w.name, w.where, w.since, w.listening) for w in found.values()]
        return tuple(sorted(people, key=lambda p: (p.name, p.actor)))

    async def here(self, workspace: str, actor: str, where: str) -> None:
        """Somebody says that they are here, and what is open on their screen."""
        name = await self._name(workspace, actor)
        known = self._here[workspace].get((self._process, actor))
        since = known[0].since if known else now()
        listening = self._streams.get((workspace, actor), 0) > 0
        self._say(Word(self._process, workspace, actor, name, where, since, listening))

    async def opened(self, workspace: str, actor: str, wake: asyncio.Event) -> None:
        """Somebody listens; `wake` is set whenever who is here changes."""
        self._listeners[workspace].add(wake)
        self._streams[workspace, actor] += 1
        known = self._here[workspace].get((self._process, actor))
        await self.here(workspace, actor, known[0].where if known else "")

    def closed(self, workspace: str, actor: str, wake: asyncio.Event) -> None:
        """Somebody listens no more: without another stream they left."""
        self._listeners[workspace].discard(wake)
        if not self._listeners[workspace]:
            del self._listeners[workspace]
        self._streams[workspace, actor] -= 1
        if self._streams[workspace, actor] > 0:
            return
        del self._streams[workspace, actor]
        known = self._here[workspace].get((self._process, actor))
        if known is not None:
            self._say(msgspec.structs.replace(known[0], gone=True, listening=False))

    def heard(self, text: str) -> None:
        """What another process tells."""
        try:
            words = msgspec.json.decode(text, type=list[Word])
        except msgspec.DecodeError:
            return
        for word in words:
            if word.process != self._process:
                self._take(word)

    async def keep(self) -> None:
        """Tell the other processes what changed here, and forget who said nothing for a while; for ever."""
        repeat_at = time.monotonic() + REPEAT_S
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_S):
                    await self._unsaid.wait()
            await asyncio.sleep(_GATHER_S)
            self._unsaid.clear()
            if time.monotonic() >= repeat_at:
                repeat_at = time.monotonic() + REPEAT_S
                self._repeat()
            said, self._outbox = list(self._outbox.values()), {}
            await self._tell(said)
            self._forget()

    def _say(self, word: Word) -> None:
        if self._take(word):
            self._outbox[word.workspace, word.actor] = word
            self._unsaid.set()

    def _repeat(self) -> None:
        """Those who listen are still here; the others hear again of everybody, for they forget, too."""
        for workspace, actor in self._streams:
            known = self._here[workspace].get((self._process, actor))
            if known is not None:
                self._take(known[0])
        for here in self._here.values():
            for (process, _), (word, until) in here.items():
                if process == self._process and until > time.monotonic():
                    self._outbox.setdefault((word.workspace, word.actor), word)

    async def _tell(self, words: list[Word]) -> None:
        if not words:
            return
        try:
            async with self._hosting.tx() as tx:
                for start in range(0, len(words), _AT_ONCE):
                    payload = "presence " + msgspec.json.encode(words[start : start + _AT_ONCE]).decode()
                    await tx.one("SELECT pg_notify('lattice', ?)", (payload,))
        except LatticeError:
            # the database is away: the others hear of it when it is said again
            return

    def _forget(self) -> None:
        at = time.monotonic()
        for workspace, here in list(self._here.items()):
            late = [place for place, (_, until) in here.items() if until <= at]
            for place in late:
                del here[place]
            if late:
                self._wake(workspace)
            if not here:
                del self._here[workspace]

    def _take(self, word: Word) -> bool:
        here, place = self._here[word.workspace], (word.process, word.actor)
        known = here.get(place)
        if word.gone:
            here.pop(place, None)
        else:
            here[place] = (word, time.monotonic() + PRESENT_S)
        changed = (known is not None) if word.gone else (known is None or known[0] != word)
        if changed:
            self._wake(word.workspace)
        return changed

    def _wake(self, workspace: str) -> None:
        for event in self._listeners.get(workspace, ()):
            event.set()

    async def _name(self, workspace: str, actor: str) -> str:
        """What a member is called, looked up once a minute."""
        known = self._names.get((workspace, actor))
        if known is not None and known[1] > time.monotonic():
            return known[0]
        async with self._hosting.tx() as tx:
            row = await tx.one(
                "SELECT name FROM lattice.members WHERE workspace = ? AND id = ?", (workspace, actor)
            )
        name = str(row[0]) if row else actor.partition(":")[2]
        self._names[workspace, actor] = (name, time.monotonic() + 60)
        return name
