"""Tokens and members in SQL: reading, writing and ending them, for a steward's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from lattice.databases.base import Param, Record, Transaction
from lattice.engine.identity import making
from lattice.model.ids import new_id
from lattice.model.members import Device, Member, NewToken, Token
from lattice.model.people import Role
from lattice.model.values import format_time

#: How long a member's token holds; their client renews it before.
MEMBER_DAYS = 90.0
#: How long the old token still does after it was renewed: requests that are under way carry it.
OVERLAP = timedelta(seconds=60)
#: Characters of a name and of what a machine calls itself.
NAME_CHARS, DEVICE_CHARS = 80, 80

FIELDS = (
    "id, hash, actor, admin, workspaces, on_behalf_of, device, created_at, expires_at, last_used_at,"
    " revoked_at, replaced_by, actions, tables, dollars_a_day"
)
MEMBER_FIELDS = "id, name, role, joined_at, on_behalf_of, invited_by, last_seen_at, removed_at"


class Kept(NamedTuple):
    """A token as it is kept."""

    id: str
    hash: str
    actor: str
    """Empty for an admin's."""
    admin: bool
    workspaces: tuple[str, ...]
    on_behalf_of: str | None
    device: str
    created_at: str
    expires_at: str | None
    last_used_at: str | None
    revoked_at: str | None
    replaced_by: str | None
    actions: tuple[str, ...]
    tables: tuple[str, ...]
    dollars_a_day: float | None

    @property
    def principal(self) -> str:
        """The person that it is of."""
        return self.on_behalf_of or self.actor

    def ended(self, now: str) -> bool:
        """Whether it is good for nothing any more."""
        return self.revoked_at is not None or (self.expires_at is not None and self.expires_at <= now)

    def shown(self) -> Token:
        """The token as people see it."""
        return Token(
            id=self.id,
            actor=self.actor,
            on_behalf_of=self.on_behalf_of,
            device=self.device,
            created_at=self.created_at,
            expires_at=self.expires_at,
            last_used_at=self.last_used_at,
            revoked_at=self.revoked_at,
            actions=self.actions,
            tables=self.tables,
            dollars_a_day=self.dollars_a_day,
        )


def token_from(record: Record) -> Kept:
    """A token from its record of FIELDS."""
    (
        id_,
        hash_,
        actor,
        admin,
        workspaces,
        behalf,
        device,
        created,
        expires,
        used,
        revoked,
        replaced,
        actions,
        tables,
        dollars,
    ) = record
    return Kept(
        str(id_),
        str(hash_),
        str(actor),
        bool(admin),
        _names(workspaces),
        _text(behalf),
        str(device),
        str(created),
        _text(expires),
        _text(used),
        _text(revoked),
        _text(replaced),
        _names(actions),
        _names(tables),
        None if dollars is None else float(dollars),
    )


def member_from(record: Record, devices: Iterable[Device] = ()) -> Member:
    """A member from the record of MEMBER_FIELDS."""
    id_, name, role, joined, behalf, invited_by, seen, removed = record
    return Member(
        id=str(id_),
        name=str(name),
        role=Role(str(role)),
        joined_at=str(joined),
        on_behalf_of=_text(behalf),
        invited_by=_text(invited_by),
        last_seen_at=_text(seen),
        removed_at=_text(removed),
        devices=tuple(devices),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(name) for name in json.loads(str(value)))


def after(at: str, days: float) -> str:
    """A moment so many days later."""
    return format_time(datetime.fromisoformat(at) + timedelta(days=days))


async def by_secret(tx: Transaction, secret: str) -> Kept | None:
    """The token of a secret, ended or not; None when there never was one."""
    if not making.is_secret(secret):
        return None
    row = await tx.one(f"SELECT {FIELDS} FROM lattice.tokens WHERE hash = ?", (making.hash_of(secret),))
    kept = None if row is None else token_from(row)
    return kept if kept is not None and making.is_same(kept.hash, secret) else None


async def of_workspace(tx: Transaction, workspace: str, *principals: str) -> list[Kept]:
    """Tokens that open a workspace, newest first; of these people and their agents, or of all."""
    where, params = ["workspaces LIKE ?"], list[Param]([f'%"{workspace}"%'])
    if principals:
        people = "(SELECT value FROM json_each(?))"
        where.append(f"(actor IN {people} OR on_behalf_of IN {people})")
        params += [json.dumps(principals)] * 2
    rows = await tx.all(
        f"SELECT {FIELDS} FROM lattice.tokens WHERE {' AND '.join(where)} ORDER BY id DESC", params
    )
    return [token_from(row) for row in rows]


async def make(
    tx: Transaction,
    at: str,
    *,
    prefix: str,
    actor: str,
    workspaces: Sequence[str],
    device: str,
    days: float | None,
    on_behalf_of: str | None = None,
    actions: Sequence[str] = (),
    tables: Sequence[str] = (),
    dollars_a_day: float | None = None,
) -> NewToken:
    """A new token; its secret is in the answer and nowhere else."""
    secret, token_id = making.new_secret(prefix), new_id()
    expires = None if days is None else after(at, days)
    await tx.run(
        "INSERT INTO lattice.tokens (id, hash, actor, admin, workspaces, on_behalf_of, device, created_at,"
        " expires_at, actions, tables, dollars_a_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            token_id,
            making.hash_of(secret),
            actor,
            prefix == making.ADMIN,
            json.dumps(list(workspaces)),
            on_behalf_of,
            one_line(device)[:DEVICE_CHARS],
            at,
            expires,
            json.dumps(list(actions)),
            json.dumps(list(tables)),
            dollars_a_day,
        ),
    )
    return NewToken(token_id, secret, expires)


def one_line(text: str) -> str:
    """What somebody calls themselves or their machine, in one line that can be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


async def end(tx: Transaction, tokens: Iterable[Kept], at: str) -> None:
    """End tokens at once, everywhere."""
    for kept in tokens:
        if kept.revoked_at is None:
            await tx.run("UPDATE lattice.tokens SET revoked_at = ? WHERE id = ?", (at, kept.id))
            await tell(tx, kept.id)


async def close_workspace(tx: Transaction, tokens: Iterable[Kept], workspace: str, at: str) -> None:
    """Let tokens no longer open a workspace; one that then opens none has ended."""
    for kept in tokens:
        left = [id_ for id_ in kept.workspaces if id_ != workspace]
        if not left:
            await end(tx, [kept], at)
            continue
        await tx.run("UPDATE lattice.tokens SET workspaces = ? WHERE id = ?", (json.dumps(left), kept.id))
        await tell(tx, kept.id)


async def tell(tx: Transaction, token_id: str) -> None:
    """Tell every process of the server, once this is committed, to look a token up again."""
    await tx.all("SELECT pg_notify('lattice', ?)", (f"token {token_id}",))
