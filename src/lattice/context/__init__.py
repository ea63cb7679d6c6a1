"""The workspace as a tree of Markdown: rendered, kept current, and what is edited there taken back."""
