"""The conversation with the assistant, which goes on whether or not its pane is shown."""

from lattice.tui.chat.kept import ChatState, Size, chat_path
from lattice.tui.chat.listening import Listener
from lattice.tui.chat.running import Running, Said
from lattice.tui.chat.session import ChatSession

__all__ = ["ChatSession", "ChatState", "Listener", "Running", "Said", "Size", "chat_path"]
