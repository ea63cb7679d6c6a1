"""The conversation: turns of rounds, written down as they go, to be stopped at any moment."""

from lattice.assistant.conversation.assistant import Assistant
from lattice.assistant.conversation.screen import Screen

__all__ = ["Assistant", "Screen"]
