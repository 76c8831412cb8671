"""For all tests of the app: a quick paint timer, no animations, and no longer waits than it takes."""

import os

os.environ["TEXTUAL_FPS"] = "240"
os.environ["TEXTUAL_ANIMATIONS"] = "none"

from textual import _wait

from tests.app.snapshots import snapshots, xor  # noqa: F401 - fixtures

# A pilot takes the app for idle when it has used less than half of a slice of time; its slices of 20 ms add up to
# minutes over all these tests.
_wait.SLEEP_GRANULARITY = 1 / 200
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 2
