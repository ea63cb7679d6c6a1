"""The history of the workspace and of its rows."""
