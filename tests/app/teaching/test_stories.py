"""Stories of a run as it goes, and the marks on what they name."""

import re

import pytest

from perceptop.app.drawing.palettes import colorless
from perceptop.app.panes.loss import LossPane
from perceptop.app.panes.network import NetworkPane
from perceptop.app.panes.outputs import OutputsPane
from perceptop.app.panes.synapses import SynapsesPane
from perceptop.app.teaching.stories import Stories
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress
from perceptop.core.protocol.commands import Back, Fork, GoTo, NextPhase, Play, Rebuild, Reseed, SetSpeed, Step, Switch
from perceptop.core.protocol.remarks import Story
from tests.app.direct import live, screen_text
from tests.core.sessions import do, session


class Given:
    """What stories ask of a feed."""

    pending, given = False, 0


def test_stories_go_from_one_resting_place_to_the_next():
    made, stories = session("xor"), Stories(Given())
    stories.update(do(made))
    assert stories.story is None
    stories.update(do(made, Step(1)))
    first = stories.story
    assert first.text.startswith("epoch 0 → 1 · ")
    stories.update(made.snapshot())
    assert stories.story is first
    stories.update(do(made, Step(10)))
    assert stories.story.text.startswith("epoch 1 → 11 · ")
    stories.update(do(made, NextPhase()))
    assert re.match(r"x\d adds .* to h\d · ", stories.story.text)


@pytest.mark.parametrize("change", [("noise", 0.4), ("test", 0.5), ("features", ("x1",)), ("hidden", (3,))])
def test_a_run_on_other_data_or_of_another_network_is_not_compared(change):
    made, stories = session("moons", epochs=50), Stories(Given())
    stories.update(do(made))
    stories.update(do(made, Step(1)))
    assert stories.story is not None
    stories.update(do(made, Rebuild((change,))))
    assert stories.story.text.startswith("begun again at epoch 0: ")
    stories.update(do(made, Step(1)))
    assert stories.story.text.startswith("epoch 0 → 1 · ")


def test_a_run_that_is_too_fast_is_told_when_it_rests_and_a_slow_one_epoch_by_epoch():
    made, stories = session("xor", speed=60.0), Stories(Given())
    stories.update(do(made))
    made.handle(Play())
    made.clock.now += 0.1
    made.advance(0.01)
    stories.update(made.snapshot())
    assert stories.story is None
    made.handle(SetSpeed(2.0))
    for _ in range(2):
        made.clock.now += 0.5
        made.advance(0.001)
        stories.update(made.snapshot())
    assert stories.story.text.startswith(f"epoch {made.trainer.epoch - 1} → {made.trainer.epoch} · ")


@pytest.mark.parametrize(("command", "ahead"), [(GoTo(1), None), (Step(1), 1)])
@pytest.mark.parametrize("has_rested", [True, False])
def test_a_step_out_of_a_run_under_way_is_told_from_where_that_was(command, ahead, has_rested):
    made, stories = session("xor", speed=60.0), Stories(Given())
    if has_rested:
        stories.update(do(made))
    made.handle(Play())
    made.clock.now += 0.1
    made.advance(0.01)
    stories.update(made.snapshot())
    reached = made.trainer.epoch
    assert reached > 1
    stories.update(do(made, command))
    assert stories.story.text.startswith(f"epoch {reached} → {reached + ahead if ahead else 1} · ")


def test_a_fork_is_told_with_what_it_leaves_and_what_to_do():
    made, stories = session("xor"), Stories(Given())
    stories.update(do(made, Step(5)))
    stories.update(do(made, Back(2)))
    stories.update(do(made, Fork()))
    assert stories.story.text == (
        "forked at epoch 3 · fork 1 goes on from here, main stays as it was · e changes a setting"
    )
    stories.update(do(made, Step(1)))
    assert stories.story.text.startswith("epoch 3 → 4 · ")


@pytest.mark.parametrize(
    ("command", "name"), [(Reseed(), "seed 8"), (Rebuild((("layers", (2, 2, 1)),)), "layers 2,2,1")]
)
def test_another_beginning_is_no_step_in_which_anything_turned(command, name):
    made, stories = session("xor"), Stories(Given())
    stories.update(do(made, Step(50)))
    stories.update(do(made, command))
    told = f"begun again at epoch 0: {name} · main stays as it was, b goes back to it"
    assert stories.story.text == told
    stories.update(do(made, Switch(0)))
    assert stories.story.text == f"main, epoch 50 · {name} stays as it was"
    stories.update(do(made, Step(1)))
    assert stories.story.text.startswith("epoch 50 → 51 · ")


