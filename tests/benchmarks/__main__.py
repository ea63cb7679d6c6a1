"""Measures everything, prints each line with its target, and says how many fall short."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import time
from functools import partial
from pathlib import Path

from tests.benchmarks import chat, cloud, commands, context, loading, memory, pages, screen, viewer
from tests.benchmarks.data import build
from tests.benchmarks.report import measure

SECTIONS = {
    "commands": ("Command line", commands.lines),
    "screen": ("Workbench, in a terminal of 160×45", screen.lines),
    "viewer": ("Files in the viewer, in a terminal of 160×45", viewer.lines),
    "chat": ("Chat, in a terminal of 160×45", chat.lines),
    "memory": ("Workspace of 1,000,000 rows, through the client", memory.lines),
    "pages": ("Pages beside datasette", pages.lines),
    "context": ("The context: a tree of 10,000 rows", context.lines),
    "cloud": ("A server, Postgres and clients on this machine", cloud.lines),
    "import": ("Import beside sqlite-utils", loading.lines),
}


def main() -> None:
    """Run the sections that were asked for; all when none was."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--rebuild", action="store_true", help="make the cached data again")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the lines there")
    options = parser.parse_args()
    if unknown := set(options.sections) - set(SECTIONS):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    bench = build(options.rebuild)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(f"{machine}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    print(f"load before: {os.getloadavg()[0]:.1f} (figures of a busy machine are worth little)")
    start = time.perf_counter()
    found = []
    for name in options.sections or SECTIONS:
        title, lines = SECTIONS[name]
        found += measure(title, partial(lines, bench))
    short = [line.what.strip() for line in found if line.passes is False]
    print(f"\n{sum(line.passes is True for line in found)} pass, {len(short)} fall short", end="")
    print(f" ({time.perf_counter() - start:.0f} s)")
    for what in short:
        print(f"  {what}")
    if options.json:
        options.json.write_text(
            json.dumps([line._asdict() for line in found], indent=1, ensure_ascii=False) + "\n"
        )


if __name__ == "__main__":
    main()
