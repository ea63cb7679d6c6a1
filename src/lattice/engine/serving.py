"""Where a server is reached, which invitations say."""

from __future__ import annotations


class ServerPlace:
    """Known once the server listens; shared by all its workspaces."""

    def __init__(self) -> None:
        self.address = ""
        """Its public URL."""
        self.fingerprint = ""
        """SHA-256 of its certificate in hex; empty when a proxy has it or the loopback needs none."""
