"""Many workspaces on one Postgres: making the database ready, opening, making and removing workspaces."""

from lattice.engine.hosting.embedded import embedded
from lattice.engine.hosting.hosting import HostedWorkspace, Hosting, open_hosting

__all__ = ["HostedWorkspace", "Hosting", "embedded", "open_hosting"]
