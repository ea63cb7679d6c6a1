"""What the assistant does by itself: it follows the log and does what is due, one thing at a time."""

from lattice.assistant.chores.keeping import Chores, Pace
from lattice.assistant.chores.levels import LEVELS, Chore, Level, chores_of, level_table
from lattice.assistant.chores.opening import keep_up

__all__ = ["LEVELS", "Chore", "Chores", "Level", "Pace", "chores_of", "keep_up", "level_table"]
