"""A process that changes a workspace and renders it, again and again: `renderer.py FILE TREE SEED`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from random import Random

from lattice.actions import DeleteRow, InsertRows, ListRows, UpdateRow
from lattice.client import open_local
from lattice.context import render
from lattice.model.people import Caller
from tests.context.trees import SMALL


async def main(path: Path, tree: Path, seed: int) -> None:
    """Until it is killed."""
    dice = Random(seed)
    client = await open_local(path, caller=Caller(actor="human:ada", origin="api"))
    while True:
        rows = tuple({"name": f"row {dice.randrange(40)}", "text": "words " * 50} for _ in range(40))
        ids = (await client.run(InsertRows(table="t", rows=rows))).value.ids
        for row in (await client.run(ListRows(table="t", limit=8, offset=dice.randrange(20)))).value.rows:
            if dice.random() < 0.5:
                await client.run(DeleteRow(table="t", id=row.id))
                ids = tuple(id_ for id_ in ids if id_ != row.id) or ids
            else:
                values = {"name": f"other {dice.randrange(40)}", "near": dice.choice(ids)}
                await client.run(UpdateRow(table="t", id=row.id, values=values))
        sys.stdout.write("rendering\n")
        sys.stdout.flush()
        await render(client, tree, SMALL)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
