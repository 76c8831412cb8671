"""Call-outs: each for its time, in a line that covers nothing, and what is said there is in plain lines too."""

import pytest

from perceptop.app.live.app import Live
from perceptop.app.live.callouts import SECONDS, Callouts
from perceptop.app.plain.narrator import Narrator
from perceptop.app.run.options import RunOptions
from perceptop.app.widgets.lines.callout_line import CalloutLine, called_out, story_that_fits
from perceptop.app.widgets.pane import Pane
from perceptop.core.diagnosis.milestones import NAMES
from perceptop.core.protocol.commands import Restart, Step
from tests.app.direct import DirectSource, live, screen_text
from tests.core.sessions import do, session


class Clock:
    now = 10.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(clock):
    made = live()
    made.callouts.clock = clock
    return made


async def press(pilot, *keys):
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()


def names(callouts):
    return [callout.name for callout in callouts.current]


def line(app, y):
    return screen_text(app).split("\n")[y]


def test_each_stands_for_its_time(clock):
    made, callouts = session(), Callouts(clock=clock)
    callouts.hear(do(made, Step(20)))
    clock.now += SECONDS - 1
    callouts.hear(do(made, Step(180)))
    assert names(callouts) == list(NAMES[2:])
    clock.now += 1
    assert names(callouts) == [NAMES[3]]
    clock.now += SECONDS - 1
    assert names(callouts) == []


def test_the_first_steps_of_a_run_are_no_news_and_solved_rows_are_when_it_begins_again_too(clock):
    made, callouts = session(), Callouts(clock=clock)
    for _ in range(2):
        callouts.hear(do(made, Step(1)))
        assert names(callouts) == []
        callouts.hear(do(made, Step(200)))
        assert names(callouts) == list(NAMES[2:])
        clock.now += SECONDS
        callouts.hear(do(made, Restart()))


def test_what_is_passed_over_is_no_news_afterwards(clock):
    callouts = Callouts(clock=clock)
    snapshot = do(session(), Step(200))
    callouts.skip(snapshot)
    callouts.hear(snapshot)
    assert names(callouts) == []


def first_200_epochs():
    made = session()
    made.snapshot()
    return do(made, Step(200))


ALL = first_200_epochs().callouts


def test_one_alone_is_a_sentence_where_there_is_room():
    assert called_out(ALL[1:2], 90) == f"★ {ALL[1].sentence}"
    assert called_out(ALL[1:2], 78) == "★ First update"


def test_the_newest_are_whole_and_the_very_newest_in_full():
    assert called_out(ALL, 78) == "★ First update ★ Row 1 turned right at epoch 5 ★ All rows right at epoch 41"
    assert called_out(ALL[:2], 118) == f"★ First forward pass ★ {ALL[1].sentence}"


def test_what_does_not_fit_is_left_out_whole():
    whole = {words for callout in ALL for words in (callout.brief, callout.sentence)}
    for width in range(30, 250):
        text = called_out(ALL, width)
        assert len(text) <= width
        assert set(text.removeprefix("★ ").split(" ★ ")) <= whole


def test_in_plain_lines_it_is_the_same():
    told = Narrator().news(first_200_epochs())
    assert called_out(ALL, 1000) == " ".join(f"★ {sentence}" for sentence in told[-4:])


STORY = "epoch 40 → 41 · MSE 0.211 → 0.210 · row 2: 0.503 → 0.505 · most moved: h3→y +0.004"


