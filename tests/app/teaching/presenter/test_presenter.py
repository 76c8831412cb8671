"""The large screen and the cues of a talk: read strictly, stepped both ways, and readable from the last row."""

import pytest

from perceptop.app.drawing.big_letters import SHAPES, dots_of, full_cells, half_cells
from perceptop.app.live.app import Live, ViewOptions
from perceptop.app.panes.picture import PicturePane
from perceptop.app.run.options import RunOptions
from perceptop.app.teaching.presenter.caption import Caption
from perceptop.app.teaching.presenter.cues import Cue, read_cues
from perceptop.app.teaching.presenter.screen import Presenter
from perceptop.app.teaching.presenter.script import _reach
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import Back, GoTo, Step
from tests.app.direct import DirectSource, screen_text
from tests.app.pseudo_terminal import Terminal
from tests.core.sessions import do, session

ABOUT = session("xor").snapshot().about


def cues_of(tmp_path, text):
    path = tmp_path / "talk.toml"
    path.write_text(text)
    return read_cues(str(path), ABOUT)


def live(*cues, **look):
    made = session("xor")
    return Live(DirectSource(made), made.snapshot(), RunOptions("xor"), ViewOptions(cues=cues, **look))


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        await pilot.pause()


def where(app):
    progress = app.feed.latest.progress
    return progress.epoch, progress.state


def test_a_cue_is_read(tmp_path):
    [cue] = cues_of(
        tmp_path,
        """
        [[cue]]
        caption = "Here"
        present = true
        picture = "surface"
        neuron = "1.2"
        restart = true
        go_to = 200
        fork = true
        set = { learning_rate = 0.3, batch = "full", "0.b-1.2" = -0.5 }
        speed = "max"
        example = 2
        play = true
        """,
    )
    assert cue == Cue(
        caption="Here",
        present=True,
        picture="surface",
        neuron=NeuronAddress(1, 2),
        restart=True,
        go_to=200,
        fork=True,
        changes=(Change("learning_rate", 0.3), Change("batch", "full"), Edit(0, 2, 2, -0.5)),
        speed=0.0,
        example=1,
        play=True,
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "cue: found 0 cues, expected 1 to 1,000"),
        ("cue = 3", "cue: found 3, expected tables [[cue]]"),
        ("title = 'x'\n[[cue]]", "title: found an unknown key, expected"),
        ("[[cue]]\ncaptoin = 'x'", "cue 1.captoin: found an unknown key, expected caption?"),
        ("[[cue]]\n[[cue]]\ngo_to = -1", "cue 2.go_to: found -1, expected a whole number of 0 or more"),
        ("[[cue]]\ngo_to = '200'", "cue 1.go_to: found '200'"),
        ("[[cue]]\nplay = 'yes'", "cue 1.play: found 'yes', expected true or false"),
        ("[[cue]]\nplay = true\npause = true", "cue 1.pause: found True, expected play or pause, not both"),
        ("[[cue]]\nspeed = 'fast'", "cue 1.speed: found 'fast', expected epochs a second"),
        ("[[cue]]\nspeed = 0", "cue 1.speed: found 0, expected 0.001 to 1,000,000,000"),
        ("[[cue]]\nneuron = '3.0'", "cue 1.neuron: found 3.0, expected a layer from 0 (inputs) to 2"),
        ("[[cue]]\nneuron = 'h1'", "cue 1.neuron: found h1, expected layer.index"),
        ("[[cue]]\npicture = 'mona lisa'", "cue 1.picture: found 'mona lisa', expected one of"),
        ("[[cue]]\nexample = 5", "cue 1.example: found 5, expected 1 to 4"),
        ("[[cue]]\nset = { rate = 1 }", "cue 1.set.rate: found an unknown key, expected one of optimizer"),
        ("[[cue]]\nset = { learning_rate = 0 }", "cue 1.set.learning_rate: found 0, expected a number above 0"),
        ("[[cue]]\nset = { momentum = 1.0 }", "cue 1.set.momentum: found 1.0"),
        ("[[cue]]\nset = { batch = 'some' }", "cue 1.set.batch: found 'some', expected \"full\""),
        ("[[cue]]\nset = { optimizer = 'best' }", "cue 1.set.optimizer: found best, expected one of sgd"),
        ("[[cue]]\nset = { '0.7-1.0' = 1 }", "cue 1.set.0.7-1.0: found 0.7-1.0, expected an index from 0 to 1"),
        ("[[cue]]\nset = 3", "cue 1.set: found 3, expected a table"),
        ("[[cue]", "found no valid TOML"),
    ],
)
def test_what_cannot_be_is_one_line_with_file_and_key(tmp_path, text, message):
    with pytest.raises(BadInput) as refusal:
        cues_of(tmp_path, text)
    line = str(refusal.value)
    assert "talk.toml" in line
    assert message in line
    assert "\n" not in line


