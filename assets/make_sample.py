"""Write the sample workspace into a new file: `python assets/make_sample.py nordlys.lattice`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from lattice.client import create_local
from lattice.model.errors import LatticeError
from lattice.model.people import Caller
from lattice.sample import fill
from lattice.settings import derived_person


async def make(path: Path) -> None:
    """A workspace with the sample in it, at a place where nothing is yet."""
    caller = Caller(actor=f"human:{derived_person().handle}", origin="api")
    client = await create_local(path, name="Nordlys", caller=caller)
    try:
        await fill(client, lambda part: print(f"\r{part:4.0%}", end="", file=sys.stderr, flush=True))
    finally:
        await client.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} FILE")
    try:
        asyncio.run(make(Path(sys.argv[1])))
    except LatticeError as error:
        sys.exit(str(error))
    print(f"\r{sys.argv[1]}: done", file=sys.stderr)
