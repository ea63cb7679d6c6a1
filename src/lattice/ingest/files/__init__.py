"""Bringing files in: one by path or from a stream, folders, watching; and what became of their originals."""

from lattice.ingest.files.adding import FileProgress, Step, add_path
from lattice.ingest.files.contents import original_bytes
from lattice.ingest.files.folders import add_folder
from lattice.ingest.files.pasting import add_bytes, add_text
from lattice.ingest.files.steps import Fate, FileLine, FolderCounts, FolderProgress, FolderReport, Skipped

__all__ = [
    "Fate",
    "FileLine",
    "FileProgress",
    "FolderCounts",
    "FolderProgress",
    "FolderReport",
    "Skipped",
    "Step",
    "add_bytes",
    "add_folder",
    "add_path",
    "add_text",
    "original_bytes",
]
