"""The field of JSON: checked as one types, with the place of the mistake, and laid out at a key."""

from __future__ import annotations

import json

from lattice.model.values import Misfit
from lattice.tui.widgets.editors.drafts import value_of
from lattice.tui.widgets.editors.fields import AreaField
from lattice.tui.widgets.editors.inputs import AreaInput
from lattice.tui.widgets.editors.spelling import spell_json, unspell_json


def place_of_mistake(draft: str) -> tuple[int, int] | None:
    """Line and column, from 0, of what is no JSON; None when it is JSON, or wrong in another way."""
    try:
        json.loads(unspell_json(draft))
    except json.JSONDecodeError as error:
        return error.lineno - 1, error.colno - 1
    except (ValueError, RecursionError):
        return None
    return None


class JsonField(AreaField):
    """JSON."""

    @property
    def can_be_laid_out(self) -> bool:
        """Each member on a line of its own."""
        return True

    def lay_out(self) -> None:
        """Put each member on a line of its own; of what is no JSON, go to the mistake."""
        try:
            value = value_of(self.type, self.draft)
        except Misfit:
            self.go_to_mistake()
            return
        if value is not None:
            area = self.query_one(AreaInput)
            laid_out = spell_json(value)
            if laid_out != area.text:
                # an edit like any other, so that ^z takes it back
                area.replace(laid_out, (0, 0), area.document.end)

    def go_to_mistake(self) -> None:
        """Put the cursor where the text stops being JSON."""
        place = place_of_mistake(self.draft)
        if place is not None:
            area = self.query_one(AreaInput)
            area.move_cursor(place, center=True)
            area.focus()
