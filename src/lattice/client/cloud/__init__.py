"""A cloud workspace as a client: the way to its server, signing in, the mirror."""