def test_a_beginning_is_told_of_its_own_epoch_though_it_ran_on_before_it_was_seen():
    made, stories = session("xor"), Stories(Given())
    stories.update(do(made, Step(50)))
    do(made, Reseed())
    stories.update(do(made, Step(9)))
    assert stories.story.text.startswith("begun again at epoch 0: seed 8 · ")


def test_a_fork_in_which_nothing_was_done_is_not_said_to_stay():
    made, stories = session("xor"), Stories(Given())
    stories.update(do(made, Step(5)))
    stories.update(do(made, Fork()))
    stories.update(do(made, Reseed()))
    assert {branch.name for branch in made.snapshot().branches} == {"main", "seed 8"}
    assert stories.story.text == "begun again at epoch 0: seed 8 · main stays as it was, b goes back to it"


def marks(pane, snapshot, story, width=60, height=20):
    pane.mark(story)
    rows = pane.paint(snapshot, width, height, colorless()).texts()
    return [(row, text.index("●"), text) for row, text in enumerate(rows) if "●" in text]


def test_the_row_of_a_story_is_marked_in_the_outputs(xor):
    ((row, column, text),) = marks(OutputsPane(), xor, Story("", row=2))
    assert (row, column) == (3, 0)
    assert text.split()[1:4] == ["0", "1", "1"]
    assert not marks(OutputsPane(), xor, Story(""))


def test_the_synapse_of_a_story_is_marked_in_the_list_whatever_its_order(xor):
    pane, story = SynapsesPane(), Story("", synapse=SynapseAddress(1, 2, 0))
    for order in ("place", "|weight|"):
        pane.order = order
        ((_, column, text),) = marks(pane, xor, story)
        assert (column, text[1:].split()[:3]) == (0, ["h3", "→", "y"])


def test_the_synapse_and_the_neuron_of_a_story_are_marked_in_the_diagram(xor):
    assert len(marks(NetworkPane(), xor, Story("", synapse=SynapseAddress(0, 0, 1)), 90, 30)) in (1, 2)
    ((_, _, text),) = marks(NetworkPane(), xor, Story("", neuron=NeuronAddress(1, 1)), 90, 30)
    assert text.count("●") == 2
    assert not marks(NetworkPane(), xor, Story(""), 90, 30)


def test_the_loss_of_a_story_is_marked_where_the_curve_is_at_its_epoch(xor):
    ((row, column, _),) = marks(LossPane(), xor, Story("", at_loss=True))
    curve = LossPane().paint(xor, 60, 20, colorless()).texts()
    ends = max((x, y) for y, text in enumerate(curve) for x, each in enumerate(text) if "⠀" < each <= "⣿")
    assert abs(column - ends[0]) <= 1
    assert abs(row - ends[1]) <= 1


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_marks_stand_until_the_next_command(size):
    app = live()
    async with app.run_test(size=size) as pilot:
        assert "●" not in screen_text(app).split("\n")[1]
        await pilot.press("s")
        line = screen_text(app).split("\n")[1]
        assert line.startswith(" ● epoch 0 → 1 · MSE ")
        assert app.query_one(OutputsPane).story is not None
        await pilot.press("tab", "v")
        assert app.query_one(OutputsPane).story is not None
        await pilot.press("down")
        assert app.query_one(OutputsPane).story is None


@pytest.mark.slow
async def test_a_named_synapse_that_is_out_of_sight_is_scrolled_to():
    app = live()
    async with app.run_test(size=(120, 32)) as pilot:
        await pilot.press("s")
        pane = app.query_one(SynapsesPane)
        assert pane.story.synapse.layer == 1
        assert any(row.startswith("●") for row in pane._canvas.texts())


@pytest.mark.slow
async def test_where_a_finding_has_its_line_a_step_is_told_over_the_keys_until_the_next_command():
    app = live(learning_rate=2e4)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("shift+right", "s")
        await pilot.pause()
        rows = screen_text(app).rstrip().split("\n")
        assert rows[1].startswith(" ! h1")
        assert rows[-1].startswith(" ● epoch 10 → 11 · MSE ")
        await pilot.press("down")
        await pilot.pause()
        assert "epoch 10 → 11" not in screen_text(app)


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(80, 14), (44, 10), (50, 30)])
async def test_a_step_is_told_in_a_small_terminal_too_and_then_how_far_the_run_is(size):
    app = live()
    async with app.run_test(size=size) as pilot:
        network = app.query_one(NetworkPane)
        before = network.region
        await pilot.press("s")
        await pilot.pause()
        assert "● epoch 0 → 1 · MSE " in screen_text(app)
        assert network.region == before
        await pilot.press("down")
        await pilot.pause()
        assert "● epoch" not in screen_text(app)
