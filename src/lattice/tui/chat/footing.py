"""How a chat stands, in words: what runs, what it costs, which model."""

from __future__ import annotations

from time import monotonic

from lattice.model.chat import Usage
from lattice.tui.chat.running import Running

_FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


def money(millionths: int) -> str:
    """US dollars as people read them: `$0.04`, `<$0.01`, `$12.30`."""
    if millionths <= 0:
        return "$0"
    cents = millionths / 10_000
    return "<$0.01" if cents < 1 else f"${cents / 100:,.2f}"


def tokens(count: int) -> str:
    """How many: `812`, `14.2k`, `1.3M`."""
    if count < 1_000:
        return str(count)
    return f"{count / 1_000:.1f}k" if count < 999_950 else f"{count / 1_000_000:.1f}M"


def model_words(model: str) -> str:
    """What people call a model: `sonnet 5.5` of `claude-sonnet-5-5-20260901`; other names as they are."""
    name = model.rpartition("/")[2].removeprefix("anthropic.")
    if not name.startswith("claude-"):
        return name
    parts = [p for p in name.split("-")[1:] if not (p.isdigit() and len(p) >= 6) and p != "latest"]
    line = [p for p in parts if not p.isdigit()]
    return " ".join([*line, ".".join(p for p in parts if p.isdigit())]).strip()


def footer(model: str, thread: Usage, turn: Usage | None, warnings: tuple[str, ...]) -> str:
    """The line under what is typed: `sonnet · 14.2k tokens · $0.04`."""
    parts = [model_words(model)]
    if turn is not None and turn.tokens:
        parts.append(f"turn {money(turn.cost)}")
    if thread.tokens:
        parts.append(f"{tokens(thread.tokens)} · {money(thread.cost)}")
    if warnings:
        parts.append(f"⚠ {warnings[0].rstrip('.')}")
    return " · ".join(part for part in parts if part)


def doing(running: Running, *, still: bool = False) -> str:
    """What a turn does now: `⠹ asking… 3 s`."""
    now = monotonic()
    mark = "•" if still else _FRAMES[int(now * 8) % len(_FRAMES)]
    if running.asked:
        return f"? {running.doing}"
    if running.until is not None:
        left = max(0, round(running.until - now))
        return f"{mark} {running.doing}, in {left} s"
    seconds = int(now - running.since)
    return f"{mark} {running.doing}" + (f" {seconds} s" if seconds >= 2 else "")
