"""The panel above the keys: it leaves the network in sight, scrolls, and is answered by key and by click."""

from math import inf

import pytest
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from perceptop.app.live.screens.change_form import ChangeForm
from perceptop.app.panes.network import NetworkPane
from perceptop.app.widgets.task_panel import Task, TaskPanel
from tests.app.direct import live, screen_text

QUESTION = Task(
    "Lesson 1 · 2 of 7",
    text="The inputs are 1 and 0.",
    question="What comes out?",
    choices=("0.25", "0.75"),
    keys=(("H", "hint"), ("L", "leave")),
)


async def shown(pilot, task, chosen=lambda place: None):
    pilot.app.tasks.show(task, chosen)
    for _ in range(3):
        await pilot.pause()


@pytest.mark.slow
@pytest.mark.parametrize(("size", "rows", "of_network"), [((80, 24), 6, 14), ((120, 40), 8, 14)])
async def test_the_network_stays_in_sight_and_the_panel_stands_above_the_keys(size, rows, of_network):
    app = live()
    async with app.run_test(size=size) as pilot:
        await shown(pilot, QUESTION)
        panel = app.query_one(TaskPanel)
        assert panel.region.height == rows
        assert panel.region.bottom == size[1] - 1
        assert app.query_one(NetworkPane).region.height >= of_network
        lines = screen_text(app).splitlines()[panel.region.y :]
        assert lines[0].startswith(" Lesson 1 · 2 of 7")
        assert lines[0].endswith("H hint · L leave")
        assert [" ".join(line.split()) for line in lines[1:4]] == [
            "The inputs are 1 and 0.",
            "What comes out?",
            "a 0.25 b 0.75",
        ]
        app.tasks.close()
        await pilot.pause()
        assert not panel.display


async def test_a_question_is_answered_by_its_letters_and_by_a_click_and_only_while_it_is_open():
    app, chosen = live(), []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b")  # the branches
        assert len(app.screen_stack) == 2
        await pilot.press("escape")
        await shown(pilot, QUESTION, chosen.append)
        await pilot.press("b", "c", "a")
        assert chosen == [1, 0]
        await pilot.press("e")
        assert len(app.screen_stack) == 1, "a letter that is no choice opens nothing while a question stands"
        app.tasks.clock = lambda: inf
        await pilot.click("ChoiceLine", offset=(3, 0))
        assert chosen == [1, 0, 0]
        wrong = Task(QUESTION.heading, QUESTION.text, "", QUESTION.question, QUESTION.choices, frozenset({0}))
        await shown(pilot, wrong, chosen.append)
        await pilot.click("ChoiceLine", offset=(3, 0))
        await pilot.press("a")
        assert chosen == [1, 0, 0]
        right = Task(QUESTION.heading, "", "", "", QUESTION.choices, right=1, verdict="Since 0.5 + 0.25 = 0.75.")
        await shown(pilot, right, chosen.append)
        assert "✓b 0.75" in screen_text(app)
        assert "✓ Since 0.5" in screen_text(app)
        await pilot.press("b")
        assert chosen == [1, 0, 0]


async def test_the_letter_of_an_answer_that_is_doubled_is_no_answer_to_what_comes_next_and_opens_nothing():
    app, chosen = live(), []
    following = {1: QUESTION, 2: Task("Lesson 1 · 4 of 7", to_do="Press s.")}
    app.tasks.clock = lambda: float(len(chosen) == 3)

    def choose(place):
        chosen.append(place)
        app.tasks.show(following[len(chosen)], choose)

    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, QUESTION, choose)
        await pilot.press("b", "b", "a", "a")
        assert (chosen, len(app.screen_stack)) == ([1, 0], 1)
        chosen.append("some time passes")
        await pilot.press("b")
        assert len(app.screen_stack) == 2, "b is the branches again"


async def test_what_is_held_stays_until_the_panel_is_closed():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        app.tasks.hold(Task("The next one", to_do="Opening …"))
        await shown(pilot, QUESTION)
        assert "Opening …" in screen_text(app)
        app.tasks.close()
        await shown(pilot, QUESTION)
        assert "What comes out?" in screen_text(app)


@pytest.mark.slow
async def test_choices_that_are_too_long_for_a_row_stand_one_below_the_other():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, Task("Long", choices=("word " * 8, "word " * 8)))
        rows = screen_text(app).splitlines()[app.query_one(TaskPanel).region.y + 1 :]
        assert [row.split()[0] for row in rows[:2]] == ["a", "b"]


@pytest.mark.slow
async def test_a_letter_that_is_typed_into_a_dialog_answers_nothing():
    app, chosen = live(), []
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, QUESTION, chosen.append)
        await pilot.press("m", "e")
        await pilot.pause()
        assert isinstance(app.screen, ChangeForm)
        await pilot.press("a", "b")
        assert chosen == []


@pytest.mark.slow
async def test_a_long_text_is_scrolled_and_says_so():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, Task("Long", text="word " * 200, to_do="Press s."))
        body = app.query_one(TaskPanel).query_one(VerticalScroll)
        assert body.max_scroll_y > 0
        assert body.can_focus
        assert "↓ more" in screen_text(app)
        await shown(pilot, Task("Short", text="word"))
        assert not body.can_focus
        assert "↓ more" not in screen_text(app)


@pytest.mark.slow
async def test_a_verdict_below_the_last_row_is_scrolled_into_sight():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, Task("Long", text="word " * 200, choices=("a", "b")))
        assert "✗ No" not in screen_text(app)
        await shown(pilot, Task("Long", text="word " * 200, choices=("a", "b"), wrong=frozenset({0}), verdict="No."))
        assert "✗ No." in screen_text(app)


@pytest.mark.slow
async def test_a_click_on_a_key_of_the_heading_presses_it():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, Task("Keys", text="word", keys=(("s", "step"), ("g", "go to"))))
        width = len(" step")
        await pilot.click("PanelHeading", offset=(78 - len("g go to · s step"), 0))
        assert app.feed.latest.progress.epoch == 0, "left of the keys"
        await pilot.click("PanelHeading", offset=(79 - len("g go to · s step") + width, 0))
        await pilot.pause()
        assert app.feed.latest.progress.epoch == 1
        await pilot.click("PanelHeading", offset=(78, 0))
        await pilot.pause()
        assert isinstance(app.screen, ModalScreen)


@pytest.mark.slow
async def test_arrow_keys_are_spelled_if_arrows_cannot_be_drawn():
    app = live()
    app.draw_ascii_only()
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, Task("Keys", text="h3→y has changed.", to_do="Press ↓, then ←."))
        assert "Press down, then left." in screen_text(app)
        assert "h3>y" in screen_text(app)


async def test_characters_that_drive_a_terminal_are_left_out():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, Task("He\x1b[2Jad", text="te\x1b[2Jxt\nrow", choices=("\x07c",)))
        text = screen_text(app)
        assert "\x1b" not in text
        assert "\x07" not in text
