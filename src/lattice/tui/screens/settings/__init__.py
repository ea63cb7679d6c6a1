"""What a person sets for themselves: everything in the settings file, keys and themes."""