def test_the_talk_that_comes_along_is_found_by_name():
    cues = read_cues("xor", ABOUT)
    assert len(cues) >= 5
    with pytest.raises(BadInput, match=r"--cues: found no-such, expected a .toml file, or one of xor"):
        read_cues("no-such", ABOUT)


async def test_p_is_large_and_back():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "s", "m", "P")
        text = screen_text(app)
        assert isinstance(app.screen, Presenter)
        assert "██" in text
        assert "epoch 1 of 5,000" in text
        assert "MSE 0.28" in text
        assert "seed 7" in text
        assert "─ Network" in text
        for gone in ("─ Synapses", "─ Outputs", "─ Training data"):
            assert gone not in text
        await press(pilot, "s", "escape")
        assert "─ Synapses" in screen_text(app)
        assert "epoch 2 of 5,000" in screen_text(app)


@pytest.mark.slow
async def test_it_can_begin_large():
    app = live(presenting=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "─ Synapses" not in screen_text(app)


async def test_the_figures_are_those_of_the_run():
    app = live(presenting=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "shift+right")
        lines = screen_text(app).splitlines()
        expected = ["".join(chr(c) if c else " " for c in row) for row in full_cells(dots_of("10")).tolist()]
        assert [line[2:18].rstrip() for line in lines[1:6]] == [row.rstrip() for row in expected]


@pytest.mark.slow
async def test_pictures_are_computed_only_where_they_are_seen():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "s", "m", "P", "s")
        assert dict(app.feed.latest.pictures) == {}
        await press(pilot, "v", "s")
        assert list(app.feed.latest.pictures) == ["surface"]
        await press(pilot, "v", "s", "m", "P", "s")
        assert list(app.feed.latest.pictures) == [app.screen_stack[0].query_one(PicturePane).wanted] == ["surface"]


def test_an_epoch_that_was_reached_is_gone_to_and_one_beyond_is_trained_for():
    snapshot = do(session("xor"), Step(5), Back(2))
    assert [_reach(snapshot, epoch) for epoch in (0, 3, 5, 6)] == [GoTo(0), GoTo(3), GoTo(5), Step(3)]


async def test_a_cue_goes_to_an_epoch_that_the_run_has_not_been_at():
    app = live(Cue(caption="zero"), Cue(go_to=200))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space")
        assert where(app) == (200, "paused")


@pytest.mark.by_default(1)
@pytest.mark.parametrize("key", ["space", "right", "pagedown"])
async def test_any_of_these_keys_is_the_next_cue(key):
    app = live(Cue(), Cue(go_to=20))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, key)
        assert where(app) == (20, "paused")


@pytest.mark.by_default(1)
@pytest.mark.parametrize("key", ["left", "pageup", "b"])
async def test_any_of_these_keys_is_the_cue_before(key):
    app = live(Cue(go_to=10), Cue(go_to=20))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space", key)
        assert where(app) == (10, "history")


async def test_without_a_cue_left_the_keys_are_their_own_again():
    app = live(Cue(go_to=10))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "right")
        assert where(app) == (10, "paused"), "the first only says that the talk is over"
        await press(pilot, "right")
        assert where(app) == (11, "paused")
        await press(pilot, "left")
        assert where(app) == (10, "history")


@pytest.mark.slow
async def test_a_fork_is_made_once_however_often_its_cue_is_seen():
    app = live(Cue(go_to=30), Cue(go_to=10, fork=True, changes=(Change("learning_rate", 0.25),)), Cue(go_to=40))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space")
        assert len(app.feed.latest.branches) == 2
        assert dict(app.feed.latest.about.settings)["learning_rate"] == 0.25
        await press(pilot, "left")
        assert where(app)[0] == 30
        assert dict(app.feed.latest.about.settings)["learning_rate"] == 1.0
        await press(pilot, "space")
        assert where(app)[0] == 10
        assert dict(app.feed.latest.about.settings)["learning_rate"] == 0.25
        assert len(app.feed.latest.branches) == 2
        assert len(app.feed.latest.events) == 1
        await press(pilot, "space")
        assert where(app) == (40, "paused")


@pytest.mark.slow
async def test_another_seed_and_back():
    app = live(Cue(go_to=5), Cue(seed=11, go_to=7))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space")
        assert (where(app)[0], app.feed.latest.progress.seed) == (7, 11)
        await press(pilot, "left")
        assert (where(app)[0], app.feed.latest.progress.seed) == (5, 7)


