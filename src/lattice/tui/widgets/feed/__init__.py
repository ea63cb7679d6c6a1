"""The feed: the last change in words."""

from lattice.tui.widgets.feed.feed import Feed

__all__ = ["Feed"]
