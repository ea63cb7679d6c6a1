"""Where copied text goes: the clipboard of this machine where one is at hand, and the terminal's."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

#: Bytes that all terminals take at once; some drop what is longer, others take megabytes.
SURE_BYTES = 74_000
#: Bytes that are sent to a terminal at all.
MOST_BYTES = 1_000_000
#: A program that has not taken the text by then never will.
PATIENCE_S = 3.0

#: What puts its input on the clipboard, by what must be set for it to mean this person's screen.
_PROGRAMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--input", "--clipboard")),
    ("WSL_DISTRO_NAME", ("clip.exe",)),
)
_tasks: set[asyncio.Task[bool]] = set()


def programs(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> list[tuple[str, ...]]:
    """Commands that may reach the clipboard of who sits here, the likeliest first; none over ssh."""
    environ = os.environ if environ is None else environ
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        # the clipboard of this machine is not in front of the person
        return []
    if platform == "darwin":
        wanted: list[tuple[str, ...]] = [("pbcopy",)]
    elif platform == "win32":
        wanted = [("clip.exe",)]
    else:
        wanted = [command for name, command in _PROGRAMS if environ.get(name)]
    path = environ.get("PATH")
    return [(found, *rest) for name, *rest in wanted if (found := shutil.which(name, path=path))]


async def put(text: str) -> bool:
    """Put text on the clipboard of this machine; whether a program took it."""
    for command in programs():
        # clip.exe reads the code page of the machine unless it is told otherwise by these two bytes
        windows = os.path.basename(command[0]).lower() == "clip.exe"
        data = text.encode("utf-16") if windows else text.encode()
        if await _feed(command, data):
            return True
    return False


async def _feed(command: tuple[str, ...], data: bytes) -> bool:
    nothing = asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.PIPE, stdout=nothing, stderr=nothing
        )
    except OSError:
        return False
    try:
        await asyncio.wait_for(process.communicate(data), PATIENCE_S)
    except (TimeoutError, OSError):
        if process.returncode is None:
            process.kill()
        return False
    return process.returncode == 0


def copy(text: str, tell_terminal: Callable[[str], None]) -> None:
    """Copy `text` without a word; `tell_terminal` sends it as OSC 52, which reaches through ssh and tmux."""
    if len(text.encode()) <= MOST_BYTES:
        tell_terminal(text)
    if programs():
        task = asyncio.get_running_loop().create_task(put(text))
        _tasks.add(task)
        task.add_done_callback(_tasks.discard)


async def hand_over(app: App[Any], text: str, what: str) -> None:
    """Copy `text` and say so: `what` as in `3 rows`. Only what is known is said of where it went."""
    from textual.app import App

    size = len(text.encode())
    native = await put(text)
    if size <= MOST_BYTES:
        App.copy_to_clipboard(app, text)
    if native:
        app.notify(f"Copied {what}.", markup=False)
    elif size > MOST_BYTES:
        words = f"Nothing was copied: {what} are {_megabytes(size)}, too much for a terminal. x exports."
        app.notify(words, severity="warning", markup=False)
    elif size > SURE_BYTES:
        words = f"Sent {what} to the terminal's clipboard: {size // 1000:,} kB, which some terminals drop."
        app.notify(words, severity="warning", markup=False)
    else:
        app.notify(f"Sent {what} to the terminal's clipboard.", markup=False)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
