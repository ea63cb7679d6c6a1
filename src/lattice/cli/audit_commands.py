"""`audit`, `audit verify`: the chain."""

from __future__ import annotations

import msgspec
import typer

from lattice.actions.audit import ListAudit, VerifyAudit
from lattice.cli.arguments import Limit
from lattice.cli.globals import flags_of
from lattice.cli.output import answer, count
from lattice.cli.running import on_workspace
from lattice.cli.tables_text import table_text
from lattice.client import Client
from lattice.model.events import AuditRecord
from lattice.model.values import show_time
from lattice.model.visible import visible

app = typer.Typer()
audit_app = typer.Typer(invoke_without_command=True)
app.add_typer(audit_app, name="audit")

#: Records that one `audit.list` answers at most.
_PAGE_RECORDS = 1_000


@audit_app.callback()
def audit(ctx: typer.Context, limit: Limit = 100) -> None:
    """Show the audit chain, newest first."""
    if ctx.invoked_subcommand is not None:
        return
    flags = flags_of(ctx)
    records = on_workspace(flags, lambda client: _records(client, limit))
    rows = [
        (
            str(one.n),
            show_time(one.at)[:19],
            visible(one.actor),
            one.action,
            one.decision,
            one.code,
            one.hash[:12],
        )
        for one in records
    ]
    headers = ("n", "at", "actor", "action", "decision", "code", "hash")
    answer(
        flags,
        lambda: records,
        lambda: table_text(headers, rows, right=frozenset({0})) if rows else "Nothing is in the chain yet.",
    )


async def _records(client: Client, limit: int) -> list[AuditRecord]:
    found: list[AuditRecord] = []
    action = ListAudit()
    while len(found) < limit:
        action = msgspec.structs.replace(action, limit=min(_PAGE_RECORDS, limit - len(found)))
        page = (await client.run(action)).value
        found += page.records
        if page.next is None:
            break
        action = msgspec.structs.replace(action, before=page.next)
    return found


@audit_app.command("verify")
def verify(ctx: typer.Context) -> None:
    """Check the whole chain; exits 1 and names the first record that does not hold."""
    flags = flags_of(ctx)
    verdict = on_workspace(flags, lambda client: client.run(VerifyAudit())).value
    if verdict.ok:
        words = f"The chain holds: {count(verdict.records, 'record')}."
    else:
        where = f"record {verdict.bad}" if verdict.bad is not None else "the chain"
        words = f"The chain does not hold at {where}: {visible(verdict.reason)}"
    answer(flags, lambda: verdict, lambda: words)
    if not verdict.ok:
        raise typer.Exit(1)
