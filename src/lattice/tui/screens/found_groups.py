"""What a search found, table by table: a few rows of each first, and a line that stands for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from lattice.actions import Hits, SearchText
from lattice.model.chat import MESSAGES, THREADS
from lattice.model.rows import Hit
from lattice.tui.bench import Bench
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.words import table_words

#: Rows that one question brings at most.
MOST = 200
#: Rows of a table that are listed at first, where several tables have some.
FEW = 5
#: Rows of a table from which on it does not matter how many more there are.
SEVERAL = 20
#: Times that tables are asked for again of which others left fewer.
ROUNDS = 3
#: Cells of what a line is one of.
KIND_CELLS = 10


class Group(NamedTuple):
    """What was found in one table."""

    table: str
    hits: Sequence[Hit]
    """Best first."""
    more: bool
    """Whether there may be still more than these."""


async def search(bench: Bench, text: str, table: str = "") -> list[Group]:
    """The best rows of each table that has some, or of one; the table of the best first.

    Raises LatticeError.
    """
    answer = (await bench.run(SearchText(text=text, tables=(table,) if table else (), limit=MOST))).value
    found = _by_table(answer)
    unsure = set() if not answer.more else {table} if table else {*_names(bench), *found}
    for _ in range(0 if table else ROUNDS):
        # the best rows of the others may have left no room for those of these
        asked = tuple(name for name in unsure if len(found.get(name, ())) < SEVERAL)
        if not asked:
            break
        answer = (await bench.run(SearchText(text=text, tables=asked, limit=MOST))).value
        found |= _by_table(answer)
        if not answer.more:
            unsure.difference_update(asked)
    return [Group(name, hits, name in unsure) for name, hits in found.items()]


def _by_table(answer: Hits) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in answer.hits:
        if hit.table != THREADS:
            found.setdefault(hit.table, []).append(hit)
    return found


def _names(bench: Bench) -> set[str]:
    own = {info.table.name for info in bench.tables}
    return own | {MESSAGES} | ({bench.files.table.name} if bench.files is not None else set())


def few_of(groups: Sequence[Group], room: int, limit: int) -> int:
    """How many rows of each table are listed, so that `room` lines show all tables, each with its rest.

    Of one table alone `limit` rows are listed.
    """
    if len(groups) <= 1:
        return limit
    return max(1, min(FEW, room // len(groups) - 1, limit // len(groups)))


def first_of(group: Group, few: int) -> Sequence[Hit]:
    """What is listed of a table; a rest of one row takes no more room than the line that stands for it."""
    return group.hits if not group.more and len(group.hits) == few + 1 else group.hits[:few]


def paint_hit(hit: Hit, *, labelled: bool = True) -> Content:
    """A row that was found: its table, what people call it, where the words stand, and these."""
    kind = fit_cells(one_line(table_words(hit.table)), KIND_CELLS) if labelled else " " * KIND_CELLS
    parts: list[str | tuple[str, str]] = [
        (f"{kind} ", "$text-secondary"),
        (one_line(hit.label, 40) or "(no name)", "bold"),
        (f"  {one_line(hit.place or hit.column, 40)}: ", "$text-muted"),
    ]
    for piece in hit.snippet.split("\x02"):
        marked, ended, rest = piece.partition("\x03")
        if ended:
            parts += [(one_line(marked), "$text-accent bold"), (one_line(rest), "$text-muted")]
        else:
            parts.append((one_line(piece), "$text-muted"))
    return Content.assemble(*parts)


def paint_rest(group: Group, count: int) -> Content:
    """The line that stands for what is not listed of a table."""
    many = f"{count:,}" if not group.more else f"at least {count:,}" if count else "perhaps"
    name = one_line(table_words(group.table), 40)
    return Content.styled(f"{'':{KIND_CELLS}} … {many} more in {name}: enter lists them", "$text-muted")


def paint_back() -> Content:
    """The line that leads from one table back to all."""
    return Content.styled(f"{'':{KIND_CELLS}} ‹ what was found in all tables", "$text-muted")
