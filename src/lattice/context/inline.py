"""Foreign text in a line of Markdown: it stays text, in its cell, its link, its heading."""

from __future__ import annotations

import re
from urllib.parse import quote

from lattice.model.visible import visible

#: What can begin markup wherever it stands. The low line only at an edge of a word: inside one it does
#: nothing, and `snake_case` should be found by `grep` as it is.
_ACTIVE = re.compile(r"[\\`*\[\]<|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#|[A-Za-z][A-Za-z0-9]*;)|!(?=\[)")
#: What begins a block at the beginning of a line.
_BLOCK = re.compile(r"(?:[#>+=-]|[0-9]{1,9}(?=[.)](?:\s|\Z)))")
#: Text that is itself: most of it.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,;:/@%+.()'\"=-]*\Z|[0-9]+(?:[.:T-][0-9]+)*Z?\Z")


def inline(text: str, chars: int | None = None) -> str:
    """`text` as one line of Markdown that shows just that: nothing in it acts, ends a cell or hides."""
    if _PLAIN.match(text) and (chars is None or len(text) <= chars):
        return text
    cut = chars is not None and len(text) > chars
    shown = visible(text[:chars] if cut else text)
    if not shown.isalnum():
        shown = " ".join(_ACTIVE.sub(r"\\\g<0>", shown).split())
        if (block := _BLOCK.match(shown)) is not None:
            end = block.end()
            shown = f"{shown[:end]}\\{shown[end:]}" if shown[0].isdigit() else f"\\{shown}"
    return shown + "…" if cut else shown


def link(label: str, path: str, chars: int | None = None) -> str:
    """A Markdown link; `path` is relative, with `/`."""
    return f"[{inline(label, chars) or '(no name)'}]({address(path)})"


def address(path: str) -> str:
    """A relative path as the address of a link: letters of all scripts stay, what ends an address doesn't."""
    return path if path.isascii() and not _UNSAFE.search(path) else _UNSAFE.sub(_escape, path)


_UNSAFE = re.compile(r"[^\w./-]")


def _escape(match: re.Match[str]) -> str:
    return quote(match[0], safe="")


def relative(path: str, folder: str) -> str:
    """The path of a file of the tree as it is written in a file of `folder`; both from the root."""
    up = ""
    while folder and not path.startswith(folder + "/"):
        folder = folder.rpartition("/")[0]
        up += "../"
    return up + path[len(folder) + 1 if folder else 0 :]
