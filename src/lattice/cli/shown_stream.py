"""A stream of text for a terminal: what would act there is shown instead."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO

from lattice.model.visible import visible


class ShownStream(io.RawIOBase, BinaryIO):
    """Takes UTF-8 and hands it on as `visible` shows it, lines and tabs as they are."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.changed = False
        """Whether anything was shown in another way than it is."""

    def writable(self) -> bool:
        """It is for writing only."""
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        """Hand on; all of it is taken."""
        plain = bytes(data)
        text = self._decoder.decode(plain)
        safe = visible(text, lines=True)
        self.changed = self.changed or safe != text
        self._out.write(safe.encode(errors="replace"))
        return len(plain)

    def flush(self) -> None:
        """Bring what was written to the terminal."""
        self._out.flush()
