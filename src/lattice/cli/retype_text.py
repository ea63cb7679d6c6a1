"""What a retype would leave empty, as lines for people."""

from __future__ import annotations

from lattice.actions import Misfits
from lattice.cli.output import count
from lattice.cli.tables_text import table_text
from lattice.model.visible import visible


def misfits_text(misfits: Misfits) -> str:
    """How many values do not fit, those of this page, and how to read on."""
    rows = [
        (
            one.row_id,
            visible(one.label) + (" (in the trash)" if one.trashed else ""),
            visible(str(one.value)),
            one.reason,
        )
        for one in misfits.examples
    ]
    head = f"{misfits.count:,} of {count(misfits.rows, 'value')} would not fit.\n"
    table = table_text(("id", "row", "value", "reason"), rows) if rows else ""
    more = f"\nMore of them: --after {misfits.next}" if misfits.next else ""
    return head + table.rstrip("\n") + more
