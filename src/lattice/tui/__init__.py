"""The workbench in the terminal: screens and widgets over a client, drawn with Textual."""
