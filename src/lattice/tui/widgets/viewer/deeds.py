"""What one does with a file in front: go somewhere, follow a link, copy, open it with another program."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
import webbrowser
from asyncio import to_thread
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lattice.ingest.files import disk_path, original_bytes
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, File, FileKind
from lattice.tui.literal import literal, one_line
from lattice.tui.screens.asking import ask_text, confirm
from lattice.tui.widgets.markdown.lines import Place
from lattice.tui.widgets.viewer.flow import Flow
from lattice.tui.widgets.viewer.long import Rows
from lattice.tui.widgets.viewer.parts import PartSection
from lattice.tui.widgets.viewer.reading import read_text

if TYPE_CHECKING:
    from lattice.tui.widgets.viewer.view import FileView

#: Characters that are sent to the clipboard; terminals keep no more.
COPIED = 1_000_000
#: What a system would run instead of showing it.
_RUN = re.compile(
    r"\.(app|bat|bin|cmd|com|command|cpl|desktop|dll|exe|hta|jar|jse?|lnk|msi|pif|ps1|py|rb|reg|run|scpt|scr|sh|so"
    r"|url|vb[es]?|wsf)"
)
_GOTO = re.compile(r"\s*(?:(p)(?:age)?\s*)?(\d{1,12})\s*(%)?\s*", re.I)


async def go_to(view: FileView) -> None:
    """Ask for a line, a page or a percentage and go there. Raises LatticeError."""
    leaf = view.paper.leaf
    pages = isinstance(leaf, Flow) and any(isinstance(s, PartSection) and s.page for s in leaf.sections)
    label = "A page (3) or a part of it (50%)." if pages else "A line (120) or a part of it (50%)."
    text = await ask_text(view.app, "Go to", label, check=_goes, yes="Go")
    match = _GOTO.fullmatch(text or "")
    if match is None or leaf is None:
        return
    number = int(match[2])
    if isinstance(leaf, Rows):
        at = leaf.size * min(number, 100) // 100
        view.paper.go_to(Place(at, 0) if match[3] else await leaf.seek_line(max(1, number)))
    elif match[3]:
        view.paper.scroll_lines(leaf.height * min(number, 100) // 100)
    elif isinstance(leaf, Flow) and pages:
        places = [
            Place(i, 0)
            for i, s in enumerate(leaf.sections)
            if isinstance(s, PartSection) and (s.page or 0) <= number
        ]
        found = [p for p in places if _page(leaf, p) == _page(leaf, places[-1])] if places else [Place(0, 0)]
        view.paper.go_to(found[0])
    else:
        view.paper.scroll_lines(number - 1)


def _page(leaf: Flow, place: Place) -> int:
    section = leaf.sections[place.section]
    return (section.page or 0) if isinstance(section, PartSection) else 0


def _goes(text: str) -> str:
    return "" if not text.strip() or _GOTO.fullmatch(text) else "Write a number, as 120, p3 or 50%."


async def follow(view: FileView, target: str) -> None:
    """Go where a link leads: a row, a file, a heading, or after asking the web. Raises LatticeError."""
    try:
        parts = urlsplit(target)
    except ValueError:
        parts = urlsplit("")
    scheme = parts.scheme.lower()
    if scheme == "lattice" and parts.netloc and parts.path.strip("/"):
        table, row_id = unquote(parts.netloc), unquote(parts.path.strip("/"))
        own = table.lower() == FILES
        view.post_message(view.OpenFile(row_id) if own else view.OpenRow(table, row_id))
    elif not scheme and not parts.netloc and not parts.path and parts.fragment:
        _to_heading(view, unquote(parts.fragment))
    elif scheme in ("http", "https") and parts.hostname:
        shown = literal(target).plain
        if await confirm(view.app, "Open in the browser?", shown, yes="Open", danger=False):
            await to_thread(webbrowser.open, target)
    else:
        view.app.notify(f"Links of this kind are not followed: {one_line(target, 200)}", severity="warning")


def _to_heading(view: FileView, fragment: str) -> None:
    leaf = view.paper.leaf
    for heading in leaf.headings() if leaf is not None else ():
        if _slug(heading.text) == fragment.lower():
            view.paper.go_to(heading.place)
            return
    view.app.notify(f"There is no heading #{one_line(fragment, 80)} here.", severity="warning")


def _slug(text: str) -> str:
    """The name by which links mean a heading."""
    return re.sub(r"[^\w\- ]", "", text.lower()).strip().replace(" ", "-")


async def copy(view: FileView, *, everything: bool) -> None:
    """Send what is selected to the terminal's clipboard, else the section, or all. Raises LatticeError."""
    text, what = "", "the selection"
    if everything:
        text = await read_text(view.client, view.file_id, limit=COPIED + 1)
        what = "all"
    else:
        text = view.screen.get_selected_text() or ""
    if not text and not everything:
        text, what = await _section(view)
    if not text:
        view.app.notify("There is no text to copy.", severity="warning")
        return
    cut = len(text) > COPIED
    view.app.copy_to_clipboard(text[:COPIED])
    more = f" (the first {COPIED:,} characters)" if cut else f" ({len(text):,} characters)"
    view.app.notify(f"Sent {what}{more} to the terminal's clipboard.")


