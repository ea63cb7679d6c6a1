"""Markdown on the line API: cut into sections, parsed and laid out only where it is looked at."""

from lattice.tui.widgets.viewer.markdown.document import MarkdownSection, markdown_flow

__all__ = ["MarkdownSection", "markdown_flow"]
