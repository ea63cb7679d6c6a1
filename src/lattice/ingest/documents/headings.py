"""The headings that a place in a document stands under."""

from __future__ import annotations


class HeadingPath:
    """The headings in force while a document is gone through; as text: `Methods › Sampling`."""

    def __init__(self) -> None:
        self._path: list[tuple[int, str]] = []

    def enter(self, level: int, title: str) -> None:
        """A heading of this level begins: it ends those of its level and below."""
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, " ".join(title.split())))

    def __str__(self) -> str:
        return " › ".join(title for _, title in self._path if title)
