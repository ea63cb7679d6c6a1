"""Who sees what, in signs and in words; no colour says it alone."""

from __future__ import annotations

from lattice.model.rows import Row
from lattice.model.schema import Column, Table
from lattice.model.sharing import Audience, Visibility
from lattice.tui.words import handle

#: Stands where a row is for its owner alone, or a column or table is not for everyone.
KEPT_MARK = "⊘"
#: Stands where a row is for some.
SOME_MARK = "◐"
_MARKS: dict[str, str] = {Visibility.PRIVATE: KEPT_MARK, Visibility.CUSTOM: SOME_MARK}

_AUDIENCE = {Audience.OWNER: "only the owner reads it", Audience.ADMIN: "only the owner and admins read it"}
#: What a person who chooses reads of each.
AUDIENCE_CHOICES = (
    (Audience.EVERYONE, "Everyone", "who sees the row also sees this"),
    (Audience.ADMIN, "Owner and admins", "others see ••• instead of values"),
    (Audience.OWNER, "Owner of the workspace", "admins, too, see ••• instead of values"),
)


def row_mark(row: Row) -> str:
    """The sign of a row that is not for everyone; empty for others."""
    return _MARKS.get(row.visibility, "")


def row_badge(visibility: str, owner: str, me: str) -> str:
    """`⊘ only you`, `⊘ only bo`, `◐ some of bo's`; empty where everyone sees it."""
    whose = "you" if owner == me else handle(owner)
    match visibility:
        case Visibility.PRIVATE:
            return f"{KEPT_MARK} only {whose}"
        case Visibility.CUSTOM:
            return f"{SOME_MARK} {whose} and some"
        case _:
            return ""


def row_words(visibility: str, owner: str, me: str) -> str:
    """Who sees a row, in few words; empty where everyone does."""
    who = "you" if owner == me else handle(owner)
    one = "" if owner == me else "s"
    match visibility:
        case Visibility.PRIVATE:
            return f"{KEPT_MARK} only {who} see{one} this row (a)"
        case Visibility.CUSTOM:
            return f"{SOME_MARK} {who} share{one} this row with some (a)"
        case _:
            return ""


def file_words(visibility: str, owner: str) -> str:
    """Who sees a file, in few words; empty where everyone does."""
    match visibility:
        case Visibility.PRIVATE:
            return f"{KEPT_MARK} only {handle(owner)} sees this file (a)"
        case Visibility.CUSTOM:
            return f"{SOME_MARK} {handle(owner)} shares this file with some (a)"
        case _:
            return ""


def table_badge(table: Table) -> str:
    """The sign of a table whose new rows are not for everyone; empty for others."""
    return KEPT_MARK if table.default_visibility is not Visibility.EVERYONE else ""


def audience_words(column: Column) -> str:
    """Whose role reads a column; empty where everyone's does."""
    return _AUDIENCE.get(column.audience, "")


def mask_words(column: Column) -> str:
    """Why a value is not shown; empty where it is."""
    return f"masked: {audience_words(column) or 'it is not for you'}" if column.masked else ""
