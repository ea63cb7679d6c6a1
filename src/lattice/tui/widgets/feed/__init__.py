"""The feed: the last change in words, and the stream of them."""

from lattice.tui.widgets.feed.feed import Feed
from lattice.tui.widgets.feed.stream import Stream

__all__ = ["Feed", "Stream"]
