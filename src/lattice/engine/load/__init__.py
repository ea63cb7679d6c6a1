"""Imports: rows are staged in short transactions and become visible in one change."""

from lattice.engine.load.run import load
from lattice.engine.load.sweep import sweep

__all__ = ["load", "sweep"]
