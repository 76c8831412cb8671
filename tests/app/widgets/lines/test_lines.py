"""The status line and the progress line: what outside checks read, at every width."""

import pytest

from perceptop.app.drawing.palettes import colorless
from perceptop.app.widgets.lines.progress_line import ProgressLine
from perceptop.app.widgets.lines.status_line import StatusLine
from perceptop.app.widgets.lines.time_line import TimeLine
from perceptop.core.protocol.changes import Change
from perceptop.core.protocol.commands import Fork, GoTo, Make, Step
from tests.core.sessions import do, session


def status(snapshot, width=120, pending=False):
    line = StatusLine()
    line._pending = pending
    return line.paint(snapshot, width, 1, colorless()).texts()[0]


def progress(snapshot, width=120, pending=False):
    line = ProgressLine()
    line._pending = pending
    return line.paint(snapshot, width, 1, colorless()).texts()[0]


def test_status_in_full(xor, snapshots):
    running = snapshots.with_progress(xor, state="running", speed=60.0, rate=59.7)
    text = status(running)
    assert text.startswith(" perceptop  XOR · 2-4-1 sigmoid · sgd 1 · full batch · half_sse · seed 7  ")
    assert text.endswith("  ▶ running  60 epochs/s")


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("state", ["running", "paused", "finished", "diverged", "history"])
def test_state_and_seed_at_every_width(width, state, xor, snapshots):
    text = status(snapshots.with_progress(xor, state=state), width)
    assert state in text
    assert "seed 7" in text
    assert len(text) <= width


def test_the_title_outlives_the_settings(xor):
    assert "XOR" in status(xor, 40)
    assert "sgd" not in status(xor, 40)


def test_a_long_title_leaves_room(snapshots):
    text = status(snapshots.run("pixels", 2))
    assert "…" in text
    assert "seed 1" in text


def test_given_weights_have_no_training(snapshots):
    text = status(snapshots.run("and-perceptron", 0))
    assert "batch" not in text


def test_measured_speed_where_there_is_no_limit(xor, snapshots):
    fast = snapshots.with_progress(xor, state="running", speed=None, rate=20512.3)
    assert status(fast).endswith("max, 20,500 epochs/s")


def test_pausing_until_it_rests(xor, snapshots):
    running = snapshots.with_progress(xor, state="running")
    for draw in (status, progress):
        assert "pausing …" in draw(running, pending=True)
        assert "paused" not in draw(running, pending=True)
        assert "paused" in draw(xor, pending=True)


def test_momentum_is_told_where_there_is_any(xor, snapshots):
    settings = (("learning_rate", 0.5), ("momentum", 0.9))
    assert "sgd 0.5, momentum 0.9" in status(snapshots.with_about(xor, settings=settings))


def test_an_epoch_more_draws_no_new_status(snapshots):
    line = StatusLine()
    assert line.subject(snapshots.run("xor", 2)) == line.subject(snapshots.run("xor", 300))


def test_progress_in_full(xor, snapshots):
    running = snapshots.with_progress(xor, state="running", epoch=1234, rate=1000.0, epochs=5000)
    text = progress(running, 80)
    assert text.startswith(" epoch 1,234 of 5,000  ━━━━")
    assert text.endswith("24 %  0:04 left    running")


@pytest.mark.parametrize("width", [24, 40, 60, 80, 120])
def test_the_epoch_at_every_width(width, xor, snapshots):
    assert "epoch 1,234" in progress(snapshots.with_progress(xor, epoch=1234), width)


def test_without_an_end_the_rate(xor, snapshots):
    endless = snapshots.with_progress(xor, epochs=None, rate=2500.0, state="running")
    assert progress(endless, 60).split("  ")[:2] == [" epoch 300", "2,500 epochs/s"]


def test_the_bar_stays_where_it_is(xor, snapshots):
    starts = {
        progress(snapshots.with_progress(xor, epoch=epoch, epochs=5000, rate=0.0)).index("%")
        for epoch in (9, 999, 5000)
    }
    assert len(starts) == 1


def test_why_it_ended(xor, snapshots):
    sentence = "loss 0.0009: the target of 0.001 is reached"
    assert sentence in progress(snapshots.with_progress(xor, state="finished", sentence=sentence), 80)


def test_history_says_how_far_the_run_is(xor, snapshots):
    past = snapshots.with_progress(xor, state="history", epoch=20, reached=1300)
    assert "the run has reached 1,300" in progress(past)


def test_a_jump_says_how_much_of_its_way_is_done_and_how_long_the_rest_takes(xor, snapshots):
    opened = snapshots.with_progress(xor, state="history", epoch=25000, target=100000, reached=100000, rate=2500.0)
    assert "  on the way to 100,000: 25 %  0:30 left  space stops here  " in progress(opened)
    assert "  on the way to 100,000: 25 %  space stops here  " in progress(opened, 80)
    back = snapshots.with_progress(xor, state="history", epoch=90, target=20, reached=100, rate=2500.0)
    assert "  on the way to 20  space stops here  " in progress(back, 80)


def test_a_batch_in_the_middle_of_an_epoch(xor, snapshots):
    assert "batch 12 of 313" in progress(snapshots.with_progress(xor, batch=12, batches=313))


def test_no_epochs_to_do(snapshots):
    assert "100 %" in progress(snapshots.with_progress(snapshots.run("xor", 0), epochs=0))


def test_the_line_of_time_has_the_fork_the_change_and_where_one_stands_at_their_epochs():
    change = Make(Change("learning_rate", 2.0))
    snapshot = do(session("xor"), Step(40), GoTo(20), Fork(), Step(10), change, Step(70), GoTo(70))
    assert TimeLine().paint(snapshot, 40, 1, colorless()).texts() == [" ━━━━━━┬━━◇━━━━━━━━━━━━━●────────── 100"]
