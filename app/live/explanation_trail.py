"""What is being explained, and the way that led there."""

from perceptop.core.protocol.explanation import Link

MOST = 100


class ExplanationTrail:
    """A trail of links, the last of which is explained; empty while nothing is."""

    def __init__(self) -> None:
        self._trail: list[Link] = []

    @property
    def link(self) -> Link | None:
        """What is explained."""
        return self._trail[-1] if self._trail else None

    def follow(self, link: Link) -> None:
        """Go on to that; where the same number is explained already, only its example changes."""
        if self._trail and self._trail[-1].address == link.address:
            self._trail.pop()
        self._trail.append(link)
        del self._trail[:-MOST]

    def note(self, example: int) -> None:
        """Coming back here is to come back to this example too, which is shown now."""
        if self._trail:
            self._trail[-1] = Link(self._trail[-1].address, example)

    def back(self) -> bool:
        """To what was explained before; whether there was anything."""
        if len(self._trail) < 2:
            return False
        self._trail.pop()
        return True

    def end(self) -> None:
        """Nothing is explained any more, and there is no way back."""
        self._trail.clear()
