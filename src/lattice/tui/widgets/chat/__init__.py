"""The chat with the assistant as a pane."""
