"""What each part of the workbench offers: deeds of keys that work anywhere on it, commands of the palette."""
