"""Findings in words, and what an index says of itself."""

from __future__ import annotations

from lattice.databases.base import Transaction
from lattice.databases.names import quote
from lattice.model.findings import Finding

_REPAIR = "`lattice doctor --repair` makes it anew from the rows."


def told(name: str, wrong: list[str], well: str, *, repair: bool, hint: str = _REPAIR) -> Finding:
    """What is wrong, the first five of it; or that all is well."""
    if not wrong:
        return Finding(name, ok=True, message=well)
    more = f" and {len(wrong) - 5} more" if len(wrong) > 5 else ""
    message = f"{'; '.join(wrong[:5])}{more}."
    return Finding(name, ok=False, message=message, hint="" if repair else hint, repaired=repair)


async def indexed_rows(tx: Transaction, index: str) -> int:
    """How many rows an FTS5 index says it holds: the first number of its record of totals."""
    row = await tx.one(f"SELECT block FROM {quote(index + '_data')} WHERE id = 1")
    block: object = row[0] if row else b""
    value = 0
    for byte in block if isinstance(block, bytes) else b"":
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value