async def test_a_cue_steers_the_speed_the_row_and_whether_it_runs():
    app = live(Cue(), Cue(speed=5.0, example=2, play=True), Cue(pause=True))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space")
        assert where(app)[1] == "running"
        assert app.feed.latest.progress.speed == 5.0
        assert app.feed.latest.numbers.chosen == 2
        await press(pilot, "space")
        assert where(app)[1] == "paused"


@pytest.mark.slow
async def test_a_cue_that_goes_to_an_epoch_stops_a_run_first():
    app = live(Cue(), Cue(speed=5.0, play=True), Cue(go_to=50))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space")
        app.feed._source.session.clock.now += 1.0
        app.feed._source.session.advance(0.001)
        await press(pilot, "space")
        assert where(app) == (50, "paused")


async def test_words_picture_and_neuron_of_a_cue_are_seen():
    app = live(Cue(present=True, caption="It learns", picture="surface", neuron=NeuronAddress(1, 2)), Cue(caption=""))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        text = screen_text(app)
        assert "1 of 2" in text
        assert "Decision surface" in text
        assert app.screen.network.selected == NeuronAddress(1, 2)
        for row in half_cells(dots_of("It learns")).tolist():
            assert "".join(chr(code) if code else " " for code in row).rstrip() in text
        height = app.screen.query_one(Caption).size.height
        await press(pilot, "space")
        assert (height, app.screen.query_one(Caption).size.height) == (4, 0)


@pytest.mark.slow
async def test_the_caption_is_ordinary_where_it_is_too_long_or_the_screen_too_small():
    words = "A sentence that nobody in the last row could read to its end, since it goes on and on and on and on"
    app = live(Cue(present=True, caption=words))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert words in screen_text(app)
    app = live(Cue(present=True, caption="Short"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Short" in screen_text(app)


@pytest.mark.slow
async def test_a_cue_can_leave_the_large_screen():
    app = live(Cue(present=True), Cue(present=False, caption="Numbers"))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "space")
        assert "─ Synapses" in screen_text(app)
        assert "Numbers" in screen_text(app)


@pytest.mark.slow
async def test_on_the_ordinary_screen_a_neuron_is_explained_while_its_cue_lasts():
    app = live(Cue(neuron=NeuronAddress(1, 2), picture="none", caption="Here"), Cue(caption=""))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "─ Explanation [8] · h3 (1.2)" in screen_text(app)
        await press(pilot, "space")
        assert "─ Explanation" not in screen_text(app)


@pytest.mark.slow
async def test_a_question_keeps_its_keys():
    app = live(Cue(), Cue(go_to=20))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "e", *"rate 0.5", "enter")
        assert where(app)[0] == 0
        assert dict(app.feed.latest.about.settings)["learning_rate"] == 0.5


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(200, 60), (80, 24), (40, 12), (20, 5), (3, 2), (1, 1)])
async def test_no_size_is_too_small_or_too_large(size):
    app = live(Cue(present=True, caption="It learns", picture="surface"))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "s")
        if size >= (80, 24):
            assert "epoch 1" in screen_text(app)


def test_letters_are_five_rows_and_none_is_another():
    shapes = list(SHAPES.values())
    assert len(set(shapes)) == len(shapes)
    for shape in shapes:
        rows = shape.split("/")
        assert len(rows) == 5
        assert len({len(row) for row in rows}) == 1


def test_large_letters_are_capitals_without_accents_or_none():
    assert (dots_of("é") == dots_of("E")).all()
    assert dots_of("δ") is None
    assert half_cells(dots_of("I")).tolist() == [[ord("█")], [ord("█")], [ord("▀")]]


@pytest.mark.slow
def test_a_talk_in_the_real_program():
    with Terminal("watch", "xor", "--cues", "xor") as terminal:
        terminal.wait_for("1 of")
        terminal.keys("\x1b[6~")
        terminal.wait_for("2 of")
        terminal.keys("\x1b[5~")
        terminal.wait_for("1 of")
        terminal.keys("q")
        assert terminal.end() == 0


@pytest.mark.slow
def test_bad_cues_are_one_line_and_the_terminal_is_never_touched(tmp_path):
    (tmp_path / "talk.toml").write_text("[[cue]]\ngoto = 3")
    with Terminal("watch", "xor", "--cues", str(tmp_path / "talk.toml")) as terminal:
        assert terminal.end() == 2
        assert "talk.toml: cue 1.goto: found an unknown key, expected go_to?" in terminal.text
        assert terminal.text.count("\n") == 1
        assert b"\x1b" not in terminal.output
