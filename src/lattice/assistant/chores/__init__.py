"""What the assistant does by itself: it follows the log and does what is due, one thing at a time.

`opening.keep_up` begins it. Here are only the levels, which screens and documentation show without paying for
the rest.
"""

from lattice.assistant.chores.levels import LEVELS, Chore, Level, chores_of, level_table

__all__ = ["LEVELS", "Chore", "Level", "chores_of", "level_table"]
