"""Clients: one way to work on a workspace, wherever it lives.

`open_local(path)` opens a workspace file; see docs/architecture.md for a script of ten lines.
"""

from lattice.client.base import Client
from lattice.client.local import LocalClient, create_local, doctor_file, open_local
from lattice.model.loads import LoadBatch, LoadColumn, LoadMode, LoadPlan

__all__ = [
    "Client",
    "LoadBatch",
    "LoadColumn",
    "LoadMode",
    "LoadPlan",
    "LocalClient",
    "create_local",
    "doctor_file",
    "open_local",
]
