"""What is done about where a workspace is: published, copied, brought up to date, signed out of, left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from lattice import joining
from lattice.actions.members import ListMembers, RemoveMember
from lattice.model.errors import LatticeError
from lattice.model.members import Member
from lattice.secrets import Vault
from lattice.tui.screens.dialogs import Choice, Choose, Confirm, ErrorDialog, Prompt
from lattice.tui.screens.working import Progress, Working
from lattice.tui.switching import gone

if TYPE_CHECKING:
    from lattice.client import Client
    from lattice.moving import Published
    from lattice.tui.app import LatticeApp
    from lattice.tui.screens.publish import PublishWish
    from lattice.workspaces import Entry


async def place(app: LatticeApp, deed: str = "") -> None:
    """Do something about where the workspace that is open is, or ask what. Raises LatticeError."""
    from lattice.tui.screens.place import PlaceScreen

    client, entry = app.client, app.entry
    if client is None or entry is None:
        return
    wanted: str | None = deed or None
    if wanted is None:
        wanted = await app.push_screen_wait(PlaceScreen(client, entry))
    match wanted:
        case "publish":
            from lattice.tui.screens.publish import PublishScreen

            await app.push_screen(PublishScreen(entry))
        case "sync":
            await bring_up_to_date(app, client, full=False)
        case "refill":
            await bring_up_to_date(app, client, full=True)
        case "fetch":
            await fetch(app, entry)
        case "people":
            await app.run_action("screen.open('people')")
        case "sign_out":
            await sign_out(app, entry)
        case "leave":
            await leave(app, client, entry)
        case "join":
            app.flow.join()
        case "connect":
            app.flow.connect(entry.server)
        case "switch":
            app.flow.switch()


async def publish(app: LatticeApp, entry: Entry, wish: PublishWish, settle: Callable[[Vault], None]) -> None:
    """Move a workspace to a server with its progress on screen; stopped, the next time goes on from there."""
    from lattice import moving
    from lattice.settings import derived_person

    person = app.settings.settings.person or derived_person()

    async def job(progress: Progress) -> Published:
        progress.note = f"to {wish.server.address}"

        def tell(done: int, total: int) -> None:
            progress.part = done / total if total else None
            progress.note = f"{done:,} of {total:,} records"
            if done >= total:
                progress.note = "comparing both sides"

        return await moving.publish(
            app.registry, wish.vault, entry, wish.server, wish.admin, person, name=wish.name, progress=tell
        )

    answer = await app.push_screen_wait(Working(f"Publishing {entry.name}", job))
    if answer is None:
        app.notify("Stopped. Nothing was switched; publishing again goes on where it was.", timeout=8)
        return
    if isinstance(answer, LatticeError):
        await app.push_screen_wait(ErrorDialog("It was not published; it is as it was", answer))
        return
    settle(wish.vault)
    await asyncio.to_thread(wish.vault.put, joining.admin_name(wish.server.address), wish.admin)
    app.notify(f"Published. The file stays as {answer.copy.name}; M invites people.", timeout=10)
    await app.open_workspace(answer.entry)


async def bring_up_to_date(app: LatticeApp, client: Client, *, full: bool) -> None:
    """Ask the server for what is new, or for all of it. Raises LatticeError."""

    async def job(progress: Progress) -> bool:
        progress.note = "filling it anew" if full else "asking for what is new"
        progress.watch = lambda: client.standing().filling
        await client.sync(full=full)
        return True

    answer = await app.push_screen_wait(Working("Bringing it up to date", job))
    if isinstance(answer, LatticeError):
        await app.push_screen_wait(ErrorDialog("It could not be brought up to date", answer))
    elif answer:
        behind = client.standing().behind
        app.notify(f"{behind:,} changes are still on their way." if behind else "It is up to date.")


async def fetch(app: LatticeApp, entry: Entry) -> None:
    """Make a local workspace of what one may see. Raises LatticeError."""
    from lattice import moving

    def check(text: str) -> str:
        try:
            app.registry.check_free(text.strip())
        except LatticeError as error:
            return str(error)
        return ""

    wanted = app.registry.free_name(f"{entry.name} (copy)")
    name = await app.push_screen_wait(
        Prompt("Take a local copy", "Its name on this machine", wanted, check=check, verb="Take it")
    )
    if name is None:
        return

    async def job(progress: Progress) -> Entry:
        def tell(done: int, total: int) -> None:
            progress.part = done / total if total else None
            progress.note = f"{done:,} of {total:,} records"

        return await moving.fetch(
            app.registry,
            app.flow.vault,
            entry,
            app.caller,
            app.settings.settings.limits,
            name=name.strip(),
            progress=tell,
        )

    answer = await app.push_screen_wait(Working(f"Copying {entry.name}", job))
    if answer is None:
        app.notify("Stopped. Nothing is left of the copy.")
    elif isinstance(answer, LatticeError):
        await app.push_screen_wait(ErrorDialog("It could not be copied", answer))
    else:
        app.notify(f"{answer.name} is on this machine now; F2 opens it.", timeout=8)


async def sign_out(app: LatticeApp, entry: Entry) -> bool:
    """End the token of this machine, and take the workspace off the list with its copy; asks first."""
    sure = await app.push_screen_wait(
        Confirm(
            f"Sign out of {entry.name}?",
            "The token of this machine ends, and the copy that is here is deleted. On the server everything "
            "stays, and you stay a member; to come back you need an invitation or another token.",
            "Sign out",
            danger=False,
        )
    )
    if not sure:
        return False
    untold = await joining.sign_out(app.flow.vault, entry)
    await put_away(app, entry)
    if untold:
        words = f"The server was not told, so the token may still hold there: {untold}"
        app.notify(words, severity="warning", timeout=12)
    return True


async def leave(app: LatticeApp, client: Client, entry: Entry) -> None:
    """End one's membership, after asking who owns one's rows from then on. Raises LatticeError."""
    members = (await client.run(ListMembers())).value.members
    others = [m for m in members if m.id.startswith("human:") and m.id != entry.member and not m.removed_at]
    heir = await _heir(app, others)
    if heir is None:
        return
    sure = await app.push_screen_wait(
        Confirm(
            f"Leave {entry.name}?",
            f"You are no member any more, at once, and your agents' tokens end. Your rows belong to "
            f"{heir.name} ({heir.id}) then. Only an admin can let you in again.",
            "Leave for good",
        )
    )
    if not sure:
        return
    await client.run(RemoveMember(member=entry.member, new_owner=heir.id))
    await joining.sign_out(app.flow.vault, entry)
    await put_away(app, entry)


async def _heir(app: LatticeApp, others: list[Member]) -> Member | None:
    if not others:
        words = LatticeError(
            "conflict",
            "You are the only person in this workspace.",
            "Invite somebody first; or the server's keeper removes it: `lattice server workspace remove`.",
        )
        await app.push_screen_wait(ErrorDialog("Nobody would be left", words))
        return None
    choices = [Choice(m.id, m.name, f"{m.id} · {m.role}") for m in others]
    chosen = await app.push_screen_wait(Choose("Who owns your rows from then on?", choices, others[0].id))
    return next((m for m in others if m.id == chosen), None)


async def put_away(app: LatticeApp, entry: Entry) -> None:
    """Take a cloud workspace off the list with the copy of it that is here. Raises LatticeError."""
    if app.entry is not None and app.entry.path == entry.path:
        await app.close_workspace()
    await asyncio.to_thread(app.registry.delete, entry.name)
    await gone(app, entry)
