"""The command palette: every action, found by its words, its hint and its synonyms."""

from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from perceptop.app.actions.action import Action
from perceptop.app.actions.key_names import keys_of
from perceptop.app.actions.table import ACTIONS
from perceptop.app.terminal.app import TerminalApp

OF_WORDS = 0.5
"""The most that a match of scattered letters of the name is worth."""


class KeyedActions(Provider):
    """Offers the actions of the one table that keys, footer and help are made of."""

    async def discover(self) -> Hits:
        """Return all of them, before anything is typed."""
        for action in ACTIONS:
            yield DiscoveryHit(action.words, partial(self.app.run_action, action.run), help=self._hint(action))

    async def search(self, query: str) -> Hits:
        """Return those whose name matches, then those that match by their hint or synonyms."""
        matcher = self.matcher(query)
        for action in ACTIONS:
            score = matcher.match(action.words)
            if score > 0 or action.matches(query):
                # A name that begins with what was typed comes first, a name with these letters somewhere last.
                named = action.words.lower().startswith(query.lower())
                rank = 2 + score if named else 1 if action.matches(query) else min(score, 1) * OF_WORDS
                shown = matcher.highlight(action.words)
                yield Hit(rank, shown, partial(self.app.run_action, action.run), help=self._hint(action))

    def _hint(self, action: Action) -> str:
        return cast(TerminalApp, self.app).spelled(f"{keys_of(action)}  {action.hint}".strip())
