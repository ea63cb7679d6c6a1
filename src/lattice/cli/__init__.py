"""The command line: each command turns what someone typed into actions, and what comes back into text."""
