"""The doctor: every check of a workspace, and repair of what can be made anew without loss."""

from __future__ import annotations

from lattice.databases.sqlite import SqliteDatabase
from lattice.engine.doctor import bookkeeping, contents, files, replay
from lattice.engine.doctor.files import doctor_file
from lattice.engine.engine import Engine
from lattice.engine.verify import verify
from lattice.model.errors import LatticeError, Stage
from lattice.model.events import Verdict
from lattice.model.findings import Finding
from lattice.model.people import ActorKind, Caller

__all__ = ["check", "doctor_file"]

BACKUP = "Keep a copy of the file, then export what can be read: `lattice export`."


async def check(engine: Engine, caller: Caller, *, repair: bool = False) -> tuple[Finding, ...]:
    """Check everything; with `repair` make anew what follows from the rows: counts, indexes, leftovers.

    Raises `forbidden` when an agent asks for repair. A large workspace takes its time: the log and
    all rows are read once, in bounded memory.
    """
    if repair and caller.kind is not ActorKind.HUMAN:
        raise LatticeError(
            "forbidden", "Only a person repairs a workspace.", "Ask them to do it.", stage=Stage.AUTHORIZATION
        )
    database = engine.database
    findings: list[Finding] = []
    if isinstance(database, SqliteDatabase):
        findings += files.check_files(database.path, repair=repair)
    findings.append(await _structure(engine))
    if not findings[-1].ok:
        return tuple(findings)
    if repair:
        async with database.writing() as tx:
            findings += await bookkeeping.check(tx, await engine.catalog(tx), repair=True)
            findings += await contents.check(tx, repair=True)
    else:
        async with database.reading() as tx:
            findings += await bookkeeping.check(tx, await engine.catalog(tx), repair=False)
            findings += await contents.check(tx, repair=False)
    # before the view of the database begins: others may write meanwhile
    head = engine.head_file.read()
    async with database.reading() as tx:
        findings.append(await replay.check(tx, await engine.catalog(tx)))
        verdict = await verify(tx, head)
    findings.append(_audit(verdict))
    return tuple(findings)


async def _structure(engine: Engine) -> Finding:
    if engine.database.keeps_rows:
        return Finding("file", ok=True, message="The server's database answers.")
    try:
        async with engine.database.reading() as tx:
            said = [str(row[0]) for row in await tx.all("PRAGMA quick_check(5)")]
    except LatticeError as error:
        return Finding("file", ok=False, message=error.message, hint=error.hint)
    if said == ["ok"]:
        return Finding("file", ok=True, message="The file is whole.")
    return Finding("file", ok=False, message=f"The file is damaged: {'; '.join(said)}.", hint=BACKUP)


def _audit(verdict: Verdict) -> Finding:
    if verdict.ok:
        said = f"The audit chain holds: {verdict.records:,} records. {verdict.reason}"
        return Finding("audit", ok=True, message=said.strip())
    where = f"record {verdict.bad}" if verdict.bad is not None else "its end"
    return Finding(
        "audit",
        ok=False,
        message=f"The audit chain does not hold at {where}: {verdict.reason}.",
        hint="Somebody changed the file outside of Lattice. Compare it with a backup.",
    )
