"""Bringing files in: one by path or from a stream, folders, watching; and what became of their originals."""

from lattice.ingest.files.adding import FileProgress, Step, add_path
from lattice.ingest.files.contents import original_bytes
from lattice.ingest.files.folders import add_folder
from lattice.ingest.files.originals import check_originals
from lattice.ingest.files.pasting import add_bytes, add_text
from lattice.ingest.files.places import disk_path
from lattice.ingest.files.rereading import read_again
from lattice.ingest.files.saving import save_file
from lattice.ingest.files.steps import Fate, FileLine, FolderCounts, FolderProgress, FolderReport, Skipped
from lattice.ingest.files.watching import WatchNote, watch_folder

__all__ = [
    "Fate",
    "FileLine",
    "FileProgress",
    "FolderCounts",
    "FolderProgress",
    "FolderReport",
    "Skipped",
    "Step",
    "WatchNote",
    "add_bytes",
    "add_folder",
    "add_path",
    "add_text",
    "check_originals",
    "disk_path",
    "original_bytes",
    "read_again",
    "save_file",
    "watch_folder",
]
