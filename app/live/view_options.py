"""How a run is shown: what its numbers do not depend on."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perceptop.app.live.preferences import Preferences

if TYPE_CHECKING:
    from perceptop.app.presenter.cues import Cue


@dataclass(frozen=True)
class View:
    """`ascii` for fonts without other characters, `presenting` to begin large; `cues` of a talk, and what is kept."""

    ascii: bool = False
    presenting: bool = False
    cues: "tuple[Cue, ...]" = ()
    arrangement: Preferences = field(default_factory=Preferences)
