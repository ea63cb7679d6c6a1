"""The flags that every command takes, before it or behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path

    import typer


class Globals:
    """What was said by the global flags; one object for a command line, filled while it is parsed."""

    #: Names of the flags that may also stand behind the command.
    FLAGS: ClassVar[frozenset[str]] = frozenset({"home", "workspace", "as_json", "actor", "op_id"})

    def __init__(self, *, as_json: bool = False) -> None:
        self.home: str | None = None
        self.workspace: str | None = None
        self.as_json = as_json
        self.actor: str | None = None
        self.op_id: str | None = None

    @property
    def home_path(self) -> Path:
        """The home folder."""
        from lattice.places import home_dir

        return home_dir(self.home)


def flags_of(ctx: typer.Context) -> Globals:
    """The global flags of the command line that `ctx` belongs to."""
    held = ctx.find_root().obj
    return held if isinstance(held, Globals) else Globals()
