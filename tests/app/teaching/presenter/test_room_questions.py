"""Questions to a room: from a cue or on Q, large, the answer hidden until a key; and space after the last cue."""

import pytest

from perceptop.app.drawing.palettes import colorless
from perceptop.app.live.app import Live, ViewOptions
from perceptop.app.run.options import RunOptions
from perceptop.app.teaching.presenter.audience import AudienceQuestion, RunQuestion
from perceptop.app.teaching.presenter.caption import BIG_ROWS
from perceptop.app.teaching.presenter.cues import Cue, read_cues
from perceptop.app.teaching.presenter.question_slide import QuestionSlide
from perceptop.app.terminal.ascii_filter import to_ascii
from perceptop.app.widgets.task_panel import TaskPanel
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.commands import AskQuestion, Play
from tests.app.direct import DirectSource, screen_text, until
from tests.core.sessions import session

ABOUT = session("xor").snapshot().about
OWN = AudienceQuestion("What does a neuron draw?", ("a line", "a circle"), 0, "Its weighted sum is 0 there.")


def live(*cues, **view):
    made = session("xor")
    return Live(DirectSource(made), made.snapshot(), RunOptions("xor"), ViewOptions(cues=cues, **view))


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        for _ in range(4):
            await pilot.pause()


def words(app):
    return " ".join(screen_text(app).split())


def told(app):
    return " ".join(each.message for each in app._notifications)


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_q_asks_the_room_and_the_answer_is_hidden_until_a_key(size):
    app = live(presenting=True, ascii=True)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "Q")
        question = app.feed.latest.question
        assert to_ascii(question.text) in words(app)
        assert to_ascii(question.why) not in words(app)
        await press(pilot, "s")
        assert app.feed.latest.progress.epoch == 1
        assert to_ascii(question.text) in words(app), "it stands while the step is seen"
        await press(pilot, "Q")
        assert to_ascii(question.why) in words(app)
        await press(pilot, "enter")
        assert to_ascii(question.text) not in words(app)
        await press(pilot, "space")
        assert app.feed._source.commands[-1] == Play(), "space is the run's again"


@pytest.mark.slow
async def test_a_question_is_large_where_it_fits():
    app = live(Cue(present=True, question=OWN))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "█" in screen_text(app))
        slide = app.screen.query_one(QuestionSlide)
        assert slide.region.height > 12
        assert "draw?" not in words(app)
        await press(pilot, "enter")
        assert OWN.why in words(app)


@pytest.mark.parametrize(
    ("width", "rows", "seen"), [(100, 6, ()), (100, 3, OWN.choices), (100, 1, (OWN.text, *OWN.choices))]
)
def test_a_question_is_large_before_its_choices_are(width, rows, seen):
    slide = QuestionSlide()
    slide.ask(OWN, is_revealed=False)
    slide._most_rows = rows * BIG_ROWS
    text = "\n".join(slide.paint(session("xor").snapshot(), width, 30, colorless()).texts())
    ordinary = tuple(part for part in (OWN.text, *OWN.choices) if part in text)
    assert ordinary == seen


async def test_a_cue_asks_the_run_where_it_has_gone_to():
    app = live(Cue(present=True, go_to=30, question=RunQuestion("right", 100)), Cue(go_to=40), ascii=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        assert AskQuestion(100, "right") in app.feed._source.commands
        question = app.feed.latest.question
        assert (question.kind, question.epoch) == ("right", 30)
        assert to_ascii(question.text) in words(app)
        await press(pilot, "space")
        assert to_ascii(question.why) in words(app)
        assert app.feed.latest.progress.epoch == 30
        await press(pilot, "space")
        assert app.feed.latest.progress.epoch == 40
        assert to_ascii(question.text) not in words(app)


@pytest.mark.slow
async def test_on_the_ordinary_screen_the_panel_asks():
    app = live(Cue(question=OWN), Cue(go_to=5))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        panel = app.query_one(TaskPanel)
        assert OWN.text in words(app)
        assert OWN.why not in words(app)
        await press(pilot, "pagedown")
        assert f"✓ {OWN.why}" in words(app)
        await press(pilot, "pagedown")
        assert not panel.display
        assert app.feed.latest.progress.epoch == 5


@pytest.mark.slow
async def test_after_the_last_cue_space_says_so_once_and_then_plays():
    app = live(Cue(go_to=5), Cue(go_to=10))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space", "space")
        assert Play() not in app.feed._source.commands
        assert "The talk is over: space plays on from epoch 10, ← goes back." in told(app)
        await press(pilot, "b", "space", "space")
        assert Play() not in app.feed._source.commands, "after a cue that was shown again it is said again"
        await press(pilot, "space")
        assert Play() in app.feed._source.commands


@pytest.mark.slow
async def test_where_nothing_can_be_asked_that_is_said():
    made = session("and-perceptron")
    app = Live(DirectSource(made), made.snapshot(), RunOptions("and-perceptron"), ViewOptions(presenting=True))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "Q")
        assert "Nothing can be asked about this epoch." in told(app)


def cues_of(tmp_path, text):
    path = tmp_path / "talk.toml"
    path.write_text("[[cue]]\n" + text)
    return read_cues(str(path), ABOUT)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ('question = "loss"', RunQuestion("loss")),
        ('question = "any"', RunQuestion()),
        ('question = { kind = "solved", epochs = 50 }', RunQuestion("solved", 50)),
        ("question = { epochs = 5 }", RunQuestion(None, 5)),
        ('question = { text = "Up?", choices = ["yes", "no"], answer = 2 }', AudienceQuestion("Up?", ("yes", "no"), 1)),
        (
            '[cue.question]\ntext = "Up?"\nchoices = ["yes", "no"]\nanswer = 1\nwhy = "So."',
            AudienceQuestion("Up?", ("yes", "no"), 0, "So."),
        ),
    ],
)
def test_a_question_is_read(tmp_path, text, question):
    assert cues_of(tmp_path, text)[0].question == question


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('question = "color"', "talk.toml: cue 1.question: found 'color', expected one of weight, loss,"),
        ("question = 3", "cue 1.question: found 3, expected a table"),
        ('question = { kind = "loss", epochs = 0 }', "cue 1.question.epochs: found 0, expected a whole number of 1"),
        ('question = { kind = "loss", epoch = 1 }', "cue 1.question.epoch: found an unknown key, expected epochs?"),
        ('question = { text = "Up?" }', "cue 1.question.choices: found 0 choices, expected 2 to 4"),
        ('question = { choices = ["a", "b"], answer = 1 }', "cue 1.question.text: found nothing, expected a text"),
        (
            'question = { text = "Up?", choices = ["a", "b"] }',
            "cue 1.question.answer: found nothing, expected a choice",
        ),
        (
            'question = { text = "Up?", choices = ["a", "b"], answer = 3 }',
            "answer: found 3, expected a choice from 1 to 2",
        ),
        ('question = "loss"\nplay = true', "cue 1.play: found True, expected play or question, not both"),
    ],
)
def test_a_damaged_question_is_one_line_with_its_key(tmp_path, text, message):
    with pytest.raises(BadInput) as refusal:
        cues_of(tmp_path, text)
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_damaged_toml_says_the_line(tmp_path):
    with pytest.raises(BadInput, match=r"talk\.toml: found no valid TOML.*line 2"):
        cues_of(tmp_path, "question = {\n")


@pytest.mark.slow
async def test_a_question_that_was_asked_on_the_large_screen_is_closed_with_it():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "P")
        assert "esc: back to the ordinary screen" in told(app)
        await press(pilot, "Q", "escape")
        assert app.feed.latest.question.text not in words(app)
