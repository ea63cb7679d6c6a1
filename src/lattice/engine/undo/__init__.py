"""Undo: the inverse of a change, worked out from its events and appended as a new change."""

from lattice.engine.undo.inverse import take_back
from lattice.engine.undo.since import clashes, since
from lattice.engine.undo.targets import check_seen, chosen_redo, chosen_undo, settle

__all__ = ["check_seen", "chosen_redo", "chosen_undo", "clashes", "settle", "since", "take_back"]
