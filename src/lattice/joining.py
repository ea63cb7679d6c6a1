"""How a person comes into a cloud workspace: by an invitation, by a token they have, as its first member.

A join adds a workspace or does nothing: what can fail here is tried before the invitation is used, and
a workspace that is there is never written over.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import os
import socket
from collections.abc import Mapping

import msgspec

from lattice.client.cloud import signing_in
from lattice.client.cloud.signing_in import Server
from lattice.client.cloud.trust import check_fingerprint, check_server
from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import is_id, new_id
from lattice.model.members import InviteFacts, Joined, Me, WorkspaceFacts
from lattice.model.people import Person
from lattice.registry import Entry, mirror_path
from lattice.secrets import Secret, Vault, aside
from lattice.workspaces import Registry

__all__ = ["Server"]

#: The environment variable with a token; it goes before what is kept.
TOKEN_VARIABLE = "LATTICE_TOKEN"
#: What an invitation begins with.
PREFIX = "lattice-invite:"
#: Longest text that is looked at as an invitation, in characters.
_MOST_CHARS = 4_000
#: The entry of the keyring that only finds out whether one can be kept.
_TRIAL = "cloud-trial"


class Invitation(msgspec.Struct, frozen=True):
    """What the one string says that somebody was sent."""

    server: Server
    secret: Secret


class _Sent(msgspec.Struct, frozen=True):
    v: int
    server: str
    secret: str
    fingerprint: str = ""


def read_invite(text: str) -> Invitation:
    """The invitation in a text that was pasted, broken over lines or not; raises `usage`. Asks nobody."""
    plain = "".join(text.split())
    at = plain.find(PREFIX)
    if at < 0 or len(plain) > _MOST_CHARS:
        raise _no_invite(f"An invitation is one long word that begins with {PREFIX}")
    code = plain[at + len(PREFIX) :].strip("\"'<>.,;")
    try:
        raw = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        sent = msgspec.json.decode(raw, type=_Sent)
    except (binascii.Error, ValueError, msgspec.DecodeError):
        raise _no_invite("It is not whole: a part of the invitation is missing or was changed.") from None
    if sent.v != 1:
        raise LatticeError("usage", "This invitation is for a newer Lattice.", "Update Lattice first.")
    if not sent.secret or not sent.secret.isascii() or not sent.secret.isprintable():
        raise _no_invite("It is not whole: the invitation holds no secret.")
    return Invitation(
        Server(check_server(sent.server), check_fingerprint(sent.fingerprint)), Secret(sent.secret)
    )


def _no_invite(reason: str) -> LatticeError:
    return LatticeError(
        "usage", reason, "Copy it once more, whole, from what you were sent.", stage=Stage.CONSTRAINTS
    )


def device_name() -> str:
    """What this machine calls itself, for the list of where one is signed in."""
    with contextlib.suppress(OSError):
        return socket.gethostname().split(".")[0][:60] or "this machine"
    return "this machine"


def token_name(workspace: str, member: str) -> str:
    """Under which name the token of a member is in the keyring."""
    return f"cloud-{workspace}-{member}"


def admin_name(server: str) -> str:
    """Under which name the admin token of a server is in the keyring."""
    return f"cloud-admin-{server}"


async def look(invitation: Invitation) -> InviteFacts:
    """What an invitation is for; this does not use it.

    Raises `not_found` when it was used, withdrawn or has run out, `unreachable`, `untrusted_server`.
    """
    return await signing_in.look(invitation.server, invitation.secret.reveal())


async def check_ready(registry: Registry, vault: Vault) -> None:
    """Raise what would stop a join after the invitation is spent: no keyring, a home that takes nothing."""
    registry.entries()
    await asyncio.to_thread(_try_place, registry)
    await asyncio.to_thread(_try_vault, vault)


def _try_place(registry: Registry) -> None:
    from lattice.places import locked, unwritable

    folder = mirror_path(registry.home, "0", "0").parent
    with locked(registry.path):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(folder, error) from error
    if not os.access(folder, os.W_OK):
        raise LatticeError("unwritable", f"{folder} cannot be written.", "Check who owns it.")


def _try_vault(vault: Vault) -> None:
    """A keyring that is locked or silent is found out by keeping something in it, a file by opening it."""
    if vault.store == "file" and vault.file.exists():
        vault.get(_TRIAL)
        return
    vault.put(_TRIAL, Secret("trial"))
    vault.remove(_TRIAL)


async def redeem(invitation: Invitation, person: Person, *, device: str = "", op_id: str = "") -> Joined:
    """Use an invitation. What comes back must be kept with `keep`; its token is in no other place.

    Give an `op_id` to ask once more after `outcome_unknown`. Raises as `look` does, and `outcome_unknown`.
    """
    return await signing_in.redeem(
        invitation.server,
        invitation.secret.reveal(),
        handle=person.handle,
        name=person.name,
        device=device or device_name(),
        op_id=op_id or new_id(),
    )


async def keep(
    registry: Registry,
    vault: Vault,
    server: Server,
    joined: Joined,
    *,
    name: str = "",
    make_active: bool = True,
) -> Entry:
    """Put the token into the keyring and the workspace on the list, under `name` or a free one like it.

    Who is on the list already as this very member gets a new token; every other workspace stays as it is.
    Raises as the vault and the registry do; then neither is left behind and it can be called again.
    """
    key = token_name(joined.workspace_id, joined.member)
    before = await aside(lambda: vault.get(key))
    await asyncio.to_thread(vault.put, key, Secret(joined.token))
    try:
        return await asyncio.to_thread(_list, registry, server, joined, name, make_active)
    except BaseException:
        await asyncio.to_thread(lambda: vault.put(key, before) if before else vault.remove(key))
        raise


def _list(registry: Registry, server: Server, joined: Joined, name: str, make_active: bool) -> Entry:
    known = known_entry(registry, joined.workspace_id, joined.member)
    if known is not None:
        fresh = msgspec.structs.replace(known, server=server.address, fingerprint=server.fingerprint)
        return registry.add(fresh, make_active=make_active)
    path = mirror_path(registry.home, joined.workspace_id, joined.member)
    entry = Entry(
        name=registry.check_free(name) if name else registry.free_name(joined.workspace),
        id=joined.workspace_id,
        path=str(path),
        kind="cloud",
        server=server.address,
        workspace=joined.workspace_id,
        member=joined.member,
        fingerprint=server.fingerprint,
    )
    return registry.add(entry, make_active=make_active)


def known_entry(registry: Registry, workspace: str, member: str = "") -> Entry | None:
    """The entry of a cloud workspace on the list, of that member if one is given; None when there is none."""
    found = (e for e in registry.entries() if e.kind == "cloud" and e.workspace == workspace)
    return next((e for e in found if not member or e.member == member), None)


async def join(
    registry: Registry,
    vault: Vault,
    invitation: Invitation,
    person: Person,
    *,
    name: str = "",
    op_id: str = "",
    make_active: bool = True,
) -> Entry:
    """All of it: what could fail is tried first, then the invitation is used, then all is kept.

    Raises `exists` for a `name` that is taken, before anything is used.
    """
    if name:
        registry.check_free(name)
    await check_ready(registry, vault)
    joined = await redeem(invitation, person, op_id=op_id)
    return await keep(registry, vault, invitation.server, joined, name=name, make_active=make_active)


async def me(server: Server, token: Secret) -> Me:
    """Whose token it is and what it opens; raises `signed_out`, `unreachable`, `untrusted_server`."""
    return await signing_in.me(server, token.reveal())


def find_workspace(said: Me, wanted: str, server: Server) -> WorkspaceFacts:
    """The workspace of that name or id among those that a token opens; the only one when none is named.

    Raises `not_found`, `conflict` when several have the name.
    """
    found = [w for w in said.workspaces if w.id == wanted.upper()] if is_id(wanted.upper()) else []
    found = found or [w for w in said.workspaces if not wanted or w.name.casefold() == wanted.casefold()]
    if len(found) == 1:
        return found[0]
    named = ", ".join(f"{w.name} ({w.id})" for w in said.workspaces[:20])
    if found:
        raise LatticeError("conflict", "Several workspaces may be meant.", f"Give the id: {named}.")
    hint = f"It opens: {named}." if named else "It opens none (any more); ask for an invitation."
    asked = f"no workspace {wanted!r}" if wanted else "no workspace"
    raise LatticeError("not_found", f"This token opens {asked} on {server.address}.", hint)


async def connect(
    registry: Registry,
    vault: Vault,
    server: Server,
    token: Secret,
    facts: WorkspaceFacts,
    *,
    name: str = "",
    make_active: bool = True,
) -> Entry:
    """Put a workspace on the list that a token opens, and the token into the keyring.

    One that the environment holds is found there again, so that it needs no keyring.
    """
    if name:
        registry.check_free(name)
    joined = Joined(facts.id, facts.name, facts.member, facts.role, token.reveal(), None)
    try:
        return await keep(registry, vault, server, joined, name=name, make_active=make_active)
    except LatticeError as error:
        held = os.environ.get(TOKEN_VARIABLE, "").strip()
        if error.code != "no_keyring" or held != token.reveal():
            raise
    return await asyncio.to_thread(_list, registry, server, joined, name, make_active)


async def token_of(vault: Vault, entry: Entry, environ: Mapping[str, str] | None = None) -> Secret:
    """The token of a cloud workspace: of the environment, else of the keyring; raises `signed_out`."""
    said = (os.environ if environ is None else environ).get(TOKEN_VARIABLE, "").strip()
    if said:
        return Secret(said)
    kept = await aside(lambda: vault.get(token_name(entry.workspace, entry.member)))
    if kept is None:
        raise LatticeError(
            "signed_out",
            f"There is no token for {entry.name} on this machine.",
            "Join with a new invitation, or `lattice connect` with a token you have.",
            stage=Stage.IDENTITY,
        )
    return kept


async def admin_token(vault: Vault, server: str, environ: Mapping[str, str] | None = None) -> Secret | None:
    """The admin token of a server: of the environment, else of the keyring; None when neither has one."""
    said = (os.environ if environ is None else environ).get(TOKEN_VARIABLE, "").strip()
    if said.startswith("laa_"):
        return Secret(said)
    return await aside(lambda: vault.get(admin_name(server)))


async def create_on_server(
    server: Server, admin: Secret, person: Person, name: str, *, description: str = "", op_id: str = ""
) -> Joined:
    """A new workspace on a server, owned by `person`; keep what comes back with `keep`.

    Raises `signed_out` or `forbidden` when the token is no admin's, and as `redeem` does.
    """
    return await signing_in.create_workspace(
        server,
        admin.reveal(),
        name=name,
        description=description,
        handle=person.handle,
        member_name=person.name,
        device=device_name(),
        op_id=op_id or new_id(),
    )


async def sign_out(vault: Vault, entry: Entry) -> str:
    """End the token of a workspace, there and here; why the server could not be told, in words, or nothing.

    Raises as the vault does, then the token is still there.
    """
    key = token_name(entry.workspace, entry.member)
    kept = await aside(lambda: vault.get(key))
    if kept is None:
        return ""
    untold = ""
    try:
        await signing_in.end(Server(entry.server, entry.fingerprint), kept.reveal())
    except LatticeError as error:
        # one that has ended already is what was wanted
        untold = "" if error.code == "signed_out" else str(error)
    await asyncio.to_thread(vault.remove, key)
    return untold
