"""The server: the engine over HTTP, for many workspaces and many people."""
