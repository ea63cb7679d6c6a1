"""A short list in which letters go to the line that begins with them."""

from __future__ import annotations

from time import monotonic

from textual import events

from lattice.tui.widgets.lists import Lines

#: Quiet time after which letters begin a new word, in seconds.
WORD_S = 1.0


class LetteredLines(Lines):
    """Lines that are gone to by their first letters; the same letter again goes to the next of them."""

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._since = 0.0

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are for the list."""
        return character is not None and character.isalnum()

    def on_key(self, event: events.Key) -> None:
        """Go to what begins with the letters."""
        if event.character is None or not self.check_consume_key(event.key, event.character):
            return
        event.stop()
        event.prevent_default()
        letter, now = event.character.casefold(), monotonic()
        word = self._typed + letter if now - self._since < WORD_S else letter
        self._since = now
        here = self.highlighted or 0
        # a longer word may be that of the line itself; one letter goes on from it
        found = self._first(word, here) if len(word) > 1 else None
        if found is None:
            word, found = letter, self._first(letter, here + 1)
        self._typed = word
        if found is not None:
            self.highlighted = found

    def _first(self, word: str, begin: int) -> int | None:
        """The line that begins so, from one line on and around."""
        count = self.option_count
        for step in range(count):
            at = (begin + step) % count
            text = str(self.get_option_at_index(at).prompt).lstrip("→ ").casefold()
            if text.startswith(word):
                return at
        return None
