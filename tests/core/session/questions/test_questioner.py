"""Questions change no bit of a run, follow from seed and epoch, and know the changes that a recording has ahead."""

import pytest

from perceptop.core.explain.dispatch import explain
from perceptop.core.protocol.changes import Change
from perceptop.core.protocol.commands import (
    AskQuestion,
    Back,
    Choose,
    GoTo,
    Make,
    NextExample,
    NextPhase,
    Play,
    Rebuild,
    Step,
)
from perceptop.core.protocol.question import KINDS
from tests.core.sessions import do, session


def bits(made):
    """All that the rest of the run and the screen depend on."""
    trainer = made.trainer
    state = trainer.state()
    arrays = [state.theta, *state.optimizer.values(), *trainer.last_step, *trainer.last_gradient, trainer.outputs]
    return [array.tobytes() for array in arrays], state.epoch, state.batch, state.setup, trainer.loss, trainer.stopped


@pytest.mark.by_default(2)
@pytest.mark.parametrize("name", ["xor", "letters", "iris", "fann-and"])
def test_a_run_with_questions_has_the_bits_of_one_without(name):
    asked, plain = session(name), session(name)
    for made in (asked, plain):
        do(made, GoTo(9))
    before = bits(asked)
    for kind in KINDS:
        do(asked, AskQuestion(1, kind))
        assert bits(asked) == before
    for made in (asked, plain):
        do(made, Step(7), Back(2))
    assert bits(asked) == bits(plain)
    assert asked.snapshot().branches[0].reached == plain.snapshot().branches[0].reached == 16


def test_the_same_seed_and_epoch_ask_the_same_and_others_ask_others():
    one = [do(session("xor"), GoTo(epoch), AskQuestion()).question for epoch in range(6)]
    again = [do(session("xor"), GoTo(epoch + 5), Back(5), AskQuestion()).question for epoch in range(6)]
    assert one == again
    assert len({question.kind for question in one}) > 2
    assert one != [do(session("xor", seed=8), GoTo(epoch), AskQuestion()).question for epoch in range(6)]


def test_no_trainer_is_made_before_a_question_is_asked():
    made = session("xor")
    do(made, Step(3))
    assert made._parts.questioner._trainer is None
    assert made.snapshot().question is None


def test_a_question_pauses_the_run_and_goes_when_it_moves():
    made = session("xor", speed=10.0)
    made.handle(Play())
    made.handle(AskQuestion())
    snapshot = made.snapshot()
    assert snapshot.progress.state == "paused"
    assert snapshot.question.epoch == 0
    assert do(made, Choose(2)).question is not None
    assert do(made, Step()).question is None


def test_the_answer_in_history_knows_the_change_that_comes():
    made = session("xor")
    do(made, GoTo(20))
    do(made, Make(Change("learning_rate", 40.0)), Step(20))
    rose = do(made, GoTo(40)).numbers.mse > do(made, GoTo(15)).numbers.mse
    question = do(made, AskQuestion(25, "loss")).question
    assert question.answer == ("higher" if rose else "lower")
    alone = session("xor")
    without = do(alone, GoTo(15), AskQuestion(25, "loss")).question
    assert without.why != question.why
    assert do(made, AskQuestion(10, "rate")).question is None


def test_within_an_epoch_only_the_present_weights_are_asked_about():
    made = session("letters")
    do(made, GoTo(3), NextExample())
    assert made.snapshot().progress.batch or made.snapshot().walk
    for kind in ("weight", "loss", "right", "solved", "rate"):
        if made.trainer.batch:
            assert do(made, AskQuestion(1, kind)).question is None
    assert do(made, AskQuestion(1, "carries")).question is not None


def test_a_walk_is_asked_about_the_row_that_comes():
    made = session("xor")
    rows = []
    for _ in range(4):
        question = do(made, AskQuestion(0)).question
        assert question.kind == "carries"
        rows.append((question.link.example, do(made, NextExample()).numbers.chosen))
    assert all(asked == walked for asked, walked in rows)
    assert sorted(row for row, _ in rows) == [0, 1, 2, 3]
    assert made.snapshot().progress.epoch == 1


@pytest.mark.parametrize(("batch", "asked"), [("full", True), (2, False)])
def test_before_an_update_that_is_walked_to_an_epoch_is_asked_about_and_no_batch(batch, asked):
    made = session("xor", batch=batch)
    rows = 4 if batch == "full" else 2
    do(made, *[NextPhase()] * 6 * rows)
    walk = made.snapshot().walk
    question = do(made, AskQuestion(0)).question
    assert (question is not None) == asked
    assert made.snapshot().walk == walk, "to ask leaves the walk as it is"


def test_a_network_that_cannot_learn_is_asked_what_carries_a_row():
    assert do(session("spam-neuron"), Choose(0), AskQuestion()).question.kind == "carries"


def test_rows_that_are_all_right_are_not_asked_about():
    made = session("xor")
    do(made, GoTo(1000))
    assert do(made, AskQuestion(1, "right")).question is None
    assert do(made, AskQuestion(1, "solved")).question is None


def test_what_would_take_too_long_is_not_asked():
    assert do(session("pixels"), AskQuestion(1_000_000, "loss")).question is None


def test_a_kind_that_does_not_exist_is_refused():
    snapshot = do(session("xor"), AskQuestion(1, "color"))
    assert "question: found color, expected one of weight" in snapshot.progress.notice


def test_a_run_of_another_network_is_asked_about_itself():
    made = session("xor")
    do(made, AskQuestion(1, "weight"), Rebuild((("layers", (2, 7, 1)),)), GoTo(5))
    found = {do(made, AskQuestion(steps, "carries")).question.right for steps in range(1, 30)}
    assert max(found) <= 3
    assert {do(made, Choose(2), AskQuestion(steps, "weight")).question.kind for steps in (1, 2)} == {"weight"}
    names = {do(made, AskQuestion(steps, "carries")).question.choices for steps in range(1, 30)}
    assert "h7" in {name for choices in names for name in choices}


def test_every_link_leads_to_an_explanation():
    made = session("xor")
    do(made, GoTo(30))
    for kind in KINDS:
        question = do(made, AskQuestion(1, kind)).question
        assert explain(made.trainer, question.link).title


def test_twice_the_rate_may_diverge():
    question = do(session("linear", learning_rate=0.2), AskQuestion(900, "rate")).question
    assert question.answer == "diverged"
    assert "not finite any more" in question.why


def test_nothing_is_asked_of_a_run_about_to_diverge_but_what_holds_now():
    made = session("linear", learning_rate=10.0)
    for kind in ("weight", "loss", "rate"):
        assert do(made, AskQuestion(300, kind)).question is None
    assert do(made, GoTo(1000)).progress.state == "diverged"
    assert do(made, AskQuestion(1, "loss")).question is None
