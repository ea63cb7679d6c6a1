"""The speed table of docs/architecture.md, measured on this machine: `make bench`."""
