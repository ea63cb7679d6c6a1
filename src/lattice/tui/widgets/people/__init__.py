"""People: who is here, who is a member, who is invited, which agents have a token."""

from lattice.tui.widgets.people.pane import PeoplePane

__all__ = ["PeoplePane"]
