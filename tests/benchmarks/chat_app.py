"""The history of a chat as an app of its own, which measures itself while an answer streams in.

Run with a file for its figures. Keys: `p` streams prose, `d` an answer dense with lists and tables, `o`
shows a token and says when, `m` has 200 messages there, `z` begins to measure anew, `q` leaves.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Footer, Input

from lattice.actions import ThreadPage
from lattice.assistant.events import Answered, Asking, Ended, Said
from lattice.model.chat import Message, MessageStatus, Role, TextBlock, Thread, Usage
from lattice.tui import themes
from lattice.tui.widgets.chat.history import ChatHistory
from tests.benchmarks.viewer import dense

STYLES = Path(themes.__file__).parent / "styles" / "base.tcss"
AT = "2026-11-21T10:00:00Z"
PROSE_CHARS, PROSE_CHUNKS, PROSE_PER_S = 6_000, 500, 50
#: About 20,000 tokens.
DENSE_CHARS, DENSE_CHUNKS, DENSE_PER_S = 80_000, 2_000, 100
MESSAGES = 200
_SENTENCE = "Memory is the *treasury* and guardian of all things, and `Lattice` keeps it for **people**. "


def prose(size: int = PROSE_CHARS) -> str:
    """Paragraphs of that many characters."""
    paragraph = _SENTENCE * 5 + "\n\n"
    return (paragraph * (size // len(paragraph) + 1))[:size]


def answer(size: int = DENSE_CHARS) -> str:
    """Lists, tables and code of that many characters."""
    lists = "\n".join(
        f"{n}. **Point {n}** with `code`\n   - and more of it\n   - twice" for n in range(1, 40)
    )
    code = "\n".join(f"    value_{n} = compute({n}, 'text')" for n in range(60))
    piece = f"{dense(6_000)}\n\n{lists}\n\n```python\ndef run():\n{code}\n```\n\n{prose(1_500)}\n\n"
    return (piece * (size // len(piece) + 1))[:size]


def message(n: int, role: Role, text: str) -> Message:
    """One message of the thread."""
    by = "human:ada" if role is Role.PERSON else "agent:assistant"
    usage = Usage(900, 120) if role is Role.ASSISTANT else Usage()
    return Message(
        f"m{n}", "T", f"t{n // 2}", n, role, MessageStatus.DONE, (TextBlock(text),), AT, by, "model", usage
    )


class ChatApp(App[None]):
    """A history with something to type in below it."""

    CSS_PATH: ClassVar[str] = str(STYLES)
    CSS = "ChatHistory { height: 1fr; }"
    BINDINGS: ClassVar[list[tuple[str, str, str]]] = [  # type: ignore[assignment]
        ("p", "stream_prose", "Prose"),
        ("d", "stream_dense", "Dense"),
        ("o", "token", "Token"),
        ("m", "many", "Many"),
        ("z", "measure", "Measure"),
        ("q", "quit", "Quit"),
    ]

    def __init__(self, figures: Path) -> None:
        super().__init__()
        self._figures = figures
        self._history = ChatHistory()
        self._longest = self._busiest = 0.0
        self._begun = (0.0, 0.0)
        path = themes.find_theme("lattice-dark", Path("nowhere"))
        assert path is not None
        self.register_theme(themes.read_theme(path))
        self.theme = "lattice-dark"
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        yield self._history
        yield Input(placeholder="ask or tell…")
        yield Footer()

    def on_mount(self) -> None:
        self._history.focus()
        self._show(())
        self.run_worker(self._feel_the_pulse())

    def _show(self, messages: tuple[Message, ...]) -> None:
        thread = Thread("T", "", "", len(messages), AT, AT)
        self._history.show(ThreadPage(thread, messages, more=bool(messages)))

    async def _feel_the_pulse(self) -> None:
        """How long the loop was ever held up."""
        while True:
            begun, busy = time.perf_counter(), time.thread_time()
            await asyncio.sleep(0.004)
            self._longest = max(self._longest, time.perf_counter() - begun - 0.004)
            self._busiest = max(self._busiest, time.thread_time() - busy)

    def action_measure(self) -> None:
        self._longest = self._busiest = 0.0
        self._begun = time.perf_counter(), time.process_time()

    def _tell(self) -> None:
        wall, cpu = time.perf_counter() - self._begun[0], time.process_time() - self._begun[1]
        freeze, busy = self._longest * 1e3, self._busiest * 1e3
        figures = {"wall_s": wall, "cpu_s": cpu, "freeze_ms": freeze, "busy_ms": busy}
        self._figures.write_text(json.dumps(figures))

    def on_app_blur(self) -> None:
        self.action_measure()

    def action_stream_prose(self) -> None:
        self.run_worker(self._stream(prose(), PROSE_CHUNKS, PROSE_PER_S))

    def action_stream_dense(self) -> None:
        self.run_worker(self._stream(answer(), DENSE_CHUNKS, DENSE_PER_S))

    def action_token(self) -> None:
        self._history.apply(Said("first-token-zanzibar"))

    def action_many(self) -> None:
        text = f"{_SENTENCE * 3}\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n{_SENTENCE}"
        self._show(tuple(message(n, (Role.PERSON, Role.ASSISTANT)[n % 2], text) for n in range(MESSAGES)))

    async def _stream(self, text: str, chunks: int, per_s: float) -> None:
        self.action_measure()
        history, size = self._history, len(text) // chunks + 1
        history.apply(Asking(1, "model"))
        begun = time.perf_counter()
        for number, at in enumerate(range(0, len(text), size)):
            await asyncio.sleep(max(0.0, begun + number / per_s - time.perf_counter()))
            history.apply(Said(text[at : at + size]))
        history.apply(Answered(message(1, Role.ASSISTANT, text)))
        history.apply(Ended(MessageStatus.DONE, "t0", 0))
        await asyncio.sleep(0.1)
        self._tell()
        self.notify("streamed", markup=False)

    async def action_quit(self) -> None:
        self._tell()
        self.exit()


if __name__ == "__main__":
    ChatApp(Path(sys.argv[1])).run()
