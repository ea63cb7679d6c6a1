"""Write docs/keys.md from the one table of keys: `make docs`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from lattice.tui.key import Key
from lattice.tui.key_names import key_name
from lattice.tui.keys import GROUPS, KEYS

PAGE = Path(__file__).parent.parent / "docs" / "keys.md"

BEGINNING = """# Keys

This page is made from the table that the workbench reads (`make docs`), so it cannot disagree with it.
`^k` means Ctrl and k, `⇧` Shift; two keys with a space between are pressed one after the other. `?` shows
the keys of where you are.

Keys are changed in the workbench (`,`, then *keys*), or in the settings file (`lattice settings path`) under
`[keys]`, by the name in the last column:

```toml
[keys]
"grid.delete" = "d,delete"
```

In a text input the keys of editing win. `^q` always quits.
"""


def page() -> str:
    """The whole document."""
    return "\n".join([BEGINNING, *_tables()])


def _tables() -> Iterator[str]:
    order = list(GROUPS)
    for group, keys in groupby(
        sorted(KEYS, key=lambda key: order.index(key.group)), key=lambda key: key.group
    ):
        yield f"## {GROUPS[group]}\n\n| key | what | | name |\n|---|---|---|---|"
        yield from (_line(key) for key in keys)
        yield ""


def _line(key: Key) -> str:
    shown = " ".join(f"`{key_name(name.strip())}`" for name in key.keys.split(",")).replace("|", "\\|")
    return f"| {shown} | {key.description} | {key.tooltip} | `{key.id}` |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
