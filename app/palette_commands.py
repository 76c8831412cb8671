"""The command palette: every action that has a key on the screen, found by its words."""

from collections.abc import Iterator
from functools import partial

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode

from app.panes.pane import Pane


class KeyedActions(Provider):
    """Offers what the keys of the app and of all its panes do: one list of actions for keys, help and palette."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for node, binding in self._bindings():
            run = partial(self.app.run_action, binding.action, node)
            yield DiscoveryHit(binding.description, run, help=self._hint(binding))

    async def search(self, query: str) -> Hits:
        """Those whose words match."""
        matcher = self.matcher(query)
        for node, binding in self._bindings():
            score = matcher.match(binding.description)
            if score > 0:
                run = partial(self.app.run_action, binding.action, node)
                yield Hit(score, matcher.highlight(binding.description), run, help=self._hint(binding))

    def _bindings(self) -> Iterator[tuple[DOMNode, Binding]]:
        # What a pane does on a key of its own is often a key of the app too, so that it works from everywhere.
        seen = set()
        for node in (self.app, *self.screen.query(Pane)):
            for bindings in node._bindings.key_to_bindings.values():
                for binding in bindings:
                    if binding.description and not binding.system and binding.description not in seen:
                        seen.add(binding.description)
                        yield node, binding

    def _hint(self, binding: Binding) -> str:
        key = self.app.get_key_display(binding)
        return f"{key}  {binding.tooltip}" if binding.tooltip else f"key {key}"