async def _section(view: FileView) -> tuple[str, str]:
    """The section that the screen begins in, or the lines on screen of a document without sections."""
    paper = view.paper
    leaf = paper.leaf
    if leaf is None:
        return "", ""
    headings = leaf.headings()
    here = paper.place
    if not headings:
        last = leaf.place_at(min(leaf.height, paper.top + paper.room.height))
        end = last if paper.top + paper.room.height < leaf.height else None
        return await leaf.read(Place(here.section, 0), end), "what is on the screen"
    before = [h for h in headings if h.place.section <= here.section]
    first = before[-1] if before else None
    later = [h for h in headings if first is None or (h.place > first.place and h.level <= first.level)]
    text = await leaf.read(first.place if first else Place(0, 0), later[0].place if later else None)
    return text, f"“{one_line(first.text, 40)}”" if first else "the beginning"


async def open_outside(view: FileView, file: File) -> None:
    """Hand the file to the program of this system; asks when that could run it. Raises LatticeError."""
    path = disk_path(file.path) if file.path and file.kind is FileKind.REFERENCED else None
    if path is not None and not await to_thread(path.is_file):
        raise LatticeError(
            "not_found", f"The original is not at {one_line(str(path))} any more.", "Its text is kept."
        )
    runs = _RUN.fullmatch(_suffix(file.name)) is not None or (
        path is not None and await to_thread(os.access, path, os.X_OK)
    )
    if file.untrusted or runs:
        why = "It comes from strangers." if file.untrusted else "The system may run it instead of showing it."
        where = literal(str(path) if path is not None else file.name).plain
        if not await confirm(view.app, "Open with another program?", f"{where}\n\n{why}", yes="Open it"):
            return
    if path is None:
        path = await _copy_of(view, file)
    await to_thread(_launch, path)
    view.app.notify(f"Opened {one_line(file.name, 80)} with the program of this system.")


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


@cache
def _folder() -> Path:
    """A folder of one's own for copies, which goes away with the process."""
    folder = Path(tempfile.mkdtemp(prefix="lattice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


async def _copy_of(view: FileView, file: File) -> Path:
    """The kept bytes as a file that nobody can write to."""
    folder = _folder() / f"{file.id}-{file.version}"
    suffix = re.sub(r"[^.\w-]", "_", _suffix(file.name))[:20]
    stem = re.sub(r"[^\w. -]", "_", Path(file.name).stem)[:80].strip(". ") or "file"
    path = folder / f"{stem}{suffix}"
    if path.exists():
        return path
    folder.mkdir(mode=0o700, exist_ok=True)
    part = folder / "part"
    with part.open("wb") as target:
        async for chunk in original_bytes(view.client, file):
            await to_thread(target.write, chunk)
    part.chmod(0o400)
    part.replace(path)
    return path


def _launch(path: Path) -> None:
    if sys.platform == "win32":
        os.startfile(path)
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        raise LatticeError(
            "failed", "This system has no program that opens files (xdg-open).", f"The file is at {path}."
        )
    quiet = subprocess.DEVNULL
    subprocess.Popen([opener, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
