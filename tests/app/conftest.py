"""For all tests of the app: a quick paint timer, no animations, no longer waits than it takes, no picture for nobody,
and each stylesheet parsed once.
"""

import gc
import os

os.environ["TEXTUAL_FPS"] = "240"
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["PERCEPTOP_NO_HINTS"] = "1"

from textual import _wait
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.css.stylesheet import Stylesheet

from tests.app.snapshots import snapshots, xor  # noqa: F401 - fixtures

# A pilot takes the app for idle when it has used less than half of a slice of time; its slices of 20 ms add up to
# minutes over all these tests.
_wait.SLEEP_GRANULARITY = 1 / 200
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 2

# Every start of the app makes some 10,000 objects that live until it ends: looking through them costs a quarter of it.
gc.set_threshold(100_000, 20, 20)

_render_update = Compositor.render_update


def _nothing_for_nobody(self, full=False, screen_stack=None, simplify=False):
    """Headless, Textual renders every change and throws it away. A test that looks renders what it looks at."""
    if full:
        return _render_update(self, full, screen_stack, simplify)
    visible_screen_stack.set([] if screen_stack is None else screen_stack)
    self._dirty_regions.clear()
    return None


Compositor.render_update = _nothing_for_nobody

_parse_rules = Stylesheet._parse_rules
_parsed = {}


def _parsed_once(self, css, *where, **more):
    """Every app parses the same 50 stylesheets twice, with the same variables."""
    key = (css, where, *more.items(), frozenset(self._variables.items()))
    if key not in _parsed:
        _parsed[key] = _parse_rules(self, css, *where, **more)
    return _parsed[key]


Stylesheet._parse_rules = _parsed_once
