"""The workspace as a tree of Markdown: rendered, kept current, and what is edited there taken back."""

from lattice.context.render import render
from lattice.context.report import RenderProgress, RenderReport
from lattice.context.scene import context_folder
from lattice.context.single import row_page

__all__ = ["RenderProgress", "RenderReport", "context_folder", "render", "row_page"]