@pytest.mark.parametrize("width", [30, 78, 118, 300])
@pytest.mark.parametrize(
    ("story", "called", "kind"), [(STORY, ALL, "●"), (STORY, (), "●"), ("", ALL, "★"), ("", (), "Try")]
)
def test_a_story_comes_before_call_outs_and_they_before_a_hint_each_as_if_it_were_alone(width, story, called, kind):
    line = CalloutLine()
    line.hint_at("Try f", suggested=True)
    line.say(called)
    line.tell(story, marked=True)
    alone = "● " + story_that_fits(STORY, width - 2) if story else called_out(called, width) or "Try f"
    text = line.said(width)
    assert text.startswith(kind)
    assert text == alone or (text == f"{alone}   Try f" and len(text) <= width)
    assert (line.has_class("-telling"), line.has_class("-calling")) == (kind == "●", kind == "★")


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_step_is_told_at_once_and_stays_while_something_is_called_out(app, clock, size):
    async with app.run_test(size=size) as pilot:
        await press(pilot, "shift+right")
        assert names(app.callouts) == [NAMES[2]]
        told = line(app, 1)
        assert told.startswith(" ● epoch 0 → 10 · MSE 0.320 → ")
        assert "★" not in screen_text(app)
        clock.now += SECONDS
        app.callouts.refresh()
        await pilot.pause()
        assert line(app, 1) == told


def solved(clock, **overrides):
    """The app on a run that was solved a moment ago: there is no step to tell."""
    made = session("xor", **overrides)
    made.snapshot()
    app = Live(DirectSource(made), do(made, Step(200)), RunOptions("xor"))
    app.callouts.clock = clock
    return app


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_while_the_run_rests_it_goes_all_the_same_and_nothing_moves(clock, size):
    app = solved(clock)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "row 1" in line(app, 1).lower()
        assert line(app, 1).endswith(" ★ Solved: all rows are right, at epoch 41.")
        during = [pane.region for pane in app.query(Pane)]
        clock.now += SECONDS
        app.callouts.refresh()
        await pilot.pause()
        assert line(app, 1).endswith("ee how the hidden neurons bend the surface.")
        assert [pane.region for pane in app.query(Pane)] == during


async def test_without_a_hint_the_line_is_there_all_the_same(app):
    app.hints.update = lambda snapshot: None
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert line(app, 1) == ""
        assert "─ Network" in line(app, 2)


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(80, 14), (40, 10), (1, 1)])
async def test_where_there_is_neither_line_nothing_is_called_out(clock, size):
    app = solved(clock)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "★" not in screen_text(app)


@pytest.mark.slow
async def test_over_a_pane_alone_it_lies_over_the_keys(clock):
    app = solved(clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "m")
        assert line(app, -1).startswith(" ★ The first row turns right: row 1, at epoch 5. ★ ")
        await press(pilot, "s")
        assert line(app, -1).startswith(" ● epoch 200 → 201 · MSE ")


async def test_while_something_is_the_matter_it_lies_over_the_keys(clock):
    app = solved(clock, learning_rate=2e4)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert line(app, 1).startswith(" ! h1")
        assert line(app, -1).startswith(" ★ The first row turns right: row 1, at epoch 1.")


@pytest.mark.slow
async def test_c_silences_it_at_once(clock):
    app = solved(clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "C")
        assert "★" not in screen_text(app)
        await press(pilot, "m", "C")
        assert "★" not in screen_text(app)


@pytest.mark.slow
async def test_behind_a_question_it_goes_on(clock):
    app = solved(clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "g")
        clock.now += SECONDS
        app.callouts.refresh()
        await press(pilot, "escape")
        assert "★" not in screen_text(app)


@pytest.mark.slow
async def test_what_happens_on_the_large_screen_is_not_called_out_after_it(app, clock):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "P", *["shift+right"] * 20)
        assert "★" not in screen_text(app)
        clock.now += SECONDS
        await press(pilot, "m", "P")
        assert "★" not in screen_text(app)
        assert not any(each.has_class("-calling") for each in app.query(CalloutLine))


async def test_one_notice_stands_at_a_time_and_none_is_higher_than_two_lines(app):
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for words in ("one", "two", "a long refusal that goes on and on " * 9):
            app.notify(words, markup=False)
            await pilot.pause()
        while len(toasts := app.screen.query("Toast")) != 1 or not toasts.first().outer_size.height:
            # It is laid out, and the one before it removed, some messages later.
            await pilot.pause()
        toast = toasts.first()
        assert str(toast.render()).startswith("a long refusal")
        assert toast.outer_size.height == 2
