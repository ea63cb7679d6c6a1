"""Lattice: a terminal workbench for the memory that people and AI agents share."""

__version__ = "0.1.0"
