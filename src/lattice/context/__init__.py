"""The workspace as a tree of Markdown: rendered, kept current, and what is edited there taken back."""

from lattice.context.keeping import keep_current
from lattice.context.loopback import take_back
from lattice.context.notes import ContextNote, NoteKind, TakenBack
from lattice.context.render import render
from lattice.context.report import RenderProgress, RenderReport
from lattice.context.scene import context_folder
from lattice.context.single import row_page

__all__ = [
    "ContextNote",
    "NoteKind",
    "RenderProgress",
    "RenderReport",
    "TakenBack",
    "context_folder",
    "keep_current",
    "render",
    "row_page",
    "take_back",
]
