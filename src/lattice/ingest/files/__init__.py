"""Bringing files in: one by path or from a stream, folders, watching; and what became of their originals."""

from lattice.ingest.files.adding import FileProgress, Step, add_path
from lattice.ingest.files.contents import original_bytes
from lattice.ingest.files.pasting import add_bytes, add_text

__all__ = ["FileProgress", "Step", "add_bytes", "add_path", "add_text", "original_bytes"]
