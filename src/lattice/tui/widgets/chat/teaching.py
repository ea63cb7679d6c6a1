"""What an empty chat says: what one can ask here, made from the tables that are here; or how to connect."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.style import Style

from lattice.actions import TableInfo
from lattice.model.errors import LatticeError
from lattice.model.values import ColumnType
from lattice.tui.bench import Bench
from lattice.tui.key_names import key_name
from lattice.tui.keys import key_of, split_keys
from lattice.tui.literal import one_line

_NUMBERS = (ColumnType.INTEGER, ColumnType.NUMBER)
_DATES = (ColumnType.DATE, ColumnType.DATETIME)
#: Examples that are shown.
EXAMPLES = 4


def examples(bench: Bench) -> tuple[str, ...]:
    """Things to say that make sense in this workspace."""
    found: list[str] = []
    tables = sorted((info for info in bench.tables if info.rows), key=lambda info: -info.rows)
    for info in tables[:2]:
        found += list(_about(info))[: 2 if len(tables) > 1 else 3]
    if bench.files is not None and bench.files.rows:
        found.append("Make a table of what the newest document describes.")
    if not found and bench.tables:
        found.append(f"Fill {_name(bench.tables[0])} with ten examples.")
    if not bench.tables:
        found += ["Make a table of the books on my shelf.", "What can you do here?"]
    return tuple(found[:EXAMPLES])


def _about(info: TableInfo) -> Iterator[str]:
    name = _name(info)
    numbers = [c for c in info.table.columns if c.type in _NUMBERS]
    dates = [c for c in info.table.columns if c.type in _DATES]
    texts = [c for c in info.table.columns if c.type is ColumnType.TEXT and c is not info.table.label]
    if numbers:
        yield f"Which {name} have the highest {one_line(numbers[0].name, 30)}?"
    if dates:
        yield f"How many {name} are there for each year of {one_line(dates[0].name, 30)}?"
    if texts:
        yield f"Group {name} by {one_line(texts[0].name, 30)} and count them."
    yield f"Find duplicates in {name}."


def _name(info: TableInfo) -> str:
    return one_line(info.table.name, 30)


def lesson(bench: Bench) -> Content:
    """What stands in a conversation in which nothing was said yet."""
    parts: list[Content] = [
        Content.styled("Ask about this workspace, or say what to change.", "$text bold"),
        Content("Everything that is changed for you can be undone: one call, or the whole turn.\n"),
        Content.styled("For example:", "$text-muted"),
    ]
    for example in examples(bench):
        said = Style.from_meta({"example": example})
        parts.append(Content.assemble(("› ", "$text-primary"), Content(example).stylize(said)))
    parts.append(Content(""))
    parts.append(_keys(("@", "names a table, a row or a file"), ("/", "lists what else can be done")))
    return Content("\n").join(parts)


def without_key(error: LatticeError) -> Content:
    """What stands there when nobody can answer."""
    connect = (
        Content(" Connect a key… ").stylize("bold $text-primary").stylize(Style.from_meta({"connect": 1}))
    )
    return Content("\n").join(
        [
            Content.styled(
                "The assistant has no key yet."
                if error.code == "no_key"
                else "The assistant's key cannot be read.",
                "$text bold",
            ),
            Content(f"{error.message}\n"),
            Content("It answers with Claude, and needs a key of its service."),
            Content(f"{_whither(error)}\n"),
            connect.stylize(Style.from_meta({"connect": 1})),
            Content(""),
            _keys(("/connect", "does the same"), (_key("app.palette"), "Connect the assistant")),
        ]
    )


def _whither(error: LatticeError) -> str:
    if error.code == "no_passphrase":
        return "The key is in an encrypted file, which its passphrase opens for as long as Lattice runs."
    return "The key goes into the keyring of this machine, or into an encrypted file, and nowhere else."


def _keys(*pairs: tuple[str, str]) -> Content:
    return Content("\n").join(
        Content.assemble((key.ljust(9), "bold $footer-key-foreground"), (words, "$text-muted"))
        for key, words in pairs
    )


def _key(key_id: str) -> str:
    return key_name(split_keys(key_of(key_id).keys)[0])
