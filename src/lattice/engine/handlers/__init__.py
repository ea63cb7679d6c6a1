"""Handlers: one module per noun, each carries out its actions in the transaction it is given.

A module is imported when the first of its actions is asked for: a command that reads one page
does not pay for undo, search and SQL (15 ms, see the benchmark of `lattice rows`).
"""

from __future__ import annotations

from importlib import import_module

from lattice.actions.base import ActionSpec, Risk

#: Where the handlers of a noun stand when the module is not called as the noun in the plural.
_MODULES = {
    "approval": "policy",
    "artifact": "files",
    "change": "changes",
    "column": "columns",
    "file": "files",
    "invite": "invites",
    "instructions": "policy",
    "link": "links",
    "member": "members",
    "message": "turns",
    "model": "usage",
    "table": "tables",
    "thread": "threads",
    "token": "tokens",
    "turn": "turns",
    "view": "views",
}
#: Actions whose handlers stand apart from the others of their noun.
_OF_THEIR_OWN = {
    "change.check_revert": "going_back",
    "change.revert": "going_back",
    "column.mask": "sharing",
    "file.from_url": "fetches",
    "row.aggregate": "aggregate",
    "row.duplicates": "duplicates",
    "row.merge": "merging",
    "row.purge": "purge",
    "row.revert": "reverting",
    "row.share": "sharing",
    "row.sharing": "sharing",
    "table.share": "sharing",
    "workspace.logo": "logo",
    "workspace.set_logo": "logo",
}


def register(spec: ActionSpec) -> None:
    """Make the handler of an action known; importing its module registers it."""
    noun = spec.name.split(".")[0]
    module = _MODULES.get(noun, noun)
    if noun == "row":
        module = "rows_read" if spec.risk is Risk.READ else "rows"
    if noun == "change" and spec.risk is Risk.READ:
        module = "log"
    if noun == "file" and spec.risk is Risk.READ:
        module = "file_texts"
    module = _OF_THEIR_OWN.get(spec.name, module)
    import_module(f"{__name__}.{module}")
