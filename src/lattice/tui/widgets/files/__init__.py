"""The files of a workspace: their list, and one of them in the viewer."""

from lattice.tui.widgets.files.listing import ArtifactsPane, FilesPane
from lattice.tui.widgets.files.viewing import FilePane

__all__ = ["ArtifactsPane", "FilePane", "FilesPane"]
