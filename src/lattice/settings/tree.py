"""The tree of settings as plain data: every field with its default, its sentence and its bounds."""

from __future__ import annotations

import msgspec

from lattice.model.context import ContextRules
from lattice.model.limits import Limits
from lattice.model.people import AgentRules, Person
from lattice.model.web import WebRules


class Display(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How values are written in the workbench; files, filters and the command line keep to ISO."""

    dates: str = "iso"
    """How dates are shown: `iso` 2024-12-31, `dmy` 31.12.2024, `mdy` 12/31/2024, `words` 31 Dec 2024."""
    numbers: str = "plain"
    """How numbers from 10,000 on are shown: `plain`, with a `comma`, a `point` or a `space` by thousands."""


class Search(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one finds things."""

    limit: int = 20
    """How many hits a search shows, 1 to 200."""
    delay_ms: int = 60
    """How long typing must pause before the workbench searches, in milliseconds, 0 to 2,000."""


class Files(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How documents come in."""

    store: bool = False
    """Whether files that are added are copied into the workspace, instead of staying where they are."""
    read_seconds: int = 30
    """How long reading one document may take, in seconds."""
    read_megabytes: int = 1_000
    """How much memory reading one document may take, and how much it may unpack to, in megabytes."""


class Secrets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where keys and tokens are kept."""

    store: str = "keyring"
    """Where keys are kept: the system's `keyring`, or a `file` that is encrypted behind a passphrase."""


class Assistant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which model answers, and how."""

    model: str = ""
    """Name of the model; the newest one of the sonnet line when empty."""
    base_url: str = ""
    """Address of the service, for a gateway or a local server; when empty `ANTHROPIC_BASE_URL`."""
    max_tokens: int = 16_000
    """How long an answer may get, in tokens; about three quarters of a word each."""
    thinking_tokens: int = 4_000
    """How much the model may think before it answers, in tokens; 0 turns thinking off."""
    title_model: str = ""
    """Model for titles, summaries and chores; the newest one of the haiku line when empty."""
    price_input: int = 0
    """US cents for a million tokens that go in, for models of unknown price; 0: the dearest known."""
    price_output: int = 0
    """US cents for a million tokens that come out, for models of unknown price; 0: the dearest known."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a person can set."""

    person: Person | None = None
    """Who uses this machine; asked once."""
    theme: str = "auto"
    """Name of the theme; `auto` is the house theme."""
    editor: str = ""
    """Command that long text is edited with; when empty `$VISUAL`, else `$EDITOR`."""
    animations: bool = False
    """Whether the workbench moves things smoothly."""
    live_poll_ms: int = 100
    """How often to look for changes of others where the system tells none, in milliseconds, 20 to 10,000."""
    display: Display = Display()
    """How values are written in the workbench."""
    search: Search = Search()
    """How one finds things."""
    agents: AgentRules = AgentRules()
    """What agents may do on workspaces of this machine."""
    files: Files = Files()
    """How documents come in."""
    web: WebRules = WebRules()
    """What may be fetched from the web."""
    assistant: Assistant = Assistant()
    """Which model answers, and how."""
    context: ContextRules = ContextRules()
    """How the workspace is rendered as Markdown."""
    secrets: Secrets = Secrets()
    """Where keys and tokens are kept."""
    limits: Limits = Limits()
    """How much is too much."""
    keys: dict[str, str] = {}
    """Own keys: id of a binding to its keys, such as `grid.delete = "d,delete"`."""


#: Smallest and greatest value of the numbers.
BOUNDS: dict[str, tuple[int, int]] = {
    "live_poll_ms": (20, 10_000),
    "search.limit": (1, 200),
    "search.delay_ms": (0, 2_000),
    "files.read_seconds": (1, 3_600),
    "files.read_megabytes": (100, 1_000_000),
    "web.max_bytes": (1_000, 1_000_000_000),
    "web.timeout_s": (1, 600),
    "web.redirects": (0, 20),
    "web.per_turn": (0, 10_000),
    "web.per_day": (0, 1_000_000),
    "context.row_chars": (1_000, 10_000_000),
    "context.index_rows": (10, 100_000),
    "context.table_rows": (0, 100_000_000),
    "context.links": (0, 10_000),
    "context.recent": (0, 10_000),
    "context.pause_ms": (0, 60_000),
    "assistant.max_tokens": (256, 200_000),
    "assistant.thinking_tokens": (0, 200_000),
    "assistant.price_input": (0, 1_000_000),
    "assistant.price_output": (0, 1_000_000),
    "limits.file_bytes": (1_000, 1_000_000_000_000),
    "limits.text_chars": (1_000, 10_000_000_000),
    "limits.value_bytes": (1_000, 1_000_000_000),
    "limits.row_bytes": (1_000, 1_000_000_000),
    "limits.import_bytes": (1_000, 1_000_000_000_000_000),
    "limits.import_rows": (1, 1_000_000_000_000),
    "limits.bulk_rows": (1, 100_000_000),
    "limits.name_bytes": (1, 63),
    "limits.columns": (1, 1_900),
    "limits.tables": (1, 10_000),
    "limits.filter_bytes": (100, 1_000_000),
}
#: The words that a text may be, where not every text will do.
CHOICES: dict[str, tuple[str, ...]] = {
    "display.dates": ("iso", "dmy", "mdy", "words"),
    "display.numbers": ("plain", "comma", "point", "space"),
    "secrets.store": ("keyring", "file"),
}
#: Sections of the tree; `keys` is free, for the ids of bindings are the workbench's.
SECTIONS: dict[str, type[msgspec.Struct]] = {
    "person": Person,
    "display": Display,
    "search": Search,
    "agents": AgentRules,
    "files": Files,
    "web": WebRules,
    "assistant": Assistant,
    "context": ContextRules,
    "secrets": Secrets,
    "limits": Limits,
}
