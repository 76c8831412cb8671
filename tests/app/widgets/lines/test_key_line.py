"""The keys at the bottom: in each state the five that matter there, whole or not at all; a click presses one."""

import pytest

from perceptop.app.actions.footer import STATES
from perceptop.app.actions.table import ACTIONS
from perceptop.app.widgets.lines.key_line import KeyLine
from perceptop.core.protocol.commands import Play, Step
from tests.app.direct import live, screen_text

ALWAYS = "  ? Help  m Menu  q Quit"
PAUSED = "space Go on  s Step  ← Back  n Example  i Explain"


def keys(app):
    return screen_text(app).split("\n")[-1].strip()


async def opened(pilot, *pressed):
    for key in ("m", "C", *pressed):
        await pilot.press(key)
        await pilot.pause()
    await pilot.pause()


STATE_KEYS = [
    ((), PAUSED),
    (("s", "s", "left"), "space Go on  s Step  ← Back  end Newest  f Fork"),
    (("n",), "n Example  S Phase  N Undo  s Whole epoch  i Explain"),
    (("i",), "arrows Neuron  pgdn Synapse  enter Read  backspace Back  esc Close"),
    (("i", "enter"), "↑ ↓ Link  enter Follow  backspace Back  s Step  esc Close"),
    (("i", "3"), "enter Explain this  backspace Back  ↑ ↓ Example  s Step  esc Close"),
    (("i", "escape"), PAUSED),
]


@pytest.mark.by_default(1)
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(("pressed", "five"), STATE_KEYS)
async def test_they_follow_the_state(width, pressed, five):
    app = live()
    async with app.run_test(size=(width, 24)) as pilot:
        await opened(pilot, *pressed)
        assert keys(app).startswith(five)
        assert (five + ALWAYS).startswith(keys(app))
        assert width == 80 or keys(app) == five + ALWAYS


@pytest.mark.by_default(1)
@pytest.mark.parametrize("width", [80, 120])
async def test_a_run_under_way_can_be_paused_and_an_end_begun_again(width, snapshots):
    app = live()
    async with app.run_test(size=(width, 24)) as pilot:
        await opened(pilot)
        line = app.query_one(KeyLine)
        line.show(snapshots.with_progress(snapshots.run("xor", 1), state="running", busy=True))
        await pilot.pause()
        assert keys(app) == "space Pause  s Step  + Faster  - Slower  r Restart" + ALWAYS
        line.show(snapshots.with_progress(snapshots.run("xor", 1), state="finished"))
        await pilot.pause()
        assert keys(app) == "← Back  r Restart  R New seed  i Explain  space Go on" + ALWAYS


@pytest.mark.slow
async def test_a_network_that_cannot_be_trained_is_read():
    app = live("and-perceptron")
    async with app.run_test(size=(120, 24)) as pilot:
        await opened(pilot)
        assert keys(app) == "↑ ↓ Example  n Example  i Explain  v Picture  e Change" + ALWAYS


@pytest.mark.by_default(1)
@pytest.mark.parametrize("width", [60, 61, 67, 75, 79, 95, 200])
async def test_no_key_is_cut(width):
    app = live()
    async with app.run_test(size=(width, 24)) as pilot:
        await opened(pilot)
        line = keys(app)
        assert (PAUSED + ALWAYS).startswith(line)
        following = (PAUSED + ALWAYS)[len(line) :].strip().split("  ")[0]
        assert not following or len(line) + 4 + len(following) > width


@pytest.mark.slow
async def test_a_click_presses_the_key():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.click(KeyLine, offset=(keys(app).index("s Step") + 2, 0))
        await pilot.pause()
        await pilot.pause()
        assert app.feed._source.commands[-1] == Step(1)
        await pilot.click(KeyLine, offset=(3, 0))
        await pilot.pause()
        await pilot.pause()
        assert app.feed._source.commands[-1] == Play()


@pytest.mark.slow
async def test_what_the_mouse_is_on_is_underlined_and_nothing_else():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        line = app.query_one(KeyLine)

        def underlined():
            return "".join(part.text for part in line.render_line(0) if part.style and part.style.underline)

        assert underlined() == ""
        await pilot.hover(KeyLine, offset=(keys(app).index("n Example") + 3, 0))
        assert underlined() == "n Example"
        await pilot.hover("NetworkPane")
        await pilot.pause()
        assert underlined() == ""


def test_each_state_has_five_keys_that_exist():
    known = {key for action in ACTIONS for key in action.keys.split(",")}
    for state, shown in STATES.items():
        assert len(shown) == 5, state
        if "explaining" not in state:
            assert {key.key for key in shown} <= known, state
